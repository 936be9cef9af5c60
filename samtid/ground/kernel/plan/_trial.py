"""Trials on a plan that stands: what it costs that somebody else comes, or that a visit is left out."""

# mypy: ignore-errors
# (compiled by numba, which infers the types)
from __future__ import annotations

from ._days import all_days, days, undo_days
from ._insert import drop_price, fix
from ._keep import price, renew_marks
from ._layout import DROP, HAS_EXTRA, PRED, STAFF, compiled, node
from ._links import begin_trial, put, take, undo
from ._moves import may
from ._ruin import gone
from ._timing import settle

NO_WAY = 1e300


@compiled
def lay_out(f, s, nodes, staff, windows):
    """Put services and lunches on empty routes, in order, each aiming at its window; False for a deadlock."""
    n = s.WMIN.shape[0]
    s.Z[DROP] = 0
    for c in range(nodes.shape[0]):
        u = node(nodes[c])
        k = node(staff[c])
        s.WMIN[u] = windows[c]
        put(f.V, f.WIN, f.ST, f.D, f.COST, f.FROM, f.FLAG, s.X, s.WMIN, s.Z, s.SEED, s.LINKS, n, u, k,
            node(s.X[n + k, PRED]))  # fmt: skip
    for g in range(f.GDROP.shape[0]):
        if gone(f, s, g):
            s.Z[DROP] += drop_price(f, g)
    good = fix(f, s, n, 1e300)
    if good and f.FLAG[HAS_EXTRA]:
        all_days(f, s, n)
    begin_trial(s.Z, s.ZS)
    return good


@compiled
def survey(f, s, u, only, prices, after):
    """The cheapest place for ``u`` on everybody's route: the price in thousandths and the node to stand after.

    ``only``: on one route, -1 for all. The partner of a pair stays where it is. What a place would cost counts with
    all that it delays, on every route.
    """
    n = s.WMIN.shape[0]
    renew_marks(s)
    extra = f.FLAG[HAS_EXTRA] != 0
    for k in range(f.ST.shape[0]):
        prices[k] = NO_WAY
        after[k] = -1
    for k in range(f.ST.shape[0]):
        if (only >= 0 and k != only) or not may(f.V, f.OK, s.X, u, k):
            continue
        p = node(n + k)
        while True:
            if p != u:
                begin_trial(s.Z, s.ZS)
                if s.X[u, STAFF] >= 0:
                    take(f.V, f.ST, f.D, f.COST, s.X, s.WMIN, s.Z, s.SEED, s.LINKS, n, u)
                put(
                    f.V,
                    f.WIN,
                    f.ST,
                    f.D,
                    f.COST,
                    f.FROM,
                    f.FLAG,
                    s.X,
                    s.WMIN,
                    s.Z,
                    s.SEED,
                    s.LINKS,
                    n,
                    u,
                    k,
                    p,
                )
                good = settle(f.V, f.WIN, f.ST, f.E, f.TO, f.W, f.FLAG, s.X, s.INQ, s.Z, s.Q, s.SEED, s.LOG, s.PAR,
                              n, prices[k])  # fmt: skip
                if good and extra:
                    good = days(f, s, n, prices[k])
                if good:
                    total = price(s.Z, f.W)
                    if total < prices[k]:
                        prices[k] = total
                        after[k] = p
                if extra:
                    undo_days(s)
                undo(s.X, s.WMIN, s.Z, s.ZS, s.LOG, s.LINKS, n)
            p = node(s.X[p, 1])
            if p >= n:
                break
