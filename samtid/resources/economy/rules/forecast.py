"""Vad året slutar på: what is told so far, and the quarters that are left as last year's, with what this year has changed.

The method is seasonal-naive with the level of this year (R. J. Hyndman and G. Athanasopoulos, Forecasting: Principles and
Practice, 3rd ed., 5.2): a quarter that is left becomes the same quarter of last year times what this year's told quarters
are of the same ones last year. The interval is from the method's own misses on the quarters that have been (bootstrap of
the relative errors, one seed one answer). With fewer than ``NEEDED`` misses no interval is said. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from statistics import fmean

Quarter = tuple[int, int]  # year, 1–4
NEEDED = 4
RUNS = 2000


@dataclass(frozen=True, slots=True)
class Forecast:
    """Prognos för ett år, in kronor. ``low`` and ``high`` hold nine of ten; none when too little has been.

    ``miss`` is how wrong the method has been for a quarter on average, and ``naive_miss`` that the quarter becomes as the
    same quarter a year before; both as a share, none where nothing could be tried.
    """

    year: int
    told: float
    quarters_told: int
    middle: float
    low: float | None
    high: float | None
    tried: int
    miss: float | None
    naive_miss: float | None


def forecast(known: Mapping[Quarter, float], year: int) -> Forecast | None:
    """The year's sum. None when a quarter that is left has nothing to be told from."""
    told = {quarter: value for quarter, value in known.items() if quarter[0] == year}
    left = [(year, place) for place in range(1, 5) if (year, place) not in told]
    middles = [_guess(known, quarter) for quarter in left]
    if any(one is None for one in middles):
        return None
    expected = sum(one for one in middles if one is not None)
    errors, naive = _errors(known)
    low = high = None
    so_far = sum(told.values())
    if not left:
        low = high = so_far
    elif len(errors) >= NEEDED:
        chance = Random(year)
        # one miss for all that is left: quarters of a year miss together
        sums = sorted(expected * (1 + chance.choice(errors)) for _ in range(RUNS))
        low, high = so_far + sums[RUNS // 20], so_far + sums[-RUNS // 20]
    return Forecast(
        year,
        so_far,
        len(told),
        so_far + expected,
        low,
        high,
        len(errors),
        fmean(abs(one) for one in errors) if errors else None,
        fmean(abs(one) for one in naive) if naive else None,
    )


def _guess(known: Mapping[Quarter, float], wanted: Quarter) -> float | None:
    """A quarter, from those before it only."""
    year, place = wanted
    before = known.get((year - 1, place))
    if before is None:
        return None
    pairs = [
        (known[year, one], known[year - 1, one])
        for one in range(1, place)
        if (year, one) in known and (year - 1, one) in known
    ]
    base = sum(last for _, last in pairs)
    return before * (sum(now for now, _ in pairs) / base if base >= 1 else 1.0)


def _errors(known: Mapping[Quarter, float]) -> tuple[list[float], list[float]]:
    """How wrong each quarter that has been would have been told, by the method and by last year alone."""
    ours, naive = [], []
    for quarter, value in sorted(known.items()):
        guess, before = _guess(known, quarter), known.get((quarter[0] - 1, quarter[1]))
        if guess and before and min(guess, before) >= 1:  # of less than a krona nothing is a share
            ours.append(value / guess - 1)
            naive.append(value / before - 1)
    return ours, naive
