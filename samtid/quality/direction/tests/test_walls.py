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
from samtid.quality.direction.words import PointKind
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


@pytest.mark.parametrize("table", ["resolution", "goal", "activity", "point"])
def test_a_row_moves_one_turn_at_a_time_by_those_who_may(filled, acting, table):
    on = "update direction_{} set next_on = next_on + 1, turns = turns + {}"
    with acting("anita"):
        assert "owner or those who lead" in asked(on.format(table, 1))
    for username in ("karin", "vera"):
        with acting(username):
            assert "one turn at a time" in asked(on.format(table, 0))
            assert "one turn at a time" in asked(
                f"update direction_{table} set state = 'dropped', ended_on = '2026-01-01', turns = turns + 1"
            )
            assert asked(on.format(table, 1)) == ""


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
