"""What the scouts agree on costs less while it is hot, and the true cost is what counts in the end."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samtid.ground.kernel.plan import Problem, after_iterations, audit, cooling
from samtid.ground.kernel.plan import _layout as lay
from samtid.ground.kernel.plan.consensus import RANK, Consensus, arcs, travel
from samtid.ground.kernel.plan.solve import CHUNK, LADDER, Search

from .make import chance, line

SEEDS = st.integers(0, 10_000)


def searched(problem: Problem, seed: int, chunks: int = 2) -> Search:
    """A search that has come some way."""
    search = Search(problem, seed)
    while search.step(after_iterations(chunks * CHUNK), 0.0):
        pass
    return search


@given(seed=SEEDS, rich=st.booleans())
def test_the_sum_of_all_journeys_is_the_one_kept_trial_by_trial(seed: int, rich: bool) -> None:
    search = searched(chance(seed, rich=rich), seed)
    assert travel(search.field, search.state.X) == search.state.Z[lay.TRAVEL]


@given(seed=SEEDS, heat=st.floats(1, 1e6))
def test_discounts_follow_the_heat_and_leave_no_trace(seed: int, heat: float) -> None:
    search = searched(chance(seed, rich=False), seed)
    f, s = search.field, search.state
    true = f.D.copy()
    heard = Consensus(f)
    _, start, end = arcs(f, s.X)
    heard.hear(1.0, s.X)

    cheap = heard.field(s, heat)
    known = np.zeros(true.shape, bool)
    known[:, start, end] = True
    off = round(heat / float(f.W[lay.TRAVEL]))
    assert np.array_equal(cheap.D, np.where(known, np.maximum(true - off, 0), true))
    assert np.array_equal(cheap.DI, cheap.D.transpose(0, 2, 1))
    search._anneal(cheap, s, search.bench, search.share, LADDER, heat, 0.0, CHUNK, search.out)
    assert s.Z[lay.TRAVEL] == travel(cheap, s.X)

    assert heard.field(s, 0.0) is f
    assert np.array_equal(f.D, true) and audit.differences(f, s) == []


def test_the_better_plans_count_more() -> None:
    """Three visits on a road, one person: out in order from one side, or from the other."""
    problem = line((0, 900), (0, 900), (0, 900))
    search = Search(problem, seed=1)
    f, s = search.field, search.state
    order: list[list[int]] = [[0, 1, 2], [2, 1, 0]]
    plans = []
    for visits in order:
        X = s.X.copy()
        ring = [3, *visits, 3]
        for one, two in pairwise(ring):
            X[one, lay.SUCC], X[two, lay.PRED] = two, one
        X[:, lay.STAFF] = 0
        plans.append(X)
    heard = Consensus(f)
    heard.hear(20.0, plans[1])  # the dearer one first
    heard.hear(10.0, plans[0])
    heat = 3_000.0 * float(f.W[lay.TRAVEL])
    saved = (f.D - heard.field(s, heat).D)[0]
    better, worse = 3_000 / (1 + RANK), 3_000 * RANK / (1 + RANK)
    assert saved[1, 2] == saved[2, 3] == saved[0, 1] == pytest.approx(better, abs=1)
    assert saved[3, 2] == saved[2, 1] == saved[0, 3] == pytest.approx(worse, abs=1)
    assert saved[1, 3] == 0


def test_nothing_heard_and_nothing_to_price_change_nothing() -> None:
    search = searched(chance(5, rich=False), 5)
    assert Consensus(search.field).field(search.state, 100.0) is search.field


def test_a_led_search_is_repeatable_and_counts_the_true_cost() -> None:
    problem = chance(8, rich=False, visits=4)
    budget = after_iterations(250_000 * problem.n_services)
    ends = []
    for _ in range(2):
        search = Search(problem, seed=2)
        led, before = 0, search.best
        while search.step(budget, 0.0):
            led += search.priced is not search.field
            assert search.best <= before
            before = search.best
        assert led > 0 and search.priced is search.field
        assert any(leg.led for leg in search.legs)
        assert len([leg for leg in search.legs if leg.fresh]) >= cooling.FEWEST_LEADING
        plan = search.plan(0.0)
        assert plan.feasible and plan.objective == pytest.approx(search.best)
        ends.append((int(search.state.RNG[0]), plan.routes))
    assert ends[0] == ends[1]


def test_a_plan_from_elsewhere_comes_in_at_its_true_cost() -> None:
    """Threads exchange plans whenever it is time, also in the middle of a cooling that the scouts lead."""
    problem = chance(8, rich=False, visits=4)
    budget = after_iterations(250_000 * problem.n_services)
    search = Search(problem, seed=2)
    while search.priced is search.field:
        assert search.step(budget, 0.0)
    b = search.bench
    search.adopt((b.best_X, b.best_W, b.best_Z))
    assert search.priced is search.field and audit.differences(search.field, search.state) == []
    while search.step(budget, 0.0):
        pass
    assert search.plan(0.0).objective == pytest.approx(search.best)


def test_scouts_that_a_sleeping_machine_skipped_are_not_heard() -> None:
    """The clock jumps from the first scout to the last cooling: one plan was searched, and one is heard."""
    search = Search(chance(8, rich=False, visits=4), seed=2)
    for used in (0.0, *[1e-4] * 20, 0.01, 0.02, 0.95, 0.96):
        assert search.step(lambda _, used=used: used, 0.0)
    assert len([leg for leg in search.legs if leg.fresh]) > 1 and search.leg == len(search.legs) - 1
    assert len(search.consensus._heard) == 1
