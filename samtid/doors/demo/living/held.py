"""Det som väntar: writes of a household held back and sent together, and the directory read once.

The actions are the pages' own and are asked everything they ask there; this stands between them and the database
while the municipality is made, as an execute wrapper of Django's. What is written waits until somebody asks for the
table it is written to, or until the household is done, and then goes in one round trip. A question about the
directory alone is asked once for each stretch of days on which the answer is the same. The stamp is put only before
what looks at it. That the rows become the same is proved by ``tests/test_living_held.py``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from samtid.base.access.identity import Identity, current, stamp
from samtid.base.access.models import Compartment, Holding
from samtid.base.organisation.models import Committee, Delegation, Membership, Staff, StaffSkill, Unit

from .stamping import lazily

DIRECTORY: tuple[type[Model], ...] = (
    Committee,
    Unit,
    Staff,
    Membership,
    StaffSkill,
    Delegation,
    Compartment,
    Holding,
)
# Their triggers ask who is acting and when: a handle stands for somebody only to the one who got it, and a meeting is
# held by the one who keeps it and not before it began. A stay tells the person's services at once.
AT_ONCE = frozenset({"people_relation", "committee_meeting", "committee_agendaline", "hospital_stay"})
# Doors through the wall that read nothing which can be waiting: they make rows of their own.
READS_NOTHING = ("select access.receive_report(", "select access.look_up(")
TABLES = re.compile(r'(?:FROM|JOIN|INTO|UPDATE) "(\w+)"')
MOST_REMEMBERED = 100_000

Execute = Callable[[str, Any, bool, dict[str, Any]], Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """Vad en fråga är: what a statement does, told once from its text."""

    tables: tuple[str, ...]
    may_wait: bool
    is_directory: bool
    is_door: bool


class Canned:
    """Ett svar som redan finns: the part of a cursor that Django reads an answer through."""

    def __init__(self, rows: Sequence[tuple[Any, ...]] = (), rowcount: int = 1) -> None:
        self.rows, self.rowcount = iter(rows), rowcount

    def fetchone(self) -> tuple[Any, ...] | None:
        return next(self.rows, None)

    def fetchmany(self, size: int = 1) -> list[tuple[Any, ...]]:
        return [row for _, row in zip(range(size), self.rows, strict=False)]

    def fetchall(self) -> list[tuple[Any, ...]]:
        return list(self.rows)

    def close(self) -> None:
        """Nothing was opened."""


class Held:
    """Håller inne: one connection's waiting writes, and what it remembers of the directory."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection
        self.kinds: dict[str, Kind] = {}
        self.remembered: dict[tuple[object, ...], list[tuple[Any, ...]]] = {}
        self.waiting: dict[str, list[tuple[str, list[Any]]]] = {}
        self.stamped: Identity | None = None

    @contextmanager
    def household(self) -> Iterator[None]:
        """One transaction whose writes are held; all of it is written at the end, or nothing."""
        token = lazily.set(True)
        self.stamped = None
        try:
            with transaction.atomic():
                with self.connection.execute_wrapper(self):
                    yield
                self.send(list(self.waiting))
        finally:
            self.waiting.clear()
            lazily.reset(token)

    def __call__(self, execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """Django's hook: instead of running a statement at once."""
        kind = self.kinds.get(sql) or self._told(sql)
        if kind.may_wait and not many:
            self.waiting.setdefault(kind.tables[0], []).append((sql, list(params)))
            context["cursor"].cursor = Canned()
            return None
        if kind.is_directory:
            context["cursor"].cursor = Canned(self._known(execute, sql, params, context))
            return None
        if kind.is_door:
            if not sql.startswith(READS_NOTHING):
                self.send(list(self.waiting))
            self._stamp()
        elif self.waiting:
            self.send(kind.tables)
        if AT_ONCE.intersection(kind.tables):
            self._stamp()
        return execute(sql, params, many, context)

    def send(self, tables: Sequence[str]) -> None:
        """Sends what waits for these tables, after what they point at."""
        wanted = [
            table for table in self.waiting if any(table in self.points_at.get(one, {one}) for one in tables)
        ]
        if wanted and self.stamped is None:
            self._stamp()  # a trigger may ask when it is: the municipality's values are of a day
        for table in sorted(wanted, key=self.depth):
            self._send_one(self.waiting.pop(table))

    def _send_one(self, waiting: list[tuple[str, list[Any]]]) -> None:
        with self.connection.wrap_database_errors, self.connection.connection.cursor() as cursor:
            begun = 0
            for number, (sql, _) in enumerate(waiting, 1):
                if number == len(waiting) or waiting[number][0] != sql:
                    rows = [params for _, params in waiting[begun:number]]
                    if len(rows) == 1:
                        cursor.execute(sql, rows[0])
                    else:
                        cursor.executemany(sql, rows)
                    begun = number

    def _stamp(self) -> None:
        who = current.get()
        if who != self.stamped:
            stamp(self.connection, who)
            self.stamped = who

    def _told(self, sql: str) -> Kind:
        tables = tuple(TABLES.findall(sql))
        verb = sql.split(maxsplit=1)[0]
        known = (
            verb == "SELECT" and bool(tables) and set(tables) <= self.directory and "FOR UPDATE" not in sql
        )
        may_wait = (
            verb in ("INSERT", "UPDATE") and " RETURNING " not in sql and not AT_ONCE.intersection(tables)
        )
        kind = self.kinds[sql] = Kind(tables, may_wait, known, verb == "select")
        return kind

    def _known(
        self, execute: Execute, sql: str, params: Sequence[Any], context: dict[str, Any]
    ) -> list[tuple[Any, ...]]:
        """The answer from the directory, asked once for each stretch of days."""
        key = (sql, *(self.stretch(value) if isinstance(value, date) else value for value in params))
        found = self.remembered.get(key)
        if found is None:
            execute(sql, params, False, context)
            found = context["cursor"].fetchall()
            if len(self.remembered) >= MOST_REMEMBERED:
                self.remembered.clear()
            self.remembered[key] = found
        return found

    def stretch(self, on: date) -> int:
        """Which stretch of days without a change in the directory a day is in."""
        return bisect_right(self.changes, on)

    @cached_property
    def directory(self) -> frozenset[str]:
        return frozenset(model._meta.db_table for model in DIRECTORY)

    @cached_property
    def changes(self) -> list[date]:
        """Every day on which something in the directory is no longer as the day before."""
        found: set[date] = set()
        for model in DIRECTORY:
            names = {field.name for field in model._meta.fields}
            if "valid_from" in names:
                for first, last in model.objects.values_list("valid_from", "valid_to"):  # type: ignore[attr-defined]
                    found |= {first} | ({last + timedelta(days=1)} if last else set())
        return sorted(found)

    @cached_property
    def points_at(self) -> dict[str, set[str]]:
        """Each table with those it leans on: its foreign keys' tables, theirs, and itself."""
        near = {
            model._meta.db_table: {
                field.related_model._meta.db_table
                for field in model._meta.fields
                if field.is_relation and field.related_model is not None
            }
            for model in apps.get_models()
        }
        found: dict[str, set[str]] = {}
        for table in near:
            reached, ahead = {table}, [table]
            while ahead:
                new = near.get(ahead.pop(), set()) - reached
                reached |= new
                ahead += new
            found[table] = reached
        return found

    def depth(self, table: str) -> tuple[int, str]:
        """Tables that lean on fewer come first."""
        return len(self.points_at.get(table, ())), table
