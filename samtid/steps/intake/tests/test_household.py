"""Protection belongs to a place: whoever lives with somebody protected has a place that is not told either."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from samtid.base.corrections.actions import move_cases
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.actions import set_protection
from samtid.base.dossier.tests.make import ALVA, a_case, lowered
from samtid.base.people.actions import Details as Person
from samtid.base.people.actions import look_up
from samtid.base.people.models import Nearness
from samtid.base.people.queries import WITHHELD, relations, shown, shown_near, shown_place
from samtid.base.people.rules import without
from samtid.base.people.words import Bond, NumberKind, Protection
from samtid.ground.reasons import NotYet
from samtid.steps.intake import actions, queries
from samtid.steps.intake.actions import About
from samtid.steps.intake.models import Report
from samtid.steps.intake.tests.make import a_report, an_identified_report
from tests.log_in import stepped_out

HERE = "Gömda gränden 7"
MOTHER = Person("Maria", "Lund", address=HERE, phone="070-174 06 05", protection=Protection.MARKED)
BROTHER = Person("Axel", "Nyström", number="200408072384", number_kind=NumberKind.PERSONNUMMER)
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def maja(staff):
    return staff("maja")


def child(**said):
    return replace(ALVA, address=HERE, phone="0911-20 00 00", school="Björkskolan", **said)


def siblings(maja, at, text="Båda barnen bor på Gömda  gränden 7."):
    """Two in one report, at the same address; the sister is known and protected."""
    receipt = actions.receive_report(
        actions.Details(
            need="child",
            kind="report",
            text=text,
            about=(About("Alva Nyström", ALVA.number, address=HERE), About("Axel Nyström", address=HERE)),
        ),
        by=maja,
        at=at,
    )
    return [Report.objects.get(pk=pk) for pk in receipt.report_ids]


def test_a_brothers_report_does_not_tell_where_the_protected_sister_lives(acting, client, maja, at):
    with acting("maja"):
        sister, brother = siblings(maja, at)
        actions.identify(sister, look_up(child(protection=Protection.MARKED), by=maja, at=at), by=maja, at=at)
    client.force_login(maja, backend=BACKEND)
    for address in ("intake:report", "intake:identify"):
        page = client.get(reverse(address, args=[brother.pk])).content.decode()
        assert "gränden" not in page, address
        assert "kyddad uppgift" in page, address
    with acting("maja"):
        brother.refresh_from_db()
        actions.identify(brother, look_up(replace(BROTHER, address=HERE), by=maja, at=at), by=maja, at=at)
    for address in ("intake:report", "intake:relate"):
        page = client.get(reverse(address, args=[brother.pk])).content.decode()
        assert "gränden" not in page, address
    page = client.get(reverse("desk:dossier", args=[brother.case.dossier_id])).content.decode()
    assert "gränden" not in page and WITHHELD in page


def test_it_is_hidden_too_when_the_sister_is_protected_afterwards_and_shown_when_she_no_longer_is(
    acting, staff, maja, at
):
    with acting("maja"):
        sister, brother = siblings(maja, at)
        actions.identify(sister, look_up(child(), by=maja, at=at), by=maja, at=at)
        actions.identify(brother, look_up(replace(BROTHER, address=HERE), by=maja, at=at), by=maja, at=at)
        brother = queries.reports(maja).get(pk=brother.pk)
        assert queries.said(maja, brother) == brother.told.text
        set_protection(sister.case, Protection.MARKED, by=maja, at=at)
        brother = queries.reports(maja).get(pk=brother.pk)
        assert brother.is_guarded and shown(brother.case.dossier.person, "address") == WITHHELD
        lowered(sister.case, by=maja, manager=staff("rut"), at=at)
        brother = queries.reports(maja).get(pk=brother.pk)
        assert not brother.is_guarded and shown_place(brother.case.dossier.person) == HERE


@pytest.mark.parametrize(
    ("mothers", "hidden"),
    [
        (MOTHER, True),
        (replace(MOTHER, address="gömda gränden 7, lgh 1102"), True),
        (replace(MOTHER, address="c/o Ek, Gömda gr. 7"), True),
        (replace(MOTHER, address=""), True),
        (replace(MOTHER, address="Storgatan 4", protection=Protection.REGISTERED_ELSEWHERE), True),
        (replace(MOTHER, address="Storgatan 4"), False),
        (replace(MOTHER, protection=Protection.NONE), False),
    ],
    ids=["same", "with a flat", "other spelling", "none known", "not her real one", "another", "unprotected"],
)
def test_a_child_with_a_protected_guardian_has_a_hidden_place_unless_they_are_known_to_live_apart(
    acting, maja, at, mothers, hidden
):
    with acting("maja"):
        report = an_identified_report(by=maja, at=at, person=child())
        actions.relate_people(report, look_up(mothers, by=maja, at=at), Bond.GUARDIAN, by=maja, at=at)
        person = queries.reports(maja).get(pk=report.pk).case.dossier.person
        assert (shown(person, "address") == WITHHELD) is hidden
        assert (shown(person, "school") == WITHHELD) is hidden


def test_the_father_who_lives_elsewhere_keeps_his_telephone_on_the_page(acting, maja, at):
    father = Person("Per", "Nyström", address="Byvägen 3", phone="070-174 06 10")
    with acting("maja"):
        report = an_identified_report(by=maja, at=at, person=child())
        actions.relate_people(report, look_up(father, by=maja, at=at), Bond.GUARDIAN, by=maja, at=at)
        actions.relate_people(report, look_up(MOTHER, by=maja, at=at), Bond.GUARDIAN, by=maja, at=at)
        person = queries.reports(maja).get(pk=report.pk).case.dossier.person
        near = {one.other.given_name: shown_near(one, "phone") for one in relations(maja, person, at.date())}
    assert near == {"Per": "070-174 06 10", "Maria": WITHHELD}


def test_protection_known_only_past_the_walls_is_respected_without_telling_why(acting, staff, maja, at):
    """Another unit holds the mother; the reception has no key to her and does not see that she is there."""
    with acting("anita"):
        anita = staff("anita")
        mother = replace(MOTHER, number="199209132398", number_kind=NumberKind.PERSONNUMMER)
        a_case(by=anita, at=at, details=replace(mother, family_name="Nyström"))
    with acting("maja"):
        report = an_identified_report(by=maja, at=at, person=child())
        person = queries.reports(maja).get(pk=report.pk).case.dossier.person
        assert person.protection == "none" and shown(person, "address") == WITHHELD
        neighbour = an_identified_report(
            by=maja, at=at, person=replace(BROTHER, family_name="Ek", address=HERE)
        )
        assert shown(neighbour.case.dossier.person, "address") == HERE, "a neighbour of another name is shown"


def test_what_is_sent_must_not_name_the_place_of_anybody_near_whoever_asks(acting, maja, at):
    with acting("maja"):
        report = an_identified_report(by=maja, at=at, person=child())
        actions.relate_people(report, look_up(MOTHER, by=maja, at=at), Bond.GUARDIAN, by=maja, at=at)
        case = report.case
        for said in (
            "Vi ses på Gömda gränden 7.",
            "GÖMDA GRÄNDEN  7, 944 31 Piteå",
            "Ring +46 70-174 06 05 i kväll",
            "Ring 0701740605",
        ):
            assert dossier.tells_place(maja, case, said), said
        for said in ("Vi ses på Gömda gränden 71.", "Ring 0911-69 60 00", "", "\0"):
            assert not dossier.tells_place(maja, case, said), said
    with acting("ulf") as ulf:  # who does not see the case is always told no
        assert not dossier.tells_place(ulf, case, "Gömda gränden 7")


def test_an_answer_to_the_one_who_reported_is_refused_when_it_tells_the_place(acting, maja, at):
    with acting("maja"):
        report = a_report(by=maja, at=at)
        actions.identify(report, look_up(child(protection=Protection.MARKED), by=maja, at=at), by=maja, at=at)
    with stepped_out():
        Report.objects.filter(pk=report.pk).update(outcome="investigate", closed_at=at)
    later = at + timedelta(hours=1)
    with acting("maja", at=later):
        report.refresh_from_db()
        with pytest.raises(NotYet, match="inte får lämnas ut"):
            actions.send_feedback(report, f"Utredning inleds. De bor på {HERE}.", by=maja, at=later)


def test_the_manager_sees_that_something_sealed_waits_and_is_late_and_not_who(
    acting, client, staff, maja, at
):
    with acting("maja"):
        report = a_report(by=maja, at=at)
        actions.identify(report, look_up(child(protection=Protection.MARKED), by=maja, at=at), by=maja, at=at)
    later = at + timedelta(days=30)
    with acting("rut", at=later) as rut:
        assert not queries.waiting(rut).exists()
        [sealed] = dossier.sealed_waiting(rut)
        assert (sealed.cases, sealed.late) == (1, 1)
    with acting("maja", at=later) as maja_later:
        assert not dossier.sealed_waiting(maja_later), "who leads no unit is told nothing"
    client.force_login(staff("rut"), backend=BACKEND)
    for address in ("desk:day", "intake:queue"):
        page = client.get(reverse(address)).content.decode()
        assert "Ett ärende väntar" in page, address
        assert "Alva" not in page, address
    assert "Ett ärende väntar" in client.get(reverse("desk:unit")).content.decode()


def test_nobody_reads_who_lives_with_whom_or_asks_about_one_at_a_time(acting, as_owner, maja, at):
    with acting("maja"):
        sister, brother = siblings(maja, at)
        actions.identify(sister, look_up(child(), by=maja, at=at), by=maja, at=at)
        actions.identify(brother, look_up(replace(BROTHER, address=HERE), by=maja, at=at), by=maja, at=at)
        assert not Nearness.objects.exists()
        for asked in ("near_of", "circle", "is_guarded"):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"select access.{asked}(%s)", [sister.case.dossier.person_id])
    with as_owner():
        assert Nearness.objects.count() == 2


def test_words_without_a_place():
    assert without("Bor på GÖMDA gränden 7 B, ring.", ["Gömda Gränden 7"], "[x]") == "Bor på [x] B, ring."
    assert without("Gömda gränden 71", ["Gömda gränden 7"], "[x]") == "Gömda gränden 71"
    assert without("a b c", ["", "a"], "[x]") == "a b c", "too little to be a place"


def test_whoever_was_the_wrong_person_lives_with_nobody_when_the_case_has_moved(acting, as_owner, maja, at):
    """Nearness follows the report to the right one: the wrong one guards nobody's place, and nobody theirs."""
    right = Person("Berit", "Ek", number="201401012396", number_kind=NumberKind.PERSONNUMMER)
    with acting("maja"):
        sister, brother = siblings(maja, at)
        actions.identify(sister, look_up(child(), by=maja, at=at), by=maja, at=at)
        actions.identify(brother, look_up(replace(BROTHER, address=HERE), by=maja, at=at), by=maja, at=at)
        wrong, axel = sister.case.dossier.person_id, brother.case.dossier.person_id
    with acting("maja"):
        ticket = look_up(right, by=maja, at=at)
    with acting("maja"):
        case = dossier.cases(maja).get(pk=sister.case_id)
        move_cases([case], ticket, reason="Syskonen blandades ihop i telefon", by=maja, at=at)
    with acting("maja"):
        berit = dossier.cases(maja).get(pk=sister.case_id).dossier.person_id
    with as_owner():
        assert set(Nearness.objects.values_list("person_id", "other_id")) == {(berit, axel), (axel, berit)}
    assert wrong not in (berit, axel)


def test_nearness_stays_when_a_case_moves_that_says_nothing_of_it(acting, as_owner, maja, at):
    right = Person("Berit", "Ek", number="201401012396", number_kind=NumberKind.PERSONNUMMER)
    with acting("maja"):
        sister, brother = siblings(maja, at)
        actions.identify(sister, look_up(child(), by=maja, at=at), by=maja, at=at)
        actions.identify(brother, look_up(replace(BROTHER, address=HERE), by=maja, at=at), by=maja, at=at)
        alva = sister.case.dossier.person_id
        other = a_case(by=maja, at=at, details=child(), need="money")
    with acting("maja"):
        ticket = look_up(right, by=maja, at=at)
    with acting("maja"):
        move_cases([dossier.cases(maja).get(pk=other.pk)], ticket, reason="Fel barn fick det", by=maja, at=at)
    with as_owner():
        assert Nearness.objects.filter(person_id=alva).count() == 1
