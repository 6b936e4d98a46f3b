"""Question form: how a question is built, so that its recognition does not hang on the question mark."""

from collections.abc import Sequence
from itertools import pairwise

from empathy.features.conversation import Conversation
from empathy.features.words import Word

_WH = frozenset(("what how why when where who whom whose which what's how's who's where's").split())
_OPEN_WH = frozenset("what how why what's how's".split())
_AUXILIARIES = frozenset(
    (
        "do does did are is was were am have has had can could would will should shall may might don't "
        "doesn't didn't aren't isn't wasn't weren't haven't hasn't can't couldn't wouldn't won't shouldn't"
    ).split()
)
_SUBJECTS = frozenset(
    (
        "you it that there he she they this we i your anyone anybody anything any someone something these those"
    ).split()
)
_TAGS = frozenset("right okay ok huh yeah correct true".split())
_IMPERATIVES = frozenset("tell describe explain share say".split())
_QUANTITY = frozenset("many much often long old far big".split())
# An auxiliary after one of these stands in a subordinate or plain clause: "what you do", "that is".
_NOT_BEFORE = frozenset("you i he she they we it that who which there".split())

NAMES = (
    "question.mark_final",
    "question.mark_any",
    "question.marks",
    "question.unmarked",
    "question.unpunctuated",
    "question.wh_first",
    "question.wh_open",
    "question.wh_inverted",
    "question.wh_quantity",
    "question.inverted_first",
    "question.inverted_any",
    "question.inverted_last",
    "question.tag_final",
    "question.tell_me",
    "question.statement_mark",
    "question.unpunctuated_wh",
    "question.unpunctuated_inverted",
    "question.or_final",
    "question.last_clause_words",
    "question.mark_not_last",
)


def clauses(words: Sequence[Word]) -> list[tuple[str, ...]]:
    """Return the forms of each stretch between sentence marks.

    >>> from empathy.features.words import cut
    >>> clauses(cut("Okay. What happened then?"))
    [('okay',), ('what', 'happened', 'then')]
    """
    found: list[list[str]] = [[]]
    for word in words:
        if word.is_mark and word.form != ";":
            found.append([])
        elif not word.is_mark:
            found[-1].append(word.form)
    return [tuple(clause) for clause in found if clause]


def inversions(forms: Sequence[str]) -> list[int]:
    """Return the places where an auxiliary stands before its subject, as in a question.

    >>> inversions(("so", "have", "you", "tried")), inversions(("what", "you", "have", "there"))
    ([1], [])
    """
    return [
        place
        for place in range(len(forms) - 1)
        if forms[place] in _AUXILIARIES
        and forms[place + 1] in _SUBJECTS
        and (place == 0 or forms[place - 1] not in _NOT_BEFORE)
    ]


def _wh_inverted(forms: Sequence[str], inverted: Sequence[int]) -> bool:
    return any(set(forms[max(0, place - 3) : place]) & _WH for place in inverted)


def question_form(conversation: Conversation, index: int) -> dict[str, float]:
    """Return the marks and the build of a question; see ``NAMES``.

    ``question.unmarked`` is how sure the missing mark is a sign (the session's punctuation), 0 where one stands;
    the ``unpunctuated`` features carry the build alone where the session has no punctuation at all.

    >>> from empathy.features.conversation import converse, turn
    >>> from empathy.transcript import Role
    >>> form = question_form(converse([turn(Role.HELPER, "so how do you sleep")]), 0)
    >>> form["question.wh_inverted"], form["question.mark_any"], form["question.unpunctuated"]
    (1.0, 0.0, 1.0)
    """
    turn = conversation.turns[index]
    forms = turn.forms
    parts = clauses(turn.words)
    last = parts[-1] if parts else ()
    marks = sum(1 for word in turn.words if word.form == "?")
    final = bool(turn.words) and turn.words[-1].form == "?"
    inverted = inversions(forms)
    first_words = [
        next((w for w in part if w not in _TAGS and w not in ("so", "and", "but")), "") for part in parts
    ]
    wh_first = any(word in _WH for word in first_words)
    inverted_first = any(
        word in _AUXILIARIES and inversions(part) for word, part in zip(first_words, parts, strict=True)
    )
    wh_inverted = _wh_inverted(forms, inverted)
    bare = 1.0 - conversation.punctuated
    built = wh_first or wh_inverted or bool(inverted)
    quantity = any(a == "how" and b in _QUANTITY for a, b in pairwise(forms))
    return dict(
        zip(
            NAMES,
            (
                float(final),
                float(marks > 0),
                float(min(marks, 3)),
                0.0 if marks else conversation.punctuated,
                bare,
                float(wh_first),
                float(any(word in _OPEN_WH for word in first_words)),
                float(wh_inverted),
                float(quantity),
                float(inverted_first),
                float(min(len(inverted), 3)),
                float(bool(inversions(last))),
                float(bool(forms) and forms[-1] in _TAGS),
                float(any(a in _IMPERATIVES and b == "me" for a, b in pairwise(forms))),
                float(marks > 0 and not built),
                bare * (wh_first or wh_inverted),
                bare * bool(inverted),
                float("or" in forms[-6:]),
                float(min(len(last), 30)) / 10,
                float(marks > 0 and not final),
            ),
            strict=True,
        )
    )
