"""A line about a child: name and age, and nothing of it lost."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samtid.base.people.rules import age_said, read_line

ON = date(2026, 11, 30)


@pytest.mark.parametrize(
    "line, name, number, age, rest",
    [
        ("Max, 9 år", "Max", "", "9 år", ""),
        ("Alva, 7 år", "Alva", "", "7 år", ""),
        ("Max Berg, 9 år", "Max Berg", "", "9 år", ""),
        ("Max Berg 9 år", "Max Berg", "", "9 år", ""),
        ("Max Berg (9 år)", "Max Berg", "", "9 år", ""),
        ("Max Berg, 9", "Max Berg", "", "9 år", ""),
        ("Max 9", "Max", "", "9 år", ""),
        ("9 år, Max", "Max", "", "9 år", ""),
        ("Max 9-åring", "Max", "", "9-åring", ""),
        ("Lilla Ines, 8 månader", "Lilla Ines", "", "8 månader", ""),
        ("Elin ca 12 år", "Elin", "", "ca 12 år", ""),
        ("Lo 20150101", "Lo", "", "född 2015-01-01", ""),
        ("Lo, född 1 januari 2015", "Lo", "", "född 2015-01-01", ""),
        ("Lo född 2015", "Lo", "", "född 2015", ""),
        ("Lo f. 2015", "Lo", "", "född 2015", ""),
        ("Alva Nyström 20120314-2391", "Alva Nyström", "20120314-2391", "", ""),
        ("201203142391 Alva Nyström", "Alva Nyström", "201203142391", "", ""),
        ("Alva Nyström, 120314-2391, 14 år", "Alva Nyström", "120314-2391", "14 år", ""),
        ("- Max Berg", "Max Berg", "", "", ""),
        ("1. Max Berg", "Max Berg", "", "", ""),
        ("Max Berg, 9 år, går på Backenskolan", "Max Berg", "", "9 år", "går på Backenskolan"),
        ("Anna-Lena O’Brien, 3 år", "Anna-Lena O’Brien", "", "3 år", ""),
        ("محمد علي، ٩ år", "محمد علي", "", "9 år", ""),
        ("4 barn till", "", "", "", "4 barn till"),
        ("flera småsyskon, vet inte namn", "", "", "", "flera småsyskon, vet inte namn"),
        ("?", "", "", "", "?"),
    ],
)
def test_what_a_line_says(line, name, number, age, rest):
    said = read_line(line, on=ON)
    assert (said.name, said.number, said.age, said.rest) == (name, number, age, rest)


@given(st.text(max_size=60).map(lambda text: " ".join(text.split())))
def test_no_line_fails_and_an_age_is_never_a_number(line):
    said = read_line(line, on=ON)
    assert said.is_clear or said.rest == said.line
    assert not said.number or len(said.number) >= 10


@pytest.mark.parametrize(
    "said, age", [("9", "9 år"), ("9 år", "9 år"), ("född 2015", "född 2015"), ("20120314-2391", "")]
)
def test_an_age_in_the_field_for_a_number_is_an_age(said, age):
    assert age_said(said, on=ON) == age
