"""The coolings of a search: they cover the budget, and each falls from its own beginning to its own end."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from samtid.ground.kernel.plan import cooling

TRIALS = st.floats(0, 1e8)
SHARE = st.floats(0, 1)
SERVICES = st.integers(1, 2_000)


@given(trials=TRIALS, services=SERVICES, plain=st.booleans())
def test_the_coolings_cover_the_budget_without_gaps(trials: float, services: int, plain: bool) -> None:
    legs = cooling.legs(trials, services, plain)
    assert legs[0].begins == 0 and legs[-1].ends == 1
    assert all(one.ends == two.begins for one, two in pairwise(legs))
    assert all(one.begins < one.ends for one in legs)


@given(trials=TRIALS, more=TRIALS)
def test_more_time_never_begins_milder(trials: float, more: float) -> None:
    assert cooling.start(trials) <= cooling.start(trials + more)
    assert cooling.MILDEST <= cooling.start(trials) <= cooling.HOTTEST
    assert cooling.one(trials).hot <= cooling.one(trials + more).hot
    assert cooling.ONLY <= cooling.one(trials).hot <= cooling.HOTTEST


@given(trials=TRIALS, one=SHARE, two=SHARE, ordinary=st.floats(1, 1e6), ratio=st.floats(0.001, 1))
def test_the_temperature_falls(trials: float, one: float, two: float, ordinary: float, ratio: float) -> None:
    leg = cooling.one(trials)
    early, late = sorted((one, two))
    cheapest = ordinary * ratio
    before, after = (cooling.temperature(leg, x, ordinary, cheapest) for x in (early, late))
    assert after <= before * (1 + 1e-8)
    assert after >= min(leg.hot * ordinary, leg.cold * cheapest) * (1 - 1e-8)


def test_a_short_search_sends_no_scouts_and_a_long_one_sends_many_and_cools_again() -> None:
    for services in (cooling.SMALL, cooling.SMALL + 1):
        assert len(cooling.legs(10_000, services, True)) == 1
        ample = cooling.legs(1e9, services, True)
        assert len(ample) == cooling.LED.most_scouts + cooling.LED.most
        anew, mild = (sum(leg.hot == hot for leg in ample) for hot in (cooling.WARM, cooling.POLISH))
        assert anew > mild > 0 and ample[-1].hot == cooling.POLISH


def test_scouts_lead_where_time_is_ample_and_little_but_travel_is_priced() -> None:
    enough = cooling.FEWEST_LEADING * cooling.LED.scout / cooling.LED.scouting + 1
    for trials in (enough, 1e9):
        legs = cooling.legs(trials, 300, True)
        assert [leg.led for leg in legs] == [not leg.fresh and leg.hot == cooling.WARM for leg in legs]
        assert any(leg.led for leg in legs)
        assert not any(leg.led for leg in cooling.legs(trials, 300, False))
    assert not any(leg.led for leg in cooling.legs(enough - 2, 300, True))


def test_a_small_plain_day_is_cooled_quickly_from_higher_up_when_there_is_some_time() -> None:
    small = cooling.legs(cooling.QUICK_TRIALS, cooling.SMALL, True)
    assert [leg.hot for leg in small if not leg.fresh] == [cooling.QUICK_WARM] * cooling.QUICK_AGAIN
    assert len(cooling.legs(cooling.QUICK_TRIALS, cooling.SMALL + 1, True)) == 1
    assert len(cooling.legs(cooling.QUICK_TRIALS, cooling.SMALL, False)) == 1


@given(trials=TRIALS, services=SERVICES, plain=st.booleans())
def test_scouts_come_first_and_each_cooling_has_time_enough(
    trials: float, services: int, plain: bool
) -> None:
    legs = cooling.legs(trials, services, plain)
    fresh = [leg.fresh for leg in legs]
    assert fresh == sorted(fresh, reverse=True) and not fresh[-1]
    if len(legs) > 1:
        small = cooling.QUICK_TRIALS / (cooling.QUICK_SCOUTS + cooling.QUICK_AGAIN)
        least = small if plain and services <= cooling.SMALL else cooling.LED.scout
        assert all((leg.ends - leg.begins) * trials >= 0.99 * least for leg in legs)


@given(trials=TRIALS, services=SERVICES, plain=st.booleans())
def test_the_best_plan_is_never_warmed_more_than_the_time_before(
    trials: float, services: int, plain: bool
) -> None:
    legs = cooling.legs(trials, services, plain)
    hot = [leg.hot for leg in legs if not leg.fresh]
    assert hot == sorted(hot, reverse=True)
    assert [leg.cold for leg in legs] == [cooling.HALF_COLD] * (len(legs) - 1) + [cooling.COLD]
