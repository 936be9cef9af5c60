"""Vad som krävs, utan databas."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from samtid.quality.direction import rules
from samtid.quality.direction.forms import Kronor
from samtid.quality.direction.words import Body, Effect, PlanKind, Result, Rhythm, State
from samtid.quality.indicators.rules import Value, course_of
from samtid.quality.indicators.words import Better

TODAY = date(2026, 12, 1)
ENTERED = rules.Entered(Body.COMMITTEE, TODAY, "§ 12", "Ny organisation från nyår.", "KL 6:6", 1, TODAY)


def fields(found) -> list[str]:
    return [one.field for one in found]


def a_course(*values: float | None, begins: tuple[int, int] = (2025, 1)):
    """A month each."""
    rows = []
    for place, value in enumerate(values):
        count = begins[0] * 12 + begins[1] - 1 + place
        first = date(count // 12, count % 12 + 1, 1)
        after = date((count + 1) // 12, (count + 1) % 12 + 1, 1)
        rows.append(Value(first, after - timedelta(days=1), value))
    return course_of(rows, 100.0)


LEVEL = (50, 52, 49, 51, 50, 48, 52, 50, 49, 51)


def test_a_decision_has_a_paragraph_a_text_an_owner_and_a_day():
    assert not rules.obstacles_to_entering(ENTERED, TODAY)
    bare = replace(ENTERED, paragraph=" ", text="", owner=None, follow_up_on=None)
    assert fields(rules.obstacles_to_entering(bare, TODAY)) == ["paragraph", "text", "owner", "follow_up_on"]
    in_the_group = replace(ENTERED, body=Body.MANAGEMENT, paragraph="")
    assert not rules.obstacles_to_entering(in_the_group, TODAY), "the management group has no paragraphs"


@pytest.mark.parametrize(("days", "field"), [(1, "decided_on"), (-4000, "decided_on")])
def test_a_decision_is_neither_ahead_nor_of_another_decade(days, field):
    said = replace(ENTERED, decided_on=TODAY + timedelta(days=days))
    assert fields(rules.obstacles_to_entering(said, TODAY)) == [field]


@pytest.mark.parametrize("days", [-1, 1500])
def test_a_follow_up_is_ahead_and_within_three_years(days):
    said = replace(ENTERED, follow_up_on=TODAY + timedelta(days=days))
    assert fields(rules.obstacles_to_entering(said, TODAY)) == ["follow_up_on"]


def test_whoever_answers_can_write_here():
    [obstacle] = rules.obstacles_to_entering(ENTERED, TODAY, frozenset({2, 3}))
    assert obstacle.field == "owner"


def test_a_decision_is_not_closed_without_a_result():
    found = rules.obstacles_to_following(None, " ", None, State.OPEN, TODAY)
    assert fields(found) == ["result", "said"]
    assert not rules.obstacles_to_following(Result.DONE, "Klart.", None, State.OPEN, TODAY)
    assert not rules.obstacles_to_following(Result.DROPPED, "Lagen ändrades.", None, State.OPEN, TODAY)


@pytest.mark.parametrize("result", [Result.PARTLY, Result.NOT])
def test_what_is_not_carried_out_has_a_new_day(result):
    [obstacle] = rules.obstacles_to_following(result, "Inte än.", None, State.OPEN, TODAY)
    assert obstacle.field == "next_on"
    assert not rules.obstacles_to_following(result, "Inte än.", TODAY + timedelta(days=60), State.OPEN, TODAY)


def test_what_is_ended_is_not_followed_up_once_more():
    assert rules.obstacles_to_following(Result.DONE, "Klart.", None, State.DONE, TODAY)


def test_a_goal_is_dropped_with_a_reason_only():
    ends = (State.REACHED, State.DROPPED)
    [obstacle] = rules.obstacles_to_ending(State.OPEN, " ", State.DROPPED, ends)
    assert (obstacle.field, "skälet" in obstacle.text) == ("said", True)
    assert not rules.obstacles_to_ending(State.OPEN, "Staten tog över.", State.DROPPED, ends)
    assert fields(rules.obstacles_to_ending(State.OPEN, "x", State.DONE, ends)) == ["ends"]
    assert rules.obstacles_to_ending(State.REACHED, "x", State.REACHED, ends)


@pytest.mark.parametrize(
    ("day", "rhythm", "due", "name"),
    [
        (date(2026, 12, 1), Rhythm.TERTIAL, date(2027, 1, 20), "tertial 2 2026"),
        (date(2026, 12, 31), Rhythm.TERTIAL, date(2027, 1, 20), "tertial 2 2026"),
        (date(2027, 1, 1), Rhythm.TERTIAL, date(2027, 5, 20), "tertial 3 2026"),
        (date(2027, 4, 30), Rhythm.TERTIAL, date(2027, 5, 20), "tertial 3 2026"),
        (date(2028, 2, 29), Rhythm.MONTH, date(2028, 3, 20), "jan 2028"),
        (date(2026, 12, 31), Rhythm.MONTH, date(2027, 1, 20), "nov 2026"),
        (date(2027, 1, 1), Rhythm.MONTH, date(2027, 2, 20), "dec 2026"),
    ],
)
def test_each_period_is_followed_up_when_its_figures_are_counted_also_over_new_year(day, rhythm, due, name):
    assert rules.next_follow_up(rhythm, day) == due
    assert rules.latest_period(rhythm, day) == name


@pytest.mark.parametrize(
    ("rhythm", "due", "today", "name", "next_on"),
    [
        (Rhythm.MONTH, date(2026, 12, 20), date(2027, 1, 3), "nov 2026", date(2027, 1, 20)),
        (Rhythm.TERTIAL, date(2027, 1, 20), date(2027, 5, 10), "tertial 3 2026", date(2027, 5, 20)),
        (Rhythm.TERTIAL, date(2027, 1, 20), date(2027, 1, 1), "tertial 3 2026", date(2027, 5, 20)),
        (Rhythm.TERTIAL, date(2027, 3, 1), date(2027, 2, 1), "tertial 3 2026", date(2027, 5, 20)),
        (Rhythm.TERTIAL, date(2027, 1, 20), date(2026, 12, 31), "", date(2027, 1, 20)),
    ],
)
def test_a_sentence_is_of_the_period_that_was_due_however_late_it_is(rhythm, due, today, name, next_on):
    assert rules.due_period(rhythm, due, today) == (name, next_on)


def test_a_goal_is_not_followed_up_for_a_period_before_its_plan():
    assert rules.first_follow_up(Rhythm.TERTIAL, TODAY, 2027) == date(2027, 5, 20)
    assert rules.first_follow_up(Rhythm.TERTIAL, TODAY, 2024) == date(2027, 1, 20)


def test_the_last_day_of_a_plan_is_a_day_of_it_and_the_next_is_not():
    until = rules.last_day(Rhythm.TERTIAL, 2029, TODAY)
    assert until == date(2029, 12, 31)
    assert rules.last_day(Rhythm.TERTIAL, 2025, TODAY) == date(2027, 1, 20), (
        "what is left of a plan that is over"
    )
    said = rules.NewActivity("Fältassistenter", 1, TODAY, until)
    assert not rules.obstacles_to_activity(said, State.OPEN, TODAY, None, until)
    assert not rules.obstacles_to_milestone("Klart", until, State.OPEN, TODAY, until)
    after = replace(said, next_on=until + timedelta(days=1))
    assert fields(rules.obstacles_to_activity(after, State.OPEN, TODAY, None, until)) == ["next_on"]


def test_what_the_committee_decided_only_the_committee_drops():
    asked = (None, State.OPEN, TODAY, Body.COMMITTEE)
    [obstacle] = rules.obstacles_to_following(Result.DROPPED, "Vi hinner inte.", *asked)
    assert (obstacle.field, "bara av nämnden" in obstacle.text) == ("said", True)
    assert not rules.obstacles_to_following(Result.DROPPED, "Upphävt den 3 mars, § 12.", *asked)


@pytest.mark.parametrize(
    ("written", "kept"), [("850 000 kr", 850_000), ("850.000", 850_000), ("1.850.000", 1_850_000)]
)
def test_kronor_are_read_as_people_write_them(written, kept):
    assert Kronor().clean(written) == kept


@pytest.mark.parametrize("written", ["850.00", "850.0", "1.2", "850,50", "."])
def test_parts_of_kronor_are_refused(written):
    with pytest.raises(ValidationError):
        Kronor().clean(written)


def test_an_effect_is_not_told_without_a_whole_period_after():
    decided = date(2025, 10, 15)
    told = rules.told_of(a_course(*LEVEL), decided, Better.HIGHER)
    assert (told.effect, told.after) == (Effect.UNTOLD, None)
    assert told.before is not None
    assert told.before.label == "sep 2025", "the month of the decision is neither before nor after"
    assert rules.told_of(None, decided).effect is Effect.UNTOLD
    assert rules.told_of(a_course(), decided).effect is Effect.UNTOLD
    too_few = rules.told_of(a_course(50, 90, begins=(2025, 9)), date(2025, 9, 30), Better.HIGHER)
    assert too_few.effect is Effect.UNTOLD


def test_ordinary_variation_is_no_effect():
    told = rules.told_of(a_course(*LEVEL, 53, 50), date(2025, 10, 31), Better.HIGHER)
    assert told.effect is Effect.UNTOLD, "eight values are needed to see a level"
    assert "är 2 räknade" in told.why
    told = rules.told_of(a_course(*LEVEL, 53, 48, 50, 49, 52, 51, 49, 50), date(2025, 10, 31), Better.HIGHER)
    assert told.effect is Effect.SAME
    assert (told.before.value, told.after.value) == (49, 50)
    assert told.low < 50 < told.high


@pytest.mark.parametrize(
    ("better", "effect"),
    [(Better.HIGHER, Effect.BETTER), (Better.LOWER, Effect.WORSE), (Better.NEITHER, Effect.CHANGED)],
)
def test_a_signal_after_the_decision_is_told_by_what_is_wanted(better, effect):
    assert rules.told_of(a_course(*LEVEL, 90), date(2025, 10, 31), better).effect is effect
    moved = a_course(*LEVEL, *(70, 71, 69, 70, 72, 70, 71, 70))
    assert rules.told_of(moved, date(2025, 10, 31), better).effect is effect


def test_a_new_level_from_before_the_decision_is_not_its_effect():
    moved = a_course(*LEVEL, *(70, 71, 69, 70, 72, 70, 71, 70, 70, 71))
    assert rules.told_of(moved, date(2026, 6, 15), Better.HIGHER).effect is Effect.UNTOLD


def test_the_level_after_is_compared_with_that_of_the_value_before():
    """With two shifts after the day, the one between is neither before nor now."""
    before, between = (
        (10, 11, 9, 10, 11, 9, 10, 11, 9, 10, 11, 9),
        (20, 21, 19, 20, 21, 19, 20, 21, 19, 20, 21, 19),
    )
    moved = a_course(*before, *between, *(15, 16, 15, 15, 16, 15, 15, 16, 15, 15))
    assert len(moved.chart.phases) == 3
    assert rules.told_of(moved, date(2025, 12, 31), Better.HIGHER).effect is Effect.BETTER


def test_what_was_told_is_one_sentence():
    told = rules.told_of(a_course(*LEVEL, 90), date(2025, 10, 31), Better.HIGHER)
    said = rules.follow_up_told(told, "Andel", lambda value: f"{value:.0f} %")
    assert said.startswith("Andel: 49 % före (sep 2025), 90 % efter (nov 2025).")


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("Beslut om 20120314-2391.", "personnummer"),
        ("Se ärende 26-7KQ4MX.", "ärendenumret"),
        ("Ring 070-174 06 05.", "telefonnumret"),
    ],
)
def test_nobody_is_written_about(said, word):
    for insists in (False, True):
        [obstacle] = rules.obstacles_to_texts({"text": said}, insists=insists, longest=2000)
        assert (word in obstacle.text, obstacle.field) == (True, "text")


def test_a_name_is_asked_about_once():
    said = {"text": "Vi pratade med Anna Berg om stödet."}
    assert rules.obstacles_to_texts(said, insists=False, longest=2000)
    assert not rules.obstacles_to_texts(said, insists=True, longest=2000)


def test_a_plan_has_a_vision_and_years():
    said = rules.NewPlan(PlanKind.OPERATIONAL, "Plan", "Tidigt stöd", 2027, 2029, Rhythm.TERTIAL, 1)
    assert not rules.obstacles_to_plan(said, TODAY)
    assert fields(rules.obstacles_to_plan(replace(said, vision=" ", last_year=2026), TODAY)) == [
        "vision",
        "last_year",
    ]
    assert fields(rules.obstacles_to_plan(replace(said, first_year=1907), TODAY)) == ["first_year"]
    assert rules.obstacles_to_theme(2030, "x", 2027, 2029, set())
    assert rules.obstacles_to_theme(2027, "x", 2027, 2029, {2027})
    assert not rules.obstacles_to_theme(2027, "Organisationens år", 2027, 2029, set())


def test_a_goal_says_by_what_one_sees_it():
    known = frozenset({"child_heard"})
    said = rules.NewGoal("Barn hörs", "", 1, "child_heard")
    assert not rules.obstacles_to_goal(said, known)
    assert fields(rules.obstacles_to_goal(replace(said, indicator=""), known)) == ["target"]
    assert fields(rules.obstacles_to_goal(replace(said, indicator="x"), known)) == ["indicator"]
    assert not rules.obstacles_to_goal(replace(said, indicator="", target="Två tjänster finns"), known)


def test_an_activity_lies_under_an_open_goal_and_has_a_last_day():
    said = rules.NewActivity("Fältassistenter", 1, TODAY, TODAY + timedelta(days=90), 850_000)
    assert not rules.obstacles_to_activity(said, State.OPEN, TODAY)
    assert rules.obstacles_to_activity(said, State.DROPPED, TODAY)
    wrong = replace(said, text="", owner=None, next_on=None, budget=-1)
    assert fields(rules.obstacles_to_activity(wrong, State.OPEN, TODAY)) == [
        "text",
        "budget",
        "next_on",
        "owner",
    ]
    backwards = replace(said, begins_on=TODAY + timedelta(days=100))
    assert fields(rules.obstacles_to_activity(backwards, State.OPEN, TODAY)) == ["next_on"]


def test_what_was_entered_is_corrected_beside_also_when_it_is_ended():
    same = {"next_on": None, "today": TODAY, "owner": None}
    assert not rules.obstacles_to_change(said="Det var § 13.", moves=False, state=State.DONE, **same)
    assert fields(rules.obstacles_to_change(said="", moves=False, state=State.OPEN, **same)) == ["said"]
    moved = {"next_on": TODAY, "today": TODAY, "owner": 1}
    assert not rules.obstacles_to_change(said="Hon slutar.", moves=True, state=State.OPEN, **moved)
    assert rules.obstacles_to_change(said="Hon slutar.", moves=True, state=State.REACHED, **moved)


def test_it_is_moved_by_its_owner_or_those_who_lead():
    none = dict.fromkeys(("is_owner", "leads_there", "leads_all", "is_quality"), False)
    assert rules.obstacles_to_moving(**none)
    assert not any(rules.obstacles_to_moving(**none | {one: True}) for one in none)


def test_a_point_and_a_milestone_have_a_day():
    assert fields(rules.obstacles_to_point("", None, None, TODAY)) == ["text", "next_on", "owner"]
    assert fields(rules.obstacles_to_milestone("", None, State.OPEN, TODAY)) == ["milestone", "due_on"]
    assert rules.obstacles_to_milestone("x", TODAY, State.DONE, TODAY)
