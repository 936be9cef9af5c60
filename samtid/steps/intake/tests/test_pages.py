"""The pages of intake, as those who use them meet them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samtid.base.access.models import Opening
from samtid.base.dossier.actions import set_protection
from samtid.base.dossier.words import Need
from samtid.base.organisation.models import Unit
from samtid.base.people.actions import Details as Person
from samtid.base.people.actions import look_up
from samtid.base.people.words import Bond, Protection
from samtid.steps.intake.actions import About, relate_people
from samtid.steps.intake.models import Report
from samtid.steps.intake.tests.make import a_report, an_assessed_report, an_identified_report
from samtid.steps.intake.words import Kind, Outcome, ReporterCategory


@pytest.fixture
def browse(client, staff, monkeypatch, at):
    """``browse("maja")``: a logged-in client at the test's moment."""
    from samtid.ground import clock

    monkeypatch.setattr(clock, "_source", lambda: at)

    def as_(username):
        client.force_login(staff(username), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return as_


def test_the_queue_shows_first_what_a_child_needs_first(browse, acting, at):
    with acting("maja") as maja:
        a_report(by=maja, at=at, need=Need.MONEY, kind=Kind.APPLICATION, about=(About("Elsa Berg"),))
        a_report(by=maja, at=at, about=(About("Alva Nyström"),))
    page = browse("maja").get(reverse("intake:queue")).content.decode()
    assert page.index("Skyddsbedömning ska göras nu") < page.index("Alva Nyström") < page.index("Elsa Berg")
    assert "<title>Inkommet –" in page


def test_a_telephone_call_is_registered_and_lands_on_its_page(browse, at):
    client = browse("maja")
    answer = client.post(
        reverse("intake:register"),
        {
            "kind": "report",
            "need": "child",
            "channel": "phone",
            "received_at": "2026-11-21 09:05",
            "text": "Alva är ofta hungrig.",
            "about_name": "Alva Nyström",
            "other_children": "Elis Nyström 20150101-2384\nLo Nyström",
            "reporter_category": "school",
            "wants_feedback": "on",
        },
    )
    assert answer.status_code == 302
    page = client.get(answer.url).content.decode()
    assert "Alva är ofta hungrig." in page
    assert "Elis Nyström" in page
    assert "Det är registrerat" in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": ""}, "Skriv något här."),
        ({"text": "   "}, "Skriv något här."),
        ({"received_at": "2026-11-22 09:00"}, "framtiden"),
        ({"received_at": "i somras"}, "Skriv dag och tid så här"),
        ({"received_at": "i går"}, "Skriv klockslaget också"),
        ({"received_at": "11/12/2026 9.30"}, "11 december 2026"),
        ({"received_at": "0001-01-01 00:00"}, "kan inte stämma"),
        ({"is_anonymous": "on"}, "kan inte vara anonym"),
        ({"reporter_category": "kungen"}, "Välj"),
        ({"text": "x" * 8001}, "Texten är 1 tecken för lång"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_kept(browse, acting, wrong, sentence):
    fields = {
        "kind": "report",
        "need": "child",
        "channel": "phone",
        "received_at": "2026-11-21 09:05",
        "text": "Alva är ofta hungrig.",
        "reporter_category": "school",
    }
    answer = browse("maja").post(reverse("intake:register"), fields | wrong)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    with acting("maja"):
        assert not Report.objects.exists()


def test_the_letter_box_counts_as_the_working_day_before(browse, acting):
    browse("maja").post(
        reverse("intake:register"),
        {
            "kind": "report",
            "need": "child",
            "channel": "letter",
            "received_at": "2026-11-21 08:00",
            "in_letter_box": "on",
            "text": "Ett brev.",
            "reporter_category": "private",
        },
    )
    with acting("maja"):
        assert f"{Report.objects.get().received_at:%Y-%m-%d}" == "2026-11-20"


def test_the_whole_way_from_name_to_preliminary_assessment(browse, acting, at):
    with acting("maja") as maja:
        report = a_report(by=maja, at=at)
    client = browse("maja")
    page = client.get(reverse("intake:identify", args=[report.pk]))
    assert "201203142391" in page.content.decode(), "what was said is filled in"
    answer = client.post(
        reverse("intake:identify", args=[report.pk]),
        {"given_name": "Alva", "family_name": "Nyström", "number": "20120314-2391", "protection": "none"},
    )
    assert "Alva Nyström" in client.get(answer.url).content.decode(), "what was filled in is laid out"
    assert client.post(answer.url).status_code == 302
    answer = client.post(
        reverse("intake:assess_protection", args=[report.pk]),
        {"danger": "no", "text": "Mormor hämtar, talat med skolan."},
    )
    assert answer.status_code == 302
    page = client.get(answer.url).content.decode()
    assert "Inget behov av skydd den dagen." in page
    assert reverse("investigations:open", args=[report.pk]) in page
    answer = client.post(
        reverse("intake:relate", args=[report.pk]),
        {"bond": "guardian", "given_name": "Maria", "family_name": "Nyström", "protection": "none"},
    )
    assert client.post(answer.url).status_code == 302
    assert (
        "Maria Nyström, vårdnadshavare"
        in client.get(reverse("intake:report", args=[report.pk])).content.decode()
    )


def test_near_a_protected_child_nobodys_telephone_is_shown(browse, acting, at):
    with acting("maja") as maja:
        report = an_identified_report(
            by=maja,
            at=at,
            reporter_category=ReporterCategory.GUARDIAN,
            reporter_name="Maria Nyström",
            reporter_contact="070-174 06 99",
        )
        mother = Person("Maria", "Nyström", phone="070-174 06 99")
        relate_people(report, look_up(mother, by=maja, at=at), Bond.GUARDIAN, by=maja, at=at)
    pages = [reverse(name, args=[report.pk]) for name in ("intake:report", "intake:relate")]
    client = browse("maja")
    for address in pages:
        assert "070-174 06 99" in client.get(address).content.decode(), address
    with acting("maja") as maja:
        set_protection(report.case, Protection.MARKED, by=maja, at=at)

    for address in pages:
        page = client.get(address).content.decode()
        assert "Maria Nyström" in page, address
        assert "070-174 06 99" not in page, address
        assert "Skyddad uppgift" in page, address


def test_an_authority_is_answered_about_a_protected_child_too(browse, acting, at):
    with acting("maja") as maja:
        report = an_identified_report(by=maja, at=at)
        set_protection(report.case, Protection.MARKED, by=maja, at=at)

    page = browse("maja").get(reverse("intake:report", args=[report.pk])).content.decode()

    assert "0911-69 00 00" in page


def test_a_wrong_number_is_refused_at_its_field(browse, acting, at):
    with acting("maja") as maja:
        report = a_report(by=maja, at=at)
    answer = browse("maja").post(
        reverse("intake:identify", args=[report.pk]),
        {"given_name": "Alva", "family_name": "Nyström", "number": "20120314-2392", "protection": "none"},
    )
    assert answer.status_code == 422
    assert "kontrollera datum och kontrollsiffra" in answer.content.decode()


def test_one_finds_only_those_one_may_see(browse, acting, at):
    with acting("maja") as maja:
        an_identified_report(by=maja, at=at)
        report = a_report(by=maja, at=at)
    answer = browse("maja").post(reverse("intake:identify", args=[report.pk]), {"words": "alva", "find": "1"})
    assert "20120314-2391" in answer.content.decode()
    with acting("maja"):
        assert Opening.objects.filter(action="search", page="intake:identify").exists()
    answer = browse("maja").post(reverse("intake:identify", args=[report.pk]), {"choose": str(report.pk)})
    assert answer.status_code == 404


def test_an_empty_protection_assessment_is_refused_with_its_paragraph(browse, acting, at):
    with acting("maja") as maja:
        report = a_report(by=maja, at=at)
    answer = browse("maja").post(reverse("intake:assess_protection", args=[report.pk]), {"text": "kort"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Svara på om det behövs skydd redan nu." in page
    assert "SoL 20 kap. 1 §" in page


def test_not_opening_goes_by_the_one_who_may_decide(browse, acting, at):
    with acting("maja") as maja:
        report = an_assessed_report(by=maja, at=at)
    fields = {"outcome": "no_investigation", "reason": "Frukosten är ordnad och skolan är trygg."}
    browse("maja").post(reverse("intake:close", args=[report.pk]), fields)
    page = browse("rut").get(reverse("intake:queue")).content.decode()
    assert "Förslag som väntar på beslut" in page
    page = browse("rut").get(reverse("intake:report", args=[report.pk])).content.decode()
    assert "Förslag från Maja Lind" in page
    browse("rut").post(reverse("intake:close", args=[report.pk]), fields)
    page = browse("rut").get(reverse("intake:report", args=[report.pk])).content.decode()
    assert "Anmälaren har bett om besked." in page
    answer = browse("rut").post(reverse("intake:feedback", args=[report.pk]), {"text": "Ringde kuratorn."})
    assert answer.status_code == 302
    with acting("rut"):
        assert Report.objects.get().feedback_text == "Ringde kuratorn."


def test_a_late_assessment_says_why(browse, acting, at):
    with acting("rut") as rut:
        report = an_assessed_report(by=rut, at=at, received_at=at - timedelta(days=20))
    fields = {"outcome": "no_investigation", "reason": "Frukosten är ordnad och skolan är trygg."}
    answer = browse("rut").post(reverse("intake:close", args=[report.pk]), fields)
    assert answer.status_code == 422
    assert "Skriv varför det tog längre tid." in answer.content.decode()
    answer = browse("rut").post(
        reverse("intake:close", args=[report.pk]), fields | {"late_reason": "Familjen gick inte att nå."}
    )
    assert answer.status_code == 302


def test_sent_on_it_leaves_the_page(browse, acting, at):
    with acting("maja") as maja:
        report = a_report(by=maja, at=at, need=Need.MONEY, kind=Kind.APPLICATION)
    unit = Unit.objects.get(name="Ekonomiskt bistånd")
    client = browse("maja")
    assert (
        "Hör nog hemma hos Ekonomiskt bistånd"
        in client.get(reverse("intake:report", args=[report.pk])).content.decode()
    )
    client.post(reverse("intake:route", args=[report.pk]), {"unit": unit.pk, "reason": "Gäller hyra"})
    assert client.get(reverse("intake:report", args=[report.pk])).status_code == 404


def test_a_question_is_answered_on_its_page(browse, acting, at):
    with acting("maja") as maja:
        report = a_report(by=maja, at=at, need=Need.QUESTION, kind=Kind.QUESTION, text="När är det öppet?")
    client = browse("maja")
    assert client.post(reverse("intake:answer", args=[report.pk]), {"text": ""}).status_code == 422
    assert client.post(reverse("intake:answer", args=[report.pk]), {"text": "Torsdagar."}).status_code == 302
    with acting("maja"):
        assert Report.objects.get().outcome == Outcome.ANSWERED


@pytest.mark.parametrize("username", ["bo", "karin", "pelle", "tova", "kurt", "vera", "bengt", "liv", "ola"])
def test_without_a_key_every_address_is_unknown(browse, acting, at, username):
    with acting("maja") as maja:
        report = an_assessed_report(by=maja, at=at)
    client = browse(username)
    for name in ("report", "identify", "relate", "assess_protection", "close", "route", "feedback", "answer"):
        address = reverse(f"intake:{name}", args=[report.pk])
        assert client.get(address).status_code == 404, name
        if name != "report":
            assert client.post(address, {}).status_code == 404, name
    assert "Alva" not in client.get(reverse("intake:queue")).content.decode()


def test_what_is_seen_is_logged(browse, acting, at):
    with acting("maja") as maja:
        report = an_identified_report(by=maja, at=at)
    browse("rut").get(reverse("intake:report", args=[report.pk]))
    with acting("rut"):
        assert Opening.objects.get(page="intake:report").dossier_id == report.case.dossier_id


def test_somebody_who_calls_about_a_receipt_is_found(browse, acting, at):
    with acting("maja") as maja:
        report = a_report(by=maja, at=at)
    client = browse("maja")
    said = report.receipt.replace("-", " ").lower()
    assert client.get(reverse("intake:queue"), {"kvitto": said}).url == reverse(
        "intake:report", args=[report.pk]
    )
    assert "har kvittot" in client.get(reverse("intake:queue"), {"kvitto": "0000-0000"}).content.decode()
    assert "har kvittot" in browse("bo").get(reverse("intake:queue"), {"kvitto": said}).content.decode()


def asked(client, address):
    """How many questions the page puts to the database, without the savepoints of the test."""
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE")) for query in queries)


def test_the_pages_ask_as_much_for_twenty_as_for_two(browse, acting, at):
    with acting("maja") as maja:
        report = an_assessed_report(by=maja, at=at)
        a_report(by=maja, at=at)
    client = browse("maja")
    queue, page = reverse("intake:queue"), reverse("intake:report", args=[report.pk])
    client.get(queue)
    few = asked(client, queue), asked(client, page)
    with acting("maja") as maja:
        for _ in range(18):
            an_assessed_report(by=maja, at=at)
    assert (asked(client, queue), asked(client, page)) == few
    assert max(few) <= 15
