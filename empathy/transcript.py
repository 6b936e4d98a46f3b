"""The raw transcript: frozen values that only reading, role giving and anonymizing may touch."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from empathy.rolenames import roles_said

# A turn that holds nothing but a noise mark: [laughter], (inaudible), *sighs*, <crosstalk>, or nothing at all.
_NOISE = re.compile(r"^(?:\s|\[[^\]]*\]|\([^)]*\)|<[^>]*>|\*[^*]*\*|♪|[.\-–—…])*$")


class Role(StrEnum):
    """Who speaks: the one who helps, the one who is helped, or anybody else."""

    HELPER = "helper"
    CLIENT = "client"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """Everything one speaker says until the other speaks, as read.

    ``index`` counts from 0 in the order of the input; ``start`` and ``end`` are seconds from the session's
    beginning, None where the input has no times; ``role`` is None until roles are given.
    """

    index: int
    speaker: str
    text: str
    start: float | None = None
    end: float | None = None
    role: Role | None = None

    @property
    def is_noise(self) -> bool:
        """Whether the turn holds no word, only noise marks such as ``[laughter]``.

        >>> Utterance(index=0, speaker="T", text="[laughter]").is_noise
        True
        >>> Utterance(index=0, speaker="T", text="Mm-hmm.").is_noise
        False
        """
        return _NOISE.match(self.text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader did, counted: nothing is dropped in silence.

    ``units`` are the cues, rows, messages or paragraphs found; ``merged`` of them were joined to the utterance
    before them; ``empty`` held no text: pieces of speech among them are left out, rows and messages keep their
    place; ``notes`` tell what else a user should know.
    """

    format: str
    units: int
    merged: int = 0
    empty: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """One session as it was read: raw text, which never leaves the stages before anonymizing."""

    session: str
    utterances: tuple[Utterance, ...]
    reading: Reading = field(default_factory=lambda: Reading(format="turns", units=0))

    @property
    def speakers(self) -> tuple[str, ...]:
        """The speakers' labels in order of appearance."""
        return tuple(dict.fromkeys(u.speaker for u in self.utterances))

    def with_roles(self, roles: dict[str, Role]) -> "Transcript":
        """Return the transcript with each speaker's role set; speakers not named become ``other``."""
        given = tuple(replace(u, role=roles.get(u.speaker, Role.OTHER)) for u in self.utterances)
        return replace(self, utterances=given)

    @classmethod
    def from_turns(cls, turns: Iterable[Sequence[str]], *, session: str = "session") -> "Transcript":
        """Build a transcript from (speaker, text) pairs; roles are read from names that say them.

        >>> Transcript.from_turns([("therapist", "Hello."), ("client", "Hi.")], session="a").utterances[1].role
        <Role.CLIENT: 'client'>
        """
        pairs = [(speaker, text) for speaker, text in turns]
        said = roles_said(dict.fromkeys(speaker for speaker, _ in pairs))
        utterances = tuple(
            Utterance(
                index=i,
                speaker=speaker,
                text=text,
                role=Role(said[speaker]) if speaker in said else None,
            )
            for i, (speaker, text) in enumerate(pairs)
        )
        return cls(
            session=session,
            utterances=utterances,
            reading=Reading(format="turns", units=len(utterances)),
        )
