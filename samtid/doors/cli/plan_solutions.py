"""Plans as files, in the format of the literature's own checkers, and read as those read them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from samtid.doors.cli import Refused
from samtid.doors.cli.plan_formats import minutes_of, read_json
from samtid.ground.kernel.plan.problem import BadProblem, Problem
from samtid.ground.kernel.plan.result import Plan, make_plan
from samtid.ground.kernel.plan.schedule import Stop

LUNCH = "lunch_break"
TOLERANCE = {"mankowska": 1e-3, "uhhc": 0.0}  # minutes that the literature's own checkers forgive


def solution(plan: Plan, name: str) -> dict[str, Any]:
    """A plan in the checkers' format."""
    p = plan.problem
    owner = {int(place): p.visit_names[int(v)] for place, v in zip(p.place, p.visit, strict=True)}
    routes = []
    for k, stops in sorted(plan.routes.items()):
        visits: list[dict[str, Any]] = []
        for stop in stops:
            start = _whole(stop.start)
            if stop.service is None:
                at = owner.get(stop.place) if stop.place != p.start_place[k] else None
                visits.append(
                    {
                        "service": LUNCH,
                        "patient": at,
                        "start": start,
                        "end": _whole(stop.start + p.lunch_minutes),
                    }
                )
            else:
                visits.append({"patient": p.visit_names[int(p.visit[stop.service])],
                               "service": p.service_names[stop.service], "start": start})  # fmt: skip
        routes.append({"caregiver": p.staff_names[k], "visits": visits})
    return {"instance": name, "objective": round(plan.objective, 6), "routes": routes}


def _whole(minutes: float) -> float | int:
    return int(minutes) if minutes == int(minutes) else round(minutes, 3)


def read_solution(path: Path, p: Problem, form: str) -> Plan:
    """A plan from a solution file; its stated objective is not believed but recomputed.

    The order of a route is that of the file (mankowska; without any starts the earliest ones are meant) or that of the
    starts (uhhc), as the literature's own checkers read it.
    """
    data = read_json(path)
    names = {name: k for k, name in enumerate(p.staff_names)}
    routes: dict[int, tuple[Stop, ...]] = {}
    try:
        timed = form == "uhhc" or any(v.get("start") is not None for r in data["routes"] for v in r["visits"])
        for route in data["routes"]:
            if route["caregiver"] not in names:
                raise Refused(f"{path.name}: medarbetaren {route['caregiver']} finns inte i instansen.")
            k = names[route["caregiver"]]
            if k in routes:
                raise Refused(f"{path.name}: medarbetaren {route['caregiver']} har mer än en rutt.")
            stops = [_stop(path, p, k, v, timed) for v in route["visits"]]
            if form == "uhhc":
                stops.sort(key=lambda s: (s.start, s.service is not None))
            routes[k] = tuple(stops)
    except KeyError as fault:
        raise Refused(f"{path.name}: uppgiften eller namnet {fault} saknas.") from fault
    except (TypeError, AttributeError, BadProblem) as fault:
        raise Refused(f"{path.name} har inte lösningens form: {fault}") from fault
    if not timed:
        routes = _with_clock(path, p, routes)
    return make_plan(p, routes, tolerance=TOLERANCE[form])


def _stop(path: Path, p: Problem, k: int, v: dict[str, Any], timed: bool) -> Stop:
    """One line of a route."""
    start = minutes_of(v["start"], "En starttid") if timed else 0.0
    if v["service"] == LUNCH:
        at = int(p.start_place[k])
        if v.get("patient"):
            at = (
                int(p.place[p.services_of(p.visit_names.index(v["patient"]))[0]])
                if v["patient"] in p.visit_names
                else -1
            )
        if at < 0:
            raise Refused(f"{path.name}: besöket {v['patient']} finns inte i instansen.")
        return Stop(None, start, at, minutes_of(v["end"], "Slutet på en lunch") - start)
    if v["patient"] not in p.visit_names:
        raise Refused(f"{path.name}: besöket {v['patient']} finns inte i instansen.")
    for i in p.services_of(p.visit_names.index(v["patient"])):
        if p.service_names[i] == v["service"]:
            return Stop(i, start, int(p.place[i]))
    raise Refused(f"{path.name}: {v['patient']}/{v['service']} finns inte i instansen.")


def _with_clock(path: Path, p: Problem, routes: dict[int, tuple[Stop, ...]]) -> dict[int, tuple[Stop, ...]]:
    """The same routes with their cheapest starts."""
    from samtid.ground.kernel.plan.clock import set_clock

    given = [s.service for stops in routes.values() for s in stops]
    found = set_clock(p, routes) if len(set(given)) == len(given) else routes
    if found is None:
        raise Refused(f"{path.name}: besöken väntar på varandra, så rutterna kan inte genomföras.")
    return dict(found)
