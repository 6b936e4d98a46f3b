"""What a training of heads is told: one TOML file, checked once."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from empathy.configfile import read_config, read_toml
from empathy.errors import ConfigError
from empathy.markers.catalogue import codebook


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
    return settings


def is_head_settings(path: Path) -> bool:
    """Whether a configuration is one of heads, told by its ``kind``; an encoder's recipe has none."""
    return "kind" in read_toml(path)
