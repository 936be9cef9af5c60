"""Vad ett mätvärde säger."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from samtid.ground.kernel.stats import Signal
from samtid.quality.indicators import rules
from samtid.quality.indicators.figures import all_indicators
from samtid.quality.indicators.words import Kind, Period

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


def months(values, first=date(2024, 1, 1)):
    found = []
    for place, value in enumerate(values):
        count = first.year * 12 + first.month - 1 + place
        begins = date(count // 12, count % 12 + 1, 1)
        found.append(rules.Value(begins, rules._ends(begins, 1), value, 10))
    return found


def test_a_share_is_in_per_cent_and_has_an_interval():
    found = rules.value_of(Kind.SHARE, *OCTOBER, {"rows": 20, "hits": 15})

    assert found.value == 75
    assert found.low == pytest.approx(53.1, abs=0.1)
    assert found.high == pytest.approx(88.8, abs=0.1)


def test_a_rate_is_a_sum_by_a_sum():
    assert rules.value_of(Kind.RATE, *OCTOBER, {"rows": 9, "hits": 30, "base": 12}).value == 2.5


def test_what_is_not_told_has_no_value():
    for kind in Kind:
        assert rules.value_of(kind, *OCTOBER, {}).value is None
    assert rules.value_of(Kind.SHARE, *OCTOBER, {"rows": 20, "hits": None}).value is None
    assert rules.value_of(Kind.RATE, *OCTOBER, {"rows": 20, "hits": 3, "base": 0}).value is None


@pytest.mark.parametrize(
    ("first_on", "last_on", "name"),
    [
        (date(2026, 10, 1), date(2026, 10, 31), "okt 2026"),
        (date(2026, 7, 1), date(2026, 9, 30), "kv 3 2026"),
        (date(2026, 1, 1), date(2026, 6, 30), "jan–juni 2026"),
    ],
)
def test_a_period_is_called_what_one_says(first_on, last_on, name):
    assert rules.period_name(first_on, last_on) == name


def test_a_month_that_is_missing_is_a_gap_and_not_a_neighbour():
    first, _, third = months([1.0, 2.0, 3.0])

    course = rules.course_of([third, first], None)

    assert course.numbers == [1.0, None, 3.0]


def test_the_latest_is_the_newest_that_is_told():
    course = rules.course_of(months([1.0, 2.0, None]), None)

    assert course.latest is not None
    assert course.latest.value == 2.0


def test_a_jump_in_the_last_month_is_news_and_the_sentence_says_to_look():
    course = rules.course_of(months([10, 12, 11, 9, 12, 10, 11, 9, 10, 12, 11, 10, 30]), None)

    assert course.chart.signals == {12: Signal.OUTSIDE}
    assert rules.state(course) == ("Signal", "signal")
    assert "Sök orsaken" in rules.sentence(course, str, Period.MONTH)


def test_noise_is_no_news():
    course = rules.course_of(months([10, 12, 11, 9, 12, 10, 11, 9, 10, 12, 11, 10, 12]), None)

    assert rules.state(course) == ("Som vanligt", "neutral")


def test_an_old_jump_is_no_news():
    course = rules.course_of(months([10, 12, 11, 9, 12, 10, 11, 9, 10, 12, 11, 10, 30, 11, 10]), None)

    assert not course.is_news


@pytest.mark.parametrize(
    ("left", "column"),
    [(-40, 0), (-1, 0), (0, 1), (1, 2), (3, 2), (4, 3), (7, 3), (8, 4), (14, 4), (15, None)],
)
def test_every_day_ahead_has_its_column(left, column):
    today = date(2026, 12, 29)

    assert rules.column_of(today + timedelta(days=left), today) == column


def test_an_uneven_load_is_pointed_at_and_an_even_one_is_not():
    assert rules.lighter([("Bo", 20), ("Eva", 4), ("Siri", 12)]) == (("Bo", 20), ("Eva", 4))
    assert rules.lighter([("Bo", 12), ("Eva", 10)]) is None
    assert rules.lighter([("Bo", 3), ("Eva", 0)]) is None


@pytest.mark.parametrize("one", all_indicators().values(), ids=lambda one: one.key)
def test_every_indicator_says_what_it_is(one):
    for words in (one.name, one.says, one.counted, one.numerator, one.denominator, one.unit):
        assert words.strip()
    assert one.says.endswith(".")
    assert one.rooms
    assert one.sunset > date(2026, 11, 30)
    # nobody registers anything for a statistic
    assert one.minutes == 0
