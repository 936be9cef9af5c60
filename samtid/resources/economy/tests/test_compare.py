"""Ett år mot året före: which quarters, what moved them, and how it is said."""

from datetime import date
from decimal import Decimal

import pytest

from samtid.resources.economy.rules.compare import (
    Told,
    compare,
    driver,
    sentence,
    side_by_side,
    steps_summed,
    sums,
)
from samtid.resources.economy.words import Step


def told(step, year, quarter, persons, units, each):
    kronor = Decimal(units * each) if persons else None
    return Told(step, date(year, 3 * quarter - 2, 1), persons or None, units if persons else None, kronor)


def a_year_with_dearer_institutions():
    return [
        *(told(Step.INSTITUTION, 2025, place, 10, 800, 6000) for place in (1, 2, 3, 4)),
        *(told(Step.INSTITUTION, 2026, place, 10, 800, 6600) for place in (1, 2, 3)),
        *(told(Step.FAMILY, 2025, place, 30, 2700, 1100) for place in (1, 2, 3, 4)),
        *(told(Step.FAMILY, 2026, place, 30, 2700, 1100) for place in (1, 2, 3)),
    ]


def test_only_the_quarters_that_have_come_are_laid_beside_last_years():
    found = compare(a_year_with_dearer_institutions(), 2026)
    assert found.quarters == (1, 2, 3)
    assert found.period == "kvartal 1–3 2026"
    assert found.left_out == 0
    assert found.kronor_after - found.kronor_before == 3 * 800 * 600


def test_the_driver_is_named():
    found = compare(a_year_with_dearer_institutions(), 2026)
    assert driver(found) == (Step.INSTITUTION, "price")
    said = sentence(found).replace("\u00a0", " ")
    assert said == (
        "Kostnaden för kvartal 1–3 2026 är 1 440 000 kr högre än samma kvartal 2025. "
        "HVB och institution står för 1 440 000 kr mer, mest för att priset var högre."
    )


def test_what_is_told_of_in_one_of_the_years_only_is_left_out_and_counted():
    rows = a_year_with_dearer_institutions()
    rows += [told(Step.HOME, 2025, 1, 40, 900, 500), told(Step.HOME, 2026, 1, 0, 0, 0)]
    found = compare(rows, 2026)
    assert found.left_out == 1 and Step.HOME.value not in found.splits


def test_units_are_laid_side_by_side_the_one_that_moved_most_first():
    still = [told(Step.FAMILY, year, 1, 9, 10, 100) for year in (2025, 2026)]
    new = [told(Step.FAMILY, 2026, 1, 9, 10, 100)]
    found = side_by_side({"lugn": still, "ny": new, "dyr": a_year_with_dearer_institutions()}, 2026)
    assert [unit for unit, _ in found] == ["dyr", "lugn"]


def test_without_two_years_there_is_nothing_to_compare():
    assert compare([], 2026) is None
    assert compare([told(Step.FAMILY, 2026, 1, 5, 5, 5)], 2026) is None


@pytest.mark.parametrize(
    ("places", "said"),
    [((1, 2, 3, 4), "hela 2026"), ((2,), "kvartal 2 2026"), ((1, 3), "kvartal 1, 3 2026")],
)
def test_the_period_is_said_as_one_says_it(places, said):
    rows = [told(Step.FAMILY, year, place, 5, 5, 5) for year in (2025, 2026) for place in places]
    found = compare(rows, 2026)
    assert found.period == said
    assert "densamma" in sentence(found)


def test_a_step_with_a_hidden_quarter_is_not_in_the_forecasts_sums():
    rows = [told(Step.FAMILY, 2025, place, 9, 10, 100) for place in (1, 2)]
    rows += [told(Step.HOME, 2025, 1, 9, 10, 7), told(Step.HOME, 2025, 2, 0, 0, 0)]
    assert sums(rows) == {(2025, 1): 1000, (2025, 2): 1000}
    assert steps_summed(rows) == [Step.FAMILY]
    assert sums([]) == {} and steps_summed([]) == []


def test_a_neighbour_step_that_grows_is_no_cause_of_this_ones():
    rows = [
        *(told(Step.INSTITUTION, year, 1, 10, 800, each) for year, each in ((2025, 6000), (2026, 6600))),
        *(told(Step.HOME, year, 1, persons, 10 * persons, 1) for year, persons in ((2025, 100), (2026, 160))),
    ]
    assert driver(compare(rows, 2026)) == (Step.INSTITUTION, "price")


def test_a_hidden_quarter_is_not_forecast_as_one_that_is_left_and_an_old_one_is_forgotten():
    gap = [told(Step.FAMILY, 2026, place, 9, 10, 100) for place in (1, 3)]
    assert sums(gap) == {}
    rows = [
        told(Step.FAMILY, year, place, 9, 10, 100)
        for year in (2023, 2024, 2025, 2026)
        for place in (1, 2, 3, 4)
    ]
    rows += [told(Step.HOME, year, place, 9, 10, 7) for year in (2024, 2025, 2026) for place in (1, 2, 3, 4)]
    assert steps_summed(rows) == [Step.HOME, Step.FAMILY]
