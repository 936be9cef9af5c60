"""The search as a whole: repeatable, obedient to its stopping rules, and able to reach what others cannot."""

from __future__ import annotations

import numpy as np
import pytest

from samtid.ground.kernel.plan import (
    BadProblem,
    Problem,
    Progress,
    after_iterations,
    after_seconds,
    at_target,
    cooling,
    first_of,
    solve,
    without_gain,
)
from samtid.ground.kernel.plan import _layout as lay
from samtid.ground.kernel.plan.solve import CHUNK, Search

from .make import chance, line


def test_same_seed_same_plan() -> None:
    problem = chance(7, visits=10)
    one, two = (solve(problem, after_iterations(40_000), seed=3) for _ in range(2))
    assert one.routes == two.routes and one.objective == two.objective
    assert one.iterations == two.iterations == 40_000


# what a hundred thousand trials leave: the random generator, the sums of the best plan, tried, taken, ruins, ruins kept
PLAIN = (
    0x7AB53C1A9A178B1D,
    [445488, 803162, 165222, 0, 0, 0, 0, 0, 0, 0],
    [42741, 2319, 2283, 274],
)
RICH = (
    0xCADA3C5FCEF5A9CA,
    [832443, 813303, 216860, 0, 18253, 211944, 35309, 6087, 47000, 462000],
    [43577, 1277, 2313, 228],
)


@pytest.mark.parametrize(("rich", "known"), [(False, PLAIN), (True, RICH)])
def test_the_plan_of_a_seed_is_known(rich: bool, known: tuple[int, list[int], list[int]]) -> None:
    """Pinned by value, in integers: any change of what the search does changes the generator's state.

    The same on every machine, as no step depends on its arithmetic library. Whoever changes the search on purpose
    writes the new values here.
    """
    search = Search(chance(11, rich=rich, visits=11), seed=5)
    while search.step(after_iterations(100_000), 0.0):
        pass
    sums = search.bench.best_Z[: lay.N_SUMS].tolist()
    assert (int(search.state.RNG[0]), sums, search.out[2:6].astype(int).tolist()) == known


def test_stopping_rules() -> None:
    problem = chance(3, visits=8)
    assert solve(problem, after_iterations(1), seed=1).iterations == 5_000  # whole chunks
    rested = solve(problem, without_gain(30_000), seed=1)
    assert rested.iterations >= 30_000
    target = rested.objective + 1
    reached = solve(problem, first_of(at_target(target), after_iterations(2_000_000)), seed=1)
    assert reached.objective <= target + 1e-6
    assert solve(problem, lambda now: now.iterations >= 15_000, seed=1).iterations == 15_000
    assert after_seconds(2)(Progress(1.0, 0, 0.0, 0)) == 0.5


def test_what_preparing_took_does_not_make_the_search_look_slow() -> None:
    """A large day is prepared for longer than the share of a short budget after which the coolings are laid out."""
    problem = chance(3, visits=8)
    search = Search(problem, seed=1)
    chunk, ready = 1e-4, 0.2
    while not search.legs:
        assert search.step(lambda now: ready + now.iterations / CHUNK * chunk, 0.0)
    trials = 0.8 * CHUNK / chunk / problem.n_services
    found, known = (
        [round(leg.ends, 2) for leg in legs]
        for legs in (search.legs, cooling.legs(trials, problem.n_services, search.plain))
    )
    assert found == known and len(known) > 1


def test_an_empty_day() -> None:
    empty = Problem(
        visit=np.zeros(0, int), place=np.zeros(0, int), duration=np.zeros(0), windows=np.zeros((0, 1, 2)),
        allowed=np.zeros((0, 1), bool), start_place=np.zeros(1, int), end_place=np.zeros(1, int),
        travel=np.zeros((1, 1, 1)),
    )  # fmt: skip
    assert solve(empty, after_iterations(10)).objective == 0


def crossed() -> Problem:
    """Two sequential pairs that pay only when A goes p, q and B goes q, p.

    Services: p1, p2 (p2 at least 100 after p1), q1, q2 (q2 at least 100 after q1). A can give p1 and q2, B can
    give q1 and p2: any single order of the two patients makes somebody wait.
    """
    allowed = np.array([[1, 0], [0, 1], [0, 1], [1, 0]], bool)
    return line(
        (0, 20), (100, 140), (0, 20), (100, 140), staff=2, visit=np.array([0, 0, 1, 1]), place=np.array([1, 1, 2, 2]),
        allowed=allowed, links=np.array([[0, 1], [2, 3]]), gaps=np.array([[100.0, 140.0]] * 2),
        travel=np.array([[[0, 10, 10], [10, 0, 20], [10, 20, 0]]], float),
    )  # fmt: skip


def test_a_plan_that_no_order_of_patients_expresses() -> None:
    plan = solve(crossed(), after_iterations(20_000))
    assert plan.feasible
    assert [[s.service for s in plan.routes[k]] for k in (0, 1)] == [[0, 3], [2, 1]]
    assert plan.objective == pytest.approx(80)


def test_visits_that_wait_for_each_other_are_refused() -> None:
    """Two simultaneous pairs, the same two people: only the two orders that agree can be carried out."""
    problem = line(
        (0, 500), (0, 500), (0, 500), (0, 500), staff=2, visit=np.array([0, 0, 1, 1]), place=np.array([1, 1, 2, 2]),
        allowed=np.array([[1, 0], [0, 1], [1, 0], [0, 1]], bool), links=np.array([[0, 1], [2, 3]]),
        gaps=np.zeros((2, 2)), travel=np.array([[[0, 10, 10], [10, 0, 20], [10, 20, 0]]], float),
    )  # fmt: skip
    for seed in range(20):
        plan = solve(problem, after_iterations(5_000), seed=seed)
        assert plan.feasible
        orders = {tuple(problem.visit[s.service] for s in stops) for stops in plan.routes.values()}
        assert len(orders) == 1


def test_impossible_pairs_are_refused_before_the_search() -> None:
    with pytest.raises(BadProblem, match="två personer"):
        line((0, 9), (0, 9), staff=1, visit=np.array([0, 0]), links=np.array([[0, 1]]), gaps=np.zeros((1, 2)))
