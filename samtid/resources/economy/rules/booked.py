"""Bokfört i år mot förra året: the months that both have, account by account. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

MONTHS = ("jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Line:
    """Ett konto, i kronor de båda åren."""

    account: str
    before: Decimal
    after: Decimal

    @property
    def moved(self) -> Decimal:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Beside:
    """Året bredvid det före. ``lines`` are all accounts, the one that moved most first."""

    year: int
    months: tuple[int, ...]
    lines: tuple[Line, ...]

    @property
    def before(self) -> Decimal:
        return sum((line.before for line in self.lines), Decimal(0))

    @property
    def after(self) -> Decimal:
        return sum((line.after for line in self.lines), Decimal(0))

    @property
    def period(self) -> str:
        """``jan–okt 2026``; months with a gap between them are listed."""
        first, last = self.months[0], self.months[-1]
        if first == last:
            return f"{MONTHS[first - 1]} {self.year}"
        if len(self.months) == last - first + 1:
            return f"{MONTHS[first - 1]}–{MONTHS[last - 1]} {self.year}"
        return f"{', '.join(MONTHS[one - 1] for one in self.months)} {self.year}"


def accounts(rows: Iterable[tuple[date, str, Decimal]]) -> Beside | None:
    """The latest year beside the one before. None when no month is booked in both."""
    listed = list(rows)
    months = {month for month, _, _ in listed}
    year = max((month.year for month in months), default=0)
    both = {month.month for month in months if month.year == year and month.replace(year=year - 1) in months}
    if not both:
        return None
    found: dict[str, list[Decimal]] = {}
    for month, account, kronor in listed:
        if month.month in both and month.year in (year - 1, year):
            found.setdefault(account, [Decimal(0), Decimal(0)])[month.year - year + 1] += kronor
    lines = [Line(account, *sums) for account, sums in found.items()]
    return Beside(
        year, tuple(sorted(both)), tuple(sorted(lines, key=lambda line: (-abs(line.moved), line.account)))
    )
