"""Provet: what the forecast would have said, month by month, beside what then happened and beside simpler ways to tell.

At each moment only what was known then is used. Brier's score (G. W. Brier, *Monthly Weather Review*, 1950) is the mean
square of the error: 0 is to know, 0.25 is to say half each time, lower is better.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from .fit import FEWEST, Past, quantile_tables
from .unit import Floats, Ints

Bools = NDArray[np.bool_]
OPEN = np.iinfo(np.int64).max // 4  # the day that something still open was done
LEFT = (-1, 0, 3, 7, 14, 30, 60)  # days left: the edges of the plain baseline's groups
BINS = (0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 1.0)
LEAST_TAIL = 0.05  # of a span
AHEAD = 60  # a limit that breaks later than so is not asked about: what is due in two months is for two months to tell


@dataclass(frozen=True, slots=True)
class Limits:
    """Frister i historien. ``n`` of them; days are whole, counted from the calendar's first."""

    unit: Ints  # [n]
    kind: Ints  # [n]
    began: Ints  # [n]
    stopped: Ints  # [n] OPEN where it runs still
    due: Ints  # [n] its last day
    works: Floats  # [d] the share of a working day that each day is

    def __post_init__(self) -> None:
        if len({len(one) for one in (self.unit, self.kind, self.began, self.stopped, self.due)}) != 1:
            raise ValueError("every limit has a unit, a kind and three days")

    def known(self, on: int) -> Limits:
        """As it stood when the day ``on`` began."""
        here = self.began < on
        stopped = np.where(self.stopped < on, self.stopped, OPEN)
        return Limits(
            self.unit[here], self.kind[here], self.began[here], stopped[here], self.due[here], self.works
        )

    def work(self, since: Ints, until: Ints | int) -> Floats:
        """Working days from one day to another, both as they begin."""
        summed = np.concatenate([[0.0], np.cumsum(self.works)])
        most = len(self.works)
        return np.maximum(summed[np.clip(until, 0, most)] - summed[np.clip(since, 0, most)], 0.0)

    @property
    def span(self) -> Floats:
        """[n] working days from when it began to the end of its last day; half a day at least."""
        return np.maximum(self.work(self.began, self.due + 1), 0.5)

    def past(self, on: int) -> Past:
        """How large a part of its span each took, or has taken when the day ``on`` begins: one with a year is not in
        the same hurry as one with a month."""
        done = self.stopped < on
        until = np.where(done, self.stopped, on)
        days = self.work(self.began, until) + np.where(done, 0.5, 0.0)
        return Past(self.kind, days / self.span, done)


def chances(history: Limits, on: int, tables: int = 10, seed: int = 1) -> tuple[Floats, Bools]:
    """[n] the chance that each limit that runs when ``on`` begins breaks, and whether it can be said.

    It is what the simulation comes to when everybody is at work and nothing waits for somebody to begin: of those in
    the history that had taken as long, how many took longer than the last day. A unit's own history where that has
    ``FEWEST`` of the kind, the whole municipality's otherwise.
    """
    past = history.past(on)
    kinds = int(history.kind.max()) + 1 if len(history.kind) else 0
    enough = past.enough(kinds)
    running = history.stopped >= on
    told = np.full(len(history.kind), np.nan)
    whole = quantile_tables(past, kinds, tables, seed) if kinds else np.zeros((1, 0, 2))
    done = history.work(history.began, on) / history.span
    for unit in np.unique(history.unit[running]):
        for kind in np.unique(history.kind[running & (history.unit == unit)]):
            if not enough[kind]:
                continue
            here = (history.unit == unit) & (history.kind == kind)
            own = Past(past.kind[here] * 0, past.days[here], past.is_done[here])
            use = quantile_tables(own, 1, tables, seed)[:, 0] if own.enough(1)[0] else whole[:, kind]
            asked = np.flatnonzero(here & running)
            by_table = [_longer(table, done[asked]) for table in use]
            told[asked] = np.mean(by_table, axis=0)
    told[running & (history.due < on)] = 1.0
    return told, running & ~np.isnan(told)


def _longer(table: Floats, done: Floats) -> Floats:
    """The chance that what has taken ``done`` of its span takes more than the whole of it."""
    at = np.linspace(0.0, 1.0, len(table))

    def left(days: Floats) -> Floats:
        # from the top, so that equal quantiles count as passed
        return 1.0 - np.interp(days, table, at, left=0.0, right=1.0)

    now, then = left(done), left(np.ones_like(done))
    beyond = now <= 0.0  # longer than anything seen: as the simulation, without memory
    tail = max(float(table[-1] - np.interp(0.9, at, table)), LEAST_TAIL)
    return np.where(beyond, np.exp(-(1.0 - done) / tail), then / np.where(beyond, 1.0, now))


def share_by_kind(history: Limits, on: int) -> Floats:
    """[n] plain: how large a share of the kind's limits have broken before."""
    known = np.where(history.stopped < on, history.stopped, on)
    settled = (history.stopped < on) | (history.due < on)
    broke = settled & (known > history.due)
    told = np.full(len(history.kind), broke[settled].mean() if settled.any() else 0.5)
    for kind in np.unique(history.kind):
        of = settled & (history.kind == kind)
        if of.any():
            told[history.kind == kind] = broke[of].mean()
    return told


def share_by_days_left(history: Limits, on: int, before: Sequence[int]) -> Floats:
    """[n] plain: of those that had as many days left at earlier moments, how large a share broke."""
    left: list[Ints] = []
    broke: list[Bools] = []
    for moment in before:
        then = history.known(moment)
        runs = (then.stopped >= moment) & (then.due >= moment)
        now = history.stopped[history.began < moment]
        settled = runs & ((now < on) | (then.due < on))
        left.append((then.due - moment)[settled])
        broke.append((np.where(now < on, now, on) > then.due)[settled])
    lefts = np.concatenate(left or [np.zeros(0, np.int64)])
    broken = np.concatenate(broke or [np.zeros(0, bool)])
    group, told = np.searchsorted(LEFT, lefts), np.full(len(history.kind), 0.5)
    if len(broken):
        told[:] = broken.mean()
    own = np.searchsorted(LEFT, history.due - on)
    for one in np.unique(own):
        if (group == one).any():
            told[own == one] = broken[group == one].mean()
    return told


@dataclass(frozen=True, slots=True)
class Proof:
    """Provets svar: everything that was asked, what each way said, and what happened."""

    broke: Bools  # [n]
    said: dict[str, Floats]  # [n] each
    on: Ints  # [n] the moment it was asked

    def brier(self, name: str) -> float:
        """The mean square of the error."""
        return float(np.mean((self.said[name] - self.broke) ** 2)) if len(self.broke) else float("nan")

    def reliability(self, name: str) -> list[tuple[float, float, float, int]]:
        """By what was said: from and to, what was said in the mean, the share that broke, how many."""
        rows = []
        for low, high in pairwise(BINS):
            here = (self.said[name] >= low) & ((self.said[name] < high) | (high == 1.0))
            if here.any():
                rows.append(
                    (
                        low,
                        float(self.said[name][here].mean()),
                        float(self.broke[here].mean()),
                        int(here.sum()),
                    )
                )
        return rows

    def surer(self, name: str, other: str, draws: int = 400, seed: int = 1) -> tuple[float, float]:
        """Between what nine of ten the difference in Brier lies (negative: ``name`` is better), by moments drawn anew."""
        moments, chance = np.unique(self.on), np.random.default_rng(seed)
        errors = (self.said[name] - self.broke) ** 2 - (self.said[other] - self.broke) ** 2
        sums = np.array([[errors[self.on == one].sum(), (self.on == one).sum()] for one in moments])
        drawn = sums[chance.integers(0, len(moments), (draws, len(moments)))].sum(axis=1)
        low, high = np.quantile(drawn[:, 0] / drawn[:, 1], [0.05, 0.95])
        return float(low), float(high)


OURS, RAW, BY_KIND, BY_DAYS = "samtid", "flow", "share", "days"
FIRM = 6.0  # how many questions' worth the weights that it begins with are
BEGINS = np.array([0.0, 0.5, 0.5, 0.0])  # the mean, on the scale of odds, of the flow and of the days left


@dataclass(frozen=True, slots=True)
class Tuning:
    """Inställningen: what the flow says is weighed with the plain shares, as it has turned out before.

    The weights are of a logistic regression that is drawn towards ``BEGINS`` (D. Wolpert, *Stacked generalization*,
    1992; the penalty as in A. Hoerl and R. Kennard, 1970). With nothing to learn from they are those it begins with.
    """

    weights: Floats  # [4]
    learnt_from: int

    def of(self, flow: Floats, days: Floats, kind: Floats) -> Floats:
        """The chance, with all three weighed. It rises with what the flow says."""
        return _chance(_odds(flow, days, kind) @ self.weights)


def tuned(flow: Floats, days: Floats, kind: Floats, broke: Bools) -> Tuning:
    """Learns from what was said and what happened, by Newton's method."""
    rows, weights = _odds(flow, days, kind), BEGINS.copy()
    for _ in range(25):
        said = _chance(rows @ weights)
        slope = rows.T @ (broke - said) - FIRM * (weights - BEGINS)
        bend = (rows * (said * (1 - said))[:, None]).T @ rows + FIRM * np.eye(4)
        step = np.linalg.solve(bend, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-9:
            break
    weights[1] = max(weights[1], 0.0)  # more that is left to do never makes it surer
    return Tuning(weights, len(broke))


def _odds(flow: Floats, days: Floats, kind: Floats) -> Floats:
    told = np.stack([np.clip(one, 0.01, 0.99) for one in (flow, days, kind)], axis=1)
    return np.concatenate([np.ones((len(told), 1)), np.log(told / (1 - told))], axis=1)


def _chance(odds: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(odds, -30, 30))))


def prove(history: Limits, moments: Sequence[int], until: int, tables: int = 3) -> tuple[Proof, Tuning]:
    """Asks at each of the moments about every limit that ran then, was not broken, and is settled when ``until`` begins.

    The tuning that is used at a moment has learnt from what was settled before it; the one that is given back, from all.
    """
    asked_of: list[tuple[int, Bools, Ints, dict[str, Floats]]] = []
    broke, on = [], []
    said: dict[str, list[Floats]] = {OURS: [], RAW: [], BY_KIND: [], BY_DAYS: []}
    for place, moment in enumerate(moments):
        then = history.known(moment)
        if not len(then.kind):
            continue
        told, can = chances(then, moment, tables)
        now = history.stopped[history.began < moment]
        asked = can & (then.due >= moment) & (then.due < moment + AHEAD) & (then.due < until)
        plain = {
            RAW: told[asked],
            BY_KIND: share_by_kind(then, moment)[asked],
            BY_DAYS: share_by_days_left(then, moment, moments[:place])[asked],
        }
        learnt = _learnt(asked_of, moment)
        ours = learnt.of(plain[RAW], plain[BY_DAYS], plain[BY_KIND])
        asked_of.append((moment, now[asked] > then.due[asked], np.minimum(now, then.due)[asked], plain))
        broke.append(now[asked] > then.due[asked])
        on.append(np.full(int(asked.sum()), moment))
        for name, rows in {**plain, OURS: ours}.items():
            said[name].append(rows)
    joined = {name: np.concatenate(rows or [np.zeros(0)]) for name, rows in said.items()}
    proof = Proof(
        np.concatenate(broke or [np.zeros(0, bool)]), joined, np.concatenate(on or [np.zeros(0, np.int64)])
    )
    return proof, _learnt(asked_of, until)


def _learnt(asked_of: Sequence[tuple[int, Bools, Ints, dict[str, Floats]]], on: int) -> Tuning:
    """From the questions that were settled before ``on``."""
    rows: dict[str, list[Floats]] = {RAW: [], BY_DAYS: [], BY_KIND: []}
    broke = []
    for _, happened, settled, plain in asked_of:
        known = settled < on
        broke.append(happened[known])
        for name, values in rows.items():
            values.append(plain[name][known])
    if not broke:
        return Tuning(BEGINS, 0)
    flow, days, kind = (np.concatenate(rows[name]) for name in (RAW, BY_DAYS, BY_KIND))
    return tuned(flow, days, kind, np.concatenate(broke))


__all__ = [
    "AHEAD", "BY_DAYS", "BY_KIND", "FEWEST", "OPEN", "OURS", "RAW", "Limits", "Proof", "Tuning",
    "chances", "prove", "share_by_days_left", "share_by_kind", "tuned",
]  # fmt: skip
