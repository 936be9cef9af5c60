"""How a report ends, in every combination of outcome, danger, mandate and age (SoL 20 kap. 1–2 §§, 25 kap. 1 §)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from samtid.base.organisation.rules import Mandate
from samtid.base.organisation.words import Role
from samtid.ground.reasons import Obstacle
from samtid.steps.intake import rules
from samtid.steps.intake.words import Kind, Outcome

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
DAY = date(2020, 1, 1)
AGES = {
    "child": {"is_childs": True},
    "adult": {"is_known_adult": True},
    "unknown": {},
}
MAY = {
    "delegated": Mandate(Role.SENIOR, "SN § 71"),
    "without": Obstacle("Du har ingen delegation.", "KL 6:37"),
}
ALL = list(product(Outcome, AGES, (None, False, True), MAY, (True, False), (True, False)))


def situation(age, danger, may, identified, taken_over):
    return rules.Situation(
        **({"is_childs": False, "is_known_adult": False} | AGES[age]),
        kind=Kind.REPORT,
        is_identified=identified,
        is_taken_over=taken_over,
        received_at=AT - timedelta(days=1),
        protection_assessed_at=None if danger is None else AT,
        protection_danger=danger,
        degree_on=DAY,
        experienced_on=DAY,
        mandate=MAY[may],
    )


@pytest.mark.parametrize(("outcome", "age", "danger", "may", "identified", "taken_over"), ALL)
def test_a_report_that_is_or_may_be_a_childs_ends_by_opening_not_opening_or_joining(
    outcome, age, danger, may, identified, taken_over
):
    now = situation(age, danger, may, identified, taken_over)

    ends = not rules.obstacles_to_closing(now, outcome, reason="Skäl som räcker till.", at=AT)

    allowed = {
        Outcome.INVESTIGATE: identified and may == "delegated",
        Outcome.NO_INVESTIGATION: identified and may == "delegated" and not (age != "adult" and danger),
        Outcome.ALREADY_OPEN: taken_over,
        Outcome.REFERRED: age == "adult",
        Outcome.ANSWERED: False,
        Outcome.WITHDRAWN: False,
    }[outcome]
    assert ends == (allowed and not (age == "child" and danger is None))


def test_the_refusal_says_how_a_childs_report_does_end():
    now = situation("child", True, "delegated", True, False)

    [obstacle] = rules.obstacles_to_closing(now, Outcome.REFERRED, reason="Skäl som räcker.", at=AT)

    assert obstacle.law == "SoL 20 kap. 2 §" and "inleds eller inte inleds" in obstacle.text


def test_a_proposal_to_refer_a_childs_report_is_no_way_round():
    now = situation("child", True, "without", True, False)

    assert rules.obstacles_to_closing(now, Outcome.REFERRED, reason="Skäl som räcker.", at=AT, propose=True)


LONG_AGO = ["2021-11-25 09:30", "0001-01-01 00:00", "2025-11-21 09:30", "2022-06-30 12:00"]


@pytest.mark.parametrize("text", LONG_AGO)
def test_a_year_that_cannot_be_right_is_refused_in_words(text):
    received = datetime.fromisoformat(text).replace(tzinfo=UTC)

    [obstacle] = rules.obstacles_to_receiving(text="Oro.", received_at=received, at=AT)

    assert obstacle.field == "received_at" and "kontrollera året" in obstacle.text


def test_what_came_within_the_year_is_received():
    assert not rules.obstacles_to_receiving(text="Oro.", received_at=AT - timedelta(days=364), at=AT)


@pytest.mark.parametrize("text", ["0001-01-02 00:00", "2021-11-25 09:30", "9999-12-31 12:00"])
def test_no_rule_falls_for_a_day_the_law_does_not_know(text):
    received = datetime.fromisoformat(text).replace(tzinfo=UTC)

    rules.answer_due(received, 2)
    if text.startswith("9999"):
        return
    assert rules.protection_due(received, 16) is None and rules.assessment_due(received) is None
    assert not rules.is_late(received, AT.date())
    [obstacle] = rules.obstacles_of_moment(received)
    assert "Rätta först när det kom in" in obstacle.text
    now = replace(situation("child", False, "delegated", True, False), received_at=received)
    assert obstacle in rules.obstacles_to_closing(
        now, Outcome.NO_INVESTIGATION, reason="Skäl nog här.", at=AT
    )


LATE = [
    ("2026-11-20T15:59+01:00", "2026-11-20"),  # a Friday afternoon
    ("2026-11-20T17:30+01:00", "2026-11-21"),  # BC-26
    ("2026-11-21T23:50+01:00", "2026-11-22"),  # W15
    ("2026-11-22T00:13+01:00", "2026-11-22"),  # after midnight it is a new day's morning
    ("2026-10-24T23:30+00:00", "2026-10-25"),  # 01:30 on the 25th in Sweden, the night the clocks go back
    ("2026-10-25T15:30+00:00", "2026-10-26"),  # 16:30 in winter time; an hour earlier in UTC the day before
    ("2026-10-24T14:30+00:00", "2026-10-25"),  # 16:30 in summer time
    ("2027-03-28T13:30+00:00", "2027-03-28"),  # 15:30 in summer time, the day the clocks went forward
]


@pytest.mark.parametrize(("came", "day"), LATE)
def test_what_comes_in_late_is_assessed_the_day_after_at_the_latest(came, day):
    assert rules.protection_due(datetime.fromisoformat(came), 16) == date.fromisoformat(day)


def test_correcting_when_it_came_in_asks_for_a_reason_and_a_day_the_law_knows():
    def fields(became, reason="Fel år skrevs vid registreringen.", was=AT):
        found = rules.obstacles_to_correcting_arrival(was=was, became=became, reason=reason, at=AT)
        return [obstacle.field for obstacle in found]

    assert fields(AT - timedelta(days=2)) == []
    assert fields(AT + timedelta(minutes=1)) == ["received_at"]
    assert fields(datetime(2021, 1, 1, tzinfo=UTC)) == ["received_at"]
    assert fields(datetime(1, 1, 1, tzinfo=UTC)) == ["received_at"]
    assert fields(AT) == ["received_at"]
    assert fields(AT - timedelta(days=2), reason="fel") == ["reason"]
