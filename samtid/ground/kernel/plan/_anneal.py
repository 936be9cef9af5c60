"""Simulated annealing over the moves, with the threshold drawn before the trial so that bad trials stop early."""

# mypy: ignore-errors
# (compiled by numba, which infers the types)
from __future__ import annotations

import numpy as np

from ._days import all_days, days, undo_days
from ._insert import fix
from ._keep import copy, copy_days, hardness, price, renew_marks, undo_to_copy
from ._layout import (
    FORBID,
    GUIDE,
    HAS_EXTRA,
    N_LINK,
    SIEVE,
    STAFF,
    compiled,
    inlined,
    node,
)
from ._links import begin_trial, undo
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
HARDNESS = 6  # where ``out`` says what is hard in the best plan
NO_SIEVE = 1e300
GRACE = 8  # temperatures above the threshold at which a half rebuilt plan is given up: prices are estimates


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
def anneal(f, s, b, share, ladder, heat, guide, rounds, out):
    """``rounds`` trials at the temperature ``heat``, with the price ``guide`` on uneven idle time.

    ``ladder`` holds 1024 draws of an exponential variable. ``out`` gets current cost, best cost, tried, accepted, ruins
    tried and accepted, and last what is hard in the best plan. The best is the least hard, then the cheapest: what is
    hard has a price only for the way there.
    """
    n = s.WMIN.shape[0]
    renew_marks(s)
    cost = price(s.Z, f.W) + guide * s.Z[GUIDE]
    best = out[1]
    least = out[HARDNESS]
    extra = f.FLAG[HAS_EXTRA] != 0
    dirty = False  # the best plan is the current one and not yet copied
    begin_trial(s.Z, s.ZS)
    for _ in range(rounds):
        x = rand(s.RNG)  # the upper ten bits for the threshold, the lower twenty for whether it is a ruin
        limit = cost + heat * ladder[x >> 22]
        new = 0.0
        true = 0.0
        better = False
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
            hard = hardness(s.Z, f.H)
            if hard > 0:
                true -= f.W[FORBID] * hard
            better = hard < least or (hard == least and true < best - 1e-6)
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
            hard = hardness(s.Z, f.H)
            if hard > 0:
                true -= f.W[FORBID] * hard
            better = hard < least or (hard == least and true < best - 1e-6)
            if dirty and not better:
                # the plan we are leaving is the best so far: step back, keep it, step on
                undo_to_copy(s, b, n)
                dirty = False
        begin_trial(s.Z, s.ZS)
        cost = new
        if better:
            best = true
            least = hard
            dirty = True
    if dirty:
        copy(s.X, s.WMIN, s.Z, b.best_X, b.best_W, b.best_Z)
    out[0] = price(s.Z, f.W)
    out[1] = best
    out[HARDNESS] = least


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
