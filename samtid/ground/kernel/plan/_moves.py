"""Moves: small changes of who goes where in which order. Each edits the routes; clocks are settled afterwards.

A move returns False when it found nothing to change, or nothing that can cost as little as ``slack`` more; the caller
undoes whatever was begun.
"""

# mypy: ignore-errors
# (compiled by numba, which infers the types)
from __future__ import annotations

import numpy as np

from ._layout import (
    DROP,
    DUR,
    IS_LUNCH,
    KIND,
    LINK,
    LOC,
    NWIN,
    PARTNER,
    PRED,
    S_LUNCH,
    SAME_STAFF_OK,
    STAFF,
    START,
    SUCC,
    inlined,
    node,
)
from ._links import put, save_link, seed, set_floor, take
from ._sieve import dear_exchange, dear_move, dear_pair

M_RELOCATE, M_SWAP, M_SEGMENT, M_TAIL, M_PAIR, M_GROUP, M_WINDOW, M_ROUTE = range(8)
# of 64 draws of a place: after a good predecessor, before a good successor, else by the clock; one at the depot
BEHIND, BEFORE = 24, 48


@inlined
def rand(RNG):
    """xorshift64*: 32 random bits as a non-negative integer."""
    x = RNG[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    RNG[0] = x
    return np.int64((x * np.uint64(2685821657736338717)) >> np.uint64(32))


@inlined
def below(RNG, limit):
    """A random whole number 0 … limit-1."""
    return np.int64((np.uint64(rand(RNG)) * np.uint64(limit)) >> np.uint64(32))


@inlined
def may(V, OK, X, u, k):
    """May staff ``k`` give ``u``, seen from skills and from who gives the other half of a pair?"""
    if OK[u, k] == 0:
        return False
    q = np.int64(V[u, PARTNER])
    return q < 0 or X[node(q), STAFF] != k or (V[u, KIND] & SAME_STAFF_OK) != 0


@inlined
def spot(f, s, n, u):
    """A promising node to stand right after, for ``u``; -1 when the draw was useless."""
    X = s.X
    if f.V[u, KIND] & IS_LUNCH:
        k = np.int64(X[u, STAFF])
        if k < 0:
            return np.int64(-1)
        p = node(n + k)
        for _ in range(below(s.RNG, np.int64(8))):
            p = node(X[p, SUCC])
        return p if p != u else np.int64(-1)
    x = rand(s.RNG)  # thirteen bits, thirteen and six
    width = f.NEAR.shape[1]
    a = min((x & 8191) * width, ((x >> 13) & 8191) * width) >> 13
    r = x >> 26
    if r < BEHIND:
        p = np.int64(f.NEAR[u, a])
        if p < 0 or X[node(p), STAFF] < 0:
            return np.int64(-1)
        return p
    if r < BEFORE:
        v = np.int64(f.NEXT[u, a])
        if v < 0 or X[node(v), STAFF] < 0:
            return np.int64(-1)
        return node(X[node(v), PRED])
    k = below(s.RNG, f.ST.shape[0])
    p = node(n + k)
    if r == 63:
        return p
    if f.OK[u, k] == 0:
        return np.int64(-1)
    # in order of the clock on anybody's round
    t = np.int64(X[u, START])
    v = node(X[p, SUCC])
    while v < n and X[v, START] <= t:
        p = v
        v = node(X[p, SUCC])
    return p if p != u else node(X[u, PRED])


@inlined
def plan_edit(s, c, u, k, p):
    """Note as edit ``c`` that ``u`` goes to staff ``k``, right after ``p``."""
    s.PICK[c, 0] = u
    s.PICK[c, 1] = k
    s.PICK[c, 2] = p


@inlined
def edit(f, s, n, count):
    """Take out all that is noted, then put it in; False when the halves of a pair would meet in one person."""
    X = s.X
    for c in range(count):
        take(f.V, f.ST, f.D, f.COST, X, s.WMIN, s.Z, s.SEED, s.LINKS, n, s.PICK[c, 0])
    for c in range(count):
        u = s.PICK[c, 0]
        k = s.PICK[c, 1]
        if not may(f.V, f.OK, X, u, k):
            return False
        put(
            f.V,
            f.WIN,
            f.ST,
            f.D,
            f.COST,
            f.FROM,
            f.FLAG,
            X,
            s.WMIN,
            s.Z,
            s.SEED,
            s.LINKS,
            n,
            u,
            k,
            s.PICK[c, 2],
        )
    return True


@inlined
def chains(f, s, n, a, total, ku, kp, pu, p):
    """Edit: the first ``a`` noted services in a row after ``p``, the others after ``pu``."""
    for c in range(a):
        s.PICK[c, 1] = kp
        s.PICK[c, 2] = p if c == 0 else s.PICK[c - 1, 0]
    for c in range(a, total):
        s.PICK[c, 1] = ku
        s.PICK[c, 2] = pu if c == a else s.PICK[c - 1, 0]
    return edit(f, s, n, total)


@inlined
def relocate(f, s, n, u, slack):
    """Move one service."""
    X = s.X
    p = spot(f, s, n, u)
    if p < 0 or p == u or p == X[u, PRED]:
        return False
    p = node(p)
    k = node(X[p, STAFF])
    if not may(f.V, f.OK, X, u, k) or dear_move(f, s, n, u, k, p, slack):
        return False
    plan_edit(s, 0, u, k, p)
    return edit(f, s, n, 1)


@inlined
def swap(f, s, n, u, slack):
    """Exchange two services."""
    X = s.X
    p = spot(f, s, n, u)
    if p < 0 or p == u:
        return False
    p = node(p)
    v = node(X[p, SUCC])
    if v >= n or v == u or X[u, PRED] == v or X[v, PRED] == u:
        return False
    ku = node(X[u, STAFF])
    kv = node(X[v, STAFF])
    if f.OK[u, kv] == 0 or f.OK[v, ku] == 0:
        return False
    if ku != kv and f.V[u, PARTNER] != v and not (may(f.V, f.OK, X, u, kv) and may(f.V, f.OK, X, v, ku)):
        return False
    if dear_exchange(f, s, n, u, u, p, v, slack):
        return False
    plan_edit(s, 0, u, kv, p)
    plan_edit(s, 1, v, ku, node(X[u, PRED]))
    return edit(f, s, n, 2)


@inlined
def segment(f, s, n, u, slack):
    """Move two or three services in a row, perhaps against one or two the other way."""
    X = s.X
    p = spot(f, s, n, u)
    if p < 0:
        return False
    p = node(p)
    ku = node(X[u, STAFF])
    kp = node(X[p, STAFF])
    a = 2 + below(s.RNG, np.int64(2))
    b = below(s.RNG, np.int64(3)) if kp != ku else 0
    x = u
    for c in range(a):
        if x >= n:
            a = c
            break
        if x == p or f.OK[x, kp] == 0:
            return False
        s.PICK[c, 0] = x
        x = node(X[x, SUCC])
    pu = node(X[u, PRED])
    if p == pu:
        return False
    x = node(X[p, SUCC])
    for c in range(b):
        if x >= n:
            b = c
            break
        if f.OK[x, ku] == 0:
            return False
        s.PICK[a + c, 0] = x
        x = node(X[x, SUCC])
    if a + b < 2:
        return False
    if dear_exchange(f, s, n, u, s.PICK[a - 1, 0], p, s.PICK[a + b - 1, 0] if b else p, slack):
        return False
    return chains(f, s, n, a, a + b, ku, kp, pu, p)


@inlined
def pair(f, s, n, u, slack):
    """Move both halves of a linked pair, to places that fit each other in time."""
    X = s.X
    q = np.int64(f.V[u, PARTNER])
    if q < 0:
        return False
    q = node(q)
    if X[q, STAFF] < 0:
        return False
    p = spot(f, s, n, u)
    if p < 0 or p in (u, q):
        return False
    p = node(p)
    k = node(X[p, STAFF])
    if f.OK[u, k] == 0:
        return False
    tu = (
        X[p, START] + f.V[p, DUR] + f.EI[node(f.ST[k, 2]), node(f.V[u, LOC]), node(f.V[p, LOC])]
        if f.V[p, LOC] >= 0
        else X[p, START]
    )
    if tu < f.V[u, 4]:
        tu = np.int64(f.V[u, 4])
    best = np.int64(-1)
    least = np.int64(1) << 60
    for _ in range(4):
        r = spot(f, s, n, q)
        if r < 0 or r in (u, q):
            continue
        r = node(r)
        j = node(X[r, STAFF])
        if f.OK[q, j] == 0 or f.V[r, LOC] < 0:
            continue
        if j == k and (f.V[u, KIND] & SAME_STAFF_OK) == 0:
            continue
        tq = X[r, START] + f.V[r, DUR] + f.EI[node(f.ST[j, 2]), node(f.V[q, LOC]), node(f.V[r, LOC])]
        miss = max(0, tq - tu + f.V[u, LINK]) + max(0, tu - tq + f.V[q, LINK])
        if miss < least:
            least = miss
            best = r
    if best < 0 or dear_pair(f, s, n, u, p, q, best, slack):
        return False
    plan_edit(s, 0, u, k, p)
    plan_edit(s, 1, q, node(X[best, STAFF]), best)
    return edit(f, s, n, 2)


@inlined
def group(f, s, n, u):
    """Leave the group of ``u`` out, bring it in, or let it take the place of nothing (lunches too)."""
    X = s.X
    g = np.int64(f.GROUP[u])
    if X[u, STAFF] >= 0:
        if f.GDROP[g] < 0:
            return False
        for c in range(f.MEMBER.shape[1]):
            x = np.int64(f.MEMBER[g, c])
            if x >= 0 and X[x, STAFF] >= 0:
                take(f.V, f.ST, f.D, f.COST, X, s.WMIN, s.Z, s.SEED, s.LINKS, n, x)
        s.Z[DROP] += f.GDROP[g]
        return True
    for c in range(f.MEMBER.shape[1]):
        x = np.int64(f.MEMBER[g, c])
        if x < 0:
            continue
        if f.V[x, KIND] & IS_LUNCH:
            k = np.int64(0)
            while f.ST[k, S_LUNCH] != x:
                k += 1
            p = n + k
            for _ in range(below(s.RNG, np.int64(8))):
                p = node(X[p, SUCC])
        else:
            p = spot(f, s, n, x)
            if p < 0:
                return False
            k = node(X[p, STAFF])
        if not may(f.V, f.OK, X, x, k):
            return False
        put(f.V, f.WIN, f.ST, f.D, f.COST, f.FROM, f.FLAG, X, s.WMIN, s.Z, s.SEED, s.LINKS, n, x, k, p)
    s.Z[DROP] -= f.GDROP[g]
    return True


@inlined
def window(f, s, n, u):
    """Aim for another of the visit's windows."""
    if f.V[u, NWIN] < 2:
        return False
    save_link(s.X, s.WMIN, s.Z, s.LINKS, u)
    s.WMIN[u] = (s.WMIN[u] + 1 + below(s.RNG, f.V[u, NWIN] - 1)) % f.V[u, NWIN]
    set_floor(f.WIN, f.FROM, f.FLAG, s.X, s.WMIN, u, node(s.X[u, STAFF]))
    seed(s.Z, s.SEED, n, u)
    return True
