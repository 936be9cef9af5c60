"""Who plans visits and who takes a report back, asked of the database by SQL and not of the program."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction

from samtid.base.access.through import door
from samtid.steps.services.tests.make import an_open_service
from samtid.steps.visits import actions
from samtid.steps.visits.models import Visit
from samtid.steps.visits.rules import UNDO

from .make import a_visit

LATE = "too late, or not yours to take back"


@pytest.fixture
def visit(acting, staff, at):
    """Agreed by Inga in home care, which has a planner; Tova is to go."""
    with acting("ulf", at=at - timedelta(hours=2)) as ulf:
        service = an_open_service(by=ulf, at=at - timedelta(hours=2))
    with acting("inga", at=at - timedelta(hours=1)) as inga:
        return a_visit(service, by=inga, at=at - timedelta(hours=1), hours=0.5, staff=staff("tova"))


@pytest.fixture
def reported(visit, acting, at):
    with acting("tova") as tova:
        actions.carry_out(visit, by=tova, at=at)
    return visit


def take_back(pk) -> None:
    with transaction.atomic():
        door("take_back_report", pk)


@pytest.mark.parametrize("username", ["nils", "inga", "ulf", "omar", "bo", "ola"])
def test_a_report_is_taken_back_by_nobody_but_the_one_who_made_it(reported, acting, at, username):
    with acting(username), pytest.raises(Error, match=LATE):
        take_back(reported.pk)
    with acting("tova"):
        assert Visit.objects.get(pk=reported.pk).carried_out_at == at


@pytest.mark.parametrize(
    ("after", "may"), [(timedelta(0), True), (UNDO, True), (UNDO + timedelta(seconds=1), False)]
)
def test_it_is_taken_back_within_ten_minutes_and_once(reported, acting, at, after, may):
    with acting("tova", at=at + after):
        if may:
            take_back(reported.pk)
            assert Visit.objects.get(pk=reported.pk).carried_out_at is None
        with pytest.raises(Error, match=LATE):
            take_back(reported.pk)


def test_what_was_never_reported_or_is_not_there_is_answered_alike(visit, acting):
    for pk in (visit.pk, "00000000-0000-4000-8000-000000000000", None):
        with acting("tova"), pytest.raises(Error, match=LATE):
            take_back(pk)


def test_a_report_is_not_taken_back_past_the_door(reported, acting):
    """The row itself is not written empty by anybody else, nor made another's to take back."""
    for said in (
        "carried_out_at = null, minutes_done = null, reported_by_id = null",
        "reported_by_id = access.me()",
    ):
        for username in ("nils", "inga", "ulf"):
            with acting(username), pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"update visits_visit set {said} where id = %s", [reported.pk])


@pytest.mark.parametrize(
    ("username", "plans"),
    [
        ("inga", True),
        ("nils", True),
        ("ulf", True),
        ("tova", False),
        ("omar", False),
        ("bo", False),
        ("gun", True),
    ],
)
def test_who_plans_is_the_planner_and_those_who_hold_the_case(visit, acting, at, username, plans):
    with acting(username):
        assert door("plans_visits", visit.service_id) is plans
        assert door("plans_visits", "00000000-0000-4000-8000-000000000000") is False
        for said in ("planned_at = planned_at + interval '1 hour'", "minutes = 5", "staff_id = null"):
            with transaction.atomic(), connection.cursor() as cursor:
                try:
                    cursor.execute(f"update visits_visit set {said} where id = %s", [visit.pk])
                    changed = cursor.rowcount
                except Error:
                    changed = 0
                    transaction.set_rollback(True)
            assert changed == int(plans), said
