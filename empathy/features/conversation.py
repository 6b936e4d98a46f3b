"""A conversation prepared for counting: every turn cut once, neighbours found once."""

from collections.abc import Sequence
from dataclasses import dataclass

from empathy.anonymize.result import AnonymizedTranscript
from empathy.features.wordpieces import is_backchannel
from empathy.features.words import Word, content, cut, spoken
from empathy.transcript import Role

# How far back the exchange is looked at, in turns.
REACH = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One utterance with its words, the forms without punctuation, and the stems that carry content."""

    role: Role
    text: str
    words: tuple[Word, ...]
    forms: tuple[str, ...]
    stems: frozenset[str]
    backchannel: bool

    @property
    def empty(self) -> bool:
        """Whether no word was said."""
        return not self.forms


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """The turns of a session in order; ``punctuated`` is the share of worded turns that end in . ? or !."""

    turns: tuple[Turn, ...]
    punctuated: float

    def before(self, index: int, *, same: bool) -> int | None:
        """Return the last turn with content of the same (or the other) side before ``index``, or None."""
        role = self.turns[index].role
        for place in range(index - 1, max(-1, index - 1 - REACH), -1):
            turn = self.turns[place]
            if (turn.role is role) is same and not turn.backchannel:
                return place
        return None

    def run_before(self, index: int, *, turns: int = 3) -> tuple[int, ...]:
        """Return up to ``turns`` turns with content of the other side before ``index``, latest first."""
        role = self.turns[index].role
        found: list[int] = []
        for place in range(index - 1, max(-1, index - 1 - REACH), -1):
            if self.turns[place].role is not role and not self.turns[place].backchannel:
                found.append(place)
                if len(found) == turns:
                    break
        return tuple(found)


def turn(role: Role, text: str) -> Turn:
    """Cut one utterance.

    >>> turn(Role.CLIENT, "I failed my exam.").forms
    ('i', 'failed', 'my', 'exam')
    """
    words = cut(text)
    forms = spoken(words)
    backchannel = not forms or is_backchannel(text)
    return Turn(role=role, text=text, words=words, forms=forms, stems=content(forms), backchannel=backchannel)


def converse(turns: Sequence[Turn]) -> Conversation:
    """Put turns together.

    >>> converse([turn(Role.HELPER, "How are you?"), turn(Role.CLIENT, "not great")]).punctuated
    0.5
    """
    worded = [t for t in turns if t.forms]
    marked = sum(1 for t in worded if t.text.rstrip(" \"'”’)]")[-1:] in (".", "?", "!"))
    return Conversation(turns=tuple(turns), punctuated=marked / len(worded) if worded else 0.0)


def conversation(transcript: AnonymizedTranscript) -> Conversation:
    """Prepare an anonymized session."""
    return converse([turn(utterance.role, utterance.text) for utterance in transcript.utterances])
