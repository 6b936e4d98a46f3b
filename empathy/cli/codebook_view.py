"""The codebook as a table on the terminal, as Markdown and as JSON."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from empathy.markers.catalogue import Marker

# What is known of how well each own marker was learnt, by id.
Own = Mapping[str, str]


def print_table(markers: Sequence[Marker], own: Own) -> None:
    """Print one short entry per marker on the terminal."""
    console = Console()
    for marker in markers:
        title = Text.assemble((marker.id, "bold"), "  ", (" · ".join(marker.values), "cyan"))
        title.append(f"   {marker.role.value}'s utterances" + (", written" if marker.written_only else ""), "dim")
        if marker.id in own:
            title.append("   your own", "magenta")
        console.print(title)
        for line in _lines(marker, own):
            console.print(Padding(line, (0, 0, 0, 2)))
        console.print()


def _lines(marker: Marker, own: Own) -> list[Text]:
    lines = [Text(marker.definition)]
    if marker.not_this:
        lines.append(Text.assemble(("It is not: ", "dim"), marker.not_this))
    if marker.example:
        lines.append(Text.assemble(("Example: ", "dim"), marker.example))
    lines.append(Text.assemble(("After: ", "dim"), marker.instrument))
    lines += [
        Text.assemble(("Agreement: ", "dim"), f"{a.measure} {a.value:.2f}", (f" ({a.source})", "dim"))
        for a in marker.agreement
    ]
    if marker.id in own:
        lines.append(Text.assemble(("Learnt: ", "dim"), own[marker.id]))
    return lines


def as_json(version: str, markers: Sequence[Marker], own: Own) -> str:
    """Return the markers as a JSON object with the codebook's version; own ones say how well they were learnt."""
    entries = [
        asdict(m) | {"values": list(m.values)} | ({"own": own[m.id]} if m.id in own else {}) for m in markers
    ]
    return json.dumps({"version": version, "markers": entries}, ensure_ascii=False, indent=2)


def as_markdown(markers: Sequence[Marker], own: Own) -> str:
    """Return the markers as a Markdown table; own ones are named so, with how well they were learnt."""
    head = "| id | values | on | what it is | it is not | after |\n|---|---|---|---|---|---|"
    rows = (
        f"| `{m.id}` | {' · '.join(m.values)} | {m.role.value} | {m.definition} | {m.not_this} "
        f"| {m.instrument}{f' (your own: {own[m.id]})' if m.id in own else ''} |"
        for m in markers
    )
    return "\n".join([head, *rows])
