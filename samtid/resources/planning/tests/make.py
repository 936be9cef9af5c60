"""Builders for tests: days in memory, and a day in the database."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from samtid.base.organisation.models import Staff
from samtid.resources.planning.rules import Rules, Shift, Task
from samtid.resources.planning.travel import road
from samtid.resources.roster.tests.make import a_shift
from samtid.steps.services.models import Service
from samtid.steps.visits.models import Visit
from samtid.steps.visits.tests.make import a_visit

DAY = {1: (480, 960), 2: (480, 960)}  # two who work from 8 to 16


def a_task(number: int, start: int, staff: int | None = 1, **said: object) -> Task:
    """Half an hour at somebody of their own."""
    values = {"minutes": 30, "person": number, "where": number} | said
    return Task(key=UUID(int=number), start=start, staff=staff, **values)  # type: ignore[arg-type]


def the_rules(shifts: dict[int, tuple[int, int]] | None = None, mean: int = 8, **said: object) -> Rules:
    """Who works, and eight minutes between everybody."""
    rows = DAY if shifts is None else shifts
    made = {who: [Shift(who, *times)] for who, times in rows.items()}
    return Rules(road(mean), **({"shifts": made} | said))  # type: ignore[arg-type]


def a_planned_visit(
    service: Service, hours: float, *, staff: Staff | None, by: Staff, at: datetime, **said: object
) -> Visit:
    """A visit some hours from ``at``."""
    return a_visit(service, by=by, at=at, hours=hours, staff=staff, **said)


__all__ = ["a_planned_visit", "a_shift", "a_task", "the_rules"]
