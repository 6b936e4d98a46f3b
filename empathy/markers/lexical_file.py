"""The stored n-grams and their linear readers: plain arrays, read in a fraction of the time that objects take."""

from collections.abc import Iterable
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from empathy.errors import ModelError
from empathy.features.cues import Cues
from empathy.features.lexical import Lexical
from empathy.features.ngrams import STREAMS, Ngrams, restore
from empathy.markers.readings import LinearReader

LEXICAL_FILE = "lexical.npz"


def write_lexical(lexical: Lexical, reader: LinearReader, path: Path) -> None:
    """Store terms, inverse document frequencies, the features' scale and the readers' weights."""
    parts: dict[str, NDArray[np.generic]] = {
        "mean": lexical.mean,
        "scale": lexical.scale,
        "coef": reader.coef,
        "intercept": reader.intercept,
        "columns": _packed(reader.columns),
    }
    for name, vectorizer in lexical.ngrams.vectorizers.items():
        parts[f"{name}.terms"] = _packed(vectorizer.get_feature_names_out())
        parts[f"{name}.idf"] = vectorizer.idf_.astype(np.float32)
    np.savez_compressed(path, **parts)  # type: ignore[arg-type] # its stub takes allow_pickle for an array


def read_lexical(path: Path, cues: Cues) -> tuple[Lexical, LinearReader]:
    """Read what `write_lexical` stored.

    Raises:
        ModelError: the file is no such store, or lacks a part.
    """
    try:
        with np.load(path, allow_pickle=False) as stored:
            ngrams = {
                name: restore(name, _unpacked(stored[f"{name}.terms"]), stored[f"{name}.idf"]) for name in STREAMS
            }
            lexical = Lexical(
                cues=cues, ngrams=Ngrams(vectorizers=ngrams), mean=stored["mean"], scale=stored["scale"]
            )
            columns = tuple(_unpacked(stored["columns"]))
            return lexical, LinearReader(columns=columns, coef=stored["coef"], intercept=stored["intercept"])
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise ModelError(f"{path}: cannot be read as a stored model ({type(error).__name__})") from error


def _packed(terms: Iterable[str]) -> NDArray[np.uint8]:
    """Put terms, none of which holds a line's end, into one array of bytes."""
    return np.frombuffer("\n".join(terms).encode(), dtype=np.uint8)


def _unpacked(packed: NDArray[np.uint8]) -> list[str]:
    return packed.tobytes().decode().split("\n")
