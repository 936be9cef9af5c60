"""Sidorna om skydd, nycklar och larm: what each shows, to whom, and what bad input is answered with."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from samtid.base.access import words
from samtid.base.access.actions import log_opening
from samtid.base.access.models import Alarm, Key, Opening
from samtid.base.access.queries import compartment_of
from samtid.base.access.rules import LIMITS
from samtid.base.access.words import Ground, Reach
from samtid.base.dossier import actions
from samtid.base.dossier.models import Case
from samtid.base.dossier.tests.make import a_case
from samtid.base.dossier.words import Need
from samtid.base.organisation.models import Staff
from samtid.base.people.words import Protection
from tests.log_in import stepped_out

MOST = {kind: most for kind, most, _ in reversed(LIMITS)}


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
    """Alva's, protected; Maja's at the reception."""
    with acting("maja", at=now) as maja:
        made = a_case(by=maja, at=now)
        actions.set_protection(made, Protection.MARKED, by=maja, at=now)
    return made


def test_protection_is_lowered_on_two_peoples_pages(case, browser):
    address = reverse("desk:protect", args=[case.pk])
    for said, sentence in (({}, "Välj en av de fyra nivåerna."), ({"level": "none"}, "Skriv varför")):
        answer = browser("maja").post(address, said)
        assert answer.status_code == 422 and sentence in answer.content.decode()
    assert browser("maja").post(address, {"level": "none", "why": "Beslutet har upphört"}).status_code == 302
    assert "Ett förslag väntar på svar" in browser("maja").get(address).content.decode()

    assert "Svara: ska skyddet sänkas?" in browser("rut").get("/min-dag/").content.decode()
    assert "ska skyddet sänkas" not in browser("karin").get("/min-dag/").content.decode()
    question = reverse("desk:protection_question", args=[_change(case)])
    page = browser("rut").get(question).content.decode()
    assert "Beslutet har upphört" in page and "Maja Lind" in page
    assert "Nyström" not in page and "20120314" not in page, "whose it is, is not told"
    for username in ("maja", "karin", "pelle", "liv"):
        assert browser(username).get(question).status_code == 404, username
        assert browser(username).post(question, {"answer": "yes"}).status_code == 404, username
    for said, sentence in (({}, "Välj ja eller nej."), ({"answer": "no"}, "Skriv varför ni säger nej.")):
        answer = browser("rut").post(question, said)
        assert answer.status_code == 422 and sentence in answer.content.decode()
    assert browser("rut").post(question, {"answer": "yes"}).status_code == 302
    assert (
        "Personen har inget skydd"
        in browser("maja").get(reverse("desk:keys", args=[case.pk])).content.decode()
    )


def _change(case):
    from django.db import connection

    with stepped_out(), connection.cursor() as cursor:
        cursor.execute("select id from dossier_protectionchange where dossier_id = %s", [case.dossier_id])
        [found] = cursor.fetchone()
    return found


def test_an_alarm_stands_on_the_day_of_the_manager_and_of_the_named(case, browser, acting, now):
    later = now + timedelta(minutes=1)
    with acting("pelle", at=later) as pelle:
        a_case(by=pelle, at=later, need=Need.MONEY)
    for username in ("rut", "maja"):
        assert "Ett nytt ärende om en skyddad person" in browser(username).get("/min-dag/").content.decode()
    for username in ("pelle", "anita", "karin"):
        assert "skyddad person" not in browser(username).get("/min-dag/").content.decode(), username
    with acting("rut", at=timezone.now()):
        told = Alarm.objects.get()
    address = reverse("desk:alarm", args=[told.pk])
    page = browser("rut").get(address).content.decode()
    assert "Pelle Nord" in page and "Nyström" not in page
    assert browser("karin").get(address).status_code == 404
    assert browser("rut").post(address).status_code == 302
    assert "Ett nytt ärende om" not in browser("maja").get("/min-dag/").content.decode()
    assert "Larm" in browser("liv").get("/loggen/").content.decode()


@pytest.mark.parametrize(
    ("username", "where", "may"), [("rut", 0, True), ("rut", 1, False), ("karin", 0, False)]
)
def test_who_is_told_writes_in_the_log_of_the_unit_that_is_told_and_of_no_other(
    case, acting, now, username, where, may
):
    later = now + timedelta(minutes=1)
    with acting("pelle", at=later) as pelle:
        a_case(by=pelle, at=later, need=Need.MONEY)
    units = [case.compartment_id, _unit_of_pelle()]
    with acting(username, at=later) as who:
        line = {"page": "desk:alarm", "dossier_id": case.dossier_id, "compartment_id": units[where]}
        if may:
            log_opening(words.Opening.VIEW, **line, by=who, at=later)
            return
        with pytest.raises(DatabaseError), transaction.atomic():
            log_opening(words.Opening.VIEW, **line, by=who, at=later)


def _unit_of_pelle() -> int:
    """Where he works; the case itself lies with those who hold the person."""
    with stepped_out():
        unit = Staff.objects.get(username="pelle").memberships.order_by("pk")[0].unit
        return compartment_of(unit, timezone.localdate()).pk


def test_a_key_is_given_to_one_of_two_with_the_same_name_and_taken_back(
    case, browser, acting, as_owner, staff, now
):
    from samtid.base.organisation.models import Staff

    with as_owner():
        Staff.objects.filter(username="pelle").update(name="Bo Ek")
    address = reverse("desk:keys", args=[case.pk])
    page = browser("maja").get(address).content.decode()
    assert "Bo Ek, Socialsekreterare, Utredning barn och unga" in page
    assert "Bo Ek, Handläggare, Ekonomiskt bistånd" in page
    assert "Bengt Ståhl" not in page and "Tova Hed" not in page, "no key for their roles"
    give = reverse("desk:name_staff", args=[case.pk])
    for receiver in ("bengt", "tova", "ola"):
        refused = browser("maja").post(
            give, {"receiver": staff(receiver).pk, "days": 7, "reason": "Semester"}
        )
        assert refused.status_code == 422 and "nyckel_receiver-error" in refused.content.decode()
    assert (
        browser("maja").post(give, {"receiver": staff("bo").pk, "days": 0, "reason": "Semester"}).status_code
        == 422
    )
    assert (
        browser("maja").post(give, {"receiver": staff("bo").pk, "days": 7, "reason": "Semester"}).status_code
        == 302
    )
    with acting("bo", at=timezone.now()):
        key = Key.objects.get(ground=Ground.NAMED)
    back = reverse("desk:end_key", args=[key.pk])
    assert browser("karin").post(back).status_code == 404
    assert back in browser("maja").get(address).content.decode()
    assert browser("maja").post(back).status_code == 302
    assert browser("bo").get(address).status_code == 404


def test_the_manager_goes_through_keys_without_work(acting, browser, staff, now):
    long_ago = now - timedelta(days=100)
    with acting("maja", at=long_ago) as maja:
        case = a_case(by=maja, at=long_ago)
        actions.name_staff(
            case, staff("bo"), ground=Ground.SUBSTITUTION, reach=Reach.CASE, reason="Semester",
            until=now + timedelta(days=50), by=maja, at=long_ago,
        )  # fmt: skip
    page = browser("rut").get("/enheten/nycklar/").content.decode()
    assert "Bo Ek" in page and case.number in page and "Ta tillbaka" in page
    assert browser("maja").get("/enheten/nycklar/").status_code == 404
    with acting("bo", at=timezone.now()):
        key = Key.objects.get()
    answer = browser("rut").post(reverse("desk:end_key", args=[key.pk]), {"fran": "listan"})
    assert (answer.status_code, answer["Location"]) == (302, "/enheten/nycklar/")
    assert "Varje nyckel till enhetens ärenden" in browser("rut").get("/enheten/nycklar/").content.decode()


def test_a_search_too_many_is_answered_429_and_kept_in_the_log(browser, acting):
    pelle = browser("pelle")
    answers = [pelle.post("/sok/", {"words": "kändis"}).status_code for _ in range(MOST["search"] + 2)]
    assert answers[MOST["search"] - 1] == 200 and set(answers[MOST["search"] :]) == {429}
    with acting("anita", at=timezone.now()):
        assert Opening.objects.filter(action="search", sought="kändis").count() == MOST["search"] + 2
    said = browser("anita").get("/loggen/").content.decode()
    assert "kändis" in said and "Ovanligt många försök" in said


def test_glass_that_opens_nothing_is_read_by_the_own_manager_without_the_number(browser):
    said = {"number": "20120314-2391", "reason": "Akut: mamman på sjukhus", "hours": 1}
    answer = browser("pelle").post("/nodoppning/", said, follow=True)
    assert "antecknat i loggen" in answer.content.decode(), answer.content.decode()
    for username, reads in (("anita", True), ("liv", True), ("rut", False)):
        page = browser(username).get("/loggen/").content.decode()
        assert ("Pelle Nord" in page) is reads, username
        assert "2391" not in page
