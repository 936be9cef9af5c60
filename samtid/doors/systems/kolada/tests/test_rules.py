"""Jämförelsen: what a place, a spread and a direction are. Pure, and compared with plain ways to say the same."""

from __future__ import annotations

import math
from itertools import permutations
from statistics import median

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from samtid.doors.systems.kolada import rules
from samtid.doors.systems.kolada.rules import NATION

numbers = some.integers(-1000, 1000).map(float)
codes = some.integers(1, 60).map(lambda number: f"{number:04}")
towns = some.dictionaries(codes, numbers, min_size=1, max_size=40)
noises = some.dictionaries(codes, some.floats(0, 300), max_size=40)


@given(towns, some.data())
def test_a_place_is_where_one_stands_in_the_sorted_list(values, data):
    code = data.draw(some.sampled_from(sorted(values)))
    got = rules.place(values, code, {})
    in_order = sorted(values.values())
    assert got.number == in_order.index(values[code]) + 1
    assert got.from_top == in_order[::-1].index(values[code]) + 1
    assert got.alike == in_order.count(values[code]) - 1
    assert got.of == len(values)
    # values that do not move leave only the ties open
    assert (got.lowest, got.highest) == (got.number, got.number + got.alike)


@given(towns, noises, some.data())
def test_the_place_lies_within_what_is_left_open_and_more_noise_opens_more(values, noise, data):
    code = data.draw(some.sampled_from(sorted(values)))
    got = rules.place(values, code, noise)
    assert 1 <= got.lowest <= got.number <= got.number + got.alike <= got.highest <= got.of
    louder = rules.place(values, code, {one: 2 * level for one, level in noise.items()})
    assert louder.lowest <= got.lowest and got.highest <= louder.highest


@given(towns, noises, some.data())
def test_turned_upside_down_the_lowest_is_the_highest(values, noise, data):
    code = data.draw(some.sampled_from(sorted(values)))
    got = rules.place(values, code, noise)
    turned = rules.place({one: -value for one, value in values.items()}, code, noise)
    assert turned.number == got.from_top
    assert (turned.lowest, turned.highest) == (got.of - got.highest + 1, got.of - got.lowest + 1)


@given(towns, some.data())
def test_one_more_below_moves_everybody_up_one(values, data):
    code = data.draw(some.sampled_from(sorted(values)))
    before = rules.place(values, code, {})
    after = rules.place(values | {"9999": min(values.values()) - 1}, code, {})
    assert (after.number, after.of) == (before.number + 1, before.of + 1)


@given(some.lists(numbers, min_size=4, max_size=60))
def test_the_five_numbers_are_in_order_and_the_middle_is_the_median(values):
    got = rules.spread(values)
    assert got is not None
    five = [got.least, got.lower, got.middle, got.upper, got.most]
    assert five == sorted(five) and got.middle == pytest.approx(median(values))
    assert (got.least, got.most) == (min(values), max(values))
    ordered = sorted(values)
    where = (len(values) - 1) / 4  # straight lines between the values, said plainly
    low, part = int(where), where - int(where)
    higher = ordered[min(low + 1, len(ordered) - 1)]
    assert got.lower == pytest.approx(ordered[low] + part * (higher - ordered[low]))


def test_three_are_no_spread():
    assert rules.spread([1.0, 2.0, 3.0]) is None


@pytest.mark.parametrize("count", [2, 3, 4, 5, 6])
def test_the_chance_of_an_order_is_the_share_of_all_orders(count):
    """The slow twin counts every order there is."""
    pairs = count * (count - 1) // 2

    def order_of(one: tuple[int, ...]) -> int:
        return sum((b > a) - (b < a) for i, a in enumerate(one) for b in one[i + 1 :])

    every = [order_of(one) for one in permutations(range(count))]
    for order in range(pairs + 1):
        plainly = sum(abs(one) >= order for one in every) / len(every)
        assert rules.chance_of_order(count, order) == pytest.approx(plainly)


def test_a_steady_rise_is_a_direction_and_a_zigzag_is_none():
    up = rules.trend({2011 + turn: 100.0 + 5 * turn for turn in range(8)}, 2018)
    assert up is not None and up.direction == 1 and up.slope == pytest.approx(5) and up.chance < 0.001
    flat = rules.trend({2011 + turn: 100.0 + 9 * (-1) ** turn for turn in range(8)}, 2018)
    assert flat is not None and flat.direction == 0


def test_chance_gives_a_direction_no_oftener_than_is_said():
    """A planted noise is not found: of all orders of six values at most one in twenty is told as a direction."""
    told = [rules.trend(dict(enumerate(map(float, one), 2015)), 2020) for one in permutations(range(6))]
    found = sum(one is not None and one.direction != 0 for one in told)
    assert 0 < found / math.factorial(6) <= rules.UNLIKELY


def test_a_break_cuts_the_series():
    values = {2015: 10.0, 2016: 11.0, 2017: 12.0, 2018: 50.0, 2019: 49.0, 2020: 48.0, 2021: 47.0}
    whole, cut = rules.trend(values, 2021), rules.trend(values, 2021, [2018])
    assert whole is not None and cut is not None
    assert (cut.first, cut.direction) == (2018, 0) and cut.slope == pytest.approx(-1)
    assert rules.moves(values, 2021, [2018]) == [1.0, 1.0, -1.0, -1.0, -1.0]
    assert rules.trend(values, 2019, [2018]) is None  # two years are no direction


def test_a_gap_is_no_step():
    assert rules.moves({2015: 1.0, 2017: 9.0, 2018: 10.0}, 2018, []) == [1.0]


@given(some.lists(some.floats(-1e4, 1e4), min_size=4, max_size=12), some.floats(-1e4, 1e4))
def test_noise_does_not_depend_on_where_zero_is_and_one_odd_year_does_not_rule_it(steps, odd):
    assume(len(steps) >= rules.FEWEST_MOVES)
    plain = rules.noise(steps)
    assert plain is not None and plain >= 0
    assert rules.noise([-one for one in steps]) == pytest.approx(plain)
    assert rules.noise([*steps, odd]) <= 1.4826 * max(map(abs, [*steps])) / math.sqrt(2) + 1e-9


def test_who_has_too_few_years_gets_the_middle_of_the_others():
    long = {year: float(year % 2) for year in range(2010, 2021)}
    series = {"0001": long, "0002": {2020: 5.0}}
    got = rules.noise_of_all(series, {"0001": 1.0, "0002": 5.0}, 2020, [])
    assert got["0001"] == got["0002"] > 0


def test_a_planted_outlier_is_last_with_certainty():
    series = {
        f"{town:04}": {year: 100.0 + town + (year % 3) for year in range(2010, 2021)} for town in range(1, 41)
    }
    series["2581"] = {year: 400.0 + (year % 3) for year in range(2010, 2021)}
    got = rules.compare(series, "2581", 2020)
    assert got.place is not None and (got.place.number, got.place.lowest, got.place.highest) == (41, 41, 41)
    ordinary = rules.compare(series, "0020", 2020)
    assert ordinary.place is not None and ordinary.place.lowest < 20 < ordinary.place.highest


def test_missing_is_not_zero():
    series = {
        NATION: {2020: 9.0},
        "2581": {2019: 5.0},
        "2580": {2020: 0.0},
        "2482": {2020: 4.0},
        "0180": {},
    }
    got = rules.compare(series, "2581", 2020, like=["2580", "2482", "0180"], chosen=["0180", "2580"])
    assert got.value is None and got.place is None and got.nation == 9.0
    assert got.values == {"2580": 0.0, "2482": 4.0}  # the nation is no municipality, and a gap no value
    assert (got.like_median, got.like_with_value) == (2.0, 2)
    assert got.chosen == {"0180": None, "2580": 0.0}
    assert rules.compare(series, "2581", 2020).like_median is None


@given(some.lists(some.none() | numbers, max_size=20))
def test_the_median_of_a_group_weighs_those_with_a_value_alike(values):
    known = [value for value in values if value is not None]
    assert rules.middle(values) == (median(known) if known else None)
