"""Dagen som den som planerar ser den: visits, shifts, locks and what is proposed. The wall decides; these ask and order."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet

from samtid.base.access.viewing import seen_by
from samtid.base.organisation import kept
from samtid.base.organisation.models import Staff, Unit
from samtid.ground.law.own import Own
from samtid.ground.names import order
from samtid.ground.sweden import swedish_time
from samtid.resources.roster import queries as roster
from samtid.steps.visits import laying
from samtid.steps.visits import queries as visits
from samtid.steps.visits.models import Visit
from samtid.steps.visits.rules import bounds

from . import asked as asking
from . import rules, travel
from .models import Lock, Proposal, ProposedMove


@dataclass(frozen=True)
class TheDay:
    """En enhets dag, as one viewer sees it. Minutes are counted from ``zero``, the day's first moment."""

    unit: Unit
    day: date
    zero: datetime
    length: int
    visits: Sequence[Visit]
    beside: Sequence[Visit]  # of the day before and after, over midnight
    tasks: Sequence[rules.Task]
    against: rules.Rules  # what the day is measured against
    staff: Sequence[Staff]  # everybody with a row of her own on the board
    mean: int

    @cached_property
    def names(self) -> dict[int, str]:
        return {who.pk: who.name for who in self.staff}

    @cached_property
    def measured(self) -> rules.Measured:
        return rules.measure(self.counted, self.against)

    @property
    def counted(self) -> list[rules.Task]:
        """What numbers may be made of: nothing sealed, so that no count tells another of it. What lies beside is in the way."""
        return [task for task in self.tasks if not task.is_apart]

    @cached_property
    def version(self) -> str:
        """The same as long as nobody has changed anything that a plan is built on."""
        rows = [
            f"{visit.pk}{visit.planned_at.timestamp()}{visit.minutes}{visit.staff_id}{visit.second_id}{visit.is_reported}"
            for visit in (*self.visits, *self.beside)
            if not visit.is_sealed
        ]
        rows += [f"låst {task.key}" for task in self.counted if task.is_locked]
        shifts = [str(shift) for _, row in sorted((self.against.shifts or {}).items()) for shift in row]
        return hashlib.blake2b("\n".join(rows + shifts).encode(), digest_size=8).hexdigest()

    def minute(self, moment: datetime) -> int:
        return int((moment - self.zero).total_seconds() // 60)

    def moment(self, minute: int) -> datetime:
        return self.zero + timedelta(minutes=minute)

    def clock(self, minute: int) -> str:
        """As the clocks on the wall show it, also the night they are moved."""
        return f"{swedish_time(self.moment(minute)):%H.%M}"

    @property
    def hours(self) -> list[int]:
        """What the clocks show each hour of this day and the next, so that what is drawn says what the wall does."""
        return [swedish_time(self.moment(60 * hour)).hour for hour in range(self.length // 60 + 24)]

    def movable(self, at: datetime) -> list[rules.Task]:
        """What a proposal may move now."""
        return rules.movable(self.tasks, now=self.minute(at), length=self.length)

    def missed(self, at: datetime) -> set[UUID]:
        """What should have begun, and nobody was there."""
        return {task.key for task in self.tasks if not task.is_done and task.start <= self.minute(at)}

    def asked(self, at: datetime) -> asking.Asked:
        """The question that the kernel gets."""
        earliest = asking.soonest(self.minute(at), self.length)
        return asking.Asked(
            tasks=asking.on_their_way(self.tasks, self.against, earliest),
            rules=self.against,
            leeway=kept.number(Own.PLAN_LEEWAY, self.day),
            earliest=earliest,
            mean=self.mean,
            length=self.length,
        )


def the_day(viewer: Staff, unit: Unit, day: date, at: datetime) -> TheDay:
    """Everything that the board and a proposal are made of, in a handful of questions."""
    first, after = (moment.astimezone(UTC) for moment in bounds(day))
    near = list(visits.around(viewer, unit, day).select_related("line"))
    rows = [visit for visit in near if first <= visit.planned_at < after]
    length = int((after - first).total_seconds() // 60)
    mean, leeway = kept.number(Own.TRAVEL_MINUTES, day), kept.number(Own.PLAN_LEEWAY, day)
    reach = max([after, *(row.ends_at + timedelta(minutes=mean + leeway) for row in rows)])
    beside = [
        visit
        for visit in near
        if visit.not_carried_out_at is None
        and (visit.planned_at < first or after <= visit.planned_at < reach)
    ]
    locked = set(locks(viewer).filter(visit__in=[row.pk for row in rows]).values_list("visit", flat=True))
    shifts, working = _shifts(viewer, unit, day, first)
    staff = {who.pk: who for who in visits.can_go(unit, day)} | working
    for visit in rows:
        staff |= {who.pk: who for who in (visit.staff, visit.second) if who is not None}
    told = laying.unfit_for(viewer, rows, day)
    barred = {
        (visit.pk, who): why
        for visit in rows
        for who, why in laying.why_not(told.get(visit.pk), visit, staff).items()
    }
    against = rules.Rules(travel.road(mean), shifts, known(viewer, unit, first), barred)
    now = int((at - first).total_seconds() // 60)
    tasks = [_task(visit, first, visit.pk in locked) for visit in rows if visit.not_carried_out_at is None]
    tasks = [replace(task, is_done=task.is_done or against.happens(task, now)) for task in tasks]
    for visit in beside:
        task = _task(visit, first, is_locked=False)
        tasks.append(replace(task, is_beside=True, is_done=task.start < 0))
    return TheDay(
        unit=unit,
        day=day,
        zero=first,
        length=length,
        visits=rows,
        beside=beside,
        tasks=tasks,
        against=against,
        staff=sorted(staff.values(), key=lambda who: (order(who.name), who.pk)),
        mean=mean,
    )


def _task(visit: Visit, zero: datetime, is_locked: bool) -> rules.Task:
    return rules.Task(
        key=visit.pk,
        start=int((visit.planned_at - zero).total_seconds() // 60),
        minutes=visit.minutes,
        person=visit.person_id,
        where=visit.person_id if visit.place == "home" else f"{visit.place} {visit.service.unit_id}",
        staff=visit.staff_id,
        second=visit.second_id,
        needs_two=visit.needs_two,
        is_locked=is_locked,
        is_done=visit.is_reported,
        is_apart=visit.is_sealed,
    )


def _shifts(
    viewer: Staff, unit: Unit, day: date, zero: datetime
) -> tuple[dict[int, list[rules.Shift]] | None, dict[int, Staff]]:
    """Who works when, in minutes; None where the unit has no roster that day. A night is whole, on both sides of midnight."""
    rows = list(roster.working(viewer, unit.pk, day))
    found: dict[int, list[rules.Shift]] = defaultdict(list)
    for row in rows:
        start, end = (int((moment - zero).total_seconds() // 60) for moment in (row.starts_at, row.ends_at))
        found[row.staff.pk].append(rules.Shift(row.staff.pk, start, end))
    is_laid = bool(rows) or roster.is_laid(viewer, unit.pk, day)  # all who were to work may be ill
    return (dict(found) if is_laid else None), {row.staff.pk: row.staff for row in rows}


def known(viewer: Staff, unit: Unit, before: datetime) -> frozenset[tuple[object, int]]:
    """Who has been at whom the last four weeks, as far as the viewer sees."""
    rows = (
        visits.visits(viewer)
        .select_related(None)
        .filter(service__unit=unit, planned_at__lt=before)
        .filter(planned_at__gte=before - timedelta(days=rules.KNOWN_DAYS))
        .exclude(carried_out_at=None)
        .order_by()
        .values_list("person_id", "staff_id", "second_id")
        .distinct()
    )
    return frozenset((person, who) for person, *both in rows for who in both if who is not None)


def locks(viewer: Staff) -> QuerySet[Lock]:
    """Locks that hold."""
    return seen_by(viewer, Lock).filter(unlocked_at=None).order_by("locked_at", "pk")


def proposals(viewer: Staff) -> QuerySet[Proposal]:
    """Proposals for the units where the viewer plans, the newest first."""
    return (
        seen_by(viewer, Proposal)
        .select_related("unit", "made_by", "adopted_by", "laid_aside_by")
        .order_by("-made_at", "-pk")
    )


def of_day(viewer: Staff, unit: Unit, day: date) -> QuerySet[Proposal]:
    """The proposals of a day."""
    return proposals(viewer).filter(unit=unit, day=day)


def moves(viewer: Staff, proposal: Proposal) -> QuerySet[ProposedMove]:
    """What a proposal would change, as far as the viewer sees, in order of time."""
    return (
        seen_by(viewer, ProposedMove)
        .filter(proposal=proposal, visit__person__given_name__isnull=False)
        .select_related("visit__person", "visit__service", "was_staff", "was_second", "to_staff", "to_second")
        .order_by("was_at", "pk")
    )


def steps(day: TheDay, rows: Iterable[ProposedMove]) -> list[rules.Step]:
    """What a proposal would make of the day."""
    return [
        rules.Step(row.visit_id, day.minute(row.to_at), row.to_staff_id, row.to_second_id)
        for row in rows
        if row.outcome == "waits"
    ]
