"""Provet: that a forecast is asked with what was known, and that it is as good as it says."""

from __future__ import annotations

import numpy as np
import pytest

from samtid.ground.kernel.flow import Unit, quantile_tables, simulate
from samtid.ground.kernel.flow.proof import (
    BY_DAYS,
    BY_KIND,
    OPEN,
    OURS,
    RAW,
    Limits,
    chances,
    prove,
    tuned,
)

WORKS = ((np.arange(1200) % 7) < 5).astype(float)


def a_history(seed=1, count=900, spread=0.6, unit=0):
    """Two kinds; the second is slow, and breaks more often."""
    chance = np.random.default_rng(seed)
    kind = chance.integers(0, 2, count)
    began = np.sort(chance.integers(0, 700, count))
    limit = np.where(kind == 0, 30, 90)
    took = np.exp(np.log(np.where(kind == 0, 12, 70)) + spread * chance.standard_normal(count))
    return Limits(np.full(count, unit), kind, began, began + took.astype(int), began + limit, WORKS)


MOMENTS = list(range(200, 640, 40))


def test_the_forecast_beats_the_plain_ways_where_there_is_something_to_know():
    proof, tuning = prove(a_history(), MOMENTS, 700, 1)

    assert len(proof.broke) > 150
    assert proof.brier(OURS) < min(proof.brier(BY_KIND), proof.brier(BY_DAYS))
    assert proof.surer(OURS, BY_DAYS)[1] < 0
    assert tuning.learnt_from > 150


def test_what_is_said_is_what_happens():
    proof, _ = prove(a_history(2, 1500), MOMENTS, 700, 1)

    rows = [row for row in proof.reliability(OURS) if row[3] > 60]
    assert len(rows) > 2
    for _, said, happened, count in rows:
        # the same limit is asked about at several moments: wider than so many of their own would be (2.5 standard errors)
        assert happened == pytest.approx(said, abs=0.05 + 2.5 * (said * (1 - said) / count) ** 0.5)


def test_what_happens_afterwards_changes_nothing_of_what_was_said_before():
    history, moment = a_history(), 400
    then = history.known(moment)
    later = Limits(
        history.unit, history.kind, history.began, np.where(history.stopped >= moment, 5000, history.stopped),
        history.due, WORKS,
    )  # fmt: skip

    assert np.array_equal(chances(then, moment)[0], chances(later.known(moment), moment)[0], equal_nan=True)


def test_a_limit_that_has_passed_is_broken_and_one_without_history_is_not_said():
    history = Limits(*(np.array(one) for one in ([0, 0], [0, 0], [0, 0], [OPEN, OPEN], [5, 90])), WORKS)
    told, can = chances(history, 10)

    assert can.tolist() == [True, False]
    assert told[0] == 1.0


def test_few_of_a_kind_in_the_unit_are_told_of_by_all_units():
    many, few = a_history(3, 400), a_history(4, 3, unit=1)
    both = Limits(
        *(np.concatenate([getattr(many, name), getattr(few, name)]) for name in ("unit", "kind", "began")),
        np.concatenate([many.stopped, np.full(3, OPEN)]),
        np.concatenate([many.due, np.full(3, 720)]),
        WORKS,
    )
    told, can = chances(both, 701)

    assert can[-3:].all()
    assert ((told[-3:] >= 0) & (told[-3:] <= 1)).all()


def test_the_short_way_to_the_chance_is_what_the_simulation_comes_to():
    history, now = a_history(5, 600), 500
    then = history.known(now)
    told, can = chances(then, now, 1)
    asked = np.flatnonzero(can & (then.due >= now) & (then.kind == 1))
    past = then.past(now)
    usual = 65.0
    own = quantile_tables(past, 2, 1) * usual
    unit = Unit(
        WORKS[None, now : now + 140], np.array([0]), np.zeros((2, 140)), own,
        kind=then.kind[asked],
        done=then.work(then.began, now)[asked],
        scale=then.span[asked] / usual,
        holder=np.zeros(len(asked), np.int64),
        due=(then.due[asked] - now + 1).astype(float),
    )  # fmt: skip

    assert len(asked) > 10
    assert simulate(unit, 4000).chance == pytest.approx(told[asked], abs=0.04)


def test_with_nothing_to_learn_from_the_flow_and_the_days_weigh_the_same():
    nothing = np.zeros(0)
    tuning = tuned(nothing, nothing, nothing, np.zeros(0, bool))

    assert tuning.weights.tolist() == [0.0, 0.5, 0.5, 0.0]
    assert tuning.of(np.array([0.5]), np.array([0.5]), np.array([0.2])) == pytest.approx(0.5)


def test_more_that_is_left_to_do_never_makes_a_chance_smaller():
    chance = np.random.default_rng(1)
    flow, broke = chance.random(300), chance.random(300) < 0.5
    tuning = tuned(flow, 1 - flow, flow, ~broke & (flow < 0.5))
    said = tuning.of(np.linspace(0, 1, 50), np.full(50, 0.3), np.full(50, 0.3))

    assert np.all(np.diff(said) >= -1e-12)


def test_no_history_is_nothing_to_prove():
    empty = Limits(*(np.zeros(0, np.int64) for _ in range(5)), WORKS)
    proof, tuning = prove(empty, MOMENTS, 700)

    assert len(proof.broke) == 0
    assert set(proof.said) == {OURS, RAW, BY_DAYS, BY_KIND}
    assert tuning.learnt_from == 0
