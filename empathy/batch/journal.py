"""What an interrupted run has finished: the receipts on disk are the journal, there is nothing else to trust."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from empathy.batch.chunks import Failure
from empathy.batch.sources import Group
from empathy.batch.stage import RECEIPTS, UTTERANCES, Receipt
from empathy.batch.store import Store
from empathy.errors import UsageError

PLAN = ".work/plan.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The chunks whose receipt stands, and the groups all of whose chunks do."""

    chunks: frozenset[str]
    groups: frozenset[int]

    def rest(self, groups: Iterator[Group]) -> Iterator[Group]:
        """Yield the groups of which anything is left to do."""
        return (group for group in groups if group.number not in self.groups)


def open_journal(store: Store, plan: dict[str, object]) -> Done:
    """Begin a run, or take up the one that stands there.

    Raises:
        UsageError: the place holds a run over other inputs, with another model or another version.
    """
    try:
        kept = json.loads(store.read(PLAN))
    except FileNotFoundError:
        with store.open_write(PLAN) as handle:
            handle.write(json.dumps(plan, sort_keys=True).encode())
        return Done(chunks=frozenset(), groups=frozenset())
    differing = sorted(key for key in plan.keys() | kept.keys() if plan.get(key) != kept.get(key))
    if differing:
        raise UsageError(
            f"an unfinished run stands here that differs in: {', '.join(differing)}",
            hint="Repeat its command to finish it, choose another -o, or start anew with --restart.",
        )
    store.clean(UTTERANCES)
    store.clean(RECEIPTS)
    return _done(store)


def read_receipts(store: Store) -> Iterator[tuple[Receipt, list[dict[str, object]], list[Failure]]]:
    """Yield every chunk's receipt, its sessions' rows and its failures, in the order of the input."""
    for name in store.names(RECEIPTS):
        body = json.loads(store.read(f"{RECEIPTS}/{name}"))
        failures = [Failure(**failure) for failure in body["failures"]]
        yield Receipt(**body["receipt"]), body["sessions"], failures


def _done(store: Store) -> Done:
    parts: dict[int, set[int]] = defaultdict(set)
    chunks = set()
    for name in store.names(RECEIPTS):
        stem = name.removesuffix(".json")
        group, part = (int(number) for number in stem.split("-"))
        parts[group].add(part)
        chunks.add(stem)
    # parts finish in any order: a group is done if its last part says so and none before it is missing
    whole = {
        group for group, found in parts.items() if found == set(range(len(found))) and _closed(store, group, found)
    }
    return Done(chunks=frozenset(chunks), groups=frozenset(whole))


def _closed(store: Store, group: int, parts: set[int]) -> bool:
    name = f"{RECEIPTS}/{group:07d}-{max(parts):05d}.json"
    return bool(json.loads(store.read(name))["receipt"]["last"])
