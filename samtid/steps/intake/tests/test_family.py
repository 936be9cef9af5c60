"""Three siblings on one sheet: each is a child of its own, and what is wrong with one holds nobody else up."""

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
from samtid.ground import clock
from samtid.ground.reasons import NotYet
from samtid.steps.intake import actions
from samtid.steps.intake.actions import About
from samtid.steps.intake.family import Assessed
from samtid.steps.intake.models import Report
from samtid.steps.intake.tests.make import FROM_SCHOOL, a_report, an_identified_report
from tests.log_in import next_transaction

BACKEND = "django.contrib.auth.backends.ModelBackend"
CHILDREN = (
    ("Ida Sandell", "201109172385"),
    ("Noel Sandell", "201605222387"),
    ("Tuva Sandell", "201903122388"),
)
MOTHER = {"bond": "guardian", "given_name": "Samira", "family_name": "Sandell", "number": "19850412-2386"}
FATHER = {"bond": "guardian", "given_name": "Jonas", "family_name": "Berglund", "number": "19830728-2387"}
PARTNER = {"bond": "step_parent", "given_name": "Peter", "family_name": "Norrby", "number": "19880205-2384"}
HOME = "Ekbacken 4"


@pytest.fixture
def maja(client, staff, monkeypatch, at):
    """Maja at the reception, in a browser."""
    monkeypatch.setattr(clock, "_source", lambda: at)
    client.force_login(staff("maja"), backend=BACKEND)
    return client


@pytest.fixture
def three(acting, at):
    """Three siblings in one call."""
    about = tuple(About(name, number, HOME) for name, number in CHILDREN)
    said = actions.Details(**(FROM_SCHOOL | {"about": about, "interpreter": "Arabiska"}))
    with acting("maja") as maja:
        return actions.receive_report(said, by=maja, at=at).report_ids


def sheet(three, adults=(), **more):
    """What is sent from the sheet when nobody has changed what was said."""
    sent = {"protection": "none", "address": HOME}
    for pk, (name, number) in zip(three, CHILDREN, strict=True):
        given, family = name.split()
        sent |= {
            f"barn-{pk}-{field}": value
            for field, value in (("given_name", given), ("family_name", family), ("number", number))
        }
    for row, adult in enumerate(adults, 1):
        sent |= {f"vuxen-{row}-{field}": value for field, value in adult.items()}
    return sent | more


def fill_in(client, three, adults=(), **more):
    """From the sheet to where one confirms who they are."""
    answer = client.post(reverse("intake:family", args=[three[0]]), sheet(three, adults, **more))
    assert answer.status_code == 302, errors(answer)
    return answer["Location"]


def errors(answer):
    page = answer.content.decode()
    return page[page.find("ds-error-summary") :][:900]


def press(client, address, **said):
    """What is sent from a page that was looked at: what it says was drawn, and what is said."""
    page = client.get(address).content.decode()
    return client.post(address, {"ritat": re.findall(r'name="ritat" value="([^"]*)"', page)} | said)


def confirm(client, address, **more):
    """Presses until there is nothing more to confirm."""
    for _ in range(3):
        answer = press(client, address, **more)
        assert answer.status_code == 302, errors(answer)
        if "vilka" not in answer["Location"]:
            return answer["Location"]
        address = answer["Location"]
    raise AssertionError("it never ends")


def relations_of(pk):
    return sorted(
        (one.bond, one.other.given_name)
        for one in Relation.objects.filter(case_id=Report.objects.get(pk=pk).case_id).select_related("other")
    )


def test_each_child_has_a_case_and_everybody_near_and_the_siblings(maja, three, acting):
    mother, partner = MOTHER | {"lives_here": "on", "needs_interpreter": "on"}, PARTNER
    address = fill_in(maja, three, [mother, FATHER, partner])
    assert confirm(maja, address) == reverse("intake:family_protection", args=[three[0]])
    with acting("maja"):
        assert Report.objects.exclude(case=None).count() == 3
        assert len(set(Report.objects.values_list("case__dossier__person__number"))) == 3
        assert relations_of(three[0]) == [
            ("guardian", "Jonas"),
            ("guardian", "Samira"),
            ("sibling", "Noel"),
            ("sibling", "Tuva"),
            ("step_parent", "Peter"),
        ]
        assert relations_of(three[2])[-1] == ("step_parent", "Peter")
        people = {one.given_name: one for one in Person.objects.all()}
        assert people["Samira"].address == people["Peter"].address == people["Tuva"].address == HOME
        assert people["Jonas"].address == "" and people["Samira"].interpreter == "Arabiska"


def test_what_was_said_is_offered_and_the_sheet_needs_one_answer(maja, three):
    page = maja.get(reverse("intake:family", args=[three[0]])).content.decode()
    for _, number in CHILDREN:
        assert number in page
    assert HOME in page and "Behöver tolk: Arabiska" in page


def test_a_guardian_of_some_is_noted_for_those_only(maja, three, acting):
    confirm(maja, fill_in(maja, three, [FATHER | {"not_for": [str(three[2])]}]))
    with acting("maja"):
        assert ("guardian", "Jonas") in relations_of(three[0])
        assert "guardian" not in dict(relations_of(three[2]))


def test_another_familys_child_is_left_out_and_gets_nobody_near(maja, three, acting):
    confirm(maja, fill_in(maja, three, [MOTHER], **{f"barn-{three[1]}-left_out": "on"}))
    with acting("maja"):
        assert Report.objects.get(pk=three[1]).case is None
        assert relations_of(three[0]) == [("guardian", "Samira"), ("sibling", "Tuva")]


def test_a_number_that_is_somebody_elses_stops_that_child_and_no_other(maja, three, acting, staff, at):
    with acting("maja") as by:
        known = a_report(by=by, at=at, about=(About("Vilgot Axelsson", CHILDREN[1][1]),))
        ticket = look_up(Who("Vilgot", "Axelsson", CHILDREN[1][1], "personnummer"), by=by, at=at)
    with acting("maja") as by:
        actions.identify(known, ticket, by=by, at=at)
    address = fill_in(maja, three, [MOTHER])
    answer = press(maja, address)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "stämmer inte överens" in page and "Vilgot" in page
    with acting("maja"):
        assert Report.objects.get(pk=three[0]).case is not None
        assert Report.objects.get(pk=three[1]).case is None
    ticket = address.split("b=")[2].rstrip("&")
    after = press(maja, address, **{f"{ticket}-wait": "on"})
    assert after.status_code == 302 and ticket not in after["Location"]


def test_a_row_that_is_half_filled_in_says_what_is_missing_and_keeps_the_rest(maja, three, acting):
    sent = sheet(three, [{"given_name": "Samira"}]) | {
        f"barn-{three[1]}-number": "20160522-0000",
        "protection": "",
    }
    answer = maja.post(reverse("intake:family", args=[three[0]]), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    for said in ("Välj vad personen är för barnen.", "Svara på om någon", "20160522-0000"):
        assert said in page, said
    with acting("maja"):
        assert not Report.objects.exclude(case=None).exists()


def test_the_same_number_twice_is_refused_at_both_rows(maja, three):
    twin = MOTHER | {"number": CHILDREN[0][1]}
    answer = maja.post(reverse("intake:family", args=[three[0]]), sheet(three, [twin]))
    assert answer.status_code == 422
    assert answer.content.decode().count("Numret står redan på en annan rad.") >= 4


def test_one_answer_about_protection_and_the_rows_must_agree(maja, three):
    answer = maja.post(reverse("intake:family", args=[three[0]]), sheet(three, protection="some"))
    assert answer.status_code == 422 and "Välj på raden vem" in answer.content.decode()


def test_pressing_twice_notes_nobody_twice(maja, three, acting):
    address = fill_in(maja, three, [MOTHER])
    confirm(maja, address)
    press(maja, address, again="1")
    with acting("maja"):
        assert relations_of(three[0]).count(("guardian", "Samira")) == 1
        assert relations_of(three[0]).count(("sibling", "Tuva")) == 1


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


def test_an_unborn_sibling_and_one_without_a_number_are_filled_in_too(maja, three, acting):
    sent = {
        f"barn-{three[1]}-number": "",
        f"barn-{three[2]}-number": "",
        f"barn-{three[2]}-born_on": "2027-02-01",
    }
    confirm(maja, fill_in(maja, three, **sent))
    with acting("maja"):
        people = {one.given_name: one for one in Person.objects.all()}
        assert people["Noel"].number == "" and people["Tuva"].is_unborn


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


def test_whoever_is_noted_in_an_older_case_is_noted_in_the_new_one_too(maja, acting, at):
    with acting("maja") as by:
        old = an_identified_report(by=by, at=at)
        ticket = look_up(Who("Samira", "Sandell", "198504122386", "personnummer"), by=by, at=at)
    with acting("maja") as by:
        old = Report.objects.get(pk=old.pk)
        actions.relate_people(old, ticket, Bond.GUARDIAN, by=by, at=at)
        actions.assess_protection(old, False, "Barnet är hos mormor i helgen.", by=by, at=at)
    with acting("rut") as rut:
        old = Report.objects.get(pk=old.pk)
        actions.close_report(old, "no_investigation", "Oron gällde en annan familj.", by=rut, at=at)
    with acting("maja") as by:
        (new,) = actions.receive_report(actions.Details(**FROM_SCHOOL), by=by, at=at).report_ids
    sent = {"protection": "none", f"barn-{new}-given_name": "Alva", f"barn-{new}-family_name": "Nyström"}
    sent |= {f"barn-{new}-number": "201203142391"} | {
        f"vuxen-1-{name}": said for name, said in MOTHER.items()
    }
    answer = maja.post(reverse("intake:family", args=[new]), sent)
    confirm(maja, answer["Location"])
    with acting("maja"):
        assert relations_of(new) == [("guardian", "Samira")]


def test_a_sibling_tie_that_was_a_mistake_does_not_come_back(maja, three, acting, as_owner):
    address = fill_in(maja, three, [MOTHER])
    confirm(maja, address)
    with as_owner():
        Relation.objects.filter(bond="sibling").update(is_mistaken=True)
    press(maja, address, again="1")
    with acting("maja"):
        assert Relation.objects.filter(bond="sibling", is_mistaken=False).count() == 0


def test_a_child_of_the_report_filled_in_as_somebody_near_is_refused_in_words(maja, three):
    confirm(maja, fill_in(maja, three))
    ida = {"bond": "sibling", "given_name": "Ida", "family_name": "Sandell", "number": CHILDREN[0][1]}
    sent = {"protection": "none"} | {f"vuxen-1-{name}": value for name, value in ida.items()}
    answer = maja.post(reverse("intake:family", args=[three[0]]), sent)
    assert answer.status_code == 422 and "Numret står redan på en annan rad." in answer.content.decode()


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


def test_a_child_that_is_waited_with_stops_nobody_and_keeps_what_was_filled_in(maja, three, acting):
    waits = {f"barn-{three[1]}-left_out": "on", f"barn-{three[1]}-number": "hej"}
    confirm(maja, fill_in(maja, three, [MOTHER], **waits))
    page = maja.get(reverse("intake:family_protection", args=[three[0]])).content.decode()
    assert f'name="barn-{three[1]}-left_out" id="id_barn-{three[1]}-left_out" checked' in page
    sent = {"text": ASSESSED, f"barn-{three[1]}-left_out": "on"}
    sent |= {f"barn-{pk}-danger": "no" for pk in (three[0], three[2])}
    assert press(maja, reverse("intake:family_protection", args=[three[0]]), **sent).status_code == 302
    with acting("maja"):
        assert Report.objects.get(pk=three[1]).protection_text == ""
        assert Report.objects.exclude(protection_assessed_at=None).count() == 2


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


ASSESSED = "Talat med Ida och skolan. Barnen är hos mormor."


def test_each_child_is_answered_for_and_the_smallest_is_in_danger(maja, three, acting):
    confirm(maja, fill_in(maja, three, [MOTHER]))
    sent = {"text": ASSESSED} | {f"barn-{pk}-danger": "no" for pk in three}
    sent |= {f"barn-{three[2]}-danger": "yes", f"barn-{three[2]}-own": "Tuva kan inte berätta själv."}
    answer = press(maja, reverse("intake:family_protection", args=[three[0]]), **sent)
    assert answer.status_code == 302, errors(answer)
    with acting("maja"):
        rows = {one.pk: one for one in Report.objects.all()}
        assert [rows[pk].protection_danger for pk in three] == [False, False, True]
        assert rows[three[2]].protection_text == f"{ASSESSED}\n\nTuva kan inte berätta själv."
        assert rows[three[0]].protection_text == ASSESSED
        assert not rows[three[0]].is_urgent and rows[three[2]].is_urgent


def test_a_child_nobody_has_answered_for_is_pointed_out_and_nothing_is_saved(maja, three, acting):
    sent = {"text": ASSESSED} | {f"barn-{pk}-danger": "no" for pk in three[:2]}
    answer = press(maja, reverse("intake:family_protection", args=[three[0]]), **sent)
    assert answer.status_code == 422
    assert (
        ASSESSED in answer.content.decode()
        and "Tuva Sandell skydd redan nu? – Svara" in answer.content.decode()
    )
    with acting("maja"):
        assert not Report.objects.exclude(protection_assessed_at=None).exists()


def test_a_single_child_has_its_family_on_the_sheet_too(maja, acting, at):
    with acting("maja") as by:
        (pk,) = actions.receive_report(actions.Details(**FROM_SCHOOL), by=by, at=at).report_ids
    sent = {"protection": "none", f"barn-{pk}-given_name": "Alva", f"barn-{pk}-family_name": "Nyström"}
    sent |= {f"vuxen-1-{name}": value for name, value in MOTHER.items()}
    answer = maja.post(reverse("intake:family", args=[pk]), sent)
    assert answer.status_code == 302, errors(answer)
    assert confirm(maja, answer["Location"]) == reverse("intake:report", args=[pk])
    with acting("maja"):
        assert relations_of(pk) == [("guardian", "Samira")]
        assert relations_of(pk)[0][0] == Bond.GUARDIAN
    next_transaction()
