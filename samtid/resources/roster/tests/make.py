"""Builders for tests: shifts put in as the owner, outside the rules."""

from __future__ import annotations

from datetime import date, datetime, time

from samtid.base.organisation.models import Staff, Unit
from samtid.resources.roster.models import Absence, Reason, Shift
from samtid.resources.roster.rules import ends_on_clock


def a_shift(
    who: Staff,
    day: date,
    starts: int = 7,
    ends: int = 16,
    *,
    at: datetime,
    by: Staff,
    unit: str = "Hemtjänst",
    **said: object,
) -> Shift:
    """A shift from one hour to another, past midnight when it is not later."""
    start, end = ends_on_clock(day, time(starts), time(ends))
    values = {"break_kind": "rest", "break_minutes": 30} | said
    return Shift.objects.create(
        unit=Unit.objects.get(name=unit),
        staff=who,
        starts_at=start,
        ends_at=end,
        made_at=at,
        made_by=by,
        **values,
    )


def an_absence(
    who: Staff, start: datetime, end: datetime, *, at: datetime, by: Staff, kind: str = "sick"
) -> Absence:
    """Away, for a reason."""
    reason = Reason.objects.create(staff=who, kind=kind, told_at=at, told_by=by)
    return Absence.objects.create(
        reason=reason, staff=who, starts_at=start, ends_at=end, told_at=at, told_by=by
    )
