"""Siffrorna: what the database counts is what the slow plain twin counts."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from samtid.quality.indicators.figures import all_indicators

from . import twins
from .make import a_town

BEGINS, ENDS = date(2024, 1, 1), date(2026, 11, 1)


def facts(key, begins=BEGINS, ends=ENDS):
    with connection.cursor() as cursor:
        cursor.execute("select * from access.indicator_facts(%s, %s, %s)", [key, begins, ends])
        return cursor.fetchall()


def in_order(rows):
    return sorted(
        (place, str(person), day, *(None if one is None else round(float(one), 6) for one in numbers))
        for place, person, day, *numbers in rows
    )


@pytest.fixture
def town(db):
    a_town(1)


def rounded(rows):
    return [tuple("–" if cell is None else cell for cell in row) for row in rows]


def test_the_database_and_the_twins_count_the_same(town, as_owner):
    with as_owner():
        for key in all_indicators():
            assert rounded(in_order(facts(key))) == rounded(in_order(twins.TWINS[key](BEGINS, ENDS))), key


def test_the_town_has_something_of_everything(town, as_owner):
    with as_owner():
        assert [key for key in all_indicators() if not facts(key)] == []


def test_a_period_is_the_same_counted_alone_or_with_others(town, as_owner):
    with as_owner():
        for key in all_indicators():
            alone = in_order(facts(key, date(2025, 3, 1), date(2025, 4, 1)))
            within = [row for row in in_order(facts(key)) if date(2025, 3, 1) <= row[2] < date(2025, 4, 1)]
            assert [row[:3] for row in alone] == [row[:3] for row in within], key
