"""An application that nobody decides: told of, asked about, refused, appealed, decided."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction
from django.urls import reverse

from samtid.base.dossier.actions import set_protection
from samtid.base.dossier.models import Clock, Event
from samtid.base.people.words import Protection
from samtid.ground import clock
from samtid.ground.law.administration import DECIDE_ON_REQUEST
from samtid.ground.reasons import NotYet
from samtid.steps.decisions.tests.make import a_decision
from samtid.steps.delays import actions, queries
from samtid.steps.delays.models import DelayStep
from samtid.steps.delays.words import Kind
from samtid.steps.investigations.tests.make import an_elders_investigation
from tests.log_in import stepped_out

from .make import WHY, WRONG, noted

LATE = timedelta(days=200)


@pytest.fixture
def inquiry(staff, at):
    return an_elders_investigation(maja=staff("maja"), ulf=staff("ulf"), at=at)


@pytest.fixture
def late(at):
    with clock.set_to(lambda: at + LATE):
        yield at + LATE


def by_sql(one, days):
    """A row as no form writes it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into delays_delaystep (id, case_id, compartment_id, is_sealed, investigation_id, kind, happened_on, until, text,"
            f" decided_by, why, by_id, at) select gen_random_uuid(), case_id, compartment_id, is_sealed, investigation_id, kind, {days},"
            " text, decided_by, why, by_id, at from delays_delaystep where id = %s",
            [one.pk],
        )


def running(viewer, inquiry):
    return queries.clock(viewer, inquiry)


def test_who_asks_has_an_answer_within_four_weeks(acting, at, late, inquiry):
    on = late.date()
    with acting("ulf", at=late) as ulf:
        noted(inquiry, Kind.NOTIFIED, on - timedelta(days=9), until=on, by=ulf, at=late)
        noted(inquiry, Kind.ASKED, on - timedelta(days=3), by=ulf, at=late)
        clock_now = running(ulf, inquiry)
        assert clock_now.legal_on == on - timedelta(days=3) + timedelta(weeks=4)
        a_decision(inquiry, by=ulf, at=late, valid_from=on)
        assert running(ulf, inquiry) is None
        assert Clock.objects.filter(rule=DECIDE_ON_REQUEST.id).count() == 1
        assert {one.verb for one in Event.objects.filter(case=inquiry.case)} >= {"delay_noted"}


def test_a_refusal_stops_the_weeks_and_when_it_was_wrong_they_run_again(acting, at, late, inquiry):
    on = late.date()
    with acting("ulf", at=late) as ulf:
        asked = noted(inquiry, Kind.ASKED, on - timedelta(days=5), by=ulf, at=late)
        refused = noted(inquiry, Kind.REFUSED, on, by=ulf, at=late)
        assert running(ulf, inquiry) is None
        with pytest.raises(NotYet, match="Något senare vilar på den"):
            actions.withdraw(asked, WRONG, by=ulf, at=late)
        actions.withdraw(refused, WRONG, by=ulf, at=late)
        assert running(ulf, inquiry).legal_on == on - timedelta(days=5) + timedelta(weeks=4)
        with pytest.raises(NotYet, match="räknas redan inte"):
            actions.withdraw(refused, WRONG, by=ulf, at=late)
        noted(inquiry, Kind.REFUSED, on, by=ulf, at=late)
        assert running(ulf, inquiry) is None


def test_before_six_months_nothing_is_asked_and_nothing_written(acting, at, inquiry):
    with acting("ulf") as ulf:
        with pytest.raises(NotYet, match="tidigast"):
            noted(inquiry, Kind.ASKED, at.date(), by=ulf, at=at)
        assert not DelayStep.objects.exists() and running(ulf, inquiry) is None


@pytest.mark.parametrize("username", ["bo", "omar", "pelle", "tova", "inga", "liv", "ola", "vera", "kurt"])
def test_nobody_without_the_case_reads_or_writes(acting, at, late, inquiry, username):
    with acting("ulf", at=late) as ulf:
        one = noted(inquiry, Kind.NOTIFIED, late.date(), by=ulf, at=late)
    row = {
        "case_id": one.case_id,
        "investigation_id": inquiry.pk,
        "kind": "notified",
        "happened_on": one.happened_on,
    }
    with acting(username, at=late) as who:
        assert not DelayStep.objects.exists()
        with pytest.raises(Error, match=r"who holds the case|permission|row-level"), transaction.atomic():
            DelayStep.objects.create(by=who, at=late, **row)


def test_what_is_noted_stands_and_is_of_its_own_case(acting, at, late, inquiry, staff):
    with acting("ulf", at=late) as ulf:
        one = noted(inquiry, Kind.NOTIFIED, late.date(), by=ulf, at=late)
        for do in (
            lambda: DelayStep.objects.update(text="Något annat"),
            lambda: DelayStep.objects.all().delete(),
            lambda: by_sql(one, "'-infinity', null"),
            lambda: by_sql(one, "'2026-11-22', 'infinity'"),
            lambda: DelayStep.objects.create(
                case_id=one.case_id, investigation_id=inquiry.pk, kind="notified",
                happened_on=late.date() + timedelta(days=1), by=ulf, at=late,
            ),
            lambda: DelayStep.objects.create(
                case_id=one.case_id, investigation_id=inquiry.pk, kind="asked",
                happened_on=late.date(), corrects=one, why=WRONG, by=ulf, at=late,
            ),
        ):  # fmt: skip
            with pytest.raises(Error), transaction.atomic():
                do()


def test_a_protected_place_is_not_told(acting, at, late, inquiry):
    with acting("ulf", at=late) as ulf:
        address = inquiry.case.dossier.person.address
        set_protection(inquiry.case, Protection.MARKED, by=ulf, at=late)
    with acting("ulf", at=late) as ulf, pytest.raises(NotYet):
        actions.note(
            inquiry,
            actions.rules.Said(Kind.NOTIFIED, late.date(), f"Brevet till {address} kom tillbaka."),
            by=ulf,
            at=late,
        )


def test_the_page_and_the_day(client, staff, at, late, inquiry):
    client.force_login(staff("ulf"))
    here, day = reverse("delays:of_inquiry", args=[inquiry.pk]), reverse("desk:day")
    assert here in client.get(reverse("investigations:investigation", args=[inquiry.pk])).content.decode()
    assert "Ansökan har väntat i sex månader" in client.get(day).content.decode()
    assert "Inget är antecknat" in client.get(here).content.decode()
    sent = {"kind": "notified", "on": str(late.date()), "text": "", "until": "", "who": ""}
    refused = client.post(here, sent)
    assert refused.status_code == 422 and "Skriv varför det dröjer" in refused.content.decode()
    sent |= {"text": WHY, "until": str(late.date() + timedelta(days=30))}
    assert client.post(here, sent).headers["Location"] == here
    assert WHY in client.get(here).content.decode()
    assert "Ansökan har väntat i sex månader" not in client.get(day).content.decode()

    client.post(here, sent | {"kind": "asked", "until": ""})
    assert "Parten har begärt att ärendet avgörs" in client.get(day).content.decode()
    again = client.post(here, sent | {"kind": "asked", "until": ""})
    assert again.status_code == 422 and "en gång under ärendet" in again.content.decode()
    with stepped_out():
        step = DelayStep.objects.get(kind="notified")
    wrong = reverse("delays:wrong", args=[step.pk])
    assert client.get(wrong).status_code == 200
    assert client.post(wrong, {"why": "nej"}).status_code == 422
    assert client.post(wrong, {"why": WRONG}).headers["Location"] == here
    assert "Räknas inte" in client.get(here).content.decode()


def test_it_is_shown_after_the_end_but_nothing_new_is_said(client, acting, staff, at, late, inquiry):
    with acting("ulf", at=late) as ulf:
        a_decision(inquiry, by=ulf, at=late, valid_from=late.date())
    client.force_login(staff("ulf"))
    here = reverse("delays:of_inquiry", args=[inquiry.pk])
    assert "avgjordes" in client.get(here).content.decode()
