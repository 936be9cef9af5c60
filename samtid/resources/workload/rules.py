"""Vad som är tungt, vem som kan ta nästa, and how sure a forecast is in words. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from samtid.base.dossier.words import Need
from samtid.base.organisation import roles
from samtid.base.organisation.verbs import Verb
from samtid.ground.law.days import add_months
from samtid.ground.law.own import Own

THINKS = roles.LEADS | {role for role in roles.COMPARES if role.value == "controller"}
MAY: dict[str, Verb] = {
    "keep": Verb(THINKS, "Chefer och controllers sparar en tänkt förändring."),
}
NEEDED = 20  # limits of a kind that have been seen to the end, before anything is said of the next
SOON = 14  # days ahead that Min dag speaks of
WORTH_TELLING = 0.2

WEIGHTS: dict[str, Own] = {
    Need.CHILD.value: Own.WEIGHT_CHILD,
    Need.SUPPORT.value: Own.WEIGHT_SUPPORT,
    Need.MONEY.value: Own.WEIGHT_MONEY,
    Need.VIOLENCE.value: Own.WEIGHT_VIOLENCE,
    Need.DISABILITY.value: Own.WEIGHT_DISABILITY,
    Need.ELDERLY.value: Own.WEIGHT_ELDERLY,
    Need.SUBSTANCE.value: Own.WEIGHT_SUBSTANCE,
}


@dataclass(frozen=True, slots=True)
class Scale:
    """Skalan: points of a case by its need, how many a caseworker has at most, and a new one's part of it."""

    points: Mapping[str, int]
    ceiling: int
    new_months: int
    new_share: int  # per cent

    def of(self, need: str) -> int:
        """What a case weighs. A question is answered and weighs nothing."""
        return self.points.get(need, 0)

    def ceiling_of(self, began: date, on: date) -> int:
        """The most that somebody who began that day should have."""
        is_new = on < add_months(began, self.new_months)
        return max(self.ceiling * self.new_share // 100, 1) if is_new else self.ceiling


@dataclass(frozen=True, slots=True)
class Load:
    """En handläggares belastning: points, of how many, and what is in them."""

    name: str
    staff: int | None
    points: int
    ceiling: int
    cases: int
    is_new: bool = False
    late: int = 0
    likely: float = 0.0  # time limits that are expected to break within SOON days

    @property
    def share(self) -> float:
        """How much of the ceiling is used, in per cent."""
        return 100 * self.points / self.ceiling if self.ceiling else 0.0

    @property
    def is_over(self) -> bool:
        return self.points > self.ceiling

    @property
    def room(self) -> int:
        return self.ceiling - self.points


@dataclass(frozen=True, slots=True)
class Turn:
    """Vem som kan ta nästa, and why; ``who`` is empty when nobody has room."""

    who: str
    why: str


def next_to_take(loads: Sequence[Load], weight: int) -> Turn:
    """A suggestion: the one with the most room, if the next fits in it. The manager knows what points do not."""
    able = [load for load in loads if load.staff is not None and load.room >= weight]
    if not able:
        return Turn(
            "",
            "Ingen i enheten har plats för ett ärende till under sitt tak. Lyft det: något behöver "
            "väntas med, flyttas eller bemannas.",
        )
    best = min(able, key=lambda load: (load.share, load.late, load.name))
    said = f"{best.name} har {best.points} av {best.ceiling} poäng, minst i enheten"
    if best.late:
        said += f", men {best.late} {'sen frist' if best.late == 1 else 'sena frister'}"
    return Turn(best.name, f"{said}. Fråga först: poängen säger inte allt.")


def in_ten(chance: float) -> str:
    """``3 av 10``: a chance as most people read it best. Never none and never all, since nothing is sure."""
    tenths = round(10 * chance)
    if tenths == 0:
        return "mindre än 1 av 20" if chance < 0.05 else "1 av 20"
    if tenths == 10:
        return "mer än 19 av 20" if chance > 0.95 else "19 av 20"
    return f"{tenths} av 10"


def between(low: float, high: float) -> str:
    """``2–5 av 10``: nine tenths of what the history could have been say so."""
    first, last = round(10 * low), round(10 * high)
    return f"{first} av 10" if first == last else f"{first}–{last} av 10"


def expected(chances: Iterable[float]) -> int:
    """How many of them are expected to break: the sum, in whole."""
    return round(sum(chances))


def week_name(day: date) -> str:
    """``v. 53``: the week that ends on the day. ISO: the week of a year is that of its Thursday."""
    return f"v. {day.isocalendar().week}"


def verdict(low: float, middle: float, high: float) -> str:
    """What a difference comes to, in words that say no more than the interval does."""
    amount = f"{abs(middle):.0f}"
    if low <= 0 <= high:
        return "ingen säker skillnad"
    return f"{amount} fler" if middle > 0 else f"{amount} färre"
