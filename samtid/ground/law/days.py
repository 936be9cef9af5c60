"""Dagräkning: from a trigger and a limit to the legal day, and beside it the rolled day.

Lag (1930:173) om beräkning av lagstadgad tid. § 1: weeks, months and years end on the day with the
same name or number, or on the month's last day. § 2: when the last day for an act is a Sunday,
public holiday, Saturday, Midsummer's Eve, Christmas Eve or New Year's Eve, the next weekday will do.
The two days are kept apart: the legal day is what we show and plan on; the rolled day is a right.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from samtid.ground.law.limits import (
    AtAge,
    Days,
    EndOfYearAfter,
    Hours,
    Limit,
    MonthAfter,
    Months,
    NextMonthDate,
    Quarterly,
    SameOrNextDay,
    Weeks,
    YearlyDate,
    Years,
)
from samtid.ground.sweden import SWEDEN, swedish_day, swedish_time
from samtid.ground.words import Word


class Roll(Word):
    """Vad lag (1930:173) 2 § gör med en dag som är helgdag."""

    ALLOWED = (
        "allowed",
        "Får göras nästa vardag",
        "Den sista dagen flyttas till nästa vardag om den är helgdag.",
    )
    NEVER_PLAN = (
        "never_plan",
        "Planera aldrig på nästa vardag",
        "Rätten att vänta till nästa vardag finns, men missas dagen kan åtgärden falla. Räkna med den första dagen.",
    )
    NONE = "none", "Flyttas inte", "Tiden är inte en sista dag för att göra något, så 2 § gäller inte."


@dataclass(frozen=True, slots=True)
class Due:
    """Förfallodag.

    ``legal``: the day the law names; ``None`` when it names none (*genast*, *skyndsamt*).
    ``rolled``: the next weekday when ``legal`` is a free day, else the same day; ``None`` when
    lag (1930:173) 2 § does not apply. ``moment``: for limits in hours, the aware moment itself.
    ``outer``: for *genast* as the preparatory works read it, the day after, which will do only
    for what came in late. ``period``: the days that a report is about, first and last; it can be made
    ``earliest`` the day after, which is not the day it is due.
    """

    legal: date | None
    rolled: date | None = None
    moment: datetime | None = None
    outer: date | None = None
    period: tuple[date, date] | None = None

    @property
    def earliest(self) -> date | None:
        """The first day a report about the period can be made: when it is over."""
        if self.period is None or self.period[1] == date.max:
            return None
        return self.period[1] + timedelta(days=1)


NO_DAY = Due(legal=None)


@lru_cache(maxsize=512)
def _free_days(year: int) -> frozenset[date]:
    """Public holidays and the three eves of one year; without the Sundays and Saturdays."""
    # The library takes a fifth of a second to load, which only those who count days should wait for.
    import holidays

    # Its default leaves the three eves out: they are DE_FACTO, not PUBLIC. BANK and OPTIONAL hold
    # half days that 2 § does not know. One object per year, because a shared one grows as it is read.
    categories = (holidays.PUBLIC, holidays.DE_FACTO)
    return frozenset(holidays.country_holidays("SE", years=year, categories=categories))


def is_free(day: date) -> bool:
    """Whether lag (1930:173) 2 § passes over the day: weekend, public holiday or one of the three eves."""
    return day.weekday() >= calendar.SATURDAY or day in _free_days(day.year)


def next_weekday(day: date) -> date:
    """The day itself when it is not free, else the first day after it that is not."""
    while is_free(day):
        day += timedelta(days=1)
    return day


def previous_weekday(day: date) -> date:
    """The working day before the day: what came by letter box counts as received then (FL 22 §)."""
    day -= timedelta(days=1)
    while is_free(day):
        day -= timedelta(days=1)
    return day


def add_months(day: date, months: int) -> date:
    """The same day number ``months`` later, or that month's last day (lag 1930:173 1 §)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError("date value out of range")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _moment(trigger: date | datetime) -> datetime:
    """An aware moment. A bare day is read as its first minute, the strictest reading."""
    if not isinstance(trigger, datetime):
        return datetime.combine(trigger, time.min, tzinfo=SWEDEN)
    return trigger if trigger.tzinfo else trigger.replace(tzinfo=SWEDEN)


def _legal_day(day: date, limit: Limit) -> date | None:
    match limit:
        case Days(count):
            return day + timedelta(days=count)
        case Weeks(count):
            return day + timedelta(weeks=count)
        case Months(count):
            return add_months(day, count)
        case Years(count) | AtAge(count):
            return add_months(day, 12 * count)
        case EndOfYearAfter(years):
            return date(day.year + years + 1, 12, 31)
        case YearlyDate(month, number):
            this_year = date(day.year, month, number)
            return this_year if this_year >= day else date(day.year + 1, month, number)
        case NextMonthDate(number):
            return add_months(day.replace(day=1), 1).replace(day=number)
        case MonthAfter(months):
            return add_months(day.replace(day=1), months)
        case _:
            return None


def due(trigger: date | datetime, limit: Limit, roll: Roll = Roll.ALLOWED) -> Due:
    """When the limit runs out, counted from the trigger.

    Raises ``OverflowError`` or ``ValueError`` when the day lies beyond the calendar (year 9999).
    """
    day = swedish_day(trigger)
    if isinstance(limit, Hours):
        # Counted as real hours: across a change of clocks the wall clock moves, the hours do not.
        ends = swedish_time(_moment(trigger).astimezone(UTC) + timedelta(hours=limit.count))
        return Due(legal=swedish_day(ends), moment=ends)
    if isinstance(limit, SameOrNextDay):
        return Due(legal=day, outer=day + timedelta(days=1))
    if isinstance(limit, Quarterly):
        return Due(legal=None, period=_quarter(day))
    legal = _legal_day(day, limit)
    if legal is None:
        return NO_DAY
    period = _month(day) if isinstance(limit, NextMonthDate) else None
    return replace(on_day(legal, roll), period=period)


def on_day(legal: date, roll: Roll) -> Due:
    """A day the law names, with the one lag (1930:173) 2 § moves it to."""
    return Due(legal=legal, rolled=None if roll is Roll.NONE else next_weekday(legal))


def last_round(began: date, every: Months | Years, *, after: date | datetime) -> date:
    """The latest of the days that come ``every`` so often from when it ``began`` and not after ``after``."""
    step = every.count * (12 if isinstance(every, Years) else 1)
    day, rounds = swedish_day(after), 0
    while add_months(began, (rounds + 1) * step) <= day:
        rounds += 1
    return add_months(began, rounds * step)


def _month(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _quarter(day: date) -> tuple[date, date]:
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return first, _month(add_months(first, 2))[1]
