"""A first plan, and what is done to a plan before it is shown."""

# mypy: ignore-errors
# (compiled by numba, which infers the types)
from __future__ import annotations

import numpy as np

from ._days import all_days
from ._insert import DONE, append_group, fix, insert_group
from ._keep import copy, renew_marks
from ._layout import DROP, HARD, HAS_EXTRA, IS_LUNCH, KIND, LOC, N_LINK, N_SEED, STAFF, compiled
from ._links import take


@compiled
def in_order(f, s, b):
    """The groups by the clock, lunches last, in OUT."""
    for g in range(f.GDROP.shape[0]):
        u = np.int64(f.MEMBER[g, 0])
        key = float(f.WIN[u, 0]) if f.V[u, LOC] >= 0 else 1e17
        j = g
        while j > 0 and b.keys[j - 1] > key:
            b.keys[j] = b.keys[j - 1]
            s.OUT[j] = s.OUT[j - 1]
            j -= 1
        b.keys[j] = key
        s.OUT[j] = g


@compiled
def construct(f, s, b, begins, ends, hurried):
    """A first plan, one group at a time from OUT; False when something found no place at all.

    ``hurried``: the time is out, so what must be made goes last on a route that ends early.
    """
    n = s.WMIN.shape[0]
    for i in range(begins, ends):
        g = np.int64(s.OUT[i])
        if not hurried:
            copy(s.X, s.WMIN, s.Z, b.X, b.WMIN, b.Z)
            if insert_group(f, s, n, g, np.int64(0), np.int64(0), 1e300, b.spots, b.prices, b.clocks) == DONE:
                continue
            copy(b.X, b.WMIN, b.Z, s.X, s.WMIN, s.Z)
        if f.GDROP[g] < 0 and not append_group(f, s, n, g):
            return False
    return True


@compiled
def finish(f, s):
    """Take out lunches that do not fit their window and bring every sum up to date."""
    n = s.WMIN.shape[0]
    renew_marks(s)
    s.Z[N_LINK] = 0
    s.Z[N_SEED] = 0
    for u in range(n):
        spare = f.V[u, KIND] & IS_LUNCH and f.GDROP[f.GROUP[u]] >= 0
        if spare and s.X[u, STAFF] >= 0 and s.X[u, HARD] > 0:
            take(f.V, f.ST, f.D, f.COST, s.X, s.WMIN, s.Z, s.SEED, s.LINKS, n, u)
            s.Z[DROP] += f.GDROP[f.GROUP[u]]
    fix(f, s, n, 1e300)
    if f.FLAG[HAS_EXTRA]:
        all_days(f, s, n)
