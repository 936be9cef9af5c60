"""The municipality's own: values, catalogue, name. Two persons, a first day, and the program that reads it on the day."""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from samtid.base.access.models import Key
from samtid.base.access.words import Ground, Reach
from samtid.base.dossier.actions import name_staff
from samtid.base.dossier.tests.make import a_case
from samtid.base.look import typeset
from samtid.base.organisation import kept
from samtid.base.organisation.models import Membership, Municipality, Offering, OwnNumber, Unit
from samtid.doors.office import queries, rules
from samtid.doors.office.words import Subject, Verb
from samtid.ground import clock, municipalities
from samtid.ground.law.own import Own
from samtid.ground.reasons import NotYet
from samtid.steps.decisions.letter import TEMPLATE, write
from samtid.steps.decisions.letters import sender_of
from samtid.steps.decisions.tests.test_letter import MATTER
from samtid.steps.investigations.forms import service_choices

from .make import TODAY, TOMORROW, ask

VALUE = {"key": "key_usual", "number": 30}
PITEA = {
    "code": "2581",
    "name": "Piteå kommun",
    "colour": "#1f5f6b",
    "text_colour": "#ffffff",
    "address": "Svartuddsvägen 1, 941 85 Piteå",
    "phone": "0911-69 60 00",
    "email": "kommunen@example.se",
    "org_number": "212000-2759",
}


def days(key):
    return [
        (row.number, row.valid_from, row.valid_to)
        for row in OwnNumber.objects.filter(key=key).order_by("valid_from")
    ]


def test_a_value_changes_on_its_day_when_another_person_has_approved_it(second, propose, approve):
    pk = propose(Subject.VALUE, Verb.BEGIN, None, VALUE, TOMORROW)
    assert kept.number(Own.KEY_USUAL, TOMORROW) == 90, "nothing changes before it is approved"
    approve(pk)

    assert kept.number(Own.KEY_USUAL, TODAY) == 90
    assert kept.number(Own.KEY_USUAL, TOMORROW) == 30
    assert days("key_usual")[0][2] == TODAY, "the former number ends the day before"


def test_one_who_proposed_a_value_does_not_approve_it(second, propose, approve):
    pk = propose(Subject.VALUE, Verb.BEGIN, None, VALUE)
    with pytest.raises(NotYet):
        approve(pk, by="ola")
    with pytest.raises(NotYet):
        approve(pk, by="karin")


def test_a_value_that_was_changed_meanwhile_is_not_approved_unread(second, propose, approve):
    first, other = (
        propose(Subject.VALUE, Verb.BEGIN, None, VALUE | {"number": number}, TOMORROW) for number in (30, 40)
    )
    approve(first)
    with pytest.raises(NotYet, match="ändrats sedan"):
        approve(other)


def test_what_comes_later_stands_when_something_is_said_in_between(second, propose, approve):
    later = TODAY + timedelta(days=30)
    approve(propose(Subject.VALUE, Verb.BEGIN, None, VALUE | {"number": 45}, later))
    approve(propose(Subject.VALUE, Verb.BEGIN, None, VALUE, TOMORROW))

    assert [row[0] for row in days("key_usual")] == [90, 30, 45]
    assert (
        kept.number(Own.KEY_USUAL, later) == 45
        and kept.number(Own.KEY_USUAL, later - timedelta(days=1)) == 30
    )


def test_the_law_is_said_with_its_paragraph_and_the_database_knows_it_too(second, propose, acting):
    with pytest.raises(NotYet, match="FL 46 §"):
        propose(Subject.VALUE, Verb.BEGIN, None, {"key": "appeal_forward", "number": 30})
    with acting("ola"):
        ask(
            "select access.propose_change('019a0000-0000-7000-8000-000000000001', 'value', 'begin', null, "
            """'{"key": "appeal_forward", "number": 30}', '2026-11-22', 'utan sidan')"""
        )
    with acting("disa"), pytest.raises(DatabaseError, match="beyond what the law leaves"):
        ask("select access.decide_change('019a0000-0000-7000-8000-000000000001', 'approved', '', null)")


def test_nobody_writes_a_value_the_catalogue_or_the_municipality_past_the_two(second, acting):
    for statement in (
        "update organisation_ownnumber set number = 9999",
        "insert into organisation_offering (code, valid_from) values ('hvb', '2020-01-01')",
        "delete from organisation_municipality",
        "select access.own_number('key_usual')",
    ):
        for who in ("ola", "karin"):
            with acting(who), pytest.raises(DatabaseError, match="permission denied"):
                ask(statement)


def name(case, receiver, by, at):
    name_staff(
        case,
        receiver,
        ground=Ground.SUBSTITUTION,
        reach=Reach.CASE,
        reason="Semester",
        until=None,
        by=by,
        at=at,
    )


def test_a_key_lasts_as_long_as_the_municipality_says_on_the_day_it_is_given(
    second, propose, approve, acting, at, as_owner, staff
):
    approve(propose(Subject.VALUE, Verb.BEGIN, None, VALUE))
    with acting("karin") as karin:
        case = a_case(by=karin, at=at)
        name(case, staff("eva"), karin, at)
    with as_owner():
        assert Key.objects.get(staff=staff("eva")).valid_until == at + timedelta(days=30)


def test_a_missing_value_is_refused_and_not_guessed(second, acting, at, as_owner, staff):
    with as_owner():
        OwnNumber.objects.filter(key="key_usual").delete()
    kept.forget()
    with pytest.raises(NotYet, match="inte bestämt"):
        kept.number(Own.KEY_USUAL, TODAY)
    with acting("karin") as karin:
        case = a_case(by=karin, at=at)
        with pytest.raises(DatabaseError, match="has not said key_usual"):
            name(case, staff("eva"), karin, at)


def offered(on):
    return {code for _, group in service_choices(on) if isinstance(group, list) for code, _ in group}


def test_a_decision_offers_only_what_is_in_the_catalogue_on_the_day(second, propose, approve):
    row = Offering.objects.get(code="meals")
    approve(propose(Subject.OFFERING, Verb.END, row.pk, {}, TOMORROW))

    assert "meals" in offered(TODAY) and "meals" not in offered(TOMORROW)


def test_a_new_price_and_text_hold_from_their_day_and_the_old_stand(second, propose, approve, client):
    new = {
        "code": "meals",
        "name": "Mat hem",
        "says": "Lagad mat hem till dig.",
        "law": "",
        "price": 85,
        "per": "meal",
    }
    approve(propose(Subject.OFFERING, Verb.BEGIN, None, new))

    page = client.get(reverse("portal:services")).content.decode()
    assert "Mat hem" in page and "Lagad mat hem till dig." in page and "85" not in page
    assert [row.price for row in Offering.objects.filter(code="meals").order_by("valid_from")] == [None, 85]


@pytest.mark.parametrize(
    ("wrong", "field"), [({"per": ""}, "per"), ({"price": None}, "price"), ({"unit": "Mottagning"}, "unit")]
)
def test_half_a_price_and_the_wrong_unit_are_refused(second, propose, wrong, field):
    new = {"code": "meals", "price": 85, "per": "meal"} | wrong
    if unit := new.pop("unit", None):
        new["unit_id"] = Unit.objects.get(name=unit).pk
    with pytest.raises(NotYet) as refusal:
        propose(Subject.OFFERING, Verb.BEGIN, None, new)
    assert refusal.value.obstacles[0].field == field


def test_the_municipality_names_the_pages_from_its_day(second, propose, approve, client):
    approve(propose(Subject.MUNICIPALITY, Verb.BEGIN, None, PITEA | {"name": "Provköpings kommun"}))

    page = client.get(reverse("portal:home")).content.decode()
    assert Municipality.objects.get().name == "Provköpings kommun" and "Provköpings kommun" in page
    assert kept.called(TODAY - timedelta(days=1)) != "Provköpings kommun"
    sheet = client.get(reverse("portal:colours", args=["1f5f6b-ffffff"]))
    assert "background: #1f5f6b; color: #ffffff" in sheet.content.decode()
    assert client.get("/farger/1f5f6b-ffffff;}.css").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"colour": "#ffff00"}, "1,07:1"),
        ({"text_colour": "#1f5f6c"}, "1,00:1"),
        ({"colour": "röd"}, "fyrkant"),
        ({"colour": ""}, "båda färgerna"),
        ({"code": "9999"}, "ingen kommun"),
        ({"email": "pitea"}, "e-postadress"),
        ({"org_number": "212000-2758"}, "kontrollsiffra"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_measured_contrast(wrong, said):
    told = {name: value for name, value in PITEA.items() if name not in ("name", "address", "phone")} | wrong

    assert said in rules.obstacles_to_municipality(**told)[0].text
    assert rules.obstacles_to_municipality(**told | dict.fromkeys(wrong) | {k: PITEA[k] for k in wrong}) == []


@given(st.integers(0, 0xFFFFFF), st.integers(0, 0xFFFFFF))
def test_contrast_is_from_one_to_twentyone_and_the_same_both_ways(one, other):
    first, second = f"#{one:06x}", f"#{other:06x}"

    assert 1 <= municipalities.contrast(first, second) <= 21.0000001
    assert municipalities.contrast(first, second) == municipalities.contrast(second, first)


def test_all_municipalities_of_sweden_are_there():
    names = municipalities.names()
    assert len(names) == 290 and names["2581"] == "Piteå" and municipalities.called("Lund") == "Lunds kommun"
    assert [name for _, name in municipalities.by_name()][-1] == "Övertorneå"


def test_the_history_says_what_the_number_was(second, propose, approve, acting):
    pk = propose(Subject.VALUE, Verb.BEGIN, None, VALUE)
    with acting("disa") as disa:
        one = queries.proposals(disa).get(pk=pk)
        assert queries.lines_of(one) == [("Tal", "90 dagar", "30 dagar")]
        assert one.title == "Nytt värde: En nyckels längd när ingen annan sägs"


def test_a_colour_is_a_colour_to_the_database_too(second, acting):
    new = '{"code": "2581", "name": "x", "colour": "#1f5f6b;} *{", "text_colour": "#ffffff"}'
    with acting("ola"):
        ask(
            "select access.propose_change('019a0000-0000-7000-8000-000000000002', 'municipality', 'begin', null, "
            f"'{new}', '2026-11-22', 'utan sidan')"
        )
    with acting("disa"), pytest.raises(DatabaseError):
        ask("select access.decide_change('019a0000-0000-7000-8000-000000000002', 'approved', '', null)")


@pytest.mark.parametrize(("hsa_id", "taken", "fits"), [("", True, True), ("SE2120002759-1A2B", False, True),
                                                       ("SE2120002759-1A2B", True, False), ("1234", False, False)])  # fmt: skip
def test_an_hsa_id_is_written_as_issued_and_one_persons_only(hsa_id, taken, fits):
    assert (rules.obstacles_to_hsa_id(hsa_id, taken) == []) == fits


def test_a_substitutes_seat_can_be_ended_before_its_last_day(second, as_owner, client, staff, at):
    with as_owner():
        seat = Membership.objects.create(
            staff=staff("bo"),
            unit=Unit.objects.get(name="Hemtjänst"),
            role="care_worker",
            valid_from=TODAY,
            valid_to=TODAY + timedelta(days=30),
        )
    client.force_login(staff("ola"), backend="django.contrib.auth.backends.ModelBackend")
    with clock.set_to(lambda: at):
        page = client.get(reverse("office:staff", args=[staff("bo").pk])).content.decode()
        assert reverse("office:end", args=["membership", seat.pk]) in page


def test_the_administrators_day_tells_what_waits_for_a_second_person(
    second, propose, acting, client, staff, at
):
    propose(Subject.VALUE, Verb.BEGIN, None, VALUE)
    with clock.set_to(lambda: at):
        for username, told in (("disa", True), ("ola", False)):
            client.force_login(staff(username), backend="django.contrib.auth.backends.ModelBackend")
            assert ("Ett förslag väntar" in client.get(reverse("desk:day")).content.decode()) == told


def test_what_was_typed_and_refused_is_there_again(second, client, staff, at):
    client.force_login(staff("ola"), backend="django.contrib.auth.backends.ModelBackend")
    page = reverse("office:begin", args=["value"]) + "?key=key_usual"
    with clock.set_to(lambda: at):
        html = client.get(page).content.decode()
        hidden = dict(re.findall(r'name="(draft_[a-z]+)" value="([^"]*)"', html))
        sent = {
            "key": "key_usual",
            "number": "9000",
            "from_on": "2026-11-22",
            "reason": "Nämnden vill ha långa nycklar",
        }
        assert client.post(page, sent | hidden).status_code == 422
        assert "Nämnden vill ha långa nycklar" in client.get(page).content.decode()


def test_the_law_page_says_the_municipalitys_own(second, propose, approve, client):
    approve(propose(Subject.VALUE, Verb.BEGIN, None, {"key": "appeal_forward", "number": 3}))

    page = client.get(reverse("law:rule", args=["AD-04b"]) + "?dag=2026-12-01").content.decode()
    assert "3 dagar" in page and "4 december 2026" in page
    assert "Inte bestämt än" in client.get(reverse("law:rule", args=["ST-04"])).content.decode()


def test_a_letter_is_from_the_municipality_in_its_colour():
    whose = Municipality(**PITEA, valid_from=TODAY)
    foot = sender_of(whose)

    assert foot == (
        "Piteå kommun · Svartuddsvägen 1, 941 85 Piteå · 0911-69 60 00 · kommunen@example.se · Org.nr 212000-2759"
    )
    letter = asdict(replace(write(MATTER), accent=whose.colour, sent_by=foot))
    assert typeset.paper(TEMPLATE, letter).startswith(b"%PDF")
