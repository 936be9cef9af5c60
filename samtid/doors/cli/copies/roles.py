"""Rollerna: those that a database gives rights to. They belong to the server and are in no dump."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

from samtid.doors.cli import place

# Who owns something here, has a right to something, or is named by a wall.
NAMED = """
    select distinct r.rolname, r.rolcanlogin, coalesce(r.rolconfig, array[]::text[])
    from pg_catalog.pg_shdepend d join pg_catalog.pg_roles r on r.oid = d.refobjid
      join pg_catalog.pg_database b on b.datname = current_database()
    where d.refclassid = 'pg_catalog.pg_authid'::regclass
      and (d.dbid = b.oid or (d.classid = 'pg_catalog.pg_database'::regclass and d.objid = b.oid))
      and r.rolname !~ '^pg_' and not r.rolsuper
    order by r.rolname
"""


@dataclass(frozen=True, slots=True)
class Role:
    """Databasroll: its name, whether it may log in, and what is set for it. Never a password."""

    name: str
    logs_in: bool
    settings: tuple[str, ...]


def named(connection: psycopg.Connection[Any]) -> tuple[Role, ...]:
    """The roles that this database speaks of."""
    return tuple(
        Role(name, logs_in, tuple(settings)) for name, logs_in, settings in connection.execute(NAMED)
    )


def make_missing(connection: psycopg.Connection[Any], wanted: tuple[Role, ...]) -> list[str]:
    """Makes those that the server lacks, without a password and with no rights but what the dump gives them.

    The two roles of ``place.prepare`` are not made here. Returns the names of those that were made.
    """
    there = {row[0] for row in connection.execute("select rolname from pg_catalog.pg_roles")}
    made = []
    for role in wanted:
        if role.name in there or role.name in (place.APP, place.OWNER):
            continue
        connection.execute(
            sql.SQL(
                "create role {} {} nosuperuser nocreatedb nocreaterole nobypassrls noreplication noinherit"
            ).format(sql.Identifier(role.name), sql.SQL("login" if role.logs_in else "nologin"))
        )
        for setting in role.settings:
            name, _, value = setting.partition("=")
            connection.execute(
                sql.SQL("alter role {} set {} = {}").format(
                    sql.Identifier(role.name), sql.Identifier(name), sql.Literal(value)
                )
            )
        made.append(role.name)
    return made
