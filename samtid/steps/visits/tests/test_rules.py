"""What agreement and routine say about visits."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samtid.ground.sweden import swedish_day
from samtid.ground.sweden import swedish_moment as swedish
from samtid.steps.visits import rules
from samtid.steps.visits.rules import Booking, gaps, holiday, on_strip, weekly
from samtid.steps.visits.words import VisitState

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
DAYS = st.dates(date(2025, 1, 1), date(2030, 12, 31))
CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
MOMENTS = st.integers(0, 3000).map(lambda minutes: NOON + timedelta(minutes=minutes))
BOOKINGS = st.builds(Booking.of, MOMENTS, st.integers(1, 240))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 12, 24), "Julafton"),
        (date(2026, 6, 19), "Midsommarafton"),
        (date(2026, 6, 6), "Nationaldagen"),
        (date(2026, 4, 3), "Långfredagen"),
        (date(2026, 11, 22), ""),
        (date(2026, 11, 23), ""),
    ],
)
def test_holidays_have_their_swedish_names_and_a_plain_sunday_is_none(day, name):
    assert holiday(day) == name


def test_a_series_keeps_the_clock_on_the_wall_when_summer_time_begins():
    before, after = weekly(weekdays=[6], clock=time(8, 30), first=date(2026, 3, 22), weeks=2)

    assert (before.astimezone(UTC).hour, after.astimezone(UTC).hour) == (7, 6)
    assert f"{before:%H:%M}" == f"{after:%H:%M}" == "08:30"


def test_a_time_that_the_spring_change_skips_becomes_an_hour_later():
    assert f"{swedish(date(2026, 3, 29), time(2, 30)):%H:%M}" == "03:30"


def test_a_series_can_leave_holidays_out():
    times = weekly(weekdays=range(5), clock=time(9), first=date(2026, 12, 21), weeks=1, without_holidays=True)

    assert [moment.day for moment in times] == [21, 22, 23]


@given(st.sets(st.integers(0, 6), min_size=1), CLOCKS, DAYS, st.integers(1, 26))
def test_a_series_has_each_weekday_once_a_week_in_order(weekdays, clock, first, weeks):
    times = weekly(weekdays=weekdays, clock=clock, first=first, weeks=weeks)

    assert len(times) == len(weekdays) * weeks
    assert list(times) == sorted(set(times))
    assert {swedish_day(moment).weekday() for moment in times} == weekdays
    assert all(first <= swedish_day(moment) < first + timedelta(weeks=weeks) for moment in times)


@given(DAYS)
def test_a_day_is_23_24_or_25_hours_and_meets_the_next(day):
    start, end = rules.bounds(day)

    assert (end.astimezone(UTC) - start.astimezone(UTC)) / timedelta(hours=1) in (23, 24, 25)
    assert rules.bounds(day + timedelta(days=1))[0] == end


@given(BOOKINGS, BOOKINGS)
def test_two_times_overlap_when_some_minute_is_in_both(one, other):
    minutes = (NOON + timedelta(minutes=number) for number in range(3300))
    shared = any(one.start <= m < one.end and other.start <= m < other.end for m in minutes)

    assert one.meets(other) == other.meets(one) == shared


@given(st.lists(BOOKINGS, max_size=8))
def test_gaps_are_the_minutes_nobody_needs(bookings):
    bookings = sorted(bookings, key=lambda booking: booking.start)
    found = gaps(bookings)

    if bookings:
        busy = {
            m
            for b in bookings
            for m in range(
                int((b.start - NOON).total_seconds() // 60), int((b.end - NOON).total_seconds() // 60)
            )
        }
        first, last = min(busy), max(busy)
        assert sum(found) == last - first + 1 - len(busy)
    else:
        assert found == []


@given(BOOKINGS, st.integers(0, 12), st.integers(13, 23))
def test_what_is_drawn_stays_on_the_strip(booking, first_hour, last_hour):
    start, length = on_strip(booking, date(2026, 11, 23), first_hour, last_hour)

    assert 0 <= start < start + length <= (last_hour - first_hour) * 60


def test_a_visit_that_should_be_over_and_is_not_reported_says_so():
    said = {"carried_out": False, "not_carried_out": False, "ends_at": NOON}

    assert rules.state(**said, lacks=0, at=NOON) is VisitState.UNREPORTED
    assert rules.state(**said, lacks=1, at=NOON - timedelta(minutes=1)) is VisitState.UNASSIGNED
    assert rules.state(**said, lacks=0, at=NOON - timedelta(minutes=1)) is VisitState.PLANNED


def test_reporting_twice_is_refused_with_who_and_when():
    [obstacle] = rules.obstacles_to_reporting(reported_at=NOON, was_carried_out=True, reporter="Tova Hed")

    assert obstacle.text == "Besöket är redan rapporterat som utfört, 2026-11-23 kl. 12.00 av Tova Hed."


def test_a_visit_is_carried_out_from_its_first_minute_and_not_before():
    asked = {"minutes_done": 30, "at": NOON}

    assert rules.obstacles_to_carrying_out(planned_at=NOON, **asked) == []
    for later in (timedelta(minutes=1), timedelta(hours=10), timedelta(hours=12)):
        assert rules.obstacles_to_carrying_out(planned_at=NOON + later, **asked) != []


def test_another_days_visit_is_called_off_by_those_who_plan():
    hindered = rules.PLANS.obstacles([("care_worker", 7)])
    tomorrow = {"planned_at": NOON + timedelta(days=1), "at": NOON}

    assert rules.obstacles_to_calling_off(hindered=hindered, **tomorrow) == hindered
    assert rules.obstacles_to_calling_off(hindered=[], **tomorrow) == []
    assert (
        rules.obstacles_to_calling_off(hindered=hindered, planned_at=NOON + timedelta(hours=3), at=NOON) == []
    )


def test_a_slip_of_the_finger_is_taken_back_within_ten_minutes_by_the_same_hand():
    def ask(minutes: float, *, mine: bool = True) -> bool:
        told = {"reported_at": NOON, "is_reporter": mine, "at": NOON + timedelta(minutes=minutes)}
        assert rules.may_take_back(**told) == (rules.obstacles_to_taking_back(**told) == [])
        return rules.may_take_back(**told)

    assert (ask(0), ask(10), ask(10.1), ask(1, mine=False)) == (True, True, False, False)


def test_a_busy_colleague_is_named_with_the_time():
    [obstacle] = rules.obstacles_to_staffing(
        name="Tova Hed",
        works_there=True,
        wanted=[Booking.of(NOON, 30)],
        booked=[Booking.of(NOON + timedelta(minutes=29), 30)],
    )

    assert obstacle.text == "Tova Hed är upptagen 2026-11-23 kl. 12.29–12.59."


def test_visits_lie_within_the_service():
    def ask(day: date) -> list[str]:
        return [
            obstacle.text
            for obstacle in rules.obstacles_to_agreeing(
                times=[swedish(day, time(9))],
                minutes=30,
                what="Städa",
                starts_on=date(2026, 12, 1),
                ends_on=date(2026, 12, 31),
                has_ended=False,
                on=date(2026, 11, 23),
            )
        ]

    assert ask(date(2026, 12, 1)) == ask(date(2026, 12, 31)) == []
    assert ask(date(2026, 11, 30)) == ["Insatsen börjar 2026-12-01."]
    assert ask(date(2027, 1, 1)) == ["Insatsen slutar 2026-12-31."]
    assert "Välj en dag från i dag och framåt." in ask(date(2026, 11, 22))


def test_a_time_that_begins_as_another_ends_does_not_meet_it():
    first = rules.Booking.of(NOON, 30)
    assert not first.meets(rules.Booking.of(NOON + timedelta(minutes=30), 30))
    assert not rules.Booking.of(NOON + timedelta(minutes=30), 30).meets(first)
    assert first.meets(rules.Booking.of(NOON + timedelta(minutes=29), 30))


def test_a_series_is_read_off_its_times_though_one_was_moved_and_summer_time_began():
    times = rules.weekly(weekdays=[0, 3], clock=time(9), first=date(2027, 3, 22), weeks=2)
    moved = [*times[:-1], times[-1] + timedelta(minutes=20)]
    assert rules.as_it_goes(moved) == rules.Going((0, 3), time(9), 2, date(2027, 4, 1))
    assert rules.as_it_goes(times[:1]) == rules.Going((0,), time(9), 1, date(2027, 3, 22))
