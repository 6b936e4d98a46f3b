"""A training recipe: what `empathy train` reads from a TOML file."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from empathy.configfile import read_config

Share = Annotated[float, Field(ge=0, le=1)]
# See `empathy.training.bodies`.
BodyName = Literal["minilm", "mpnet"]


class Recipe(BaseModel):
    """Settings of one training run; the names of the TOML file's keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    # Which pretrained body is trained; one that is not shipped can only teach.
    body: BodyName = "minilm"
    seed: int = 1
    epochs: Annotated[float, Field(gt=0)] = 4
    batch_tokens: Annotated[int, Field(ge=128)] = 1400
    chunk_tokens: Annotated[int, Field(ge=64)] = 500
    rate: float = 2e-4
    head_rate: float = 1e-3
    layer_decay: Share = 0.85
    warmup: Share = 0.06
    weight_decay: float = 0.01
    smoothing: Share = 0.08
    rationale_weight: float = 0.3
    consistency: float = 0.0
    average: Share = 0.995
    frozen_layers: Annotated[int, Field(ge=0)] = 0
    dropout: Share = 0.1
    speech: Share = 0.25
    names: Share = 0.1
    alone: Share = 0.05
    # How often an epoch goes through a corpus, where not once.
    repeat: dict[str, Annotated[int, Field(ge=1)]] = {}
    # The share of earlier runs' beliefs in every target, and the weight of a belief where nobody coded; see
    # `empathy.training.teacher`.
    teacher_share: Share = 0.0
    teacher_uncoded: Share = 0.0


def read_recipe(path: Path) -> Recipe:
    """Read and check a recipe; an unknown or wrong key is an error that names it."""
    return read_config(path, Recipe)
