"""Tavlan: a plan laid out for the compiled code, so that questions about it are answered at once."""

from __future__ import annotations

from typing import Any

import numpy as np

from .problem import Problem
from .schedule import Routes, Stop

DRAWS, SPREAD = 6, 0x9E3779B97F4A7C15 >> 4
UNBROKEN = 1e6  # per minute: of two places the one that breaks nothing that is hard


class Board:
    """A plan's routes in the arrays of the search. Nothing that is asked changes them."""

    def __init__(self, p: Problem, routes: Routes) -> None:
        from . import _prepare, _trial

        self.problem = p
        self.field = _prepare.prepare(p, neighbours_too=False)
        self.field.W[self.field.H > 0] = UNBROKEN
        self.state = _prepare.blank(self.field, 0)
        eaters = {int(k): p.n_services + c for c, k in enumerate(np.flatnonzero(p.lunch))}
        laid = [
            (
                eaters.get(k, -1) if s.service is None else s.service,
                k,
                0 if s.service is None else window(p, s.service, s.start),
            )
            for k, stops in routes.items()
            for s in stops
        ]
        laid = [row for row in laid if row[0] >= 0]
        table = np.array(laid, np.int64).reshape(-1, 3)
        sound = len({row[0] for row in laid}) == len(laid)  # nobody comes twice to the same
        self.whole = (
            bool(p.n_staff)
            and sound
            and _trial.lay_out(
                self.field, self.state, table[:, 0].copy(), table[:, 1].copy(), table[:, 2].copy()
            )
        )
        self.prices, self.after = np.zeros(max(1, p.n_staff)), np.zeros(max(1, p.n_staff), np.int64)

    @property
    def cost(self) -> float:
        from . import _keep

        return float(_keep.price(self.state.Z, self.field.W)) / 1000

    def places(self, i: int, staff: int | None = None) -> list[tuple[float, int, int]]:
        """Cost, person and position of service ``i`` at its best with everybody who may give it, the cheapest first."""
        from . import _trial

        if not self.whole:
            return []
        _trial.survey(self.field, self.state, i, -1 if staff is None else staff, self.prices, self.after)
        return sorted(
            (float(self.prices[k]) / 1000, int(k), self._position(int(k), int(self.after[k]), i))
            for k in np.flatnonzero(self.after >= 0)
        )

    def bring_in(self, i: int, staff: int | None = None) -> list[Routes]:
        """Routes with the group of service ``i`` put where it costs least, whatever that is; none when it has no place.

        ``staff``: only that person gives ``i``. The starts are the earliest ones. Several, as either half of a pair
        may be placed first.
        """
        from . import _insert, _keep, _prepare

        f, s = self.field, self.state
        if not self.whole:
            return []
        b = _prepare.bench(f, s)
        g = int(f.GROUP[i])
        price, able = int(f.GDROP[g]), f.OK[i].copy()
        found: list[Routes] = []
        try:
            f.GDROP[g] = -1  # as if it had to be made
            if staff is not None:
                f.OK[i] = 0
                f.OK[i, staff] = able[staff]
            for draw in range(DRAWS):
                s.RNG[0] = np.uint64(1 + draw * SPREAD)
                fate = _insert.insert_group(
                    f, s, s.WMIN.shape[0], g, 0, 0, 1e300, b.spots, b.prices, b.clocks
                )
                routes = self.routes() if fate == _insert.DONE else None
                if routes is not None and routes not in found:
                    found.append(routes)
                _keep.copy(b.X, b.WMIN, b.Z, s.X, s.WMIN, s.Z)
        finally:
            f.GDROP[g], f.OK[i] = price, able
            _keep.copy(b.X, b.WMIN, b.Z, s.X, s.WMIN, s.Z)
            s.STALE[:] = 1
        return found

    def routes(self) -> Routes:
        """The routes as they lie in the arrays, with the earliest starts."""
        return read_routes(self.problem, self.field, self.state, latest=False)

    def _position(self, k: int, after: int, i: int) -> int:
        """How many stops of ``k``, but for ``i``, come before what is put after a node."""
        from ._layout import SUCC

        n, count = self.state.WMIN.shape[0], 0
        at = n + k
        while at != after:
            at = int(self.state.X[at, SUCC])
            count += at != i
        return count


def window(p: Problem, i: int, start: float) -> int:
    """The last window that has opened."""
    if p.windows.shape[1] == 1:
        return 0
    opened = np.flatnonzero(p.windows[i, :, 0] <= start + 1e-6)
    return int(opened[-1]) if len(opened) else 0


def read_routes(p: Problem, f: Any, s: Any, *, latest: bool) -> Routes:
    """Who goes where, out of the arrays of a search; starts as they stand, or the latest that the search counts with."""
    from ._layout import LOC, START, SUCC, TICK

    n, routes = s.WMIN.shape[0], {}
    for k in range(p.n_staff):
        stops = []
        u, where = int(s.X[n + k, SUCC]), int(p.start_place[k])
        while u < n:
            ticks = int(s.L[u]) if latest else int(s.X[u, START])
            where = int(f.V[u, LOC]) if f.V[u, LOC] >= 0 else where
            stops.append(Stop(u if u < p.n_services else None, ticks / TICK, where))
            u = int(s.X[u, SUCC])
        if stops:
            routes[k] = tuple(stops)
    return routes
