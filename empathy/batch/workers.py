"""The local engine: chunks scored here or by a few processes, each with one thread and shared model memory."""

import ctypes
import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from typing import Any

from empathy.batch.chunks import Chunk
from empathy.batch.stage import Receipt
from empathy.errors import EmpathyError

_PR_SET_PDEATHSIG = 1  # <sys/prctl.h>
Work = Callable[[Chunk], Receipt]


def score_locally(
    chunks: Iterable[Chunk], stage: Work, make_stage: Callable[[], Work], *, workers: int
) -> Iterator[Receipt]:
    """Yield the chunks' receipts as they are finished, whatever the order.

    With one worker everything happens in this process. With more, processes are forked from this one with its
    stage, so that they share the model's memory; where the system cannot fork, each makes its own stage.

    Raises:
        EmpathyError: what a worker raised, or that one was killed.
    """
    if workers <= 1:
        yield from map(stage, chunks)
        return
    crew = _Crew(stage, make_stage, workers)
    try:
        yield from crew.run(iter(chunks))
    finally:
        crew.stop()


class _Crew:
    """Processes that wait for chunks at the end of a pipe."""

    def __init__(self, stage: Work, make_stage: Callable[[], Work], workers: int) -> None:
        forks = sys.platform == "linux"
        context: Any = multiprocessing.get_context("fork" if forks else "spawn")
        shared = stage if forks else None
        self._processes: dict[Connection, Any] = {}
        for _ in range(workers):
            ours, theirs = context.Pipe()
            # a forked child holds copies of the parent's ends; it has to close them to notice the parent's death
            inherited = [*self._processes, ours] if forks else []
            process = context.Process(
                target=_serve, args=(theirs, inherited, shared, make_stage), name="empathy-batch", daemon=True
            )
            process.start()
            theirs.close()
            self._processes[ours] = process

    def run(self, chunks: Iterator[Chunk]) -> Iterator[Receipt]:
        idle = list(self._processes)
        busy: set[Connection] = set()
        ahead = next(chunks, None)
        while ahead is not None or busy:
            while idle and ahead is not None:
                pipe = idle.pop()
                _hand_over(pipe, ahead)
                busy.add(pipe)
                ahead = next(chunks, None)
            for ready in wait(list(busy)):
                assert isinstance(ready, Connection)
                busy.discard(ready)
                idle.append(ready)
                yield self._result(ready)

    def stop(self) -> None:
        for pipe, process in self._processes.items():
            pipe.close()
            process.terminate()
        for process in self._processes.values():
            process.join(timeout=5)

    def _result(self, pipe: Connection) -> Receipt:
        try:
            result = pipe.recv()
        except (EOFError, ConnectionResetError):
            raise _killed() from None
        if isinstance(result, BaseException):
            raise result
        assert isinstance(result, Receipt)
        return result


def _hand_over(pipe: Connection, chunk: Chunk) -> None:
    try:
        pipe.send(chunk)
    except (BrokenPipeError, ConnectionResetError):
        raise _killed() from None


def _killed() -> EmpathyError:
    return EmpathyError(
        "a worker process was killed (out of memory?)\n"
        "  Nothing finished is lost: repeat the command, with fewer --workers if memory is short."
    )


def _serve(
    pipe: Connection, inherited: list[Connection], shared: Work | None, make_stage: Callable[[], Work]
) -> None:
    """Score chunks until the pipe closes, which it does when the parent ends, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    _die_with_parent()
    for other in inherited:
        other.close()
    try:
        work = shared or make_stage()
        while True:
            pipe.send(work(pipe.recv()))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except EmpathyError as error:
        pipe.send(error)
    except Exception as error:  # foreign errors may not survive pickling, and their text may quote the input
        pipe.send(EmpathyError(f"a worker failed ({type(error).__name__})"))


def _die_with_parent() -> None:
    """Ask Linux to end this process with its parent, so that a killed run leaves nothing at work."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
