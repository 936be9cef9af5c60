"""Each part of the model alone, on a day small enough to reckon by hand."""

from __future__ import annotations

import numpy as np
import pytest

from samtid.ground.kernel.plan import MUST, Plan, Problem, Term, Weights, after_iterations, solve

from .make import line

DAY = (0.0, 1000.0)


def best(problem: Problem) -> Plan:
    return solve(problem, after_iterations(30_000), seed=1)


def who(plan: Plan, service: int) -> int:
    return next(k for k, stops in plan.routes.items() for s in stops if s.service == service)


def when(plan: Plan, service: int) -> float:
    return next(s.start for stops in plan.routes.values() for s in stops if s.service == service)


def test_soft_windows_cost_their_lateness_in_sum_and_at_worst() -> None:
    plan = best(line((0, 5), (0, 5), weights=Weights(0, 1, 10)))
    # the nearer one first: ten minutes there (5 late), ten of work, ten on (25 late)
    assert plan.terms[Term.TARDINESS] == 30 and plan.terms[Term.WORST] == 25
    assert plan.objective == pytest.approx(280)


def test_a_second_window_is_waited_for_when_the_first_is_missed() -> None:
    windows = np.array([[[0.0, 5.0], [40.0, 60.0]]])
    plan = best(line((0, 5), windows=windows, weights=Weights(1, 1, 0)))
    assert when(plan, 0) == 40 and plan.terms[Term.TARDINESS] == 0


def test_a_hard_time_is_kept_or_the_plan_says_that_it_is_not() -> None:
    kept = best(line((30, 30), (0, 100), hard=np.array([True, False])))
    assert kept.feasible and when(kept, 0) == 30
    missed = best(line((5, 5), hard=np.array([True])))
    assert not missed.feasible and "fast tid" in missed.faults[0]


def test_tardiness_can_count_from_the_end() -> None:
    plan = best(line((0, 15), late_at_end=True, weights=Weights(0, 1, 0)))
    assert plan.terms[Term.TARDINESS] == 5


def test_two_people_come_at_the_same_time() -> None:
    plan = best(line((0, 99), (0, 99), staff=2, visit=np.array([0, 0]), place=np.array([1, 1]),
                     links=np.array([[0, 1]]), gaps=np.zeros((1, 2))))  # fmt: skip
    assert when(plan, 0) == when(plan, 1) and who(plan, 0) != who(plan, 1)


def test_an_ordered_pair_keeps_its_gap_and_may_be_one_persons() -> None:
    pair = {"visit": np.array([0, 1]), "place": np.array([1, 1]), "links": np.array([[0, 1]]),
            "gaps": np.array([[60.0, 70.0]])}  # fmt: skip
    two = best(line(DAY, DAY, staff=2, **pair))
    assert 60 <= when(two, 1) - when(two, 0) <= 70 and who(two, 0) != who(two, 1)
    one = best(line(DAY, DAY, staff=2, link_same_staff=np.array([True]), **pair))
    assert who(one, 0) == who(one, 1) and one.objective < two.objective


def test_an_independent_pair_has_no_link() -> None:
    plan = best(line((0, 20), (500, 520), staff=1, visit=np.array([0, 0]), place=np.array([1, 1])))
    assert plan.feasible and when(plan, 1) == 500 and who(plan, 0) == who(plan, 1)


def test_lunch_lies_in_its_window_or_is_missed() -> None:
    shift = np.array([[0.0, 300.0]])
    with_room = best(line((0, 50), (200, 220), lunch=np.array([True]), lunch_window=(60, 120), shift=shift,
                          weights=Weights(missed_lunch=50)))  # fmt: skip
    meal = next(s for s in with_room.routes[0] if s.service is None)
    assert 60 <= meal.start <= 120 and with_room.terms[Term.MISSED_LUNCH] == 0
    busy = best(line((0, 50), minutes=250, lunch=np.array([True]), lunch_window=(60, 120), shift=shift,
                     weights=Weights(missed_lunch=50)))  # fmt: skip
    assert busy.terms[Term.MISSED_LUNCH] == 1 and busy.feasible


def test_a_locked_visit_stays_with_whom_and_when_the_planner_said() -> None:
    allowed = np.array([[False, True], [True, True]])
    plan = best(line((200, 200), DAY, staff=2, allowed=allowed, hard=np.array([True, False])))
    assert who(plan, 0) == 1 and when(plan, 0) == 200


def test_barred_staff_never_come() -> None:
    allowed = np.array([[False, True]] * 2)
    plan = best(line(DAY, DAY, staff=2, allowed=allowed))
    assert set(plan.routes) == {1}


def test_who_is_known_comes_again() -> None:
    unfamiliar = np.array([[1.0, 0.1]])
    plan = best(line(DAY, staff=2, unfamiliar=unfamiliar, weights=Weights(continuity=10)))
    assert who(plan, 0) == 1 and plan.terms[Term.CONTINUITY] == pytest.approx(0.1)


def test_a_wish_for_somebody_is_heard_until_it_costs_too_much() -> None:
    unwanted = np.array([[1.0, 0.0], [0.0, 0.0]])
    allowed = np.array([[True, True], [True, False]])
    heard = best(line(DAY, DAY, staff=2, unwanted=unwanted, allowed=allowed, weights=Weights(preference=100)))
    assert who(heard, 0) == 1
    dear = best(line(DAY, DAY, staff=2, unwanted=unwanted, allowed=allowed, weights=Weights(preference=1)))
    assert who(dear, 0) == 0 and dear.terms[Term.PREFERENCE] == 1


def test_overtime_is_counted_and_shared_out() -> None:
    shift = np.array([[0.0, 60.0], [0.0, 60.0]])
    lone = best(line(DAY, DAY, minutes=30, shift=shift[:1], weights=Weights(1, 1, 1, overtime=10)))
    assert lone.terms[Term.OVERTIME] == pytest.approx(40)  # 10+30+10+30+20 = 100 minutes of a 60-minute shift
    both = best(line(DAY, DAY, minutes=20, staff=2, shift=shift, weights=Weights(1, 1, 1, overtime=10)))
    assert both.terms[Term.OVERTIME] == 0 and len(both.routes) == 2


def test_idle_time_is_the_greatest_of_anybody() -> None:
    shift = np.array([[0.0, 100.0], [0.0, 100.0]])
    plan = best(line(DAY, DAY, staff=2, shift=shift, weights=Weights(0, 1, 1, idle=1)))
    # one visit each: 100 - 10 - 10 - 10 = 70 for the nearer, 100 - 20 - 10 - 20 = 50 for the other
    assert plan.terms[Term.IDLE] == pytest.approx(70)


def test_fairness_shares_the_work() -> None:
    shift = np.array([[0.0, 500.0], [0.0, 500.0]])
    plan = best(
        line(DAY, DAY, DAY, DAY, staff=2, minutes=60, shift=shift, weights=Weights(1, 1, 1, fairness=5))
    )
    assert sorted(len(stops) for stops in plan.routes.values()) == [2, 2]


def test_waiting_is_saved_by_leaving_later() -> None:
    plan = best(line((0, 100), (150, 200), weights=Weights(1, 1, 1, waiting=1)))
    assert plan.terms[Term.WAITING] == pytest.approx(
        30
    )  # the first at its close: 100 + 10 + 10, then from 120 to 150
    assert when(plan, 0) == 100


def test_a_delegation_is_valid_to_the_minute() -> None:
    valid_to = np.array([[30.0, 1e5]])
    late = best(line((25, 100), staff=2, valid_to=valid_to, unwanted=np.array([[0.0, 1.0]]),
                     weights=Weights(preference=50)))  # fmt: skip
    assert who(late, 0) == 1  # ten minutes of work from 25 would end after the delegation
    early = best(line((20, 100), staff=2, valid_to=valid_to, unwanted=np.array([[0.0, 1.0]]),
                      weights=Weights(preference=50)))  # fmt: skip
    assert who(early, 0) == 0 and when(early, 0) == 20
    fresh = best(line((0, 100), valid_from=np.array([[60.0]])))
    assert when(fresh, 0) == 60


def test_changeover_takes_time_but_is_no_travel() -> None:
    plan = best(line((0, 500), (0, 500), changeover=np.array([0.0, 5.0, 5.0])))
    assert abs(when(plan, 0) - when(plan, 1)) == 25  # ten of work, ten on the road, five to park
    assert plan.terms[Term.TRAVEL] == 40


def test_what_does_not_fit_is_left_out_by_priority() -> None:
    tight = np.array([[0.0, 70.0]])
    plan = best(line(DAY, DAY, DAY, minutes=30, shift=tight, drop=np.array([MUST, 20.0, 5.0]),
                     weights=Weights(0, 1, 1, overtime=1)))  # fmt: skip
    assert plan.left_out == (1, 2) or plan.left_out == (2,)
    assert plan.feasible and 0 not in plan.left_out
    worthy = best(
        line(
            DAY, DAY, minutes=30, shift=tight, drop=np.array([1.0, 1e4]), weights=Weights(0, 1, 1, overtime=1)
        )
    )
    assert worthy.left_out == (0,)


def test_each_travels_in_their_own_way() -> None:
    spots = np.arange(2.0)
    road = 10 * np.abs(spots[:, None] - spots[None])
    plan = best(line(DAY, staff=2, travel=np.stack([road * 3, road]), mode=np.array([0, 1])))
    assert who(plan, 0) == 1 and plan.terms[Term.TRAVEL] == 20


def test_a_plan_describes_itself_in_swedish() -> None:
    plan = best(line((0, 50), (0, 50), staff=2, drop=np.array([MUST, 0.5])))
    text = plan.describe()
    assert "Restid" in text and "Ryms inte: b1" in text
    assert "b0" in plan.why(0) and "kl." in plan.why(0)
    assert "ryms inte" in plan.why(1)
