"""Vem som arbetar när, as the viewer sees it. The wall decides; these ask and order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from samtid.base.access.viewing import check, seen_by
from samtid.base.organisation import kept, roles
from samtid.base.organisation.models import Staff, Unit
from samtid.base.organisation.queries import colleagues
from samtid.ground.law.own import Own
from samtid.ground.names import order
from samtid.ground.reasons import Obstacle
from samtid.steps.visits import queries as visits
from samtid.steps.visits.models import Visit

from . import rules
from .models import Absence, Contract, Reason, Shift
from .words import ShiftKind

IN_VIEW = roles.SEES_PERSONS  # the roles whose members have a row in the unit's week


@dataclass(frozen=True, slots=True)
class Working:
    """I tjänst: when somebody can be sent that day, from ``starts_at`` up to but not including ``ends_at``, in UTC."""

    staff: Staff
    starts_at: datetime
    ends_at: datetime


def shifts(viewer: Staff) -> QuerySet[Shift]:
    """Shifts that stand, in order of time."""
    return (
        seen_by(viewer, Shift)
        .filter(revoked_at=None)
        .select_related("staff", "unit")
        .order_by("starts_at", "pk")
    )


def between(viewer: Staff, start: datetime, end: datetime) -> QuerySet[Shift]:
    """Shifts that stand and touch a time."""
    return shifts(viewer).filter(starts_at__lt=end, ends_at__gt=start)


def absences(viewer: Staff, start: datetime, end: datetime) -> QuerySet[Absence]:
    """Those who are away some of the time, told and not taken back."""
    return (
        seen_by(viewer, Absence)
        .filter(starts_at__lt=end, ends_at__gt=start)
        .select_related("staff")
        .order_by("starts_at", "pk")
    )


def away(viewer: Staff, start: datetime, end: datetime) -> dict[int, list[rules.Interval]]:
    """When each one is away, by the number of the staff: up to when she was back, if she has been."""
    found: dict[int, list[rules.Interval]] = defaultdict(list)
    for one in absences(viewer, start, end):
        last = one.back_at or one.ends_at
        if last > one.starts_at:
            found[one.staff_id].append((one.starts_at.astimezone(UTC), last.astimezone(UTC)))
    return found


def is_laid(viewer: Staff, unit_id: int, day: date) -> bool:
    """Whether the unit has any shift that stands that Swedish day, also of somebody who is away."""
    return between(viewer, *rules.bounds(day)).filter(unit=unit_id).exists()


def working(viewer: Staff, unit_id: int, day: date) -> list[Working]:
    """Who can be sent by the unit some time that Swedish day, and when: shifts without what they are away. By name, then time.

    A night is whole: it began the day before, or goes on into the next. Jour, standby and training are not times for visits.
    Two shifts that meet are one.
    """
    first, after = rules.bounds(day)
    gone = away(viewer, first - rules.DAY, after + rules.DAY)
    found: dict[int, tuple[Staff, list[rules.Interval]]] = {}
    for shift in between(viewer, first, after).filter(unit=unit_id):
        if not ShiftKind(shift.kind).goes_out:
            continue
        start, end = shift.starts_at.astimezone(UTC), shift.ends_at.astimezone(UTC)
        spans = found.setdefault(shift.staff_id, (shift.staff, []))[1]
        for left in rules.left_of(start, end, gone.get(shift.staff_id, ())):
            if left[1] <= first or left[0] >= after:
                continue  # what is left of the night is not of this day
            if spans and spans[-1][1] == left[0]:
                spans[-1] = (spans[-1][0], left[1])
            else:
                spans.append(left)
    everyone = sorted(found.values(), key=lambda row: (order(row[0].name), row[0].pk))
    return [Working(staff, *span) for staff, spans in everyone for span in spans]


def limits(on: date) -> rules.Limits:
    """What the law, or the agreement in its place, says of rest on a day. What is missing is refused: raises ``NotYet``."""
    return rules.Limits(
        daily_rest=timedelta(hours=kept.number(Own.DAILY_REST, on)),
        weekly_rest=timedelta(hours=kept.number(Own.WEEKLY_REST, on)),
        all_time_weeks=kept.number(Own.WORKING_WEEKS, on),
    )


@dataclass(frozen=True, slots=True)
class Hours:
    """När någon arbetar, in whatever unit: which shift it is, and what the rules count."""

    shift: UUID
    stint: rules.Stint


def hours(viewer: Staff, staff: Iterable[int], since: datetime, until: datetime) -> dict[int, list[Hours]]:
    """When each one works, in every unit, for those who lay her roster or herself. Where is not told."""
    check(viewer)
    found: dict[int, list[Hours]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            "select shift, staff, starts_at, ends_at, kind, break_kind, break_minutes, break_at "
            "from access.hours_of(%s, %s, %s)",
            [list(staff), since, until],
        )
        for shift, who, start, end, kind, *pause in cursor.fetchall():
            found[who].append(Hours(shift, rules.Stint(start, end, ShiftKind(kind), *pause)))
    return found


def counted_with(stint: rules.Stint, limits: rules.Limits) -> rules.Interval:
    """The time in which other shifts count when one is judged."""
    weeks = max(rules.FOUR_WEEKS, limits.all_time_weeks) + 1
    return stint.starts_at - rules.WEEK * weeks, stint.ends_at + rules.WEEK * weeks


def contracts(viewer: Staff, staff: Iterable[int], on: date) -> dict[int, int]:
    """Minutes a week that each one has agreed to work on a day."""
    rows = (
        seen_by(viewer, Contract)
        .filter(staff__in=list(staff), from_on__lte=on)
        .order_by("from_on", "said_at", "pk")
    )
    return dict(rows.values_list("staff", "minutes_a_week"))


def reasons(viewer: Staff, away: Iterable[Absence]) -> dict[UUID, str]:
    """Why, by the number of the absence, where it is the viewer's to read."""
    rows = seen_by(viewer, Reason).filter(absence__in=list(away)).values_list("absence", "kind")
    return {pk: Reason(kind=kind).kind_label for pk, kind in rows}


@dataclass(frozen=True, slots=True)
class Cell:
    """En dag för en medarbetare."""

    day: date
    shifts: list[Shift]
    away: list[Absence]


@dataclass(frozen=True, slots=True)
class Row:
    """En medarbetares vecka. ``minutes`` are of all units; ``contract`` None: nobody has said how much."""

    staff: Staff
    cells: list[Cell]
    minutes: int
    contract: int | None
    wrong: list[Obstacle] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Week:
    """Enhetens vecka, from a Monday."""

    days: list[date]
    rows: list[Row]
    why: dict[UUID, str]


def week(viewer: Staff, unit: Unit, first: date, *, judged: bool) -> Week:
    """Who works when in a week. ``judged``: with what the law says, for those who lay the roster."""
    days = [first + rules.DAY * n for n in range(7)]
    start, end = rules.bounds(days[0])[0], rules.bounds(days[-1])[1]
    rows = list(between(viewer, start, end).filter(unit=unit))
    gone = [one for one in absences(viewer, start, end) if not one.is_withdrawn]
    members = {one.pk: one for day in (days[0], days[-1]) for one in colleagues(unit, day, *IN_VIEW)}
    staff = sorted(
        (members | {one.staff_id: one.staff for one in rows}).values(),
        key=lambda one: (order(one.name), one.pk),
    )
    agreed = contracts(viewer, [one.pk for one in staff], days[-1])
    limit = limits(first)
    since, until = counted_with(rules.Stint(start, end), limit)
    every = hours(viewer, [one.pk for one in staff], since, until) if judged else {}
    found = []
    for who in staff:
        own = [one for one in rows if one.staff_id == who.pk]
        off = [one for one in gone if one.staff_id == who.pk]
        cells = [
            Cell(
                day, [one for one in own if one.stint.day == day], [one for one in off if _touches(one, day)]
            )
            for day in days
        ]
        worked = [one.stint for one in every.get(who.pk, ()) if days[0] <= one.stint.day <= days[-1]] or [
            one.stint for one in own
        ]
        minutes = sum(
            int(one.works.total_seconds() // 60) for one in worked if one.kind in rules.COUNTS_AS_ORDINARY
        )
        wrong = _wrong(who.name, own, every.get(who.pk, []), limit) if judged else []
        found.append(Row(who, cells, minutes, agreed.get(who.pk), wrong))
    return Week(days, found, reasons(viewer, gone))


def _touches(one: Absence, day: date) -> bool:
    first, after = rules.bounds(day)
    return one.starts_at < after and first < (one.back_at or one.ends_at)


def _wrong(name: str, own: Iterable[Shift], every: Collection[Hours], limit: rules.Limits) -> list[Obstacle]:
    """What the law says of the shifts as they stand, each thing once; what a manager has approved is said no more."""
    found: dict[str, Obstacle] = {}
    for shift in own:
        if not shift.approved_why:
            others = [one.stint for one in every if one.shift != shift.pk]
            for one in rules.obstacles_to_shift(name=name, wanted=shift.stint, others=others, limits=limit):
                found.setdefault(one.text, one)
    return list(found.values())


def own(viewer: Staff, start: datetime, end: datetime) -> QuerySet[Shift]:
    """The viewer's own shifts, those called off too: one must know that one is not to come."""
    return (
        seen_by(viewer, Shift)
        .filter(Q(revoked_at=None) | Q(replaced_by=None), staff=viewer, starts_at__lt=end, ends_at__gt=start)
        .select_related("unit", "revoked_by")
        .order_by("starts_at", "pk")
    )


def own_absences(viewer: Staff, since: datetime) -> QuerySet[Absence]:
    """The viewer's own that have not ended, or ended lately."""
    return (
        seen_by(viewer, Absence)
        .filter(staff=viewer, ends_at__gte=since)
        .select_related("reason", "told_by")
        .order_by("starts_at", "pk")
    )


def seen(viewer: Staff, who: Staff, since: datetime, until: datetime) -> list[datetime]:
    """When visits that somebody has carried out were to end: then she was at work. Nothing sealed: all see since when
    she is away, and would know that she had been somewhere."""
    rows = visits.visits(viewer).filter(
        Q(staff=who) | Q(second=who), carried_out_at__lte=until, is_sealed=False
    )
    return [min(one.ends_at, until) for one in rows.filter(planned_at__gte=since, planned_at__lte=until)]


def lost(viewer: Staff, units: Iterable[Unit | int], start: datetime, end: datetime) -> QuerySet[Visit]:
    """Visits whose staff is away then, or whose shift has been called off, not reported yet, in order of time.

    ``staff_lost`` and ``second_lost`` say which of the two.
    """
    return (
        visits.visits(viewer)
        .filter(visits.NOT_REPORTED, service__unit__in=list(units), planned_at__gte=start, planned_at__lt=end)
        .annotate(staff_lost=_is_lost("staff"), second_lost=_is_lost("second"))
        .filter(Q(staff_lost=True) | Q(second_lost=True))
    )


def _is_lost(who: str) -> Q:
    away = Absence.objects.annotate(until=Coalesce("back_at", "ends_at")).filter(
        staff=OuterRef(who), starts_at__lte=OuterRef("planned_at"), until__gt=OuterRef("planned_at")
    )
    then = Shift.objects.filter(
        staff=OuterRef(who), starts_at__lte=OuterRef("planned_at"), ends_at__gt=OuterRef("planned_at")
    )
    return Q(Exists(away)) | Q(Exists(then.exclude(revoked_at=None))) & ~Q(
        Exists(then.filter(revoked_at=None))
    )


def lost_by(viewer: Staff, unit: Unit, who: Staff, start: datetime, end: datetime) -> list[Visit]:
    """Of them those that one member of staff was to make."""
    return [
        one
        for one in lost(viewer, [unit], start, end)
        if (one.staff_id == who.pk and one.staff_lost) or (one.second_id == who.pk and one.second_lost)  # type: ignore[attr-defined]
    ]
