"""What people coded and decided is never overwritten, and what cannot be read is told before writing."""

import csv

import pytest
from folder_contents import contents

HEADER = "session,utterance,reflection,validation,text\n"
CODES = {
    "anna.csv": HEADER + "s1,0,none,no,Well then\ns1,2,complex,yes,So you left\n",
    "ben.csv": HEADER + "s1,0,none,no,Well then\ns1,2,simple,yes,So you left\n",
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in CODES.items():
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.fixture
def decided(folder, run):
    """A template that is filled."""
    assert run("agreement", "anna.csv", "ben.csv", "--template", "decide.csv")[0] == 0
    path = folder / "decide.csv"
    path.write_text(path.read_text().rstrip("\n") + "complex\n")
    return path


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (
            "--template decide.csv --decided decide.csv --final settled.csv",
            "--template is the file given with --decided",
        ),
        ("--decided decide.csv --final decide.csv", "--final is the file given with --decided"),
        ("--decided decide.csv --final settled.csv -o decide.csv", "-o is the file given with --decided"),
        ("--template decide.csv", "decide.csv: holds decisions in its column 'final'"),
        ("--template anna.csv", "--template is one of the coders' files"),
        ("--final anna.csv", "--final is one of the coders' files"),
        ("--final ./ben.csv", "--final is one of the coders' files"),
        ("-o ben.csv", "-o is one of the coders' files"),
        ("--template new.csv --final new.csv", "--template is what --final writes"),
        ("--final new.csv -o new.csv", "--final is what -o writes"),
        ("-o no/page.md", "no: there is no such folder to write in\n  Make it first, or give another -o."),
        ("--template no/new.csv", "Make it first, or give another --template."),
        ("--template new.csv --final no/new.csv", "no: there is no such folder"),
        ("--template new.csv -o page.pdf", "page.pdf: expected a name that ends in .md, .csv, .json, .html"),
    ],
)
def test_what_people_wrote_stays(run, folder, decided, options, told):
    before = contents(folder)
    code, out, err = run("agreement", "anna.csv", "ben.csv", *options.split())
    assert (code, out) == (2, "")
    assert told in err
    assert contents(folder) == before


def test_nor_is_a_file_of_a_coder_s_folder_or_the_mapping(run, folder):
    for name in CODES:
        (folder / name[:-4]).mkdir()
        (folder / name).rename(folder / name[:-4] / "week.csv")
    code, _, err = run("agreement", "anna", "ben", "--final", "anna/week.csv")
    assert code == 2 and "--final is one of the coders' files" in err
    assert (folder / "anna" / "week.csv").read_text() == CODES["anna.csv"]
    (folder / "codes.toml").write_text('[codes]\nSR = "reflection: simple"\n')
    code, _, err = run("agreement", "anna", "ben", "--mapping", "codes.toml", "--final", "codes.toml")
    assert code == 2 and "--final is the file given with --mapping" in err


@pytest.mark.parametrize("given", ["missing.csv", "broken.csv"])
def test_decisions_that_cannot_be_read_stop_the_call_before_it_writes(run, folder, decided, given):
    (folder / "broken.csv").write_bytes(b"PK\x03\x04\x00\x00")  # a workbook under a table's name
    before = {path.name for path in folder.iterdir()}
    paths = ["--template", "new.csv", "--decided", given, "--final", "settled.csv"]
    code, _, err = run("agreement", "anna.csv", "ben.csv", *paths)
    assert code == 2
    assert given in err and "unexpected" not in err
    assert {path.name for path in folder.iterdir()} == before


def test_decisions_are_settled(run, folder, decided):
    code, _, err = run("agreement", "anna.csv", "ben.csv", "--decided", "decide.csv", "--final", "settled.csv")
    assert code == 0
    assert "4 codes settled in settled.csv, 0 still open" in err
    with (folder / "settled.csv").open() as file:
        (row,) = [row for row in csv.DictReader(file) if row["how"] == "adjudicated"]
    assert (row["utterance"], row["value"]) == ("2", "complex")
    code, *_ = run("agreement", "anna.csv", "ben.csv", "--decided", "decide.csv", "--final", "settled.csv")
    assert code == 0  # our own table may be written anew
