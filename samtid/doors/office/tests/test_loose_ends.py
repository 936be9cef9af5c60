"""What would be nobody's on a day: a place where only others work is as empty as one where nobody does."""

from __future__ import annotations

import json

import pytest
from django.db import connection

from samtid.base.dossier.actions import start_clock
from samtid.base.dossier.models import Case
from samtid.base.dossier.tests.make import a_case
from samtid.base.organisation.models import Membership
from samtid.base.organisation.words import Role
from samtid.ground.law import children

from .make import TODAY


def loose(as_owner) -> dict[str, int]:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("select access.loose_ends(%s)", [TODAY])
        (found,) = cursor.fetchone()
    return found if isinstance(found, dict) else json.loads(found)


@pytest.fixture
def case(acting, at):
    """Maja's case at the reception, with a clock that runs."""
    with acting("maja") as maja:
        made = a_case(by=maja, at=at)
        start_clock(made, children.PRELIMINARY_ASSESSMENT, about=made.pk, by=maja, at=at)
    return made


def works(username: str, role: Role, unit: str = "Mottagning") -> None:
    """Nobody else works at the unit than one, in that role."""
    Membership.objects.filter(unit__name=unit).exclude(staff__username=username).delete()
    Membership.objects.filter(unit__name=unit, staff__username=username).update(role=role)


def test_a_unit_without_one_who_leads_it_has_cases_without_a_manager(case, as_owner):
    assert loose(as_owner)["cases_without_manager"] == 0
    with as_owner():
        works("maja", Role.RECEPTION)
    assert loose(as_owner)["cases_without_manager"] == 1, "others work there, and none of them leads it"
    with as_owner():
        works("maja", Role.MANAGER)
    assert loose(as_owner)["cases_without_manager"] == 0


@pytest.mark.parametrize(
    ("has_it", "role", "left"),
    [
        ("maja", Role.RECEPTION, 0),
        ("rut", Role.MANAGER, 0),
        ("rut", Role.RECEPTION, 1),
        ("rut", Role.CASEWORKER, 1),
    ],
)
def test_a_clock_is_somebodys_when_the_caseworker_or_one_who_leads_works_there(
    case, as_owner, has_it, role, left
):
    """Maja has the case; of those left at the unit one who neither leads it nor has it answers for no clock."""
    with as_owner():
        works(has_it, role)
    assert loose(as_owner)["clocks_without_anybody"] == left


@pytest.mark.parametrize(
    ("role", "left"),
    [
        *((role, 0) for role in (Role.CASEWORKER, Role.SENIOR, Role.MANAGER, Role.RECEPTION)),
        *((role, 1) for role in (Role.CARE_WORKER, Role.PLANNER, Role.CONTROLLER)),
    ],
)
def test_a_caseworker_who_has_another_work_there_now_is_none(case, as_owner, role, left):
    with as_owner():
        works("maja", role)
    assert loose(as_owner)["cases_without_caseworker"] == left


def test_a_caseworker_who_has_left_is_none_and_a_case_that_is_nobodys_is_not_counted(case, as_owner):
    with as_owner():
        Membership.objects.filter(staff__username="maja").delete()
    assert loose(as_owner)["cases_without_caseworker"] == 1
    with as_owner():
        Case.objects.filter(pk=case.pk).update(caseworker=None)
    assert loose(as_owner)["cases_without_caseworker"] == 0
