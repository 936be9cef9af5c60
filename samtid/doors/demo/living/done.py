"""Det som är gjort: one line for each household and task, written in the same transaction as its rows.

So the making can be stopped at any moment, also by a power cut, and go on where it was. The table lies in a schema
of its own: it belongs to the demonstration, not to the program's tables.
"""

from __future__ import annotations

import psycopg
from django.db import connections

from samtid.base.access.logins import APP

MAKE = f"""
create schema if not exists demo;
create table if not exists demo.done (what text primary key);
grant usage on schema demo to {APP};
grant select on demo.done to {APP};
"""
# A number of our own among the database's advisory locks.
AT_WORK = 727_002


def begin(using: str) -> None:
    """Makes the table: from then on the organisation is there as well (making)."""
    with connections[using].cursor() as cursor:
        cursor.execute(MAKE)


def has_begun(using: str) -> bool:
    """Whether there is such a table: not in a test, nor where a real municipality works."""
    with connections[using].cursor() as cursor:
        cursor.execute("select to_regclass('demo.done') is not null")
        return bool(cursor.fetchone()[0])


def be_at_work(using: str = "default") -> None:
    """Says that this process fills, for as long as its connection lives."""
    with connections[using].cursor() as cursor:
        cursor.execute("select pg_advisory_lock_shared(%s)", [AT_WORK])


def wait_for_others(admin_url: str) -> None:
    """Waits for processes whose starter was killed: they end by themselves after the household they are at."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(%s)", [AT_WORK])


def mark(what: str, using: str = "default") -> None:
    """Says that it is done, in the running transaction."""
    with connections[using].cursor() as cursor:
        cursor.execute("insert into demo.done (what) values (%s)", [what])


def known(using: str = "default") -> set[str]:
    """Everything that is done."""
    with connections[using].cursor() as cursor:
        cursor.execute("select what from demo.done")
        return {row[0] for row in cursor.fetchall()}


def count(using: str = "default") -> int:
    """How much is done."""
    with connections[using].cursor() as cursor:
        cursor.execute("select count(*) from demo.done")
        return int(cursor.fetchone()[0])
