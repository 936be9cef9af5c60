"""What the law says about an investigation, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samtid.base.dossier.words import Need
from samtid.base.organisation.rules import Mandate
from samtid.base.organisation.words import DecisionKind, Role, UnitKind
from samtid.ground.reasons import Obstacle
from samtid.steps.investigations import rules
from samtid.steps.investigations.rules import Step, Work
from samtid.steps.investigations.words import (
    AREAS,
    SERVICES,
    Area,
    Basis,
    Method,
    Outcome,
    Recommendation,
    ServiceCode,
    WhyNotHeard,
    areas_of,
)

# Time is no measure of a rule: a busy machine must not fail a test.
steady = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 21)
READY = Work(
    concerns_child=True,
    informed=True,
    has_plan=True,
    findings=3,
    child_heard=True,
    recommendation=Recommendation.GRANT,
    communicated=True,
    answer_by=TODAY - timedelta(days=1),
)
MANDATE = Mandate(Role.MANAGER, "SN 2025-06-18 § 71")


def laws(found: list[Obstacle]) -> set[str]:
    return {obstacle.law for obstacle in found}


def test_every_area_belongs_to_some_method_and_none_stands_twice_in_one():
    assert {area for method in Method for area in areas_of(method)} == set(Area)
    assert set(AREAS) == set(Method)
    for method in Method:
        assert len(areas_of(method)) == len(set(areas_of(method)))


def test_every_service_that_needs_a_decision_is_decided_as_the_catalogue_says():
    from samtid.steps.services.catalogue import ALL

    here = {(str(code), code.label, kind) for kind, codes in SERVICES.items() for code in codes}
    assert here == {(service.code, service.name, service.kind) for service in ALL if service.needs_test}
    assert len(here) == len(ServiceCode)


def test_every_legal_basis_is_one_that_the_delegation_floors_can_read():
    from samtid.ground.law.delegation import floor_for, provision

    for basis in Basis:
        assert provision(str(basis)) == str(basis)
        assert provision(basis.label) == str(basis)
        day = date(2027, 1, 1) if basis is Basis.SOL_12_2_A else TODAY
        assert floor_for(str(basis), on=day)


@pytest.mark.parametrize(
    ("need", "child", "method"),
    [
        (Need.CHILD, True, Method.BBIC),
        (Need.MONEY, False, Method.ASSISTANCE),
        (Need.ELDERLY, False, Method.IBIC),
        (Need.DISABILITY, False, Method.IBIC),
        (Need.SUBSTANCE, False, Method.ADULT),
        (Need.SUPPORT, False, Method.GENERAL),
        (Need.SUBSTANCE, True, Method.BBIC),
    ],
)
def test_the_method_follows_the_need(need, child, method):
    assert rules.method_for(need, child) == method


def opening(**changed):
    return rules.obstacles_to_opening(
        **(
            {
                "is_identified": True,
                "unit_kind": UnitKind.CHILD_INVESTIGATION,
                "reason": "Ta reda på om barnet far illa.",
                "ongoing": False,
                "concerns_child": True,
                "method": Method.BBIC,
            }
            | changed
        )
    )


def test_an_investigation_may_be_opened_when_nothing_is_missing():
    assert opening() == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"is_identified": False}, "vem det gäller"),
        ({"ongoing": True}, "pågår redan"),
        ({"unit_kind": UnitKind.HOME_CARE}, "utreder inte"),
        ({"reason": " oro "}, "ta reda på"),
        ({"method": Method.ADULT}, "för vuxna"),
    ],
)
def test_what_is_missing_is_said(changed, said):
    [obstacle] = opening(**changed)
    assert said in obstacle.text


@pytest.mark.parametrize(
    ("degree", "experienced", "may"),
    [
        (None, None, False),
        (TODAY, None, False),
        (TODAY, TODAY + timedelta(days=1), False),
        (TODAY, TODAY, True),
    ],
)
def test_a_childs_investigation_needs_degree_and_experience(degree, experienced, may):
    found = rules.obstacles_to_assigning(
        concerns_child=True, degree_on=degree, experienced_on=experienced, on=TODAY
    )
    assert (found == []) is may
    assert laws(found) <= {"SoL 25 kap. 1 §"}
    assert not rules.obstacles_to_assigning(
        concerns_child=False, degree_on=None, experienced_on=None, on=TODAY
    )


def test_a_finding_needs_words_a_source_and_a_time_that_has_been():
    found = rules.obstacles_to_finding(
        method=Method.BBIC,
        area=Area.SELF_CARE,
        text=" ",
        source="",
        obtained_at=AT + timedelta(minutes=1),
        closed_at=None,
        at=AT,
    )
    assert {obstacle.field for obstacle in found} == {"text", "source", "obtained_at", "area"}


def hearing(**changed):
    return rules.obstacles_to_hearing(
        **(
            {
                "concerns_child": True,
                "heard_at": None,
                "text": "",
                "why_not": None,
                "not_heard_reason": "",
                "closed_at": None,
                "at": AT,
            }
            | changed
        )
    )


def test_the_child_is_heard_or_there_is_a_reason_in_words():
    assert laws(hearing()) == {"SoL 3 kap. 2 §"}
    assert laws(hearing(heard_at=AT)) == {"SoL 3 kap. 2 §"}
    assert hearing(heard_at=AT, text="«Jag vill hem.»") == []
    assert hearing(why_not=WhyNotHeard.DECLINED)[0].field == "not_heard_reason"
    assert (
        hearing(why_not=WhyNotHeard.DECLINED, not_heard_reason="Frågad två gånger, ville inte prata.") == []
    )
    assert hearing(heard_at=AT, text="Ja", why_not=WhyNotHeard.HARM)[0].field == "why_not"


def test_nothing_is_assessed_before_the_child_is_heard_informed_and_something_found():
    empty = Work(concerns_child=True)
    assert laws(rules.obstacles_to_proposing(empty)) == {"SoL 20 kap. 4 §", "FL 23 §", "SoL 3 kap. 2 §"}
    assert laws(rules.obstacles_to_proposing(Work(concerns_child=False))) == {"FL 23 §"}


def wording(**changed):
    return rules.obstacles_to_wording(
        **(
            {
                "concerns_child": True,
                "is_application": False,
                "assessment": "Alva behöver stöd hemma.",
                "best_interests": "Bäst för Alva är att bo hemma.",
                "recommendation": Recommendation.GRANT,
                "proposal": "Familjebehandling.",
                "kind": str(DecisionKind.OPEN_CARE),
                "service_code": "family_treatment",
                "legal_basis": Basis.SOL_11_1,
                "on": TODAY,
            }
            | changed
        )
    )


def test_the_childs_best_interests_stand_in_every_proposal_about_a_child():
    assert wording() == []
    assert laws(wording(best_interests="")) == {"SoL 3 kap. 1 §"}
    assert wording(best_interests="", concerns_child=False) == []


def test_an_application_is_answered_and_a_report_cannot_be_refused():
    assert wording(recommendation=Recommendation.NO_SERVICE, is_application=True)[0].field == "recommendation"
    assert wording(recommendation=Recommendation.REFUSE, is_application=False)[0].field == "recommendation"
    assert wording(recommendation=Recommendation.NO_SERVICE, kind="", service_code="", legal_basis=None) == []
    assert {o.field for o in wording(kind="", legal_basis=None)} == {"service_code", "legal_basis"}
    assert wording(kind=str(DecisionKind.HOME_CARE))[0].law == "KL 6 kap. 37 §"
    assert wording(service_code="a_holiday")[0].field == "service_code"


def communicating(**changed):
    return rules.obstacles_to_communicating(
        **(
            {
                "communicated_at": AT,
                "how": "letter",
                "answer_by": TODAY + timedelta(days=7),
                "not_communicated_reason": "",
                "already": False,
                "closed_at": None,
                "at": AT,
            }
            | changed
        )
    )


def test_the_person_gets_a_day_to_answer():
    assert communicating() == []
    assert communicating(answer_by=TODAY)[0].field == "answer_by"
    assert communicating(answer_by=None)[0].field == "answer_by"
    assert communicating(communicated_at=None, answer_by=None)[0].law == "FL 25 §"
    exempt = {
        "communicated_at": None,
        "answer_by": None,
        "not_communicated_reason": "Uppenbart obehövligt: allt bifalls.",
    }
    assert communicating(**exempt) == []
    assert communicating(already=True)


@steady
@given(
    child=st.booleans(),
    informed=st.booleans(),
    plan=st.booleans(),
    findings=st.integers(0, 2),
    heard=st.booleans(),
    recommendation=st.sampled_from([None, *Recommendation]),
    communicated=st.booleans(),
    days=st.none() | st.integers(-3, 3),
    answered=st.booleans(),
)
def test_the_next_step_is_to_decide_exactly_when_nothing_stands_in_the_way(
    child, informed, plan, findings, heard, recommendation, communicated, days, answered
):
    work = Work(
        concerns_child=child,
        informed=informed,
        has_plan=plan,
        findings=findings,
        child_heard=heard,
        recommendation=recommendation,
        communicated=communicated,
        answer_by=None if days is None else TODAY + timedelta(days=days),
        answered=answered,
    )
    step = rules.next_step(work, TODAY)
    free = not rules.obstacles_to_deciding(work, TODAY)

    assert (step in (Step.DECIDE, Step.CLOSE)) == (free and plan)


def test_one_waits_for_the_answer_as_long_as_the_person_has_time():
    waiting = replace(READY, answer_by=TODAY)
    assert rules.next_step(waiting, TODAY) == Step.ANSWER
    assert laws(rules.obstacles_to_deciding(waiting, TODAY)) == {"FL 25 §"}
    assert rules.next_step(waiting, TODAY + timedelta(days=1)) == Step.DECIDE
    assert rules.next_step(replace(waiting, answered=True), TODAY) == Step.DECIDE


def extending(**changed):
    return rules.obstacles_to_extending(
        **(
            {
                "concerns_child": True,
                "due_on": TODAY,
                "to": TODAY + timedelta(days=30),
                "reason": "Polisens förhör med barnet måste gå före.",
                "mandate": MANDATE,
                "closed_at": None,
                "on": TODAY,
            }
            | changed
        )
    )


def test_longer_time_needs_special_reasons_a_later_day_and_a_mandate():
    assert extending() == []
    assert extending(reason="Semester")[0].field == "reason"
    assert extending(to=TODAY)[0].field == "to"
    assert extending(due_on=None)[0].law == "SoL 20 kap. 3 §"
    assert extending(mandate=Obstacle("Nej.")) == [Obstacle("Nej.")]
    assert extending(closed_at=AT)


def closing(work=READY, outcome=Outcome.NO_SERVICE, **changed):
    given_ = {"reason": "Familjen har det stöd den behöver.", "mandate": MANDATE, "on": TODAY} | changed
    return rules.obstacles_to_closing(work, outcome, **given_)


def test_a_report_may_end_without_a_service_when_that_is_the_proposal():
    assert closing(replace(READY, recommendation=Recommendation.NO_SERVICE)) == []
    assert laws(closing()) == {"FL 32 §"}
    assert closing(replace(READY, recommendation=Recommendation.NO_SERVICE), reason="")[0].field == "reason"


def test_an_application_ends_with_a_decision_unless_it_is_taken_back():
    applied = replace(READY, is_application=True)
    assert "FL 31–33 §§" in laws(closing(applied))
    assert closing(Work(concerns_child=False, is_application=True), Outcome.WITHDRAWN) == []
    assert closing(READY, Outcome.WITHDRAWN)[0].field == "outcome"
