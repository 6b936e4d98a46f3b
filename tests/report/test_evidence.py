import pytest
from hypothesis import given
from hypothesis import strategies as st

from empathy.report.evidence import Piece, cut, evidence_words, excerpt

CASES = [
    ("nothing", "plain words", {}, [], [("plain words", ())]),
    ("one span", "so tired", {"a": [(3, 8)]}, [], [("so ", ()), ("tired", ("a",))]),
    ("nested", "abcd", {"a": [(0, 4)], "b": [(1, 3)]}, [], [("a", ("a",)), ("bc", ("a", "b")), ("d", ("a",))]),
    ("two of one marker", "abc", {"a": [(0, 1), (2, 3)]}, [], [("a", ("a",)), ("b", ()), ("c", ("a",))]),
    ("ends inside a placeholder", "x [P_1]", {"a": [(0, 4)]}, [(2, 7)], [("x ", ("a",)), ("[P_1]", ("a",))]),
    ("outside the text", "ab", {"a": [(-2, -1), (3, 5)]}, [], [("ab", ())]),
    ("empty text", "", {}, [], []),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_text_is_cut_where_evidence_begins_and_ends(case):
    _, text, evidence, placeholders, expected = case
    assert [(p.text, p.markers) for p in cut(text, evidence, placeholders)] == expected


spans = st.lists(st.tuples(st.integers(-3, 40), st.integers(-3, 40)).map(lambda s: (min(s), max(s))), max_size=3)


@given(st.text(max_size=30), st.dictionaries(st.sampled_from("abc"), spans))
def test_the_pieces_always_give_the_text(text, evidence):
    assert "".join(p.text for p in cut(text, evidence, [])) == text


def test_evidence_reads_as_its_words():
    assert evidence_words("I am so very tired", ((2, 4), (13, 18))) == "am … tired"


def test_a_long_turn_is_quoted_around_the_words_that_count():
    before = Piece(text="and then this happened " * 40)
    said = Piece(text="you felt lost", markers=("feeling",))
    after = Piece(text=" with [PERSON_1] " + "and so on " * 40)
    quoted = "".join(p.text for p in excerpt((before, said, after), "feeling", room=100))
    assert "you felt lost" in quoted
    assert quoted.startswith("… ")
    assert quoted.endswith(" …")
    assert len(quoted) < 130


def test_a_placeholder_is_quoted_whole_or_not_at_all():
    pieces = (Piece(text="a " * 20), Piece(text="[PERSON_1]", placeholder=True), Piece(text=" left." * 20))
    for room in range(10, 160):
        quoted = excerpt(pieces, "", room=room)
        assert all(p.text == "[PERSON_1]" for p in quoted if p.placeholder)


def test_a_short_turn_is_quoted_as_it_is():
    pieces = (Piece(text="You felt lost.", markers=("feeling",)),)
    assert excerpt(pieces, "feeling") == pieces
