"""What is the same for every rival: the scale, the warm start, the clock of given routes, and the judge."""

from __future__ import annotations

import numpy as np

from samtid.ground.kernel.plan import Problem, schedule
from samtid.ground.kernel.plan.clock import set_clock
from samtid.ground.kernel.plan.schedule import Routes, Stop

SCALE = 100  # whole hundredths of a minute
Orders = dict[int, list[int]]  # staff -> services in order


def whole(minutes: object) -> np.ndarray:
    """Minutes as whole numbers, for solvers that reckon with nothing else."""
    return np.rint(np.asarray(minutes, np.float64) * SCALE).astype(np.int64)


def clock(p: Problem, orders: Orders) -> Routes | None:
    """The cheapest schedule of the routes, by the clock that sets our own plans; None for a deadlock."""
    routes = {k: tuple(Stop(i, 0.0, int(p.place[i])) for i in order) for k, order in orders.items() if order}
    return set_clock(p, routes)


def judge(p: Problem, orders: Orders) -> float:
    """The cost of routes given as orders of services; nan when they cannot be carried out."""
    timed = clock(p, orders)
    if timed is None or schedule.faults(p, timed):
        return float("nan")
    return schedule.objective(p, timed)


def starts(p: Problem, orders: Orders) -> dict[int, float]:
    """When each service begins in the cheapest schedule; empty for a deadlock."""
    timed = clock(p, orders) or {}
    return {s.service: s.start for stops in timed.values() for s in stops if s.service is not None}


def greedy(p: Problem) -> Orders:
    """Append by opening time to whoever is free first: a start that never deadlocks (the warm start)."""
    partner = {int(a): int(b) for a, b in p.links} | {int(b): int(a) for a, b in p.links}
    orders: Orders = {k: [] for k in range(p.n_staff)}
    free = np.zeros(p.n_staff)
    where = p.start_place.copy()
    for visit in sorted(range(p.n_visits), key=lambda v: p.windows[p.services_of(v)[0], 0, 0]):
        taken: set[int] = set()
        for i in p.services_of(visit):
            able = [k for k in np.flatnonzero(p.allowed[i]) if k not in taken]
            if i in partner and len(p.services_of(visit)) == 2:
                able = [k for k in able if any(j != k for j in np.flatnonzero(p.allowed[partner[i]]))] or able
            k = int(
                min(able, key=lambda k: max(free[k] + p.travel[0, where[k], p.place[i]], p.windows[i, 0, 0]))
            )
            taken.add(k)
            orders[k].append(i)
            free[k] = max(free[k] + p.travel[0, where[k], p.place[i]], p.windows[i, 0, 0]) + p.duration[i]
            where[k] = p.place[i]
    return orders
