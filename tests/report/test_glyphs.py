import re
from importlib import resources

import pytest

from empathy.markers.catalogue import codebook
from empathy.report.glyphs import BAR_MARKER, FAMILIES, LOOKS, look_of, symbol

TEMPLATES = resources.files("empathy.report") / "templates"
STYLE = "\n".join((TEMPLATES / name).read_text(encoding="utf-8") for name in ("base.css", "own.css"))
MARKERS = [m for m in codebook().markers if m.id != BAR_MARKER]


@pytest.mark.parametrize("marker", MARKERS, ids=lambda m: m.id)
def test_every_marker_of_the_codebook_has_shapes_of_its_own_and_an_underline(marker):
    shapes = set(re.findall(r'<symbol id="([^"]+)"', (TEMPLATES / "glyphs.svg.j2").read_text(encoding="utf-8")))
    wanted = {symbol(marker.id, value, met=met) for value in marker.positives for met in (True, False)}
    others = {symbol(m.id, v) for m in MARKERS if m is not marker for v in m.positives}
    assert wanted <= shapes
    assert not wanted & others
    assert f".e-{marker.id}" in (TEMPLATES / "transcript.css").read_text(encoding="utf-8")


def test_the_looks_are_those_of_the_codebook_and_their_families_are_known():
    assert set(LOOKS) == set(codebook().ids)
    assert {look.family for look in LOOKS.values()} == set(FAMILIES) - {"own"}


def test_a_marker_that_the_codebook_lacks_is_an_own_one_with_a_shape_of_its_own():
    assert symbol("new", "yes") == "g-own-new"
    assert look_of("new").family == "own"
    assert "own" in FAMILIES


def colours(theme):
    """The colours of a theme, 0 light and 1 dark, by name."""
    pairs = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", STYLE)
    return {name: values[theme] for name, *values in pairs}


def luminance(colour):
    """Relative luminance of an sRGB colour, WCAG 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "raised"])
@pytest.mark.parametrize("name", ["ink", "quiet", "link", *FAMILIES])
def test_text_and_marks_hold_the_contrast_of_wcag_aa(theme, ground, name):
    palette = colours(theme)
    assert contrast(palette[name], palette[ground]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_the_bar_of_a_reflection_stands_out_in_grey(theme):
    palette = colours(theme)
    assert contrast(palette["bar-dark"], palette["paper"]) >= 3
    assert contrast(palette["bar-dark"], palette["bar-mid"]) >= 2
