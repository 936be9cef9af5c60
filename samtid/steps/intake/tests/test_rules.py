"""What the law says about what comes in, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samtid.base.dossier.words import Need
from samtid.base.organisation.rules import Mandate
from samtid.base.organisation.words import Role, UnitKind
from samtid.ground.law import children
from samtid.ground.law.days import SWEDEN, is_free, swedish_day
from samtid.ground.reasons import Obstacle
from samtid.steps.intake import rules
from samtid.steps.intake.actions import About
from samtid.steps.intake.forms import each_child
from samtid.steps.intake.words import Kind, Outcome, ReporterCategory

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
DAY = date(2020, 1, 1)
READY = rules.Situation(
    kind=Kind.REPORT,
    is_childs=True,
    is_identified=True,
    received_at=AT - timedelta(days=3),
    protection_assessed_at=AT,
    protection_danger=False,
    degree_on=DAY,
    experienced_on=DAY,
    mandate=Mandate(Role.SENIOR, "SN 2025-06-18 § 71"),
)
REASON = "Oron gällde frukosten, som nu är ordnad."
moments = st.datetimes(datetime(2022, 7, 1), datetime(2099, 1, 1), timezones=st.just(UTC))


def why_not(now: rules.Situation, outcome: Outcome = Outcome.NO_INVESTIGATION, **said: object) -> list[str]:
    found = rules.obstacles_to_closing(now, outcome, **({"reason": REASON, "at": AT} | said))
    return [obstacle.text for obstacle in found]


def test_a_ready_report_can_be_closed_either_way():
    assert not why_not(READY)
    assert not why_not(READY, Outcome.INVESTIGATE, reason="")


def test_a_report_cannot_be_closed_before_protection_is_assessed():
    [obstacle] = rules.obstacles_to_closing(
        replace(READY, protection_assessed_at=None), Outcome.INVESTIGATE, reason="", at=AT
    )
    assert obstacle.law == children.PROTECTION_ASSESSMENT.citation


def test_a_child_in_danger_is_investigated():
    assert why_not(replace(READY, protection_danger=True)) == [
        "Barnet bedöms behöva skydd nu. Då ska en utredning inledas."
    ]
    assert not why_not(replace(READY, protection_danger=True), Outcome.INVESTIGATE)


def test_it_takes_a_degree_and_experience():
    assert why_not(replace(READY, degree_on=None))
    assert why_not(replace(READY, degree_on=AT.date() + timedelta(days=1)))
    assert why_not(replace(READY, experienced_on=None))


def test_it_takes_delegation_unless_it_is_only_proposed():
    without = replace(READY, mandate=Obstacle("Du har ingen delegation.", "KL 6 kap. 37 §"))
    [sentence] = why_not(without)
    assert sentence == "Du har ingen delegation. Lämna ett förslag till den som får besluta."
    assert not why_not(without, propose=True)


def test_an_application_is_never_left_without_investigation():
    [sentence] = why_not(replace(READY, kind=Kind.APPLICATION))
    assert sentence.startswith("En ansökan ska utredas")


def test_after_fourteen_days_somebody_says_why():
    last = replace(READY, received_at=AT - timedelta(days=14))
    late = replace(READY, received_at=AT - timedelta(days=15))
    assert not why_not(last)
    assert why_not(late)[0].endswith("Skriv varför det tog längre tid.")
    assert not why_not(late, late_reason="Familjen gick inte att nå.")
    assert not why_not(late, Outcome.INVESTIGATE), "opening is never hindered by being late"


def test_nothing_is_closed_twice():
    assert "Det är redan avslutat." in why_not(replace(READY, closed_at=AT))


@given(st.sampled_from(Kind), st.sampled_from(Outcome), st.booleans(), st.booleans(), st.text(max_size=30))
def test_whatever_is_closed_was_allowed(kind, outcome, childs, assessed, reason):
    now = replace(READY, kind=kind, is_childs=childs, protection_assessed_at=AT if assessed else None)
    if not rules.obstacles_to_closing(now, outcome, reason=reason, at=AT):
        assert outcome in rules.ENDINGS[kind]
        assert assessed or not (childs and kind == Kind.REPORT)
        assert outcome == Outcome.INVESTIGATE or len(reason.strip()) >= 10


@given(moments, st.integers(12, 23))
def test_protection_is_due_the_day_it_came_in_and_the_decision_two_weeks_later(received_at, hour):
    day = swedish_day(received_at)
    late = received_at.astimezone(SWEDEN).hour >= hour
    assert rules.protection_due(received_at, hour) == day + timedelta(days=late)
    assert rules.assessment_due(received_at) == day + timedelta(days=14)


@given(moments, st.integers(1, 10))
def test_an_answer_is_promised_for_a_weekday_after_the_municipalitys_number_of_weekdays(
    received_at, weekdays
):
    day, due = swedish_day(received_at), rules.answer_due(received_at, weekdays)
    between = [day + timedelta(days=n) for n in range(1, (due - day).days + 1)]
    assert sum(not is_free(one) for one in between) == weekdays
    assert not is_free(due)
    assert rules.answer_due(received_at, None) is None, "what nobody has said is not guessed"


@given(moments)
def test_the_letter_box_is_the_working_day_before(emptied_at):
    came = swedish_day(rules.in_letter_box(emptied_at))
    assert came < swedish_day(emptied_at)
    assert not is_free(came)


def test_a_report_about_somebody_who_turns_out_to_be_a_child_follows_the_childrens_rules():
    on = AT.date()
    assert rules.needs_protection_assessment(Kind.REPORT, Need.VIOLENCE, date(2012, 3, 14), on)
    assert not rules.needs_protection_assessment(Kind.REPORT, Need.VIOLENCE, date(1990, 3, 14), on)
    assert rules.needs_protection_assessment(Kind.REPORT, Need.CHILD, None, on)
    assert not rules.needs_protection_assessment(Kind.APPLICATION, Need.CHILD, None, on)


@pytest.mark.parametrize("need", list(Need))
def test_every_need_has_somebody_who_takes_it_and_a_reason(need):
    assert rules.routed_to(need) in UnitKind
    assert rules.why_here(need).startswith("Mottagningen läser")


def test_nothing_about_a_child_is_sent_on_before_protection_is_assessed():
    now = replace(READY, protection_assessed_at=None)
    found = rules.obstacles_to_routing(now=now, same=False, takes=True, reason="Bor där")
    assert [obstacle.law for obstacle in found] == [children.PROTECTION_ASSESSMENT.citation]
    assert not rules.obstacles_to_routing(now=READY, same=False, takes=True, reason="Bor där")
    assert len(rules.obstacles_to_routing(now=READY, same=True, takes=True, reason="")) == 2
    assert rules.obstacles_to_routing(now=READY, same=False, takes=False, reason="Bor där")


def test_only_those_who_must_report_are_told_what_came_of_it():
    said = {"sent_at": None, "closed_at": AT, "text": "Ringde."}
    assert not rules.obstacles_to_feedback(is_mandated=True, **said)
    assert rules.obstacles_to_feedback(is_mandated=False, **said)
    assert rules.obstacles_to_feedback(is_mandated=True, **(said | {"closed_at": None}))
    assert rules.obstacles_to_feedback(is_mandated=True, **(said | {"sent_at": AT}))
    assert rules.obstacles_to_feedback(is_mandated=True, **(said | {"text": " "}))


def test_who_must_report():
    assert ReporterCategory.SCHOOL.is_mandated
    assert not any(
        who.is_mandated
        for who in (
            ReporterCategory.SELF,
            ReporterCategory.GUARDIAN,
            ReporterCategory.RELATIVE,
            ReporterCategory.PRIVATE,
        )
    )


@pytest.mark.parametrize(
    ("danger", "text", "count"),
    [(None, "", 2), (True, "kort", 1), (None, "Talat med skolan.", 1), (False, "Talat med skolan.", 0)],
)
def test_a_protection_assessment_says_yes_or_no_and_why(danger, text, count):
    found = rules.obstacles_to_assessing_protection(
        danger=danger, text=text, assessed_at=None, closed_at=None
    )
    assert len(found) == count
    assert all(obstacle.law == "SoL 20 kap. 1 §" for obstacle in found)


def test_it_is_assessed_once():
    assert rules.obstacles_to_assessing_protection(danger=True, text=REASON, assessed_at=AT, closed_at=None)


@given(st.text(max_size=2000))
def test_any_lines_become_children_with_fields_that_fit(lines):
    found = each_child(About("Alva", address="Storgatan 1"), lines)
    assert 1 <= len(found) <= 31
    assert all(
        len(one.name) <= 160 and len(one.number) <= 20 and one.address == "Storgatan 1" for one in found
    )
