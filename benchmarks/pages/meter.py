"""Times pages and counts what they ask the database."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from django.db import connection

from samtid.base.access import identity
from samtid.base.access.backend.base import DatabaseWrapper

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
    """Milliseconds of a page over many visits, and its statements at the visit with most of them."""

    median: float
    p95: float
    database: float  # the part of the median visit spent waiting for the database
    queries: int
    slowest: tuple[str, Any, int]  # the statement, its parameters, and at which visit it was asked

    @staticmethod
    def of(ask: Ask, expected: int, visits: int, warm: int) -> Measured:
        """Visits a page ``warm`` + ``visits`` times; every answer must have the expected status."""
        for turn in range(warm):
            ask(turn)
        whole = []
        for turn in range(visits):
            begun = time.perf_counter()
            answer = ask(turn)
            whole.append(time.perf_counter() - begun)
            if answer.status_code != expected:
                raise RuntimeError(f"the page answered {answer.status_code}, not {expected}")
        heard = []
        for turn in range(min(visits, 20)):
            with listening() as asked:
                ask(turn)
            heard.append(asked)
        turn, (statement, parameters, _) = max(
            ((turn, said) for turn, asked in enumerate(heard) for said in asked.statements),
            key=lambda one: one[1][2],
        )
        whole.sort()
        return Measured(
            median=1000 * median(whole),
            p95=1000 * whole[min(len(whole) - 1, round(0.95 * len(whole)))],
            database=1000 * median(sum(s[2] for s in asked.statements) for asked in heard),
            queries=max(asked.count for asked in heard),
            slowest=(statement, parameters, turn),
        )
