"""Ruin and recreate: tear strings of neighbouring services out of their routes and put them back greedily.

After Christiaens and Vanden Berghe (2020), *Slack induction by string removals*, with two changes for linked
pairs: a half is scored against the clock of its partner, and a pair that is out is placed as a pair.
"""

from __future__ import annotations

import numpy as np
from ._layout import compiled

from ._layout import (
    DROP,
    DUR,
    FORBID,
    HARD,
    IS_HARD,
    IS_LUNCH,
    KIND,
    LATE,
    LINK,
    LOC,
    N_LINK,
    N_LOG,
    N_OUT,
    NWIN,
    OVER,
    PARTNER,
    PRED,
    S_END,
    S_MODE,
    S_TO,
    SAME_STAFF_OK,
    STAFF,
    START,
    SUCC,
    TARDY,
    TRAVEL,
    WAIT,
    WORST,
)
from ._links import hop, next_place, place, put, take
from ._moves import below, rand
from ._timing import begin, lateness, settle

FAR = 1e18
NOBODY = np.int64(-1)
ZERO = np.int64(0)
DONE, NO_PLACE, SPOILT = range(3)
BIG_DROP = 10_000_000  # thousandths of cost: leaving out what must be made


@compiled
def drop_price(f, g):  # type: ignore[no-untyped-def]
    return f.GDROP[g] if f.GDROP[g] >= 0 else BIG_DROP


@compiled
def late_price(V, WIN, X, W, Z, u, t):  # type: ignore[no-untyped-def]
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
def delay_price(V, WIN, ST, E, X, W, Z, n, v, t, give_up):  # type: ignore[no-untyped-def]
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


@compiled
def scan(f, s, n, u, q, tq, barred, blink, spots, prices, clocks):  # type: ignore[no-untyped-def]
    """The best places for ``u``: fills ``spots`` (node to stand after), best first; returns how many.

    ``q`` is the partner (-1: none, or not yet placed), ``tq`` its clock, ``barred`` the staff it is with.
    """
    V, X, ST, E, D, W, Z, WIN = f.V, s.X, f.ST, f.E, f.D, f.W, s.Z, f.WIN
    room = spots.shape[0]
    found = 0
    b = np.int64(V[u, LOC])
    dur = np.int64(V[u, DUR])
    floor = np.int64(WIN[u, 0])
    for k in range(ST.shape[0]):
        if f.OK[u, k] == 0 or k == barred:
            continue
        m = np.int64(ST[k, S_MODE])
        p = np.int64(n + k)
        fixed = float(f.COST[u, k])
        while True:
            v = np.int64(X[p, SUCC])
            if found == room and V[u, NWIN] == 1:  # from here on only later, and lateness alone is too dear
                if fixed + late_price(V, WIN, X, W, Z, u, X[p, START] + V[p, DUR]) >= prices[found - 1]:
                    break
            if blink == 0 or (rand(s.RNG) & 127) >= blink:
                a = place(V, X, p)
                c = next_place(V, ST, X, n, v)
                reach = a if b < 0 else b
                if b < 0:
                    extra = 0
                    way = 0
                else:
                    way = E[m, a, b]
                    if p >= n and v >= n:
                        extra = D[m, a, b] + D[m, b, c]
                    else:
                        extra = D[m, a, b] + D[m, b, c] - D[m, a, c]
                worst = FAR if found < room else prices[found - 1]
                price = W[TRAVEL] * extra + fixed
                if price < worst or extra < 0:
                    arrive = X[p, START] + V[p, DUR] + way
                    t = arrive if arrive > floor else floor
                    if q >= 0 and tq + V[u, LINK] > t:
                        t = tq + V[u, LINK]
                    X[u, 5] = floor
                    t = begin(V, WIN, X, u, t)
                    price += late_price(V, WIN, X, W, Z, u, t)
                    if W[WAIT] > 0 and p < n:
                        price += W[WAIT] * (t - arrive)
                    if q >= 0 and X[q, STAFF] >= 0 and t + V[q, LINK] > tq:
                        price += delay_price(V, WIN, ST, E, X, W, Z, n, q, t + V[q, LINK], worst - price)
                    if price < worst:
                        after = t + dur
                        if v < n:
                            if V[v, LOC] >= 0:
                                after += E[m, reach, c]
                            price += delay_price(V, WIN, ST, E, X, W, Z, n, v, after, worst - price)
                        elif W[OVER] > 0:
                            back = after + E[m, reach, c] - ST[k, S_END]
                            if back > 0:
                                price += W[OVER] * back
                        if price < worst:
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
            if v >= n:
                break
            p = v
    return found


@compiled
def seat(f, s, n, u, p, limit):  # type: ignore[no-untyped-def]
    """Put ``u`` after ``p`` and settle the clocks."""
    s.WMIN[u] = 0
    k = np.int64(s.X[p, STAFF])
    put(f.V, f.WIN, f.ST, f.D, f.COST, f.FROM, f.FLAG, s.X, s.WMIN, s.Z, s.SEED, s.LINKS, n, u, k, p)


@compiled
def fix(f, s, n, limit):  # type: ignore[no-untyped-def]
    """Settle without a way back (the caller keeps a copy)."""
    s.Z[N_LOG] = 0
    s.Z[N_LINK] = 0
    limit += s.Z[DROP]  # what is out for the moment does not count
    return settle(f.V, f.WIN, f.ST, f.E, f.TO, f.W, f.FLAG, s.X, s.INQ, s.Z, s.Q, s.SEED, s.LOG, s.PAR, n, limit)


@compiled
def insert_group(f, s, n, g, blink, limit, spots, prices, clocks):  # type: ignore[no-untyped-def]
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
    for c in range(f.MEMBER.shape[1]):
        u = np.int64(f.MEMBER[g, c])
        if u < 0 or X[u, STAFF] >= 0:
            continue
        q = np.int64(V[u, PARTNER])
        if q >= 0 and X[q, STAFF] < 0:
            if rand(s.RNG) & 1:  # either half first
                u, q = q, u
            rooms = 4
            found = scan(f, s, n, u, NOBODY, ZERO, NOBODY, blink, spots[:rooms], prices[:rooms], clocks[:rooms])
            least = FAR
            pu = NOBODY
            pq = NOBODY
            for i in range(found):
                k = np.int64(X[spots[i], STAFF])
                t = clocks[i]
                one = scan(f, s, n, q, u, t, k, blink, spots[rooms : rooms + 1], prices[rooms : rooms + 1],
                           clocks[rooms : rooms + 1])  # fmt: skip
                if one == 0:
                    continue
                total = prices[i] + prices[rooms]
                # u may have to wait for q
                wait = clocks[rooms] + V[u, LINK]
                if wait > t:
                    total += late_price(V, f.WIN, X, f.W, s.Z, u, wait) - late_price(V, f.WIN, X, f.W, s.Z, u, t)
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
                    barred = np.int64(X[q, STAFF])
            found = scan(f, s, n, u, q, tq, barred, blink, spots[:1], prices[:1], clocks[:1])
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
def pull(f, s, n, u):  # type: ignore[no-untyped-def]
    """Take ``u`` out and note its group."""
    take(f.V, f.ST, f.D, f.COST, s.X, s.WMIN, s.Z, s.SEED, s.LINKS, n, u)
    g = np.int64(f.GROUP[u])
    groups = f.GDROP.shape[0]
    if s.OUT[groups + g] == 0:
        s.OUT[groups + g] = 1
        s.OUT[s.Z[N_OUT]] = g
        s.Z[N_OUT] += 1


@compiled
def gone(f, s, g):  # type: ignore[no-untyped-def]
    """Is every service of group ``g`` out?"""
    for c in range(f.MEMBER.shape[1]):
        x = np.int64(f.MEMBER[g, c])
        if x >= 0 and s.X[x, STAFF] >= 0:
            return False
    return True


@compiled
def ruin(f, s, n, amount, length):  # type: ignore[no-untyped-def]
    """Remove strings around a random service: about ``amount`` services, at most ``length`` per route."""
    V, X = f.V, s.X
    groups = f.GDROP.shape[0]
    for g in range(groups):
        s.OUT[groups + g] = 0
    s.Z[N_OUT] = 0
    s.Z[N_LINK] = 0
    u = below(s.RNG, n)
    for _ in range(8):
        if X[u, STAFF] >= 0 and V[u, KIND] & IS_LUNCH == 0:
            break
        u = below(s.RNG, n)
    with_partner = rand(s.RNG) & 3 != 0
    removed = 0
    count = 1 + below(s.RNG, 2 * amount)
    for c in range(-1, 2 * f.NEAR.shape[1]):
        if removed >= count:
            break
        if c < 0:
            v = u
        elif c & 1:
            v = np.int64(f.NEAR[u, c >> 1])
        else:
            v = np.int64(f.NEXT[u, c >> 1])
        if v < 0 or X[v, STAFF] < 0:
            continue
        strip = 1 + below(s.RNG, length)
        back = below(s.RNG, strip)
        x = v
        while back > 0 and X[x, PRED] < n:
            x = np.int64(X[x, PRED])
            back -= 1
        while strip > 0 and x < n:
            y = np.int64(X[x, SUCC])
            if V[x, KIND] & IS_LUNCH == 0 or rand(s.RNG) & 1:
                pull(f, s, n, x)
                removed += 1
                q = np.int64(V[x, PARTNER])
                if with_partner and q >= 0 and X[q, STAFF] >= 0:
                    if y == q:
                        y = np.int64(X[q, SUCC])
                    pull(f, s, n, q)
                    removed += 1
            strip -= 1
            x = y
    for i in range(s.Z[N_OUT]):
        if gone(f, s, np.int64(s.OUT[i])):
            s.Z[DROP] += drop_price(f, np.int64(s.OUT[i]))
    for g in range(groups):  # what was already out may come in now
        if f.GDROP[g] >= 0 and s.OUT[groups + g] == 0 and gone(f, s, g):
            s.OUT[s.Z[N_OUT]] = g
            s.Z[N_OUT] += 1


@compiled
def clear_rest(f, s, n, g):  # type: ignore[no-untyped-def]
    """Take out what is left of group ``g`` (a half nobody can complete)."""
    for c in range(f.MEMBER.shape[1]):
        x = np.int64(f.MEMBER[g, c])
        if x >= 0 and s.X[x, STAFF] >= 0:
            take(f.V, f.ST, f.D, f.COST, s.X, s.WMIN, s.Z, s.SEED, s.LINKS, n, x)


@compiled
def recreate(f, s, n, order, blink, limit, keys, spots, prices, clocks):  # type: ignore[no-untyped-def]
    """Put the groups of ``OUT`` back one by one; optional ones only where they pay."""
    count = s.Z[N_OUT]
    for i in range(count):  # insertion sort by the chosen order
        g = np.int64(s.OUT[i])
        u = np.int64(f.MEMBER[g, 0])
        if order == 0:
            key = float(rand(s.RNG))
        elif order == 1:
            key = float(f.WIN[u, 0]) + 1e-3 * rand(s.RNG) * 1e-3
        elif order == 2:
            able = 0
            for k in range(f.ST.shape[0]):
                able += f.OK[u, k]
            key = able * 8.0 + (rand(s.RNG) & 7)
            if f.V[u, PARTNER] >= 0:
                key *= 0.5
        else:
            key = -float(f.V[u, DUR]) - 1e-6 * rand(s.RNG)
        if f.V[u, KIND] & IS_LUNCH:
            key = 1e17
        j = i
        while j > 0 and keys[j - 1] > key:
            keys[j] = keys[j - 1]
            s.OUT[j] = s.OUT[j - 1]
            j -= 1
        keys[j] = key
        s.OUT[j] = g
    for i in range(count):
        g = np.int64(s.OUT[i])
        was_gone = gone(f, s, g)
        fate = insert_group(f, s, n, g, blink, limit, spots, prices, clocks)
        if fate != DONE:
            if fate == SPOILT or f.GDROP[g] < 0:
                return False
            clear_rest(f, s, n, g)
            if not was_gone:
                s.Z[DROP] += f.GDROP[g]
            if not fix(f, s, n, limit):
                return False
    return True




@compiled
def append_group(f, s, n, g):  # type: ignore[no-untyped-def]
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
            p = np.int64(X[n + k, PRED])
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
def other(f, u, k):  # type: ignore[no-untyped-def]
    """Can anybody but ``k`` give ``u``?"""
    for j in range(f.ST.shape[0]):
        if j != k and f.OK[u, j]:
            return True
    return False
