"""Ögonblicksbilden är det som publicerades: nothing rounded, filled in or left out by us."""

from __future__ import annotations

import pytest

from samtid.doors.systems.kolada import snapshot
from samtid.doors.systems.kolada.data import make_data
from samtid.doors.systems.kolada.rules import NATION
from samtid.doors.systems.kolada.words import Gender, Likeness, Missing
from samtid.ground import municipalities

# Read by eye in the source, letter for letter.
PUBLISHED = {
    ("N33001", Gender.TOTAL, "2581", 2020): 2014.138209,
    ("N33001", Gender.TOTAL, NATION, 2020): 2342.333463,
    ("N20001", Gender.TOTAL, NATION, 2010): 16239.982178,
}


@pytest.mark.parametrize("key", PUBLISHED)
def test_recorded_values_are_unchanged(key):
    kpi, gender, code, year = key
    assert snapshot.series(kpi, gender)[code][year] == PUBLISHED[key]


def test_every_chosen_indicator_has_words_values_and_a_group():
    assert len(snapshot.catalogue()) == 49
    for kpi, one in snapshot.catalogue().items():
        assert one.title and one.description and one.name and "(-" not in one.name.replace(" ", ""), kpi
        assert snapshot.years(kpi), kpi
        assert Gender.TOTAL in snapshot.genders(kpi), kpi
        assert snapshot.years(kpi)[-1] == snapshot.LAST_YEAR, kpi
        assert all(mark.year in snapshot.years(kpi) for mark in one.breaks), kpi
        assert snapshot.groups()["2581", one.chosen.likeness].members


def test_a_group_is_of_others_and_of_municipalities_that_are():
    for (code, _), group in snapshot.groups().items():
        assert code not in group.members and len(group.members) == 7
        assert set(group.members) <= set(municipalities.names())


def test_what_has_ended_says_when():
    known = snapshot.catalogue()
    assert {kpi: one.ended for kpi, one in known.items() if one.ended} == {
        "U31463": 2024,
        "U31462": 2024,
        "U35400": 2024,
        "U21401": 2024,
    }
    assert known["U31463"].name.endswith("väntat längre än 14 dagar (%)")


def test_a_gap_in_the_source_is_a_gap_here():
    """Piteå reported no U33401 after 2018 (the source's own README)."""
    own = snapshot.series("U33401")["2581"]
    assert max(own) == 2018 and 2019 not in own
    assert snapshot.missing("2581") is Missing.NOT_REPORTED
    assert snapshot.missing("1980") is Missing.NOT_IN_SNAPSHOT
    assert not any(code.startswith(snapshot.LEFT_OUT) for code in snapshot.series("N33001"))


@pytest.mark.parametrize(
    ("said", "code"),
    [("2581", "2581"), (" piteå ", "2581"), ("Pitea", "2581"), ("Lunds kommun", "1281"), ("Lund", "1281")],
)
def test_a_municipality_is_found_however_it_is_written(said, code):
    assert snapshot.municipality(said) == code


@pytest.mark.parametrize("said", ["", "9999", "Atlantis", "0000", "Riket", "kommun"])
def test_what_is_no_municipality_is_not_found(said):
    assert snapshot.municipality(said) is None


def test_a_search_looks_in_words_key_and_definition():
    found = {kpi for kpi, one in snapshot.catalogue().items() if one.has_words("BARN kostnad")}
    assert "N33001" in found and "N31001" not in found
    assert [kpi for kpi, one in snapshot.catalogue().items() if one.has_words("n33001")] == ["N33001"]


def test_the_names_of_groups_are_read_whole():
    said = make_data.GROUP.fullmatch("Liknande kommuner, övergripande, Upplands-Bro, 2025")
    assert said and said["likeness"] == Likeness.OVERALL and said["name"] == "Upplands-Bro"
