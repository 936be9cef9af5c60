"""Finslipning: single visits moved while the whole plan keeps its cheapest clock.

The search knows waiting on the latest clock with the same returns only. Where waiting is dear a plan that looks a
little dearer to it may be the cheaper one, so the last moments of the budget go to the true clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from .board import Board
from .evaluate import Change, Move, compare, moved
from .problem import Problem
from .result import Plan, make_plan

MARGIN = 0.01  # of the cost: what a move may look dearer than the plan to the search and still be tried


def polish(plan: Plan, used: Callable[[], float]) -> Plan:
    """The plan, or a cheaper one that breaks nothing more; ``used`` is asked before each trial, and 1 is enough."""
    while True:
        better = next((change for change in _tried(plan, used) if _gains(plan, change)), None)
        if better is None:
            return plan
        plan = make_plan(plan.problem, better.routes)


def _gains(plan: Plan, change: Change | None) -> bool:
    return change is not None and not change.broken and change.difference < -1e-6


def _tried(plan: Plan, used: Callable[[], float]) -> Iterator[Change | None]:
    """Every service at its best with everybody, what looks cheapest first; then every place, the nearest in time first."""
    p: Problem = plan.problem
    able = p.able
    board = Board(p, plan.routes)
    most = board.cost + MARGIN * abs(plan.objective)
    ways: list[tuple[float, int, int, int]] = []
    rest: list[tuple[float, int, int, int]] = []
    for own, stops in plan.routes.items():
        for c, s in enumerate(stops):
            if s.service is None:
                continue
            if used() >= 1:
                return
            ways += [(cost, s.service, k, at) for cost, k, at in board.places(s.service) if cost <= most]
            for k in range(p.n_staff):
                if able[s.service, k]:
                    others = [x.start for x in plan.routes.get(k, ()) if x.service != s.service]
                    rest += [(abs(start - s.start), s.service, k, at) for at, start in enumerate([*others, np.inf])
                             if (k, at) != (own, c)]  # fmt: skip
    seen = {way[1:] for way in ways}
    for _, i, k, at in [*sorted(ways), *(way for way in sorted(rest) if way[1:] not in seen)]:
        if used() >= 1:
            return
        routes = moved(plan, Move(i, k, at))
        yield None if routes is None else compare(plan, routes)
