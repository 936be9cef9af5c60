"""Vad planeringen berättar: a proposal that waits, and somebody who is at two places tomorrow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from samtid.base.organisation.models import Unit
from samtid.base.organisation.words import Role
from samtid.ground.offers import Day, LogWords, Menu, Offers, Waiting
from samtid.ground.sweden import swedish_day
from samtid.steps.visits import queries as visits
from samtid.steps.visits.rules import Booking, bounds

from . import queries
from .walls import PLANNERS

AHEAD = timedelta(days=1)


def waits(day: Day) -> Iterable[Waiting]:
    """For those who plan: what only needs a yes, and what does not hold today and tomorrow."""
    units = day.units(*(str(role) for role in PLANNERS))
    if units:
        yield from _proposals(day, units)
        yield from _clashes(day, units)


def _proposals(day: Day, units: dict[int, Unit]) -> Iterator[Waiting]:
    rows = queries.proposals(day.viewer).filter(
        unit__in=units, adopted_at=None, laid_aside_at=None, day__gte=day.today
    )
    for one in day.first(rows):
        yield _line(
            units[one.unit_id],
            one.day,
            day,
            f"Ett förslag väntar på svar: {one.kind_label.lower()}",
            "Se förslaget",
        )


def _clashes(day: Day, units: dict[int, Unit]) -> Iterator[Waiting]:
    first, (_, after) = day.at, bounds(day.today + AHEAD)
    rows = (
        visits.visits(day.viewer)
        .filter(visits.NOT_REPORTED, service__unit__in=units, planned_at__gte=first, planned_at__lt=after)
        .exclude(is_sealed=True)
        .exclude(staff=None)
        .order_by("planned_at", "pk")
        .values_list("service__unit", "planned_at", "minutes", "staff", "second")
    )
    last: dict[int, Booking] = {}
    found: Counter[tuple[int, date]] = Counter()
    for unit, start, minutes, *both in rows:
        mine = Booking.of(start, minutes)
        for who in both:
            if who is None:
                continue
            if who in last and last[who].meets(mine):
                found[unit, swedish_day(start)] += 1
            if who not in last or last[who].end < mine.end:
                last[who] = mine
    for (unit, on), count in sorted(found.items(), key=lambda row: (row[0][1], row[0][0])):
        word = "1 krock" if count == 1 else f"{count} krockar"
        when = "i dag" if on == day.today else "i morgon"
        yield _line(units[unit], on, day, f"{word} {when}: någon är planerad på två ställen", "Se tavlan")


def _line(unit: Unit, on: date, day: Day, what: str, step: str) -> Waiting:
    return Waiting(
        what=what,
        step=step,
        address="planning:board",
        about=unit.pk,
        part=f"?dag={on}",
        due_on=on,
        first=on == day.today,
        who=unit.name,
        need="Planera",
    )


OFFERS = Offers(
    menu=[Menu("Planera", "planning:own", 31, {Role.PLANNER}, onward=True)],
    log=[LogWords("planning", "Planeringen", "För att planera enhetens dag")],
    waits=waits,
    waits_for=frozenset(PLANNERS),
)
