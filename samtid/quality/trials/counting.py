"""Vad som räknas: the values of some units beside each other, the effect as the plan says, and what may be said of it. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from samtid.ground.kernel.stats import Effect, level_beside_others, level_beside_trend, level_change
from samtid.ground.kernel.stats.effect import FEWEST_BEFORE, FEWEST_DURING

from .rules import months_before
from .words import Method, Way

MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class Told:
    """Ett värde i en enhet: the period's first and last day, the value, and what it weighs beside another unit's.

    A share weighs by how many it counts and a rate by its base, so that units together are as one; of medians each unit weighs the
    same, since there is no median of medians. ``adds``: a number of something, which units have together.
    """

    unit: int
    first_on: date
    last_on: date
    value: float
    weight: float = 1.0
    adds: bool = False


def pooled(values: Iterable[Told], units: frozenset[int]) -> dict[tuple[date, date], float]:
    """One value a period for some units together. Only periods where every unit is told of."""
    by_period: dict[tuple[date, date], list[Told]] = {}
    for one in values:
        if one.unit in units:
            by_period.setdefault((one.first_on, one.last_on), []).append(one)
    return {
        period: _together(told)
        for period, told in sorted(by_period.items())
        if {one.unit for one in told} == units
    }


def _together(told: Sequence[Told]) -> float:
    if told[0].adds:
        return sum(one.value for one in told)
    weight = sum(one.weight for one in told)
    return sum(one.value * one.weight for one in told) / weight if weight else 0.0


def counted(
    plan: Method,
    values: Sequence[Told],
    *,
    tries: frozenset[int],
    beside: frozenset[int],
    months: int,
    starts_on: date,
    ends_on: date,
    looks: int,
) -> Effect | None:
    """The effect as the plan says that it is counted; nothing where there are too few periods. Whole periods only."""
    own = pooled(values, tries)
    since = months_before(starts_on, months)
    first = [period for period in own if since <= period[0] and period[1] < starts_on]
    then = [period for period in own if starts_on <= period[0] and period[1] <= ends_on]
    if plan is Method.BEFORE:
        return level_change([own[one] for one in first], [own[one] for one in then], looks)
    if plan is Method.TREND:
        places = {period: place for place, period in enumerate(_gapless([*first, *then]))}
        return level_beside_trend(
            [(places[one], own[one]) for one in first], [(places[one], own[one]) for one in then], looks
        )
    others = pooled(values, beside)
    return level_beside_others(
        [(own[one], others[one]) for one in first if one in others],
        [(own[one], others[one]) for one in then if one in others],
        looks,
    )


def _gapless(periods: Sequence[tuple[date, date]]) -> list[tuple[date, date]]:
    """The periods in order with the missing ones between them, so that time is even along a line."""
    filled: list[tuple[date, date]] = []
    for first, last in sorted(periods):
        while filled and filled[-1][1] + timedelta(days=1) < first:
            begins = filled[-1][1] + timedelta(days=1)
            length = (last.year - first.year) * 12 + last.month - first.month + 1
            filled.append((begins, months_before(begins, -length) - timedelta(days=1)))
        filled.append((first, last))
    return filled


def sentence(effect: Effect | None, way: Way, decimals: int, unit: str, *, is_stopped: bool = False) -> str:
    """What was found, to one who does not count. One decimal more than the figure has, since a difference is smaller."""
    if effect is None:
        return (
            f"Det går inte att säga: det behövs minst {FEWEST_BEFORE} perioder före och {FEWEST_DURING} under försöket "
            "där varje enhet har så många att den kan visas, och som inte skiljer sig för mycket åt."
        )

    def said(value: float) -> str:
        shown = f"{abs(value):.{decimals + 1}f}".replace(".", ",")
        return f"{MINUS if value < 0 and float(shown.replace(',', '.')) else ''}{shown}"

    found = (
        f"Skillnaden är {said(effect.size)} {'procentenheter' if unit == '%' else unit} "
        f"(95 % säkert mellan {said(effect.low)} och {said(effect.high)}), "
        f"på {effect.before} perioder före och {effect.during} under."
    )
    if is_stopped:
        return (
            f"{found} Försöket avbröts, och en skillnad kan bero på när det skedde: det säger inget säkert."
        )
    if not effect.is_told:
        return f"{found} Det går inte att skilja från slump."
    as_thought = (effect.size > 0) == (way is Way.HIGHER)
    return f"{found} {'Det talar för hypotesen.' if as_thought else 'Det blev tvärtom mot vad ni trodde.'}"
