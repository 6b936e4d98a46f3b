"""Utterances as wordpieces: how a text is split, what stands for a placeholder, and what is mere listening."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Regex, Tokenizer, normalizers

# Each kind of placeholder becomes one ordinary word, so that anonymizing hardly moves a score.
_PLACEHOLDERS = {
    "PERSON": "alex",
    "NAME": "alex",
    "AGE": "ninety",
    "DATE": "monday",
    "TIME": "noon",
    "LOCATION": "boston",
    "PLACE": "boston",
    "CITY": "boston",
    "ADDRESS": "boston",
    "ORGANISATION": "google",
    "ORGANIZATION": "google",
    "ORG": "google",
    "PHONE": "555",
    "EMAIL": "email",
    "URL": "website",
}
_BACKCHANNEL_WORDS = frozenset(
    "mm hmm mhm mmm hm uh huh um yeah yes yep yup ya no nope nah okay ok right sure oh ah alright well so "
    "exactly true good great and but i see".split()
)
_PLACEHOLDER = re.compile(r"\[[A-Z][A-Z_]*(_\d+)?\]")
_WORD = re.compile(r"[a-z']+|\d+")


def is_backchannel(text: str) -> bool:
    """Whether a turn holds nothing but up to four words of assent or listening.

    >>> is_backchannel("Mm-hmm."), is_backchannel("Yeah, okay."), is_backchannel("Yeah, my mother.")
    (True, True, False)
    """
    words = _WORD.findall(text.lower())
    return len(words) <= 4 and "?" not in text and all(word in _BACKCHANNEL_WORDS for word in words)


def prepare_tokenizer(tokenizer: Tokenizer) -> Tokenizer:
    """Add the replacement of placeholders to a BERT tokenizer; offsets keep pointing at the given text."""
    kinds = [normalizers.Replace(Regex(rf"\[{kind}(_\d+)?\]"), f" {word} ") for kind, word in _PLACEHOLDERS.items()]
    rest = normalizers.Replace(Regex(r"\[[A-Z][A-Z_]+(_\d+)?\]"), " something ")
    tokenizer.normalizer = normalizers.Sequence([*kinds, rest, tokenizer.normalizer])
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """One utterance's wordpieces with the characters of its text that each covers."""

    ids: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    backchannel: bool


def split_into_wordpieces(tokenizer: Tokenizer, texts: Sequence[str]) -> list[Tokens]:
    """Split texts into wordpieces, without special tokens."""
    encodings = tokenizer.encode_batch(list(texts), add_special_tokens=False)
    return [
        Tokens(ids=tuple(e.ids), spans=_whole_placeholders(text, e.offsets), backchannel=is_backchannel(text))
        for e, text in zip(encodings, texts, strict=True)
    ]


def _whole_placeholders(text: str, spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Let the word that stands for a placeholder cover all of it; the normalizer gives it the closing bracket."""
    if "[" not in text:
        return tuple(spans)
    placeholders = [match.span() for match in _PLACEHOLDER.finditer(text)]
    return tuple(
        next(((first, last) for first, last in placeholders if first < end and start < last), (start, end))
        for start, end in spans
    )
