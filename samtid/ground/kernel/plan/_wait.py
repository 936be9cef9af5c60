"""Waiting: counted on the *latest* schedule that keeps every lateness and every time of return.

Starting as early as possible is best for lateness and for coming home, but not for waiting: who leaves later waits
less. The latest schedule is the greatest solution of the same constraints. Each route alone gives a lower bound,
which is kept route by route (ALONE); links only pull starts down from there.
"""

# mypy: ignore-errors
# (compiled by numba, which infers the types)
from __future__ import annotations

import numpy as np

from ._layout import (
    CLOSE,
    DUR,
    HAS_DATED,
    IS_LUNCH,
    KIND,
    LEAST_WAIT,
    LINK,
    NWIN,
    PARTNER,
    PRED,
    STAFF,
    START,
    SUCC,
    W_CLOSE,
    W_OPEN,
    compiled,
    node,
)
from ._links import hop


@compiled
def latest_alone(V, WIN, TO, FLAG, X, u):
    """How late ``u`` may start without more lateness than it has."""
    t = np.int64(X[u, START])
    if V[u, NWIN] == 1:
        cap = np.int64(V[u, CLOSE])
    else:
        w = V[u, NWIN] - 1
        while w > 0 and WIN[u, 3 * w + W_OPEN] > t:
            w -= 1
        cap = np.int64(WIN[u, 3 * w + W_CLOSE])
    if FLAG[HAS_DATED] and TO[u, X[u, STAFF]] < cap:
        cap = TO[u, X[u, STAFF]]
    return cap if cap > t else t


@compiled
def alone(f, s, n, k):
    """Latest starts on the route of ``k`` that keep its lateness and its return; how much is waited then."""
    V, X, L = f.V, s.X, s.ALONE
    first = node(X[n + k, SUCC])
    begin_at = opening(V, X, n, first)
    u = node(X[n + k, PRED])
    t = np.int64(X[u, START])
    L[u] = t
    wait = t
    counts = True  # not yet past where waiting begins to count
    while u != first:
        p = node(X[u, PRED])
        step = V[p, DUR] + hop(V, f.ST, f.E, X, n, p, u)
        if u == begin_at:
            wait -= t
            counts = False
        elif counts:
            wait -= step
        t = min(t - step, latest_alone(V, f.WIN, f.TO, f.FLAG, X, p))
        L[p] = t
        u = p
    return wait - t if counts else wait


@compiled
def opening(V, X, n, first):
    """From which node on waiting counts: the wait after a lunch that opens the day is free."""
    if V[first, KIND] & IS_LUNCH and X[first, SUCC] < n:
        return node(X[first, SUCC])
    return first


@compiled
def all_stale(s):
    """ALONE belongs to another plan now."""
    for k in range(s.STALE.shape[0]):
        s.STALE[k] = 1


@compiled
def exact_wait(f, s, n):
    """Waiting on the latest schedule of all routes together; leaves that schedule in L."""
    V, X, ST, E, L, Q = f.V, s.X, f.ST, f.E, s.L, s.Q
    mask = Q.shape[0] - 1
    for k in range(ST.shape[0]):
        if s.STALE[k]:
            s.STALE[k] = 0
            if X[n + k, SUCC] < n:
                alone(f, s, n, k)
    for u in range(n):
        L[u] = s.ALONE[u]
    head = 0
    tail = 0
    for u in range(n):
        q = np.int64(V[u, PARTNER])
        if q >= 0 and X[u, STAFF] >= 0 and X[q, STAFF] >= 0 and L[u] > L[q] - V[q, LINK]:
            s.INQ[u] = 1
            Q[tail] = u
            tail += 1
    wait = np.int64(s.Z[LEAST_WAIT])
    while head != tail:  # links pull labels down until they fit
        u = np.int64(Q[head])
        head = (head + 1) & mask
        s.INQ[u] = 0
        was = np.int64(L[u])
        t = was
        q = np.int64(V[u, PARTNER])
        if q >= 0 and X[q, STAFF] >= 0:
            t = min(t, np.int64(L[q]) - V[q, LINK])
        v = node(X[u, SUCC])
        if v < n:
            t = min(t, L[v] - V[u, DUR] - hop(V, ST, E, X, n, u, v))
        L[u] = t
        p = node(X[u, PRED])
        opens = p >= n and opening(V, X, n, u) == u
        if opens or (p < n and X[p, PRED] >= n and V[p, KIND] & IS_LUNCH):
            wait += was - t
        if p < n and s.INQ[p] == 0 and L[p] > t - V[p, DUR] - hop(V, ST, E, X, n, p, u):
            s.INQ[p] = 1
            Q[tail] = p
            tail = (tail + 1) & mask
        if q >= 0 and X[q, STAFF] >= 0 and s.INQ[q] == 0 and L[q] > t - V[u, LINK]:
            s.INQ[q] = 1
            Q[tail] = q
            tail = (tail + 1) & mask
    return wait
