"""Ankomster: when needs come in, by month, weekday and hour. A seeded Poisson stream, thinned by the calendar.

The patterns are planning values (U): schools and offices report in working hours and terms, the police by night
as well; the web is open always.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from samtid.ground.sweden import SWEDEN

from .volumes_words import Channel, Kind

# January to December, mean 1: concern about children follows the school year.
MONTHS_CHILD = (0.98, 1.02, 1.10, 1.02, 1.12, 0.98, 0.62, 0.85, 1.12, 1.10, 1.13, 0.96)
MONTHS_OTHER = (1.10, 1.00, 1.03, 0.99, 1.00, 0.93, 0.85, 0.98, 1.05, 1.05, 1.04, 0.98)
# Monday to Sunday, mean 1.
WEEKDAYS_CHILD = (1.33, 1.25, 1.22, 1.20, 1.16, 0.42, 0.42)
WEEKDAYS_OTHER = (1.45, 1.32, 1.28, 1.25, 1.20, 0.24, 0.26)
# Weight of each hour 0-23.
HOURS = {
    Channel.PHONE: (0,) * 8 + (7, 10, 11, 9, 5, 9, 9, 7, 4) + (0,) * 7,
    Channel.VISIT: (0,) * 9 + (5, 8, 7, 3, 7, 7, 5) + (0,) * 8,
    Channel.LETTER: (0,) * 9 + (1, 1) + (0,) * 13,
    Channel.WEB: (2, 1, 1, 0, 0, 1, 2, 4, 7, 9, 9, 8, 8, 8, 8, 8, 6, 5, 5, 6, 7, 6, 5, 3),
    Channel.AUTHORITY: (4, 3, 3, 2, 2, 2, 3, 6, 10, 11, 10, 9, 7, 9, 9, 8, 6, 4, 4, 4, 4, 5, 5, 4),
}
OFFICE = frozenset({Channel.PHONE, Channel.VISIT, Channel.LETTER})


def days(kind: Kind, per_year: float, first: date, last: date, chance: Random) -> Iterator[date]:
    """The days of arrival between two days, both included; ``per_year`` is the mean number a year."""
    child = kind in (Kind.CHILD, Kind.FAMILY)
    months, weekdays = (MONTHS_CHILD, WEEKDAYS_CHILD) if child else (MONTHS_OTHER, WEEKDAYS_OTHER)
    day = first
    while day <= last:
        mean = per_year / 365.25 * months[day.month - 1] * weekdays[day.weekday()]
        for _ in range(poisson(mean, chance)):
            yield day
        day += timedelta(days=1)


def moment(day: date, channel: Channel, chance: Random) -> datetime:
    """A time of day that fits the channel; what is staffed by day moves from a weekend to Monday."""
    if channel in OFFICE and day.weekday() > 4:
        day += timedelta(days=7 - day.weekday())
    hour = chance.choices(range(24), weights=HOURS[channel])[0]
    return datetime.combine(day, time(hour, chance.randrange(60)), SWEDEN)


def office_hour(day: date, chance: Random) -> datetime:
    """A time between 8 and 16.30 on the first weekday from ``day``."""
    if day.weekday() > 4:
        day += timedelta(days=7 - day.weekday())
    return datetime.combine(day, time(8), SWEDEN) + timedelta(minutes=chance.randrange(510))


def poisson(mean: float, chance: Random) -> int:
    """A Poisson count by counting exponential gaps: exact, and quick for the small means of one day."""
    count, passed = -1, 0.0
    while passed <= mean:
        passed += chance.expovariate(1.0)
        count += 1
    return count
