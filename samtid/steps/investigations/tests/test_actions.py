"""An investigation through the real database and its walls."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import Error, connection, transaction

from samtid.base.access.words import Purpose
from samtid.base.dossier.models import Case, Clock, Event
from samtid.base.organisation.models import Unit
from samtid.base.people.words import Protection
from samtid.ground.reasons import NotYet
from samtid.steps.intake.actions import send_feedback
from samtid.steps.intake.models import Report
from samtid.steps.intake.tests.make import an_assessed_report, an_identified_report
from samtid.steps.intake.words import Outcome as ReportOutcome
from samtid.steps.investigations import actions, queries
from samtid.steps.investigations.models import ChildVoice, Finding, Investigation, Proposal
from samtid.steps.investigations.tests.make import (
    WHY,
    a_childs_investigation,
    a_proposal,
    an_elders_investigation,
    investigated,
)
from samtid.steps.investigations.words import Area, Method, Outcome, Recommendation, SourceKind, Told

TABLES = (Investigation, Finding, ChildVoice, Proposal)


@pytest.fixture
def childs(acting, at, staff):
    """A child's investigation at Bo's desk."""
    return a_childs_investigation(maja=staff("maja"), bo=staff("bo"), at=at)


def test_the_receiver_takes_over_the_report_the_clocks_and_the_keys(acting, at, childs):
    with acting("bo") as bo:
        investigation = queries.ongoing(bo).get()
        assert investigation.report.outcome == ReportOutcome.INVESTIGATE
        assert investigation.case.caseworker == bo
        assert investigation.concerns_child
        assert "SN 2025-06-18 § 71" in investigation.delegation
        four_months = queries.clock(bo, investigation)
        assert four_months.due_on == date(2027, 3, 21)
        assert [clock.rule for clock in queries.time_limits(bo, investigation)[1]] == ["CH-04", "CH-06"], (
            "the school still waits for an answer"
        )
        said = list(Event.objects.values_list("verb", flat=True))
        assert "investigation_opened" in said
        assert "report_investigate" in said
    with acting("maja"):
        assert not Investigation.objects.exists(), "the reception has handed over its key"


def test_a_report_not_assessed_for_protection_cannot_be_investigated(acting, at, staff):
    with acting("maja") as maja:
        report = an_identified_report(by=maja, at=at)
        with pytest.raises(NotYet, match=r"SoL 20 kap\. 1 §"), transaction.atomic():
            actions.open_investigation(
                report,
                unit=Unit.objects.get(name="Utredning barn och unga"),
                caseworker=staff("bo"),
                method=Method.BBIC,
                reason=WHY,
                by=maja,
                at=at,
            )
        report.refresh_from_db()
        assert report.closed_at is None
        assert not Investigation.objects.exists()


def test_a_unit_that_carries_out_does_not_investigate(acting, at, staff):
    with acting("maja") as maja:
        report = an_assessed_report(by=maja, at=at)
        with pytest.raises(NotYet, match="utreder inte"):
            actions.open_investigation(
                report,
                unit=Unit.objects.get(name="Hemtjänst"),
                caseworker=None,
                method=Method.BBIC,
                reason=WHY,
                by=maja,
                at=at,
            )


def test_all_reports_in_the_case_are_read_together(acting, at, staff):
    with acting("maja") as maja:
        first = an_assessed_report(by=maja, at=at)
        second = an_assessed_report(by=maja, at=at)
        assert first.case == second.case
        pk = actions.open_investigation(
            first,
            unit=Unit.objects.get(name="Utredning barn och unga"),
            caseworker=staff("bo"),
            method=Method.BBIC,
            reason=WHY,
            by=maja,
            at=at,
        )
    with acting("bo") as bo:
        investigation = queries.investigations(bo).get(pk=pk)
        assert set(queries.reports_of(bo, investigation)) == {first, second}


def test_the_reception_learns_that_an_investigation_goes_on_and_nothing_more(acting, at, childs):
    later = at + timedelta(days=3)
    with acting("maja", at=later) as maja:
        report = an_assessed_report(by=maja, at=later)
        ongoing = queries.ongoing_about(maja, report.case, later.date())
        assert ongoing.pk == childs.pk
        assert ongoing.unit.name == "Utredning barn och unga"
        assert not ongoing.is_open_to_viewer
        assert not Investigation.objects.exists()
        with pytest.raises(NotYet, match="pågår redan"), transaction.atomic():
            actions.open_investigation(
                report,
                unit=ongoing.unit,
                caseworker=None,
                method=Method.BBIC,
                reason=WHY,
                by=maja,
                at=later,
            )
        actions.add_report_to_open_investigation(report, by=maja, at=later)
        assert not Report.objects.filter(pk=report.pk).exists(), "it went to the one who investigates"
    with acting("bo", at=later) as bo:
        assert report in queries.reports_of(bo, childs)


def test_one_with_both_keys_moves_the_report_into_the_investigations_case(acting, at, childs, staff):
    later = at + timedelta(days=3)
    with acting("maja", at=later) as maja:
        report = an_assessed_report(by=maja, at=later)
        from samtid.base.access.queries import compartment_of
        from samtid.base.dossier.actions import transfer

        unit = Unit.objects.get(name="Utredning barn och unga")
        transfer(report.case, compartment_of(unit, later.date()), staff("bo"), by=maja, at=later)
    with acting("bo", at=later) as bo:
        report.refresh_from_db()
        actions.add_report_to_open_investigation(report, by=bo, at=later)
        report.refresh_from_db()
        assert report.case_id == childs.case_id
        assert report.outcome == ReportOutcome.ALREADY_OPEN


def test_a_sealed_investigation_is_not_betrayed_to_the_reception(acting, at, childs):
    from samtid.base.dossier.actions import set_protection

    later = at + timedelta(days=3)
    with acting("bo") as bo:
        set_protection(childs.case, Protection.MARKED, by=bo, at=at)
        assert Investigation.objects.get().is_sealed
    with acting("maja", at=later) as maja:
        report = an_assessed_report(by=maja, at=later)
        assert report.case.is_sealed, "the new case is sealed too, and only its opener sees it"
        assert queries.ongoing_about(maja, report.case, later.date()) is None
    with connection.cursor() as cursor, acting("pelle"):
        cursor.execute("select * from access.ongoing_investigation(%s)", [childs.case_id])
        assert cursor.fetchall() == []


def test_each_table_is_shut_for_those_without_a_key(acting, at, childs, staff):
    with acting("bo") as bo:
        a_proposal(childs, by=bo, at=at)
        counts = {table: table.objects.count() for table in TABLES}
        assert all(counts.values())
    for username in (
        "maja",
        "rut",
        "eva",
        "omar",
        "lena",
        "pelle",
        "tova",
        "kurt",
        "vera",
        "bengt",
        "liv",
        "ola",
    ):
        with acting(username):
            for table in TABLES:
                assert not table.objects.exists(), (username, table)
    with acting("", purpose=Purpose.PORTAL):
        for table in TABLES:
            assert not table.objects.exists()
    with acting("karin"):
        assert {table: table.objects.count() for table in TABLES} == counts, "the manager leads the unit"
    with acting("eva") as eva, pytest.raises(Error), transaction.atomic():
        Finding.objects.create(
            case_id=childs.case_id,
            investigation_id=childs.pk,
            area=Area.HEALTH,
            text="Intrång.",
            source="?",
            source_kind=SourceKind.PERSON,
            obtained_at=at,
            by=eva,
            by_title="",
            at=at,
        )


@pytest.mark.parametrize("table", TABLES)
def test_what_is_written_stands_whoever_asks(acting, at, childs, as_owner, table):
    text = {Investigation: "reason", Finding: "text", ChildVoice: "text", Proposal: "assessment"}[table]
    with acting("bo") as bo:
        a_proposal(childs, by=bo, at=at)
        for _ in ("update", "delete"):
            with pytest.raises(Error), transaction.atomic():
                table.objects.update(**{text: "Förfalskat"})
            with pytest.raises(Error), transaction.atomic():
                table.objects.all().delete()
        with pytest.raises(Error), transaction.atomic(), as_owner():
            table.objects.filter(pk=table.objects.first().pk).delete()


def test_a_closed_investigation_stands(acting, at, childs):
    with acting("karin") as karin:
        a_proposal(
            childs,
            by=karin,
            at=at,
            recommendation=Recommendation.NO_SERVICE,
            proposal="Avsluta: familjen klarar sig.",
        )
        actions.close_without_service(
            childs, Outcome.NO_SERVICE, "Oron har inte bekräftats och familjen har stöd.", by=karin, at=at
        )
        case = Case.objects.get(pk=childs.case_id)
        assert case.closed_at is None, "the school still waits for an answer"
        send_feedback(childs.report, "Ringde kuratorn.", by=karin, at=at)
        case.refresh_from_db()
        assert case.closed_at == at and case.closing_reason == Outcome.NO_SERVICE.label
        assert not Clock.objects.filter(case=case, stopped_at=None).exists()
        assert queries.clock(karin, childs).stopped_at == at
        with pytest.raises(NotYet, match="avslutad"):
            actions.plan(childs, "Något nytt att ta reda på.", by=karin, at=at)
        with pytest.raises(Error), transaction.atomic():
            Investigation.objects.filter(pk=childs.pk).update(closed_at=None, outcome="")


def test_a_caseworker_may_not_close_alone(acting, at, childs):
    with acting("bo") as bo:
        a_proposal(childs, by=bo, at=at, recommendation=Recommendation.NO_SERVICE)
        with pytest.raises(NotYet, match=r"KL 6 kap\. 37 §"):
            actions.close_without_service(
                childs, Outcome.NO_SERVICE, "Oron har inte bekräftats.", by=bo, at=at
            )


def test_a_finding_is_corrected_beside_and_the_first_stays(acting, at, childs):
    with acting("bo") as bo:
        investigated(childs, by=bo, at=at)
        first = queries.findings(bo, childs).get()
        said = {
            "area": Area.BASIC_CARE,
            "source": "Kurator",
            "source_kind": SourceKind.SCHOOL,
            "obtained_at": at,
        }
        actions.add_finding(childs, text="Två av fem dagar.", corrects=first, by=bo, at=at, **said)
        shown = queries.by_area(Method.BBIC, queries.findings(bo, childs))
        rows = [finding for _, areas in shown for group in areas for finding in group.findings]
        assert rows == [first]
        assert [correction.text for correction in rows[0].corrections.all()] == ["Två av fem dagar."]


def test_nothing_is_proposed_before_the_child_has_been_heard(acting, at, childs):
    with acting("bo") as bo:
        with pytest.raises(NotYet) as refusal, transaction.atomic():
            actions.propose(
                childs,
                assessment="Bedömning i ord.",
                best_interests="Bäst för barnet är stöd.",
                recommendation=Recommendation.NO_SERVICE,
                proposal="Avsluta.",
                by=bo,
                at=at,
            )
        assert {"SoL 3 kap. 2 §", "SoL 20 kap. 4 §", "FL 23 §"} <= {o.law for o in refusal.value.obstacles}
        assert not Proposal.objects.exists()


def test_time_is_extended_by_one_who_may_with_special_reasons(acting, at, childs):
    with acting("bo") as bo, pytest.raises(NotYet, match="delegation"), transaction.atomic():
        actions.extend(childs, date(2027, 4, 21), "Polisens förhör måste gå före.", by=bo, at=at)
    with acting("karin") as karin:
        actions.extend(childs, date(2027, 4, 21), "Polisens förhör måste gå före.", by=karin, at=at)
        clock = queries.clock(karin, childs)
        assert (clock.legal_on, clock.extended_to, clock.due_on) == (
            date(2027, 3, 21),
            date(2027, 4, 21),
            date(2027, 4, 21),
        )


def test_an_adults_application_has_no_childs_clock_and_no_childs_voice(acting, at, staff):
    elders = an_elders_investigation(maja=staff("maja"), ulf=staff("ulf"), at=at)
    with acting("ulf") as ulf:
        assert not elders.concerns_child
        assert elders.is_application
        assert queries.clock(ulf, elders) is None
        assert not Clock.objects.filter(rule="CH-05").exists()
        a_proposal(elders, by=ulf, at=at)
        with pytest.raises(NotYet, match="vuxen"):
            actions.hear_child(elders, heard_at=at, text="Hej", by=ulf, at=at)


def test_an_application_may_be_taken_back(acting, at, staff):
    elders = an_elders_investigation(maja=staff("maja"), ulf=staff("ulf"), at=at)
    with acting("gun") as gun:
        actions.close_without_service(
            elders, Outcome.WITHDRAWN, "Elsa ringde och tog tillbaka sin ansökan.", by=gun, at=at
        )
        assert Case.objects.get(pk=elders.case_id).closed_at == at


def test_those_affected_may_wait_only_for_special_reasons(acting, at, childs):
    with acting("bo") as bo:
        with pytest.raises(NotYet, match=r"SoL 20 kap\. 4 §"), transaction.atomic():
            actions.inform_affected(childs, informed_at=None, by=bo, at=at)
        actions.inform_affected(
            childs, informed_at=None, not_informed_reason="Polisen vill höra barnet först.", by=bo, at=at
        )
        assert queries.work(bo, childs).informed
        actions.inform_affected(childs, informed_at=at, how=Told.MEETING, by=bo, at=at)
        assert childs.not_informed_reason == "Polisen vill höra barnet först.", "a reason once given stands"
