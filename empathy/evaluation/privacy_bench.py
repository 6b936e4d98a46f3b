"""How much of what identifies is found, how many ordinary words are hidden wrongly, and at what speed.

``python -m empathy.evaluation.privacy_bench`` prints the figures; ``run_privacy_benchmark`` returns them. Presidio
with its defaults, on the same spaCy pipeline, is measured beside in the same run.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from empathy.anonymize.detect import Detector
from empathy.anonymize.lexicon import load_lexicon
from empathy.anonymize.model import SpacyNames
from empathy.anonymize.settings import AnonymizeSettings
from empathy.evaluation.privacy.annomi import FlipCount, annomi_flips, annomi_names, annomi_texts
from empathy.evaluation.privacy.judging import Stretch, Tally, judge
from empathy.evaluation.privacy.presidio_defaults import presidio_defaults
from empathy.evaluation.privacy.sentences import Sentence, sentences
from empathy.language import load_pipeline

# One session's texts in, the hidden stretches of each out.
Hider = Callable[[Sequence[str]], list[list[Stretch]]]
# The project's own bar: recall by group, and the most that may be hidden wrongly.
BAR: Final[Mapping[str, float]] = {"names": 0.97, "structured": 0.99, "addresses": 0.90, "all": 0.93}
MOST_WRONG: Final = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One anonymizer's figures: tallies by kind and group of sentence, utterances a second."""

    name: str
    kinds: Mapping[str, Tally]
    groups: Mapping[str, Tally]
    per_second: float

    @property
    def total(self) -> Tally:
        """All kinds together."""
        return sum(self.kinds.values(), Tally())


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """The labelled names of a corpus: found, labelled, utterances, and utterances a second."""

    name: str
    hider: str
    names: Tally
    utterances: int
    per_second: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyFigures:
    """What the benchmark yields."""

    split: str
    sentences: int
    measured: tuple[Measured, ...]
    corpora: tuple[Corpus, ...]
    flips: FlipCount | None = None

    @property
    def raw(self) -> dict[str, object]:
        """The figures as JSON may hold them."""
        return {
            "split": self.split,
            "sentences": self.sentences,
            "measured": [
                {
                    "name": m.name,
                    "per_second": round(m.per_second, 1),
                    "recall": round(m.total.recall, 4),
                    "over_redaction": round(m.total.over_redaction, 4),
                    "groups": {g: asdict(t) | {"recall": round(t.recall, 4)} for g, t in m.groups.items()},
                    "kinds": {k: asdict(t) | {"recall": round(t.recall, 4)} for k, t in m.kinds.items()},
                }
                for m in self.measured
            ],
            "corpora": [asdict(c) | {"recall": round(c.names.recall, 4)} for c in self.corpora],
            "flips": asdict(self.flips) if self.flips else None,
        }

    def failures(self) -> list[str]:
        """Return where our own figures miss the bar."""
        ours = self.measured[0]
        found = {g: t.recall for g, t in ours.groups.items()} | {"all": ours.total.recall}
        missed = [f"{g}: recall {found[g]:.3f} below {bar}" for g, bar in BAR.items() if found[g] < bar]
        if ours.total.over_redaction > MOST_WRONG:
            missed.append(f"over-redaction {ours.total.over_redaction:.3f} above {MOST_WRONG}")
        return missed + [
            f"{c.name}: names {c.names.recall:.3f}"
            for c in self.corpora
            if c.hider == ours.name and c.names.recall < BAR["names"]
        ]


def run_privacy_benchmark(
    corpora: Path | None = None,
    *,
    split: str = "test",
    per_kind: int = 50,
    beside: bool = True,
    flips: bool = False,
) -> PrivacyFigures:
    """Measure our anonymizer and, with ``beside``, Presidio's defaults.

    Args:
        corpora: the folder that holds ``annomi/``; without it only the generated sentences are measured.
        split: ``test``; ``tuning`` is what the recognizers were written with.
        per_kind: sentences of each kind.
        beside: whether Presidio is measured as well.
        flips: whether AnnoMI is scored before and after by the shipped model.
    """
    made = sentences("tuning" if split == "tuning" else "test", per_kind=per_kind)
    hiders: dict[str, Hider] = {"empathy": our_hider()}
    if beside:
        hiders["Presidio, defaults"] = presidio_defaults()
    measured = tuple(_measure(name, hider, made) for name, hider in hiders.items())
    found = tuple(_annomi(name, hider, corpora) for name, hider in hiders.items()) if corpora else ()
    return PrivacyFigures(
        split=split,
        sentences=len(made),
        measured=measured,
        corpora=found,
        flips=annomi_flips(corpora) if corpora and flips else None,
    )


def our_hider() -> Hider:
    """Return the project's own anonymizer as a function, at the standard level."""
    detector = Detector(lexicon=load_lexicon(), settings=AnonymizeSettings(), model=SpacyNames(load_pipeline()))
    return lambda texts: [[(s.start, s.end) for s in spans] for spans in detector.detect(texts)]


def _measure(name: str, hider: Hider, made: Sequence[Sentence]) -> Measured:
    """Judge each sentence as a session of its own: nothing else gives its names away."""
    hider(["I told Ann about it."])  # loads what loads lazily, outside the clock
    began = time.perf_counter()
    hidden = [hider([sentence.text])[0] for sentence in made]
    seconds = time.perf_counter() - began
    kinds: dict[str, Tally] = {}
    groups: dict[str, Tally] = {}
    for sentence, stretches in zip(made, hidden, strict=True):
        tally = judge(sentence.text, sentence.gold, stretches)
        kinds[sentence.kind] = kinds.get(sentence.kind, Tally()) + tally
        groups[sentence.group] = groups.get(sentence.group, Tally()) + tally
    return Measured(name=name, kinds=kinds, groups=groups, per_second=len(made) / seconds)


def _annomi(name: str, hider: Hider, corpora: Path) -> Corpus:
    texts = annomi_texts(corpora)
    gold = annomi_names()
    names, count = Tally(), 0
    began = time.perf_counter()
    for transcript, utterances in texts.items():
        hidden = hider(list(utterances.values()))
        count += len(utterances)
        for (utterance, text), stretches in zip(utterances.items(), hidden, strict=True):
            names += judge(text, gold.get((transcript, utterance), ()), stretches)
    return Corpus(
        name="AnnoMI, shared part",
        hider=name,
        names=names,
        utterances=count,
        per_second=count / (time.perf_counter() - began),
    )


def as_markdown(figures: PrivacyFigures) -> str:
    """Return the figures as Markdown tables."""
    names = [m.name for m in figures.measured]
    kinds = len(figures.measured[0].kinds)
    head = f"{figures.sentences} generated sentences of {kinds} kinds, `{figures.split}` templates."
    lines = [head, "", _row(["recall", "stretches", *names]), _row(["---"] * (2 + len(names)))]
    for group in (g for g, t in figures.measured[0].groups.items() if t.spans):
        lines.append(_row([group, figures.measured[0].groups[group].spans, *_recalls(figures, group)]))
    totals = [m.total for m in figures.measured]
    lines.append(_row(["**all**", totals[0].spans, *(f"**{t.recall:.3f}**" for t in totals)]))
    lines.append(
        _row(["ordinary words hidden wrongly", totals[0].words, *(f"{t.over_redaction:.2%}" for t in totals)])
    )
    lines.append(_row(["utterances a second", "", *(f"{m.per_second:.0f}" for m in figures.measured)]))
    lines += ["", _row(["kind of sentence", *names]), _row(["---"] * (1 + len(names)))]
    for kind in (k for k, t in figures.measured[0].kinds.items() if t.spans):
        lines.append(_row([kind.replace("_", " "), *(f"{m.kinds[kind].recall:.2f}" for m in figures.measured)]))
    if figures.corpora:
        lines += ["", _row(["corpus", "", "names labelled", "found", "utterances a second"]), _row(["---"] * 5)]
        lines += [
            _row([c.name, c.hider, c.names.spans, f"{c.names.recall:.3f}", f"{c.per_second:.0f}"])
            for c in figures.corpora
        ]
    if figures.flips:
        lines += ["", figures.flips.told]
    return "\n".join(lines)


def _recalls(figures: PrivacyFigures, group: str) -> list[str]:
    return [f"{m.groups[group].recall:.3f}" for m in figures.measured]


def _row(cells: Iterable[object]) -> str:
    return "| " + " | ".join(str(c) for c in cells) + " |"
