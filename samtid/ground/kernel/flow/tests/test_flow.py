"""Flödeskärnan mot sin långsamma tvilling, and what must hold whatever the unit."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samtid.ground.kernel.flow import (
    BadUnit,
    Past,
    Unit,
    compare,
    merged,
    quantile_tables,
    rates_of,
    simulate,
    with_demand,
    with_hours,
    with_people,
)

from . import twin

DAYS = 70


def a_unit(seed=1, staff=3, matters=12, kinds=2, tables=2, days=DAYS):
    chance = np.random.default_rng(seed)
    capacity = np.tile(((np.arange(days) % 7) < 5).astype(float), (staff, 1))
    capacity *= chance.random((staff, days)) < 0.9  # away now and then
    return Unit(
        capacity=capacity,
        slots=chance.integers(0, 5, staff),
        rate=chance.random((kinds, days)) * 0.4,
        work=np.sort(chance.lognormal(1.5, 0.8, (tables, kinds, 9)), axis=2),
        priority=chance.integers(0, 2, kinds),
        limit=np.array([14.0, math.inf])[:kinds],
        onward=np.array([[0.1, 0.4], [0.0, 0.0]])[:kinds, :kinds],
        kind=chance.integers(0, kinds, matters),
        age=chance.random(matters) * 30,
        done=np.where(chance.random(matters) < 0.2, 500.0, chance.random(matters) * 20),
        holder=chance.integers(-1, staff, matters),
        due=chance.integers(-3, days + 20, matters).astype(float),
        scale=0.5 + chance.random(matters),
    )


def told_the_same(unit, runs=3, seed=7):
    told = simulate(unit, runs, seed)
    for run in range(runs):
        waiting, under_way, late, lead, ended, broken = twin.play(unit, run, seed)
        assert told.waiting[run].tolist() == waiting
        assert told.under_way[run].tolist() == under_way
        assert told.late[run].tolist() == late
        assert told.ended[run].tolist() == ended
        assert np.allclose(told.lead_days[run], lead)
        assert told.broken[run].astype(bool).tolist() == broken


@given(st.integers(0, 10_000), st.integers(0, 4), st.integers(0, 15), st.integers(1, 2))
@settings(max_examples=25, deadline=None)
def test_the_kernel_and_its_slow_twin_play_the_same_paths(seed, staff, matters, kinds):
    unit = a_unit(seed, max(staff, 1), matters, kinds)
    if staff == 0:  # everybody is away the whole time
        unit = replace(unit, capacity=unit.capacity * 0)
    told_the_same(unit)


def test_one_seed_gives_one_answer_and_another_gives_another():
    unit = a_unit()

    assert simulate(unit, 20, 3).waiting.tobytes() == simulate(unit, 20, 3).waiting.tobytes()
    assert simulate(unit, 20, 3).waiting.tobytes() != simulate(unit, 20, 4).waiting.tobytes()


def test_the_first_runs_are_the_same_however_many_there_are():
    unit = a_unit()

    assert np.array_equal(simulate(unit, 40, 3).late[:10], simulate(unit, 10, 3).late)


def test_when_everybody_is_away_nothing_is_done_and_all_that_has_a_day_breaks():
    unit = a_unit()
    told = simulate(replace(unit, capacity=unit.capacity * 0, done=unit.done * 0), 20)

    assert told.ended.sum() == 0
    assert np.all(told.chance[told.can_be_told] == 1)


def test_a_limit_that_has_broken_is_certain_and_is_not_counted_among_those_to_come():
    unit = Unit(
        np.ones((1, 14)), np.ones(1, np.int64), np.zeros((1, 14)), np.ones((1, 1, 2)),
        kind=np.zeros(1, np.int64), age=np.array([30.0]), done=np.zeros(1), holder=np.zeros(1, np.int64),
        due=np.array([0.0]),
    )  # fmt: skip
    told = simulate(unit, 10)

    assert told.chance.tolist() == [1.0]
    assert told.late.sum() == 0


def test_of_a_day_beyond_those_that_are_played_nothing_is_said():
    unit = replace(a_unit(), due=np.full(12, DAYS + 1.0))

    assert np.isnan(simulate(unit, 10).chance).all()


def test_a_unit_without_matters_and_without_staff_can_be_played():
    unit = Unit(np.zeros((0, 7)), np.zeros(0, np.int64), np.ones((1, 7)), np.ones((1, 1, 2)))

    assert simulate(unit, 50).queue().middle[0] == pytest.approx(7, abs=2)


def test_what_comes_is_as_much_as_was_expected():
    unit = replace(a_unit(matters=0), slots=np.zeros(3, np.int64))
    told = simulate(unit, 400)
    expected = unit.rate.sum()

    assert told.waiting[:, :, -1].sum() / 400 == pytest.approx(expected, abs=4 * math.sqrt(expected / 400))


def test_an_m_m_1_queue_has_the_length_that_erlang_said():
    days, load = 4200, 0.5
    table = -np.log(1 - np.linspace(0, 0.99999, 4001)).reshape(1, 1, -1)  # exponential, mean 1
    unit = Unit(np.ones((1, days)), np.ones(1, np.int64), np.full((1, days), load), table)
    told = simulate(unit, 40)

    # L_q = load² / (1 − load)
    assert told.waiting[:, 0, 50:].mean() == pytest.approx(load**2 / (1 - load), rel=0.06)


def test_the_same_matters_in_both_worlds_make_the_difference_surer():
    unit = a_unit(3, staff=4, matters=20)
    same = compare(unit, with_demand(unit, 1.2), 200, 5)
    alone = simulate(with_demand(unit, 1.2), 200, 6).in_hand().middle  # other chance
    paired = (same.there.waiting - same.here.waiting).sum(axis=1)[:, -1].std()
    other = simulate(with_demand(unit, 1.2), 200, 6).waiting.sum(axis=1)[:, -1]
    unpaired = (other - same.here.waiting.sum(axis=1)[:, -1]).std()

    assert len(alone) == unit.weeks
    assert paired < unpaired


def test_shorter_days_more_to_do_and_fewer_colleagues_never_shorten_what_lies_in_hand():
    unit = replace(a_unit(3, staff=4, matters=20), slots=np.full(4, 5))
    for world in (with_hours(unit, 0.75), with_demand(unit, 1.2)):
        assert compare(unit, world, 100).in_hand.middle[-1] >= 0
    assert compare(unit, with_people(unit, -1), 100).in_hand.middle[-1] >= 0
    assert compare(unit, with_people(unit, 1), 100).in_hand.middle[-1] <= 0


def test_a_world_with_nothing_changed_differs_in_nothing():
    unit = a_unit()
    told = compare(unit, with_people(with_demand(unit, 1.0), 0), 50)

    assert told.queue.low.tolist() == told.queue.high.tolist() == [0.0] * unit.weeks


def test_two_units_in_one_have_the_matters_and_the_people_of_both():
    here, other = a_unit(1), a_unit(2)
    both = merged(here, other)

    assert (both.open, len(both.slots), both.kinds) == (24, 6, 4)
    assert len(set(both.name.tolist())) == 24
    assert len(set(both.stream.tolist())) == 4
    told_the_same(both)


def test_two_units_with_room_enough_are_as_well_off_apart_as_together():
    here = replace(a_unit(1), capacity=np.ones((3, DAYS)), slots=np.full(3, 99))
    other = replace(
        a_unit(2),
        capacity=np.ones((3, DAYS)),
        slots=np.full(3, 99),
        name=np.arange(50, 62),
        stream=np.array([7, 8]),
    )
    both, apart = simulate(merged(here, other), 10), (simulate(here, 10), simulate(other, 10))

    assert np.array_equal(both.late[:, :2], apart[0].late)
    assert np.array_equal(both.late[:, 2:], apart[1].late)


def test_who_leaves_gives_back_what_they_held():
    unit = a_unit(1, staff=2, matters=10)
    alone = with_people(unit, -2)

    assert (alone.holder == -1).all()
    with pytest.raises(BadUnit, match="så många"):
        with_people(unit, -3)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("rate", np.full((2, DAYS), -1.0), "rate"),
        ("holder", np.full(12, 9), "handläggare"),
        ("kind", np.full(12, 2), "slag"),
        ("due", np.full(12, np.nan), "nan"),
        ("onward", np.ones((2, 2)), "summera"),
        ("slots", np.ones(9, np.int64), "formen"),
    ],
)
def test_what_does_not_hold_together_is_said_in_words(name, value, said):
    with pytest.raises(BadUnit, match=said):
        replace(a_unit(), **{name: value})


@given(st.integers(0, 1000))
@settings(max_examples=20, deadline=None)
def test_the_tables_find_the_durations_again_though_some_are_still_open(seed):
    chance = np.random.default_rng(seed)
    true, until = chance.lognormal(3, 0.5, 600), chance.uniform(10, 90, 600)
    past = Past(np.zeros(600, np.int64), np.minimum(true, until), true <= until)
    table = quantile_tables(past, 1, 1)[0, 0]

    assert np.all(np.diff(table) >= 0)
    assert table[50] == pytest.approx(math.exp(3), rel=0.15)
    assert table[-1] < 400  # a tail, but no end of the world


def test_with_few_that_are_done_it_is_said_that_it_cannot_be_said():
    past = Past(np.array([0] * 19 + [1] * 20), np.ones(39), np.ones(39, bool))

    assert past.enough(3).tolist() == [False, True, False]
    assert np.isfinite(quantile_tables(past, 3)).all()
    assert np.isfinite(quantile_tables(Past(np.zeros(0, int), np.zeros(0), np.zeros(0, bool)), 2)).all()


def test_more_is_expected_on_the_weekday_that_has_had_more():
    days = np.arange(364)
    came = np.where(days % 7 == 0, 4, 1)
    month = np.ones(364, np.int64)
    rates = rates_of(came, days % 7, month, (np.arange(7), np.ones(7, np.int64)))

    assert rates[0] > 2 * rates[1]
    assert rates.sum() == pytest.approx(10, rel=0.1)
