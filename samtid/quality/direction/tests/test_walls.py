"""Väggarna, past the program: who reads, who writes, and that what was entered stands."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from samtid.ground.ids import new_id
from samtid.ground.sweden import swedish_day
from samtid.quality.direction import actions
from samtid.quality.direction.models import (
    Activity,
    Goal,
    Line,
    Meeting,
    Milestone,
    Plan,
    Point,
    Resolution,
    Theme,
)
from samtid.quality.direction.words import PointKind, State
from samtid.quality.improvement.models import Idea

from .make import a_decision, a_goal, a_plan, an_activity

TABLES = (Resolution, Meeting, Point, Plan, Theme, Goal, Activity, Milestone, Line)
READERS = ("karin", "rut", "anita", "inga", "vera", "kurt", "bengt")
OTHERS = ("maja", "bo", "siri", "omar", "pelle", "tova", "nils", "liv", "ola")


@pytest.fixture
def filled(acting, staff, at):
    """A row in every table; karin answers for what moves."""
    with acting("vera") as vera:
        karin, soon = staff("karin"), swedish_day(at) + timedelta(days=3)
        one = a_decision(karin, by=vera, at=at)
        meeting = actions.hold_meeting(swedish_day(at), by=vera, at=at)
        actions.raise_point(meeting, PointKind.TOPIC, "Lokaler", karin.pk, soon, by=vera, at=at)
        plan = a_plan(karin, by=vera, at=at)
        actions.set_theme(plan, 2027, "Verksamhetens år", by=vera, at=at)
        activity = an_activity(a_goal(plan, karin, by=vera, at=at), karin, by=vera, at=at, resolution=one)
        actions.add_milestone(activity, "Klart", soon, by=vera, at=at)
        actions.change(one, "Rättat.", by=vera, at=at)


def asked(sql: str, *values: object) -> str:
    """What the database says; "" when it does it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            return "" if cursor.rowcount else "no row"
    except DatabaseError as error:
        return str(error).splitlines()[0]


def test_those_who_follow_the_whole_read_and_nobody_else(filled, acting):
    for username in READERS:
        with acting(username):
            assert all(model.objects.exists() for model in TABLES), username
    for username in (*OTHERS, ""):
        with acting(username):
            assert not any(model.objects.exists() for model in TABLES), username


@pytest.mark.parametrize("username", ["bengt", "kurt", "bo"])
def test_who_does_not_set_the_direction_writes_no_row(filled, acting, at, username):
    with acting(username) as by:
        said = "insert into direction_meeting (id, held_on, at, by_id) values (%s, '2026-12-24', %s, %s)"
        assert "row-level security" in asked(said, new_id(), at, by.pk)
        for table in ("resolution", "goal", "activity", "point"):
            for change in (
                "state = 'done', ended_on = '2026-11-21', turns = turns + 1",
                "next_on = '2030-01-01', turns = turns + 1",
            ):
                assert asked(f"update direction_{table} set {change}"), table
        assert asked("update direction_milestone set reached_at = access.at(), reached_by_id = access.me()")


@pytest.mark.parametrize("table", ["resolution", "goal", "activity", "point"])
def test_what_was_entered_is_not_rewritten_by_anybody(filled, acting, as_owner, table):
    word = "title" if table == "goal" else "text"
    with acting("vera"):
        assert "permission denied" in asked(f"update direction_{table} set {word} = 'Något annat'")
        assert "permission denied" in asked(f"delete from direction_{table}")
    with as_owner():
        assert "written once" in asked(f"update direction_{table} set {word} = 'Något annat'")
        assert "append-only" in asked(f"delete from direction_{table}")


LINE = (
    "insert into direction_line (id, {0}_id, kind, period, result, said, effect, told, at, by_id) "
    "select %s, id, 'changed', '', '', 'x', '', '', access.at(), access.me() from direction_{0}"
)


@pytest.mark.parametrize("table", ["resolution", "goal", "activity", "point"])
def test_a_row_moves_one_turn_at_a_time_by_those_who_may_and_with_its_line(filled, acting, staff, table):
    on = "update direction_{} set next_on = next_on + 1, turns = turns + {}"
    with acting("anita"):
        assert "owner or those who lead" in asked(on.format(table, 1))
    with acting("karin"):
        assert "each turn has its line" in asked(on.format(table, 1))
    for username in ("karin", "vera"):
        with acting(username):
            assert asked(LINE.format(table), new_id()) == ""
            assert "one turn at a time" in asked(on.format(table, 0))
            for change in (
                "state = 'dropped', ended_on = '2026-01-01'",
                "state = 'zzz', ended_on = access.at()",
            ):
                assert asked(f"update direction_{table} set {change}, turns = turns + 1")
            assert asked(on.format(table, 1)) == ""
    with acting("karin"):
        given = f"update direction_{table} set owner_id = {staff('bo').pk}, turns = turns + 1"
        assert "whoever answers" in asked(given)


@pytest.mark.parametrize("table", ["resolution", "goal", "activity", "point"])
def test_what_has_ended_is_opened_again_before_it_moves(filled, acting, staff, at, table):
    with acting("vera") as vera:
        assert asked(LINE.format(table), new_id()) == ""
        ends = f"update direction_{table} set state = 'dropped', ended_on = %s, turns = turns + 1"
        assert asked(ends, swedish_day(at)) == ""
        for change in (f"owner_id = {vera.pk}", "next_on = next_on + 1", "state = 'done'"):
            assert "one turn at a time" in asked(f"update direction_{table} set {change}, turns = turns + 1")
        opened = f"update direction_{table} set state = 'open', ended_on = null, turns = turns + 1"
        assert asked(opened) == ""


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("resolution", "body", "'x'"),
        ("resolution", "decided_on", "'9999-01-01'"),
        ("resolution", "decided_on", "(access.at() + interval '2 days')::date"),
        ("resolution", "next_on", "'infinity'"),
        ("plan", "kind", "'x'"),
        ("plan", "rhythm", "'x'"),
        ("plan", "last_year", "32000"),
        ("point", "kind", "'x'"),
        ("goal", "next_on", "'-infinity'"),
        ("activity", "begins_on", "'infinity'"),
        ("activity", "source", "'20120314-2391'"),
        ("meeting", "held_on", "'infinity'"),
        ("theme", "year", "30000"),
        ("milestone", "due_on", "'infinity'"),
        ("line", "kind", "'x'"),
        ("line", "result", "'x'"),
        ("line", "effect", "'x'"),
        ("line", "told", "'Bättre'"),
        ("line", "result", "'done'"),
    ],
)
def test_one_raw_row_breaks_no_page(filled, acting, table, column, value):
    """What a page cannot draw is not kept: nobody could take it away."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select column_name from information_schema.columns where table_name = %s order by 1",
            [f"direction_{table}"],
        )
        columns = [name for (name,) in cursor.fetchall()]
    said = {"id": "%s", "by_id": "access.me()", "at": "access.at()", column: value}
    said |= {"held_on": "held_on + 1"} if table == "meeting" and column != "held_on" else {}
    with acting("vera"):
        taken = ", ".join(said.get(name, name) for name in columns)
        insert = f"insert into direction_{table} ({', '.join(columns)}) select {taken} from direction_{table}"
        assert asked(insert, new_id()) not in ("", "no row")


def test_a_milestone_is_laid_by_whoever_moves_what_goes_on_and_an_activity_under_an_open_goal(
    filled, acting, at
):
    stone = (
        "insert into direction_milestone (id, activity_id, text, due_on, at, by_id) "
        "select %s, id, 'x', next_on, access.at(), access.me() from direction_activity"
    )
    with acting("anita"):
        assert "row-level security" in asked(stone, new_id())
    with acting("vera") as vera:
        assert asked(stone, new_id()) == ""
        actions.end_activity(Activity.objects.get(), State.DROPPED, "Nej.", by=vera, at=at)
        assert "row-level security" in asked(stone, new_id())
        goal = Goal.objects.get()
        actions.end_goal(goal, State.DROPPED, "Nej.", by=vera, at=at)
        activity = (
            "insert into direction_activity (id, goal_id, text, risk, source, indicator, owner_id, unit_id, next_on, state, turns, at, by_id) "
            "select %s, id, 'x', '', '', '', owner_id, unit_id, next_on, 'open', 0, access.at(), access.me() from direction_goal"
        )
        assert "under an open goal" in asked(activity, new_id())


def test_what_moves_a_row_is_told_by_those_who_move_it(filled, acting, at):
    line = (
        "insert into direction_line (id, goal_id, kind, period, result, said, effect, told, at, by_id) "
        "select %s, id, %s, '', '', 'x', '', '', %s, %s from direction_goal"
    )
    with acting("anita") as anita:
        assert "row-level security" in asked(line, new_id(), "followed", at, anita.pk)
        assert asked(line, new_id(), "corrected", at, anita.pk) == ""
    with acting("karin") as karin:
        assert asked(line, new_id(), "followed", at, karin.pk) == ""
        assert asked(line, new_id(), "followed", at - timedelta(days=1), karin.pk), "and on no other day"
        assert "append-only" in asked("update direction_line set said = 'y'") or "denied" in asked(
            "update direction_line set said = 'y'"
        )


def test_the_table_holds_no_identity_number_and_no_effect_without_values(filled, acting, at):
    line = (
        "insert into direction_line (id, goal_id, kind, period, result, said, effect, told, at, by_id) "
        "select %s, id, 'corrected', '', '', %s, %s, '', %s, %s from direction_goal"
    )
    with acting("karin") as karin:
        assert "names_no_number" in asked(line, new_id(), "20120314-2391", "", at, karin.pk)
        assert "figure_when_followed" in asked(line, new_id(), "x", "better", at, karin.pk)
        line = line.replace("'corrected'", "'followed'")
        assert "no_effect_without_values" in asked(line, new_id(), "x", "better", at, karin.pk)


def test_an_idea_that_the_reader_may_not_see_is_not_seen_through_an_activity(filled, acting, as_owner, at):
    with as_owner():
        idea = Idea.objects.create(
            step="visits", text="Hemligt", gains="staff", origin="step", said_on=at.date()
        )
        with connection.cursor() as cursor:
            cursor.execute("update direction_activity set idea_id = %s", [idea.pk])
    from samtid.quality.direction import queries

    with acting("bengt") as bengt:
        assert queries.tied_idea(bengt, queries.activities(bengt).get()) is None
    with acting("vera") as vera:
        assert queries.tied_idea(vera, queries.activities(vera).get()) == idea
