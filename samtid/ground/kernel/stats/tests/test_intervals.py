"""Wilson's interval."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samtid.ground.kernel.stats import share_interval


def test_a_published_value():
    # Newcombe 1998 (Statistics in Medicine 17:857), table I, method 3: 81 of 263
    low, high = share_interval(81, 263)

    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)


def test_none_and_all_keep_within_zero_and_one():
    assert share_interval(0, 20)[0] == 0
    assert share_interval(20, 20)[1] == 1
    assert round(share_interval(0, 20)[1], 4) == 0.1611  # Newcombe 1998, 0 of 20


@given(st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_it_holds_the_share_and_mirrors(pair):
    hits, of = pair
    low, high = share_interval(hits, of)
    other_low, other_high = share_interval(of - hits, of)

    assert 0 <= low <= hits / of <= high <= 1
    assert other_low == pytest.approx(1 - high, abs=1e-9)
    assert other_high == pytest.approx(1 - low, abs=1e-9)


def test_it_covers_the_truth_about_as_often_as_it_says():
    draw, covered = random.Random(1), 0
    for _ in range(2000):
        hits = sum(draw.random() < 0.85 for _ in range(40))
        low, high = share_interval(hits, 40)
        covered += low <= 0.85 <= high
    assert 0.93 < covered / 2000 < 0.975
