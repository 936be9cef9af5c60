"""What the desk puts first, and what it offers next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from samtid.base.dossier.rules import words_of
from samtid.base.dossier.words import LocalClock
from samtid.base.look import house
from samtid.doors.desk import file, rules
from samtid.ground.offers import File, Stage, Waiting

TODAY = date(2026, 11, 21)


def waiting(rule: str, due_on: date | None) -> Waiting:
    first = rule == "CH-01"
    return Waiting("", "", "", uuid4(), rule=rule, due_on=due_on, first=first, case_number="26-AAAAAA")


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
    for rule in house.clocks():
        assert words_of(rule).name
    for clock in LocalClock:
        assert words_of(clock.value).name == clock.label


def report(**known: object) -> SimpleNamespace:
    return SimpleNamespace(
        **(
            {
                "pk": uuid4(),
                "kind": "report",
                "need": "child",
                "protection_assessed_at": None,
                "closed_at": None,
            }
            | known
        )
    )


def read(**rows: list[object]) -> File:
    """A dossier where the rooms have read these rows."""
    return File(None, None, [], [], TODAY, dict(rows))


def test_an_investigation_cannot_be_opened_before_protection_is_assessed_and_the_bar_says_why():
    first, opening, service = file.steps(read(reports=[report()]))

    assert first.text == "Gör skyddsbedömning"
    assert not first.obstacles
    assert opening.obstacles[0].law == "SoL 20 kap. 1 §"
    assert service.obstacles


def test_after_protection_the_way_is_open():
    steps = file.steps(read(reports=[report(protection_assessed_at=1)]))

    assert [step.text for step in steps if not step.obstacles] == [
        "Ta ställning till det som kommit in",
        "Inled utredning",
    ]


def test_a_granted_decision_asks_for_its_service_and_a_refused_does_not():
    granted = SimpleNamespace(pk=uuid4(), signed_at=1, outcome="granted", kind="home_care")
    refused = SimpleNamespace(pk=uuid4(), signed_at=1, outcome="refused", kind="home_care")

    steps = file.steps(read(decisions=[granted, refused]))

    assert [(step.address, step.about) for step in steps] == [("services:start", granted.pk)]


def stage(*, must_follow_up: bool = False, **rows: list[object]) -> Stage | None:
    asked = read(**rows)
    asked.clocks = [SimpleNamespace(rule=LocalClock.FOLLOW_UP, due_on=TODAY)] * must_follow_up
    return file.stage(asked)


def named(found: Stage | None) -> tuple[str, str] | None:
    return (found.step, found.state) if found else None


def test_the_way_says_where_the_matter_stands():
    ended = report(closed_at=1)
    going = SimpleNamespace(closed_at=None)
    granted = SimpleNamespace(pk=uuid4(), signed_at=1, outcome="granted", kind="home_care")
    service = SimpleNamespace(decision_id=granted.pk, ended_at=None)

    assert stage() is None
    assert named(stage(reports=[report()])) == ("Skydd", "now")
    assert named(stage(reports=[report(protection_assessed_at=1)])) == ("Förhandsbedömning", "now")
    assert named(stage(reports=[ended])) == ("Förhandsbedömning", "stopped")
    assert named(stage(reports=[ended], investigations=[going])) == ("Utredning", "now")
    assert named(stage(reports=[ended], decisions=[granted])) == ("Insats", "now")
    assert named(stage(decisions=[granted], services=[service])) == ("Insats", "now")
    assert named(stage(decisions=[granted], services=[service], must_follow_up=True)) == (
        "Uppföljning",
        "now",
    )
    over = SimpleNamespace(decision_id=granted.pk, ended_at=1)
    assert named(stage(decisions=[granted], services=[over])) == ("Insats", "stopped")
    refused = SimpleNamespace(pk=uuid4(), signed_at=1, outcome="refused", kind="home_care")
    assert named(stage(reports=[ended], decisions=[refused])) == ("Beslut", "stopped")


def test_an_application_has_no_protection_and_no_preliminary_assessment_on_its_way():
    application = report(kind="application", need="elderly")

    assert stage(reports=[application]) == Stage("Inkommet", "now", ("Skydd", "Förhandsbedömning"))


def test_what_is_to_be_done_at_once_stands_by_the_day_it_began():
    on = TODAY - timedelta(days=2)
    late = waiting("CH-02", TODAY - timedelta(days=1))
    at_once = replace(waiting("CH-04", None), promptly="Genast", since=on)
    undated = replace(waiting("", None), since=TODAY - timedelta(days=90))
    near = waiting("CH-05", TODAY + timedelta(days=3))

    lines = sorted([undated, near, late, at_once], key=rules.urgency)

    assert lines == [at_once, late, near, undated]
    assert [(group.title, group.lines) for group in rules.grouped(lines, TODAY)] == [
        ("Gör först", [at_once, late]),
        ("Inom tre dagar", [near]),
        ("Utan bestämd dag", [undated]),
    ]


@given(st.lists(st.none() | st.dates(TODAY - timedelta(days=40), TODAY + timedelta(days=40))))
def test_the_parts_of_a_day_hold_every_line_once_and_in_order(days):
    lines = sorted((waiting("CH-02", day) for day in days), key=rules.urgency)

    groups = rules.grouped(lines, TODAY)

    assert [line for group in groups for line in group.lines] == lines
    assert not groups or not groups[0].is_folded, "something is always to be seen"


def test_more_dossiers_than_usual_is_above_the_limit_of_her_own_days():
    days = {1: {date(2026, 11, day): 5 + day % 2 for day in range(2, 14)} | {date(2026, 11, 20): 40}}

    [one] = rules.readings(days, [1], date(2026, 11, 20))

    assert (one.today, one.usual, one.is_unusual) == (40, 5.5, True)
    assert one.highest == 5.5 + 2.66
    [quiet] = rules.readings(days, [1], date(2026, 11, 13))
    assert not quiet.is_unusual


def test_one_who_is_new_is_held_against_the_units_usual_and_nobody_against_too_few_days():
    many = {1: {date(2026, 11, day): 5 for day in range(2, 14)}, 2: {date(2026, 11, 20): 9}}

    assert [one.staff for one in rules.readings(many, [1, 2], date(2026, 11, 20)) if one.is_unusual] == [2]
    assert not rules.readings({2: {date(2026, 11, 20): 90}}, [2], date(2026, 11, 20))[0].is_unusual
