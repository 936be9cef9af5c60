"""The first administrator is alone until a second has an e-legitimation: only she, only until then, and only before anybody is known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection

from samtid.base.dossier.tests.make import a_case
from samtid.base.organisation.models import Membership, Unit
from samtid.doors.systems.oidc.models import Link
from samtid.steps.intake.tests.make import a_report

LONG_AGO = date(2020, 1, 1)
# Of a second person: the role, and from when until when it and the e-legitimation hold, in days from today.
SECOND = {
    "an administrator with an e-legitimation": ("operator", (-9, None), (-9, None), False),
    "an administrator until today": ("operator", (-9, 0), (-9, 0), False),
    "an administrator from today": ("operator", (0, None), (0, None), False),
    "not an administrator": ("caseworker", (-9, None), (-9, None), True),
    "an administrator from tomorrow": ("operator", (1, None), (-9, None), True),
    "an administrator until yesterday": ("operator", (-9, -1), (-9, None), True),
    "an e-legitimation from tomorrow": ("operator", (-9, None), (1, None), True),
    "an e-legitimation until yesterday": ("operator", (-9, None), (-9, -1), True),
    "no e-legitimation": ("operator", (-9, None), None, True),
}


def is_setting_up() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select access.is_setting_up()")
        return bool(cursor.fetchone()[0])


def link(staff, subject: str, first: date, last: date | None = None) -> None:
    Link.objects.create(
        staff=staff, issuer="https://id.example", subject=subject, valid_from=first, valid_to=last
    )


def test_only_who_looks_after_the_organisation_sets_it_up(acting):
    for username, may in (("ola", True), ("bo", False), ("rut", False), ("liv", False), ("", False)):
        with acting(username):
            assert is_setting_up() is may, username


@pytest.mark.parametrize("second", SECOND)
def test_it_is_over_when_a_second_one_can_log_in(acting, as_owner, staff, at, second):
    role, works, linked, goes_on = SECOND[second]

    def days(between: tuple[int, int | None]) -> tuple[date, date | None]:
        first, last = between
        return at.date() + timedelta(first), None if last is None else at.date() + timedelta(last)

    with as_owner():
        first, last = days(works)
        Membership.objects.create(
            staff=staff("bo"), unit=Unit.objects.get(name="Stab"), role=role, valid_from=first, valid_to=last
        )
        link(staff("ola"), "ola", LONG_AGO)  # her own is not somebody else's
        if linked:
            link(staff("bo"), "bo", *days(linked))
    with acting("ola"):
        assert is_setting_up() is goes_on


def test_it_is_over_when_anything_has_come_in(acting, at):
    with acting("maja") as maja:
        a_report(by=maja, at=at)
    with acting("ola"):
        assert not is_setting_up()


def test_it_is_over_when_there_is_a_case(acting, at):
    with acting("maja") as maja:
        a_case(by=maja, at=at)
    with acting("ola"):
        assert not is_setting_up()
