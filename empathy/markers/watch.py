"""Words that a label is not trusted on alone: those that judge, of suicide or self-harm, of a client who answers.

Confronting and minimising are rare and weakly told (the model's card), and hostile words are often taken for
validation, warmth or reflection; words of despair can be taken for change talk. So a label does not rest on the
model alone there: it is in doubt, nothing harsh is held up as a moment that worked, and the report says where words
that may speak of suicide stand. Words that lift a burden ("no need to be sorry") are often taken for advice. Nor
does a label rest on the helper's words alone: a client may refuse permission, push back, or feel understood.
``configs/watch.toml`` holds the lists; they change no label.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache

from empathy.features.cues import Cues, Hit, read_cues
from empathy.features.words import Word, cut
from empathy.resources import shipped

HARSH, RISK, SUICIDE, SAFETY, ASKING = "harsh", "risk", "suicide", "safety", "asking"
PERMISSION, REFUSAL, LEAVE, MINDING = "permission", "refusal", "leave", "minding"
WHY, BRUSHING, PUSHBACK, ASSENT = "why", "brushing", "pushback", "assent"
RELIEF, URGING = "relief", "urging"
# Markers whose positive labels are in doubt where such words stand.
_DOUBTED: Mapping[str, frozenset[str]] = {
    HARSH: frozenset({"reflection", "validation", "affirmation", "warmth", "feeling", "emotional_reactions"}),
    RISK: frozenset({"talk"}),
    RELIEF: frozenset({"advice"}),
}
_UNLESS = "_unless"
_STOPS = frozenset(".?!")


def doubted(words: Sequence[Word]) -> frozenset[str]:
    """Return the markers whose positive labels are in doubt because of words that stand in an utterance."""
    found = {hit.family for hit in _told(words)}
    if URGING in found:
        found.discard(RELIEF)
    return frozenset().union(*(_DOUBTED.get(family, ()) for family in found))


def judges_the_person(text: str) -> bool:
    """Tell whether a text holds words that judge, shame or belittle the one spoken to.

    >>> judges_the_person("You're so lazy."), judges_the_person("You feel as if you're so lazy.")
    (True, False)
    """
    return _holds(text, HARSH)


def speaks_of_risk(text: str) -> bool:
    """Tell whether a text holds words that may speak of suicide or self-harm.

    >>> speaks_of_risk("Everyone would be better off without me."), speaks_of_risk("I could die of shame.")
    (True, False)
    """
    return _holds(text, RISK)


def asks_about_safety(text: str) -> bool:
    """Tell whether a helper's text asks whether the client is safe: names it, in a question.

    >>> asks_about_safety("Are you safe right now?"), asks_about_safety("Killing yourself is no way out.")
    (True, False)
    """
    return _asks(text, {SUICIDE, SAFETY})


def asks_about_suicide(text: str) -> bool:
    """Tell whether a helper's text asks whether the client thinks of suicide or self-harm.

    >>> asks_about_suicide("Are you thinking of killing yourself?"), asks_about_suicide("Are you safe at home?")
    (True, False)
    """
    return _asks(text, {SUICIDE})


def _asks(text: str, topics: Set[str]) -> bool:
    """Whether a topic stands in a question: before a question mark, or after the words that begin one."""
    words = cut(text)
    hits = list(_told(words))
    asked = [hit.first for hit in hits if hit.family == ASKING]
    for hit in (hit for hit in hits if hit.family in topics):
        start, end = _sentence(words, hit.first)
        if "?" in words[end - 1].form or any(start <= place <= hit.first for place in asked):
            return True
    return False


def asks_why(text: str) -> bool:
    """Tell whether a helper's text asks for a justification.

    >>> asks_why("Then why don't you do it?"), asks_why("Why does it matter to you?")
    (True, False)
    """
    return _holds(text, WHY)


def brushes_aside(text: str) -> bool:
    """Tell whether a helper's text sends a feeling away: by a silver lining, by bidding the client not to feel it.

    >>> brushes_aside("At least you have a job."), brushes_aside("Rest for at least an hour.")
    (True, False)
    >>> brushes_aside("You've got to be strong now."), brushes_aside("You feel you've got to be strong.")
    (True, False)
    """
    return _holds(text, BRUSHING)


def lifts_a_burden(text: str) -> bool:
    """Tell whether a helper's text lifts an apology, haste or an explanation off the client, and urges nothing.

    >>> lifts_a_burden("You don't need to be sorry."), lifts_a_burden("Take your time. You could try a walk.")
    (True, False)
    """
    found = {hit.family for hit in _told(cut(f"{text}."))}
    return RELIEF in found and URGING not in found


def pushes_back(text: str) -> bool:
    """Tell whether a client's text begins as one that contradicts the helper.

    >>> pushes_back("It's not an excuse."), pushes_back("It's not easy.")
    (True, False)
    """
    return _begins(text, PUSHBACK)


def assents(text: str) -> bool:
    """Tell whether a client's text begins as one that feels understood.

    >>> assents("Exactly that."), assents("Yes, on Friday.")
    (True, False)
    """
    return _begins(text, ASSENT)


def refuses(text: str, asked: str) -> bool:
    """Tell whether a client's text begins with the refusal of what the helper asked leave for.

    >>> refuses("No, please don't.", "May I suggest something?"), refuses("No. Go ahead.", "Can I?")
    (True, False)
    >>> refuses("No.", "Would you mind if I suggested something?"), refuses("No.", "Is there anything else?")
    (False, False)
    """
    if not _holds(asked, PERMISSION):
        return False
    hits = list(_told(cut(f"{text}.")))  # the full stop ends a bare "no" that has none
    if any(hit.family == LEAVE for hit in hits):
        return False
    refused = any(hit.family == REFUSAL and hit.first == 0 for hit in hits)
    yes = text.casefold().lstrip().startswith("yes")
    return refused and (yes if _holds(asked, MINDING) else not yes)


def _holds(text: str, family: str) -> bool:
    # some phrases end a sentence, which speech written down by a machine does not mark
    return any(hit.family == family for hit in _told(cut(f"{text}.")))


def _begins(text: str, family: str) -> bool:
    return any(hit.family == family and hit.first == 0 for hit in _told(cut(f"{text}.")))


def _told(words: Sequence[Word]) -> Iterator[Hit]:
    """Yield the hits that nothing in their sentence speaks against."""
    hits = _watched().find(words)
    for hit in hits:
        start, end = _sentence(words, hit.first)
        against = f"{hit.family}{_UNLESS}"
        if not any(other.family == against and start <= other.first < end for other in hits):
            yield hit


def _sentence(words: Sequence[Word], place: int) -> tuple[int, int]:
    """Return where the sentence around a word begins and ends, its mark included."""
    stops = [index + 1 for index, word in enumerate(words) if word.is_mark and set(word.form) & _STOPS]
    start = max((stop for stop in stops if stop <= place), default=0)
    return start, min((stop for stop in stops if stop > place), default=len(words))


@cache
def _watched() -> Cues:
    return read_cues(shipped("configs") / "watch.toml")
