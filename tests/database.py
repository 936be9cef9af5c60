"""Testernas databas: a real PostgreSQL, made once per run, with the walls up.

A pytest plug-in (``-p tests.database`` in pyproject.toml), because the environment must be filled
in before pytest-django reads the settings. Under xdist each worker gets a copy of the same template.
``DATABASE_URL`` points the tests at any PostgreSQL from 15; ``SAMTID_PG_BIN`` at other binaries.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from samtid.doors.cli import place
from samtid.doors.cli.cluster import state_folder, throwaway
from samtid.doors.running.note import MARK

TEMPLATE = "samtid_template"
PASSWORD = "only-for-tests"
ROLES = "samtid"  # the same for every database of a run: they are copies of one template
# As long and as unlike each other as a start demands.
SECRET_KEY, STAMP_KEY, AUDIT_KEY = (
    hashlib.sha256(f"only for tests: {what}".encode()).hexdigest() for what in ("secret", "stamp", "audit")
)
_open = ExitStack()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    """Start the server and make the template, once; every process then copies it."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if not worker:
        admin = os.environ.get("DATABASE_URL", "")
        if not admin:
            folder = state_folder(Path(__file__).resolve().parents[1]) / f"test-postgres-{os.getpid()}"
            cluster = _open.enter_context(throwaway(folder))
            admin = cluster.superuser_url
        os.environ["SAMTID_TEST_ADMIN"] = admin
    admin = os.environ["SAMTID_TEST_ADMIN"]
    name = f"samtid_test_{worker or 'main'}"
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "samtid.config.settings",
        "SAMTID_SECRET_KEY": SECRET_KEY,
        "SAMTID_STAMP_KEY": STAMP_KEY,
        "SAMTID_AUDIT_KEY": AUDIT_KEY,
        "SAMTID_DEMO": "1",
        "SAMTID_ROLES": ROLES,
        "SAMTID_TEST_PASSWORD": PASSWORD,
    }
    if not worker:
        _make_template(admin)
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(727002)")
        connection.execute(f"drop database if exists {name} with (force)")
        connection.execute(f"create database {name} template {TEMPLATE} owner {place.OWNER}")
        connection.execute(f"grant connect on database {name} to {place.APP}")
    call_it_a_demo(admin, name)
    os.environ["SAMTID_ADMIN_URL"] = place.with_database(admin, name)
    # logged in as the administrator, acting as the web's role: a test may step out of it to prepare
    os.environ["SAMTID_DATABASE_URL"] = place.with_database(admin, name) + f"?assume_role={place.APP}"
    yield


def pytest_unconfigure() -> None:
    """Take the server away again."""
    _open.close()


def call_it_a_demo(admin: str, name: str) -> None:
    """Puts the demonstration's note on a database: ``SAMTID_DEMO=1`` starts on no other."""
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"""comment on database {name} is '{{"{MARK}": "for tests"}}'""")


def _make_template(admin: str) -> None:
    """A migrated database with the test town's organisation in it, in a process of its own."""
    import subprocess
    import sys

    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"drop database if exists {TEMPLATE} with (force)")
    place.prepare(admin, TEMPLATE, PASSWORD)
    environment = os.environ | {
        "SAMTID_ADMIN_URL": place.with_database(admin, TEMPLATE),
        "SAMTID_DATABASE_URL": place.with_database(admin, TEMPLATE) + f"?assume_role={place.APP}",
    }
    subprocess.run([sys.executable, "-m", "tests.town"], check=True, env=environment)
