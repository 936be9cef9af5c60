"""Omgångar: which round of a recurring duty runs, told by what has been done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from samtid.ground.law.rules import Rule
from samtid.ground.sweden import swedish_moment

NOON = time(12)


@dataclass(frozen=True, slots=True)
class Round:
    """En omgång av en frist: from when it is counted, and whether it is a later round."""

    at: datetime
    again: bool = False
    in_time: bool = True  # whether the round before was met in time


def round_now(rule: Rule, since: datetime, began: date, done: Sequence[tuple[date, datetime]]) -> Round:
    """The round that runs when the clock began at ``since`` and was met by each of ``done`` (a day, and from when it counts).

    A round met in time is followed by one counted from when it was; one met late by the next of the days counted from when
    the care ``began``.
    """
    now = Round(since)
    legal = rule.due(since, began=began).legal
    for day, moment in done:
        in_time = legal is None or day <= legal
        now = Round(moment, again=True, in_time=in_time)
        legal = rule.due(moment, later_round=True, began=None if in_time else began).legal
    return now


def moment_of(day: date, at: datetime) -> datetime:
    """Noon of a day; on the very day before noon it is now, since nothing is counted from what has not been."""
    return min(at, swedish_moment(day, NOON))
