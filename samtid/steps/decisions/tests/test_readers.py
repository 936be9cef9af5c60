"""To the right person at the right safe address: who gets a letter about a decision, and by which way."""

from __future__ import annotations

import sys
from dataclasses import asdict, replace
from datetime import date
from types import ModuleType

import pytest

from samtid.base.corrections.actions import change, end_relation
from samtid.base.corrections.words import Kind
from samtid.base.dossier.models import Document
from samtid.base.dossier.tests.make import ALVA, a_person
from samtid.base.people.actions import Details as Person
from samtid.base.people.actions import relate
from samtid.base.people.words import Bond, NumberKind, Protection
from samtid.ground.reasons import NotYet
from samtid.steps.decisions import actions, letters, queries
from samtid.steps.decisions.letter import Part, Place, Section
from samtid.steps.decisions.models import Decision
from samtid.steps.decisions.readers import Party, readers
from samtid.steps.decisions.tests.make import a_draft
from samtid.steps.decisions.words import Per, Way
from samtid.steps.investigations.tests.make import a_childs_investigation, an_elders_investigation
from samtid.steps.parties.tests import make as each

ON = date(2026, 11, 21)
CHILD, TEEN, ADULT = date(2016, 1, 1), date(2011, 11, 21), date(1960, 1, 1)
ALVAS = Party(name="Alva Nyström", address=("Alva Nyström", "Storgatan 1", "944 31 Piteå"))
MARIA = Party(name="Maria Lund", address=("Maria Lund", "Storgatan 1"), is_protected=True, hides_place=True)
PER = Party(name="Per Nyström", address=("Per Nyström", "Byvägen 3", "941 33 Piteå"))


def sent(*guardians, born_on=CHILD, person=ALVAS, **said):
    found = readers(person, born_on=born_on, guardians=guardians, on=ON, **said)
    return {one.name: (one.way, one.address) for one in found}


def test_each_guardian_has_a_letter_of_their_own_to_their_own_address():
    assert sent(PER, MARIA) == {"Per Nyström": (Way.POST, PER.address), "Maria Lund": (Way.AGENCY, ())}


def test_a_young_person_of_fifteen_has_one_too_and_the_day_before_not():
    assert list(sent(PER, born_on=TEEN)) == ["Alva Nyström", "Per Nyström"]
    assert list(sent(PER, born_on=date(2011, 11, 22))) == ["Per Nyström"]
    assert list(sent(PER, born_on=date(2008, 11, 21))) == ["Alva Nyström"], "nobody guards one of eighteen"


def test_nothing_is_posted_home_while_those_it_concerns_are_not_informed_for_somebodys_safety():
    assert {way for way, _ in sent(PER, born_on=TEEN, not_informed=True).values()} == {Way.HAND}


@pytest.mark.parametrize(
    "party",
    [replace(PER, hides_place=True), replace(PER, address=()), replace(PER, address=("", " "))],
    ids=["lives with somebody protected", "no address known", "an empty one"],
)
def test_what_cannot_be_posted_safely_is_handed_over(party):
    assert sent(party) == {"Per Nyström": (Way.HAND, ())}


def test_without_a_known_guardian_nothing_is_posted_to_the_childs_own_address():
    assert sent() == {"vårdnadshavare": (Way.HAND, ())}


def test_nobody_who_has_died_is_written_to():
    assert list(sent(replace(PER, is_dead=True), MARIA)) == ["Maria Lund"]
    assert sent(PER, person=replace(ALVAS, is_dead=True)) == {"dödsboet efter Alva Nyström": (Way.HAND, ())}


def test_a_guardian_whose_custody_has_ended_gets_no_letter(acting, staff, at):
    maja, bo = staff("maja"), staff("bo")
    inquiry = a_childs_investigation(maja=maja, bo=bo, at=at)
    with acting("bo"):
        draft = a_draft(inquiry, by=bo, at=at)
        father = a_person(Person("Per", "Nyström", address="Byvägen 3"), by=bo, at=at)
        child = draft.case.dossier.person
        bond = relate(child, father, Bond.GUARDIAN, case_id=draft.case_id, by=bo, at=at)
        assert "Per Nyström" in [one.name for one in letters.readers_of(draft, child, at.date())]
        end_relation(bond, last=at.date(), is_mistaken=True, reason="Domen gällde systern", by=bo, at=at)
        assert "Per Nyström" not in [one.name for one in letters.readers_of(draft, child, at.date())]


def test_no_decision_is_made_about_one_who_has_died(acting, staff, at):
    maja, bo = staff("maja"), staff("bo")
    inquiry = a_childs_investigation(maja=maja, bo=bo, at=at)
    with acting("bo"):
        draft = a_draft(inquiry, by=bo, at=at)
        person = draft.case.dossier.person
        change(person, Kind.LIFE, {"died_on": at.date()}, reason="Dödsfallsintyg", by=bo, at=at)
    with acting("siri") as siri:
        found = Decision.objects.get(pk=draft.pk)
        with pytest.raises(NotYet, match="avled"):
            actions.sign(found, by=siri, at=at)


def test_an_adults_representative_has_a_letter_too():
    assert list(sent(born_on=ADULT, representatives=[PER])) == ["Alva Nyström", "Per Nyström"]
    assert list(sent(born_on=None)) == ["Alva Nyström"], "whose age is not known is written to"


MOTHER = Person("Maria", "Lund", address="Storgatan 1", phone="070-174 06 05", protection=Protection.MARKED)
FATHER = Person("Per", "Nyström", address="Byvägen 3", postcode="941 33", locality="Piteå")


def decided(acting, staff, at, *others, person=ALVA, by="bo", **said):
    maja, bo = staff("maja"), staff(by)
    with acting(by):
        make = a_childs_investigation if by == "bo" else an_elders_investigation
        found = make(maja=maja, at=at, person=person, **{by: bo})
        for bond, other in others:
            relate(
                found.case.dossier.person,
                a_person(other, by=bo, at=at),
                bond,
                case_id=found.case.pk,
                by=bo,
                at=at,
            )
        draft = a_draft(found, by=bo, at=at, **said)
        each.agreed(draft, by=bo, at=at)
        return actions.sign(Decision.objects.get(pk=draft.pk), by=bo, at=at)


def test_a_letter_to_the_father_does_not_tell_where_the_protected_mother_and_the_child_live(
    acting, staff, at
):
    """BC-15."""
    both = [(Bond.GUARDIAN, MOTHER), (Bond.GUARDIAN, FATHER)]
    decision = decided(acting, staff, at, *both)
    with acting("bo") as bo:
        made = {
            reader.name: str(asdict(letter)) for reader, letter in letters.letters_of(decision, at.date())
        }
        filed = {one.to: (Way(one.way), one.document_id) for one in queries.letters(bo, decision)}
        assert set(made) == set(filed) == {"Maria Lund", "Per Nyström"}
        assert not any("Storgatan" in text or "070-174" in text for text in made.values())
        assert "Byvägen 3" in made["Per Nyström"] and "Byvägen" not in made["Maria Lund"]
        assert filed["Maria Lund"][0] == Way.AGENCY and filed["Per Nyström"][0] == Way.POST
        titles = Document.objects.filter(case=decision.case).values_list("title", flat=True)
        assert "Beslut: insats i öppenvård (brev 1 av 2)" in titles, "no name in a title: it stands in lists"


def test_a_protected_guardian_has_a_letter_also_when_the_one_who_signs_may_not_see_who_it_is(
    acting, staff, at
):
    """The unit's manager holds no key to the mother: her letter is written the safe way and without her name."""
    maja, bo, karin = staff("maja"), staff("bo"), staff("karin")
    with acting("bo"):
        found = a_childs_investigation(maja=maja, bo=bo, at=at)
        for other in (MOTHER, FATHER):
            person = a_person(other, by=bo, at=at)
            relate(found.case.dossier.person, person, Bond.GUARDIAN, case_id=found.case.pk, by=bo, at=at)
        draft = a_draft(found, by=bo, at=at)
        each.agreed(draft, by=bo, at=at)
        actions.hand_over(draft, karin, by=bo, at=at)
    with acting("karin"):
        signed = actions.sign(Decision.objects.get(pk=draft.pk), by=karin, at=at)
        filed = {one.to: Way(one.way) for one in queries.letters(karin, signed)}
    assert filed == {"Vårdnadshavare med skyddade personuppgifter": Way.AGENCY, "Per Nyström": Way.POST}


def test_the_letters_are_reached_one_by_one_from_the_page(acting, client, staff, at):
    from django.urls import reverse

    decision = decided(acting, staff, at, (Bond.GUARDIAN, MOTHER), (Bond.GUARDIAN, FATHER))
    client.force_login(staff("bo"), backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("decisions:decision", args=[decision.pk])).content.decode()
    for number in (1, 2):
        address = reverse("decisions:letter_to", args=[decision.pk, number])
        assert address in page
        assert client.get(address).status_code == 302
    assert "Storgatan" not in page


def test_what_the_municipality_pays_is_no_amount_in_a_letter_and_nothing_is_left_as_a_hole(acting, staff, at):
    decision = decided(
        acting, staff, at, by="ulf", person=replace(ELSA, address="Byvägen 4"), amount=18000, per=Per.MONTH
    )
    with acting("ulf"):
        [(_, letter)] = letters.letters_of(decision, at.date())
        assert "Belopp" not in str(asdict(letter)) and "18" not in str(asdict(letter.sections[0]))
        decision.kind, decision.amount, decision.per = "assistance", 0, str(Per.MONTH)
        [(_, letter)] = letters.letters_of(decision, at.date())
        assert "0\xa0kr per månad" in [point.text for point in letter.sections[0].points]


ELSA = Person("Elsa", "Hed", number="193901308308", number_kind=NumberKind.PERSONNUMMER)


def test_a_later_room_adds_its_part_and_the_room_of_decisions_knows_none_of_them(
    acting, staff, at, monkeypatch
):
    room = ModuleType("samtid.steps.visits.letter_parts")
    room.parts = lambda decision, reader: [  # type: ignore[attr-defined]
        Part(Place.REASONS, Section("Så räknade vi", f"Till {reader.name}.")),
        Part(Place.WHO, Section("Tom")),
    ]
    decision = decided(acting, staff, at, by="ulf", person=ELSA)
    monkeypatch.setitem(sys.modules, room.__name__, room)
    monkeypatch.setattr(
        letters, "module_has_submodule", lambda module, _: module.__name__ == "samtid.steps.visits"
    )
    with acting("ulf"):
        [(_, letter)] = letters.letters_of(decision, at.date())
    titles = [section.title for section in letter.sections]
    assert titles.index("Så räknade vi") == titles.index("Därför har vi beslutat så") + 1
    assert "Tom" not in titles
