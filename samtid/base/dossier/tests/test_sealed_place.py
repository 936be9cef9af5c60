"""Where a protected person is stands in no row: it is locked as it is written, and shown by one press that leaves a line."""

from __future__ import annotations

from uuid import uuid4

import pyrage
import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from samtid.base.access.models import Opening
from samtid.base.dossier import actions
from samtid.base.dossier.queries import tells_place
from samtid.base.people import sealed_place
from samtid.base.people.models import Person
from samtid.base.people.rules import HIDDEN
from samtid.base.people.words import Protection

from .make import ALVA, a_case, a_person, lowered

HOME = "Storgatan 1"
OURS = pyrage.x25519.Identity.generate()
WORDS = st.dictionaries(st.sampled_from(HIDDEN), st.text(min_size=1, max_size=200), min_size=1)


@pytest.fixture(autouse=True)
def moment(monkeypatch, at, db):
    from samtid.ground import clock

    monkeypatch.setattr(clock, "_source", lambda: at)


@pytest.fixture
def case(acting, at):
    """Alva's case at the reception, protected by Maja."""
    with acting("maja") as maja:
        made = a_case(by=maja, at=at)
        actions.set_protection(made, Protection.MARKED, by=maja, at=at)
        assert sealed_place.settle() == 1
    return made


def in_the_database(as_owner) -> str:
    """All that the tables say of the person, as somebody reads who has the whole database."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "select (select json_agg(p)::text from people_person p) || coalesce((select json_agg(s)::text "
            "from access.sealed_place s), '') || coalesce((select json_agg(u)::text from access.unsealed_place u), '')"
        )
        return str(cursor.fetchone()[0])


def test_what_is_protected_is_in_no_row_and_no_copy(case, as_owner):
    said = in_the_database(as_owner)
    assert HOME not in said and "Piteå" not in said and "sealed_at" in said


def test_it_cannot_be_written_in_clear_by_anybody(case, as_owner):
    with as_owner(), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("alter table people_person disable trigger seals_place")
        cursor.execute("update people_person set address = 'Storgatan 1'")


def test_what_is_written_later_is_locked_too_and_the_later_stands(case, acting, at, as_owner):
    with as_owner():
        Person.objects.update(phone="070-174 06 02", address="Bygatan 2")
    assert "Bygatan" in in_the_database(as_owner), "it waits, out of everybody's reach"
    with acting("maja"):
        assert Person.objects.get().address == ""
        sealed_place.settle()
    assert "Bygatan" not in in_the_database(as_owner)
    with acting("maja"):
        assert asked(Client(), case)["address"] == "Bygatan 2"


def asked(client: Client, case, username: str = "maja") -> dict[str, str]:
    """What the ticket of one press opens, through the database."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select access.ask_place(%s, 'Besök hos personen')", [case.dossier.person_id])
        [ticket] = cursor.fetchone()
    with connection.cursor() as cursor:
        cursor.execute("select id, person, sealed from access.place_by(%s)", [ticket])
        return sealed_place.opened(cursor.fetchall())[case.dossier.person_id]


def test_lowered_it_stands_in_the_row_again(case, acting, staff, at):
    lowered(case, by=staff("maja"), manager=staff("rut"), at=at)
    with acting("rut"):
        sealed_place.settle()
    with acting("maja"):
        person = Person.objects.get()
        assert (person.address, person.locality) == (HOME, "Piteå")
    with acting("maja"), connection.cursor() as cursor:
        cursor.execute("select access.place_keys()")
        assert cursor.fetchone() == ([],)


def test_lowered_before_it_was_locked_it_goes_back_by_itself(acting, staff, at):
    with acting("maja") as maja:
        made = a_case(by=maja, at=at)
        actions.set_protection(made, Protection.MARKED, by=maja, at=at)
    lowered(made, by=staff("maja"), manager=staff("rut"), at=at)
    with acting("maja"):
        assert Person.objects.get().address == HOME


def test_a_text_that_tells_it_is_still_found_out(case, acting, staff):
    with acting("maja") as maja:
        assert tells_place(maja, case, "Hon bor på storgatan 1, lgh 3.")
        assert not tells_place(maja, case, "Hon bor på Storgatan 12.")


def press(client: Client, case, **sent: str) -> object:
    address = reverse("desk:place", args=[case.dossier.person_id])
    return client.post(address, {"reason": "Besök hos personen", "why": ""} | sent)


@pytest.fixture
def maja(staff):
    client = Client()
    client.force_login(staff("maja"))
    return client


def test_one_press_leaves_a_line_and_the_next_page_shows_it(case, maja, as_owner):
    page = maja.get(reverse("desk:dossier", args=[case.dossier_id])).content.decode()
    assert HOME not in page and reverse("desk:place", args=[case.dossier.person_id]) in page
    answer = press(maja, case)
    assert answer.status_code == 302 and HOME not in answer.content.decode()
    with as_owner():
        line = Opening.objects.get(page="desk:place_shown")
    assert (line.why, line.dossier_id, line.protection) == ("Besök hos personen", case.dossier_id, "marked")
    shown = maja.get(answer.url)
    assert HOME in shown.content.decode() and "no-store" in shown["Cache-Control"]
    assert HOME not in answer.url


def test_it_is_shown_to_the_one_who_asked_only(case, maja, staff):
    answer = press(maja, case)
    other = Client()
    for who in ("rut", "pelle", "bo"):
        other.force_login(staff(who))
        assert other.get(answer.url).status_code == 404


def test_it_is_shown_for_five_minutes(case, maja, as_owner):
    answer = press(maja, case)
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("update access.place_ticket set made_at = made_at - interval '6 minutes'")
    assert maja.get(answer.url).status_code == 404


def test_a_reason_is_asked_for(case, maja, as_owner):
    for sent in (
        {"reason": ""},
        {"reason": "Hittepå"},
        {"reason": "Annat skäl"},
        {"reason": "Annat skäl", "why": "kort"},
    ):
        assert press(maja, case, **sent).status_code == 422
    with as_owner():
        assert not Opening.objects.filter(page="desk:place_shown").exists()


def test_one_without_a_key_has_no_page_and_one_through_glass_no_answer(case, staff, acting, at, as_owner):
    client = Client()
    client.force_login(staff("pelle"))
    assert press(client, case).status_code == 404
    with acting("pelle"), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select access.ask_place(%s, 'Besök hos personen')", [case.dossier.person_id])
    # a glass that outlived the protection
    with as_owner(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "insert into access_key (id, staff_id, compartment_id, case_id, reach, ground, reason, given_at, valid_until) "
            "values (gen_random_uuid(), %s, %s, %s, 'case', 'break_glass', 'x', now() - interval '1 year', now() + interval '1 day')",
            [staff("pelle").pk, case.compartment_id, case.pk],
        )
    answer = press(client, case)
    assert answer.status_code == 422 and "ingen egen nyckel" in answer.content.decode()


def test_who_holds_the_open_case_of_somebody_near_is_told_nothing(acting, at, staff):
    """The child was noted in the father's case before she was protected: his caseworker is not told where she is."""
    from samtid.base.people.actions import Details, relate
    from samtid.base.people.words import Bond

    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
    with acting("pelle") as pelle:
        his = a_case(by=pelle, at=at, details=Details("Per", "Nyström"))
        relate(
            his.dossier.person, a_person(ALVA, by=pelle, at=at), Bond.CHILD, case_id=his.pk, by=pelle, at=at
        )
    with acting("maja") as maja:
        actions.set_protection(case, Protection.MARKED, by=maja, at=at)
        sealed_place.settle()
        person = case.dossier.person_id
    client = Client()
    client.force_login(staff("pelle"))
    answer = client.post(reverse("desk:place", args=[person]), {"reason": "Besök hos personen", "why": ""})
    assert answer.status_code in (404, 422)
    with acting("pelle"), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select access.ask_place(%s, 'Besök hos personen')", [person])


def test_somebody_who_is_not_protected_has_no_such_page(acting, at, maja):
    with acting("maja") as who:
        person = a_case(by=who, at=at).dossier.person_id
    assert maja.get(reverse("desk:place", args=[person])).status_code == 404


def test_a_row_that_is_moved_to_somebody_else_opens_nothing(case, acting, as_owner, caplog):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("update access.sealed_place set id = gen_random_uuid()")
        cursor.execute("select id, person_id, sealed from access.sealed_place")
        rows = cursor.fetchall()
    assert sealed_place.opened(rows) == {}
    assert HOME not in caplog.text


def test_with_the_wrong_key_it_is_said_and_nothing_is_lost(case, maja, acting, staff, at, settings, as_owner):
    right = settings.PLACE_KEY
    settings.PLACE_KEY = str(OURS)
    answer = maja.get(press(maja, case).url)
    assert answer.status_code == 200 and "går inte att öppna" not in answer.content.decode()
    assert "låst med en nyckel som inte finns här" in answer.content.decode()
    lowered(case, by=staff("maja"), manager=staff("rut"), at=at)
    with acting("rut"):
        sealed_place.settle()
    with acting("maja"):
        assert Person.objects.get().address == ""
    settings.PLACE_KEY = right
    with acting("rut"):
        sealed_place.settle()
    with acting("maja"):
        assert Person.objects.get().address == HOME


def test_the_key_is_changed_and_the_old_one_opens_no_more(case, as_owner, settings):
    old = settings.PLACE_KEY
    settings.PLACE_KEY = f"{OURS},{old}"
    with as_owner():
        assert sealed_place.relock("default") == (1, 0)
        with connection.cursor() as cursor:
            cursor.execute("select id, person_id, sealed, key_name from access.sealed_place")
            [(row, person, sealed, name)] = cursor.fetchall()
    assert name == sealed_place.name_of(OURS)
    with pytest.raises(sealed_place.NotOurs):
        sealed_place.unlock(sealed, row, person, having=sealed_place.keys(old))
    assert sealed_place.unlock(sealed, row, person, having=[OURS])["address"] == HOME


@given(place=WORDS)
def test_whatever_is_locked_comes_out_the_same_and_only_with_a_key_to_it(place):
    row, person = uuid4(), uuid4()
    recovery = pyrage.x25519.Identity.generate()
    locked = sealed_place.lock(place, row, person, having=[OURS], recovery=str(recovery.to_public()))
    assert sealed_place.unlock(locked, row, person, having=[OURS]) == place
    assert sealed_place.unlock(locked, row, person, having=[recovery]) == place
    for wrong in (
        (uuid4(), person, [OURS]),
        (row, uuid4(), [OURS]),
        (row, person, [pyrage.x25519.Identity.generate()]),
    ):
        with pytest.raises(sealed_place.NotOurs):
            sealed_place.unlock(locked, *wrong[:2], having=wrong[2])


def test_somebody_protected_from_the_first_day_is_locked_from_the_first_day(acting, at, as_owner):
    from dataclasses import replace

    with acting("maja") as maja:
        a_case(by=maja, at=at, details=replace(ALVA, protection=Protection.REGISTERED_ELSEWHERE))
        sealed_place.settle()
    assert HOME not in in_the_database(as_owner)
