"""What an identity number tells, and what a protection hides."""

from __future__ import annotations

import csv
import gzip
import re
from datetime import date, timedelta
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
    sought_number,
    speaks_for_self,
)
from samtid.base.people.words import NumberKind, Protection
from samtid.ground.law.days import due
from samtid.ground.law.limits import AtAge
from samtid.ground.reasons import Obstacle
from tests.log_in import stepped_out

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
    "said", ["0707767604", "070-776 76 04", "070 776 76 04", "+46707767604", "0046707767604"]
)
def test_a_mobile_number_is_not_taken_for_a_person(said):
    refused = read_number(said, on=TODAY)
    assert isinstance(refused, Obstacle)
    assert "ser ut som ett" in refused.text


def test_what_looks_like_a_telephone_number_is_taken_when_it_is_written_as_a_person():
    mobile = "0707767604"  # a mobile number whose last digit happens to fit
    for said in (f"20{mobile[:6]}-{mobile[6:]}", f"20{mobile}", f"{mobile[:6]}-{mobile[6:]}"):
        found = read_number(said, on=TODAY)
        assert isinstance(found, Number)
        assert (found.kind, found.born_on) == (NumberKind.SAMORDNINGSNUMMER, date(2007, 7, 16))


def test_a_coordination_number_that_begins_as_an_area_code_does_is_asked_about_without_a_sign():
    # 16 as a day is 76: no mobile beginning, but ten digits with a nought first
    ten = with_control("010576123")
    assert isinstance(read_number(ten, on=TODAY), Obstacle)
    assert isinstance(read_number(f"{ten[:6]}-{ten[6:]}", on=TODAY), Number)
    other = with_control("910576123")
    assert isinstance(read_number(other, on=TODAY), Number), "no telephone number begins so"


def test_a_child_born_in_the_two_thousands_may_be_written_without_a_sign():
    assert isinstance(read_number("0503142390", on=TODAY), Obstacle | Number)
    for row in official("test_personnummer.csv.gz"):
        number = row["number"]
        if number.startswith("20") and number[2:4] != "07":
            assert isinstance(read_number(number[2:], on=TODAY), Number), number


def with_control(nine: str) -> str:
    """Nine digits and the control digit that fits them."""
    total = sum(sum(divmod(int(sign) * (2 - place % 2), 10)) for place, sign in enumerate(nine))
    return f"{nine}{-total % 10}"


@pytest.mark.parametrize("day", ["0060", "0576", "0072", "0360"])
def test_a_samordningsnummer_may_leave_the_birthday_open(day):
    found = read_number(f"19{with_control(f'70{day}239')}", on=TODAY)
    assert isinstance(found, Number)
    assert found.kind == NumberKind.SAMORDNINGSNUMMER
    assert found.born_on == (date(1970, 5, 16) if day == "0576" else None)


@pytest.mark.parametrize("day", ["1360", "0092", "0059", "0000"])
def test_a_day_that_no_number_has_is_refused(day):
    assert isinstance(read_number(f"19{with_control(f'70{day}239')}", on=TODAY), Obstacle)


@pytest.mark.parametrize(
    "said", ["20120314–2391", "20120314 - 2391", "２０１２０３１４-２３９１", "2012\u00a00314\u00a02391"]
)
def test_dashes_spaces_and_digits_of_any_kind_are_read(said):
    found = read_number(said, on=TODAY)
    assert isinstance(found, Number) and found.value == "201203142391"


@given(st.dates(date(1930, 1, 1), date(2026, 1, 1)), st.sampled_from([12, 13, 15, 16, 18, 20, 21]))
def test_one_turns_so_old_on_the_day_that_the_law_says(born, years):
    day = due(born, AtAge(years)).legal
    assert age(born, day) == years
    assert age(born, day - timedelta(days=1)) == years - 1


def test_a_leap_day_child_is_grown_on_the_28th():
    born = date(2008, 2, 29)
    assert due(born, AtAge(18)).legal == date(2026, 2, 28)
    assert not is_child(born, date(2026, 2, 28))
    assert is_child(born, date(2026, 2, 27))


def test_an_unknown_age_has_one_answer_and_the_unborn_are_children():
    assert age(None, TODAY) is None and not is_child(None, TODAY) and speaks_for_self(None, TODAY)
    ahead = TODAY + timedelta(days=60)
    assert age(ahead, TODAY) is None and is_child(ahead, TODAY) and not speaks_for_self(ahead, TODAY)


@pytest.mark.parametrize(
    "words, number",
    [
        ("20120314-2391", "201203142391"),
        ("120314–2391", "1203142391"),
        ("120314", "120314"),
        ("22950606fh20", "22950606FH20"),
        ("Alva", None),
        ("12", None),
        ("²0120314", None),
    ],
)
def test_what_is_sought_is_a_number_or_words(words, number):
    assert sought_number(words) == number


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
    with (
        stepped_out(),
        connection.cursor() as cursor,
    ):  # of those one may not see the database says it: the same
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
