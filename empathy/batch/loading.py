"""What a run is scored with: the scorer and the identity that its outputs carry."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from empathy.batch.digests import folder_digest
from empathy.batch.stage import Scores
from empathy.markers.catalogue import Marker
from empathy.markers.scores import ScoredTranscript
from empathy.transcript import Transcript


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A scorer ready for work, what tells it from any other (name, digest), and a programme's own markers."""

    scorer: Scores
    identity: Mapping[str, str]
    own: tuple[Marker, ...] = ()


Loader = Callable[[], Loaded]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardedScorer:
    """A scorer that hands nothing on in which a likely identifier is left, unless that is allowed."""

    scorer: Scores
    allow_residual: bool = False

    def score(self, transcript: Transcript) -> ScoredTranscript:
        """Anonymize, score and scan one session.

        Raises:
            LeakError: with places and kinds; the session then stands among the failures.
        """
        from empathy.anonymize.residual import require_clean, scan_session

        scored = self.scorer.score(transcript)
        if not self.allow_residual:
            require_clean(scan_session(scored.transcript), target="leak check")
        return scored


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineLoader:
    """Loads the shipped pipeline; a plain value, so that it can be sent to another process or machine."""

    model: str | None = None
    allow_residual: bool = False

    def __call__(self) -> Loaded:
        """Load the pipeline.

        Raises:
            ModelError: when a part is missing, altered or does not fit.
        """
        from empathy.markers.model import model_folder
        from empathy.pipeline import load  # heavy, and not needed to plan a run

        # one thread each: workers share the cores, and a forked process has no threads of its parent
        pipeline = load(self.model, threads=1)
        digest = folder_digest(model_folder(self.model))
        if pipeline.own:  # own markers stand on another model: both make the scores
            digest += folder_digest(model_folder(pipeline.own.card.base or None))
        own = pipeline.own.markers if pipeline.own else ()
        identity = {"name": pipeline.scorer.model.name, "digest": digest}
        if self.allow_residual:  # recorded: the manifest carries the identity
            identity["leak check"] = "findings allowed by --allow-residual"
        return Loaded(
            scorer=GuardedScorer(scorer=pipeline, allow_residual=self.allow_residual), identity=identity, own=own
        )
