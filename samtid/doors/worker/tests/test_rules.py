"""When a duty is due, whatever the night."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from samtid.doors.worker import rules
from samtid.doors.worker.offers import OFFERS
from samtid.ground.law.days import SWEDEN

DUTIES = OFFERS.duties
MOMENTS = st.datetimes(datetime(2025, 7, 1), datetime(2035, 12, 31), timezones=st.just(UTC))


@given(st.sampled_from(DUTIES), MOMENTS)
def test_the_last_due_moment_is_past_and_the_next_one_is_not(duty, at):
    due = rules.last_due(duty, at)
    longest = timedelta(days=31, hours=1) if duty.monthly else timedelta(hours=25)
    assert due <= at < due + longest
    assert rules.last_due(duty, due) == due
    assert rules.last_due(duty, due - timedelta(microseconds=1)) < due


@given(st.sampled_from(DUTIES), st.dates(date(2025, 7, 1), date(2035, 12, 31)))
def test_every_day_has_one_moment_for_what_is_nightly_and_every_month_one_for_the_rest(duty, day):
    evening = datetime(day.year, day.month, day.day, 23, 59, tzinfo=SWEDEN)
    due = rules.last_due(duty, evening).astimezone(SWEDEN)
    assert due.date() == (day.replace(day=1) if duty.monthly else day) and due.time() == duty.hour


def test_a_worker_that_has_been_away_for_a_year_does_each_duty_once():
    at = datetime(2026, 11, 22, 12, tzinfo=UTC)
    away = dict.fromkeys([duty.name for duty in DUTIES], at - timedelta(days=365))

    missed = rules.to_do(DUTIES, away, at)

    assert missed == {duty.name: rules.last_due(duty, at) for duty in DUTIES}
    assert rules.to_do(DUTIES, missed, at) == {}
    assert rules.to_do(DUTIES, {}, at) == missed


def test_the_sample_in_november_is_of_october():
    assert rules.month_to_review(datetime(2026, 11, 1, 3, 30, tzinfo=UTC)) == date(2026, 10, 1)
    assert rules.month_to_review(datetime(2027, 1, 31, 23, 30, tzinfo=UTC)) == date(2027, 1, 1)
    assert rules.month_to_review(datetime(2027, 1, 1, 3, 30, tzinfo=UTC)) == date(2026, 12, 1)
