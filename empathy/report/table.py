"""The report as CSV: a row an utterance, four columns a marker, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Sequence

from empathy.markers.catalogue import Marker, with_own
from empathy.markers.scores import SCHEMA_VERSION, ScoredUtterance
from empathy.report.evidence import evidence_words
from empathy.session.summary import SessionReport
from empathy.spreadsheet import safe_cell

_HEAD = ("schema", "session", "utterance", "start", "end", "speaker", "role", "text")
_PER_MARKER = ("", ".probability", ".uncertain", ".evidence")


def to_csv(reports: Sequence[SessionReport]) -> str:
    """Return one table for all sessions; the columns are the same for every session and shipped model.

    Own markers' columns come last.

    ``start`` and ``end`` are seconds; ``<marker>.evidence`` holds the words, joined by an ellipsis; cells are empty
    where a marker does not stand on the utterance. Utterances count from 0. Lines end in CRLF (RFC 4180).
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    markers = with_own([marker for report in reports for marker in report.own]).markers
    writer.writerow([*_HEAD, *(m.id + part for m in markers for part in _PER_MARKER)])
    for report in reports:
        for scored in report.scored.utterances:
            writer.writerow(_row(report.scored.session, scored, markers))
    return buffer.getvalue()


def _row(session: str, scored: ScoredUtterance, markers: Sequence[Marker]) -> list[object]:
    said = scored.utterance
    times = ["" if t is None else t for t in (said.start, said.end)]
    row: list[object] = [SCHEMA_VERSION, safe_cell(session), said.index, *times]
    row += [safe_cell(said.speaker), said.role.value, safe_cell(said.text)]
    for marker in markers:
        score = scored.markers.get(marker.id)
        if score is None:
            row += [""] * len(_PER_MARKER)
            continue
        words = safe_cell(evidence_words(said.text, score.evidence))
        row += [score.label, round(score.probability, 4), "yes" if score.uncertain else "no", words]
    return row
