"""Adresser som finns kvar: what is remembered is what Django would have answered."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.urls import NoReverseMatch, reverse
from hypothesis import given
from hypothesis import strategies as st

from samtid.base.look.addresses import address


@given(st.uuids())
def test_an_address_with_a_key_is_djangos(key: UUID) -> None:
    assert address("desk:dossier", key) == reverse("desk:dossier", args=[key])


@given(st.integers(0, 10**9))
def test_an_address_with_a_number_is_djangos(number: int) -> None:
    assert address("desk:unit", number) == reverse("desk:unit", args=[number])


def test_a_word_and_none_at_all_too() -> None:
    assert address("law:rule", "CH-02") == reverse("law:rule", args=["CH-02"])
    assert address("desk:day") == reverse("desk:day")


@pytest.mark.parametrize("wrong", ["ett/två", UUID(int=0), -1, None])
def test_what_django_refuses_is_refused(wrong: object) -> None:
    with pytest.raises(NoReverseMatch):
        address("desk:unit", wrong)


def test_an_address_below_another_sites_path_is_not_mixed_up(settings) -> None:
    from django.urls import set_script_prefix

    key = UUID(int=7)
    plain = address("desk:dossier", key)
    try:
        set_script_prefix("/samtid/")
        assert address("desk:dossier", key) == "/samtid" + plain
    finally:
        set_script_prefix("/")
    assert address("desk:dossier", key) == plain
