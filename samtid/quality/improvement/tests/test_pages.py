"""Förslagens sidor, som den som arbetar här och som vem som helst."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from samtid.base.access.words import Purpose
from samtid.ground import clock
from samtid.quality.improvement import actions, queries
from samtid.quality.improvement.models import Idea
from samtid.quality.improvement.words import Gains, State
from tests.test_query_counts import MOST, STAMP, counting

from .make import an_answer

DAY = timedelta(days=1)


@pytest.fixture
def browse(staff, at):
    """``browse("vera")``: her browser, the day after."""

    def client(username: str = "", at=at + DAY) -> Client:
        browser = Client()
        if username:
            browser.force_login(staff(username))
        return browser

    with clock.set_to(lambda: at + DAY):
        yield client


@pytest.fixture
def said(acting, at) -> Idea:
    """Tova's sentence, out of the box."""
    with acting("tova") as tova:
        actions.say_hard("visits:today", "Knappen är för liten för handskar.", is_named=True, by=tova, at=at)
    with acting("vera", at=at + DAY) as vera:
        actions.empty_box(by=vera, at=at + DAY)
        return queries.unanswered(vera).get()


def test_what_was_hard_is_sent_from_any_page_and_gives_a_receipt_once(browse, acting, at):
    tova = browse("tova")
    page = tova.get(reverse("visits:today")).content.decode()
    assert 'href="/forslag/?steg=visits:today"' in page
    assert 'value="visits:today"' in tova.get("/forslag/?steg=visits:today").content.decode()
    sent = {"page": "visits:today", "sentence": "Svårt med Anna Berg.", "gains": "staff"}
    refused = tova.post(reverse("improvement:hard"), sent)
    assert (refused.status_code, "ser ut som ett namn" in refused.content.decode()) == (422, True)
    assert 'name="insist" value="1"' in refused.content.decode()
    answer = tova.post(reverse("improvement:hard"), sent | {"sentence": "Knappen är liten."})
    assert (answer.status_code, answer.url) == (303, "/forslag/tack/")
    receipt = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", tova.get(answer.url).content.decode())
    assert receipt
    assert receipt[0] not in tova.get(answer.url).content.decode()


def test_a_number_is_refused_at_its_field_with_the_reason_and_the_text_stays(browse):
    sent = {"sentence": "Svårt med 20120314-2391.", "gains": "staff"}
    answer = browse("tova").post(reverse("improvement:hard"), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "personnummer" in page
    assert "OSL 26 kap. 1 §" in page
    assert "Svårt med 20120314-2391." in page


def test_the_quality_developers_day_begins_with_what_was_promised(browse, said):
    page = browse("vera").get(reverse("desk:day")).content.decode()
    assert "Svar senast" in page
    assert reverse("improvement:answer", args=[said.pk]) in page
    assert "Inget mål är bestämt än" in page


def test_an_answer_reaches_the_owners_day_and_the_open_list(browse, said, staff, at):
    vera, inga = browse("vera"), browse("inga")
    page = vera.get(reverse("improvement:answer", args=[said.pk])).content.decode()
    assert 'name="seen" value="0"' in page
    sent = {
        "state": "planned", "title": "Större knapp", "said": "Vi gör den större.", "gains": "staff", "step": "visits",
        "owner": str(staff("inga").pk), "next_on": "2026-11-25", "is_public": "on", "seen": "0",
    }  # fmt: skip
    refused = vera.post(reverse("improvement:answer", args=[said.pk]), sent | {"owner": ""})
    assert (refused.status_code, "Välj vem som har hand om det" in refused.content.decode()) == (422, True)
    assert vera.post(reverse("improvement:answer", args=[said.pk]), sent).status_code == 302
    assert "Större knapp" in inga.get(reverse("desk:day")).content.decode()
    assert "Större knapp" in browse().get(reverse("portal:ideas")).content.decode()
    again = vera.post(reverse("improvement:answer", args=[said.pk]), sent)
    assert "hann före" in again.content.decode()


def test_somebody_who_does_not_steer_reads_and_does_not_answer(browse, said):
    page = browse("tova").get(reverse("improvement:answer", args=[said.pk]))
    assert "Det gör kvalitetsutvecklaren eller en enhetschef" in page.content.decode()
    assert browse("bo").get(reverse("improvement:idea", args=[said.pk])).status_code == 404


def test_an_ideas_pages_ask_the_database_a_few_times(browse, said, acting, at):
    with acting("vera", at=at + DAY) as vera:
        actions.answer(said, an_answer(None, at, State.DONE, gains=Gains.STAFF), by=vera, at=at + DAY)
    vera = browse("vera")
    for name, arguments in (
        ("improvement:ideas", []),
        ("improvement:idea", [said.pk]),
        ("improvement:answer", [said.pk]),
        ("improvement:programme", []),
        ("improvement:apart", []),
        ("desk:day", []),
    ):
        with counting() as asked:
            assert vera.get(reverse(name, args=arguments)).status_code == 200
        assert len(asked) + STAMP <= MOST, (name, len(asked))


def test_anybody_says_what_could_be_better_and_reads_the_answer_by_the_receipt(browse, acting, at):
    visitor = browse()
    assert "sessionid" not in visitor.cookies
    answer = visitor.post(reverse("portal:new_idea"), {"sentence": "Väntrummet är kallt.", "step": "other"})
    assert (answer.status_code, answer.url) == (303, "/forbattringar/tack/")
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", visitor.get(answer.url).content.decode())[0]
    read = {"code": code.lower().replace("-", " "), "do": "read"}
    page = visitor.post(reverse("portal:idea_answer"), read).content.decode()
    assert "Det ligger i lådan" in page
    assert "Väntrummet" not in page, "who finds the receipt does not read what was written"
    assert (
        "Det finns inget svar"
        in visitor.post(reverse("portal:idea_answer"), {"code": "AAAA"}).content.decode()
    )
    later = at + 2 * DAY
    with acting("", at=later, purpose=Purpose.WORKER):
        actions.empty_box(by=None, at=later)
    with clock.set_to(lambda: later):
        more = {"code": code, "do": "more", "text": "Ring 20120314-2391."}
        assert visitor.post(reverse("portal:idea_answer"), more).status_code == 422
        assert (
            "kommer fram i natt"
            in visitor.post(reverse("portal:idea_answer"), more | {"text": "Tack."}).content.decode()
        )


def test_a_machine_is_caught_and_a_forged_form_is_shown_again(browse, acting, at):
    sent = {"sentence": "Väntrummet är kallt.", "step": "other", "webbsida": "https://x.example"}
    assert browse().post(reverse("portal:new_idea"), sent).status_code == 422
    checked = Client(enforce_csrf_checks=True)
    assert checked.post(reverse("portal:new_idea"), sent | {"webbsida": ""}).status_code == 403


def test_many_from_one_place_are_received_and_laid_aside(browse, acting, at):
    visitor = browse()
    for number in range(14):
        sent = {"sentence": f"Väntrum {number} är kallt.", "step": "other"}
        assert visitor.post(reverse("portal:new_idea"), sent).status_code == 303
    later = at + 2 * DAY
    with acting("vera", at=later) as vera:
        actions.empty_box(by=vera, at=later)
        assert (queries.unanswered(vera).count(), queries.apart(vera).count()) == (12, 2)


def test_the_list_is_read_by_machines_and_says_what_the_page_says(browse, said, acting, at):
    with acting("vera", at=at + DAY) as vera:
        actions.answer(said, an_answer(vera, at), unit=None, by=vera, at=at + DAY)
    visitor = browse()
    rows = json.loads(visitor.get(reverse("portal:ideas_json")).content)["förbättringar"]
    assert [(row["rubrik"], row["läge"]) for row in rows] == [("Skriv målen en gång", "Ska göras")]
    assert "vera" not in json.dumps(rows).lower()
    assert "tova" not in json.dumps(rows).lower()
    for name in ("portal:ideas_atom", "portal:ideas_rss"):
        feed = visitor.get(reverse(name)).content.decode()
        assert "Skriv målen en gång" in feed
        assert "Vera" not in feed
    assert not json.loads(visitor.get(reverse("portal:ideas_json") + "?steg=intake").content)["förbättringar"]
