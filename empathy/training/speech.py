"""Clean text made to look like a recogniser's: no case, no punctuation, fillers, repeats and lost words."""

import re
import zlib
from dataclasses import replace

import numpy as np

from empathy.corpora.session import LabelledSession

_TOKEN = re.compile(r"\[[A-Z_]+\d*\]|[\w']+|[^\w\s]+")
_FILLERS = ("um", "uh", "you know", "like", "i mean", "er", "so", "well")
_INNER_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}\b")

Origins = list[int]


def speech_version(session: LabelledSession) -> LabelledSession:
    """The session as a recogniser might have written it: the same change every time."""
    seed = zlib.crc32(f"{session.corpus} {session.session}".encode())
    rng = np.random.default_rng(seed)
    return replace(
        session, utterances=tuple(replace(u, text=as_speech(u.text, rng)[0]) for u in session.utterances)
    )


def as_speech(
    text: str, rng: np.random.Generator, *, fillers: float = 0.05, noise: float = 0.02
) -> tuple[str, Origins]:
    """Lower-case, drop punctuation, add fillers; a few words are repeated or lost.

    Returns the text and, for each of its characters, the character of `text` it came from (-1 for none).
    `fillers` and `noise` are chances a word. A text without a word comes back as it is.
    """
    keep_apostrophes = rng.random() < 0.5
    parts: list[tuple[str, int]] = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        if not word[0].isalnum() and not word.startswith("["):
            continue
        if rng.random() < fillers:
            parts.append((_FILLERS[int(rng.integers(len(_FILLERS)))], -1))
        chance = rng.random()
        if chance < noise / 2:
            continue
        parts.append((word, match.start()))
        if chance > 1 - noise / 2:
            parts.append((word, match.start()))
    if not any(start >= 0 for _, start in parts):
        return text, list(range(len(text)))
    return _joined(parts, drop="" if keep_apostrophes else "'")


def hide_names(text: str, rng: np.random.Generator) -> tuple[str, Origins]:
    """Put a placeholder for capitalised words inside a sentence, as anonymizing would."""
    characters: list[str] = []
    origins: Origins = []
    end = 0
    for match in _INNER_NAME.finditer(text):
        kind = "PERSON" if rng.random() < 0.6 else "LOCATION"
        placeholder = f"[{kind}_{int(rng.integers(1, 5))}]"
        characters += [text[end : match.start()], placeholder]
        origins += [*range(end, match.start()), *([match.start()] * len(placeholder))]
        end = match.end()
    characters.append(text[end:])
    origins += range(end, len(text))
    return "".join(characters), origins


def _joined(parts: list[tuple[str, int]], *, drop: str) -> tuple[str, Origins]:
    characters: list[str] = []
    origins: Origins = []
    for word, start in parts:
        if characters:
            characters.append(" ")
            origins.append(-1)
        for offset, character in enumerate(word):
            if character not in drop or not drop:
                characters.append(character if word.startswith("[") else character.lower())
                origins.append(-1 if start < 0 else start + offset)
    return "".join(characters), origins
