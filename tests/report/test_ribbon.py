import pytest

from empathy.report.ribbon import PER_ROW, STRIP, RibbonTurn, by_time, by_words


def turn(number, *, words=10, start=None, end=None, role="helper"):
    return RibbonTurn(
        number=number,
        target=f"u{number}",
        title="",
        role=role,
        behaviour="",
        uncertain=False,
        words=words,
        start=start,
        end=end,
        glyphs=(),
    )


def bars(ribbon):
    """All parts of all turns, with their place on the whole line."""
    return [(b.turn.number, i * STRIP + b.x, b.width) for i, s in enumerate(ribbon.strips) for b in s.bars]


def test_width_follows_words():
    widths = {n: w for n, _, w in bars(by_words([turn(1, words=10), turn(2, words=30)]))}
    total = by_words([turn(1, words=10), turn(2, words=30)])
    whole = {n: sum(w for m, _, w in bars(total) if m == n) for n in (1, 2)}
    assert widths.keys() == {1, 2}
    assert whole[2] / whole[1] == pytest.approx(3, rel=0.05)


def test_every_turn_has_its_glyphs_in_one_strip_and_the_line_is_filled():
    ribbon = by_words([turn(n, words=n % 7) for n in range(1, 100)])
    heads = [b.turn.number for s in ribbon.strips for b in s.bars if b.head]
    assert heads == list(range(1, 100))
    assert len(ribbon.strips) % PER_ROW == 0
    assert sum(w for *_, w in bars(ribbon)) > 0.85 * STRIP * len(ribbon.strips)


def test_bars_do_not_overlap_and_stay_on_the_line():
    placed = bars(by_words([turn(n, words=n % 5) for n in range(1, 300)]))
    ends = [x + w for _, x, w in placed]
    assert all(end <= start + 0.2 for end, (_, start, _) in zip(ends, placed[1:], strict=False))
    assert max(ends) <= STRIP * PER_ROW * 8


def test_silence_is_left_open_by_time():
    ribbon = by_time([turn(1, start=0.0, end=10.0), turn(2, start=90.0, end=100.0)])
    places = {n: (x, w) for n, x, w in bars(ribbon)}
    assert places[2][0] == pytest.approx(0.9 * STRIP * PER_ROW, rel=0.02)
    assert places[1][1] < 0.12 * STRIP * PER_ROW
    assert [s.label for s in ribbon.strips] == ["0:00", "0:33", "1:06"]


@pytest.mark.parametrize(
    "turns",
    [[], [turn(1)], [turn(1, start=5.0), turn(2)], [turn(1, start=5.0), turn(2, start=1.0)], [turn(1, start=0.0)]],
    ids=["no turn", "no time", "one time missing", "times go back", "no duration"],
)
def test_without_sound_times_there_is_no_picture_by_time(turns):
    assert by_time(turns) is None


def test_a_turn_without_an_end_lasts_until_the_next():
    ribbon = by_time([turn(1, start=0.0), turn(2, start=50.0, end=100.0)])
    width = sum(w for n, _, w in bars(ribbon) if n == 1)
    assert width == pytest.approx(0.5 * STRIP * PER_ROW, rel=0.02)
