"""Väggen kring riskerna och kontrollerna: what was said stands, and a figure's outcome is nobody's to write."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from samtid.quality.risks import actions
from samtid.quality.risks.models import Conclusion, Control, Line, Occasion, Risk

from .make import BY_HAND, a_control, a_risk

TABLES = (Risk, Control, Line, Occasion, Conclusion)
BROKEN = ("42601", "42703", "42P01", "42883", "23502")  # the attempt itself is wrong, and proves nothing
LINE = (
    "insert into risks_line (id, risk_id, control_id, number, kind, text, measure, at, by_id) select gen_random_uuid(), {row}, {number}, "
    "'{kind}', 'x', '', {at}, {by} from {table} t where {where}"
)
CONCLUSION = (
    "insert into risks_conclusion (id, occasion_id, number, outcome, text, measure, at, by_id) select gen_random_uuid(), o.id, {number}, "
    "'{outcome}', 'x', '{measure}', access.at(), access.me() from risks_occasion o join risks_control c on c.id = o.control_id where c.how = '{how}'"
)


def line(**said: str) -> str:
    return LINE.format(
        **{
            "row": "t.id, null", "number": "2", "kind": "handed", "at": "access.at()", "by": "access.me()", "table": "risks_risk", "where": "true",
        } | said
    )  # fmt: skip


def conclusion(**said: str) -> str:
    return CONCLUSION.format(**{"number": "1", "outcome": "", "measure": "y", "how": "figure"} | said)


@pytest.fixture
def there(acting, at, night):
    """An open risk and a closed one; a figure's control and one by hand, each with an occasion, and one that has ended."""
    with acting("vera") as vera:
        a_risk(by=vera, at=at)
        actions.close(a_risk(by=vera, at=at), "Borta.", by=vera, at=at)
        a_control(by=vera, at=at)
        a_control(by=vera, at=at, **BY_HAND)
        actions.end_control(a_control(by=vera, at=at), "Behövs inte.", by=vera, at=at)
    night(at + timedelta(days=10))


def contents() -> list[list[tuple[object, ...]]]:
    return [list(table.objects.values_list().order_by("pk")) for table in TABLES]


@pytest.mark.parametrize(
    "said",
    [
        "update risks_risk set name = 'Annat'",
        "update risks_risk set next_on = next_on + 1",
        "update risks_risk set owner_id = (select id from organisation_staff where username = 'karin')",
        "update risks_risk set doer_id = null, measure_on = null where closed_at is null",
        "update risks_risk set closed_at = access.at(), closed_by_id = access.me() where closed_at is null",
        "update risks_risk set closed_at = null, closed_by_id = null where closed_at is not null",
        "delete from risks_risk",
        "update risks_control set \"limit\" = 0",
        "update risks_control set version = 9",
        "update risks_control set owner_id = (select id from organisation_staff where username = 'karin')",
        "update risks_control set ended_on = current_date, ended_by_id = access.me()",
        "update risks_control set ended_on = null, ended_by_id = null",
        "delete from risks_control",
        "update risks_line set text = 'Annat'",
        "update risks_line set likelihood = 1",
        "delete from risks_line",
        "update risks_occasion set outcome = 'reached'",
        "update risks_occasion set value = 100",
        "delete from risks_occasion",
        "insert into risks_occasion (id, control_id, due_on, outcome, why, held_at) select gen_random_uuid(), id, current_date + 9, 'reached', '', "
        "access.at() from risks_control",
        "update risks_conclusion set text = 'Annat'",
        "delete from risks_conclusion",
        line(number="1"),
        line(number="7"),
        line(kind="ended"),
        line(kind="assessed"),
        line(by="access.me() + 1"),
        line(at="access.at() - interval '9 days'"),
        line(number="3", where="closed_at is not null"),
        line(row="null, t.id", table="risks_control", number="1", kind="closed"),
        line(row="null, t.id", table="risks_control", number="1", kind="done"),
        line(row="null, t.id", table="risks_control", where="ended_on is not null"),
        line(row="null, null"),
        conclusion(outcome="reached"),
        conclusion(how="hand"),
        conclusion(how="hand", outcome="missed", measure=""),
        conclusion(number="2"),
        "insert into risks_control (id, place, area, owner_id, at, by_id, name, what, law, how, indicator, version, counted, way, \"limit\", every, "
        "month, begins_on) select gen_random_uuid(), place, area, owner_id, access.at(), access.me(), name, what, law, how, indicator, 99, counted, "
        "way, \"limit\", every, month, (access.at() at time zone 'Europe/Stockholm')::date from risks_control where how = 'figure'",
        "insert into risks_control (id, place, area, owner_id, at, by_id, name, what, law, how, indicator, counted, way, every, "
        "month, begins_on) select gen_random_uuid(), place, area, owner_id, access.at(), access.me(), name, what, law, how, '', '', '', every, "
        "month, begins_on from risks_control where how = 'hand'",
    ],
)  # fmt: skip
def test_by_sql_nothing_that_was_said_is_changed_nor_said_out_of_turn(there, acting, at, said):
    later = at + timedelta(days=20)
    for username in ("vera", "karin", "bengt", "bo"):
        with acting("vera", at=later):
            before = contents()
        with acting(username, at=later), connection.cursor() as cursor:
            try:
                with transaction.atomic():
                    cursor.execute(said)
            except DatabaseError as refused:
                assert refused.__cause__.sqlstate not in BROKEN, refused
        with acting("vera", at=later):
            assert contents() == before


@pytest.mark.parametrize("said", [line(), conclusion(), conclusion(how="hand", outcome="reached")])
def test_what_is_said_in_turn_is_taken_from_those_who_write_and_from_nobody_else(there, acting, at, said):
    later = at + timedelta(days=20)
    for username in ("bengt", "kurt", "bo", "tova"):
        with acting(username, at=later), connection.cursor() as cursor:
            try:
                with transaction.atomic():
                    cursor.execute(said + " limit 1")
                    assert cursor.rowcount == 0, username
            except DatabaseError as refused:
                assert refused.__cause__.sqlstate not in BROKEN, refused
    with acting("vera", at=later), connection.cursor() as cursor:
        cursor.execute(said.replace("where true", "where closed_at is null") + " limit 1")
        assert cursor.rowcount == 1


def test_controls_are_hidden_from_those_who_do_not_follow_the_whole_and_risks_from_nobody(there, acting, at):
    with acting("bo", at=at + timedelta(days=20)):
        assert Risk.objects.count() == 2 and Line.objects.filter(control=None).count() == 3
        assert (
            not Control.objects.exists()
            and not Occasion.objects.exists()
            and not Line.objects.filter(risk=None).exists()
        )


def test_the_night_is_the_workers(acting):
    for username in ("vera", "karin", "ola"):
        refused = pytest.raises(DatabaseError)
        with acting(username), connection.cursor() as cursor, refused, transaction.atomic():
            cursor.execute("select access.hold_controls()")
