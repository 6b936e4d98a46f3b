"""What a training of heads is told: one TOML file, checked once."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from empathy.configfile import read_config, read_toml
from empathy.corpora.standoff import PREFIX
from empathy.errors import ConfigError
from empathy.markers.catalogue import codebook

# Decisions that are measured beside the markers, since published figures exist: id -> (task, values).
MEASURED = {"input": ("input", ("no", "yes"))}


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Blind(_Part):
    """Features, by the beginning of their names, that some tasks must not see."""

    tasks: list[str]
    features: list[str]


class Network(_Part):
    """The small networks that share the decision of some heads (`empathy.training.network`).

    ``share`` is the weight of their opinion; ``other_worth`` and ``around_worth`` say how freely they may use the
    readings of other tasks and of the turns around; ``penalty`` is scikit-learn's alpha.
    """

    heads: list[str]
    share: Annotated[float, Field(gt=0, lt=1)]
    units: Annotated[int, Field(ge=1)]
    penalty: Annotated[float, Field(ge=0)]
    passes: Annotated[int, Field(ge=1)]
    rate: Annotated[float, Field(gt=0)]
    count: Annotated[int, Field(ge=1)]
    other_worth: Annotated[float, Field(gt=0, le=1)]
    around_worth: Annotated[float, Field(gt=0, le=1)]


class Course(_Part):
    """The recurrent networks over a session's course (`empathy.training.course`).

    As heads do, they know while they learn who of AnnoMI's experts coded; a coder's column weighs 1. ``share`` is
    the weight of their opinion in the decision of each of ``heads``, ``speech`` the share of sessions that are
    learnt in a recogniser's manner, ``decay`` AdamW's.
    """

    heads: list[str]
    share: Annotated[float, Field(gt=0, lt=1)]
    units: Annotated[int, Field(ge=1)]
    passes: Annotated[int, Field(ge=1)]
    batch: Annotated[int, Field(ge=1)]
    rate: Annotated[float, Field(gt=0)]
    decay: Annotated[float, Field(ge=0)]
    dropout: Annotated[float, Field(ge=0, lt=1)]
    smoothing: Annotated[float, Field(ge=0, lt=1)]
    speech: Annotated[float, Field(ge=0, le=1)]
    count: Annotated[int, Field(ge=1)]


class Source(_Part):
    """A source of labels, for the card; ``corpora`` are the readers' names, "standoff" the project's own labels."""

    name: str
    corpora: list[str]
    licence: str
    meaning: str


class HeadSettings(_Part):
    """The whole file; ``coder_worth`` says how freely heads may use the columns of `empathy.training.manners`."""

    name: str
    version: str
    kind: Literal["lexical", "stack"]
    seed: int
    reader_strength: Annotated[float, Field(gt=0)]
    head_strength: Annotated[float, Field(gt=0)]
    coder_worth: Annotated[float, Field(ge=0)] = 0.0
    other_worth: Annotated[float, Field(gt=0, le=1)]
    kin: dict[str, list[str]] = {}
    by_presence: list[str] = []
    speech: bool
    doubt_accuracy: Annotated[float, Field(gt=0, lt=1)]
    doubt_accuracy_others: Annotated[float, Field(gt=0, lt=1)]
    blind: list[Blind] = []
    network: Network | None = None
    course: Course | None = None
    heads: dict[str, str]
    data: list[Source]


def read_head_settings(path: Path) -> HeadSettings:
    """Read a training configuration.

    Raises:
        ConfigError: naming the key at fault, or the markers without a head.
    """
    settings = read_config(path, HeadSettings)
    missing = set(codebook().ids) ^ set(settings.heads)
    if missing:
        raise ConfigError(f"heads: expected the codebook's markers, differing: {sorted(missing)}", path=path)
    _see_heads(settings, path)
    return settings


def _see_heads(settings: HeadSettings, path: Path) -> None:
    """See that the networks share decisions that there are; those over sessions, of AnnoMI's experts alone."""
    tasks = settings.heads | {decision: task for decision, (task, _) in MEASURED.items()}
    for name, part in (("network", settings.network), ("course", settings.course)):
        unknown = sorted(set(part.heads) - set(tasks)) if part is not None else []
        if unknown:
            raise ConfigError(f"{name}: heads: expected markers or {sorted(MEASURED)}, got: {unknown}", path=path)
    for head in settings.course.heads if settings.course is not None else ():
        # the manners that they learn are those of AnnoMI's coders
        if tasks[head].startswith(PREFIX):
            raise ConfigError(f"course: heads: expected decisions of AnnoMI's experts, got: {head!r}", path=path)


def is_head_settings(path: Path) -> bool:
    """Whether a configuration is one of heads, told by its ``kind``; an encoder's recipe has none."""
    return "kind" in read_toml(path)
