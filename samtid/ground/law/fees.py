"""Avgifter i äldre- och funktionshinderomsorg: prisbasbelopp, högsta avgift och minimibelopp (SoL 32 kap.). Pure.

Amounts are exact fractions of kronor until they are rounded. What a year's price base is stands here with where it was
read; a year that is not here comes from the municipality's own dated value, and else it is refused, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor

from samtid.ground.law.rules import Confidence
from samtid.ground.reasons import NotYet, Obstacle
from samtid.ground.words import Word

FEES = "SoL 32 kap. 1 §"
BASE = "SoL 32 kap. 5 §"
HIGHEST_CARE = "SoL 32 kap. 6 § 1"
HIGHEST_HOUSING = "SoL 32 kap. 6 § 2"
RESERVED = "SoL 32 kap. 7 §"
MINIMUM = "SoL 32 kap. 8 §"
CHANGED_MINIMUM = "SoL 32 kap. 9 §"
CHANGE = "SoL 32 kap. 10 §"
APPEAL = "SoL 35 kap. 1 § 9"

CARE_SHARE = Fraction("0.5392")
HOUSING_SHARE = Fraction("0.5539")
SINGLE_SHARE = Fraction("1.4789")
COUPLE_SHARE = Fraction("1.2066")


class Rounding(Word):
    """Avrundning till hela kronor."""

    STRICT = "strict", "Högst avrundas nedåt, lägst uppåt", "Så hålls lagens gräns alltid."
    NEAREST = "nearest", "Till närmaste krona", "Så brukar publicerade tabeller göra."


@dataclass(frozen=True, slots=True)
class PriceBase:
    """Prisbasbelopp för ett år, in kronor, and where it was read."""

    year: int
    kronor: int
    source: str
    confidence: Confidence


KNOWN: dict[int, PriceBase] = {
    one.year: one
    for one in (
        PriceBase(2024, 57_300, "Regeringens beslut för 2024", Confidence.READ_ELSEWHERE),
        PriceBase(2025, 58_800, "Regeringens beslut för 2025", Confidence.READ_ELSEWHERE),
        PriceBase(2026, 59_200, "SFS 2025:872", Confidence.READ),
        PriceBase(2027, 59_600, "Regeringens beslut i september 2026", Confidence.READ_ELSEWHERE),
    )
}
OWN_SOURCE = "Inskrivet av kommunen"


def price_base(year: int, own: int | None = None) -> PriceBase:
    """The price base of a year. ``own`` is what the municipality has written in for that very year, in kronor: it stands
    before what we have not read in the law itself.

    Raises ``NotYet`` when nobody has said it: last year's amount is no guess of this year's.
    """
    known = KNOWN.get(year)
    if own is not None and (known is None or known.confidence is not Confidence.READ):
        return PriceBase(year, own, OWN_SOURCE, Confidence.UNCERTAIN)
    if known is not None:
        return known
    text = (
        f"Prisbasbeloppet för {year} är inte inlagt. Systemförvaltaren lägger in det under Organisationen, Värden, "
        f"med första dag {year}-01-01."
    )
    raise NotYet([Obstacle(text, HIGHEST_CARE, field="changed_on")])


def monthly(base: PriceBase, share: Fraction) -> Fraction:
    """A twelfth of a share of the price base: exact."""
    return base.kronor * share / 12


def at_most(amount: Fraction, rounding: Rounding = Rounding.STRICT) -> int:
    """What is *högst*: whole kronor, never above the limit when strict."""
    return floor(amount) if rounding is Rounding.STRICT else nearest(amount)


def at_least(amount: Fraction, rounding: Rounding = Rounding.STRICT) -> int:
    """What is *lägst*: whole kronor, never below the limit when strict."""
    return ceil(amount) if rounding is Rounding.STRICT else nearest(amount)


def nearest(amount: Fraction) -> int:
    """The nearest krona; a half goes up."""
    return floor(amount + Fraction(1, 2))


def holds_from(changed_on: date) -> date:
    """The month a change is counted from: the one after it arose, or that month if it holds all of it (32:10)."""
    if changed_on.day == 1:
        return changed_on
    return month_after(changed_on)


def month_after(day: date) -> date:
    """The first of the month after ``day``."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
