"""A programme's own markers as a report shows them: how often they were seen, and how well they were learnt."""

from collections.abc import Sequence
from dataclasses import dataclass

from empathy.markers.catalogue import Marker
from empathy.report.numbers import Tally, tallies_of
from empathy.session.summary import SessionReport

# What the words named for an own marker are; of a shipped one they are all that a label rests on.
WORDS = (
    "The words named for one are those that speak most for it; its turn as a whole, the other markers and the turn "
    "before count as well."
)
LEAD = (
    "Learnt from codes of your own programme, on top of the shipped model. κ says how well each agrees with "
    "your coders on sessions that it had not seen, with its 95% interval; the figures of the shipped markers come "
    "from other sessions and are not comparable."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRow:
    """One value of an own marker: its count, its cross-validated figures, and a caution where they are weak."""

    tally: Tally
    figure: str
    caution: str


def own_rows(report: SessionReport) -> tuple[OwnRow, ...]:
    """Return a row for every positive value of the own markers, in the order of their codebook."""
    return tuple(
        OwnRow(tally=t, figure=report.figures.get(t.marker, ""), caution=report.cautions.get(t.marker, ""))
        for t in tallies_of(report.summary, report.book)
        if t.marker in report.own_ids
    )


def own_letters(own: Sequence[Marker]) -> dict[str, str]:
    """Return the letter in each own marker's shape: the first of its name that no other has, else a number.

    >>> from empathy.markers.catalogue import codebook
    >>> own_letters([codebook()["affirmation"], codebook()["autonomy"], codebook()["advice"]])
    {'affirmation': 'A', 'autonomy': 'U', 'advice': 'D'}
    """
    given: dict[str, str] = {}
    for place, marker in enumerate(own, start=1):
        letters = (letter for letter in marker.name.upper() if letter.isalpha() and letter not in given.values())
        given[marker.id] = next(letters, str(place))
    return given
