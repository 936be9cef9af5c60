"""Lös: from a problem to a plan."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import cooling
from .problem import MUST, BadProblem, Problem
from .result import Plan, read_plan
from .stop import Progress, Stop

Watch = Callable[[str], None]
CHUNK = 5_000  # trials between two looks at the clock; part of what makes a plan repeatable
FIRST_ROUND = 400_000  # trials of the first cooling when the stopping rule cannot tell its share

# Upper bounds of 1024 per move: relocate, swap, segment, tail, pair, group, window, route
MOVES = (400, 560, 680, 740, 940, 960, 980, 990)
# ruins per 2**20 trials (at most, and times services), services torn out, longest string, blinks of 128
RUINS, RUINS_TIMES_SERVICES, FEWEST_RUINS = 20_000, 1_000_000, 2_000
TEAR = (RUINS, 15, 8, 2)
STAGES = 24  # of a cooling that the scouts lead: how often what they agree on is priced anew
UNLED = 2  # and how many of them, the last, have no discounts
STEP = 50_000  # groups times services between two looks at the clock while the first plan is built
UNIT_CHUNK = 20_000  # the same, in trials of the descent
LAST = (
    0.97  # share of the budget after which single visits are moved by the true clock, where waiting is priced
)
LOOK = 800  # trials that such a move counts as
HURRY = 0.5  # share of the budget after which getting ready may not take longer
NONE_BETTER = -1.0  # hardness: with discounts nothing counts as the best plan
# what is hard: how its price rises (the longer, the faster) and falls, chunk by chunk, and how far
STIFFER, SOFTER, STIFFEST = 4.0, 0.8, 1e11
DESCENT = 300  # trials per service of the short descent that shows what moves cost
GUIDE = 10.0  # price on uneven idle time at the start, as a share of the price of the greatest; it fades to nothing

# An exponential variable in 1024 steps: four kilobytes, for every trial reads it and the nearest cache is small.
LADDER = np.array([round(-math.log((i + 0.5) / 1024), 9) for i in range(1024)], np.float32)


def solve(problem: Problem, stop: Stop, seed: int = 0, *, watch: Watch | None = None) -> Plan:
    """Search for a cheap plan until ``stop`` says enough. Same seed and iteration budget, same plan.

    ``watch`` gets a Swedish line when the code has to be compiled first. Raises ``BadProblem`` when not even a
    first plan exists (which a checked problem with soft windows always has).
    """
    compile_once(watch)
    started = time.perf_counter()
    search = Search(problem, seed, watch, lambda: float(stop(Progress(time.perf_counter() - started))))
    interrupted = False
    try:
        while search.step(stop, time.perf_counter() - started):
            pass
    except KeyboardInterrupt:  # between two chunks: the search is whole, and so is what it has found
        interrupted = True
    return search.plan(time.perf_counter() - started, interrupted=interrupted)


def _never() -> float:
    return 0.0


class Search:
    """Sökning: the state of one search, advanced chunk by chunk."""

    def __init__(
        self, problem: Problem, seed: int, watch: Watch | None = None, used: Callable[[], float] = _never
    ) -> None:
        """``used``: how much of the budget is gone while the search is made ready."""
        from . import _anneal, _keep, _prepare
        from ._layout import FORBID, HAS_WAIT, IDLE, SIEVE
        from .consensus import Consensus

        compile_once(watch)
        self.problem, self.seed = problem, seed
        self.nothing = problem.n_services == 0 or problem.n_staff == 0
        self.field = _prepare.prepare(problem)
        self.state = _prepare.blank(self.field, seed)
        self.bench = _prepare.bench(self.field, self.state)
        if not self.nothing:
            self._construct(used)
        self.out = np.zeros(8)
        self.out[0] = self.out[1] = _keep.price(self.state.Z, self.field.W)
        self.out[_anneal.HARDNESS] = _keep.hardness(self.state.Z, self.field.H)
        if self.out[_anneal.HARDNESS] > 0:
            self.out[1] -= self.field.W[FORBID] * self.out[_anneal.HARDNESS]
        s, b = self.state, self.bench
        _keep.copy(s.X, s.WMIN, s.Z, b.best_X, b.best_W, b.best_Z)
        self.first = (s.X.copy(), s.WMIN.copy(), s.Z.copy())
        self.share = np.array(MOVES + TEAR, np.int64)
        per_service = RUINS_TIMES_SERVICES // max(1, problem.n_services)
        self.share[len(MOVES)] = min(RUINS, max(FEWEST_RUINS, per_service))
        self.idle = float(self.field.W[IDLE])
        self.gentlest = float(self.field.W[FORBID])
        self.exact = bool(
            self.field.FLAG[HAS_WAIT]
        )  # waiting is priced, and its true price is known to ``clock``
        self.polished: Plan | None = None
        self.raised = 0  # how often in a row the price of what is hard has risen
        self.unit, self.fine = self._units(used)
        self.plain = bool(self.field.FLAG[SIEVE])  # what the sieve can price, and no more, is priced
        self.legs: tuple[cooling.Leg, ...] = ()  # known when the budget is known in trials
        self.leg = 0
        self.consensus = Consensus(self.field)
        self.priced, self.stage = self.field, 0  # as prices are now, and for which stage of a led cooling
        self.iterations = 0
        self.begun = 0.0  # share of the budget that was gone before the first trial: reading, preparing
        self.gained_at = 0
        self.round_from, self.round_size = 0, FIRST_ROUND
        self.trace: list[tuple[float, float]] = [(0.0, self.best)]
        self._anneal = _anneal.anneal

    def _construct(self, used: Callable[[], float]) -> None:
        """A first plan, best place by best place while there is time."""
        from . import _begin, _days
        from ._layout import HAS_EXTRA

        f, s, b = self.field, self.state, self.bench
        _begin.in_order(f, s, b)
        groups = len(f.GDROP)
        step = max(1, STEP // self.problem.n_services)
        for begins in range(0, groups, step):
            hurried = begins > 0 and used() >= HURRY
            if not _begin.construct(f, s, b, begins, min(groups, begins + step), hurried):
                raise BadProblem(self._unplaced())
        if f.FLAG[HAS_EXTRA]:
            _days.all_days(f, s, s.WMIN.shape[0])

    def _unplaced(self) -> str:
        """Which visit found no place."""
        from ._layout import STAFF

        s, p = self.state, self.problem
        out = [
            v
            for v in range(p.n_visits)
            if p.drop[v] == MUST and any(s.X[i, STAFF] < 0 for i in p.services_of(v))
        ]
        return f"Det går inte att bilda någon första plan: {p.visit_names[out[0]]} får ingen plats hos dem som är behöriga."

    def _units(self, used: Callable[[], float]) -> tuple[float, float]:
        """What moves cost after a short descent, in thousandths: the first decile and the first hundredth."""
        from . import _anneal

        if self.nothing:
            return 1.0, 1.0
        trials = max(20_000, DESCENT * self.problem.n_services)
        while trials > 0 and used() < HURRY:
            some = min(trials, UNIT_CHUNK)
            _anneal.anneal(self.field, self.state, self.bench, self.share, LADDER, 1.0, 0.0, some, self.out)
            self._stiffen(1.0)
            trials -= some
        found = np.zeros(1_000)
        ceiling = 1_000.0 * max(1.0, abs(float(self.out[1])))
        count = _anneal.sample(self.field, self.state, self.share, min(ceiling, 1e9), found)
        if not count:
            return 1_000.0, 1_000.0
        ordinary, cheapest = np.quantile(found[:count], (0.1, 0.01))
        return max(1.0, float(ordinary)), max(1.0, float(cheapest))

    @property
    def best(self) -> float:
        """The best cost so far; infinite while what is hard is still broken."""
        return float(self.out[1]) / 1000 if self.broken == 0 else math.inf

    @property
    def rank(self) -> tuple[float, float]:
        """How good the best plan so far is, less being better: what it breaks of what is hard, then its cost."""
        return float(self.out[6]), float(self.out[1])

    @property
    def broken(self) -> float:
        """Minutes by which the best plan so far breaks what is hard."""
        return float(self.out[6]) / 1000

    def step(self, stop: Stop, seconds: float) -> bool:
        """One chunk of trials; False when the rule says that it is enough."""
        if self.nothing:
            return False
        used = float(stop(Progress(seconds, self.iterations, self.best, self.iterations - self.gained_at)))
        if used >= 1:
            return False
        if used >= LAST and self.exact and self.iterations:
            self._polish(stop, seconds)
            return False
        if not self.iterations:
            self.begun = used
        if used <= 0 and self.iterations:  # the rule cannot tell: rounds of growing length
            if self.iterations - self.round_from >= self.round_size:
                self.round_from, self.round_size = self.iterations, 2 * self.round_size
            used = (self.iterations - self.round_from) / self.round_size
            self.legs = (cooling.one(self.round_size / self.problem.n_services),)
        elif used - self.begun >= cooling.TELLING and not self.legs:
            services = self.problem.n_services
            trials = self.iterations / (used - self.begun) * (1 - self.begun)
            self.legs = cooling.legs(trials / services, services, self.plain)
        leg = self._leg(used)
        heat = cooling.temperature(leg, used, self.unit, self.fine)
        self._price(leg, used, heat)
        guide = GUIDE * self.idle / self.problem.n_staff * (1 - used) ** 2
        before = self.rank
        if self.priced is not self.field:
            self.out[6] = NONE_BETTER
        self._anneal(self.priced, self.state, self.bench, self.share, LADDER, heat, guide, CHUNK, self.out)
        if self.priced is not self.field:
            self.out[6], self.out[1] = before
        self._stiffen(heat)
        self.iterations += CHUNK
        if self.rank != before:
            self.gained_at = self.iterations
            self.trace.append((seconds, self.best))
        return True

    def _stiffen(self, heat: float) -> None:
        """The price of what is hard follows the search.

        It rises until a plan is found that breaks nothing, and later when more is broken than the temperature shakes
        loose; while nothing is, it falls again to what it began with. So a plan that breaks less is found whatever keeping to it costs, and walls can still be crossed.
        """
        from ._layout import FORBID, N_SUMS

        W, H = self.field.W, self.field.H
        now = float(W[FORBID])
        hard = float(self.state.Z[:N_SUMS] @ H)
        price = now
        if hard == 0:
            self.raised = 0
            price = max(self.gentlest, now * SOFTER)
        elif self.broken > 0 or hard * now > heat * self.problem.n_services:
            self.raised += 1
            price = min(STIFFEST, now * STIFFER**self.raised)
        if price != now:
            W[H > 0] = price

    def _polish(self, stop: Stop, seconds: float) -> None:
        """The rest of the budget goes to the plan's true clock."""
        from .polish import polish

        started = time.perf_counter()

        def used() -> float:
            self.iterations += LOOK
            now = Progress(seconds + time.perf_counter() - started, self.iterations, self.best)
            return float(stop(now._replace(since_best=self.iterations - self.gained_at)))

        self.polished = polish(self.plan(seconds), used)

    def _leg(self, used: float) -> cooling.Leg:
        """The cooling that is on; a scout begins from the first plan, the others from the best one."""
        if not self.legs:
            return cooling.one(0.0)
        if self.legs[self.leg].fresh and used >= self.legs[self.leg].ends:
            self.consensus.hear(float(self.out[0]), self.state.X)
        while self.leg + 1 < len(self.legs) and used >= self.legs[self.leg].ends:
            self.leg += 1  # more than one when the machine slept: what was not searched is not heard
            best = (self.bench.best_X, self.bench.best_W, self.bench.best_Z)
            self.adopt(self.first if self.legs[self.leg].fresh else best)
        return self.legs[self.leg]

    def _price(self, leg: cooling.Leg, used: float, heat: float) -> None:
        """What the scouts agree on costs less in a cooling that they lead, stage by stage, and at last nothing less."""
        stage = min(STAGES, 1 + int(STAGES * (used - leg.begins) / (leg.ends - leg.begins))) if leg.led else 0
        if stage > STAGES - UNLED:
            stage = 0
        if stage != self.stage:
            self.stage = stage
            self.priced = self.consensus.field(self.state, heat if stage else 0.0)

    def adopt(self, plan: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]) -> None:
        """Go on from another search's current plan of the same problem (its X, WMIN and Z)."""
        from . import _begin
        from ._layout import MARK, N_KEPT

        self.priced, self.stage = self.field, 0
        s = self.state
        s.X[:, :], s.WMIN[:] = plan[0], plan[1]
        s.Z[:N_KEPT] = plan[2][:N_KEPT]
        s.X[:, MARK] = 0  # marks belong to trials of the other search
        _begin.finish(self.field, s)

    def plan(self, seconds: float, *, interrupted: bool = False) -> Plan:
        """The best plan found so far."""
        if self.polished is not None:
            return replace(self.polished, seed=self.seed, seconds=seconds, iterations=self.iterations,
                           trace=(*self.trace, (seconds, self.polished.objective)), interrupted=interrupted)  # fmt: skip
        return read_plan(self.problem, self.field, self.state, self.bench, seed=self.seed, seconds=seconds,
                         iterations=self.iterations, trace=tuple(self.trace), interrupted=interrupted)  # fmt: skip


def compile_once(watch: Watch | None) -> None:
    """Compile by solving something tiny, once per machine and version."""
    from . import _anneal, _begin, _cache, _keep, _prepare

    if _anneal.anneal.signatures:
        return
    if watch and not _cache.is_compiled():
        watch("Kompilerar planeringskärnan. Det görs en gång per dator och tar ungefär en minut …")
    tiny = Problem(
        visit=np.array([0]), place=np.array([1]), duration=np.array([1.0]), windows=np.array([[[0.0, 9.0]]]),
        allowed=np.array([[True]]), start_place=np.array([0]), end_place=np.array([0]),
        travel=np.array([[[0.0, 1.0], [1.0, 0.0]]]),
    )  # fmt: skip
    f = _prepare.prepare(tiny)
    s = _prepare.blank(f, 0)
    b = _prepare.bench(f, s)
    out: Any = np.zeros(8)
    started = time.perf_counter()
    _begin.in_order(f, s, b)
    _begin.construct(f, s, b, 0, 1, False)
    _keep.price(s.Z, f.W)
    _keep.hardness(s.Z, f.H)
    _keep.copy(s.X, s.WMIN, s.Z, b.best_X, b.best_W, b.best_Z)
    _anneal.anneal(f, s, b, np.array(MOVES + TEAR, np.int64), LADDER, 1.0, 0.0, 1, out)
    _anneal.sample(f, s, np.array(MOVES + TEAR, np.int64), 1.0, np.zeros(1))
    _begin.finish(f, s)
    if watch and not _cache.is_compiled():
        watch(f"Kompileringen tog {time.perf_counter() - started:.0f} sekunder.")
    _cache.mark_compiled()
