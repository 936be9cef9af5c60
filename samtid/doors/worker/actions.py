"""Vad bakgrundsarbetet gör: a duty and the line that says that it is done; and the worker's own duties.

Each is done as the worker's own role of the database, with its own purpose, by nobody in particular. A duty
and its line are one transaction, so that however often a job is started again it is done once.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from samtid.base.access import chain
from samtid.base.dossier.openings import pick_for_review
from samtid.base.organisation.models import Staff
from samtid.ground.law.days import SWEDEN
from samtid.ground.offers import Duty, Run

from . import queries, rules

FIRST = UUID(int=0)
PART = 500  # rows looked at in one transaction
KEPT = timedelta(days=30)  # how long a job that was given up is kept
# What each round of the integrity check goes through: the database's function for it, and what it is called.
CHECKS = {"check_notes": "anteckningar", "check_seals": "kontrollsummor", "check_documents": "handlingar"}


@transaction.atomic(savepoint=False)
def finish(duty: str, due: datetime, told: Mapping[str, Any], *, by: Staff | None, at: datetime) -> bool:
    """Writes down that what was due is done, and what came of it in numbers. False if it was done already."""
    return bool(
        _rows(
            "insert into worker.round (duty, due_at, done_at, told) values (%s, %s, %s, %s) "
            "on conflict do nothing returning duty",
            [duty, due, at, json.dumps(dict(told))],
        )
    )


@transaction.atomic(savepoint=False)
def do(duty: Duty, run: Run, *, by: Staff | None, at: datetime) -> bool:
    """Does a duty of any room, and writes down that it is done."""
    return finish(duty.name, run.due, duty.do(run), by=by, at=at)


@transaction.atomic
def clear_sessions(*, by: Staff | None, at: datetime) -> dict[str, Any]:
    """Takes away sessions that have expired: the rows are worth nothing, and say who has worked when."""
    [[cleared]] = _rows("select worker.clear_sessions()", [])
    return {"borttagna": cleared}


@transaction.atomic
def draw_sample(due: datetime, *, by: Staff | None, at: datetime) -> dict[str, Any]:
    """Picks openings of the month before for review (SoLPuL 10 §).

    The seed is the month and the root of the log's heads at this moment: nobody could know it while the month
    was running, and with the line of this round anybody can draw the same lots again.
    """
    month = rules.month_to_review(due)
    seed = f"{month:%Y-%m}:{chain.statement(queries.heads(), at)['root']}"
    picked = pick_for_review(month, seed=seed, by=by, at=at)
    return {"månad": f"{month:%Y-%m}", "uttagna": picked, "frö": seed}


@transaction.atomic
def hand_out_head(
    due: datetime, folder: Path, key: bytes, *, by: Staff | None, at: datetime
) -> dict[str, Any]:
    """Writes the log's head, signed, to a file of its own in ``folder``.

    A file that is there already is never written over: yesterday's head is worth nothing if today can change it.
    Raises ``OSError`` when the folder cannot be written, and the duty is then not done.
    """
    told = chain.statement(queries.heads(), at, key)
    # the moment it was due names it, so that a job that is started again finds what it wrote
    moment = due.astimezone(SWEDEN)
    parts = f"{moment:.%f}" if moment.microsecond else ""
    path = folder / f"loggens-huvud-{moment:%Y-%m-%dT%H%M%S}{parts}{moment:%z}.json"
    _write_once(path, json.dumps(told, indent=2) + "\n")
    return {"rader": told["lines"], "rot": told["root"]}


@transaction.atomic
def check_part(check: str, after: UUID, *, by: Staff | None, at: datetime) -> tuple[UUID | None, int, int]:
    """Looks at the next rows after ``after``; how far it came (None at the end), how many, how many wrong.

    ``check`` is one of ``CHECKS``. What is wrong is written down in the database, where ``queries.faults`` finds it.
    """
    if check not in CHECKS:
        raise LookupError(check)
    [[reached, checked, faults]] = _rows(f"select * from worker.{check}(%s, %s)", [after, PART])
    return reached, checked, faults


@transaction.atomic
def end_check(*, by: Staff | None, at: datetime) -> None:
    """Ends a round of the integrity check begun at ``at``: what was not found wrong this time is whole again."""
    _rows(
        "update worker.fault set mended_at = %s where seen_at < %s and mended_at is null returning kind",
        [at, at],
    )


@transaction.atomic
def tidy(*, by: Staff | None, at: datetime) -> dict[str, Any]:
    """Takes away jobs that were given up long ago; what they were to do has been due many times since."""
    gone = _rows(
        "delete from queue.procrastinate_jobs j where status in ('failed', 'cancelled', 'aborted') "
        "and not exists (select from queue.procrastinate_events e where e.job_id = j.id and e.at > %s) returning id",
        [at - KEPT],
    )
    return {"borttagna": len(gone)}


def _rows(statement: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _write_once(path: Path, text: str) -> None:
    """The whole file or nothing, and never over another."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        return
    handle, name = tempfile.mkstemp(prefix=".huvud-", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(handle)
        try:
            os.link(name, path)
        except FileExistsError:
            return
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    finally:
        Path(name).unlink(missing_ok=True)
