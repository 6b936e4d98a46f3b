"""Coders' files as people give them by mistake or by their spreadsheet: read, or told without a word of them."""

import json

import pytest
from coder_exports import MAXQDA, MAXQDA_BY, maxqda_row, text_table

from empathy.errors import ConfigError, InputError
from empathy.evaluation.agreement import compare_coders
from empathy.evaluation.codefiles import read_codes

SAID = "What brings you here today"


def table(path, *values, delimiter=",", encoding="utf-8"):
    lines = ["session,utterance,reflection,text"]
    lines += [f"Jürgen,{place},{value},Words – {place}" for place, value in enumerate(values)]
    path.write_bytes("\r\n".join(lines).replace(",", delimiter).encode(encoding))
    return path


def scored(label="simple", **changes):
    score = {"label": label, "probability": 0.9}
    return {"session": "s1", "utterance": 0, "text": SAID, "markers": {"reflection": score}} | changes


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_tables_as_excel_saves_them_are_read(tmp_path, delimiter, encoding):
    first = table(tmp_path / "anna.csv", "none", "simple", delimiter=delimiter, encoding=encoding)
    codes = read_codes([first, table(tmp_path / "ben.csv", "none", "complex")])
    assert codes.codes["reflection"] == {
        ("Jürgen", "0"): {"anna": "none", "ben": "none"},
        ("Jürgen", "1"): {"anna": "simple", "ben": "complex"},
    }
    assert codes.texts["Jürgen", "1"] == "Words – 1"
    guessed = ["anna.csv: not UTF-8; read as Windows-1252."] if encoding == "cp1252" else []
    assert codes.notices == guessed


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_a_tool_s_table_in_another_encoding_is_read_below_its_title(tmp_path, encoding):
    rows = [maxqda_row("Reflection > simple", 1, 1, "Schön – so.", who) for who in ("Jürgen", "Ben")]
    path = text_table(tmp_path / "s.csv", MAXQDA + MAXQDA_BY, rows, delimiter=";")
    text = "Coded segments, all, as of today\n\n" + path.read_text(encoding="utf-8-sig").replace("●", "")
    path.write_bytes(text.encode(encoding))
    codes = read_codes([path])
    assert codes.coders == ("Jürgen", "Ben")
    assert codes.texts["garden", "0"] == "Schön – so."


def test_rows_that_break_off_have_no_codes_there(tmp_path):
    (tmp_path / "a.csv").write_text("session,utterance,reflection,validation,text\ns1,0,simple\ns1\n")
    (tmp_path / "b.csv").write_text("session,utterance,marker,value\ns1,0,reflection,none\ns1,1,reflection\n")
    codes = read_codes([tmp_path / "a.csv", tmp_path / "b.csv"])
    assert codes.codes == {"reflection": {("s1", "0"): {"a": "simple", "b": "none"}}}


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("x.txt", f"Therapist: {SAID}?\nClient: Work.\n", "line 1: the first line should name the columns"),
        ("x.csv", f"Therapist,{SAID},0\nClient,Work,0\n", "line 1: the first line should name the columns"),
        ("x.csv", f"s1,0,reflection,simple,{SAID}\n", "line 1: the first line should name the columns"),
        ("x.csv", f"session,utterance,text,reflection\ns1,0,Well, {SAID},none\n", "line 2: this row has 5 cells"),
        ("x.csv", f'session,utterance,text,reflection\ns1,0,"{SAID},none\n', "line 2: a row that begins here"),
        ("x.csv", f'session,utterance,reflection\ns1,0,"{{""choices"": {SAID}"\n', "line 2, column 'reflection'"),
        ("x.csv", "", "the file is empty"),
        ("x.jsonl", json.dumps({"speaker": "T", "text": SAID}), "line 1: expected a scored utterance"),
        ("x.jsonl", json.dumps(scored(markers=[SAID])), "line 1: expected a scored utterance"),
        ("x.jsonl", json.dumps(scored()) + "\n" + json.dumps([SAID]), "line 2: expected a scored utterance"),
        ("x.jsonl", json.dumps(scored(markers={"reflection": SAID})), "line 1: expected a marker's score"),
        ("x.jsonl", json.dumps(scored(label=SAID)), "line 1, column 'markers': 'reflection' has no such value"),
        ("x.jsonl", f'{{"session": "{SAID}', "line 1: broken JSON"),
        ("x.json", f'[{{"text": "{SAID}"', "line 1: broken JSON"),
        ("x.json", json.dumps([SAID]), "expected a scored utterance"),
        ("x.json", json.dumps({"sessions": [{"text": SAID}]}, indent=2), "json: expected a scored utterance"),
    ],
)
def test_files_at_fault_are_told_and_never_quoted(tmp_path, name, content, told):
    (tmp_path / name).write_text(content)
    with pytest.raises(InputError, match=told) as caught:
        read_codes([tmp_path / name, tmp_path / name])
    assert name in str(caught.value)
    assert not any(word in str(caught.value) for word in ("brings", "Therapist", "s1"))


def test_scored_sessions_are_read_as_list_or_by_line(tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps(scored()) + "\n\n" + json.dumps(scored(utterance=1)) + "\n")
    (tmp_path / "b.json").write_bytes(json.dumps([scored("none"), scored(utterance=1, text=None)]).encode("utf-16"))
    codes = read_codes([tmp_path / "a.jsonl", tmp_path / "b.json"])
    assert codes.codes["reflection"]["s1", "0"] == {"a": "simple", "b": "none"}
    assert compare_coders(codes).markers["reflection"].percent.value == pytest.approx(0.5)


def test_a_mapping_is_read_though_no_file_needs_it(tmp_path):
    files = [table(tmp_path / f"{coder}.csv", "none", "simple") for coder in ("anna", "ben")]
    with pytest.raises(ConfigError, match=r"nope\.toml: there is no such file"):
        read_codes(files, tmp_path / "nope.toml")
    (tmp_path / "codes.toml").write_text('[codes]\nSR = "reflection: simple"\n')
    (notice,) = read_codes(files, tmp_path / "codes.toml").notices
    assert notice.startswith("The mapping codes.toml was not used")
    rows = [maxqda_row("SR", 1, 1, "So.", coder) for coder in ("Anna", "Ben")]
    used = text_table(tmp_path / "s.csv", MAXQDA + MAXQDA_BY, rows)
    assert not any("not used" in said for said in read_codes([used, *files], tmp_path / "codes.toml").notices)
