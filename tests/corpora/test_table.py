"""A table of one's own codes: whose code is whose, and what is wrong told by line and column."""

import json
import re

import pytest
from study import HEADER, ROWS, SPEC

from empathy.corpora.registry import read_corpus
from empathy.errors import InputError


def test_codes_follow_the_spec(study):
    one, two = read_corpus(*study)
    assert [u.codes for u in one.utterances] == [
        {"reflection": ("simple", "complex")},
        {"mood": ("low",)},
        {},
    ]
    assert one.utterances[0].coders == {"reflection": ("r1", "r2")}
    assert two.utterances[0].codes == {"reflection": ("none",)}
    assert two.metadata == {"site": "south"}


def test_jsonl_reads_like_csv(study, tmp_path):
    spec, data = study
    lines = [json.dumps(dict(zip(HEADER, row, strict=True))) for row in ROWS]
    (tmp_path / "codes.jsonl").write_text("\n".join(lines))
    assert read_corpus(spec, tmp_path / "codes.jsonl") == read_corpus(spec, data)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (("RF", "Reflex"), "column 'RF'"),
        (("SR,", "XX,"), "line 2, column 'RF'"),
        (("guide,Hello", "stranger,Hello"), "line 6, column 'who'"),
        (("0:01:05", "soon"), "line 4, column 'at'"),
    ],
)
def test_errors_name_line_and_column(study, change, place):
    spec, data = study
    data.write_text(data.read_text().replace(*change))
    with pytest.raises(InputError, match=place):
        read_corpus(spec, data)


def test_a_code_that_the_spec_does_not_map_is_named_unless_it_may_be_words(study):
    spec, data = study
    text = data.read_text()
    for code, told in (("SRx", "does not map: 'SRx'"), ("You had a hard week.", "does not map$")):
        data.write_text(text.replace(",SR,", f",{code},"))
        with pytest.raises(InputError) as caught:
            read_corpus(spec, data)
        assert re.search(told, str(caught.value).splitlines()[0])


def test_the_order_of_a_table_s_rows_does_not_change_whose_code_is_whose(study):
    spec, data = study
    sessions = read_corpus(spec, data)
    header, first, second, *rows = data.read_text().splitlines()
    data.write_text("\n".join([header, second, first, *rows]))
    assert read_corpus(spec, data) == sessions


def test_a_coder_s_other_code_of_the_same_utterance_is_told_and_an_equal_one_counts_once(study):
    spec, data = study
    sessions, text = read_corpus(spec, data), data.read_text().rstrip()
    again = text.splitlines()[2]
    data.write_text(f"{text}\n{again}\n")
    assert read_corpus(spec, data) == sessions
    data.write_text(f"{text}\n{again.replace('CR', 'SR')}\n")
    with pytest.raises(InputError, match="line 7, column 'RF': another code of the same utterance") as told:
        read_corpus(spec, data)
    assert "line 3" in told.value.hint


def test_without_a_coder_s_column_an_utterance_that_stands_there_again_is_told(study, tmp_path):
    _, data = study
    (tmp_path / "alone.toml").write_text(SPEC.replace('coder = "rater"', ""))
    header, first, second, *rows = data.read_text().splitlines()
    (one, *_) = read_corpus(str(tmp_path / "alone.toml"), data)
    assert one.utterances[0].codes == {"reflection": ("simple", "complex")}
    data.write_text("\n".join([header, first, *rows, second]))
    with pytest.raises(InputError, match="line 6, column 'n': session 'c1', utterance '0' stands there again"):
        read_corpus(str(tmp_path / "alone.toml"), data)
