"""Vad som är gjort och vad som är fel. Nothing here is about a person: numbers, moments, and keys of rows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from samtid.base.access.chain import Head

from .words import Fault, Kind


@dataclass(frozen=True, slots=True)
class Round:
    """Varv: a duty that was due and is done; ``told`` says what came of it in numbers."""

    duty: str
    due_at: datetime
    done_at: datetime
    told: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """Fel: a row that is not as it was written. The key says which row, and nothing of whom."""

    kind: Kind
    row: UUID
    what: Fault
    found_at: datetime


def latest() -> dict[str, Round]:
    """The latest moment met for each duty."""
    rows = _rows(
        "select distinct on (duty) duty, due_at, done_at, told::text from worker.round order by duty, due_at desc"
    )
    return {row[0]: Round(row[0], row[1], row[2], json.loads(row[3])) for row in rows}


def is_done(duty: str, due: datetime) -> bool:
    """Whether what was due at ``due`` has been done."""
    return bool(_rows("select 1 from worker.round where duty = %s and due_at = %s", [duty, due]))


def faults() -> list[Found]:
    """What is wrong now, the oldest first."""
    rows = _rows(
        "select kind, row_id, what, found_at from worker.fault where mended_at is null order by found_at, row_id"
    )
    return [Found(Kind(row[0]), row[1], Fault(row[2]), row[3]) for row in rows]


def heads() -> list[Head]:
    """Where each chain of the log of openings ends."""
    return [Head(row[0], row[1], bytes(row[2])) for row in _rows("select * from worker.heads()")]


def failed_jobs() -> list[tuple[str, int]]:
    """Jobs that were given up: the name of the task, and how many."""
    return [
        (str(row[0]), int(row[1]))
        for row in _rows(
            "select coalesce(args->>'duty', task_name), count(*) from queue.procrastinate_jobs "
            "where status = 'failed' group by 1 order by 1"
        )
    ]


def _rows(statement: str, values: list[Any] | None = None) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
