"""Vad händer om: what a visit that is moved changes, for everybody, before anything is changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from . import schedule
from .board import Board
from .clock import set_clock
from .problem import Problem
from .schedule import Routes, Stop
from .words import Term

if TYPE_CHECKING:
    from .result import Plan

MOMENT = 2e-3  # minutes that two clock times may differ and still be the same
KEPT_BOARDS = 4

_boards: list[tuple[Plan, Board]] = []  # of the plans asked about last


class Move(NamedTuple):
    """Flytt: a service to somebody, as number ``at`` among that person's other stops; None = where it costs least.

    Without ``staff`` the visit is left out, with all that belongs together with it. A visit that is left out comes in
    whole: what belongs together with the service is placed where it costs least.
    """

    service: int
    staff: int | None
    at: int | None = None


class Shifted(NamedTuple):
    """Ändrad insats: who gives it and when, before and after; None where it is not given."""

    service: int | None  # None = a lunch
    was: tuple[int, float] | None
    now: tuple[int, float] | None


@dataclass(frozen=True, slots=True)
class Change:
    """Ändring: what a move does. ``difference`` is the cost of the new plan less that of the old, to the last minute."""

    problem: Problem
    routes: Routes
    difference: float
    terms: Mapping[Term, float]  # what changes, unweighted
    broken: tuple[str, ...]  # why the new plan cannot be carried out, where the old one could
    mended: tuple[str, ...]
    shifted: tuple[Shifted, ...]  # everything that is given by somebody else or at another time

    @property
    def allowed(self) -> bool:
        return not self.broken

    def touched(self) -> tuple[int, ...]:
        """Everybody whose day changes."""
        return tuple(sorted({side[0] for s in self.shifted for side in (s.was, s.now) if side is not None}))

    def describe(self) -> str:
        """The change as Swedish text, the most important first."""
        p = self.problem
        lines = [f"Går inte: {fault}" for fault in self.broken]
        lines.append(f"Kostnaden blir {abs(self.difference):.1f} {'högre' if self.difference > 0 else 'lägre'}."
                     if abs(self.difference) > 0.05 else "Kostnaden blir densamma.")  # fmt: skip
        lines += [f"{term.label}: {value:+.1f}" for term, value in self.terms.items()]
        who = [p.staff_names[k] for k in self.touched()]
        if who:
            lines.append(f"Berör {', '.join(who)}.")
        return "\n".join(lines)


def evaluate(plan: Plan, move: Move) -> Change | None:
    """What a move changes; None when there is no such place, or visits would wait for each other for ever."""
    inside = any(s.service == move.service for stops in plan.routes.values() for s in stops)
    if move.staff is not None and not inside and move.at is None:
        return coming_in(plan, move.service, move.staff)
    routes = moved(plan, move)
    return None if routes is None else compare(plan, routes)


def coming_in(plan: Plan, i: int, staff: int | None = None) -> Change | None:
    """What changes when what is left out comes in where it costs least, with all that belongs to it."""
    ways = [compare(plan, routes) for routes in board_of(plan).bring_in(i, staff)]
    return min((way for way in ways if way is not None), key=rank, default=None)


def rank(change: Change) -> tuple[int, float]:
    """Less is better: what is broken, then the cost."""
    return len(change.broken), change.difference


def board_of(plan: Plan) -> Board:
    """The plan laid out; the last few are kept, as a planner asks many questions about the same."""
    for at, (known, board) in enumerate(_boards):
        if known is plan:
            _boards.insert(0, _boards.pop(at))
            return board
    board = Board(plan.problem, plan.routes)
    _boards.insert(0, (plan, board))
    del _boards[KEPT_BOARDS:]
    return board


def moved(plan: Plan, move: Move) -> Routes | None:
    """The routes after a move, with starts that only tell which window each stop aims at."""
    p, i, k = plan.problem, move.service, move.staff
    without = {j: tuple(s for s in stops if s.service != i) for j, stops in plan.routes.items()}
    if k is None:
        out = together(p, i)
        return {
            j: rest
            for j, stops in plan.routes.items()
            if (rest := tuple(s for s in stops if s.service not in out))
        }
    at = move.at
    if at is None:
        places = board_of(plan).places(i, k)
        if not places:
            return None
        at = places[0][2]
    stops = without.get(k, ())
    at = max(0, min(at, len(stops)))
    where, free = int(p.start_place[k]), 0.0
    if at:
        where, free = stops[at - 1].place, stops[at - 1].start + schedule.length(p, stops[at - 1])
    start = max(float(p.windows[i, 0, 0]), free + schedule.hop(p, k, where, int(p.place[i])))
    line = (*stops[:at], Stop(i, start, int(p.place[i])), *stops[at:])
    routes = {**without, k: settled_lunch(p, k, line)}
    return {j: settled_lunch(p, j, rest) for j, rest in routes.items() if rest}


def together(p: Problem, i: int) -> set[int]:
    """All services that stand or fall with ``i``."""
    found = set(p.services_of(int(p.visit[i])))
    while True:
        linked = {int(x) for pair in p.links if found & {int(y) for y in pair} for x in pair}
        more = {x for j in found | linked for x in p.services_of(int(p.visit[j]))}
        if more == found:
            return found
        found = more


def settled_lunch(p: Problem, k: int, stops: tuple[Stop, ...]) -> tuple[Stop, ...]:
    """A lunch is taken where the visit before it was."""
    out: list[Stop] = []
    where = int(p.start_place[k])
    for s in stops:
        out.append(s if s.service is not None or s.place == where else replace(s, place=where))
        where = out[-1].place
    return tuple(out)


def compare(plan: Plan, routes: Routes) -> Change | None:
    """The plan beside the same day with other routes, at their cheapest clock."""
    p = plan.problem
    timed = set_clock(p, routes)
    if timed is None:
        return None
    terms = schedule.terms(p, timed)
    cost = schedule.objective(p, timed, terms)
    faults = schedule.faults(p, timed)
    changed = {term: value for term in Term if abs(value := terms[term] - plan.terms[term]) > 1e-6}
    before, after = _given(plan.routes), _given(timed)
    shifted = [Shifted(key[0], before.get(key), after.get(key)) for key in {**before, **after}
               if not _same(before.get(key), after.get(key))]  # fmt: skip
    return Change(
        p, timed, cost - plan.objective, changed, tuple(x for x in faults if x not in plan.faults),
        tuple(x for x in plan.faults if x not in faults), tuple(shifted),
    )  # fmt: skip


def _given(routes: Routes) -> dict[tuple[int | None, int], tuple[int, float]]:
    """Who gives what when; a lunch by whose it is."""
    return {
        (s.service, k if s.service is None else -1): (k, s.start)
        for k, stops in routes.items()
        for s in stops
    }


def _same(one: tuple[int, float] | None, two: tuple[int, float] | None) -> bool:
    if one is None or two is None:
        return one is two
    return one[0] == two[0] and abs(one[1] - two[1]) < MOMENT
