"""Schemat: shifts that hold the visits of those who go home to people, and some who are away."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from random import Random

from samtid.base.organisation.models import Staff
from samtid.ground.sweden import swedish_day, swedish_moment
from samtid.resources.roster.models import Absence, Contract, Reason, Shift
from samtid.resources.roster.rules import DAY, WEEK, bounds, monday
from samtid.resources.roster.words import AbsenceKind, BreakKind

from .week import SHIFT, Lane, Week

BEHIND, AHEAD = 1, 3  # weeks
FULL_TIME = 37 * 60  # minutes a week
BREAK = 30
LAID_BEFORE = timedelta(days=40)
WENT_HOME = timedelta(minutes=20)  # before the demo's own now


def lay(week: Week, *, seed: str) -> None:
    """The unit's roster: a week back and three ahead, by its planner."""
    chance = Random(f"{seed}/roster/{week.unit.name}")
    at = swedish_moment(week.today - LAID_BEFORE, time(10))
    Contract.objects.bulk_create(
        Contract(
            staff=lane.staff,
            from_on=max(lane.staff.valid_from, swedish_day(at)),
            minutes_a_week=FULL_TIME,
            said_at=at,
            said_by=week.staffing.manager(week.unit, week.today),
        )
        for lane in week.lanes
    )
    gone = _away(week, chance)
    Shift.objects.bulk_create(shift for lane in week.lanes for shift in _shifts(week, lane, at))
    for staff, kind, first, last, told in gone:
        reason = Reason.objects.create(staff=staff, kind=kind, told_at=told, told_by=staff)
        Absence.objects.create(
            reason=reason, staff=staff, starts_at=first, ends_at=last, told_at=told, told_by=staff
        )


def _shifts(week: Week, lane: Lane, at: datetime) -> list[Shift]:
    first = monday(week.today) - WEEK * BEHIND
    found = []
    for day in (first + DAY * n for n in range(7 * (BEHIND + AHEAD))):
        if lane.is_free(day.weekday()) or not lane.staff.holds_on(day):
            continue
        begins = lane.shift(day.weekday())
        start = swedish_moment(day, time(begins // 60, begins % 60))
        found.append(
            Shift(
                unit=week.unit,
                staff=lane.staff,
                starts_at=start,
                ends_at=start + timedelta(minutes=SHIFT),
                break_kind=BreakKind.REST,
                break_minutes=BREAK,
                made_at=at,
                made_by=week.planner,
            )
        )
    return found


def _away(week: Week, chance: Random) -> list[tuple[Staff, AbsenceKind, datetime, datetime, datetime]]:
    """Somebody went home ill a moment ago, somebody was with a sick child yesterday, somebody has a holiday ahead."""
    working = [lane for lane in week.lanes if not lane.is_free(week.today.weekday())]
    others = [lane for lane in week.lanes if lane.is_free(week.today.weekday())]
    found = []
    if working:
        lane = chance.choice(working)
        start = week.until - WENT_HOME
        found.append((lane.staff, AbsenceKind.SICK, start, bounds(week.today)[1], start))
    if len(others) > 1:
        child, holiday = chance.sample(others, k=2)
        first, after = bounds(week.today - DAY)
        found.append(
            (child.staff, AbsenceKind.CHILD_CARE, first, after, swedish_moment(week.today - DAY, time(6, 10)))
        )
        begins = monday(week.today) + WEEK * 2
        told = swedish_moment(week.today - LAID_BEFORE, time(11))
        found.append(
            (holiday.staff, AbsenceKind.HOLIDAY, bounds(begins)[0], bounds(begins + DAY * 6)[1], told)
        )
    return found
