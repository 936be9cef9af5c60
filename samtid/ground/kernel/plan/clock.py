"""Klockan: the cheapest starts of routes that stand.

The search keeps the earliest clock, and waiting on the latest one with the same returns; that is exact when nothing
else is priced by the minute. Where waiting costs, a later return may be cheaper still, and with several windows it
may pay to be a little late for one instead of waiting for the next. So a plan that is shown has its clock set here.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from . import schedule
from .board import window
from .problem import HARD, Problem
from .schedule import Routes, Stop

TICK = 1000
FOREVER = 1 << 60
UNIT = 1_000_000  # of a price
DEMAND, NEVER = 1 << 44, 1 << 52  # prices of what has to be nothing: a term, and a hard time
MOST_TRIES = 200  # of other windows


class Frame(NamedTuple):
    """Ställning: the arrays of ``_clock`` for routes that stand, and for each stop what its windows would say."""

    stops: list[tuple[int, int, Stop]]  # staff, position, stop
    low: Any
    base: Any
    pinned: Any  # the last stop of each route: leaving later alone is no reason to come home later
    hinge: Any
    price: Any
    tail: Any
    head: Any
    reach: Any
    to_worst: list[int]  # the arc from each stop to the greatest lateness, -1 where there is none
    floor: list[int]  # the earliest start of each stop apart from its window
    cap: list[int]  # the latest, for all that is hard but its window


def up(minutes: float) -> int:
    """Ticks, never too few."""
    return math.ceil(minutes * TICK - 1e-6)


def down(minutes: float) -> int:
    """Ticks, never too many."""
    return math.floor(minutes * TICK + 1e-6)


def weigh(weight: float) -> int:
    return DEMAND if weight == HARD else round(weight * UNIT)


def set_clock(p: Problem, routes: Routes, *, other_windows: bool = True) -> Routes | None:
    """The same routes with the cheapest starts; None when visits wait for each other for ever.

    Which of several windows a stop aims at is read from its start; with ``other_windows`` the neighbouring ones are
    tried too where somebody waits for an opening or is late.
    """
    frame = _frame(p, routes)
    chosen = [0 if s.service is None else window(p, s.service, s.start) for _, _, s in frame.stops]
    for i, w in enumerate(chosen):
        _aim(p, frame, i, w)
    cost, t = _least(frame)
    if t is None:
        return None
    if other_windows and p.windows.shape[1] > 1:
        tries = 0
        while tries < MOST_TRIES:
            was = cost
            for i, w in _others(p, frame, t, chosen):
                tries += 1
                _aim(p, frame, i, w)
                other, starts = _least(frame)
                if starts is not None and other < cost - 0.5 * UNIT:
                    cost, t, chosen[i] = other, starts, w
                else:
                    _aim(p, frame, i, chosen[i])
            if cost >= was:
                break
    out: dict[int, list[Stop]] = {k: [] for k in routes}
    for (k, _, s), ticks in zip(frame.stops, t.tolist(), strict=False):
        out[k].append(Stop(s.service, ticks / TICK, s.place, s.lasts))
    return {k: tuple(stops) for k, stops in out.items()}


def _frame(p: Problem, routes: Routes) -> Frame:
    w = p.weights
    stops = [(k, c, s) for k, line in routes.items() for c, s in enumerate(line)]
    m = len(stops)
    worst, idle = m, m + 1
    pinned = np.zeros(m + 2, np.uint8)
    pinned[m:] = 1
    low = np.zeros(m + 2, np.int64)
    base = np.zeros(m + 2, np.int64)
    hinge = np.full((m + 2, 3), FOREVER, np.int64)
    price = np.zeros((m + 2, 3), np.int64)
    base[worst], base[idle] = weigh(0.0 if w.worst_tardiness == HARD else w.worst_tardiness), weigh(w.idle)
    waits, over, late = (
        weigh(w.waiting),
        weigh(w.overtime),
        weigh(0.0 if w.tardiness == HARD else w.tardiness),
    )
    if w.overtime == HARD:
        over = NEVER
    arcs: list[tuple[int, int, int]] = []
    floor, cap = [0] * m, [FOREVER] * m
    node: dict[int, int] = {}
    least_idle = 0.0
    at = 0
    for k in range(p.n_staff):
        begins, ends = (float(x) for x in p.shift[k])
        if not math.isnan(begins) and not routes.get(k):
            least_idle = max(least_idle, ends - begins)
    for k, line in routes.items():
        if not line:
            continue
        begins, ends = (float(x) for x in p.shift[k])
        on = not math.isnan(begins)
        where, free, before = int(p.start_place[k]), begins if on else 0.0, 0.0
        away = work = 0.0
        opens = at + 1 if line[0].service is None and len(line) > 1 else at
        for c, s in enumerate(line):
            way = schedule.hop(p, k, where, s.place)
            lasts = schedule.length(p, s)
            if c == 0:
                floor[at] = up(free + way)
            else:
                # what takes no time at all ends before a lunch begins, or nobody can tell which comes first
                arcs.append((at - 1, at, max(up(before + way), 1 if s.service is None else 0)))
            if s.service is None:
                cap[at] = down(p.lunch_window[1] - (lasts if p.late_at_end else 0.0))
            else:
                node[s.service] = at
                if p.valid_from is not None:
                    floor[at] = max(floor[at], up(float(p.valid_from[s.service, k])))
                if p.valid_to is not None:
                    cap[at] = min(cap[at], down(float(p.valid_to[s.service, k]) - lasts))
                price[at, 0] = late
            away, work, where, before = away + way, work + lasts, s.place, lasts
            at += 1
        last = at - 1
        pinned[last] = 1
        home = schedule.hop(p, k, where, int(p.end_place[k]))
        if waits:
            base[last] += waits
            base[opens] -= waits
        if on:
            spare = ends - begins - away - home - work
            least_idle = max(least_idle, spare)
            if over:
                hinge[last, 2], price[last, 2] = down(ends - before - home), over
            if w.idle:
                arcs.append((last, idle, up(before - begins - away - work)))
    for (a, b), (least, most) in zip(p.links, p.gaps, strict=True):
        if int(a) in node and int(b) in node:
            arcs += [
                (node[int(a)], node[int(b)], up(float(least))),
                (node[int(b)], node[int(a)], up(-float(most))),
            ]
    low[idle] = up(max(0.0, least_idle))
    if w.worst_tardiness and w.worst_tardiness != HARD:  # their reach follows the window
        arcs += [
            (i, worst, 0)
            for i, (_, _, s) in enumerate(stops)
            if s.service is not None and not p.hard[s.service]
        ]
    table = np.array(arcs, np.int64).reshape(-1, 3)
    table = table[np.argsort(table[:, 0], kind="stable")]
    to_worst = [-1] * m
    for e in np.flatnonzero(table[:, 1] == worst).tolist():
        to_worst[int(table[e, 0])] = e
    tail, head, reach = (table[:, c].copy() for c in range(3))
    return Frame(stops, low, base, pinned, hinge, price, tail, head, reach, to_worst, floor, cap)


def _aim(p: Problem, frame: Frame, i: int, w: int) -> None:
    """Let stop ``i`` aim at its window ``w``."""
    s = frame.stops[i][2]
    if s.service is None:
        frame.low[i] = max(frame.floor[i], up(p.lunch_window[0]))
        frame.hinge[i, 1], frame.price[i, 1] = frame.cap[i], NEVER
        return
    opens, closes = p.windows[s.service, w]
    shut = down(float(closes - (p.duration[s.service] if p.late_at_end else 0.0)))
    frame.low[i] = max(frame.floor[i], up(float(opens)))
    cap = frame.cap[i]
    if w + 1 < p.windows.shape[1] and not math.isnan(p.windows[s.service, w + 1, 0]):
        cap = min(cap, up(float(p.windows[s.service, w + 1, 0])) - 1)
    if p.hard[s.service]:
        frame.hinge[i, 1], frame.price[i, 1] = min(cap, shut), NEVER
        frame.price[i, 0] = 0
        return
    frame.hinge[i, 1], frame.price[i, 1] = cap, NEVER if cap < FOREVER else 0
    frame.hinge[i, 0] = shut
    if frame.to_worst[i] >= 0:
        frame.reach[frame.to_worst[i]] = -shut


def _least(frame: Frame) -> tuple[float, Any]:
    """The cheapest starts and what they cost."""
    from . import _clock

    size = len(frame.low)
    first = np.searchsorted(frame.tail, np.arange(size + 1)).astype(np.int64)
    order = np.argsort(frame.head, kind="stable")
    back = np.searchsorted(frame.head[order], np.arange(size + 1)).astype(np.int64)
    tails = np.zeros((len(frame.tail), 3), np.int64)
    tails[:, 0], tails[:, 1], tails[:, 2] = frame.tail[order], order, frame.tail
    t, queue, came = (np.zeros(size, np.int64) for _ in range(3))
    inside = np.zeros(size, np.uint8)
    if not _clock.earliest(first, frame.head, frame.reach, frame.low, t, queue, inside):
        return math.inf, None
    if (frame.base < 0).any():
        flow, poured, drunk = (
            np.zeros(len(frame.tail), np.int64),
            np.zeros(size, np.int64),
            np.zeros(size, np.int64),
        )
        _clock.latest(back, tails, frame.reach, frame.pinned, frame.hinge, frame.price, t, queue, inside)
        _clock.climb(first, frame.head, frame.reach, back, tails, frame.base, frame.hinge, frame.price, t, flow, poured,
                     drunk, came, queue)  # fmt: skip
    return float(_clock.cost_of(frame.base, frame.hinge, frame.price, t)), t


def _others(p: Problem, frame: Frame, t: Any, chosen: list[int]) -> Iterator[tuple[int, int]]:
    """Stops that wait for a window to open, with the one before; stops that are late, with the one after."""
    for i, (_, _, s) in enumerate(frame.stops):
        if s.service is None:
            continue
        w = chosen[i]
        opens = p.windows[s.service, :, 0]
        if w > 0 and t[i] == frame.low[i] > frame.floor[i]:
            yield i, w - 1
        elif w + 1 < len(opens) and not math.isnan(opens[w + 1]) and t[i] > frame.hinge[i, 0]:
            yield i, w + 1
