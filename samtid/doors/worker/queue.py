"""Kön: procrastinate's tables in a schema of their own, which only the worker's role can reach.

The web's role has no right to anything in it: not to see that there is a job, nor whose. What it may ask for
it asks for by ``worker.ask`` (walls.py).
"""

from __future__ import annotations

from pathlib import Path

from django.db import connections
from procrastinate.schema import SchemaManager, migrations_path

from samtid.base.access.logins import OWNER
from samtid.base.access.logins import WORKER as ROLE
from samtid.base.access.walling.raising import make_role

SCHEMA = "queue"

WALLS = f"""
    revoke all on schema {SCHEMA} from public;
    revoke all on all tables in schema {SCHEMA} from public;
    revoke all on all functions in schema {SCHEMA} from public;
    grant usage on schema {SCHEMA} to {ROLE};
    grant select, insert, update, delete on all tables in schema {SCHEMA} to {ROLE};
    grant usage on all sequences in schema {SCHEMA} to {ROLE};
    grant execute on all functions in schema {SCHEMA} to {ROLE};
    revoke all on {SCHEMA}.applied from {ROLE};
"""


def bring(using: str) -> None:
    """Brings the queue to the installed version of procrastinate, and raises its walls again.

    The first time the whole schema is made; after that the scripts that came with a newer version are run,
    once each, in their order.
    """
    connection = connections[using]
    role = connection.settings_dict["OPTIONS"].get("assume_role")
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        try:
            make_role(cursor, ROLE)
            cursor.execute("select current_database()")
            cursor.execute(
                f"grant connect on database {connection.ops.quote_name(cursor.fetchone()[0])} to {ROLE}"
            )
            cursor.execute(f"set role {OWNER}")
            _run_scripts(cursor)
            cursor.execute(WALLS)
        finally:
            cursor.execute("reset search_path")
            cursor.execute("reset role")
            if role:
                cursor.execute(f"set role {connection.ops.quote_name(role)}")


def scripts() -> list[Path]:
    """The installed procrastinate's migrations, in order."""
    return sorted(Path(migrations_path).glob("*.sql"))


def _run_scripts(cursor) -> None:  # type: ignore[no-untyped-def]
    cursor.execute("select to_regclass(%s) is not null", [f"{SCHEMA}.applied"])
    is_there = cursor.fetchone()[0]
    cursor.execute(f"create schema if not exists {SCHEMA}")
    cursor.execute(f"set search_path = {SCHEMA}")
    if not is_there:
        cursor.execute("create table applied (script text primary key)")
        cursor.execute(SchemaManager.get_schema())
        cursor.executemany("insert into applied values (%s)", [[one.name] for one in scripts()])
        return
    cursor.execute("select script from applied")
    known = {row[0] for row in cursor.fetchall()}
    for script in scripts():
        if script.name not in known:
            cursor.execute(script.read_text())
            cursor.execute("insert into applied values (%s)", [script.name])
