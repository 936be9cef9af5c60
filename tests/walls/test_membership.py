"""Which role opens whole cases where, and on which days: role × unit × day, written by hand and not asked of the program."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from samtid.base.access.models import Compartment, Holding
from samtid.base.dossier.models import Case
from samtid.base.dossier.tests.make import a_case
from samtid.base.organisation.models import Membership, Unit
from samtid.base.organisation.words import Role

CHILDREN, RECEPTION = "Utredning barn och unga", "Mottagning"  # not shared within; shared within
LED = {Role.MANAGER, Role.SENIOR, Role.RECEPTION}
OPENS = {CHILDREN: LED, RECEPTION: LED | {Role.CASEWORKER}}
VISITING = {*LED, Role.CASEWORKER, Role.PLANNER, Role.CARE_WORKER}


def compartments(function: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"select access.{function}()")
        (keys,) = cursor.fetchone()
    return set(Compartment.objects.filter(pk__in=keys).values_list("name", flat=True))


@pytest.fixture
def moved(staff, as_owner, at):
    """``moved(role, unit)``: Kurt, whom nobody's case concerns, gets a post there and loses the one he has."""

    def move(role: Role, unit: str, first: int = -100, last: int | None = None):
        days = {"valid_from": at.date() + timedelta(days=first)}
        days["valid_to"] = None if last is None else at.date() + timedelta(days=last)
        with as_owner():
            Membership.objects.filter(staff=staff("kurt")).delete()
            Membership.objects.create(
                staff=staff("kurt"), unit=Unit.objects.get(name=unit), role=role, **days
            )

    return move


@pytest.mark.parametrize("unit", OPENS)
@pytest.mark.parametrize("role", list(Role))
def test_only_those_who_lead_or_share_open_a_whole_unit(acting, moved, at, role, unit):
    by = {CHILDREN: "siri", RECEPTION: "maja"}[unit]
    with acting(by) as owner:
        case = a_case(by=owner, at=at)
    moved(role, unit)
    with acting("kurt"):
        assert Case.objects.filter(pk=case.pk).exists() == (role in OPENS[unit])
        assert compartments("my_compartments") == ({unit} if role in OPENS[unit] else set())
        assert compartments("my_visiting") == ({unit} if role in VISITING else set())
        assert compartments("led_compartments") == ({unit} if role is Role.MANAGER else set())


DAYS = [
    ((-10, None), True),
    ((-10, 0), True),
    ((0, None), True),
    ((0, 0), True),
    ((1, None), False),
    ((-10, -1), False),
]


@pytest.mark.parametrize(("days", "holds"), DAYS)
@pytest.mark.parametrize("function", ["my_compartments", "my_visiting", "led_compartments"])
def test_a_post_gives_keys_from_its_first_day_to_its_last(acting, moved, days, holds, function):
    moved(Role.MANAGER, CHILDREN, *days)
    with acting("kurt"):
        assert compartments(function) == ({CHILDREN} if holds else set())


@pytest.mark.parametrize(("days", "holds"), DAYS)
@pytest.mark.parametrize("function", ["my_compartments", "my_visiting", "led_compartments"])
def test_a_unit_gives_keys_while_it_holds_the_compartment(acting, as_owner, at, days, holds, function):
    first, last = (None if day is None else at.date() + timedelta(days=day) for day in days)
    with as_owner():
        Holding.objects.filter(compartment__name=CHILDREN).update(valid_from=first, valid_to=last)
    with acting("karin"):
        assert compartments(function) == ({CHILDREN} if holds else set())


@pytest.mark.parametrize(("days", "holds"), DAYS)
def test_a_role_is_had_on_its_days(acting, moved, days, holds):
    moved(Role.LOG_REVIEWER, CHILDREN, *days)
    with acting("kurt"), connection.cursor() as cursor:
        cursor.execute("select access.has_role(array['log_reviewer']), access.has_role(array['manager'])")
        assert cursor.fetchone() == (holds, False)
