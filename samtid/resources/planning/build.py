"""Bron till planeringskärnan: the only place where a day becomes arrays, and a plan becomes changes.

*Fewest changes* is said with terms that the kernel has, so that its search is what it was:

* a service by somebody else than who has been told costs as much as ``CHANGED`` minutes of road (the term of wishes);
* what lies still has its own minute as its only window and its own staff as the only allowed. A repair is made without
  the kernel as far as it goes (mend.py); for what had no room the kernel lets go of what lies near it in time, and of the
  rest only when something else would be left without staff;
* the minute within the leeway is free for the kernel, and is brought back afterwards as near as it goes (settle.py).

Nothing is left out that can be made: to leave one out costs more than everything else together, and hard comes before
cost (decision 0093), so a plan is feasible also when somebody is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from .asked import Asked, Found
from .mend import fewer, mended
from .pieces import Piece, pieces, rest, roads
from .rules import (
    BREAK,
    Step,
    Task,
    after,
    measure,
    needs_mending,
)
from .settle import Arc, Node, settled
from .words import Kind, Trouble

if TYPE_CHECKING:
    from samtid.ground.kernel.plan import Plan, Problem

CHANGED = 20.0  # minutes of road that another face than the one told costs
STRANGE = 10.0  # and one who has not been there lately
NO_BREAK = 200.0
LATER = 1.0  # a minute later than what was told
LACKING = (Trouble.UNSTAFFED, Trouble.ABSENT)
LEFT_OUT, LOCKED_OUT = 10_000.0, 1_000_000.0
PER_VISIT, LEAST, SECONDS = 6_000, 60_000, 1.8  # trials, and what is enough whatever the machine
AROUND = 0  # minutes, and twice the leeway: what is let go for the sake of one that had no room
EARLY = 10  # minutes before the agreed time that cost nothing


@dataclass(frozen=True, slots=True)
class Laid:
    """Ett uppställt problem, with what its rows stand for."""

    problem: Problem
    tasks: tuple[Task, ...]
    shifts: tuple[Piece, ...]
    windows: tuple[tuple[int, int], ...]  # of each task
    rests: tuple[
        tuple[int, int], ...
    ]  # when each break may begin; they are visits of their own, after the tasks


def is_installed() -> bool:
    """Whether the kernel can be used here: its compiler is an extra of its own."""
    from importlib.util import find_spec

    return find_spec("numpy") is not None and find_spec("numba") is not None


def proposal(asked: Asked, kind: Kind, seed: int, *, stop: Callable[[int], Any] | None = None) -> Found:
    """Changes that make the day hold. The same seed gives the same answer when the search ends at its trials, not by the clock."""
    if kind is Kind.DAY:
        return _search(asked, frozenset(), seed, stop)
    by_hand = mended(asked)
    wrong = _wrong(asked, by_hand)
    if not by_hand.left_out and not wrong:
        return by_hand
    left = [task for task in asked.tasks if task.key in by_hand.left_out]
    tried = [replace(by_hand, steps=(*by_hand.steps, *_given_up(asked, by_hand.steps, left)))]
    near = [task for task in asked.tasks if task.key in wrong.union(by_hand.left_out)]
    tried.append(_around(asked, by_hand, near, seed, stop))
    if tried[-1].left_out:
        tried.append(_search(asked, frozenset(), seed, stop))
    return min(tried, key=lambda one: (len(one.left_out), len(_wrong(asked, one)), len(one.steps)))


def _wrong(asked: Asked, found: Found) -> set[UUID]:
    """What a proposal could still move, and that has somebody: it clashes, or lies outside her shift."""
    faults = measure(after(asked.tasks, found.steps), asked.rules).faults
    stays = {task.key for task in asked.tasks if task.stays}
    lacking = {key for fault in faults if fault.trouble in LACKING for key in fault.tasks}
    return needs_mending(faults) - stays - lacking - set(found.left_out)


def _around(
    asked: Asked, by_hand: Found, left: Sequence[Task], seed: int, stop: Callable[[int], Any] | None
) -> Found:
    """What had no room, with all that lies near it in time let go: the rest lies as it was mended."""
    near = {
        task.key
        for task in asked.tasks
        if any(abs(task.start - one.start) <= 2 * asked.leeway + AROUND for one in left)
    }
    mended_day = {task.key: task for task in after(asked.tasks, by_hand.steps)}
    day = [task if task.key in near else mended_day[task.key] for task in asked.tasks]
    found = _search(replace(asked, tasks=day), frozenset(mended_day) - near, seed, stop)
    told = {task.key: task for task in asked.tasks}
    steps = [
        Step(task.key, task.start, task.staff, task.second)
        for task in after(day, found.steps)
        if task != told[task.key]
    ]
    return replace(found, steps=fewer(asked, steps))


def _search(asked: Asked, still: frozenset[UUID], seed: int, stop: Callable[[int], Any] | None) -> Found:
    from samtid.ground.kernel.plan import after_iterations, after_seconds, first_of, solve

    laid = lay_out(asked, still)
    if laid is None:
        lacking = needs_mending(measure(asked.tasks, asked.rules).faults)
        return Found((), tuple(task.key for task in asked.tasks if task.key in lacking and not task.stays))
    trials = max(LEAST, PER_VISIT * laid.problem.n_services)
    rule = stop(trials) if stop else first_of(after_iterations(trials), after_seconds(SECONDS))
    plan = solve(laid.problem, rule, seed)
    left = [laid.tasks[v] for v in plan.left_out if v < len(laid.tasks)]
    steps = fewer(asked, _steps(asked, laid, plan))
    return Found((*steps, *_given_up(asked, steps, left)), tuple(task.key for task in left))


def _given_up(asked: Asked, steps: Sequence[Step], left: Sequence[Task]) -> list[Step]:
    """What had no room keeps its staff where that is still true; else it is said that nobody goes."""
    now = {task.key: task for task in after(asked.tasks, steps)}
    found = []
    for task in left:
        if task.stays or not task.goes or task.start < asked.earliest:
            continue
        others = [one for one in now.values() if one.key != task.key and set(one.goes) & set(task.goes)]
        if any(one.meets(task) for one in others):
            found.append(Step(task.key, task.start, None, None))
            now[task.key] = found[-1].of(task)
    return found


def lay_out(asked: Asked, still: frozenset[UUID]) -> Laid | None:
    """The problem of a day; None when nothing can be planned. ``still`` lie where they are while the rest is tried."""
    import numpy as np

    from samtid.ground.kernel.plan import Problem, Weights

    shifts = pieces(asked)
    tasks, windows = [], []
    for task in asked.tasks:
        fixed = task.stays or task.key in still
        if task.is_done or (fixed and task.start < asked.earliest):
            continue
        if fixed and not any(asked.rules.works(who, task.start, task.end) for who in task.goes):
            continue  # nobody is there to lie still with
        tasks.append(task)
        windows.append((task.start, task.start) if fixed else asked.window(task))
    if not tasks or not shifts:
        return None
    rests = [
        (j, window) for j, piece in enumerate(shifts) if (window := rest(piece, asked.earliest)) is not None
    ]
    rows = [
        (v, half)
        for v, task in enumerate(tasks)
        for half in range(task.wanted)
        if not task.stays or _goes(asked, task, half)  # nobody is sent to what stays
    ]
    n, m, k = len(rows), len(rows) + len(rests), len(shifts)
    allowed, unwanted, unfamiliar = np.ones((m, k), np.bool_), np.zeros((m, k)), np.zeros((m, k))
    last = np.full((m, k), 10_000.0)  # the latest end: the leeway is hard, every minute of it has its price
    for i, (v, half) in enumerate(rows):
        task = tasks[v]
        told = (task.staff, task.second)[half]
        fixed = task.stays or task.key in still
        there = _goes(asked, task, half)
        last[i] = windows[v][1] + task.minutes
        for j, shift in enumerate(shifts):
            unfamiliar[i, j] = (task.person, shift.staff) not in asked.rules.known
            if there:
                unwanted[i, j] = shift.staff != told
                allowed[i, j] = not fixed or shift.staff == told
            if (task.key, shift.staff) in asked.rules.barred and not (there and shift.staff == told):
                allowed[i, j] = False
    place, begins, travel = roads(asked, tasks, rows, shifts, still)
    opens = [[_told(tasks[v], windows[v])] for v, _ in rows]
    for i, (j, window) in enumerate(rests, start=n):
        allowed[i] = False
        allowed[i, j] = True
        opens.append([window])
    pairs = [(i, i + 1) for i, (v, _) in enumerate(rows[:-1]) if rows[i + 1] == (v, 1)]
    problem = Problem(
        visit=np.array([v for v, _ in rows] + [len(tasks) + r for r in range(len(rests))], np.int64),
        place=np.concatenate([place, np.full(len(rests), travel.shape[1] - 1, np.int64)]),
        duration=np.array([float(tasks[v].minutes) for v, _ in rows] + [float(BREAK)] * len(rests)),
        windows=np.array(opens, np.float64),
        hard=np.array([False] * n + [True] * len(rests)),
        allowed=allowed,
        start_place=begins,
        end_place=np.zeros(k, np.int64),
        travel=travel,
        drop=np.array([LOCKED_OUT if task.stays else LEFT_OUT for task in tasks] + [NO_BREAK] * len(rests)),
        links=np.array(pairs, np.int64).reshape(-1, 2),
        gaps=np.zeros((len(pairs), 2)),
        shift=np.array([[float(shift.start), float(shift.end)] for shift in shifts]),
        unwanted=unwanted,
        unfamiliar=unfamiliar,
        valid_to=last,
        weights=Weights(tardiness=LATER, worst_tardiness=0.0, preference=CHANGED, continuity=STRANGE),
        visit_names=tuple(f"b{v}" for v in range(len(tasks) + len(rests))),
        staff_names=tuple(f"p{j}" for j in range(k)),
    )
    return Laid(problem, tuple(tasks), tuple(shifts), tuple(windows), tuple(window for _, window in rests))


def _goes(asked: Asked, task: Task, half: int) -> bool:
    """Whether the first or the second who was told is at work then."""
    told = (task.staff, task.second)[half]
    return told is not None and asked.rules.works(told, task.start, task.end)


def _told(task: Task, window: tuple[int, int]) -> tuple[int, int]:
    """A little before what was told costs nothing, every minute after it does."""
    return max(window[0], min(task.start - EARLY, window[1])) if window[0] < window[1] else window[0], min(
        max(task.start, window[0]), window[1]
    )


def _steps(asked: Asked, laid: Laid, plan: Plan) -> tuple[Step, ...]:
    starts, count = _starts(laid, plan), len(laid.tasks)
    given: dict[int, list[int]] = {}
    for j, stops in plan.routes.items():
        for stop in stops:
            v = int(laid.problem.visit[stop.service or 0])
            if v < count:
                given.setdefault(v, []).append(laid.shifts[j].staff)
    found = []
    for v, who in sorted(given.items()):
        task = laid.tasks[v]
        if task.stays:
            continue
        staff, second = _in_order(task, who)
        step = Step(task.key, starts[v], staff, second)
        if step.of(task) != task:
            found.append(step)
    return tuple(found)


def _in_order(task: Task, who: Sequence[int]) -> tuple[int | None, int | None]:
    """The one who was told keeps her part."""
    rest = list(who)
    staff = task.staff if task.staff in rest else None
    if staff is not None:
        rest.remove(staff)
    second = task.second if task.second in rest else None
    if second is not None:
        rest.remove(second)
    if staff is None:
        staff = rest.pop(0) if rest else None
    if second is None and rest:
        second = rest.pop(0)
    return (staff, second) if staff is not None else (second, None)


def _starts(laid: Laid, plan: Plan) -> dict[int, int]:
    """Whole minutes, as near what was agreed as the routes allow."""
    from samtid.ground.kernel.plan.schedule import hop, length

    p = laid.problem
    agreed = [task.start for task in laid.tasks] + [first for first, _ in laid.rests]
    nodes = [Node(low, high, at) for at, (low, high) in zip(agreed, laid.windows + laid.rests, strict=True)]
    at: dict[int, float] = {}
    arcs: list[Arc] = []
    for j, stops in plan.routes.items():
        shift, last = laid.shifts[j], None
        gap, where = 0.0, int(p.start_place[j])
        for stop in stops:
            v = int(p.visit[stop.service or 0])
            node = nodes[v]
            most = min(node.most, shift.end - round(length(p, stop)))
            least = shift.start if last is not None else shift.start + round(hop(p, j, where, stop.place))
            nodes[v] = replace(node, least=max(node.least, least), most=most)
            if v >= len(laid.tasks):  # a break has no time of its own
                nodes[v] = replace(nodes[v], agreed=round(stop.start))
            at[v] = stop.start
            if last is not None:
                arcs.append((last, v, round(gap + hop(p, j, where, stop.place))))
            last, gap, where = v, length(p, stop), stop.place
    order = sorted(at, key=lambda v: (at[v], v))
    found = settled(nodes, order, arcs)
    return found if found is not None else {v: round(start) for v, start in at.items()}
