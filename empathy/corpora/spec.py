"""``corpus.toml`` -> CorpusSpec: what a corpus is, which codes it carries, and which markers answer them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from empathy.configfile import read_config
from empathy.errors import ConfigError
from empathy.markers.catalogue import codebook
from empathy.transcript import Role

_CHECKED = ConfigDict(extra="forbid", frozen=True)


class TaskSpec(BaseModel):
    """One kind of code: whose utterances carry it, its values (the negative first), and what answers it.

    At most one of: ``marker``, a marker of the same values; ``any_of``, markers of which any present says yes;
    ``as_marker``, which says for some markers the one value that should make them present.
    """

    model_config = _CHECKED
    role: Role
    values: Annotated[tuple[str, ...], Field(min_length=2)]
    marker: str | None = None
    any_of: tuple[str, ...] = ()
    as_marker: Mapping[str, str] = {}


class TableSpec(BaseModel):
    """Which columns of a CSV or keys of a JSONL hold what; ``coder`` where several coders have rows."""

    model_config = _CHECKED
    text: str
    speaker: str
    session: str | None = None
    utterance: str | None = None
    start: str | None = None
    coder: str | None = None


class ColumnSpec(BaseModel):
    """Where a task's code stands and how its words map to the task's values; others are errors."""

    model_config = _CHECKED
    column: str
    values: Mapping[str, str] = {}
    # a cell that says "not coded" (and not "absent"), so that the utterance carries no code of this task
    missing: tuple[str, ...] = ()


class CorpusSpec(BaseModel):
    """Everything ``corpus.toml`` may say."""

    model_config = _CHECKED
    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
    title: str
    kind: str = ""
    language: str = "en"
    licence: str = ""
    citation: str = ""
    url: str = ""
    reader: str = "table"
    files: tuple[str, ...] = ()
    metadata: tuple[str, ...] = ()
    tasks: Mapping[str, TaskSpec] = {}
    table: TableSpec | None = None
    roles: Mapping[Role, tuple[str, ...]] = {}
    columns: Mapping[str, ColumnSpec] = {}


def read_spec(path: Path) -> CorpusSpec:
    """Read and check a corpus's description.

    Raises:
        ConfigError: naming the key that is missing, unknown or does not fit the codebook.
    """
    spec = read_config(path, CorpusSpec)
    _check(spec, path)
    return spec


def _check(spec: CorpusSpec, path: Path) -> None:
    book = codebook()
    for name, task in spec.tasks.items():
        for marker in (task.marker, *task.any_of, *task.as_marker):
            if marker is not None and marker not in book.ids:
                known = ", ".join(book.ids)
                raise ConfigError(f"tasks -> {name}: {marker!r} is no marker", path=path, hint=f"Known: {known}.")
        if task.marker is not None and set(task.values) != set(book[task.marker].values):
            values = ", ".join(book[task.marker].values)
            raise ConfigError(f"tasks -> {name} -> values: the marker {task.marker!r} has {values}", path=path)
    for name, column in spec.columns.items():
        if name not in spec.tasks:
            raise ConfigError(f"columns -> {name}: there is no task of this name", path=path)
        unknown = sorted(set(column.values.values()) - set(spec.tasks[name].values))
        if unknown:
            raise ConfigError(f"columns -> {name} -> values: {unknown[0]!r} is no value of the task", path=path)
    if spec.reader == "table" and (spec.table is None or not spec.roles):
        raise ConfigError("table, roles: both are needed to read a table", path=path)
