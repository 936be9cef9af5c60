"""Vad som väntar på den som planerar: new orders, visits that nobody goes to or has told of, and deviations.

Each line stands on the first page of the one who can act: the planner of the unit that carries out, and its manager
where there is none, or when an order has waited for days. One who holds the case is told last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from samtid.base.access.asked import Asked
from samtid.base.access.viewing import seen_by
from samtid.base.organisation.models import Membership, Staff, Unit
from samtid.base.organisation.words import Role
from samtid.ground.offers import MOST, Day, Waiting, Whose
from samtid.ground.sweden import swedish_day
from samtid.steps.investigations.rules import INVESTIGATE
from samtid.steps.plans.models import Plan, PlanLine
from samtid.steps.plans.rules import HAS_PLANNER
from samtid.steps.services.catalogue import ALL
from samtid.steps.services.models import Service
from samtid.steps.services.queries import running

from . import gone, queries, rules
from .gone import who_is
from .models import Remark, Tap, Visit
from .rules import UNDONE
from .words import RemarkKind, WhyNot

# The municipality's routine, not law.
ORDER_WAITS = timedelta(days=3)  # then the manager sees it too
NOBODY_CAME = timedelta(days=7)  # then the one who holds the case does
LATELY = timedelta(days=30)  # and no longer back than that
TELL_WITHIN = timedelta(hours=2)  # after its end a visit is expected to be told of
LOOK_BACK, LOOK_AHEAD = timedelta(days=14), timedelta(days=1)
RUNS_OUT = timedelta(
    days=14
)  # before the last visit of a series more are to be agreed, so that nobody stands without
UNLAID = "Antagen plan utan besök"
NEW_ORDER = "Ny beställning: planera besök"
READ = 500  # visits: more than anybody sorts out in a day
SHOWN = 8  # orders by name; the rest is counted

# Of a version of a plan, in a question about it.
LATER = Plan.objects.filter(service=OuterRef("service"), number__gt=OuterRef("number")).exclude(
    adopted_at=None
)
LAID = Visit.objects.filter(line__plan=OuterRef("pk"))
DEVIATIONS = [str(why) for why in WhyNot if why.needs_somebody]
VISITED = [service.code for service in ALL if service.has_visits]


# units that carry out for others; those that investigate plan their own conversations
CARRIES_OUT = {
    str(kind) for service in ALL if service.has_visits for kind in service.unit_kinds
} - INVESTIGATE


def waits(day: Day) -> Iterable[Waiting]:
    """Everything, for whoever the viewer is."""
    units = {
        pk: unit for pk, unit in day.units(Role.PLANNER, Role.MANAGER).items() if unit.kind in CARRIES_OUT
    }
    if units:
        yield from _orders(day, units)
        yield from _visits(day, units)
        yield from _not_taken(day, units)
        if day.has(gone.LEFT):
            yield from gone.left(day, units)
    if set(day.roles) & {Role.CASEWORKER, Role.SENIOR}:
        yield from _nobody_came(day)


def _orders(day: Day, units: dict[int, Unit]) -> Iterator[Waiting]:
    """Services that go on and have no visit ahead of them, or whose last is near: new ones first."""
    ever = Visit.objects.filter(service=OuterRef("pk"))
    ahead = ever.filter(queries.NOT_REPORTED, planned_at__gte=day.at)
    then = day.at + RUNS_OUT
    runs_out = (
        Exists(ahead.exclude(series=None))
        & ~Exists(ahead.filter(planned_at__gte=then))
        & (Q(ends_on=None) | Q(ends_on__gt=swedish_day(then)))
    )
    adopted = Plan.objects.filter(service=OuterRef("pk")).exclude(adopted_at=None).order_by("-number")
    lines = PlanLine.objects.exclude(weekdays="")
    # a version that nobody has laid out, though it has days
    unlaid = Exists(adopted.filter(~Exists(LATER), Exists(lines.filter(plan=OuterRef("pk"))), ~Exists(LAID)))
    planners = Membership.objects.on(day.today).filter(unit=OuterRef("unit"), role=Role.PLANNER)
    mine = set(day.units(Role.PLANNER))
    rows = list(
        running(day.viewer)
        .filter(unit__in=units, code__in=VISITED)
        .filter(~Exists(ahead) | runs_out | unlaid | Exists(gone.over(day.at)))
        # nobody is to come there: what is wanted is not more visits
        .exclude(gone.IS_AWAY)
        .annotate(
            **gone.returned(day.at),
            is_visited=Exists(ever),
            plan=Subquery(adopted.values("pk")[:1]),
            holds=Subquery(adopted.filter(valid_from__lte=day.today).values("pk")[:1]),
            is_unlaid=unlaid,
            has_planner=Exists(planners),
            last_at=Subquery(ahead.order_by("-planned_at").values("planned_at")[:1]),
            series=Subquery(ahead.exclude(series=None).order_by("-planned_at").values("series")[:1]),
        )
        .order_by("is_visited", "started_at", "pk")[:MOST]
    )
    found = [
        one
        for one in rows
        if one.unit_id in mine or not one.has_planner or _is_old(one.started_at, one.last_at, day.at)
    ]
    for one in found[:SHOWN]:
        last = one.last_at and swedish_day(one.last_at)
        new = not one.is_visited
        due = max(one.starts_on, swedish_day(one.started_at)) if new else None
        yield Waiting(
            **_ordered(one, last),
            due_on=gone.back_on(one) or last or due,
            since=swedish_day(one.started_at),
            **who_is(one.person, f"{one.name}, börjar {one.starts_on}"),
        )
    rest = Counter(one.unit_id for one in found[SHOWN:])
    for pk, count in rest.items():
        many = f"minst {count}" if len(rows) == MOST else count
        yield _of_unit(
            units[pk],
            f"{many} insatser till utan besök framåt",
            "Se insatserna",
            "services:running",
            at_row=False,
        )


def _ordered(one: Any, last: date | None) -> dict[str, Any]:
    """What an order asks for: of an adopted plan that its visits are laid out, else that they are agreed."""
    new = not one.is_visited
    if one.over_is_void is not None:
        return gone.home_again(one)
    if one.plan is None:
        return {
            "what": f"Besöken tar slut {last}"
            if last
            else NEW_ORDER
            if new
            else "Inga fler besök är avtalade",
            "step": "Avtala fler besök" if last else "Planera besök",
            "address": "visits:agree",
            "about": one.pk,
            "part": f"?serie={one.series}" if last else "",
        }
    what = (
        "Ny plan är inte utlagd" if one.is_unlaid and last else f"Besöken tar slut {last}" if last else UNLAID
    )
    # what runs out is of the version that holds; a later one is asked for when its visits are what lacks
    about = one.plan if one.is_unlaid and last else one.holds or one.plan
    return {"what": what, "step": "Lägg ut besöken", "address": "visits:lay_out", "about": about}


def _is_old(started_at: datetime, last_at: datetime | None, at: datetime) -> bool:
    """Whether the planner has had her days for it, so that the manager is told too."""
    return at - started_at >= ORDER_WAITS if last_at is None else last_at - at <= ORDER_WAITS


def _visits(day: Day, units: dict[int, Unit]) -> Iterator[Waiting]:
    """What the unit's visits ask of one who plans, in one question: nobody goes, nobody told, or it went wrong."""
    first, _ = rules.bounds(day.today - LOOK_BACK)
    morning, _ = rules.bounds(day.today)
    _, after = rules.bounds(day.today + LOOK_AHEAD)
    lacks = Q(staff=None) | Q(needs_two=True, second=None)
    handled = Remark.objects.filter(visit=OuterRef("pk"), kind=RemarkKind.HANDLED)
    rows = (
        queries.visits(day.viewer)
        .filter(service__unit__in=units, planned_at__gte=first, planned_at__lt=after)
        .filter(
            Q(queries.NOT_REPORTED, lacks, planned_at__gte=morning)  # passed or not: nobody has been there
            | Q(queries.NOT_REPORTED, planned_at__lte=day.at - TELL_WITHIN)
            | Q(~Exists(handled), not_carried_out_reason__in=DEVIATIONS)
        )[:READ]
    )
    lacking: Counter[tuple[int, date]] = Counter()
    untold: dict[int, list[date]] = {}
    for one in rows:
        on, unit = swedish_day(one.planned_at), one.service.unit_id
        if one.is_reported:
            yield _deviation(day, one)
        elif (one.staff_id is None and on >= day.today) or (one.lacks and one.planned_at > day.at):
            lacking[unit, on] += 1
        elif one.ends_at + TELL_WITHIN <= day.at:
            untold.setdefault(unit, []).append(on)
    for (pk, on), count in sorted(lacking.items(), key=lambda row: row[0][1]):
        when = "i dag" if on == day.today else "i morgon"
        yield _of_unit(
            units[pk],
            f"{count} besök {when} saknar personal",
            "Välj vem som går",
            "visits:plan",
            part=f"?dag={on}#saknar",
            due_on=on,
            first=on == day.today,
        )
    for pk, days in untold.items():
        yield _of_unit(
            units[pk],
            f"{len(days)} besök är inte rapporterade",
            "Se vilka",
            "visits:plan",
            part=f"?dag={min(days)}#inte-rapporterade",
            due_on=min(days),
        )


def _not_taken(day: Day, units: dict[int, Unit]) -> Iterator[Waiting]:
    """What somebody pressed where there was no line, and could not be taken in, of visits that nobody has told of since."""
    rows = (
        seen_by(day.viewer, Tap)
        .filter(
            visit__in=queries.visits(day.viewer)
            .filter(queries.NOT_REPORTED, service__unit__in=units)
            .order_by()
        )
        .filter(came_at__gte=day.at - LOOK_BACK)
        .exclude(refused__in=("", UNDONE))
        .select_related("by", "visit__person", "visit__service")
        .order_by("came_at", "pk")[:SHOWN]
    )
    for one in rows:
        yield Waiting(
            what=f"{one.by.name} tryckte {one.said.lower()} utan täckning, men det gick inte att ta emot",
            step="Se besöket",
            address="visits:visit",
            about=one.visit_id,
            since=swedish_day(one.came_at),
            **who_is(one.visit.person, one.visit.what),
        )


def _deviation(day: Day, visit: Visit) -> Waiting:
    """A visit that did not come about in a way that somebody must act on, and that nobody has acted on."""
    why, told = WhyNot(visit.not_carried_out_reason), visit.reported_at
    assert told is not None
    return Waiting(
        what=f"Besöket blev inte av: {why.label.lower()}",
        step="Ta hand om avvikelsen",
        address="visits:visit",
        about=visit.pk,
        law=rules.SERIOUS if why.is_ours else "",
        promptly="Genast",
        since=swedish_day(told),
        part="#avvikelse",
        # behind a door that nobody opened somebody may lie on the floor
        first=why is WhyNot.NOT_HOME and swedish_day(told) == day.today,
        **who_is(visit.person, f"{visit.what}, {visit.service.unit.name}"),
    )


def _nobody_came(day: Day) -> Iterator[Waiting]:
    """Help that was to begin days ago in a case of the viewer's, and has had no visit at all."""
    latest, earliest = day.today - NOBODY_CAME, day.today - LATELY
    for one in day.first(UNVISITED(day.viewer, day.whose, day.since, earliest, latest)):
        ring = f", ring {one.unit.phone}" if one.unit.phone else ""
        yield Waiting(
            what=f"Inget besök är planerat än hos {one.unit.name}{ring}",
            step="Visa insatsen",
            address="services:service",
            about=one.pk,
            law="SoL 34 kap. 1 §",
            since=one.starts_on,
            case=one.case,
        )


def _unvisited(
    viewer: Staff, whose: Whose, since: datetime, earliest: date, latest: date
) -> QuerySet[Service]:
    none = ~Exists(Visit.objects.filter(service=OuterRef("pk")))
    return (
        seen_by(viewer, Service)
        .filter(none, whose(viewer, since), ended_at=None, code__in=VISITED, unit__kind__in=HAS_PLANNER)
        .filter(starts_on__lte=latest, starts_on__gte=earliest)
        .select_related("case", "unit")
        .order_by("starts_on", "pk")
    )


UNVISITED = Asked(_unvisited)


def _of_unit(
    unit: Unit,
    what: str,
    step: str,
    address: str,
    *,
    at_row: bool = True,
    part: str = "",
    due_on: date | None = None,
    first: bool = False,
) -> Waiting:
    return Waiting(
        what=what,
        step=step,
        address=address,
        about=unit.pk if at_row else None,
        part=part,
        due_on=due_on,
        first=first,
        who=unit.name,
        need="Enhetens dag",
    )
