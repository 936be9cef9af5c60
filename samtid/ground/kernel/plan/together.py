"""Flera sökningar tillsammans: one seed per process, with exchange.

Each process anneals on its own; at eight fixed shares of the time the one that stands best sends its current plan
to the one that stands worst, which goes on from there at its own temperature (as in cooperative annealing, Crainic
and Toulouse 2010). The seeds stay different, so the copies drift apart again. With wall-clock time as the budget
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

MEETINGS = 8  # times that plans are exchanged
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
        for _ in range(MEETINGS):
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
    for meeting in range(MEETINGS):
        until = seconds * (meeting + 1) / (MEETINGS + 1)
        while (now := time.perf_counter() - started) < until and search.step(rule, now):
            pass
        s = search.state
        line.send((float(search.out[0]), (s.X.copy(), s.WMIN.copy(), s.Z.copy())))
        plan = line.recv()
        if plan is not None:
            search.adopt(plan)
    while search.step(rule, time.perf_counter() - started):
        pass
    line.send(search.plan(time.perf_counter() - started))
