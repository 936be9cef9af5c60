"""A start on a database that is not what it should be ends with 2 and one line, whichever way it is started."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest

from samtid.doors.cli import place
from samtid.doors.worker.queue import ROLE
from tests.database import PASSWORD, PLACE_KEY, ROLES, SECRET_KEY, STAMP_KEY, call_it_a_demo
from tests.elsewhere import a_database, app_url, name_of

SAMTID = [sys.executable, "-c", "import sys; from samtid.doors.cli import main; sys.exit(main(sys.argv[1:]))"]
WSGI = [sys.executable, "-c", "import samtid.config.wsgi"]


@pytest.fixture(scope="module")
def town(django_db_blocker) -> Iterator[str]:
    with django_db_blocker.unblock(), a_database("ready") as url:
        yield url


def started(url: str, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A process with a web's own environment and nothing else of ours."""
    known = {name: said for name, said in os.environ.items() if not name.startswith(("SAMTID_", "DATABASE_"))}
    known |= {
        "SAMTID_DATABASE_URL": app_url(url),
        "SAMTID_ROLES": ROLES,
        "SAMTID_SECRET_KEY": SECRET_KEY,
        "SAMTID_STAMP_KEY": STAMP_KEY,
        "SAMTID_PLACE_KEY": PLACE_KEY,
    }
    return subprocess.run(command, env=known | more, capture_output=True, text=True, timeout=120, check=False)


def refusal(done: subprocess.CompletedProcess[str], code: int = 2) -> str:
    assert done.returncode == code, (done.returncode, done.stdout, done.stderr)
    [line] = done.stderr.strip().splitlines()
    return line


@pytest.fixture
def owner(town: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(town, autocommit=True) as connection:
        yield connection


def test_a_place_where_all_is_right_is_let_through(town):
    done = started(town, *SAMTID, "check")
    assert done.returncode == 0, done.stderr
    assert "stämpel" in done.stdout
    assert started(town, *WSGI).returncode == 0


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"SAMTID_STAMP_KEY": ""}, "SAMTID_STAMP_KEY saknas"),
        ({"SAMTID_STAMP_KEY": "b2" * 10 + STAMP_KEY[:20]}, "inte den nyckel som databasen prövar med"),
        ({"SAMTID_DEMO": "1"}, "inte gjord av «samtid demo»"),
        ({"SAMTID_DEMO": "1", "SAMTID_HTTPS": "1"}, "SAMTID_DEMO=1 går inte tillsammans med SAMTID_HTTPS"),
    ],
)
def test_a_wrong_key_or_a_demonstration_never_starts(town, more, said):
    for command in ([*SAMTID, "web"], [*SAMTID, "check"]):
        assert said in refusal(started(town, *command, **more))
    assert said in refusal(started(town, *WSGI, **more), 1)


def test_a_log_in_that_the_walls_do_not_hold_for_never_serves(town):
    done = started(town, *SAMTID, "web", SAMTID_DATABASE_URL=town)
    assert "kan gå förbi murarna" in refusal(done)


def test_production_never_starts_on_a_demonstrations_database(town, owner):
    call_it_a_demo(os.environ["SAMTID_TEST_ADMIN"], name_of(town))
    try:
        assert "innehåller en demonstration" in refusal(started(town, *SAMTID, "web"))
    finally:
        owner.execute(f"comment on database {name_of(town)} is null")


@pytest.mark.parametrize(
    "name", ["log_statement = 'all'", "log_error_verbosity = 'default'", "log_min_duration_statement = 0"]
)
def test_a_server_log_that_could_print_persons_stops_the_start_and_migrate_mends_it(town, owner, name):
    owner.execute(f"alter role {place.APP} in database {name_of(town)} set {name}")
    said = refusal(started(town, *SAMTID, "web"))
    assert "logg kan få se personer" in said and name.split()[0] in said

    assert place.hush(os.environ["SAMTID_TEST_ADMIN"], name_of(town)) == []

    assert started(town, *SAMTID, "check").returncode == 0


def test_what_a_role_says_of_itself_is_overruled_and_told(town, owner):
    owner.execute(f"alter role {place.APP} in database {name_of(town)} set debug_print_plan = on")
    try:
        told = started(town, *SAMTID, "check")
        assert told.returncode == 2 and "reset debug_print_plan" in told.stdout + told.stderr
    finally:
        owner.execute(f"alter role {place.APP} in database {name_of(town)} reset debug_print_plan")


def test_one_who_may_not_set_the_log_is_told_the_sql(town, owner):
    owner.execute("drop role if exists samtid_poor")
    owner.execute("create role samtid_poor login password 'only-for-tests'")
    owner.execute(f"grant connect on database {name_of(town)} to samtid_poor")
    owner.execute(f"alter role samtid_poor in database {name_of(town)} set log_statement = 'all'")
    try:
        left = place.hush(
            place.with_database(town, name_of(town), "samtid_poor", "only-for-tests"), name_of(town)
        )
    finally:
        owner.execute("drop owned by samtid_poor")
        owner.execute("drop role samtid_poor")
    assert f"alter database \"{name_of(town)}\" set log_statement = 'none'" in left


def test_a_database_before_or_after_the_program_is_told_apart(town, owner):
    owner.execute(
        "insert into django_migrations (app, name, applied) values ('dossier', '9999_later', now())"
    )
    assert "nyare än programmet" in refusal(started(town, *SAMTID, "web"))
    assert started(town, *WSGI).returncode == 0  # the old goes on beside the new while it is exchanged
    owner.execute("delete from django_migrations where name = '9999_later'")
    with owner.transaction(force_rollback=False):
        owner.execute(
            "update django_migrations set name = 'gone' where app = 'intake' and name = '0001_initial'"
        )
    assert "äldre än programmet" in refusal(started(town, *SAMTID, "web"))
    owner.execute("update django_migrations set name = '0001_initial' where name = 'gone'")


def test_a_database_that_is_away_is_said_and_no_hindrance_to_a_server_that_goes_on(town):
    away = place.with_database("postgresql://x@127.0.0.1:9/x", "samtid", place.APP, PASSWORD)
    assert "Databasen svarar inte" in refusal(started(town, *SAMTID, "web", SAMTID_DATABASE_URL=away))
    assert started(town, *WSGI, SAMTID_DATABASE_URL=away).returncode == 0


def test_the_worker_asks_the_same(town, owner):
    owner.execute(f"alter role {ROLE} login password '{PASSWORD}'")
    owner.execute(f"grant connect on database {name_of(town)} to {ROLE}")
    url = place.with_database(town, name_of(town), ROLE, PASSWORD)
    more = {
        "SAMTID_WORKER_URL": url,
        "SAMTID_PLACE_KEY": "",
    }  # the worker reads no place, and is given no key to any
    answer = started(town, *SAMTID, "worker", "--once", **more)
    assert "SAMTID_AUDIT_KEY saknas" in refusal(answer)
    wrong = {"SAMTID_AUDIT_KEY": "c3" * 10 + STAMP_KEY[:30], "SAMTID_STAMP_KEY": "b2" * 10 + STAMP_KEY[:20]}
    answer = started(town, *SAMTID, "worker", "--once", **more, **wrong)
    assert "inte den nyckel som databasen prövar med" in refusal(answer)
