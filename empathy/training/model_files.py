"""Writing a trained model: stored parts, then the card that names their digests."""

import json
import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED

import skops.io

from empathy import confusion
from empathy.corpora.standoff import PREFIX
from empathy.features.lexical import Lexical
from empathy.markers.card import CARD, Card, Data, MarkerCard, Topic, sha256
from empathy.markers.catalogue import codebook
from empathy.markers.course import COURSE_FILE
from empathy.markers.lexical_file import LEXICAL_FILE, write_lexical
from empathy.markers.model import ENCODER, ENCODER_FILES, HEADS_FILE, LEXICAL, NETWORK
from empathy.markers.readings import LinearReader
from empathy.output import write_atomically
from empathy.training.dataset import Rows
from empathy.training.figures import figures, reliability, speech_figures, topic_figures
from empathy.training.folds import FOLDS, apart, assign_folds
from empathy.training.readers import reader_tasks
from empathy.training.settings import HeadSettings, Source

if TYPE_CHECKING:
    from empathy.training.fit import FittedHead
    from empathy.training.recurrent import Networks

_LABEL_RULE = (
    "The label is the value whose calibrated probability times its weight is greatest. Where the card gives a "
    "`presence`, the marker is present from that probability of its positive values together on, and the weights "
    "choose among these. Weights and presence are found on held-out folds: presence of yes by F1; that "
    "of a marker with kinds half way between the best κ of presence and as much presence as the coders found; "
    "weights by macro-F1; the main behaviour has none. So a label may have a probability "
    "under one half: probability is how often such labels are right, not why they were given."
)
_CODERS = (
    " The heads of AnnoMI's decisions were told which expert had coded while they learnt, and speak for the mean "
    "of the {coders}."
)
_DOUBT_RULE = (
    "A label is uncertain when its calibrated probability is under the marker's doubt for that value: the smallest "
    "probability above which held-out labels were right in the share asked for ({main:.1%} of the main behaviour, "
    "{others:.0%} of each value of another marker, of a rare one of all positives); above 1 means that no "
    "probability was enough, and every such label is uncertain. Kind labels beside words that judge the person, "
    "advice where words only lift a burden, and change or sustain talk in words that may speak of suicide, are "
    "uncertain as well (`configs/watch.toml`)."
)
_SPLIT = (
    "{folds} folds by conversation over all corpora at once (EPITOME: by seeker's post). Encoders, readers, heads, "
    "networks, calibration, weights and doubt used on a fold are fitted on the other folds; the vocabulary and the "
    "features' scale, which see no label, on all. The encoders' recipes and the heads' use of other tasks were "
    "chosen on one fold; that the shipped encoder is the mean of two, the n-grams' penalty, the networks' sizes, "
    "shares, penalties and passes, whether they learn from speech copies, the weight of the coders' columns, and "
    "the rules by which labels follow, among a few alternatives seen on all five, which flatters a little. "
    "Heads learn from what encoders say of utterances that these had not seen; such an encoder had seen the tested "
    "fold, and so had the heads on whose scores calibration, weights and doubt are fitted: both may flatter a "
    "little."
)
_APART = (
    " Folds go by session: {counts} share their recording or dialogue with a session of another fold, as part of "
    "it or as a second copy."
)
_LICENCE = (
    "The code is MIT. The weights were trained on texts of which some allow research and non-commercial use only: "
    "use the model for research, teaching and practice without commercial purpose."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """Everything a model's folder is made of."""

    settings: HeadSettings
    rows: Rows
    lexical: Lexical
    reader: LinearReader
    heads: Mapping[str, "FittedHead"]
    course: "Networks | None" = None
    encoder: Path | None = None


def write_model(trained: Trained, out: Path) -> None:
    """Write the stored parts and the card into ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    write_lexical(trained.lexical, trained.reader, out / LEXICAL_FILE)
    markers = codebook().ids
    heads = {marker: trained.heads[marker].pipeline for marker in markers}
    networks = {NETWORK + marker: trained.heads[marker].network for marker in markers}
    heads |= {name: network for name, network in networks.items() if network is not None}
    skops.io.dump(heads, out / HEADS_FILE, compression=ZIP_DEFLATED, compresslevel=6)
    stored = [LEXICAL_FILE, HEADS_FILE]
    if trained.encoder is not None:
        for name in ENCODER_FILES:
            shutil.copyfile(trained.encoder / name, out / name)
        stored += ENCODER_FILES
    if trained.course is not None:
        from empathy.training.course_export import export_course

        export_course(trained.course, out / COURSE_FILE)
        stored.append(COURSE_FILE)
    card = _card(trained, {name: sha256(out / name) for name in stored})
    text = json.dumps(card.model_dump(), indent=1, ensure_ascii=False)
    write_atomically(out / CARD, text + "\n")


def _card(trained: Trained, files: dict[str, str]) -> Card:
    settings = trained.settings
    libraries = ["scikit-learn", "skops", "numpy", *(["torch"] if trained.course is not None else [])]
    readers = [LEXICAL] if trained.encoder is None else [LEXICAL, ENCODER]
    heads = {name: _marker_card(name, head, trained) for name, head in trained.heads.items()}
    return Card(
        name=settings.name,
        version=settings.version,
        kind=settings.kind,
        codebook=codebook().version,
        cues=trained.lexical.cues.version,
        seed=settings.seed,
        split=_SPLIT.format(folds=FOLDS) + _apart(trained.rows),
        licence=_LICENCE,
        label_rule=_LABEL_RULE + _coders(trained),
        doubt_rule=_DOUBT_RULE.format(main=settings.doubt_accuracy, others=settings.doubt_accuracy_others),
        libraries={name: version(name) for name in libraries},
        files=files,
        readers={name: reader_tasks() for name in readers},
        features=list(trained.lexical.names),
        data=[_data(source, trained.rows) for source in settings.data],
        markers={name: entry for name, entry in heads.items() if name in codebook().ids},
        beside={name: entry.figures for name, entry in heads.items() if name not in codebook().ids},
        topics=_topics(trained),
    )


def _apart(rows: Rows) -> str:
    """Say how many sessions have a part or a copy of them in another fold, where there are any."""
    counts = Counter(corpus for corpus, _ in apart(rows.sessions, assign_folds(rows.sessions)))
    told = ", ".join(f"{count} of {corpus}" for corpus, count in sorted(counts.items()))
    return _APART.format(counts=told) if told else ""


def _coders(trained: Trained) -> str:
    """Say that heads knew who coded, where they did."""
    coders = len(set(trained.rows.coder.tolist()) - {""})
    return _CODERS.format(coders=coders) if coders and trained.settings.coder_worth else ""


def _marker_card(name: str, head: "FittedHead", trained: Trained) -> MarkerCard:
    seed, held = trained.settings.seed, head.measure(trained.rows)
    copies = head.measure(trained.rows, speech=True)
    spoken = speech_figures(name, copies, seed=seed) if len(copies.truth) else {}
    return MarkerCard(
        values=list(head.values),
        task=head.task,
        features=list(head.features),
        slope=head.decision.slope,
        shift=list(head.decision.shift),
        weights=list(head.decision.weights),
        doubt=list(head.decision.doubt),
        presence=head.decision.presence,
        network=head.share,
        course=head.course,
        examples=dict(Counter(str(label) for label in head.truth if label)),
        figures=figures(name, held, seed=seed) | spoken,
        confusion=confusion.counts(held.truth, held.labels, len(held.values)).astype(int).tolist(),
        reliability=reliability(held),
    )


def _topics(trained: Trained) -> list[Topic]:
    held = trained.heads["behaviour"].measure(trained.rows)
    topics = [trained.rows.sessions[place].metadata.get("topic", "") for place in held.session.tolist()]
    return topic_figures(held, topics)


def _data(source: Source, rows: Rows) -> Data:
    if source.corpora == ["standoff"]:
        count = sum(any(t.startswith(PREFIX) for t in u.codes) for s in rows.sessions for u in s.utterances)
    else:
        count = sum(len(s.utterances) for s in rows.sessions if s.corpus in source.corpora)
    return Data(name=source.name, utterances=count, licence=source.licence, meaning=source.meaning)
