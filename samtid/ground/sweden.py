"""Dag och klocka i Sverige: the only place that turns a moment into a Swedish day, or a Swedish day into a moment.

Between midnight and two at night the day in UTC is yesterday here. ``tools/hygiene.py`` refuses ``.date()`` elsewhere.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")


def swedish_day(moment: date | datetime) -> date:
    """The calendar day in Sweden. A moment late in the evening in UTC is the next day here."""
    if isinstance(moment, datetime):
        return moment.astimezone(SWEDEN).date() if moment.tzinfo else moment.date()
    return moment


def swedish_time(moment: datetime) -> datetime:
    """The same moment, as Swedish clocks show it."""
    return moment.astimezone(SWEDEN)


def swedish_moment(day: date, clock: time) -> datetime:
    """The moment when Swedish clocks show ``clock`` on ``day``.

    A time that the spring change skips becomes an hour later; one that autumn repeats is the first.
    """
    return datetime.combine(day, clock, SWEDEN).astimezone(UTC).astimezone(SWEDEN)
