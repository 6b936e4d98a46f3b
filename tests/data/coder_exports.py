"""Coders' files as the tools of the field write them, of an invented talk."""

import csv
import sqlite3
import zipfile

import openpyxl

MAXQDA = (
    "Color",
    "Comment",
    "Document group",
    "Document name",
    "Code",
    "Beginning",
    "End",
    "Weight score",
    "Segment",
)
MAXQDA_BY = ("Modified by", "Modified", "Created by", "Created", "Code alias")
ATLAS = (
    "ID",
    "Quotation Name",
    "Document",
    "Document Groups",
    "Quotation Content",
    "Comment",
    "Codes",
    "Reference",
)
ATLAS_BY = ("Density", "Created by", "Modified by", "Created", "Modified")

# Paragraphs of an invented talk: 1 and 3 are the helper's. Code, first and last paragraph, words, coder.
TALK = [
    "T: So the garden keeps you going.",
    "C: It does.",
    "T: What grows there?",
    "C: Beans. I want to do more.",
]
CODED = [
    ("Helper > Reflection > Complex", 1, 1, TALK[0], "Anna"),
    ("Question: open", 3, 3, TALK[2], "Anna"),
    ("Client talk > Change", 4, 4, TALK[3], "Anna"),
    ("Reflection > simple", 1, 1, TALK[0], "Ben"),
    ("Question: open", 3, 3, TALK[2], "Ben"),
    ("Reflection > simple", 3, 3, TALK[2], "Ben"),
    ("Client talk > Change", 4, 4, TALK[3], "Ben"),
]


CACTI_CODES = ("SR+", "CR0", "OQ0", "AF", "FA", "C+", "C-", "FN", "SR+/-")


def maxqda_row(code, first, last, words, coder):
    by = (coder, "01/02/2024 10:00:00", coder, "01/02/2024 10:00:00", "")
    return ("●", "", "Pilot", "garden", code, first, last, 0, words, *by)


def workbook(path, header, rows):
    book = openpyxl.Workbook()
    for row in (header, *rows):
        book.active.append(row)
    book.save(path)
    return path


def text_table(path, header, rows, delimiter=","):
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([header, *rows])
    return path


def project(codings, *, origin="MAXQDA 2022", text=None, inside=None, name="garden"):
    """A project of the REFI-QDA standard: two users, a code system with parents, one text source."""
    text = "\n\n".join(TALK) if text is None else text
    selections = "".join(
        f'<PlainTextSelection guid="s{i}" startPosition="{start}" endPosition="{end}" creatingUser="{user}">'
        f'<Coding guid="c{i}" creatingUser="{user}"><CodeRef targetGUID="{code}"/></Coding></PlainTextSelection>'
        for i, (code, start, end, user) in enumerate(codings)
    )
    content = f"<PlainTextContent>{inside}</PlainTextContent>" if inside else ""
    place = "" if inside else ' plainTextPath="internal://AAAA-1.txt"'
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        f'<Project name="p" origin="{origin}" xmlns="urn:QDA-XML:project:1.0">'
        '<Users><User guid="U1" name="Anna"/><User guid="U2" name="Ben"/></Users>'
        '<CodeBook><Codes><Code guid="K1" name="Reflection" isCodable="true">'
        '<Code guid="K2" name="simple" isCodable="true"/><Code guid="K3" name="complex" isCodable="true"/></Code>'
        '<Code guid="K4" name="Question: open" isCodable="true"/>'
        '<Code guid="K5" name="Client talk" isCodable="false"><Code guid="K6" name="change" isCodable="true"/>'
        "</Code></Codes></CodeBook>"
        f'<Sources><TextSource guid="T1" name="{name}"{place}>{content}{selections}</TextSource>'
        '<PictureSource guid="P1" name="plan"><PictureSelection guid="PS" firstX="0" firstY="0" secondX="1" '
        'secondY="1"><Coding guid="CP"><CodeRef targetGUID="K2"/></Coding></PictureSelection></PictureSource>'
        "</Sources></Project>"
    ), text


def qdpx(path, xml, text, folder="sources"):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", xml)
        archive.writestr(f"{folder}/aaaa-1.txt", text.encode("utf-8"))
    return path


def spans(text):
    """Where each paragraph of the talk begins and ends in a text."""
    return [(text.index(turn), text.index(turn) + len(turn)) for turn in TALK]


def talk_codings(text, shift=0):
    one, _, three, four = [(start + shift, end + shift) for start, end in spans(text)]
    return [
        ("K3", *one, "U1"),
        ("k4", *three, "u1"),  # GUIDs are compared without regard to case
        ("K6", *four, "U1"),
        ("K2", *one, "U2"),
        ("K4", *three, "U2"),
        ("K2", *three, "U2"),
        ("K6", *four, "U2"),
    ]


def casaa(path, coded, audio=r"C:\Sessions\garden.wav"):
    """A session as CACTI 2 creates it: the tables and columns of its `initDB`."""
    path.parent.mkdir(exist_ok=True)
    base = sqlite3.connect(path)
    base.executescript(
        "create table speakers (speaker_id integer primary key not null, speaker_name string not null unique);"
        "create table codes (code_id integer primary key not null, code_name string not null unique, "
        "speaker_id integer);"
        "create table utterances (utterance_id TEXT primary key not null unique, time_marker string not null, "
        "code_id integer, annotation string);"
        "create table attributes (name, value);"
    )
    base.executemany("insert into codes values (?, ?, 0)", list(enumerate(CACTI_CODES)))
    base.execute("insert into attributes values ('AUDIO_FILE_PATH', ?)", [audio])
    for time, code in coded:
        number = CACTI_CODES.index(code)
        digits = "".join(filter(str.isdigit, time))
        base.execute("insert into utterances values (?, ?, ?, '')", [f"{digits}{number}", time, number])
    base.commit()
    base.close()
    return path


def values(codes, marker):
    """Return a marker's codes by utterance and coder."""
    return {unit[1]: given for unit, given in codes.codes[marker].items()}
