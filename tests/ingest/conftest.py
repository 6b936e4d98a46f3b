"""Files to read, made on the spot from texts written for these tests."""

from pathlib import Path

import pytest

from empathy.transcript import Transcript

SECRET = "marmalade"  # stands in texts that must not show up in an error


@pytest.fixture
def file(tmp_path):
    """Write a file and return its path."""

    def write(name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def turns():
    """Return (speaker, text) of each utterance."""

    def of(transcript: Transcript) -> list[tuple[str, str]]:
        return [(u.speaker, u.text) for u in transcript.utterances]

    return of


@pytest.fixture
def counts():
    """Return the units read, merged, and empty: set aside, or left in their place without text."""

    def of(transcript: Transcript) -> tuple[int, int, int]:
        reading = transcript.reading
        assert reading.units - reading.merged - reading.empty == sum(bool(u.text) for u in transcript.utterances)
        return reading.units, reading.merged, reading.empty

    return of


@pytest.fixture
def secret() -> str:
    return SECRET
