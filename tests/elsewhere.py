"""Någon annanstans: a database of a test's own, with residents, where everything is committed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from urllib.parse import urlsplit

import psycopg
from django.db import connection
from psycopg import sql

from samtid.doors.cli import place
from samtid.ground import clock
from tests.database import PASSWORD, TEMPLATE
from tests.log_in import one_transaction
from tests.walk.residents import move_in

SATURDAY = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def app_url(url: str) -> str:
    """The address of the same database for the web's own role, by its password."""
    return place.with_database(url, name_of(url), place.APP, PASSWORD)


def name_of(url: str) -> str:
    """The database's name."""
    return urlsplit(url).path.lstrip("/")


def own_name(what: str) -> str:
    """A name that no other test process uses."""
    return f"samtid_{what}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"


def drop(name: str) -> None:
    """Takes a database away."""
    with psycopg.connect(os.environ["SAMTID_TEST_ADMIN"], autocommit=True) as admin:
        admin.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


@contextmanager
def a_database(what: str) -> Iterator[str]:
    """A copy of the template, for the administrator; taken away afterwards."""
    name, admin_url = own_name(what), os.environ["SAMTID_TEST_ADMIN"]
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute("select pg_advisory_lock(727002)")
        admin.execute(f"create database {name} template {TEMPLATE} owner {place.OWNER}")
        admin.execute(f"revoke all on database {name} from public")
        admin.execute(f"grant connect on database {name} to {place.APP}")
    try:
        yield place.with_database(admin_url, name)
    finally:
        drop(name)


@contextmanager
def standing_in(url: str, **options: str) -> Iterator[None]:
    """Django's connection moved to the database at ``url``: its log-in, its host and its port."""
    former, parts = dict(connection.settings_dict), urlsplit(url)
    connection.close()
    connection.settings_dict |= {
        "NAME": name_of(url),
        "USER": parts.username,
        "PASSWORD": parts.password,
        "HOST": parts.hostname,
        "PORT": str(parts.port),
        "OPTIONS": {k: v for k, v in former["OPTIONS"].items() if k != "assume_role"} | options,
    }
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict |= former


@contextmanager
def a_lived_in_town(what: str) -> Iterator[str]:
    """The test town with its residents (tests/walk), committed."""
    with a_database(what) as url:
        # history, in one transaction, behind the walls
        with standing_in(url, assume_role=place.APP), clock.set_to(lambda: SATURDAY), one_transaction():
            move_in(SATURDAY)
        yield url
