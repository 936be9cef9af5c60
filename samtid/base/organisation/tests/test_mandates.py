"""Who may decide what, and up to which amount, without a database."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samtid.base.organisation import rules
from samtid.base.organisation.rules import Mandate
from samtid.base.organisation.words import DecisionKind, Role
from samtid.ground.reasons import Obstacle

# Time is no measure of a rule: a busy machine must not fail a test.
steady = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@dataclass
class Row:
    role: str
    amount_limit: int | None = None
    unit_id: int | None = None
    minute: str = "SN 2025-06-18 § 71"


def test_the_widest_mandate_that_fits_is_used():
    rows = [Row("caseworker", 20_000), Row("senior", 100_000), Row("manager")]
    posts = [("caseworker", 1), ("senior", 2)]

    found = rules.may_decide(rows, posts=posts, amount=50_000, what=DecisionKind.ASSISTANCE)

    assert found == Mandate(Role.SENIOR, "SN 2025-06-18 § 71", 100_000)
    assert "förste socialsekreterare" in found.in_words()


def test_one_who_may_not_is_told_who_may():
    rows = [Row("caseworker", 20_000), Row("manager")]
    nobody = rules.may_decide(rows, posts=[("planner", 1)], amount=None, what=DecisionKind.ASSISTANCE)
    too_much = rules.may_decide(rows, posts=[("caseworker", 1)], amount=20_001, what=DecisionKind.ASSISTANCE)

    assert isinstance(nobody, Obstacle)
    assert isinstance(too_much, Obstacle)
    assert "enhetschef" in nobody.text
    assert "20\u00a0000" in too_much.text
    assert too_much.field == "amount"
    assert nobody.may_approve == "enhetschef eller handläggare (högst 20\u00a0000\u00a0kr)"
    assert too_much.may_approve == "enhetschef"
    assert rules.who_may([], None) == "nämnden"


def test_a_delegation_for_one_unit_does_not_reach_another():
    rows = [Row("manager", unit_id=3)]
    assert isinstance(rules.may_decide(rows, posts=[("manager", 4)], what=DecisionKind.HOME_CARE), Obstacle)
    assert isinstance(rules.may_decide(rows, posts=[("manager", 3)], what=DecisionKind.HOME_CARE), Mandate)


@steady
@given(
    limits=st.lists(st.none() | st.integers(0, 10**6), min_size=1, max_size=5),
    amount=st.none() | st.integers(0, 10**6),
)
def test_somebody_may_decide_exactly_when_some_row_reaches(limits, amount):
    rows = [Row("manager", limit) for limit in limits]
    found = rules.may_decide(rows, posts=[("manager", 1)], amount=amount, what=DecisionKind.ASSISTANCE)
    assert isinstance(found, Mandate) == any(
        amount is None or limit is None or amount <= limit for limit in limits
    )
