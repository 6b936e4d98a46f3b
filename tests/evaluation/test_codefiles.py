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


CODED = '[codes]\nSR = "reflection: simple"\nCR = "reflection: complex"\n1 = ["validation: yes", "advice: no"]\n'


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("session,utterance,reflection,validation", "s1,0,{},1"),
        ("session,utterance,marker,value", "s1,0,reflection,{}\ns1,0,validation,1"),
    ],
)
def test_a_mapping_gives_the_codes_of_a_plain_table_their_meaning(tmp_path, header, row):
    (tmp_path / "map.toml").write_text(CODED + 'Gap = ""\nChat = "helper"\nTold = "client"\n')
    files = [tmp_path / "anna.csv", tmp_path / "ben.csv"]
    for file, code in zip(files, ("SR", "complex"), strict=True):
        file.write_text(f"{header}\n{row.format(code)}\n")
    codes = read_codes(files, tmp_path / "map.toml")
    assert codes.codes == {
        "reflection": {("s1", "0"): {"anna": "simple", "ben": "complex"}},
        "validation": {("s1", "0"): {"anna": "yes", "ben": "yes"}},
    }
    assert codes.notices == []
    files[0].write_text(f"{header}\n{row.format('Gap')}\n")
    assert read_codes(files, tmp_path / "map.toml").codes["reflection"] == {("s1", "0"): {"ben": "complex"}}
    files[0].write_text(f"{header}\n{row.format('Chat')}\n")
    assert read_codes(files, tmp_path / "map.toml").codes["reflection"]["s1", "0"]["anna"] == "none"
    for code in ("1", "QU", "Told"):
        files[0].write_text(f"{header}\n{row.format(code)}\n")
        with pytest.raises(InputError, match=f"line 2, .*'reflection' has no such value: '{code}'"):
            read_codes(files, tmp_path / "map.toml")


def test_a_coder_s_two_values_of_one_utterance_are_told_and_equal_ones_pass(tmp_path):
    ben = table(tmp_path / "ben.csv", "none", "simple")
    anna = table(tmp_path / "anna.csv", "none", "simple")
    lines = anna.read_text().splitlines()
    anna.write_text("\n".join([*lines, lines[1]]))
    assert read_codes([anna, ben]).codes["reflection"]["Jürgen", "0"] == {"anna": "none", "ben": "none"}
    anna.write_text("\n".join([*lines, lines[1].replace("none", "complex")]))
    with pytest.raises(
        InputError, match=r"anna\.csv, line 4: coder 'anna' gives session 'Jürgen', utterance 0"
    ) as told:
        read_codes([anna, ben])
    assert "'reflection'" in str(told.value) and "anna.csv, line 2" in told.value.hint
    (tmp_path / "week2").mkdir()
    with pytest.raises(InputError, match=r"anna\.csv, line 2"):
        read_codes([table(tmp_path / "anna.csv", "none"), table(tmp_path / "week2" / "anna.csv", "simple")])


def test_a_label_studio_coder_s_two_values_are_told(tmp_path):
    def annotation(value):
        result = {"from_name": "reflection", "value": {"choices": [value]}}
        return {"completed_by": 3, "result": [result]}

    data = {"session": "s1", "utterance": 0, "text": SAID}
    (tmp_path / "x.json").write_text(
        json.dumps([{"data": data, "annotations": [annotation("none"), annotation("simple")]}])
    )
    with pytest.raises(InputError, match=r"x\.json: coder '3' gives session 's1', utterance 0 two values"):
        read_codes([tmp_path / "x.json"])


def worded(path, *texts, start=0, session="s1"):
    rows = [f'{session},{place},none,"{text}"' for place, text in enumerate(texts, start=start)]
    path.write_text("\n".join(["session,utterance,reflection,text", *rows]))
    return path


TALK = ("Hello Mia.", "So you left.", "And then?", "It was late.", "Who knew?", "Nobody did.")


def test_texts_of_the_same_utterances_may_differ_in_signs_and_by_an_anonymizer_s_marks(tmp_path):
    anna = worded(tmp_path / "anna.csv", *TALK)
    ben = worded(tmp_path / "ben.csv", "hello  [PERSON_1]", *TALK[1:4], "Who knew", "")
    assert read_codes([anna, ben]).notices == []


def test_a_few_texts_that_differ_are_told(tmp_path):
    anna = worded(tmp_path / "anna.csv", *TALK)
    ben = worded(tmp_path / "ben.csv", TALK[0], "Never mind.", *TALK[2:])
    (told,) = read_codes([anna, ben]).notices
    assert told.startswith("anna and ben: 1 of the 6 utterances that both have differ")
    assert "utterance 1" in told and "mind" not in told


def test_other_utterances_under_the_same_numbers_are_refused(tmp_path):
    anna = worded(tmp_path / "anna.csv", *TALK)
    ben = worded(tmp_path / "ben.csv", *reversed(TALK))
    with pytest.raises(InputError, match=r"6 of the 6 that both\s+have differ in their texts") as told:
        read_codes([anna, ben])
    assert "session 's1', utterance 0" in told.value.hint and "Mia" not in str(told.value)


def test_one_session_s_other_utterances_are_refused_among_many_that_match(tmp_path):
    files = []
    for coder, others in (("anna", TALK), ("ben", tuple(reversed(TALK)))):
        lines = worded(tmp_path / "x.csv", *TALK * 4).read_text().splitlines()
        lines += worded(tmp_path / "x.csv", *others, session="s2").read_text().splitlines()[1:]
        files.append(tmp_path / f"{coder}.csv")
        files[-1].write_text("\n".join(lines))
    with pytest.raises(InputError, match="did not code the same utterances: 6 of the 30"):
        read_codes(files)


@pytest.mark.parametrize("later", ["anna", "ben"])
def test_one_who_counts_from_1_is_told(tmp_path, later):
    files = [worded(tmp_path / f"{name}.csv", *TALK, start=int(name == later)) for name in ("anna", "ben")]
    with pytest.raises(InputError, match="do not number the utterances alike") as told:
        read_codes(files)
    assert told.value.hint.startswith(f"All texts match if '{later}' is counted one lower")


def test_one_who_counts_from_1_is_told_where_no_number_is_shared(tmp_path):
    anna, ben = worded(tmp_path / "anna.csv", *TALK), worded(tmp_path / "ben.csv", *TALK, start=1)
    for place, file in enumerate((anna, ben)):
        header, *rows = file.read_text().splitlines()
        file.write_text("\n".join([header, *rows[::2]]))
        assert int(rows[0].split(",")[1]) == place
    with pytest.raises(InputError, match="do not number the utterances alike"):
        read_codes([anna, ben])


OWN = """
version = "1"

[marker.imagery]
name = "Imagery"
role = "helper"
values = ["plain", "metaphor", "proverb"]
definition = "Speaks in pictures."
instrument = "ours"
"""


def own_table(path, *values):
    rows = [f"s{n},{n},no,{value}" for n, value in enumerate(values)]
    path.write_text("\n".join(["session,utterance,advice,imagery", *rows]))
    return path


def test_columns_of_own_markers_are_read_with_their_codebook_and_told_without(tmp_path):
    (tmp_path / "ours.toml").write_text(OWN)
    anna = own_table(tmp_path / "anna.csv", "plain", "metaphor", "plain", "metaphor", "plain")
    ben = own_table(tmp_path / "ben.csv", "plain", "metaphor", "metaphor", "metaphor", "plain")
    found = read_codes([anna, ben], own=tmp_path / "ours.toml")
    assert found.notices == []
    report = compare_coders(found)
    assert found.values("imagery") == ("plain", "metaphor", "proverb")
    assert report.markers["imagery"].percent.value == pytest.approx(0.8)
    icc = {each.measure: each.icc for each in report.sessions}
    assert icc["imagery, share of utterances"] is not None
    told = read_codes([anna, ben]).notices
    assert told == [
        f"{name}.csv: not read: imagery. Columns of your own markers are told by --codebook."
        for name in ("anna", "ben")
    ]
    ben.write_text(ben.read_text().replace("proverb", "plain").replace("plain", "poem"))
    with pytest.raises(InputError, match=r"'imagery' has no such value: 'poem'(.|\n)*plain, metaphor, proverb"):
        read_codes([anna, ben], own=tmp_path / "ours.toml")
