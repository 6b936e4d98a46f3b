"""Source -> transcripts with roles, with everything the user said about files, columns and speakers."""

import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from empathy.batch.parquet import read_parquet
from empathy.batch.sources import TABLES, Source
from empathy.corpora.registry import corpora, read_corpus
from empathy.corpora.transcripts import to_transcript
from empathy.errors import InputError
from empathy.ingest import iter_sessions
from empathy.ingest.options import ColumnMap
from empathy.ingest.roles import assign_roles, speaker_named
from empathy.ingest.rolesfile import check_roles_file
from empathy.ingest.source import read_text
from empathy.transcript import Role, Transcript


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReader:
    """Reads any source; a plain value, so that it can be sent to another process or machine.

    ``helper`` and ``client`` are speakers' names, ``roles`` a file that says who is who, ``columns`` the names of
    a table's columns.
    """

    helper: tuple[str, ...] = ()
    client: tuple[str, ...] = ()
    roles: Path | None = None
    columns: ColumnMap = field(default_factory=ColumnMap)

    @property
    def corpora(self) -> tuple[str, ...]:
        """The names that may stand before a colon in an input."""
        return tuple(corpora())

    def config(self, sources: Iterable[Source]) -> dict[str, Any]:
        """Return what shapes the results, for the manifest; of speakers their number and a digest, no names.

        Raises:
            InputError: the file of roles cannot be read.
        """
        return {
            "helper": len(self.helper),
            "client": len(self.client),
            "roles": self.roles is not None,
            "speakers": self._speakers(sources),
            "columns": self.columns.given(),
        }

    def _speakers(self, sources: Iterable[Source]) -> str | None:
        """Return the SHA-256 of who was said to help and to be helped, None where nobody was.

        The inputs' content goes into it: of names alone it could be tried which they are, by whom the results,
        and so the manifest, are passed on to.
        """
        if not (self.helper or self.client or self.roles):
            return None
        digest = hashlib.sha256("\n".join(source.state for source in sources).encode())
        digest.update(json.dumps([sorted(self.helper), sorted(self.client)]).encode())
        if self.roles is not None:
            check_roles_file(self.roles)  # told now, once, and not of every session
            digest.update(read_text(self.roles)[0].encode())
        return digest.hexdigest()

    def read(self, source: Source) -> Iterator[Transcript]:
        """Yield the sessions of a source, in order.

        Raises:
            InputError: it cannot be read, with line and column where they are known.
        """
        if source.is_url:
            yield from self._fetched(source)
        elif source.reader:
            yield from map(to_transcript, read_corpus(source.reader, Path(source.path)))
        elif source.path.lower().endswith(TABLES):
            yield from read_parquet(Path(source.path), self.columns)
        else:
            yield from iter_sessions(Path(source.path), columns=self.columns)

    def give_roles(self, transcript: Transcript) -> Transcript:
        """Return the transcript with a role for everybody, as for one file.

        Raises:
            RolesError: when neither the names nor the options say who helps and who is helped.
        """
        told = self.roles is not None or bool(self.heard(transcript))
        stated = {utterance.role for utterance in transcript.utterances}
        if not told and None not in stated and {Role.HELPER, Role.CLIENT} <= stated:
            return transcript  # a corpus may have a role by utterance
        return assign_roles(
            transcript, helper=self.helper, client=self.client, roles_file=self.roles, elsewhere=True
        )

    @property
    def named(self) -> dict[str, str]:
        """What stands in a file for each name given: its option and its place among the sorted, never the name."""
        return {name.key: str(name) for name in self._names()}

    def heard(self, transcript: Transcript) -> tuple[str, ...]:
        """Return the keys of those names given that speak in a session; see :attr:`named`."""
        return tuple(n.key for n in self._names() if speaker_named(n.name, transcript.speakers) is not None)

    def _names(self) -> Iterator["_Given"]:
        for option, given in (("helper", self.helper), ("client", self.client)):
            names = sorted(set(given))
            for number, name in enumerate(names, start=1):
                yield _Given(option=option, name=name, number=number, of=len(names))

    def _fetched(self, source: Source) -> Iterator[Transcript]:
        """Copy a remote file to this machine's disk for as long as it is read."""
        import fsspec

        with tempfile.TemporaryDirectory(prefix="empathy-") as folder:
            local = Path(folder) / source.path.rsplit("/", 1)[-1]
            try:
                with fsspec.open(source.path, "rb") as remote, local.open("wb") as copy:
                    while block := remote.read(1 << 20):
                        copy.write(block)
            except OSError as error:
                raise InputError(f"cannot be fetched ({error.strerror})", path=source.path) from error
            yield from self.read(replace(source, path=str(local)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """A name that the user gave: its option, and its place among that option's names in alphabetical order."""

    option: str
    name: str
    number: int
    of: int

    @property
    def key(self) -> str:
        return f"{self.option} {self.number}"

    def __str__(self) -> str:
        return f"--{self.option}" + (f" ({self.number} of {self.of}, in alphabetical order)" if self.of > 1 else "")
