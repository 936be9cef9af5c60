"""Min dag: everyone who waits for the viewer stands there, whether or not the law has set a day."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.utils import timezone

from samtid.doors.desk import drafts
from samtid.steps.decisions.tests.make import a_decision
from samtid.steps.intake.tests.make import a_report
from samtid.steps.investigations import actions as inquiry
from samtid.steps.investigations.tests.make import a_childs_investigation, an_elders_investigation
from samtid.steps.investigations.words import Told


def day_of(client, who) -> str:
    """The day as words, without mark-up."""
    client.force_login(who)
    answer = client.get("/min-dag/")
    assert answer.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


@pytest.fixture
def now():
    """The request's own moment: the day is read with the wall clock."""
    return timezone.now()


def test_those_a_childs_investigation_is_about_are_told_at_once(client, staff, acting, now):
    found = a_childs_investigation(maja=staff("maja"), bo=staff("bo"), at=now)

    said = day_of(client, staff("bo"))

    assert "Information om att utredning har inletts SoL 20 kap. 4 § Genast" in said
    assert "Utredning av barns behov av skydd eller stöd" in said, "and the four months run beside it"

    with acting("bo", at=now) as bo:
        inquiry.inform_affected(found, informed_at=now, how=Told.PHONE, by=bo, at=now)
    assert "Information om att utredning har inletts" not in day_of(client, staff("bo"))


def test_a_grown_up_waits_without_a_clock(client, staff, now):
    an_elders_investigation(maja=staff("maja"), ulf=staff("ulf"), at=now)

    said = day_of(client, staff("ulf"))

    assert "Utan bestämd dag 1" in said
    assert "Elsa" in said and "Fortsätt utredningen" in said


def test_a_decision_nobody_was_told_of_waits_to_be_told(client, staff, acting, now):
    found = an_elders_investigation(maja=staff("maja"), ulf=staff("ulf"), at=now)
    with acting("ulf", at=now) as ulf:
        a_decision(found, by=ulf, at=now)

    said = day_of(client, staff("ulf"))

    assert "Underrättelse om beslut FL 33 § Så snart som möjligt" in said
    assert said.count("Starta insatsen") == 1, "the clocks of one decision are one thing to do"


def test_what_came_in_is_the_receptions_until_it_is_somebodys(client, staff, acting, now):
    with acting("maja", at=now) as maja:
        a_report(by=maja, at=now)

    assert "Omedelbar skyddsbedömning" in day_of(client, staff("maja"))
    assert "Ingen väntar på dig just nu." in day_of(client, staff("bo"))


def test_a_draft_is_called_what_it_is_and_leads_to_its_form(client, staff, acting, now):
    found = a_childs_investigation(maja=staff("maja"), bo=staff("bo"), at=now)
    client.force_login(staff("bo"))
    for key in (f"dossier:note:{found.case_id}", f"investigations:propose:{found.pk}"):
        client.post(f"/utkast/{key}", {"text": "Halv men"}, content_type="application/json")

    page = client.get("/min-dag/").content.decode()

    assert f'href="/arende/{found.case_id}/anteckning/">Anteckning</a>, Alva Nyström' in page
    assert f'href="/utredningar/{found.pk}/forslag/">Bedömning och förslag</a>, Alva Nyström' in page


def test_every_form_that_keeps_drafts_has_a_name_and_a_place():
    from django.urls import NoReverseMatch, reverse

    for form, (name, address) in drafts.FORMS.items():
        places = []
        for arguments in ([], ["00000000-0000-0000-0000-000000000001"]):
            try:
                places.append(reverse(address or form, args=arguments))
            except NoReverseMatch:
                continue
        assert name and places, form
