import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from batch_helpers import turns
from folder_contents import contents

PROGRAM = """
import sys, time
sys.path.insert(0, sys.argv[1])
import empathy.batch.chunks, empathy.batch.sources
empathy.batch.chunks.CHUNK_UTTERANCES = 20
empathy.batch.sources.GROUP_BYTES = 600
from batch_fake import FakeLoader
from empathy.batch import run_batch
from empathy.batch.run import EngineOptions
print("ready", flush=True)
run_batch([sys.argv[2]], sys.argv[3], loader=FakeLoader(), engine=EngineOptions(workers=2))
"""


def start(corpus, out):
    command = [sys.executable, "-c", PROGRAM, str(Path(__file__).parent), str(corpus), str(out)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.mark.slow
def test_killed_again_and_again_it_ends_as_if_never_killed(tmp_path):
    rng = random.Random(3)
    corpus = tmp_path / "in"
    corpus.mkdir()
    for number in range(60):
        (corpus / f"s{number:03d}.txt").write_text("\n".join(f"{w}: {t}" for w, t in turns(rng, 12)))
    assert start(corpus, tmp_path / "whole").wait() == 0
    receipts = tmp_path / "torn" / ".work" / "receipts"
    for target in (0, 2, 9, 20):
        process = start(corpus, tmp_path / "torn")
        while process.poll() is None and len(list(receipts.glob("*.json"))) < target:
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL, "it ended before it could be killed"
    assert start(corpus, tmp_path / "torn").wait() == 0
    assert contents(tmp_path / "torn") == contents(tmp_path / "whole")
