"""Kostnaderna räknas av databasen: to the night and the price of its day, and of nobody who can be found."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations

import pytest
from django.db import DatabaseError, connection, transaction

from samtid.base.access.words import Purpose
from samtid.ground.kernel.stats import SMALLEST, kept_groups
from samtid.ground.offers import Run
from samtid.ground.sweden import swedish_day
from samtid.resources.economy.models import Cost
from samtid.resources.economy.offers import MEASURE
from samtid.resources.economy.words import Level, Step
from samtid.steps.placements.models import HomeTerms, Placement
from samtid.steps.placements.rules.days import Stay, nights
from samtid.steps.placements.words import HomeKind
from tests.log_in import stepped_out

from .make import Maker, be_costed, behind, measured, priced

TODAY = date(2026, 11, 21)
FIRST = date(2023, 1, 1)
NOBODY = ("maja", "bo", "siri", "pelle", "omar", "tova", "nils", "liv", "ola")


def moment(year, month, day, hour=9):
    return datetime(year, month, day, hour, tzinfo=UTC)


def facts(step, begins=date(2024, 1, 1), ends=date(2026, 10, 1)):
    with connection.cursor() as cursor:
        cursor.execute("select * from access.cost_facts(%s, %s, %s)", [step, begins, ends])
        return [row[:5] for row in cursor.fetchall()]


def seen_by_controller(acting):
    with acting("kurt"):
        return list(Cost.objects.order_by("pk"))


def quarter(night):
    return date(night.year, (night.month - 1) // 3 * 3 + 1, 1)


def twin(step):
    """Of each quarter, by unit: each priced night with its person and price. The slow way, with the room's own rules."""
    from samtid.base.access.models import Holding

    units = {one.compartment_id: one.unit_id for one in Holding.objects.all()}
    prices = defaultdict(list)
    for term in HomeTerms.objects.order_by("valid_from", "written_at"):
        prices[term.home_id].append((term.valid_from, term.price_per_day))
    found = defaultdict(lambda: defaultdict(list))
    for one in Placement.objects.select_related("care", "home"):
        if HomeKind(one.home.kind).is_family is not (step is Step.FAMILY):
            continue
        stay = Stay(one.starts_at, one.ends_at, prices=tuple(prices[one.home_id]))
        for night in nights(stay, date(2024, 1, 1), date(2026, 10, 1)):
            if (price := stay.price_on(night)) is not None:
                found[quarter(night)][units[one.compartment_id]].append((one.care.person_id, night, price))
    return found


def few_in_a_month(rows):
    months = defaultdict(set)
    for person, night, _ in rows:
        months[night.month].add(person)
    return any(len(persons) < SMALLEST for persons in months.values())


def thousands(rows):
    kronor = sum(row[2] for row in rows)
    return Decimal(kronor / 1000).quantize(Decimal(1), ROUND_HALF_UP) * 1000


@pytest.fixture(params=[(1, 70), (2, 22)], ids=["some", "few"])
def town(request, db, as_owner):
    seed, children = request.param
    with behind():
        Maker(seed).a_town(children)
    with as_owner():
        assert measured(TODAY)


@pytest.mark.parametrize("step", [Step.FAMILY, Step.INSTITUTION])
def test_each_quarter_is_what_the_plain_twin_tells(town, acting, as_owner, step):
    read = [one for one in seen_by_controller(acting) if one.step == step]
    assert read
    by = {(one.level, one.unit_id, one.first_on): one for one in read}
    with as_owner():
        truth = twin(step)
    for first in {one.first_on for one in read}:
        homes = {}
        months = defaultdict(lambda: defaultdict(list))
        for unit, rows in truth[first].items():
            for person, night, _ in rows:
                months[person][unit, night.month].append(night)
        for person, seen in months.items():
            # a person's first unit of the quarter, by the first night of each of its months
            homes[person] = min((min(days), unit) for (unit, _), days in seen.items())[1]
        persons = {unit: sum(home == unit for home in homes.values()) for unit in truth[first]}
        own, together = kept_groups(persons)
        told = [row for unit in own | together for row in truth[first][unit]]
        whole = by[Level.ALL, None, first]
        # each month that has anybody has five, or the unit's quarter is left out
        own, together = (
            {unit for unit in own if not few_in_a_month(truth[first][unit])},
            set() if few_in_a_month([row for unit in together for row in truth[first][unit]]) else together,
        )
        told = [row for unit in own | together for row in truth[first][unit]]
        heads = sum(persons[unit] for unit in own | together)
        assert (whole.persons, whole.units, whole.kronor) == (
            (heads, len(told), thousands(told)) if told else (None, None, None)
        )
        for unit in truth[first]:
            found = by.get((Level.UNIT, unit, first))
            assert (found is not None) == (unit in own)
            if found:
                assert found.kronor == thousands(truth[first][unit])


def test_whoever_subtracts_is_left_with_five_or_with_nothing(town, acting):
    read = [one for one in seen_by_controller(acting) if one.persons is not None]
    assert read
    by_quarter = defaultdict(dict)
    for one in read:
        assert one.persons >= SMALLEST and one.units >= SMALLEST
        by_quarter[one.step, one.first_on][one.level, one.unit_id] = one
    for told in by_quarter.values():
        total = told.pop((Level.ALL, None))
        parts = list(told.values())
        assert all(one.kronor % 1000 == 0 for one in (total, *parts))
        assert abs(sum(one.kronor for one in parts) - total.kronor) <= 500 * (1 + len(parts))
        assert sum(one.persons for one in parts) == total.persons
        for size in range(1, len(parts)):
            for some in combinations(parts, size):
                assert total.persons - sum(one.persons for one in some) >= SMALLEST


def test_what_has_been_told_stands_whatever_is_written_afterwards(town, acting, as_owner):
    before = {one.pk: one.kronor for one in seen_by_controller(acting)}
    with behind():
        Maker(99).a_town(10)
    with as_owner():
        assert measured(TODAY) == 0
    assert {one.pk: one.kronor for one in seen_by_controller(acting)} == before


def test_a_night_costs_what_the_home_had_that_day_and_the_last_night_is_not_slept(db, as_owner):
    with behind():
        make = Maker()
        home = make.home(HomeKind.RESIDENTIAL, {FIRST: 5000, date(2025, 2, 3): 6000})
        make.stay(make.case(), home, moment(2025, 2, 1), moment(2025, 2, 5))
    with as_owner():
        [(_, _, first, units, kronor)] = facts(Step.INSTITUTION)
    assert (first, units, kronor) == (date(2025, 2, 1), 4, 2 * 5000 + 2 * 6000)


def test_the_night_of_new_year_is_the_swedish_one(db, as_owner):
    with behind():
        make = Maker()
        home = make.home(HomeKind.FAMILY_HOME, {FIRST: 1000})
        # half past eleven in the evening UTC is the new year in Sweden
        make.stay(make.case(), home, datetime(2025, 12, 31, 23, 30, tzinfo=UTC), moment(2026, 1, 2))
    with as_owner():
        assert facts(Step.FAMILY, ends=date(2026, 1, 1)) == []
        [(_, _, first, units, _)] = facts(Step.FAMILY, begins=date(2026, 1, 1))
    assert (first, units) == (date(2026, 1, 1), 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"is_sealed": True},
        {"annulled": True},
        {"corrected_at": moment(2025, 3, 1), "corrected_why": "fel"},
    ],
    ids=["sealed", "wrong child", "corrected"],
)
def test_what_is_sealed_or_was_wrong_is_not_counted(db, as_owner, wrong):
    with behind():
        make = Maker()
        if "corrected_at" in wrong:
            wrong = wrong | {"corrected_by": make.by}
        home = make.home(HomeKind.RESIDENTIAL, {FIRST: 5000})
        make.stay(make.case(), home, moment(2025, 2, 1), moment(2025, 2, 5), **wrong)
    with as_owner():
        assert facts(Step.INSTITUTION) == []


@pytest.mark.parametrize(("without", "told"), [(4, None), (5, 5)])
def test_what_has_no_price_is_told_of_five_and_never_guessed(db, acting, as_owner, without, told):
    with behind():
        make = Maker()
        dear = make.home(HomeKind.RESIDENTIAL, {FIRST: 5000})
        none = make.home(HomeKind.SUPPORTED, {FIRST: None})
        for _ in range(6):
            make.stay(make.case(), dear, moment(2025, 2, 1), moment(2025, 2, 5))
        for _ in range(without):
            make.stay(make.case(), none, moment(2025, 2, 1), moment(2025, 2, 5))
    with as_owner():
        measured(TODAY)
    [found] = [one for one in seen_by_controller(acting) if one.level == Level.ALL and one.kronor]
    assert (found.persons, found.units, found.kronor, found.unpriced) == (6, 24, 120_000, told)


def test_a_visit_costs_what_the_catalogue_said_and_one_that_was_not_made_nothing(db, as_owner):
    priced("family_treatment", 800, "hour")
    priced("parent_support", 500, "time")
    with behind():
        make = Maker()
        make.visit("family_treatment", date(2025, 2, 3), minutes=90)
        make.visit("family_treatment", date(2025, 2, 3), corrected=False)
        make.visit("parent_support", date(2025, 2, 3), corrected=True)
    with as_owner():
        found = [row for step in (Step.HOME, Step.OPEN) for row in facts(step)]
    assert sorted((units, kronor) for _, _, _, units, kronor in found) == [(1, 500), (1, 1200)]


def test_a_price_by_the_month_is_not_a_visits(db, as_owner):
    priced("family_treatment", 9000, "month")
    with behind():
        Maker().visit("family_treatment", date(2025, 2, 3))
    with as_owner():
        [(_, _, _, units, kronor)] = [row for step in (Step.HOME, Step.OPEN) for row in facts(step)]
    assert (units, kronor) == (1, None)


def test_a_quarter_rests_a_month_before_it_is_told(db, acting, as_owner):
    with behind():
        make = Maker()
        home = make.home(HomeKind.FAMILY_HOME, {FIRST: 1000})
        for _ in range(5):
            make.stay(make.case(), home, moment(2026, 7, 2), moment(2026, 9, 30))
    with as_owner():
        measured(date(2026, 10, 31))
    assert not any(one.kronor for one in seen_by_controller(acting))
    with as_owner():
        measured(date(2026, 11, 1))
    assert any(one.kronor for one in seen_by_controller(acting))


def test_the_worker_counts_what_has_ended_and_the_next_night_nothing(db, acting):
    with behind():
        Maker().a_town(30)

    def count(day):
        at = datetime(2026, 11, day, 2, 50, tzinfo=UTC)
        with acting("", at=at, purpose=Purpose.WORKER), stepped_out("default"):
            return MEASURE.do(Run(at, at))["steg"]

    assert count(21) == len(Step)
    assert count(22) == 0
    assert swedish_day(datetime(2026, 11, 22, 2, 50, tzinfo=UTC)) == date(2026, 11, 22)


@pytest.mark.parametrize("username", ["kurt", "bengt", "karin", "vera"])
@pytest.mark.parametrize(
    "asked",
    [
        "select * from access.cost_facts('family', '2024-01-01', '2026-01-01')",
        "select access.measure_all_costs('2026-11-21', now())",
        "select access.measure_costs_anew('2026-11-21', now())",
        "select access.measure_cost('family', '2024-01-01', '2026-01-01', now())",
        "select access.measure_costs()",
        "update economy_cost set kronor = 9",
        "delete from economy_cost",
        "insert into economy_cost (id, step, level, first_on, last_on, measured_at) "
        "values (gen_random_uuid(), 'family', 'all', '2020-01-01', '2020-03-31', now())",
    ],
)
def test_those_who_read_the_figures_can_ask_for_no_others(db, acting, username, asked):
    with acting(username), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(asked)


@pytest.mark.parametrize("username", NOBODY)
def test_others_see_no_cost(db, at, acting, username):
    be_costed(at)
    with acting(username):
        assert not Cost.objects.exists()
    with acting("kurt"):
        assert Cost.objects.exists()


def test_the_open_way_in_sees_no_cost(db, at, acting):
    be_costed(at)
    with acting("", purpose=Purpose.PORTAL):
        assert not Cost.objects.exists()


@pytest.mark.parametrize("said", [{"persons": 4, "units": 9, "kronor": 9}, {"unpriced": 4}])
def test_the_database_refuses_a_cost_of_four(db, as_owner, at, said):
    with as_owner(), pytest.raises(DatabaseError), transaction.atomic():
        Cost.objects.create(
            step=Step.FAMILY,
            level=Level.ALL,
            first_on="2026-01-01",
            last_on="2026-03-31",
            measured_at=at,
            **said,
        )
