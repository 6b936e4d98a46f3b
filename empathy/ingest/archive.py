"""Office files and projects are zip archives: whether one is whole, of the right kind and of a bearable size."""

import zipfile
from pathlib import Path

from empathy.errors import InputError
from empathy.ingest.source import read_bytes

# What a zip bomb unpacks to; an hour of speech takes less than a megabyte
_LARGEST = 1 << 30
_SAVE = "Open it in Office and save it as .docx, .xlsx or plain text."


def check_archive(path: Path, *, holds: str, kind: str, hint: str = _SAVE) -> None:
    """Refuse a file that is not the archive it should be; ``hint`` says how such a one is got.

    Raises:
        InputError: missing, empty, damaged, of another kind, or too large when unpacked.
    """
    head = read_bytes(path)[:8]
    if not head.startswith(b"PK"):
        old = head.startswith(b"\xd0\xcf\x11\xe0")
        what = "this is an old or encrypted Office file" if old else f"this is not {kind}"
        raise InputError(what, path=path, hint=hint)
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            size = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        raise InputError(
            "the file is damaged (its archive cannot be opened)", path=path, hint="Save or export it again."
        ) from None
    if holds not in names:
        raise InputError(f"this is not {kind}", path=path, hint="The suffix should say what the file is.")
    if size > _LARGEST:
        raise InputError(f"the file unpacks to {size >> 20} MiB, more than a transcript can be", path=path)
