"""A session's report for people and for programs: functions from values to text that write no file."""

from collections.abc import Callable, Sequence

from empathy.report.machine import to_json
from empathy.report.markdown import to_markdown
from empathy.report.page import to_html
from empathy.report.table import to_csv
from empathy.report.terminal import render_terminal
from empathy.session.summary import SessionReport

# Formats by the suffix of the file that shall hold them, without its dot.
FORMATS: dict[str, Callable[[Sequence[SessionReport]], str]] = {
    "html": to_html,
    "md": to_markdown,
    "json": to_json,
    "csv": to_csv,
}

__all__ = ["FORMATS", "render_terminal"]
