"""Words that a label is not trusted on alone: those that judge, those of suicide or self-harm, those of a refusal.

Confronting and minimising are rare and weakly told (the model's card), and hostile words are often taken for
validation, warmth or reflection; words of despair can be taken for change talk. So a label does not rest on the
model alone there: it is in doubt, nothing harsh is held up as a moment that worked, and the report says where words
that may speak of suicide stand. Nor does permission rest on the helper's words alone: a client may refuse it.
``configs/watch.toml`` holds the lists; they change no label.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from empathy.features.cues import Cues, read_cues
from empathy.features.words import Word, cut
from empathy.resources import shipped

HARSH, RISK, SAFETY = "harsh", "risk", "safety"
REFUSAL, LEAVE, MINDING = "refusal", "leave", "minding"
# Markers whose positive labels are in doubt where such words stand.
_DOUBTED: Mapping[str, frozenset[str]] = {
    HARSH: frozenset({"reflection", "validation", "affirmation", "warmth", "feeling", "emotional_reactions"}),
    RISK: frozenset({"talk"}),
}


def doubted(words: Sequence[Word]) -> frozenset[str]:
    """Return the markers whose positive labels are in doubt because of words that stand in an utterance."""
    found = {hit.family for hit in _watched().find(words)}
    return frozenset().union(*(_DOUBTED.get(family, ()) for family in found))


def judges_the_person(text: str) -> bool:
    """Tell whether a text holds words that judge, shame or belittle the one spoken to.

    >>> judges_the_person("That's pathetic."), judges_the_person("You feel lazy on such days.")
    (True, False)
    """
    return _holds(text, HARSH)


def speaks_of_risk(text: str) -> bool:
    """Tell whether a text holds words that may speak of suicide or self-harm.

    >>> speaks_of_risk("Everyone would be better off without me."), speaks_of_risk("I could die of shame.")
    (True, False)
    """
    return _holds(text, RISK)


def asks_about_safety(text: str) -> bool:
    """Tell whether a helper's text asks whether the client is safe.

    >>> asks_about_safety("Are you thinking of killing yourself?"), asks_about_safety("What else?")
    (True, False)
    """
    return _holds(text, SAFETY)


def refuses(text: str, asked: str) -> bool:
    """Tell whether a client's text begins with the refusal of what the helper asked leave for.

    >>> refuses("No, please don't.", "May I suggest something?"), refuses("No. Go ahead.", "Can I?")
    (True, False)
    >>> refuses("No.", "Would you mind if I suggested something?"), refuses("No, I never smoked.", "May I?")
    (False, False)
    """
    hits = _watched().find(cut(f"{text}."))  # the full stop ends a bare "no" that has none
    refused = any(hit.family == REFUSAL and hit.first == 0 for hit in hits)
    return refused and not any(hit.family == LEAVE for hit in hits) and not _holds(asked, MINDING)


def _holds(text: str, family: str) -> bool:
    return any(hit.family == family for hit in _watched().find(cut(text)))


@cache
def _watched() -> Cues:
    return read_cues(shipped("configs") / "watch.toml")
