"""W27: what came in was registered as something else than it is; the right kind has its own duties."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from samtid.base.dossier.models import Clock, Event
from samtid.base.dossier.words import Need
from samtid.ground import clock
from samtid.ground.law import children
from samtid.ground.reasons import NotYet
from samtid.steps.intake import actions, queries, rules
from samtid.steps.intake.models import Correction, Report
from samtid.steps.intake.tests.make import a_report, an_identified_report
from samtid.steps.intake.words import Kind, ReporterCategory, Stage

WHY = "Mamman ringde och ansökte, hon anmälde ingen."
ASKED = {
    "was": Kind.QUESTION,
    "became": Kind.REPORT,
    "childs": True,
    "danger": None,
    "reporter": ReporterCategory.SCHOOL,
    "is_identified": False,
    "closed_at": None,
    "reason": "x" * 10,
}


def test_a_question_becomes_a_report_or_an_application():
    for became in (Kind.REPORT, Kind.APPLICATION):
        assert not rules.obstacles_to_correcting_kind(**ASKED | {"became": became})


@pytest.mark.parametrize("became", [Kind.APPLICATION, Kind.QUESTION])
@pytest.mark.parametrize("reporter", list(ReporterCategory))
def test_a_childs_report_is_not_talked_away(became, reporter):
    asked = ASKED | {"was": Kind.REPORT, "became": became, "reporter": reporter}
    allowed = reporter in (ReporterCategory.SELF, ReporterCategory.GUARDIAN)
    assert [one.field for one in rules.obstacles_to_correcting_kind(**asked)] == ([] if allowed else ["kind"])
    assert rules.obstacles_to_correcting_kind(**asked | {"danger": True})
    assert not rules.obstacles_to_correcting_kind(**asked | {"childs": False})


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"reason": " " * 9 + "x"}, "reason"),
        ({"became": Kind.QUESTION}, "kind"),
        ({"was": Kind.APPLICATION, "became": Kind.QUESTION, "is_identified": True}, "kind"),
    ],
)
def test_what_stands_in_the_way_is_said_at_its_field(more, field):
    assert [one.field for one in rules.obstacles_to_correcting_kind(**ASKED | more)] == [field]


def test_what_is_closed_stands(at):
    assert len(rules.obstacles_to_correcting_kind(**ASKED | {"closed_at": at, "reason": ""})) == 1


def test_a_question_that_was_a_report_is_assessed_from_when_it_came_in(acting, at):
    came = at - timedelta(days=1)
    with acting("maja") as maja:
        report = a_report(by=maja, at=at, received_at=came, kind=Kind.QUESTION, need=Need.CHILD)
        actions.correct_kind(report, Kind.REPORT, WHY, by=maja, at=at)
        report = queries.reports(maja).get(pk=report.pk)
        assert queries.stage_of(report) == (Stage.PROTECTION, came.date())
        [stood] = Correction.objects.filter(report=report)
        assert (stood.kind_was, stood.kind_became, stood.reason) == (Kind.QUESTION, Kind.REPORT, WHY)


def test_the_clocks_of_a_known_child_begin_and_end_with_it(acting, at):
    with acting("maja") as maja:
        report = an_identified_report(
            by=maja, at=at, kind=Kind.APPLICATION, reporter_category=ReporterCategory.GUARDIAN
        )
        running = Clock.objects.filter(case=report.case, stopped_at=None)
        rules_of = {children.PROTECTION_ASSESSMENT.id, children.PRELIMINARY_ASSESSMENT.id}
        assert not running.exists()
        actions.correct_kind(report, Kind.REPORT, WHY, by=maja, at=at)
        assert set(running.values_list("rule", flat=True)) == rules_of
        assert Event.objects.filter(case=report.case, said__contains="ansökan, nu orosanmälan").exists()
        actions.correct_kind(report, Kind.APPLICATION, WHY, by=maja, at=at)
        assert not running.exists()


def test_the_database_keeps_the_kind_that_no_correction_speaks_of(acting, at):
    with acting("maja") as maja:
        report = a_report(by=maja, at=at, kind=Kind.QUESTION)
        with pytest.raises(DatabaseError, match="kind"), transaction.atomic():
            Report.objects.filter(pk=report.pk).update(kind=Kind.APPLICATION)
        actions.answer_question(report, "Ring växeln.", by=maja, at=at)
        with pytest.raises(NotYet), transaction.atomic():
            actions.correct_kind(report, Kind.APPLICATION, WHY, by=maja, at=at)


def test_it_is_corrected_on_the_page_and_what_stood_is_told(client, staff, acting, at):
    with acting("maja") as maja:
        report = a_report(by=maja, at=at, kind=Kind.QUESTION)
    client.force_login(staff("maja"))
    with clock.set_to(lambda: at):
        address = reverse("intake:correct_kind", args=[report.pk])
        assert client.post(address, {"kind": "application", "reason": ""}).status_code == 422
        assert client.post(address, {"kind": "application", "reason": WHY}).status_code == 302
        page = client.get(reverse("intake:report", args=[report.pk])).content.decode()
    assert "Stod som fråga." in page and WHY in page
