"""The reports for programs and notes, whole, against files that a reader has looked at."""

import os
from pathlib import Path

import pytest
import roleplay
from rich.console import Console

from empathy.report import FORMATS, render_terminal

GOLDEN = Path(__file__).with_name("golden")


@pytest.mark.parametrize("suffix", ["md", "json", "csv"])
def test_a_small_session_reads_as_it_did(small, suffix):
    written = FORMATS[suffix]([small])
    golden = GOLDEN / f"small.{suffix}"
    if os.environ.get("EMPATHY_WRITE_GOLDEN"):  # to look at the difference in version control
        golden.write_text(written, encoding="utf-8", newline="")
    assert written == golden.read_bytes().decode("utf-8")


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_session_gives_the_same_report(report, suffix):
    assert FORMATS[suffix]([report]) == FORMATS[suffix]([report])


@pytest.mark.parametrize("scene", [[], [("helper", "Hello.", [])], [("client", "[laughter]", None)]])
def test_a_session_of_next_to_nothing_still_makes_every_report(scene):
    report = roleplay.report_of(roleplay.scored_scene(scene))
    assert all(write([report]) for write in FORMATS.values())
    render_terminal([report], Console(quiet=True))
