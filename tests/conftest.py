"""Fixtures that several packages share."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "data"))


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory):
    """Return the folder of a tiny model, trained on sentences of our own; its held-out scores lie beside it."""
    from tiny import train_tiny

    folder = tmp_path_factory.mktemp("models") / "tiny"
    return train_tiny(folder, oof=folder.parent / "oof.parquet")
