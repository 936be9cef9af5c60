"""Would we notice? Each wall is loosened in turn, and the leak test of its table must then find the leak."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.attacker.attempts import Fell
from tests.attacker.foothold import Town
from tests.attacker.tricks_planner import plans_as_messages

Row = dict[str, Any]

# Tables where everybody may put a row, whoever sees it: none.
ANYBODY_MAY_WRITE: set[str] = set()
# About no person, and read by all who hold cases: when the committee meets and what was moved; what may go wrong in a step.
READ_BY_ALL_WITH_CASES = {"committee_meeting", "committee_meetingturn", "risks_risk", "risks_line"}


@pytest.fixture(scope="module")
def filled(town: Town) -> dict[str, Row]:
    """A row in each walled table, all about Alva or Maja; what was put in each."""
    rows = {}
    with town.admin() as owner:
        owner.execute("set session_replication_role = replica")
        # what a column may say is not what is tried here
        for table, constraint in owner.execute(
            "select conrelid::regclass::text, conname from pg_constraint c join pg_class t on t.oid = c.conrelid "
            "where c.contype = 'c' and t.relrowsecurity"
        ).fetchall():
            owner.execute(f'alter table {table} drop constraint "{constraint}"')
        for table in walled(owner):
            rows[table] = a_row(town, owner, table)
            insert(owner, table, rows[table])
    return rows


def walled(connection: psycopg.Connection[Any]) -> list[str]:
    return [
        name
        for (name,) in connection.execute(
            "select relname from pg_class where relrowsecurity and relnamespace = 'public'::regnamespace order by 1"
        ).fetchall()
    ]


def a_row(town: Town, owner: psycopg.Connection[Any], table: str) -> Row:
    """Values that a column of its kind may have, in Alva's case at the reception."""
    row: Row = {}
    columns = owner.execute(
        "select column_name, data_type, character_maximum_length, column_default from information_schema.columns "
        "where table_name = %s and table_schema = 'public'",
        [table],
    ).fetchall()
    keys = owner.execute(
        "select a.attname, c.confrelid::regclass::text from pg_constraint c "
        "join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1] "
        "where c.contype = 'f' and c.conrelid = %s::regclass",
        [table],
    )
    people = dict(keys.fetchall())
    for name, kind, length, default in columns:
        known: Any = {
            "organisation_staff": town.staff["maja"],
            "access_compartment": town.compartments["Mottagning"],
            "dossier_case": town.case,
        }.get(people.get(name, ""))
        if name in ("case_id",):
            known = town.case
        if known is not None:
            row[name] = known
        elif default is None:
            row[name] = of_kind(kind, length)
    return row


def of_kind(kind: str, length: int | None) -> Any:
    return {
        "uuid": uuid4(), "boolean": False, "date": "2026-11-21", "time without time zone": "09:30", "timestamp with time zone": "2026-11-21 10:00+01",
        "integer": 1, "bigint": 1, "smallint": 1, "ARRAY": [], "jsonb": "{}", "bytea": b"x", "numeric": 1,
        "double precision": 1,
    }.get(kind, uuid4().hex[: length or 32])  # fmt: skip


def insert(connection: psycopg.Connection[Any], table: str, row: Row) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    values = ", ".join(["%s"] * len(row))
    connection.execute(f"insert into {table} ({names}) values ({values})", list(row.values()))


@contextmanager
def loosened(town: Town, *statements: str) -> Iterator[psycopg.Connection[Any]]:
    """The wall as it would be after a mistake, seen by Pelle; nothing of it is kept."""
    with psycopg.connect(town.url) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.execute("set local session authorization samtid_app")
        town.stamp(connection, "pelle")
        yield connection
        connection.rollback()


def seen(connection: psycopg.Connection[Any], table: str) -> int:
    """How many of the table's rows the one who is acting can see; none when they may not ask."""
    try:
        with connection.transaction():
            row = connection.execute(f"select count(*) from {table}").fetchone()
            assert row is not None
            return int(row[0])
    except psycopg.errors.InsufficientPrivilege:
        return 0


def written(connection: psycopg.Connection[Any], table: str, row: Row) -> str:
    """What the database says of a row put in Alva's case by somebody without a key."""
    new = row | {"id": uuid4()} if "id" in row else row
    try:
        with connection.transaction():
            insert(connection, table, new)
    except psycopg.errors.InsufficientPrivilege as refusal:
        return "wall" if "row-level security" in str(refusal) else "no right"
    except psycopg.Error as other:
        return f"past the wall: {type(other).__name__}"
    return "past the wall"


def test_every_wall_holds_and_every_loosened_wall_is_noticed(town, filled):
    """Every table with a wall, those of later rooms as well: nobody has to enter them here."""
    unread, unwritten = [], []
    for table, row in filled.items():
        with loosened(town) as intact:
            assert seen(intact, table) == (1 if table in READ_BY_ALL_WITH_CASES else 0), f"{table} leaks"
            verdict = written(intact, table, row)
            assert verdict in ("wall", "no right") or table in ANYBODY_MAY_WRITE, f"{table}: {verdict}"
        for how in (
            f"alter policy {table}_wall on {table} using (true)",
            f"alter table {table} disable row level security",
        ):
            with loosened(town, how) as open_wall:
                if seen(open_wall, table) == 0:
                    unread.append(table)
        if verdict == "wall":
            with loosened(town, f"alter policy {table}_wall on {table} with check (true)") as open_wall:
                if not written(open_wall, table, row).startswith("past"):
                    unwritten.append(table)
    # tables that the web may not read at all, whatever the policy says
    readable = set(_readable(town))
    assert set(unread) <= set(filled) - readable, f"a loosened wall was not noticed: {set(unread) & readable}"
    assert not unwritten, f"a loosened check was not noticed: {unwritten}"


def _readable(town: Town) -> list[str]:
    with town.admin() as owner:
        return [name for name in walled(owner) if _may_read(owner, name)]


def _may_read(owner: psycopg.Connection[Any], table: str) -> bool:
    row = owner.execute("select has_table_privilege('samtid_app', %s, 'select')", [table]).fetchone()
    return bool(row and row[0])


def test_a_dropped_wall_shuts_instead_of_opening(town, filled):
    for table in filled:
        with loosened(town, f"drop policy {table}_wall on {table}") as without:
            assert seen(without, table) == 0


def test_every_wall_refuses_to_be_measured_and_every_table_forces_its_wall_on_its_owner(town):
    with town.admin() as owner:
        for table, rule, forced in owner.execute(
            "select c.relname, pg_get_expr(p.polqual, p.polrelid), c.relforcerowsecurity from pg_policy p "
            "join pg_class c on c.oid = p.polrelid"
        ).fetchall():
            assert rule.startswith("(access.unmeasured() AND "), table
            assert forced, table


def test_what_the_web_may_call_is_owned_by_the_owner_and_looks_where_it_should(town):
    with town.admin() as owner:
        for name, owned_by, settings, definer in owner.execute(
            "select p.proname, r.rolname, p.proconfig, p.prosecdef from pg_proc p join pg_roles r on r.oid = p.proowner "
            "where p.pronamespace = 'access'::regnamespace and has_function_privilege('samtid_app', p.oid, 'execute')"
        ).fetchall():
            assert owned_by == "samtid_owner", name
            if definer:
                assert settings[0] == "search_path=pg_catalog, public, pg_temp", name
                # the one that looks at the caller's settings cannot have its own
                assert "client_min_messages=notice" in settings or name == "unmeasured", name


def test_the_owners_functions_would_tell_what_they_ask_but_for_their_settings(town):
    """Would we notice? The settings are taken from every function, and the planner's messages are heard."""
    with psycopg.connect(town.url) as connection:
        for (name,) in connection.execute(
            "select p.oid::regprocedure::text from pg_proc p where p.pronamespace = 'access'::regnamespace and p.prosecdef"
        ).fetchall():
            connection.execute(f"alter function {name} reset client_min_messages")
            for setting in ("parse", "rewritten", "plan"):
                connection.execute(f"alter function {name} reset debug_print_{setting}")
        connection.execute("set local session authorization samtid_app")
        town.stamp(connection, "pelle")
        with pytest.raises(Fell):
            plans_as_messages(town, connection)
        connection.rollback()
