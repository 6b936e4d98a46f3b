"""Length and place of an utterance, and what stands around it."""

from math import log1p

from empathy.features.conversation import Conversation, Turn
from empathy.features.questions import clauses

_ASSENT = frozenset("yeah yes yep yup right exactly true definitely absolutely mm mhm sure".split())
_DISSENT = frozenset("no nope nah not well but".split())
_FIRST = frozenset("i i'm i've i'd i'll me my mine myself".split())
_SECOND = frozenset("you you're you've you'd you'll your yours yourself".split())
_THIRD = frozenset("he she they him her them his their he's she's they're".split())
_TOGETHER = frozenset("we us our we're we've we'll let's".split())

SHAPE_NAMES = (
    "shape.words",
    "shape.words_log",
    "shape.clauses",
    "shape.longest_clause",
    "shape.content_share",
    "shape.short",
    "shape.backchannel",
    "shape.broken_off",
    "shape.continued",
    "shape.exclaims",
    "shape.first_person",
    "shape.second_person",
    "shape.third_person",
    "shape.together",
    "shape.starts_you",
    "shape.starts_i",
    "shape.placeholders",
)
PLACE_NAMES = ("place.share", "place.log", "place.first_three", "place.last_three", "place.punctuated")
EXCHANGE_NAMES = (
    "exchange.before.words",
    "exchange.before.backchannel",
    "exchange.before.same_side",
    "exchange.before.question",
    "exchange.other.words",
    "exchange.other.question",
    "exchange.other.distance",
    "exchange.own.words",
    "exchange.own.broken_off",
    "exchange.own.question",
    "exchange.own.distance",
    "exchange.after.words",
    "exchange.after.backchannel",
    "exchange.after.same_side",
    "exchange.after.assent",
    "exchange.after.dissent",
    "exchange.after.question",
    "exchange.after.none",
)


def broken_off(text: str) -> bool:
    """Whether an utterance stops in the middle, as when the other side fell in.

    >>> broken_off("And then I -"), broken_off("And then I left.")
    (True, False)
    """
    return text.rstrip(" \"'”").endswith(("-", "–", "—", "…", "...", ","))


def continued(text: str) -> bool:
    """Whether an utterance takes up a sentence left open: it begins with a dash or dots.

    >>> continued("-every time."), continued("every time.")
    (True, False)
    """
    return text.lstrip(" \"'“").startswith(("-", "–", "—", "…", "..."))


def shape(conversation: Conversation, index: int) -> dict[str, float]:
    """Return length, sentence shape and persons of an utterance; shares are of its words.

    >>> from empathy.features.conversation import converse, turn
    >>> from empathy.transcript import Role
    >>> found = shape(converse([turn(Role.HELPER, "You were tired.")]), 0)
    >>> found["shape.words"], found["shape.starts_you"]
    (0.3, 1.0)
    """
    turn = conversation.turns[index]
    forms, count = turn.forms, max(1, len(turn.forms))
    parts = [len(clause) for clause in clauses(turn.words)]
    first = next((form for form in forms if form not in ("so", "and", "but", "well", "okay", "yeah")), "")

    def share(persons: frozenset[str]) -> float:
        return sum(1 for form in forms if form in persons) / count

    return dict(
        zip(
            SHAPE_NAMES,
            (
                min(len(forms), 120) / 10,
                log1p(len(forms)),
                float(min(len(parts), 10)),
                log1p(max(parts, default=0)),
                len(turn.stems) / count,
                float(len(forms) < 4),
                float(turn.backchannel),
                float(broken_off(turn.text)),
                float(continued(turn.text)),
                float(any(word.form == "!" for word in turn.words)),
                share(_FIRST),
                share(_SECOND),
                share(_THIRD),
                share(_TOGETHER),
                float(first in _SECOND),
                float(first in _FIRST),
                float(sum(1 for form in forms if form.startswith("_"))),
            ),
            strict=True,
        )
    )


def place(conversation: Conversation, index: int) -> dict[str, float]:
    """Return where in the session an utterance stands, and how far the session is punctuated.

    >>> from empathy.features.conversation import converse, turn
    >>> from empathy.transcript import Role
    >>> place(converse([turn(Role.HELPER, "Hello."), turn(Role.CLIENT, "Hi.")]), 1)["place.share"]
    1.0
    """
    last = len(conversation.turns) - 1
    values = (
        index / last if last else 0.0,
        log1p(index),
        float(index < 3),
        float(last - index < 3),
        conversation.punctuated,
    )
    return dict(zip(PLACE_NAMES, values, strict=True))


def exchange(conversation: Conversation, index: int) -> dict[str, float]:
    """Return what stands before and after: lengths (log words), sides, questions, assent, broken-off turns.

    The turn after counts, since scoring is after the fact.

    >>> from empathy.features.conversation import converse, turn
    >>> from empathy.transcript import Role
    >>> both = converse([turn(Role.HELPER, "You were tired."), turn(Role.CLIENT, "Yeah, exactly.")])
    >>> exchange(both, 0)["exchange.after.assent"]
    1.0
    """
    turns = conversation.turns
    role = turns[index].role
    before = turns[index - 1] if index else None
    after = turns[index + 1] if index + 1 < len(turns) else None
    other, own = conversation.before(index, same=False), conversation.before(index, same=True)
    lead = after.forms[:3] if after else ()
    values = (
        _length(before),
        float(before is not None and before.backchannel),
        float(before is not None and before.role is role),
        _asks(before),
        _length(turns[other] if other is not None else None),
        _asks(turns[other] if other is not None else None),
        float(index - other if other is not None else 9),
        _length(turns[own] if own is not None else None),
        float(own is not None and broken_off(turns[own].text)),
        _asks(turns[own] if own is not None else None),
        float(index - own if own is not None else 9),
        _length(after),
        float(after is not None and after.backchannel),
        float(after is not None and after.role is role),
        float(bool(lead) and not _ASSENT.isdisjoint(lead)),
        float(bool(lead) and not _DISSENT.isdisjoint(lead)),
        _asks(after),
        float(after is None),
    )
    return dict(zip(EXCHANGE_NAMES, values, strict=True))


def _length(turn: Turn | None) -> float:
    return log1p(len(turn.forms)) if turn else 0.0


def _asks(turn: Turn | None) -> float:
    return float(turn is not None and any(word.form == "?" for word in turn.words))
