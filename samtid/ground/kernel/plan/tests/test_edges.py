"""What used to bring the process down, or cost a plan that was found."""

from __future__ import annotations

import multiprocessing
import threading
import time

import numpy as np
import pytest

from samtid.ground.kernel.plan import Progress, after_iterations, solve
from samtid.ground.kernel.plan import _layout as lay
from samtid.ground.kernel.plan.solve import CHUNK, Search
from samtid.ground.kernel.plan.together import Budget, solve_together

from .make import chance, line


def test_the_stamp_of_a_trial_never_outgrows_its_mark() -> None:
    search = Search(chance(11, rich=True, visits=11), 5)
    search.state.Z[lay.STAMP] = 2**31 - 5_000
    for _ in range(10):
        search.step(after_iterations(1_000_000), 0.0)
    assert search.state.Z[lay.STAMP] < 2**30 and search.plan(0.0).feasible


@pytest.mark.parametrize("visits", [1, 40])
def test_nobody_at_work_leaves_everything_out(visits: int) -> None:
    plan = solve(
        line(*[(0.0, 1000.0)] * visits, staff=0, drop=np.full(visits, 10.0)), after_iterations(10_000), 1
    )
    assert plan.feasible and len(plan.left_out) == visits and plan.objective == 10 * visits


def test_ctrl_c_gives_the_best_plan_so_far() -> None:
    def pressed(now: Progress) -> float:
        if now.iterations >= 3 * CHUNK:
            raise KeyboardInterrupt
        return now.iterations / 1e9

    plan = solve(chance(7, visits=10), pressed, 3)
    assert plan.interrupted and plan.feasible and plan.iterations == 3 * CHUNK


def test_a_budget_that_is_gone_while_building_ends_the_building() -> None:
    """The rule says that all time is out from the first look on: what must be made is made all the same."""
    problem = line(*[(0.0, 5_000.0)] * 300, staff=3)
    plan = solve(problem, lambda now: 1.0, 1)
    assert plan.iterations == 0 and not plan.left_out and plan.faults == ()


def test_searches_with_a_budget_of_trials_are_repeatable() -> None:
    problem = chance(7, visits=10)
    one, two = (solve_together(problem, Budget(iterations=40_000), 3, 2) for _ in range(2))
    assert one.routes == two.routes and one.iterations == two.iterations == 80_000


def test_a_search_that_dies_takes_nothing_with_it() -> None:
    def kill() -> None:
        while not (children := multiprocessing.active_children()):
            time.sleep(0.01)
        children[0].kill()

    said: list[str] = []
    killer = threading.Thread(target=kill)
    killer.start()
    plan = solve_together(chance(7, visits=10), Budget(iterations=40_000), 3, 2, watch=said.append)
    killer.join()
    assert plan.feasible and plan.iterations == 40_000 and "1 av 2 sökningar avbröts" in said[-1]
