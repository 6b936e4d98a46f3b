"""What a corpus costs: throughput by workers, memory by size, start-up, and a bi-encoder beside it.

Every run is a process of its own (``python -m empathy.batch.bench``), so that start-up and peak memory are its own.
"""

import json
import random
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from empathy.ingest import find_files, iter_sessions
from empathy.transcript import Transcript

_SEED = 5
# Words that vary a repeated turn, so that no two are alike and no cache helps.
_VARIED = (
    "today",
    "really",
    "again",
    "at home",
    "this week",
    "you know",
    "somehow",
    "in the end",
    "for now",
    "once",
)
MILLION = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One process: utterances scored, workers, seconds in all and before the first session, peak memory in MiB.

    ``cpu`` is the processors' time of all processes together, which does not depend on what else the machine does;
    ``memory`` is the largest process's, ``scorer`` "model" or "none": then the way of the data is run with a scorer
    that costs nothing, which shows what batch itself takes.
    """

    utterances: int
    workers: int
    scorer: str
    seconds: float
    startup: float
    cpu: float
    memory: float

    @property
    def rate(self) -> float:
        """Utterances a second after the start."""
        return self.utterances / (self.seconds - self.startup)


def make_corpus(practice: Path, out: Path, utterances: int) -> int:
    """Write a CSV of at least so many utterances: the practice sessions repeated, every turn varied.

    Returns:
        The number written.
    """
    import csv

    rng, count = random.Random(_SEED), 0
    sessions = _practice(practice)
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["session", "speaker", "text"])
        number = 0
        while count < utterances:
            session = sessions[number % len(sessions)]
            for u in session.utterances:
                words = u.text.split()
                words.insert(rng.randrange(len(words) + 1), rng.choice(_VARIED))
                role = u.role.value if u.role else "other"
                writer.writerow([f"s{number:06d}", {"helper": "therapist"}.get(role, role), " ".join(words)])
                count += 1
            number += 1
    return count


def _practice(folder: Path) -> list[Transcript]:
    """Return the practice sessions whose speakers' names say their roles."""
    files, _ = find_files([folder])
    found = []
    for file in files:
        try:
            found += [t for t in iter_sessions(file) if all(u.role is not None for u in t.utterances)]
        except Exception:
            continue
    return found


def measure(corpus: Path, out: Path, *, workers: int, scorer: str) -> Run:
    """Run batch once in a process of its own."""
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-m", "empathy.batch.bench", str(corpus), str(out), str(workers), scorer]
    began = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds = time.monotonic() - began
    told = json.loads(done.stdout.splitlines()[-1])
    return Run(workers=workers, scorer=scorer, seconds=seconds, startup=seconds - told.pop("working"), **told)


def fit_line(runs: Sequence[Run]) -> tuple[float, float, float]:
    """Return the core-seconds of the start and of an utterance, and the greatest residual as a share of its run."""
    import numpy as np

    sizes, seconds = (np.array([getattr(r, part) for r in runs], dtype=float) for part in ("utterances", "cpu"))
    slope, base = np.polyfit(sizes, seconds, 1)
    residual = np.abs(base + slope * sizes - seconds) / seconds
    return float(base), float(slope), float(residual.max())


def bi_encoder_cost(pairs: int = 64) -> float:
    """Return the core-seconds an utterance of a RoBERTa-base bi-encoder laid out as EPITOME's (Sharma et al. 2020).

    For each of three mechanisms a post's and a reply's encoder of 64 tokens, batches of 32, PyTorch, one thread;
    random weights, which cost what trained ones do.
    """
    import torch
    from transformers import RobertaConfig, RobertaModel

    torch.set_num_threads(1)
    shape = RobertaConfig(vocab_size=50265, max_position_embeddings=514, type_vocab_size=1)
    post, reply = RobertaModel(shape), RobertaModel(shape)
    post.train(False)
    reply.train(False)
    ids = torch.randint(10, 50000, (32, 64))
    with torch.inference_mode():
        post(ids)
        began = time.process_time()
        for _ in range(pairs // 32):
            for _mechanism in range(3):
                post(ids)
                reply(ids)
    return (time.process_time() - began) / pairs


def as_markdown(runs: Sequence[Run], rival: float | None, *, core_hour: float) -> str:
    """Return the table of runs, and what follows from them; ``core_hour`` is the price of a core for an hour."""
    names = "utterances | workers | scorer | seconds | start-up | utterances a second | core-seconds | memory (MiB)"
    head = f"| {names} |"
    rows = [
        f"| {r.utterances:,} | {r.workers} | {r.scorer} | {r.seconds:.1f} | {r.startup:.1f} | {r.rate:.0f} "
        f"| {r.cpu:.1f} | {r.memory:.0f} |"
        for r in runs
    ]
    lines = [head, "| ---: " * 8 + "|", *rows, ""]
    model = [r for r in runs if r.scorer == "model"]
    single = [r for r in model if r.workers == 1]
    if len(single) > 2:
        base, slope, residual = fit_line(single)
        hours = slope * MILLION / 3600
        lines += [
            f"- core-seconds = {base:.1f} + {slope:.5f} × utterances; greatest residual {residual:.1%}.",
            f"- A million utterances: {hours:.1f} core-hours, {hours * core_hour:.2f} at {core_hour} a core-hour.",
            f"- Start-up is {base / (base + slope * single[-1].utterances):.1%} of the largest run.",
        ]
    for r in (r for r in model if r.workers > 1):
        same = next((s for s in single if s.utterances == r.utterances), None)
        if same:
            spent = f"{r.cpu / same.cpu:.2f} times the core-seconds"
            lines.append(f"- {r.workers} workers: {r.rate / same.rate:.2f} times the rate of one, for {spent}.")
    if rival and len(single) > 2:
        times = rival / fit_line(single)[1]
        lines.append(f"- RoBERTa-base bi-encoder: {rival:.3f} core-seconds an utterance, {times:.0f} times ours.")
    return "\n".join(lines)


def raw(runs: Sequence[Run], rival: float | None) -> dict[str, Any]:
    """Return the figures as JSON can hold them."""
    return {"runs": [asdict(run) for run in runs], "bi_encoder": rival}


def _child(corpus: str, out: str, workers: str, scorer: str) -> None:
    from empathy.batch.idle import IdleLoader
    from empathy.batch.loading import PipelineLoader
    from empathy.batch.run import EngineOptions, run_batch

    loader = PipelineLoader() if scorer == "model" else IdleLoader()
    loaded = loader()
    began = time.monotonic()
    result = run_batch([corpus], out, loader=lambda: loaded, engine=EngineOptions(workers=int(workers)))
    working = time.monotonic() - began
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(usage.ru_utime + usage.ru_stime for usage in spent)
    peak = max(_high_water(), spent[1].ru_maxrss / 1024 if int(workers) > 1 else 0.0)
    sys.stdout.write(
        json.dumps({"utterances": result.scored, "working": working, "cpu": cpu, "memory": peak}) + "\n"
    )


def _high_water() -> float:
    """Return this process's greatest resident memory in MiB.

    Linux's own mark: ``ru_maxrss`` would begin with that of the process which started this one.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    _child(*sys.argv[1:])
