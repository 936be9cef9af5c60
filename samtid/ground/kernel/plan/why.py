"""Varför: why a visit stands where it stands, or was left out, in plain Swedish.

The answer is reckoned, not remembered: what holds the start, who else may come, and what the nearest other way
would cost, each alternative timed anew by plain arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from . import schedule
from .schedule import Routes, Stop
from .words import Reason

if TYPE_CHECKING:
    from .problem import Problem
    from .result import Plan

MOMENT = 2e-3  # minutes that two clock times may differ and still be the same


def why(plan: Plan, visit: int) -> str:
    """One paragraph about a visit."""
    p = plan.problem
    name = p.visit_names[visit]
    if visit in plan.left_out:
        return _why_out(plan, visit)
    lines = [f"{name}:"]
    for i in p.services_of(visit):
        k, at = _where(plan, i)
        stop = plan.routes[k][at]
        lines.append(f"{p.service_label(i)} görs av {p.staff_names[k]} kl. {_clock(stop.start)}.")
        lines += [reason.label for reason in reasons(plan, i)]
        late = schedule.lateness(p, i, stop.start)
        if late > MOMENT:
            lines.append(f"Det är {late:g} minuter efter fönstret.")
        lines.append(_nearest(plan, i, k))
    return " ".join(lines)


def reasons(plan: Plan, i: int) -> list[Reason]:
    """What holds the start of service ``i``, and what holds it to its person."""
    p = plan.problem
    k, at = _where(plan, i)
    stop = plan.routes[k][at]
    found: list[Reason] = []
    if any(abs(stop.start - opens) < MOMENT for opens, _ in p.windows[i]):
        found.append(Reason.WINDOW_OPENS)
    if at:
        before = plan.routes[k][at - 1]
        arrival = before.start + schedule.length(p, before) + schedule.hop(p, k, before.place, stop.place)
    else:
        begins = float(p.shift[k, 0])
        arrival = (0.0 if np.isnan(begins) else begins) + schedule.hop(
            p, k, int(p.start_place[k]), stop.place
        )
    if abs(stop.start - arrival) < MOMENT:
        found.append(Reason.ARRIVAL if at else Reason.SHIFT)
    for (a, b), (low, high) in zip(p.links, p.gaps, strict=True):
        if i in (a, b):
            gap = _start(plan, int(b)) - _start(plan, int(a))
            if abs(gap - (low if i == b else high)) < MOMENT:
                found.append(Reason.PARTNER)
    if not found:
        found.append(Reason.LATER)
    if p.allowed[i].sum() == 1:
        found.append(Reason.ONLY_ONE)
    if p.valid_to is not None and (p.valid_to[i] < 1440).any():
        found.append(Reason.DELEGATION)
    return found


def _nearest(plan: Plan, i: int, k: int) -> str:
    """What it would cost that somebody else came."""
    p = plan.problem
    others = [j for j in np.flatnonzero(p.allowed[i]) if j != k]
    if not others:
        return ""
    without = {j: tuple(s for s in stops if s.service != i) for j, stops in plan.routes.items()}
    ways = [way for j in others for way in _insertions(p, without, i, int(j))]
    if not ways:
        return f"Av {len(others)} andra behöriga kan ingen ta besöket utan att något annat flyttas."
    cost, j = min(ways)
    more = cost - plan.objective
    if more < 0:  # a local search is no proof
        return f"{p.staff_names[j]} skulle ge {-more:.1f} lägre kostnad; sökningen hann inte dit."
    return f"Näst bästa är {p.staff_names[j]}, som skulle kosta {more:.1f} mer ({len(others)} andra är behöriga)."


def _why_out(plan: Plan, visit: int) -> str:
    p = plan.problem
    name = p.visit_names[visit]
    services = p.services_of(visit)
    price = float(p.drop[visit])
    for i in services:
        if not p.allowed[i].any():
            return f"{name} ryms inte: ingen i planen är behörig för {p.service_label(i)}."
    if len(services) > 1:
        return f"{name} ryms inte: det kräver två insatser och att utebli kostar bara {price:g}."
    ways = [
        way
        for j in np.flatnonzero(p.allowed[services[0]])
        for way in _insertions(p, plan.routes, services[0], int(j))
    ]
    if not ways:
        return f"{name} ryms inte utan att en fast tid bryts."
    cost, j = min(ways)
    more = cost - plan.objective + price
    return (f"{name} ryms inte: hos den som har närmast, {p.staff_names[j]}, skulle det kosta {more:.1f}, "
            f"mer än de {price:g} som det kostar att utebli.")  # fmt: skip


def _insertions(p: Problem, routes: Routes, i: int, k: int) -> Iterator[tuple[float, int]]:
    """Cost of ``i`` at each place of the route of ``k``, everybody's clock set anew."""
    stops = routes.get(k, ())
    for at in range(len(stops) + 1):
        trial = {**routes, k: (*stops[:at], Stop(i, 0.0, int(p.place[i])), *stops[at:])}
        timed = earliest(p, trial)
        if timed is not None and not schedule.faults(p, timed):
            yield schedule.objective(p, timed), k


def earliest(p: Problem, routes: Routes) -> Routes | None:
    """The same routes with the earliest clock times, lunches where they stand; None for a deadlock."""
    start: dict[tuple[int, int], float] = {}
    where = {
        s.service: (k, c) for k, stops in routes.items() for c, s in enumerate(stops) if s.service is not None
    }
    for k, stops in routes.items():
        for c, s in enumerate(stops):
            start[k, c] = float(p.lunch_window[0] if s.service is None else p.windows[s.service, 0, 0])
    bounds = [(where[a], where[b], low, high) for (a, b), (low, high) in zip(p.links, p.gaps, strict=True)
              if a in where and b in where]  # fmt: skip
    for _ in range(2 * len(start) + 2):
        moved = False
        for k, stops in routes.items():
            begins = float(p.shift[k, 0])
            free, place = (0.0 if np.isnan(begins) else begins), int(p.start_place[k])
            for c, s in enumerate(stops):
                t = max(start[k, c], free + schedule.hop(p, k, place, s.place))
                if t > start[k, c] + 1e-9:
                    start[k, c], moved = t, True
                free, place = start[k, c] + schedule.length(p, s), s.place
        for a, b, low, high in bounds:
            if start[b] < start[a] + low - 1e-9:
                start[b], moved = start[a] + low, True
            if start[a] < start[b] - high - 1e-9:
                start[a], moved = start[b] - high, True
        if not moved:
            return {k: tuple(Stop(s.service, start[k, c], s.place) for c, s in enumerate(stops))
                    for k, stops in routes.items()}  # fmt: skip
    return None


def _where(plan: Plan, i: int) -> tuple[int, int]:
    return next((k, c) for k, stops in plan.routes.items() for c, s in enumerate(stops) if s.service == i)


def _start(plan: Plan, i: int) -> float:
    k, c = _where(plan, i)
    return plan.routes[k][c].start


def _clock(minutes: float) -> str:
    from .result import clock

    return clock(minutes)
