"""Vad lag och rutin säger om avvikelser."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samtid.quality.deviations import rules
from samtid.quality.deviations.words import Done, Gravity, Step, Track

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
ALL = set(Done) - {Done.FEEDBACK}


def test_a_report_says_what_and_when_and_what_it_is():
    assert not rules.obstacles_to_reporting([Track.DEVIATION], "Larmet ringde inte.", NOW, NOW)
    fields = {one.field for one in rules.obstacles_to_reporting([], " ", None, NOW)}
    assert fields == {"tracks", "text", "informed_at"}
    [ahead] = rules.obstacles_to_reporting([Track.DEVIATION], "Larmet.", NOW + timedelta(minutes=1), NOW)
    assert ahead.field == "informed_at"


@pytest.mark.parametrize(("days", "refused"), [(364, False), (365, True), (3650, True)])
def test_what_one_got_to_know_years_ago_is_a_year_mistyped(days, refused):
    knew = NOW - timedelta(days=days)
    found = rules.obstacles_to_reporting([Track.DEVIATION], "Larmet ringde inte.", knew, NOW)
    assert [one.field for one in found] == ["informed_at"] * refused


def test_a_report_names_nobody_by_number():
    [obstacle] = rules.obstacles_to_reporting([Track.LEX_SARAH], "20120314-2391 föll.", NOW, NOW)
    assert "personnummer" in obstacle.text


def test_what_is_not_secured_is_not_investigated():
    [obstacle] = rules.obstacles_to_step(Done.INVESTIGATED, Track.LEX_SARAH, {Done.RECEIVED}, None, "Klart")
    assert "Säkra" in obstacle.text


@pytest.mark.parametrize(
    ("gravity", "needed"), [(Gravity.SERIOUS, True), (Gravity.MISCONDUCT, False), (Gravity.NONE, False)]
)
def test_the_inspectorate_is_told_of_what_is_serious_and_of_nothing_else(gravity, needed):
    assert rules.needs_notice(Track.LEX_SARAH, gravity) == needed
    done = {Done.RECEIVED, Done.SECURED, Done.INVESTIGATED, Done.MEASURE}
    told = rules.obstacles_to_feedback(Track.LEX_SARAH, done, gravity, "Tack")
    assert [one.law for one in told] == (["SoL 27 kap. 6 §; LSS 24 f §"] if needed else [])


def test_a_breach_is_notified_or_it_is_said_why_not():
    done = {Done.RECEIVED, Done.SECURED, Done.INVESTIGATED, Done.MEASURE}
    [obstacle] = rules.obstacles_to_feedback(Track.BREACH, done, None, "Tack")
    assert obstacle.law == "Dataskyddsförordningen art. 33"
    assert not rules.obstacles_to_feedback(Track.BREACH, done | {Done.NOTIFIED}, None, "Tack")


def test_a_misconduct_is_weighed():
    [obstacle] = rules.obstacles_to_investigating(Track.LEX_SARAH, None)
    assert obstacle.field == "gravity"
    assert not rules.obstacles_to_investigating(Track.DEVIATION, None)


@given(st.sampled_from(Track), st.sets(st.sampled_from(Done)), st.none() | st.sampled_from(Gravity))
def test_what_is_offered_is_what_is_taken(kind, done, gravity):
    offered = rules.next_steps(kind, done, gravity)
    for what in Done:
        assert (what in offered) == (not rules.obstacles_to_step(what, kind, done, gravity, "Gjort."))


def test_a_page_tells_its_step():
    assert rules.step_of("visits:visit") == Step.VISIT
    assert rules.page_of("/akt/1/") == ""
