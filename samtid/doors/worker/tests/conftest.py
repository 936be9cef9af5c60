"""A town of its own, and Django logged in to it as the worker by its password."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from psycopg import sql

from samtid.doors.cli import place
from samtid.doors.worker import jobs, running
from samtid.doors.worker.queue import ROLE
from tests.attacker.foothold import Town, a_town

PASSWORD = "only-for-the-worker"
KEY = b"only-for-tests-audit"


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker) -> Iterator[Town]:
    """Committed, so that the worker's own connections see it; taken away when the module is done."""
    with a_town() as one, one.admin() as owner:
        name = sql.Identifier(one.url.rpartition("/")[2])
        owner.execute(sql.SQL("grant connect on database {} to {}").format(name, sql.Identifier(ROLE)))
        # roles are the whole server's, so the worker of another test may have given it another password
        owner.execute(sql.SQL("alter role {} login password {}").format(sql.Identifier(ROLE), PASSWORD))
        yield one


@pytest.fixture(scope="module")
def url(town: Town) -> str:
    """The worker's log-in."""
    return place.with_database(town.url, town.url.rpartition("/")[2], ROLE, PASSWORD)


@pytest.fixture
def outside(tmp_path: Path) -> jobs.Outside:
    return jobs.Outside(tmp_path / "huvuden", KEY)


@pytest.fixture
def as_worker(town: Town, django_db_blocker) -> Iterator[None]:
    """Django's connection as the worker itself."""
    with django_db_blocker.unblock():
        former = dict(connection.settings_dict)
        connection.close()
        connection.settings_dict |= {
            "NAME": town.url.rpartition("/")[2],
            "USER": ROLE,
            "PASSWORD": PASSWORD,
            "OPTIONS": {k: v for k, v in former["OPTIONS"].items() if k != "assume_role"},
        }
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict |= former


@pytest.fixture
def work(as_worker: None, url: str, outside: jobs.Outside) -> Callable[[], None]:
    """``work()`` does what is due and empties the queue, as ``samtid worker --once``."""
    return lambda: asyncio.run(running.once(jobs.app(running.connector(url), outside)))
