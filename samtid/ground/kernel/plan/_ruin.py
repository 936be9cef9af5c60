"""Ruin and recreate: tear strings of neighbouring services out of their routes and put them back greedily.

After Christiaens and Vanden Berghe (2020), *Slack induction by string removals*, with two changes for linked
pairs: a half is scored against the clock of its partner, and a pair that is out is placed as a pair.
"""

# mypy: ignore-errors
# (compiled by numba, which infers the types)
from __future__ import annotations

import numpy as np

from ._insert import DONE, SPOILT, drop_price, fix, insert_group
from ._layout import (
    DROP,
    DUR,
    IS_LUNCH,
    KIND,
    N_LINK,
    N_OUT,
    PARTNER,
    PRED,
    REACH,
    STAFF,
    SUCC,
    compiled,
    node,
)
from ._links import take
from ._moves import below, rand

WIDE = 31  # on large days one ruin in so many (and one) looks everywhere


@compiled
def pull(f, s, n, u):
    """Take ``u`` out and note its group."""
    take(f.V, f.ST, f.D, f.COST, s.X, s.WMIN, s.Z, s.SEED, s.LINKS, n, u)
    g = np.int64(f.GROUP[u])
    groups = f.GDROP.shape[0]
    if s.OUT[groups + g] == 0:
        s.OUT[groups + g] = 1
        s.OUT[s.Z[N_OUT]] = g
        s.Z[N_OUT] += 1


@compiled
def gone(f, s, g):
    """Is every service of group ``g`` out?"""
    for c in range(f.MEMBER.shape[1]):
        x = np.int64(f.MEMBER[g, c])
        if x >= 0 and s.X[x, STAFF] >= 0:
            return False
    return True


@compiled
def ruin(f, s, n, amount, length):
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
            x = node(X[x, PRED])
            back -= 1
        while strip > 0 and x < n:
            y = node(X[x, SUCC])
            if V[x, KIND] & IS_LUNCH == 0 or rand(s.RNG) & 1:
                pull(f, s, n, x)
                removed += 1
                q = np.int64(V[x, PARTNER])
                if with_partner and q >= 0 and X[q, STAFF] >= 0:
                    if y == q:
                        y = node(X[q, SUCC])
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
def clear_rest(f, s, n, g):
    """Take out what is left of group ``g`` (a half nobody can complete)."""
    for c in range(f.MEMBER.shape[1]):
        x = np.int64(f.MEMBER[g, c])
        if x >= 0 and s.X[x, STAFF] >= 0:
            take(f.V, f.ST, f.D, f.COST, s.X, s.WMIN, s.Z, s.SEED, s.LINKS, n, x)


@compiled
def recreate(f, s, n, order, blink, limit, keys, spots, prices, clocks):
    """Put the groups of ``OUT`` back one by one; optional ones only where they pay."""
    count = s.Z[N_OUT]
    reach = np.int64(f.FLAG[REACH]) if rand(s.RNG) & WIDE else np.int64(0)
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
        fate = insert_group(f, s, n, g, blink, reach, limit, spots, prices, clocks)
        if fate != DONE:
            if fate == SPOILT or f.GDROP[g] < 0:
                return False
            clear_rest(f, s, n, g)
            if not was_gone:
                s.Z[DROP] += f.GDROP[g]
            if not fix(f, s, n, limit):
                return False
    return True
