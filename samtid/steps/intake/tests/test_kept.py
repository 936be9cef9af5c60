"""What one has written is still there when somebody else was first, and is said to be."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from samtid.base.dossier.tests.tabs import Tab
from samtid.ground import clock
from samtid.steps.intake.models import Report
from samtid.steps.intake.tests.make import a_report

MAJAS, KARINS = (
    "Maja bedömer att barnet är tryggt hos mormor i kväll.",
    "Rut bedömer att skydd behövs genast.",
)


@pytest.fixture
def as_(staff, monkeypatch, at):
    monkeypatch.setattr(clock, "_source", lambda: at)

    def log_in(username: str) -> Client:
        client = Client()
        client.force_login(staff(username), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return log_in


@pytest.fixture
def report(acting, at) -> Report:
    with acting("maja") as maja:
        return a_report(by=maja, at=at)


def sheet(client: Client, report: Report, name: str) -> Tab:
    """The report's page, with the hidden fields of one of its forms."""
    tab = Tab(client, reverse("intake:report", args=[report.pk]))
    form = tab.html.split(f'data-draft="intake:{name}:')[1].split("</form>")[0]
    tab.hidden = {
        one: form.split(f'name="{one}" value="')[1].split('"')[0]
        for one in ("draft_key", "draft_page", "draft_from")
    }
    return tab


def test_a_second_assessors_text_stays_on_the_page(as_, report, acting):
    first, second = sheet(as_("maja"), report, "protection"), sheet(as_("rut"), report, "protection")
    address = reverse("intake:assess_protection", args=[report.pk])
    assert first.client.post(address, first.hidden | {"danger": "no", "text": MAJAS}).status_code == 302
    answer = second.client.post(address, second.hidden | {"danger": "yes", "text": KARINS})
    assert answer.status_code == 422
    page = " ".join(answer.content.decode().split())
    assert "Det du skrev finns kvar här" in page and KARINS in page and MAJAS in page
    again = second.client.get(reverse("intake:report", args=[report.pk])).content.decode()
    assert KARINS in again, "and when the page is asked for anew"
    with acting("maja"):
        assert Report.objects.get().protection_text == MAJAS


def test_each_form_of_a_page_keeps_its_own(as_, report):
    client = as_("maja")
    tab = sheet(client, report, "route")
    tab.type(reason="De känner familjen sedan förra året.")
    refused = sheet(client, report, "protection")
    address = reverse("intake:assess_protection", args=[report.pk])
    answer = client.post(address, refused.hidden | {"text": MAJAS})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert MAJAS in page and "De känner familjen sedan förra året." in page


def test_what_is_to_be_done_stands_before_the_rest_and_a_long_text_is_folded(as_, acting, at):
    with acting("maja") as maja:
        made = a_report(by=maja, at=at, text="Alva var ensam. " * 200)
    page = as_("maja").get(reverse("intake:report", args=[made.pk])).content.decode()
    assert page.index('id="skydd"') < page.index('id="vem"')
    assert "Visa hela texten" in page
