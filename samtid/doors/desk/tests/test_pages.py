"""The desk's pages: what each shows, and what it does with bad input."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from samtid.base.access.models import Key, Opening
from samtid.base.dossier import actions
from samtid.base.dossier.models import Case, Draft, Note
from samtid.base.dossier.tests.make import a_case, a_person
from samtid.base.people.actions import Details, relate
from samtid.base.people.words import Bond, Protection
from samtid.ground.law import children


@pytest.fixture
def case(acting) -> Case:
    """Maja's child case with two clocks, one of them late."""
    now = timezone.now()
    before = now - timedelta(days=3)
    with acting("maja", at=before) as maja:
        made = a_case(by=maja, at=before)
        for rule in (children.PROTECTION_ASSESSMENT, children.PRELIMINARY_ASSESSMENT):
            actions.start_clock(made, rule, about=made.pk, by=maja, at=before)
    return made


@pytest.fixture
def at_desk(client, staff):
    """``at_desk("maja")``: a browser logged in as Maja."""

    def log_in(username: str):
        client.force_login(staff(username))
        return client

    return log_in


def test_the_day_puts_protection_first_and_says_until_when(at_desk, case):
    page = at_desk("maja").get("/min-dag/").content.decode()

    assert "Alva Nyström" in page
    assert page.index("Omedelbar skyddsbedömning") < page.index("Förhandsbedömning")
    assert "SoL 20 kap. 1 §" in page
    assert "dagar sen" in page


@pytest.mark.parametrize("username", ["kurt", "bengt"])
def test_who_steers_begins_with_the_figures(at_desk, case, username):
    answer = at_desk(username).get("/min-dag/", follow=True)
    page = answer.content.decode()

    assert answer.redirect_chain == [("/styrning/", 302)] and "<title>Styrning" in page
    assert "Alva" not in page


@pytest.mark.parametrize("username", ["vera", "liv", "ola"])
def test_a_role_without_persons_is_told_so(at_desk, case, username):
    page = at_desk(username).get("/min-dag/").content.decode()

    assert "Du arbetar utan personuppgifter" in page
    assert "Alva" not in page


@pytest.mark.parametrize("username", ["bo", "karin", "pelle", "tova", "nils", "kurt", "liv", "ola"])
def test_what_one_has_no_key_to_does_not_exist(at_desk, case, username):
    browser = at_desk(username)

    for address in (
        f"/akt/{case.dossier_id}/",
        f"/akt/{case.dossier_id}/handlingar/",
        f"/arende/{case.pk}/nycklar/",
        f"/arende/{case.pk}/anteckning/",
    ):
        assert browser.get(address).status_code == 404, address


def test_the_dossier_shows_the_person_and_logs_that_it_was_opened(at_desk, case, acting):
    page = at_desk("maja").get(f"/akt/{case.dossier_id}/")

    assert "20120314-2391" in page.content.decode()
    assert "<title>Personakt" in page.content.decode(), "no name stands in a title"
    with acting("maja"):
        assert Opening.objects.filter(dossier_id=case.dossier_id, page="desk:dossier").count() == 1


def test_a_protected_persons_places_are_shown_to_nobody(at_desk, case, acting):
    with acting("maja") as maja:
        actions.set_protection(case, Protection.MARKED, by=maja, at=timezone.now())

    page = at_desk("maja").get(f"/akt/{case.dossier_id}/").content.decode()

    assert "Skyddade personuppgifter" in page
    assert "Skyddad uppgift" in page
    assert "Storgatan" not in page
    assert at_desk("rut").get(f"/akt/{case.dossier_id}/").status_code == 404


def test_nor_the_places_of_those_near_who_may_live_there_too(at_desk, case, acting):
    now = timezone.now()
    mother = Details("Maria", "Nyström", address="Gömda gränd 7", locality="Öjebyn", phone="070-174 06 99")
    with acting("maja", at=now) as maja:
        person = case.dossier.person
        relate(person, a_person(mother, by=maja, at=now), Bond.GUARDIAN, case_id=case.pk, by=maja, at=now)
    address = f"/akt/{case.dossier_id}/"
    assert "070-174 06 99" in at_desk("maja").get(address).content.decode()
    with acting("maja", at=now) as maja:
        actions.set_protection(case, Protection.MARKED, by=maja, at=now)

    page = at_desk("maja").get(address).content.decode()

    assert "Maria Nyström" in page
    assert "070-174 06 99" not in page and "Gömda" not in page
    assert "Vårdnadshavare · Skyddad uppgift" in page


def test_one_who_has_broken_the_glass_asks_for_protection_and_changes_nothing(at_desk, case, acting):
    now = timezone.now()
    with acting("pelle", at=now) as pelle:
        actions.break_glass("201203142391", "Akut: mamman på sjukhus", 24, by=pelle, at=now)
    browser = at_desk("pelle")
    address = f"/arende/{case.pk}/skydd/"
    assert "Be om skydd" in browser.get(address).content.decode()

    empty = browser.post(address, {"level": "marked"})
    assert empty.status_code == 422 and "Skriv varför" in empty.content.decode()
    answer = browser.post(address, {"level": "marked", "why": "Mannen letar efter dem"})

    assert (answer.status_code, answer["Location"]) == (302, address)
    assert "Ett förslag väntar på svar" in browser.get(address).content.decode()
    assert "Svara: ska personen få skydd?" in at_desk("rut").get("/min-dag/").content.decode()
    with acting("maja"):
        assert case.dossier.person.protection == Protection.NONE


def test_a_note_is_written_and_signed_and_its_draft_forgotten(at_desk, case, acting):
    browser = at_desk("maja")
    key = f"dossier:note:{case.pk}"
    kept = browser.post(f"/utkast/{key}", {"text": "Halv men"}, content_type="application/json")
    assert kept.status_code == 200
    assert "Halv men" in browser.get(f"/arende/{case.pk}/anteckning/").content.decode()

    said = {"text": "Hel mening.", "kind": "contact", "happened_at": "2026-11-20 10:00", "sign": "1"}
    assert browser.post(f"/arende/{case.pk}/anteckning/", said).status_code == 302
    with acting("maja", at=timezone.now()):
        assert Note.objects.get().signed_at
        assert not Draft.objects.exists()


def test_a_draft_sent_as_a_form_is_refused_in_words(staff, case, acting):
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.force_login(staff("maja"))
    page = strict.get(f"/arende/{case.pk}/anteckning/").content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]

    answer = strict.post(f"/utkast/dossier:note:{case.pk}", {"text": "Hej", "csrfmiddlewaretoken": token})

    assert (answer.status_code, answer.json()["fel"]) == (400, "Utkastet är inte skrivet som fält och text.")
    with acting("maja", at=timezone.now()):
        assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"text": ""}, "Skriv vad som hände."),
        ({"happened_at": "i går"}, "Skriv klockslaget också, till exempel"),
        ({"happened_at": "2099-01-01 10:00"}, "framtiden"),
        ({"kind": "gossip"}, "gossip"),
    ],
)
def test_a_bad_note_says_why_beside_the_field_and_keeps_the_text(at_desk, case, acting, said, sentence):
    good = {"text": "Texten finns kvar.", "kind": "contact", "happened_at": "2026-11-20 10:00", "sign": "1"}

    answer = at_desk("maja").post(f"/arende/{case.pk}/anteckning/", good | said)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert said.get("text") == "" or "Texten finns kvar." in answer.content.decode()
    with acting("maja", at=timezone.now()):
        assert not Note.objects.exists()


@pytest.mark.parametrize(
    ("key", "body"),
    [
        ("Fel nyckel", "{}"),
        ("dossier:note:1", "inte json"),
        ("dossier:note:1", "[1, 2]"),
        ("dossier:note:1", '{"text": 1}'),
        ("dossier:note:1", '{"text": {"a": "b"}}'),
    ],
)
def test_a_draft_that_is_no_draft_is_refused(at_desk, case, key, body, acting):
    answer = at_desk("maja").post(f"/utkast/{key}", body, content_type="application/json")

    assert answer.status_code == 400
    with acting("maja"):
        assert not Draft.objects.exists()


def test_a_draft_that_comes_late_does_not_overwrite(at_desk, case, acting):
    browser = at_desk("maja")
    for sequence, text in ((2, "senare"), (1, "tidigare")):
        browser.post(
            "/utkast/dossier:note:1",
            {"text": text},
            content_type="application/json",
            headers={"X-Draft-Sequence": str(sequence)},
        )
    with acting("maja"):
        assert Draft.objects.get().fields == {"text": "senare"}
    with acting("rut"):
        assert not Draft.objects.exists(), "a draft is its writer's alone"


@pytest.mark.parametrize("words", ["alva", "Nyström Alva", "20120314-2391", "120314"])
def test_search_finds_by_name_and_number_and_is_logged(at_desk, case, acting, words):
    page = at_desk("maja").post("/sok/", {"words": words}).content.decode()

    assert "1 träff" in page
    with acting("maja"):
        assert Opening.objects.filter(action="search").count() == 1


def test_search_by_case_number(at_desk, case):
    assert "1 träff" in at_desk("maja").post("/sok/", {"words": case.number.lower()}).content.decode()


@pytest.mark.parametrize("words", ["", "a", "%%%%", "' or 1=1 --", "\\", "x" * 200])
def test_odd_searches_are_answered(at_desk, case, words):
    answer = at_desk("maja").post("/sok/", {"words": words})

    assert answer.status_code in (200, 422)
    assert "Alva" not in answer.content.decode()


def test_the_manager_hands_over_in_two_clicks_and_the_key_moves(at_desk, case, staff, acting):
    browser = at_desk("rut")
    assert "Alva Nyström" in browser.get("/enheten/").content.decode()

    browser.post(f"/arende/{case.pk}/lamna-over/", {"receiver": staff("rut").pk, "from_unit": "1"})

    with acting("rut", at=timezone.now()) as rut:
        assert Case.objects.get().caseworker == rut
        held = Key.objects.filter(case_id=case.pk, valid_until=None)
        assert [key.staff_id for key in held] == [rut.pk]


def test_handing_over_to_nobody_says_so_and_changes_nothing(at_desk, case, staff, acting):
    browser = at_desk("rut")
    for receiver in ("", "999999", str(staff("tova").pk)):
        answer = browser.post(
            f"/arende/{case.pk}/lamna-over/", {"receiver": receiver, "from_unit": "1"}, follow=True
        )
        assert (
            "Välj vem som tar över." in answer.content.decode()
            or "arbetar inte i enheten" in answer.content.decode()
        )
    with acting("maja", at=timezone.now()) as maja:
        assert Case.objects.get().caseworker == maja


def test_a_manager_sees_only_the_units_they_lead(at_desk, staff):
    from samtid.base.organisation.models import Unit

    other = Unit.objects.get(name="Hemtjänst")
    assert at_desk("rut").get(f"/enheten/{other.pk}/").status_code == 404
    assert at_desk("maja").get("/enheten/").status_code == 404


def test_break_glass_asks_why_and_opens_for_a_while(at_desk, case, acting):
    browser = at_desk("pelle")
    short = browser.post("/nodoppning/", {"number": "20120314-2391", "reason": "akut", "hours": 1})
    assert short.status_code == 422
    assert "minst tio tecken" in short.content.decode()

    opened = browser.post(
        "/nodoppning/",
        {"number": "20120314-2391", "reason": "Barnet står ensamt utanför skolan.", "hours": 1},
    )
    assert opened["Location"] == "/nodoppning/svar/"
    assert browser.get("/nodoppning/svar/")["Location"] == f"/akt/{case.dossier_id}/"
    assert browser.get(f"/akt/{case.dossier_id}/").status_code == 200
    assert "Barnet står ensamt" in at_desk("rut").get("/loggen/").content.decode()


def test_break_glass_on_an_unknown_number_or_by_a_wrong_role_opens_nothing(at_desk, case):
    unknown = {"number": "19500118-2061", "reason": "Barnet står ensamt utanför skolan.", "hours": 1}
    browser = at_desk("pelle")
    assert browser.get("/nodoppning/svar/")["Location"] == "/nodoppning/", "nothing was asked"
    assert browser.post("/nodoppning/", unknown)["Location"] == "/nodoppning/svar/", "the same answer for all"
    assert "Ingen akt öppnades" in browser.get("/nodoppning/svar/").content.decode()
    answer = at_desk("kurt").post("/nodoppning/", unknown | {"number": "20120314-2391"})
    assert answer.status_code == 422
    assert "Din roll" in answer.content.decode()
