"""Omplanering: many visits get other times and staff at once, each as it would be by itself, or is left with its reason.

All are looked at together, so that two may change places. What somebody has changed or told of meanwhile is left and
named; the rest is done, and each has its line in the diary. Nothing is half: who goes and when are one change.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from samtid.base.organisation.models import Staff, Unit
from samtid.ground.law.days import swedish_day
from samtid.ground.sweden import swedish_time
from samtid.steps.services.actions import record_in as record_through

from . import laying, queries, rules, words
from .models import Visit

# What is kept beside a visit, whatever it was that had changed: it may be something that not everybody there sees.
CHANGED = "Dagen har ändrats sedan förslaget gjordes."
record_in = partial(record_through, through="record_from_visits")
Inside = Callable[[int, datetime, datetime], int]


class Spot(NamedTuple):
    """När och vem."""

    at: datetime
    staff: int | None
    second: int | None

    @classmethod
    def of(cls, visit: Visit) -> Spot:
        """A visit as it is."""
        return cls(visit.planned_at, visit.staff_id, visit.second_id)

    @property
    def goes(self) -> set[int]:
        return {who for who in (self.staff, self.second) if who is not None}


@dataclass(frozen=True, slots=True)
class Change:
    """En ändring: which visit, as it was when somebody decided, and as it is to be."""

    visit: UUID
    was: Spot
    to: Spot


@dataclass(slots=True)
class Replanned:
    """Vad det blev: those that were changed, and those that were left, each with why."""

    done: list[UUID] = field(default_factory=list)
    left: dict[UUID, str] = field(default_factory=dict)


def replan(
    unit: Unit,
    changes: Sequence[Change],
    *,
    by: Staff,
    at: datetime,
    inside: Inside | None = None,
    is_kept: bool = False,
    missed: Collection[UUID] = (),
) -> Replanned:
    """Makes the changes that can be made. ``inside``: how many of the minutes somebody is at work; None when it is not asked.
    ``missed``: those whose time has passed without anybody there; others that have begun are left.

    ``is_kept``: what was left is written beside the visit, for everybody who sees it. Then it says nothing of a visit in
    somebody else's way that they may not see, and the same of one that was changed, so that neither tells of the other.
    Called by an action that has asked who may, in its transaction. The rows are held until it ends.
    """
    told = {change.visit: change for change in changes}
    held = {
        visit.pk: visit
        for visit in queries.visits(by)
        .filter(pk__in=told, service__unit=unit)
        .select_related(None)
        .select_related("service", "line")
        .select_for_update(of=("self",))
        .order_by("pk")
    }
    result = Replanned()
    days = {swedish_day(change.to.at) for change in changes}
    there = {day: {who.pk: who.name for who in queries.can_go(unit, day)} for day in days}
    for key, change in told.items():
        why = _hindrance(
            held.get(key), change, there[swedish_day(change.to.at)], inside, key in missed, at, is_kept
        )
        if why:
            result.left[key] = why
    for key, why in _barred(result, told, held, there, by):
        result.left[key] = why
    names = {pk: name for rows in there.values() for pk, name in rows.items()}
    _leave_clashes(result, told, held, names, by, is_kept)
    for key in told:
        if key in result.left:
            continue
        visit, to = held[key], told[key].to
        visit.planned_at, visit.staff_id, visit.second_id = to.at, to.staff, to.second
        result.done.append(key)
    Visit.objects.bulk_update(
        [held[key] for key in result.done], ["planned_at", "staff", "second"], batch_size=200
    )
    for key in result.done:
        record_in(held[key].service, words.Event.REPLANNED, by=by, at=at, law=rules.PARTICIPATION)
    return result


def _barred(
    result: Replanned,
    told: dict[UUID, Change],
    held: dict[UUID, Visit],
    there: dict[date, dict[int, str]],
    by: Staff,
) -> Iterator[tuple[UUID, str]]:
    """What would send somebody new where the person's plan says that she should not go."""
    for day, names in there.items():
        rows = [
            held[key]
            for key, change in told.items()
            if key not in result.left
            and swedish_day(change.to.at) == day
            and change.to.goes - change.was.goes
        ]
        found = laying.unfit_for(by, rows, day)
        for visit in rows:
            change = told[visit.pk]
            why = laying.why_not(found.get(visit.pk), visit, change.to.goes - change.was.goes)
            if why:
                who, said = next(iter(sorted(why.items())))
                yield visit.pk, f"{names[who]} {said} enligt genomförandeplanen."


def _hindrance(
    visit: Visit | None,
    change: Change,
    there: dict[int, str],
    inside: Inside | None,
    is_missed: bool,
    at: datetime,
    is_kept: bool,
) -> str:
    if visit is None:
        return "Besöket går inte att nå längre."
    if visit.is_reported:
        return "Besöket är redan rapporterat."
    if Spot.of(visit) != change.was:
        return CHANGED if is_kept else "Någon har ändrat besöket sedan dess."
    if visit.planned_at <= at and not is_missed:
        return "Besöket har redan börjat."
    if change.to.at < at:
        return "Den nya tiden har passerat."
    service = visit.service
    hinders = rules.obstacles_to_agreeing(
        times=[change.to.at],
        minutes=visit.minutes,
        what=visit.what,
        starts_on=service.starts_on,
        ends_on=service.ends_on,
        has_ended=service.ended_at is not None,
        on=swedish_day(at),
    ) + rules.obstacles_to_two(staff=change.to.staff, second=change.to.second)
    if hinders:
        return hinders[0].text
    ends_at = change.to.at + timedelta(minutes=visit.minutes)
    for who in change.to.goes:
        if who not in there:
            return "Den som skulle gå arbetar inte i enheten den dagen."
        if inside is None:
            continue
        found = inside(who, change.to.at, ends_at)
        if not found:
            return f"{there[who]} arbetar inte då."
        was = change.was.at
        kept = inside(who, was, was + timedelta(minutes=visit.minutes)) if who in change.was.goes else 0
        # what lay partly outside her shift already may, as long as no more of it does
        if found < (kept or visit.minutes):
            return f"{there[who]} slutar eller börjar mitt i den nya tiden."
    return ""


def _leave_clashes(
    result: Replanned,
    told: dict[UUID, Change],
    held: dict[UUID, Visit],
    names: dict[int, str],
    by: Staff,
    is_kept: bool,
) -> None:
    """Leaves what would put somebody at two places. One that is left stays where it was, and may be in another's way."""
    going = {key: told[key].to for key in told if key not in result.left}
    if not going:
        return
    staff = {who for spot in going.values() for who in spot.goes}
    first = min(spot.at for spot in going.values()) - timedelta(minutes=rules.LONGEST)
    last = max(spot.at for spot in going.values()) + timedelta(minutes=rules.LONGEST)
    others = {
        visit.pk: visit
        for visit in queries.visits(by)
        .select_related(None)
        .select_related("service")
        .filter(queries.NOT_REPORTED, Q(staff__in=staff) | Q(second__in=staff))
        .filter(planned_at__gt=first, planned_at__lt=last)
    }
    lying = [(visit.pk, Spot.of(visit), visit.minutes) for visit in others.values() if visit.pk not in going]
    while True:
        rows = [*lying, *((key, spot, held[key].minutes) for key, spot in going.items())]
        stuck = next(_clashing(going, rows), None)
        if stuck is None:
            return
        key, who, start, minutes, owner = stuck
        clock, visit = swedish_time(start), held[key]
        busy = f"{names.get(who, 'Den som skulle gå')} är upptagen kl. {clock:%H.%M}."
        result.left[key] = (
            busy if not is_kept or _is_told(held.get(owner) or others[owner], visit) else CHANGED
        )
        lying.append((key, Spot.of(visit), minutes))
        del going[key]


def _is_told(other: Visit, visit: Visit) -> bool:
    """Whether those who see the visit see the other one too: of the same case, or the same unit's and not sealed."""
    of_unit = other.service.unit_id == visit.service.unit_id
    return other.case_id == visit.case_id or (of_unit and not other.is_sealed)


def _clashing(
    going: dict[UUID, Spot], rows: list[tuple[UUID, Spot, int]]
) -> Iterator[tuple[UUID, int, datetime, int, UUID]]:
    by_staff: dict[int, list[tuple[rules.Booking, UUID]]] = {}
    for key, spot, minutes in rows:
        for who in spot.goes:
            by_staff.setdefault(who, []).append((rules.Booking.of(spot.at, minutes), key))
    length = {key: minutes for key, _, minutes in rows}
    for key, spot in going.items():
        mine = rules.Booking.of(spot.at, length[key])
        for who in spot.goes:
            for other, owner in by_staff[who]:
                if owner != key and mine.meets(other):
                    yield key, who, other.start, length[key], owner
