"""Start times: the least solution of the precedence constraints, kept up to date move by move.

A start time is the longest path over route edges and the two edges of a linked pair. ``settle`` recomputes only
the nodes whose time may change: first the region that leaned on a changed edge is reset (Ramalingam and Reps
1996, for shortest paths), then labels rise from below until they fit. Labels only rise, so the lateness met so
far is a lower bound: a trial is given up as soon as the bound passes what would be accepted. A circle of visits
that wait for each other has no solution; its labels rise for ever, pass the limit (or the horizon) and the
trial is refused, exactly and without search for circles.
"""

# mypy: ignore-errors
# (compiled by numba, which infers the types)
from __future__ import annotations

import numpy as np

from ._layout import (
    ARG,
    ASSIGN,
    CLOSE,
    DROP,
    DUR,
    FLOOR,
    FORBID,
    HARD,
    HAS_DATED,
    HORIZON,
    IS_HARD,
    KIND,
    LATE,
    LINK,
    MARK,
    N_LOG,
    N_SEED,
    NWIN,
    PARTNER,
    PRED,
    STAFF,
    STAMP,
    START,
    SUCC,
    TARDY,
    TRAVEL,
    UNSET,
    W_CLOSE,
    W_JUMP,
    W_OPEN,
    WORST,
    compiled,
    node,
)
from ._links import hop


@compiled
def begin(V, WIN, X, u, arrival):
    """Start of ``u`` for an arrival: never before its floor; too late for one window, wait for the next."""
    t = np.int64(X[u, FLOOR])
    if arrival > t:
        t = arrival
    for w in range(V[u, NWIN] - 1):
        if t > WIN[u, 3 * w + W_JUMP] and t < WIN[u, 3 * w + 3 + W_OPEN]:
            t = np.int64(WIN[u, 3 * w + 3 + W_OPEN])
    return t


@compiled
def lateness(V, WIN, u, t):
    """Ticks after the close of the last window that has opened at ``t``."""
    if V[u, NWIN] == 1:
        late = t - V[u, CLOSE]
    else:
        w = V[u, NWIN] - 1
        while w > 0 and WIN[u, 3 * w + W_OPEN] > t:
            w -= 1
        late = t - WIN[u, 3 * w + W_CLOSE]
    return late if late > 0 else 0


@compiled
def keep(X, Z, LOG, stamp, u):
    """Log the clock of ``u`` before it changes, once."""
    c = Z[N_LOG]
    LOG[c, 0] = u
    LOG[c, 1] = X[u, START]
    LOG[c, 2] = X[u, LATE]
    LOG[c, 3] = X[u, HARD]
    Z[N_LOG] = c + 1
    X[u, MARK] = stamp


@compiled
def settle(V, WIN, ST, E, TO, W, FLAG, X, INQ, Z, Q, SEED, LOG, PAR, n, limit):
    """Bring all clocks up to date after the changes in ``SEED``; False when the cost must pass ``limit``."""
    mask = Q.shape[0] - 1
    stamp = Z[STAMP] + 1
    Z[STAMP] = stamp
    first_log = Z[N_LOG]
    dated = FLAG[HAS_DATED]
    tardy = Z[TARDY]
    forbid = Z[FORBID]
    tail = 0
    for c in range(Z[N_SEED]):
        u = node(SEED[c])
        if X[u, MARK] == stamp:
            continue
        keep(X, Z, LOG, stamp, u)
        if X[u, STAFF] >= 0:
            Q[tail] = u
            tail += 1
            continue
        tardy -= X[u, LATE]
        forbid -= X[u, HARD]
        X[u, LATE] = 0
        X[u, HARD] = 0
        v = np.int64(V[u, PARTNER])  # its partner no longer waits for it
        if v >= 0 and X[node(v), STAFF] >= 0 and X[node(v), MARK] != stamp:
            keep(X, Z, LOG, stamp, node(v))
            Q[tail] = v
            tail += 1
    Z[N_SEED] = 0
    head = 0
    while head < tail:  # the region that may have leaned on a changed edge
        u = node(Q[head])
        head += 1
        t = np.int64(X[u, START])
        v = node(X[u, SUCC])
        leans = v < n and X[v, MARK] != stamp and X[v, START] > X[v, FLOOR]
        if leans and (V[v, NWIN] > 1 or X[v, START] <= t + V[u, DUR] + hop(V, ST, E, X, n, u, v)):
            keep(X, Z, LOG, stamp, v)
            Q[tail] = v
            tail += 1
        v = np.int64(V[u, PARTNER])
        if v < 0:
            continue
        v = node(v)
        leans = X[v, STAFF] >= 0 and X[v, MARK] != stamp and X[v, START] > X[v, FLOOR]
        if leans and (V[v, NWIN] > 1 or X[v, START] <= t + V[v, LINK]):
            keep(X, Z, LOG, stamp, v)
            Q[tail] = v
            tail += 1
    for c in range(tail):
        u = node(Q[c])
        tardy -= X[u, LATE]
        forbid -= X[u, HARD]
        X[u, START] = UNSET
        X[u, LATE] = 0
        X[u, HARD] = 0
        INQ[u] = 1
    base = W[TRAVEL] * Z[TRAVEL] + Z[ASSIGN] + Z[DROP]
    worst = 0
    if X[node(Z[ARG]), MARK] != stamp:
        worst = Z[WORST]
    if base + W[TARDY] * tardy + W[FORBID] * forbid + W[WORST] * worst > limit:
        for c in range(tail):
            INQ[Q[c]] = 0
        return False
    head = 0
    horizon = FLAG[HORIZON]
    looked = 0
    while head != tail:
        u = node(Q[head])
        head = (head + 1) & mask
        INQ[u] = 0
        looked += 1
        if looked > n and waits_for_itself(X, PAR, stamp, n, u):
            while head != tail:
                INQ[Q[head]] = 0
                head = (head + 1) & mask
            return False
        p = node(X[u, PRED])
        k = node(X[u, STAFF])
        t = np.int64(X[p, START])
        if t != UNSET:
            t += V[p, DUR] + hop(V, ST, E, X, n, p, u)
        q = np.int64(V[u, PARTNER])
        if q >= 0 and X[node(q), STAFF] >= 0:
            r = X[node(q), START] + V[u, LINK]
            if r > t:
                t = r
                p = q
        arrival = t
        t = begin(V, WIN, X, u, t)
        if t <= X[u, START]:
            continue
        if X[u, MARK] != stamp:
            keep(X, Z, LOG, stamp, u)
        X[u, START] = t
        PAR[u] = p if arrival > X[u, FLOOR] else -1
        late = lateness(V, WIN, u, t)
        hard = 0
        if V[u, KIND] & IS_HARD:
            hard = late
            late = 0
        if dated and t > TO[u, k]:
            hard += t - TO[u, k]
        if late != X[u, LATE] or hard != X[u, HARD]:
            tardy += late - X[u, LATE]
            forbid += hard - X[u, HARD]
            X[u, LATE] = late
            X[u, HARD] = hard
            if late > worst:
                worst = late
            if t > horizon or base + W[TARDY] * tardy + W[FORBID] * forbid + W[WORST] * worst > limit:
                while head != tail:
                    INQ[Q[head]] = 0
                    head = (head + 1) & mask
                return False
        elif t > horizon:
            while head != tail:
                INQ[Q[head]] = 0
                head = (head + 1) & mask
            return False
        v = node(X[u, SUCC])
        if (
            v < n
            and INQ[v] == 0
            and begin(V, WIN, X, v, t + V[u, DUR] + hop(V, ST, E, X, n, u, v)) > X[v, START]
        ):
            INQ[v] = 1
            Q[tail] = v
            tail = (tail + 1) & mask
        if q < 0:
            continue
        q = node(q)
        if X[q, STAFF] >= 0 and INQ[q] == 0 and begin(V, WIN, X, q, t + V[q, LINK]) > X[q, START]:
            INQ[q] = 1
            Q[tail] = q
            tail = (tail + 1) & mask
    Z[TARDY] = tardy
    Z[FORBID] = forbid
    find_worst(X, Z, LOG, stamp, first_log, n)
    return True


@compiled
def waits_for_itself(X, PAR, stamp, n, u):
    """Does the chain of what each start in this trial waits for come round?"""
    for _ in range(n + 1):
        u = np.int64(PAR[u])
        if u < 0 or u >= n or X[u, MARK] != stamp or X[u, START] == UNSET:
            return False
    return True


@compiled
def find_worst(X, Z, LOG, stamp, first_log, n):
    """The greatest lateness, looking at all nodes only when the old worst has changed."""
    if X[Z[ARG], STAFF] >= 0 and (X[Z[ARG], MARK] != stamp or X[Z[ARG], LATE] >= Z[WORST]):
        worst = np.int64(X[Z[ARG], LATE])
        for c in range(first_log, Z[N_LOG]):
            u = node(LOG[c, 0])
            if X[u, LATE] > worst:
                worst = np.int64(X[u, LATE])
                Z[ARG] = u
        Z[WORST] = worst
    else:
        worst = -1
        arg = 0
        for u in range(n):
            late = X[u, LATE] if X[u, STAFF] >= 0 else 0
            if late > worst:
                worst = late
                arg = u
        Z[WORST] = worst
        Z[ARG] = arg
