"""Names of the user's own list, wherever they stand: in what is said, in labels and in a session's name."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from empathy.anonymize.spans import Kind, Span

_PLACEHOLDER = r"\[[A-Z]+_\d+\]"
# A name ends where its letters do: "maya_intake", "maya2", "MayaIntake", but not "mayan".
_HUMP = r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])"
_BEGIN, _END = rf"(?:(?<![^\W\d_])|{_HUMP})", rf"(?:(?![^\W\d_])|{_HUMP})"
_BEGIN_FIGURE, _END_FIGURE = r"(?<!\d)", r"(?!\d)"


def find_listed(text: str, names: Sequence[str]) -> Iterator[Span]:
    """Yield where ``names`` stand in ``text``, in any case; never within a placeholder.

    Between the words of a name there may be what joins them in a file's name: "the_colonel" is "the Colonel".
    """
    if not names:
        return
    for match in _listed(tuple(names)).finditer(text):
        if match["name"]:
            yield Span(
                kind=Kind.PERSON,
                start=match.start(),
                end=match.end(),
                score=1.0,
                reason="a name of the user's list",
            )


@lru_cache(maxsize=4)  # a list of a thousand names takes longer to compile than to look for
def _listed(names: tuple[str, ...]) -> re.Pattern[str]:
    patterns = (_pattern(name) for name in sorted(names, key=len, reverse=True) if name.strip())
    return re.compile(rf"{_PLACEHOLDER}|(?P<name>{'|'.join(patterns) or '(?!)'})")


def _pattern(name: str) -> str:
    words = r"[\s_.-]+".join(re.escape(word).replace("'", "['’]") for word in name.replace("’", "'").split())
    begin = _BEGIN_FIGURE if name.strip()[0].isdigit() else _BEGIN
    end = _END_FIGURE if name.strip()[-1].isdigit() else _END
    return f"{begin}(?i:{words}){end}"
