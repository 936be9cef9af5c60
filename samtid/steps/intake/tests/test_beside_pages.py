"""What was said laid beside what is held, as those who use the pages meet it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from samtid.base.dossier.models import Draft, Event
from samtid.base.dossier.tests.make import a_case
from samtid.steps.intake.models import Report
from samtid.steps.intake.tests.make import a_report, an_identified_report

A_PAGE = {"X-Draft-Sequence": "1", "X-Draft-Page": "a1b2c3d4a1b2c3d4"}


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


def test_the_reason_is_kept_when_the_browser_is_gone_and_forgotten_when_it_is_confirmed(browse, acting, at):
    """*Rätt person?* is a ticket's page: the reason comes back on the next ticket's, and Min dag leads there."""
    with acting("maja") as maja:
        an_identified_report(by=maja, at=at)
        report = a_report(by=maja, at=at)
    client = browse("maja")
    said = {"given_name": "Ali", "family_name": "Berg", "number": "20120314-2391", "protection": "none"}
    key = f"intake:who:{report.pk}"
    address = client.post(reverse("intake:identify", args=[report.pk]), said).url
    assert f'data-draft="{key}"' in client.get(address).content.decode()
    typed = {"reason": "Barnet kallas Ali i skolan."}
    kept = client.post(reverse("dossier:draft", args=[key]), typed, "application/json", headers=A_PAGE)
    assert kept.status_code == 200, kept.content

    again = client.post(reverse("intake:identify", args=[report.pk]), said).url
    page = client.get(again).content.decode()
    assert again != address and "Barnet kallas Ali i skolan." in page and "Utkast" in page
    day = client.get(reverse("desk:day")).content.decode()
    assert "Rätt person?" in day and reverse("intake:identify", args=[report.pk]) in day

    assert client.post(again, typed).status_code == 302
    with acting("maja"):
        assert not Draft.objects.filter(key=key).exists()
