import pytest

from empathy.errors import InputError
from empathy.ingest import read
from empathy.ingest.source import clean, detect_encoding, read_text

TEXT = "Therapist: It’s a café – yes?\nClient: “Naïve”, I’d say…\n"
EXPECTED = [("Therapist", "It’s a café – yes?"), ("Client", "“Naïve”, I’d say…")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings(encoding, file, turns):
    assert turns(read(file("a.txt", TEXT, encoding))) == EXPECTED


def test_a_guessed_encoding_is_told(file):
    assert "not UTF-8; read as Windows-1252" in read(file("a.txt", TEXT, "cp1252")).reading.notes
    assert read(file("b.txt", TEXT)).reading.notes == ()


def test_other_alphabets_are_guessed(file):
    text = (
        "Психолог: Как прошла ваша неделя, что было самым трудным?\nКлиент: Очень трудно, я почти не спала ночью.\n"
        * 20
    )
    assert detect_encoding(file("a.txt", text, "cp1251")).name == "cp1251"


@pytest.mark.parametrize(
    ("raw", "tidy"),
    [
        ("  a \n", "a"),
        ("it&#39;s&nbsp;fine &amp; &lt;ok&gt;", "it's fine & <ok>"),
        ("R&copy D & B&B;", "R&copy D & B&B;"),
        ("a\x00b\x07\ufeffc", "abc"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("\u200bword", "word"),
    ],
)
def test_clean(raw, tidy):
    assert clean(raw) == tidy


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf \n", "holds no text"),
        (bytes(range(256)) * 8, "binary"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00\x01" * 50, "binary"),
        (b"%PDF-1.7 marmalade", "binary or of a kind"),
        (b"{\\rtf1 marmalade}", "binary or of a kind"),
        (b"\x00" * 200, "binary"),
    ],
)
def test_what_is_no_text(content, problem, file, secret):
    with pytest.raises(InputError, match=problem) as caught:
        read_text(file("a.txt", content))
    assert secret not in str(caught.value)


def test_missing_folder_and_forbidden(file, tmp_path, monkeypatch):
    with pytest.raises(InputError, match="no such file"):
        read(tmp_path / "none.txt")
    with pytest.raises(InputError, match="this is a folder"):
        read(tmp_path)
    path = file("a.txt", TEXT)

    def refuse(*args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "open", refuse)
    with pytest.raises(InputError, match="no permission"):
        read(path)
