"""The key that leads from pseudonyms back to people: written only when asked, for the owner alone, encrypted."""

import base64
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO, cast

from pydantic import BaseModel, ConfigDict, ValidationError

from empathy.anonymize.anonymizer import Originals
from empathy.errors import InputError, UsageError
from empathy.output import atomic_writer

# RFC 7914 cost: 2**16 * 8 * 128 bytes = 64 MiB and about a fifth of a second a try.
_COST = 2**16
# A file that asks for more (1 GiB) is none of ours.
_MOST_COST = 2**20
_SHORTEST = 8


class _KeyFile(BaseModel):
    """The file's outer form; ``data`` is a Fernet token (AES-128-CBC with HMAC-SHA256)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: str = "empathy-key"
    version: int = 1
    kdf: str = "scrypt"
    cost: int = _COST
    salt: str
    data: str


def require_long(passphrase: str, path: Path) -> None:
    """Refuse a passphrase too short for the key file at ``path``.

    Raises:
        UsageError: fewer than eight characters.
    """
    if len(passphrase) < _SHORTEST:
        raise UsageError(f"expected a passphrase of at least {_SHORTEST} characters for the key file", path=path)


def write_key(path: Path, keys: Mapping[str, Originals], passphrase: str) -> None:
    """Write what each session's placeholders stand for, encrypted, with mode 600; see :func:`writing_key`."""
    with writing_key(path, keys, passphrase):
        pass


@contextmanager
def writing_key(path: Path, keys: Mapping[str, Originals], passphrase: str) -> Iterator[None]:
    """Write the key beside its place, and put it there only if what is done meanwhile succeeds.

    Raises:
        UsageError: a passphrase of fewer than eight characters.
        OutputError: the file cannot be written.
    """
    require_long(passphrase, path)
    from cryptography.fernet import Fernet

    salt = os.urandom(16)
    content = json.dumps({session: {p: list(o) for p, o in key.items()} for session, key in keys.items()})
    token = Fernet(_derive(passphrase, salt, _COST)).encrypt(content.encode())
    outer = _KeyFile(salt=base64.b64encode(salt).decode(), data=token.decode())
    with atomic_writer(path, private=True) as handle:
        cast(TextIO, handle).write(outer.model_dump_json(indent=1) + "\n")
        yield


def read_key(path: Path, passphrase: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return session -> placeholder -> the forms it stood for.

    Raises:
        InputError: no key file of this program, or another passphrase.
    """
    from cryptography.fernet import Fernet, InvalidToken

    outer = _outer(path)
    try:
        content = Fernet(_derive(passphrase, base64.b64decode(outer.salt), outer.cost)).decrypt(outer.data.encode())
    except (InvalidToken, ValueError, MemoryError) as error:
        raise InputError(
            "the passphrase does not open this key file, or the file was altered",
            path=path,
            hint="Try the passphrase again; a damaged file opens with none.",
        ) from error
    sessions: dict[str, dict[str, Any]] = json.loads(content)
    return {s: {p: tuple(forms) for p, forms in key.items()} for s, key in sessions.items()}


def require_key(path: Path) -> None:
    """Look whether ``path`` has the form of a key file, which takes no passphrase to tell.

    Raises:
        InputError: no such file, or another file.
    """
    _outer(path)


def _outer(path: Path) -> _KeyFile:
    try:
        outer = _KeyFile.model_validate_json(path.read_bytes())
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", path=path, hint="Check the name.") from error
    except ValidationError as error:
        raise InputError(
            "expected a key file written by 'empathy anonymize --key'",
            path=path,
            hint="This is another file, or a damaged one.",
        ) from error
    if (outer.format, outer.version, outer.kdf) != ("empathy-key", 1, "scrypt") or not 1 < outer.cost <= _MOST_COST:
        raise InputError("expected a key file of version 1", path=path, hint="A later empathy may have written it.")
    return outer


def _derive(passphrase: str, salt: bytes, cost: int) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    # bytes of the environment that are no UTF-8 count as they are
    secret = passphrase.encode("utf-8", "surrogateescape")
    return base64.urlsafe_b64encode(Scrypt(salt=salt, length=32, n=cost, r=8, p=1).derive(secret))
