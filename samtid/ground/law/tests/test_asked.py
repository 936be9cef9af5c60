"""Vad som än står i adressen är det en dag."""

from __future__ import annotations

from datetime import date

import pytest

from samtid.ground.law.asked import EARLIEST, LATEST, asked_day

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2026-12-24", date(2026, 12, 24)),
        ("", TODAY),
        ("i dag", TODAY),
        ("2026-13-01", TODAY),
        ("2022-01-03", EARLIEST),
        ("2022-07-03", EARLIEST),
        ("2022-07-04", date(2022, 7, 4)),
        ("0001-01-01", EARLIEST),
        ("9999-12-31", LATEST),
    ],
)
def test_what_is_no_day_is_today_and_what_is_unknown_is_the_nearest_known(said, day):
    assert asked_day(said, TODAY) == day


def test_the_earliest_is_a_monday_so_that_its_whole_week_is_known():
    assert date(2022, 7, 4) == EARLIEST
    assert EARLIEST.weekday() == 0
