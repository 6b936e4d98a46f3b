"""The table of what eight bits change (:mod:`empathy.training.rounding`), for the terminal and the model card."""

from collections.abc import Mapping
from typing import Any

Entry = Mapping[str, Any]


def as_markdown(found: Mapping[str, Entry]) -> str:
    """Return the figures as a Markdown table.

    Args:
        found: by decision, the fields of :class:`empathy.training.rounding.Rounding`.

    >>> entry = {"measure": "κ", "rounded": 0.75, "exact": 0.74, "same": 0.99}
    >>> as_markdown({"talk": entry}).splitlines()[-1]
    '| talk | κ | 0.7500 | 0.7400 | +0.0100 | 99.0% |'
    """
    lines = ["| decision | agreement | eight bits | exact | difference | same labels |"]
    lines += ["|---|---|---|---|---|---|"]
    return "\n".join([*lines, *(_row(decision, entry) for decision, entry in found.items())])


def _row(decision: str, entry: Entry) -> str:
    rounded, exact = entry["rounded"], entry["exact"]
    figures = f"{rounded:.4f} | {exact:.4f} | {rounded - exact:+.4f} | {entry['same']:.1%}"
    return f"| {decision} | {entry['measure']} | {figures} |"
