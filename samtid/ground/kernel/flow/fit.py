"""Ur enhetens egen historia: how long matters take, how many come, and how sure that is.

What is still open says that it takes longer than so (right censoring): the quantiles are those of Kaplan and Meier
(*Nonparametric estimation from incomplete observations*, JASA 1958). Beyond what has been seen to the end the tail
is that of a lognormal through the last of it. How unsure they are is found by drawing the matters anew with
replacement (B. Efron, *Censored data and the bootstrap*, JASA 1981).
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from .unit import Floats, Ints

NORMAL = NormalDist()
FEWEST = 20  # matters of a kind that have been done; with fewer nothing is said
QUANTILES = 101
SPREAD = 0.6  # of the logarithm, where too little has been seen to reckon one


@dataclass(frozen=True, slots=True)
class Past:
    """Historia. ``n`` matters; those not done yet have been under way so long."""

    kind: Ints  # [n]
    days: Floats  # [n] working days from begun to done, or until now
    is_done: NDArray[np.bool_]  # [n]

    def enough(self, kinds: int) -> NDArray[np.bool_]:
        """[k] whether so many of each kind are done that something can be said."""
        return np.bincount(self.kind[self.is_done], minlength=kinds)[:kinds] >= FEWEST


def kaplan_meier(days: Floats, is_done: NDArray[np.bool_], count: int = QUANTILES) -> Floats:
    """[count] the days at the quantiles 0 … 1. Rising; the last is finite."""
    order = np.lexsort((~is_done, days))
    times, ended = days[order], is_done[order]
    at_risk = np.arange(len(times), 0, -1)
    left = np.cumprod(np.where(ended, 1.0 - 1.0 / at_risk, 1.0))
    seen, shares = times[ended], 1.0 - left[ended]
    wanted = np.linspace(0.0, 1.0, count)
    if not len(seen):
        seen, shares = times[-1:] if len(times) else np.ones(1), np.zeros(1)
    # between two that are done it is taken for even
    told = np.interp(wanted, np.concatenate([[0.0], shares]), np.concatenate([[seen[0] * 0.5], seen]))
    reached = float(shares[-1])
    if reached < 1.0 - 1e-9:  # the longest are still open
        logs = np.log(np.maximum(seen, 0.5))
        spread = float(logs.std()) if len(logs) > 2 and logs.std() > 0.05 else SPREAD
        beyond = wanted > reached
        z = normal_quantile(np.clip(wanted, 0.001, 0.995))
        z_here = NORMAL.inv_cdf(float(np.clip(reached, 0.001, 0.995)))
        told[beyond] = max(float(seen[-1]), 0.5) * np.exp(spread * np.maximum(z[beyond] - z_here, 0.0))
    return np.maximum.accumulate(told)


def normal_quantile(share: Floats) -> Floats:
    """[n] the normal distribution's quantiles of shares between 0 and 1, neither of them."""
    return np.array([NORMAL.inv_cdf(one) for one in share.tolist()])


def quantile_tables(past: Past, kinds: int, tables: int = 20, seed: int = 1) -> Floats:
    """[tables, kinds, q] the quantiles of each kind: the first from the history as it is, the others drawn anew.

    A kind with fewer than ``FEWEST`` done has that of all kinds; ``Past.enough`` says which they are.
    """
    chance = np.random.default_rng(seed)
    enough = past.enough(kinds)
    made = np.empty((tables, kinds, QUANTILES))
    for kind in range(kinds):
        own = past.kind == kind if enough[kind] else np.ones(len(past.kind), bool)
        days, is_done = past.days[own], past.is_done[own]
        if not len(days):
            days, is_done = np.full(1, 30.0), np.zeros(1, bool)
        for table in range(tables):
            drawn = chance.integers(0, len(days), len(days)) if table else np.arange(len(days))
            made[table, kind] = kaplan_meier(days[drawn], is_done[drawn])
    return made


def rates_of(came: Ints, weekday: Ints, month: Ints, ahead: tuple[Ints, Ints]) -> Floats:
    """[d] new matters expected on each day ahead, from the days of one kind in the history.

    ``came`` [n] how many on each day, with its ``weekday`` (0–6) and ``month`` (1–12); ``ahead`` the same two of the
    days to come. A weekday's and a month's share are drawn towards the mean by as much as a day's mean of ten matters
    (empirical Bayes, gamma-Poisson).
    """
    mean = float(came.mean()) if len(came) else 0.0
    if mean == 0:
        return np.zeros(len(ahead[0]))

    def factor(of: Ints, size: int) -> Floats:
        seen = np.bincount(of, weights=came, minlength=size)
        usual = np.bincount(of, minlength=size) * mean
        return np.asarray((seen + 10.0) / (usual + 10.0))

    return np.asarray(mean * factor(weekday, 7)[ahead[0]] * factor(month, 13)[ahead[1]])
