"""Of several clients or helpers a report says whose words it quotes."""

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

from empathy.report import render_terminal
from empathy.report.markdown import to_markdown
from empathy.report.page import to_html


def spoken_by(report, *names):
    """The same session, its clients' turns spoken in turn by these."""
    said, clients = [], 0
    for u in report.scored.utterances:
        if u.utterance.role == "client":
            u = replace(u, utterance=replace(u.utterance, speaker=names[clients % len(names)]))
            clients += 1
        said.append(u)
    return replace(report, scored=replace(report.scored, utterances=tuple(said)))


def on_terminal(report):
    console = Console(file=io.StringIO(), width=100)
    render_terminal([report], console)
    return console.file.getvalue()


def labels(page):
    return [re.sub("<.*?>", "", label) for label in re.findall(r'<b class="by">(.*?)</b>', page)]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("[PERSON_1]", "[PERSON_2]"), {"client [PERSON_1]", "client [PERSON_2]"}),
        (("Client 1", "Client 2"), {"Client 1", "Client 2"}),  # such a name says the role, too
        (("[PERSON_1]",), {"client"}),
    ],
)
def test_moments_say_which_client_spoke(small, names, said):
    report = spoken_by(small, *names)
    quoted = re.findall(r"^  > (.*?) \(\d+\):", to_markdown([report]).replace("\\", ""), re.MULTILINE)
    assert {name for name in quoted if name != "helper"} <= said
    assert set(labels(to_html([report]))) <= {"Helper", *(name[:1].upper() + name[1:] for name in said)}
    assert {name.lower() for name in quoted} == {name.lower() for name in labels(to_html([report]))}


def test_the_terminal_says_it_only_where_there_are_several(small):
    opening = "“=SUM(1) was all I wrote"
    assert f"    Client [PERSON_2]: {opening}" in on_terminal(spoken_by(small, "[PERSON_1]", "[PERSON_2]"))
    assert f"    {opening}" in on_terminal(small)


def test_the_table_and_the_picture_say_it_of_every_turn(small):
    report = spoken_by(small, "[PERSON_1]", "[PERSON_2]")
    assert "| client \\[PERSON\\_2\\] |" in to_markdown([report])
    assert "<title>4, client [PERSON_2]: " in to_html([report])
