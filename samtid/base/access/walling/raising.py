"""Resningen: makes the database what the walls' text says, in one transaction, as the owner.

Only what differs is touched, so that a migration that changes no wall locks no table. What stands in our
schemas and is not in the text is taken away, and at the end all of it is compared once more.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db import connections, transaction

from samtid.base.access.logins import OWNER, role_of

from .catalogue import Given
from .compare import KEPT, LEDGER, Wanted, digest, fault, ledger, look, sql_of
from .compare import differences as differences_of
from .pieces import Defined, Piece
from .rooms import pieces as all_pieces

# What is defined first does not need what is defined later. Taken away in the opposite order.
ORDER = ("function", "index", "policy", "trigger")


def raise_walls(using: str, pieces: Iterable[Piece] | None = None) -> None:
    """Raises the walls of all rooms in the database ``using``; logged in as one who may act as the owner."""
    said = list(all_pieces() if pieces is None else pieces)
    wanted = Wanted.of(said)
    connection = connections[using]
    former = connection.settings_dict["OPTIONS"].get("assume_role")
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        try:
            for kind in wanted.logins:
                make_role(cursor, role_of(kind))
            cursor.execute(f"set role {OWNER}")
            with transaction.atomic(using):
                cursor.execute("select pg_advisory_xact_lock(hashtext('samtid: walls'))")
                cursor.execute(KEPT)
                for extension in wanted.extensions:
                    cursor.execute(f"create extension if not exists {extension} with schema public")
                _define(cursor, wanted)
                _drop(cursor, wanted)
                _wall(cursor, wanted)
                _give(cursor, wanted)
                _keep(cursor, wanted)
                if left := differences_of(cursor, said):
                    raise RuntimeError("samtid: väggarna går inte att resa: " + " ".join(left[:5]))
        finally:
            if not connection.needs_rollback:
                cursor.execute("reset search_path")
                cursor.execute("reset role")
                if former:
                    cursor.execute(f"set role {connection.ops.quote_name(former)}")


def make_role(cursor: Any, role: str) -> None:
    """A role that may log in once the operator, or a command, has given it a password; with no rights at all."""
    cursor.execute(
        f"""
        do $role$ begin
          if not exists (select from pg_roles where rolname = '{role}') then
            create role {role} nologin nosuperuser nocreatedb nocreaterole nobypassrls noinherit;
          end if;
        exception
          when duplicate_object then null;  -- another database of the same server was as quick
          when insufficient_privilege then
            raise exception 'samtid: skapa först rollen {role} (docs/how-to/drift.md)';
        end $role$
        """
    )


def _define(cursor: Any, wanted: Wanted) -> None:
    for kind in ORDER:
        # again for each kind: a function that had to be dropped took its policies and triggers with it
        now, kept = look(cursor, wanted), ledger(cursor)
        for name, piece in wanted.defined.items():
            if piece.kind == kind and fault(piece, now.defined.get(name), kept.get(name)):
                _raise_one(cursor, piece, is_there=name in now.defined, by_name=now.defined)


def _raise_one(cursor: Any, piece: Defined, *, is_there: bool, by_name: Iterable[tuple[str, str]]) -> None:
    if piece.kind == "function":
        plain = piece.name.partition("(")[0]
        for kind, name in by_name:
            # one whose parameters have got other names or types is another function
            if kind == "function" and name.partition("(")[0] == plain and name != piece.name:
                cursor.execute(f"drop function {name} cascade")
    if piece.kind != "function" or not is_there:
        cursor.execute(sql_of(piece))
        return
    cursor.execute("savepoint one")
    try:
        cursor.execute(sql_of(piece))
    except Exception as error:
        if getattr(error.__cause__, "sqlstate", "") != "42P13":  # another answer: cannot be replaced
            raise
        cursor.execute("rollback to savepoint one")
        cursor.execute(f"drop function {piece.name} cascade")
        cursor.execute(sql_of(piece))
    cursor.execute("release savepoint one")


def _drop(cursor: Any, wanted: Wanted) -> None:
    now = look(cursor, wanted)
    for kind in reversed(ORDER):
        for (found, name), stands in now.defined.items():
            if found != kind or (found, name) in wanted.defined:
                continue
            if kind == "function":
                cursor.execute(f"drop function {name}")
            else:
                cursor.execute(f'drop {kind} "{name.removeprefix(stands.on + ".")}" on {stands.on}')
    for kind, name in ledger(cursor).keys() - wanted.defined.keys():
        if kind == "index":
            cursor.execute(f"drop index if exists {name}")


def _wall(cursor: Any, wanted: Wanted) -> None:
    for name, table in look(cursor, wanted).tables.items():
        if name in wanted.walled and not table.is_walled:
            cursor.execute(f"alter table {name} enable row level security")
            cursor.execute(f"alter table {name} force row level security")
        if name not in wanted.walled and table.is_half_walled:
            cursor.execute(f"alter table {name} no force row level security")
            cursor.execute(f"alter table {name} disable row level security")


def _give(cursor: Any, wanted: Wanted) -> None:
    now = look(cursor, wanted)
    for right in sorted(now.rights - wanted.rights, key=str):
        cursor.execute(f"revoke {_right(right)} from {_role(right)}")
    for right in sorted(wanted.rights - now.rights, key=str):
        cursor.execute(f"grant {_right(right)} to {_role(right)}")


def _right(right: Given) -> str:
    column = f' ("{right.column}")' if right.column else ""
    return f"{right.right}{column} on {right.kind} {right.name}"


def _role(right: Given) -> str:
    return "public" if right.role == "public" else f'"{right.role}"'


def _keep(cursor: Any, wanted: Wanted) -> None:
    now = look(cursor, wanted)
    cursor.execute(f"delete from {LEDGER}")
    cursor.executemany(
        f"insert into {LEDGER} (kind, name, said, stands) values (%s, %s, %s, %s)",
        [
            [*name, digest(piece), json.dumps(now.defined[name].told)]
            for name, piece in sorted(wanted.defined.items())
        ],
    )
