"""The Ray engine: the same stage function under Ray Data, on this machine or on a cluster."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from empathy.batch.chunks import Chunk, read_chunks
from empathy.batch.journal import Done
from empathy.batch.sources import Group, Source
from empathy.batch.stage import Receipt
from empathy.errors import UsageError

if TYPE_CHECKING:
    from empathy.batch.run import EngineOptions, StageMaker


def score_with_ray(
    groups: Iterator[Group], done: Done, maker: "StageMaker", options: "EngineOptions"
) -> Iterator[Receipt]:
    """Yield the receipts of all chunks: groups are read by tasks, chunks scored by ``options.workers`` actors.

    Each actor loads the model once and uses one core. Results are written where they are made, so the inputs and
    the output have to be reachable from every machine (a shared folder, or URLs).

    Raises:
        UsageError: Ray is not installed.
        EmpathyError: as the stage raises it.
    """
    try:
        import ray
    except ImportError as error:
        raise UsageError(
            "the Ray engine needs Ray", hint='Install it, in the folder of the source: pip install ".[cluster]"'
        ) from error
    rows = [{"group": json.dumps(asdict(group))} for group in groups]
    if not rows:
        return
    started = not ray.is_initialized()
    if started:
        local: dict[str, Any] = (
            {"num_cpus": options.workers + 1, "include_dashboard": False} if options.address is None else {}
        )
        ray.init(address=options.address, log_to_driver=False, **local)
    try:
        yield from _run(rows, done, maker, options.workers)
    finally:
        if started:
            ray.shutdown()


def _run(rows: list[dict[str, str]], done: Done, maker: "StageMaker", workers: int) -> Iterator[Receipt]:
    import ray

    ray.data.DataContext.get_current().enable_progress_bars = False
    score: Any = _Score  # Ray takes a class as well as a function; its types know the function only
    dataset = (
        ray.data.from_items(rows, override_num_blocks=len(rows))
        .flat_map(_Read(maker, done.chunks), num_cpus=0.5)
        .map(score, fn_constructor_args=(maker,), compute=ray.data.ActorPoolStrategy(size=workers), num_cpus=1)
    )
    for row in dataset.iter_rows():
        yield Receipt(**json.loads(row["receipt"]))


class _Read:
    """A group's description -> its chunks, those that are done left out."""

    def __init__(self, maker: "StageMaker", done: frozenset[str]) -> None:
        self._maker, self._done = maker, done

    def __call__(self, row: dict[str, str]) -> Iterator[dict[str, Any]]:
        """Read one group."""
        found = json.loads(row["group"])
        sources = tuple(Source(**source) for source in found["sources"])
        for chunk in read_chunks(Group(number=found["number"], sources=sources), self._maker.reader.read):
            if chunk.name not in self._done:
                yield {"chunk": chunk}


class _Score:
    """An actor that keeps its stage, and so the model, between chunks."""

    def __init__(self, maker: "StageMaker") -> None:
        self._stage = maker()

    def __call__(self, row: dict[str, Chunk]) -> dict[str, str]:
        """Score one chunk and write it."""
        return {"receipt": json.dumps(asdict(self._stage(row["chunk"])))}
