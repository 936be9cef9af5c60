"""What a moved visit changes, and why it stands where it stands: what is said is what it costs."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samtid.ground.kernel.plan import (
    HARD,
    MUST,
    Move,
    Plan,
    Problem,
    Weights,
    after_iterations,
    evaluate,
    make_plan,
    schedule,
    solve,
)  # fmt: skip
from samtid.ground.kernel.plan.evaluate import coming_in, together
from samtid.ground.kernel.plan.schedule import Stop
from samtid.ground.kernel.plan.why import nearest

from .make import chance, line

DAY = (0.0, 1000.0)


def best(problem: Problem, seed: int = 1) -> Plan:
    return solve(problem, after_iterations(20_000), seed)


def given_by(routes: schedule.Routes) -> dict[int | None, int]:
    return {s.service: k for k, stops in routes.items() for s in stops if s.service is not None}


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), rich=st.booleans())
def test_the_difference_said_is_the_difference_of_the_plans(seed: int, rich: bool) -> None:
    problem = chance(seed, rich=rich)
    plan = solve(problem, after_iterations(5_000), seed)
    rng = np.random.default_rng(seed)
    for _ in range(4):
        i = int(rng.integers(problem.n_services))
        k = None if rng.random() < 0.2 else int(rng.choice(np.flatnonzero(problem.allowed[i])))
        change = evaluate(plan, Move(i, k, int(rng.integers(4)) if rng.random() < 0.5 else None))
        if change is None:
            continue
        new = make_plan(problem, change.routes)
        assert new.objective == pytest.approx(plan.objective + change.difference, abs=1e-6)
        assert set(new.faults) - set(plan.faults) == set(change.broken)
        after = given_by(change.routes)
        assert after.get(i) == k
        others = given_by(plan.routes)
        # nobody else changes hands, but for what comes in or goes out together with it
        assert all(
            after.get(j) == others.get(j) for j in range(problem.n_services) if j not in together(problem, i)
        )
        moved = {s.service for s in change.shifted if s.service is not None}
        assert moved >= {j for j in range(problem.n_services) if after.get(j) != others.get(j)}


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), rich=st.booleans())
def test_nobody_else_is_cheaper_than_the_nearest_that_why_names(seed: int, rich: bool) -> None:
    """Every place with everybody else, each as a whole plan. (Several windows: the search chooses among them first.)"""
    problem = chance(seed, rich=rich, visits=4)
    plan = solve(problem, after_iterations(5_000), seed)
    for i, k in given_by(plan.routes).items():
        if i is None or (problem.windows.shape[1] > 1 and not np.isnan(problem.windows[:, 1, 0]).all()):
            continue
        found = nearest(plan, i)
        ways = [
            evaluate(plan, Move(i, int(j), at))
            for j in np.flatnonzero(problem.able[i])
            if j != k
            for at in range(6)
        ]
        allowed = [way.difference for way in ways if way is not None and not way.broken]
        if found is not None and not found[1].broken and len(allowed) < 6:
            assert found[1].difference == pytest.approx(min(allowed), abs=0.05)


def test_why_counts_with_the_plans_own_clock() -> None:
    plan = best(
        line(
            (0, 100),
            (150, 200),
            staff=2,
            weights=Weights(1, 1, 1, waiting=1),
            shift=np.array([[0.0, 400.0]] * 2),
        )
    )
    found = nearest(plan, 0)
    assert found is not None and found[1].difference == pytest.approx(
        10
    )  # not the hundred that the earliest clock costs
    assert "skulle kosta 10.0 mer" in plan.why(0)


def left_out(**more: Any) -> str:
    plan = best(line(DAY, DAY, staff=2, **({"drop": np.array([1.0, MUST])} | more)))
    assert plan.left_out == (0,)
    return plan.why(0)


def test_why_not_names_the_true_reason() -> None:
    pair = {
        "visit": np.array([0, 0, 1]),
        "place": np.array([1, 1, 2]),
        "links": np.array([[0, 1]]),
        "gaps": np.zeros((1, 2)),
    }
    one = best(line(DAY, DAY, DAY, staff=2, allowed=np.array([[1, 0], [1, 0], [1, 1]], bool),
                    drop=np.array([1e6, MUST]), **pair))  # fmt: skip
    assert "kräver två personer, men bara en är behörig" in one.why(0)
    assert "ingen i planen är behörig" in left_out(allowed=np.array([[0, 0], [1, 1]], bool))
    ended = left_out(valid_to=np.array([[5.0, 5.0], [1e5, 1e5]]), drop=np.array([10.0, MUST]))
    assert "delegeringen" in ended and "00.05" in ended and "fast tid" not in ended
    wish = left_out(
        unwanted=np.array([[1.0, 1.0], [0, 0]]), weights=Weights(preference=HARD), drop=np.array([1e6, MUST])
    )
    assert "önskemålen är krav" in wish
    assert "ingen arbetar" in best(line(DAY, staff=0, drop=np.array([5.0]))).why(0)
    full = best(line((0, 5), (0, 900), minutes=20, drop=np.array([1e6, MUST]), hard=np.array([True, False])))
    assert "utan att något annat flyttas: b0 har en fast tid" in full.why(0)


def test_why_not_says_what_coming_in_would_cost() -> None:
    plan = best(line(DAY, (0.0, 1000.0), staff=2, place=np.array([2, 1]), drop=np.array([1.0, MUST])))
    change = coming_in(plan, 0)
    assert change is not None and change.difference == pytest.approx(
        19
    )  # twenty minutes more, less the price of one
    assert "skulle planen kosta 19.0 mer än nu" in plan.why(0)
    both = {
        "visit": np.array([0, 0, 1]),
        "place": np.array([1, 1, 2]),
        "links": np.array([[0, 1]]),
        "gaps": np.zeros((1, 2)),
    }
    pair = best(line(DAY, DAY, DAY, staff=2, drop=np.array([1.0, MUST]), **both))
    found = coming_in(pair, 0)
    assert found is not None and not found.broken and f"{found.difference:.1f} mer" in pair.why(0)
    assert len({k for i, k in given_by(found.routes).items() if i in (0, 1)}) == 2


def test_half_a_pair_is_told_not_stumbled_over() -> None:
    problem = line(
        DAY,
        DAY,
        staff=2,
        visit=np.array([0, 0]),
        place=np.array([1, 1]),
        links=np.array([[0, 1]]),
        gaps=np.zeros((1, 2)),
    )
    said = make_plan(problem, {0: (Stop(0, 40.0, 1),)}).why(0)
    assert "görs inte" in said and "bara en del" in said


def test_what_a_move_touches_is_listed_with_who_and_when() -> None:
    plan = make_plan(p := line((0, 20), (0, 100), (0, 300), staff=2), {
        0: (Stop(0, 10.0, 1), Stop(1, 30.0, 2)), 1: (Stop(2, 30.0, 3),),
    })  # fmt: skip
    change = evaluate(plan, Move(1, 1, 0))
    assert change is not None and change.allowed and change.touched() == (0, 1)
    shifted = {s.service: (s.was, s.now) for s in change.shifted}
    assert shifted == {1: ((0, 30.0), (1, 20.0)), 2: ((1, 30.0), (1, 40.0))}
    assert change.difference == pytest.approx(-20) and "Restid: -20.0" in change.describe()
    must = evaluate(plan, Move(0, None))
    assert must is not None and must.broken == ("Besöket b0 måste göras men saknas.",)
    assert "Går inte" in must.describe() and p.staff_names[0] in must.describe()


def test_a_lunch_follows_the_visit_before_it() -> None:
    problem = line(
        (0, 500), (0, 500), lunch=np.array([True]), lunch_window=(20, 200), shift=np.array([[0.0, 480.0]])
    )
    plan = make_plan(problem, {0: (Stop(0, 10.0, 1), Stop(None, 20.0, 1), Stop(1, 60.0, 2))})
    change = evaluate(plan, Move(0, 0, 1))
    assert change is not None and [s.place for s in change.routes[0]] == [0, 1, 2] and not change.broken


def test_asking_changes_nothing() -> None:
    problem = chance(5, rich=True, visits=8)
    plan = best(problem)
    before = [re.sub(r"\s+", " ", plan.why(v)) for v in range(problem.n_visits)]
    for i in range(problem.n_services):
        for k in np.flatnonzero(problem.allowed[i]):
            evaluate(plan, Move(i, int(k)))
    assert [re.sub(r"\s+", " ", plan.why(v)) for v in range(problem.n_visits)] == before
