"""XmR: a planted shift is found, noise seldom is."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samtid.ground.kernel.stats import Signal, xmr

MANY = 400


def noise(seed: int, length: int = 36, level: float = 20.0) -> list[float]:
    draw = random.Random(seed)
    return [draw.gauss(level, 2.0) for _ in range(length)]


def test_wheelers_limits_are_the_mean_and_two_and_two_thirds_mean_ranges():
    # mean 10, moving ranges 2, 4, 2, 4, 2: mean 2.8, limits 10 ± 7.448
    found = xmr([9.0, 11.0, 7.0, 9.0, 13.0, 11.0])

    assert found.latest is not None
    assert found.latest.mean == pytest.approx(10)
    assert found.latest.low == pytest.approx(10 - 2.66 * 2.8)
    assert found.latest.high == pytest.approx(10 + 2.66 * 2.8)


def test_few_values_have_no_limits():
    assert xmr([1.0, 2.0, 3.0, 4.0, 5.0]).phases == ()


def test_noise_gives_few_false_alarms():
    """Limits from twelve values are themselves unsure: about one value in a hundred falls outside by chance."""
    charts = [xmr(noise(seed)) for seed in range(MANY)]
    outside = sum(why is Signal.OUTSIDE for chart in charts for why in chart.signals.values())
    shifts = sum(len(chart.phases) - 1 for chart in charts)

    assert outside / (MANY * 36) < 0.02
    # eight in a row by chance: once in 2 ** 7 = 128 places, of 24 after the base
    assert shifts / MANY < 0.35


def test_a_planted_jump_is_found():
    found = 0
    for seed in range(MANY):
        values = noise(seed)
        values[30] += 12.0  # six standard deviations
        found += xmr(values).signals.get(30) is Signal.OUTSIDE
    assert found / MANY > 0.94


def test_a_planted_new_level_is_found_and_has_limits_of_its_own():
    found = 0
    for seed in range(MANY):
        values = noise(seed, 18) + noise(seed + MANY, 18, level=26.0)  # three standard deviations up
        chart = xmr(values)
        found += any(16 <= phase.first <= 20 for phase in chart.phases[1:])
    assert found / MANY > 0.85


@settings(deadline=None)
@given(st.lists(st.one_of(st.none(), st.floats(-1e4, 1e4)), max_size=60))
def test_phases_follow_each_other_and_signals_are_values(values):
    found = xmr(values)

    for one, after in zip(found.phases, found.phases[1:], strict=False):
        assert one.first <= one.last < after.first
    assert all(values[place] is not None for place in found.signals)
    assert all(phase.low <= phase.mean + 1e-6 and phase.mean - 1e-6 <= phase.high for phase in found.phases)


@settings(deadline=None)
@given(st.lists(st.floats(-1e3, 1e3), min_size=6, max_size=40), st.floats(-1e3, 1e3))
def test_moving_everything_moves_the_limits_as_much(values, by):
    one, other = xmr(values), xmr([value + by for value in values])

    if len(one.phases) == len(other.phases) == 1:
        assert other.phases[0].mean == pytest.approx(one.phases[0].mean + by, abs=1e-6)
        assert other.phases[0].high - other.phases[0].low == pytest.approx(
            one.phases[0].high - one.phases[0].low, abs=1e-6
        )


def test_what_cannot_be_passed_is_not_passed_by_a_limit():
    found = xmr([97.0, 99.0, 96.0, 100.0, 95.0, 99.0], least=0, most=100)

    assert found.latest is not None
    assert found.latest.high == 100
