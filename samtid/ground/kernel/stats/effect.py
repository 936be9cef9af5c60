"""Effekt: how much a row of values moved when something was changed, and how sure that is. Pure Python on short rows.

Three ways that are said beforehand (``before``: levels beside each other; ``others``: the same of the difference to those
who did not change anything; ``trend``: the level beside the line that the values followed before). The interval is Student's, with
the number of values made smaller by how much neighbours follow each other.

- Difference in differences on one value a period: M. Bertrand, E. Duflo and S. Mullainathan, *Quarterly Journal of
  Economics* 119 (2004), 249–275, section IV.C.
- Interrupted time series, a change of level: A. K. Wagner and others, *Journal of Clinical Pharmacy and Therapeutics*
  27 (2002), 299–309.
- The effective number of values n (1 − r) / (1 + r): F. W. Zwiers and H. von Storch, *Journal of Climate* 8 (1995), 336–351,
  with r made larger by what it is too small in short rows (F. H. C. Marriott and J. A. Pope, *Biometrika* 41 (1954), 390–402).
- More than one look shares out the error (Bonferroni): coarser than a spending function, and needs no promise of when.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import NormalDist, fmean, linear_regression

FEWEST_BEFORE = 6
FEWEST_DURING = 5
FITTED = 2
LEAST_FREE = 3.5  # with less to go by, the interval would be wider than anything it could tell
ERROR = 0.05  # shared out among the looks that were said beforehand


@dataclass(frozen=True, slots=True)
class Effect:
    """Effekten: the difference in the measure's own unit, and the interval that holds it in 95 of 100 such trials."""

    size: float
    low: float
    high: float
    before: int
    during: int

    @property
    def is_told(self) -> bool:
        """Whether chance alone would seldom give as much."""
        return self.low > 0 or self.high < 0


def student(probability: float, freedom: float) -> float:
    """The quantile of Student's distribution (Abramowitz and Stegun 1964, 26.7.5). Within 0.01 from five degrees of freedom."""
    z = NormalDist().inv_cdf(probability)
    return (
        z
        + (z**3 + z) / (4 * freedom)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * freedom**4)
    )


def level_change(before: Sequence[float], during: Sequence[float], looks: int = 1) -> Effect | None:
    """How much higher the mean is during than before; nothing where there are too few values to say."""
    if not _enough(before, during):
        return None
    levels = fmean(before), fmean(during)
    left = [[one - levels[0] for one in before], [one - levels[1] for one in during]]
    shrunk = _shrunk(left)
    spread = [sum(one * one for one in each) / (len(each) - 1) for each in left]
    shares = [spread[0] / (len(before) * shrunk), spread[1] / (len(during) * shrunk)]
    error = math.sqrt(sum(shares))
    if error == 0:
        freedom = float(len(before) + len(during) - 2)
    else:  # Welch and Satterthwaite
        freedom = sum(shares) ** 2 / sum(
            share * share / (len(each) - 1) for share, each in zip(shares, left, strict=True)
        )
    return _effect(levels[1] - levels[0], error, freedom, looks, (len(before), len(during)))


def level_beside_others(
    before: Sequence[tuple[float, float]], during: Sequence[tuple[float, float]], looks: int = 1
) -> Effect | None:
    """The same of the difference between those on trial (first of each pair) and the others in the same period."""
    return level_change([one - other for one, other in before], [one - other for one, other in during], looks)


def level_beside_trend(
    before: Sequence[tuple[int, float]], during: Sequence[tuple[int, float]], looks: int = 1
) -> Effect | None:
    """How far the values during lie from the one line that runs through both, less the step: (period, value) pairs.

    y = a + b·t + c·(during); c is told. By Frisch and Waugh the step and the values are both rid of the line first.
    """
    if not _enough(before, during):
        return None
    every = [*before, *during]
    times = [float(time) for time, _ in every]
    step = _rid_of_line(times, [0.0] * len(before) + [1.0] * len(during))
    values = _rid_of_line(times, [value for _, value in every])
    weight = sum(one * one for one in step)
    if weight < 1e-9:
        return None
    size = sum(one * value for one, value in zip(step, values, strict=True)) / weight
    left = [value - size * one for one, value in zip(step, values, strict=True)]
    shrunk = _shrunk([left])
    freedom = float(len(every) - 3)
    error = math.sqrt(sum(one * one for one in left) / (len(every) - 3) / weight / shrunk)
    return _effect(size, error, freedom, looks, (len(before), len(during)))


def _enough(before: Sequence[object], during: Sequence[object]) -> bool:
    return len(before) >= FEWEST_BEFORE and len(during) >= FEWEST_DURING


def _rid_of_line(times: Sequence[float], values: Sequence[float]) -> list[float]:
    slope, start = linear_regression(times, values)
    return [value - start - slope * time for time, value in zip(times, values, strict=True)]


def _shrunk(rows: Sequence[Sequence[float]]) -> float:
    """What part of the values tells something of its own, by how much each follows the one before. Never more than all."""
    squares = sum(one * one for row in rows for one in row)
    if squares == 0:
        return 1.0
    many = sum(len(row) for row in rows)
    follows = sum(one * after for row in rows for one, after in pairwise(row)) / squares
    # two levels, or a line, have been taken out of the values: what is left seems to follow less than it does
    follows = (follows * many + FITTED) / (many - 3 * FITTED)
    follows = min(max(follows, 0.0), 0.9)
    return (1 - follows) / (1 + follows)


def _effect(size: float, error: float, freedom: float, looks: int, counted: tuple[int, int]) -> Effect | None:
    if looks < 1:
        raise ValueError("one looks once at least")
    if freedom < LEAST_FREE:
        return None
    reach = error * student(1 - ERROR / looks / 2, freedom)
    return Effect(size, size - reach, size + reach, *counted)
