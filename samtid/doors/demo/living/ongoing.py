"""Det sista: what is going on today, as tasks that can be shared out among processes.

A task asks only about what the households of its part, and of those before it, have: the first about open
investigations, the second about the services of those who go home to people (order). What asks about every open
case waits until all are there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from random import Random

from samtid.base.organisation.models import Unit
from samtid.ground.law.days import swedish_day
from samtid.steps.services.models import Service

from ..population_numbers import NumberKind
from ..volumes import Need, Size
from ..volumes_course import ServiceStarted
from . import (
    asking,
    coming_in,
    deviating,
    directing,
    foreseeing,
    improving,
    leaving,
    planned,
    rostering,
    routining,
    sitting,
    touches,
    trying,
    workshopping,
)
from .filling import Wanted
from .order import GOES_HOME, Part
from .staffing import Staffing
from .week import Week


@dataclass(frozen=True, slots=True)
class Task:
    """En uppgift: its name among that which is done, which part it belongs to, and what to do."""

    name: str
    part: Part
    run: Callable[[], None]


def tasks(wanted: Wanted, needs: Iterable[Need]) -> list[Task]:
    """One task for each unit that visits people, and those that concern the whole municipality."""
    staffing, until = Staffing(), wanted.until
    extents = extents_of(needs)
    busy = set(Service.objects.filter(ended_at=None).values_list("unit", flat=True))
    units = [unit for unit in staffing.units if unit.pk in busy and unit.holds_on(swedish_day(until))]
    much = 6 if wanted.size is Size.FULL else 1
    chance = {
        name: Random(f"{wanted.label}/{name}") for name in ("notes", "drafts", "open", "hard", "workshops")
    }
    first, rest = Part.FIRST, Part.REST
    return [
        *(
            Task(f"week/{unit.pk}", _part_of(unit), partial(week_of, unit, staffing, extents, wanted))
            for unit in units
        ),
        Task("notes", first, partial(touches.notes, chance["notes"], until)),
        Task("drafts", first, partial(touches.drafts, chance["drafts"], until, 4 * much)),
        Task("hardships", first, partial(_learnt, staffing, chance["hard"], until)),
        Task("deviations", first, partial(deviating.deviations, staffing, until)),
        Task("routines", first, partial(routining.routines, staffing, until)),
        Task("why", first, partial(asking.why, staffing, until)),
        Task("tried", first, partial(trying.tried, staffing, until)),
        Task("risks", rest, partial(foreseeing.risks, staffing, until)),
        Task("meetings", rest, partial(sitting.meetings, staffing, until)),
        Task("workshops", rest, partial(workshopping.workshops, staffing, chance["workshops"], until)),
        Task("openings", rest, partial(touches.looked_at, staffing, chance["open"], until, 40 * much)),
    ]


def _learnt(staffing: Staffing, chance: Random, until: datetime) -> None:
    """What was hard, and what is planned because of it: one after the other, since a plan is tied to what was said."""
    improving.ideas(staffing, chance, until)
    directing.direction(staffing, until)


def _part_of(unit: Unit) -> Part:
    return Part.WEEK if unit.kind in GOES_HOME else Part.REST


def extents_of(needs: Iterable[Need]) -> dict[tuple[str, str], ServiceStarted]:
    """How often and how long, by identity number and service; the latest counts."""
    found: dict[tuple[str, str], ServiceStarted] = {}
    for need in needs:
        identity = need.person.identity
        reserve = identity.kind is NumberKind.RESERVE
        number = coming_in.reserve(identity.number) if reserve else identity.number
        for step in need.course.of(ServiceStarted):
            found[number, step.service] = step
    return found


def week_of(
    unit: Unit, staffing: Staffing, extents: dict[tuple[str, str], ServiceStarted], wanted: Wanted
) -> None:
    """Two weeks of visits in one unit, what has been done of today's, and the roster of those who make them."""
    week = Week(unit, staffing, extents, seed=wanted.label, until=wanted.until)
    services = Service.objects.filter(unit=unit, ended_at=None, starts_on__lte=week.today)
    for service in services.select_related("person", "unit", "case__caseworker").order_by(
        "person__number", "code"
    ):
        week.agree(service)
        if unit.kind in GOES_HOME and service.kind.has_visits:
            writers = [lane.staff for lane in week.lanes]
            planned.plan(service, writers, week.planner, seed=wanted.label, until=wanted.until)
    week.carry_out()
    if unit.kind in GOES_HOME:
        rostering.lay(week, seed=wanted.label)
        leaving.away(
            services.select_related("person", "case__caseworker").order_by("person__number", "code"),
            wanted.until,
        )
