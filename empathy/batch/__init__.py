"""Score whole corpora: one plan, one stage function, two engines, outputs that survive a kill.

    inputs -> Source -> Group -> Chunk -> Stage -> Receipt -> finish

A chunk is the unit of everything: it is scored whole, written whole, and its make-up depends on the inputs
alone, so that workers, engines and interruptions leave no trace in the results.
"""

from empathy.batch.run import BatchResult, run_batch

__all__ = ["BatchResult", "run_batch"]
