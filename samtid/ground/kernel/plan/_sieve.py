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
    node,
)
from ._links import liking

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
        if q >= 0 and X[node(q), STAFF] != X[x, STAFF]:
            late += X[node(q), LATE]
            hard += X[node(q), HARD]
            worst = worst or q == s.Z[ARG]
        x = node(X[x, SUCC])
    gain = f.W[TARDY] * late + f.W[FORBID] * hard
    if worst:
        gain += f.W[WORST] * s.Z[WORST]
    return gain


@inlined
def hopeless(f, s, price, slack):
    """Is ``price`` more than ``slack`` even if all lateness that there is were to go? The look that costs nothing."""
    all_late = f.W[TARDY] * s.Z[TARDY] + f.W[FORBID] * s.Z[FORBID] + f.W[WORST] * s.Z[WORST]
    return price - all_late > slack


@inlined
def way(f, n, k, p, v):
    """Travel from ``p`` to ``v`` on the route of ``k``; none on a route that is empty."""
    if p >= n and v >= n:
        return np.int64(0)
    b = node(f.V[v, LOC]) if v < n else node(f.ST[k, S_TO])
    return np.int64(f.D[node(f.ST[k, S_MODE]), node(f.V[p, LOC]), b])


@inlined
def way_in(f, n, k, p, v):
    """The same as ``way``, read close to the other ways into ``v``, which is no depot."""
    return np.int64(f.DI[node(f.ST[k, S_MODE]), node(f.V[v, LOC]), node(f.V[p, LOC])])


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
    late = (
        s.X[p, START]
        + V[p, DUR]
        + f.EI[node(f.ST[k, S_MODE]), node(V[u, LOC]), node(V[p, LOC])]
        - V[u, CLOSE]
    )
    if late <= 0:
        return 0.0
    return (f.W[FORBID] if V[u, KIND] & IS_HARD else f.W[TARDY]) * late


@inlined
def push(f, s, n, k, p, u, v):
    """What ``v`` is delayed by at least, priced, when ``u`` comes between it and ``p``."""
    X, V = s.X, f.V
    if v >= n:
        return 0.0
    m = node(f.ST[k, S_MODE])
    t = max(X[p, START] + V[p, DUR] + f.EI[m, node(V[u, LOC]), node(V[p, LOC])], np.int64(V[u, OPEN]))
    t += V[u, DUR] + f.E[m, node(V[u, LOC]), node(V[v, LOC])]
    late = t - max(np.int64(X[v, START]), np.int64(V[v, CLOSE]))
    if late <= 0:
        return 0.0
    return (f.W[FORBID] if V[v, KIND] & IS_HARD else f.W[TARDY]) * late


@inlined
def farther(f, s, n, u, k, p):
    """Travel and preference, priced, that it adds to put ``u`` after ``p`` on the route of ``k``."""
    X = s.X
    v = node(X[p, SUCC])
    o = node(X[u, PRED])
    w = node(X[u, SUCC])
    j = node(X[u, STAFF])
    if not (known(f, u, p) and known(f, o, v) and known(f, w, w)):
        return UNKNOWN
    if p == o:
        return 0.0
    travel = way_in(f, n, k, p, u) + way(f, n, k, u, v) - way(f, n, k, p, v)
    travel -= way_in(f, n, j, o, u) + way(f, n, j, u, w) - way(f, n, j, o, w)
    return f.W[TRAVEL] * travel + liking(f.FLAG, f.COST, u, k) - liking(f.FLAG, f.COST, u, j)


@inlined
def dear_move(f, s, n, u, k, p, slack):
    """Does it cost more than ``slack`` to move ``u`` after ``p`` on the route of ``k``?"""
    price = farther(f, s, n, u, k, p)
    if hopeless(f, s, price, slack):
        return True
    if price > UNKNOWN and k != s.X[u, STAFF]:
        price += late_after(f, s, n, k, p, u) + push(f, s, n, k, p, u, node(s.X[p, SUCC]))
    return price > slack and (hopeless(f, s, price, slack) or price - ease(f, s, n, u) > slack)


@inlined
def dear_pair(f, s, n, u, p, q, r, slack):
    """Does it cost more than ``slack`` to move ``u`` after ``p`` and its partner ``q`` after ``r``?"""
    price = farther(f, s, n, u, node(s.X[p, STAFF]), p) + farther(f, s, n, q, node(s.X[r, STAFF]), r)
    if hopeless(f, s, price, slack):
        return True
    return price > slack and price - ease(f, s, n, u) - ease(f, s, n, q) > slack


@inlined
def dear_exchange(f, s, n, u, x, p, y, slack):
    """Does it cost more than ``slack`` that ``u`` … ``x`` and what follows ``p`` up to ``y`` change places?

    With ``y`` the same as ``p``, nothing is given back.
    """
    X = s.X
    j = node(X[u, STAFF])
    k = node(X[p, STAFF])
    o = node(X[u, PRED])
    w = node(X[x, SUCC])
    v = node(X[p, SUCC])
    z = node(X[y, SUCC])
    if j == k or f.ST[j, S_MODE] != f.ST[k, S_MODE]:
        return False
    if not (known(f, o, u) and known(f, x, w) and known(f, p, v) and known(f, y, z)):
        return False
    travel = way(f, n, k, p, u) - way(f, n, j, o, u) - way(f, n, j, x, w) + way(f, n, k, x, z)
    price = late_after(f, s, n, k, p, u)
    if y == p:
        travel += way(f, n, j, o, w) - way(f, n, k, p, v)
        price += f.W[TRAVEL] * travel
        return price > slack and (hopeless(f, s, price, slack) or price - ease(f, s, n, u) > slack)
    travel += way(f, n, j, o, v) + way(f, n, j, y, w) - way(f, n, k, p, v) - way(f, n, k, y, z)
    price += f.W[TRAVEL] * travel + late_after(f, s, n, j, o, v)
    if hopeless(f, s, price, slack):
        return True
    return price > slack and price - ease(f, s, n, u) - ease(f, s, n, v) > slack
