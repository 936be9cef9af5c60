"""Simulated annealing over the moves, with the threshold drawn before the trial so that bad trials stop early."""

# mypy: ignore-errors
# (compiled by numba, which infers the types)
from __future__ import annotations

import numpy as np

from ._days import all_days, days, undo_days
from ._insert import DONE, append_group, fix, insert_group
from ._layout import (
    DROP,
    FLOOR,
    GUIDE,
    HARD,
    HAS_EXTRA,
    IS_LUNCH,
    KIND,
    LATE,
    LOC,
    N_KEPT,
    N_LINK,
    N_LOG,
    N_SEED,
    N_SUMS,
    PRED,
    SIEVE,
    STAFF,
    START,
    SUCC,
    compiled,
    inlined,
    node,
)
from ._links import begin_trial, take, undo
from ._moves import (
    M_GROUP,
    M_PAIR,
    M_RELOCATE,
    M_ROUTE,
    M_SEGMENT,
    M_SWAP,
    M_TAIL,
    M_WINDOW,
    below,
    group,
    pair,
    rand,
    relocate,
    segment,
    swap,
    window,
)
from ._ruin import recreate, ruin
from ._tails import route, tail
from ._timing import settle
from ._wait import all_stale

# share: upper bounds (of 1024) per move, then per million the ruins, and how they tear
RUIN, AMOUNT, LENGTH, BLINK = range(8, 12)
NO_SIEVE = 1e300
GRACE = 8  # temperatures above the threshold at which a half rebuilt plan is given up: prices are estimates


@inlined
def price(Z, W):
    """The objective in thousandths."""
    total = 0.0
    for c in range(N_SUMS):
        total += W[c] * Z[c]
    return total


@inlined
def propose(f, s, n, share, slack):
    """Draw a service and a move and edit the routes, unless it is plain that it costs more than ``slack``."""
    x = rand(s.RNG)  # twenty-two bits for the service and ten for the move
    u = node(((x & 0x3FFFFF) * n) >> 22)
    if s.X[u, STAFF] < 0:
        return group(f, s, n, u)
    r = x >> 22  # 0 … 1023
    if r < share[M_RELOCATE]:
        return relocate(f, s, n, u, slack)
    if r < share[M_SWAP]:
        return swap(f, s, n, u, slack)
    if r < share[M_SEGMENT]:
        return segment(f, s, n, u, slack)
    if r < share[M_TAIL]:
        return tail(f, s, n, u, slack)
    if r < share[M_PAIR]:
        return pair(f, s, n, u, slack)
    if r < share[M_GROUP]:
        return group(f, s, n, u)
    if r < share[M_WINDOW]:
        return window(f, s, n, u)
    if r < share[M_ROUTE]:
        return route(f, s, n, u)
    return relocate(f, s, n, u, slack)


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
def copy_days(R, Rt):
    for k in range(R.shape[0]):
        for c in range(8):
            Rt[k, c] = R[k, c]


@compiled
def anneal(f, s, b, share, ladder, heat, guide, rounds, out):
    """``rounds`` trials at the temperature ``heat``, with the price ``guide`` on uneven idle time.

    ``ladder`` holds 1024 draws of an exponential variable. ``out`` gets current cost, best cost, tried, accepted.
    """
    n = s.WMIN.shape[0]
    cost = price(s.Z, f.W) + guide * s.Z[GUIDE]
    best = out[1]
    extra = f.FLAG[HAS_EXTRA] != 0
    dirty = False  # the best plan is the current one and not yet copied
    begin_trial(s.Z, s.ZS)
    for _ in range(rounds):
        x = rand(s.RNG)  # the upper ten bits for the threshold, the lower twenty for whether it is a ruin
        limit = cost + heat * ladder[x >> 22]
        new = 0.0
        true = 0.0
        if (x & 0xFFFFF) < share[RUIN]:
            if dirty:
                copy(s.X, s.WMIN, s.Z, b.best_X, b.best_W, b.best_Z)
                dirty = False
            copy(s.X, s.WMIN, s.Z, b.X, b.WMIN, b.Z)
            if extra:
                copy_days(s.R, b.R)
            out[4] += 1
            ruin(f, s, n, share[AMOUNT], share[LENGTH])
            good = fix(f, s, n, 1e300)
            if good:
                order = below(s.RNG, np.int64(4))
                good = recreate(
                    f, s, n, order, share[BLINK], limit + GRACE * heat, b.keys, b.spots, b.prices, b.clocks
                )
            if good:
                if extra:
                    all_days(f, s, n)
                true = price(s.Z, f.W)
                new = true + guide * s.Z[GUIDE]
                good = new <= limit
                if extra and not good:
                    copy_days(b.R, s.R)
                    all_stale(s)
            if not good:
                copy(b.X, b.WMIN, b.Z, s.X, s.WMIN, s.Z)
                begin_trial(s.Z, s.ZS)
                continue
            out[5] += 1
        else:
            good = propose(f, s, n, share, limit - cost if f.FLAG[SIEVE] else NO_SIEVE)
            if good:
                out[2] += 1
                good = settle(
                    f.V,
                    f.WIN,
                    f.ST,
                    f.E,
                    f.TO,
                    f.W,
                    f.FLAG,
                    s.X,
                    s.INQ,
                    s.Z,
                    s.Q,
                    s.SEED,
                    s.LOG,
                    s.PAR,
                    n,
                    limit,
                )
                if good and extra:
                    good = days(f, s, n, limit)
                if good:
                    true = price(s.Z, f.W)
                    new = true + guide * s.Z[GUIDE]
                    good = new <= limit
                if extra and not good:
                    undo_days(s)
            if not good:
                if s.Z[N_LINK] > 0:  # most are given up before anything is touched
                    undo(s.X, s.WMIN, s.Z, s.ZS, s.LOG, s.LINKS, n)
                continue
            out[3] += 1
            if dirty and true >= best - 1e-6:
                # the plan we are leaving is the best so far: step back, keep it, step on
                undo_to_copy(s, b, n)
                dirty = False
        begin_trial(s.Z, s.ZS)
        cost = new
        if true < best - 1e-6:
            best = true
            dirty = True
    if dirty:
        copy(s.X, s.WMIN, s.Z, b.best_X, b.best_W, b.best_Z)
    out[0] = price(s.Z, f.W)
    out[1] = best


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


@compiled
def construct(f, s, b):
    """A first plan, one group at a time in the order of the clock; False when something found no place at all."""
    n = s.WMIN.shape[0]
    groups = f.GDROP.shape[0]
    for g in range(groups):
        u = np.int64(f.MEMBER[g, 0])
        key = float(f.WIN[u, 0]) if f.V[u, LOC] >= 0 else 1e17
        j = g
        while j > 0 and b.keys[j - 1] > key:
            b.keys[j] = b.keys[j - 1]
            s.OUT[j] = s.OUT[j - 1]
            j -= 1
        b.keys[j] = key
        s.OUT[j] = g
    for i in range(groups):
        g = np.int64(s.OUT[i])
        copy(s.X, s.WMIN, s.Z, b.X, b.WMIN, b.Z)
        if insert_group(f, s, n, g, np.int64(0), np.int64(0), 1e300, b.spots, b.prices, b.clocks) == DONE:
            continue
        copy(b.X, b.WMIN, b.Z, s.X, s.WMIN, s.Z)
        if f.GDROP[g] < 0 and not append_group(f, s, n, g):
            return False
    if f.FLAG[HAS_EXTRA]:
        all_days(f, s, n)
    return True


@compiled
def finish(f, s):
    """Take out lunches that do not fit their window and bring every sum up to date."""
    n = s.WMIN.shape[0]
    s.Z[N_LINK] = 0
    s.Z[N_SEED] = 0
    for u in range(n):
        if f.V[u, KIND] & IS_LUNCH and s.X[u, STAFF] >= 0 and s.X[u, HARD] > 0:
            take(f.V, f.ST, f.D, f.COST, s.X, s.WMIN, s.Z, s.SEED, s.LINKS, n, u)
            s.Z[DROP] += f.GDROP[f.GROUP[u]]
    fix(f, s, n, 1e300)
    if f.FLAG[HAS_EXTRA]:
        all_days(f, s, n)


@compiled
def sample(f, s, share, ceiling, deltas):
    """What random moves cost from here, up to ``ceiling``; fills ``deltas`` and returns how many were found."""
    n = s.WMIN.shape[0]
    extra = f.FLAG[HAS_EXTRA] != 0
    cost = price(s.Z, f.W)
    found = 0
    for _ in range(20 * deltas.shape[0]):
        if found >= deltas.shape[0]:
            break
        begin_trial(s.Z, s.ZS)
        good = propose(f, s, n, share, NO_SIEVE)
        if good:
            good = settle(
                f.V,
                f.WIN,
                f.ST,
                f.E,
                f.TO,
                f.W,
                f.FLAG,
                s.X,
                s.INQ,
                s.Z,
                s.Q,
                s.SEED,
                s.LOG,
                s.PAR,
                n,
                cost + ceiling,
            )
            if good:
                if extra:
                    days(f, s, n, 1e300)
                delta = price(s.Z, f.W) - cost
                if delta > 0:
                    deltas[found] = delta
                    found += 1
                if extra:
                    undo_days(s)
        undo(s.X, s.WMIN, s.Z, s.ZS, s.LOG, s.LINKS, n)
    return found
