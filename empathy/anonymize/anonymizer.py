"""The way through: a raw transcript in, an anonymized one out; detect, resolve, redact."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from empathy.anonymize.detect import Detector
from empathy.anonymize.lexicon import Lexicon, load_lexicon
from empathy.anonymize.model import SpacyNames
from empathy.anonymize.overlaps import settle
from empathy.anonymize.persons import mention
from empathy.anonymize.presidio import load_presidio
from empathy.anonymize.redact import Passage, Pseudonyms, pseudonyms, redact
from empathy.anonymize.result import AnonymizedTranscript, AnonymizedUtterance
from empathy.anonymize.settings import AnonymizeSettings, load_settings
from empathy.anonymize.spans import Kind, Span
from empathy.anonymize.speakers import label_spans, session_spans
from empathy.language import load_pipeline
from empathy.transcript import Reading, Role, Transcript, Utterance

Originals = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Anonymizer:
    """Replaces what identifies people by placeholders, the same for the same person throughout a session.

    What it does to a session depends on that session alone.
    """

    detector: Detector

    @classmethod
    def load(cls, settings: AnonymizeSettings | None = None) -> "Anonymizer":
        """Load the word lists and the name model; without ``settings`` as ``configs/anonymize.toml`` says.

        Raises:
            ModelError: the spaCy pipeline is missing or not the one measured.
        """
        settings = settings or load_settings()
        model = SpacyNames(load_pipeline()) if settings.model else None
        numbers = load_presidio() if settings.strict else None
        return cls(detector=Detector(lexicon=load_lexicon(), settings=settings, model=model, numbers=numbers))

    @property
    def lexicon(self) -> Lexicon:
        """The word lists in use."""
        return self.detector.lexicon

    def anonymize(self, transcript: Transcript) -> AnonymizedTranscript:
        """Return the session without its identities."""
        return self.with_key(transcript)[0]

    def pipe(self, transcripts: Iterable[Transcript]) -> Iterator[AnonymizedTranscript]:
        """Yield each session anonymized, one at a time."""
        for transcript in transcripts:
            yield self.anonymize(transcript)

    def with_key(self, transcript: Transcript) -> tuple[AnonymizedTranscript, Originals]:
        """Return the anonymized session and what each placeholder stood for: for a key file alone."""
        labels = {s: self._label(s) for s in transcript.speakers}
        known = frozenset(
            w
            for p in labels.values()
            for s in p.spans
            for w in mention(p.text[s.start : s.end]).words
            if len(w) > 2
        )
        texts = [u.text for u in transcript.utterances]
        found = self.detector.detect(texts, known)
        passages = [Passage(text=t, spans=s) for t, s in zip(texts, found, strict=True)]
        in_order = [p for u, p in zip(transcript.utterances, passages, strict=True) for p in (labels[u.speaker], p)]
        title = self._session(transcript.session, in_order)
        # our notes are no speech, but may name a column or a speaker: what the user hides is hidden there too
        notes = [Passage(text=note, spans=settle(self.detector.always(note))) for note in transcript.reading.notes]
        names = pseudonyms([*in_order, title, *notes], self.lexicon)
        speakers: dict[str, str] = {}
        utterances = []
        for utterance, passage in zip(transcript.utterances, passages, strict=True):
            if utterance.speaker not in speakers:
                speakers[utterance.speaker] = redact(labels[utterance.speaker], names)[0]
            utterances.append(_anonymized(utterance, speakers[utterance.speaker], passage, names))
        session = redact(title, names)[0]
        result = AnonymizedTranscript(
            session=session,
            utterances=tuple(utterances),
            reading=_without_names(transcript.reading, [redact(note, names)[0] for note in notes], speakers, names),
        )
        return result, {placeholder: tuple(forms) for placeholder, forms in names.originals.items()}

    def _label(self, speaker: str) -> Passage:
        spans = label_spans(speaker, self.lexicon)
        return Passage(text=speaker, spans=settle([*spans, *self.detector.always(speaker)]))

    def _session(self, session: str, passages: list[Passage]) -> Passage:
        known = frozenset(
            word
            for p in passages
            for s in p.spans
            if s.kind is Kind.PERSON
            for word in mention(p.text[s.start : s.end]).words
            if len(word) > 2
        )
        spans = session_spans(session, known, self.lexicon, strict=self.detector.settings.strict)
        return Passage(text=session, spans=settle([*spans, *self.detector.always(session)]))


def _anonymized(utterance: Utterance, speaker: str, passage: Passage, names: Pseudonyms) -> AnonymizedUtterance:
    text, redactions = redact(passage, names)
    return AnonymizedUtterance(
        index=utterance.index,
        speaker=speaker,
        role=utterance.role or Role.OTHER,
        text=text,
        start=utterance.start,
        end=utterance.end,
        is_noise=utterance.is_noise,
        redactions=redactions,
    )


def _without_names(
    reading: Reading, notes: Iterable[str], speakers: Mapping[str, str], names: Pseudonyms
) -> Reading:
    """Return the reading with labels and names in its notes replaced: metadata hold no identity either."""
    forms = {form: placeholder for placeholder, all_forms in names.originals.items() for form in all_forms}
    table = {**forms, **speakers}
    if not reading.notes or not table:
        return reading
    pattern = re.compile(
        r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, table), key=len, reverse=True)) + r")(?!\w)"
    )
    return replace(reading, notes=tuple(pattern.sub(lambda m: table[m.group()], note) for note in notes))


__all__ = ["Anonymizer", "Originals", "Span"]
