"""Dagen i adressen: ``?dag=2026-11-23``, whatever somebody has written there. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from samtid.ground.law.rules import KNOWN_FROM

# The first Monday from which every law and number is known, and so far ahead that nobody plans for it: a week, and a
# year of them, fits on either side.
EARLIEST = KNOWN_FROM + timedelta(days=-KNOWN_FROM.weekday() % 7)
LATEST = date(2199, 12, 31)


def asked_day(said: str, today: date) -> date:
    """The day that is asked for, or today when it is no day. One outside what is known is the nearest that is."""
    try:
        return within(date.fromisoformat(said))
    except ValueError:
        return today


def within(day: date) -> date:
    """The day, or the nearest that there are laws and numbers for."""
    return min(max(day, EARLIEST), LATEST)
