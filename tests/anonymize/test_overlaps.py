"""Whether spans or marks stand at a place, against the plain way of asking each of them."""

from hypothesis import given
from hypothesis import strategies as st

from empathy.anonymize.overlaps import holds, touches
from empathy.anonymize.spans import Kind, Span

_PLACES = st.lists(st.integers(0, 30), unique=True).map(sorted)


@given(_PLACES, st.integers(0, 30), st.integers(1, 8))
def test_what_is_looked_up_is_what_asking_each_finds(places, start, length):
    apart = list(zip(places[::2], places[1::2], strict=False))
    spans = [Span(kind=Kind.PERSON, start=a, end=b, score=1, reason="") for a, b in apart]
    end = start + length
    assert touches(apart, start, end) == any(start < b and a < end for a, b in apart)
    assert holds(spans, start, end) == any(a <= start and end <= b for a, b in apart)
