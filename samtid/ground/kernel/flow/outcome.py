"""Utfallet: what came of all the runs, told with intervals."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from .unit import Floats

EDGES = (0.05, 0.95)  # nine runs of ten end between


@dataclass(frozen=True, slots=True)
class Band:
    """Ett band: the middle run, and where nine of ten lie. Each [w]; nan where no run had anything to tell."""

    middle: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class Outcome:
    """Utfall. ``r`` runs, ``m`` open matters, ``k`` kinds, ``w`` weeks; a week's queue is what waits when it ends."""

    broken: NDArray[np.uint8]  # [r, m] whether its last day passed before it was done
    waiting: Floats  # [r, k, w] matters that nobody has begun with
    under_way: Floats  # [r, k, w]
    late: Floats  # [r, k, w] time limits that broke in the week, of old and new
    lead_days: Floats  # [r, k, w] days from came to done, summed over those done in the week
    ended: Floats  # [r, k, w] how many those were
    can_be_told: NDArray[np.bool_]  # [m] whether its last day lies within the days that were played
    tables: int
    events: int  # came, begun and done, in all the runs

    @property
    def chance(self) -> Floats:
        """[m] the share of the runs in which the limit breaks; nan when its day is beyond those played."""
        return np.where(self.can_be_told, self.broken.mean(axis=0), np.nan)

    def interval(self) -> tuple[Floats, Floats]:
        """[m] twice: where the chance lies in nine of ten of the tables, each with its own runs.

        The tables are drawn anew from the history, so it is how unsure the chance is because the history is short.
        With one table it is Wilson's interval of the runs alone.
        """
        runs = len(self.broken)
        share, z = self.broken.mean(axis=0), NormalDist().inv_cdf(EDGES[1])
        if self.tables == 1 or runs < 10 * self.tables:
            middle = (share + z * z / (2 * runs)) / (1 + z * z / runs)
            reach = z * np.sqrt(share * (1 - share) / runs + z * z / (4 * runs * runs)) / (1 + z * z / runs)
            low, high = middle - reach, middle + reach
        else:
            by_table = np.stack([self.broken[one :: self.tables].mean(axis=0) for one in range(self.tables)])
            # what the few runs of each table add by chance is taken off
            noise = share * (1 - share) * self.tables / runs
            spread = by_table.var(axis=0, ddof=1)
            scale = np.sqrt(np.maximum(spread - noise, 0.05 * spread) / np.where(spread > 0, spread, 1.0))
            narrowed = share + (by_table - share) * scale
            low, high = np.quantile(narrowed, EDGES, axis=0) if len(share) else (share, share)
            low, high = np.minimum(low, share), np.maximum(high, share)
        return (
            np.where(self.can_be_told, np.clip(low, 0, 1), np.nan),
            np.where(self.can_be_told, np.clip(high, 0, 1), np.nan),
        )

    def queue(self, kind: int | None = None) -> Band:
        """What waits at the end of each week."""
        return band(_of(self.waiting, kind))

    def in_hand(self, kind: int | None = None) -> Band:
        """What waits or is under way at the end of each week."""
        return band(_of(self.waiting + self.under_way, kind))

    def breaches(self, kind: int | None = None) -> Band:
        """How many time limits break in each week."""
        return band(_of(self.late, kind))

    def lead_time(self, kind: int | None = None) -> Band:
        """Days from came to done, the mean of those done in the week; runs in which none was say nothing."""
        with np.errstate(invalid="ignore"):
            return band(_of(self.lead_days, kind) / _of(self.ended, kind))


def _of(rows: Floats, kind: int | None) -> Floats:
    return rows.sum(axis=1) if kind is None else rows[:, kind]


def band(rows: Floats) -> Band:
    """The middle and the edges of [r, w], run by run."""
    if len(rows) and not np.isnan(rows).any():
        low, middle, high = np.quantile(rows, [EDGES[0], 0.5, EDGES[1]], axis=0)
        return Band(middle, low, high)
    low, middle, high = (np.full(rows.shape[1], np.nan) for _ in range(3))
    for week in range(rows.shape[1]):
        told = rows[:, week][~np.isnan(rows[:, week])]
        if len(told):
            low[week], middle[week], high[week] = np.quantile(told, [EDGES[0], 0.5, EDGES[1]])
    return Band(middle, low, high)


@dataclass(frozen=True, slots=True)
class Difference:
    """Skillnaden mellan två världar med samma slump, run by run: the queue's and the breaches'."""

    here: Outcome
    there: Outcome
    queue: Band  # [w] matters that wait
    breaches: Band  # [1] in the whole time
    in_hand: Band  # [w]


def difference(here: Outcome, there: Outcome) -> Difference:
    """Of two outcomes with the same runs and seed."""
    if here.waiting.shape[0] != there.waiting.shape[0]:
        raise ValueError("two worlds are compared run by run, so they have as many")
    weeks = min(here.waiting.shape[2], there.waiting.shape[2])

    def of(name: str) -> Floats:
        rows: Floats = (
            getattr(there, name).sum(axis=1)[:, :weeks] - getattr(here, name).sum(axis=1)[:, :weeks]
        )
        return rows

    return Difference(
        here,
        there,
        queue=band(of("waiting")),
        breaches=band(of("late").sum(axis=1, keepdims=True)),
        in_hand=band(of("waiting") + of("under_way")),
    )
