"""Vårddygn: counted by nights, to the day.

A day and night of care is a midnight between two Swedish days that the child was in the home. On the day of a move it
is the new home's, so that no night is counted twice or lost; who comes and leaves the same day has no night.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from samtid.ground.sweden import swedish_day


@dataclass(frozen=True, slots=True)
class Stay:
    """Vistelse: from a moment up to, and not including, another; ``None`` while it goes on.

    ``prices`` are kronor per day, each from its day, the earliest first.
    """

    starts_at: datetime
    ends_at: datetime | None
    kind: str = ""
    place: str = ""
    prices: tuple[tuple[date, int], ...] = ()

    def price_on(self, night: date) -> int | None:
        """What that night costs; ``None`` when nobody has agreed on it."""
        held = [price for first, price in self.prices if first <= night]
        return held[-1] if held else None


@dataclass(frozen=True, slots=True)
class Days:
    """Dygn och kostnad. ``unpriced`` are nights that nobody has agreed a price for: the sum says too little by them."""

    days: int = 0
    cost: int = 0
    unpriced: int = 0

    def __add__(self, other: Days) -> Days:
        return Days(self.days + other.days, self.cost + other.cost, self.unpriced + other.unpriced)


def nights(stay: Stay, first: date, after: date) -> list[date]:
    """The nights of a stay from ``first`` up to ``after``, each by the day it begins."""
    begins = max(swedish_day(stay.starts_at), first)
    ends = after if stay.ends_at is None else min(swedish_day(stay.ends_at), after)
    return [begins + timedelta(days=n) for n in range(max(0, (ends - begins).days))]


def care_days(stays: Iterable[Stay], first: date, after: date) -> dict[tuple[str, str], Days]:
    """Days of care and their cost in a period, by kind and place."""
    found: dict[tuple[str, str], Days] = defaultdict(Days)
    for stay in stays:
        for night in nights(stay, first, after):
            price = stay.price_on(night)
            found[stay.kind, stay.place] += Days(1, price or 0, int(price is None))
    return dict(found)


def gaps(stays: Sequence[Stay], began_at: datetime, until: datetime) -> list[tuple[datetime, datetime]]:
    """When a child in care was in no home: from moment to moment, in order."""
    found, at = [], began_at
    for stay in sorted(stays, key=lambda one: one.starts_at):
        if stay.starts_at > at:
            found.append((at, min(stay.starts_at, until)))
        at = max(at, stay.ends_at or until)
    if at < until:
        found.append((at, until))
    return found
