"""What an identity number tells, and what a protection hides."""

from __future__ import annotations

import csv
import gzip
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import samtid.doors.demo
from samtid.base.people import rules
from samtid.base.people.rules import (
    Number,
    age,
    hidden_fields,
    hidden_near,
    is_child,
    read_number,
    speaks_for_self,
)
from samtid.base.people.words import NumberKind, Protection
from samtid.ground.reasons import Obstacle

TODAY = date(2026, 11, 21)
DATA = Path(samtid.doors.demo.__file__).parent / "data"


def official(name: str) -> list[dict[str, str]]:
    """Skatteverket's published test numbers, as shipped with the demo."""
    with gzip.open(DATA / name, "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_official_test_number_is_read():
    for row in official("test_personnummer.csv.gz"):
        found = read_number(row["number"], on=TODAY)
        assert isinstance(found, Number), row
        assert found.kind == NumberKind.PERSONNUMMER


def test_a_samordningsnummer_is_told_apart():
    for row in official("test_samordningsnummer.csv.gz")[:200]:
        found = read_number(row["number"], on=TODAY)
        if isinstance(found, Number):
            assert found.kind == NumberKind.SAMORDNINGSNUMMER


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("20120314-2391", "201203142391"),
        ("120314-2391", "201203142391"),
        ("201203142391", "201203142391"),
        (" 20120314 2391 ", "201203142391"),
        ("22950606FH20", "22950606FH20"),
    ],
)
def test_a_number_is_kept_as_twelve_signs_however_it_is_said(said, kept):
    found = read_number(said, on=TODAY)
    assert isinstance(found, Number)
    assert found.value == kept


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("", "Skriv ett personnummer"),
        ("2012", "tio eller tolv"),
        ("20120314-2392", "kontrollsiffra"),
        ("20121314-2391", "kontrollsiffra"),
        ("abc", "tio eller tolv"),
        ("950606FH20", "Ett reservnummer har tolv tecken"),
    ],
)
def test_a_wrong_number_says_why(said, sentence):
    found = read_number(said, on=TODAY)
    assert isinstance(found, Obstacle)
    assert sentence in found.text
    assert found.field == "number"


@given(st.text(max_size=20))
def test_no_text_makes_the_reader_fail(text):
    assert isinstance(read_number(text, on=TODAY), Number | Obstacle)


@given(st.dates(date(1900, 1, 1), TODAY), st.dates(TODAY, date(2100, 1, 1)))
def test_age_grows_by_one_on_the_birthday(born, later):
    years = age(born, later)
    assert years is not None and years >= 0
    if (born.month, born.day) == (later.month, later.day):
        before = age(born, date.fromordinal(later.toordinal() - 1))
        assert before == years - 1 or born == later


def test_a_child_is_under_eighteen_and_speaks_for_itself_at_fifteen():
    assert is_child(date(2008, 11, 22), TODAY)
    assert not is_child(date(2008, 11, 21), TODAY)
    assert speaks_for_self(date(2011, 11, 21), TODAY)
    assert not speaks_for_self(date(2011, 11, 22), TODAY)


@pytest.mark.parametrize("level", [level for level in Protection if level != Protection.NONE])
def test_every_protection_hides_every_place(level):
    assert {"address", "postcode", "locality", "phone", "school"} <= hidden_fields(level)


@pytest.mark.parametrize("level", [level for level in Protection if level != Protection.NONE])
def test_near_a_protected_person_the_places_of_the_others_are_hidden_too(level):
    assert hidden_near(level, Protection.NONE) == hidden_fields(level) == hidden_near(Protection.NONE, level)
    assert not hidden_near(Protection.NONE, Protection.NONE)


def test_those_near_are_shown_by_what_knows_whom_they_are_near():
    """``shown`` knows one person only: of a relation's other it would tell where a protected child lives."""
    bare = re.compile(r"shown\([\w.]*\bother,|\.other\.(address|postcode|locality|phone|school)\b")
    root = Path(__file__).parents[3]
    files = [*root.rglob("*.html"), *root.rglob("*.py")]
    assert len(files) > 100
    faults = [str(file) for file in files if bare.search(file.read_text()) and "tests" not in file.parts]
    assert not faults


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("Alva Nyström", "Nyström, Alva", True),
        ("Alva", "Alva Maria Nyström", True),
        ("ALVA NYSTRÖM", "alva nyström", True),
        ("Anna-Karin Ek", "Anna Karin Ek", True),
        ("Nystro\u0308m", "Nyström", True),
        ("Alva Ek", "Alva Nyström", False),
        ("", "Alva", None),
        ("Okänt", "Alva", None),
        ("Okänt Ek", "Alva Nyström", False),
    ],
)
def test_names_are_the_same_however_they_are_written(one, other, verdict, db):
    from django.db import connection

    assert rules.same(one, other) is verdict
    assert rules.same(other, one) is verdict
    with connection.cursor() as cursor:  # of those one may not see the database says it: the same
        cursor.execute("reset role")
        cursor.execute("select access.same_words(%s, %s)", [one, other])
        assert cursor.fetchone() == (verdict,)


def test_what_differs_is_confirmed_with_a_reason():
    held = {
        "name": "Alva Nyström",
        "number": "201203142391",
        "born_on": "2012-03-14",
        "address": "Storgatan 1",
    }
    alike = rules.beside({"name": "Alva", "number": "1203142391", "address": "Storgatan 1, Piteå"}, held)
    assert [one.same for one in alike] == [True, True, None, True]
    assert not rules.obstacles_to_confirming(alike, "")
    other = rules.beside({"name": "Ali Nyström", "number": "201203142391"}, held)
    [obstacle] = rules.obstacles_to_confirming(other, "ja")
    assert "namn" in obstacle.text and obstacle.field == "reason"
    assert not rules.obstacles_to_confirming(other, "Har bytt förnamn.")
    hidden = rules.beside({"name": "Ali"}, None, {"name": False, "born_on": True})
    assert [(one.held, one.same) for one in hidden] == [(None, False), (None, True)]
    assert rules.obstacles_to_confirming(hidden, "") and not rules.beside({"name": "Ali"}, None)
