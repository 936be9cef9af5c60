"""Vem som har nyckel till ett ärende, och vad som hindrar att ge en: asked of the doors that know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from samtid.base.access.words import Ground, Reach
from samtid.base.organisation import kept
from samtid.base.organisation.models import Staff
from samtid.ground.law.days import swedish_day
from samtid.ground.law.own import Own
from samtid.ground.reasons import Obstacle

from . import rules, words
from .models import Case


def ask(question: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows that a door answers."""
    with connection.cursor() as cursor:
        cursor.execute(question, list(values))
        return list(cursor.fetchall())


def obstacles_to_handing_out(viewer: Staff, case: Case) -> list[Obstacle]:
    """What stands in the way of the viewer's giving anybody a key to the case, or the case itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select access.may_see_case(%s) and not access.sees_without_glass(%s)", [case.pk, case.pk]
        )
        [only_through_glass] = cursor.fetchone()
    return rules.obstacles_to_handing_out(only_through_glass=only_through_glass)


def obstacles_to_naming(
    viewer: Staff, case: Case, receiver: Staff, reach: str, *, until: datetime | None, at: datetime
) -> list[Obstacle]:
    """What stands in the way of the viewer's giving ``receiver`` a key to the case."""
    [(may_receive,)] = ask("select access.may_receive_key(%s, %s)", [receiver.pk, reach])
    return obstacles_to_handing_out(viewer, case) + rules.obstacles_to_naming(
        may_receive=may_receive,
        name=receiver.name,
        whole_case=reach == Reach.CASE,
        until=until,
        longest=kept.number(Own.KEY_LONGEST, swedish_day(at)),
        at=at,
    )


@dataclass(frozen=True, slots=True)
class Held:
    """En nyckel till ett ärende: whose, why, until when, and what stands in the way of taking it back."""

    key: UUID
    staff: Staff
    ground: Ground
    reach: Reach
    reason: str
    given_by: Staff | None
    given_at: datetime
    valid_until: datetime | None
    last_used: datetime | None
    keeps: str | None

    @property
    def may_end(self) -> bool:
        """Whether the viewer may take it back."""
        return self.keeps is None


def keys_of(viewer: Staff, case: Case) -> list[Held]:
    """Every key in force to a case, for one who has a key that was given."""
    rows = ask("select * from access.keys_of(%s)", [case.pk])
    staff = Staff.objects.in_bulk({pk for row in rows for pk in (row[1], row[5]) if pk})
    return [
        Held(
            row[0],
            staff[row[1]],
            Ground(row[2]),
            Reach(row[3]),
            row[4],
            staff.get(row[5]),
            row[6],
            row[7],
            row[8],
            row[9],
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Idle:
    """Nyckel utan arbete: into a unit the viewer leads. ``number`` only where the viewer sees the case."""

    key: UUID
    staff: Staff
    ground: Ground
    given_by: Staff | None
    given_at: datetime
    valid_until: datetime | None
    compartment: int
    number: str | None
    file_name: str
    why: words.NoWork
    keeps: str | None


def idle_keys(viewer: Staff) -> list[Idle]:
    """Keys into the units the viewer leads that no work stands behind."""
    rows = ask("select * from access.idle_keys()")
    staff = Staff.objects.in_bulk({pk for row in rows for pk in (row[1], row[3]) if pk})
    return [
        Idle(
            key, staff[who], Ground(ground), staff.get(giver), given_at, until, compartment, number, file,
            words.NoWork(why), keeps,
        )
        for key, who, ground, giver, given_at, until, compartment, number, file, why, keeps in rows
    ]  # fmt: skip
