"""Öppningarna, sedda från akten: what is picked for review, what is alarming, and what the person may be told.

The log itself is in ``access``, which knows no dossier; these are the questions about it that do (``walls/log.py``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from samtid.base.organisation.models import Staff


@transaction.atomic
def pick_for_review(month: date, *, per_unit: int = 10, seed: str, by: Staff | None, at: datetime) -> int:
    """Picks the openings of a month to be reviewed; how many. What was picked before stays as it is.

    Chance is SHA-256 over ``seed`` and the opening: given the seed, anybody can draw the same lots again.
    Done by the background work, by a command, or by a log reviewer.
    """
    with connection.cursor() as cursor:
        cursor.execute("select access.pick_for_review(%s, %s, %s)", [month.replace(day=1), per_unit, seed])
        return int(cursor.fetchone()[0])


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the extract that the person may have: when, which unit, what and on which page."""

    at: datetime
    unit: str
    action: str
    page: str


def told_to_the_person(viewer: Staff, dossier_id: UUID) -> list[Told]:
    """Openings of a dossier, in the compartments whose cases the viewer has keys to; newest first.

    Another unit's part is for that unit to hand out: that it knows the person is a secret here.
    """
    with connection.cursor() as cursor:
        cursor.execute("select * from access.log_of(%s)", [dossier_id])
        return [Told(*row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Protected:
    """Öppning av en skyddad akt: who, when, what and where. ``has_key``: by a key of the reader's own to the case."""

    at: datetime
    staff_id: int
    action: str
    page: str
    file_name: str
    has_key: bool


def protected_openings(viewer: Staff, since: datetime) -> list[Protected]:
    """Others' openings of protected dossiers in the units the viewer leads, newest first.

    The first one with a key of the reader's own, and the first one without, for each reader, dossier and day.
    For a log reviewer those of every unit. Whose the dossier is, is not told.
    """
    with connection.cursor() as cursor:
        cursor.execute("select * from access.protected_openings(%s)", [since])
        return [Protected(*row) for row in cursor.fetchall()]


def files_a_day(viewer: Staff, since: datetime) -> dict[int, dict[date, int]]:
    """How many dossiers each one in the units the viewer leads has opened, day by day. Days without any are left out."""
    counted: dict[int, dict[date, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute("select * from access.files_a_day(%s)", [since])
        for staff, day, files in cursor.fetchall():
            counted.setdefault(staff, {})[day] = files
    return counted
