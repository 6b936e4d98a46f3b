"""Who made a set of predictions, and whether they had learnt the corpus that they are compared with."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from empathy.corpora.spec import CorpusSpec
from empathy.evaluation.predictions import Predictions
from empathy.markers.card import Card, read_card
from empathy.markers.model import model_folder

_FLATTER = (
    "These figures flatter. The model's card has the held-out ones: those are what to expect of new sessions, and "
    "those to cite."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Predictions, the name that tables give them, and their model's card where it is known."""

    name: str
    predictions: Predictions
    card: Card | None


def card_of(output: Path) -> Card | None:
    """Return the card of the shipped model that wrote an output folder of batch; None where that cannot be told."""
    manifest = output / "manifest.json"
    if not manifest.is_file():
        return None
    found = json.loads(manifest.read_text(encoding="utf-8")).get("model", {}).get("name", "")
    card = read_card(model_folder(None))
    return card if found == f"{card.name}-{card.version}" else None


def learnt(runs: Sequence[Run], spec: CorpusSpec) -> Iterator[str]:
    """Yield a warning for each run whose model was trained on the corpus, by what the card says of its data."""
    for run in runs:
        card = run.card or read_card(model_folder(None))
        sizes = [data.utterances for data in card.data if _letters(data.name).startswith(_letters(spec.name))]
        if not sizes:
            continue
        known = f"{sum(sizes):,} utterances of {spec.title.partition(':')[0]}"
        if run.card is not None:
            yield f"Not how it does on new talk: {run.name} has learnt from {known}. {_FLATTER}"
        else:
            yield f"If a shipped model made {run.name}: it has learnt from {known}. {_FLATTER}"


def _letters(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())
