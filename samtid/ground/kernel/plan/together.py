"""Flera sökningar tillsammans: one seed per process, with exchange.

Each process anneals on its own; at four fixed shares of the last third of the time the one whose *best* plan stands
best sends it to the one that stands worst, which goes on from there at its own temperature (as in cooperative
annealing, Crainic and Toulouse 2010). Earlier it is still so hot that whoever stands best has only been lucky. The
seeds stay different, so the copies drift apart again. With wall-clock time as the budget
the result is not repeatable; use one thread where it has to be.
"""

from __future__ import annotations

import multiprocessing
import time
from typing import Any

import numpy as np

from .problem import Problem
from .result import Plan
from .solve import Search, Watch, compile_once
from .stop import after_seconds

MEETINGS = (0.66, 0.76, 0.86, 0.94)  # shares of the time at which plans are exchanged
PATIENCE = 120.0  # seconds after which a silent process is given up


def solve_together(
    problem: Problem, seconds: float, seed: int, threads: int, *, watch: Watch | None = None
) -> Plan:
    """The best plan of ``threads`` searches of ``seconds`` each."""
    compile_once(watch)  # once, before everybody starts
    context = multiprocessing.get_context("spawn")
    lines, workers = [], []
    try:
        for i in range(threads):
            ours, theirs = context.Pipe()
            worker = context.Process(
                target=_work, args=(theirs, problem, seconds, seed + 1000 * i), daemon=True
            )
            worker.start()
            theirs.close()
            lines.append(ours)
            workers.append(worker)
        for _ in MEETINGS:
            told = [_hear(line, seconds) for line in lines]
            costs = [cost for cost, _ in told]
            best, worst = int(np.argmin(costs)), int(np.argmax(costs))
            for i, line in enumerate(lines):
                line.send(told[best][1] if i == worst and worst != best else None)
        plans: list[Plan] = [_hear(line, seconds) for line in lines]
    finally:
        for line in lines:
            line.close()
        for worker in workers:
            worker.join(timeout=5)
            if worker.is_alive():
                worker.terminate()
    ranked = sorted(plans, key=lambda plan: (not plan.feasible, plan.objective))
    best_plan = ranked[0]
    return Plan(best_plan.problem, best_plan.routes, best_plan.objective, best_plan.terms, best_plan.faults, best_plan.seed,
                max(p.seconds for p in plans), sum(p.iterations for p in plans), best_plan.trace)  # fmt: skip


def _hear(line: Any, seconds: float) -> Any:
    if not line.poll(seconds + PATIENCE):
        raise TimeoutError("en av sökningarna svarar inte")
    return line.recv()


def _work(line: Any, problem: Problem, seconds: float, seed: int) -> None:
    """One search in its own process."""
    search = Search(problem, seed)
    rule = after_seconds(seconds)
    started = time.perf_counter()
    for share in MEETINGS:
        while (now := time.perf_counter() - started) < share * seconds and search.step(rule, now):
            pass
        b = search.bench
        line.send((search.best, (b.best_X.copy(), b.best_W.copy(), b.best_Z.copy())))
        plan = line.recv()
        if plan is not None:
            search.adopt(plan)
    while search.step(rule, time.perf_counter() - started):
        pass
    line.send(search.plan(time.perf_counter() - started))
