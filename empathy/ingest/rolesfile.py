"""A file that says who is who: TOML, CSV, or lines of ``Name = helper``; by session where names differ."""

import csv
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from empathy.errors import InputError
from empathy.ingest.delimited import DELIMITERS, without_separator_line
from empathy.ingest.source import read_text
from empathy.transcript import Role

_HINT = "Write lines such as “Dana = helper”, a CSV with the columns name,role[,session], or TOML (docs/input.md)."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    name: str
    role: Role
    session: str | None = None


def read_roles_file(path: Path, session: str) -> dict[str, Role]:
    """Return the roles, by name in lower case, that the file gives for a session; its own entries win.

    TOML has entries ``helper = ["Dana"]`` or ``"Dana" = "helper"``, at the top or in tables ``[sessions."NAME"]``.

    Raises:
        InputError: an unreadable file, an unknown role (with its line), a name with two roles.
    """
    entries = _entries(path)
    general = _joined((e for e in entries if e.session is None), path)
    own = _joined(
        (e for e in entries if e.session is not None and e.session.casefold() == session.casefold()), path
    )
    return {**general, **own}


def check_roles_file(path: Path) -> None:
    """Read the whole file, so that a mistake is told before any session is read.

    Raises:
        InputError: as :func:`read_roles_file`, whatever session the mistake is in.
    """
    entries = _entries(path)
    for session in {None, *(entry.session for entry in entries)}:
        _joined((e for e in entries if e.session == session), path)


def names_in(path: Path, sessions: Collection[str]) -> list[str]:
    """Return the names that the file gives for these sessions, as it spells them, each once.

    Raises:
        InputError: as :func:`read_roles_file`.
    """
    wanted = {session.casefold() for session in sessions}
    entries = (e for e in _entries(path) if e.session is None or e.session.casefold() in wanted)
    return list({entry.name.casefold(): entry.name for entry in entries}.values())


def _joined(entries: Iterable[_Entry], path: Path) -> dict[str, Role]:
    roles: dict[str, Role] = {}
    for entry in entries:
        if roles.setdefault(entry.name.casefold(), entry.role) is not entry.role:
            raise InputError(f"{entry.name!r} has two roles", path=path, hint="Give it one, or one a session.")
    return roles


def _entries(path: Path) -> list[_Entry]:
    text, _ = read_text(path)
    if path.suffix.lower() == ".toml":
        return _from_toml(text, path)
    if path.suffix.lower() in (".csv", ".tsv"):
        return _from_csv(text, path)
    return _from_lines(text, path)


def _from_toml(text: str, path: Path) -> list[_Entry]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"broken TOML: {error}", path=path) from None
    sessions = {**_table(data.pop("session", {}), path), **_table(data.pop("sessions", {}), path)}
    found = _from_table(data, None, path)
    for name, table in sessions.items():
        found += _from_table(_table(table, path), name, path)
    return found


def _table(value: object, path: Path) -> dict[str, object]:
    if not isinstance(value, dict):
        raise InputError('sessions should be tables: [sessions."NAME"]', path=path, hint=_HINT)
    return value


def _from_table(table: Mapping[str, object], session: str | None, path: Path) -> list[_Entry]:
    found = []
    for key, names in table.items():
        if key not in set(Role) and isinstance(names, str):
            found.append(_Entry(name=_tidy(key), role=_role(names, path, None), session=session))
            continue
        listed = [names] if isinstance(names, str) else names
        if not isinstance(listed, list) or not all(isinstance(name, str) for name in listed):
            raise InputError(f"{key!r} should be a role that holds names", path=path, hint=_HINT)
        found += [_Entry(name=_tidy(name), role=_role(key, path, None), session=session) for name in listed]
    return found


def _from_csv(text: str, path: Path) -> list[_Entry]:
    lines = list(without_separator_line(text.splitlines()))
    top = next((place for place, line in enumerate(lines) if line.strip()), 0)
    rows = csv.DictReader(lines[top:], delimiter=max(DELIMITERS, key=lines[top].count))
    names = {(field or "").strip().lower(): field for field in rows.fieldnames or ()}
    name_key = next((names[key] for key in ("name", "speaker") if key in names), None)
    if name_key is None or "role" not in names:
        raise InputError(
            f"columns name and role were expected; found: {', '.join(names)}", path=path, line=top + 1, hint=_HINT
        )
    found = []
    try:
        for row in rows:
            session = (row.get(names.get("session", "")) or "").strip() or None
            role = _role(row[names["role"]] or "", path, top + rows.line_num)
            found.append(_Entry(name=_tidy(row[name_key] or ""), role=role, session=session))
    except csv.Error:
        raise InputError("this row cannot be read", path=path, line=top + rows.line_num, hint=_HINT) from None
    return found


def _from_lines(text: str, path: Path) -> list[_Entry]:
    found = []
    for number, line in enumerate(text.split("\n"), start=1):
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        name, sign, role = bare.rpartition("=")
        if not sign:
            raise InputError("“Name = role” was expected", path=path, line=number, hint=_HINT)
        found.append(_Entry(name=_tidy(name.strip().strip("\"'")), role=_role(role.strip("\"' "), path, number)))
    return found


def _role(value: str, path: Path, line: int | None) -> Role:
    role = value.strip().lower()
    if role not in set(Role):
        raise InputError("unknown role", path=path, line=line, hint=f"Roles are {', '.join(Role)}.")
    return Role(role)


def _tidy(name: str) -> str:
    return " ".join(name.split())
