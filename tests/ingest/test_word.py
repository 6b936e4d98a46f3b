import zipfile

import docx
import pytest
from docx.oxml import parse_xml

from empathy.errors import InputError
from empathy.ingest import assign_roles, read


@pytest.fixture
def document(tmp_path):
    def save(paragraphs=(), table=()):
        made = docx.Document()
        for text in paragraphs:
            made.add_paragraph(text)
        if table:
            grid = made.add_table(rows=0, cols=len(table[0]))
            for row in table:
                for cell, text in zip(grid.add_row().cells, row, strict=True):
                    cell.text = text
        made.save(tmp_path / "a.docx")
        return tmp_path / "a.docx"

    return save


def test_teams(document, turns, counts):
    lines = ["Meeting"]
    lines += [
        "0:0:0.0 --> 0:0:1.250",
        "Jane Roe",
        "Hi, I am glad",
        "0:0:1.250 --> 0:0:3.0",
        "Jane Roe",
        "you came.",
    ]
    lines += ["0:0:3.0 --> 0:0:4.5", "Ben Okri", "So am I."]
    transcript = read(document(lines))
    assert transcript.reading.format == "Teams Word"
    assert turns(transcript) == [("Jane Roe", "Hi, I am glad you came."), ("Ben Okri", "So am I.")]
    assert counts(transcript) == (3, 1, 0)
    assert [(u.start, u.end) for u in transcript.utterances] == [(0.0, 3.0), (3.0, 4.5)]


def test_teams_in_one_paragraph(document, turns):
    transcript = read(document(["0:0:0.0 --> 0:0:1.250\nJane Roe\nHello", "0:0:2.0 --> 0:0:3.0\nBen Okri\nHi"]))
    assert turns(transcript) == [("Jane Roe", "Hello"), ("Ben Okri", "Hi")]


@pytest.mark.parametrize(
    "lines",
    [
        ["Jane Roe: Hello", "Ben Okri: Hi"],
        ["Jane Roe (00:00:01):", "Hello", "Ben Okri (00:00:02):", "Hi"],
        ["Jane Roe  0:01\nHello", "Ben Okri  0:02\nHi"],
    ],
)
def test_paragraphs(lines, document, turns):
    assert turns(read(document(lines))) == [("Jane Roe", "Hello"), ("Ben Okri", "Hi")]


VERBATIM = [
    ("Transcription", "What I did", "What I was thinking", "What I would do differently"),
    ("S: How was school?", "open question", "nervous", ""),
    ("M: Awful.", "", "", ""),
    ("S: [nods]", "", "", ""),
]


def test_course_verbatim(document, turns, counts):
    transcript = read(document(["Verbatim 2", "S – student, M – mother"], VERBATIM))
    assert turns(transcript) == [("S", "How was school?"), ("M", "Awful."), ("S", "[nods]")]
    assert [u.role for u in transcript.utterances] == ["helper", "client", "helper"]
    assert counts(transcript) == (3, 0, 0)
    assert any("3 other columns" in note for note in transcript.reading.notes)
    assert assign_roles(transcript).utterances[0].role == "helper"


def test_course_verbatim_without_a_legend_says_no_roles(document):
    assert [u.role for u in read(document([], VERBATIM)).utterances] == [None, None, None]


def test_table_with_columns_for_both(document, turns):
    table = [("Speaker", "Verbatim"), ("Jane", "Hello"), ("Ben", "")]
    assert turns(read(document(["Title"], table))) == [("Jane", "Hello"), ("Ben", "")]


@pytest.mark.parametrize(
    ("lines", "table"), [(["Only marmalade here."], ()), ([], [("a", "b"), ("marmalade", "x")]), ([], ())]
)
def test_no_turns(lines, table, document, secret):
    with pytest.raises(InputError, match="no paragraph begins") as caught:
        read(document(lines, table))
    assert secret not in str(caught.value)


def test_what_is_no_word_document(file, tmp_path):
    with pytest.raises(InputError, match="not a Word document"):
        read(file("a.docx", "Therapist: hello"))
    with pytest.raises(InputError, match="damaged"):
        read(file("b.docx", b"PK\x03\x04 broken"))
    with pytest.raises(InputError, match="old or encrypted"):
        read(file("c.docx", b"\xd0\xcf\x11\xe0 old"))
    with zipfile.ZipFile(tmp_path / "d.docx", "w") as archive:
        archive.writestr("other.txt", "x")
    with pytest.raises(InputError, match="not a Word document"):
        read(tmp_path / "d.docx")
    with zipfile.ZipFile(tmp_path / "e.docx", "w") as archive:
        archive.writestr("word/document.xml", "<broken")
    with pytest.raises(InputError, match="damaged"):
        read(tmp_path / "e.docx")


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.mark.parametrize(
    "piece",
    [
        '<w:ins {w} w:id="1" w:author="x"><w:r><w:t>so tired</w:t></w:r></w:ins>',
        "<w:sdt {w}><w:sdtContent><w:r><w:t>so tired</w:t></w:r></w:sdtContent></w:sdt>",
        '<w:fldSimple {w} w:instr="X"><w:r><w:t>so tired</w:t></w:r></w:fldSimple>',
        "<w:smartTag {w}><w:r><w:t>so tired</w:t></w:r></w:smartTag>",
    ],
)
def test_words_in_corrections_and_controls_are_read(tmp_path, turns, piece):
    document = docx.Document()
    document.add_paragraph("T: How are you?")
    said = document.add_paragraph("C: I am ")
    said._p.append(parse_xml(piece.format(w=_W)))
    gone = '<w:del {w} w:id="2" w:author="x"><w:r><w:delText>gone</w:delText></w:r></w:del>'
    said._p.append(parse_xml(gone.format(w=_W)))
    said.add_run(" today")
    document.save(str(tmp_path / "a.docx"))
    assert turns(read(tmp_path / "a.docx"))[1] == ("C", "I am so tired today")


def test_tables_of_the_same_header_are_one_and_what_stands_beside_is_told(tmp_path, turns):
    document = docx.Document()
    document.add_paragraph("T: Beside the table.")
    for rows in (
        [("Speaker", "Text"), ("T", "Hi."), ("C", "Bad.")],
        [("Day", "Room"), ("Monday", "4")],
        [("Speaker", "Text"), ("T", "Why?"), ("C", "Work.")],
    ):
        table = document.add_table(rows=0, cols=2)
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    document.save(str(tmp_path / "a.docx"))
    transcript = read(tmp_path / "a.docx")
    assert turns(transcript) == [("T", "Hi."), ("C", "Bad."), ("T", "Why?"), ("C", "Work.")]
    assert transcript.reading.notes == (
        "not read: 1 other table",
        "not read: 1 line beside the table that begins a turn",
    )


def _fill(table, rows):
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


TURNS = [("Speaker", "Text"), ("T", "Hi."), ("C", "Bad.")]


def test_a_table_in_a_cell_or_in_a_control_is_read(tmp_path, turns):
    nested, controlled = docx.Document(), docx.Document()
    outer = nested.add_table(rows=1, cols=1)
    inner = outer.cell(0, 0).add_table(rows=0, cols=2)
    _fill(inner, TURNS)
    table = controlled.add_table(rows=0, cols=2)
    _fill(table, TURNS)
    control = parse_xml(f"<w:sdt {_W}><w:sdtContent/></w:sdt>")
    table._tbl.addprevious(control)
    control[0].append(table._tbl)
    for name, document, notes in (("a", nested, ("not read: 1 other table",)), ("b", controlled, ())):
        document.save(str(tmp_path / f"{name}.docx"))
        transcript = read(tmp_path / f"{name}.docx")
        assert turns(transcript) == [("T", "Hi."), ("C", "Bad.")]
        assert transcript.reading.notes == notes


def test_words_in_text_boxes_are_told(tmp_path, turns):
    document = docx.Document()
    said = document.add_paragraph("T: Hi.")
    document.add_paragraph("C: Bad.")
    words = "<w:txbxContent><w:p><w:r><w:t>C: all week</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = f"<mc:Choice Requires='wps'>{words}</mc:Choice><mc:Fallback>{words}</mc:Fallback>"
    said._p.append(parse_xml(f"<w:r {_W} {mc}><mc:AlternateContent>{both}</mc:AlternateContent></w:r>"))
    document.save(str(tmp_path / "a.docx"))
    transcript = read(tmp_path / "a.docx")
    assert turns(transcript) == [("T", "Hi."), ("C", "Bad.")]
    assert transcript.reading.notes == ("not read: 1 piece of text in text boxes",)
