"""Från beslut till uppföljning, från vision till siffra: done by those who may, and never undone without a trace."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from samtid.base.organisation import queries as organisation
from samtid.base.organisation.models import Membership
from samtid.base.organisation.words import Role
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day
from samtid.quality.direction import actions, queries
from samtid.quality.direction.models import Line, Resolution
from samtid.quality.direction.words import Effect, PointKind, Result, State, Turn
from samtid.quality.improvement import actions as improvement
from samtid.quality.improvement import queries as ideas
from samtid.quality.improvement.tests.make import an_answer
from samtid.quality.improvement.words import State as IdeaState

from .make import a_decision, a_goal, a_plan, an_activity

DAY = timedelta(days=1)
BEFORE_NEW_YEAR = datetime(2026, 12, 31, 22, 59, tzinfo=UTC)  # one minute before midnight in Sweden


def refused(does, word: str) -> None:
    with pytest.raises(NotYet, match=word):
        does()


@pytest.fixture
def due(acting):
    """``due("karin", at)``: what is on her day, a week ahead, by kind."""

    def asked(username: str, at: datetime) -> list[queries.Due]:
        with acting(username, at=at) as viewer:
            today = swedish_day(at)
            posts = list(organisation.memberships(viewer, today))
            return queries.due(viewer, posts, today, today + 7 * DAY)

    return asked


def test_a_decision_is_followed_up_on_its_day_and_not_closed_without_a_result(acting, staff, at, due):
    with acting("vera") as vera:
        one = a_decision(staff("karin"), by=vera, at=at)
        assert (one.owner.username, one.unit.name) == ("karin", "Utredning barn och unga")
    assert not due("karin", at)
    later = at + 60 * DAY
    assert [(row.kind, row.about) for row in due("karin", later)] == [("resolution", one.pk)]
    assert not due("anita", later)
    assert not due("vera", later)
    with acting("karin", at=later) as karin:
        refused(lambda: actions.follow_up(one, Result.NOT, "Ingen sökte.", by=karin, at=later), "tittar igen")
        actions.follow_up(
            one, Result.PARTLY, "En är anställd.", swedish_day(later) + 30 * DAY, by=karin, at=later
        )
        one.refresh_from_db()
        assert (one.state, one.next_on) == (State.OPEN, swedish_day(later) + 30 * DAY)
        actions.follow_up(one, Result.DONE, "Två är anställda.", by=karin, at=later)
        one.refresh_from_db()
        assert (one.state, one.ended_on) == (State.DONE, swedish_day(later))
        refused(lambda: actions.follow_up(one, Result.DONE, "Igen.", by=karin, at=later), "redan avslutat")
        told = [(line.kind, line.result, line.effect) for line in queries.lines(karin, resolution=one)]
    assert told == [("followed", "partly", "untold"), ("followed", "done", "untold")]
    assert not due("karin", later)


def test_what_is_overdue_stays_on_the_day_until_it_is_done(acting, staff, at, due):
    with acting("vera") as vera:
        a_decision(staff("karin"), by=vera, at=at)
    assert [row.due_on for row in due("karin", at + 400 * DAY)] == [swedish_day(at) + 60 * DAY]


def test_what_was_entered_is_corrected_beside(acting, staff, at):
    with acting("vera") as vera:
        one = a_decision(staff("karin"), by=vera, at=at)
        actions.change(one, "Det var paragraf 16.", by=vera, at=at)
        assert [(line.kind, line.said) for line in queries.lines(vera, resolution=one)] == [
            (Turn.CORRECTED, "Det var paragraf 16.")
        ]
        actions.change(one, "Hon har andra uppdrag.", staff("lena").pk, by=vera, at=at)
        one.refresh_from_db()
        assert (one.paragraph, one.owner.username, one.unit.name) == ("§ 61", "lena", "Öppenvård")
        assert "Karin Berg → Lena Öhman" in queries.lines(vera, resolution=one)[-1].told
    with acting("anita") as anita:
        actions.change(one, "Protokollet säger två år.", by=anita, at=at)
        refused(lambda: actions.change(one, "Jag tar den.", anita.pk, by=anita, at=at), "den som ansvarar")


def test_two_at_once_the_second_reads_what_the_first_wrote(acting, staff, at):
    with acting("vera") as vera:
        one = a_decision(staff("vera"), by=vera, at=at)
        actions.follow_up(one, Result.PARTLY, "Ett.", swedish_day(at) + DAY, seen=0, by=vera, at=at)
        refused(lambda: actions.follow_up(one, Result.DONE, "Två.", seen=0, by=vera, at=at), "hann före")
        goal = a_goal(a_plan(vera, by=vera, at=at), vera, by=vera, at=at)
        actions.follow_goal(goal, "Bra.", seen=0, by=vera, at=at)
        refused(lambda: actions.end_goal(goal, State.REACHED, "Klart.", seen=0, by=vera, at=at), "hann före")


@pytest.mark.parametrize("username", ["bengt", "kurt", "maja", "bo", "ola"])
def test_a_politician_a_controller_and_a_caseworker_do_not_write(acting, staff, at, username):
    with acting(username) as by:
        refused(lambda: a_decision(staff("karin"), by=by, at=at), "en chef eller kvalitetsutvecklaren")


def test_another_manager_does_not_follow_up_but_the_head_does(acting, staff, at, as_owner):
    with acting("vera") as vera:
        one = a_decision(staff("karin"), by=vera, at=at)
    with acting("anita") as anita:
        refused(lambda: actions.follow_up(one, Result.DONE, "Klart.", by=anita, at=at), "den som ansvarar")
    with as_owner():
        unit = staff("anita").memberships.get().unit
        unit.kind = "department"
        unit.save(update_fields=["kind"])
    with acting("anita") as anita:
        actions.follow_up(one, Result.DONE, "Klart.", by=anita, at=at)


def test_whoever_is_to_answer_can_write_here(acting, staff, at):
    with acting("vera") as vera:
        refused(lambda: a_decision(staff("bo"), by=vera, at=at), "chef eller kvalitetsutvecklare")


def test_what_an_owner_left_falls_to_the_units_manager_then_to_quality_then_to_every_manager(
    acting, staff, at, due, left, as_owner
):
    later = at + 60 * DAY
    with acting("vera") as vera:
        one = a_decision(staff("karin"), by=vera, at=at)
        plan = a_plan(vera, by=vera, at=at)
        activity = an_activity(a_goal(plan, vera, by=vera, at=at), staff("karin"), by=vera, at=at)
    with acting("karin") as karin:
        actions.add_milestone(activity, "Rummet är målat", swedish_day(later), by=karin, at=at)
    left(staff("karin"), swedish_day(at) + DAY)
    assert not due("karin", later), "her role has ended"
    fallen = {(row.kind, row.owner, row.is_fallen) for row in due("vera", later)} - {
        ("goal", "Vera Frisk", False)
    }
    assert fallen == {("resolution", "Karin Berg", True), ("milestone", "Karin Berg", True)}
    with as_owner():
        unit = one.unit
        Membership.objects.create(
            staff=staff("eva"), unit=unit, role=Role.MANAGER, valid_from=swedish_day(at)
        )
    assert {row.kind for row in due("eva", later)} == {"resolution", "milestone"}
    assert not [row for row in due("vera", later) if row.is_fallen]
    assert not due("anita", later)
    left(staff("eva"), swedish_day(at) + DAY)
    left(staff("vera"), swedish_day(at) + DAY, Role.QUALITY)
    assert {row.kind for row in due("anita", later)} >= {"resolution", "milestone"}, "no day is nobody's"
    with acting("anita", at=later) as anita:
        actions.follow_up(one, Result.DONE, "Klart.", by=anita, at=later)


def test_a_point_is_carried_over_until_it_is_done(acting, staff, at):
    today = swedish_day(at)
    with acting("karin") as karin:
        first = actions.hold_meeting(today, by=karin, at=at)
        point = actions.raise_point(
            first, PointKind.TASK, "Boka lokal", karin.pk, today + DAY, by=karin, at=at
        )
        assert actions.hold_meeting(today, by=karin, at=at) == first, "one meeting a day"
    later = at + 14 * DAY
    with acting("karin", at=later) as karin:
        second = actions.hold_meeting(swedish_day(later), by=karin, at=later)
        assert list(queries.of_meeting(karin, second)) == [point]
        actions.end_point(point, State.DONE, "Bokat.", by=karin, at=later)
        assert list(queries.of_meeting(karin, second)) == [point], "it was on the table that day"
    after = later + 14 * DAY
    with acting("karin", at=after) as karin:
        third = actions.hold_meeting(swedish_day(after), by=karin, at=after)
        assert not queries.of_meeting(karin, third)
        assert [each.pk for each in queries.of_meeting(karin, first)] == [point.pk]


def test_a_goal_is_followed_up_each_period_and_open_until_it_is_reached(acting, staff, at, due):
    with acting("vera") as vera:
        goal = a_goal(a_plan(vera, by=vera, at=at), staff("karin"), by=vera, at=at)
        assert goal.next_on == date(2027, 5, 20), "its plan begins at New Year"
        goal = a_goal(a_plan(vera, by=vera, at=at, first_year=2026), staff("karin"), by=vera, at=at)
        assert goal.next_on == date(2027, 1, 20)
    with acting("karin", at=BEFORE_NEW_YEAR) as karin:
        early = actions.follow_goal(goal, "På väg.", by=karin, at=BEFORE_NEW_YEAR)
        goal.refresh_from_db()
        assert (early.period, goal.next_on) == ("", date(2027, 1, 20)), "the period is not over"
    assert not due("karin", BEFORE_NEW_YEAR)
    at_new_year = BEFORE_NEW_YEAR + timedelta(minutes=1)
    with acting("karin", at=at_new_year) as karin:
        line = actions.follow_goal(goal, "Nästan alla hörs.", by=karin, at=at_new_year)
        assert (line.period, line.effect) == ("tertial 3 2026", Effect.UNTOLD)
        goal.refresh_from_db()
        assert (goal.state, goal.next_on) == (State.OPEN, date(2027, 5, 20))
        refused(lambda: actions.end_goal(goal, State.DROPPED, " ", by=karin, at=at_new_year), "skälet")
        actions.end_goal(goal, State.REACHED, "95 procent i två tertial.", by=karin, at=at_new_year)
        goal.refresh_from_db()
        assert (goal.state, goal.ended_on) == (State.REACHED, date(2027, 1, 1))
        actions.reopen(goal, "Det sjönk igen.", date(2027, 2, 1), by=karin, at=at_new_year)
        goal.refresh_from_db()
        assert (goal.state, goal.ended_on, goal.next_on) == (State.OPEN, None, date(2027, 2, 1))
        kinds = [one.kind for one in queries.lines(karin, goal=goal)]
    assert kinds == ["followed", "followed", "ended", "reopened"]


def test_a_goal_is_not_ended_while_something_goes_on_beneath_it(acting, at):
    with acting("vera") as vera:
        goal = a_goal(a_plan(vera, by=vera, at=at), vera, by=vera, at=at)
        activity = an_activity(goal, vera, by=vera, at=at)
        refused(lambda: actions.end_goal(goal, State.DROPPED, "Nej.", by=vera, at=at), "En aktivitet pågår")
        actions.end_activity(activity, State.DROPPED, "Pengarna tog slut.", by=vera, at=at)
        actions.end_goal(goal, State.DROPPED, "Staten tog över.", by=vera, at=at)
        refused(lambda: an_activity(goal, vera, by=vera, at=at), "Målet är avslutat")
        activity.refresh_from_db()
        day = swedish_day(at) + DAY
        refused(lambda: actions.reopen(activity, "Igen.", day, by=vera, at=at), "Öppna målet igen först")


def test_a_milestone_is_on_its_owners_day_until_it_is_reached(acting, staff, at, due):
    with acting("vera") as vera:
        activity = an_activity(
            a_goal(a_plan(vera, by=vera, at=at), vera, by=vera, at=at), staff("karin"), by=vera, at=at
        )
        stone = actions.add_milestone(activity, "Rummet är målat", swedish_day(at) + 5 * DAY, by=vera, at=at)
    assert [(row.kind, row.about, row.called) for row in due("karin", at)] == [
        ("milestone", activity.pk, "Rummet är målat")
    ]
    with acting("karin") as karin:
        actions.reach_milestone(stone, by=karin, at=at)
        actions.reach_milestone(stone, by=karin, at=at)
    assert not due("karin", at)


def test_another_room_adds_an_activity_by_the_door(acting, staff, at):
    note = "12345678-9012-4000-8000-123456789012"  # digits that are no identity number
    with acting("vera") as vera:
        goal = a_goal(a_plan(vera, by=vera, at=at), vera, by=vera, at=at)
        made = actions.add_activity(
            goal, text="Rum att prata i", owner=staff("karin"), source=note, by=vera, at=at
        )
        assert (made.source, made.came_from, made.next_on) == (note, "En rad i ett annat rum", goal.next_on)
        said = actions.add_activity(
            goal, text="Rum", owner=staff("karin"), source="Stugan i maj", by=vera, at=at
        )
        assert said.came_from == "Stugan i maj"
        refused(
            lambda: actions.add_activity(
                goal, text="Rum", owner=vera, source="20120314-2391", by=vera, at=at
            ),
            "personnummer",
        )


def test_the_chain_is_walked_from_decision_and_improvement_to_activity(acting, staff, at):
    with acting("tova") as tova:
        improvement.say_hard("visits:today", "Knappen är liten.", by=tova, at=at)
    later = at + DAY
    with acting("vera", at=later) as vera:
        improvement.empty_box(by=vera, at=later)
        idea = ideas.unanswered(vera).get()
        improvement.answer(idea, an_answer(None, later, IdeaState.DONE), by=vera, at=later)
        one = a_decision(vera, by=vera, at=later)
        activity = an_activity(
            a_goal(a_plan(vera, by=vera, at=later), vera, by=vera, at=later), vera, by=vera, at=later
        )
        actions.tie(activity, one, idea, by=vera, at=later)
        assert list(queries.activities(vera).filter(resolution=one)) == [activity]
        assert queries.tied_idea(vera, queries.activities(vera).get()) == idea
        assert idea in queries.ideas_to_tie(vera)


def test_what_looks_like_a_person_is_refused_everywhere(acting, at):
    with acting("vera") as vera:
        plan = a_plan(vera, by=vera, at=at)
        goal = a_goal(plan, vera, by=vera, at=at)
        for said in ("Gäller 20120314-2391.", "Gäller 26-7KQ4MX."):
            for does in (
                lambda said=said: a_decision(vera, by=vera, at=at, text=said),
                lambda said=said: a_decision(vera, by=vera, at=at, ground=said),
                lambda said=said: a_plan(vera, by=vera, at=at, vision=said),
                lambda said=said: a_goal(plan, vera, by=vera, at=at, title=said),
                lambda said=said: an_activity(goal, vera, by=vera, at=at, risk=said),
                lambda said=said: actions.follow_goal(goal, said, by=vera, at=at),
                lambda said=said: actions.change(goal, said, by=vera, at=at),
                lambda said=said: actions.change(plan, said, by=vera, at=at),
                lambda said=said: actions.set_theme(plan, 2027, said, by=vera, at=at),
            ):
                refused(does, "Ta bort")
        assert not Line.objects.exists()
        assert not Resolution.objects.exists()
