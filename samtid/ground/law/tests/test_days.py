"""The counting of days: lag (1930:173) held against an almanac made in another way."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samtid.ground.law import catalogue
from samtid.ground.law.days import (
    SWEDEN,
    Due,
    Roll,
    add_months,
    due,
    is_free,
    next_weekday,
    previous_weekday,
    swedish_day,
)
from samtid.ground.law.limits import (
    Days,
    EndOfYearAfter,
    Hours,
    Limit,
    MonthAfter,
    Months,
    NextMonthDate,
    Quarterly,
    Weeks,
    YearlyDate,
    Years,
)

DAYS = st.dates(date(2022, 7, 1), date(2120, 12, 31))
COUNTED = st.one_of(
    st.builds(Days, st.integers(0, 60)),
    st.builds(Weeks, st.integers(1, 12)),
    st.builds(Months, st.integers(1, 24)),
    st.builds(Years, st.integers(1, 30)),
    st.builds(EndOfYearAfter, st.integers(1, 10)),
    st.builds(YearlyDate, st.integers(1, 12), st.integers(1, 28)),
    st.builds(NextMonthDate, st.integers(1, 28)),
    st.builds(MonthAfter, st.integers(1, 12)),
)


def easter(year: int) -> date:
    """Gauss' rule as given by Meeus, independent of the library."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    j, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * j - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return date(year, month, (h - m + r + month + 19) % 32)


def almanac(year: int) -> set[date]:
    """Lag (1989:253) om allmänna helgdagar, and the three eves of lag (1930:173) 2 §."""
    sunday = easter(year)
    fixed = {(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)}
    midsummer = next(day for n in range(20, 27) if (day := date(year, 6, n)).weekday() == calendar.SATURDAY)
    saints = next(
        day
        for n in range(7)
        if (day := date(year, 10, 31) + timedelta(days=n)).weekday() == calendar.SATURDAY
    )
    moving = {sunday + timedelta(days=n) for n in (-2, 0, 1, 39, 49)}
    return {date(year, *pair) for pair in fixed} | moving | {midsummer, midsummer - timedelta(days=1), saints}


@pytest.mark.parametrize("year", range(2022, 2061))
def test_the_free_days_are_those_of_the_acts(year: int) -> None:
    day = date(year, 1, 1)
    while day.year == year:
        assert is_free(day) == (day.weekday() >= calendar.SATURDAY or day in almanac(year)), day
        day += timedelta(days=1)


@pytest.mark.parametrize(
    "text", ["2026-01-05", "2026-04-02", "2026-04-30", "2026-05-15", "2026-10-30", "2026-12-23"]
)
def test_half_days_and_squeeze_days_are_weekdays(text: str) -> None:
    assert not is_free(date.fromisoformat(text))


@given(DAYS, COUNTED)
def test_the_rolled_day_is_the_first_weekday_from_the_legal_day(trigger: date, limit: Limit) -> None:
    found = due(trigger, limit)

    assert found.legal is not None
    assert found.rolled is not None
    assert found.rolled >= found.legal
    assert not is_free(found.rolled)
    between = [found.legal + timedelta(days=n) for n in range((found.rolled - found.legal).days)]
    assert all(is_free(day) for day in between)
    assert len(between) <= 5


@given(DAYS, DAYS, COUNTED)
def test_what_begins_later_is_never_due_earlier(one: date, other: date, limit: Limit) -> None:
    earlier, later = sorted((one, other))
    first, second = due(earlier, limit), due(later, limit)

    assert first.legal is not None and second.legal is not None
    assert first.rolled is not None and second.rolled is not None
    assert first.legal <= second.legal
    assert first.rolled <= second.rolled


@given(DAYS, COUNTED)
def test_nothing_is_due_before_it_begins(trigger: date, limit: Limit) -> None:
    found = due(trigger, limit)

    assert found.legal is not None
    assert found.legal >= trigger


@given(DAYS, st.integers(0, 400))
def test_a_month_keeps_its_day_number_or_ends_on_its_last_day(day: date, months: int) -> None:
    found = add_months(day, months)
    last = calendar.monthrange(found.year, found.month)[1]

    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == min(day.day, last)


@given(DAYS, st.integers(1, 52))
def test_a_week_keeps_its_weekday(day: date, weeks: int) -> None:
    found = due(day, Weeks(weeks)).legal

    assert found is not None
    assert found.weekday() == day.weekday()
    assert found - day == timedelta(days=7 * weeks)


@given(DAYS)
def test_the_weekday_before_and_after(day: date) -> None:
    assert previous_weekday(day) < day
    assert not is_free(previous_weekday(day))
    assert next_weekday(previous_weekday(day)) == previous_weekday(day)


@given(st.datetimes(datetime(2022, 7, 1), datetime(2100, 1, 1), timezones=st.just(UTC)), st.integers(1, 96))
def test_hours_are_real_hours_also_when_the_clocks_change(moment: datetime, hours: int) -> None:
    found = due(moment, Hours(hours))

    assert found.moment is not None
    assert found.moment - moment == timedelta(hours=hours)
    assert found.legal == found.moment.astimezone(SWEDEN).date()


@given(DAYS, COUNTED)
def test_a_time_that_is_no_last_day_is_not_moved(trigger: date, limit: Limit) -> None:
    assert due(trigger, limit, Roll.NONE).rolled is None


def test_a_late_evening_in_utc_is_the_next_day_in_sweden() -> None:
    moment = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)

    assert swedish_day(moment) == date(2026, 11, 22)
    assert due(moment, Days(14)).legal == date(2026, 12, 6)


def test_a_moment_without_a_zone_is_swedish_time() -> None:
    assert swedish_day(datetime(2026, 11, 21, 23, 30)) == date(2026, 11, 21)


def test_at_once_is_the_same_day_or_the_next_if_it_came_in_late_and_never_rolls() -> None:
    assert catalogue.get("CH-01").due(date(2026, 12, 24)) == Due(
        legal=date(2026, 12, 24), rolled=None, outer=date(2026, 12, 25)
    )


@pytest.mark.parametrize("limit", [Months(1), Years(1), Days(1), EndOfYearAfter(1), MonthAfter(1)])
def test_beyond_the_calendar_is_refused_or_counted_never_wrong(limit: Limit) -> None:
    with pytest.raises((OverflowError, ValueError)):
        due(date(9999, 12, 31), limit)


def test_a_quarter_is_reported_when_it_is_over_and_its_last_day_is_not_the_report_day() -> None:
    found = due(date(2026, 12, 31), Quarterly(), Roll.NONE)

    assert found.period == (date(2026, 10, 1), date(2026, 12, 31))
    assert found.earliest == date(2027, 1, 1)
    assert found.legal is None


def test_a_month_that_is_reported_is_another_month_than_the_one_the_report_is_due_in() -> None:
    found = due(date(2026, 12, 5), NextMonthDate(15), Roll.ALLOWED)

    assert found.period == (date(2026, 12, 1), date(2026, 12, 31))
    assert (found.earliest, found.legal) == (date(2027, 1, 1), date(2027, 1, 15))


def test_the_last_quarter_of_the_calendar_has_no_day_after_it() -> None:
    assert due(date(9999, 11, 1), Quarterly(), Roll.NONE).earliest is None
