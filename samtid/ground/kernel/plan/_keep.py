"""What a plan costs, and copies of it: the best one, and one to fall back on."""

# mypy: ignore-errors
# (compiled by numba, which infers the types)
from __future__ import annotations

import numpy as np

from ._layout import (
    FLOOR,
    HARD,
    LATE,
    MARK,
    N_KEPT,
    N_LINK,
    N_LOG,
    N_SUMS,
    PRED,
    R_MARK,
    STAFF,
    STAMP,
    START,
    SUCC,
    compiled,
    inlined,
)

FULL = 1 << 30  # stamps after which the marks begin again: they are 32 bits wide


@inlined
def price(Z, W):
    """The objective in thousandths."""
    total = 0.0
    for c in range(N_SUMS):
        total += W[c] * Z[c]
    return total


@inlined
def hardness(Z, H):
    """Ticks against what must not be broken at all."""
    total = 0.0
    for c in range(N_SUMS):
        total += H[c] * Z[c]
    return total


@compiled
def copy(X, WMIN, Z, Xt, WMINt, Zt):
    """Copy a plan (not the counters)."""
    for i in range(X.shape[0]):
        for c in range(8):
            Xt[i, c] = X[i, c]
    for i in range(WMIN.shape[0]):
        WMINt[i] = WMIN[i]
    for c in range(N_KEPT):
        Zt[c] = Z[c]


@compiled
def renew_marks(s):
    """Long before the stamp of a trial no longer fits a mark, both begin again from nothing."""
    if s.Z[STAMP] < FULL:
        return
    s.Z[STAMP] = 0
    for u in range(s.X.shape[0]):
        s.X[u, MARK] = 0
    for k in range(s.R.shape[0]):
        s.R[k, R_MARK] = 0


@compiled
def copy_days(R, Rt):
    for k in range(R.shape[0]):
        for c in range(8):
            Rt[k, c] = R[k, c]


@compiled
def undo_to_copy(s, b, n):
    """Copy the plan as it was before the accepted trial."""
    copy(s.X, s.WMIN, s.Z, b.best_X, b.best_W, b.best_Z)
    for c in range(s.Z[N_LOG] - 1, -1, -1):
        u = np.int64(s.LOG[c, 0])
        b.best_X[u, START] = s.LOG[c, 1]
        b.best_X[u, LATE] = s.LOG[c, 2]
        b.best_X[u, HARD] = s.LOG[c, 3]
    for c in range(s.Z[N_LINK] - 1, -1, -1):
        u = np.int64(s.LINKS[c, 0])
        b.best_X[u, PRED] = s.LINKS[c, 1]
        b.best_X[u, SUCC] = s.LINKS[c, 2]
        b.best_X[u, STAFF] = s.LINKS[c, 3]
        b.best_X[u, FLOOR] = s.LINKS[c, 4]
        if u < n:
            b.best_W[u] = s.LINKS[c, 5]
    for c in range(N_KEPT):
        b.best_Z[c] = s.ZS[c]
