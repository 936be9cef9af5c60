"""Avgiftens uppgifter, villkor och rader, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import floor

from samtid.ground.law import fees
from samtid.ground.law.fees import PriceBase, Rounding

from ..words import Household, Income, Part, Per, Source, Step, Supplement, Turn, Unstated, Whose


@dataclass(frozen=True, slots=True)
class IncomeFact:
    """En inkomst: ``amount`` in kronor, for a month or for the coming twelve months."""

    whose: Whose
    kind: Income
    amount: Fraction
    per: Per
    source: Source
    known_on: date

    @property
    def monthly(self) -> Fraction:
        """Per month in whole öre, the fraction left out: lines add up, and never against the person."""
        return whole_ore(self.amount / (12 if self.per is Per.YEAR else 1))


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Ändring av minimibeloppet, in kronor per month, with why (32:9)."""

    turn: Turn
    amount: Fraction
    reason: str


@dataclass(frozen=True, slots=True)
class Tariff:
    """Taxans avgift för en insats, in kronor per month. ``self_cost`` is what it costs the municipality, when known."""

    what: str
    part: Part
    amount: Fraction
    code: str = ""
    self_cost: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Avgiftsunderlaget. ``housing`` is the home's whole cost per month in kronor; ``None``: nobody has said it.

    ``unstated``: the one who pays has been asked and does not tell the incomes.
    """

    household: Household
    incomes: tuple[IncomeFact, ...] = ()
    housing: Fraction | None = None
    adjustments: tuple[Adjustment, ...] = ()
    tariffs: tuple[Tariff, ...] = ()
    unstated: bool = False
    partner_note: str = ""

    def of(self, whose: Whose) -> list[IncomeFact]:
        return [one for one in self.incomes if one.whose is whose]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Det som gäller för månaden: the year's price base, and what the municipality itself has decided (None: nothing yet)."""

    base: PriceBase
    rounding: Rounding = Rounding.STRICT
    supplement: Supplement | None = None
    unstated: Unstated | None = None

    @property
    def highest_care(self) -> int:
        return fees.at_most(fees.monthly(self.base, fees.CARE_SHARE), self.rounding)

    @property
    def highest_housing(self) -> int:
        return fees.at_most(fees.monthly(self.base, fees.HOUSING_SHARE), self.rounding)

    def minimum(self, household: Household) -> int:
        """The minimum amount, before it is raised or lowered."""
        share = fees.COUPLE_SHARE if household.shares_home else fees.SINGLE_SHARE
        return fees.at_least(fees.monthly(self.base, share), self.rounding)


@dataclass(frozen=True, slots=True)
class Line:
    """En rad i uträkningen: what, how many kronor (exact to the öre), by which paragraph. ``is_sum`` ends a step."""

    step: Step
    text: str
    amount: Fraction
    law: str = ""
    is_sum: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """Uträkningen: the fee in whole kronor per month, and every line that led to it."""

    fee: int
    lines: tuple[Line, ...] = field(default_factory=tuple)


def whole_ore(amount: Fraction) -> Fraction:
    """Whole öre, the fraction left out."""
    return Fraction(floor(amount * 100), 100)
