"""What was said laid beside what is held, as those who use the pages meet it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from samtid.base.dossier.models import Event
from samtid.base.dossier.tests.make import a_case
from samtid.steps.intake.models import Report
from samtid.steps.intake.tests.make import a_report, an_identified_report


@pytest.fixture
def browse(client, staff, monkeypatch, at):
    """``browse("maja")``: a logged-in client at the test's moment."""
    from samtid.ground import clock

    monkeypatch.setattr(clock, "_source", lambda: at)

    def as_(username):
        client.force_login(staff(username), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return as_


def test_a_number_that_is_somebody_elses_is_laid_beside_and_confirmed_with_a_reason(browse, acting, at):
    """One wrong digit in a report must not open a case in the wrong child's file (W1, BC-08)."""
    with acting("maja") as maja:
        an_identified_report(by=maja, at=at)  # Alva is known
        report = a_report(by=maja, at=at)
    client = browse("maja")
    said = {"given_name": "Ali", "family_name": "Berg", "number": "20120314-2391", "protection": "none"}
    address = client.post(reverse("intake:identify", args=[report.pk]), said).url
    page = client.get(address).content.decode()
    assert "Stämmer inte, kontrollera" in page and "Alva Nyström" in page and "Ali Berg" in page

    refused = client.post(address, {"reason": ""})
    assert refused.status_code == 422
    assert "Kontrollera, eller skriv varför" in refused.content.decode()
    with acting("maja"):
        assert Report.objects.get(pk=report.pk).case is None

    assert client.post(address, {"reason": "Barnet kallas Ali i skolan."}).status_code == 302
    with acting("maja"):
        case = Report.objects.get(pk=report.pk).case
        assert "Barnet kallas Ali i skolan." in Event.objects.get(case=case, said__contains="Ali").said


def test_a_colleague_elsewhere_learns_that_it_differs_and_not_what_is_held(browse, acting, at, staff):
    with acting("pelle") as pelle:
        a_case(by=pelle, at=at)  # Alva, at another unit
    with acting("maja") as maja:
        report = a_report(by=maja, at=at)
    client = browse("maja")
    said = {"given_name": "Ali", "family_name": "Berg", "number": "20120314-2391", "protection": "none"}
    page = client.get(client.post(reverse("intake:identify", args=[report.pk]), said).url).content.decode()
    assert "Stämmer inte, kontrollera" in page and "Får inte visas" in page
    assert "Nyström" not in page and "Storgatan" not in page
