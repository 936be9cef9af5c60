"""Återställaren: a log-in that can do no more than bring a copy back, for as long as that takes.

A copy is a program: what it says is run. Run by a superuser it could do anything to the server, so a superuser lends
the database's owner to a log-in of its own, which has nothing to step back to.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql

from samtid.base.access import logins
from samtid.doors.cli import place


@contextmanager
def lent(admin: str) -> Iterator[str]:
    """An address to bring a copy back at; the administrator's own when that is no superuser."""
    with psycopg.connect(admin, autocommit=True) as connection:
        row = connection.execute("select rolsuper from pg_roles where rolname = current_user").fetchone()
        is_strong = bool(row and row[0])
    if not is_strong:
        yield admin
        return
    name, password = place.name_of(admin), secrets.token_urlsafe(30)
    role = f"{logins.prefix()}_restore_{secrets.token_hex(4)}"
    with psycopg.connect(admin, autocommit=True) as connection:
        _say(
            connection,
            "create role {} login noinherit nosuperuser nocreatedb nocreaterole nobypassrls password {}",
            sql.Identifier(role),
            sql.Literal(password),
        )
        _say(connection, "grant {} to {}", sql.Identifier(place.OWNER), sql.Identifier(role))
        _say(connection, "grant connect on database {} to {}", sql.Identifier(name), sql.Identifier(role))
        # the copy says again who may use the language; only one who may pass it on can say so
        _say(
            connection,
            "grant usage on language plpgsql to {} with grant option",
            sql.Identifier(place.OWNER),
        )
    try:
        yield place.with_database(admin, name, role, password)
    finally:
        with psycopg.connect(admin, autocommit=True) as connection:
            _say(
                connection,
                "revoke grant option for usage on language plpgsql from {} cascade",
                sql.Identifier(place.OWNER),
            )
            _say(connection, "drop owned by {}", sql.Identifier(role))
            _say(connection, "drop role {}", sql.Identifier(role))


def _say(connection: psycopg.Connection[Any], text: str, *words: sql.Composable) -> None:
    connection.execute(sql.SQL(text).format(*words))  # type: ignore[arg-type]
