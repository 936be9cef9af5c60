"""Where a service that is out would cost least: every place there is, or on large days those beside good neighbours."""

# mypy: ignore-errors
# (compiled by numba, which infers the types)
from __future__ import annotations

import numpy as np

from ._layout import (
    CLOSE,
    DUR,
    FLOOR,
    FORBID,
    HARD,
    IS_HARD,
    KIND,
    LATE,
    LINK,
    LOC,
    NWIN,
    OVER,
    PARTNER,
    PRED,
    S_END,
    S_MODE,
    S_TO,
    STAFF,
    START,
    SUCC,
    TARDY,
    TRAVEL,
    WAIT,
    WORST,
    compiled,
    inlined,
    node,
)
from ._links import hop, liking, next_place, place
from ._moves import rand
from ._timing import begin, lateness

FAR = 1e18
LONG = np.int64(1) << 60  # ticks: longer than any detour, later than any clock
AGES = 1e15  # the same as a float
NOBODY = np.int64(-1)
FEW = 4  # beginnings of routes looked at by chance
FIRST = np.int64(6)  # neighbours on either side that are looked at before all the rest
SPREAD = np.int64(2654435761)  # Knuth's multiplicative hash


@compiled
def late_price(V, WIN, X, W, Z, u, t):
    """What starting ``u`` at ``t`` costs in lateness."""
    late = lateness(V, WIN, u, t)
    if late == 0:
        return 0.0
    if V[u, KIND] & IS_HARD:
        return W[FORBID] * late
    price = W[TARDY] * late
    if late > Z[WORST]:
        price += W[WORST] * (late - Z[WORST])
    return price


@inlined
def now_price(V, WIN, X, W, v):
    """What ``v`` costs in lateness as it stands, without the greatest. (HARD also holds what a delegation forbids,
    which no delay takes away.)"""
    if V[v, KIND] & IS_HARD:
        return W[FORBID] * lateness(V, WIN, v, X[v, START]) if X[v, HARD] > 0 else 0.0
    return W[TARDY] * X[v, LATE]


@compiled
def delay_price(V, WIN, ST, E, X, W, Z, n, v, t, give_up):
    """What it costs that ``v`` is reached at ``t``, down its route and one step over to partners.

    A delay never counts as a gain (with several windows it may be one): so the price only rises, and giving up is exact.
    """
    price = 0.0
    v = node(v)
    while v < n:
        t = begin(V, WIN, X, v, t)
        if t <= X[v, START]:
            return price
        price += max(0.0, late_price(V, WIN, X, W, Z, v, t) - now_price(V, WIN, X, W, v))
        q = np.int64(V[v, PARTNER])
        if q >= 0 and X[node(q), STAFF] >= 0:
            q = node(q)
            r = t + V[q, LINK]
            if r > X[q, START]:
                price += max(0.0, late_price(V, WIN, X, W, Z, q, r) - now_price(V, WIN, X, W, q))
        if price > give_up:
            return price
        w = node(X[v, SUCC])
        if w < n:
            t += V[v, DUR] + hop(V, ST, E, X, n, v, w)
        else:
            k = w - n
            t += V[v, DUR] + E[ST[k, S_MODE], place(V, X, v), ST[k, S_TO]]
            if W[OVER] > 0 and t > ST[k, S_END]:
                price += W[OVER] * (t - ST[k, S_END])
        v = w
    return price


@inlined
def weigh(f, s, n, u, q, tq, p, worst):
    """What ``u`` right after ``p`` costs, and its clock; at least ``worst`` when it is no better than that."""
    V, X, ST, E, D, W, Z, WIN = f.V, s.X, f.ST, f.E, f.D, f.W, s.Z, f.WIN
    k = node(X[p, STAFF])
    m = node(ST[k, S_MODE])
    v = node(X[p, SUCC])
    b = np.int64(V[u, LOC])
    a = node(place(V, X, p))
    c = node(next_place(V, ST, X, n, v))
    reach = a if b < 0 else b
    extra = np.int64(0)
    way = np.int64(0)
    if b >= 0:
        way = np.int64(f.EI[m, b, a])
        extra = np.int64(f.DI[m, b, a]) + D[m, b, c]
        if p < n or v < n:
            extra -= D[m, a, c]
    price = W[TRAVEL] * extra + liking(f.FLAG, f.COST, u, k)
    t = np.int64(0)
    if price >= worst and extra >= 0:
        return price, t
    arrive = X[p, START] + V[p, DUR] + way
    t = max(arrive, np.int64(WIN[u, 0]))
    if q >= 0 and tq + V[u, LINK] > t:
        t = tq + V[u, LINK]
    t = begin(V, WIN, X, u, t)
    price += late_price(V, WIN, X, W, Z, u, t)
    if W[WAIT] > 0 and p < n:
        price += W[WAIT] * (t - arrive)
    if q >= 0 and X[q, STAFF] >= 0 and t + V[q, LINK] > tq:
        price += delay_price(V, WIN, ST, E, X, W, Z, n, q, t + V[q, LINK], worst - price)
    if price >= worst:
        return price, t
    after = t + V[u, DUR]
    if v < n:
        if V[v, LOC] >= 0:
            after += E[m, reach, c]
        price += delay_price(V, WIN, ST, E, X, W, Z, n, v, after, worst - price)
    elif W[OVER] > 0:
        back = after + E[m, reach, c] - ST[k, S_END]
        if back > 0:
            price += W[OVER] * back
    return price, t


@inlined
def rank(found, p, price, t, spots, prices, clocks):
    """Keep a place among the best; returns how many are kept."""
    room = spots.shape[0]
    if found == room and price >= prices[found - 1]:
        return found
    if found < room:
        found += 1
    i = found - 1
    while i > 0 and prices[i - 1] > price:
        prices[i] = prices[i - 1]
        spots[i] = spots[i - 1]
        clocks[i] = clocks[i - 1]
        i -= 1
    prices[i] = price
    spots[i] = p
    clocks[i] = t
    return found


@inlined
def overlooked(p, blink, salt):
    """Is the place after ``p`` skipped this time (``blink`` of 128)? Every look in one scan says the same."""
    return ((((p + salt) * SPREAD) >> 20) & 127) < blink


@inlined
def look(f, s, n, u, q, tq, p, blink, salt, bound, found, spots, prices, clocks):
    """Weigh the place after ``p``, unless it is overlooked, and keep it if it is among the best within ``bound``."""
    if blink > 0 and overlooked(p, blink, salt):
        return found
    worst = bound if found < spots.shape[0] else prices[found - 1]
    price, t = weigh(f, s, n, u, q, tq, p, worst)
    if price >= worst:
        return found
    for i in range(found):
        if spots[i] == p:
            return found
    return rank(found, p, price, t, spots, prices, clocks)


@inlined
def too_far(f, like, worst):
    """The least detour, in ticks, that alone costs ``worst`` or more; never said too low."""
    room = worst - like
    if f.W[TRAVEL] <= 0 or room >= FAR:
        return LONG
    return np.int64(max(0.0, min(room / f.W[TRAVEL], AGES))) + 1


@inlined
def too_late(f, s, u, like, worst):
    """The least start of ``u`` whose lateness alone costs ``worst`` or more; never said too low."""
    room = worst - like
    if f.V[u, NWIN] > 1 or room >= FAR:
        return LONG
    late = AGES
    if f.V[u, KIND] & IS_HARD:
        if f.W[FORBID] > 0:
            late = min(late, room / f.W[FORBID])
    else:
        both = f.W[TARDY] + f.W[WORST]
        if f.W[TARDY] > 0:
            late = min(late, room / f.W[TARDY])
        if both > 0:
            late = min(late, (room + f.W[WORST] * s.Z[WORST]) / both)
    return f.V[u, CLOSE] + np.int64(max(0.0, late)) + 1


@inlined
def scan_all(f, s, n, u, q, tq, barred, blink, salt, bound, found, spots, prices, clocks):
    """Every place there is. Most fall on their detour alone, or come after a start that is too late.

    Both limits are kept as whole ticks, so that the loop compares integers; what passes is weighed exactly.
    """
    V, X = f.V, s.X
    u = node(u)
    b = np.int64(V[u, LOC])
    for k in range(f.ST.shape[0]):
        if f.OK[u, k] == 0 or k == barred:
            continue
        m = node(f.ST[k, S_MODE])
        into, out_of, ways = f.DI[m, max(b, 0)], f.D[m, max(b, 0)], f.D[m]
        like = liking(f.FLAG, f.COST, u, k)
        worst = bound if found < spots.shape[0] else prices[found - 1]
        far, late = too_far(f, like, worst), too_late(f, s, u, like, worst)
        p = node(n + k)
        a = node(V[p, LOC])
        while X[p, START] + V[p, DUR] < late:
            v = node(X[p, SUCC])
            c = node(next_place(V, f.ST, X, n, v))
            extra = np.int64(into[a]) + out_of[c]
            if p < n or v < n:
                extra -= ways[a, c]
            if b < 0 or extra < far:
                found = look(f, s, n, u, q, tq, p, blink, salt, bound, found, spots, prices, clocks)
                if found == spots.shape[0] and prices[found - 1] < worst:
                    worst = prices[found - 1]
                    far, late = too_far(f, like, worst), too_late(f, s, u, like, worst)
            if v >= n:
                break
            p = v
            if V[v, LOC] >= 0:  # a lunch is taken where one is
                a = c
    return found


@inlined
def scan_near(f, s, n, u, q, tq, barred, blink, salt, bound, reach, few, spots, prices, clocks):
    """Only the places beside so many good neighbours, and the beginnings of a ``few`` routes by chance.

    Returns how many are kept; -1 when there was no place to look at.
    """
    X = s.X
    u = node(u)
    found = 0
    looked = False
    near = 2 * min(reach, np.int64(f.NEAR.shape[1]))
    for c in range(near + few):
        if c >= near:
            p = n + ((rand(s.RNG) * f.ST.shape[0]) >> 32)
        elif c & 1:
            p = np.int64(f.NEXT[u, c >> 1])
            if p >= 0:
                p = node(X[node(p), PRED]) if X[node(p), STAFF] >= 0 else NOBODY
        else:
            p = np.int64(f.NEAR[u, c >> 1])
        if p < 0:
            continue
        p = node(p)
        k = np.int64(X[p, STAFF])
        if k < 0 or k == barred or f.OK[u, node(k)] == 0:
            continue
        looked = True
        found = look(f, s, n, u, q, tq, p, blink, salt, bound, found, spots, prices, clocks)
    return found if looked else -1


@compiled
def scan(f, s, n, u, q, tq, barred, blink, bound, reach, spots, prices, clocks):
    """The best places for ``u``: fills ``spots`` (node to stand after), best first; returns how many.

    ``q`` is the partner (-1: none, or not yet placed), ``tq`` its clock, ``barred`` the staff it is with; what costs
    ``bound`` or more is left out. With ``reach`` only places beside so many good neighbours are looked at, and all of
    them where there is none. Otherwise the nearest neighbours come first, so that all the rest is measured against
    a good price.
    """
    s.X[u, FLOOR] = f.WIN[u, 0]
    salt = rand(s.RNG)
    found = 0
    if f.V[u, LOC] >= 0:
        beside, few = (reach, FEW) if reach > 0 else (FIRST, 0)
        found = scan_near(f, s, n, u, q, tq, barred, blink, salt, bound, beside, few, spots, prices, clocks)
        if reach > 0 and found >= 0:
            return found
        found = max(found, 0)
    return scan_all(f, s, n, u, q, tq, barred, blink, salt, bound, found, spots, prices, clocks)
