"""Bytes on disk -> text: encodings, line ends, entities, and files that are no text at all."""

import codecs
import errno
import html
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from empathy.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEAD = 1 << 16
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")
_CONTROL_BYTES = frozenset(range(32)) - {7, 8, 9, 10, 12, 13, 0x15, 0x1A, 0x1B}
# Only entities that are closed: "R&copy" in running speech is no copyright sign
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# The bytes of cp1252 that English transcripts hold beside ASCII: quotes, dashes, ellipsis, letters with accents
_CP1252_TYPICAL = frozenset(
    (0x80, 0x82, 0x84, 0x85, *range(0x91, 0x98), 0x99, 0xA0, 0xA3, 0xAB, 0xB4, 0xB7, 0xBB)
) | (frozenset(range(0xC0, 0x100)) - {0xD7, 0xF7})
_NOT_TEXT = "Give a transcript as text, VTT, SRT, CSV, TSV, XLSX, JSON, JSONL or DOCX."


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """The name of a file's encoding, and a note for the report where it had to be guessed."""

    name: str
    notes: tuple[str, ...] = ()


def read_bytes(path: Path) -> bytes:
    """Return the file's bytes.

    Raises:
        InputError: the file is missing, is a folder, may not be read, or is empty.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from None
    if not data:
        raise InputError("the file is empty; a transcript was expected", path=path)
    return data


def is_folder(path: Path) -> bool:
    """Whether a path is a folder; False where there is nothing, or something else.

    Raises:
        InputError: it may not be looked at, or no file can be called so.
    """
    return _looked_at(path, path.is_dir)


def exists(path: Path) -> bool:
    """Whether there is something at a path.

    Raises:
        InputError: as :func:`is_folder`.
    """
    return _looked_at(path, path.exists)


def _looked_at(path: Path, look: Callable[[], bool]) -> bool:
    try:
        return look()
    except OSError as error:
        raise _unreadable(path, error) from None


def read_text(path: Path) -> tuple[str, tuple[str, ...]]:
    r"""Return the whole text with ``\n`` line ends, and notes on its encoding."""
    encoding = detect_encoding(path)
    with open_text(path, encoding) as handle:
        text = handle.read()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\ufeff\x00 \t\n"):
        raise InputError("the file holds no text; a transcript was expected", path=path)
    return text.removeprefix("\ufeff"), encoding.notes


@contextmanager
def open_text(path: Path, encoding: Encoding) -> Iterator[IO[str]]:
    """Open a text file whose encoding is known, for reading it piece by piece (line ends untouched)."""
    try:
        with path.open(encoding=encoding.name, newline="") as handle:
            yield handle
    except OSError as error:
        raise _unreadable(path, error) from None
    except UnicodeError:
        raise InputError(
            f"the file does not hold to its encoding ({encoding.name})", path=path, hint="Save it as UTF-8."
        ) from None


def detect_encoding(path: Path) -> Encoding:
    """Tell a text file's encoding: its byte order mark, UTF-8 if it is valid throughout, else the likeliest.

    The file is read in pieces, so that memory stays flat.

    Raises:
        InputError: the file is missing, empty, or no text.
    """
    try:
        with path.open("rb") as handle:
            head = handle.read(_HEAD)
            if not head:
                raise InputError("the file is empty; a transcript was expected", path=path)
            for mark, name in _BOMS:
                if head.startswith(mark):
                    return Encoding(name=name)
            if b"\x00" in head:
                return _unmarked_utf16(path, head)
            _refuse_binary(path, head)
            handle.seek(0)
            if _is_utf8(handle):
                return Encoding(name="utf-8")
            handle.seek(0)
            return _legacy(path, handle.read(16 * _HEAD))
    except OSError as error:
        raise _unreadable(path, error) from None


def clean(text: str) -> str:
    r"""Return a turn's text without control characters, with entities read and outer space removed.

    >>> clean("  it&#39;s&nbsp;fine \r\n")
    "it's fine"
    """
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    if text.isascii() and text.isprintable():  # most turns: nothing to take away
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\u200b", "")
    return _CONTROL.sub("", text).strip()


def one_line(text: str) -> str:
    """Return cleaned text with every run of white space as one space, as cues and paragraphs need it."""
    return " ".join(clean(text).split())


def _unreadable(path: Path, error: OSError) -> InputError:
    if isinstance(error, FileNotFoundError):
        return InputError("no such file", path=path, hint="Check the name, or give the folder that holds it.")
    if isinstance(error, IsADirectoryError):
        return InputError("this is a folder, a file was expected", path=path)
    if isinstance(error, PermissionError):
        return InputError("no permission to read it", path=path, hint="Change the file's rights, or copy it.")
    if error.errno == errno.ENAMETOOLONG:
        return InputError("the name is longer than a file's can be", path=path, hint="Check the name.")
    return InputError(f"cannot be read ({error.strerror or type(error).__name__})", path=path)


def _refuse_binary(path: Path, head: bytes) -> None:
    odd = sum(byte in _CONTROL_BYTES for byte in head)
    if odd > len(head) * 0.01 or head.startswith((b"%PDF", b"{\\rtf")):
        raise InputError("the file is binary or of a kind that is not read here", path=path, hint=_NOT_TEXT)


def _is_utf8(handle: IO[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := handle.read(16 * _HEAD):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _unmarked_utf16(path: Path, head: bytes) -> Encoding:
    """Latin text in UTF-16 has a zero in every second byte; anything else with zeros is binary."""
    for zeros, name in ((head[1::2], "utf-16-le"), (head[::2], "utf-16-be")):
        text = head[: len(head) // 2 * 2].decode(name, errors="replace")
        if zeros.count(0) > 0.7 * len(zeros) and len(_CONTROL.findall(text)) < 0.02 * len(text):
            return Encoding(name=name, notes=("read as UTF-16",))
    raise InputError("the file is binary; text was expected", path=path, hint=_NOT_TEXT)


def _legacy(path: Path, sample: bytes) -> Encoding:
    high = [byte for byte in sample if byte >= 0x80]
    if len(high) < 0.3 * len(sample) and all(byte in _CP1252_TYPICAL for byte in high):
        return Encoding(name="cp1252", notes=("not UTF-8; read as Windows-1252",))
    # Imported here: its tables take a while to load, and most files are UTF-8
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is None or best.encoding in ("utf_8", "ascii"):
        raise InputError(
            "the text's encoding cannot be told",
            path=path,
            hint="Save the file as UTF-8, or check that it is text.",
        )
    return Encoding(name=best.encoding, notes=(f"not UTF-8; read as {best.encoding}",))
