"""The reviewer's pages and the extract: what they show, what they never show, what they refuse."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import timezone

from samtid.base.access.identity import Identity, acting_as
from samtid.base.access.models import Opening, Review
from samtid.base.access.words import Purpose
from samtid.base.dossier import actions, openings
from samtid.base.dossier.models import Case
from samtid.base.dossier.tests.make import ALVA, a_case


@pytest.fixture
def case(acting) -> Case:
    """Elsa Lind's case, opened by Maja Lind and by the manager, and picked for review."""
    now = timezone.now()
    with acting("maja", at=now) as maja:
        made = a_case(by=maja, at=now, details=replace(ALVA, given_name="Elsa", family_name="Lind"))
    for username in ("maja", "rut"):
        with acting(username, at=now) as reader:
            actions.open_page(made, "desk:dossier", by=reader, at=now)
    with acting_as(Identity(None, Purpose.WORKER, now)):
        openings.pick_for_review(timezone.localdate(now), per_unit=5, seed="a", by=None, at=now)
    return made


@pytest.fixture
def logged_in(client, staff):
    def log_in(username: str):
        client.force_login(staff(username))
        return client

    return log_in


def of(username: str, acting) -> Review:
    with acting("liv", at=timezone.now()):
        return Review.objects.get(reader__username=username)


def test_the_log_says_where_in_the_words_of_the_extract(logged_in, acting):
    now = timezone.now()
    with acting("maja", at=now) as maja:
        a_case(by=maja, at=now)
    with acting("pelle", at=now) as pelle:
        actions.break_glass(ALVA.number, "Akut: mamman på sjukhus", 2, by=pelle, at=now)

    log = logged_in("rut").get("/loggen/").content.decode()

    assert "Personakten, med nödnyckel" in log
    assert "/loggen/granska/" in log


def test_one_who_leads_no_unit_is_told_that_the_log_is_ones_own(logged_in, case):
    own = logged_in("maja").get("/loggen/").content.decode()
    all_units = logged_in("liv").get("/loggen/").content.decode()

    assert "Vad du själv har öppnat" in own and "/loggen/granska/" not in own and "skyddade" not in own
    assert "Ingen annan än du har öppnat en skyddad akt." in all_units


def test_the_reviewer_sees_who_when_and_why_and_not_whose_dossier(logged_in, case):
    page = logged_in("liv").get("/loggen/granska/").content.decode()

    assert "Maja Lind" in page and "Samma efternamn" in page and "Stickprov" in page
    assert "Elsa" not in page and "201203142391" not in page


def test_a_verdict_is_given_and_an_unclear_one_followed_up(logged_in, case, acting):
    liv = logged_in("liv")
    address = f"/loggen/granska/{of('maja', acting).pk}/"

    answer = liv.post(address, {"verdict": "unclear", "note": ""})
    assert answer.status_code == 422
    assert "Skriv vad som behöver förklaras" in answer.content.decode()
    assert of("maja", acting).reviewed_at is None

    assert liv.post(address, {"verdict": "unclear", "note": "Fråga Maja om släktskap."}).status_code == 302
    assert "Att följa upp" in liv.get("/loggen/granska/").content.decode()
    assert liv.post(address, {"measure": "Inte släkt. Ingen åtgärd."}).status_code == 302
    assert of("maja", acting).followed_up_by.username == "liv"


def test_the_manager_reviews_the_unit_but_not_oneself(logged_in, case, acting):
    rut = logged_in("rut")
    own = f"/loggen/granska/{of('rut', acting).pk}/"

    assert "Du kan inte granska dina egna" in rut.get(own).content.decode()
    assert rut.post(own, {"verdict": "justified", "note": ""}).status_code == 422
    other = f"/loggen/granska/{of('maja', acting).pk}/"
    assert rut.post(other, {"verdict": "justified", "note": ""}).status_code == 302


@pytest.mark.parametrize(("username", "status"), [("maja", 404), ("ola", 404), ("karin", 404), ("liv", 200)])
def test_others_find_nothing(logged_in, case, acting, username, status):
    assert logged_in(username).get(f"/loggen/granska/{of('maja', acting).pk}/").status_code == status


def test_the_extract_says_which_unit_and_what_and_is_itself_logged(logged_in, case, acting):
    page = logged_in("rut").get(f"/akt/{case.dossier_id}/loggutdrag/").content.decode()

    assert "Mottagning" in page and "Personakten" in page
    assert "Maja Lind" not in page, "the unit answers for it, not the person who read"
    with acting("rut", at=timezone.now()):
        assert Opening.objects.filter(action="export", page="desk:log_extract").exists()


@pytest.mark.parametrize("username", ["bo", "liv", "ola", "kurt"])
def test_without_a_key_there_is_no_extract(logged_in, case, username):
    assert logged_in(username).get(f"/akt/{case.dossier_id}/loggutdrag/").status_code == 404
