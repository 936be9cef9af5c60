"""The best places for a service, against every place weighed one by one."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from samtid.ground.kernel.plan import _layout as lay
from samtid.ground.kernel.plan import _links, _scan
from samtid.ground.kernel.plan._insert import fix
from samtid.ground.kernel.plan.solve import Search

from .make import chance

NOBODY = np.int64(-1)


def taken_out(search: Search, u: int) -> None:
    """Take ``u`` out of its route and settle the clocks."""
    f, s = search.field, search.state
    _links.take(f.V, f.ST, f.D, f.COST, s.X, s.WMIN, s.Z, s.SEED, s.LINKS, s.WMIN.shape[0], np.int64(u))
    fix(f, s, s.WMIN.shape[0], 1e300)


@settings(max_examples=60, deadline=None)
@example(seed=108430, rich=True, rooms=1, bounded=False, draw=1)  # late by a delegation that ends
@example(seed=53343, rich=True, rooms=1, bounded=False, draw=355)  # a delay into the next window
@given(
    seed=st.integers(0, 2**32 - 1),
    rich=st.booleans(),
    rooms=st.sampled_from((1, 4)),
    bounded=st.booleans(),
    draw=st.integers(0, 10**6),
)
def test_the_best_places_are_the_best_of_all(
    seed: int, rich: bool, rooms: int, bounded: bool, draw: int
) -> None:
    search = Search(chance(seed, rich=rich), seed)
    f, s = search.field, search.state
    n = s.WMIN.shape[0]
    placed = [u for u in range(n) if s.X[u, lay.STAFF] >= 0 and f.V[u, lay.PARTNER] < 0]
    if not placed:
        return
    u = np.int64(placed[draw % len(placed)])
    taken_out(search, int(u))
    s.X[u, lay.FLOOR] = f.WIN[u, 0]
    every = []
    for p in range(n + f.ST.shape[0]):
        k = int(s.X[p, lay.STAFF]) if p < n else p - n
        if k >= 0 and f.OK[u, k]:
            every.append(_scan.weigh(f, s, n, u, NOBODY, np.int64(0), np.int64(p), _scan.FAR)[0])
    every.sort()
    bound = every[len(every) // 2] if bounded and every else _scan.FAR
    spots, prices, clocks = np.zeros(rooms, np.int64), np.zeros(rooms), np.zeros(rooms, np.int64)
    zero = np.int64(0)
    found = _scan.scan(f, s, n, u, NOBODY, zero, NOBODY, zero, bound, zero, spots, prices, clocks)
    assert prices[:found].tolist() == [price for price in every if price < bound][:rooms]
    assert len(set(spots[:found].tolist())) == found


def test_a_place_is_overlooked_by_every_look_in_one_scan_or_by_none() -> None:
    skipped = [[_scan.overlooked(p, 2, salt) for p in range(4000)] for salt in (1, 2, 3_000_000_000)]
    assert [_scan.overlooked(p, 2, 1) for p in range(4000)] == skipped[0]
    assert all(20 < sum(one) < 120 for one in skipped)  # two of 128
    assert skipped[0] != skipped[1]
