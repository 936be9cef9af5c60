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


def latest_period(rhythm: Rhythm, day: date) -> str:
    """The name of the last whole period before ``day``: ``tertial 3 2026``, ``nov 2026``."""
    begins, _ = period_of(rhythm, period_of(rhythm, day)[0] - timedelta(days=1))
    if rhythm is Rhythm.TERTIAL:
        return f"tertial {begins.month // 4 + 1} {begins.year}"
    return f"{NAMES[begins.month - 1]} {begins.year}"
