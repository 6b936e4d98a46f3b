"""What coded segments mean: codes of the codebook's names, of a mapping, and those that are left out."""

import pytest
from coder_exports import MAXQDA, MAXQDA_BY, TALK, maxqda_row, text_table, values

from empathy.errors import InputError
from empathy.evaluation.agreement import compare_coders
from empathy.evaluation.agreement_report import agreement_document
from empathy.evaluation.codefiles import read_codes
from empathy.evaluation.render import to_markdown


def test_codes_that_are_not_of_the_codebook_are_counted_but_never_quoted(tmp_path):
    said = "we never speak of the flood"
    rows = [
        maxqda_row("Reflection > simple", 1, 1, TALK[0], "Anna"),
        maxqda_row("Rapport", 2, 2, "…", "Anna"),
        maxqda_row("never speak of the flood", 2, 2, said, "Anna"),  # in vivo: called by the client's words
        maxqda_row("Reflection", 1, 1, TALK[0], "Ben"),  # which of its values?
        maxqda_row("Reflection > simple", 1, 1, TALK[0], "Ben"),
    ]
    codes = read_codes([text_table(tmp_path / "s.csv", MAXQDA + MAXQDA_BY, rows)])
    notice, counted = codes.notices
    assert "paragraph 1 is utterance 0" in counted
    assert notice.startswith("3 of 5 segments are left out")
    assert "'Rapport' (1)" in notice
    assert "1 whose names quote the text" in notice
    assert "flood" not in notice
    assert notice in to_markdown(agreement_document(compare_coders(codes)))
    table = text_table(tmp_path / "none.csv", MAXQDA + MAXQDA_BY, rows[1:3])
    with pytest.raises(InputError, match=r"not one of its codes.*'Rapport'") as caught:
        read_codes([table])
    assert "flood" not in str(caught.value)


def test_a_mapping_gives_codes_their_meaning(tmp_path):
    mapping = tmp_path / "codes.toml"
    mapping.write_text(
        '[codes]\n"Rapport" = ["warmth: yes", "Reflection: simple"]\n"Q*" = "question: closed"\n'
        '"Chat" = "helper"\n"Memo" = ""\n'
    )
    rows = [
        maxqda_row("Skills > Rapport", 1, 1, TALK[0], "Anna"),
        maxqda_row("Q2", 3, 3, TALK[2], "Anna"),
        maxqda_row("Memo", 2, 2, TALK[1], "Anna"),
        maxqda_row("Chat", 5, 5, "T: Right then.", "Ben"),
        maxqda_row("Q1", 3, 3, TALK[2], "Ben"),
    ]
    codes = read_codes([text_table(tmp_path / "s.csv", MAXQDA + MAXQDA_BY, rows)], mapping)
    assert values(codes, "warmth") == {
        "0": {"Anna": "yes", "Ben": "no"},
        "2": {"Anna": "no", "Ben": "no"},
        "4": {"Anna": "no", "Ben": "no"},
    }
    assert values(codes, "question")["2"] == {"Anna": "closed", "Ben": "closed"}
    assert not any("left out" in notice for notice in codes.notices)


def test_two_values_of_one_marker_by_one_coder_are_counted(tmp_path):
    rows = [
        maxqda_row("Reflection > complex", 1, 1, TALK[0], "Anna"),
        maxqda_row("Reflection > simple", 1, 1, TALK[0], "Anna"),
        maxqda_row("Reflection > simple", 1, 1, TALK[0], "Ben"),
    ]
    codes = read_codes([text_table(tmp_path / "s.csv", MAXQDA + MAXQDA_BY, rows)])
    assert values(codes, "reflection") == {"0": {"Anna": "complex", "Ben": "simple"}}
    assert codes.notices[-1].startswith("Once a coder gave an utterance two values")
