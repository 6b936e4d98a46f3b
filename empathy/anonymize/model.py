"""The statistical recognizer of names: spaCy's, asked only about utterances that may hold one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from empathy.anonymize import cues
from empathy.anonymize.lexicon import Lexicon
from empathy.anonymize.words import Shape, View

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch that the model labels, in characters of the utterance (OntoNotes 5 labels)."""

    label: str
    start: int
    end: int


class NameModel(Protocol):
    """Whatever labels names in texts; the tests put a plain function's object here."""

    def entities(self, texts: Sequence[str]) -> list[tuple[Entity, ...]]:
        """Return the labelled stretches of each text, in the order of the texts."""
        ...


@dataclass(frozen=True, slots=True)
class SpacyNames:
    """spaCy's named entity recognizer over batches of one session's utterances."""

    pipeline: "Language"
    batch_size: int = 64

    def entities(self, texts: Sequence[str]) -> list[tuple[Entity, ...]]:
        """Return the labelled stretches of each text, in the order of the texts."""
        return [
            tuple(Entity(ent.label_, ent.start_char, ent.end_char) for ent in doc.ents)
            for doc in self.pipeline.pipe(texts, batch_size=self.batch_size)
        ]


def needs_model(view: View, lexicon: Lexicon) -> bool:
    """Whether a word of the utterance may be a name on which the model's opinion counts."""
    for word in view.words:
        low = word.low
        if word.capital and view.cased:
            if low in cues.CLOSED or lexicon.is_kept(low) or len(low) < 3:
                continue
            if not word.initial or not lexicon.is_ordinary(low):
                return True
        elif not view.cased and len(low) > 3 and lexicon.is_unknown(low):
            return True
    return False


def model_text(view: View, lexicon: Lexicon) -> str:
    """Return the text the model sees: of the same length, with the capitals that lower-case talk lacks."""
    if view.cased:
        return view.text
    characters = list(view.text)
    for word in view.words:
        known = lexicon.is_name_like(word.low) or word.low in lexicon.places
        name = (
            word.low not in cues.CLOSED and (lexicon.is_unknown(word.low) or lexicon.is_given(word.low)) and known
        )
        raise_first = word.initial or name or word.low == "i"
        for offset in range(word.start, word.end):
            character = view.text[offset]
            cased = character.upper() if raise_first and offset == word.start else character
            if word.shape is Shape.UPPER and not (raise_first and offset == word.start):
                cased = character.lower()
            characters[offset] = cased if len(cased) == 1 else character
    return "".join(characters)
