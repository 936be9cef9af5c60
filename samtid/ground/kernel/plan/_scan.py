"""Where a service that is out would cost least: every place there is, or on large days those beside good neighbours."""

# mypy: ignore-errors
# (compiled by numba, which infers the types)
from __future__ import annotations

import numpy as np

from ._layout import (
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
)
from ._links import hop, next_place, place
from ._moves import rand
from ._timing import begin, lateness

FAR = 1e18
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


@compiled
def delay_price(V, WIN, ST, E, X, W, Z, n, v, t, give_up):
    """What it costs that ``v`` is reached at ``t``, down its route and one step over to partners."""
    price = 0.0
    while v < n:
        t = begin(V, WIN, X, v, t)
        if t <= X[v, START]:
            return price
        price += late_price(V, WIN, X, W, Z, v, t) - W[TARDY] * X[v, LATE] - W[FORBID] * X[v, HARD]
        q = np.int64(V[v, PARTNER])
        if q >= 0 and X[q, STAFF] >= 0:
            r = t + V[q, LINK]
            if r > X[q, START]:
                price += late_price(V, WIN, X, W, Z, q, r) - W[TARDY] * X[q, LATE] - W[FORBID] * X[q, HARD]
        if price > give_up:
            return price
        w = np.int64(X[v, SUCC])
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
    k = np.int64(X[p, STAFF])
    m = np.int64(ST[k, S_MODE])
    v = np.int64(X[p, SUCC])
    b = np.int64(V[u, LOC])
    a = place(V, X, p)
    c = next_place(V, ST, X, n, v)
    reach = a if b < 0 else b
    extra = np.int64(0)
    way = np.int64(0)
    if b >= 0:
        way = np.int64(E[m, a, b])
        extra = np.int64(D[m, a, b]) + D[m, b, c]
        if p < n or v < n:
            extra -= D[m, a, c]
    price = W[TRAVEL] * extra + f.COST[u, k]
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


@compiled
def scan_route(f, s, n, u, q, tq, k, blink, salt, bound, found, spots, prices, clocks):
    """Every place on the route of ``k``."""
    V, X = f.V, s.X
    p = np.int64(n + k)
    while True:
        if V[u, NWIN] == 1:
            worst = bound if found < spots.shape[0] else prices[found - 1]
            soonest = X[p, START] + V[p, DUR]
            if worst < FAR and f.COST[u, k] + late_price(V, f.WIN, X, f.W, s.Z, u, soonest) >= worst:
                break  # from here on it only gets later, and the lateness alone is too dear
        found = look(f, s, n, u, q, tq, p, blink, salt, bound, found, spots, prices, clocks)
        p = np.int64(X[p, SUCC])
        if p >= n:
            break
    return found


@compiled
def scan_near(f, s, n, u, q, tq, barred, blink, salt, bound, reach, few, spots, prices, clocks):
    """Only the places beside so many good neighbours, and the beginnings of a ``few`` routes by chance.

    Returns how many are kept; -1 when there was no place to look at.
    """
    X = s.X
    found = 0
    looked = False
    near = 2 * min(reach, np.int64(f.NEAR.shape[1]))
    for c in range(near + few):
        if c >= near:
            p = n + ((rand(s.RNG) * f.ST.shape[0]) >> 32)
        elif c & 1:
            p = np.int64(f.NEXT[u, c >> 1])
            if p >= 0:
                p = np.int64(X[p, PRED]) if X[p, STAFF] >= 0 else NOBODY
        else:
            p = np.int64(f.NEAR[u, c >> 1])
        if p < 0 or X[p, STAFF] < 0 or X[p, STAFF] == barred or f.OK[u, X[p, STAFF]] == 0:
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
        if reach > 0:
            found = scan_near(
                f, s, n, u, q, tq, barred, blink, salt, bound, reach, FEW, spots, prices, clocks
            )
            if found >= 0:
                return found
        found = scan_near(f, s, n, u, q, tq, barred, blink, salt, bound, FIRST, 0, spots, prices, clocks)
        found = max(found, 0)
    for k in range(f.ST.shape[0]):
        if f.OK[u, k] != 0 and k != barred:
            found = scan_route(
                f, s, n, u, q, tq, np.int64(k), blink, salt, bound, found, spots, prices, clocks
            )
    return found
