"""Min dag: everyone who waits for the viewer stands there, whether or not the law has set a day."""

from __future__ import annotations

import re
from contextlib import suppress
from html import unescape
from pathlib import Path

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from samtid.base.look import house
from samtid.steps.decisions.tests.make import a_decision
from samtid.steps.intake.tests.make import a_report, an_identified_report
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
    for key in (f"dossier:note:{found.case_id}", f"investigations:proposal:{found.pk}"):
        client.post(f"/utkast/{key}", {"text": "Halv men"}, content_type="application/json")

    page = client.get("/min-dag/").content.decode()

    assert f'href="/arende/{found.case_id}/anteckning/">Anteckning</a>, Alva Nyström' in page
    assert f'href="/utredningar/{found.pk}/forslag/">Bedömning och förslag</a>, Alva Nyström' in page


ANY = "00000000-0000-0000-0000-000000000001"


def test_every_form_that_keeps_drafts_has_a_name_and_a_place():
    for form in house.drafts().values():
        places = []
        for arguments in ([], [ANY]):
            with suppress(NoReverseMatch):
                places.append(reverse(form.page, args=arguments))
        assert form.title and places, form
        assert not form.part or form.part.startswith("#"), f"{form.name}: a part of a page begins with #"


def test_no_page_makes_a_key_of_its_own():
    """A key that no form makes has neither name nor way back: seven of eleven were lost like that."""
    made_by_hand = re.compile(
        r"""restored\([^)]*,\s*f?["']|keep_draft\(\s*f?["']|key = f["'][a-z_]+:|data-draft="[a-z]+:"""
    )
    for path in (*Path("samtid").rglob("*.py"), *Path("samtid").rglob("*.html")):
        if "/tests/" not in str(path):
            assert not made_by_hand.search(path.read_text()), path


def test_a_draft_that_no_form_makes_is_not_kept(client, staff):
    client.force_login(staff("bo"))
    for key in ("a:b", "intake:regisster:new", f"dossier:notes:{ANY}"):
        answer = client.post(f"/utkast/{key}", {"text": "Hej"}, content_type="application/json")
        assert answer.status_code == 400, key


def test_what_was_typed_about_something_that_is_not_on_the_day_is_named_all_the_same(
    client, staff, acting, now
):
    """A register form has nobody; a report's protection and an investigation of a colleague's are named."""
    with acting("maja", at=now) as maja:
        report = an_identified_report(by=maja, at=now)
        name = report.case.dossier.person.name
    client.force_login(staff("maja"))
    for key in ("intake:register:new", f"intake:protection:{report.pk}", f"dossier:note:{report.case_id}"):
        client.post(f"/utkast/{key}", {"text": "Halv men"}, content_type="application/json")

    page = client.get("/min-dag/").content.decode()

    assert 'href="/inkommet/registrera/">Registrering</a> ' in page
    assert f'href="/inkommet/{report.pk}/#skydd">Skyddsbedömning</a>, {name}' in page
    assert f">Anteckning</a>, {name}" in page
