"""Ingen pekas ut: the field refuses whatever the table bars."""

from __future__ import annotations

import re

import pytest

from samtid.ground.unnamed import KEY_IN_TABLE, NUMBER_IN_TABLE, obstacles_to_text


@pytest.mark.parametrize(
    "said", ["1000000000kr", "850000 2027kr", "1234567890kr", "20120314-2391", "a8503142391b"]
)
def test_what_the_table_bars_is_refused_at_the_field(said):
    assert re.search(NUMBER_IN_TABLE, said)
    [found] = obstacles_to_text(said, "text")
    assert found.field == "text"


@pytest.mark.parametrize("said", ["850 000 kr", "Plan 2027–2029", "§ 12 den 18 november 2026"])
def test_sums_years_and_paragraphs_are_written(said):
    assert not obstacles_to_text(said, "text")


def test_a_key_is_told_from_a_text_that_holds_one():
    key = "12345678-9012-4000-8000-123456789012"
    assert re.search(KEY_IN_TABLE, key)
    assert not re.search(KEY_IN_TABLE, f"Se {key}")
