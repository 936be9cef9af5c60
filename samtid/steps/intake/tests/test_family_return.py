"""Coming back to the family's sheets: the one who was handed on, protected first, typed once more, or kept on a 422."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from samtid.base.dossier.actions import set_protection
from samtid.base.dossier.models import Draft
from samtid.base.dossier.tests.make import a_case
from samtid.base.people.actions import Details as Who
from samtid.base.people.models import Person
from samtid.base.people.words import Protection
from samtid.ground import clock
from samtid.steps.intake.models import Report
from samtid.steps.intake.tests.family_sheets import (
    CHILDREN,
    FATHER,
    HOME,
    MOTHER,
    confirm,
    errors,
    fill_in,
    press,
    relations_of,
    sheet,
)
from samtid.steps.intake.together import is_same_unnumbered

NAMELESS = MOTHER | {"number": ""}


@pytest.fixture
def hidden(acting, at):
    """``hidden(1)``: that child is protected, and another unit keeps the dossier."""

    def hide(which):
        name, number = CHILDREN[which]
        given, family = name.split()
        with acting("pelle") as pelle:
            case = a_case(by=pelle, at=at, details=Who(given, family, number, "personnummer"))
            set_protection(case, Protection.MARKED, by=pelle, at=at)

    return hide


@pytest.fixture
def moment_later(monkeypatch, at):
    """The key of the moment in which a case is opened is gone."""
    later = at + timedelta(minutes=1)

    def pass_by():
        monkeypatch.setattr(clock, "_source", lambda: later)
        return later

    return pass_by


def test_a_sibling_whose_case_was_handed_on_is_told_of(maja, three, acting, hidden, moment_later):
    hidden(1)
    answer = press(maja, fill_in(maja, three, [MOTHER]))
    assert answer.status_code == 302
    with acting("maja", at=moment_later()):
        assert not Report.objects.filter(pk=three[1]).exists(), "handed on"
    page = maja.get(answer["Location"]).content.decode()
    assert "Noel Sandell: En annan enhet har personens akt" in page
    assert "Noel Sandell: " not in maja.get(answer["Location"]).content.decode(), "told once"


def test_when_the_one_began_from_is_handed_on_the_others_go_on(maja, three, acting, hidden, moment_later):
    hidden(0)
    answer = press(maja, fill_in(maja, three, [MOTHER]))
    moment_later()
    page = maja.get(answer["Location"], follow=True)
    assert "Ida Sandell: En annan enhet" in page.content.decode()
    address, _ = page.redirect_chain[-1]
    assert str(three[0]) not in address
    confirm(maja, address)
    with acting("maja"):
        assert ("guardian", "Samira") in relations_of(three[1])
        assert ("guardian", "Samira") in relations_of(three[2])


def test_from_the_protected_child_one_comes_to_the_others_and_their_adults(maja, three, acting):
    sent = {"protection": "some", f"barn-{three[0]}-protection": "marked"}
    end = confirm(maja, fill_in(maja, three, [MOTHER], **sent))
    assert end == reverse("intake:family_protection", args=[three[1]])
    with acting("maja"):
        for pk in three:
            assert ("guardian", "Samira") in relations_of(pk)
        assert "Ida" not in dict(map(reversed, relations_of(three[1])))


def test_an_adult_without_a_number_who_is_typed_once_more_is_the_same(maja, three, acting):
    waits = {f"barn-{three[1]}-left_out": "on"}
    confirm(maja, fill_in(maja, three, [NAMELESS], **waits))
    confirm(maja, fill_in(maja, three, [NAMELESS]))
    with acting("maja"):
        assert Person.objects.filter(given_name="Samira").count() == 1
        assert [relations_of(pk).count(("guardian", "Samira")) for pk in three] == [1, 1, 1]


@pytest.mark.parametrize(
    ("said", "held", "same"),
    [
        (("Samira Sandell", "", "", "guardian"), ("samira  sandell", "", "", "guardian"), True),
        (("Samira Sandell", "", "", "guardian"), ("Samira Sandell", "", "1985-01-01", "guardian"), True),
        (
            ("Samira Sandell", "", "1985-01-02", "guardian"),
            ("Samira Sandell", "", "1985-01-01", "guardian"),
            False,
        ),
        (("Samira Sandell", "", "", "guardian"), ("Samira Sandell", "", "", "other_relative"), False),
        (("Samira Sandell", "", "", "guardian"), ("Samira Sandell", "198501012382", "", "guardian"), False),
        (("Okänt Sandell", "", "", "guardian"), ("Okänt Sandell", "", "", "guardian"), False),
        (("Samira Okänd", "", "", "guardian"), ("Samira Okänd", "", "", "guardian"), False),
    ],
)
def test_who_is_the_same_without_a_number(said, held, same):
    assert is_same_unnumbered(said, held) is same


def test_what_is_not_taken_over_of_somebody_known_is_said(maja, three, acting, at):
    confirm(maja, fill_in(maja, three, [MOTHER], **{f"barn-{three[1]}-left_out": "on"}))
    changed = MOTHER | {"phone": "070-174 06 05", "address": "Storgatan 9"}
    address = fill_in(maja, three, [changed])
    address = press(maja, address)["Location"]
    page = maja.get(address).content.decode()
    assert "skydd, adress, telefon och tolk ändras inte härifrån" in page
    confirm(maja, address)
    with acting("maja"):
        samira = Person.objects.get(given_name="Samira")
        assert (samira.phone, samira.address) == ("", "")


def test_where_nothing_was_noted_it_is_not_said_and_what_was_filled_in_is_kept(maja, three, acting, at):
    key = f"intake:family:{three[0]}"
    kept = {"X-Draft-Sequence": "1", "X-Draft-Page": "a1b2c3d4a1b2c3d4"}
    sent = sheet(three, [MOTHER | {"not_for": [str(three[0]), str(three[2])]}])
    answer = maja.post(reverse("dossier:draft", args=[key]), sent, "application/json", headers=kept)
    assert answer.status_code < 300, errors(answer)
    only_noel = MOTHER | {"not_for": [str(three[0]), str(three[2])]}
    page = maja.get(confirm(maja, fill_in(maja, three, [only_noel], **{f"barn-{three[1]}-left_out": "on"})))
    assert "Antecknade nära barnen" not in page.content.decode()
    with acting("maja"):
        assert Draft.objects.filter(key=key).exists()


def test_who_is_not_a_sibling_is_still_ticked_when_the_page_is_drawn_again(maja, three):
    address = press(maja, fill_in(maja, three, [MOTHER]))["Location"]
    answer = maja.post(address, {"ritat": "older", "not_siblings": [str(three[2])]})
    assert answer.status_code == 422
    ticked = re.findall(r'name="not_siblings" value="([^"]*)"[^>]* checked', answer.content.decode())
    assert ticked == [str(three[2])]


def test_a_childs_own_telephone_language_and_address_are_kept_for_that_child(maja, three, acting):
    own = {"phone": "070-174 06 35", "interpreter": "Dari", "address": "Byvägen 3", "locality": "Ekby"}
    confirm(
        maja, fill_in(maja, three, [FATHER], **{f"barn-{three[0]}-{name}": it for name, it in own.items()})
    )
    with acting("maja"):
        people = {one.given_name: one for one in Person.objects.all()}
        ida, tuva = people["Ida"], people["Tuva"]
        assert {name: getattr(ida, name) for name in own} == own
        assert (tuva.address, tuva.interpreter, tuva.phone) == (HOME, "", "")


def test_a_childs_own_address_is_not_written_where_one_of_them_is_protected(maja, three, acting):
    mother = MOTHER | {"protection": "marked"}
    own = {f"barn-{three[0]}-address": "Byvägen 3"}
    press(maja, fill_in(maja, three, [mother], protection="some", **own))
    with acting("maja"):
        assert not Person.objects.filter(address="Byvägen 3").exists()
