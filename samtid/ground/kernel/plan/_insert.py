"""Where a service that is out costs least to put in, alone, beside its partner, or as a pair."""

# mypy: ignore-errors
# (compiled by numba, which infers the types)
from __future__ import annotations

import numpy as np

from ._layout import (
    ASSIGN,
    DROP,
    DUR,
    FORBID,
    KIND,
    LINK,
    LOC,
    N_LINK,
    N_LOG,
    PARTNER,
    PRED,
    S_MODE,
    SAME_STAFF_OK,
    STAFF,
    START,
    SUCC,
    TARDY,
    TRAVEL,
    WORST,
    compiled,
    inlined,
    node,
)
from ._links import put
from ._moves import rand
from ._scan import FAR, NOBODY, delay_price, late_price, scan
from ._timing import settle

ZERO = np.int64(0)
DONE, NO_PLACE, SPOILT = range(3)
BIG_DROP = 10_000_000  # thousandths of cost: leaving out what must be made


@compiled
def drop_price(f, g):
    return f.GDROP[g] if f.GDROP[g] >= 0 else BIG_DROP


@compiled
def seat(f, s, n, u, p, limit):
    """Put ``u`` after ``p`` and settle the clocks."""
    s.WMIN[u] = 0
    k = node(s.X[p, STAFF])
    put(f.V, f.WIN, f.ST, f.D, f.COST, f.FROM, f.FLAG, s.X, s.WMIN, s.Z, s.SEED, s.LINKS, n, u, k, p)


@compiled
def fix(f, s, n, limit):
    """Settle without a way back (the caller keeps a copy)."""
    s.Z[N_LOG] = 0
    s.Z[N_LINK] = 0
    limit += s.Z[DROP]  # what is out for the moment does not count
    return settle(
        f.V, f.WIN, f.ST, f.E, f.TO, f.W, f.FLAG, s.X, s.INQ, s.Z, s.Q, s.SEED, s.LOG, s.PAR, n, limit
    )


@inlined
def room_left(f, s, limit):
    """What may still be added before the cost is more than ``limit``.

    Counts only what is kept up to date while services are out: not waiting, overtime and idle time, nor what is out.
    """
    W, Z = f.W, s.Z
    sure = (
        W[TRAVEL] * Z[TRAVEL] + W[TARDY] * Z[TARDY] + W[WORST] * Z[WORST] + W[FORBID] * Z[FORBID] + Z[ASSIGN]
    )
    return min(FAR, limit - sure)


@compiled
def insert_group(f, s, n, g, blink, reach, limit, spots, prices, clocks):
    """Put what is out of group ``g`` where it costs least: DONE, NO_PLACE, or SPOILT (clocks no longer hold)."""
    V, X = f.V, s.X
    optional = f.GDROP[g] >= 0
    out = 0
    here = 0
    for c in range(f.MEMBER.shape[1]):
        x = np.int64(f.MEMBER[g, c])
        if x >= 0:
            if X[x, STAFF] >= 0:
                here += 1
            else:
                out += 1
    spent = 0.0
    bound = room_left(f, s, limit)
    for c in range(f.MEMBER.shape[1]):
        u = np.int64(f.MEMBER[g, c])
        if u < 0 or X[u, STAFF] >= 0:
            continue
        q = np.int64(V[u, PARTNER])
        if q >= 0 and X[q, STAFF] < 0:
            if rand(s.RNG) & 1:  # either half first
                u, q = q, u
            rooms = 4
            found = scan(f, s, n, u, NOBODY, ZERO, NOBODY, blink, bound, reach, spots[:rooms], prices[:rooms],
                         clocks[:rooms])  # fmt: skip
            least = FAR
            pu = NOBODY
            pq = NOBODY
            for i in range(found):
                k = node(X[spots[i], STAFF])
                t = clocks[i]
                left = min(bound, least) - prices[i]  # dearer than this the pair is not the best
                one = scan(f, s, n, q, u, t, k, blink, left, reach, spots[rooms : rooms + 1],
                           prices[rooms : rooms + 1], clocks[rooms : rooms + 1])  # fmt: skip
                if one == 0:
                    continue
                total = prices[i] + prices[rooms]
                # u may have to wait for q
                wait = clocks[rooms] + V[u, LINK]
                if wait > t:
                    total += late_price(V, f.WIN, X, f.W, s.Z, u, wait) - late_price(
                        V, f.WIN, X, f.W, s.Z, u, t
                    )
                    v = np.int64(X[spots[i], SUCC])
                    if v < n and V[v, LOC] >= 0 and V[u, LOC] >= 0:
                        total += delay_price(V, f.WIN, f.ST, f.E, X, f.W, s.Z, n, v,
                                             wait + V[u, DUR] + f.E[f.ST[k, S_MODE], V[u, LOC], V[v, LOC]],
                                             least - total)  # fmt: skip
                if total < least:
                    least = total
                    pu = np.int64(spots[i])
                    pq = np.int64(spots[rooms])
            if pu < 0:
                return NO_PLACE
            spent += least
            if optional and spent > f.GDROP[g] and here == 0 and out == 2:
                return NO_PLACE
            seat(f, s, n, u, pu, limit)
            seat(f, s, n, q, pq, limit)
            if not fix(f, s, n, limit):
                return SPOILT
        else:
            tq = ZERO
            barred = NOBODY
            if q >= 0:
                tq = np.int64(X[q, START])
                if V[u, KIND] & SAME_STAFF_OK == 0:
                    barred = node(X[q, STAFF])
            found = scan(f, s, n, u, q, tq, barred, blink, bound, reach, spots[:1], prices[:1], clocks[:1])
            if found == 0:
                return NO_PLACE
            spent += prices[0]
            if optional and spent > f.GDROP[g] and here == 0 and out == 1:
                return NO_PLACE
            seat(f, s, n, u, spots[0], limit)
            if not fix(f, s, n, limit):
                return SPOILT
    if here == 0:
        s.Z[DROP] -= drop_price(f, g)
    return DONE


@compiled
def append_group(f, s, n, g):
    """Put group ``g`` last on the routes that end first: never a deadlock, as nobody waits behind it."""
    V, X, ST = f.V, s.X, f.ST
    for c in range(f.MEMBER.shape[1]):
        u = np.int64(f.MEMBER[g, c])
        if u < 0:
            continue
        q = np.int64(V[u, PARTNER])
        best = NOBODY
        least = np.int64(1) << 60
        for k in range(ST.shape[0]):
            if f.OK[u, k] == 0 or (q >= 0 and X[q, STAFF] == k and V[u, KIND] & SAME_STAFF_OK == 0):
                continue
            if q >= 0 and X[q, STAFF] < 0 and V[u, KIND] & SAME_STAFF_OK == 0 and not other(f, q, k):
                continue
            p = node(X[n + k, PRED])
            ends = X[p, START] + V[p, DUR]
            if ends < least:
                least = ends
                best = p
        if best < 0:
            return False
        seat(f, s, n, u, best, 1e300)
    s.Z[DROP] -= drop_price(f, g)
    return fix(f, s, n, 1e300)


@compiled
def other(f, u, k):
    """Can anybody but ``k`` give ``u``?"""
    able = 0
    for j in range(f.ST.shape[0]):
        if j != k:
            able += f.OK[u, j]
    return able > 0
