"""Sidodörrar, stängda: what PostgreSQL tells everybody by default, and this database does not.

Found by tests/attacker, where each has an attempt of its own. Run by the administrator at the end of
every ``samtid migrate``, for what is said of PostgreSQL's own functions does not follow with a backup.
Where that administrator is no superuser (a database that somebody else keeps) the command tells the SQL
that a superuser must run once, and ends with 1 until that is done; ``make prove-secrecy`` shows what it costs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import psycopg
from django.db import connections

from .logins import APP, OWNER

# Counters, sizes, locks and the place in the log all count rows that the walls hide; large objects have
# no walls; and a colleague's connection is not ours to end.
TALKATIVE = (
    "^(pg_stat_get_.*|pg_lock_status|pg_(relation|table|indexes|total_relation|database|tablespace)_size"
    "|pg_(terminate|cancel)_backend|pg_current_wal_.*|pg_last_committed_xact|pg_xact_commit_timestamp.*"
    "|(pg_current_xact_id|txid_current)_if_assigned|lo_.*|loread|lowrite|be_lo_.*)$"
)

# A comparison that is leakproof may be made before the wall, by an index or by the planner's statistics:
# ``number = …`` is then answered in another time, and guessed at otherwise by ``explain``, when the number
# is in the table. What people have written is compared behind the wall only. (Identities and dates of
# rows go on being compared before it: pages live on that, and nobody can guess a UUID.)
GUESSABLE = "^(texteq|textne|text_(lt|le|gt|ge)|text_pattern_.*|bttext.*|bpchar(eq|ne|lt|le|gt|ge)|bpcharcmp|starts_with)$"


@dataclass(frozen=True, slots=True)
class Side:
    """Sidodörr: a question that is true while it stands open, and what shuts it."""

    is_open: str
    shuts: str


SHUT = (
    Side(
        "exists (select from pg_proc where pronamespace = 'pg_catalog'::regnamespace "
        f"and proname ~ '{TALKATIVE}' and has_function_privilege('public', oid, 'execute'))",
        f"""
    do $shut$ declare one regprocedure; begin
      for one in select oid from pg_proc where pronamespace = 'pg_catalog'::regnamespace and proname ~ '{TALKATIVE}'
      loop
        execute format('revoke execute on function %s from public', one);
        execute format('grant execute on function %s to pg_monitor', one);
      end loop;
    end $shut$
    """,
    ),
    Side(
        "exists (select from pg_proc where pronamespace = 'pg_catalog'::regnamespace "
        f"and proname ~ '{GUESSABLE}' and proleakproof)",
        f"""
    do $shut$ declare one regprocedure; begin
      for one in select oid from pg_proc
        where pronamespace = 'pg_catalog'::regnamespace and proname ~ '{GUESSABLE}' and proleakproof
      loop
        execute format('alter function %s not leakproof', one);
      end loop;
    end $shut$
    """,
    ),
    # no blocks of program from outside: they would hide what a statement is
    Side(
        # by its own name: what everybody may is taken away next
        "not exists (select from pg_language l, aclexplode(l.lanacl) a where l.lanname = 'plpgsql' "
        f"and a.grantee::regrole::text = '{OWNER}')",
        f"grant usage on language plpgsql to {OWNER}",
    ),
    Side(
        "has_language_privilege('public', 'plpgsql', 'usage')", "revoke usage on language plpgsql from public"
    ),
    # what a statement says is persons; nobody reads it over a shoulder, the operator included
    Side(
        "not exists (select from pg_db_role_setting s join pg_roles r on r.oid = s.setrole "
        f"where r.rolname = '{APP}' and 'track_activities=off' = any (s.setconfig))",
        f"alter role {APP} set track_activities = off",
    ),
    Side(
        "has_database_privilege('public', current_database(), 'create') "
        "or has_database_privilege('public', current_database(), 'temp')",
        "do $shut$ begin execute format('revoke create, temp on database %I from public', current_database()); end $shut$",
    ),
    Side("has_schema_privilege('public', 'public', 'usage')", "revoke all on schema public from public"),
)

# What the last migration was not allowed to shut: SQL for a superuser, told by the command.
left_open: list[str] = []


def shut(using: str) -> None:
    """Shuts the side doors of the database ``using``, as the one who logged in to migrate it."""
    connection = connections[using]
    role = connection.settings_dict["OPTIONS"].get("assume_role")
    left_open.clear()
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        try:
            for side in SHUT:
                _shut_one(cursor, side)
        finally:
            if role:
                cursor.execute(f"set role {connection.ops.quote_name(role)}")


def _shut_one(cursor: Any, side: Side) -> None:
    if not _is_open(cursor, side):
        return
    try:
        cursor.execute(side.shuts)
    except Exception as error:
        if not isinstance(error.__cause__, psycopg.errors.InsufficientPrivilege):
            raise
    # asked again: where it may not, PostgreSQL sometimes only warns
    if _is_open(cursor, side):
        left_open.append(" ".join(side.shuts.split()))


def _is_open(cursor: Any, side: Side) -> bool:
    cursor.execute(f"select {side.is_open}")
    return bool(cursor.fetchone()[0])
