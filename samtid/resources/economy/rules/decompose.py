"""Vad en skillnad beror på: a deviation in money split into volume, mix, duration and price, to the öre.

The money of a kind is persons × units for each × price of a unit; persons are all persons × the kind's share of them.
The split is the Shapley value over the four factors (L. S. Shapley 1953; as a decomposition J. Albrecht, D. François and
K. Schoors, Energy Policy 30, 2002, pp. 727–736): each factor gets the mean of what its change makes in every order in
which the four can change. It is exact and the same backwards with the sign turned. The logarithmic mean (LMDI-I, B. W.
Ang) is as exact, but has no answer when something begins or ends at nothing, which placements do.

Counted in fractions; the öre that rounding leaves go where most was cut off. Pure: no database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

FACTORS = ("volume", "mix", "duration", "price")


@dataclass(frozen=True, slots=True)
class Amount:
    """Hur mycket av ett slag i en period: persons, units (nights, visits) and öre. None of them below nothing."""

    persons: int
    units: Fraction
    ore: int

    def __post_init__(self) -> None:
        if self.persons < 0 or self.units < 0 or self.ore < 0:
            raise ValueError("an amount is not below nothing")
        if not (self.persons and self.units) and self.ore:
            raise ValueError("money for nothing cannot be split")


NOTHING = Amount(0, Fraction(0), 0)


@dataclass(frozen=True, slots=True)
class Split:
    """Delarna av en skillnad, in öre: their sum is the difference."""

    volume: int
    mix: int
    duration: int
    price: int

    @property
    def total(self) -> int:
        return self.volume + self.mix + self.duration + self.price

    def __add__(self, other: Split) -> Split:
        return Split(
            *(getattr(self, name) + getattr(other, name) for name in FACTORS),
        )


UNCHANGED = Split(0, 0, 0, 0)


def decompose(before: Mapping[str, Amount], after: Mapping[str, Amount]) -> dict[str, Split]:
    """Each kind's split of ``after − before``. A kind that is missing in one of them was nothing there.

    What a kind that begins or ends would have cost for each unit is taken from the time it was there, so that its
    whole money is volume and mix, and no price is made up.
    """
    many = [sum(one.persons for one in amounts.values()) for amounts in (before, after)]
    return {
        kind: _split(
            _factors(before.get(kind, NOTHING), after.get(kind, NOTHING), many[0]),
            _factors(after.get(kind, NOTHING), before.get(kind, NOTHING), many[1]),
            after.get(kind, NOTHING).ore - before.get(kind, NOTHING).ore,
        )
        for kind in sorted({*before, *after})
    }


def _factors(own: Amount, other: Amount, everybody: int) -> tuple[Fraction, ...]:
    share = Fraction(own.persons, everybody) if everybody else Fraction(0)
    lived = own if own.persons else other
    duration = lived.units / lived.persons if lived.persons else Fraction(0)
    priced = own if own.units else other
    price = Fraction(priced.ore) / priced.units if priced.units else Fraction(0)
    return Fraction(everybody), share, duration, price


def _split(old: Sequence[Fraction], new: Sequence[Fraction], difference: int) -> Split:
    gained = [Fraction(0)] * len(FACTORS)
    orders = list(permutations(range(len(FACTORS))))
    for order in orders:
        now = list(old)
        before = _product(now)
        for place in order:
            now[place] = new[place]
            after = _product(now)
            gained[place] += after - before
            before = after
    return Split(*whole([part / len(orders) for part in gained], difference))


def _product(values: Sequence[Fraction]) -> Fraction:
    found = Fraction(1)
    for value in values:
        found *= value
    return found


def whole(parts: Sequence[Fraction], total: int) -> list[int]:
    """The parts in whole öre with ``total`` as their sum: the largest remainders are rounded away from nothing first.

    Turned about when the sum is below nothing, so that a difference backwards is split as forwards.
    """
    sign = -1 if total < 0 else 1
    turned = [sign * part for part in parts]
    floors = [part.numerator // part.denominator for part in turned]
    left = sign * total - sum(floors)
    by_rest = sorted(range(len(parts)), key=lambda place: (floors[place] - turned[place], place))
    for place in by_rest[:left]:
        floors[place] += 1
    return [sign * floor for floor in floors]
