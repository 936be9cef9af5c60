"""Utläggning: which visits an adopted plan gives, beside those that are there already.

What has been told of stands. What was agreed by hand stands too, and nothing is laid on top of it. What an earlier version
gave is kept where the new one says the same, and else called off. Nothing is saved here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db.models import Q

from samtid.base.access.viewing import seen_by
from samtid.base.organisation.models import Staff
from samtid.ground.reasons import Obstacle
from samtid.ground.sweden import swedish_day
from samtid.steps.plans import queries as plans
from samtid.steps.plans.models import Plan, PlanLine
from samtid.steps.plans.rules import days_of, obstacle_to_going
from samtid.steps.services.models import Service
from samtid.steps.services.rules import is_within

from . import queries, rules
from .gone import Spans, spans
from .models import Visit
from .words import WhyNot

NIGHT, FREES = timedelta(days=1), (WhyNot.REPLACED, WhyNot.AWAY)


@dataclass(slots=True)
class Row:
    """En rad i planen och dess besök: those to come, those that are there, and those that others than this plan gave.

    ``new`` says of each time which of the line's days it is, and who goes there; ``kept`` are of a version before,
    ``taken`` agreed by hand: both with the line's day.
    """

    line: PlanLine
    days: dict[datetime, date] = field(default_factory=dict)
    going: dict[datetime, tuple[int | None, int | None]] = field(default_factory=dict)
    there: list[Visit] = field(default_factory=list)
    kept: list[Visit] = field(default_factory=list)
    taken: list[tuple[Visit, date]] = field(default_factory=list)

    @property
    def new(self) -> list[datetime]:
        """The new times, in order."""
        return sorted(self.days)

    @property
    def holidays(self) -> list[tuple[datetime, str]]:
        """New times on red days, which somebody may want to call off."""
        return [(one, name) for one in self.new if (name := rules.holiday(swedish_day(one)))]


@dataclass(slots=True)
class Layout:
    """Skillnaden som utläggningen gör: rows to lay, what is called off, and what nobody planned that stands."""

    plan: Plan
    first: date
    until: date
    rows: list[Row] = field(default_factory=list)
    off: list[Visit] = field(default_factory=list)
    beside: list[Visit] = field(default_factory=list)
    freed: list[Visit] = field(default_factory=list)  # they stay, but somebody who goes there should not
    unfit: dict[UUID, set[int]] = field(default_factory=dict)  # who that is, by visit
    away: Spans = field(default_factory=list)  # nothing is laid there

    @property
    def count(self) -> int:
        """How many new visits."""
        return sum(len(row.days) for row in self.rows)

    @property
    def changes(self) -> bool:
        """Whether the press would do anything."""
        return bool(self.count or self.off or self.freed or any(row.kept or row.taken for row in self.rows))

    @property
    def mark(self) -> str:
        """What was shown, so that the press does that and nothing else."""
        said = [str(self.plan.pk), str(self.until)]
        for row in self.rows:
            said += [f"+{row.line.pk} {one.isoformat()} {row.going.get(one)}" for one in row.new]
            said += sorted(f"={row.line.pk} {one.pk}" for one in row.kept)
            said += sorted(f"h{row.line.pk} {one.pk}" for one, _ in row.taken)
        said += sorted(f"-{one.pk}" for one in self.off)
        said += sorted(f"o{one.pk} {sorted(self.unfit[one.pk])}" for one in self.freed)
        return sha256("\n".join(said).encode()).hexdigest()[:32]


def layout(viewer: Staff, plan: Plan, weeks: int, at: datetime) -> Layout:
    """What laying out an adopted plan for ``weeks`` weeks from now, or from its first day, would do.

    Where an earlier version is laid further, so is this one: nobody is left without by a new version.
    """
    assert plan.valid_from is not None
    service, versions = plan.service, plans.of_service(viewer, plan.service)
    first = max(swedish_day(at), plan.valid_from, service.starts_on)
    last = plans.last_day(plan, versions)
    night = max(first - NIGHT, plan.valid_from)  # the night that has begun is also today
    visits = [
        one
        for one in seen_by(viewer, Visit)
        .filter(Q(planned_at__gte=rules.bounds(night)[0]) | Q(line_day__gte=night), service=service)
        .select_related("line", "staff", "second")
        .order_by("planned_at", "pk")
        if one.plan_day >= night and (last is None or one.plan_day <= last)
    ]
    other = [one for one in visits if one.line and one.line.plan_id != plan.pk and not one.is_reported]
    far = max([first + timedelta(days=7 * weeks - 1), *(one.plan_day for one in other)])
    found = Layout(plan, first, min(one for one in (last, service.ends_on, far) if one is not None))
    found.rows = [Row(line) for line in plans.lines(viewer, plan) if line.weekdays]
    found.away = spans(viewer, service)
    _lay(found, visits, night, at)
    _fit(viewer, found, [one for one in visits if not one.is_reported and one.planned_at > at])
    for row in found.rows:
        _send(viewer, found, row)
    return found


def _lay(found: Layout, visits: Sequence[Visit], night: date, at: datetime) -> None:
    """Says of each visit and each time what becomes of it."""
    plan = found.plan
    assert plan.valid_from is not None
    by_hand = [one for one in visits if one.line is None and not one.is_reported]
    lies = _by_day(one for one in visits if one.line is not None)
    due: dict[date, list[Row]] = {}
    for row in found.rows:
        row.there = [one for one in visits if one.line_id == row.line.pk and not one.is_reported]
        for day in days_of(row.line.details, row.line.anchor or plan.valid_from, night, found.until):
            due.setdefault(day, []).append(row)
    for day in sorted({*due, *lies}):
        there = lies.get(day, [])
        for row in _without(due.get(day, []), there, at):
            _lay_one(row, day, by_hand, found.away, at)
        found.off += [one for one in there if _is_ahead(one, at) and one.line and one.line.plan_id != plan.pk]
    found.off.sort(key=lambda one: (one.planned_at, str(one.pk)))
    found.beside = by_hand


def _by_day(visits: Iterable[Visit]) -> dict[date, list[Visit]]:
    """What holds its day, by the day of its line. What was called off together, as before hospital, or replaced does not.

    One evening with the family, called off by itself, stays so.
    """
    rows = [one for one in visits if one.not_carried_out_reason not in FREES]
    together = Counter(
        one.not_carried_out_at for one in rows if one.not_carried_out_reason == WhyNot.CANCELLED
    )
    found: dict[date, list[Visit]] = {}
    for one in rows:
        if one.not_carried_out_reason != WhyNot.CANCELLED or together[one.not_carried_out_at] == 1:
            found.setdefault(one.plan_day, []).append(one)
    return found


def _without(rows: Sequence[Row], there: list[Visit], at: datetime) -> list[Row]:
    """The rows that have no visit yet on a day. Takes from ``there`` those that have found their row.

    First the line's own, then those of one that says the same, last what is told: who has had her shower has had it.
    """

    def own(one: Visit, line: PlanLine) -> bool:
        return one.line_id == line.pk

    def same(one: Visit, line: PlanLine) -> bool:
        return one.line is not None and one.line.details.same == line.details.same

    def told(one: Visit, line: PlanLine) -> bool:
        is_it = one.line is not None and (one.line.area, one.line.what) == (line.area, line.what)
        return is_it and not _is_ahead(one, at)

    left = list(rows)
    for fits in (own, same, told):
        for row in list(left):
            visit = next((one for one in there if fits(one, row.line)), None)
            if visit is None:
                continue
            there.remove(visit)
            left.remove(row)
            if fits is same and _is_ahead(visit, at):
                row.kept.append(visit)
    return left


def _lay_one(row: Row, day: date, by_hand: list[Visit], away: Spans, at: datetime) -> None:
    """A day of a row that has no visit: one that was agreed by hand and says the same becomes it, else a new one is laid."""
    moment, minutes = row.line.details.moment(day), row.line.minutes
    assert moment is not None and minutes is not None
    if moment <= at or is_within(moment, away):
        return
    hand = next((one for one in by_hand if _says_the_same(one, row.line, moment)), None)
    if hand is not None:
        by_hand.remove(hand)
        row.taken.append((hand, day))
    elif not _lies_there(by_hand, moment, minutes):
        row.days[moment] = day


def _is_ahead(visit: Visit, at: datetime) -> bool:
    return not visit.is_reported and visit.planned_at > at


def _says_the_same(visit: Visit, line: PlanLine, moment: datetime) -> bool:
    said = (visit.what.strip().casefold(), visit.planned_at, visit.minutes, visit.place, visit.needs_two)
    return said == (line.what.strip().casefold(), moment, line.minutes, line.place, line.needs_two)


def _lies_there(by_hand: Iterable[Visit], moment: datetime, minutes: int) -> bool:
    wanted = rules.Booking.of(moment, minutes)
    return any(wanted.meets(rules.Booking.of(one.planned_at, one.minutes)) for one in by_hand)


def _fit(viewer: Staff, found: Layout, ahead: Sequence[Visit]) -> None:
    """Says of every visit to come who should not go there, each on its own day."""
    of = {one.pk: row.line.skill for row in found.rows for one in (*row.kept, *row.there)}
    of |= {one.pk: row.line.skill for row in found.rows for one, _ in row.taken}
    off = {one.pk for one in found.off}
    service, told = found.plan.service_id, _Told(viewer, found)
    for one in ahead:
        skill = of.get(one.pk, "")
        sent = {who for who in (one.staff_id, one.second_id) if who} if one.pk not in off else set()
        bad = {who for who in sent if told.on(swedish_day(one.planned_at)).why(service, skill, who)}
        if bad:
            found.freed.append(one)
            found.unfit[one.pk] = bad


class _Told:
    """What the plans say of who should not go, asked once a day, or once where no line asks for a skill."""

    def __init__(self, viewer: Staff, found: Layout) -> None:
        self.viewer, self.found = viewer, found
        self.skills = {row.line.skill for row in found.rows if row.line.skill}
        self.days: dict[date, plans.Unfit] = {}

    def on(self, day: date) -> plans.Unfit:
        """On a day."""
        key = day if self.skills else self.found.first
        if key not in self.days:
            self.days[key] = plans.unfit(self.viewer, [self.found.plan.service_id], self.skills, key)
        return self.days[key]


def _send(viewer: Staff, found: Layout, row: Row) -> None:
    """Whoever goes to the line's latest visit goes to the new ones, when fit, there and free."""
    if not row.days:
        return
    service, line, times = found.plan.service, row.line, row.new
    latest = (
        seen_by(viewer, Visit)
        .filter(service=service, line__area=line.area, line__what=line.what)
        .exclude(staff=None)
        .select_related("staff", "second")
        .order_by("-planned_at", "pk")
        .first()
    )
    ours = [one for one in (*row.kept, *(hand for hand, _ in row.taken)) if one.staff_id]
    latest = max(ours, key=lambda one: one.planned_at, default=latest)
    sent = [who for who in (latest.staff, latest.second) if who is not None] if latest else []
    told = _Told(viewer, found)
    edges = {swedish_day(times[0]), swedish_day(times[-1])}
    taken = {
        who.pk: queries.booked(viewer, who, times)
        for who in sent
        if all(queries.can_go(service.unit, day).filter(pk=who.pk).exists() for day in edges)
    }
    others: dict[int | None, list[rules.Booking]] = {}
    for other in found.rows:
        for moment, pair in other.going.items():
            for pk in pair:
                others.setdefault(pk, []).append(rules.Booking.of(moment, other.line.minutes or 0))
    for moment in times:
        wanted = rules.Booking.of(moment, line.minutes or 0)
        fit = [
            pk
            for pk, booked in taken.items()
            if not told.on(swedish_day(moment)).why(service.pk, line.skill, pk)
            and not any(wanted.meets(one) for one in (*booked, *others.get(pk, ())))
        ][: 2 if line.needs_two else 1]
        row.going[moment] = (fit[0] if fit else None, fit[1] if len(fit) > 1 else None)


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
