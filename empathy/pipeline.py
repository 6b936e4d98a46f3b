"""The whole way, visible at once: transcript -> anonymized -> scored -> summed up -> reported."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from empathy.anonymize import Anonymizer, AnonymizeSettings
from empathy.anonymize.result import AnonymizedTranscript
from empathy.ingest.roles import assign_roles
from empathy.markers import own_card
from empathy.markers.model import Model
from empathy.markers.own import OwnHeads, own_heads
from empathy.markers.own_features import Read
from empathy.markers.score import Scorer
from empathy.markers.scores import ScoredTranscript
from empathy.session.summarise import summarise
from empathy.session.summary import SessionReport
from empathy.transcript import Transcript


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """Everything loaded once; each session then goes the way alone, so that its result depends on it alone."""

    anonymizer: Anonymizer = field(repr=False)
    scorer: Scorer = field(repr=False)
    own: OwnHeads | None = field(default=None, repr=False)
    # what ``load`` was told: that is what goes to another process, where it is loaded again
    told: Mapping[str, object] | None = None

    def __reduce__(self) -> tuple[object, ...]:
        if self.told is None:
            raise TypeError("only what empathy.load() returned can be pickled")
        return partial(load, **self.told), ()  # type: ignore[arg-type]  # its own arguments

    def __deepcopy__(self, memo: object) -> "Pipeline":
        return self

    def anonymize(self, transcript: Transcript) -> AnonymizedTranscript:
        """Return the transcript without its identities; roles are read from names where they are not set.

        Raises:
            RolesError: when the speakers' names do not say who helps and who is helped.
            TypeError: what was given is no transcript, but its text or its path, say.
        """
        if not isinstance(transcript, Transcript):
            raise TypeError(f"expected a Transcript, got {type(transcript).__name__}; empathy.read(path) reads one")
        known = all(u.role is not None for u in transcript.utterances)
        return self.anonymizer.anonymize(transcript if known else assign_roles(transcript))

    def score(self, transcript: Transcript) -> ScoredTranscript:
        """Anonymize one session and score every marker of every utterance."""
        return self.score_anonymized(self.anonymize(transcript))

    def score_anonymized(self, anonymized: AnonymizedTranscript) -> ScoredTranscript:
        """Score every marker, own ones too, of every utterance of an anonymized session."""
        return self.own.mark(self.read(anonymized)) if self.own else self.scorer.score(anonymized)

    def read(self, anonymized: AnonymizedTranscript) -> Read:
        """Score an anonymized session, and keep what the encoder said of it: what own markers are learnt on."""
        scored, encoded = self.scorer.read(anonymized)
        return Read.of(scored, encoded)

    def pipe(self, transcripts: Iterable[Transcript]) -> Iterator[ScoredTranscript]:
        """Score many sessions, lazily, in order."""
        return map(self.score, transcripts)

    def report(self, transcript: Transcript) -> SessionReport:
        """Score one session and sum it up, with what the model's card says of its own weakness."""
        return self.report_scored(self.score(transcript))

    def report_scored(self, scored: ScoredTranscript) -> SessionReport:
        """Sum up a session that is scored already."""
        card, own = self.scorer.model.card, self.own.markers if self.own else ()
        figures = self.own.card.figures if self.own else {}
        shipped = {marker: text for marker, text in card.cautions().items() if marker not in figures}
        return SessionReport(
            scored=scored,
            summary=summarise(scored, own=own),
            cautions={**shipped, **own_card.cautions(figures)},
            figures={**card.held_out(), **own_card.held_out(figures)},
            own=own,
        )


def load(
    model: str | Path | None = None, *, settings: AnonymizeSettings | None = None, threads: int = 2
) -> Pipeline:
    """Load the anonymizer and a model: a shipped one by name, another (or own markers) by its folder.

    ``threads`` are the encoder's; the scores do not depend on them.

    Raises:
        ModelError: when a part is missing, altered or does not fit.
    """
    own, base = own_heads(model)
    loaded = Model.load(base, threads=threads)
    if own is not None:
        own.check_base(loaded.card)
    told = {"model": model, "settings": settings, "threads": threads}
    return Pipeline(anonymizer=Anonymizer.load(settings), scorer=Scorer(loaded), own=own, told=told)
