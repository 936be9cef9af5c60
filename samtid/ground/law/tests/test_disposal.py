"""How long a file is kept: the longest rule wins, and what is unknown is never disposed of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samtid.ground.law import retention
from samtid.ground.law.disposal import Disposal, File, Material, disposal, is_in_research_sample

PITEA, LULEA, GOTEBORG, VISBY, SUNDSVALL, LINKOPING = "2581", "2580", "1480", "0980", "2281", "0580"

ORDINARY = File(
    municipality=PITEA,
    last_note_on=date(2026, 2, 10),
    closed_on=date(2026, 2, 10),
    born_on=date(1980, 3, 7),
)
DAYS = st.dates(date(2022, 7, 1), date(2060, 12, 31))


def test_an_ordinary_file_goes_five_years_after_the_last_note() -> None:
    assert disposal(ORDINARY) == Disposal(date(2031, 2, 10), date(2032, 12, 31), (retention.PERSONAL_FILE,))


def test_a_childs_investigation_is_kept_until_the_child_is_thirty() -> None:
    child = replace(ORDINARY, born_on=date(2018, 3, 7), materials=frozenset({Material.CHILD_INVESTIGATION}))

    found = disposal(child)

    assert (found.starts, found.grounds) == (date(2048, 3, 7), (retention.CHILD_INVESTIGATION,))
    assert not found.is_due(date(2048, 3, 6))
    assert found.is_due(date(2048, 3, 7))


def test_a_case_closed_before_15_january_2026_is_not_covered_by_thirty_years() -> None:
    child = replace(
        ORDINARY,
        born_on=date(2018, 3, 7),
        materials=frozenset({Material.CHILD_INVESTIGATION}),
        last_note_on=date(2026, 1, 14),
        closed_on=date(2026, 1, 14),
    )

    assert disposal(child).starts == date(2031, 1, 14)


def test_a_report_that_was_not_opened_goes_after_five_years() -> None:
    child = replace(ORDINARY, born_on=date(2018, 3, 7), materials=frozenset({Material.REPORT_NOT_OPENED}))

    assert disposal(child).starts == date(2031, 2, 10)


def test_an_old_note_in_a_young_childs_file_does_not_shorten_the_thirty_years() -> None:
    almost_thirty = replace(
        ORDINARY, born_on=date(1997, 3, 7), materials=frozenset({Material.CHILD_INVESTIGATION})
    )

    assert disposal(almost_thirty).starts == date(2031, 2, 10)


@pytest.mark.parametrize("material", [Material.PARENTHOOD, Material.ADOPTION, Material.PLACED_CHILD])
def test_parenthood_adoption_and_placed_children_are_kept_for_ever(material: Material) -> None:
    found = disposal(replace(ORDINARY, materials=frozenset({material, Material.CHILD_INVESTIGATION})))

    assert (found.starts, found.grounds) == (None, (retention.NEVER,))
    assert not found.is_due(date(2999, 1, 1))


def test_a_custody_agreement_is_kept_until_eighteen() -> None:
    baby = replace(ORDINARY, born_on=date(2025, 3, 7), materials=frozenset({Material.CUSTODY_AGREEMENT}))

    assert disposal(baby).starts == date(2043, 3, 7)


@pytest.mark.parametrize("number", [5, 15, 25])
def test_elsewhere_those_born_on_the_5th_15th_or_25th_are_kept(number: int) -> None:
    found = disposal(replace(ORDINARY, born_on=date(1980, 3, number)))

    assert (found.starts, found.grounds) == (None, (retention.RESEARCH_SAMPLE,))


@pytest.mark.parametrize("municipality", [GOTEBORG, VISBY, SUNDSVALL, LINKOPING])
def test_some_counties_and_goteborg_keep_everything(municipality: str) -> None:
    assert disposal(replace(ORDINARY, municipality=municipality)).grounds == (retention.RESEARCH_SAMPLE,)
    assert disposal(replace(ORDINARY, municipality=municipality, born_on=None)).unclear == ""


@pytest.mark.parametrize("municipality", [PITEA, LULEA, "1481"])
def test_norrbotten_and_goteborgs_neighbours_use_the_sample(municipality: str) -> None:
    assert is_in_research_sample(municipality, date(1980, 3, 7)) is False


def test_a_file_without_a_day_of_birth_is_not_disposed_of() -> None:
    found = disposal(replace(ORDINARY, born_on=None))

    assert found.starts is None
    assert "Födelsedagen är inte känd" in found.unclear


def test_nothing_goes_while_a_compilation_holds_the_person() -> None:
    assert disposal(replace(ORDINARY, compilation_open=True)).starts is None
    assert disposal(replace(ORDINARY, compilation_ended_on=date(2028, 1, 1))).starts == date(2033, 1, 1)


@given(
    born_on=st.none() | st.dates(date(1930, 1, 1), date(2030, 1, 1)),
    last_note_on=DAYS,
    materials=st.frozensets(st.sampled_from(list(Material))),
    municipality=st.sampled_from([PITEA, GOTEBORG, VISBY]),
)
def test_nothing_goes_before_five_years_and_more_material_never_shortens(
    born_on: date | None, last_note_on: date, materials: frozenset[Material], municipality: str
) -> None:
    file = File(
        municipality=municipality,
        last_note_on=last_note_on,
        closed_on=last_note_on,
        born_on=born_on,
        materials=materials,
    )
    found, bare = disposal(file), disposal(replace(file, materials=frozenset()))

    assert found.grounds
    if found.starts is not None:
        assert found.starts - last_note_on >= timedelta(days=365 * 5)
        assert found.finished_by is not None
        assert found.finished_by.year == found.starts.year + 1
        assert bare.starts is not None
        assert found.starts >= bare.starts
