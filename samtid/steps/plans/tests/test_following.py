"""When a plan may be followed up, and what must be said. No database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from samtid.steps.plans import following
from samtid.steps.plans.following import FollowUpText
from samtid.steps.plans.words import Outcome

ON = date(2027, 2, 20)
FIRST = date(2026, 11, 23)
DAY = timedelta(days=1)
SAID = FollowUpText(
    followed_on=ON,
    took_part=("person", "relative"),
    outcome="unchanged",
    seen="Duschen fungerar som den ska.",
    next_on=date(2027, 5, 20),
)


def hinders(text: FollowUpText, **about: object) -> list[str]:
    known = {"first": FIRST, "taken": (), "on": ON}
    return [one.field for one in following.obstacles_to_following_up(text, **known | about)]  # type: ignore[arg-type]


def hinders_correction(text: FollowUpText, **about: object) -> list[str]:
    known = {"is_corrected": False, "first": FIRST, "taken": (), "on": ON}
    return [one.field or one.text for one in following.obstacles_to_correcting(text, **known | about)]  # type: ignore[arg-type]


def test_a_whole_follow_up_is_kept_and_an_empty_one_says_everything_that_is_missing():
    assert hinders(SAID) == []
    assert hinders(FollowUpText()) == ["followed_on", "took_part", "outcome", "seen", "next_on"]
    assert SAID.who == "Den enskilde, Närstående"


@pytest.mark.parametrize(
    ("said", "about", "wanted"),
    [
        ({"followed_on": ON + DAY}, {}, ["followed_on"]),
        ({"followed_on": FIRST}, {"on": FIRST}, []),
        ({"followed_on": FIRST - DAY}, {}, ["followed_on"]),
        ({}, {"taken": [ON]}, ["followed_on"]),
        ({}, {"taken": [ON - DAY]}, []),
        ({"took_part": ("nobody",)}, {}, []),
        ({"took_part": ("nobody", "relative")}, {}, ["took_part"]),
        ({"outcome": "mistaken"}, {}, ["outcome"]),
        ({"seen": "  Bra "}, {}, ["seen"]),
        ({"next_on": ON + DAY}, {}, []),
        ({"followed_on": ON - 9 * DAY, "next_on": ON}, {}, ["next_on"]),
        ({"next_on": date(2028, 2, 20)}, {}, []),
        ({"next_on": date(2028, 2, 21)}, {}, ["next_on"]),
    ],
)
def test_days_and_people_are_asked_for(said, about, wanted):
    if "on" in about:
        said = said | {"next_on": about["on"] + DAY}
    assert hinders(replace(SAID, **said), **about) == wanted


def test_the_next_day_lies_after_the_one_it_was_followed_up():
    assert "next_on" in hinders(replace(SAID, next_on=ON))
    assert hinders_correction(replace(SAID, next_on=ON, reason="Fel dag.")) == ["next_on"]


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({}, ""),
        ({"has_ended": True}, "avslutad"),
        ({"first": None}, "utkast"),
        ({"has_later": True}, "senare version"),
        ({"first": ON}, ""),
        ({"first": ON + DAY}, "2027-02-21"),
    ],
)
def test_only_the_version_that_holds_is_followed_up(about, said):
    known = {"first": FIRST, "has_later": False, "has_ended": False, "on": ON}
    found = [one.text for one in following.obstacles_to_beginning(**known | about)]  # type: ignore[arg-type]
    assert len(found) == bool(said) and all(said in one for one in found)


def test_a_plan_is_followed_up_from_the_later_of_its_two_first_days():
    assert following.first_day(FIRST, ON) == following.first_day(ON, FIRST) == ON


def test_a_correction_says_why_and_one_that_never_was_says_nothing_else():
    assert hinders_correction(SAID) == ["reason"]
    assert hinders_correction(replace(SAID, reason="Fel dag.")) == []
    assert hinders_correction(FollowUpText(outcome="mistaken", reason="Fel plan.")) == []
    assert hinders_correction(FollowUpText(outcome="mistaken")) == ["reason"]
    assert hinders_correction(FollowUpText(reason="Fel dag.")) == [
        "followed_on", "took_part", "outcome", "seen", "next_on",
    ]  # fmt: skip
    late = replace(SAID, followed_on=ON - 90 * DAY, next_on=ON - DAY, reason="Fel dag.")
    assert hinders_correction(late, first=FIRST - DAY) == [], "it was said then, and is late now"
    [again] = hinders_correction(replace(SAID, reason="Fel dag."), is_corrected=True)
    assert "redan rättad" in again


def test_what_is_to_be_done_waits_at_once():
    assert {Outcome.CHANGE, Outcome.ENDED} == following.TO_DO
