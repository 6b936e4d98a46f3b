"""The look of every marker: a shape of its own, the colour of its family, and an underline for its evidence."""

from dataclasses import dataclass

# Colours say the family only; the shape says the marker, so that the picture holds in grey and to every eye.
FAMILIES = {
    "listening": "Listening",
    "caring": "Caring",
    "asking": "Asking",
    "giving": "Giving",
    "careful": "Handle with care",
    "client": "The client",
    "own": "Your own",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a marker is drawn; ``by_value`` where each value has a shape of its own."""

    family: str
    by_value: bool = False


LOOKS: dict[str, Look] = {
    "behaviour": Look(family="asking"),
    "reflection": Look(family="listening", by_value=True),
    "feeling": Look(family="listening"),
    "interpretations": Look(family="listening"),
    "validation": Look(family="caring"),
    "affirmation": Look(family="caring"),
    "warmth": Look(family="caring"),
    "autonomy": Look(family="caring"),
    "emotional_reactions": Look(family="caring"),
    "question": Look(family="asking", by_value=True),
    "explorations": Look(family="asking"),
    "advice": Look(family="giving"),
    "information": Look(family="giving"),
    "self_disclosure": Look(family="giving"),
    "confront": Look(family="careful"),
    "minimising": Look(family="careful"),
    "opportunity": Look(family="client", by_value=True),
    "talk": Look(family="client", by_value=True),
}
# The value whose shape stands for the whole marker in filters and tables.
_EMBLEMS = {"reflection": "complex", "question": "open", "talk": "change"}
_OWN = Look(family="own")
# The session's picture draws the main behaviour as the bar itself, so it needs no glyph.
BAR_MARKER = "behaviour"


def look_of(marker: str) -> Look:
    """Return a marker's look; one that the codebook lacks is a programme's own."""
    return LOOKS.get(marker, _OWN)


def emblem(marker: str) -> str:
    """Return the id of the shape that stands for a marker as a whole.

    >>> emblem("question"), emblem("opportunity")
    ('g-question-open', 'g-opportunity-met')
    """
    return symbol(marker, _EMBLEMS.get(marker, ""), met=True)


def symbol(marker: str, label: str = "", *, met: bool = False) -> str:
    """Return the id of the shape for a marker's value; a met opportunity is filled, a missed one hollow.

    An own marker has one shape, which the page draws for it.

    >>> symbol("reflection", "complex"), symbol("warmth", "yes"), symbol("opportunity", "explicit", met=True)
    ('g-reflection-complex', 'g-warmth', 'g-opportunity-met')
    """
    if marker not in LOOKS:
        return f"g-own-{marker}"
    if marker == "opportunity":
        return "g-opportunity-met" if met else "g-opportunity-missed"
    return f"g-{marker}-{label}" if LOOKS[marker].by_value and label else f"g-{marker}"
