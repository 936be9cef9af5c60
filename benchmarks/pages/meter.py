"""Times pages and counts what they ask the database."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from django.db import connection

from samtid.base.access import identity
from samtid.base.access.backend.base import DatabaseWrapper

VIEWERS = 20
Ask = Callable[[int], Any]  # the n:th visit of a page; returns Django's answer


@dataclass(slots=True)
class Asked:
    """What one visit asked: the statements with their seconds, and how many stamps."""

    statements: list[tuple[str, Any, float]] = field(default_factory=list)
    stamps: int = 0

    @property
    def count(self) -> int:
        """Round trips: statements, savepoints and stamps."""
        return len(self.statements) + self.stamps


@contextmanager
def listening() -> Iterator[Asked]:
    """Counts every statement, those of transactions and stamps included."""
    asked = Asked()

    def heard(execute: Any, statement: str, parameters: Any, many: bool, context: dict[str, Any]) -> Any:
        begun = time.perf_counter()
        try:
            return execute(statement, parameters, many, context)
        finally:
            asked.statements.append((statement, parameters, time.perf_counter() - begun))

    begin = DatabaseWrapper._set_autocommit

    def stamped(self: DatabaseWrapper, autocommit: bool) -> None:
        begin(self, autocommit)
        asked.stamps += not autocommit and identity.current.get() is not None

    DatabaseWrapper._set_autocommit = stamped  # type: ignore[method-assign]
    try:
        with connection.execute_wrapper(heard):
            yield asked
    finally:
        DatabaseWrapper._set_autocommit = begin  # type: ignore[method-assign]


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds of a page over many visits, and its statements at the visit with most of them.

    ``cpu`` is what a visit costs, program and database together, and ``database`` the database's part of it: on a
    machine that is shared with others these stand still while the waiting does not.
    """

    cpu: float
    database: float
    median: float
    p95: float
    queries: int
    slowest: tuple[str, Any, int]  # the statement, its parameters, and at which visit it was asked


@dataclass(slots=True)
class Visits:
    """The visits of one page under one condition, taken a few at a time."""

    ask: Ask
    expected: int
    seconds: list[float] = field(default_factory=list)
    program: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)

    def warm(self, visits: int) -> None:
        """Visits that do not count."""
        for turn in range(visits):
            self.ask(turn)

    def take(self, visits: int) -> None:
        """So many more; every answer must have the expected status."""
        for turn in range(len(self.seconds), len(self.seconds) + visits):
            served, worked, begun = _served(), time.process_time(), time.perf_counter()
            answer = self.ask(turn)
            self.seconds.append(time.perf_counter() - begun)
            self.program.append(time.process_time() - worked)
            self.database.append(_served() - served)
            if answer.status_code != self.expected:
                raise RuntimeError(f"the page answered {answer.status_code}, not {self.expected}")

    def measured(self) -> Measured:
        """What they say, with some more visits that are listened to."""
        heard = []
        for turn in range(min(len(self.seconds), VIEWERS)):
            with listening() as asked:
                self.ask(turn)
            heard.append(asked)
        turn, (statement, parameters, _) = max(
            ((turn, said) for turn, asked in enumerate(heard) for said in asked.statements),
            key=lambda one: one[1][2],
        )
        whole = sorted(self.seconds)
        return Measured(
            cpu=1000 * median(map(sum, zip(self.program, self.database, strict=True))),
            database=1000 * median(self.database),
            median=1000 * median(whole),
            p95=1000 * whole[min(len(whole) - 1, round(0.95 * len(whole)))],
            queries=max(asked.count for asked in heard),
            slowest=(statement, parameters, turn),
        )


def _served() -> float:
    """Seconds of processor that the database has spent on this connection: Linux tells it to the nanosecond."""
    if connection.connection is None:
        return 0.0
    process = connection.connection.info.backend_pid
    return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9
