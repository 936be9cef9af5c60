"""Kedjan i superanvändarens hand: what a test of it needs, and how all is put back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import psycopg

from samtid.base.access import chain
from tests.attacker.foothold import Town


@contextmanager
def superuser(town: Town) -> Iterator[psycopg.Connection]:
    """The superuser, with a log of some lines before them; what they do is undone afterwards."""
    town.log_openings("maja", [f"å {number}, ö:\n\\x00 'x'" for number in range(8)])
    with town.admin() as connection:
        before = _everything(connection)
        yield connection
        connection.execute("rollback")
        _put_back(connection, before)
        assert chain.verify(connection)[1] == []


def _everything(connection: psycopg.Connection) -> dict[str, list[tuple]]:
    return {
        table: connection.execute(f"select * from {table}").fetchall()
        for table in ("access_opening", "access.link", "access.chain")
    }


def _put_back(connection: psycopg.Connection, rows: dict[str, list[tuple]]) -> None:
    connection.execute("set session_replication_role = replica")
    for table, lines in rows.items():
        connection.execute(f"delete from {table}")
        for line in lines:
            connection.execute(f"insert into {table} values ({', '.join(['%s'] * len(line))})", line)
    connection.execute("set session_replication_role = origin")


def make_again(owner: psycopg.Connection, number: int) -> None:
    before = chain.genesis(number)
    rows = owner.execute(chain.LINES.replace("order by", "where l.chain = %s order by"), [number]).fetchall()
    for row in rows:
        line = replace(chain.Line(*row), previous=before)
        before = hashlib.sha256(chain.said(line)).digest()
        owner.execute(
            "update access.link set previous = %s, hash = %s where chain = %s and sequence = %s",
            [line.previous, before, number, line.sequence],
        )
    owner.execute("update access.chain set head = %s where number = %s", [before, number])


def run_audit(*words: str) -> Callable[[], int]:
    from samtid.doors.cli import main

    return lambda: main(["audit", *words])
