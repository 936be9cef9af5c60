"""A case to one who had no key to it, and two dossiers made one: by somebody who has just shown who they are."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from samtid.base.dossier.actions import set_protection
from samtid.base.dossier.models import Case
from samtid.base.dossier.tests.make import a_case
from samtid.base.organisation.models import Unit
from samtid.base.people.words import Protection
from samtid.steps.intake.models import Report
from samtid.steps.intake.tests.make import an_assessed_report
from tests.security.test_proof import long_ago
from tests.security.world import client_of


@pytest.fixture(autouse=True)
def moment(monkeypatch, at, db):
    from samtid.ground import clock

    monkeypatch.setattr(clock, "_source", lambda: at)


def test_a_merger_is_said_yes_to_with_proof_only():
    client, address = long_ago(client_of("rut")), reverse("corrections:merger", args=[uuid4()])
    assert client.post(address, {"answer": "yes"}).url == reverse("oidc:prove")
    assert client.post(address, {"answer": "no", "why": "Det är två personer"}).status_code == 404


@pytest.mark.parametrize("is_sealed", [False, True])
def test_a_case_is_handed_on_within_the_unit_and_no_further_without_proof(acting, at, staff, is_sealed):
    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
        if is_sealed:
            set_protection(case, Protection.MARKED, by=maja, at=at)
    client, address = long_ago(client_of("maja")), reverse("desk:hand_over", args=[case.pk])
    with acting("maja"):
        other = Unit.objects.get(name="Utredning barn och unga").pk
    own = client.post(address, {"receiver": staff("rut").pk})
    assert (own.url == reverse("oidc:prove")) is is_sealed
    if is_sealed:
        assert client.post(address, {"unit": other, "receiver": staff("bo").pk}).url == reverse("oidc:prove")
        long_ago(client, 5)
        assert client.post(address, {"receiver": staff("rut").pk}).url != reverse("oidc:prove")
        with acting("rut"):
            assert Case.objects.get(pk=case.pk).caseworker_id == staff("rut").pk
        return
    client = long_ago(client_of("rut"))
    assert client.post(address, {"unit": other, "receiver": staff("bo").pk}).url == reverse("oidc:prove")
    with acting("rut"):
        assert Case.objects.get(pk=case.pk).caseworker_id == staff("rut").pk, "nothing is done until then"


def test_an_investigation_in_another_unit_is_opened_and_a_report_given_to_one_with_proof(acting, at, staff):
    with acting("maja") as maja:
        report = an_assessed_report(by=maja, at=at)
        other = Unit.objects.get(name="Utredning barn och unga").pk
    sent = {
        "unit": other,
        "caseworker": staff("bo").pk,
        "method": "bbic",
        "reason": "Ta reda på hur Alva har det hemma.",
    }
    client, address = long_ago(client_of("maja")), reverse("investigations:open", args=[report.pk])
    together = reverse("investigations:open_together", args=[report.pk])
    assert client.post(together, sent).url == reverse("oidc:prove")
    assert client.post(address, sent).url == reverse("oidc:prove")
    with acting("maja"):
        assert Report.objects.get(pk=report.pk).closed_at is None
    long_ago(client, 5)
    assert client.post(address, sent).url != reverse("oidc:prove")
    with acting("maja") as maja:
        new = an_assessed_report(by=maja, at=at)
    long_ago(client)
    assert client.post(reverse("investigations:add_report", args=[new.pk])).url == reverse("oidc:prove")


@pytest.mark.parametrize("is_sealed", [False, True])
def test_what_only_the_named_see_is_sent_on_with_proof(acting, at, is_sealed):
    with acting("maja") as maja:
        report = an_assessed_report(by=maja, at=at)
        if is_sealed:
            set_protection(report.case, Protection.MARKED, by=maja, at=at)
        other = Unit.objects.get(name="Utredning barn och unga").pk
    client = long_ago(client_of("maja"))
    sent = {"unit": other, "reason": "Det är en fråga för dem."}
    answer = client.post(reverse("intake:route", args=[report.pk]), sent)
    assert (answer.url == reverse("oidc:prove")) is is_sealed
