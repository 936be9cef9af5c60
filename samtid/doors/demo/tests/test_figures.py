"""The figures say what is measured, fill the gaps in order, and know every municipality."""

from __future__ import annotations

import pytest

from samtid.doors.demo.figures import KOLADA, Figures, UnknownMunicipality, municipalities


def test_piteas_figures_are_those_published() -> None:
    figures = Figures.of("2581")

    assert (figures.name, figures.county, figures.population) == ("Piteå", "Norrbottens län", 42362)
    assert figures.values["home_care_clients"].measured
    assert round(figures["home_care_clients"]) == 555
    assert figures["money_households"] == 461
    assert figures.ages["80+"].value == 2571
    assert {"Piteå", "Öjebyn", "Hortlax"} <= {place.name for place in figures.places}


def test_a_planning_value_is_not_called_measured() -> None:
    reports = Figures.of("2581").values["child_reports"]

    assert not reports.measured
    assert KOLADA not in reports.source


@pytest.mark.parametrize("code", ["1904", "1907", "1960", "1980", "1984"])
def test_the_kept_back_county_gets_the_nations_shares_and_says_so(code: str) -> None:
    figures = Figures.of(code)

    assert not any(value.measured for value in figures.values.values())
    assert figures.values["home_care_clients"].source.startswith("Riket")
    assert figures.population == int(municipalities()[code]["population_2022"])


def test_every_municipality_has_figures_and_places() -> None:
    for code in municipalities():
        figures = Figures.of(code)
        assert figures.places
        assert all(value.value >= 0 and value.source for value in figures.values.values())

    assert len(municipalities()) == 290


@pytest.mark.parametrize("code", ["9999", "", "258", "Piteå"])
def test_an_unknown_code_gives_a_clear_sentence(code: str) -> None:
    with pytest.raises(UnknownMunicipality, match="Det finns ingen svensk kommun med koden"):
        Figures.of(code)
