"""Other solvers on the same instances with equal time: OR-Tools routing and PyVRP beside Samtid.

    python rivals.py --seconds 20 instances/mankowska/050_04.json.xz …

Runs in the virtual environment that ``run.sh`` makes. Every plan is timed anew (earliest schedule of its routes)
and priced by Samtid's plain arithmetic, so nobody is judged by their own model. What each cannot model is printed.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from samtid.doors.cli.plan_formats import read_instance
from samtid.ground.kernel.plan import Problem, after_seconds, schedule, solve
from samtid.ground.kernel.plan.schedule import Stop
from samtid.ground.kernel.plan.solve import compile_once
from samtid.ground.kernel.plan.why import earliest

SCALE = 100  # whole hundredths of a minute
LIMITS = {
    "OR-Tools": "största förseningen kan inte prissättas (bara summan); par modelleras med solver.Add på tiderna",
    "PyVRP": "inga mjuka fönster och inga par: fönstren är hårda, båda halvorna av ett par får fasta tider i förväg",
    "Samtid": "inga begränsningar på dessa instanser",
}


def judge(p: Problem, orders: dict[int, list[int]]) -> float:
    """The cost of routes given as orders of services; nan when they cannot be carried out."""
    routes = {k: tuple(Stop(i, 0.0, int(p.place[i])) for i in order) for k, order in orders.items() if order}
    timed = earliest(p, routes)
    if timed is None or schedule.faults(p, timed):
        return float("nan")
    return schedule.objective(p, timed)


def greedy(p: Problem) -> dict[int, list[int]]:
    """Append by opening time to whoever is free first: a start that never deadlocks (the warm start)."""
    partner = {int(a): int(b) for a, b in p.links} | {int(b): int(a) for a, b in p.links}
    orders: dict[int, list[int]] = {k: [] for k in range(p.n_staff)}
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


def ortools(p: Problem, seconds: float) -> dict[int, list[int]]:
    """The routing library: guided local search from the greedy start."""
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    n, k = p.n_services, p.n_staff
    manager = pywrapcp.RoutingIndexManager(n + 1, k, 0)
    model = pywrapcp.RoutingModel(manager)
    place = np.concatenate([[int(p.start_place[0])], p.place])
    length = np.concatenate([[0], np.rint(p.duration * SCALE).astype(int)])
    far = np.rint(p.travel[0][np.ix_(place, place)] * SCALE).astype(int)
    arc = model.RegisterTransitMatrix(far.tolist())
    model.SetArcCostEvaluatorOfAllVehicles(arc)
    step = model.RegisterTransitMatrix((far + length[:, None]).tolist())
    horizon = int(SCALE * (p.windows[:, 0, 1].max() + 3000))
    model.AddDimension(step, horizon, horizon, False, "clock")
    clock = model.GetDimensionOrDie("clock")
    solver = model.solver()
    for i in range(n):
        node = manager.NodeToIndex(i + 1)
        clock.CumulVar(node).SetMin(int(SCALE * p.windows[i, 0, 0]))
        clock.SetCumulVarSoftUpperBound(node, int(SCALE * p.windows[i, 0, 1]), 1)
        model.VehicleVar(node).SetValues([-1, *(int(x) for x in np.flatnonzero(p.allowed[i]))])
    for (a, b), (low, high) in zip(p.links, p.gaps, strict=True):
        one, two = manager.NodeToIndex(int(a) + 1), manager.NodeToIndex(int(b) + 1)
        solver.Add(clock.CumulVar(two) >= clock.CumulVar(one) + int(SCALE * low))
        solver.Add(clock.CumulVar(two) <= clock.CumulVar(one) + int(SCALE * high))
        solver.Add(model.VehicleVar(one) != model.VehicleVar(two))
    search = pywrapcp.DefaultRoutingSearchParameters()
    search.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    search.time_limit.FromMilliseconds(int(1000 * seconds))
    model.CloseModelWithParameters(search)
    first = greedy(p)
    start = model.ReadAssignmentFromRoutes([[i + 1 for i in first[j]] for j in range(k)], True)
    found = (
        model.SolveFromAssignmentWithParameters(start, search) if start else model.SolveWithParameters(search)
    )
    orders: dict[int, list[int]] = {}
    if found:
        for j in range(k):
            at, order = model.Start(j), []
            while not model.IsEnd(at):
                if at != model.Start(j):
                    order.append(manager.IndexToNode(at) - 1)
                at = found.Value(model.NextVar(at))
            orders[j] = order
    return orders


def pyvrp(p: Problem, seconds: float) -> dict[int, list[int]]:
    """Hybrid genetic search or iterated local search (by version), one vehicle type per person."""
    import pyvrp as lib
    from pyvrp.stop import MaxRuntime

    fixed: dict[int, float] = {}
    for (a, b), (low, _) in zip(p.links, p.gaps, strict=True):
        middle = float((p.windows[a, 0, 0] + p.windows[a, 0, 1]) / 2)
        fixed[int(a)], fixed[int(b)] = middle, middle + float(low)
    place = np.concatenate([[int(p.start_place[0])], p.place])
    far = np.rint(p.travel[0][np.ix_(place, place)] * SCALE).astype(int)
    model = lib.Model()
    points = [model.add_location(x=0, y=0) for _ in range(p.n_services + 1)]
    model.add_depot(points[0])
    for i in range(p.n_services):
        opens, closes = (fixed[i], fixed[i]) if i in fixed else (p.windows[i, 0, 0], p.windows[i, 0, 1])
        early, late, lasts = (int(SCALE * x) for x in (opens, closes, p.duration[i]))
        model.add_client(points[i + 1], service_duration=lasts, tw_early=early, tw_late=late)
    kinds: dict[bytes, list[int]] = {}
    for k in range(p.n_staff):
        kinds.setdefault(p.allowed[:, k].tobytes(), []).append(k)
    owners: list[int] = []
    for members in kinds.values():
        profile = model.add_profile()
        barred = np.concatenate([[False], ~p.allowed[:, members[0]]])
        for a, one in enumerate(points):
            for b, two in enumerate(points):
                if a != b:
                    cost = 10_000_000 if barred[a] or barred[b] else int(far[a, b])
                    model.add_edge(one, two, distance=cost, duration=int(far[a, b]), profile=profile)
        for k in members:
            model.add_vehicle_type(num_available=1, profile=profile, name=str(k))
            owners.append(k)
    result = model.solve(stop=MaxRuntime(seconds), seed=1, display=False)
    orders: dict[int, list[int]] = {}
    for route in result.best.routes():
        stops = [str(x) for x in route.schedule()]  # D0, C4, C1, … D0
        orders[owners[route.vehicle_type()]] = [int(x[1:]) for x in stops if x.startswith("C")]
    return orders


def main() -> None:
    """One line per instance and solver."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("instances", type=Path, nargs="+")
    parser.add_argument("--seconds", type=float, default=20.0)
    args = parser.parse_args()
    print(f"Samtid, OR-Tools {importlib.metadata.version('ortools')}, PyVRP {importlib.metadata.version('pyvrp')}, "
          f"Python {sys.version.split()[0]}; {args.seconds:g} s var, en tråd")  # fmt: skip
    for name, limit in LIMITS.items():
        print(f"  {name}: {limit}.")
    compile_once(print)
    print(f"{'instans':<36}{'Samtid':>12}{'OR-Tools':>12}{'PyVRP':>12}")
    for path in args.instances:
        p, _ = read_instance(path)
        cells = [solve(p, after_seconds(args.seconds), 1).objective]
        for rival in (ortools, pyvrp):
            began = time.perf_counter()
            try:
                orders = rival(p, args.seconds)
                cells.append(
                    judge(p, orders) if sum(map(len, orders.values())) == p.n_services else float("nan")
                )
            except Exception as error:
                print(f"  {rival.__name__}: {type(error).__name__}: {error}", file=sys.stderr)
                cells.append(float("nan"))
            if time.perf_counter() - began > 2 * args.seconds + 30:
                print(f"  {rival.__name__} överskred tiden på {path.name}", file=sys.stderr)
        print(f"{path.name.split('.json')[0]:<36}" + "".join(f"{c:12.2f}" for c in cells), flush=True)


if __name__ == "__main__":
    main()
