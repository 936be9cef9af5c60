"""Väggarna, past the program: who writes, who decides, what stands, and that who has read what is one's own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from samtid.base.organisation.models import Unit
from samtid.ground.ids import new_id
from samtid.ground.sweden import swedish_day
from samtid.quality.routines import actions
from samtid.quality.routines.models import Line, Reading, Routine, Version

from .make import words

DAY = timedelta(days=1)


def asked(sql: str, *values: object) -> str:
    """What the database says; "" when it does it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            return "" if cursor.rowcount else "no row"
    except DatabaseError as error:
        return str(error).splitlines()[0]


DECIDE = (
    "update routines_version set decided_at = access.at(), decided_by_id = access.me(), decided_as = %s, decided_unit_id = %s, "
    "valid_from = %s where id = %s"
)
LINE = "insert into routines_line (id, routine_id, kind, said, told, at, by_id) values (%s, %s, %s, 'x', %s, access.at(), access.me())"
UNIT = "Utredning barn och unga"


def unit(name: str = UNIT) -> int:
    return Unit.objects.get(name=name).pk


def test_all_who_work_here_read_what_is_decided_and_nobody_without_a_log_in(decided, acting):
    for username in ("bo", "tova", "bengt", "ola", "kurt", "vera"):
        with acting(username):
            assert Routine.objects.exists() and Version.objects.exists(), username
    with acting(None):
        assert not any(model.objects.exists() for model in (Routine, Version, Line, Reading))


def test_a_draft_is_decided_by_another_than_its_writer_in_a_role_that_is_hers(draft, acting, at):
    today = swedish_day(at)
    with acting("vera"):
        assert "another than the writer" in asked(DECIDE, "quality", unit("Stab"), today, draft.pk)
    with acting("anita"):
        assert asked(DECIDE, "manager", unit("Ekonomiskt bistånd"), today, draft.pk)
    with acting("bo"):
        assert asked(DECIDE, "manager", unit(), today, draft.pk) == "no row"
    with acting("karin"):
        assert "a role that is hers" in asked(DECIDE, "quality", unit("Stab"), today, draft.pk)
        assert "a role that is hers" in asked(DECIDE, "manager", unit("Stab"), today, draft.pk)
        for day in (today - DAY, today + 367 * DAY):
            assert "decided ahead" in asked(DECIDE, "manager", unit(), day, draft.pk)
        assert asked(DECIDE, "manager", unit(), today, draft.pk) == ""
        assert asked(DECIDE, "manager", unit(), today + DAY, draft.pk), "once"


def test_nobody_writes_a_version_that_is_decided_from_the_beginning(decided, acting, at):
    said = (
        "insert into routines_version (id, routine_id, number, title, text, checklist, why, is_public, wanted_from, at, by_id, "
        "decided_as, returned_why, decided_at, decided_by_id, decided_unit_id, valid_from) values (%s, %s, %s, 't', 'x', '', 'y', "
        "false, '2026-12-01', access.at(), access.me(), %s, '', {0}, {1}, %s, %s)"
    )
    whole, empty = said.format("access.at()", "access.me()"), said.format("null", "null")
    with acting("karin"):
        assert "begins as a draft" in asked(
            whole, new_id(), decided.routine_id, 2, "manager", unit(), swedish_day(at)
        )
        assert "begins as a draft" in asked(empty, new_id(), decided.routine_id, 7, "", None, None)
        assert asked(empty, new_id(), decided.routine_id, 2, "", None, None) == ""
    with acting("anita"):
        assert "row-level security" in asked(empty, new_id(), decided.routine_id, 3, "", None, None)


def test_what_is_decided_stands_for_anybody(decided, acting, as_owner):
    with acting("vera"):
        assert "permission denied" in asked("update routines_version set text = 'Annat'")
        assert "permission denied" in asked("delete from routines_version")
    with as_owner():
        assert "append-only" in asked("update routines_version set text = 'Annat'")
        for table in ("routine", "version"):
            assert "append-only" in asked(f"delete from routines_{table}")
        assert "written once" in asked("update routines_routine set place = 'visits'")


def test_a_routine_moves_one_turn_at_a_time_with_its_line_and_by_those_who_may(decided, acting, staff, at):
    on = "update routines_routine set next_on = next_on + 1, turns = turns + {}"
    line = (
        "insert into routines_line (id, routine_id, kind, said, told, at, by_id) "
        "values (%s, %s, 'reviewed', 'x', '', access.at(), access.me())"
    )
    with acting("anita"):
        assert "by those who may" in asked(on.format(1))
        assert "row-level security" in asked(line, new_id(), decided.routine_id)
    with acting("bo"):
        assert asked(on.format(1))
    with acting("karin"):
        assert "each turn has its line" in asked(on.format(1))
        assert asked(line, new_id(), decided.routine_id) == ""
        assert "one turn at a time" in asked(on.format(0))
        given = f"update routines_routine set owner_id = {staff('bo').pk}, turns = turns + 1"
        assert "whoever answers" in asked(given)
        gone = "update routines_routine set withdrawn_on = %s, turns = turns + 1"
        assert "one turn at a time" in asked(gone, swedish_day(at) - DAY)
        assert "each turn has its line" in asked(gone, swedish_day(at)), "a review is no withdrawal"
        assert asked(on.format(1)) == ""


def test_an_owner_elsewhere_looks_at_it_and_does_not_withdraw_it(decided, acting, staff, at):
    with acting("karin") as karin:
        actions.review(decided.routine, "Följs.", swedish_day(at) + DAY, staff("anita").pk, by=karin, at=at)
    with acting("anita") as anita:
        row = Routine.objects.get(pk=decided.routine_id)
        actions.review(row, "Följs.", swedish_day(at) + 9 * DAY, by=anita, at=at)
        gone = "update routines_routine set withdrawn_on = %s, turns = turns + 1"
        assert "by those who may" in asked(gone, swedish_day(at))
        assert "row-level security" in asked(LINE, new_id(), row.pk, "withdrawn", ""), (
            "nor does she say that it is"
        )


def test_a_line_does_not_say_what_did_not_happen(decided, acting, staff, at):
    routine = decided.routine_id
    with acting("karin"):
        assert asked(LINE, new_id(), routine, "withdrawn", "") == ""
        assert "did not happen" in asked("set constraints all immediate")
    given = f"update routines_routine set owner_id = {staff('vera').pk}, unit_id = %s, turns = turns + 1"
    with acting("karin") as karin:
        assert asked(LINE, new_id(), routine, "reviewed", "Ansvarig: ingen annan.") == ""
        assert "each turn has its line" in asked(given, unit("Stab"))
        assert asked(LINE, new_id(), routine, "reviewed", "Ansvarig: Karin Berg → Vera Frisk.") == ""
        assert asked(given, unit("Stab")) == ""
        far = "update routines_routine set next_on = %s, turns = turns + 1"
        for day in (swedish_day(at) - DAY, swedish_day(at) + 1099 * DAY):
            assert "within three years" in asked(far, day)
        assert asked(far, swedish_day(at) + 1098 * DAY) == ""
        actions.withdraw(Routine.objects.get(pk=routine), "Behövs inte.", by=karin, at=at)
        assert asked("set constraints all immediate") == ""


def test_no_text_is_endless(draft, acting, at):
    with acting("vera"):
        copied = (
            "insert into routines_version (id, routine_id, number, title, text, checklist, why, is_public, wanted_from, at, by_id, "
            "decided_as, returned_why) values (%s, %s, 2, 't', repeat('x', %s), '', 'y', false, '2026-12-01', access.at(), "
            "access.me(), '', '')"
        )
        assert "endless" in asked(copied, new_id(), draft.routine_id, 12001)
        assert asked(copied, new_id(), draft.routine_id, 12000) == ""


def test_nobody_says_that_another_has_read_or_counts_who_has(decided, draft, acting, staff, at):
    read = "insert into routines_reading (id, staff_id, version_id) values (%s, %s, %s)"
    with acting("karin") as karin:
        beside = actions.propose(decided.routine, words(at), by=karin, at=at)
        assert "not for the caller to say" in asked(read, new_id(), staff("bo").pk, decided.pk)
        assert "row-level security" in asked(read, new_id(), karin.pk, beside.pk), "a draft is not read"
        assert asked(read, new_id(), karin.pk, decided.pk) == ""
        assert "permission denied" in asked("delete from routines_reading")
    for username, said in (("bo", "not for this role"), ("anita", "not for this role"), ("karin", "")):
        with acting(username):
            assert said in asked("select access.routine_read_by(%s)", decided.pk)
            assert "not for this role" in asked("select access.routine_read_by(%s)", new_id())


@pytest.mark.parametrize("said", ["Barnet 20120314-2391", "120314-2391", "1203142391"])
def test_the_last_bar_lets_no_number_in(decided, acting, at, said):
    line = "insert into routines_line (id, routine_id, kind, said, told, at, by_id) values (%s, %s, 'reviewed', %s, '', access.at(), access.me())"
    with acting("karin"):
        assert "names_no_number" in asked(line, new_id(), decided.routine_id, said)
