"""What is hard is no price: no saving makes up for it where a plan that keeps to it exists."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samtid.ground.kernel.plan import (
    HARD,
    MUST,
    BadProblem,
    Plan,
    Problem,
    Term,
    Weights,
    after_iterations,
    solve,
)

from .make import chance, line


def best(problem: Problem, seed: int = 1) -> Plan:
    return solve(problem, after_iterations(20_000), seed)


@pytest.mark.parametrize("price", [50.0, 5_000.0, 1e9])
def test_leaving_out_beats_breaking_a_hard_time_whatever_it_costs(price: float) -> None:
    plan = best(line((30, 30), (30, 30), hard=np.array([True, True]), drop=np.array([MUST, price])))
    assert plan.feasible and plan.left_out == (1,) and plan.objective == pytest.approx(price + 20)


@pytest.mark.parametrize("price", [1.0, 1_000.0, 1e6])
def test_a_pin_is_kept_whatever_it_costs(price: float) -> None:
    plan = best(line((100, 100), (100, 100), place=np.array([1, 1]), hard=np.array([True, False]),
                     weights=Weights(travel=1, tardiness=price, worst_tardiness=0)))  # fmt: skip
    assert (
        plan.feasible and plan.routes[0][0].start == 100 and plan.objective == pytest.approx(20 + 10 * price)
    )


@pytest.mark.parametrize("forbidden", [0.0, 1e-3, 100.0])
def test_the_price_that_the_search_begins_with_does_not_matter(forbidden: float) -> None:
    plan = best(line((30, 30), (30, 30), hard=np.array([True, True]), drop=np.array([MUST, 5_000.0]),
                     weights=Weights(forbidden=forbidden)))  # fmt: skip
    assert plan.feasible and plan.left_out == (1,)


def test_the_end_of_a_shift_is_kept_unless_overtime_has_a_price() -> None:
    shift = np.array([[0.0, 60.0]])
    work: dict[str, Any] = {"minutes": 300, "shift": shift}
    plan = best(line((0, 900), (0, 900), **work))
    assert not plan.feasible and "efter passets slut 60" in plan.faults[0]
    assert best(line((0, 900), (0, 900), weights=Weights(overtime=0), **work)).feasible
    left = best(line((0, 900), (0, 900), drop=np.full(2, 1e6), **work))
    assert left.feasible and left.left_out == (0, 1)


def test_a_shift_that_holds_is_found_beside_a_cheaper_one_that_does_not() -> None:
    """One person could give both with less travel, but only within two shifts."""
    shift = np.array([[0.0, 60.0], [0.0, 60.0]])
    plan = best(line((0, 900), (0, 900), minutes=20, staff=2, shift=shift))
    assert plan.feasible and len(plan.routes) == 2


@pytest.mark.parametrize(
    ("weights", "term"),
    [
        (Weights(waiting=HARD), Term.WAITING),
        (Weights(idle=HARD), Term.IDLE),
        (Weights(missed_lunch=HARD), Term.MISSED_LUNCH),
        (Weights(tardiness=HARD), Term.TARDINESS),
        (Weights(worst_tardiness=HARD), Term.WORST),
        (Weights(travel=HARD), Term.TRAVEL),
    ],
)
def test_each_term_that_is_hard_is_nothing_or_told(weights: Weights, term: Term) -> None:
    for seed in range(6):
        rng = np.random.default_rng(seed)
        problem = line(*((float(a), float(a) + 60) for a in rng.integers(0, 300, 4)), staff=2, minutes=20,
                       shift=np.array([[0.0, 480.0]] * 2), lunch=np.array([True, False]), lunch_window=(100, 200),
                       drop=np.full(4, 30.0), weights=weights)  # fmt: skip
        plan = best(problem, seed)
        assert np.isfinite(plan.objective)
        assert plan.feasible == (plan.terms[term] <= 2e-3 and not plan.faults)
        if term in (Term.WAITING, Term.MISSED_LUNCH, Term.TARDINESS, Term.WORST, Term.TRAVEL):
            assert plan.feasible, plan.faults  # leaving all out, with a lunch at home, is always possible


def test_a_wish_that_is_a_demand_bars_the_others() -> None:
    demand = Weights(preference=HARD)
    plan = best(line((0, 99), staff=2, unwanted=np.array([[1.0, 0.0]]), weights=demand))
    assert set(plan.routes) == {1}
    with pytest.raises(BadProblem, match="önskemålen är krav"):
        line((0, 99), staff=2, unwanted=np.ones((1, 2)), weights=demand)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_what_is_kept_is_never_harder_than_the_first_plan(seed: int) -> None:
    """Leaving out everything optional and the lunches is always possible: a lunch is never taken outside its window."""
    plan = solve(chance(seed, rich=True), after_iterations(10_000), seed)
    assert not any("Lunchen" in fault for fault in plan.faults), plan.faults


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"weights": Weights}, "högst"),
        ({"drop": np.array([1e10, 1.0])}, "högst"),
        ({"unwanted": np.full((2, 1), 1e15)}, "mellan 0 och 1"),
        ({"unfamiliar": np.full((2, 1), 2.0)}, "mellan 0 och 1"),
    ],
)
def test_prices_that_could_overflow_are_refused(change: dict[str, Any], says: str) -> None:
    with pytest.raises(BadProblem, match=says):
        if change.get("weights") is Weights:
            change = {"weights": Weights(preference=1e17)}
        line((0, 9), (0, 9), **change)


def test_an_optional_visit_tied_to_one_that_must_be_made_is_refused() -> None:
    with pytest.raises(BadProblem, match="b1 får utebli men hör i tid ihop med b0, som måste göras"):
        line(
            (0, 99),
            (0, 99),
            staff=2,
            links=np.array([[0, 1]]),
            gaps=np.zeros((1, 2)),
            drop=np.array([MUST, 5.0]),
        )


def test_a_pair_that_its_only_person_cannot_give_is_refused_with_the_reason() -> None:
    with pytest.raises(BadProblem, match="så tätt att ingen hinner båda"):
        line((0, 99), (0, 99), visit=np.array([0, 0]), place=np.array([1, 1]), links=np.array([[0, 1]]),
             gaps=np.array([[2.0, 5.0]]), link_same_staff=np.array([True]))  # fmt: skip
