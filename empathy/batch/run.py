"""The whole run: plan, take up what is done, score the rest, finish."""

import gc
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

from empathy import __version__
from empathy.batch.chunks import read_chunks
from empathy.batch.finish import FAILURES, MANIFEST, SESSIONS, finish
from empathy.batch.journal import PLAN, WORK, Done, differences, open_journal, read_head, stands
from empathy.batch.loading import Loaded, Loader
from empathy.batch.reading import SourceReader
from empathy.batch.sources import (
    Group,
    Source,
    TellLeft,
    digest_sources,
    group_sources,
    list_sources,
    refuse_overwriting,
)
from empathy.batch.stage import RECEIPTS, UTTERANCES, Receipt, Stage
from empathy.batch.store import Store, open_store
from empathy.batch.tables import session_schema
from empathy.batch.workers import score_locally
from empathy.errors import UsageError
from empathy.markers.catalogue import with_own
from empathy.markers.scores import SCHEMA_VERSION
from empathy.session.measures import RULES
from empathy.session.summarise import summarise

Engine = Literal["local", "ray"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where a run stands: bytes of input (known from the start) and what came of them so far."""

    bytes_total: int
    bytes_done: int
    utterances: int
    sessions: int
    failures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchResult:
    """How a run ended; ``scored`` counts this call's utterances, ``manifest`` those of all calls together."""

    out: str
    manifest: Mapping[str, Any]
    scored: int
    seconds: float
    resumed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineOptions:
    """Who does the work: the engine, how many workers, and (Ray) the cluster's address, None for a local one."""

    name: Engine = "local"
    workers: int = 1
    address: str | None = None


def run_batch(
    inputs: Sequence[str],
    out: str,
    *,
    loader: Loader,
    reader: SourceReader | None = None,
    engine: EngineOptions | None = None,
    restart: bool = False,
    progress: Callable[[Progress], None] | None = None,
    tell_left: TellLeft | None = None,
) -> BatchResult:
    """Score every session of the inputs into ``out``; the same command takes up an interrupted run.

    Args:
        inputs: files, folders, URLs, or ``corpus:path``.
        out: a folder or a URL.
        loader: loads the scorer, once in this process and once in each that cannot share its memory.
        reader: how a source becomes transcripts, with the roles and columns that the user gave.
        engine: see :class:`EngineOptions`; the results do not depend on it.
        restart: throw away what stands in ``out``.
        progress: called after every chunk.
        tell_left: called with the files of the folders that are no transcripts, and why.

    Raises:
        InputError: an input does not exist, or a folder holds no transcript.
        UsageError: ``out`` holds another run, or an input stands where results are written.
        OutputError: the results cannot be written; what is finished stays and the same command goes on.
    """
    reader, engine, began = reader or SourceReader(), engine or EngineOptions(), time.monotonic()
    store = open_store(out)
    here = Path(out) if "://" not in out else None
    sources = list_sources(
        inputs, readers=reader.corpora, leave_out=here, lists=(reader.roles,), tell_left=tell_left
    )
    if here is not None:
        refuse_overwriting(sources, here, (SESSIONS, FAILURES, MANIFEST, UTTERANCES))
    with store.lock(f"{WORK}/lock"):
        loaded = loader()
        head = _head(sources, loaded, reader)
        if restart:
            _clear(store)
        elif (finished := _finished(store, head)) is not None:
            return BatchResult(out=out, manifest=finished, scored=0, seconds=0.0, resumed=True)
        done = open_journal(store, head)
        counted = _Counter(sum(s.bytes for s in sources), progress)
        todo = counted.skip(group_sources(sources), done)
        maker = StageMaker(loader=loader, reader=reader, store=store)
        for receipt in _score(todo, done, maker, loaded, engine):
            counted.add(receipt)
        schema = session_schema([rule.id for rule in RULES], with_own(loaded.own).markers)
        manifest = finish(store, head, schema, named=reader.named)
        store.remove_tree(WORK)
    return BatchResult(
        out=out,
        manifest=manifest,
        scored=counted.utterances,
        seconds=time.monotonic() - began,
        resumed=bool(done.chunks),
    )


def _score(
    groups: Iterator[Group], done: Done, maker: "StageMaker", loaded: Loaded, engine: EngineOptions
) -> Iterator[Receipt]:
    """Yield the receipts of what is left to do, by the chosen engine."""
    if engine.name == "ray":
        from empathy.batch.cluster import score_with_ray  # Ray is an extra

        yield from score_with_ray(groups, done, maker, engine)
        return
    gc.collect()
    gc.freeze()  # the collector would touch, and so copy, the memory that forked workers share
    chunks = (c for group in groups for c in read_chunks(group, maker.reader.read) if c.name not in done.chunks)
    yield from score_locally(chunks, maker.make(loaded), maker, workers=engine.workers)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageMaker:
    """Makes the stage function from plain values, so that a worker anywhere can make its own."""

    loader: Loader
    reader: SourceReader
    store: Store

    def make(self, loaded: Loaded) -> Stage:
        """Return the stage with a scorer that is loaded already."""
        return Stage(
            scorer=loaded.scorer,
            prepare=self.reader.give_roles,
            heard=self.reader.heard,
            summarise=partial(summarise, own=loaded.own),
            store=self.store,
            own={marker.id: marker.values for marker in loaded.own},
        )

    def __call__(self) -> Stage:
        """Load a scorer and return the stage."""
        return self.make(self.loader())


class _Counter:
    """Adds up receipts and tells the caller where the run stands."""

    def __init__(self, total: int, tell: Callable[[Progress], None] | None) -> None:
        self.total, self.tell = total, tell
        self.bytes = self.utterances = self.sessions = self.failures = 0

    def skip(self, groups: Iterable[Group], done: Done) -> Iterator[Group]:
        """Yield the groups with work left; count the others as done."""
        for group in groups:
            if group.number in done.groups:
                self.bytes += group.bytes
            else:
                yield group

    def add(self, receipt: Receipt) -> None:
        self.bytes += receipt.bytes
        self.utterances += receipt.utterances
        self.sessions += receipt.sessions
        self.failures += receipt.failures
        if self.tell is not None:
            self.tell(
                Progress(
                    bytes_total=self.total,
                    bytes_done=min(self.bytes, self.total),
                    utterances=self.utterances,
                    sessions=self.sessions,
                    failures=self.failures,
                )
            )


def _head(sources: Sequence[Source], loaded: Loaded, reader: SourceReader) -> dict[str, Any]:
    """Return the part of the manifest that is known before the run: it tells one run from another."""
    return {
        "schema": SCHEMA_VERSION,
        "empathy": __version__,
        "model": dict(loaded.identity),
        "config": reader.config(sources),
        "inputs": {
            "files": len(sources),
            "bytes": sum(source.bytes for source in sources),
            "digest": digest_sources(sources),
        },
    }


def _finished(store: Store, head: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the manifest of the same run if it is finished, tidying what a kill at its very end left."""
    try:
        manifest = read_head(store, MANIFEST, head)
    except FileNotFoundError:
        if store.names(UTTERANCES) and not stands(store):
            raise UsageError(
                "the folder 'utterances' there holds files of another origin",
                hint="Choose another -o; --restart would remove them.",
            ) from None
        return None
    differing = differences(head, manifest)
    if differing:
        raise UsageError(
            f"a finished run stands here that differs in: {', '.join(differing)}",
            hint="Choose another -o, or start anew with --restart.",
        )
    store.remove_tree(WORK)
    return manifest


def _clear(store: Store) -> None:
    # the manifest goes first: without it nothing here passes for a finished run
    for name in (MANIFEST, SESSIONS, FAILURES):
        store.remove(name)
    store.remove_tree(RECEIPTS)
    store.remove_tree(UTTERANCES)
    store.remove(PLAN)  # last: while utterances stand, it says whose they are
