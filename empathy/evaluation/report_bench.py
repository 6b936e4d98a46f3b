"""What one report costs: the whole process, from the command to the page, its seconds and its peak memory."""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from empathy.errors import EmpathyError

# Runs the command as a child of a fresh interpreter, which alone can tell that child's peak memory.
_PROBE = """
import json, resource, subprocess, sys, time
began = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
seconds = time.perf_counter() - began
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps({"code": code, "seconds": seconds, "mib": peak / 1024}))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCost:
    """Cost of one `empathy report` to HTML: median and worst seconds, worst peak resident memory in MiB."""

    transcript: str
    utterances: int
    runs: int
    seconds_median: float
    seconds_worst: float
    mib_worst: float


def measure_report(transcript: Path, *, runs: int = 5) -> ReportCost:
    """Run the command ``runs`` times on one transcript and return what it cost.

    Raises:
        EmpathyError: when the command fails.
    """
    from empathy.ingest import read

    results = [_one(transcript) for _ in range(runs)]
    seconds = [r["seconds"] for r in results]
    return ReportCost(
        transcript=transcript.name,
        utterances=len(read(transcript).utterances),
        runs=runs,
        seconds_median=round(statistics.median(seconds), 2),
        seconds_worst=round(max(seconds), 2),
        mib_worst=round(max(r["mib"] for r in results), 1),
    )


def as_markdown(cost: ReportCost) -> str:
    """Return the cost as a Markdown table."""
    head = "| transcript | utterances | runs | seconds, median | seconds, worst | peak MiB |"
    row = "| " + " | ".join(str(v) for v in asdict(cost).values()) + " |"
    return "\n".join([head, "|---|---|---|---|---|---|", row])


def _one(transcript: Path) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "empathy", "report", str(transcript), "-o", str(Path(folder) / "x.html")]
        time.sleep(0.2)  # let the machine come to rest between runs
        done = subprocess.run([sys.executable, "-c", _PROBE, *command], capture_output=True, text=True, check=True)
    result: dict[str, float] = json.loads(done.stdout)
    if result["code"] != 0:
        raise EmpathyError(f"`empathy report` failed on {transcript.name} with exit code {result['code']:.0f}")
    return result
