"""REFI-QDA projects (``.qdpx``, ``.qde``), which MAXQDA, ATLAS.ti, NVivo, QualCoder and others export.

A project names users, codes and sources; a source's text is in the XML or a file of the archive, and codes stand on
selections of it by character (urn:QDA-XML:project:1.0, https://www.qdasoftware.org).
"""

import re
import zipfile
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element

from empathy.errors import InputError
from empathy.evaluation.coders.segments import Segment
from empathy.evaluation.codes import Unit
from empathy.ingest.archive import check_archive
from empathy.ingest.source import read_bytes
from empathy.ingest.xmlfile import local, parse_xml_bytes

SUFFIXES = frozenset((".qdpx", ".qde"))
TOOL = "REFI-QDA"
_EXPORT = "Export the project as REFI-QDA again."
_BREAK = re.compile(r"\r\n|[\r\n\u2029]")
# Sources with a text to code; a PDF's is its `Representation`.
_TEXTS = ("TextSource", "Representation")
# Who coded: of a coding, else of the selection that it stands on.
_USERS = ("creatingUser", "modifyingUser")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Project:
    path: Path
    root: Element
    files: dict[str, bytes]
    users: dict[str, str]
    codes: dict[str, str]

    @property
    def counts_breaks_once(self) -> bool:
        """Whether positions count a break of two characters as one, as ATLAS.ti does."""
        return "atlas" in self.root.get("origin", "").casefold()


@dataclass(frozen=True, slots=True)
class _Text:
    """A source's words, and where each paragraph that holds any begins and ends."""

    words: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, words: str) -> "_Text":
        cuts = [0, *(end for found in _BREAK.finditer(words) for end in found.span()), len(words)]
        spans = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True) if words[a:b].strip()]
        return cls(words, tuple(a for a, _ in spans), tuple(b for _, b in spans))

    @property
    def paragraphs(self) -> Iterator[str]:
        """The paragraphs' words, in order."""
        return (self.words[a:b].strip() for a, b in zip(self.starts, self.ends, strict=True))

    def units(self, start: int, end: int) -> tuple[str, ...]:
        """Return the paragraphs, counted from 0, that hold a letter of a selection."""
        first = max(bisect_right(self.starts, start) - 1, 0)
        return tuple(
            str(place)
            for place in range(first, len(self.starts))
            if self.words[max(start, self.starts[place]) : min(end, self.ends[place])].strip()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A project's coded text selections, the words of every paragraph, and what a user should know of the rest."""

    segments: tuple[Segment, ...]
    texts: dict[Unit, str]
    notices: tuple[str, ...]


def read_refi(path: Path, coder: str) -> Coded:
    """Read a project's coded text selections; codings of anything else are counted in a notice.

    The session is the source's name; a unit is a paragraph that holds a word, counted from 0; the coder is the user
    who made the coding (``coder`` where none is named).

    Raises:
        InputError: no project, a text outside it, or a selection that ends after its text.
    """
    project = _open(path)
    segments: list[Segment] = []
    texts: dict[Unit, str] = {}
    for source in (s for s in project.root.iter() if local(s) in _TEXTS):
        if any(local(child) == "PlainTextSelection" for child in source):
            name: str = source.get("name") or source.get("guid") or ""
            text = _Text.of(_words(source, project))
            texts |= {(name, str(place)): words for place, words in enumerate(text.paragraphs)}
            segments += _of_source(source, name, text, project, coder)
    left = sum(1 for _ in _all(project.root, "Coding")) - len(segments)
    notice = f"{path.name}: {left} codings of pictures, media, cases or whole sources are left out."
    return Coded(segments=tuple(segments), texts=texts, notices=(notice,) if left > 0 else ())


def _open(path: Path) -> _Project:
    if path.suffix.lower() == ".qdpx":
        check_archive(path, holds="project.qde", kind="a REFI-QDA project (.qdpx)", hint=_EXPORT)
        with zipfile.ZipFile(path) as archive:
            files = {PurePosixPath(name).name.casefold(): archive.read(name) for name in archive.namelist()}
        root = parse_xml_bytes(files["project.qde"], path)
    else:
        folders = [folder for folder in (path.parent / "Sources", path.parent / "sources") if folder.is_dir()]
        files = {
            f.name.casefold(): f.read_bytes() for folder in folders[:1] for f in folder.iterdir() if f.is_file()
        }
        root = parse_xml_bytes(read_bytes(path), path)
    if local(root) != "Project":
        raise InputError("is no REFI-QDA project", path=path, hint="Export the project, not the codebook alone.")
    users = {
        user.get("guid", "").casefold(): user.get("name") or user.get("id") or "" for user in _all(root, "User")
    }
    codes = {guid: name for book in _all(root, "Codes") for guid, name in _paths(book, "")}
    return _Project(path=path, root=root, files=files, users=users, codes=codes)


def _paths(parent: Element, above: str) -> Iterator[tuple[str, str]]:
    """Yield every code's guid and its name after its parents'."""
    for code in (child for child in parent if local(child) == "Code"):
        name = f"{above} > {code.get('name', '')}" if above else code.get("name", "")
        yield code.get("guid", "").casefold(), name
        yield from _paths(code, name)


def _of_source(source: Element, name: str, text: _Text, project: _Project, coder: str) -> Iterator[Segment]:
    for selection in (child for child in source if local(child) == "PlainTextSelection"):
        start, end = (_position(selection, key, text, project) for key in ("startPosition", "endPosition"))
        units = text.units(start, end)
        for coding in (child for child in selection if local(child) == "Coding"):
            user = next((e.get(k) for e in (coding, selection) for k in _USERS if e.get(k)), "") or ""
            for code in (child for child in coding if local(child) == "CodeRef"):
                target = code.get("targetGUID", "").casefold()
                if target in project.codes:  # else it names a case
                    yield Segment(
                        file=project.path,
                        tool=TOOL,
                        session=name,
                        coder=project.users.get(user.casefold()) or coder,
                        code=project.codes[target],
                        units=units,
                        text=text.words[start:end],
                    )


def _words(source: Element, project: _Project) -> str:
    inside = next((child.text or "" for child in source if local(child) == "PlainTextContent"), None)
    if inside is None:
        place = source.get("plainTextPath", "")
        content = project.files.get(PurePosixPath(place.replace("\\", "/")).name.casefold())
        if content is None:
            raise InputError(
                "the text of a source is not in the project",
                path=project.path,
                hint="Export the project with its sources.",
            )
        try:
            inside = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise InputError("the text of a source is not UTF-8", path=project.path) from None
    return inside.replace("\r\n", "\n") if project.counts_breaks_once else inside


def _position(selection: Element, key: str, text: _Text, project: _Project) -> int:
    given = selection.get(key, "")
    if not given.isdecimal() or int(given) > len(text.words) + 1:
        raise InputError(
            f"selection {selection.get('guid', '')}: expected a position of at most {len(text.words)}",
            path=project.path,
            column=key,
        )
    return int(given)


def _all(root: Element, name: str) -> Iterator[Element]:
    return (element for element in root.iter() if local(element) == name)
