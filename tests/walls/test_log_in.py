"""The tests' own connection is treated as the web's log-in is: what it may not do, no test may lean on."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from samtid.base.access.models import Opening
from samtid.base.access.queries import compartment_of
from samtid.base.dossier.actions import open_case, open_page
from samtid.base.dossier.models import Case, Event
from samtid.base.dossier.tests.make import ALVA, a_case
from samtid.base.dossier.words import Need
from samtid.base.people.actions import look_up, register, registered
from samtid.base.people.models import Person
from tests.log_in import stepped_out


def asked(sql: str) -> tuple[object, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return tuple(cursor.fetchone())


def test_the_webs_role_is_logged_in_and_may_be_nobody_else(db):
    assert asked("select session_user, current_user, current_setting('role')") == (
        "samtid_app",
        "samtid_app",
        "none",
    )
    for role in ("set local role samtid_owner", "reset role; set local role samtid_owner"):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(role)


def test_whoever_stepped_out_is_the_web_again_afterwards(db):
    with stepped_out():
        assert asked("select session_user") == ("samtid_owner",)
        with transaction.atomic():
            pass
        assert asked("select session_user") == ("samtid_owner",), "what is released changes nobody"
    assert asked("select session_user") == ("samtid_app",)


def test_what_opens_is_not_seen_before_it_stands_and_then_it_is(acting, at):
    with acting("maja") as maja:
        ticket = look_up(ALVA, by=maja, at=at)
        place = compartment_of(maja.memberships.get().unit, at.date())
        with transaction.atomic():
            case = open_case(registered(ticket, by=maja, at=at), Need.CHILD, place, by=maja, at=at)
            assert Case.objects.get() == case and not Person.objects.exists()
        assert Person.objects.get().family_name == "Nyström"


def test_a_ticket_is_not_good_in_the_transaction_that_gave_it(acting, at):
    with acting("maja") as maja, pytest.raises(DatabaseError, match="no such ticket"), transaction.atomic():
        register(ALVA, by=maja, at=at)


def test_who_and_when_are_the_stamps_in_a_test_too(acting, at, staff):
    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
    for by, moment in ((staff("bo"), at), (staff("maja"), at.replace(year=2025))):
        with acting("maja"), pytest.raises(DatabaseError, match="who and when"), transaction.atomic():
            Event.objects.create(case=case, verb="case_opened", said="Öppnat", law="", by=by, at=moment)


def test_what_the_log_says_of_oneself_is_read_when_it_stands(acting, at):
    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
        with transaction.atomic():
            open_page(case, "desk:dossier", by=maja, at=at)
            assert not Opening.objects.filter(page="desk:dossier").exists()
        assert Opening.objects.filter(page="desk:dossier").count() == 1
