"""En dålig dag: the owner has left, two at once, the wrong paper, and what is late."""

from __future__ import annotations

import re
from datetime import timedelta

from django.urls import reverse

from samtid.ground import clock
from samtid.ground.sweden import swedish_day
from samtid.quality.direction import actions, queries
from samtid.quality.direction.words import PointKind, Result, State, Turn
from samtid.quality.improvement.models import Idea

from .make import a_decision, a_goal, a_plan, an_activity, decide_and_plan
from .test_actions import refused
from .test_pages import read, sent

DAY = timedelta(days=1)


def test_a_correction_is_written_when_the_owner_has_left_and_another_day_moves_no_unit(
    acting, staff, at, left
):
    with acting("vera") as vera:
        one = a_decision(staff("karin"), by=vera, at=at)
        unit = one.unit_id
        actions.change(one, "Senare.", next_on=swedish_day(at) + 90 * DAY, by=vera, at=at)
        one.refresh_from_db()
        assert one.unit_id == unit
    left(staff("karin"), swedish_day(at))
    later = at + 3 * DAY
    with acting("vera", at=later) as vera:
        one.refresh_from_db()
        line = actions.change(one, "Det var § 60.", one.owner_id, one.next_on, by=vera, at=later)
        assert line.kind == Turn.CORRECTED


def test_a_milestone_of_what_has_ended_is_not_reached(acting, at):
    with acting("vera") as vera:
        activity = an_activity(
            a_goal(a_plan(vera, by=vera, at=at), vera, by=vera, at=at), vera, by=vera, at=at
        )
        stone = actions.add_milestone(activity, "Klart", swedish_day(at) + DAY, by=vera, at=at)
        actions.end_activity(activity, State.DROPPED, "Nej.", by=vera, at=at)
        refused(lambda: actions.reach_milestone(stone, by=vera, at=at), "Aktiviteten är avslutad")


def test_what_was_dropped_of_the_committees_says_by_which_decision(acting, at):
    with acting("vera") as vera:
        one = a_decision(vera, by=vera, at=at)
        refused(
            lambda: actions.follow_up(one, Result.DROPPED, "Hinner inte.", by=vera, at=at), "bara av nämnden"
        )


def test_a_year_has_one_theme_also_when_two_write_it_at_once(acting, at, monkeypatch):
    with acting("vera") as vera:
        plan = a_plan(vera, by=vera, at=at)
        actions.set_theme(plan, 2027, "Verksamhetens år", by=vera, at=at)
        monkeypatch.setattr(queries, "themes", lambda viewer, plan: [])
        refused(lambda: actions.set_theme(plan, 2027, "Ett annat år", by=vera, at=at), "redan ett tema")


def test_an_idea_that_is_no_choice_stays_tied_and_a_point_is_not_raised_at_a_past_meeting(
    acting, at, as_owner
):
    with acting("vera") as vera:
        one = a_decision(vera, by=vera, at=at)
        meeting = actions.hold_meeting(swedish_day(at) - 20 * DAY, by=vera, at=at)
        soon = swedish_day(at) + DAY
        refused(
            lambda: actions.raise_point(meeting, PointKind.TASK, "Boka", vera.pk, soon, by=vera, at=at),
            "Mötet har varit",
        )
        activity = an_activity(
            a_goal(a_plan(vera, by=vera, at=at), vera, by=vera, at=at), vera, by=vera, at=at
        )
    with as_owner():
        idea = Idea.objects.create(
            step="visits", text="Hemligt", gains="staff", origin="step", said_on=swedish_day(at)
        )
        type(activity).objects.update(idea=idea)
    with acting("vera") as vera:
        actions.tie(activity, one, idea.pk, by=vera, at=at)
        activity.refresh_from_db()
        assert (activity.idea_id, activity.resolution_id) == (idea.pk, one.pk)


def test_whoever_moves_a_goal_ends_what_another_laid_beneath_it(acting, staff, at):
    with acting("vera") as vera:
        goal = a_goal(a_plan(vera, by=vera, at=at), staff("karin"), by=vera, at=at)
    with acting("anita") as anita:
        activity = an_activity(goal, anita, by=anita, at=at)
        other = a_goal(a_plan(anita, by=anita, at=at), anita, by=anita, at=at)
        another = an_activity(other, anita, by=anita, at=at)
    with acting("karin") as karin:
        actions.end_activity(activity, State.DROPPED, "Görs inte.", by=karin, at=at)
        actions.end_goal(goal, State.DROPPED, "Görs inte.", by=karin, at=at)
        refused(
            lambda: actions.end_activity(another, State.DROPPED, "Nej.", by=karin, at=at), "den som ansvarar"
        )


def test_a_correction_is_written_on_the_page_when_the_owner_has_left(browse, acting, staff, at, as_owner):
    with acting("vera") as vera:
        one = a_decision(staff("karin"), by=vera, at=at)
    with as_owner():
        staff("karin").memberships.update(valid_to=swedish_day(at) - DAY)
    assert "Karin Berg (som nu)" in read(browse("vera"), "direction:change_decision", one.pk)
    sends = {
        "said": "Det var § 60.",
        "owner": str(one.owner_id),
        "next_on": one.next_on.isoformat(),
        "seen": "0",
    }
    assert sent(browse("vera"), "direction:change_decision", one.pk, **sends)[0] == 302
    with acting("vera") as vera:
        assert [line.kind for line in queries.lines(vera, resolution=one)] == ["corrected"]


def test_who_came_second_keeps_her_text_sees_what_stands_and_can_send_it(browse, acting, staff, at):
    with acting("vera") as vera:
        one = a_decision(staff("karin"), by=vera, at=at)
        actions.change(one, "Hon har andra uppdrag.", staff("lena").pk, by=vera, at=at)
    sends = {"said": "Senare.", "owner": str(staff("karin").pk), "next_on": "2027-03-01", "seen": "0"}
    status, page = sent(browse("vera"), "direction:change_decision", one.pk, **sends)
    assert (status, "hann före" in page, "Senare." in page) == (422, True, True)
    assert re.search(r'name="seen" value="1"', page)
    assert re.search(rf'<option value="{staff("lena").pk}" selected', page), "the other's choice stands"
    assert sent(browse("vera"), "direction:change_decision", one.pk, **sends | {
        "seen": "1", "owner": str(staff("lena").pk)})[0] == 302  # fmt: skip


def test_what_is_corrected_says_so_where_it_is_read_and_what_is_late_is_on_the_first_page(
    browse, acting, staff, at
):
    decide_and_plan(at)
    with acting("vera") as vera:
        one = queries.resolutions(vera).filter(state=State.OPEN).get()
        activity = queries.activities(vera).filter(state=State.OPEN).get()
        meeting = queries.meetings(vera).get()
        actions.change(one, "Det var § 60.", by=vera, at=at)
    bengt = browse("bengt")
    for name, *about in (("direction:start",), ("direction:decisions",), ("direction:decision", one.pk)):
        assert "Rättat" in read(bengt, name, *about), name
    assert read(bengt, "direction:decision", one.pk).count("Det var § 60.") == 2
    with clock.set_to(lambda: at + 100 * DAY):
        page = read(browse("vera"), "direction:start")
        assert f"Aktivitet: {activity.called}" in page
        assert "Milstolpe: Två är anställda" in page
        assert "Skulle ha varit klart" in read(browse("vera"), "direction:activity", activity.pk)
    page = browse("vera").get(f"{reverse('direction:enter')}?mote={meeting.pk}").content.decode()
    assert re.search(r'value="management"[^>]*checked', page)


def test_of_one_meeting_paragraph_twelve_comes_after_nine(acting, at):
    with acting("vera") as vera:
        for paragraph in ("§ 9", "§ 12", "§ 11"):
            a_decision(vera, by=vera, at=at, paragraph=paragraph)
        assert [one.paragraph for one in queries.resolutions(vera)] == ["§ 12", "§ 11", "§ 9"]
