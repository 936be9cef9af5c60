"""Revision: the search's own sums, recomputed slowly from its routes (debug mode and tests).

Plain loops to a fixed point, no queue, no increments. ``differences`` returns what does not agree; the search
must never make it say anything.
"""

from __future__ import annotations

from typing import Any

from . import _layout as lay


def clocks(f: Any, s: Any) -> dict[int, int] | None:
    """The earliest start of every service in a route, in ticks; None when visits wait for each other for ever."""
    n = s.WMIN.shape[0]
    routes = {k: route(s, n, k) for k in range(f.ST.shape[0])}
    start = {u: int(s.X[u, lay.FLOOR]) for stops in routes.values() for u in stops}
    for _ in range(2 * len(start) + 2):
        moved = False
        for k, stops in routes.items():
            free, where = int(f.ST[k, lay.S_BEGIN]), int(f.ST[k, lay.S_FROM])
            for u in stops:
                there = int(f.V[u, lay.LOC])
                arrival = free + (int(f.E[f.ST[k, lay.S_MODE], where, there]) if there >= 0 else 0)
                q = int(f.V[u, lay.PARTNER])
                if q in start:
                    arrival = max(arrival, start[q] + int(f.V[u, lay.LINK]))
                t = wait_for_window(f, u, max(arrival, start[u]))
                moved |= t != start[u]
                start[u] = t
                free, where = t + int(f.V[u, lay.DUR]), there if there >= 0 else where
        if not moved:
            return start
    return None


def wait_for_window(f: Any, u: int, t: int) -> int:
    """Too late for one window but nearer the next: wait."""
    for w in range(int(f.V[u, lay.NWIN]) - 1):
        if f.WIN[u, 3 * w + lay.W_JUMP] < t < f.WIN[u, 3 * w + 3]:
            t = int(f.WIN[u, 3 * w + 3])
    return t


def route(s: Any, n: int, k: int) -> list[int]:
    """The services of staff ``k`` in order, following the links forward and checking them backward."""
    found: list[int] = []
    at = n + k
    while True:
        ahead = int(s.X[at, lay.SUCC])
        assert s.X[ahead, lay.PRED] == at and s.X[ahead, lay.STAFF] == k, "broken link"
        if ahead >= n:
            return found
        found.append(ahead)
        at = ahead


def late(f: Any, u: int, t: int) -> int:
    """Ticks after the last window that has opened."""
    open_now = [w for w in range(int(f.V[u, lay.NWIN])) if w == 0 or f.WIN[u, 3 * w] <= t]
    return max(0, t - int(f.WIN[u, 3 * open_now[-1] + lay.W_CLOSE]))


def sums(f: Any, s: Any) -> dict[int, int]:
    """The sums of Z, the slow way (waiting excepted: it has its own twin)."""
    n = s.WMIN.shape[0]
    start = clocks(f, s)
    assert start is not None, "deadlock"
    z = dict.fromkeys(
        (lay.TRAVEL, lay.TARDY, lay.WORST, lay.FORBID, lay.OVER, lay.IDLE, lay.FAIR, lay.ASSIGN), 0
    )
    busy: list[int] = []
    for k in range(f.ST.shape[0]):
        stops, on = route(s, n, k), bool(f.ST[k, lay.S_SHIFT])
        begins, ends = int(f.ST[k, lay.S_BEGIN]), int(f.ST[k, lay.S_END])
        mode, where = f.ST[k, lay.S_MODE], int(f.ST[k, lay.S_FROM])
        travel = away = work = 0
        for u in stops:
            there = int(f.V[u, lay.LOC])
            if there >= 0:
                travel, away = travel + int(f.D[mode, where, there]), away + int(f.E[mode, where, there])
                where = there
            work += int(f.V[u, lay.DUR])
            z[lay.ASSIGN] += int(f.COST[u, k])
            missed = late(f, u, start[u])
            hard = bool(f.V[u, lay.KIND] & lay.IS_HARD)
            z[lay.FORBID] += missed if hard else 0
            z[lay.TARDY] += 0 if hard else missed
            z[lay.WORST] = max(z[lay.WORST], 0 if hard else missed)
            if f.FLAG[lay.HAS_DATED]:
                z[lay.FORBID] += max(0, start[u] - int(f.TO[u, k]))
        if stops:
            travel, away = (
                travel + int(f.D[mode, where, f.ST[k, lay.S_TO]]),
                away + int(f.E[mode, where, f.ST[k, lay.S_TO]]),
            )
            back = start[stops[-1]] + int(f.V[stops[-1], lay.DUR]) + int(f.E[mode, where, f.ST[k, lay.S_TO]])
            z[lay.OVER] += max(0, back - ends) if on else 0
        z[lay.TRAVEL] += travel
        if on:
            z[lay.IDLE] = max(z[lay.IDLE], (max(back, ends) if stops else ends) - begins - away - work)
        if on or stops:
            busy.append(travel + work)
    z[lay.FAIR] = max(busy) - sum(busy) // len(busy) if busy else 0
    z[lay.DROP] = left_out_price(f, s)
    if not f.FLAG[lay.HAS_EXTRA]:
        for c in (lay.OVER, lay.IDLE, lay.FAIR):
            z[c] = 0
    if f.W[lay.FAIR] == 0:  # what costs nothing is not kept up to date
        z[lay.FAIR] = 0
    return z


def left_out_price(f: Any, s: Any) -> int:
    """What the groups that are out cost."""
    from ._insert import BIG_DROP

    total = 0
    for g, members in enumerate(f.MEMBER):
        if all(s.X[u, lay.STAFF] < 0 for u in members if u >= 0):
            total += int(f.GDROP[g]) if f.GDROP[g] >= 0 else BIG_DROP
    return total


NAMES = ("TRAVEL", "TARDY", "WORST", "FORBID", "WAIT", "OVER", "IDLE", "FAIR", "ASSIGN", "DROP")


def differences(f: Any, s: Any) -> list[str]:
    """Where the search's sums and clocks differ from the slow ones; empty when all is well."""
    n = s.WMIN.shape[0]
    slow = sums(f, s)
    found = [f"{NAMES[c]}: {int(s.Z[c])} is {value}" for c, value in slow.items() if int(s.Z[c]) != value]
    start = clocks(f, s) or {}
    found += [
        f"start of {u}: {int(s.X[u, lay.START])} is {t}" for u, t in start.items() if s.X[u, lay.START] != t
    ]
    out = [u for u in range(n) if s.X[u, lay.STAFF] < 0 and u in start]
    return found + [f"{u} is in a route but marked as out" for u in out]
