"""What the tests of batch share with each other and with subprocesses."""

import pytest
from batch_fake import FakeLoader

from empathy.batch import run_batch
from empathy.batch.stage import Stage
from empathy.errors import OutputError

WORDS = ("I", "you", "feel", "sad", "work", "today", "really", "help", "think", "maybe", "time", "sorry", "hope")


def turns(rng, count):
    """Turns of a helper and a client by turns, of random words."""
    names = ("Therapist", "Client")
    return [(names[i % 2], " ".join(rng.choices(WORDS, k=rng.randint(2, 9))) + ".") for i in range(count)]


def run(corpus, out, **options):
    """A run with the fake model."""
    return run_batch([str(corpus)], str(out), loader=FakeLoader(), **options)


def stopped(corpus, out, monkeypatch, *, chunks=0, **options):
    """A run that ends after so many chunks."""
    whole, calls = Stage.__call__, iter(range(chunks))

    def stop(self, chunk):
        if next(calls, None) is None:
            raise OutputError("full")
        return whole(self, chunk)

    with monkeypatch.context() as patch:
        patch.setattr(Stage, "__call__", stop)
        with pytest.raises(OutputError):
            run(corpus, out, **options)
