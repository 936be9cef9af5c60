"""W27: what came in was registered as being about something else than it is; a child's rules follow the child."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from samtid.base.dossier.models import Clock, Event
from samtid.base.dossier.tests.make import ALVA
from samtid.base.dossier.words import Need
from samtid.base.people.actions import Details as Person
from samtid.base.people.words import NumberKind
from samtid.ground import clock
from samtid.ground.law import children
from samtid.ground.reasons import NotYet
from samtid.steps.intake import actions, queries, rules
from samtid.steps.intake.models import Correction, Report
from samtid.steps.intake.tests.make import a_report, an_identified_report
from samtid.steps.intake.words import Kind, Stage

WHY = "Det var mannens drickande de ringde om."
BEN = Person("Ben", "Berg", born_on=date(1985, 6, 15))
ELSA = Person("Elsa", "Hed", number="193901308308", number_kind=NumberKind.PERSONNUMMER)
ASKED = {
    "was": Need.SUPPORT,
    "became": Need.MONEY,
    "kind": Kind.REPORT,
    "is_childs": False,
    "is_known_adult": False,
    "closed_at": None,
    "reason": "x" * 10,
}
BOTH = {children.PROTECTION_ASSESSMENT.id, children.PRELIMINARY_ASSESSMENT.id}


def fields(**more):
    return [one.field for one in rules.obstacles_to_correcting_need(**ASKED | more)]


def test_what_it_is_about_is_corrected_to_anything_else():
    assert fields() == []
    assert fields(became=Need.CHILD) == fields(became=Need.CHILD, is_childs=True) == []


@pytest.mark.parametrize("became", [need for need in Need if need not in (Need.CHILD, Need.QUESTION)])
def test_a_childs_report_is_about_something_else_only_when_its_person_is_known(became):
    assert fields(was=Need.CHILD, became=became) == ["need"]
    assert fields(was=Need.CHILD, became=became, is_known_adult=True) == []
    assert fields(was=Need.CHILD, became=became, is_childs=True) == []  # the child's rules go on by the age
    assert fields(was=Need.CHILD, became=became, kind=Kind.APPLICATION) == []


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"reason": " " * 9 + "x"}, "reason"),
        ({"became": Need.SUPPORT}, "need"),
        ({"became": Need.CHILD, "is_known_adult": True}, "need"),
        ({"became": Need.QUESTION}, "need"),
    ],
)
def test_what_stands_in_the_way_is_said_at_its_field(more, field):
    assert fields(**more) == [field]
    assert fields(became=Need.QUESTION, kind=Kind.QUESTION) == []


def test_what_is_closed_stands(at):
    assert fields(closed_at=at, reason="") == [""]


def test_what_was_a_childs_is_assessed_from_when_it_came_in(acting, at):
    came = at - timedelta(days=1)
    with acting("maja") as maja:
        report = a_report(by=maja, at=at, received_at=came, need=Need.SUPPORT)
        actions.correct_need(report, Need.CHILD, WHY, by=maja, at=at)
        report = queries.reports(maja).get(pk=report.pk)
        assert queries.stage_of(report) == (Stage.PROTECTION, came.date())
        with pytest.raises(NotYet, match="vem det gäller"), transaction.atomic():
            actions.correct_need(report, Need.MONEY, WHY, by=maja, at=at)


def test_an_adult_registered_as_a_child_is_no_child_and_the_clocks_end(acting, at):
    with acting("maja") as maja:
        report = an_identified_report(by=maja, at=at, person=BEN)
        running = Clock.objects.filter(case=report.case, stopped_at=None)
        assert set(running.values_list("rule", flat=True)) == BOTH
        actions.correct_need(report, Need.SUBSTANCE, WHY, by=maja, at=at)
        assert not running.exists()
        report.refresh_from_db()
        assert (report.need, report.case.need) == (Need.SUBSTANCE, Need.SUBSTANCE)
        assert not queries.is_childs(report) and queries.is_known_adult(report)
        assert Event.objects.filter(
            case=report.case, said__contains="Oro för ett barn, nu Alkohol, droger eller spel"
        ).exists()
        [stood] = Correction.objects.filter(report=report)
        assert (stood.need_was, stood.need_became, stood.reason) == (Need.CHILD, Need.SUBSTANCE, WHY)
        assert stood.was == stood.became == report.received_at


def test_a_child_of_another_need_keeps_the_childs_clocks_also_when_it_is_corrected_back(acting, at):
    with acting("maja") as maja:
        report = an_identified_report(by=maja, at=at, person=ALVA)
        running = Clock.objects.filter(case=report.case, stopped_at=None)
        for need in (Need.DISABILITY, Need.CHILD, Need.DISABILITY):
            actions.correct_need(report, need, WHY, by=maja, at=at)
            assert set(running.values_list("rule", flat=True)) == BOTH
        assert Correction.objects.filter(report=report).count() == 3


def test_a_report_corrected_to_an_application_and_back_has_its_clocks_again(acting, at):
    with acting("maja") as maja:
        report = an_identified_report(by=maja, at=at, reporter_category="guardian")
        running = Clock.objects.filter(case=report.case, stopped_at=None)
        days = set(running.values_list("rule", "due_on"))
        actions.correct_kind(report, Kind.APPLICATION, WHY, by=maja, at=at)
        assert not running.exists()
        actions.correct_kind(report, Kind.REPORT, WHY, by=maja, at=at)
        assert set(running.values_list("rule", "due_on")) == days
        # what has been assessed is not to be assessed again
        actions.assess_protection(report, False, "Samtal med skolan. Inget akut i dag.", by=maja, at=at)
        actions.correct_kind(report, Kind.APPLICATION, WHY, by=maja, at=at)
        actions.correct_kind(report, Kind.REPORT, WHY, by=maja, at=at)
        assert set(running.values_list("rule", flat=True)) == {children.PRELIMINARY_ASSESSMENT.id}


def test_a_case_with_another_report_of_the_old_need_keeps_it(acting, at):
    with acting("maja") as maja:
        first = an_identified_report(by=maja, at=at, person=ELSA, need=Need.MONEY)
        second = an_identified_report(by=maja, at=at, person=ELSA, need=Need.MONEY)
        assert first.case == second.case
        actions.correct_need(second, Need.SUBSTANCE, WHY, by=maja, at=at)
        assert second.case.need == Need.MONEY
        actions.correct_need(first, Need.SUBSTANCE, WHY, by=maja, at=at)
        assert first.case.need == Need.SUBSTANCE


def test_acute_money_is_seen_when_it_turns_out_to_be_about_money(acting, at):
    with acting("maja") as maja:
        text = "Hon ska vräkas i morgon och har ingen mat."
        report = a_report(by=maja, at=at, need=Need.CHILD, kind=Kind.APPLICATION, text=text)
        assert not report.is_urgent
        actions.correct_need(report, Need.MONEY, WHY, by=maja, at=at)
        report.refresh_from_db()
        assert report.is_urgent


def test_the_database_keeps_the_need_that_no_correction_of_this_moment_speaks_of(acting, at):
    with acting("maja") as maja:
        report = a_report(by=maja, at=at, kind=Kind.QUESTION)
        with pytest.raises(DatabaseError, match="need"), transaction.atomic():
            Report.objects.filter(pk=report.pk).update(need=Need.MONEY)
        actions.correct_need(report, Need.MONEY, WHY, by=maja, at=at)
        actions.correct_need(report, Need.CHILD, WHY, by=maja, at=at)
    with acting("maja", at=at + timedelta(hours=1)) as maja:
        # what was said an hour ago is not said of now
        with pytest.raises(DatabaseError, match="need"), transaction.atomic():
            Report.objects.filter(pk=report.pk).update(need=Need.MONEY)
        actions.answer_question(report, "Ring växeln.", by=maja, at=at + timedelta(hours=1))
        with pytest.raises(NotYet), transaction.atomic():
            actions.correct_need(report, Need.MONEY, WHY, by=maja, at=at + timedelta(hours=1))


def test_it_is_corrected_on_the_page_and_what_stood_is_told(client, staff, acting, at):
    with acting("maja") as maja:
        report = a_report(by=maja, at=at, kind=Kind.QUESTION)
    client.force_login(staff("maja"))
    with clock.set_to(lambda: at):
        address = reverse("intake:correct_need", args=[report.pk])
        assert client.post(address, {"need": "money", "reason": ""}).status_code == 422
        assert client.post(address, {"need": "money", "reason": WHY}).status_code == 302
        page = client.get(reverse("intake:report", args=[report.pk])).content.decode()
    assert "Stod som Oro för ett barn." in page and WHY in page
