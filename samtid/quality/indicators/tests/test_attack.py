"""Angreppet: somebody who may see every figure subtracts whatever can be subtracted, and finds nobody.

What is known of the truth is counted by hand, as the owner. The attacker is the controller, who reads by his own
log-in, and a manager who knows her own unit by heart.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import combinations

import pytest
from django.db import DatabaseError, connection, transaction

from samtid.base.access.words import Purpose
from samtid.base.organisation.models import Unit
from samtid.ground.kernel.stats import SMALLEST, kept_groups, may_tell_share
from samtid.quality.indicators.figures import all_indicators
from samtid.quality.indicators.models import Reading
from samtid.quality.indicators.words import About, Level

from .make import a_town

TODAY = date(2026, 11, 21)
NOBODY = ("maja", "bo", "siri", "pelle", "omar", "tova", "nils", "liv", "ola")


def measured(today=TODAY, at="2026-11-21 04:00+01"):
    with connection.cursor() as cursor:
        cursor.execute("select access.measure_all_indicators(%s, %s)", [today, at])
        return cursor.fetchone()[0]


def facts(key, begins=date(2023, 1, 1), ends=date(2026, 11, 1)):
    with connection.cursor() as cursor:
        cursor.execute(
            "select f.*, h.unit_id from access.indicator_facts(%s, %s, %s) f "
            "join access_holding h on h.compartment_id = f.compartment",
            [key, begins, ends],
        )
        return cursor.fetchall()


def period_of(day, months):
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def truth(one):
    """Of each period, unit by unit: the rows, and who they are about. Each person belongs to the first unit."""
    rows = defaultdict(lambda: defaultdict(list))
    for row in facts(one.key):
        rows[period_of(row[2], one.period.months)][row[6]].append(row)
    return rows


def first_units(units):
    """How many persons each unit has, each person counted in one only."""
    homes = {}
    for unit, rows in units.items():
        for row in rows:
            homes[row[1]] = min(homes.get(row[1], (row[2], unit)), (row[2], unit))
    return {unit: sum(home == unit for _, home in homes.values()) for unit in units}


@pytest.fixture(params=[(1, 250), (2, 110)], ids=["some", "few"])
def town(request, db, as_owner):
    seed, cases = request.param
    a_town(seed, cases=cases)
    with as_owner():
        assert measured()


def seen_by_controller(acting):
    with acting("kurt"):
        return list(Reading.objects.order_by("pk"))


def test_each_figure_is_what_the_plain_twin_tells(town, acting, as_owner):
    """Which units are told of, which together, and the numbers: counted again in Python, group by group."""
    read = seen_by_controller(acting)
    by = {(one.indicator, one.level, one.unit_id, one.first_on): one for one in read if one.part == ""}
    with as_owner():
        for one in all_indicators().values():
            for period, units in truth(one).items():
                whole = by.get((one.key, "all", None, period))
                if whole is None:
                    continue  # a period that is not over
                own, together = kept_groups(first_units(units))
                told = {unit: rows for unit, rows in units.items() if unit in own}
                rest = [row for unit in together for row in units[unit]]
                every = [row for rows in told.values() for row in rows] + rest
                assert whole.rows == (len(every) or None), (one.key, period)
                for unit in units:
                    found = by.get((one.key, "unit", unit, period))
                    assert (found is None) == (unit not in own), (one.key, period, unit)
                    if found is not None:
                        assert found.rows == len(told[unit])
                        if one.about is About.OFFICE and one.kind == "share":
                            assert found.hits == sum(row[3] for row in told[unit])
                found = by.get((one.key, "rest", None, period))
                assert (found.rows if found else 0) == len(rest)


def test_whoever_subtracts_is_left_with_five_or_with_nothing(town, acting):
    """Total − units, unit − unit, months − half a year, sex − age: what is left is nothing, or more than a few."""
    read = [one for one in seen_by_controller(acting) if one.rows is not None]
    by_period, by_half = defaultdict(dict), defaultdict(list)
    for one in read:
        assert one.rows >= SMALLEST
        if one.level in (Level.ALL, Level.UNIT, Level.REST):
            by_period[one.indicator, one.first_on][one.level, one.unit_id] = one.rows
        else:
            by_half[one.indicator, one.level, one.first_on, one.last_on].append(one.rows)
    assert by_period and by_half
    for told in by_period.values():
        total = told.pop((Level.ALL, None))
        parts = list(told.values())
        assert sum(parts) == total
        for size in range(1, len(parts) + 1):
            for some in combinations(parts, size):
                assert total - sum(some) == 0 or total - sum(some) >= SMALLEST
    for (key, _, first_on, last_on), parts in by_half.items():
        months = [
            one.rows
            for one in read
            if one.indicator == key and one.level == Level.ALL and first_on <= one.first_on <= last_on
        ]
        assert sum(months) == sum(parts)


def test_whoever_knows_a_unit_by_heart_is_left_with_five_or_nothing(town, acting, as_owner):
    read = seen_by_controller(acting)
    totals = {(one.indicator, one.first_on): one.rows for one in read if one.level == Level.ALL}
    with as_owner():
        for one in all_indicators().values():
            for period, units in truth(one).items():
                if not totals.get((one.key, period)):
                    continue
                homes = first_units(units)
                own, together = kept_groups(homes)
                for insider in own | together:
                    left = {row[1] for unit in (own | together) - {insider} for row in units[unit]}
                    others = sum(homes[unit] for unit in (own | together) - {insider})
                    assert others == 0 or len(left) >= SMALLEST


def test_a_share_about_persons_never_tells_of_a_few(town, acting, as_owner):
    """Neither of those it holds for nor of those it does not, nor of what is left beside a unit that one knows."""
    read = seen_by_controller(acting)
    with as_owner():
        for one in all_indicators().values():
            if one.about is not About.PERSONS:
                continue
            every = truth(one)
            for reading in read:
                if reading.indicator != one.key or reading.hits is None or reading.part:
                    continue
                units = every[reading.first_on]
                own, together = kept_groups(first_units(units))
                shown = {"all": own | together, "rest": together}.get(reading.level, {reading.unit_id})

                def persons(units_of, units=units):
                    rows = [row for unit in units_of for row in units[unit]]
                    return len({row[1] for row in rows if row[3]}), len(
                        {row[1] for row in rows if not row[3]}
                    )

                hits, others = persons(shown)
                assert may_tell_share(hits, others)
                if reading.level == "all":
                    for insider in shown:
                        assert may_tell_share(*persons(shown - {insider}))


def test_what_has_been_told_stands_whatever_is_written_afterwards(town, acting, as_owner):
    """Yesterday's figure − today's is the classical way to the one who came between."""
    before = {one.pk: one.rows for one in seen_by_controller(acting)}
    a_town(99, cases=30)
    with as_owner():
        measured()
        after = {one.pk: one.rows for one in Reading.objects.all()}

    assert after == before


@pytest.mark.parametrize("username", ["kurt", "bengt", "karin", "vera"])
@pytest.mark.parametrize(
    "asked",
    [
        "select * from access.indicator_facts('load', '2024-01-01', '2026-01-01')",
        "select access.measure_all_indicators('2026-11-21', now())",
        "select access.measure_indicators_anew('2026-11-21', now())",
        "select access.measure_indicator('load', 1, 'month', '2024-01-01', '2026-01-01', false, now())",
        "select access.measure_parts('load', 1, 'month', '2024-01-01', '2024-07-01', false, now())",
        "select access.measure_indicators()",
        "select access.is_tellable(3)",
        "update indicators_reading set rows = 9",
        "delete from indicators_reading",
        "insert into indicators_reading (indicator, version, level, part, first_on, last_on, measured_at) "
        "values ('load', 1, 'all', '', '2020-01-01', '2020-01-31', now())",
    ],
)
def test_those_who_read_the_figures_can_ask_for_no_others(db, acting, username, asked):
    with acting(username), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(asked)


def a_reading(**said):
    told = {
        "indicator": "load",
        "version": 1,
        "level": "all",
        "rows": 9,
        "measured_at": "2026-11-01 04:00+01",
    }
    return Reading.objects.create(**told | {"first_on": "2026-10-01", "last_on": "2026-10-31"} | said)


@pytest.mark.parametrize("username", NOBODY)
def test_others_see_no_figure(db, as_owner, acting, username):
    with as_owner():
        a_reading(level="unit", unit=Unit.objects.first())
    with acting(username):
        assert not Reading.objects.exists()
    with acting("kurt"):
        assert Reading.objects.exists()


def test_the_open_way_in_sees_no_figure(db, as_owner, acting):
    with as_owner():
        a_reading()
    with acting("", purpose=Purpose.PORTAL):
        assert not Reading.objects.exists()


def test_the_database_refuses_a_figure_of_four(db, as_owner):
    with as_owner(), pytest.raises(DatabaseError), transaction.atomic():
        a_reading(rows=4)
