"""Dates, money and personal numbers are written as Swedish readers expect them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from samtid.base.look import swedish

GAP = "\u00a0"
days = some.dates(date(1900, 1, 1), date(2199, 12, 31))


def test_a_day_is_the_day_in_sweden() -> None:
    late_evening_utc = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    assert swedish.day(late_evening_utc) == "2026-11-22"
    assert swedish.moment(late_evening_utc) == "2026-11-22 00:30"
    assert swedish.clock_time(late_evening_utc) == "00:30"
    assert swedish.day_words(date(2026, 11, 21)) == "lördag 21 november 2026"


def test_summer_time_counts() -> None:
    assert swedish.moment(datetime(2026, 7, 1, 12, 0, tzinfo=UTC)) == "2026-07-01 14:00"


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 11, 24), f"3{GAP}dagar kvar"),
        (date(2026, 11, 22), f"1{GAP}dag kvar"),
        (date(2026, 11, 21), f"i{GAP}dag"),
        (date(2026, 11, 20), f"1{GAP}dag sen"),
        (date(2026, 11, 19), f"2{GAP}dagar sen"),
        (None, "–"),
    ],
)
def test_days_left_in_words(due: date | None, words: str) -> None:
    assert swedish.ago_or_left(due, date(2026, 11, 21)) == words


def test_a_time_limit_late_at_night_is_still_today() -> None:
    assert swedish.ago_or_left(date(2026, 11, 21), datetime(2026, 11, 21, 22, 59, tzinfo=UTC)) == f"i{GAP}dag"


@given(days, some.integers(-5000, 5000))
def test_days_between_undoes_addition(today: date, count: int) -> None:
    assert swedish.days_between(today + timedelta(days=count), today) == count


@given(days)
def test_a_day_can_be_read_back(when: date) -> None:
    assert date.fromisoformat(swedish.day(when)) == when


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (12345, 0, f"12{GAP}345{GAP}kr"),
        (Decimal("0.5"), 0, f"1{GAP}kr"),
        (Decimal("-1234.5"), 2, f"−1{GAP}234,50{GAP}kr"),
        (Decimal("-0.4"), 0, f"0{GAP}kr"),
        (None, 0, "–"),
    ],
)
def test_kronor(value: Decimal | int | None, decimals: int, text: str) -> None:
    assert swedish.kr(value, decimals) == text


@given(some.decimals(-(10**9), 10**9, places=2))
def test_an_amount_can_be_read_back(amount: Decimal) -> None:
    text = swedish.kr(amount, 2).removesuffix(f"{GAP}kr").replace(GAP, "").replace(",", ".").replace("−", "-")
    assert Decimal(text) == amount


@pytest.mark.parametrize("given", ["201203142391", "20120314-2391", "20120314 2391"])
def test_a_personal_number_has_one_form(given: str) -> None:
    assert swedish.pnr(given) == "20120314-2391"


def test_what_is_no_personal_number_is_shown_as_it_came() -> None:
    assert swedish.pnr("okänt") == "okänt"
    assert swedish.pnr("") == "–"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("”Jag sover bättre.”", "Jag sover bättre."),
        ('"Ja"', "Ja"),
        ("Jag sa ”nej”", "Jag sa ”nej”"),
        ("”Nej” och ”ja”", "”Nej” och ”ja”"),
        ("”", "”"),
        ("", ""),
    ],
)
def test_what_was_said_loses_the_marks_around_it_and_no_others(written, shown):
    assert swedish.unquoted(written) == shown
