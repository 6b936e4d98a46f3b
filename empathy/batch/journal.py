"""What an interrupted run has finished: the receipts on disk are the journal, there is nothing else to trust."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from empathy.batch.chunks import Failure
from empathy.batch.sources import Group
from empathy.batch.stage import RECEIPTS, UTTERANCES, Receipt
from empathy.batch.store import Store
from empathy.errors import UsageError

WORK = ".work"
_PLAN = "plan.json"
PLAN = f"{WORK}/{_PLAN}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The chunks whose receipt stands, and the groups all of whose chunks do."""

    chunks: frozenset[str]
    groups: frozenset[int]

    def rest(self, groups: Iterator[Group]) -> Iterator[Group]:
        """Yield the groups of which anything is left to do."""
        return (group for group in groups if group.number not in self.groups)


def read_head(store: Store, name: str, head: Mapping[str, Any]) -> dict[str, Any]:
    """Read what an earlier run wrote of itself; it has the keys of ``head``.

    Raises:
        FileNotFoundError: nothing stands there.
        UsageError: what stands there was not written by a run.
    """
    try:
        found = json.loads(store.read(name))
    except ValueError:  # neither JSON nor UTF-8
        found = None
    if not isinstance(found, dict) or not head.keys() <= found.keys():
        raise UsageError(
            "expected what an earlier run wrote there, got a file of another origin",
            path=name,
            hint="Choose another -o; --restart would remove it.",
        )
    return found


def stands(store: Store) -> bool:
    """Whether a run was begun and not finished there."""
    return _PLAN in store.names(WORK)


def differences(head: Mapping[str, Any], kept: Mapping[str, Any]) -> list[str]:
    """Return in what a run differs from the one whose head was kept.

    >>> differences({"model": "a", "config": {"helper": 1, "roles": True}}, {"model": "a", "config": {"helper": 1}})
    ['config (roles)']
    """
    # the digest of who speaks goes over the inputs as well: where these differ it says nothing
    silent = {"speakers"} if head.get("inputs") != kept.get("inputs") else set()
    found = []
    for key, value in sorted(head.items()):
        other = kept.get(key)
        if isinstance(value, dict) and isinstance(other, dict):
            names = (value.keys() | other.keys()) - silent
            parts = sorted(name for name in names if value.get(name) != other.get(name))
            found += [f"{key} ({', '.join(parts)})"] if parts else []
        elif value != other:
            found.append(key)
    return found


def open_journal(store: Store, plan: Mapping[str, Any]) -> Done:
    """Begin a run, or take up the one that stands there.

    Raises:
        UsageError: the place holds a run over other inputs, with another model or version, or a foreign file.
    """
    try:
        kept = read_head(store, PLAN, plan)
    except FileNotFoundError:
        with store.open_write(PLAN) as handle:
            handle.write(json.dumps(plan, sort_keys=True).encode())
        return Done(chunks=frozenset(), groups=frozenset())
    differing = differences(plan, kept)
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
