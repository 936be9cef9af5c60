"""Flera sökningar tillsammans: one seed per process, with exchange.

Each process anneals on its own; at four fixed shares of the last third of the budget the one whose *best* plan stands
best sends it to the one that stands worst, which goes on from there at its own temperature (as in cooperative
annealing, Crainic and Toulouse 2010). Earlier it is still so hot that whoever stands best has only been lucky. The
seeds stay different, so the copies drift apart again. With a budget of trials the result is the same every time;
with one of clock time it is not.

A process that dies takes nothing with it but the search since its last meeting: the others go on, and the best that
it had told of is still in the race.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from typing import Any, NamedTuple

from .problem import Problem
from .result import Plan, read_plan
from .solve import Search, Watch, compile_once
from .stop import Progress, Stop, after_iterations, after_seconds, first_of

MEETINGS = (0.66, 0.76, 0.86, 0.94)  # shares of the budget at which plans are exchanged
PATIENCE = 120.0  # seconds beyond the budget after which a silent process is given up
LOOK = 0.5  # seconds between two looks at whether a process is alive
ENOUGH = "enough"  # to a process: answer with what you have
APART = 1000  # between the seeds


class Budget(NamedTuple):
    """How long to search: seconds, trials per process, or whichever comes first."""

    seconds: float | None = None
    iterations: int | None = None

    def rule(self) -> Stop:
        rules = []
        if self.seconds is not None:
            rules.append(after_seconds(self.seconds))
        if self.iterations is not None:
            rules.append(after_iterations(self.iterations))
        return first_of(*rules)


class AllDead(RuntimeError):
    """Not one of the processes had anything to tell."""


class _Hand:
    """One process, as seen by the one that started it."""

    def __init__(self, context: Any, problem: Problem, budget: Budget, seed: int) -> None:
        self.seed = seed
        self.line, theirs = context.Pipe()
        self.worker = context.Process(target=_work, args=(theirs, problem, budget, seed), daemon=True)
        self.worker.start()
        theirs.close()
        self.alive = True
        self.told: Any = None  # what is hard and what it costs, and the arrays, of its best plan so far
        self.plan: Plan | None = None

    def hear(self, until: float | None) -> None:
        """The next message; a process that has died or is silent for too long is never asked again."""
        try:
            while not self.line.poll(LOOK):
                gone = not self.worker.is_alive() and not self.line.poll(0)
                if gone or (until is not None and time.monotonic() > until):
                    self.alive = False
                    return
            message = self.line.recv()
        except (EOFError, OSError):
            self.alive = False
            return
        if isinstance(message, Plan):
            self.plan = message
        else:
            self.told = message

    def say(self, message: Any) -> None:
        try:
            self.line.send(message)
        except OSError:
            self.alive = False


def solve_together(
    problem: Problem, budget: Budget, seed: int, threads: int, *, watch: Watch | None = None
) -> Plan:
    """The best plan of ``threads`` searches. Ctrl-C asks all of them for what they have."""
    compile_once(watch)  # once, before everybody starts
    context = multiprocessing.get_context("spawn")
    hands: list[_Hand] = []
    interrupted = False
    until = None if budget.seconds is None else time.monotonic() + budget.seconds + PATIENCE
    try:
        try:
            hands += [_Hand(context, problem, budget, seed + APART * i) for i in range(threads)]
            for _ in MEETINGS:
                _meet([hand for hand in hands if hand.alive and hand.plan is None], until)
            _end(hands, until)
        except KeyboardInterrupt:
            interrupted = True
            for hand in hands:
                hand.say(ENOUGH)
            _end(hands, time.monotonic() + PATIENCE)
    finally:
        for hand in hands:
            hand.line.close()
        for hand in hands:
            hand.worker.join(timeout=5)
            if hand.worker.is_alive():
                hand.worker.terminate()
    dead = sum(not hand.alive for hand in hands)
    if dead and watch:
        watch(
            f"{dead} av {threads} sökningar avbröts; planen är den bästa av vad de andra och de hade hunnit."
        )
    return _best(problem, hands, interrupted)


def _meet(hands: list[_Hand], until: float | None) -> None:
    """Everybody tells of the best; the one that stands worst gets the plan of the one that stands best."""
    for hand in hands:
        hand.hear(until)
    there = [hand for hand in hands if hand.alive and hand.told is not None and hand.plan is None]
    if not there:
        return
    ranks = [hand.told[0] for hand in there]
    best, worst = ranks.index(min(ranks)), ranks.index(max(ranks))
    for i, hand in enumerate(there):
        hand.say(there[best].told[1] if i == worst and worst != best else None)


def _end(hands: list[_Hand], until: float | None) -> None:
    """Wait for every plan."""
    for hand in hands:
        while hand.alive and hand.plan is None:
            hand.hear(until)


def _best(problem: Problem, hands: list[_Hand], interrupted: bool) -> Plan:
    """The best of the plans, and of what those that died had told of."""
    plans = [hand.plan for hand in hands if hand.plan is not None]
    plans += [_restored(problem, hand) for hand in hands if hand.plan is None and hand.told is not None]
    if not plans:
        raise AllDead("Ingen av sökningarna hann bilda någon plan.")
    best = min(plans, key=lambda plan: (len(plan.faults), plan.objective))
    return Plan(best.problem, best.routes, best.objective, best.terms, best.faults, best.seed,
                max(p.seconds for p in plans), sum(p.iterations for p in plans), interrupted, best.trace)  # fmt: skip


def _restored(problem: Problem, hand: _Hand) -> Plan:
    """The plan in what a process told last."""
    from . import _prepare

    field = _prepare.prepare(problem, neighbours_too=False)
    state = _prepare.blank(field, hand.seed)
    bench = _prepare.bench(field, state)
    bench.best_X[...], bench.best_W[...], bench.best_Z[...] = hand.told[1]
    return read_plan(problem, field, state, bench, seed=hand.seed)


def _work(line: Any, problem: Problem, budget: Budget, seed: int) -> None:
    """One search in its own process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one that started it says when it is enough
    rule, started = budget.rule(), time.perf_counter()

    def seconds() -> float:
        return time.perf_counter() - started

    def enough() -> bool:
        return bool(line.poll(0)) and line.recv() == ENOUGH

    def used() -> float:
        return float(rule(Progress(seconds(), search.iterations)))

    search = Search(problem, seed, None, lambda: float(rule(Progress(seconds()))))
    told = False
    for share in MEETINGS:
        while not told and used() < share and search.step(rule, seconds()):
            told = enough()
        if told:
            break
        b = search.bench
        line.send((search.rank, (b.best_X.copy(), b.best_W.copy(), b.best_Z.copy())))
        answer = line.recv()
        if isinstance(answer, str):
            told = True
        elif answer is not None:
            search.adopt(answer)
    while not told and search.step(rule, seconds()):
        told = enough()
    line.send(search.plan(seconds()))
