"""Små grupper: whoever subtracts is left with five, or with nothing."""

from __future__ import annotations

from itertools import chain, combinations, product

from hypothesis import given
from hypothesis import strategies as st

from samtid.ground.kernel.stats import SMALLEST, kept_groups, may_tell_share

GROUPS = st.dictionaries(st.integers(0, 12), st.integers(0, 9), max_size=9)


def some(of):
    return chain.from_iterable(combinations(of, size) for size in range(len(of) + 1))


@given(GROUPS)
def test_no_sum_or_difference_of_what_is_told_is_about_fewer_than_five(persons):
    own, together = kept_groups(persons)
    told = [persons[group] for group in own] + (
        [sum(persons[group] for group in together)] if together else []
    )

    # the total is the sum of what is told, so every combination of figures is a sum of some of them
    assert all(sum(part) == 0 or sum(part) >= SMALLEST for part in some(told))


@given(GROUPS)
def test_whoever_knows_a_unit_by_heart_is_left_with_five_or_nothing(persons):
    own, together = kept_groups(persons)
    for insider, count in persons.items():
        if insider in together:
            assert sum(persons[group] for group in together) - count >= SMALLEST
        if insider in own:
            assert all(persons[group] >= SMALLEST for group in own - {insider})


def test_everything_is_tried_for_small_towns():
    """All towns of four units with at most five persons in each: one who knows the method learns nobody's number."""
    seen: dict[object, list[tuple[int, ...]]] = {}
    for town in product(range(6), repeat=4):
        persons = dict(enumerate(town))
        own, together = kept_groups(persons)
        told = (
            tuple((group, persons[group]) for group in sorted(own)),
            tuple(sorted(together)),
            sum(persons[group] for group in together),
        )
        seen.setdefault(told, []).append(town)
    for towns in seen.values():
        for unit in range(4):
            values = {town[unit] for town in towns}
            assert len(values) > 1 or min(values) >= SMALLEST


def test_a_share_of_few_or_of_nearly_all_is_not_told():
    assert not may_tell_share(3, 20)
    assert not may_tell_share(20, 3)
    assert may_tell_share(0, 20)
    assert may_tell_share(9, 12)


def test_a_share_is_not_told_when_one_who_knows_a_part_is_left_with_few():
    assert not may_tell_share(9, 30, [(7, 10), (2, 20)])
    assert may_tell_share(15, 30, [(7, 10), (8, 20)])
