"""What a whole working day costs: waiting, overtime, idle time and fairness, one route at a time.

Starting as early as possible is best for lateness and for coming home, but not for waiting: who leaves later
waits less. So waiting is counted on the *latest* schedule that keeps every lateness and every time of return
(the greatest solution of the same constraints). Each route alone gives a lower bound, which refuses most trials;
only what passes pays for the exact pass over all routes with their links.

Idle time of a day is what is neither travel nor work between the start of the shift and the later of its end
and the return: it depends on the return only, not on when one waits.
"""

# mypy: ignore-errors
# (compiled by numba, which infers the types)
from __future__ import annotations

import numpy as np

from ._layout import (
    CLOSE,
    DUR,
    FAIR,
    GUIDE,
    HAS_DATED,
    HAS_WAIT,
    IDLE,
    IS_LUNCH,
    KIND,
    LEAST_WAIT,
    LINK,
    LOC,
    N_DAY,
    N_LINK,
    N_LOG,
    N_SUMS,
    NWIN,
    OVER,
    PARTNER,
    PRED,
    R_BACK,
    R_IDLE,
    R_MARK,
    R_OVER,
    R_TRAVEL,
    R_USED,
    R_WAIT,
    R_WORK,
    S_BEGIN,
    S_END,
    S_FROM,
    S_MODE,
    S_SHIFT,
    S_TO,
    STAFF,
    STAMP,
    START,
    SUCC,
    W_CLOSE,
    W_OPEN,
    WAIT,
    compiled,
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
def one_day(f, s, n, k):
    """Fill row ``k`` of R, and L along the route for the route alone."""
    V, X, ST, E, D, R, L = f.V, s.X, f.ST, f.E, f.D, s.R, s.L
    m = np.int64(ST[k, S_MODE])
    first = np.int64(X[n + k, SUCC])
    if first >= n:
        for c in range(R_WAIT + 1):
            R[k, c] = 0
        R[k, R_USED] = 0
        if ST[k, S_SHIFT]:
            R[k, R_IDLE] = ST[k, S_END] - ST[k, S_BEGIN]
        return
    travel = np.int64(0)
    away = np.int64(0)  # travel with change-over
    work = np.int64(0)
    a = np.int64(ST[k, S_FROM])
    u = np.int64(first)
    last = u
    while u < n:
        b = np.int64(V[u, LOC])
        if b >= 0:
            travel += D[m, a, b]
            away += E[m, a, b]
            a = b
        work += V[u, DUR]
        last = u
        u = np.int64(X[u, SUCC])
    home = D[m, a, ST[k, S_TO]]
    ways = E[m, a, ST[k, S_TO]]
    back = X[last, START] + V[last, DUR] + ways
    R[k, R_TRAVEL] = travel + home
    R[k, R_WORK] = work
    R[k, R_BACK] = back
    R[k, R_USED] = 1
    over = np.int64(0)
    idle = np.int64(0)
    if ST[k, S_SHIFT]:
        over = max(np.int64(0), back - ST[k, S_END])
        idle = max(back, np.int64(ST[k, S_END])) - ST[k, S_BEGIN] - away - ways - work
    R[k, R_OVER] = over
    R[k, R_IDLE] = idle
    wait = np.int64(0)
    if f.FLAG[HAS_WAIT]:
        t = np.int64(X[last, START])
        L[last] = t
        busy = np.int64(0)
        begin_at = first
        if V[first, KIND] & IS_LUNCH and X[first, SUCC] < n:
            begin_at = np.int64(X[first, SUCC])  # the wait after a lunch that opens the day is free
        u = last
        while u != begin_at:
            p = np.int64(X[u, PRED])
            step = V[p, DUR] + hop(V, ST, E, X, n, p, u)
            busy += step
            t = min(t - step, latest_alone(V, f.WIN, f.TO, f.FLAG, X, p))
            L[p] = t
            u = p
        wait = X[last, START] - L[begin_at] - busy
        if begin_at != first:
            step = V[first, DUR] + hop(V, ST, E, X, n, first, begin_at)
            L[first] = min(L[begin_at] - step, latest_alone(V, f.WIN, f.TO, f.FLAG, X, first))
    R[k, R_WAIT] = wait


@compiled
def touch(f, s, n, k, stamp):
    """Recompute the day of ``k`` once in this trial, remembering how it was."""
    R, Z = s.R, s.Z
    if R[k, R_MARK] == stamp:
        return
    c = Z[N_DAY]
    s.DAYS[c, 8] = k
    for i in range(8):
        s.DAYS[c, i] = R[k, i]
    Z[N_DAY] = c + 1
    R[k, R_MARK] = stamp
    Z[OVER] -= R[k, R_OVER]
    Z[LEAST_WAIT] -= R[k, R_WAIT]
    one_day(f, s, n, k)
    Z[OVER] += R[k, R_OVER]
    Z[LEAST_WAIT] += R[k, R_WAIT]


@compiled
def undo_days(s):
    """Put the rows of R back."""
    for c in range(s.Z[N_DAY] - 1, -1, -1):
        k = np.int64(s.DAYS[c, 8])
        for i in range(8):
            s.R[k, i] = s.DAYS[c, i]
    s.Z[N_DAY] = 0


@compiled
def spread(f, s):
    """The greatest idle time; the longest working time less the mean, over those with a shift.

    GUIDE is the sum of squared idle times over twice the longest shift. A greatest value has no slope where
    several share it; the search adds a fading share of GUIDE so that work flows to all who idle.
    """
    idle = np.int64(0)
    longest = np.int64(0)
    total = np.int64(0)
    on = np.int64(0)
    guide = np.int64(0)
    span = np.int64(1)
    for k in range(f.ST.shape[0]):
        if f.ST[k, S_SHIFT] and f.ST[k, S_END] - f.ST[k, S_BEGIN] > span:
            span = np.int64(f.ST[k, S_END] - f.ST[k, S_BEGIN])
    for k in range(f.ST.shape[0]):
        guide += s.R[k, R_IDLE] * s.R[k, R_IDLE] // (2 * span)
        if s.R[k, R_IDLE] > idle:
            idle = np.int64(s.R[k, R_IDLE])
        if f.ST[k, S_SHIFT] or s.R[k, R_USED]:
            busy = s.R[k, R_TRAVEL] + s.R[k, R_WORK]
            total += busy
            on += 1
            if busy > longest:
                longest = busy
    s.Z[IDLE] = idle
    s.Z[GUIDE] = guide
    s.Z[FAIR] = longest - total // on if on > 0 else 0


@compiled
def bound(Z, W):
    """The objective with the lower bound of waiting."""
    total = W[WAIT] * (Z[LEAST_WAIT] - Z[WAIT])
    for c in range(N_SUMS):
        total += W[c] * Z[c]
    return total


@compiled
def days(f, s, n, limit):
    """Bring the day sums up to date after a settled trial; False when the cost must pass ``limit``."""
    X, Z = s.X, s.Z
    stamp = Z[STAMP] + 1
    Z[STAMP] = stamp
    for c in range(Z[N_LINK]):
        u = np.int64(s.LINKS[c, 0])
        if u >= n:
            touch(f, s, n, u - n, stamp)
        else:
            k = np.int64(s.LINKS[c, 3])
            if k >= 0:
                touch(f, s, n, k, stamp)
            if X[u, STAFF] >= 0:
                touch(f, s, n, np.int64(X[u, STAFF]), stamp)
    for c in range(Z[N_LOG]):
        k = np.int64(X[s.LOG[c, 0], STAFF])
        if k >= 0:
            touch(f, s, n, np.int64(k), stamp)
    spread(f, s)
    if bound(Z, f.W) > limit:
        return False
    if f.FLAG[HAS_WAIT]:
        Z[WAIT] = exact_wait(f, s, n)
    return True


@compiled
def all_days(f, s, n):
    """Every day afresh."""
    Z = s.Z
    Z[OVER] = 0
    Z[LEAST_WAIT] = 0
    for k in range(f.ST.shape[0]):
        one_day(f, s, n, k)
        Z[OVER] += s.R[k, R_OVER]
        Z[LEAST_WAIT] += s.R[k, R_WAIT]
    spread(f, s)
    Z[WAIT] = exact_wait(f, s, n) if f.FLAG[HAS_WAIT] else 0


@compiled
def exact_wait(f, s, n):
    """Waiting on the latest schedule of all routes together; leaves that schedule in L."""
    V, X, ST, E, L, Q = f.V, s.X, f.ST, f.E, s.L, s.Q
    mask = Q.shape[0] - 1
    for k in range(ST.shape[0]):  # each route alone
        u = np.int64(X[n + k, PRED])
        if u >= n:
            continue
        t = np.int64(X[u, START])
        L[u] = t
        while X[u, PRED] < n:
            p = np.int64(X[u, PRED])
            t = min(
                t - V[p, DUR] - hop(V, ST, E, X, n, p, u),
                np.int64(latest_alone(V, f.WIN, f.TO, f.FLAG, X, p)),
            )
            L[p] = t
            u = p
    head = 0
    tail = 0
    for u in range(n):
        q = np.int64(V[u, PARTNER])
        if q >= 0 and X[u, STAFF] >= 0 and X[q, STAFF] >= 0 and L[u] > L[q] - V[q, LINK]:
            s.INQ[u] = 1
            Q[tail] = u
            tail += 1
    while head != tail:  # links pull labels down until they fit
        u = np.int64(Q[head])
        head = (head + 1) & mask
        s.INQ[u] = 0
        t = np.int64(L[u])
        q = np.int64(V[u, PARTNER])
        if q >= 0 and X[q, STAFF] >= 0:
            t = min(t, np.int64(L[q]) - V[q, LINK])
        v = np.int64(X[u, SUCC])
        if v < n:
            t = min(t, L[v] - V[u, DUR] - hop(V, ST, E, X, n, u, v))
        L[u] = t
        p = np.int64(X[u, PRED])
        if p < n and s.INQ[p] == 0 and L[p] > t - V[p, DUR] - hop(V, ST, E, X, n, p, u):
            s.INQ[p] = 1
            Q[tail] = p
            tail = (tail + 1) & mask
        if q >= 0 and X[q, STAFF] >= 0 and s.INQ[q] == 0 and L[q] > t - V[u, LINK]:
            s.INQ[q] = 1
            Q[tail] = q
            tail = (tail + 1) & mask
    wait = np.int64(0)
    for k in range(ST.shape[0]):
        first = np.int64(X[n + k, SUCC])
        if first >= n:
            continue
        u = first
        if V[first, KIND] & IS_LUNCH and X[first, SUCC] < n:
            u = np.int64(X[first, SUCC])
        since = np.int64(L[u])
        while X[u, SUCC] < n:
            v = np.int64(X[u, SUCC])
            since += V[u, DUR] + hop(V, ST, E, X, n, u, v)
            u = v
        wait += L[u] - since
    return wait
