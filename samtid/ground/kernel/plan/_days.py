"""What a whole working day costs: waiting, overtime, idle time and fairness, one route at a time.

Waiting (``_wait``) has a lower bound from each route alone, which refuses most trials; only what passes pays for
the exact pass over all routes with their links.

Idle time of a day is what is neither travel nor work between the start of the shift and the later of its end
and the return: it depends on the return only, not on when one waits.
"""

# mypy: ignore-errors
# (compiled by numba, which infers the types)
from __future__ import annotations

import numpy as np

from ._layout import (
    DUR,
    FAIR,
    GUIDE,
    HAS_WAIT,
    IDLE,
    LEAST_WAIT,
    LOC,
    N_DAY,
    N_LINK,
    N_LOG,
    N_SUMS,
    OVER,
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
    SPAN,
    STAFF,
    STAMP,
    START,
    SUCC,
    WAIT,
    compiled,
)
from ._wait import alone, exact_wait


@compiled
def one_day(f, s, n, k):
    """Fill row ``k`` of R, and ALONE along the route."""
    V, X, ST, E, D, R = f.V, s.X, f.ST, f.E, f.D, s.R
    s.STALE[k] = 0
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
    R[k, R_WAIT] = alone(f, s, n, k) if f.FLAG[HAS_WAIT] else 0


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
    was = np.int64(R[k, R_IDLE])
    Z[OVER] -= R[k, R_OVER]
    Z[LEAST_WAIT] -= R[k, R_WAIT]
    Z[GUIDE] -= was * was // f.FLAG[SPAN]
    one_day(f, s, n, k)
    now = np.int64(R[k, R_IDLE])
    Z[OVER] += R[k, R_OVER]
    Z[LEAST_WAIT] += R[k, R_WAIT]
    Z[GUIDE] += now * now // f.FLAG[SPAN]


@compiled
def undo_days(s):
    """Put the rows of R back."""
    for c in range(s.Z[N_DAY] - 1, -1, -1):
        k = np.int64(s.DAYS[c, 8])
        for i in range(8):
            s.R[k, i] = s.DAYS[c, i]
        s.STALE[k] = 1
    s.Z[N_DAY] = 0


@compiled
def greatest_idle(f, s):
    """The greatest idle time, looking at everybody only when one who had it may have less now.

    Beside it GUIDE is kept, the sum of squared idle times over twice the longest shift. A greatest value has no
    slope where several share it; the search adds a fading share of GUIDE so that work flows to all who idle.
    """
    idle = np.int64(s.Z[IDLE])
    for c in range(s.Z[N_DAY]):
        if s.DAYS[c, R_IDLE] >= idle:
            idle = np.int64(0)
            for k in range(f.ST.shape[0]):
                if s.R[k, R_IDLE] > idle:
                    idle = np.int64(s.R[k, R_IDLE])
            break
    for c in range(s.Z[N_DAY]):
        k = np.int64(s.DAYS[c, 8])
        if s.R[k, R_IDLE] > idle:
            idle = np.int64(s.R[k, R_IDLE])
    s.Z[IDLE] = idle


@compiled
def fairness(f, s):
    """The longest working time less the mean, over those with a shift or with work."""
    longest = np.int64(0)
    total = np.int64(0)
    on = np.int64(0)
    for k in range(f.ST.shape[0]):
        if f.ST[k, S_SHIFT] or s.R[k, R_USED]:
            busy = s.R[k, R_TRAVEL] + s.R[k, R_WORK]
            total += busy
            on += 1
            if busy > longest:
                longest = busy
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
    greatest_idle(f, s)
    if f.W[FAIR] > 0:
        fairness(f, s)
    if bound(Z, f.W) > limit:
        return False
    if f.FLAG[HAS_WAIT]:
        Z[WAIT] = exact_wait(f, s, n)
    return True


@compiled
def all_days(f, s, n):
    """Every day afresh."""
    Z = s.Z
    Z[N_DAY] = 0
    Z[OVER] = 0
    Z[LEAST_WAIT] = 0
    Z[IDLE] = 0
    Z[GUIDE] = 0
    for k in range(f.ST.shape[0]):
        one_day(f, s, n, k)
        idle = np.int64(s.R[k, R_IDLE])
        Z[OVER] += s.R[k, R_OVER]
        Z[LEAST_WAIT] += s.R[k, R_WAIT]
        Z[GUIDE] += idle * idle // f.FLAG[SPAN]
        Z[IDLE] = max(Z[IDLE], idle)
    if f.W[FAIR] > 0:
        fairness(f, s)
    Z[WAIT] = exact_wait(f, s, n) if f.FLAG[HAS_WAIT] else 0
