"""Vilka besök tittaren får se. The wall decides; these ask and order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID

from django.db.models import DurationField, ExpressionWrapper, F, Q, QuerySet, Value

from samtid.base.access.viewing import seen_by
from samtid.base.organisation import roles
from samtid.base.organisation.models import Staff, Unit
from samtid.base.organisation.queries import colleagues
from samtid.base.organisation.words import Role
from samtid.ground.names import order
from samtid.ground.sweden import swedish_day
from samtid.steps.plans.models import Plan, PlanLine
from samtid.steps.services.models import Service

from . import rules
from .models import Remark, Tap, Visit
from .words import RemarkKind

SMALL_HOURS = timedelta(hours=4)  # after midnight: what begins later than that is of another night
NOT_REPORTED = Q(carried_out_at=None, not_carried_out_at=None)


def carried_out_by(about: Service | Visit | Plan, *_: object) -> Unit:
    """The unit whose people plan and tell."""
    return about.unit if isinstance(about, Service) else about.service.unit


def visits(viewer: Staff) -> QuerySet[Visit]:
    """Visits the viewer has a key to, in order of time.

    Only those whose person may be seen, and none that were planned for after the service's end.
    """
    return (
        seen_by(viewer, Visit)
        .filter(person__given_name__isnull=False)
        .filter(Q(service__ended_at=None) | Q(planned_at__lte=F("service__ended_at")))
        .select_related("person", "service__unit", "staff", "second", "reported_by")
        .order_by("planned_at", "pk")
    )


def on_day(viewer: Staff, on: date) -> QuerySet[Visit]:
    """Visits planned for the Swedish day ``on``."""
    first, after = rules.bounds(on)
    return visits(viewer).filter(planned_at__gte=first, planned_at__lt=after)


def todays(viewer: Staff, on: date) -> QuerySet[Visit]:
    """The viewer's own visits of the day, alone or together with somebody."""
    return on_day(viewer, on).filter(Q(staff=viewer) | Q(second=viewer)).prefetch_related("service__goals")


def left_behind(viewer: Staff, on: date) -> QuerySet[Visit]:
    """The viewer's own visits of earlier days that nobody has reported, newest first."""
    first, _ = rules.bounds(on)
    own = Q(staff=viewer) | Q(second=viewer)
    return visits(viewer).filter(own, NOT_REPORTED, planned_at__lt=first).order_by("-planned_at", "pk")


def of_service(viewer: Staff, service: Service) -> QuerySet[Visit]:
    """All visits of a service."""
    return visits(viewer).filter(service=service)


def around(viewer: Staff, unit: Unit, on: date) -> QuerySet[Visit]:
    """The unit's visits of the day, those of the evening before that last into it, and those of the small hours after."""
    first, after = rules.bounds(on)
    longest = timedelta(minutes=rules.LONGEST)
    length = ExpressionWrapper(F("minutes") * timedelta(minutes=1), DurationField())
    into = Q(planned_at__gt=first - longest) & Q(planned_at__gt=Value(first) - length)
    within = Q(planned_at__gte=first) | into
    return visits(viewer).filter(within, service__unit=unit, planned_at__lt=after + SMALL_HOURS)


def unit_day(viewer: Staff, unit: Unit, on: date) -> QuerySet[Visit]:
    """The day's visits of the services that ``unit`` carries out."""
    return on_day(viewer, on).filter(service__unit=unit)


def booked(
    viewer: Staff, who: Staff, times: Sequence[datetime], *, but: Visit | None = None
) -> list[rules.Booking]:
    """When ``who`` is booked on the days of ``times`` and over their midnights, as far as seen; ``but`` is left out."""
    if not times:
        return []
    first, _ = rules.bounds(swedish_day(min(times)))
    _, after = rules.bounds(swedish_day(max(times)))
    longest = timedelta(
        minutes=rules.LONGEST
    )  # one that began the evening before, and one this may last into
    rows = visits(viewer).filter(
        NOT_REPORTED,
        Q(staff=who) | Q(second=who),
        planned_at__gt=first - longest,
        planned_at__lt=after + longest,
    )
    if but is not None:
        rows = rows.exclude(pk=but.pk)
    return [rules.Booking.of(start, minutes) for start, minutes in rows.values_list("planned_at", "minutes")]


def can_go(unit: Unit, on: date) -> QuerySet[Staff]:
    """Those who can be sent: employed on the day, in the unit, in a role that meets people."""
    return colleagues(unit, on, *(roles.SEES_PERSONS - {Role.RECEPTION}))


@dataclass(frozen=True, slots=True)
class Standing:
    """How a reported visit was, as last corrected."""

    carried_out: bool
    minutes: int | None
    reason: str


SERIES = 6  # of one service, to go on with: morning, noon, evening and night, and some to spare
SERIES_BACK = timedelta(days=60)


def series_of(viewer: Staff, service: Service, at: datetime) -> list[tuple[Visit, rules.Going]]:
    """The series of a service that are not long gone, each by its last visit; the one that ends first comes first."""
    rows = (
        seen_by(viewer, Visit).filter(service=service, planned_at__gte=at - SERIES_BACK).exclude(series=None)
    )
    found: dict[UUID | None, list[Visit]] = {}
    for visit in rows.order_by("planned_at", "pk"):
        found.setdefault(visit.series, []).append(visit)
    going = [(one[-1], rules.as_it_goes([visit.planned_at for visit in one])) for one in found.values()]
    return sorted(going, key=lambda row: (row[1].last, row[1].clock))[-SERIES:]


def line_of(viewer: Staff, visit: Visit) -> PlanLine | None:
    """The line of the plan that a visit follows, with its plan."""
    if visit.line_id is None:
        return None
    return seen_by(viewer, PlanLine).filter(pk=visit.line_id).select_related("plan").first()


def taps(viewer: Staff, visit: Visit) -> QuerySet[Tap]:
    """What was tapped about a visit where there was no line, in order."""
    return seen_by(viewer, Tap).filter(visit=visit).select_related("by").order_by("tapped_at", "pk")


def remarks(viewer: Staff, visit: Visit) -> QuerySet[Remark]:
    """What is written beside a report, in order."""
    return seen_by(viewer, Remark).filter(visit=visit).select_related("by").order_by("at", "pk")


def standing(visit: Visit) -> Standing:
    """How it was, as far as anybody has said: the report, or the newest correction of it."""
    last = visit.remarks.filter(kind=RemarkKind.CORRECTED).order_by("-at", "-pk").first()
    if last is not None:
        return Standing(bool(last.carried_out), last.minutes_done, last.reason)
    return Standing(visit.carried_out_at is not None, visit.minutes_done, visit.not_carried_out_reason)


@dataclass(frozen=True, slots=True)
class Lane:
    """One person's day: the visits in order, and the free minutes before each."""

    staff: Staff
    visits: list[Visit]
    gaps: list[int]

    @property
    def minutes(self) -> int:
        """Agreed time in minutes."""
        return sum(visit.minutes for visit in self.visits)


def busy(lanes: Iterable[Lane], visit: Visit) -> set[int]:
    """Those who are at another visit then."""
    wanted = rules.Booking(visit.planned_at, visit.ends_at)
    return {
        lane.staff.pk
        for lane in lanes
        if any(
            wanted.meets(rules.Booking(one.planned_at, one.ends_at))
            for one in lane.visits
            if one.pk != visit.pk and not one.is_reported
        )
    }


def lanes(viewer: Staff, unit: Unit, on: date) -> list[Lane]:
    """Who has what on the day: everyone in the unit who can be sent, and everyone who is."""
    pairs = [
        (who, visit)
        for visit in unit_day(viewer, unit, on)
        for who in (visit.staff, visit.second)
        if who is not None
    ]
    pairs.sort(key=lambda pair: (pair[0].name, pair[0].pk))
    busy = {
        who.pk: (who, [visit for _, visit in rows]) for who, rows in groupby(pairs, key=lambda pair: pair[0])
    }
    free: dict[int, tuple[Staff, list[Visit]]] = {
        who.pk: (who, []) for who in can_go(unit, on) if who.pk not in busy
    }
    everyone = sorted((busy | free).values(), key=lambda row: (order(row[0].name), row[0].pk))
    return [
        Lane(who, rows, rules.gaps([rules.Booking(v.planned_at, v.ends_at) for v in rows]))
        for who, rows in everyone
    ]
