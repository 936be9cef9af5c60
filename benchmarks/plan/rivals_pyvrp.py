"""PyVRP: iterated local search, which since 0.11 has neither soft windows nor anything between two routes.

So both halves of a pair get times of their own in advance, those of a good plan, and may miss them by ``WIDTH``
minutes (the judge lets them wait for each other); the other windows are as hard as that plan's tardiness allows. The
plan comes from OR-Tools in the first half of the time, and PyVRP starts from it. It runs in rounds, each with the
times of the best plan so far. Tried at 10 s on 100_04, with a less good OR-Tools than now where it is used: times in
the middle of the windows 791; the greedy plan's, 1 round 794, 5 rounds 772, 10 rounds 776, 5 rounds within 5 minutes
750, within 15 minutes nothing better than the start, other windows 30 minutes longer 811; OR-Tools' plan 730, 3
rounds within 5 minutes 709. With OR-Tools as it is now 732 to 735; on 200_02 3 rounds 1287, 5 rounds 1302, a third
of the time to OR-Tools 1366, and from the greedy plan without OR-Tools 1385.
"""

from __future__ import annotations

import time
from math import ceil

import numpy as np

from benchmarks.plan.rivals_judge import SCALE, Orders, greedy, judge, starts, whole
from benchmarks.plan.rivals_ortools import ortools
from samtid.ground.kernel.plan import Problem

LIMITS = (
    "inga mjuka fönster och inga par: börjar från OR-Tools plan efter halva tiden, med parens tider låsta till den "
    "(±5 minuter) och fönstren hårda"
)
ROUNDS = 3  # times that the pairs are fixed anew, to the clock of the best plan so far
WIDTH = 5.0  # minutes that a fixed time may be missed by, before and after
HALF = 0.5  # the share of the time in which OR-Tools finds the plan that the first times are taken from


def pyvrp(p: Problem, seconds: float) -> Orders:
    """Rounds from OR-Tools' plan; each fixes the pairs to the times they have in the best plan so far."""
    import pyvrp as lib
    from pyvrp.stop import MaxRuntime

    data, owners = _data(p)
    began = time.perf_counter()
    best, cost = greedy(p), judge(p, greedy(p))
    other = ortools(p, HALF * seconds) if HALF else best
    if judge(p, other) < cost:
        best, cost = other, judge(p, other)
    for number in range(ROUNDS):
        fixed = data.replace(clients=_clients(p, starts(p, best)))
        routes = [lib.Route(fixed, best[k], v) for v, k in enumerate(owners) if best.get(k)]
        left = (seconds - (time.perf_counter() - began)) / (ROUNDS - number)
        if left <= 0:
            break
        found = lib.solve(
            fixed,
            MaxRuntime(left),
            seed=number + 1,
            collect_stats=False,
            initial_solution=lib.Solution(fixed, routes),
        ).best
        orders: Orders = {}
        for route in found.routes():
            stops = [str(x) for x in route.schedule()]  # D0, C4, C1, … D0
            orders[owners[route.vehicle_type()]] = [int(x[1:]) for x in stops if x.startswith("C")]
        if sum(map(len, orders.values())) == p.n_services and judge(p, orders) < cost:
            best, cost = orders, judge(p, orders)
    return best


def _data(p: Problem):  # type: ignore[no-untyped-def]
    """The problem without its clock, and which person each vehicle is. Staff who may do the same share a profile."""
    import pyvrp as lib

    place = np.concatenate([[int(p.start_place[0])], p.place])
    far = whole(p.travel[0][np.ix_(place, place)])
    model = lib.Model()
    points = [model.add_location(x=0, y=0) for _ in range(p.n_services + 1)]
    model.add_depot(points[0])
    for point in points[1:]:
        model.add_client(point)
    alike: dict[bytes, list[int]] = {}
    for k in range(p.n_staff):
        alike.setdefault(p.allowed[:, k].tobytes(), []).append(k)
    owners, distances = [], []
    for members in alike.values():
        profile = model.add_profile()
        barred = np.concatenate([[False], ~p.allowed[:, members[0]]])
        distances.append(
            np.where((barred[:, None] | barred[None, :]) & ~np.eye(len(place), dtype=bool), 10_000_000, far)
        )
        for k in members:
            model.add_vehicle_type(num_available=1, profile=profile, name=str(k))
            owners.append(k)
    for each in distances:
        np.fill_diagonal(each, 0)
    hops = far.copy()
    np.fill_diagonal(hops, 0)
    return model.data().replace(
        distance_matrices=distances, duration_matrices=[hops] * len(distances)
    ), owners


def _clients(p: Problem, when: dict[int, float]) -> list:  # type: ignore[type-arg]
    """The services with hard windows: a half of a pair when it was, another no later than it was or its window."""
    import pyvrp as lib

    linked, clients = set(p.links.ravel().tolist()), []
    for i in range(p.n_services):
        opens, closes = p.windows[i, 0]
        opens, closes = (when[i] - WIDTH, when[i] + WIDTH) if i in linked else (opens, max(closes, when[i]))
        clients.append(
            lib.Client(
                i + 1,
                service_duration=int(SCALE * p.duration[i]),
                tw_early=max(0, int(SCALE * opens)),
                tw_late=ceil(SCALE * closes),
            )
        )
    return clients
