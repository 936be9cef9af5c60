"""Vad arbetstidslagen och rutinen säger om ett schema. Pure functions.

All time is counted in UTC, so that the night when the clock is moved has the hours it has. What is checked, exactly:

- 5 §: ordinary time (work, nights, training) in each row of four calendar weeks that the shift's week lies in, against
  40 hours a week on average. What is above is overtime, which the manager may decide on (8 §).
- 6 §: jour in the same four weeks, against 48 hours.
- 10 b §: ordinary time and jour in each row of as many weeks as the municipality counts, against 48 hours a week.
- 13 §: a working day runs from its first shift after a rest to the next rest that is long enough; it may not be so long
  that the rest does not fit within 24 hours of its beginning. Standby at home is rest.
- 13 §, second paragraph: other work than nights, jour and standby does not touch midnight to five.
- 14 §: each calendar week that the shift touches has an unbroken rest of 36 hours, in which there is no standby. One that
  reaches over into the next week belongs to one of them: the first, if half of the 36 hours lie there.
- 15–16 §§: no more than five hours on end without a break or, where it must be so, a meal at work.

A shift counts whole in the week where it begins. A break (rast) is not working time, a meal at work (16 §) is. Pauses
(17 §) are given in the work and are not planned.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from samtid.ground.reasons import Obstacle
from samtid.ground.sweden import swedish_moment

from ..words import ShiftKind
from .times import (
    COUNTS_AS_ORDINARY,
    DAY,
    FOUR_WEEKS,
    HOUR,
    THE_LAW,
    WEEK,
    Interval,
    Limits,
    Stint,
    bounds,
    left_of,
    length,
    monday,
    span,
)

ORDINARY = "ATL 5 §"
JOUR_TIME = "ATL 6 §"
ALL_TIME = "ATL 10 b §"
DAILY = "ATL 13 §"
NIGHT = "ATL 13 § andra stycket"
WEEKLY = "ATL 14 §"
BREAKS = "ATL 15 §"
MANAGER = "enhetschefen"
LONGEST = timedelta(hours=24)
FAR_BACK = timedelta(days=35)  # what is older than that is not put in
FAR_AHEAD = timedelta(days=366)
STRETCH = timedelta(hours=5)
NIGHT_ENDS = time(5)
AT_NIGHT = frozenset({ShiftKind.NIGHT, ShiftKind.JOUR, ShiftKind.STANDBY})
ORDINARY_HOURS, ALL_HOURS, JOUR_HOURS = 40, 48, 48


def obstacles_to_shift(
    *,
    name: str,
    wanted: Stint,
    others: Sequence[Stint],
    limits: Limits = THE_LAW,
    works_there: bool = True,
    away: Sequence[Interval] = (),
    on: date | None = None,
) -> list[Obstacle]:
    """What stands in the way of ``name`` working then. ``others`` are her other shifts, wherever they are.

    Those with ``may_approve`` the manager may decide on, with a reason. ``on`` is the day of asking.
    """
    found = _plain(name, wanted, others, works_there, away, on)
    if found:
        return found
    return [
        *_night(name, wanted),
        *_breaks(name, wanted),
        *_daily_rest(name, wanted, others, limits),
        *_weekly_rest(name, wanted, others, limits),
        *_hours(name, wanted, others, limits),
    ]


def _plain(
    name: str,
    wanted: Stint,
    others: Sequence[Stint],
    works_there: bool,
    away: Sequence[Interval],
    on: date | None,
) -> list[Obstacle]:
    """What no law is needed for."""
    if wanted.ends_at <= wanted.starts_at:
        return [Obstacle("Passet ska sluta efter att det har börjat.", field="ends")]
    found = []
    if wanted.lasts > LONGEST:
        found.append(Obstacle("Ett pass är högst 24 timmar. Dela det i två.", field="ends"))
    if wanted.break_minutes and timedelta(minutes=wanted.break_minutes) >= wanted.lasts:
        found.append(Obstacle("Uppehållet är längre än passet.", field="break_minutes"))
    if wanted.break_at is not None and not (
        wanted.starts_at < wanted.break_at
        and wanted.break_at + timedelta(minutes=wanted.break_minutes) < wanted.ends_at
    ):
        found.append(Obstacle("Uppehållet ska ligga inne i passet.", field="break_at"))
    if not works_there:
        found.append(Obstacle(f"{name} arbetar inte i enheten den dagen.", field="staff"))
    if on is not None and wanted.day < on - FAR_BACK:
        found.append(Obstacle("Passet ligger mer än fem veckor bakåt.", field="day"))
    if on is not None and wanted.day > on + FAR_AHEAD:
        found.append(Obstacle("Passet ligger mer än ett år framåt.", field="day"))
    met = next((one for one in sorted(others, key=_start) if one.meets(wanted)), None)
    if met is not None:
        found.append(Obstacle(f"{name} har redan ett pass {span(met.starts_at, met.ends_at)}.", field="day"))
    gone = next((one for one in away if one[0] < wanted.ends_at and wanted.starts_at < one[1]), None)
    if gone is not None:
        found.append(Obstacle(f"{name} är borta {span(*gone)}.", field="day"))
    return found


def _night(name: str, wanted: Stint) -> list[Obstacle]:
    if wanted.kind in AT_NIGHT:
        return []
    day = wanted.day
    while bounds(day)[0] < wanted.ends_at:
        first, last = bounds(day)[0], swedish_moment(day, NIGHT_ENDS).astimezone(UTC)
        if wanted.starts_at < last and first < wanted.ends_at:
            return [
                Obstacle(
                    f"{name} ska ha ledigt mellan midnatt och klockan fem. Måste arbetet göras då, välj «Vaken natt».",
                    NIGHT,
                    field="kind",
                    may_approve=MANAGER,
                )
            ]
        day += DAY
    return []


def _breaks(name: str, wanted: Stint) -> list[Obstacle]:
    """The longest stretch without a break. Where nobody has said when it is, it is where it helps the most."""
    if wanted.kind not in COUNTS_AS_ORDINARY:
        return []
    pause = timedelta(minutes=wanted.break_minutes)
    if not pause:
        longest = wanted.lasts
    elif wanted.break_at is None:
        longest = (wanted.lasts - pause) / 2
    else:
        longest = max(wanted.break_at - wanted.starts_at, wanted.ends_at - wanted.break_at - pause)
    if longest <= STRETCH:
        return []
    return [
        Obstacle(
            f"{name} skulle arbeta {length(longest)} i följd. Lägg in en rast så att det blir högst fem timmar.",
            BREAKS,
            field="break_minutes",
            may_approve=MANAGER,
        )
    ]


def _daily_rest(name: str, wanted: Stint, others: Sequence[Stint], limits: Limits) -> list[Obstacle]:
    if wanted.kind is ShiftKind.STANDBY:
        return []
    rest = limits.daily_rest
    row = sorted([wanted, *(one for one in others if one.kind is not ShiftKind.STANDBY)], key=_start)
    at = first = last = row.index(wanted)
    while first > 0 and row[first].starts_at - row[first - 1].ends_at < rest:
        first -= 1
    while last + 1 < len(row) and row[last + 1].starts_at - row[last].ends_at < rest:
        last += 1
    if row[last].ends_at - row[first].starts_at <= DAY - rest:
        return []
    if first == last:
        text = f"Passet är {length(wanted.lasts)}: då ryms inte {length(rest)} vila i dygnet."
        return [Obstacle(text, DAILY, field="ends", may_approve=MANAGER)]
    gaps = [(row[n].ends_at, row[n + 1].starts_at) for n in range(max(first, at - 1), min(last, at + 1))]
    start, end = min(gaps, key=lambda gap: gap[1] - gap[0])
    text = f"{name} får bara {length(end - start)} ledigt {span(start, end)}. Det ska vara {length(rest)} i följd varje dygn."
    return [Obstacle(text, DAILY, field="starts", may_approve=MANAGER)]


def _weekly_rest(name: str, wanted: Stint, others: Sequence[Stint], limits: Limits) -> list[Obstacle]:
    taken = [(one.starts_at, one.ends_at) for one in (wanted, *others)]
    first = monday(wanted.day)
    while bounds(first)[0] < wanted.ends_at:
        start, end = bounds(first)[0], bounds(first + timedelta(days=6))[1]
        rests = left_of(start - WEEK, end + WEEK, taken)
        held = (_in_week(a, b, start, end, limits.weekly_rest) for a, b in rests if a < end and start < b)
        most = max(held, default=timedelta(0))
        if most < limits.weekly_rest:
            week = first.isocalendar().week
            text = f"{name} får som längst {length(most)} ledigt i följd vecka {week}. Det ska vara {length(limits.weekly_rest)}."
            return [Obstacle(text, WEEKLY, field="day", may_approve=MANAGER)]
        first += WEEK
    return []


def _in_week(first: datetime, last: datetime, start: datetime, end: datetime, wanted: timedelta) -> timedelta:
    """How much of a rest is the week's own: so much as is wanted, when half of that lies in the week and no other has it."""
    if first < start and (start - first) * 2 >= wanted:
        first = first + wanted  # the week before has so much of it
    inside = min(last, end) - max(first, start)
    return max(inside, wanted) if last - first >= wanted and inside * 2 >= wanted else inside


def _hours(name: str, wanted: Stint, others: Sequence[Stint], limits: Limits) -> list[Obstacle]:
    every = [wanted, *others]
    found = []
    if wanted.kind in COUNTS_AS_ORDINARY:
        most = _most(wanted, every, COUNTS_AS_ORDINARY, FOUR_WEEKS)
        if most > ORDINARY_HOURS * FOUR_WEEKS * HOUR:
            text = f"{name} får {length(most / FOUR_WEEKS)} i veckan i snitt på fyra veckor: mer än {ORDINARY_HOURS} timmar är övertid."
            found.append(Obstacle(text, ORDINARY, field="day", may_approve=MANAGER))
    if wanted.kind is ShiftKind.JOUR:
        most = _most(wanted, every, frozenset({ShiftKind.JOUR}), FOUR_WEEKS)
        if most > JOUR_HOURS * HOUR:
            text = f"{name} får {length(most)} jour på fyra veckor. Det får vara högst {JOUR_HOURS} timmar."
            found.append(Obstacle(text, JOUR_TIME, field="day", may_approve=MANAGER))
    if wanted.kind is not ShiftKind.STANDBY:
        weeks = limits.all_time_weeks
        most = _most(wanted, every, COUNTS_AS_ORDINARY | {ShiftKind.JOUR}, weeks)
        if most > ALL_HOURS * weeks * HOUR:
            text = f"{name} får {length(most / weeks)} i veckan i snitt på {weeks} veckor, jour inräknad. Det får vara högst {ALL_HOURS} timmar."
            found.append(Obstacle(text, ALL_TIME, field="day"))
    return found


def _most(wanted: Stint, every: Sequence[Stint], kinds: frozenset[ShiftKind], weeks: int) -> timedelta:
    """The most working time in any row of so many calendar weeks that the shift's own lies in."""
    own = monday(wanted.day)
    sums: dict[date, timedelta] = {}
    for one in every:
        if one.kind in kinds:
            week = monday(one.day)
            sums[week] = sums.get(week, timedelta(0)) + one.works
    rows = (own - WEEK * back for back in range(weeks))
    return max(
        sum((sums.get(first + WEEK * n, timedelta(0)) for n in range(weeks)), timedelta(0)) for first in rows
    )


def _start(one: Stint) -> datetime:
    return one.starts_at
