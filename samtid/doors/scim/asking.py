"""Vad katalogen kan be om, through its own log-in in the database: three doors, and a refusal in SCIM's words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import psycopg
from django.conf import settings

from .rules import Fault, User

REFUSED = {
    "username_taken": Fault(409, "Användarnamnet finns redan, eller är redan föreslaget.", "uniqueness"),
    "hsa_id_taken": Fault(409, "HSA-id är redan någons.", "uniqueness"),
    "no_such_place": Fault(
        400,
        "department ska vara namnet på en enhet som finns, och roles en roll som inte sköter organisationen.",
        "invalidValue",
    ),
    "not_here": Fault(404, "Medarbetaren finns inte, eller väntar på att godkännas."),
    "administers": Fault(403, "Den som sköter organisationen avslutas av en annan person, i Samtid."),
}


@contextmanager
def connected() -> Iterator[psycopg.Connection[Any]]:
    """One transaction of the directory's log-in: it sees no table."""
    try:
        with psycopg.connect(settings.SCIM_URL, connect_timeout=5) as connection:
            connection.execute("select set_config('statement_timeout', '10s', true)")
            yield connection
    except psycopg.Error as error:
        known = REFUSED.get(error.diag.constraint_name or "")
        if known is None:
            raise
        raise Fault(known.status, known.detail, known.kind) from error


def users(
    connection: psycopg.Connection[Any],
    *,
    key: str | None = None,
    called: str | None = None,
    skip: int = 0,
    most: int = 1,
) -> tuple[list[User], int]:
    """Some of those who work here, or are proposed to; and how many they are together."""
    sql = (
        "select id, staff, username, name, coalesce(title, ''), coalesce(phone, ''), coalesce(hsa_id, ''), active, total "
        "from access.scim_users(%s, %s, %s, %s)"
    )
    rows = connection.execute(sql, [key, called, skip, most]).fetchall()
    if rows:
        return [User(*row[:-1]) for row in rows], rows[0][-1]
    # past the last, or none asked for: how many there are is told all the same
    first = connection.execute(sql, [key, called, 0, 1]).fetchone()
    return [], first[-1] if first else 0


def user(connection: psycopg.Connection[Any], key: str) -> User:
    """One of them."""
    found, _ = users(connection, key=key)
    if not found:
        raise Fault(404, "Det finns ingen sådan medarbetare.")
    return found[0]


def propose(connection: psycopg.Connection[Any], key: str | None, said: Mapping[str, str]) -> str:
    """A new one, or what is to be changed of one: waits for another person. Gives back the key."""
    row = connection.execute("select access.scim_propose(%s, %s)", [key, json.dumps(dict(said))]).fetchone()
    assert row is not None
    return str(row[0])


def set_active(connection: psycopg.Connection[Any], key: str, yes: bool) -> None:
    """Ends somebody's log-in at once, and proposes the rest; or proposes a new one."""
    connection.execute("select access.scim_active(%s, %s)", [key, yes])
