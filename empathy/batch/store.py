"""Where a run's files are kept: a local folder, or any place that fsspec can write to."""

import shutil
import types
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import IO, Any, Protocol

from empathy.batch.urls import open_url
from empathy.errors import OutputError, UsageError
from empathy.output import atomic_writer

fcntl: types.ModuleType | None
try:
    import fcntl
except ImportError:  # Windows
    fcntl = None


class Store(Protocol):
    """A place for files that appear whole or not at all; names are relative, with slashes."""

    def open_write(self, name: str) -> AbstractContextManager[IO[bytes]]:
        """Yield a binary handle; the file stands under its name once the block ends without an error."""
        ...

    def read(self, name: str) -> bytes:
        """Return a file's bytes, or raise FileNotFoundError."""
        ...

    def names(self, folder: str) -> list[str]:
        """Return the names of a folder's finished files, sorted; none where there is no such folder."""
        ...

    def remove_tree(self, folder: str) -> None:
        """Remove a folder and what it holds, if it is there."""
        ...

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        ...

    def clean(self, folder: str) -> None:
        """Remove what an interrupted write left in a folder."""
        ...

    def lock(self, name: str) -> AbstractContextManager[None]:
        """Keep other runs out while the block lasts, where the place can do that."""
        ...


class LocalStore:
    """A folder on a local (or mounted) disk; files are written beside their place and renamed."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @contextmanager
    def open_write(self, name: str) -> Iterator[IO[bytes]]:
        """See :class:`Store`."""
        path = self.root / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"cannot be made ({error.strerror})", path=path.parent) from error
        with atomic_writer(path, binary=True) as handle:
            yield handle  # type: ignore[misc]  # binary=True makes it a handle of bytes

    def read(self, name: str) -> bytes:
        """See :class:`Store`."""
        return (self.root / name).read_bytes()

    def names(self, folder: str) -> list[str]:
        """See :class:`Store`."""
        place = self.root / folder
        if not place.is_dir():
            return []
        return sorted(entry.name for entry in place.iterdir() if not entry.name.startswith("."))

    def remove_tree(self, folder: str) -> None:
        """See :class:`Store`."""
        if (self.root / folder).is_dir():
            shutil.rmtree(self.root / folder)

    def remove(self, name: str) -> None:
        """See :class:`Store`."""
        (self.root / name).unlink(missing_ok=True)

    @contextmanager
    def lock(self, name: str) -> Iterator[None]:
        """See :class:`Store`; a record lock, which the system drops with the process, however it ends."""
        if fcntl is None:
            yield
            return
        path = self.root / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle = path.open("w")
        except OSError as error:
            raise OutputError(f"cannot be written ({error.strerror})", path=path.parent) from error
        with handle:
            try:
                fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise UsageError("another run is at work there", path=self.root) from error
            yield

    def clean(self, folder: str) -> None:
        """See :class:`Store`."""
        place = self.root / folder
        for leftover in place.glob(".*.part") if place.is_dir() else ():
            leftover.unlink(missing_ok=True)


class UrlStore:
    """A place on an object store; a put is whole or not at all there."""

    def __init__(self, url: str) -> None:
        self._filesystem, self._root = open_url(url, doing="written")
        self._url = url

    def _place(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"

    @contextmanager
    def open_write(self, name: str) -> Iterator[IO[bytes]]:
        """See :class:`Store`."""
        place = self._place(name)
        try:
            self._filesystem.makedirs(place.rsplit("/", 1)[0], exist_ok=True)
            with self._filesystem.transaction, self._filesystem.open(place, "wb") as handle:
                yield handle
        except OSError as error:
            raise OutputError(f"cannot be written ({error.strerror})", path=f"{self._url}/{name}") from error

    def read(self, name: str) -> bytes:
        """See :class:`Store`."""
        content: bytes = self._filesystem.cat_file(self._place(name))
        return content

    def names(self, folder: str) -> list[str]:
        """See :class:`Store`."""
        self._filesystem.invalidate_cache()
        if not self._filesystem.exists(self._place(folder)):
            return []
        found: list[Any] = self._filesystem.ls(self._place(folder), detail=False)
        return sorted(str(path).rsplit("/", 1)[-1] for path in found)

    def remove_tree(self, folder: str) -> None:
        """See :class:`Store`."""
        if self._filesystem.exists(self._place(folder)):
            self._filesystem.rm(self._place(folder), recursive=True)

    def remove(self, name: str) -> None:
        """See :class:`Store`."""
        if self._filesystem.exists(self._place(name)):
            self._filesystem.rm(self._place(name))

    def clean(self, folder: str) -> None:
        """See :class:`Store`; an object store keeps no half-written object."""

    def lock(self, name: str) -> AbstractContextManager[None]:
        """See :class:`Store`; object stores have no locks."""
        return nullcontext()


def open_store(out: str) -> Store:
    """Return the store for a path or a URL.

    Raises:
        InputError: nothing here knows that kind of URL.
    """
    return UrlStore(out) if "://" in out else LocalStore(Path(out))
