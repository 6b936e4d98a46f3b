"""Who is the helper and who the client: given, written in a file, stated by the file or by names; never guessed."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from empathy.errors import RolesError
from empathy.ingest.rolesfile import names_in, read_roles_file
from empathy.plural import plural
from empathy.rolenames import roles_said
from empathy.transcript import Role, Transcript

Ask = Callable[[Transcript], Mapping[str, Role]]


@dataclass(slots=True)
class _Settled:
    """Roles settled so far, and what to tell about how."""

    roles: dict[str, Role] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def add(self, more: Mapping[str, Role]) -> None:
        """Take over roles of speakers that no stronger source has settled."""
        for name, role in more.items():
            self.roles.setdefault(name, role)

    @property
    def sides(self) -> set[Role]:
        """The sides of the conversation that somebody speaks for."""
        return {Role.HELPER, Role.CLIENT} & set(self.roles.values())


def assign_roles(
    transcript: Transcript,
    *,
    helper: Sequence[str] = (),
    client: Sequence[str] = (),
    roles_file: Path | None = None,
    ask: Ask | None = None,
    elsewhere: bool = False,
) -> Transcript:
    """Return the transcript with a role for every utterance.

    The first source that settles a speaker holds: the names given, the roles file, what the file or the name
    itself states. Where these name one of exactly two speakers, the other takes the other part, and a note says
    so. Then ``ask`` is asked. Speakers left over beside a helper and a client become ``other``, with a note. Where
    only one side speaks, a note says so; that takes that the user or the file tell everybody's role: by names alone
    a side may have been lost, or two names that say the same role be two sides.

    Args:
        transcript: as read.
        helper: names of the helper, as :func:`speaker_named` takes them; where the transcript itself says
            everybody's role, those that are not in it are taken for another session's.
        client: names of the client, likewise.
        roles_file: TOML, CSV or ``Name = helper`` lines; see :mod:`empathy.ingest.rolesfile`.
        ask: called with the transcript when roles are still open; answers with names and roles.
        elsewhere: the names are for other sessions too: one that is not in this one is a fault only where roles
            stay open without it. Look with :func:`check_names` whether each is in any of them.

    Raises:
        RolesError: a name that is not there, or roles that nothing settles; names are listed.
    """
    speakers = transcript.speakers
    stated, said = _stated(transcript), roles_said(speakers)
    given, absent = _given(speakers, helper, client)
    if all(name in stated for name in speakers):
        absent = []
    if absent and not elsewhere:
        raise _nobody(*absent[0], [transcript])
    settled = _Settled(roles=given)
    if roles_file is not None:
        settled.add(_from_file(read_roles_file(roles_file, transcript.session), speakers))
    told = {*settled.roles, *(stated.keys() - said.keys())}
    settled.add(stated)
    _other_of_two(settled, speakers)
    one_sided = _one_sided(settled, speakers, told)
    if len(settled.sides) < 2 and not one_sided and absent:
        raise _nobody(*absent[0], [transcript])
    if len(settled.sides) < 2 and not one_sided and ask is not None and len(speakers) > 1:
        settled = _Settled(roles=dict(ask(_with(transcript, settled.roles))), notes=settled.notes)
    if len(settled.sides) < 2 and not one_sided:
        raise _unsettled(transcript, settled)
    left = [name for name in speakers if name not in settled.roles]
    if one_sided:
        missing = "client" if Role.HELPER in settled.sides else "helper"
        settled.notes.append(f"no {missing} speaks in it: only the other side was read")
    elif left:
        settled.notes.append(f"{plural(len(left), 'speaker')} beside helper and client: role “other”")
    reading = replace(transcript.reading, notes=(*transcript.reading.notes, *settled.notes))
    return replace(transcript.with_roles(settled.roles), reading=reading)


def speaker_named(name: str, speakers: Iterable[str]) -> str | None:
    """Return the speaker whom a name given means, in any case and spacing; None where it means nobody.

    >>> speaker_named("dana  LEE", ["Dana Lee"]), speaker_named("0", ["Speaker 0", "Speaker 1"])
    ('Dana Lee', 'Speaker 0')
    """
    known = {_key(speaker): speaker for speaker in speakers}
    return known.get(_key(name), known.get(f"speaker {_key(name)}"))  # a recogniser's bare number


def check_names(transcripts: Sequence[Transcript], *, helper: Sequence[str], client: Sequence[str]) -> None:
    """Look whether every name given is a speaker's in one of the sessions at least.

    Raises:
        RolesError: the first that is not, with the speakers that were found.
    """
    speakers = list(dict.fromkeys(name for transcript in transcripts for name in transcript.speakers))
    for role, names in ((Role.HELPER, helper), (Role.CLIENT, client)):
        for name in names:
            if speaker_named(name, speakers) is None:
                raise _nobody(role, name, transcripts)


def names_of_nobody(roles_file: Path, transcripts: Sequence[Transcript]) -> list[str]:
    """Return the names of a roles file that are no speaker's in the sessions they are given for."""
    speakers = {name.casefold() for transcript in transcripts for name in transcript.speakers}
    names = names_in(roles_file, [transcript.session for transcript in transcripts])
    return [name for name in names if name.casefold() not in speakers]


def _with(transcript: Transcript, roles: Mapping[str, Role]) -> Transcript:
    given = tuple(replace(u, role=roles.get(u.speaker, u.role)) for u in transcript.utterances)
    return replace(transcript, utterances=given)


def _given(
    speakers: Sequence[str], helper: Sequence[str], client: Sequence[str]
) -> tuple[dict[str, Role], list[tuple[Role, str]]]:
    """Return the roles that names given settle, and the names, with their role, that are nobody's here."""
    found: dict[str, Role] = {}
    absent: list[tuple[Role, str]] = []
    for role, names in ((Role.HELPER, helper), (Role.CLIENT, client)):
        for name in names:
            spoken = speaker_named(name, speakers)
            if spoken is None:
                absent.append((role, name))
            elif found.setdefault(spoken, role) is not role:
                raise RolesError(
                    f"{name!r} was given as helper and as client",
                    unnamed="one speaker was given as helper and as client",
                )
    return found, absent


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def _from_file(roles: Mapping[str, Role], speakers: Sequence[str]) -> dict[str, Role]:
    return {name: roles[name.casefold()] for name in speakers if name.casefold() in roles}


def _stated(transcript: Transcript) -> dict[str, Role]:
    """Return what the file states of each speaker and, for the rest, what their names say."""
    stated = {u.speaker: u.role for u in transcript.utterances if u.role is not None}
    if not {Role.HELPER, Role.CLIENT} & set(stated.values()):
        stated = {}  # a table of ours whose roles nobody had settled: everybody is "other"
    said = {name: Role(role) for name, role in roles_said(transcript.speakers).items()}
    return {**said, **stated}


def _other_of_two(settled: _Settled, speakers: Sequence[str]) -> None:
    """Give the second of exactly two speakers the other part: the first one's name or a user settled it."""
    voices = [name for name in speakers if settled.roles.get(name) is not Role.OTHER]
    open_ = [name for name in voices if name not in settled.roles]
    if len(voices) != 2 or len(open_) != 1:
        return
    known = next(settled.roles[name] for name in voices if name in settled.roles)
    other = Role.CLIENT if known is Role.HELPER else Role.HELPER
    settled.roles[open_[0]] = other
    settled.notes.append(f"one of two speakers is the {known.value}, so the other was taken for the {other.value}")


def _one_sided(settled: _Settled, speakers: Sequence[str], told: Collection[str]) -> bool:
    """Whether one side is all there is: everybody's role is told by more than a name, and it is the same."""
    voices = [name for name in speakers if settled.roles.get(name) is not Role.OTHER]
    return len(settled.sides) == 1 and all(name in told for name in voices)


def _nobody(role: Role, name: str, transcripts: Sequence[Transcript]) -> RolesError:
    speakers = list(dict.fromkeys(speaker for transcript in transcripts for speaker in transcript.speakers))
    where = f"session {transcripts[0].session!r}" if len(transcripts) == 1 else f"{len(transcripts)} sessions"
    return RolesError(
        f"--{role.value} {name!r}: nobody of that name speaks in {where}; speakers found: {_listed(speakers)}",
        unnamed=f"a name given with --{role.value} is none of its speakers' ({len(speakers)} found)",
    )


def _unsettled(transcript: Transcript, settled: _Settled) -> RolesError:
    if len(transcript.speakers) == 1:
        options = " or ".join(
            f"--{role.value} NAME" for role in sorted(settled.sides) or (Role.HELPER, Role.CLIENT)
        )
        return RolesError(
            f"only one speaker was found in session {transcript.session!r} ({_listed(transcript.speakers)}); "
            "a helper and a client were expected",
            unnamed="only one speaker was found; a helper and a client were expected",
            hint=f"If nobody else speaks, say it: {options}. If somebody does, each turn must begin with its "
            "speaker's name; a recogniser must be asked to tell speakers apart.",
        )
    missing = [role.value for role in (Role.HELPER, Role.CLIENT) if role not in settled.roles.values()]
    who = f"who is the {' and who the '.join(missing)}"
    return RolesError(
        f"{who} in session {transcript.session!r} cannot be told; speakers found: {_listed(transcript.speakers)}",
        unnamed=f"{who} cannot be told from its speakers' names ({len(transcript.speakers)} found)",
        hint="Say it: "
        + " ".join(f"--{role} NAME" for role in missing)
        + ", or give --roles FILE."
        + (" If only one side speaks, say so of every speaker." if settled.sides else ""),
    )


def _listed(speakers: Sequence[str]) -> str:
    shown = ", ".join(repr(name[:40]) for name in speakers[:12])
    return shown + (f" and {len(speakers) - 12} more" if len(speakers) > 12 else "")
