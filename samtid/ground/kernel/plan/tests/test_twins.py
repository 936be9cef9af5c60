"""The fast code against its slow twins: after every single trial, on days by chance."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samtid.ground.kernel.plan import _anneal, _keep, audit, schedule
from samtid.ground.kernel.plan._layout import REACH, TICK
from samtid.ground.kernel.plan.result import make_plan, read_best
from samtid.ground.kernel.plan.solve import LADDER, MOVES, TEAR, Search
from samtid.ground.kernel.plan.stop import after_iterations

from .make import chance

ONLY_MOVES = np.array((*MOVES, 0, *TEAR[1:]), np.int64)
ONLY_RUINS = np.array((*MOVES, 1 << 20, *TEAR[1:]), np.int64)


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    rich=st.booleans(),
    hot=st.sampled_from((1.0, 2e3, 1e5)),
    reach=st.sampled_from((0, 2)),  # 2: ruins look only beside good neighbours, as on large days
)
def test_every_sum_and_clock_is_right_after_every_trial(
    seed: int, rich: bool, hot: float, reach: int
) -> None:
    search = Search(chance(seed, rich=rich), seed)
    search.field.FLAG[REACH] = reach
    assert audit.differences(search.field, search.state) == []
    for trial in range(60):
        share = ONLY_RUINS if trial % 3 == 0 else ONLY_MOVES
        _anneal.anneal(search.field, search.state, search.bench, share, LADDER, hot, 0.1, 1, search.out)
        assert audit.differences(search.field, search.state) == []
    _anneal.anneal(search.field, search.state, search.bench, search.share, LADDER, hot, 0.0, 3000, search.out)
    assert audit.differences(search.field, search.state) == []
    assert search.out[0] == pytest.approx(_keep.price(search.state.Z, search.field.W))


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), rich=st.booleans())
def test_what_the_search_believes_is_what_its_routes_cost_and_the_plan_at_most_that(
    seed: int, rich: bool
) -> None:
    search = Search(chance(seed, rich=rich), seed)
    while search.step(after_iterations(10_000), 0.0):
        pass
    plan = search.plan(0.0)
    believed = make_plan(search.problem, read_best(search.problem, search.field, search.state, search.bench))
    if believed.feasible:  # a hard time that cannot be kept is priced by the search and refused by the plan
        assert believed.objective == pytest.approx(search.best, abs=0.01)
        # the plan's own clock is the cheapest for the same routes
        assert plan.feasible and plan.objective <= search.best + 0.01
    hopeless = all("fast tid" in fault or "elegering" in fault for fault in plan.faults)
    assert plan.feasible or hopeless, plan.faults


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_nobody_can_wait_less_by_leaving_at_another_time(seed: int) -> None:
    """The waiting of the latest schedule, against every start of the day tried by hand."""
    problem = chance(seed, rich=True, visits=4)
    search = Search(problem, seed)
    while search.step(after_iterations(5_000), 0.0):
        pass
    plan = search.plan(0.0)
    for k, stops in plan.routes.items():
        for delay in (1.0, 5.0, 20.0):
            moved = tuple(schedule.Stop(s.service, s.start + (delay if i == 0 else 0.0), s.place)
                          for i, s in enumerate(stops))  # fmt: skip
            trial = {**plan.routes, k: moved}
            if not schedule.faults(problem, trial) and plan.feasible:
                assert schedule.objective(problem, trial) >= plan.objective - 1 / TICK
