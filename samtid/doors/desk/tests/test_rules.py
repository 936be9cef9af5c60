"""What the desk puts first, and what it offers next."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from samtid.base.dossier.words import LocalClock
from samtid.doors.desk import rules

TODAY = date(2026, 11, 21)


def waiting(rule: str, due_on: date | None) -> rules.Waiting:
    return rules.Waiting("Alva", "", "", rule, due_on, "", "", uuid4(), "", "26-AAAAAA", "")


def test_protection_comes_before_every_day():
    late = waiting("CH-02", TODAY - timedelta(days=9))
    at_once = waiting("CH-01", TODAY)
    without = waiting("", None)

    assert sorted([without, late, at_once], key=rules.urgency) == [at_once, late, without]


@given(st.lists(st.dates(TODAY - timedelta(days=40), TODAY + timedelta(days=40))))
def test_late_and_soon_never_count_a_day_twice(days):
    late, soon = rules.late_and_soon(days, TODAY)

    assert late == sum(day < TODAY for day in days)
    assert soon == sum(TODAY <= day <= TODAY + timedelta(days=rules.SOON) for day in days)


def test_every_rule_of_the_desk_has_words():
    for rule in rules.NEXT:
        assert rules.words_of(rule).name
    for clock in LocalClock:
        assert rules.words_of(clock.value).name == clock.label


def report(**known: object) -> SimpleNamespace:
    return SimpleNamespace(
        **({"pk": uuid4(), "need": "child", "protection_assessed_at": None, "closed_at": None} | known)
    )


def test_an_investigation_cannot_be_opened_before_protection_is_assessed_and_the_bar_says_why():
    first, opening, service = rules.next_steps(
        report=report(), investigation=None, decisions=[], services=[], case=None
    )

    assert first.text == "Gör skyddsbedömning"
    assert not first.obstacles
    assert opening.obstacles[0].law == "SoL 20 kap. 1 §"
    assert service.obstacles


def test_after_protection_the_way_is_open():
    steps = rules.next_steps(
        report=report(protection_assessed_at=1), investigation=None, decisions=[], services=[], case=None
    )

    assert [step.text for step in steps if not step.obstacles] == [
        "Ta ställning till det som kommit in",
        "Öppna utredning",
    ]


def test_a_granted_decision_asks_for_its_service_and_a_refused_does_not():
    granted = SimpleNamespace(pk=uuid4(), signed_at=1, outcome="granted")
    refused = SimpleNamespace(pk=uuid4(), signed_at=1, outcome="refused")

    steps = rules.next_steps(
        report=None, investigation=None, decisions=[granted, refused], services=[], case=None
    )

    assert [(step.address, step.about) for step in steps] == [("services:start", granted.pk)]


def test_the_way_says_where_the_matter_stands():
    assert rules.stage(reports=[], investigations=[], decisions=[], services=[]) == 0
    assert rules.stage(reports=[report()], investigations=[], decisions=[], services=[]) == 0
    assert (
        rules.stage(reports=[report(protection_assessed_at=1)], investigations=[], decisions=[], services=[])
        == 1
    )
    ended = report(closed_at=1)
    assert (
        rules.stage(
            reports=[ended], investigations=[SimpleNamespace(closed_at=None)], decisions=[], services=[]
        )
        == 2
    )
    assert rules.stage(reports=[ended], investigations=[], decisions=[], services=[]) == len(rules.WAY)
    assert [state for _, state in rules.way(2)] == ["done", "done", "now", "ahead", "ahead", "ahead"]
