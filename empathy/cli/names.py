"""Names of sessions that are keys: no two sessions of one call share one."""

from collections.abc import Sequence

import typer

_SHOWN = 5


def unique_names(names: Sequence[str]) -> list[str]:
    """Return the names with "-2", "-3" … after those that were there before, and a note of it on stderr.

    Give it anonymized names: two people's files may be called alike only then, and the note shows them.
    """
    unique = _unique(names)
    changed = [new for old, new in zip(names, unique, strict=True) if old != new]
    if changed:
        more = f" and {len(changed) - _SHOWN} more" if len(changed) > _SHOWN else ""
        typer.echo(
            f"{len(changed)} of {len(names)} sessions had the name of one before: they are called "
            f"{', '.join(changed[:_SHOWN])}{more}.",
            err=True,
        )
    return unique


def _unique(names: Sequence[str]) -> list[str]:
    """Number names that come again, past every name that is there.

    >>> _unique(["a", "b", "a", "a-2", "a"])
    ['a', 'b', 'a-3', 'a-2', 'a-4']
    """
    taken, seen, counts = set(names), set[str](), dict[str, int]()
    unique = []
    for name in names:
        new = name
        while new in seen or (new != name and new in taken):
            counts[name] = counts.get(name, 1) + 1
            new = f"{name}-{counts[name]}"
        seen.add(new)
        unique.append(new)
    return unique
