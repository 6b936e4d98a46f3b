"""The stage function: one chunk in, its files written, a receipt out; the same under every engine."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

from empathy.batch.chunks import Chunk, Failure, Item, failure_of
from empathy.batch.store import Store
from empathy.batch.tables import session_record, utterance_schema, write_records
from empathy.errors import OutputError
from empathy.markers.scores import ScoredTranscript
from empathy.session.summary import SessionSummary
from empathy.transcript import Transcript

UTTERANCES = "utterances"
RECEIPTS = ".work/receipts"


class Scores(Protocol):
    """What the stage needs of a scorer: a raw transcript in, the anonymized and scored one out."""

    def score(self, transcript: Transcript) -> ScoredTranscript:
        """Anonymize and score one session."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of a chunk: counts only, so that the engines keep no results in memory.

    ``labels`` counts ``marker.value``, ``heard`` the sessions in which a name that the user gave speaks, by the
    name's key; ``last`` and ``bytes`` are the chunk's.
    """

    name: str
    last: bool
    bytes: int
    sessions: int = 0
    utterances: int = 0
    failures: int = 0
    roles: Mapping[str, int] = field(default_factory=dict)
    labels: Mapping[str, int] = field(default_factory=dict)
    heard: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Score a chunk, write its utterances, then its receipt; the receipt's presence says that both are whole."""

    scorer: Scores
    prepare: Callable[[Transcript], Transcript]
    heard: Callable[[Transcript], Iterable[str]]
    summarise: Callable[[ScoredTranscript], SessionSummary]
    store: Store
    own: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def __call__(self, chunk: Chunk) -> Receipt:
        """Process one chunk; the outcome depends on the chunk alone.

        Raises:
            OutputError: the results cannot be written (no room, no permission): the run has to stop.
        """
        records: list[Mapping[str, Any]] = []
        sessions: list[Mapping[str, Any]] = []
        failures = list(chunk.failures)
        for place, item in enumerate(chunk.items):
            try:
                rows, session = self._score(item, key=f"{chunk.name}-{place:05d}")
            except (OutputError, MemoryError):
                raise
            except Exception as error:  # one bad session must not end a run over millions; its kind is recorded
                failures.append(failure_of(item.file, error, doing="scoring", place=item.place))
                continue
            records += rows
            sessions.append(session)
        heard = Counter(key for item in chunk.items for key in self.heard(item.transcript))
        return self._write(chunk, records, sessions, failures, heard)

    def _score(self, item: Item, *, key: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        scored = self.scorer.score(self.prepare(item.transcript))
        noise = Counter(u.utterance.role for u in scored.utterances if u.utterance.is_noise)
        session = session_record(self.summarise(scored), noise=noise, key=key, source=item.source)
        return [{"key": key, **record} for record in scored.to_records()], session

    def _write(
        self,
        chunk: Chunk,
        records: Sequence[Mapping[str, Any]],
        sessions: Sequence[Mapping[str, Any]],
        failures: Sequence[Failure],
        heard: Mapping[str, int],
    ) -> Receipt:
        if records:
            with self.store.open_write(f"{UTTERANCES}/{chunk.name}.parquet") as handle:
                write_records(handle, records, utterance_schema(self.own))
        receipt = Receipt(
            name=chunk.name,
            last=chunk.last,
            bytes=chunk.bytes,
            sessions=len(sessions),
            utterances=len(records),
            failures=len(failures),
            roles=dict(Counter(record["role"] for record in records)),
            labels=dict(Counter(f"{m}.{s['label']}" for record in records for m, s in record["markers"].items())),
            heard=dict(heard),
        )
        body = {
            "receipt": asdict(receipt),
            "sessions": sessions,
            "failures": [asdict(failure) for failure in failures],
        }
        with self.store.open_write(f"{RECEIPTS}/{chunk.name}.json") as handle:
            handle.write(json.dumps(body, ensure_ascii=False).encode())
        return receipt
