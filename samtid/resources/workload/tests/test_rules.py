"""Vad som är tungt, vem som kan ta nästa, och hur säkert något är: utan databas."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samtid.resources.workload import rules
from samtid.resources.workload.rules import Load, Scale

SCALE = Scale({"child": 8, "elderly": 1}, ceiling=100, new_months=12, new_share=60)


def load(name="Maja", points=40, ceiling=100, staff=1, late=0):
    return Load(name, staff, points, ceiling, cases=5, late=late)


def test_a_case_weighs_what_the_municipality_has_said_and_a_question_nothing():
    assert (SCALE.of("child"), SCALE.of("question")) == (8, 0)


@pytest.mark.parametrize(
    ("began", "ceiling"), [(date(2025, 11, 30), 100), (date(2025, 12, 1), 60), (date(2026, 11, 30), 60)]
)
def test_a_new_colleague_has_a_lower_ceiling_until_the_year_is_over(began, ceiling):
    assert SCALE.ceiling_of(began, date(2026, 11, 30)) == ceiling


def test_the_one_with_the_most_room_is_proposed_and_why_is_said():
    turn = rules.next_to_take([load("Bo", 90), load("Maja", 40), load("Ny", 50, 60)], 8)

    assert turn.who == "Maja"
    assert "40 av 100 poäng" in turn.why and "Fråga först" in turn.why


def test_nobody_is_proposed_above_their_ceiling_and_it_is_lifted():
    turn = rules.next_to_take([load("Bo", 95), load("Maja", 130), load("Ingen", 0, staff=None)], 8)

    assert turn.who == "" and "Lyft det" in turn.why


def test_a_unit_without_anybody_proposes_nobody():
    assert rules.next_to_take([], 8).who == ""


@given(st.floats(0, 1))
def test_a_chance_is_never_said_to_be_none_or_all(chance):
    said = rules.in_ten(chance)

    assert said not in ("0 av 10", "10 av 10")


def test_a_difference_whose_interval_holds_nothing_is_no_difference():
    assert rules.verdict(-2, 1, 4) == "ingen säker skillnad"
    assert rules.verdict(1, 3, 5) == "3 fler"
    assert rules.verdict(-5, -3, -1) == "3 färre"


def test_the_week_of_new_year_is_that_of_its_thursday():
    assert rules.week_name(date(2027, 1, 3)) == "v. 53"
    assert rules.week_name(date(2027, 1, 4)) == "v. 1"


def test_what_is_expected_is_the_sum_of_the_chances():
    assert rules.expected([0.5, 0.5, 0.9, 0.2]) == 2
    assert rules.expected([]) == 0
