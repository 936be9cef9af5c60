"""När något ska följas upp. Days in, days out; nobody asks the clock."""

from __future__ import annotations

from datetime import date, timedelta

from ..words import Rhythm

GRACE = 20  # days after a period before its follow-up is due: a month's figures are counted when it is over
LAST_DAY = timedelta(days=366 * 3)  # the furthest day ahead of a follow-up: a term of office is four years
NAMES = ("jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")


def period_of(rhythm: Rhythm, day: date) -> tuple[date, date]:
    """The first and the last day of the period that ``day`` lies in."""
    months = rhythm.months
    first = (day.month - 1) // months * months + 1
    begins = date(day.year, first, 1)
    after = first + months
    ends = date(day.year + (after > 12), (after - 1) % 12 + 1, 1) - timedelta(days=1)
    return begins, ends


def next_follow_up(rhythm: Rhythm, day: date) -> date:
    """When the period that ``day`` lies in is followed up at the latest: some days after it has ended."""
    return period_of(rhythm, day)[1] + timedelta(days=GRACE)


def first_follow_up(rhythm: Rhythm, day: date, first_year: int) -> date:
    """When a goal that is set on ``day`` is first followed up: never for a period before its plan begins."""
    return next_follow_up(rhythm, max(day, date(first_year, 1, 1)))


def due_period(rhythm: Rhythm, due_on: date, today: date) -> tuple[str, date]:
    """The period that a follow-up is of, by the day it is due and not by the day it is written, and the next such day.

    While the period is not over there is none yet ("" and the same day): the sentence is one on the way.
    """
    begins, _ = period_of(rhythm, due_on)
    if today < begins:
        return "", due_on
    return latest_period(rhythm, due_on), next_follow_up(rhythm, due_on)


def last_day(rhythm: Rhythm, last_year: int, today: date) -> date:
    """The last day of what is done in a plan: the plan's own, and in a plan that is over the coming follow-up."""
    return max(date(last_year, 12, 31), next_follow_up(rhythm, today))


def latest_period(rhythm: Rhythm, day: date) -> str:
    """The name of the last whole period before ``day``: ``tertial 3 2026``, ``nov 2026``."""
    begins, _ = period_of(rhythm, period_of(rhythm, day)[0] - timedelta(days=1))
    if rhythm is Rhythm.TERTIAL:
        return f"tertial {begins.month // 4 + 1} {begins.year}"
    return f"{NAMES[begins.month - 1]} {begins.year}"
