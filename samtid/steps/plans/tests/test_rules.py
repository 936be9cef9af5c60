"""What a plan says, and what stands in the way of it. No database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest

from samtid.ground.sweden import swedish_moment
from samtid.steps.plans import differing, rules
from samtid.steps.plans.rules import LineDetails, PlanText
from samtid.steps.plans.tests.make import a_line, a_text
from samtid.steps.plans.words import PlanState

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
ON = AT.date()


def hinders(text: PlanText, **said: object) -> list[str]:
    about = {"number": 1, "has_ended": False, "starts_on": ON, "ends_on": None, "goals": (), "on": ON}
    return [one.field or one.text for one in rules.obstacles_to_adopting(text, **about | said)]  # type: ignore[arg-type]


def test_a_whole_plan_is_adopted_and_an_empty_one_says_everything_that_is_missing():
    assert hinders(a_text(AT)) == []
    assert hinders(PlanText(wishes="Kaffe först")) == [
        "line_1_what", "valid_from", "agreed_with", "agreed_on", "took_part", "follow_up_on",
    ]  # fmt: skip


def test_nothing_at_all_is_no_draft():
    assert rules.obstacles_to_writing(PlanText(), has_ended=False)
    assert not rules.obstacles_to_writing(PlanText(wishes="Kaffe först"), has_ended=False)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (a_line(what=" "), "line_1_what"),
        (a_line(area=""), "line_1_area"),
        (a_line(minutes=None), "line_1_minutes"),
        (a_line(part=""), "line_1_part"),
        (a_line(goal=uuid4()), "line_1_goal"),
        (a_line(minutes=721), "line_1_minutes"),
        (a_line(leeway=999), "line_1_leeway"),
    ],
)
def test_a_line_that_lacks_something_says_so_at_its_field(line, field):
    assert hinders(a_text(AT, line)) == [field]


def test_what_is_done_when_needed_has_no_time_and_needs_none():
    line = LineDetails(what="Byta lampa", area="d6")
    assert hinders(a_text(AT, line)) == []
    assert line.when == "När det behövs"
    assert rules.days_of(line, ON, ON, ON + timedelta(days=400)) == []


@pytest.mark.parametrize(
    ("said", "about", "wanted"),
    [
        ({"valid_from": ON - timedelta(days=1)}, {}, ["valid_from"]),
        ({"valid_from": ON + timedelta(days=9)}, {"ends_on": ON + timedelta(days=8)}, ["valid_from"]),
        ({"agreed_on": ON + timedelta(days=1)}, {}, ["agreed_on"]),
        ({"follow_up_on": ON}, {}, ["follow_up_on"]),
        ({"reason": ""}, {"number": 2}, ["reason"]),
        ({}, {"has_ended": True}, ["Insatsen är avslutad."]),
    ],
)
def test_days_and_reasons_are_asked_for(said, about, wanted):
    assert hinders(a_text(AT, **said), **about) == wanted


def test_every_second_week_is_counted_from_the_plans_first_week_also_when_it_is_laid_later():
    line = a_line(weekdays=(1,), every=2)
    anchor = date(2026, 11, 19)  # a Thursday
    whole = rules.days_of(line, anchor, anchor, date(2027, 1, 31))
    assert [one.isoformat() for one in whole] == [
        "2026-12-01", "2026-12-15", "2026-12-29", "2027-01-12", "2027-01-26",
    ]  # fmt: skip
    assert rules.days_of(line, anchor, date(2026, 12, 20), date(2027, 1, 31)) == whole[2:]


def test_the_clock_on_the_wall_stands_still_when_summer_time_begins_and_the_night_belongs_to_the_evening():
    line = a_line(weekdays=(6,), clock=time(23, 30), minutes=60)
    days = rules.days_of(line, date(2027, 3, 21), date(2027, 3, 21), date(2027, 3, 28))
    moments = [swedish_moment(day, line.starts) for day in days]
    assert [f"{one.astimezone(UTC):%d %H:%M}" for one in moments] == ["21 22:30", "28 21:30"]


def test_a_draft_comes_back_as_it_was_written():
    line = a_line(clock=time(7, 15), goal=uuid4(), needs_two=True, skill="medicine", every=2, leeway=30)
    assert LineDetails.kept(line.as_kept()) == line
    assert LineDetails.kept({}) == LineDetails()
    assert line.when == "mån, ons, fre, kl. 07.15, ± 30 min, varannan vecka"
    assert line.minutes_a_week == 135
    assert [rules.in_hours(one) for one in (0, 45, 60, 135)] == [
        "0 minuter",
        "45 minuter",
        "1 timme",
        "2 timmar och 15 minuter",
    ]


def test_a_later_version_ends_the_one_before_and_one_from_the_same_day_replaces_it_whole():
    assert rules.last_day(ON, [date(2026, 12, 10), date(2026, 12, 1)]) == date(2026, 11, 30)
    assert rules.last_day(ON, []) is None
    assert rules.state(valid_from=ON, is_adopted=True, is_superseded=False, on=ON) is PlanState.HOLDS
    assert rules.state(valid_from=ON, is_adopted=True, is_superseded=True, on=ON) is PlanState.SUPERSEDED
    assert rules.state(valid_from=ON, is_adopted=False, is_superseded=False, on=ON) is PlanState.DRAFT
    later = ON + timedelta(days=1)
    assert rules.state(valid_from=later, is_adopted=True, is_superseded=False, on=ON) is PlanState.COMING


def test_the_difference_shows_what_changed_what_came_and_what_went():
    old = a_text(AT, a_line(), a_line(what="Städ", area="d6"), not_who=(7,))
    new = replace(old, lines=(a_line(minutes=60), a_line(what="Promenad", area="d4")), not_who=())
    found = {one.about: (one.was, one.now) for one in differing.difference(old, new, {7: "Tova"})}
    assert found["Ska inte komma"] == ("Tova", "")
    assert "45 minuter" in found["Dusch"][0] and "60 minuter" in found["Dusch"][1]
    assert found["Städ"][1] == "" and found["Promenad"][0] == ""
    assert differing.difference(old, old, {}) == []
    twice = replace(old, lines=(a_line(), a_line(part="evening")))
    assert [one.was for one in differing.difference(replace(old, lines=(a_line(),)), twice, {})] == [""]


def test_the_small_hours_of_a_night_belong_to_the_evening_before():
    line = a_line(weekdays=(4,), part="night", clock=time(2))
    friday = date(2026, 11, 27)
    moment = line.moment(friday)
    assert moment is not None and f"{moment.astimezone(UTC):%m-%d %H:%M}" == "11-28 01:00"
    assert "natten till nästa dag" in line.when
    early = a_line(weekdays=(4,), part="", clock=time(5)).moment(friday)
    assert early is not None and f"{early.astimezone(UTC):%d}" == "27", "a morning is a morning"


def test_every_second_week_goes_on_as_before_in_a_new_version():
    line, first, then = a_line(weekdays=(1,), every=2), date(2026, 11, 2), date(2026, 11, 9)
    assert rules.anchor_of(line, then, [(replace(line, minutes=60), first)]) == first
    assert rules.anchor_of(line, then, [(a_line(what="Städ"), first)]) == then
