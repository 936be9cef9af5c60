"""Skalan, årshjulet och vad som krävs: pure rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samtid.quality.risks import rules
from samtid.quality.risks.words import Cell, How, Level, Outcome

from .make import BY_HAND, a_control_said, a_description, an_assessment

TODAY = date(2026, 12, 1)
PLACES, UNITS, KNOWN = {"intake"}, {1}, {"protection_in_time"}


def texts(found) -> str:
    return " ".join(one.text for one in found)


def fields(found) -> set[str]:
    return {one.field for one in found}


@pytest.mark.parametrize(
    ("likelihood", "severity", "level"),
    [(1, 1, Level.LOW), (2, 3, Level.LOW), (2, 4, Level.MEDIUM), (3, 4, Level.MEDIUM), (3, 5, Level.HIGH), (5, 5, Level.HIGH)],
)  # fmt: skip
def test_how_large_a_risk_is(likelihood, severity, level):
    assert rules.level_of(likelihood, severity) is level


def test_what_may_cost_a_life_is_never_a_low_risk():
    assert rules.level_of(1, 5) is Level.MEDIUM and rules.level_of(1, 4) is Level.LOW


def test_a_risk_is_in_a_step_or_an_area_and_not_both():
    for told in (a_description(place=""), a_description(area="Lokaler")):
        assert "Ett av dem" in texts(rules.obstacles_to_noting(told, PLACES, UNITS))
    assert not rules.obstacles_to_noting(a_description(), PLACES, UNITS)
    assert fields(rules.obstacles_to_noting(a_description(place="gone", covers=9), PLACES, UNITS)) == {
        "place",
        "covers",
    }


def test_a_number_is_refused_in_every_text():
    number = "20120314-2391"
    for field in ("name", "cause", "consequence"):
        assert fields(rules.obstacles_to_noting(a_description(**{field: number}), PLACES, UNITS)) == {field}
    assert fields(rules.obstacles_to_noting(a_description(place="", area=number), PLACES, UNITS)) == {"area"}
    for field in ("text", "measure"):
        said = replace(an_assessment(TODAY, doer=1), **{field: number})
        assert fields(rules.obstacles_to_assessing(said, TODAY)) == {field}
    for field in ("name", "what", "law"):
        assert field in fields(
            rules.obstacles_to_controlling(a_control_said(**{field: number}), PLACES, UNITS, KNOWN)
        )
    assert fields(rules.obstacles_to_concluding(How.FIGURE, "reached", "", number, number)) == {
        "text",
        "measure",
    }


def test_a_high_risk_needs_somebody_who_does_something_by_a_day():
    high = an_assessment(TODAY, size=(5, 4))
    assert fields(rules.obstacles_to_assessing(high, TODAY)) == {"measure"}
    assert fields(rules.obstacles_to_assessing(replace(high, measure="Vi läser."), TODAY)) == {
        "doer",
        "measure_on",
    }
    assert not rules.obstacles_to_assessing(an_assessment(TODAY, size=(5, 4), doer=1), TODAY)
    assert fields(rules.obstacles_to_assessing(replace(an_assessment(TODAY), doer=1), TODAY)) == {"measure"}


def test_a_risk_is_looked_at_within_a_year_and_what_is_left_is_said_whole():
    said = an_assessment(TODAY)
    for day in (None, TODAY - timedelta(days=1), TODAY + timedelta(days=367)):
        assert fields(rules.obstacles_to_assessing(replace(said, next_on=day), TODAY)) == {"next_on"}
    half = replace(an_assessment(TODAY, doer=1), left_severity=None)
    assert fields(rules.obstacles_to_assessing(half, TODAY)) == {"left_severity"}
    assert fields(rules.obstacles_to_assessing(replace(said, text=""), TODAY)) == {"text"}
    assert not rules.obstacles_to_assessing(replace(said, text=""), TODAY, is_first=True)


def test_a_control_is_a_figure_with_its_limit_or_by_hand_without():
    def found(**said):
        return fields(rules.obstacles_to_controlling(a_control_said(**said), PLACES, UNITS, KNOWN))

    assert not found() and not found(**BY_HAND)
    assert found(**BY_HAND | {"limit": Decimal(1)}) == {"how"}
    assert found(indicator="gone") == {"indicator"} and found(way=None) == {"way"}
    for wrong in (None, Decimal("NaN"), Decimal("Infinity"), Decimal(10) ** 10, Decimal("1.005")):
        assert found(limit=wrong) == {"limit"}
    assert found(every=5, month=13) == {"every", "month"} and found(law="") == {"law"}


def test_a_figure_says_its_own_outcome_and_what_was_not_reached_has_a_measure():
    def found(how, shown, outcome, measure=""):
        return fields(rules.obstacles_to_concluding(how, shown, outcome, "Vi hann inte.", measure))

    assert found(How.FIGURE, Outcome.MISSED, "") == {"measure"} and not found(
        How.FIGURE, Outcome.MISSED, "", "Mer folk."
    )
    assert found(How.FIGURE, Outcome.REACHED, "missed", "Nej.") == {"outcome"}
    assert found(How.HAND, "", "") == {"outcome"} and found(How.HAND, "", "annat") == {"outcome"}
    assert found(How.HAND, "", Outcome.MISSED) == {"measure"} and not found(How.HAND, "", Outcome.CANNOT)


def test_the_wheel_goes_over_new_year_and_stops_when_the_control_does():
    def days(year, **said):
        return rules.occasions(
            year, **({"month": 11, "every": 3, "begins_on": date(2026, 10, 15), "ended_on": None} | said)
        )

    assert days(2026) == [date(2026, 11, 1)]
    assert days(2027) == [date(2027, 2, 1), date(2027, 5, 1), date(2027, 8, 1), date(2027, 11, 1)]
    assert days(2027, ended_on=date(2027, 5, 1)) == [date(2027, 2, 1)], (
        "what ends that day is not done that day"
    )
    assert days(2026, begins_on=date(2026, 11, 1)) == [date(2026, 11, 1)] and not days(2025)


@given(
    month=st.integers(1, 12), every=st.sampled_from(list(rules.EVERY)), year=st.integers(2020, 2100),
    begins=st.dates(date(2019, 1, 1), date(2019, 12, 31)),
)  # fmt: skip
def test_a_control_comes_as_often_as_was_said(month, every, year, begins):
    days = rules.occasions(year, month=month, every=every, begins_on=begins, ended_on=None)
    assert len(days) == 12 // every and date(year, month, 1) in days


def test_what_nobody_did_within_a_month_is_said_to_be_late():
    def cell(days, **said):
        return rules.cell_of(
            TODAY, TODAY + timedelta(days=days), **({"is_there": True, "is_concluded": False} | said)
        )

    assert cell(-1, is_there=False) is Cell.COMES and cell(0) is Cell.WAITS and cell(30) is Cell.WAITS
    assert cell(31) is Cell.LATE and cell(31, is_concluded=True) is Cell.DONE
    assert cell(0, is_there=False) is Cell.COMES and cell(31, is_there=False) is Cell.LATE, (
        "no night opened it"
    )
