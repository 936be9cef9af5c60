"""Taking a node out of its route and putting it in, with exact travel and a log to undo by."""

# mypy: ignore-errors
# (compiled by numba, which infers the types)
from __future__ import annotations

import numpy as np

from ._layout import (
    ASSIGN,
    FLOOR,
    HARD,
    HAS_COST,
    HAS_DATED,
    LATE,
    LOC,
    N_DAY,
    N_KEPT,
    N_LINK,
    N_LOG,
    N_SEED,
    PRED,
    S_FROM,
    S_MODE,
    S_TO,
    STAFF,
    START,
    SUCC,
    TRAVEL,
    W_OPEN,
    compiled,
    inlined,
    node,
)


@compiled
def place(V, X, u):
    """Where node ``u`` is: a lunch is taken where the visit before it was."""
    a = np.int64(V[u, LOC])
    while a < 0:
        u = node(X[u, PRED])
        a = np.int64(V[u, LOC])
    return a


@compiled
def next_place(V, ST, X, n, v):
    """The first real place from node ``v`` on."""
    while v < n:
        if V[v, LOC] >= 0:
            return V[v, LOC]
        v = node(X[v, SUCC])
    return ST[v - n, S_TO]


@compiled
def hop(V, ST, E, X, n, u, v):
    """Ticks from the end of ``u`` to the arrival at ``v`` (no depot) on the same route."""
    b = np.int64(V[v, LOC])
    if b < 0:
        return 0
    a = np.int64(V[u, LOC])
    while a < 0:
        u = node(X[u, PRED])
        a = np.int64(V[u, LOC])
    return E[ST[X[v, STAFF], S_MODE], a, b]


@inlined
def liking(FLAG, COST, u, k):
    """What it costs that ``k`` gives ``u``; the table is not read where everybody is as good."""
    return COST[u, k] if FLAG[HAS_COST] else np.int64(0)


@compiled
def save_link(X, WMIN, Z, LINKS, u):
    c = Z[N_LINK]
    LINKS[c, 0] = u
    LINKS[c, 1] = X[u, PRED]
    LINKS[c, 2] = X[u, SUCC]
    LINKS[c, 3] = X[u, STAFF]
    LINKS[c, 4] = X[u, FLOOR]
    if u < WMIN.shape[0]:
        LINKS[c, 5] = WMIN[u]
    Z[N_LINK] = c + 1


@compiled
def seed(Z, SEED, n, u):
    """Remember that what leads into ``u`` has changed."""
    if u < n:
        SEED[Z[N_SEED]] = u
        Z[N_SEED] += 1


@compiled
def take(V, ST, D, COST, X, WMIN, Z, SEED, LINKS, n, u):
    """Take node ``u`` out of its route."""
    u = node(u)
    p = node(X[u, PRED])
    s = node(X[u, SUCC])
    k = node(X[u, STAFF])
    m = node(ST[k, S_MODE])
    save_link(X, WMIN, Z, LINKS, p)
    save_link(X, WMIN, Z, LINKS, u)
    save_link(X, WMIN, Z, LINKS, s)
    b = np.int64(V[u, LOC])
    if p >= n and s >= n:
        if b < 0:
            Z[TRAVEL] -= D[m, ST[k, S_FROM], ST[k, S_TO]]
        else:
            Z[TRAVEL] -= D[m, ST[k, S_FROM], b] + D[m, b, ST[k, S_TO]]
    elif b >= 0:
        a = place(V, X, p)
        c = next_place(V, ST, X, n, s)
        Z[TRAVEL] += D[m, a, c] - D[m, a, b] - D[m, b, c]
    Z[ASSIGN] -= COST[u, k]
    X[p, SUCC] = s
    X[s, PRED] = p
    X[u, STAFF] = -1
    seed(Z, SEED, n, u)
    seed(Z, SEED, n, s)
    if s < n and V[s, LOC] < 0:
        seed(Z, SEED, n, X[s, SUCC])


@compiled
def put(V, WIN, ST, D, COST, FROM, FLAG, X, WMIN, Z, SEED, LINKS, n, u, k, p):
    """Put node ``u``, which is out, on the route of staff ``k`` right after ``p``."""
    u, k, p = node(u), node(k), node(p)
    s = node(X[p, SUCC])
    m = node(ST[k, S_MODE])
    save_link(X, WMIN, Z, LINKS, p)
    save_link(X, WMIN, Z, LINKS, u)
    save_link(X, WMIN, Z, LINKS, s)
    b = np.int64(V[u, LOC])
    if p >= n and s >= n:
        if b < 0:
            Z[TRAVEL] += D[m, ST[k, S_FROM], ST[k, S_TO]]
        else:
            Z[TRAVEL] += D[m, ST[k, S_FROM], b] + D[m, b, ST[k, S_TO]]
    elif b >= 0:
        a = place(V, X, p)
        c = next_place(V, ST, X, n, s)
        Z[TRAVEL] -= D[m, a, c] - D[m, a, b] - D[m, b, c]
    Z[ASSIGN] += COST[u, k]
    X[p, SUCC] = u
    X[s, PRED] = u
    X[u, PRED] = p
    X[u, SUCC] = s
    X[u, STAFF] = k
    set_floor(WIN, FROM, FLAG, X, WMIN, u, k)
    seed(Z, SEED, n, u)
    seed(Z, SEED, n, s)
    if s < n and V[s, LOC] < 0:
        seed(Z, SEED, n, X[s, SUCC])


@compiled
def set_floor(WIN, FROM, FLAG, X, WMIN, u, k):
    """The earliest start of ``u``: its chosen window, and a delegation that begins during the day."""
    t = np.int64(WIN[u, 3 * WMIN[u] + W_OPEN])
    if FLAG[HAS_DATED] and FROM[u, k] > t:
        t = FROM[u, k]
    X[u, FLOOR] = t


@compiled
def begin_trial(Z, ZS):
    """From here on changes are noted, so that they can be undone."""
    for c in range(N_KEPT):
        ZS[c] = Z[c]
    forget(Z)


@inlined
def forget(Z):
    """Nothing is noted."""
    Z[N_LOG] = 0
    Z[N_LINK] = 0
    Z[N_SEED] = 0
    Z[N_DAY] = 0


@compiled
def undo(X, WMIN, Z, ZS, LOG, LINKS, n):
    """Put everything back as it was at ``begin_trial``."""
    for c in range(Z[N_LOG] - 1, -1, -1):
        u = node(LOG[c, 0])
        X[u, START] = LOG[c, 1]
        X[u, LATE] = LOG[c, 2]
        X[u, HARD] = LOG[c, 3]
    for c in range(Z[N_LINK] - 1, -1, -1):
        u = node(LINKS[c, 0])
        X[u, PRED] = LINKS[c, 1]
        X[u, SUCC] = LINKS[c, 2]
        X[u, STAFF] = LINKS[c, 3]
        X[u, FLOOR] = LINKS[c, 4]
        if u < n:
            WMIN[u] = LINKS[c, 5]
    for c in range(N_KEPT):
        Z[c] = ZS[c]
    forget(Z)
