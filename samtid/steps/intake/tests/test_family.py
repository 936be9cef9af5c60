"""Three siblings on one sheet: each is a child of its own, and what is wrong with one holds nobody else up."""

from __future__ import annotations

from django.urls import reverse

from samtid.base.people.actions import Details as Who
from samtid.base.people.actions import look_up
from samtid.base.people.models import Person
from samtid.base.people.words import Bond
from samtid.steps.intake import actions
from samtid.steps.intake.actions import About
from samtid.steps.intake.models import Report
from samtid.steps.intake.tests.family_sheets import (
    ASSESSED,
    CHILDREN,
    FATHER,
    HOME,
    MOTHER,
    PARTNER,
    confirm,
    errors,
    fill_in,
    press,
    relations_of,
    sheet,
)
from samtid.steps.intake.tests.make import FROM_SCHOOL, a_report, an_identified_report
from samtid.steps.intake.words import Outcome
from tests.log_in import next_transaction


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
        f"barn-{three[1]}-number": "20160206-0000",
        "protection": "",
    }
    answer = maja.post(reverse("intake:family", args=[three[0]]), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    for said in ("Välj vad personen är för barnen.", "Svara på om någon", "20160206-0000"):
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


def test_whoever_is_noted_in_an_older_case_is_noted_in_the_new_one_too(maja, acting, at):
    with acting("maja") as by:
        old = an_identified_report(by=by, at=at)
        ticket = look_up(Who("Samira", "Sandell", "198501012382", "personnummer"), by=by, at=at)
    with acting("maja") as by:
        old = Report.objects.get(pk=old.pk)
        actions.relate_people(old, ticket, Bond.GUARDIAN, by=by, at=at)
        actions.assess_protection(old, False, "Barnet är hos mormor i helgen.", by=by, at=at)
    with acting("rut") as rut:
        old = Report.objects.get(pk=old.pk)
        actions.close_report(old, Outcome.NO_INVESTIGATION, "Oron gällde en annan familj.", by=rut, at=at)
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


def test_a_child_of_the_report_filled_in_as_somebody_near_is_refused_in_words(maja, three):
    confirm(maja, fill_in(maja, three))
    ida = {"bond": "sibling", "given_name": "Ida", "family_name": "Sandell", "number": CHILDREN[0][1]}
    sent = {"protection": "none"} | {f"vuxen-1-{name}": value for name, value in ida.items()}
    answer = maja.post(reverse("intake:family", args=[three[0]]), sent)
    assert answer.status_code == 422 and "Numret står redan på en annan rad." in answer.content.decode()


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
