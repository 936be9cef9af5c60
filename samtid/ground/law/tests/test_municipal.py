"""What the law leaves to the municipality: bounds with their paragraph, and nothing guessed."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samtid.ground.law import catalogue
from samtid.ground.law.appeals import FORWARD_APPEAL_PRACTICE
from samtid.ground.law.municipal import OWN, counted, missing, obstacles_to_value, own_of
from samtid.ground.law.own import Measure, Own
from samtid.ground.law.statistics import PLACEMENTS_YEARLY
from samtid.ground.sweden import SWEDEN


def test_every_rule_that_is_not_law_is_a_value_of_the_municipalitys():
    theirs = {rule.id for rule in catalogue.ALL if not rule.latest.is_law}

    assert theirs and all(own_of(rule) is not None for rule in theirs)


@pytest.mark.parametrize("own", list(Own))
def test_every_value_says_what_it_governs_and_begins_within_its_bounds(own):
    known = OWN[own]

    assert known.says.endswith(".") and known.beyond.endswith(".") and known.law
    if known.begins_with is not None:
        assert obstacles_to_value(own, known.begins_with, {}) == []
        assert str(known.begins_with) in known.in_words(known.begins_with)


@given(st.sampled_from(Own), st.integers(0, 9999))
def test_what_is_refused_for_being_outside_the_law_cites_it(own, number):
    known = OWN[own]
    found = obstacles_to_value(own, number, {})

    if not known.least <= number <= known.most and known.measure is not Measure.YEARLY:
        assert [one.law for one in found] == [known.law] and found[0].field == "number"
    elif known.measure is not Measure.YEARLY:
        assert found == []


def test_an_appeal_lies_a_week_at_most_and_is_counted_as_decided():
    [refused] = obstacles_to_value(Own.APPEAL_FORWARD, 8, {})
    assert refused.law == "FL 46 §" and "Högst 7 dagar" in refused.text

    came = datetime(2026, 12, 1, 10, tzinfo=SWEDEN)
    rule = counted(FORWARD_APPEAL_PRACTICE, Own.APPEAL_FORWARD, 3)
    assert rule.due(came).legal == date(2026, 12, 4) and rule.id == FORWARD_APPEAL_PRACTICE.id


def test_a_day_of_the_year_must_be_one():
    for number in (230, 1301, 100, 229):
        assert obstacles_to_value(Own.PLACEMENT_STATISTICS, number, {}), number
    assert not obstacles_to_value(Own.PLACEMENT_STATISTICS, 301, {})
    rule = counted(PLACEMENTS_YEARLY, Own.PLACEMENT_STATISTICS, 301)
    assert rule.due(date(2026, 12, 31)).legal == date(2027, 3, 1)


def test_the_usual_key_is_never_longer_than_the_longest():
    assert obstacles_to_value(Own.KEY_USUAL, 90, {Own.KEY_LONGEST: 60})
    assert obstacles_to_value(Own.KEY_LONGEST, 60, {Own.KEY_USUAL: 90})
    assert not obstacles_to_value(Own.KEY_LONGEST, 90, {Own.KEY_USUAL: 90})


def test_a_missing_value_is_refused_with_where_to_say_it():
    [said] = missing(Own.PLACEMENT_STATISTICS, date(2026, 11, 21)).obstacles

    assert "inte bestämt för 2026-11-21" in said.text and "Värden" in said.text
