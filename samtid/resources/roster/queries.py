"""Vem som arbetar när, as the viewer sees it. The wall decides; these ask and order."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import QuerySet

from samtid.base.access.viewing import seen_by
from samtid.base.organisation import kept
from samtid.base.organisation.models import Membership, Staff, StaffSkill
from samtid.ground.law.municipal import Own
from samtid.ground.names import order

from . import rules
from .models import Absence, Shift
from .words import ShiftKind


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


def working(viewer: Staff, unit_id: int, day: date) -> list[Working]:
    """Who can be sent by the unit that Swedish day, and when: their shifts without what they are away. By name, then time.

    Jour, standby and training are not times for visits. Two shifts that meet are one.
    """
    first, after = rules.bounds(day)
    gone = away(viewer, first, after)
    found: dict[int, tuple[Staff, list[rules.Interval]]] = {}
    for shift in between(viewer, first, after).filter(unit=unit_id):
        if not ShiftKind(shift.kind).goes_out:
            continue
        start, end = max(first, shift.starts_at.astimezone(UTC)), min(after, shift.ends_at.astimezone(UTC))
        spans = found.setdefault(shift.staff_id, (shift.staff, []))[1]
        for left in rules.left_of(start, end, gone.get(shift.staff_id, ())):
            if spans and spans[-1][1] == left[0]:
                spans[-1] = (spans[-1][0], left[1])
            else:
                spans.append(left)
    everyone = sorted(found.values(), key=lambda row: (order(row[0].name), row[0].pk))
    return [Working(staff, *span) for staff, spans in everyone for span in spans]


def skills(viewer: Staff, unit_id: int, day: date) -> dict[int, frozenset[str]]:
    """What each one in the unit may do that day, by the number of the staff: skills and delegations that hold then."""
    members = Membership.objects.on(day).filter(unit=unit_id).values("staff")
    found: dict[int, set[str]] = {pk: set() for pk in members.values_list("staff", flat=True)}
    rows = StaffSkill.objects.on(day).filter(staff__in=members).values_list("staff", "skill")
    for staff, skill in rows:
        found[staff].add(skill)
    return {staff: frozenset(held) for staff, held in found.items()}


def limits(on: date) -> rules.Limits:
    """What the law, or the agreement in its place, says of rest on a day. What is missing is refused: raises ``NotYet``."""
    return rules.Limits(
        daily_rest=timedelta(hours=kept.number(Own.DAILY_REST, on)),
        weekly_rest=timedelta(hours=kept.number(Own.WEEKLY_REST, on)),
        all_time_weeks=kept.number(Own.WORKING_WEEKS, on),
    )
