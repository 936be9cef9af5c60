"""Ålder: whole years, as the law counts them. An unknown birthday has one answer, here."""

from __future__ import annotations

from calendar import isleap
from datetime import date


def age(born_on: date | None, on: date) -> int | None:
    """Whole years on ``on``; None when the birth date is not known, or lies ahead.

    Who is born on 29 February grows a year older on the 28th when there is no 29th: the same day as ``AtAge`` in
    ``ground/law/days.py`` (lag 1930:173 1 §).
    """
    if born_on is None or born_on > on:
        return None
    day = 28 if (born_on.month, born_on.day) == (2, 29) and not isleap(on.year) else born_on.day
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, day))


def is_child(born_on: date | None, on: date) -> bool:
    """Under 18 (SoL 1:2 (2025:400)). The unborn are children; an unknown age counts as no child."""
    if born_on is not None and born_on > on:
        return True
    years = age(born_on, on)
    return years is not None and years < 18


def speaks_for_self(born_on: date | None, on: date) -> bool:
    """A child of 15 is a party of their own (SoL 3:4; LVU 36 §); so is one whose age nobody knows."""
    if born_on is not None and born_on > on:
        return False
    years = age(born_on, on)
    return years is None or years >= 15
