"""Coefficients as the field writes them: no zero before the point where they cannot exceed one (APA 7, 6.36)."""

import re


def coefficient(value: float | None, digits: int = 2) -> str:
    """Return a share, κ or F1 without the zero before its point; a dash for none.

    >>> coefficient(0.624), coefficient(-0.054), coefficient(1.0), coefficient(10.25), coefficient(None)
    ('.62', '−.05', '1.00', '10.25', '–')
    """
    return "–" if value is None else re.sub(r"^(-?)0(?=\.)", r"\1", f"{value:.{digits}f}").replace("-", "−")
