"""The report as JSON: one stable, documented object for other programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from empathy.markers.catalogue import Marker
from empathy.markers.scores import SCHEMA_VERSION
from empathy.session.summary import SessionReport

# The version of the object below; the records within carry the version of the output contract.
REPORT_SCHEMA_VERSION = "1.3"


def to_json(reports: Sequence[SessionReport]) -> str:
    """Return ``{"schema", "records_schema", "kind", "sessions": […]}``, indented, in UTF-8 characters.

    Each session holds ``session``, ``model``, ``reading`` (what was read, merged and left aside), ``redactions`` by
    kind, ``summary`` (the fields of :class:`empathy.session.summary.SessionSummary`; shares are 0–1, times in
    seconds), ``cautions`` and ``figures`` by marker, ``own`` (only where a programme's own markers were read: what
    each is, by id), and ``utterances``: the records of the output contract. Utterances count from 0.
    ``empathy/report/report.schema.json`` is its JSON Schema.
    """
    document = {
        "schema": REPORT_SCHEMA_VERSION,
        "records_schema": SCHEMA_VERSION,
        "kind": "empathy-report",
        "sessions": [_session(report) for report in reports],
    }
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _session(report: SessionReport) -> dict[str, Any]:
    transcript = report.scored.transcript
    summary = asdict(report.summary)
    for opportunity, known in zip(summary["opportunities"], report.summary.opportunities, strict=True):
        opportunity["met"] = known.met
    own = {m.id: _own(m) for m in report.own}
    return {
        "session": summary.pop("session"),
        "model": summary.pop("model"),
        "reading": asdict(transcript.reading),
        "redactions": transcript.redaction_counts,
        "summary": _rounded(summary),
        "cautions": dict(report.cautions),
        "figures": dict(report.figures),
        **({"own": own} if own else {}),
        "utterances": report.scored.to_records(),
    }


def _own(marker: Marker) -> dict[str, Any]:
    return {
        "name": marker.name,
        "role": marker.role.value,
        "values": list(marker.values),
        "definition": marker.definition,
    }


def _rounded(value: Any) -> Any:  # noqa: ANN401  # any JSON value
    """Round every number to four places, as the records are."""
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return [_rounded(item) for item in value] if isinstance(value, list | tuple) else value
