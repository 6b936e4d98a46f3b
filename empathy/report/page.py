"""The report as one page that needs nothing beside itself, and may not ask for anything."""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from empathy import __version__
from empathy.report.beside import COLUMNS
from empathy.report.beside import LEAD as BESIDE_LEAD
from empathy.report.evidence import PLACEHOLDER
from empathy.report.own import LEAD, WORDS
from empathy.report.view import markers_of, view_of
from empathy.report.words import CARE, RISK, more_moments, nothing_held_up
from empathy.session.summary import SessionReport

_STYLES = ("base.css", "session.css", "ribbon.css", "transcript.css", "print.css")
_OWN_STYLE = "own.css"  # only where there are own markers
_SCRIPTS = ("page.js", "filter.js", "card.js")


def to_html(reports: Sequence[SessionReport]) -> str:
    """Return one self-contained HTML page for all sessions, in order.

    The page's policy lets in its own style and script alone, by their digests; text is escaped by the templates.
    """
    markers = markers_of(reports)
    own = [view for view in markers if view.own]
    style, script = _style([view.marker.id for view in own]), _joined(_SCRIPTS)
    template = _environment().get_template("page.html.j2")
    return template.render(
        title=_title(reports),
        sessions=[view_of(report, f"s{place}") for place, report in enumerate(reports, start=1)],
        beside_columns=COLUMNS,
        beside_lead=BESIDE_LEAD,
        markers=markers,
        own=own,
        own_lead=LEAD,
        own_words=WORDS,
        risk=RISK,
        care=CARE,
        nothing_held_up=nothing_held_up,
        more_moments=more_moments,
        model=", ".join(dict.fromkeys(report.summary.model for report in reports)),
        version=__version__,
        style=Markup(style),  # our own files, without a closing tag in them
        script=Markup(script),
        style_hash=_digest(style),
        script_hash=_digest(script),
    )


def _style(own: Sequence[str]) -> str:
    """Return the page's style; words of own markers, whose ids no file of ours knows, are underlined as theirs."""
    if not own:
        return _joined(_STYLES)
    words = ", ".join(f".e-{marker}" for marker in own)
    return f"{_joined((*_STYLES, _OWN_STYLE))}\n{words} {{ text-decoration: underline 2px var(--own); }}"


def _title(reports: Sequence[SessionReport]) -> str:
    if len(reports) == 1:
        return f"{reports[0].summary.session}, a practice report"
    return f"{len(reports)} practice sessions"


@cache
def _environment() -> Environment:
    """Return the templates' environment; a name that a template misspells is an error, not an empty string."""
    environment = Environment(
        loader=PackageLoader("empathy.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["placeholder"] = lambda text: PLACEHOLDER.fullmatch(text) is not None
    return environment


@cache
def _joined(names: Sequence[str]) -> str:
    folder = resources.files("empathy.report") / "templates"
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in names)


def _digest(content: str) -> str:
    """Return a source expression of Content Security Policy level 3 for an inline block."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
