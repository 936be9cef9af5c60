"""Skyddet är ingens ensak: lowered by two, in every unit; and a protected person's new case is the holders'."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import Error, connection, transaction

from samtid.base.access.models import Alarm, Key, Opening
from samtid.base.access.queries import compartment_of
from samtid.base.access.words import Alarm as Told
from samtid.base.access.words import Ground, Reach
from samtid.base.dossier import actions, queries
from samtid.base.dossier.models import Event
from samtid.base.dossier.openings import protected_openings
from samtid.base.dossier.tests.make import ALVA, a_case, a_person, lowered
from samtid.base.dossier.words import Event as Verb
from samtid.base.dossier.words import Need
from samtid.base.people.actions import relate
from samtid.base.people.models import Person
from samtid.base.people.words import Bond, Protection
from samtid.ground.reasons import NotYet
from tests.log_in import stepped_out

LATER = timedelta(hours=1)
WHY = "Beslutet har upphört"


@pytest.fixture
def guarded(acting, at):
    """Alva's case, sealed, at the reception: Maja is its caseworker."""
    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
        actions.set_protection(case, Protection.MARKED, by=maja, at=at)
    return case


@pytest.fixture
def in_two_units(acting, at):
    """Alva is protected, and both the reception and Ekonomiskt bistånd have a case."""
    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
    with acting("pelle") as pelle:
        other = a_case(by=pelle, at=at, need=Need.MONEY)
    with acting("maja") as maja:
        actions.set_protection(case, Protection.MARKED, by=maja, at=at)
    return case, other


def level_of(acting, username: str, at) -> str:
    with acting(username, at=at):
        return Person.objects.get(number=ALVA.number).protection


def verbs(case) -> list[str]:
    return list(
        Event.objects.filter(case=case, verb__startswith="protection")
        .values_list("verb", flat=True)
        .order_by("at", "pk")
    )


def test_nobody_lowers_it_alone(guarded, acting, at):
    for username in ("maja", "rut", "pelle", "karin", "liv"):
        with acting(username) as who:
            if username == "maja":
                with pytest.raises(NotYet, match="sänks av två"):
                    actions.set_protection(guarded, Protection.NONE, by=who, at=at)
            for level in ("none",):
                with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
                    person = guarded.dossier.person_id
                    cursor.execute("select access.set_protection(%s, %s, now())", [person, level])
    with acting("maja") as maja:
        actions.set_protection(guarded, Protection.FICTITIOUS, by=maja, at=at)
        with pytest.raises(NotYet):
            actions.set_protection(guarded, Protection.MARKED, by=maja, at=at)
    assert level_of(acting, "maja", at) == Protection.FICTITIOUS


def test_every_unit_that_holds_a_sealed_case_must_agree(in_two_units, acting, at):
    case, other = in_two_units
    with acting("maja") as maja:
        change = actions.propose_protection(case, Protection.NONE, WHY, by=maja, at=at)
        assert not queries.protection_questions(maja), "not by the one who proposed it"
    assert level_of(acting, "maja", at) == Protection.MARKED
    for username in ("karin", "pelle", "liv", "lena"):
        with acting(username) as who:
            assert not queries.protection_questions(who), username
            for unit in (case.compartment_id, other.compartment_id):
                with pytest.raises(Error), transaction.atomic():
                    actions.answer_protection(change, unit, yes=True, by=who, at=at)
    with acting("rut") as rut:
        [asked] = queries.protection_questions(rut)
        assert asked.compartment == case.compartment_id and asked.reason == WHY
        with pytest.raises(Error), transaction.atomic():
            actions.answer_protection(change, other.compartment_id, yes=True, by=rut, at=at)
        actions.answer_protection(change, asked.compartment, yes=True, by=rut, at=at)
    assert level_of(acting, "maja", at) == Protection.MARKED, "one unit is left"
    with acting("anita") as anita:
        [asked] = queries.protection_questions(anita)
        actions.answer_protection(change, asked.compartment, yes=True, by=anita, at=at)
    assert level_of(acting, "maja", at) == Protection.NONE
    for username, its in (("maja", case), ("pelle", other)):
        with acting(username):
            assert sorted(verbs(its)) == sorted(
                [
                    Verb.PROTECTION_SET,
                    Verb.PROTECTION_PROPOSED,
                    Verb.PROTECTION_AGREED,
                    Verb.PROTECTION_AGREED,
                    Verb.PROTECTION_SET,
                ]
            ), username
    with acting("pelle"):
        assert {e.by for e in Event.objects.filter(case=other, verb=Verb.PROTECTION_PROPOSED)} == {None}, (
            "that it was done is told, and not by which unit"
        )


def test_a_no_ends_it_and_says_why(in_two_units, acting, at):
    case, other = in_two_units
    with acting("maja") as maja:
        change = actions.propose_protection(case, Protection.NONE, WHY, by=maja, at=at)
    with acting("anita") as anita:
        with pytest.raises(NotYet, match="varför ni säger nej"):
            actions.answer_protection(change, other.compartment_id, yes=False, by=anita, at=at)
        actions.answer_protection(
            change, other.compartment_id, yes=False, why="Hotet finns kvar", by=anita, at=at
        )
    with acting("rut") as rut:
        assert not queries.protection_questions(rut)
        with pytest.raises(Error), transaction.atomic():
            actions.answer_protection(change, case.compartment_id, yes=True, by=rut, at=at)
    assert level_of(acting, "maja", at) == Protection.MARKED
    with acting("maja") as maja:
        assert queries.protection_changes(maja, case).get().outcome == "refused"
        assert Verb.PROTECTION_REFUSED in verbs(case)


def test_a_manager_who_proposes_needs_somebody_else_who_is_named(guarded, acting, staff, at):
    with acting("maja") as maja:
        actions.name_staff(
            guarded,
            staff("rut"),
            ground=Ground.NAMED,
            reach=Reach.CASE,
            reason="Chef",
            until=None,
            by=maja,
            at=at,
        )
    with acting("rut") as rut:
        change = actions.propose_protection(guarded, Protection.NONE, WHY, by=rut, at=at)
        with pytest.raises(Error), transaction.atomic():
            actions.answer_protection(change, guarded.compartment_id, yes=True, by=rut, at=at)
    with acting("maja") as maja:
        [asked] = queries.protection_questions(maja)
        actions.answer_protection(change, asked.compartment, yes=True, by=maja, at=at)
    assert level_of(acting, "maja", at) == Protection.NONE


def test_a_proposal_is_for_one_with_a_key_and_a_reason(guarded, acting, at):
    with acting("maja") as maja:
        with pytest.raises(NotYet, match="Skriv varför"):
            actions.propose_protection(guarded, Protection.NONE, "", by=maja, at=at)
        with pytest.raises(NotYet, match="redan det skyddet"):
            actions.propose_protection(guarded, Protection.MARKED, WHY, by=maja, at=at)
        actions.propose_protection(guarded, Protection.NONE, WHY, by=maja, at=at)
        with pytest.raises(NotYet, match="redan ett förslag"):
            actions.propose_protection(guarded, Protection.NONE, WHY, by=maja, at=at)
    for username in ("rut", "pelle", "karin"):
        with acting(username), pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "select access.propose_protection(%s, 'none', %s)", [guarded.dossier.person_id, WHY]
            )


def test_a_protected_persons_new_case_goes_to_those_who_hold_the_person(guarded, acting, at, as_owner):
    later = at + LATER
    with acting("pelle", at=later) as pelle:
        opened = a_case(by=pelle, at=later, need=Need.MONEY)
    after = later + LATER
    with acting("pelle", at=after) as pelle:
        assert not Person.objects.exists() and not queries.cases(pelle).exists(), "nothing of her, by any way"
        assert not Alarm.objects.exists()
    with acting("maja", at=after) as maja:
        found = queries.cases(maja).get(pk=opened.pk)
        assert found.compartment_id == guarded.compartment_id and found.caseworker == maja and found.is_sealed
        assert [alarm.kind for alarm in Alarm.objects.all()] == [Told.CASE_OPENED]
        actions.see_alarm(Alarm.objects.get().pk, by=maja, at=after)
    with acting("rut", at=after):
        told = Alarm.objects.get()
        assert told.staff.username == "pelle" and told.seen_by.username == "maja"
    with acting("anita", at=after) as anita:
        assert not Alarm.objects.exists() and not queries.cases(anita).exists()
    with as_owner():
        assert set(
            Key.objects.filter(case_id=opened.pk, valid_until=None).values_list("staff__username", flat=True)
        ) == {"maja"}


def test_one_with_a_key_opens_a_case_and_the_other_units_are_told(in_two_units, acting, at):
    with acting("pelle") as pelle:
        opened = a_case(by=pelle, at=at, need=Need.SUPPORT)
        assert queries.cases(pelle).get(pk=opened.pk).caseworker == pelle
    with acting("rut"):
        assert Alarm.objects.get().kind == Told.CASE_OPENED
    with acting("maja"):
        assert Alarm.objects.count() == 1
    with acting("anita"):
        assert not Alarm.objects.exists(), "it is her own unit's caseworker, told by the case itself"


def test_a_protected_person_noted_as_near_opens_nothing_and_is_told(guarded, acting, at):
    later = at + LATER
    with acting("pelle", at=later) as pelle:
        from samtid.base.people.actions import Details

        mine = a_case(by=pelle, at=later, details=Details("Gösta", "Lund"), need=Need.MONEY)
        relate(
            mine.dossier.person,
            a_person(ALVA, by=pelle, at=later),
            Bond.CHILD,
            case_id=mine.pk,
            by=pelle,
            at=later,
        )
        assert list(Person.objects.values_list("given_name", flat=True)) == ["Gösta"]
    with acting("maja", at=later):
        assert Alarm.objects.get().kind == Told.RELATED


def test_a_case_handed_to_those_who_hold_the_person_is_not_handed_to_broken_glass(acting, at):
    """Alva is near in an open case, on which glass is broken: a new case about her is for those with a key to that one."""
    gosta = replace(ALVA, given_name="Gösta", number="201309162380")
    with acting("maja") as maja:
        near = a_case(by=maja, at=at, details=gosta)
        alva = a_person(replace(ALVA, protection=Protection.MARKED), by=maja, at=at)
        relate(near.dossier.person, alva, Bond.SIBLING, case_id=near.pk, by=maja, at=at)
    later = at + LATER
    with acting("pelle", at=later) as pelle:
        actions.break_glass(gosta.number, "Akut: mamman på sjukhus", 8, by=pelle, at=later)
        assert queries.cases(pelle).filter(pk=near.pk).exists()
    with acting("ulf", at=later) as ulf:
        opened = a_case(by=ulf, at=later, need=Need.MONEY)
    for username, sees in (("maja", True), ("pelle", False), ("ulf", False)):
        with acting(username, at=later + LATER) as who:
            assert queries.cases(who).filter(pk=opened.pk).exists() is sees, username


def test_nor_does_it_get_a_caseworker_who_sees_the_other_through_glass_only(acting, as_owner, at):
    gosta = replace(ALVA, given_name="Gösta", number="201309162380")
    with acting("maja") as maja:
        near = a_case(by=maja, at=at, details=gosta)
        alva = a_person(replace(ALVA, protection=Protection.MARKED), by=maja, at=at)
        relate(near.dossier.person, alva, Bond.SIBLING, case_id=near.pk, by=maja, at=at)
    later = at + LATER
    with as_owner():
        Key.objects.filter(case_id=near.pk).update(
            valid_until=at + LATER / 2
        )  # as some time after it was closed
    with acting("maja", at=later) as maja:
        actions.break_glass(gosta.number, "Akut: mamman på sjukhus", 8, by=maja, at=later)
    with acting("ulf", at=later) as ulf:
        opened = a_case(by=ulf, at=later, need=Need.MONEY)
    with acting("rut", at=later + LATER) as rut:
        assert queries.cases(rut).get(pk=opened.pk).caseworker is None, "whoever leads the unit has it"


def test_a_line_says_how_protected_the_person_was_then(guarded, acting, staff, at):
    with acting("maja") as maja:
        actions.open_page(guarded, "desk:dossier", by=maja, at=at)
    later = at + LATER
    with acting("maja", at=later) as maja:
        lowered(guarded, by=maja, manager=staff("rut"), at=later)
        actions.open_page(guarded, "desk:dossier", by=maja, at=later)
    with acting("maja", at=later):
        assert list(
            Opening.objects.filter(page="desk:dossier").order_by("at").values_list("protection", flat=True)
        ) == [
            "marked",
            "none",
        ]
    with acting("rut", at=later) as rut:
        assert [one.at for one in protected_openings(rut, at - LATER)] == [at], "lowering hides nothing"


def test_anothers_key_is_no_errand_of_the_one_who_opened_it(guarded, acting, staff, at):
    """Maja's own key does not excuse Pelle, and his having none is no alarm about her."""
    later = at + LATER
    for who in ("maja", "pelle"):
        with acting(who, at=later) as reader, stepped_out():
            actions.open_page(guarded, "desk:dossier", by=reader, at=later)
    with acting("rut", at=later) as rut:
        told = {one.staff_id: one.has_key for one in protected_openings(rut, at - LATER)}
    assert told == {staff("maja").pk: True, staff("pelle").pk: False}


def test_the_caseworker_who_hands_a_protected_case_over_has_no_key_left(guarded, acting, staff, at):
    """BC-18."""
    with acting("maja") as maja:
        colleague = compartment_of(maja.memberships.get().unit, at.date())
        actions.transfer(guarded, colleague, staff("rut"), by=maja, at=at)
    with acting("maja", at=at + timedelta(days=30)) as maja:
        assert not queries.cases(maja).exists()
    with acting("rut", at=at + timedelta(days=400)) as rut:
        assert queries.cases(rut).exists()
