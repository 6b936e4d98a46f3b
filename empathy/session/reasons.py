"""Why a moment is worth keeping, in a sentence or two: what its marker says, and the words that bear it out."""

from collections.abc import Mapping, Sequence

from empathy.features.words import content, cut, stem

# The order is that of preference where moments are as sure as one another.
REASONS: Mapping[tuple[str, str], str] = {
    ("reflection", "complex"): "A reflection that adds meaning to what was said.",
    ("reflection", "simple"): "What the client said or meant came back to them.",
    ("validation", "yes"): "It says that what the client feels or does makes sense.",
    ("affirmation", "yes"): "It names something good about the client.",
    ("warmth", "yes"): "It lets the client hear that you care.",
    ("feeling", "yes"): "It gives the client's feeling a name.",
    ("autonomy", "yes"): "It asks, or leaves the choice with the client.",
    ("question", "open"): "A question that leaves room for the client's own answer.",
}
_OWN_WORDS = "The client's own words came back to them."
# The phrases that these rest on can stand alone; those of a reflection or a question are fragments of a sentence.
_QUOTED = frozenset({"validation", "affirmation", "warmth", "feeling", "autonomy"})
_QUOTE = range(4, 31)  # characters: shorter ones ("we") say nothing, longer ones are better read in the turn
_TELLING = 5  # letters of a word that is worth pointing to
_MOST = 2


def reason_of(marker: str, label: str, text: str, evidence: Sequence[tuple[int, int]], before: str) -> str:
    """Return why a helper's turn is worth keeping.

    Args:
        marker: what it is held up for.
        label: the marker's value; "simple" for a reflection whose kind is in doubt.
        text: the helper's words.
        evidence: the [start, end) characters of ``text`` that the label rests on.
        before: the client's words that it answers, "" for none.

    >>> reason_of("feeling", "yes", "So there's anger in it.", [(11, 16)], "")
    "It gives the client's feeling a name: “anger”."
    >>> reason_of("reflection", "simple", "He had his summer.", [], "He'd have wanted his summer.")
    "The client's own words came back to them: “summer”."
    """
    reason = REASONS[marker, label]
    if label == "simple":
        words = _came_back(text, before)
        reason = _OWN_WORDS if words else reason
    else:
        words = _phrase(text, evidence) if marker in _QUOTED else []
    quoted = " and ".join(f"“{word}”" for word in words)
    return f"{reason.removesuffix('.')}: {quoted}." if words else reason


def _phrase(text: str, evidence: Sequence[tuple[int, int]]) -> list[str]:
    """Return the longest of the phrases that a label rests on, where it is fit to be quoted."""
    phrases = [" ".join(text[start:end].split()) for start, end in evidence]
    return [phrase for phrase in sorted(phrases, key=len)[-1:] if len(phrase) in _QUOTE]


def _came_back(text: str, before: str) -> list[str]:
    """Return the telling words of ``text``, in lower case, whose stems the client had said; the longest first."""
    heard = content([word.form for word in cut(before)])
    said = [word.form for word in cut(text) if word.form.isalpha() and len(word.form) >= _TELLING]
    by_stem = {stem(word): word for word in said if content([word]) & heard}
    return sorted(by_stem.values(), key=len, reverse=True)[:_MOST]
