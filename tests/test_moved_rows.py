"""Rader som flyttas: a database of before, with rows in it, is migrated; each row is counted on the other side.

Also the report that is being handed in at that moment, by another log-in that has not committed yet.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import psycopg
import pytest
from django.db import connection
from django.db.migrations import RunSQL
from django.db.migrations.executor import MigrationExecutor

from samtid.base.access.walling.raising import raise_walls
from samtid.doors.cli import place
from tests.elsewhere import SATURDAY, a_lived_in_town, standing_in
from tests.log_in import one_transaction
from tests.walk.residents import hand

BEFORE = [("intake", "0007_need_corrected"), ("plans", "0002_planline_anchor")]
MOVES = [("intake", "0008_what_was_said"), ("plans", "0003_who_should_not_come")]
NEVER_HIRED = 999_999
# as they stood: what is beside the report and the plan today was columns of them
KEPT = """
create table kept_report as select * from intake_report;
create table kept_told as select * from intake_reporttold;
create table kept_plan as select * from plans_plan;
delete from intake_reporttold; delete from intake_report; delete from plans_unwanted; delete from plans_planfollowup; delete from plans_plan;
"""
REPORTS = """
insert into intake_report select (jsonb_populate_record(null::intake_report, to_jsonb(r) || jsonb_build_object(
  'id', coalesce(%(id)s, r.id), 'text', coalesce(%(text)s, t.text),
  'about_address', t.address, 'about_school', 'Björkskolan'))).*
from kept_report r join kept_told t on t.report_id = r.id where %(id)s::uuid is null or r.id = (select max(id::text)::uuid from kept_report)
"""
PLANS = """
insert into plans_plan select (jsonb_populate_record(null::plans_plan, to_jsonb(p) || jsonb_build_object('not_who', %s::jsonb)
  || case when p.number = 2 then jsonb_build_object('written_by_id', %s::int) else '{}' end)).* from kept_plan p where number = %s
"""
DRAFT = "update plans_plan set not_who = %s where number = 2"
WAITS = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"


@contextmanager
def quietly(url: str) -> Iterator[psycopg.Connection]:
    """A log-in for which no trigger fires: rows are put as they stood."""
    with psycopg.connect(url) as made:
        made.execute("set session_replication_role = replica")
        yield made


def migrate(wanted: list[tuple[str, str]]) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(wanted)


def back(monkeypatch: pytest.MonkeyPatch) -> None:
    """To the tables of before: what no operator can do, since what was moved would be lost."""
    with monkeypatch.context() as patched:
        patched.setattr(RunSQL, "reversible", True)
        patched.setattr(RunSQL, "database_backwards", lambda *_, **__: None)
        migrate(BEFORE)


@contextmanager
def meanwhile(url: str, statement: str, values: object) -> Iterator[None]:
    """Something is written by another log-in, which commits when somebody waits for it."""
    began = threading.Event()

    def write() -> None:
        with quietly(url) as other, psycopg.connect(url, autocommit=True) as looks:
            other.execute(statement, values)
            began.set()
            for _ in range(300):
                if looks.execute(WAITS).fetchone():
                    break
                time.sleep(0.1)

    other = threading.Thread(target=write)
    other.start()
    assert began.wait(30)
    yield
    other.join()


def test_each_row_is_there_afterwards_and_nobody_is_told_what_she_was_not(django_db_blocker, monkeypatch):
    late = uuid4()
    with (
        django_db_blocker.unblock(),
        a_lived_in_town("moved") as url,
        standing_in(url, assume_role=place.OWNER),
    ):
        with quietly(url) as owner:
            staff = dict(owner.execute("select username, id from organisation_staff").fetchall())
            owner.execute(KEPT)
        back(monkeypatch)
        nils, tova = staff["nils"], staff["tova"]
        with quietly(url) as owner:
            owner.execute(REPORTS, {"id": None, "text": None})
            owner.execute(PLANS, [json.dumps([nils]), None, 1])
            owner.execute(PLANS, ["[]", tova, 2])
            said = dict(
                owner.execute(
                    "select id, (text, about_address, about_school)::text from intake_report"
                ).fetchall()
            )
        assert len(said) > 4 and late not in said

        with meanwhile(url, REPORTS, {"id": late, "text": "Kom in under flytten."}):
            migrate(MOVES[:1])
        with meanwhile(url, DRAFT, [json.dumps([nils, tova, NEVER_HIRED, nils])]):
            migrate(MOVES[1:])
        with quietly(url) as owner:
            owner.execute("drop table kept_report, kept_told, kept_plan")
            found = dict(
                owner.execute(
                    "select report_id, (text, address, school)::text from intake_reporttold"
                ).fetchall()
            )
            brought = owner.execute(
                "select p.number, u.staff_id, u.said_by_id from plans_unwanted u join plans_plan p on p.id = u.plan_id"
            ).fetchall()
        assert "Kom in under flytten." in found.pop(late), "it was handed in while the rows were moved"
        assert found == said
        assert sorted(brought) == sorted([(1, nils, None), (2, nils, None), (2, tova, None)]), (
            "of those who ever worked here"
        )
        # the walls are of all the tables there are
        migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
        raise_walls("default")
        with standing_in(url, assume_role=place.APP), one_transaction(), hand("tova", SATURDAY):
            assert asked("select count(*) from plans_plan") == 2, "she wrote one of them"
            assert asked("select count(*) from plans_unwanted") == 0, "and is the one who should not come"
        with standing_in(url, assume_role=place.APP), one_transaction(), hand("ulf", SATURDAY):
            assert asked("select count(*) from plans_unwanted") == 3


def asked(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize(("room", "name"), MOVES)
def test_there_is_no_way_back_that_loses_what_was_moved(room, name):
    """``migrate plans 0002`` would give every plan nobody who should not come: the backup is the way (installera.md)."""
    moves = MigrationExecutor(None).loader.get_migration(room, name).operations  # type: ignore[arg-type]
    assert any(isinstance(one, RunSQL) and not one.reversible for one in moves)
