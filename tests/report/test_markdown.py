import pytest

from empathy.report.markdown import escape, to_markdown


def test_the_strengths_come_before_everything_else(report):
    text = to_markdown([report])
    order = [text.index(f"## {h}") for h in ("What worked", "The session", "Moments", "The course", "Every turn")]
    assert order == sorted(order)


def test_every_utterance_has_a_row_of_its_own(report):
    table = to_markdown([report]).split("## Every turn")[1]
    assert len([line for line in table.splitlines() if line.startswith("| ")]) == len(report.scored.utterances) + 2


def test_rows_keep_their_number_of_cells_whatever_the_text(small):
    table = to_markdown([small]).split("## Every turn")[1].replace("\\|", "")
    assert {line.count("|") for line in table.splitlines() if line} == {6}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a|b", "a\\|b"),
        ("<script>", "\\<script\\>"),
        ("one\n\ntwo", "one two"),
        ("[x](y)", "\\[x\\](y)"),
        ("&lt;", "\\&lt;"),
    ],
)
def test_text_is_never_taken_for_markup(text, expected):
    assert escape(text) == expected
