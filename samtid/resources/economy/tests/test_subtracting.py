"""Vem som än drar ifrån det hon vet: what is left over is nobody's or five persons', across the rooms."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from samtid.base.dossier.models import Event
from samtid.resources.economy.words import Step
from samtid.steps.placements.words import HomeKind

from .make import UNITS, Maker, behind, measured, priced
from .test_walls import FIRST, TODAY, facts, moment, seen_by_controller


def institution(acting, as_owner):
    with as_owner():
        measured(TODAY)
    return [
        one for one in seen_by_controller(acting) if one.kronor is not None and one.step == Step.INSTITUTION
    ]


@pytest.mark.parametrize(("in_july", "is_told"), [(0, True), (1, False), (4, False), (5, True)])
def test_a_quarter_is_told_only_when_no_month_of_it_is_a_few(db, acting, as_owner, in_july, is_told):
    with behind():
        make = Maker()
        home = make.home(HomeKind.RESIDENTIAL, {FIRST: 5000})
        for place in range(5):
            make.stay(make.case(), home, moment(2025, 8, 1), moment(2025, 10, 1))
            if place < in_july:
                make.stay(make.case(), home, moment(2025, 7, 1), moment(2025, 7, 9))
    assert bool(institution(acting, as_owner)) is is_told


@pytest.mark.parametrize(
    ("still", "moved", "is_told"), [(5, 0, True), (1, 4, False), (0, 5, False), (5, 4, True)]
)
def test_whoever_handed_cases_over_is_not_left_with_a_few(db, acting, as_owner, still, moved, is_told):
    with behind():
        make = Maker()
        home = make.home(HomeKind.RESIDENTIAL, {FIRST: 5000})
        for place in range(still + moved):
            case = make.case()
            make.stay(case, home, moment(2025, 7, 1), moment(2025, 10, 1))
            if place < moved:
                Event.objects.create(
                    case=case,
                    compartment_id=case.compartment_id,
                    verb="case_transferred",
                    said="Ärendet lämnades över",
                    at=moment(2025, 10, 20),
                    by=make.by,
                )
    assert bool(institution(acting, as_owner)) is is_told


@pytest.mark.parametrize(("others", "is_told"), [(0, True), (1, False), (4, False), (5, True)])
def test_whoever_orders_visits_is_not_left_with_a_few_of_anothers(db, acting, as_owner, others, is_told):
    priced("parent_support", 500, "time")
    with behind():
        make = Maker()
        for place in range(5 + others):
            make.visit("parent_support", date(2025, 2, 3), unit=UNITS[0] if place < 5 else UNITS[1])
    with as_owner():
        measured(TODAY)
    assert any(one.kronor for one in seen_by_controller(acting)) is is_told


@pytest.mark.parametrize(("others", "is_told"), [(0, True), (1, False), (5, True)])
def test_a_units_visits_in_the_indicators_less_those_told_here_are_nobodys_or_fives(
    db, acting, as_owner, others, is_told
):
    priced("parent_support", 500, "time")
    priced("family_treatment", 9000, "month")
    with behind():
        make = Maker()
        for _ in range(5):
            make.visit("parent_support", date(2025, 2, 3))
        for _ in range(others):
            make.visit("family_treatment", date(2025, 2, 3))
    with as_owner():
        measured(TODAY)
    assert any(one.kronor for one in seen_by_controller(acting)) is is_told


def test_what_is_sealed_is_in_neither_rooms_visits(db, as_owner):
    priced("parent_support", 500, "time")
    with behind():
        make = Maker()
        make.visit("parent_support", date(2025, 2, 3), is_sealed=True)
        make.visit("parent_support", date(2025, 2, 3))
    with as_owner(), connection.cursor() as cursor:
        ours = sum(row[3] for step in (Step.HOME, Step.OPEN) for row in facts(step))
        for wanted in ("visits_done", "minutes_done"):
            cursor.execute(
                "select count(*) from access.indicator_facts(%s, '2025-02-01', '2025-03-01')", [wanted]
            )
            assert cursor.fetchone()[0] == ours == 1
