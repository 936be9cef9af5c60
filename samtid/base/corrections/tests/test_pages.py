"""Sidorna om rättelser: what each shows, to whom, and what bad input is answered with."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from samtid.base.corrections.models import Move
from samtid.base.corrections.tests.make import ALVAS, NEW_NUMBER, RESERVE
from samtid.base.dossier.models import Case
from samtid.base.dossier.tests.make import a_case
from samtid.base.dossier.tests.tabs import Tab
from samtid.base.people.models import Person

WHY = "Skatteverket aviserade ändringen"


@pytest.fixture
def now():
    return timezone.now() - timedelta(minutes=5)


@pytest.fixture
def browser(client, staff):
    def log_in(username: str):
        client.force_login(staff(username))
        return client

    return log_in


@pytest.fixture
def case(acting, now) -> Case:
    with acting("maja", at=now) as maja:
        made = a_case(by=maja, at=now)
        assert made.dossier.person
    return made


def page_of(case: Case, name: str = "person", *more: object) -> str:
    return reverse(f"corrections:{name}", args=[case.dossier.person_id, *more])


def test_the_dossier_leads_to_the_page_and_the_page_to_everything(case, browser):
    maja = browser("maja")
    page = page_of(case)
    assert page in maja.get(reverse("desk:dossier", args=[case.dossier_id])).content.decode()
    shown = maja.get(page).content.decode()
    for name in ("name", "number", "birth", "contact", "life"):
        assert page_of(case, "change", name) in shown
    for username in ("pelle", "bo", "tova", "liv", "karin"):
        for address in (
            page,
            page_of(case, "change", "name"),
            page_of(case, "relate"),
            page_of(case, "same"),
        ):
            assert browser(username).get(address).status_code == 404


@pytest.mark.parametrize(
    ("what", "said", "sentence"),
    [
        ("name", {"given_name": "", "family_name": "Ek", "reason": WHY}, "Skriv förnamnet"),
        ("name", {"given_name": "A", "family_name": "Ek", "reason": ""}, "Skriv varför"),
        ("number", {"number": "201203142390", "cause": "assigned", "reason": WHY}, "Numret stämmer inte"),
        ("number", {"number": ALVAS, "cause": "assigned", "reason": WHY}, "redan har"),
        ("birth", {"born_on": "2012-03-15", "sex": "man", "reason": WHY}, "Identitetsnumret säger"),
        ("life", {"died_on": "2199-01-01", "reason": WHY}, "inte kommit än"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_changes_nothing(
    case, browser, as_owner, what, said, sentence
):
    answer = browser("maja").post(page_of(case, "change", what), said)
    assert answer.status_code == 422 and sentence in answer.content.decode()
    with as_owner():
        assert Person.objects.get(number=ALVAS).version == 1


def test_two_tabs_are_laid_side_by_side_and_no_word_is_lost(case, browser):
    maja = browser("maja")
    first, second = Tab(maja, page_of(case, "change", "name")), Tab(maja, page_of(case, "change", "name"))
    said = {"given_name": "Alva", "valid_on": "", "source": "", "reason": WHY}
    assert first.send(family_name="Berg", **said).status_code == 302
    answer = second.send(family_name="Bergh", **said)
    assert answer.status_code == 409 and "Så står det nu" in second.html and "Bergh" in second.html
    assert second.send(family_name="Bergh", read_version="2", **said).status_code == 302
    shown = maja.get(page_of(case)).content.decode()
    assert "Nyström → Berg" in shown and "Berg → Bergh" in shown and WHY in shown


def test_a_number_is_asked_about_first_and_changed_on_the_next_page(acting, now, browser, as_owner):
    with acting("maja", at=now) as maja:
        case = a_case(by=maja, at=now, details=RESERVE)
        assert case.dossier.person
    maja = browser("maja")
    said = {
        "number": "20140101-2396",
        "cause": "assigned",
        "reason": WHY,
        "source": "Navet",
        "valid_on": "2026-11-01",
    }
    answer = maja.post(page_of(case, "change", "number"), said)
    assert answer.status_code == 302
    shown = maja.get(answer.url).content.decode()
    assert "20140101-2396" in shown and "2014-01-01" in shown
    assert browser("rut").get(answer.url).url == page_of(case, "change", "number"), "somebody else's ticket"
    assert browser("maja").post(answer.url).status_code == 302
    shown = browser("maja").get(page_of(case)).content.decode()
    assert "Tidigare nummer" in shown and "2026-11-01" in shown
    with as_owner():
        assert Person.objects.get(number=NEW_NUMBER)


def test_somebody_near_is_noted_with_a_reason_and_ended(case, browser, as_owner):
    maja = browser("maja")
    said = {
        "bond": "guardian", "since": "2020-01-01", "given_name": "Mia", "family_name": "Nyström", "protection": "none",
        "why": "Enligt Navet",
    }  # fmt: skip
    answer = maja.post(page_of(case, "relate"), said)
    assert maja.get(answer.url).status_code == 200 and maja.post(answer.url).status_code == 302
    shown = maja.get(page_of(case)).content.decode()
    assert "Mia Nyström" in shown and "2020-01-01" in shown and "Enligt Navet" in shown
    with as_owner():
        relation = Person.objects.get(given_name="Mia").relations_to.get()
    end = reverse("corrections:end_relation", args=[relation.pk])
    assert "Skriv sista dagen" in maja.post(end, {"last": ""}).content.decode()
    assert maja.post(end, {"last": "2026-10-31", "reason": "Dom i tingsrätten"}).status_code == 302
    shown = maja.get(page_of(case)).content.decode()
    assert "Avslutad" in shown and "Dom i tingsrätten" in shown
    assert browser("pelle").get(end).status_code == 404


def test_a_case_on_the_wrong_person_is_moved_and_asks_whether_it_was_an_incident(case, browser, as_owner):
    maja = browser("maja")
    wrong = reverse("corrections:wrong_person", args=[case.dossier_id])
    assert maja.post(wrong, {}).status_code == 422
    answer = maja.post(wrong, {"given_name": "Berit", "family_name": "Ek", "protection": "none"})
    assert "Berit Ek" in maja.get(answer.url).content.decode()
    assert "Välj minst ett ärende" in maja.post(answer.url, {"reason": WHY}).content.decode()
    assert maja.post(answer.url, {"cases": [str(case.pk)], "reason": WHY}).status_code == 302
    day = maja.get("/min-dag/").content.decode()
    assert "Var det en personuppgiftsincident?" in day
    with as_owner():
        moved = reverse("corrections:moved", args=[Move.objects.get().pk])
    assert moved in day
    assert "Välj vad ni kom fram till" in maja.post(moved, {}).content.decode()
    answered = {"found": "no_risk", "text": "Inget lämnade huset, bara två läste."}
    assert maja.post(moved, answered).status_code == 302
    assert "Inget lämnade huset" in maja.get(moved).content.decode()
    assert "personuppgiftsincident" not in maja.get("/min-dag/").content.decode()
    assert browser("pelle").get(moved).status_code == 404


def test_an_old_link_leads_on_to_the_one_that_was_kept(acting, now, browser):
    with acting("rut", at=now) as rut:
        old, new = a_case(by=rut, at=now, details=RESERVE), a_case(by=rut, at=now)
        assert old.dossier.person and new.dossier.person
    rut = browser("rut")
    same = page_of(old, "same_person", new.dossier.person_id)
    assert "De två bredvid varandra" in rut.get(same).content.decode()
    assert rut.post(same, {"reason": "kort"}).status_code == 422
    assert rut.post(same, {"reason": "Skatteverket bekräftar"}).url == page_of(new)
    link = reverse("desk:dossier", args=[old.dossier_id])
    assert rut.get(link).url == reverse("desk:dossier", args=[new.dossier_id])
    assert browser("pelle").get(link).status_code == 404


def test_the_manager_answers_on_her_day(acting, now, browser):
    with acting("maja", at=now) as maja:
        old, new = a_case(by=maja, at=now, details=RESERVE), a_case(by=maja, at=now)
        assert old.dossier.person and new.dossier.person
    browser("maja").post(
        page_of(old, "same_person", new.dossier.person_id), {"reason": "Skatteverket bekräftar"}
    )
    rut = browser("rut")
    day = rut.get("/min-dag/").content.decode()
    [address] = {part.split('"')[0] for part in day.split('href="') if part.startswith("/samma-person/")}
    assert "Skatteverket bekräftar" in rut.get(address).content.decode()
    assert browser("maja").get(address).status_code == 404
    rut = browser("rut")
    assert rut.post(address, {"answer": "no"}).status_code == 422
    assert rut.post(address, {"answer": "yes"}).status_code == 302
    assert rut.get(reverse("desk:dossier", args=[old.dossier_id])).status_code == 302


def test_one_who_has_died_is_on_the_caseworkers_day(case, browser):
    maja = browser("maja")
    assert (
        maja.post(page_of(case, "change", "life"), {"died_on": "2026-11-01", "reason": WHY}).status_code
        == 302
    )
    assert "Personen har avlidit" in maja.get("/min-dag/").content.decode()
    assert "Ingen frist upphör av sig själv" in maja.get(page_of(case)).content.decode()
