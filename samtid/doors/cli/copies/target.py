"""Målet: a database that is empty before, and after a failure what it was before."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from samtid.base.access import address
from samtid.doors.cli import Refused, database_words, place

from .measure import TABLES
from .roles import Role, make_missing


@contextmanager
def empty_database(admin: str, roles: tuple[Role, ...]) -> Iterator[list[str]]:
    """Sees to it that the database of ``admin`` is there and empty, and the roles that it will speak of.

    Undoes all of it when what is inside fails. Gives the names of the roles that had to be made.
    """
    name = place.name_of(admin)
    try:
        was_there = _is_there(admin, name)
        if was_there and not _is_empty(admin):
            raise Refused(f"Databasen {name} är inte tom. Välj en ny; inget är ändrat.")
        _make(admin, name)
        with psycopg.connect(_maintenance(admin)) as connection:
            made = make_missing(connection, roles)
    except psycopg.OperationalError as error:
        raise Refused(database_words.in_words(error)) from None
    try:
        yield made
    except BaseException:
        with psycopg.connect(_maintenance(admin), autocommit=True) as connection:
            connection.execute(
                sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))
            )
            for role in made:
                connection.execute(sql.SQL("drop role {}").format(sql.Identifier(role)))
        if was_there:
            _make(admin, name)
        raise


def _make(admin: str, name: str) -> None:
    """As ``samtid migrate`` would find it: roles, rights, nothing in it."""
    login = address.parse(os.environ.get("SAMTID_DATABASE_URL") or "postgresql:///")
    if login.get("user") != place.APP or not login.get("password"):
        raise Refused(f"SAMTID_DATABASE_URL ska vara en adress för {place.APP} med lösenord.")
    try:
        place.prepare(_maintenance(admin), name, login["password"])
    except psycopg.errors.InsufficientPrivilege:
        raise Refused("Kontot i SAMTID_ADMIN_URL får inte skapa roller och databaser.") from None


def _is_there(admin: str, name: str) -> bool:
    with psycopg.connect(_maintenance(admin)) as connection:
        row = connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone()
    return row is not None


def _is_empty(admin: str) -> bool:
    """Whether it has no table at all, anybody's."""
    with psycopg.connect(admin) as connection:
        return connection.execute(f"select 1 from ({TABLES}) found").fetchone() is None


def _maintenance(admin: str) -> str:
    """The server's own database, from where others are made and taken away."""
    return place.with_database(admin, "postgres")
