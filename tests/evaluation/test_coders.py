"""Coders' files as the tools of the field write them; layouts as in the tools' own source, schema or exports."""

import zipfile

import pytest
from coder_exports import (
    ATLAS,
    ATLAS_BY,
    CODED,
    MAXQDA,
    MAXQDA_BY,
    TALK,
    casaa,
    maxqda_row,
    project,
    qdpx,
    spans,
    talk_codings,
    text_table,
    values,
    workbook,
)

from empathy.errors import InputError
from empathy.evaluation.codefiles import read_codes

EXPECTED = {
    "reflection": {"0": {"Anna": "complex", "Ben": "simple"}, "2": {"Anna": "none", "Ben": "simple"}},
    "question": {"0": {"Anna": "none", "Ben": "none"}, "2": {"Anna": "open", "Ben": "open"}},
    "talk": {"3": {"Anna": "change", "Ben": "change"}},
}


def test_maxqda_s_coded_segments_as_workbook_and_as_csv(tmp_path):
    rows = [maxqda_row(*coded) for coded in CODED]
    book = workbook(tmp_path / "Coded Segments.xlsx", MAXQDA + MAXQDA_BY, rows)
    table = text_table(tmp_path / "segments.csv", MAXQDA + MAXQDA_BY, rows, delimiter=";")
    for path in (book, table):
        codes = read_codes([path])
        assert {marker: values(codes, marker) for marker in codes.codes} == EXPECTED
        assert {session for session, _ in codes.order} == {"garden"}
        assert [unit for _, unit in codes.order] == ["0", "2", "3"]
        assert codes.texts["garden", "2"] == TALK[2]


def test_atlas_ti_s_quotations_have_several_codes_in_a_cell(tmp_path):
    def row(number, codes, reference, words, coder):
        by = (0, coder, coder, "1/2/2024 10:00", "1/2/2024 10:00")
        return (f"1:{number}", "", "garden", "", words, "", codes, reference, *by)

    rows = [
        row(1, "Reflection: complex", "1 - 1", TALK[0], "Anna"),
        row(2, "Question: open", "3 - 3", TALK[2], "Anna"),
        row(3, "Client talk: change", "4", TALK[3], "Anna"),
        row(4, "Reflection: simple", "1", TALK[0], "Ben"),
        row(5, "Question: open\r\nReflection: simple", "¶ 3 in garden", TALK[2], "Ben"),
        row(6, "Client talk: change", "4 - 4", TALK[3], "Ben"),
    ]
    codes = read_codes([workbook(tmp_path / "quotations.xlsx", ATLAS + ATLAS_BY, rows)])
    assert {marker: values(codes, marker) for marker in codes.codes} == EXPECTED


def test_of_several_atlas_ti_files_each_is_one_coder_s(tmp_path):
    """A project's quotations are often made by one person for all: their maker is no coder then."""
    one = ("1:1", "", "garden", "", TALK[0], "", "Reflection: complex", "1 - 1", 0, "Lead", "Lead", "", "")
    files = [text_table(tmp_path / f"{coder}.csv", ATLAS + ATLAS_BY, [one]) for coder in ("anna", "ben")]
    assert read_codes(files).coders == ("anna", "ben")


@pytest.mark.parametrize("folder", ["sources", "Sources"])
def test_a_refi_project_s_codings_by_user(tmp_path, folder):
    text = "\n\n".join(TALK)
    xml, _ = project(talk_codings(text))
    codes = read_codes([qdpx(tmp_path / "p.qdpx", xml, text, folder)])
    assert {marker: values(codes, marker) for marker in codes.codes} == EXPECTED
    assert codes.texts["garden", "1"] == TALK[1]  # every paragraph's words, for the context of disagreements
    assert any("1 codings of pictures" in notice for notice in codes.notices)


def test_codings_without_a_user_are_the_file_s_as_nvivo_s_are(tmp_path):
    text = "\n\n".join(TALK)
    files = []
    for coder, code in (("anna", "K3"), ("ben", "K2")):
        xml, _ = project([(code, *spans(text)[0], "")], origin="NVivo for Windows 12.6")
        files.append(qdpx(tmp_path / f"{coder}.qdpx", xml.replace(' creatingUser=""', ""), text, "Sources"))
    found = values(read_codes(files), "reflection")
    assert found == {"0": {"anna": "complex", "ben": "simple"}}


def test_two_files_under_one_name_are_two_coders(tmp_path):
    text = "\n\n".join(TALK)
    files = []
    for name, code in (("first", "K3"), ("second", "K2")):
        xml, _ = project([(code, *spans(text)[0], "U1")])
        files.append(qdpx(tmp_path / f"{name}.qdpx", xml, text))
    codes = read_codes(files)
    assert values(codes, "reflection") == {"0": {"Anna (first)": "complex", "Anna (second)": "simple"}}
    assert any("told apart by file" in notice for notice in codes.notices)


def test_line_ends_of_two_characters_count_as_the_tool_counts_them(tmp_path):
    text = "\r\n".join(TALK)
    for origin, counted in (("NVivo 14", text), ("ATLAS.ti 23", text.replace("\r\n", "\n"))):
        xml, _ = project(talk_codings(counted), origin=origin)
        codes = read_codes([qdpx(tmp_path / "p.qdpx", xml, text)])
        assert {marker: values(codes, marker) for marker in codes.codes} == EXPECTED


def test_a_qde_with_its_text_inside_and_a_selection_across_paragraphs(tmp_path):
    inside = "\n".join(TALK)
    whole = [("K2", 0, len(inside), "U1"), ("K2", *spans(inside)[0], "U2")]
    (tmp_path / "p.qde").write_text(project(whole, inside=inside)[0], encoding="utf-8")
    found = values(read_codes([tmp_path / "p.qde"]), "reflection")
    assert list(found) == ["0", "1", "2", "3"]
    assert found["0"] == {"Anna": "simple", "Ben": "simple"}
    assert found["3"] == {"Anna": "simple", "Ben": "none"}


def test_a_position_beyond_the_text_and_a_text_left_out_are_told(tmp_path):
    xml, text = project([("K2", 0, 9999, "U1")])
    with pytest.raises(InputError, match=r"p\.qdpx, column 'endPosition': selection s0"):
        read_codes([qdpx(tmp_path / "p.qdpx", xml, text)])
    with zipfile.ZipFile(tmp_path / "bare.qdpx", "w") as archive:
        archive.writestr("project.qde", xml)
    with pytest.raises(InputError, match="not in the project"):
        read_codes([tmp_path / "bare.qdpx"])


def test_cacti_sessions_by_folder_are_read_with_the_codes_of_misc(tmp_path):
    casaa(tmp_path / "anna" / "garden.casaa", [("00:00:01.5", "SR+"), ("00:00:04.0", "C+"), ("00:00:09.2", "OQ0")])
    casaa(tmp_path / "ben" / "garden.casaa", [("00:00:01.5", "SR+/-"), ("00:00:04.0", "C-"), ("00:00:09.2", "FA")])
    codes = read_codes([tmp_path / "anna", tmp_path / "ben"])
    assert codes.coders == ("anna", "ben")
    assert codes.codes["reflection"] == {
        ("garden", "00:00:01.5"): {"anna": "simple", "ben": "simple"},
        ("garden", "00:00:09.2"): {"anna": "none", "ben": "none"},
    }
    assert codes.codes["question"]["garden", "00:00:09.2"] == {"anna": "open", "ben": "none"}
    assert codes.codes["talk"] == {("garden", "00:00:04.0"): {"anna": "change", "ben": "sustain"}}


def test_a_time_that_one_coder_lacks_is_not_coded_rather_than_negative(tmp_path):
    casaa(tmp_path / "anna" / "garden.casaa", [("00:00:01.5", "SR+"), ("00:00:04.1", "SR+")])
    casaa(tmp_path / "ben" / "garden.casaa", [("00:00:01.5", "SR+"), ("00:00:04.2", "CR0")])
    codes = read_codes([tmp_path / "anna", tmp_path / "ben"])
    assert codes.codes["reflection"] == {
        ("garden", "00:00:01.5"): {"anna": "simple", "ben": "simple"},
        ("garden", "00:00:04.1"): {"anna": "simple"},
        ("garden", "00:00:04.2"): {"ben": "complex"},
    }
    assert codes.notices == [
        "2 utterances are not coded by all coders of their session: their times differ. Code over the same parse."
    ]


def test_cacti_s_older_text_files(tmp_path):
    new = ["Audio File:\t/home/lab/garden.wav", "00:00:01.5\t40\tSR+", "00:00:04,0\t50\tC+"]
    old = [
        "Audio Filename:\t/home/lab/garden.wav",
        "0\t0:00:00\t0:00:00\t0\t0\t40\tSR+",
        "1\t0:00:00\t0:00:01.5\t0\t88200\t40\tSR+",
        "2\t0:00:01.5\t0:00:04\t88200\t99999\t51\tC-",
    ]
    (tmp_path / "anna.casaa").write_text("\n".join(new) + "\n")
    (tmp_path / "ben.casaa").write_text("\n".join(old) + "\n")
    codes = read_codes([tmp_path / "anna.casaa", tmp_path / "ben.casaa"])
    assert codes.codes["reflection"] == {("garden", "00:00:01.5"): {"anna": "simple", "ben": "simple"}}
    assert codes.codes["talk"] == {("garden", "00:00:04.0"): {"anna": "change", "ben": "sustain"}}


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.casaa", "something else\n", "line 1: is no session of CACTI"),
        ("a.casaa", "Audio File:\tx.wav\nlater\t1\tSR+\n", "line 2, column 'time'"),
        ("a.casaa", "Audio File:\tx.wav\n00:00:01.0\tSR+\n", "line 2: expected 3 or 7 cells, got 2"),
        ("a.parse", "Audio File:\tx.wav\n", "a parse holds no codes"),
        ("a.csv", "Document name,Code,Beginning,End\ng,Advice,1: 12,1: 20\n", "line 2, column 'Beginning'"),
        ("a.csv", "Document name,Code,Beginning,End\ng,Advice,1,0:02\n", "line 2, column 'End'"),
        ("a.csv", "ID,Document,Codes,Reference\n1:1,g,Advice,p 4\n", "line 2, column 'Reference'"),
        ("a.qde", "<CodeBook/>", "no REFI-QDA project"),
        ("a.qde", "<Project", "broken XML"),
        ("a.qdpx", "no archive", "not a REFI-QDA project"),
    ],
)
def test_faults_are_told_by_file_line_and_column(tmp_path, name, content, told):
    (tmp_path / name).write_text(content)
    with pytest.raises(InputError, match=told) as caught:
        read_codes([tmp_path / name])
    assert name in str(caught.value)


def test_a_project_that_is_none_says_how_to_get_one(tmp_path):
    (tmp_path / "a.qdpx").write_text("no archive")
    with pytest.raises(InputError) as caught:
        read_codes([tmp_path / "a.qdpx"])
    assert "REFI-QDA" in caught.value.hint


def test_scored_sessions_join_a_tool_s_coders(tmp_path):
    """Paragraphs are counted as utterances are, from 0: the model is one more coder."""
    rows = [maxqda_row(*coded) for coded in CODED]
    table = text_table(tmp_path / "s.csv", MAXQDA + MAXQDA_BY, rows)
    lines = ["session,utterance,reflection", "garden,0,complex", "garden,2,none"]
    (tmp_path / "model.csv").write_text("\n".join(lines) + "\n")
    codes = read_codes([table, tmp_path / "model.csv"])
    assert values(codes, "reflection")["2"] == {"Anna": "none", "Ben": "simple", "model": "none"}
