"""Effekten: against a kept library where it can tell, and against what has no effect at all."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from statistics import fmean

import pytest
from scipy import stats

from samtid.ground.kernel.stats import level_beside_others, level_beside_trend, level_change, student
from samtid.ground.kernel.stats.effect import FEWEST_BEFORE, FEWEST_DURING


@pytest.mark.parametrize("freedom", [5, 6.5, 10, 22, 60, 400])
@pytest.mark.parametrize("probability", [0.9, 0.975, 0.9875, 0.99375])
def test_the_quantile_is_students(freedom, probability):
    assert student(probability, freedom) == pytest.approx(stats.t.ppf(probability, freedom), rel=4e-3)


def uncorrelated(chance: Random, many: int, level: float) -> list[float]:
    """Values whose neighbours rather avoid each other, so that nothing is taken off."""
    while True:
        found = [level + chance.gauss(0, 2) for _ in range(many)]
        left = [one - fmean(found) for one in found]
        if sum(one * after for one, after in pairwise(left)) < -0.25 * sum(one * one for one in left):
            return found


def test_where_no_value_follows_another_it_is_welchs_interval():
    chance = Random(3)
    told_of = 0
    for _ in range(20):
        before, during = uncorrelated(chance, 12, 40), uncorrelated(chance, 8, 36)
        found = level_change(before, during)
        told = stats.ttest_ind(during, before, equal_var=False).confidence_interval(0.95)
        if found is None:
            continue
        told_of += 1
        assert (found.low, found.high) == pytest.approx((told.low, told.high), rel=5e-3, abs=5e-3)
    assert told_of > 15


def test_beside_its_trend_a_rising_row_has_no_effect_and_beside_its_level_it_seems_to():
    chance = Random(5)
    row = [(month, 10 + 0.5 * month + chance.gauss(0, 0.3)) for month in range(24)]
    trend = level_beside_trend(row[:18], row[18:])
    level = level_change([value for _, value in row[:18]], [value for _, value in row[18:]])
    assert trend is not None and level is not None
    assert trend.low < 0 < trend.high and abs(trend.size) < 0.5
    assert level.size > 5 and not level.is_told, "each value follows the one before: a slope is no step"


def test_the_step_is_found_whatever_the_slope():
    chance = Random(8)
    row = [
        (month, 10 - 0.2 * month + (6 if month >= 18 else 0) + chance.gauss(0, 0.4)) for month in range(26)
    ]
    found = level_beside_trend(row[:18], row[18:])
    assert found is not None and found.low < 6 < found.high and found.is_told


def test_what_happens_to_everybody_is_nobodys_effect():
    chance = Random(13)
    before = [(30 + chance.gauss(0, 1), 28 + chance.gauss(0, 1)) for _ in range(12)]
    during = [(40 + chance.gauss(0, 1), 38 + chance.gauss(0, 1)) for _ in range(6)]
    beside = level_beside_others(before, during)
    alone = level_change([one for one, _ in before], [one for one, _ in during])
    assert beside is not None and alone is not None
    assert not beside.is_told and alone.is_told


def noise(chance: Random, many: int, follows: float) -> list[float]:
    """Values around nothing, each following the one before by so much."""
    row, last = [], 0.0
    for _ in range(many):
        last = follows * last + chance.gauss(0, 1) * (1 - follows * follows) ** 0.5
        row.append(last)
    return row


def level(row: list[float], first: int):
    return level_change(row[:first], row[first:])


def trend(row: list[float], first: int):
    every = list(enumerate(row))
    return level_beside_trend(every[:first], every[first:])


@pytest.mark.parametrize("counted", [level, trend])
@pytest.mark.parametrize("many", [(12, 5), (12, 6), (24, 12)])
@pytest.mark.parametrize(("follows", "seldom"), [(0.0, 0.06), (0.3, 0.08), (0.5, 0.1)])
def test_a_trial_without_effect_is_seldom_told_of_one(counted, many, follows, seldom):
    """The planted noise: one in twenty, and not many more where each month follows the one before; and an answer is given."""
    chance = Random(21)
    told = [counted(noise(chance, sum(many), follows), many[0]) for _ in range(1000)]
    assert sum(one is None for one in told) < 20
    assert sum(one is not None and one.is_told for one in told) / 1000 < seldom


def test_four_looks_find_no_more_than_one():
    drawn, wrong = Random(22), 0
    for _ in range(500):
        row = noise(drawn, 36, 0.0)
        told = [level_change(row[:24], row[24:end], 4) for end in (36, 33, 30, 29)]
        wrong += any(one is not None and one.is_told for one in told)
    assert wrong / 500 < 0.06


def test_too_few_periods_say_nothing():
    assert level_change([1.0] * (FEWEST_BEFORE - 1), [2.0] * 9) is None
    assert level_change([1.0] * 9, [2.0] * (FEWEST_DURING - 1)) is None
    assert level_beside_trend([(n, 1.0) for n in range(5)], [(n, 2.0) for n in range(5, 12)]) is None
    assert level_change([1.0] * 6, [2.0] * 5) is not None, "the same value each time is sure, and no fault"


def test_one_looks_at_least_once():
    with pytest.raises(ValueError, match="once"):
        level_change([1.0] * 6, [2.0] * 5, looks=0)
