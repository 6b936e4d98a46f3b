"""What a run is scored with: the scorer and the identity that its outputs carry."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from empathy.batch.stage import Scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A scorer ready for work, and what tells it from any other (name, digest)."""

    scorer: Scores
    identity: Mapping[str, str]


Loader = Callable[[], Loaded]


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineLoader:
    """Loads the shipped pipeline; a plain value, so that it can be sent to another process or machine."""

    model: str | None = None

    def __call__(self) -> Loaded:
        """Load the pipeline.

        Raises:
            ModelError: when a part is missing, altered or does not fit.
        """
        from empathy.pipeline import load  # heavy, and not needed to plan a run

        pipeline = load(self.model)
        model = pipeline.scorer.model
        return Loaded(scorer=pipeline, identity={"name": model.name, "digest": model.digest})
