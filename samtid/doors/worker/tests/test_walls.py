"""What the worker's role cannot do, and what the web's role cannot do with the queue."""

from __future__ import annotations

import psycopg
import pytest
from django.apps import apps
from django.db import connection
from psycopg import errors

from samtid.base.access.words import Purpose
from samtid.doors.worker import queue
from tests.log_in import stepped_out


@pytest.fixture
def worker(url):
    with psycopg.connect(url, autocommit=True) as one:
        yield one


# What a municipality has said of itself, and of nobody: the worker's duties ask its name and its own numbers.
MAY_READ = ("organisation_municipality", "organisation_ownnumber")


def test_the_worker_can_read_and_write_no_table_of_ours(worker):
    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True)]
    assert "dossier_note" in tables and "django_session" in tables
    for table in tables:
        for statement in (
            f"select 1 from public.{table}",
            f"delete from public.{table}",
            f"insert into public.{table} default values",
        ):
            if statement == f"select 1 from public.{table}" and table in MAY_READ:
                worker.execute(statement)
                continue
            with pytest.raises(errors.InsufficientPrivilege):
                worker.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "select * from worker.seal",
        "select * from access.chain",
        "select * from access.stamp_key",
        "delete from worker.round",
        "update worker.fault set row_id = gen_random_uuid()",
        "delete from queue.applied",
        "set role samtid_owner",
        "set role samtid_app",
        "set session_replication_role = replica",
        "select access.search_people('alva', 10)",
        "select access.keep_stamp_key('', '', interval '0')",
        "create table public.mine (x int)",
        "create temp table mine (x int)",
    ],
)
def test_the_worker_can_go_nowhere_else(worker, statement):
    with pytest.raises(errors.InsufficientPrivilege):
        worker.execute(statement)


def test_the_worker_draws_no_sample_without_its_stamp(worker):
    with pytest.raises(errors.InsufficientPrivilege):
        worker.execute("select access.pick_for_review('2026-10-01', 10, 'a')")


def test_the_webs_role_sees_nothing_of_the_queue_and_calls_none_of_its_functions(town):
    with town.admin() as owner:
        relations = owner.execute(
            "select c.oid::regclass::text from pg_class c where relnamespace in ('queue'::regnamespace, 'worker'::regnamespace) "
            "and relkind in ('r', 'S', 'v')"
        ).fetchall()
        assert len(relations) >= 7
        rights = owner.execute(
            "select c.oid::regclass::text from pg_class c where relnamespace in ('queue'::regnamespace, 'worker'::regnamespace) "
            "and relkind in ('r', 'v') and (has_table_privilege('samtid_app', c.oid, 'select, insert, update, delete, truncate') "
            "or has_any_column_privilege('samtid_app', c.oid, 'select, insert, update'))"
        ).fetchall()
        open_functions = owner.execute(
            "select p.oid::regprocedure::text from pg_proc p where pronamespace in ('queue'::regnamespace, "
            "'worker'::regnamespace) and has_function_privilege('samtid_app', p.oid, 'execute')"
        ).fetchall()
    assert rights == []
    assert open_functions == [("worker.ask(text)",)]
    with town.acting("ola") as web, pytest.raises(errors.InsufficientPrivilege):
        web.execute("select count(*) from queue.procrastinate_jobs")


def test_whoever_asks_again_and_again_puts_one_job(town):
    with town.acting("ola") as web:
        first = web.execute("select worker.ask('integrity')").fetchone()[0]
    with town.acting("rut") as web:
        assert web.execute("select worker.ask('integrity')").fetchone()[0] == first
    with town.admin() as owner:
        jobs = owner.execute("select args from queue.procrastinate_jobs where lock = 'integrity'").fetchall()
    assert [set(args) for (args,) in jobs] == [{"duty", "due"}]


@pytest.mark.parametrize(
    ("username", "purpose", "duty"),
    [
        ("maja", Purpose.WEB, "integrity"),
        ("", Purpose.PORTAL, "integrity"),
        ("ola", Purpose.PORTAL, "integrity"),
        ("ola", Purpose.WORKER, "integrity"),
    ],
)
def test_only_some_may_ask(town, username, purpose, duty):
    with pytest.raises(errors.InsufficientPrivilege), town.acting(username, purpose) as web:
        web.execute("select worker.ask(%s)", [duty])


def test_only_some_things_may_be_asked_for(town):
    for duty in ("sessions", "tidy", "look", "drop table"):
        with pytest.raises(errors.InvalidParameterValue), town.acting("ola") as web:
            web.execute("select worker.ask(%s)", [duty])


def test_a_newer_procrastinate_brings_its_scripts_once_and_behind_the_same_walls(
    as_owner, monkeypatch, tmp_path
):
    script = tmp_path / "99.00.00_01_pre_more.sql"
    script.write_text(
        "create table procrastinate_more (id int); create function procrastinate_new() returns int language sql as 'select 1';"
    )
    monkeypatch.setattr(queue, "scripts", lambda: [script])
    with stepped_out("default"):  # as whoever migrates
        queue.bring("default")
        queue.bring("default")
        with connection.cursor() as cursor:
            cursor.execute("select current_user")
            assert cursor.fetchone() == ("samtid_app",), "the role that was there before"
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "select has_table_privilege('samtid_worker', 'queue.procrastinate_more', 'select'), "
            "has_table_privilege('samtid_app', 'queue.procrastinate_more', 'select'), "
            "has_function_privilege('samtid_app', 'queue.procrastinate_new()', 'execute')"
        )
        assert cursor.fetchone() == (True, False, False)
