"""The sieve refuses only what exact counting would refuse: with it and without it, a search goes the same way."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from samtid.ground.kernel.plan import _anneal, audit
from samtid.ground.kernel.plan import _layout as lay
from samtid.ground.kernel.plan.solve import LADDER, MOVES, TEAR, Search

from .make import chance

ONLY_MOVES = np.array((*MOVES, 0, *TEAR[1:]), np.int64)


def walk(seed: int, heat: float, *, pairs: bool, sieve: bool) -> Search:
    """Five thousand trials from the first plan."""
    day = chance(seed, rich=False, visits=9)
    if not pairs:
        day = replace(day, links=np.zeros((0, 2), int), gaps=np.zeros((0, 2)), link_same_staff=None)
    search = Search(day, seed)
    assert search.field.FLAG[lay.SIEVE] == 1
    search.field.FLAG[lay.SIEVE] = sieve
    search.out[2:] = 0
    _anneal.anneal(search.field, search.state, search.bench, ONLY_MOVES, LADDER, heat, 0.0, 5_000, search.out)
    return search


HEATS = st.sampled_from((10.0, 300.0, 3e3, 3e4))


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), heat=HEATS)
def test_without_pairs_the_search_goes_the_same_way(seed: int, heat: float) -> None:
    one, two = (walk(seed, heat, pairs=False, sieve=on) for on in (True, False))
    assert one.state.RNG[0] == two.state.RNG[0]
    assert np.array_equal(one.state.X[:, : lay.FLOOR], two.state.X[:, : lay.FLOOR])
    assert one.out[3] == two.out[3]  # taken
    assert one.out[2] <= two.out[2]  # tried


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), heat=HEATS)
def test_with_pairs_every_sum_is_still_exact(seed: int, heat: float) -> None:
    search = walk(seed, heat, pairs=True, sieve=True)
    assert audit.differences(search.field, search.state) == []


def test_most_trials_that_come_to_nothing_are_stopped_by_it() -> None:
    """Near the end of a search more than half of what would be tried is dropped before the routes are touched."""
    search = walk(5, 10.0, pairs=True, sieve=True)
    without = walk(5, 10.0, pairs=True, sieve=False)
    assert search.out[2] < 0.5 * without.out[2]


def test_days_with_more_terms_or_windows_are_tried_without_it() -> None:
    assert Search(chance(3, rich=True), 1).field.FLAG[lay.SIEVE] == 0
