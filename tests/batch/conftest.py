import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # for what the tests share with subprocesses and Ray's workers

from batch_helpers import turns


@pytest.fixture
def corpus(tmp_path):
    """Text files, a CSV with several sessions, and files that fail each in its own way."""
    rng = random.Random(7)
    folder = tmp_path / "in"
    (folder / "deeper").mkdir(parents=True)
    for number in range(12):
        place = folder / ("deeper" if number % 3 else ".") / f"s{number:02d}.txt"
        place.write_text("\n".join(f"{who}: {text}" for who, text in turns(rng, rng.randint(4, 12))))
    rows = ["session,speaker,text"]
    for session in range(9):
        rows += [f"c{session},{who},{text}" for who, text in turns(rng, 8)]
    (folder / "many.csv").write_text("\n".join(rows))
    (folder / "broken.txt").write_text("Therapist: a broken one\nClient: yes\n")
    (folder / "foreign.txt").write_text("Therapist: a foreign one\nClient: yes\n")
    (folder / "names.txt").write_text("Ann: hello there\nBob: hello\n")
    (folder / "noise.txt").write_bytes(bytes(range(256)) * 4)
    (folder / "README.md").write_text("# What this is\nTherapist: read me, please.\n")
    (folder / "deeper" / "roles.toml").write_text('"Ann" = "helper"\n')
    return folder


@pytest.fixture
def small_chunks(monkeypatch):
    monkeypatch.setattr("empathy.batch.chunks.CHUNK_UTTERANCES", 20)
    monkeypatch.setattr("empathy.batch.sources.GROUP_BYTES", 600)
