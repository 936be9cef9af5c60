"""Tiderna: shifts as the rules see them, days as Swedish clocks have them, and both in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from samtid.ground.sweden import swedish_day, swedish_moment, swedish_time

from ..words import BreakKind, ShiftKind

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
MISSED = DAY  # so far back a visit that nobody made, since she was away, waits for somebody else
COUNTS_AS_ORDINARY = frozenset({ShiftKind.WORK, ShiftKind.NIGHT, ShiftKind.TRAINING})
FOUR_WEEKS = 4


@dataclass(frozen=True, slots=True)
class Stint:
    """Ett pass som reglerna ser det: from ``starts_at`` up to but not including ``ends_at``, kept in UTC."""

    starts_at: datetime
    ends_at: datetime
    kind: ShiftKind = ShiftKind.WORK
    break_kind: str = ""
    break_minutes: int = 0
    break_at: datetime | None = None

    def __post_init__(self) -> None:
        for name in ("starts_at", "ends_at", "break_at"):
            moment = getattr(self, name)
            if moment is not None:
                object.__setattr__(self, name, moment.astimezone(UTC))

    @property
    def lasts(self) -> timedelta:
        return self.ends_at - self.starts_at

    @property
    def works(self) -> timedelta:
        """Working time: without the breaks that are the worker's own."""
        rest = self.break_minutes if self.break_kind == BreakKind.REST else 0
        return self.lasts - timedelta(minutes=rest)

    @property
    def day(self) -> date:
        """The Swedish day where it begins, and counts."""
        return swedish_day(self.starts_at)

    def meets(self, other: Stint) -> bool:
        """True when the two overlap. One that begins as the other ends does not."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True, slots=True)
class Limits:
    """Gränserna: the law's own, or what the municipality's collective agreement says in their place (3 §)."""

    daily_rest: timedelta = 11 * HOUR
    weekly_rest: timedelta = 36 * HOUR
    all_time_weeks: int = FOUR_WEEKS


THE_LAW = Limits()
Interval = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Line:
    """En rad i en fil: its number, whom it names, and when; or what is wrong with it."""

    number: int
    who: str = ""
    stint: Stint | None = None
    wrong: str = ""


def bounds(day: date) -> Interval:
    """The first moment of a Swedish day and of the next, in UTC: 23, 24 or 25 hours."""
    return (
        swedish_moment(day, time.min).astimezone(UTC),
        swedish_moment(day + DAY, time.min).astimezone(UTC),
    )


def monday(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def left_of(start: datetime, end: datetime, taken: Iterable[Interval]) -> list[Interval]:
    """What is left of a time when others are taken out of it, in order."""
    found = []
    for first, last in sorted(taken):
        if last <= start:
            continue
        if first >= end:
            break
        if first > start:
            found.append((start, first))
        start = max(start, last)
        if start >= end:
            return found
    return [*found, (start, end)] if start < end else found


def away_over(
    first: date, last: date, shifts: Iterable[Interval], seen: Iterable[datetime], at: datetime
) -> Interval:
    """When somebody is away who says so of whole days. ``seen``: when she was last at work, as far as is known.

    A shift belongs to the day where it begins: a night that begins on the last day is hers to be away from to its end,
    one that began the day before the first is not. But the night that runs as she says it is what she is ill in. And who
    says it today has been away since she was last seen: what she was to do this morning has not been done.
    """
    start, end = bounds(first)[0], bounds(last)[1]
    is_today = first == swedish_day(at)
    for begins, ends in shifts:
        if begins < bounds(first)[0] < ends:
            start = begins if is_today and at < ends else max(start, ends)
        if bounds(first)[0] <= begins < bounds(last)[1]:
            end = max(end, ends)
    return max([start, *(moment for moment in seen if is_today and moment <= at)]), end


def ends_on_clock(day: date, starts: time, ends: time) -> Interval:
    """From one clock on ``day`` to the next time that clocks show the other: past midnight when it is not later."""
    start = swedish_moment(day, starts)
    last = swedish_moment(day if ends > starts else day + DAY, ends)
    return start.astimezone(UTC), last.astimezone(UTC)


def length(time: timedelta) -> str:
    """``9 tim 30 min``, ``11 tim``, ``45 min``."""
    minutes = int(time.total_seconds() // 60)
    hours, rest = divmod(minutes, 60)
    return " ".join(
        part for part in (f"{hours} tim" if hours else "", f"{rest} min" if rest or not hours else "") if part
    )


def when(moment: datetime) -> str:
    """``22/11 kl. 07.00``."""
    local = swedish_time(moment)
    return f"{local.day}/{local.month} kl. {local:%H.%M}"


def span(start: datetime, end: datetime) -> str:
    """``22/11 kl. 22.00–07.00``, with both days where they are not the same or next to each other."""
    first, last = swedish_time(start), swedish_time(end)
    if last - first < DAY:
        return f"{when(start)}–{last:%H.%M}"
    return f"{when(start)} – {when(end)}"
