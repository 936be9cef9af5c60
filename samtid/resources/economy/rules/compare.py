"""Vad som ändrats sedan förra året: which quarters can be laid side by side, what moved the money, and in words. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from samtid.base.look.swedish import kr

from ..words import Step
from .decompose import NOTHING, UNCHANGED, Amount, Split, decompose
from .forecast import Quarter

Place = TypeVar("Place")
# what a factor's part above and below nothing says
SAYS = {
    "number": ("det blev fler personkvartal", "det blev färre personkvartal"),
    "duration": ("var och en fick mer", "var och en fick mindre"),
    "price": ("priset var högre", "priset var lägre"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """Ett steg i ett kvartal, as the database told it. All empty where fewer than five persons had it."""

    step: Step
    first_on: date
    persons: int | None
    units: int | None
    kronor: Decimal | None
    unpriced: int | None = None

    @property
    def quarter(self) -> Quarter:
        return self.first_on.year, (self.first_on.month + 2) // 3

    @property
    def label(self) -> str:
        year, place = self.quarter
        return f"kv {place} {year}"

    @property
    def each(self) -> Decimal | None:
        """Kronor for one night or visit."""
        return self.kronor / self.units if self.kronor is not None and self.units else None

    @property
    def amount(self) -> Amount:
        """For splitting. Raises ``ValueError`` for what is not told of."""
        if self.persons is None or self.units is None or self.kronor is None:
            raise ValueError("not told of")
        return Amount(self.persons, Fraction(self.units), int(self.kronor * 100))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Ett år mot året före: step by step over the quarters that are told of in both years. Öre."""

    year: int
    quarters: tuple[int, ...]
    before: Mapping[str, Amount]
    after: Mapping[str, Amount]
    splits: Mapping[str, Split]
    left_out: int

    @property
    def total(self) -> Split:
        return sum(self.splits.values(), UNCHANGED)

    @property
    def parts(self) -> list[tuple[Step, int, int, Split]]:
        """Each step: öre before, öre after, and what the difference is made of."""
        return [
            (step, self.before[step.value].ore, self.after[step.value].ore, self.splits[step.value])
            for step in Step
            if step.value in self.splits
        ]

    @property
    def kronor_before(self) -> Decimal:
        return Decimal(sum(one.ore for one in self.before.values())) / 100

    @property
    def kronor_after(self) -> Decimal:
        return Decimal(sum(one.ore for one in self.after.values())) / 100

    @property
    def period(self) -> str:
        """``kvartal 1–3 2026``, ``hela 2026``; quarters with a gap are listed."""
        first, last = self.quarters[0], self.quarters[-1]
        if self.quarters == (1, 2, 3, 4):
            return f"hela {self.year}"
        if len(self.quarters) == 1:
            return f"kvartal {first} {self.year}"
        if len(self.quarters) == last - first + 1:
            return f"kvartal {first}–{last} {self.year}"
        return f"kvartal {', '.join(map(str, self.quarters))} {self.year}"


def compare(rows: Iterable[Told], year: int) -> Comparison | None:
    """The year against the one before. None when no quarter of any step is told of in both."""
    found = {(row.step, row.quarter): row for row in rows if row.kronor is not None}
    before: dict[str, Amount] = {}
    after: dict[str, Amount] = {}
    quarters: set[int] = set()
    lone = 0
    for step in Step:
        for place in range(1, 5):
            old, new = found.get((step, (year - 1, place))), found.get((step, (year, place)))
            if old is None or new is None:
                # a quarter that has not come is not left out
                lone += any(one[1] == (year, place) for one in found) and (old is not None or new is not None)
                continue
            quarters.add(place)
            before[step.value] = _sum(before.get(step.value, NOTHING), old.amount)
            after[step.value] = _sum(after.get(step.value, NOTHING), new.amount)
    if not quarters:
        return None
    return Comparison(year, tuple(sorted(quarters)), before, after, decompose(before, after), lone)


def side_by_side(rows: Mapping[Place, list[Told]], year: int) -> list[tuple[Place, Comparison]]:
    """Each unit's comparison, of those that have one, the one whose money moved most first."""
    found = [(unit, one) for unit, told in rows.items() if (one := compare(told, year)) is not None]
    return sorted(found, key=lambda pair: -abs(pair[1].total.total))


def _sum(one: Amount, other: Amount) -> Amount:
    return Amount(one.persons + other.persons, one.units + other.units, one.ore + other.ore)


LATEST = 12  # quarters that a forecast is made of


def sums(rows: Iterable[Told]) -> dict[Quarter, float]:
    """Each of the latest quarters' kronor, of the steps that are told of in every one of them; empty when one is missing."""
    listed = list(rows)
    told: dict[Step, dict[Quarter, float]] = {}
    for row in listed:
        if row.kronor is not None:
            told.setdefault(row.step, {})[row.quarter] = float(row.kronor)
    every = _latest(listed)
    whole = [told[step] for step in steps_summed(listed)]
    return {quarter: sum(values[quarter] for values in whole) for quarter in every} if whole else {}


def steps_summed(rows: Iterable[Told]) -> list[Step]:
    """The steps that ``sums`` counts."""
    listed = list(rows)
    every = set(_latest(listed))
    return [
        step
        for step in Step
        if every and every <= {row.quarter for row in listed if row.step == step and row.kronor is not None}
    ]


def _latest(rows: list[Told]) -> list[Quarter]:
    """The latest quarters there are, in order: none when one between them is missing, for that is not the future."""
    found = sorted({row.quarter for row in rows})[-LATEST:]
    numbers = [4 * year + place for year, place in found]
    return found if numbers == list(range(numbers[0], numbers[0] + len(numbers)) if numbers else []) else []


def driver(found: Comparison) -> tuple[Step, str] | None:
    """The step that moved the sum most in the way it moved, and its biggest factor; None when nothing moved."""
    total = found.total.total
    if not total:
        return None
    sign = 1 if total > 0 else -1
    step = max(found.splits, key=lambda one: sign * found.splits[one].total)
    split = found.splits[step]
    # volume is everybody's and mix takes it back: only together are they more or fewer on this step
    parts = {"number": split.volume + split.mix, "duration": split.duration, "price": split.price}
    return Step(step), max(parts, key=lambda name: sign * parts[name])


def sentence(found: Comparison) -> str:
    """What the comparison says to one who does not count."""
    total, moved = found.total.total, driver(found)
    if moved is None:
        return f"Kostnaden för {found.period} är densamma som samma kvartal {found.year - 1}."
    step, factor = moved
    split = found.splits[step.value]
    way = "högre" if total > 0 else "lägre"
    said = (
        f"Kostnaden för {found.period} är {kr(Decimal(abs(total)) / 100)} {way} än samma kvartal {found.year - 1}. "
        f"{step.label} står för {kr(Decimal(abs(split.total)) / 100)} {'mer' if split.total > 0 else 'mindre'}"
    )
    part = split.volume + split.mix if factor == "number" else getattr(split, factor)
    return f"{said}, mest för att {SAYS[factor][0 if part > 0 else 1]}."
