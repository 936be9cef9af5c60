"""Fel person, och samma person två gånger."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import Error, transaction

from samtid.base.access.models import Key, Opening
from samtid.base.corrections import actions, queries
from samtid.base.corrections.models import Merger
from samtid.base.corrections.tests.make import ALVAS, NEW_NUMBER, RESERVE, a_ticket, numbered
from samtid.base.corrections.words import Answered, Incident
from samtid.base.dossier.actions import open_page, set_protection, sign_note, start_clock, write_note
from samtid.base.dossier.models import Case, Clock, Dossier, Event, Note
from samtid.base.dossier.tests.make import a_case, a_person
from samtid.base.dossier.words import LocalClock, Need, NoteKind
from samtid.base.people.actions import Details, relate
from samtid.base.people.models import Person
from samtid.base.people.words import Bond, Protection
from samtid.ground.law import children
from samtid.ground.reasons import NotYet

WHY = "Syskonen blandades ihop i telefon"
RIGHT = numbered(NEW_NUMBER, "Berit", "Ek")


@pytest.fixture
def wrong(acting, at) -> Case:
    """A case that lies on Alva, with a signed note, a clock, a guardian and a line in the log."""
    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
        note = write_note(
            case, "Ringt upp.", kind=NoteKind.CONTACT, source="", happened_at=at, by=maja, at=at
        )
        sign_note(note, by=maja, at=at)
        start_clock(case, children.PRELIMINARY_ASSESSMENT, about=case.pk, by=maja, at=at)
        mother = a_person(Details("Mia", "Nyström"), by=maja, at=at)
        relate(case.dossier.person, mother, Bond.GUARDIAN, case_id=case.pk, by=maja, at=at)
        open_page(case, "desk:dossier", by=maja, at=at)
    return case


def moved(acting, at, case: Case, details: Details = RIGHT, username: str = "maja", **more) -> Case:
    with acting(username) as who:
        ticket = a_ticket(details, by=who, at=at)
    with acting(username) as who:
        seen = Case.objects.get(pk=case.pk)
        actions.move_cases([seen], ticket, reason=WHY, by=who, at=at, **more)
    with acting(username):
        return Case.objects.filter(pk=case.pk).select_related("dossier__person").first()


def test_a_case_moves_with_all_that_lies_in_it_and_leaves_a_trace_in_both(wrong, acting, at, as_owner):
    former = wrong.dossier
    with acting("maja") as maja:
        stays = a_case(by=maja, at=at, need=Need.MONEY)
        before = list(Opening.objects.filter(dossier_id=former.pk).order_by("pk").values())
        note = Note.objects.get(case=wrong)
        keys = list(Key.objects.filter(case_id=wrong.pk).order_by("pk").values())
    here = moved(acting, at, wrong)

    assert here.dossier.person.number == NEW_NUMBER and here.number == wrong.number
    with acting("maja") as maja:
        same = Note.objects.get(pk=note.pk)
        assert (same.text, same.signed_at, same.case_id) == (note.text, note.signed_at, wrong.pk)
        assert Clock.objects.filter(
            case=here, rule=children.PRELIMINARY_ASSESSMENT.id, stopped_at=None
        ).exists()
        assert list(Key.objects.filter(case_id=wrong.pk).order_by("pk").values()) == keys
        assert Event.objects.filter(case=here, verb="case_moved_here", said__contains=WHY, by=maja).exists()
        assert Event.objects.filter(case=stays, verb="case_moved_away").exists()
        assert [one.pk for one in queries.moves(maja, former)] == [
            one.pk for one in queries.moves(maja, here.dossier)
        ]
        lines = list(Opening.objects.filter(pk__in=[row["id"] for row in before]).order_by("pk").values())
        assert lines == before, "what the log said stands"
        assert set(Opening.objects.filter(page="corrections:move").values_list("dossier_id", flat=True)) == {
            former.pk,
            here.dossier_id,
        }
        assert not here.dossier.person.relations.on(at.date()).exists(), "the guardian was the other child's"
        [incident] = Clock.objects.filter(case=here, rule=LocalClock.INCIDENT, stopped_at=None)
        move = queries.move(maja, incident.about)
        with pytest.raises(NotYet, match="Skriv vad som hände"):
            actions.consider_incident(move, Incident.NO_RISK, "", by=maja, at=at)
        actions.consider_incident(
            move, Incident.REPORTED, "Anmält, vårdnadshavaren underrättad", by=maja, at=at
        )
        assert not Clock.objects.filter(case=here, rule=LocalClock.INCIDENT, stopped_at=None).exists()
        move.refresh_from_db()
        with pytest.raises(Error), transaction.atomic():
            move.incident_text = "Något annat"
            move.save(update_fields=["incident_text"])


def test_a_guardian_that_was_chosen_follows(wrong, acting, at):
    with acting("maja"):
        guardian = wrong.dossier.person.relations.get()
    here = moved(acting, at, wrong, keep=[guardian.pk])
    with acting("maja"):
        assert here.dossier.person.relations.on(at.date()).get().other.given_name == "Mia"


def test_the_wrong_person_is_seen_no_more(wrong, acting, at):
    former = wrong.dossier.person_id
    moved(acting, at, wrong)
    with acting("maja") as maja:
        assert not Person.objects.filter(pk=former).exists()
        assert not Dossier.objects.filter(person_id=former).exists()
        assert queries.known(maja, former) is None


def test_nobody_moves_what_is_not_theirs_nor_several_without_the_manager(wrong, acting, at):
    for username in ("pelle", "bo", "karin", "liv"):
        with acting(username) as who:
            ticket = a_ticket(RIGHT, by=who, at=at)
        with acting(username) as who, pytest.raises((NotYet, Error)), transaction.atomic():
            actions.move_cases([wrong], ticket, reason=WHY, by=who, at=at)
    with acting("maja") as maja:
        second = a_case(by=maja, at=at, need=Need.MONEY)
        ticket = a_ticket(RIGHT, by=maja, at=at)
    with acting("maja") as maja, pytest.raises(NotYet, match="enhetens chef"):
        actions.move_cases([wrong, second], ticket, reason=WHY, by=maja, at=at)
    with acting("rut") as rut:
        ticket = a_ticket(RIGHT, by=rut, at=at)
    with acting("rut") as rut:
        actions.move_cases(list(Case.objects.all()), ticket, reason=WHY, by=rut, at=at)
    with acting("rut"):
        assert set(Case.objects.values_list("dossier__person__number", flat=True)) == {NEW_NUMBER}


def test_protection_is_not_lowered_by_a_move(acting, at):
    """A protected child's case, moved to an unprotected name of one's own, stays shut and that one is protected."""
    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
        set_protection(case, Protection.MARKED, by=maja, at=at)
    here = moved(acting, at, case)
    assert here.is_sealed and here.dossier.person.protection == Protection.MARKED
    with acting("rut"):
        assert not Case.objects.exists() and not Person.objects.exists()


def test_a_case_of_a_protected_person_whom_others_hold_becomes_theirs(wrong, acting, at):
    with acting("pelle") as pelle:
        held = a_case(by=pelle, at=at, details=RIGHT, need=Need.MONEY)
        set_protection(held, Protection.MARKED, by=pelle, at=at)
    moved(acting, at, wrong)
    later = at + timedelta(minutes=1)
    with acting("maja", at=later):
        assert (
            not Case.objects.filter(pk=wrong.pk).exists()
            and not Person.objects.filter(number=NEW_NUMBER).exists()
        )
    with acting("pelle", at=later):
        theirs = Case.objects.get(pk=wrong.pk)
        assert theirs.is_sealed
    with acting("maja"):
        assert theirs.dossier_id not in Opening.objects.values_list("dossier_id", flat=True), (
            "nor by her own lines"
        )


def merge(acting, at, one: Person, other: Person, username: str = "rut") -> Person:
    with acting(username) as who:
        return actions.propose_merger(one, other, "Samma person, fick personnummer", by=who, at=at)


@pytest.fixture
def twice(acting, at) -> tuple[Case, Case]:
    """The same girl by a reserve number and by her personnummer, both at the reception."""
    with acting("maja") as maja:
        found = a_case(by=maja, at=at, details=RESERVE), a_case(by=maja, at=at)
        assert [case.dossier.person.number for case in found] == [RESERVE.number, ALVAS]
        return found


def test_two_become_one_by_whoever_leads_the_unit(twice, acting, at):
    old, new = twice
    kept = merge(acting, at, old.dossier.person, new.dossier.person)
    assert kept.number == ALVAS
    with acting("maja") as maja:
        assert set(Case.objects.values_list("dossier_id", flat=True)) == {new.dossier_id}
        assert [one.number for one in queries.former_numbers(maja, kept)] == [RESERVE.number]
        assert queries.history(maja, kept)[0].was["number"] == RESERVE.number
        assert queries.leads_to(maja, old.dossier_id) == new.dossier_id
        assert a_person(RESERVE, by=maja, at=at) == kept.pk
        assert Event.objects.filter(case=old, verb="person_merged").exists()
        assert not Clock.objects.filter(rule=LocalClock.INCIDENT).exists()
    with acting("pelle") as pelle:
        assert queries.leads_to(pelle, old.dossier_id) is None


def test_one_who_leads_nothing_asks_the_manager(twice, acting, at, as_owner):
    old, new = twice
    merge(acting, at, old.dossier.person, new.dossier.person, "maja")
    with acting("maja") as maja:
        assert Case.objects.get(pk=old.pk).dossier_id == old.dossier_id
        assert queries.merger_questions(maja) == []
    with as_owner():
        waiting = Merger.objects.get().pk
    with acting("maja") as maja, pytest.raises(Error), transaction.atomic():
        actions.answer_merger(waiting, old.compartment_id, yes=True, by=maja, at=at)
    with acting("rut") as rut:
        [question] = queries.merger_questions(rut)
        actions.answer_merger(question.merger, question.compartment, yes=True, by=rut, at=at)
    with acting("maja"):
        assert Case.objects.get(pk=old.pk).dossier_id == new.dossier_id


def test_a_no_ends_it_and_says_why(twice, acting, at):
    old, new = twice
    merge(acting, at, old.dossier.person, new.dossier.person, "maja")
    with acting("rut") as rut:
        [question] = queries.merger_questions(rut)
        with pytest.raises(NotYet):
            actions.answer_merger(question.merger, question.compartment, yes=False, by=rut, at=at)
        actions.answer_merger(
            question.merger, question.compartment, yes=False, why="Kusiner med samma namn", by=rut, at=at
        )
        assert queries.merger_questions(rut) == []
        assert Event.objects.filter(verb="merger_refused").count() == 2
        assert queries.proposed(rut, old.dossier.person) == []
    with acting("maja") as maja:
        [mine] = queries.proposed(maja, old.dossier.person)
        assert (mine.outcome, mine.why) == (Answered.REFUSED, "Kusiner med samma namn")


def test_two_units_must_both_agree_and_each_keeps_to_its_own_case(acting, at):
    from samtid.base.people.words import NewNumber

    with acting("pelle") as pelle:
        theirs = a_case(by=pelle, at=at, need=Need.MONEY)
    with acting("maja") as maja:
        ours = a_case(by=maja, at=at, details=RESERVE)
        ticket = a_ticket(numbered(ALVAS), by=maja, at=at)
    with acting("maja") as maja:
        actions.change_number(
            ours.dossier.person, ticket, NewNumber.ASSIGNED, reason="Fick personnummer", by=maja, at=at
        )
    for username in ("anita", "rut"):
        with acting(username) as who:
            [question] = queries.merger_questions(who)
            actions.answer_merger(question.merger, question.compartment, yes=True, by=who, at=at)
    with acting("maja"):
        assert [case.pk for case in Case.objects.all()] == [ours.pk]
        assert Case.objects.get().dossier.person.number == ALVAS
    with acting("pelle"):
        assert [case.pk for case in Case.objects.all()] == [theirs.pk]


def test_the_stricter_protection_holds(twice, acting, at):
    old, new = twice
    with acting("maja") as maja:
        set_protection(Case.objects.get(pk=old.pk), Protection.MARKED, by=maja, at=at)
    merge(acting, at, old.dossier.person, new.dossier.person, "maja")
    with acting("rut") as rut:
        assert queries.merger_questions(rut) == [], (
            "she does not see the sealed one, and answers for nothing blindly"
        )
    with acting("maja"):
        assert Case.objects.get(pk=old.pk).dossier_id == old.dossier_id


def test_a_manager_alone_opens_nothing_sealed_in_her_own_unit(acting, at):
    from samtid.base.people.words import NewNumber

    with acting("maja") as maja:
        sealed = a_case(by=maja, at=at)
        set_protection(sealed, Protection.MARKED, by=maja, at=at)
    with acting("rut") as rut:
        mine = a_case(by=rut, at=at, details=RESERVE)
        ticket = a_ticket(numbered(ALVAS), by=rut, at=at)
    with acting("rut") as rut:
        assert not actions.change_number(
            mine.dossier.person, ticket, NewNumber.ASSIGNED, reason=WHY, by=rut, at=at
        )
    with acting("rut") as rut:
        assert not Person.objects.filter(number=ALVAS).exists() and queries.merger_questions(rut) == []
    with acting("maja") as maja:
        [question] = queries.merger_questions(maja)
        actions.answer_merger(question.merger, question.compartment, yes=True, by=maja, at=at)
        case = Case.objects.get(pk=mine.pk)
        assert case.is_sealed and case.dossier_id == sealed.dossier_id
