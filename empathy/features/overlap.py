"""How far an utterance says back the other side's words: reflective listening is relative to what was said."""

from collections.abc import Collection, Sequence
from itertools import pairwise

from empathy.features.conversation import Conversation
from empathy.features.words import flipped

NAMES = (
    "overlap.last.jaccard",
    "overlap.last.contained",
    "overlap.last.covering",
    "overlap.last.flipped_bigrams",
    "overlap.recent.jaccard",
    "overlap.recent.contained",
    "overlap.own.contained",
    "overlap.new_content",
    "overlap.none_to_compare",
)


def jaccard(mine: Collection[str], theirs: Collection[str]) -> float:
    """Return the share of all stems that both hold (Jaccard 1901); 0 where both are empty.

    >>> jaccard({"exam", "fail"}, {"exam", "week"})
    0.3333333333333333
    """
    union = len(set(mine) | set(theirs))
    return len(set(mine) & set(theirs)) / union if union else 0.0


def contained(mine: Collection[str], theirs: Collection[str]) -> float:
    """Return the share of my stems that the other side has said.

    >>> contained({"exam", "fail"}, {"exam", "week", "night"})
    0.5
    """
    return len(set(mine) & set(theirs)) / len(mine) if mine else 0.0


def flipped_bigrams(mine: Sequence[str], theirs: Sequence[str]) -> float:
    """Return the share of my word pairs that are the other side's pairs with the persons turned.

    >>> flipped_bigrams(("you", "hate", "your", "job"), ("i", "hate", "my", "job"))
    1.0
    """
    pairs = set(pairwise(mine))
    turned = flipped(theirs)
    return len(pairs & set(pairwise(turned))) / len(pairs) if pairs else 0.0


def overlap(conversation: Conversation, index: int) -> dict[str, float]:
    """Return the overlap with the other side's last turn, its last three, and one's own last turn.

    Listening sounds are looked past; the tf-idf cosine, which needs a fitted vocabulary, is in ``ngrams``.
    ``overlap.none_to_compare`` is 1 where the other side has said nothing yet.

    >>> from empathy.features.conversation import converse, turn
    >>> from empathy.transcript import Role
    >>> both = converse([turn(Role.CLIENT, "My exams scare me."), turn(Role.HELPER, "The exams scare you.")])
    >>> overlap(both, 1)["overlap.last.contained"]
    1.0
    """
    turn = conversation.turns[index]
    recent = [conversation.turns[place] for place in conversation.run_before(index)]
    last = recent[0] if recent else None
    own = conversation.before(index, same=True)
    heard = frozenset().union(*(t.stems for t in recent)) if recent else frozenset()
    last_forms = last.forms if last else ()
    last_stems = last.stems if last else frozenset()
    own_stems = conversation.turns[own].stems if own is not None else frozenset()
    return dict(
        zip(
            NAMES,
            (
                jaccard(turn.stems, last_stems),
                contained(turn.stems, last_stems),
                contained(last_stems, turn.stems),
                flipped_bigrams(turn.forms, last_forms),
                jaccard(turn.stems, heard),
                contained(turn.stems, heard),
                contained(turn.stems, own_stems),
                min(len(turn.stems - heard), 20) / 10,
                float(last is None),
            ),
            strict=True,
        )
    )
