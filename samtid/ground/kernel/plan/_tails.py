"""Moves that exchange the rest of two routes, or two whole routes."""

# mypy: ignore-errors
# (compiled by numba, which infers the types)
from __future__ import annotations

import numpy as np

from ._layout import (
    IS_LUNCH,
    KIND,
    PRED,
    STAFF,
    SUCC,
    compiled,
    inlined,
    node,
)
from ._moves import below, chains, spot
from ._sieve import dear_exchange


@inlined
def tail(f, s, n, u, slack):
    """Two people exchange the rest of their routes (2-opt*)."""
    X = s.X
    p = spot(f, s, n, u)
    if p < 0 or X[p, STAFF] == X[u, STAFF]:
        return False
    ends = node(X[n + X[u, STAFF], PRED])
    follows = node(X[n + X[p, STAFF], PRED])  # the depot itself on a route that is empty
    if dear_exchange(f, s, n, u, ends, p, follows, slack):
        return False
    return cross(f, s, n, u, p)


@inlined
def route(f, s, n, u):
    """Two people exchange their whole routes, or one takes over from the other: new skills for the same round."""
    k = below(s.RNG, f.ST.shape[0])
    ku = node(s.X[u, STAFF])
    if k == ku:
        return False
    return cross(f, s, n, node(s.X[n + ku, SUCC]), n + k)


@compiled
def cross(f, s, n, u, p):
    """What ``u`` begins changes place with what follows ``p``; each keeps their own lunch."""
    X, V = s.X, f.V
    ku = node(X[u, STAFF])
    kp = node(X[p, STAFF])
    pu = node(X[u, PRED])
    one = np.int64(-1)
    two = np.int64(-1)
    a = 0
    x = u
    while x < n:
        if V[x, KIND] & IS_LUNCH:
            one = np.int64(a)
        elif f.OK[x, kp] == 0:
            return False
        s.PICK[a, 0] = x
        a += 1
        x = node(X[x, SUCC])
    total = a
    x = node(X[p, SUCC])
    while x < n:
        if V[x, KIND] & IS_LUNCH:
            two = np.int64(total)
        elif f.OK[x, ku] == 0:
            return False
        s.PICK[total, 0] = x
        total += 1
        x = node(X[x, SUCC])
    if (one < 0) != (two < 0):
        return False
    if one >= 0:
        x = s.PICK[one, 0]
        s.PICK[one, 0] = s.PICK[two, 0]
        s.PICK[two, 0] = x
    return chains(f, s, n, a, total, ku, kp, pu, p)
