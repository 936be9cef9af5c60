"""The address of one who lives with somebody protected is locked as the protected one's own, for as long as it tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from samtid.base.access.models import Key
from samtid.base.access.words import Ground, Reach
from samtid.base.corrections.actions import change, end_relation
from samtid.base.corrections.words import Kind
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.actions import set_protection
from samtid.base.dossier.tests.make import a_case, a_person, lowered
from samtid.base.people import sealed_place
from samtid.base.people.actions import look_up, relate
from samtid.base.people.models import Person as Row
from samtid.base.people.models import Presence, Relation
from samtid.base.people.queries import WITHHELD, shown_place
from samtid.base.people.words import Bond, Protection
from samtid.steps.intake import actions, queries
from samtid.steps.intake.tests.make import an_identified_report
from samtid.steps.intake.tests.test_household import BROTHER, HERE, MOTHER, child, siblings

PHONE = "070-174 06 09"


@pytest.fixture
def maja(staff):
    return staff("maja")


@pytest.fixture(autouse=True)
def moment(monkeypatch, at, db):
    from samtid.ground import clock

    monkeypatch.setattr(clock, "_source", lambda: at)


def stands(as_owner) -> str:
    """All that the tables of persons and places say, to one who has the whole database."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "select coalesce((select json_agg(p)::text from people_person p), '') || coalesce((select json_agg(u)::text "
            "from access.unsealed_place u), '') || coalesce((select json_agg(s)::text from access.sealed_place s), '')"
        )
        return str(cursor.fetchone()[0])


@pytest.fixture
def brother(acting, maja, at):
    """Axel, in one report with his sister, who is protected afterwards; locked at the end of that request."""
    with acting("maja"):
        sister, his = siblings(maja, at)
        actions.identify(sister, look_up(child(), by=maja, at=at), by=maja, at=at)
        said = replace(BROTHER, address=HERE, phone=PHONE)
        actions.identify(his, look_up(said, by=maja, at=at), by=maja, at=at)
        set_protection(sister.case, Protection.MARKED, by=maja, at=at)
        assert sealed_place.settle() == 2
    return his, sister


def axel(maja, brother):
    return queries.reports(maja).get(pk=brother[0].pk).case.dossier.person


def test_it_stands_in_no_row_and_cannot_be_guessed(brother, acting, maja, at, as_owner):
    assert "gränden" not in stands(as_owner) and PHONE not in stands(as_owner)
    with acting("maja") as who:
        person = axel(maja, brother)
        assert (person.protection, person.address, person.phone) == ("none", "", "")
        assert shown_place(person) == WITHHELD
        for guess in (HERE, PHONE):
            with connection.cursor() as cursor:
                cursor.execute(
                    "select access.tells_place(%s, %s, '[]')", [person.dossier.cases.get().pk, guess]
                )
                assert cursor.fetchone() == (False,), "by SQL it tells nothing"
            assert dossier.tells_place(who, person.dossier.cases.get(), guess), (
                "and a letter is still stopped"
            )


def test_nobody_writes_it_in_clear(brother, as_owner):
    with as_owner(), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("alter table people_person disable trigger seals_place")
        cursor.execute(
            "update people_person set address = 'Storgatan 1' where is_guarded and protection = 'none'"
        )


def test_it_is_given_back_when_the_protection_ends(brother, acting, maja, staff, at):
    lowered(brother[1].case, by=maja, manager=staff("rut"), at=at)
    with acting("rut"):
        sealed_place.settle()
    with acting("maja"):
        person = axel(maja, brother)
        assert (person.is_guarded, person.address, person.phone) == (False, HERE, PHONE)


def test_it_is_locked_when_a_relation_begins_and_given_back_when_it_was_a_mistake(
    acting,
    maja,
    at,
):
    with acting("maja"):
        report = an_identified_report(by=maja, at=at, person=child())
        actions.relate_people(report, look_up(MOTHER, by=maja, at=at), Bond.GUARDIAN, by=maja, at=at)
        sealed_place.settle()
        person = queries.reports(maja).get(pk=report.pk).case.dossier.person
        assert (person.is_guarded, person.address, person.school) == (True, "", "")
    with acting("maja"):
        [bond] = Relation.objects.filter(person=person)
        end_relation(bond, last=at.date(), reason="Fel mamma antecknades", is_mistaken=True, by=maja, at=at)
        sealed_place.settle()
    with acting("maja"):
        person = Row.objects.get(pk=person.pk)
        assert (person.is_guarded, person.address, person.school) == (False, HERE, "Björkskolan")


def test_who_moves_away_is_locked_no_more_and_who_moves_in_is(brother, acting, maja, at):
    with acting("maja"):
        person = axel(maja, brother)
        for place, hidden in (("Byvägen 3", False), (HERE, True), ("Byvägen 3", False)):
            person.refresh_from_db()
            change(person, Kind.CONTACT, {"address": place}, reason="Har flyttat dit", by=maja, at=at)
            sealed_place.settle()
            person.refresh_from_db()
            assert (person.is_guarded, person.address) == (hidden, "" if hidden else place)


def test_a_namesake_in_the_house_follows_where_the_protected_one_moves(acting, maja, at, as_owner):
    with acting("maja"):
        alva = an_identified_report(by=maja, at=at, person=child(protection=Protection.MARKED))
        other = an_identified_report(by=maja, at=at, person=replace(BROTHER, address=HERE))
        sealed_place.settle()
        person = queries.reports(maja).get(pk=other.pk).case.dossier.person
        assert (person.is_guarded, person.address) == (True, "")
    with as_owner():
        Row.objects.filter(pk=alva.case.dossier.person_id).update(address="Byvägen 3")
    with acting("maja"):
        sealed_place.settle()
        person.refresh_from_db()
        assert (person.is_guarded, person.address) == (False, HERE)


@pytest.fixture
def raised_elsewhere(acting, staff, maja, at):
    """Anita protects the mother, and sees nothing of the child's case at the reception: the child's address waits in clear."""
    with acting("maja"):
        report = an_identified_report(by=maja, at=at, person=child())
        his = queries.reports(maja).get(pk=report.pk).case.dossier.person
    with acting("anita"):
        mothers = a_case(by=staff("anita"), at=at, details=replace(MOTHER, protection=Protection.NONE))
        ticket = a_person(child(), by=staff("anita"), at=at)
        relate(mothers.dossier.person, ticket, Bond.CHILD, case_id=mothers.pk, by=staff("anita"), at=at)
        set_protection(mothers, Protection.MARKED, by=staff("anita"), at=at)
    return report, his


def test_what_another_unit_protects_is_locked_by_the_first_who_works_with_the_one_nearby(
    acting, raised_elsewhere, as_owner
):
    _, his = raised_elsewhere
    with acting("anita"):
        sealed_place.settle()
    with acting("maja"):
        his.refresh_from_db()
        assert (his.is_guarded, his.address) == (True, ""), "not in the row, whoever raised it"
        sealed_place.settle()
    assert "gränden" not in stands(as_owner)


def test_what_waits_to_be_locked_is_not_read_by_whoever_only_visits(
    acting, raised_elsewhere, as_owner, staff, at, record_property
):
    record_property("attempt", ("Skyddad adress", "läsa den som vårdbiträde medan den väntar på att låsas"))
    report, his = raised_elsewhere
    with as_owner():
        Key.objects.create(
            staff=staff("tova"), compartment_id=report.compartment_id, case_id=report.case_id, reach=Reach.SERVICE,
            ground=Ground.NAMED, given_at=at - timedelta(hours=1), given_by=staff("rut"),
        )  # fmt: skip
        Presence.objects.create(
            person=his, case_id=report.case_id, compartment_id=report.compartment_id, reach="service"
        )
    assert "gränden" in stands(as_owner), "nobody who works with him has been here yet"
    with acting("tova"), connection.cursor() as cursor:
        assert Row.objects.filter(pk=his.pk).exists()
        cursor.execute("select * from access.places_waiting()")
        assert cursor.fetchall() == []
    record_property("result", "nekad")


def test_what_is_rolled_back_has_locked_nothing(acting, maja, at):
    with acting("maja"):
        sister, his = siblings(maja, at)
        actions.identify(sister, look_up(child(), by=maja, at=at), by=maja, at=at)
        actions.identify(his, look_up(replace(BROTHER, address=HERE), by=maja, at=at), by=maja, at=at)
        with transaction.atomic():
            set_protection(sister.case, Protection.MARKED, by=maja, at=at)
            transaction.set_rollback(True)
        assert sealed_place.settle() == 0
        assert axel(maja, (his, sister)).address == HERE


def test_one_press_shows_it_with_a_line_to_the_one_who_works_with_the_person(
    brother, staff, acting, maja, at
):
    client = Client()
    client.force_login(staff("maja"))
    with acting("maja"):
        person = axel(maja, brother)
        file = person.dossier.pk
    page = client.get(reverse("desk:dossier", args=[file])).content.decode()
    assert reverse("desk:place", args=[person.pk]) in page and HERE not in page
    asked = client.get(reverse("desk:place", args=[person.pk])).content.decode()
    assert "Där personen bor får inte röjas." in asked
    answer = client.post(reverse("desk:place", args=[person.pk]), {"reason": "Besök hos personen", "why": ""})
    assert answer.status_code == 302
    assert HERE in client.get(answer.url).content.decode()
