"""The sieve: moves that are plainly too dear are dropped before anything is touched.

Editing two routes, settling the clocks and taking everything back costs several times as much as drawing a move,
and nineteen moves of twenty end that way. What a move adds in travel is known from a few arcs; what it adds in
lateness at the service moved and at the next one is read from the clocks of now. Against that stands at most the
lateness of all that comes after what leaves, and of their partners. Where that cannot make up for it within what the
search would accept, the move is refused.

Without linked pairs nothing is refused that exact counting would have accepted, so the search goes the same way
with the sieve as without it, only faster (a test holds that). With pairs, lateness may also ease further away, on
the route of a partner: less than one in a hundred of the moves that would have been accepted is then refused.
The sieve is only used when travel, lateness and preference are all that is priced, and every service has one window
(with several, coming later may mean less lateness).
"""

# mypy: ignore-errors
# (compiled by numba, which infers the types)
from __future__ import annotations

import numpy as np

from ._layout import (
    ARG,
    CLOSE,
    DUR,
    FORBID,
    HARD,
    IS_HARD,
    KIND,
    LATE,
    LOC,
    OPEN,
    PARTNER,
    PRED,
    S_MODE,
    S_TO,
    STAFF,
    START,
    SUCC,
    TARDY,
    TRAVEL,
    WORST,
    inlined,
)

UNKNOWN = -1e18  # a lunch is in the way: its place hangs on its neighbours, so nothing is said


@inlined
def ease(f, s, n, u):
    """The most lateness, priced, that may go when ``u`` leaves: its own, of all after it, and of their partners."""
    X = s.X
    late = np.int64(0)
    hard = np.int64(0)
    worst = False
    x = u
    while x < n:
        late += X[x, LATE]
        hard += X[x, HARD]
        worst = worst or x == s.Z[ARG]
        q = np.int64(f.V[x, PARTNER])
        if q >= 0 and X[q, STAFF] != X[x, STAFF]:
            late += X[q, LATE]
            hard += X[q, HARD]
            worst = worst or q == s.Z[ARG]
        x = np.int64(X[x, SUCC])
    gain = f.W[TARDY] * late + f.W[FORBID] * hard
    if worst:
        gain += f.W[WORST] * s.Z[WORST]
    return gain


@inlined
def way(f, n, k, p, v):
    """Travel from ``p`` to ``v`` on the route of ``k``; none on a route that is empty."""
    if p >= n and v >= n:
        return np.int64(0)
    b = np.int64(f.V[v, LOC]) if v < n else np.int64(f.ST[k, S_TO])
    return np.int64(f.D[f.ST[k, S_MODE], f.V[p, LOC], b])


@inlined
def known(f, p, v):
    """Are both nodes real places?"""
    return f.V[p, LOC] >= 0 and f.V[v, LOC] >= 0


@inlined
def late_after(f, s, n, k, p, u):
    """What ``u`` right after ``p`` costs at least in lateness, by the clock that ``p`` has now."""
    V = f.V
    if u >= n:
        return 0.0
    late = s.X[p, START] + V[p, DUR] + f.E[f.ST[k, S_MODE], V[p, LOC], V[u, LOC]] - V[u, CLOSE]
    if late <= 0:
        return 0.0
    return (f.W[FORBID] if V[u, KIND] & IS_HARD else f.W[TARDY]) * late


@inlined
def push(f, s, n, k, p, u, v):
    """What ``v`` is delayed by at least, priced, when ``u`` comes between it and ``p``."""
    X, V = s.X, f.V
    if v >= n:
        return 0.0
    m = np.int64(f.ST[k, S_MODE])
    t = max(X[p, START] + V[p, DUR] + f.E[m, V[p, LOC], V[u, LOC]], np.int64(V[u, OPEN]))
    t += V[u, DUR] + f.E[m, V[u, LOC], V[v, LOC]]
    late = t - max(np.int64(X[v, START]), np.int64(V[v, CLOSE]))
    if late <= 0:
        return 0.0
    return (f.W[FORBID] if V[v, KIND] & IS_HARD else f.W[TARDY]) * late


@inlined
def farther(f, s, n, u, k, p):
    """Travel and preference, priced, that it adds to put ``u`` after ``p`` on the route of ``k``."""
    X = s.X
    v = np.int64(X[p, SUCC])
    o = np.int64(X[u, PRED])
    w = np.int64(X[u, SUCC])
    j = np.int64(X[u, STAFF])
    if not (known(f, u, p) and known(f, o, v) and known(f, w, w)):
        return UNKNOWN
    if p == o:
        return 0.0
    travel = way(f, n, k, p, u) + way(f, n, k, u, v) - way(f, n, k, p, v)
    travel -= way(f, n, j, o, u) + way(f, n, j, u, w) - way(f, n, j, o, w)
    return f.W[TRAVEL] * travel + f.COST[u, k] - f.COST[u, j]


@inlined
def dear_move(f, s, n, u, k, p, slack):
    """Does it cost more than ``slack`` to move ``u`` after ``p`` on the route of ``k``?"""
    price = farther(f, s, n, u, k, p)
    if price > UNKNOWN and k != s.X[u, STAFF]:
        price += late_after(f, s, n, k, p, u) + push(f, s, n, k, p, u, np.int64(s.X[p, SUCC]))
    return price > slack and price - ease(f, s, n, u) > slack


@inlined
def dear_pair(f, s, n, u, p, q, r, slack):
    """Does it cost more than ``slack`` to move ``u`` after ``p`` and its partner ``q`` after ``r``?"""
    price = farther(f, s, n, u, np.int64(s.X[p, STAFF]), p) + farther(f, s, n, q, np.int64(s.X[r, STAFF]), r)
    return price > slack and price - ease(f, s, n, u) - ease(f, s, n, q) > slack


@inlined
def dear_exchange(f, s, n, u, x, p, y, slack):
    """Does it cost more than ``slack`` that ``u`` … ``x`` and what follows ``p`` up to ``y`` change places?

    With ``y`` the same as ``p``, nothing is given back.
    """
    X = s.X
    j = np.int64(X[u, STAFF])
    k = np.int64(X[p, STAFF])
    o = np.int64(X[u, PRED])
    w = np.int64(X[x, SUCC])
    v = np.int64(X[p, SUCC])
    z = np.int64(X[y, SUCC])
    if j == k or f.ST[j, S_MODE] != f.ST[k, S_MODE]:
        return False
    if not (known(f, o, u) and known(f, x, w) and known(f, p, v) and known(f, y, z)):
        return False
    travel = way(f, n, k, p, u) - way(f, n, j, o, u) - way(f, n, j, x, w) + way(f, n, k, x, z)
    price = late_after(f, s, n, k, p, u)
    if y == p:
        travel += way(f, n, j, o, w) - way(f, n, k, p, v)
        price += f.W[TRAVEL] * travel
        return price > slack and price - ease(f, s, n, u) > slack
    travel += way(f, n, j, o, v) + way(f, n, j, y, w) - way(f, n, k, p, v) - way(f, n, k, y, z)
    price += f.W[TRAVEL] * travel + late_after(f, s, n, j, o, v)
    return price > slack and price - ease(f, s, n, u) - ease(f, s, n, v) > slack
