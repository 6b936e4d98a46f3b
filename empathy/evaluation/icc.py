"""Session-level agreement: ICC(2,1) of the share of a session's utterances that carry a marker."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from empathy.evaluation.coefficients import MISSING, Ratings
from empathy.markers.scores import NEGATIVE_VALUES

Floats = NDArray[np.float64]
# pingouin computes no ICC of fewer
LEAST = 5
_NO_NEGATIVE = (
    f"none of the values used says that the marker is not there ({', '.join(sorted(NEGATIVE_VALUES))} or 0)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionIcc:
    """ICC(2,1) with its 95 % interval over the sessions that all coders coded; None where ``why`` says so."""

    measure: str
    sessions: int
    icc: float | None
    low: float | None = None
    high: float | None = None
    why: str = ""


def session_icc(ratings: Ratings, marker: str, negatives: Collection[str]) -> SessionIcc:
    """Return the ICC of the marker's share of each session's units, over sessions that every coder coded.

    The share is of units whose value is none of ``negatives``. Where no value is, there is no such share: None.
    """
    measure = f"{marker}, share of utterances"
    sessions = np.unique(ratings.conversation)
    negative = [place for place, value in enumerate(ratings.values) if value in negatives]
    if not negative:
        return SessionIcc(measure=measure, sessions=len(sessions), icc=None, why=_NO_NEGATIVE)
    shares = np.full((len(sessions), len(ratings.coders)), np.nan)
    for row, session in enumerate(sessions):
        table = ratings.table[ratings.conversation == session]
        # only units that everybody coded: else coders are compared on different parts of the session
        table = table[(table != MISSING).all(1)]
        if len(table):
            shares[row] = (~np.isin(table, negative)).mean(0)
    return icc_of(shares[~np.isnan(shares).any(1)], measure)


def icc_of(table: Floats, measure: str) -> SessionIcc:
    """Return the ICC(2,1) of a table of sessions × raters as pingouin computes it (Shrout & Fleiss 1979).

    Fewer than ``LEAST`` sessions, or no variance, give None.
    """
    why = "all shares are the same" if len(table) and np.ptp(table) == 0 else ""
    if len(table) < LEAST or table.shape[1] < 2:
        why = f"it takes {LEAST} sessions that all coded, and there are {len(table)}"
    if why:
        return SessionIcc(measure=measure, sessions=len(table), icc=None, why=why)
    import pandas as pd
    import pingouin

    session, rater = np.meshgrid(np.arange(len(table)), np.arange(table.shape[1]), indexing="ij")
    frame = pd.DataFrame({"session": session.ravel(), "rater": rater.ravel(), "score": table.ravel()})
    # where raters agree on every session, pingouin divides by zero on its way to 1
    with np.errstate(divide="ignore", invalid="ignore"):
        found = pingouin.intraclass_corr(frame, targets="session", raters="rater", ratings="score")
    # pingouin names it after McGraw & Wong 1996, earlier after Shrout & Fleiss
    row = found[found["Type"].isin(("ICC(A,1)", "ICC2"))].iloc[0]
    bounds = row[next(name for name in found.columns if name.startswith("CI95"))]
    icc, low, high = (None if np.isnan(value) else float(value) for value in (row["ICC"], *bounds))
    return SessionIcc(measure=measure, sessions=len(table), icc=icc, low=low, high=high)


def left_out(found: Iterable[tuple[str, SessionIcc]]) -> Iterator[str]:
    """Yield why there is no ICC, a sentence a reason, of those whose names are given."""
    reasons: dict[str, list[str]] = {}
    for name, icc in found:
        if icc.why:
            reasons.setdefault(icc.why, []).append(name)
    yield from (f"No ICC of {', '.join(names)}: {why}." for why, names in reasons.items())
