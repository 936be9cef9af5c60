"""What the law says about a decision, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samtid.base.organisation.rules import Mandate
from samtid.base.organisation.words import DecisionKind, Role
from samtid.ground.law.delegation import Level
from samtid.ground.reasons import Obstacle
from samtid.steps.decisions import rules
from samtid.steps.decisions.rules import Draft
from samtid.steps.decisions.words import SERVICE_KINDS, AppealEnd, Consent, DecisionOutcome, Per
from samtid.steps.investigations.rules import is_coercive
from samtid.steps.investigations.words import Basis

# Time is no measure of a rule: a busy machine must not fail a test.
steady = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 21)
MANDATE = Mandate(Role.MANAGER, "SN 2025-06-18 § 71")
DRAFT = Draft(
    kind=DecisionKind.OPEN_CARE,
    outcome=DecisionOutcome.GRANTED,
    content="Familjebehandling två gånger i veckan.",
    reasons="Alva har kommit hungrig till skolan flera dagar.",
    legal_basis=Basis.SOL_11_1,
    service_code="family_treatment",
    valid_from=TODAY,
    goal="Alva äter frukost varje skoldag.",
    follow_up_on=TODAY + timedelta(days=90),
    consent=Consent.GUARDIANS,
    concerns_child=True,
    age=14,
)


def signing(draft=DRAFT, **changed):
    given_ = {"investigation": [], "mandate": MANDATE, "signed_at": None, "on": TODAY} | changed
    return rules.obstacles_to_signing(draft, **given_)


def test_a_decision_that_says_what_the_law_asks_may_be_signed():
    assert signing() == []


@pytest.mark.parametrize(
    ("changed", "law", "field"),
    [
        ({"content": " "}, "FL 31 §", "content"),
        ({"reasons": "Därför."}, "FL 32 §", "reasons"),
        ({"legal_basis": Basis.SOL_12_1}, "FL 32 §", "legal_basis"),
        ({"valid_from": None}, "FL 31 §", "valid_from"),
        ({"follow_up_on": None}, "SoL 5 kap. 2 §", "follow_up_on"),
        ({"follow_up_on": TODAY}, "SoL 5 kap. 2 §", "follow_up_on"),
        ({"goal": ""}, "SoL 5 kap. 2 §", "goal"),
        ({"valid_to": TODAY - timedelta(days=1)}, "", "valid_to"),
        ({"amount": 500}, "", "per"),
        ({"service_code": ""}, "FL 31 §", "service_code"),
        ({"service_code": "hvb"}, "KL 6 kap. 37 §", "service_code"),
        ({"consent": None}, "SoL 21 kap. 1 §", "consent"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(changed, law, field):
    assert [(obstacle.law, obstacle.field) for obstacle in signing(replace(DRAFT, **changed))] == [
        (law, field)
    ]


def test_a_refusal_needs_reasons_but_no_goal_day_or_consent():
    refusal = replace(
        DRAFT,
        outcome=DecisionOutcome.REFUSED,
        valid_from=None,
        goal="",
        follow_up_on=None,
        consent=Consent.NONE,
    )
    assert signing(refusal) == []
    assert signing(replace(refusal, reasons=""))[0].law == "FL 32 §"


def test_money_is_granted_with_an_amount():
    money = replace(
        DRAFT,
        kind=DecisionKind.ASSISTANCE,
        service_code="assistance",
        legal_basis=Basis.SOL_12_1,
        concerns_child=False,
        consent=None,
        goal="",
    )
    assert [obstacle.field for obstacle in signing(money)] == ["amount"]
    assert signing(replace(money, amount=5220, per=Per.MONTH)) == []


@pytest.mark.parametrize(
    ("age", "consent", "may"),
    [
        (None, Consent.CHILD, False),
        (11, Consent.CHILD, False),
        (12, Consent.CHILD, True),
        (15, Consent.CHILD, True),
        (15, Consent.NONE, False),
        (3, Consent.GUARDIANS, True),
    ],
)
def test_the_ladder_of_consent(age, consent, may):
    found = rules.obstacles_of_consent(replace(DRAFT, age=age, consent=consent))
    assert (found == []) is may
    assert all(obstacle.law == "SoL 21 kap. 1 §" for obstacle in found)


@steady
@given(age=st.none() | st.integers(0, 17), kind=st.sampled_from(SERVICE_KINDS))
def test_care_outside_the_home_is_never_granted_on_the_childs_consent_alone(age, kind):
    found = rules.obstacles_of_consent(
        replace(DRAFT, age=age, kind=kind, service_code="", consent=Consent.CHILD)
    )
    if kind in rules.GUARDIANS_ALWAYS or age is None or age < 12:
        assert found
    else:
        assert not found


def test_an_adult_consents_by_applying():
    assert rules.obstacles_of_consent(replace(DRAFT, concerns_child=False, consent=None)) == []


def test_staff_cannot_sign_what_only_the_committee_may_decide():
    placement = replace(
        DRAFT, kind=DecisionKind.FAMILY_HOME, service_code="family_home", legal_basis=Basis.SOL_22_2
    )
    [obstacle] = signing(placement)
    assert obstacle.law == "SoL 30 kap. 6 §"
    assert "utskott" in obstacle.text


def registering(draft, **changed):
    return rules.obstacles_to_registering(
        draft,
        **(
            {
                "level": Level.COMMITTEE,
                "decided_on": TODAY,
                "minute": "SN AU 2026-11-18 § 212",
                "investigation": [],
                "is_manager": True,
                "signed_at": None,
                "on": TODAY,
            }
            | changed
        ),
    )


def test_the_committees_decision_is_registered_with_its_minute_by_a_manager():
    placement = replace(
        DRAFT, kind=DecisionKind.FAMILY_HOME, service_code="family_home", legal_basis=Basis.SOL_22_2
    )
    assert registering(placement) == []
    assert registering(placement, level=Level.BOARD) == []
    assert {o.field for o in registering(placement, level=Level.DELEGATE)} == {"level"}
    assert {o.field for o in registering(placement, minute=" ", decided_on=None)} == {"minute", "decided_on"}
    assert registering(placement, decided_on=TODAY + timedelta(days=1))
    assert registering(placement, is_manager=False)


def test_one_without_a_mandate_is_told_who_may():
    assert signing(mandate=Obstacle("Nej.", "KL 6 kap. 37 §")) == [Obstacle("Nej.", "KL 6 kap. 37 §")]


def test_a_decision_made_is_not_made_again():
    assert len(signing(signed_at=AT)) == 1
    assert len(registering(DRAFT, signed_at=AT)) == 1
    assert rules.obstacles_to_changing(signed_at=AT)


def test_which_decisions_may_be_appealed_and_which_must_be_carried_out():
    assert rules.may_appeal(Basis.SOL_11_1)
    assert not rules.may_appeal(Basis.SOL_12_2)
    assert rules.starts_execution_clock(DecisionOutcome.PARTLY, Basis.SOL_11_1)
    assert not rules.starts_execution_clock(DecisionOutcome.REFUSED, Basis.SOL_11_1)
    assert not rules.starts_execution_clock(DecisionOutcome.GRANTED, Basis.SOL_11_4)


def test_every_kind_of_help_rests_on_some_provision_and_every_provision_carries_some_kind():
    assert all(rules.bases_for(kind) for kind in SERVICE_KINDS)
    carried = set().union(*(rules.bases_for(kind) for kind in SERVICE_KINDS))
    assert carried == {basis for basis in Basis if not is_coercive(basis)}


@pytest.mark.parametrize("basis", [basis for basis in Basis if is_coercive(basis)])
@pytest.mark.parametrize("outcome", [one for one in DecisionOutcome if one is not DecisionOutcome.SET])
def test_a_measure_without_consent_is_neither_granted_nor_refused_as_a_service(basis, outcome):
    draft = replace(
        DRAFT,
        kind=DecisionKind.RESIDENTIAL_CARE,
        service_code="hvb",
        legal_basis=basis,
        outcome=outcome,
        consent=Consent.GUARDIANS,
    )

    for found in (rules.obstacles_to_preparing(draft, on=TODAY), rules.obstacles_in_text(draft, on=TODAY)):
        [obstacle] = found
        assert basis.label in obstacle.law and obstacle.field == "legal_basis"


def test_what_the_committee_decided_in_december_is_judged_by_the_law_of_that_day():
    draft = replace(DRAFT, kind=DecisionKind.ASSISTANCE, service_code="assistance", amount=4000, per=Per.ONCE)
    acute = replace(draft, legal_basis=Basis.SOL_12_2_A)
    january = date(2027, 1, 4)
    later = replace(acute, follow_up_on=date(2027, 6, 1))

    assert rules.obstacles_in_text(later, on=january) == []
    assert [o.field for o in rules.obstacles_in_text(later, on=january, decided_on=date(2026, 12, 30))] == [
        "legal_basis",
    ]


def test_a_draft_from_before_new_year_never_takes_the_page_down():
    floor = rules.floor_of(Basis.LVU_6, date(2027, 1, 2))

    assert floor.level is Level.BOARD and "2026:1600" in floor.subject


def test_one_cannot_have_got_a_decision_before_it_was_made():
    before = rules.obstacles_to_notifying(decided_at=AT, told_at=AT - timedelta(days=1), already=False, at=AT)
    assert [obstacle.field for obstacle in before] == ["told_at"]
    assert rules.obstacles_to_notifying(decided_at=None, told_at=AT, already=False, at=AT)[0].law == "FL 33 §"
    assert rules.obstacles_to_notifying(decided_at=AT, told_at=AT, already=True, at=AT)
    assert rules.obstacles_to_notifying(decided_at=AT, told_at=AT, already=False, at=AT) == []


@pytest.mark.parametrize(
    ("came", "is_final", "runs"),
    [
        ([], True, True),
        ([rules.Came(True)], False, False),
        ([rules.Came(False)], False, True),
        ([rules.Came(True, AppealEnd.FORWARDED)], False, False),
        ([rules.Came(False, AppealEnd.DISMISSED)], True, True),
        ([rules.Came(False, AppealEnd.DISMISSED), rules.Came(True)], False, False),
    ],
)
def test_nothing_is_final_while_an_appeal_waits_or_the_court_has_it(came, is_final, runs):
    day = date(2026, 12, 14)
    found = rules.obstacles_to_finality(due_on=day, rolled_on=day, came=came, on=day + timedelta(days=1))
    assert bool(found) is not is_final
    assert rules.is_under_appeal(came) is not runs


def test_nobody_can_say_it_is_final_while_it_can_be_appealed():
    saturday, monday = date(2026, 12, 12), date(2026, 12, 14)
    assert rules.obstacles_to_finality(due_on=saturday, rolled_on=monday, on=monday)
    assert rules.obstacles_to_finality(due_on=saturday, rolled_on=monday, on=monday + timedelta(days=1)) == []
    assert rules.obstacles_to_finality(due_on=None, rolled_on=None, on=TODAY)
