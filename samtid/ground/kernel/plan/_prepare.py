"""From minutes and names to the integer arrays of the search, and an empty plan to start from."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from . import _layout as lay
from ._insert import BIG_DROP
from ._layout import TICK, Bench, Field, State
from .problem import HARD, Problem

BREADTH = 40  # good predecessors and successors kept per service
MANY, REACH = 100, 30  # with more staff than this, a ruin looks beside so many good neighbours only


def ticks(minutes: NDArray[np.float64] | float) -> NDArray[np.int32]:
    """Minutes to whole thousandths."""
    return np.rint(np.asarray(minutes, np.float64) * TICK).astype(np.int32)


def soft(weight: float, instead: float = 0.0) -> float:
    """The weight of a term that has a price; what is hard is seen to in another way."""
    return instead if weight == HARD else weight


def prepare(p: Problem, *, neighbours_too: bool = True) -> Field:
    """The arrays that the search reads."""
    n0, k = p.n_services, p.n_staff
    eaters = np.flatnonzero(p.lunch)
    n = n0 + len(eaters)
    V = np.zeros((n + k, 8), np.int32)
    V[:, lay.PARTNER] = -1
    V[:n0, lay.LOC] = p.place
    V[:n0, lay.DUR] = ticks(p.duration)
    V[:n0, lay.KIND] = np.where(p.hard, lay.IS_HARD, 0)
    V[n0:n, lay.LOC] = -1
    V[n0:n, lay.DUR] = ticks(p.lunch_minutes)
    V[n0:n, lay.KIND] = lay.IS_LUNCH | lay.IS_HARD
    V[n:, lay.LOC] = p.start_place
    width = p.windows.shape[1]
    WIN = np.full((n, 3 * width), lay.NEVER, np.int32)
    used = (~np.isnan(p.windows[:, :, 0])).sum(axis=1)
    V[:n0, lay.NWIN] = used
    V[n0:n, lay.NWIN] = 1
    shorten = p.duration if p.late_at_end else np.zeros(n0)
    for i in range(n0):
        for c in range(used[i]):
            opens, closes = p.windows[i, c]
            WIN[i, 3 * c] = ticks(opens)
            WIN[i, 3 * c + 1] = ticks(closes - shorten[i])
            if c + 1 < used[i]:
                WIN[i, 3 * c + 2] = _jump(p, closes - shorten[i], p.windows[i, c + 1, 0])
    WIN[n0:n, 0] = ticks(p.lunch_window[0])
    WIN[n0:n, 1] = ticks(p.lunch_window[1] - (p.lunch_minutes if p.late_at_end else 0))
    V[:n, lay.OPEN], V[:n, lay.CLOSE] = WIN[:, 0], WIN[:, 1]
    for (i, j), (low, high), same in zip(p.links, p.gaps, p.link_same_staff, strict=True):
        V[i, lay.PARTNER], V[j, lay.PARTNER] = j, i
        V[j, lay.LINK], V[i, lay.LINK] = ticks(low), -ticks(high)
        if same:
            V[i, lay.KIND] |= lay.SAME_STAFF_OK
            V[j, lay.KIND] |= lay.SAME_STAFF_OK
    ST = np.zeros((k, 7), np.int32)
    ST[:, lay.S_FROM], ST[:, lay.S_TO], ST[:, lay.S_MODE] = p.start_place, p.end_place, p.mode
    has_shift = ~np.isnan(p.shift[:, 0])
    shift = np.nan_to_num(p.shift)
    ST[:, lay.S_BEGIN] = np.where(has_shift, ticks(shift[:, 0]), 0)
    ST[:, lay.S_END] = np.where(has_shift, ticks(shift[:, 1]), lay.NEVER)
    ST[:, lay.S_SHIFT] = has_shift
    ST[:, lay.S_LUNCH] = -1
    ST[eaters, lay.S_LUNCH] = np.arange(n0, n)
    OK = np.zeros((n, k), np.uint8)
    OK[:n0] = p.able
    OK[np.arange(n0, n), eaters] = 1
    w = p.weights
    COST = np.zeros((n, k), np.int64)
    COST[:n0] = np.rint(1000 * (soft(w.preference) * p.unwanted + soft(w.continuity) * p.unfamiliar))
    D = ticks(p.travel)
    off = ~np.eye(D.shape[1], dtype=bool)
    E = one(D, D + (ticks(p.changeover)[None, None, :] * off[None]).astype(np.int32))
    dated = p.valid_from is not None or p.valid_to is not None
    FROM = np.zeros((n, k) if dated else (1, 1), np.int32)
    TO = np.full((n, k) if dated else (1, 1), lay.NEVER, np.int32)
    if p.valid_from is not None:
        FROM[:n0] = ticks(np.clip(p.valid_from, 0, 2e6))
    if p.valid_to is not None:
        TO[:n0] = ticks(np.clip(p.valid_to - p.duration[:, None], 0, 2e6))
    hard = max(1.0, w.forbidden)
    minutes = np.array([w.travel, soft(w.tardiness), soft(w.worst_tardiness), HARD, w.waiting, w.overtime, w.idle, w.fairness,
                        1.0, 1.0])  # fmt: skip
    H = np.isinf(minutes).astype(np.float64)
    W = np.where(np.isinf(minutes), hard, minutes)
    FLAG = np.zeros(8, np.int64)
    FLAG[lay.HAS_WAIT] = w.waiting > 0
    FLAG[lay.HAS_EXTRA] = any((w.waiting, w.fairness)) or (
        any((w.overtime, w.idle)) and bool(has_shift.any())
    )
    top = (
        int(WIN[:, 0::3][WIN[:, 0::3] < lay.NEVER].max(initial=0))
        + int(ST[:, lay.S_BEGIN].max(initial=0))
        + int(FROM.max(initial=0))
    )
    far = int(E.max(initial=0))
    span = top + int(V[:n, lay.DUR].sum(dtype=np.int64)) + (n + 1) * far + int(np.abs(ticks(p.gaps)).sum())
    FLAG[lay.HORIZON] = min(span, lay.NEVER - 400_000_000)
    FLAG[lay.HAS_DATED] = dated
    FLAG[lay.HAS_COST] = COST.any()
    FLAG[lay.SIEVE] = not FLAG[lay.HAS_EXTRA] and width == 1
    FLAG[lay.REACH] = REACH if k > MANY else 0
    FLAG[lay.SPAN] = 2 * max(
        1, int(np.where(has_shift, ST[:, lay.S_END] - ST[:, lay.S_BEGIN], 0).max(initial=0))
    )
    GROUP, MEMBER, GDROP = _groups(p, n)
    none = np.full((n, 1), -1, np.int32)
    NEAR, NEXT = neighbours(p, V, WIN, E, OK, n0) if neighbours_too else (none, none)
    DI, EI = (one(M, np.ascontiguousarray(M.transpose(0, 2, 1))) for M in (D, E))
    return Field(V, WIN, ST, D, E, DI, EI, OK, COST, FROM, TO, W, H, FLAG, NEAR, NEXT, GROUP, MEMBER, GDROP)


def one(known: NDArray[np.int32], other: NDArray[np.int32]) -> NDArray[np.int32]:
    """The other array, or the known one when they are equal: half as much for the processor's cache to hold."""
    return known if np.array_equal(known, other) else other


def _jump(p: Problem, closes: float, reopens: float) -> int:
    """From when on waiting for the next window is cheaper than being late for this one."""
    w = p.weights
    price_late = soft(w.tardiness) + soft(w.worst_tardiness)
    price_wait = soft(w.waiting, w.forbidden) + 0.1 * soft(w.travel, w.forbidden)
    grace = (reopens - closes) * price_wait / (price_late + price_wait) if price_late + price_wait else 0.0
    return int(ticks(closes + max(0.0, grace)))


def _groups(p: Problem, n: int) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]:
    """Visits linked with each other stand or fall together; each lunch is a group of its own."""
    n0 = p.n_services
    root = np.arange(p.n_visits)
    for i, j in p.links:
        a, b = root[p.visit[i]], root[p.visit[j]]
        root[root == max(a, b)] = min(a, b)
    names = {int(r): c for c, r in enumerate(np.unique(root))}
    groups = len(names) + n - n0
    GROUP = np.zeros(n, np.int32)
    size = int(max(1, np.bincount([names[int(root[x])] for x in p.visit]).max())) if n0 else 1
    MEMBER = np.full((groups, max(2, size)), -1, np.int32)
    GDROP = np.zeros(groups, np.int64)
    must = np.zeros(groups, np.bool_)
    for i in range(n0):
        g = names[int(root[p.visit[i]])]
        GROUP[i] = g
        MEMBER[g, int((MEMBER[g] >= 0).sum())] = i
    for visit in range(p.n_visits):
        g = names[int(root[visit])]
        cost = p.drop[visit]
        must[g] |= bool(np.isinf(cost))
        GDROP[g] += 0 if np.isinf(cost) else round(1000 * cost)
    GDROP[must] = -1
    for c, i in enumerate(range(n0, n)):
        g = len(names) + c
        GROUP[i], MEMBER[g, 0] = g, i
        GDROP[g] = -1 if p.weights.missed_lunch == HARD else round(1000 * p.weights.missed_lunch)
    return GROUP, MEMBER, GDROP


def neighbours(
    p: Problem,
    V: NDArray[np.int32],
    WIN: NDArray[np.int32],
    E: NDArray[np.int32],
    OK: NDArray[np.uint8],
    n0: int,
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """For each service the best predecessors and successors by travel, waiting and lateness (Vidal et al. 2013)."""
    n = OK.shape[0]
    breadth = max(1, min(BREADTH, n0 - 1))
    NEAR = np.full((n, breadth), -1, np.int32)
    NEXT = np.full((n, breadth), -1, np.int32)
    if n0 < 2:
        return NEAR, NEXT
    far = E.min(axis=0)[np.ix_(p.place, p.place)].astype(np.float64)
    opens, last = WIN[:n0, 0].astype(float), WIN[:n0, 0].astype(float)
    closes = WIN[:n0, 1].astype(float)
    for i in range(n0):
        last[i] = WIN[i, 3 * (V[i, lay.NWIN] - 1)]
        closes[i] = WIN[i, 3 * (V[i, lay.NWIN] - 1) + 1]
    length = V[:n0, lay.DUR].astype(float)
    leave_late = closes + length
    wait = np.maximum(0, opens[None, :] - leave_late[:, None] - far)
    late = np.maximum(0, opens[:, None] + length[:, None] + far - closes[None, :])
    cost = far + 0.2 * wait + 1.0 * late
    together = OK[:n0].astype(np.float32) @ OK[:n0].T.astype(np.float32) > 0
    cost[~together] = np.inf
    np.fill_diagonal(cost, np.inf)
    order = np.argsort(cost, axis=0, kind="stable")[:breadth].T
    NEAR[:n0] = np.where(np.isfinite(np.take_along_axis(cost.T, order, 1)), order, -1)
    order = np.argsort(cost, axis=1, kind="stable")[:, :breadth]
    NEXT[:n0] = np.where(np.isfinite(np.take_along_axis(cost, order, 1)), order, -1)
    return NEAR, NEXT


def blank(f: Field, seed: int) -> State:
    """An empty plan: everybody at the depot, every visit left out."""
    n, k = f.OK.shape
    X = np.zeros((n + k, 8), np.int32)
    X[:, lay.STAFF] = -1
    X[n:, lay.STAFF] = np.arange(k)
    X[n:, lay.PRED] = X[n:, lay.SUCC] = np.arange(n, n + k)
    X[n:, lay.START] = f.ST[:, lay.S_BEGIN]
    Z = np.zeros(lay.N_Z, np.int64)
    Z[lay.DROP] = np.where(f.GDROP < 0, BIG_DROP, f.GDROP).sum()
    size = 1 << int(np.ceil(np.log2(2 * (n + k) + 64)))
    state = (0x9E3779B97F4A7C15 * (2 * seed + 1) + 0x2545F4914F6CDD1D) & 0xFFFFFFFFFFFFFFFF
    return State(
        X=X, WMIN=np.zeros(n, np.int32), INQ=np.zeros(n, np.uint8), Z=Z, ZS=np.zeros(lay.N_Z, np.int64),
        Q=np.zeros(size, np.int32), SEED=np.zeros(6 * n + 64, np.int64),
        PICK=np.zeros((2 * n + 8, 3), np.int64), LOG=np.zeros((6 * n + 64, 4), np.int32),
        LINKS=np.zeros((8 * n + 256, 6), np.int32), R=np.zeros((k, 8), np.int64), DAYS=np.zeros((k, 9), np.int64), L=np.zeros(n + k, np.int32), ALONE=np.zeros(n + k, np.int32), STALE=np.ones(k, np.uint8), PAR=np.zeros(n + k, np.int32),
        OUT=np.zeros(2 * len(f.GDROP) + 2, np.int32), RNG=np.array([state or 1], np.uint64),
    )  # fmt: skip


def bench(f: Field, s: State) -> Bench:
    """Room for the best plan and for falling back."""
    size = len(f.GDROP) + 1
    return Bench(
        s.X.copy(), s.WMIN.copy(), s.Z.copy(), s.X.copy(), s.WMIN.copy(), s.Z.copy(),
        s.R.copy(), np.zeros(size), np.zeros(8, np.int64), np.zeros(8), np.zeros(8, np.int64),
    )  # fmt: skip
