"""Reglerna för en fråga: what is closed has a result, and what was asked is answered once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from samtid.quality.inquiries import rules
from samtid.quality.inquiries.rules import Said, Written
from samtid.quality.inquiries.words import Kind, Result, Verdict

TODAY = date(2026, 12, 31)
AGAIN = date(2027, 1, 15)
CAUSE, ACT = uuid4(), uuid4()
WHOLE = (
    Said(CAUSE, Kind.HYPOTHESIS, TODAY),
    Said(uuid4(), Kind.WEIGHED, TODAY, CAUSE),
    Said(uuid4(), Kind.FINDING, TODAY),
    Said(ACT, Kind.ACTION, TODAY, due_on=AGAIN),
    Said(uuid4(), Kind.DONE, TODAY, ACT),
    Said(uuid4(), Kind.LOOKED, AGAIN),
)


def told(found) -> str:
    return " ".join(one.text for one in found)


@pytest.mark.parametrize("result", list(Result))
def test_what_has_gone_the_whole_way_closes_with_any_result(result):
    assert rules.obstacles_to_closing(result, WHOLE, AGAIN) == []


@pytest.mark.parametrize(
    ("without", "result", "says"),
    [
        ({Kind.HYPOTHESIS, Kind.WEIGHED}, Result.EXPLAINED, "minst en tänkbar orsak"),
        ({Kind.WEIGHED}, Result.EXPLAINED, "Pröva varje"),
        ({Kind.FINDING}, Result.EXPLAINED, "kom fram till"),
        ({Kind.DONE}, Result.EXPLAINED, "varken gjorda eller strukna"),
        ({Kind.ACTION, Kind.DONE}, Result.BETTER, "Ingen åtgärd är gjord"),
        ({Kind.LOOKED}, Result.SAME, "Se efter igen först"),
        (set(), None, "Välj vad det blev"),
    ],
)
def test_each_thing_that_is_missing_is_said(without, result, says):
    left = [one for one in WHOLE if one.kind not in without]
    assert says in told(rules.obstacles_to_closing(result, left, AGAIN))


def test_explained_needs_neither_action_nor_another_look():
    left = [one for one in WHOLE if one.kind in (Kind.HYPOTHESIS, Kind.WEIGHED, Kind.FINDING)]
    assert rules.obstacles_to_closing(Result.EXPLAINED, left, AGAIN) == []


def test_a_look_before_a_day_that_was_moved_is_no_look_after_it():
    assert rules.obstacles_to_closing(Result.BETTER, WHOLE, AGAIN + timedelta(days=1))


def test_a_dropped_action_is_answered_but_nothing_was_done():
    dropped = [replace(one, kind=Kind.DROPPED) if one.kind == Kind.DONE else one for one in WHOLE]
    assert rules.obstacles_to_closing(Result.EXPLAINED, dropped, AGAIN) == []
    assert "Ingen åtgärd är gjord" in told(rules.obstacles_to_closing(Result.WORSE, dropped, AGAIN))


def writing(said: Written, **changed) -> str:
    known = {"is_closed": False, "look_again_on": AGAIN, "today": TODAY} | changed
    return told(rules.obstacles_to_writing(said, WHOLE[:1], **known))


@pytest.mark.parametrize(
    ("said", "says"),
    [
        (Written(Kind.HYPOTHESIS, " "), "Skriv vad som kan vara orsaken"),
        (Written(Kind.FINDING, "20120314-2391 kostar mest"), "personnummer"),
        (Written(Kind.WEIGHED, "x", CAUSE), "Välj om orsaken stämmer"),
        (Written(Kind.WEIGHED, "x", uuid4(), Verdict.HOLDS), "redan besvarat"),
        (Written(Kind.DONE, "x", CAUSE), "redan besvarat"),
        (Written(Kind.ACTION, "x", due_on=TODAY, owner=1), "en dag som kommer"),
        (Written(Kind.ACTION, "x", due_on=date(2072, 1, 1), owner=1), "kontrollera året"),
        (Written(Kind.ACTION, "x", due_on=AGAIN), "Välj vem"),
        (Written(Kind.LOOKED, "x"), "för tidigt"),
    ],
)
def test_a_row_that_cannot_be_written_says_why(said, says):
    assert says in writing(said)


def test_what_is_right_is_taken_and_what_is_closed_takes_nothing():
    right = Written(Kind.WEIGHED, "x", CAUSE, Verdict.UNKNOWN)
    assert writing(right) == "" == writing(Written(Kind.LOOKED, "x"), today=AGAIN)
    assert "avslutad" in writing(right, is_closed=True)


def test_the_day_to_look_again_comes_over_new_year():
    assert rules.obstacles_to_asking("Varför?", date(2027, 1, 1), TODAY) == []
    assert (
        told(rules.obstacles_to_asking("", TODAY, TODAY)) == "Skriv vad ni undrar. Skriv en dag som kommer."
    )


def test_unanswered_are_those_that_nobody_has_answered():
    assert rules.unanswered(WHOLE, Kind.HYPOTHESIS) == [] == rules.unanswered(WHOLE, Kind.ACTION)
    assert [one.key for one in rules.unanswered(WHOLE[:1], Kind.HYPOTHESIS)] == [UUID(str(CAUSE))]
