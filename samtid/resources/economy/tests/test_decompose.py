"""En skillnad i pengar delas upp så att delarna är hela skillnaden."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samtid.resources.economy.rules.decompose import (
    FACTORS,
    NOTHING,
    UNCHANGED,
    Amount,
    Split,
    decompose,
)


def amounts():
    some = st.builds(
        Amount,
        st.integers(1, 500),
        st.integers(1, 100_000).map(Fraction),
        st.integers(0, 10**11),
    )
    return st.dictionaries(st.sampled_from("abcde"), st.one_of(st.just(NOTHING), some))


@given(amounts(), amounts())
def test_the_parts_sum_to_the_difference_to_the_ore(before, after):
    found = decompose(before, after)
    assert set(found) == {*before, *after}
    for kind, split in found.items():
        assert split.total == after.get(kind, NOTHING).ore - before.get(kind, NOTHING).ore


@given(amounts(), amounts())
def test_backwards_is_the_same_with_the_sign_turned(before, after):
    forwards, backwards = decompose(before, after), decompose(after, before)
    for kind, split in forwards.items():
        for factor in FACTORS:
            # where nothing differs in all, the last öre has no sign to turn
            assert abs(getattr(split, factor) + getattr(backwards[kind], factor)) <= (
                1 if split.total == 0 else 0
            )


@given(amounts())
def test_what_has_not_changed_has_no_parts(same):
    assert all(split == UNCHANGED for split in decompose(same, same).values())


def one(persons, units, kronor):
    return Amount(persons, Fraction(units), kronor * 100)


def test_only_the_price_rose():
    found = decompose({"hvb": one(10, 1000, 6_000_000)}, {"hvb": one(10, 1000, 6_600_000)})
    assert found["hvb"] == Split(0, 0, 0, 60_000_000)


def test_only_the_time_was_longer():
    found = decompose({"hvb": one(10, 1000, 6_000_000)}, {"hvb": one(10, 1200, 7_200_000)})
    assert found["hvb"] == Split(0, 0, 120_000_000, 0)


def test_only_more_came():
    found = decompose({"hvb": one(10, 1000, 6_000_000)}, {"hvb": one(12, 1200, 7_200_000)})
    assert found["hvb"] == Split(120_000_000, 0, 0, 0)


def test_as_many_but_more_of_them_in_the_dear_kind_is_mix():
    before = {"hvb": one(5, 500, 3_000_000), "home": one(5, 500, 500_000)}
    after = {"hvb": one(8, 800, 4_800_000), "home": one(2, 200, 200_000)}
    found = decompose(before, after)
    assert found["hvb"] == Split(0, 180_000_000, 0, 0)
    assert found["home"] == Split(0, -30_000_000, 0, 0)


def test_a_kind_that_begins_or_ends_makes_up_no_price_and_no_time():
    begun = decompose(
        {"home": one(5, 500, 500_000)}, {"home": one(5, 500, 500_000), "hvb": one(5, 50, 300_000)}
    )
    assert begun["hvb"].duration == begun["hvb"].price == 0
    assert begun["hvb"].total == 30_000_000
    ended = decompose({"hvb": one(5, 50, 300_000)}, {})
    assert ended["hvb"] == Split(-30_000_000, 0, 0, 0) or ended["hvb"].duration == ended["hvb"].price == 0
    assert ended["hvb"].total == -30_000_000


@pytest.mark.parametrize("wrong", [(-1, 1, 1), (1, -1, 1), (1, 1, -1), (0, 0, 5), (3, 0, 5)])
def test_money_for_nothing_is_refused(wrong):
    with pytest.raises(ValueError, match="nothing"):
        Amount(wrong[0], Fraction(wrong[1]), wrong[2])
