"""Vad som brådskar. Pure functions over what the rooms have told the desk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from samtid.ground.offers import Waiting

SOON = 3  # days
ALARM = timedelta(days=7)  # how long an opening of a protected dossier is told of at once
CASE_NUMBER = re.compile(r"[0-9]{2}-[0-9A-Z]{6}")  # as ground/ids makes them


def urgency(line: Waiting) -> tuple[int, date, date, str]:
    """What the waiting person needs first: a child's protection, then by day, then who has waited longest."""
    first = 0 if line.first else 1
    return (first, line.day or date.max, line.since or date.max, line.case_number)


@dataclass(frozen=True, slots=True)
class Group:
    """En del av dagen: lines that are as urgent as each other."""

    title: str
    lines: list[Waiting]
    is_folded: bool = False

    @property
    def nearest(self) -> date | None:
        """The first day in it."""
        return self.lines[0].day


FEW = 12  # lines: a list so short is shown whole


def grouped(lines: Sequence[Waiting], today: date) -> list[Group]:
    """The day in at most four parts, in order. What lies further ahead is folded when the list is long."""
    parts: dict[str, list[Waiting]] = {
        "Gör först": [],
        "Inom tre dagar": [],
        "Längre fram": [],
        "Utan bestämd dag": [],
    }
    for line in lines:
        if line.first or line.promptly or line.is_late(today):
            parts["Gör först"].append(line)
        elif line.day is None:
            parts["Utan bestämd dag"].append(line)
        else:
            parts["Inom tre dagar" if (line.day - today).days <= SOON else "Längre fram"].append(line)
    nearer = parts["Gör först"] or parts["Inom tre dagar"]
    far = bool(nearer) and len(lines) > FEW
    return [Group(title, rows, far and title == "Längre fram") for title, rows in parts.items() if rows]


@dataclass(frozen=True, slots=True)
class Load:
    """Ett ögonblick av en enhet or of a caseworker: open cases, late and soon late clocks."""

    name: str
    open: int
    late: int
    soon: int
    staff: int | None = None


def late_and_soon(due: Iterable[date], today: date) -> tuple[int, int]:
    """How many days have passed, and how many are within ``SOON`` days."""
    days = list(due)
    late = sum(day < today for day in days)
    return late, sum((day - today).days <= SOON for day in days) - late


NORMAL = timedelta(days=60)  # how far back what is usual is looked for
ENOUGH = 8  # days of work before there is a usual


@dataclass(frozen=True, slots=True)
class Reading:
    """Hur många akter någon öppnar: today, on a usual day, and the most that chance explains."""

    staff: int
    today: int
    usual: float | None
    highest: float | None

    @property
    def is_unusual(self) -> bool:
        """Above her own limit, or above the unit's where she has none of her own."""
        return self.highest is not None and self.today > self.highest


def usual_and_highest(days: Sequence[int]) -> tuple[float, float] | None:
    """The mean of a row of days, and the upper limit of an XmR chart: 2.66 mean moving ranges above it."""
    if len(days) < ENOUGH:
        return None
    mean = sum(days) / len(days)
    steps = [abs(later - earlier) for earlier, later in pairwise(days)]
    return mean, mean + 2.66 * sum(steps) / len(steps)


def readings(counted: Mapping[int, Mapping[date, int]], staff: Iterable[int], today: date) -> list[Reading]:
    """Each one against her own usual, and against the unit's until she has one."""
    before = {who: [n for day, n in sorted(days.items()) if day < today] for who, days in counted.items()}
    of_unit = usual_and_highest([n for days in before.values() for n in days])
    made = []
    for who in staff:
        usual = usual_and_highest(before.get(who, [])) or of_unit or (None, None)
        made.append(Reading(who, counted.get(who, {}).get(today, 0), *usual))
    return sorted(made, key=lambda one: (not one.is_unusual, -one.today))
