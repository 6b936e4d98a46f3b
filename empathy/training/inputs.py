"""Labelled sessions as batches: chunks of conversation, augmentation, targets and masks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from empathy.corpora.epitome import MECHANISMS
from empathy.corpora.session import LabelledSession, LabelledUtterance
from empathy.features.layout import EncoderInput, Layout, Part, Rectangle
from empathy.features.wordpieces import Tokens
from empathy.training.speech import Origins, as_speech, hide_names
from empathy.training.tasks import TASKS, columns
from empathy.training.teacher import Key, Teacher

Array = NDArray[np.float32]
# A chunk reads some turns around those it learns from, so that their context is there.
_TURNS_BEFORE, _TURNS_AFTER = 3, 1
# See `_even`.
_EVEN_TOKENS, _EVEN_ROWS, _EVEN_AROUND = 256, 8, 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Augmentation:
    """Chances of each change, drawn for every chunk (`speech`, `names`) or utterance (`alone`)."""

    speech: float
    names: float
    alone: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A stretch of a session: all its turns, and which of them are learnt from."""

    session: LabelledSession
    first: int
    last: int
    learn: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One step's input with its targets.

    `targets` and `weights` [U, columns], weight 0 where neither coded nor believed; `rationales` [N, mechanisms]
    holds 1 for a marked wordpiece, 0 for another of the same utterance, -1 where nothing was marked; `keys` [U].
    """

    input: EncoderInput
    targets: Array
    weights: Array
    rationales: Array
    keys: tuple[Key, ...]


def soft_targets(codes: Mapping[str, Sequence[str]]) -> tuple[Array, Array]:
    """The annotators' shares of each label, and the tasks' weights, a value a column."""
    places = columns()
    width = max(place.stop for place in places.values())
    targets, weights = np.zeros(width, np.float32), np.zeros(width, np.float32)
    for task in TASKS:
        labels = codes.get(task.name)
        if not labels:
            continue
        shares = [sum(label == each for label in labels) / len(labels) for each in task.labels]
        targets[places[task.name]] = shares[1] if task.binary else shares
        weights[places[task.name]] = task.weight
    return targets, weights


def epoch(
    sessions: Sequence[LabelledSession],
    layout: Layout,
    *,
    rng: np.random.Generator,
    augmentation: Augmentation,
    chunk: int,
    batch: int,
    teacher: Teacher | None = None,
) -> Iterator[Batch]:
    """Cut the sessions into chunks of about `chunk` wordpieces, shuffle them, and fill batches of about `batch`."""
    sizes = [sum(len(t.ids) for t in _tokens(s, layout)) for s in sessions]
    chunks = [
        each for session, size in zip(sessions, sizes, strict=True) for each in _chunks(session, size, chunk, rng)
    ]
    held: list[tuple[Chunk, list[Tokens], list[Origins]]] = []
    filled = 0
    for place in rng.permutation(len(chunks)):
        part = chunks[place]
        tokens, origins = _changed(part, layout, augmentation, rng)
        held.append((part, tokens, origins))
        filled += sum(len(t.ids) + 3 for t in tokens)
        if filled >= batch:
            yield _batch(held, layout, rng, augmentation.alone, teacher)
            held, filled = [], 0
    if held:
        yield _batch(held, layout, rng, augmentation.alone, teacher)


def whole(session: LabelledSession, layout: Layout, *, speech: np.random.Generator | None = None) -> Batch:
    """A whole session as it is, or as a recogniser might have written it."""
    texts = [u.text for u in session.utterances]
    changed = [as_speech(text, speech) if speech else (text, list(range(len(text)))) for text in texts]
    part = Chunk(session=session, first=0, last=len(texts), learn=(0, len(texts)))
    tokens = layout.tokenize([text for text, _ in changed])
    return _batch([(part, tokens, [origins for _, origins in changed])], layout, None, 0)


def _tokens(session: LabelledSession, layout: Layout) -> list[Tokens]:
    return layout.tokenize([u.text for u in session.utterances])


def _chunks(session: LabelledSession, size: int, wanted: int, rng: np.random.Generator) -> Iterable[Chunk]:
    turns = len(session.utterances)
    each = max(1, round(turns * wanted / max(size + 3 * turns, 1)))
    begin = 0
    end = min(turns, each if each >= turns else int(rng.integers(1, each + 1)))
    while begin < turns:
        if any(u.codes for u in session.utterances[begin:end]):
            yield Chunk(
                session=session,
                first=max(0, begin - _TURNS_BEFORE),
                last=min(turns, end + _TURNS_AFTER),
                learn=(begin, end),
            )
        begin, end = end, min(turns, end + each)


def _changed(
    part: Chunk, layout: Layout, augmentation: Augmentation, rng: np.random.Generator
) -> tuple[list[Tokens], list[Origins]]:
    texts = [u.text for u in part.session.utterances[part.first : part.last]]
    chance = rng.random()
    fillers, noise = rng.uniform(0, 0.1), rng.uniform(0, 0.06)
    if chance < augmentation.speech:
        changed = [as_speech(text, rng, fillers=fillers, noise=noise) for text in texts]
    elif chance < augmentation.speech + augmentation.names:
        changed = [hide_names(text, rng) for text in texts]
    else:
        changed = [(text, list(range(len(text)))) for text in texts]
    return layout.tokenize([text for text, _ in changed]), [origins for _, origins in changed]


def _batch(
    held: Sequence[tuple[Chunk, list[Tokens], list[Origins]]],
    layout: Layout,
    rng: np.random.Generator | None,
    alone: float,
    teacher: Teacher | None = None,
) -> Batch:
    turns = [(part, index) for part, _, _ in held for index in range(part.first, part.last)]
    origins = [each for _, _, many in held for each in many]
    laid_out = layout.lay_out(
        [
            Part(
                roles=[u.role for u in part.session.utterances[part.first : part.last]],
                tokens=tokens,
                alone=None if rng is None else [bool(r < alone) for r in rng.random(len(tokens))],
            )
            for part, tokens, _ in held
        ]
    )
    targets, weights, keys = [], [], []
    rationales = np.full((len(laid_out.ids), len(MECHANISMS)), -1, dtype=np.float32)
    for row, (part, index) in enumerate(turns):
        utterance = part.session.utterances[index]
        learnt = part.learn[0] <= index < part.learn[1]
        codes = utterance.codes if learnt else {}
        target, weight = soft_targets(codes)
        key = (part.session.corpus, part.session.session, utterance.id)
        if teacher and learnt:
            target, weight = teacher.mix(key, utterance.role, target, weight)
        targets.append(target)
        weights.append(weight)
        keys.append(key)
        if utterance.spans and codes:
            begin, end = laid_out.starts[row], laid_out.starts[row + 1]
            rationales[begin:end] = marked(utterance, laid_out.spans[begin:end], origins[row])
    return Batch(
        input=laid_out if rng is None else _even(laid_out),
        targets=np.stack(targets),
        weights=np.stack(weights),
        rationales=rationales,
        keys=tuple(keys),
    )


def _even(given: EncoderInput) -> EncoderInput:
    """Pad the shapes to a few round sizes: a CPU's matrix kernels are compiled anew for every size they meet."""
    extra = -len(given.ids) % _EVEN_TOKENS
    rectangles = []
    for each in given.rectangles:
        rows = (0, -len(each.own) % _EVEN_ROWS)
        width = each.own.shape[1]
        across = (0, width + _EVEN_AROUND - each.keys.shape[1])
        keys = np.pad(each.keys, (rows, across))
        rectangles.append(Rectangle(own=keys[:, :width], keys=keys, kinds=np.pad(each.kinds, (rows, across))))
    back = given.back.copy()
    offset = shift = 0
    for each, even in zip(given.rectangles, rectangles, strict=True):
        inside = (given.back >= offset) & (given.back < offset + each.own.size)
        back[inside] += shift
        offset += each.own.size
        shift += even.own.size - each.own.size
    return replace(
        given,
        ids=np.pad(given.ids, (0, extra)),
        positions=np.pad(given.positions, (0, extra)),
        back=np.pad(back, (0, extra)),
        rectangles=tuple(rectangles),
    )


def marked(utterance: LabelledUtterance, spans: Sequence[tuple[int, int]], origins: Origins) -> Array:
    """Which wordpieces lie in a marked passage [wordpieces, mechanisms]; see `Batch.rationales`."""
    found = np.full((len(spans), len(MECHANISMS)), -1, dtype=np.float32)
    for column, mechanism in enumerate(MECHANISMS):
        if mechanism not in utterance.spans:
            continue
        inside = np.zeros(len(utterance.text) + 1, dtype=np.bool_)
        for passage in utterance.spans[mechanism]:
            start = utterance.text.find(passage)
            if start >= 0:
                inside[start : start + len(passage)] = True
        for row, (start, end) in enumerate(spans):
            places = [place for place in origins[start:end] if place >= 0]
            found[row, column] = bool(places) and bool(inside[places].any())
    return found
