"""Bokfört i år mot förra året: the quarters that both have, group by group. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """En kontogrupp, i kronor de båda åren."""

    account: str
    before: Decimal
    after: Decimal

    @property
    def moved(self) -> Decimal:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Beside:
    """Året bredvid det före. ``lines`` are all groups, the one that moved most first."""

    year: int
    quarters: tuple[int, ...]
    lines: tuple[Line, ...]

    @property
    def before(self) -> Decimal:
        return sum((line.before for line in self.lines), Decimal(0))

    @property
    def after(self) -> Decimal:
        return sum((line.after for line in self.lines), Decimal(0))

    @property
    def period(self) -> str:
        """``kvartal 1–3 2026``; quarters with a gap between them are listed."""
        first, last = self.quarters[0], self.quarters[-1]
        if len(self.quarters) > 1 and len(self.quarters) == last - first + 1:
            return f"kvartal {first}–{last} {self.year}"
        return f"kvartal {', '.join(map(str, self.quarters))} {self.year}"


def accounts(rows: Iterable[tuple[date, str, Decimal]]) -> Beside | None:
    """The latest year beside the one before. None when no quarter is booked in both."""
    listed = list(rows)
    there = {first for first, _, _ in listed}
    year = max((first.year for first in there), default=0)
    both = {first.month for first in there if first.year == year and first.replace(year=year - 1) in there}
    if not both:
        return None
    found: dict[str, list[Decimal]] = {}
    for first, account, kronor in listed:
        if first.month in both and first.year in (year - 1, year):
            found.setdefault(account, [Decimal(0), Decimal(0)])[first.year - year + 1] += kronor
    lines = [Line(account, *sums) for account, sums in found.items()]
    quarters = tuple(sorted((month + 2) // 3 for month in both))
    return Beside(year, quarters, tuple(sorted(lines, key=lambda line: (-abs(line.moved), line.account))))
