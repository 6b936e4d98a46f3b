import pytest
from own_book import own_book

from empathy.errors import ConfigError
from empathy.markers.catalogue import codebook, with_own
from empathy.markers.own_card import cautions, held_out, read_own_codebook


def book(folder, *markers, **kinds):
    path = folder / "ours.toml"
    path.write_text(own_book(*markers, **kinds))
    return path


def test_own_markers_come_after_those_of_the_codebook(tmp_path):
    own = read_own_codebook(book(tmp_path, "metaphor")).markers
    assert with_own(own).ids == (*codebook().ids, "metaphor")
    assert with_own(()) == codebook()


def test_an_own_marker_may_stand_in_for_a_shipped_one_of_the_same_values(tmp_path):
    own = read_own_codebook(book(tmp_path, "warmth")).markers
    assert with_own(own).ids == codebook().ids
    assert with_own(own)["warmth"].name == "Our own"


@pytest.mark.parametrize(
    ("marker", "values", "told"),
    [
        ("warmth", ("no", "some", "much"), "'our_warmth'"),
        ("talk", ("neutral", "change", "sustain"), "another role"),
        ("a storm", ("no", "yes"), "letters, digits"),
    ],
)
def test_a_codebook_that_no_report_could_show_is_refused(tmp_path, marker, values, told):
    with pytest.raises(ConfigError, match=told):
        read_own_codebook(book(tmp_path, marker, values=values))


def figures(kappa, low, high):
    return {"metaphor": {"κ": kappa, "low": low, "high": high, "F1": 0.5}}


def test_the_figures_are_told_with_their_interval():
    assert held_out(figures(0.31, -0.05, 0.6))["metaphor"].startswith("κ .31 [−.05, .60], F1 .50, cross-validated")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ((0.62, 0.5, 0.74), []),
        ((0.35, 0.25, 0.45), ["Weak"]),
        ((0.6, 0.4, 0.75), ["not known"]),
        ((0.3, 0.1, 0.5), ["Weak", "not known"]),
    ],
)
def test_a_weak_or_wide_kappa_is_cautioned(given, told):
    found = cautions(figures(*given)).get("metaphor", "")
    assert [word for word in ("Weak", "not known") if word in found] == told
