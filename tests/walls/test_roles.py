"""Which role each door of the database opens for: role × door, written by hand and not asked of the program."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from samtid.base.dossier.tests.make import a_case
from samtid.base.organisation.models import Membership
from samtid.base.organisation.words import Role

WORKS_WITH_CASES = {Role.CASEWORKER, Role.SENIOR, Role.MANAGER, Role.RECEPTION}
# A door → who it opens for; everybody else is told what is written after it.
DOORS: dict[str, tuple[str, set[Role], str]] = {
    "break_glass": (
        "select access.break_glass('201203142391', 'Akut: mamman på sjukhus', 1)",
        WORKS_WITH_CASES,
        "this role cannot break glass",
    ),
    "pick_for_review": (
        "select access.pick_for_review(%(month)s, 2, 'lott')",
        {Role.LOG_REVIEWER},
        "not for this purpose",
    ),
}


@pytest.fixture
def as_role(staff, as_owner, acting, at):
    """``with as_role(role):`` Kurt acts in that role, in the unit where he is."""

    def act(role: Role):
        with as_owner():
            Membership.objects.filter(staff=staff("kurt")).update(
                role=role, valid_from=at.date() - timedelta(days=9)
            )
        return acting("kurt")

    return act


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", list(Role))
def test_a_door_opens_for_its_roles_and_for_nobody_else(acting, as_role, at, role, door):
    sql, opens, words = DOORS[door]
    with acting("maja") as maja:
        a_case(by=maja, at=at)
    with as_role(role), connection.cursor() as cursor:
        said = {"month": at.date().replace(day=1), "at": at}
        if role in opens:
            cursor.execute(sql, said)
        else:
            with pytest.raises(DatabaseError, match=words), transaction.atomic():
                cursor.execute(sql, said)


@pytest.mark.parametrize("role", list(Role))
def test_who_has_a_log_in_is_told_to_those_who_lead_or_administer(as_role, staff, role):
    with as_role(role), connection.cursor() as cursor:
        cursor.execute("select access.has_log_in(%s)", [staff("bo").pk])
        told = cursor.fetchone()[0] is not None
    assert told == (role in {Role.MANAGER, Role.OPERATOR})
