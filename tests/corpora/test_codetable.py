"""Tables of codes as spreadsheets save them, and every fault told without a word of what is in the file."""

import pytest
from study import CODED

from empathy.corpora.codetable import open_table
from empathy.corpora.registry import read_corpus
from empathy.errors import InputError
from empathy.spreadsheet import safe_cell

KNOWN = ("session", "utterance", "reflection", "text")
ROWS = [
    ["session", "utterance", "reflection", "text"],
    ["Müller", "0", "simple", "So, it is — “fine”; really"],
    ["Müller", "1", "", "Yes"],
]
SPEC = f"""
name = "study"
title = "Ours"
[table]
session = "conv"
speaker = "who"
text = "words"
{CODED}[columns.reflection]
column = "RF"
values = {{ SR = "simple", "" = "none" }}
"""


def saved(path, rows, delimiter, encoding):
    lines = [delimiter.join(f'"{c}"' if delimiter in c else c for c in row) for row in rows]
    path.write_bytes("\r\n".join([*lines, ""]).encode(encoding))
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_any_separator_and_encoding_reads_the_same(tmp_path, delimiter, encoding):
    table = open_table(saved(tmp_path / "codes.csv", ROWS, delimiter, encoding), KNOWN)
    assert table.header == tuple(ROWS[0])
    assert list(table.rows()) == [(n, dict(zip(ROWS[0], row, strict=True))) for n, row in enumerate(ROWS[1:], 2)]


@pytest.mark.parametrize("first", ["sep=,", "SEP=;", '"sep=,"', "sep=,,,"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_line_that_says_the_separator_is_no_header(tmp_path, first, encoding):
    delimiter = ";" if ";" in first else ","
    path = saved(tmp_path / "codes.csv", ROWS, delimiter, encoding)
    path.write_bytes(f"{first}\r\n{path.read_bytes().decode(encoding)}".encode(encoding))
    table = open_table(path, KNOWN)
    assert (table.header, table.line) == (tuple(ROWS[0]), 2)
    assert [line for line, _ in table.rows()] == [3, 4]


def test_only_the_first_line_says_the_separator(tmp_path):
    path = tmp_path / "codes.csv"
    path.write_text("session,utterance\nsep=;\n")
    assert [row for _, row in open_table(path, KNOWN).rows()] == [{"session": "sep=;", "utterance": ""}]


def test_the_separator_is_that_which_shows_known_names(tmp_path):
    (tmp_path / "codes.csv").write_text("note, on a, b, c;Session;utterance\nx;s1;0\n")
    table = open_table(tmp_path / "codes.csv", KNOWN)
    assert list(table.rows()) == [(2, {"note, on a, b, c": "x", "Session": "s1", "utterance": "0"})]


def test_what_our_own_tables_kept_from_running_is_read_as_it_was(tmp_path):
    path = tmp_path / "codes.csv"
    path.write_text(f"session,utterance,reflection,text\n{safe_cell('=week')},0,simple,'tis so\n", encoding="utf-8")
    ((_, row),) = open_table(path, KNOWN).rows()
    assert (row["session"], row["text"]) == ("=week", "'tis so")


def test_cells_that_lack_are_empty_and_blank_rows_are_none(tmp_path):
    (tmp_path / "codes.csv").write_text('\nsession,utterance,text\ns1\n,,\n\n"s\n2",1,b,,\ns3,2,c\n')
    assert list(open_table(tmp_path / "codes.csv", KNOWN).rows()) == [
        (3, {"session": "s1", "utterance": "", "text": ""}),
        (6, {"session": "s\n2", "utterance": "1", "text": "b"}),
        (8, {"session": "s3", "utterance": "2", "text": "c"}),
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            b"session,utterance,text\ns1,0,Yes\ns1,1,Yes, Tobias drowned\n",
            "line 3: this row has 4 cells",
        ),
        (b'session,utterance,text\ns1,0,"Tobias drowned\ns1,1,x\n', "line 2: a row that begins here"),
        (b"", "the file is empty; codes were expected"),
        (b" \n\n", "the file holds no text"),
        (b"PK\x03\x04\x00\x00\x00\x00 Tobias", "binary"),
    ],
)
def test_faults_are_told_by_line_and_without_content(tmp_path, content, told):
    (tmp_path / "codes.csv").write_bytes(content)
    with pytest.raises(InputError, match=told) as caught:
        list(open_table(tmp_path / "codes.csv", KNOWN).rows())
    assert "Tobias" not in str(caught.value)
    assert "transcript" not in str(caught.value)


def test_a_cell_that_is_too_long_is_told_as_that(tmp_path):
    (tmp_path / "codes.csv").write_text(f"session,utterance,text\ns1,0,{'Tobias ' * 20_000}\n")
    with pytest.raises(InputError, match="line 2: a cell of more than 131,072 characters") as caught:
        list(open_table(tmp_path / "codes.csv", KNOWN).rows())
    assert "Tobias" not in str(caught.value)


def test_a_name_that_is_there_twice_is_refused_where_it_counts(tmp_path):
    (tmp_path / "codes.csv").write_text("session,utterance,note,Session,note\ns1,0,a,s2,b\n")
    table = open_table(tmp_path / "codes.csv", KNOWN)
    with pytest.raises(InputError, match=r"line 1, column 'Session': .* twice, as columns 1 and 4"):
        table.refuse_twins(KNOWN)
    table.refuse_twins(KNOWN, capitals=True)
    table.refuse_twins({"utterance"})


def test_a_file_that_is_not_there_and_a_folder_are_told(tmp_path):
    for path in (tmp_path / "nope.csv", tmp_path):
        with pytest.raises(InputError, match="cannot be read") as caught:
            open_table(path, KNOWN)
        assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    "first",
    [
        "Therapist: What brings you here today?",
        "Guide,Tobias drowned,SR",
        "s1,0,reflection,Tobias drowned",
        "text,Tobias drowned,again",
        "text,Tobias drowned.,or not",
    ],
)
def test_a_first_line_that_is_no_header_is_never_repeated(tmp_path, first):
    (tmp_path / "codes.csv").write_text(f"{first}\ntext,Yes,again\n")
    table = open_table(tmp_path / "codes.csv", KNOWN)
    error = table.lacks("utterance", KNOWN)
    assert "line 1: the first line should name the columns" in str(error)
    assert not any(word in str(error) for word in ("Tobias", "brings", "Guide", "s1"))


def test_names_of_columns_are_told_but_not_what_looks_like_speech(tmp_path):
    (tmp_path / "codes.csv").write_text('session,my notes,"Tobias: he drowned, didn\'t he"\ns1,a,b\n')
    error = open_table(tmp_path / "codes.csv", KNOWN).lacks("utterance", KNOWN)
    assert str(error).endswith(
        "line 1, column 'utterance': no such column\n  Found: session, my notes, (column 3)."
    )


@pytest.fixture
def spec(tmp_path):
    (tmp_path / "study.toml").write_text(SPEC)
    return str(tmp_path / "study.toml")


@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "cp1252"), ("\t", "utf-16")])
def test_a_corpus_saved_by_excel_is_read(tmp_path, spec, delimiter, encoding):
    rows = [["conv", "who", "words", "RF"], ["Jürgen", "Guide", "So — hard.", "SR"], ["Jürgen", "Guest", "Yes."]]
    (session,) = read_corpus(spec, saved(tmp_path / "codes.csv", rows, delimiter, encoding))
    assert (session.session, [u.text for u in session.utterances]) == ("Jürgen", ["So — hard.", "Yes."])
    assert session.utterances[0].codes == {"reflection": ("simple",)}


def test_a_corpus_without_header_is_told_without_its_words(tmp_path, spec):
    (tmp_path / "codes.csv").write_text("c1,Guide,Tobias drowned,SR\nc1,Guest,Yes,\n")
    with pytest.raises(InputError, match=r"codes\.csv, line 1: the first line should name") as caught:
        read_corpus(spec, tmp_path / "codes.csv")
    assert not any(word in str(caught.value) for word in ("Tobias", "Guide", "c1"))


def test_records_may_lack_a_key_that_others_have(tmp_path, spec):
    (tmp_path / "codes.jsonl").write_text(
        '{"conv": "c", "who": "Guest", "words": "Hi"}\n\n'
        '{"conv": "c", "who": "Guide", "words": "So.", "RF": "SR"}\n'
    )
    (session,) = read_corpus(spec, tmp_path / "codes.jsonl")
    assert [u.codes for u in session.utterances] == [{}, {"reflection": ("simple",)}]
    (tmp_path / "codes.jsonl").write_text('{"conv": "c"}\n[1, "Tobias"]\n')
    with pytest.raises(InputError, match="line 2: expected one JSON object") as caught:
        read_corpus(spec, tmp_path / "codes.jsonl")
    assert "Tobias" not in str(caught.value)
