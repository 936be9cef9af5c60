"""The clock of a plan is the cheapest of its routes: against a linear programme, and on days reckoned by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samtid.ground.kernel.plan import Weights, after_iterations, make_plan, schedule, solve
from samtid.ground.kernel.plan.clock import set_clock
from samtid.ground.kernel.plan.polish import polish
from samtid.ground.kernel.plan.result import clock
from samtid.ground.kernel.plan.schedule import Stop

from .lp_clock import cheapest
from .make import chance, line


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), rich=st.booleans())
def test_no_other_clock_of_the_same_routes_is_cheaper(seed: int, rich: bool) -> None:
    problem = chance(seed, rich=rich)
    plan = solve(problem, after_iterations(5_000), seed)
    if plan.feasible:
        other = cheapest(problem, plan.routes)
        assert other is not None
        assert (
            plan.objective <= schedule.objective(problem, other) + 0.02
        )  # the programme knows no whole ticks


def test_waiting_is_weighed_against_coming_home_later() -> None:
    problem = line((0, 100), (0, 100), (200, 220), staff=2, visit=np.array([0, 0, 1]), place=np.array([1, 1, 2]),
                   links=np.array([[0, 1]]), gaps=np.zeros((1, 2)), allowed=np.array([[1, 0], [0, 1], [1, 0]], bool),
                   shift=np.array([[0.0, 480.0]] * 2), weights=Weights(1, 1, 1, waiting=1, overtime=1, idle=0.1))  # fmt: skip
    plan = solve(problem, after_iterations(20_000), 1)
    assert plan.objective == pytest.approx(185)  # the pair at 100, though one of them comes home later then
    assert plan.routes[1][0].start == 100


def test_being_a_little_late_may_be_cheaper_than_the_next_window() -> None:
    windows = np.array([[[0.0, 5.0], [100.0, 110.0]], [[20.0, 30.0], [np.nan, np.nan]]])
    problem = line((0, 5), (20, 30), staff=2, windows=windows, place=np.array([1, 1]), links=np.array([[0, 1]]),
                   gaps=np.array([[10.0, 20.0]]), allowed=np.array([[1, 0], [0, 1]], bool), weights=Weights(1, 1, 1))  # fmt: skip
    plan = solve(problem, after_iterations(20_000), 1)
    assert plan.objective == pytest.approx(50) and plan.routes[0][0].start == 10


def test_a_start_is_never_before_the_arrival_by_a_fraction() -> None:
    way = np.array([[[0, 10.0004], [10.0004, 0]]])
    plan = solve(line((0, 5), travel=way), after_iterations(5_000), 1)
    assert plan.routes[0][0].start == 10.001 and not schedule.faults(plan.problem, plan.routes, 0.0)


def test_what_takes_no_time_ends_before_a_lunch_begins() -> None:
    problem = line((200, 200), minutes=0, lunch=np.array([True]), lunch_window=(200, 215), shift=np.array([[0.0, 480.0]]),
                   weights=Weights(missed_lunch=50))  # fmt: skip
    timed = set_clock(problem, {0: (Stop(0, 200.0, 1), Stop(None, 200.0, 1))})
    assert timed is not None and timed[0][1].start == 200.001


def test_visits_that_wait_for_each_other_have_no_clock() -> None:
    problem = line((0, 500), (0, 500), (0, 500), (0, 500), staff=2, visit=np.array([0, 0, 1, 1]), place=np.array([1, 1, 2, 2]),
                   allowed=np.array([[1, 0], [0, 1], [1, 0], [0, 1]], bool), links=np.array([[0, 1], [2, 3]]),
                   gaps=np.zeros((2, 2)))  # fmt: skip
    stop = [Stop(i, 0.0, int(problem.place[i])) for i in range(4)]
    assert set_clock(problem, {0: (stop[0], stop[2]), 1: (stop[3], stop[1])}) is None


def test_a_hard_time_that_cannot_be_kept_is_missed_by_as_little_as_can_be() -> None:
    problem = line((30, 30), (30, 30), hard=np.array([True, True]))
    timed = set_clock(problem, {0: (Stop(0, 30.0, 1), Stop(1, 30.0, 2))})
    assert timed is not None and [s.start for s in timed[0]] == [30, 50]
    assert not make_plan(problem, timed).feasible


def test_the_hours_after_midnight_are_said_as_such() -> None:
    assert [clock(x) for x in (599.6, 1439, 1560, 3000)] == [
        "10.00",
        "23.59",
        "02.00 (nästa dygn)",
        "02.00 (2 dygn senare)",
    ]


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_the_last_of_the_budget_makes_a_plan_cheaper_and_never_worse(seed: int) -> None:
    problem = chance(seed, rich=True, visits=6)
    plan = solve(problem, after_iterations(5_000), seed)
    asked = iter(range(10_000))
    better = polish(plan, lambda: next(asked) / 300)
    assert better.objective <= plan.objective + 1e-6 and set(better.faults) <= set(plan.faults)
    assert polish(plan, lambda: 1.0) is plan
