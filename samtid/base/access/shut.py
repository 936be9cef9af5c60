"""Sidodörrar, stängda: what PostgreSQL tells everybody by default, and this database does not.

Found by tests/attacker, where each has an attempt of its own. Run by the administrator at the end of
every ``samtid migrate``, for what is said of PostgreSQL's own functions does not follow with a backup.
Where that administrator is no superuser (a database that somebody else keeps) a warning names what was
left open, and the table of ``make prove-secrecy`` shows what it costs.
"""

from __future__ import annotations

import warnings

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

SHUT = (
    f"""
    do $shut$ declare one regprocedure; begin
      for one in select oid from pg_proc where pronamespace = 'pg_catalog'::regnamespace and proname ~ '{TALKATIVE}'
      loop
        execute format('revoke execute on function %s from public', one);
        execute format('grant execute on function %s to pg_monitor', one);
      end loop;
    end $shut$
    """,
    f"""
    do $shut$ declare one regprocedure; begin
      for one in select oid from pg_proc
        where pronamespace = 'pg_catalog'::regnamespace and proname ~ '{GUESSABLE}' and proleakproof
      loop
        execute format('alter function %s not leakproof', one);
      end loop;
    end $shut$
    """,
    # no blocks of program from outside: they would hide what a statement is
    f"grant usage on language plpgsql to {OWNER}",
    "revoke usage on language plpgsql from public",
    # what a statement says is persons; nobody reads it over a shoulder, the operator included
    f"alter role {APP} set track_activities = off",
    "do $shut$ begin execute format('revoke create, temp on database %I from public', current_database()); end $shut$",
    "revoke all on schema public from public",
)


def shut(using: str) -> None:
    """Shuts the side doors of the database ``using``, as the one who logged in to migrate it."""
    connection = connections[using]
    role = connection.settings_dict["OPTIONS"].get("assume_role")
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        try:
            for statement in SHUT:
                try:
                    cursor.execute(statement)
                except Exception as error:
                    if not isinstance(error.__cause__, psycopg.errors.InsufficientPrivilege):
                        raise
                    warnings.warn(f"samtid: left open, only a superuser may shut it: {error}", stacklevel=2)
        finally:
            if role:
                cursor.execute(f"set role {connection.ops.quote_name(role)}")
