"""The rules of who is believed, without a provider."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samtid.doors.systems.oidc.rules import (
    Demand,
    is_personal_number,
    obstacles_to_believing,
    obstacles_to_level,
    obstacles_to_linking,
)
from samtid.doors.systems.oidc.words import HIGH_ENOUGH, Assurance

ASKED = Demand("https://idp.example", "samtid", "n-0S6_WzA2Mj", frozenset(HIGH_ENOUGH), 3600)
NOW = 1_700_000_000.0
GOOD = {
    "iss": "https://idp.example",
    "aud": "samtid",
    "nonce": "n-0S6_WzA2Mj",
    "exp": NOW + 300,
    "iat": NOW - 1,
    "auth_time": NOW - 30,
    "sub": "employee-1",
    "acr": str(Assurance.LOA3),
}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def test_a_whole_token_is_believed():
    assert obstacles_to_believing(GOOD, ASKED, NOW) == []
    assert obstacles_to_level(GOOD, HIGH_ENOUGH) == []


@pytest.mark.parametrize("claim", ["iss", "aud", "nonce", "exp", "iat", "auth_time", "sub"])
@given(value=ANYTHING)
def test_a_claim_that_is_missing_or_anything_else_is_refused_and_never_an_error(claim, value):
    without = {name: said for name, said in GOOD.items() if name != claim}
    assert obstacles_to_believing(without, ASKED, NOW)
    found = obstacles_to_believing(GOOD | {claim: value}, ASKED, NOW)
    if isinstance(value, str | list | dict | bool | None) and not (
        claim == "sub" and value and isinstance(value, str)
    ):
        assert found or value == GOOD[claim]


@given(level=ANYTHING)
def test_no_other_level_is_high_enough(level):
    is_known = isinstance(level, str) and level in HIGH_ENOUGH
    assert bool(obstacles_to_level({"acr": level}, HIGH_ENOUGH)) is not is_known


@pytest.mark.parametrize("level", [word for word in Assurance if word not in HIGH_ENOUGH])
def test_a_level_below_three_is_never_accepted_even_when_listed(level):
    assert obstacles_to_level({"acr": str(level)}, {str(level)})


@pytest.mark.parametrize("text", ["201203142391", "120314-2391", "20120314-2391", "1203142391"])
def test_personal_numbers_are_known(text):
    assert is_personal_number(text)
    assert obstacles_to_linking("https://idp.example", text)


@pytest.mark.parametrize("text", ["201203142390", "201213142391", "employee-1", "", "4711", "1203142391x"])
def test_other_names_are_not_personal_numbers(text):
    assert not is_personal_number(text)


def test_a_link_needs_a_secure_issuer():
    assert obstacles_to_linking("http://idp.example", "employee-1")
    assert not obstacles_to_linking("https://idp.example", "employee-1")
