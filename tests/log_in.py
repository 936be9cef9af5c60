"""Inloggningen: the tests' connection is to the database what the web's own log-in is.

A test is one transaction that is taken back, and steps out of its log-in to prepare and to look. So an administrator
logs in; but from there on ``session_user`` is the web's role, not only ``current_user``. With ``set role`` alone,
everything in the walls that asks who logged in would let a test do what no program may.

What opens, opens in the next transaction (``access.here``), and a test has no next. So where something has been done
at the test's own level – an action, a page – it counts as committed: what it wrote was written by an earlier one.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.backends.signals import connection_created

from samtid.base.access.backend.base import DatabaseWrapper
from samtid.doors.cli import place

# Some transaction before all others (1 and 2 are PostgreSQL's own).
EARLIER = "3"
# Marks of a disposal are gone when it ends, by a trigger of their own.
NOT_THESE = ("access.disposal",)


def lately() -> int:
    """Whoever acts in a test has just shown who they are, until then (base/access/proof.py)."""
    return int(time.time()) + 300


def as_the_web(sender: object, connection: DatabaseWrapper, **_: object) -> None:
    """A connection that was to act as the web's role has it for its log-in."""
    if _is_ours(connection):
        connection.connection.execute(f"set session authorization {place.APP}")


def release(self: DatabaseWrapper, sid: str) -> None:
    """As Django's own; what is released at the test's level is committed."""
    _release(self, sid)
    if _is_ours(self) and self.atomic_blocks and self.atomic_blocks[-1]._from_testcase:
        next_transaction(self)


def next_transaction(connection: Any = connection) -> None:
    """What this transaction has written so far was written by an earlier one."""
    connection.ensure_connection()
    if not connection.in_atomic_block or connection.needs_rollback:
        return
    if connection.settings_dict["NAME"] not in _moving:
        _moving[connection.settings_dict["NAME"]] = _to_move(connection)
    connection.connection.execute(_moving[connection.settings_dict["NAME"]])


@contextmanager
def one_transaction() -> Iterator[None]:
    """Many actions in one transaction, each as if it were its own: how a town is filled behind the walls."""
    whole = transaction.atomic()
    whole._from_testcase = True  # type: ignore[attr-defined]  # so Django calls what a test is inside of
    with whole:
        yield


@contextmanager
def stepped_out(role: str = "") -> Iterator[None]:
    """Outside the walls, as the owner or as somebody else, to prepare or to look at what a user cannot."""
    step(role or place.OWNER)
    try:
        yield
    finally:
        if not connection.needs_rollback:
            step(place.APP)


def step(role: str) -> None:
    """For the rest of this transaction ``role`` is logged in; ``default`` is the administrator."""
    with connection.cursor() as cursor:
        cursor.execute(f"set local session authorization {role}")


def _is_ours(connection: DatabaseWrapper) -> bool:
    return connection.settings_dict["OPTIONS"].get("assume_role") == place.APP  # type: ignore[attr-defined]


def _to_move(connection: DatabaseWrapper) -> str:
    columns = connection.connection.execute(
        "select format('%I.%I', n.nspname, c.relname), quote_ident(a.attname) from pg_attribute a "
        "join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace "
        "where a.atttypid = 'xid8'::regtype and c.relkind = 'r' and n.nspname in ('public', 'access')"
    ).fetchall()
    moves = [
        f"update {table} set {column} = '{EARLIER}' where {column} = pg_current_xact_id_if_assigned()"
        for table, column in columns
        if table not in NOT_THESE
    ]
    return ";\n".join(
        [
            # who is logged in now, mostly the web
            "select set_config('tests.who', session_user, true), set_config('tests.role', current_setting('role'), true)",
            "set local session authorization default",
            "set local session_replication_role = replica",  # the log stands, also for this
            *moves,
            "set local session_replication_role = origin",
            "select set_config('session_authorization', current_setting('tests.who'), true)",
            "select set_config('role', current_setting('tests.role'), true)",
        ]
    )


_moving: dict[str, str] = {}
_release = DatabaseWrapper.savepoint_commit
DatabaseWrapper.savepoint_commit = release  # type: ignore[method-assign]
connection_created.connect(as_the_web)
