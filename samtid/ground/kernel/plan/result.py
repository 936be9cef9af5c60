"""Plan: who goes where and when, what it costs term by term, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from . import schedule
from .board import read_routes
from .clock import set_clock
from .problem import HARD, Problem
from .schedule import Routes, Stop
from .words import Term

if TYPE_CHECKING:
    from .evaluate import Change, Move


@dataclass(frozen=True, slots=True)
class Plan:
    """Plan: routes with clock times in minutes, and the objective they cost."""

    problem: Problem
    routes: Mapping[int, tuple[Stop, ...]]
    objective: float
    terms: Mapping[Term, float]
    faults: tuple[str, ...]  # why the plan cannot be carried out as it stands; empty when it can
    seed: int = 0
    seconds: float = 0.0
    iterations: int = 0
    interrupted: bool = False  # somebody stopped the search before its rule did
    trace: tuple[tuple[float, float], ...] = field(default=(), repr=False)  # (seconds, best cost so far)

    @property
    def feasible(self) -> bool:
        return not self.faults

    @property
    def left_out(self) -> tuple[int, ...]:
        """The visits that are not made."""
        given = {stop.service for stops in self.routes.values() for stop in stops}
        return tuple(v for v in range(self.problem.n_visits) if not given & set(self.problem.services_of(v)))

    def cost_at(self, seconds: float) -> float:
        """The best cost after so many seconds of search."""
        known = [cost for at, cost in self.trace if at <= seconds]
        return known[-1] if known else self.trace[0][1] if self.trace else self.objective

    def describe(self) -> str:
        """The whole plan as Swedish text: the sum, each term, each route."""
        p = self.problem
        lines = [f"Plan för {p.n_visits} besök och {p.n_staff} medarbetare: kostnad {self.objective:.3f}."]
        for term, value in self.terms.items():
            if value or schedule.weight_of(p, term):
                weight = schedule.weight_of(p, term)
                lines.append(
                    f"  {term.label}: {value:g} × {'får inte förekomma' if weight == HARD else f'{weight:g}'}"
                )
        for k, stops in sorted(self.routes.items()):
            if stops:
                lines.append(
                    f"{p.staff_names[k]}: " + ", ".join(f"{clock(s.start)} {self.name(s)}" for s in stops)
                )
        for v in self.left_out:
            lines.append(f"Ryms inte: {p.visit_names[v]}")
        return "\n".join(lines + [f"Går inte att genomföra: {fault}" for fault in self.faults])

    def name(self, stop: Stop) -> str:
        return "lunch" if stop.service is None else self.problem.service_label(stop.service)

    def why(self, visit: int) -> str:
        """Why a visit stands where it stands, or was left out: who, when, and what the nearest other way costs."""
        from .why import why

        return why(self, visit)

    def evaluate(self, move: Move) -> Change | None:
        """What a move would change for everybody: see ``Move``. None when it cannot be made at all."""
        from .evaluate import evaluate

        return evaluate(self, move)


def clock(minutes: float) -> str:
    """Minutes from midnight as hours and minutes."""
    days, whole = divmod(round(minutes), 1440)
    after = ("", " (nästa dygn)")[days] if days < 2 else f" ({days} dygn senare)"
    return f"{whole // 60:02d}.{whole % 60:02d}{after}"


def make_plan(
    p: Problem, routes: Mapping[int, tuple[Stop, ...]], *, tolerance: float = 2e-3, **about: Any
) -> Plan:
    """A plan from a schedule, judged by the plain arithmetic."""
    terms = schedule.terms(p, routes)
    return Plan(p, routes, schedule.objective(p, routes, terms), terms,
                tuple(schedule.faults(p, routes, tolerance)), **about)  # fmt: skip


def read_plan(p: Problem, f: Any, s: Any, b: Any, **about: Any) -> Plan:
    """The best plan of a search, out of its arrays, on the cheapest clock of its routes."""
    routes = read_best(p, f, s, b)
    timed = set_clock(p, routes) if routes else None
    return make_plan(p, routes if timed is None else timed, **about)


def read_best(p: Problem, f: Any, s: Any, b: Any) -> Routes:
    """The best routes of a search on the clock that the search priced them by."""
    from . import _begin, _keep
    from ._layout import HAS_WAIT, MARK

    if p.n_services == 0 or p.n_staff == 0:
        return {}
    kept = (s.X.copy(), s.WMIN.copy(), s.Z.copy(), s.R.copy())
    _keep.copy(b.best_X, b.best_W, b.best_Z, s.X, s.WMIN, s.Z)
    s.X[:, MARK] = 0  # of trials long ago
    _begin.finish(f, s)
    routes = read_routes(p, f, s, latest=bool(f.FLAG[HAS_WAIT]))
    for held, array in zip(kept, (s.X, s.WMIN, s.Z, s.R), strict=True):
        array[...] = held
    s.STALE[:] = 1
    return routes
