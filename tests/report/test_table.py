import csv
import io

from empathy.markers.catalogue import codebook
from empathy.report.table import to_csv


def rows(*reports):
    return list(csv.DictReader(io.StringIO(to_csv(reports), newline="")))


def test_there_is_a_row_for_every_utterance_of_every_session(report, small):
    table = rows(report, small)
    assert len(table) == 47
    assert [int(r["utterance"]) for r in table[41:]] == list(range(6))


def test_the_columns_are_the_codebook_s_whatever_was_scored(report, small):
    assert rows(report)[0].keys() == rows(small)[0].keys()
    assert {
        f"{m}{part}" for m in codebook().ids for part in ("", ".probability", ".uncertain", ".evidence")
    } < rows(small)[0].keys()


def test_a_row_carries_label_probability_doubt_and_words(small):
    row = rows(small)[2]
    assert (row["reflection"], row["reflection.probability"], row["reflection.uncertain"]) == (
        "simple",
        "0.55",
        "yes",
    )
    assert row["reflection.evidence"] == "You worked"
    assert row["opportunity"] == ""


def test_no_cell_of_a_report_begins_a_formula(small):
    assert not [v for r in rows(small) for v in r.values() if v.startswith(("=", "+", "-", "@"))]
