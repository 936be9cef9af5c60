"""Allt om en person kan rättas, och inget försvinner."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import Error, connection, transaction

from samtid.base.corrections import actions, queries
from samtid.base.corrections.tests.make import ALVAS, NEW_NUMBER, RESERVE, a_ticket, numbered
from samtid.base.corrections.words import Kind
from samtid.base.dossier.actions import break_glass, set_protection
from samtid.base.dossier.models import Event
from samtid.base.dossier.queries import search
from samtid.base.dossier.tests.make import ALVA, a_case, a_person
from samtid.base.dossier.versions import Overtaken
from samtid.base.dossier.words import Need
from samtid.base.people.actions import Details, relate
from samtid.base.people.models import FormerNumber, Person
from samtid.base.people.words import Bond, NewNumber, NumberKind, Protection, Sex
from samtid.ground.reasons import NotYet

WHY = "Skatteverket aviserade namnbytet"


def verbs(case) -> list[str]:
    return list(Event.objects.filter(case=case).order_by("at", "pk").values_list("verb", flat=True))


def test_a_changed_name_is_kept_in_history_and_told_in_every_case(acting, at, as_owner):
    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
    with acting("pelle") as pelle:
        other = a_case(by=pelle, at=at, need=Need.MONEY)
    with acting("maja") as maja:
        person = case.dossier.person
        actions.change(person, Kind.NAME, {"family_name": "Berg"}, reason=WHY, source="Navet", by=maja, at=at)

        assert Person.objects.get(pk=person.pk).family_name == "Berg"
        [change] = queries.history(maja, person)
        assert (change.was, change.became) == ({"family_name": "Nyström"}, {"family_name": "Berg"})
        assert (change.reason, change.source, change.by, change.at) == (WHY, "Navet", maja, at)
        assert "person_name" in verbs(case)
    with acting("pelle") as pelle:
        [told] = queries.history(pelle, person)
        assert (told.became, told.reason, told.by) == ({"family_name": "Berg"}, "", None), (
            "not why, nor by whom"
        )
        line = Event.objects.get(case=other, verb="person_name")
        assert line.by is None


def test_of_two_who_change_at_once_the_second_is_told(acting, at):
    with acting("maja") as maja:
        person = a_case(by=maja, at=at).dossier.person
        actions.change(person, Kind.NAME, {"given_name": "Alwa"}, reason=WHY, seen=1, by=maja, at=at)
        with pytest.raises(Overtaken, match="Maja Lind ändrade"):
            actions.change(person, Kind.CONTACT, {"phone": "070-1740605"}, reason=WHY, seen=1, by=maja, at=at)
        assert Person.objects.get(pk=person.pk).phone == ""


def test_what_says_nothing_new_writes_nothing(acting, at):
    with acting("maja") as maja:
        person = a_case(by=maja, at=at).dossier.person
        actions.change(person, Kind.NAME, {"given_name": "Alva"}, reason=WHY, by=maja, at=at)
        assert queries.history(maja, person) == []


def test_an_unborn_child_is_born(acting, at):
    expected = at.date() + timedelta(days=40)
    with acting("maja") as maja:
        case = a_case(by=maja, at=at, details=Details("Ofött barn", "Nyström", born_on=expected))
        person = Person.objects.get(pk=case.dossier.person_id)
        assert person.is_unborn
        born = {"is_unborn": False, "born_on": at.date() - timedelta(days=1)}
        with pytest.raises(NotYet, match="inte kommit än"):
            actions.change(person, Kind.BIRTH, {"is_unborn": False}, reason=WHY, by=maja, at=at)
        actions.change(person, Kind.BIRTH, born, reason="Född på Piteå sjukhus", by=maja, at=at)
        person.refresh_from_db()
        assert (person.is_unborn, person.born_on) == (False, at.date() - timedelta(days=1))


def test_a_reserve_number_becomes_a_personnummer_and_both_find_the_person(acting, at):
    with acting("maja") as maja:
        person = a_case(by=maja, at=at, details=RESERVE).dossier.person
        ticket = a_ticket(numbered(ALVAS), by=maja, at=at)
    with acting("maja") as maja:
        assert actions.change_number(person, ticket, NewNumber.ASSIGNED, reason=WHY, by=maja, at=at) is True
        person.refresh_from_db()
        assert (person.number, person.number_kind) == (ALVAS, NumberKind.PERSONNUMMER)
        assert (person.born_on, person.sex) == (date(2012, 3, 14), Sex.MAN)
        [former] = FormerNumber.objects.filter(person=person)
        assert (former.number, former.ended_on, former.why) == (RESERVE.number, at.date(), NewNumber.ASSIGNED)
        assert search(maja, RESERVE.number) == [person.pk] == search(maja, ALVAS)
        assert a_person(RESERVE, by=maja, at=at) == person.pk, (
            "who is registered by the old number is the same"
        )


def test_a_mistyped_number_is_nobodys_any_more(acting, at):
    with acting("maja") as maja:
        person = a_case(by=maja, at=at).dossier.person
        ticket = a_ticket(numbered(NEW_NUMBER), by=maja, at=at)
    with acting("maja") as maja:
        actions.change_number(person, ticket, NewNumber.MISTYPED, reason=WHY, by=maja, at=at)
        assert search(maja, ALVAS) == [] and not FormerNumber.objects.filter(person=person)
        assert queries.history(maja, person)[0].was["number"] == ALVAS
        assert a_person(ALVA, by=maja, at=at) != person.pk


def test_a_new_legal_sex_follows_the_number(acting, at):
    with acting("maja") as maja:
        person = a_case(by=maja, at=at).dossier.person
        ticket = a_ticket(numbered("201001022381"), by=maja, at=at)
    with acting("maja") as maja:
        actions.change_number(person, ticket, NewNumber.SEX, reason=WHY, by=maja, at=at)
        person.refresh_from_db()
        assert person.sex == Sex.WOMAN and person.former_numbers.get().number == ALVAS


def test_a_number_that_is_somebodys_changes_nothing(acting, at):
    with acting("maja") as maja:
        person = a_case(by=maja, at=at, details=RESERVE).dossier.person
        held = a_case(by=maja, at=at).dossier.person
        ticket = a_ticket(numbered(ALVAS), by=maja, at=at)
    with acting("maja") as maja:
        assert (
            actions.change_number(person, ticket, NewNumber.ASSIGNED, reason=WHY, by=maja, at=at) == held.pk
        )
        person.refresh_from_db()
        assert person.number == RESERVE.number


@pytest.mark.parametrize("protection", [Protection.NONE, Protection.MARKED])
def test_a_number_that_another_unit_holds_is_answered_alike_and_asked_there(acting, at, protection):
    with acting("pelle") as pelle:
        foreign = a_case(by=pelle, at=at, need=Need.MONEY)
        if protection != Protection.NONE:
            set_protection(foreign, protection, by=pelle, at=at)
    with acting("maja") as maja:
        person = a_case(by=maja, at=at, details=RESERVE).dossier.person
        ticket = a_ticket(numbered(ALVAS), by=maja, at=at)
    with acting("maja") as maja:
        assert actions.change_number(person, ticket, NewNumber.ASSIGNED, reason=WHY, by=maja, at=at) is False
        person.refresh_from_db()
        assert person.number == RESERVE.number and queries.merger_questions(maja) == []
    asked = "pelle" if protection != Protection.NONE else "anita"
    with acting(asked) as who:
        [question] = queries.merger_questions(who)
        assert question.kept is not None and question.emptied is None and question.same_name is True


def test_somebody_who_has_died_is_noted_and_no_duty_ends_by_itself(acting, at):
    from samtid.base.dossier.actions import start_clock
    from samtid.ground.law import children

    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
        start_clock(case, children.PRELIMINARY_ASSESSMENT, about=case.pk, by=maja, at=at)
        person = case.dossier.person
        for day, said in (
            (at.date() + timedelta(days=1), "inte kommit än"),
            (date(2001, 1, 1), "före födelsen"),
        ):
            with pytest.raises(NotYet, match=said):
                actions.change(person, Kind.LIFE, {"died_on": day}, reason=WHY, by=maja, at=at)
        actions.change(person, Kind.LIFE, {"died_on": at.date()}, reason="Dödsfallsintyg", by=maja, at=at)
        person.refresh_from_db()
        assert person.died_on == at.date() and len(queries.running(maja, person)) == 1
        actions.change(
            person, Kind.LIFE, {"died_on": None}, reason="Fel person i aviseringen", by=maja, at=at
        )
        person.refresh_from_db()
        assert person.died_on is None


def test_places_of_a_protected_person_are_not_in_the_history(acting, at):
    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
        person = case.dossier.person
        moved = {"address": "Lillgatan 2", "interpreter": "arabiska"}
        actions.change(person, Kind.CONTACT, moved, reason=WHY, by=maja, at=at)
        assert queries.history(maja, person)[0].became["address"] == "Lillgatan 2"
        set_protection(case, Protection.MARKED, by=maja, at=at)
    with acting("maja") as maja:
        [change] = queries.history(maja, person)
        assert change.became == {"interpreter": "arabiska"} and "address" not in change.was


def test_where_somebody_with_hidden_registration_is_is_not_written_down(acting, at):
    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
        set_protection(case, Protection.REGISTERED_ELSEWHERE, by=maja, at=at)
    with acting("maja") as maja:
        person = Person.objects.get(pk=case.dossier.person_id)
        with pytest.raises(NotYet, match="Vistelseorten"):
            actions.change(person, Kind.CONTACT, {"locality": "Luleå"}, reason=WHY, by=maja, at=at)
        actions.change(
            person, Kind.CONTACT, {"address": "", "phone": "070-1740606"}, reason=WHY, by=maja, at=at
        )
        with acting("maja"), pytest.raises(NotYet, match="fingerade"):
            set_protection(case, Protection.FICTITIOUS, by=maja, at=at)
            person.refresh_from_db()
            actions.change(person, Kind.NAME, {"family_name": "Ny"}, reason=WHY, by=maja, at=at)


def test_broken_glass_reads_and_corrects_nothing(acting, at):
    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
        person = case.dossier.person
        mother = a_person(Details("Mia", "Nyström"), by=maja, at=at)
        bond = relate(person, mother, Bond.GUARDIAN, case_id=case.pk, by=maja, at=at)
    with acting("pelle") as pelle:
        break_glass(ALVAS, "Akut ärende i natt", 1, by=pelle, at=at)
    with acting("pelle") as pelle:
        assert queries.known(pelle, person.pk) is not None
        with pytest.raises(NotYet, match="nödöppning"):
            actions.change(person, Kind.NAME, {"given_name": "X"}, reason=WHY, by=pelle, at=at)
        with pytest.raises(NotYet, match="nödöppning"):
            actions.end_relation(bond, last=at.date(), reason=WHY, by=pelle, at=at)


def test_the_door_asks_for_itself_whatever_the_program_says(acting, at):
    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
        person = case.dossier.person
        a_person(numbered(NEW_NUMBER, "Berit", "Ek"), by=maja, at=at)
    for username in ("pelle", "bo", "tova", "liv", "bengt"):
        with acting(username):
            for call in (
                "select access.change_person(%(p)s, 1, 'name', '{\"given_name\": \"X\"}', null, '', 'varför inte', %(c)s)",
                "update people_person set given_name = 'X' where id = %(p)s",
                "select access.history_of(%(p)s)",
            ):
                try:
                    with transaction.atomic(), connection.cursor() as cursor:
                        cursor.execute(call, {"p": person.pk, "c": case.pk})
                        assert cursor.rowcount == 0
                except Error:
                    pass
    with acting("maja"):
        for call in (
            # a number past the ticket, and what no kind has
            "select access.change_person(%(p)s, 1, 'name', '{\"number\": \"201401012396\", \"protection\": \"none\"}', null, '', 'varför inte', %(c)s)",
            "select access.change_person(%(p)s, 1, 'number', '{\"number\": \"201401012396\"}', null, '', 'varför inte', %(c)s)",
        ):
            with connection.cursor() as cursor:
                cursor.execute(call, {"p": person.pk, "c": case.pk})
        person.refresh_from_db()
        assert (person.number, person.given_name) == (ALVAS, "Alva")


def test_a_relation_ends_with_its_history_and_by_mistake_it_never_was(acting, at):
    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
        child = case.dossier.person
        mother = a_person(Details("Mia", "Nyström"), by=maja, at=at)
        wrong = a_person(Details("Fel", "Person"), by=maja, at=at)
        guardian = relate(
            child, mother, Bond.GUARDIAN, case_id=case.pk, since=date(2020, 1, 1), by=maja, at=at
        )
        mistake = relate(child, wrong, Bond.GUARDIAN, case_id=case.pk, by=maja, at=at)
    with acting("maja") as maja:
        with pytest.raises(NotYet, match="började"):
            actions.end_relation(guardian, last=date(2019, 1, 1), reason=WHY, by=maja, at=at)
        yesterday = at.date() - timedelta(days=1)
        actions.end_relation(guardian, last=yesterday, reason="Dom i tingsrätten", by=maja, at=at)
        actions.end_relation(
            mistake, last=yesterday, reason="Fel namn lästes upp", is_mistaken=True, by=maja, at=at
        )
    with acting("maja") as maja:
        assert not child.relations.on(at.date()).exists()
        over = queries.near(maja, child, at.date())
        assert [one.is_over for one in over] == [True, True]
        assert {one.relation.ended_why for one in over} == {"Dom i tingsrätten", "Fel namn lästes upp"}
        assert [one.other.pk if one.other else None for one in over if one.relation.is_mistaken] == [None]
        with pytest.raises(NotYet, match="redan avslutad"):
            guardian.refresh_from_db()
            actions.end_relation(guardian, last=at.date(), reason=WHY, by=maja, at=at)
        with pytest.raises(Error), transaction.atomic():
            guardian.valid_to = None
            guardian.save(update_fields=["valid_to"])
