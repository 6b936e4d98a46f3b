"""The words that made a label: what each adds to the label's score, merged into a few readable phrases."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from empathy.features.conversation import Turn
from empathy.features.cues import Hit
from empathy.features.ngrams import END, START
from empathy.features.words import Word

Span = tuple[int, int]
Floats = NDArray[np.float32]

PHRASES = 3
# A word belongs to a phrase if it adds at least this share of what the strongest word adds.
SHARE = 0.3
# Words that add little may lie inside a phrase, up to so many in a row.
GAP = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Grams:
    """The known word n-grams of one utterance: vocabulary column, first word (START is -1) and size, each [n]."""

    columns: NDArray[np.intp]
    first: NDArray[np.intp]
    size: NDArray[np.intp]


def find_grams(turn: Turn, vocabulary: dict[str, int], sizes: tuple[int, int]) -> Grams:
    """Find where every known n-gram of an utterance stands."""
    forms = [START, *(word.form for word in turn.words), END]
    found = [
        (column, place - 1, size)
        for size in range(sizes[0], sizes[1] + 1)
        for place in range(len(forms) - size + 1)
        if (column := vocabulary.get(" ".join(forms[place : place + size]))) is not None
    ]
    columns, first, size = np.array(found, dtype=np.intp).reshape(-1, 3).T
    return Grams(columns=columns, first=first, size=size)


def gram_weights(turn: Turn, grams: Grams, added: Floats) -> Floats:
    """Spread what each n-gram adds to a score evenly over its words.

    Args:
        turn: the utterance.
        grams: its known n-grams.
        added: what each column of the vocabulary adds to the score: coefficient times tf-idf value.

    Returns:
        What each word adds [words].
    """
    weights = np.zeros(len(turn.words) + 2, dtype=np.float32)
    if len(grams.columns):
        times = np.bincount(grams.columns, minlength=len(added))[grams.columns]
        each = added[grams.columns] / times / grams.size
        for offset in range(int(grams.size.max())):
            inside = offset < grams.size
            np.add.at(weights, grams.first[inside] + 1 + offset, each[inside])
    return weights[1:-1]


def cue_weights(turn: Turn, hits: Sequence[Hit], added: dict[str, float]) -> Floats:
    """Spread what each family of cues adds to a score evenly over the words of its hits."""
    weights = np.zeros(len(turn.words), dtype=np.float32)
    covered = {family: sum(h.last - h.first + 1 for h in hits if h.family == family) for family in added}
    for hit in hits:
        if hit.family in added:
            weights[hit.first : hit.last + 1] += added[hit.family] / covered[hit.family]
    return weights


def piece_words(pieces: Sequence[Span], words: Sequence[Word]) -> NDArray[np.intp]:
    """Return the place of the word that each wordpiece lies in, -1 for none (the role's word, marks left out).

    >>> from empathy.features.words import cut
    >>> piece_words([(0, 0), (0, 4), (4, 6), (7, 11)], cut("walked home")).tolist()
    [-1, 0, 0, 1]
    """
    owner = {character: place for place, word in enumerate(words) for character in range(word.start, word.end)}
    return np.array([owner.get(start, -1) if end > start else -1 for start, end in pieces], dtype=np.intp)


def phrases(words: Sequence[Word], weights: Floats, *, most: int = PHRASES) -> tuple[Span, ...]:
    """Merge the words that add most into at most ``most`` phrases: [start, end) characters, in order.

    Never empty where there is a word: if nothing adds to the label, the word that speaks least against it stands.

    >>> from empathy.features.words import cut
    >>> phrases(cut("Well, you must be worn out by now."), np.array([0, 0, .9, .2, 1, .8, 0, 0, 0]))
    ((10, 26),)
    """
    spoken = [place for place, word in enumerate(words) if not word.is_mark]
    if not spoken:
        return ()
    top = max(spoken, key=lambda place: float(weights[place]))
    floor = SHARE * max(float(weights[top]), 0.0)
    chosen = [place for place in spoken if weights[place] > 0 and weights[place] >= floor] or [top]
    groups: list[list[int]] = [[chosen[0]]]
    for place in chosen[1:]:
        between = range(groups[-1][-1] + 1, place)
        if len(between) <= GAP and not any(words[i].is_mark and words[i].form in ".?!" for i in between):
            groups[-1].append(place)
        else:
            groups.append([place])
    strongest = sorted(groups, key=lambda group: -float(sum(weights[i] for i in group)))[:most]
    return tuple(sorted((words[group[0]].start, words[group[-1]].end) for group in strongest))


def passages(
    words: Sequence[Word], reason: Floats | None, weights: Floats, *, most: int = PHRASES
) -> tuple[Span, ...]:
    """Return whole clauses of a written reply: the stretches that people mark as the reason are long.

    Args:
        words: the reply's words.
        reason: each word's logit of being part of the reason, where the encoder gives one.
        weights: what each word adds to the label; decides where no clause has a positive reason.
        most: how many passages at most.

    >>> from empathy.features.words import cut
    >>> words = cut("I read your post. I am so sorry for you. Bye.")
    >>> passages(words, None, np.array([0, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0], dtype=np.float32))
    ((18, 39),)
    """
    clauses = _clauses(words)
    if not clauses:
        return ()
    added = [float(sum(weights[i] for i in clause)) for clause in clauses]
    if reason is None:
        chosen = [i for i, value in enumerate(added) if value > 0 and value >= SHARE * max(added)]
    else:
        chosen = [i for i, clause in enumerate(clauses) if float(np.mean(reason[clause])) > 0]
    chosen = chosen or [int(np.argmax(added))]
    groups: list[list[int]] = [[chosen[0]]]
    for place in chosen[1:]:
        if place == groups[-1][-1] + 1:
            groups[-1].append(place)
        else:
            groups.append([place])
    strongest = sorted(groups, key=lambda group: -sum(added[i] for i in group))[:most]
    return tuple(sorted((words[clauses[g[0]][0]].start, words[clauses[g[-1]][-1]].end) for g in strongest))


def _clauses(words: Sequence[Word]) -> list[list[int]]:
    """Return the places of the words of each stretch between sentence marks."""
    found: list[list[int]] = [[]]
    for place, word in enumerate(words):
        if word.is_mark:
            found.append([])
        else:
            found[-1].append(place)
    return [clause for clause in found if clause]
