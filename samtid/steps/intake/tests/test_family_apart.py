"""What must be kept apart on the family's sheets: the protected, other people's tickets, and what was not drawn."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.urls import reverse

from samtid.base.dossier.actions import set_protection
from samtid.base.people.actions import Details as Who
from samtid.base.people.actions import look_up
from samtid.base.people.models import Person, Relation
from samtid.base.people.words import Bond, Protection
from samtid.ground.reasons import NotYet
from samtid.steps.intake import actions
from samtid.steps.intake.family import Assessed
from samtid.steps.intake.models import Report
from samtid.steps.intake.tests.family_sheets import (
    ASSESSED,
    BACKEND,
    CHILDREN,
    HOME,
    MOTHER,
    PARTNER,
    confirm,
    fill_in,
    press,
    relations_of,
    sheet,
)
from samtid.steps.intake.tests.make import FROM_SCHOOL


def test_the_protected_sister_is_done_alone_and_noted_in_nobodys_case(maja, three, acting, client, staff):
    sent = {"protection": "some", f"barn-{three[0]}-protection": "marked"}
    address = fill_in(maja, three, [MOTHER], **sent)
    other = address.replace(str(three[0]), str(three[1]), 1)
    answer = press(maja, address)
    assert answer.status_code == 302
    confirm(maja, other)
    with acting("maja"):
        assert "Ida" not in [name for _, name in relations_of(three[1])]
        assert Report.objects.get(pk=three[0]).is_sealed
    page = maja.get(reverse("intake:family_protection", args=[three[1]])).content.decode()
    assert "Ida" not in page.replace(FROM_SCHOOL["text"], "")
    assert HOME not in page


def test_whoever_has_no_key_is_not_told_of_the_protected_sister(maja, three, acting, staff, client):
    fill = fill_in(maja, three, [MOTHER], **{"protection": "some", f"barn-{three[0]}-protection": "marked"})
    assert press(maja, fill).status_code == 302
    maja.get(reverse("intake:report", args=[three[1]]))
    confirm(maja, fill.replace(str(three[0]), str(three[1]), 1))
    client.force_login(staff("rut"), backend=BACKEND)
    for name in ("intake:family", "intake:family_who", "intake:family_protection", "intake:report"):
        gone = client.get(reverse(name, args=[three[0]]))
        assert gone.status_code == 404, name
        page = client.get(reverse(name, args=[three[1]]), follow=True)
        assert page.status_code == 200, name
        assert "Ida Sandell" not in page.content.decode(), name
        assert str(three[0]) not in page.content.decode(), name
    with acting("rut"), connection.cursor() as cursor:
        cursor.execute("select count(*) from intake_report where id = %s", [three[0]])
        assert cursor.fetchone() == (0,)
        # the rows themselves, not only whom they lead to: no line about somebody whom rut does not see
        cursor.execute(
            "select count(*), count(p.id) from people_relation r join intake_report i on i.case_id = r.case_id "
            "left join people_person p on p.id = r.other_id where i.id = %s",
            [three[1]],
        )
        assert cursor.fetchone() == (2, 2), "the mother and Tuva"


def test_somebody_elses_ticket_and_another_pages_ticket_are_nothing(maja, three, client, staff, acting, at):
    address = fill_in(maja, three, [MOTHER])
    client.force_login(staff("rut"), backend=BACKEND)
    assert "Samira" not in client.get(address, follow=True).content.decode()
    client.force_login(staff("maja"), backend=BACKEND)
    ticket = address.split("b=")[-1]
    assert client.get(reverse("intake:who", args=[three[0], ticket])).status_code == 404
    confirm(client, address)
    assert client.get(reverse("intake:who_near", args=[three[0], ticket])).status_code == 404
    assert (
        client.get(reverse("intake:family_who", args=[three[0]]) + "?b=x&b=", follow=True).status_code == 200
    )


def test_a_page_that_somebody_has_come_past_is_drawn_again_and_does_nothing(maja, three, acting, at):
    address = fill_in(maja, three, [MOTHER])
    page = maja.get(address).content.decode()
    drawn = re.findall(r'name="ritat" value="([^"]*)"', page)
    with acting("rut") as rut:
        ticket = look_up(Who("Ida", "Sandell", CHILDREN[0][1], "personnummer"), by=rut, at=at)
    with acting("rut") as rut:
        actions.identify(Report.objects.get(pk=three[0]), ticket, by=rut, at=at)
    stale = maja.post(address, {"ritat": drawn})
    assert stale.status_code == 422 and "Någon har kommit längre" in stale.content.decode()
    with acting("maja"):
        assert Report.objects.exclude(case=None).count() == 1
    confirm(maja, address)
    with acting("maja"):
        assert Report.objects.exclude(case=None).count() == 3
        assert ("guardian", "Samira") in relations_of(three[0])


def test_the_children_s_page_never_notes_the_adults_that_it_did_not_show(maja, three, acting, at):
    address = fill_in(maja, three, [MOTHER])
    drawn = re.findall(r'name="ritat" value="([^"]*)"', maja.get(address).content.decode())
    assert press(maja, address).status_code == 302  # another tab
    assert maja.post(address, {"ritat": drawn, "again": "1"}).status_code == 422
    with acting("maja"):
        assert relations_of(three[0]) == []


def test_a_sibling_tie_that_was_a_mistake_does_not_come_back(maja, three, acting, as_owner):
    address = fill_in(maja, three, [MOTHER])
    confirm(maja, address)
    with as_owner():
        Relation.objects.filter(bond="sibling").update(is_mistaken=True)
    press(maja, address, again="1")
    with acting("maja"):
        assert Relation.objects.filter(bond="sibling", is_mistaken=False).count() == 0


def test_nobody_is_noted_as_near_themselves(maja, three, acting, at):
    confirm(maja, fill_in(maja, three))
    with acting("maja") as by:
        ticket = look_up(Who("Ida", "Sandell", CHILDREN[0][1], "personnummer"), by=by, at=at)
    with acting("maja") as by, pytest.raises(NotYet, match="samma person"):
        actions.relate_people(Report.objects.get(pk=three[0]), ticket, Bond.SIBLING, by=by, at=at)


def test_a_protected_brother_beside_the_children_is_not_noted_as_their_sibling(maja, three):
    brother = {"bond": "sibling", "given_name": "Elias", "family_name": "Sandell", "protection": "marked"}
    answer = maja.post(reverse("intake:family", args=[three[0]]), sheet(three, [brother], protection="some"))
    assert answer.status_code == 422
    assert "antecknas inte i syskonens ärenden" in answer.content.decode()


@pytest.mark.parametrize("who", ["mother", "sister"])
def test_where_somebody_protected_lives_stands_on_no_row_and_in_no_childs_file(maja, three, acting, who):
    mother = MOTHER | {"lives_here": "on"} | ({"protection": "marked"} if who == "mother" else {})
    sister = {f"barn-{three[0]}-protection": "marked"} if who == "sister" else {}
    address = fill_in(maja, three, [mother, PARTNER], protection="some", **sister)
    for _ in range(2):
        page = maja.get(address).content.decode()
        assert HOME not in page
        answer = press(maja, address)
        if answer.status_code != 302 or "vilka" not in answer["Location"]:
            break
        address = answer["Location"]
    with acting("maja"):
        assert HOME not in {one.address for one in Person.objects.filter(protection="none")}


def test_danger_for_a_child_that_somebody_else_has_assessed_is_told_and_kept(maja, three, acting, at):
    address = reverse("intake:family_protection", args=[three[0]])
    drawn = re.findall(r'name="ritat" value="([^"]*)"', maja.get(address).content.decode())
    with acting("rut") as rut:
        actions.assess_protection(Report.objects.get(pk=three[2]), False, "Inget akut i dag.", by=rut, at=at)
    sent = {"ritat": drawn, "text": ASSESSED} | {f"barn-{pk}-danger": "no" for pk in three}
    sent |= {f"barn-{three[2]}-danger": "yes", f"barn-{three[2]}-own": "Tuva är i fara hemma."}
    answer = maja.post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Skyddsbedömningen är redan gjord." in page and "Tuva är i fara hemma." in page
    with acting("maja"):
        assert Report.objects.exclude(protection_assessed_at=None).count() == 3


def test_protected_and_unprotected_are_not_done_together_by_whoever_calls(maja, three, acting, at):
    confirm(maja, fill_in(maja, three))
    with acting("maja") as by:
        set_protection(Report.objects.get(pk=three[0]).case, Protection.MARKED, by=by, at=at)
    with acting("maja") as by, pytest.raises(NotYet, match="görs för sig"):
        chosen = [Assessed(Report.objects.get(pk=pk), False) for pk in three]
        actions.assess_together(chosen, ASSESSED, by=by, at=at)
