"""The cheapest clock of routes that stand, as a linear programme: the slow twin of ``clock``."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.optimize import linprog

from samtid.ground.kernel.plan import HARD, Problem, schedule
from samtid.ground.kernel.plan.schedule import Routes, Stop


def cheapest(p: Problem, routes: Routes) -> Routes | None:
    """Written from the definition: a variable for each start and each lateness, two for the greatest of both kinds.

    Each stop keeps the window that its start aims at. None when what is hard cannot be kept.
    """
    w = p.weights
    names: dict[Any, int] = {}
    price: list[float] = []
    bounds: list[tuple[float | None, float | None]] = []
    rows: list[tuple[dict[int, float], float]] = []

    def var(name: Any, cost: float = 0.0, least: float | None = 0.0) -> int:
        if name not in names:
            names[name] = len(price)
            price.append(0.0)
            bounds.append((least, None))
        price[names[name]] += cost
        return names[name]

    def at_most(row: dict[int, float], bound: float) -> None:
        rows.append((row, bound))

    worst, idle = var("worst", w.worst_tardiness), var("idle", w.idle)
    for k in range(p.n_staff):
        if not routes.get(k) and not np.isnan(p.shift[k, 0]):
            at_most({idle: -1}, -(p.shift[k, 1] - p.shift[k, 0]))
    for k, stops in routes.items():
        place, begins = int(p.start_place[k]), float(np.nan_to_num(p.shift[k, 0]))
        away = work = 0.0
        for c, s in enumerate(stops):
            t = var((k, c))
            way = schedule.hop(p, k, place, s.place)
            away, work, place = away + way, work + schedule.length(p, s), s.place
            if c:
                at_most({var((k, c - 1)): 1, t: -1}, -(schedule.length(p, stops[c - 1]) + way))
            else:
                at_most({t: -1}, -(begins + way))
            if s.service is None:
                at_most({t: -1}, -p.lunch_window[0])
                at_most({t: 1}, p.lunch_window[1] - (p.lunch_minutes if p.late_at_end else 0))
                continue
            names["service", s.service] = t
            opened = [x for x in p.windows[s.service] if x[0] <= s.start + 1e-6]
            later = [x for x in p.windows[s.service] if x[0] > s.start + 1e-6]
            at_most({t: -1}, -opened[-1][0])
            if later:
                at_most({t: 1}, later[0][0] - 1e-3)
            close = opened[-1][1] - (p.duration[s.service] if p.late_at_end else 0)
            if p.hard[s.service]:
                at_most({t: 1}, close)
            else:
                late = var((k, c, "late"), w.tardiness)
                at_most({t: 1, late: -1}, close)
                at_most({late: 1, worst: -1}, 0)
            if p.valid_from is not None:
                at_most({t: -1}, -p.valid_from[s.service, k])
            if p.valid_to is not None:
                at_most({t: 1}, p.valid_to[s.service, k] - p.duration[s.service])
        last = var((k, len(stops) - 1), w.waiting)
        var((k, 1 if stops[0].service is None and len(stops) > 1 else 0), -w.waiting)
        if not np.isnan(p.shift[k, 0]):
            home = schedule.hop(p, k, place, int(p.end_place[k]))
            over = var((k, "over"), 0.0 if w.overtime == HARD else w.overtime)
            at_most({last: 1, over: -1}, p.shift[k, 1] - schedule.length(p, stops[-1]) - home)
            at_most({over: 1, idle: -1}, -(p.shift[k, 1] - begins - away - home - work))
            if w.overtime == HARD:
                at_most({over: 1}, 0)
    for (a, b), (low, high) in zip(p.links, p.gaps, strict=True):
        if ("service", int(a)) in names and ("service", int(b)) in names:
            one, two = names["service", int(a)], names["service", int(b)]
            at_most({one: 1, two: -1}, -low)
            at_most({two: 1, one: -1}, high)
    table = np.zeros((len(rows), len(price)))
    for r, (row, _) in enumerate(rows):
        for c, value in row.items():
            table[r, c] += value
    found = linprog(price, A_ub=table, b_ub=[bound for _, bound in rows], bounds=bounds, method="highs")
    if found.status != 0:
        return None
    return {k: tuple(Stop(s.service, float(found.x[names[k, c]]), s.place) for c, s in enumerate(stops))
            for k, stops in routes.items()}  # fmt: skip
