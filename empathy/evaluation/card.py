"""The model card as a page: everything in it comes from ``card.json``, the words around it from here."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from empathy.apa import coefficient
from empathy.evaluation.card_sections import Section, stored_sections
from empathy.evaluation.model_bench import as_markdown
from empathy.markers.card import Card, MarkerCard, read_card
from empathy.output import write_atomically

README = "README.md"
PLOT = "calibration.svg"
_FEW = 100

_USE = """## Intended use

A mirror for practice: to show trainees, trainers and researchers, on transcripts of **practice sessions and
role-plays in English**, where a helper's words carry markers of empathy, with the words that made each label
and with its doubt. Read a label as a pointer to a moment worth talking about.

## Misuse

Do not use it to grade, hire, license, rank or monitor people, to judge real therapy, or to tell anything about
a client. Do not read a session's numbers without their intervals. Markers are a small part of empathy: tone,
timing, silence and the relationship are not in a transcript, and a skilled answer may carry no marker at all."""

_FAILURES = """## Known failures

- Labels of rare markers (see the table) rest on few examples; where the held-out figure is weak the reports say so.
- Simple and complex reflections are told apart hardly better than by people, who rarely agree on them either.
- Most sessions were coded by one person: part of the disagreement counted here is noise of the labels.
- The speech was role-played, in English, mostly on health behaviour; the written part is peer support. Other
  fields, dialects and cultures of helping were not measured.
- Insults and shaming can be told as validation, warmth or reflection: confronting is rare in what was coded. Beside
  words of a list (`configs/watch.toml`) such labels are in doubt and never praised, but they stand.
- Nothing here assesses risk. The report names turns whose words may speak of suicide or self-harm, from a list; it
  misses others, and despair in other words can be taken for change talk.
- That a choice is the client's own ("it's your decision") is often told as a reflection or missed, which makes R:Q
  and MI-adherent err.
- A change that a client refuses in words of change ("I'm not going to stop") can be taken for change talk.
- The stand-off labels were made in machine-assisted passes; figures against them flatter.
- `tests/cases` holds sentences of our own for every marker, those that the model gets wrong marked as such."""


def as_page(card: Card, sections: Sequence[Section] = ()) -> str:
    """Return the model card as Markdown, with sections from figures that are stored beside it."""
    parts = [
        f"# Model card: {card.name} {card.version}",
        _overview(card),
        _USE,
        "## Data\n\n" + "\n".join(_data(card)),
        f"## Split\n\n{card.split}",
        "## Held-out figures\n\nIntervals are 95 % bootstrap intervals over conversations.\n\n" + as_markdown(card),
        "## Every marker\n\n" + "\n".join(_markers(card)),
        "## How a label and its doubt are decided\n\n" + f"{card.label_rule}\n\n{card.doubt_rule}",
        "## Calibration\n\nProbability said (across) and share that came true (up), ten bins of as many utterances "
        f"each.\n\n![Calibration of every marker]({PLOT})",
        "## Text in the manner of a speech recogniser\n\nThe same utterances lower-cased, without punctuation, "
        "with fillers, repeats and lost words.\n\n" + "\n".join(_speech(card)),
        "## By topic\n\n" + "\n".join(_topics(card)),
        "## Confusion\n\nRows are the coders' values, columns the labels; held-out utterances.\n\n"
        + "\n\n".join(_confusion(name, entry) for name, entry in card.markers.items() if entry.confusion),
        *(f"## {title}\n\n{text}" for title, text in sections),
        _FAILURES,
    ]
    return "\n\n".join(parts) + "\n"


def _overview(card: Card) -> str:
    what = (
        "n-grams and counted features in linear heads"
        if card.kind == "lexical"
        else "a small transformer (all-MiniLM-L6-v2, fine-tuned, int8) and n-grams, read together by linear heads "
        "and, for the decisions of AnnoMI's experts, small networks over the turns around and recurrent ones over "
        "the session"
    )
    libraries = ", ".join(f"{name} {version}" for name, version in card.libraries.items())
    return (
        f"What it is: {what}. It scores {len(card.markers)} markers of the codebook {card.codebook} in every "
        f"utterance and names the words that made each label. Seed {card.seed}; trained with {libraries}.\n\n"
        f"Licence: {card.licence}"
    )


def _data(card: Card) -> Iterator[str]:
    yield "| source | utterances | licence | what it means |"
    yield "|---|---|---|---|"
    for data in card.data:
        yield f"| {data.name} | {data.utterances:,} | {data.licence} | {data.meaning} |"


def _markers(card: Card) -> Iterator[str]:
    yield "| marker | learnt from | positives | F1 | κ | ECE | sure: right | sure: share | in doubt under |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for name, entry in card.markers.items():
        positives = sum(count for value, count in entry.examples.items() if value != entry.values[0])
        main = entry.main[1].value if entry.main else float("nan")
        cells = [entry.figures[key].value for key in ("κ", "ECE", "sure: right", "sure: share")]
        doubts = entry.doubt if len(set(entry.doubt)) > 1 else entry.doubt[:1]
        doubt = " / ".join(coefficient(d) if d <= 1 else "always" for d in doubts)
        yield (
            f"| {name} | {entry.task} | {positives:,}{' (few)' if positives < _FEW else ''} | "
            + " | ".join(map(coefficient, (main, *cells)))
            + f" | {doubt} |"
        )


def _speech(card: Card) -> Iterator[str]:
    yield "| decision | measure | clean | as speech |"
    yield "|---|---|---|---|"
    for name, entry in card.markers.items():
        for measure in ("κ", "κ present"):
            if name in ("behaviour", "question", "reflection", "talk") and f"speech: {measure}" in entry.figures:
                clean, speech = entry.figures[measure].value, entry.figures[f"speech: {measure}"].value
                yield f"| {name} | {measure} | {coefficient(clean)} | {coefficient(speech)} |"


def _topics(card: Card) -> Iterator[str]:
    yield "| topic of AnnoMI | sessions | utterances | main behaviour κ | macro-F1 |"
    yield "|---|---|---|---|---|"
    for topic in sorted(card.topics, key=lambda t: -t.utterances):
        yield (
            f"| {topic.topic} | {topic.sessions} | {topic.utterances} | {coefficient(topic.kappa)} "
            f"| {coefficient(topic.macro_f1)} |"
        )


def _confusion(name: str, entry: MarkerCard) -> str:
    lines = [f"| {name} | " + " | ".join(entry.values) + " |", "|---" * (len(entry.values) + 1) + "|"]
    for value, counts in zip(entry.values, entry.confusion, strict=True):
        lines.append(f"| **{value}** | " + " | ".join(map(str, counts)) + " |")
    return "\n".join(lines)


def calibration_plot(card: Card) -> str:
    """Return small reliability diagrams of every marker as one SVG, readable in light and dark."""
    side, gap, across = 90, 34, 6
    down = -(-len(card.markers) // across)
    width, height = across * (side + gap) + gap, down * (side + gap) + gap
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        'aria-label="Reliability diagrams" font-family="sans-serif" font-size="9">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for place, (name, entry) in enumerate(card.markers.items()):
        x, y = gap + place % across * (side + gap), gap + place // across * (side + gap)
        points = [(x + said * side, y + side - true * side) for said, true, _ in entry.reliability]
        line = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
        parts += [
            f'<text x="{x}" y="{y - 6}" fill="#222">{name}</text>',
            f'<rect x="{x}" y="{y}" width="{side}" height="{side}" fill="none" stroke="#bbb"/>',
            f'<path d="M{x} {y + side}L{x + side} {y}" stroke="#bbb" stroke-dasharray="3 3"/>',
            f'<polyline points="{line}" fill="none" stroke="#0b6e6e" stroke-width="1.5"/>',
            *(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="1.8" fill="#0b6e6e"/>' for a, b in points),
        ]
    return "\n".join([*parts, "</svg>"]) + "\n"


def write_page(folder: Path) -> None:
    """Write the page and its plot beside a model's ``card.json``.

    Raises:
        ModelError: when the card is missing or does not fit.
    """
    card = read_card(folder)
    write_atomically(folder / PLOT, calibration_plot(card))
    write_atomically(folder / README, as_page(card, stored_sections(folder)))
