"""Utläggning: which visits an adopted plan gives, beside those that are there already.

What has been told of stands. What was agreed by hand stands too, and nothing is laid on top of it. What an earlier version
gave is kept where the new one says the same, and else called off. Nothing is saved here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from samtid.base.access.viewing import seen_by
from samtid.base.organisation.models import Staff
from samtid.ground.reasons import Obstacle
from samtid.ground.sweden import swedish_day, swedish_moment
from samtid.steps.plans import queries as plans
from samtid.steps.plans.models import Plan, PlanLine
from samtid.steps.plans.rules import days_of, obstacle_to_going
from samtid.steps.services.models import Service

from . import rules
from .models import Visit
from .words import WhyNot


@dataclass(slots=True)
class Row:
    """En rad i planen och dess besök: those to come, those that are there, and those that are kept from a version before."""

    line: PlanLine
    new: list[datetime] = field(default_factory=list)
    there: list[Visit] = field(default_factory=list)
    kept: list[Visit] = field(default_factory=list)

    @property
    def last(self) -> datetime | None:
        """When the line's visits end, after the press."""
        times = [*self.new, *(one.planned_at for one in (*self.there, *self.kept))]
        return max(times, default=None)


@dataclass(slots=True)
class Layout:
    """Skillnaden som utläggningen gör: rows to lay, what is called off, and what nobody planned that stands."""

    plan: Plan
    first: date
    until: date
    rows: list[Row] = field(default_factory=list)
    off: list[Visit] = field(default_factory=list)
    beside: list[Visit] = field(default_factory=list)
    freed: list[Visit] = field(default_factory=list)  # kept, but whoever goes should not

    @property
    def count(self) -> int:
        """How many new visits."""
        return sum(len(row.new) for row in self.rows)

    @property
    def changes(self) -> bool:
        """Whether the press would do anything."""
        return bool(self.count or self.off or any(row.kept for row in self.rows))

    @property
    def mark(self) -> str:
        """What was shown, so that the press does that and nothing else."""
        said = [str(self.plan.pk), str(self.until)]
        for row in self.rows:
            said += [f"+{row.line.pk} {moment.isoformat()}" for moment in row.new]
            said += sorted(f"={row.line.pk} {one.pk}" for one in row.kept)
        said += sorted(f"-{one.pk}" for one in self.off)
        said += sorted(f"o{one.pk}" for one in self.freed)
        return sha256("\n".join(said).encode()).hexdigest()[:32]


def layout(viewer: Staff, plan: Plan, weeks: int, at: datetime) -> Layout:
    """What laying out an adopted plan for ``weeks`` weeks from now, or from its first day, would do."""
    assert plan.valid_from is not None
    service = plan.service
    versions = plans.of_service(viewer, service)
    first = max(swedish_day(at), plan.valid_from, service.starts_on)
    last = plans.last_day(plan, versions)
    ends = [one for one in (last, service.ends_on, first + timedelta(days=7 * weeks - 1)) if one is not None]
    found = Layout(plan, first, min(ends))
    lines = plans.lines(viewer, plan)
    found.rows = [Row(line) for line in lines if line.weekdays]
    visits = [
        one
        for one in seen_by(viewer, Visit)
        .filter(service=service, planned_at__gte=rules.bounds(first)[0])
        .select_related("line", "staff", "second")
        .order_by("planned_at", "pk")
        if last is None or swedish_day(one.planned_at) <= last
    ]
    _lay(found, visits, at)
    bad = plans.unfit(viewer, [service.pk], [row.line.skill for row in found.rows], first)
    for row in found.rows:
        found.freed += [
            one
            for one in row.kept
            if any(who and bad.why(service.pk, row.line.skill, who) for who in (one.staff_id, one.second_id))
        ]
    return found


def _lay(found: Layout, visits: Sequence[Visit], at: datetime) -> None:
    """Says of each visit and each time what becomes of it."""
    plan = found.plan
    open_ones = [one for one in visits if not one.is_reported]
    of_plan = {(one.line_id, swedish_day(one.planned_at)) for one in visits if _counts(one, plan)}
    off = _called_off(visits, plan)
    by_hand = [one for one in open_ones if one.line_id is None]
    earlier = {
        one.pk: one
        for one in open_ones
        if one.line is not None and one.line.plan_id != plan.pk and one.planned_at > at
    }
    for row in found.rows:
        line, details = row.line, row.line.details
        assert plan.valid_from is not None and details.starts is not None and details.minutes is not None
        row.there = [one for one in open_ones if one.line_id == line.pk]
        for day in days_of(details, plan.valid_from, found.first, found.until):
            moment = swedish_moment(day, details.starts)
            if moment <= at or (line.pk, day) in of_plan or (line.pk, day) in off:
                continue
            same = next((one for one in earlier.values() if _says_the_same(one, line, moment)), None)
            if same is not None:
                row.kept.append(earlier.pop(same.pk))
            elif not _lies_there(by_hand, moment, details.minutes):
                row.new.append(moment)
    found.off = sorted(earlier.values(), key=lambda one: (one.planned_at, str(one.pk)))
    found.beside = by_hand


def _counts(visit: Visit, plan: Plan) -> bool:
    """Whether a visit of this version is there, planned or told of: its day is not laid again."""
    is_off = visit.not_carried_out_reason == WhyNot.CANCELLED
    return visit.line is not None and visit.line.plan_id == plan.pk and not is_off


def _called_off(visits: Iterable[Visit], plan: Plan) -> set[tuple[UUID | None, date]]:
    """Days that somebody has called off while the line goes on: they stay so. After the line's last visit all begin anew."""
    ends: dict[UUID | None, date] = {}
    for one in visits:
        if not one.is_reported:
            day = swedish_day(one.planned_at)
            ends[one.line_id] = max(day, ends.get(one.line_id, day))
    return {
        (one.line_id, swedish_day(one.planned_at))
        for one in visits
        if one.line is not None
        and one.line.plan_id == plan.pk
        and one.not_carried_out_reason == WhyNot.CANCELLED
        and one.line_id in ends
        and swedish_day(one.planned_at) <= ends[one.line_id]
    }


def _says_the_same(visit: Visit, line: PlanLine, moment: datetime) -> bool:
    return (visit.planned_at, visit.minutes, visit.what, visit.place, visit.needs_two) == (
        moment, line.minutes, line.what, line.place, line.needs_two,
    )  # fmt: skip


def _lies_there(by_hand: Iterable[Visit], moment: datetime, minutes: int) -> bool:
    wanted = rules.Booking.of(moment, minutes)
    return any(wanted.meets(rules.Booking.of(one.planned_at, one.minutes)) for one in by_hand)


def obstacles_to_laying(plan: Plan, found: Layout | None, *, has_ended: bool, weeks: int) -> list[Obstacle]:
    """What stands in the way of laying out a plan."""
    if has_ended:
        return [Obstacle("Insatsen är avslutad.")]
    if not plan.is_adopted:
        return [
            Obstacle("Planen är inte antagen än. Den läggs ut när den är överenskommen.", rules.PARTICIPATION)
        ]
    if not 1 <= weeks <= rules.MOST_WEEKS:
        return [Obstacle(f"Välj mellan 1 och {rules.MOST_WEEKS} veckor.", field="weeks")]
    if found is None:
        return []
    if found.until < found.first:
        return [Obstacle("Den här versionen gäller inte längre. Lägg ut den som har tagit över.")]
    if not found.rows and not found.off:
        return [Obstacle("Planen har ingen rad med bestämda dagar. Avtala besöken när de behövs.")]
    if not found.changes:
        return [Obstacle("Alla besök i planen finns redan.")]
    return []


def hindered_by_plan(
    service: Service,
    times: Sequence[datetime],
    going: Iterable[Staff | None],
    *,
    by: Staff,
    line: PlanLine | None,
) -> list[Obstacle]:
    """What the person's plan says against sending somebody, on the first and the last of the days."""
    sent = [who for who in going if who is not None]
    skill = line.skill if line is not None else ""
    found = {}
    for day in {swedish_day(moment) for moment in (times and (min(times), max(times)))} if sent else ():
        told = plans.unfit(by, [service.pk], [skill], day)
        for who in sent:
            if why := told.why(service.pk, skill, who.pk):
                found[who.pk] = obstacle_to_going(who.name, why)
    return list(found.values())


def unfit_for(viewer: Staff, visits: Iterable[Visit], on: date) -> dict[UUID, plans.Unfit]:
    """What the plans say of who should not go, for the visits of a day in few questions."""
    rows = list(visits)
    if not rows:
        return {}
    found = plans.unfit(
        viewer, {one.service_id for one in rows}, {one.line.skill for one in rows if one.line}, on
    )
    return {one.pk: found for one in rows}


def why_not(found: plans.Unfit | None, visit: Visit, who: Iterable[int]) -> dict[int, str]:
    """Of those who can be sent, who should not, and why."""
    if found is None:
        return {}
    skill = visit.line.skill if visit.line else ""
    told = {pk: found.why(visit.service_id, skill, pk) for pk in who}
    return {pk: why for pk, why in told.items() if why}
