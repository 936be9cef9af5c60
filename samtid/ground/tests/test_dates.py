"""Days and times: as people write them, and never guessed."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samtid.ground.dates import Unclear, in_words, read_day, read_moment, read_time

ON = date(2026, 11, 30)
AT = datetime(2026, 11, 30, 14, 5, 31)


@pytest.mark.parametrize(
    "said",
    [
        "2026-12-03",
        "2026-12-3",
        "2026/12/03",
        "2026.12.03",
        "2026 12 03",
        "20261203",
        "261203",
        "26-12-03",
        "26–12–03",
        "3/12 2026",
        "3/12-2026",
        "3/12-26",
        " 3/12  2026 ",
        "3 december 2026",
        "3 dec 2026",
        "3 dec. 2026",
        "3 DEC 2026",
        "den 3 december 2026",
        "3:e december 2026",
        "torsdag 3 december 2026",
        "tors 3 dec 2026",
        "torsdagen den 3 december 2026",
        "december 3, 2026",
        "2026\u00a012\u00a003",
        "٢٠٢٦-١٢-٠٣",
    ],
)
def test_one_day_is_written_in_many_ways(said):
    assert read_day(said, on=ON) == date(2026, 12, 3)


@pytest.mark.parametrize(
    "said, readings",
    [
        ("12/3/2026", ("12 mars 2026", "3 december 2026")),
        ("3/12/2026", ("3 december 2026", "12 mars 2026")),
        ("3-12-2026", ("3 december 2026", "12 mars 2026")),
        ("3.12.2026", ("3 december 2026", "12 mars 2026")),
        ("12/25/2026", ("25 december 2026",)),
        ("03/12/26", ("26 december 2003", "3 december 2026", "12 mars 2026")),
        ("03-12-26", ("26 december 2003", "3 december 2026")),
    ],
)
def test_what_can_be_read_in_two_ways_is_asked_about(said, readings):
    answer = read_day(said, on=ON)
    assert isinstance(answer, Unclear)
    for reading in readings:
        assert reading in answer.text


@pytest.mark.parametrize("said, day", [("25/12/2026", date(2026, 12, 25)), ("4/4/2026", date(2026, 4, 4))])
def test_slashes_with_one_reading_are_read(said, day):
    assert read_day(said, on=ON) == day


@pytest.mark.parametrize(
    "said, day",
    [
        ("i dag", ON),
        ("Idag", ON),
        ("igår", date(2026, 11, 29)),
        ("i går", date(2026, 11, 29)),
        ("i morgon", date(2026, 12, 1)),
        ("480312", date(1948, 3, 12)),
        ("1 sept 2026", date(2026, 9, 1)),
        ("29 februari 2028", date(2028, 2, 29)),
    ],
)
def test_other_days(said, day):
    assert read_day(said, on=ON) == day


@pytest.mark.parametrize(
    "said, told",
    [
        ("2026-02-30", "finns inte i kalendern"),
        ("31 november 2026", "finns inte i kalendern"),
        ("3/12", "Skriv året också"),
        ("3 december", "Skriv året också, till exempel 3 december 2026"),
        ("0001-01-01", "kan inte stämma"),
        ("9999-12-31", "kan inte stämma"),
        ("nästa vecka", "Skriv dagen så här"),
        ("²0261203", "Skriv dagen så här"),
        ("", "Skriv dagen så här"),
        ("3 maju 2026", "Skriv dagen så här"),
        ("1/2/3", "fyra siffror"),
    ],
)
def test_what_is_no_day_is_said(said, told):
    answer = read_day(said, on=ON)
    assert isinstance(answer, Unclear)
    assert told in answer.text


@given(st.dates(date(1950, 1, 1), date(2035, 12, 31)))
def test_every_way_of_writing_a_day_gives_that_day_or_a_question(day):
    for said in (day.isoformat(), f"{day:%Y%m%d}", in_words(day), f"{day.day}/{day.month} {day.year}"):
        assert read_day(said, on=ON) == day
    for said in (f"{day.day}/{day.month}/{day.year}", f"{day:%d.%m.%Y}", f"{day:%y-%m-%d}"):
        answer = read_day(said, on=ON)
        assert answer == day or isinstance(answer, Unclear)


@given(st.text(max_size=30), st.text("0123456789-/. kl:dec", max_size=20))
def test_anything_at_all_gives_a_day_or_a_sentence(one, other):
    for said in (one, other):
        assert isinstance(read_day(said, on=ON), date | Unclear)
        assert isinstance(read_time(said), time | Unclear)
        assert isinstance(read_moment(said, on=AT), datetime | Unclear)


@pytest.mark.parametrize(
    "said", ["9.30", "09:30", "9:30", "0930", "930", "kl 9.30", "kl. 09.30", "klockan 9,30"]
)
def test_half_past_nine_is_written_in_many_ways(said):
    assert read_time(said) == time(9, 30)


@pytest.mark.parametrize(
    "said, clock", [("kl 9", time(9)), ("9", time(9)), ("00:00", time(0)), ("23.59", time(23, 59))]
)
def test_other_times(said, clock):
    assert read_time(said) == clock


@pytest.mark.parametrize("said", ["24:00", "25:61", "9 pm", "halv tio", "9.3", "", "9.60"])
def test_what_is_no_time_is_said(said):
    assert isinstance(read_time(said), Unclear)


@pytest.mark.parametrize(
    "said",
    [
        "2026-11-21 09:30",
        "2026-11-21T09:30",
        "2026-11-21T09:30:00",
        "2026-11-21 9.30",
        "2026-11-21, kl 9.30",
        "21/11 2026 kl 9.30",
        "21 november 2026 09:30",
        "21 nov 2026 klockan 9.30",
        "20261121 0930",
        "lördag 21 november 2026 09.30",
    ],
)
def test_one_moment_is_written_in_many_ways(said):
    assert read_moment(said, on=AT) == datetime(2026, 11, 21, 9, 30)


def test_now_and_yesterday():
    assert read_moment("nu", on=AT) == datetime(2026, 11, 30, 14, 5)
    assert read_moment("i går kl 8", on=AT) == datetime(2026, 11, 29, 8)


@pytest.mark.parametrize(
    "said, told",
    [
        ("2026-11-21", "Skriv klockslaget också, till exempel 2026-11-21"),
        ("3 december 2026", "Skriv klockslaget också"),
        ("12/3/2026 09:30", "Menar du 12 mars 2026"),
        ("2026-11-21 25:61", "finns inte"),
        ("09:30", "Skriv dagen så här"),
        ("i somras", "Skriv dag och tid så här"),
    ],
)
def test_a_moment_that_is_none_says_what_is_missing(said, told):
    answer = read_moment(said, on=AT)
    assert isinstance(answer, Unclear)
    assert told in answer.text
