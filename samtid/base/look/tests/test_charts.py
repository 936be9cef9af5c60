"""A chart shows the numbers it was given: order, proportion, gaps and labels."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from samtid.base.look import charts

amounts = some.floats(0, 1e9, allow_nan=False)


@given(some.lists(some.tuples(some.text(max_size=8), some.none() | amounts), min_size=1, max_size=12))
def test_bars_are_in_proportion_and_in_order(pairs: list[tuple[str, float | None]]) -> None:
    chart = charts.bars(pairs)
    assert [bar.label for bar in chart.bars] == [label for label, _ in pairs]
    most = max((value for _, value in pairs if value is not None), default=0) or 1
    for bar, (_, value) in zip(chart.bars, pairs, strict=True):
        assert bar.width == pytest.approx(charts.LONGEST_BAR * (value or 0) / most, abs=0.01)
        assert (bar.text == "uppgift saknas") == (value is None)


def test_a_bar_cannot_be_below_zero() -> None:
    with pytest.raises(ValueError, match="below zero"):
        charts.bars([("a", -1.0)])


@given(some.floats(-1e6, 1e6), some.floats(-1e6, 1e6))
def test_ticks_cover_the_values_in_round_steps(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assume(high - low > 1e-6)
    ticks = charts.nice_ticks(low, high)
    step = ticks[1] - ticks[0]
    slack = step * 1e-6
    assert ticks[0] <= low + slack
    assert ticks[-1] >= high - slack
    assert 2 <= len(ticks) <= 8
    digit = step / 10 ** math.floor(math.log10(step) + 1e-9)
    assert min(abs(digit - nice) for nice in (1, 2, 5, 10)) < 1e-6


@given(some.lists(some.none() | some.floats(-1e5, 1e5), min_size=1, max_size=40))
def test_a_line_is_drawn_through_what_is_known_and_broken_where_nothing_is(
    values: list[float | None],
) -> None:
    chart = charts.lines([str(index) for index in range(len(values))], {"a": values})
    (line,) = chart.lines
    known = [value for value in values if value is not None]
    assert len(line.points) == len(known)
    begins = sum(
        value is not None and (index == 0 or values[index - 1] is None) for index, value in enumerate(values)
    )
    assert line.path.count("M") == begins
    assert line.path.count("M") + line.path.count("L") == len(known)
    for x, y, _ in line.points:
        assert 0 <= x <= 100
        assert charts.PLOT_TOP - 0.1 <= y <= charts.PLOT_BOTTOM + 0.1


def test_higher_values_stand_higher_and_the_labels_never_crowd() -> None:
    weeks = [f"vecka {number}" for number in range(1, 53)]
    chart = charts.lines(weeks, {"a": [float(number) for number in range(52)]})
    heights = [y for _, y, _ in chart.lines[0].points]
    assert heights == sorted(heights, reverse=True)
    room = len(chart.labels) * (max(len(week) for week in weeks) * charts.LETTER)
    assert room <= charts.NARROWEST


@pytest.mark.parametrize("years", range(2, 40))
def test_the_last_label_does_not_come_upon_the_one_before(years: int) -> None:
    chart = charts.lines([str(1990 + year) for year in range(years)], {"a": [1000.0] * years})
    *_, before, last = chart.labels
    apart = charts.NARROWEST * (last.at - before.at) / 100
    assert apart >= 4 * charts.LETTER * (1.5 if last.anchor == "end" else 1)


def test_a_series_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="one value per label"):
        charts.lines(["a", "b"], {"x": [1.0]})


def test_a_series_without_any_value_still_has_an_axis() -> None:
    chart = charts.lines(["jan", "feb"], {"a": [None, None]})
    assert chart.lines[0].path == ""
    assert [tick.text for tick in chart.ticks] == ["0,0", "0,5", "1,0"]


towns = some.dictionaries(some.text(min_size=1, max_size=6), some.floats(-1e6, 1e6), min_size=1, max_size=60)


@given(
    towns, some.lists(some.tuples(some.text(max_size=8), some.none() | some.floats(-1e6, 1e6)), max_size=4)
)
def test_every_value_is_a_dot_in_order_and_none_is_outside(
    values: dict[str, float], marks: list[tuple[str, float | None]]
) -> None:
    chart = charts.strip(values, marks)
    assert len(chart.dots) == len(values) and [mark.series for mark in chart.marks] == [
        place for place, (_, value) in enumerate(marks, 1) if value is not None
    ]
    placed = {dot.text.rpartition(":")[0]: dot for dot in chart.dots}
    for dot in placed.values():
        assert 0 <= dot.x <= 100 and chart.bottom - charts.STACK <= dot.y <= chart.bottom
    in_order = sorted(values, key=values.__getitem__)
    across = [placed[name].x for name in in_order]
    assert across == sorted(across)
    for mark in chart.marks:
        assert 0 <= mark.x <= 100


def test_equal_values_are_stacked_and_those_to_see_are_drawn_last() -> None:
    values = {f"k{index:03}": 5.0 for index in range(100)} | {"b": 9.0}
    chart = charts.strip(values, [("b", 9.0)], half=(5.0, 5.0), near=["k050"])
    heights = [dot.y for dot in chart.dots if dot.text.startswith("k")]
    assert len(set(heights)) == 100 and chart.dots[-1].text.startswith("k050")
    assert chart.half is not None and chart.half[1] == 0
    assert sum(len(tick.text) for tick in chart.ticks) * charts.LETTER <= charts.NARROWEST


def test_a_strip_of_nothing_still_has_an_axis() -> None:
    chart = charts.strip({}, [])
    assert not chart.dots and chart.ticks
