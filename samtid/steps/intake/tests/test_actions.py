"""What comes in, through the real database and its walls."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import Error, connection, transaction

from samtid.base.access.words import Purpose
from samtid.base.dossier.models import Case, Clock, Event
from samtid.base.dossier.tests.make import ALVA
from samtid.base.dossier.words import Need
from samtid.base.organisation.models import Unit
from samtid.base.people.actions import Details as Person
from samtid.base.people.actions import look_up
from samtid.base.people.words import Bond, NumberKind, Protection
from samtid.ground.reasons import NotYet
from samtid.steps.intake import actions, queries
from samtid.steps.intake.actions import About, Details
from samtid.steps.intake.models import Report, ReportTold, Routing
from samtid.steps.intake.tests.make import a_report, an_assessed_report, an_identified_report
from samtid.steps.intake.words import Channel, Kind, Outcome, ReporterCategory, Stage
from tests.log_in import step

OTHERS = (
    "bo",
    "eva",
    "siri",
    "karin",
    "omar",
    "pelle",
    "ulf",
    "tova",
    "nils",
    "inga",
    "kurt",
    "vera",
    "bengt",
    "liv",
    "ola",
)


def test_somebody_without_a_login_hands_in_and_sees_nothing(acting, at):
    with acting("", purpose=Purpose.PORTAL):
        details = Details(need=Need.CHILD, kind=Kind.REPORT, text="Barnet på tvåan gråter varje natt.")
        receipt = actions.receive_report(details, by=None, at=at)
        assert len(receipt.code) == 9
        assert not Report.objects.exists()
        with pytest.raises(Error), transaction.atomic():
            Report.objects.create(receipt="RAKT-INNN")

    with acting("maja") as maja:
        report = queries.waiting(maja).get()
        assert (report.receipt, report.channel, report.received_at) == (receipt.code, "web", at)


def test_the_open_way_in_cannot_lie_about_time_or_channel(acting, at):
    with acting("", purpose=Purpose.PORTAL):
        details = Details(need=Need.QUESTION, kind=Kind.QUESTION, channel=Channel.AUTHORITY, text="Hej")
        actions.receive_report(details, received_at=at - timedelta(days=40), by=None, at=at)
    with acting("maja"):
        assert Report.objects.get().received_at == at
        assert Report.objects.get().channel == "web"


def test_nobody_at_all_can_hand_in(db, at):
    with pytest.raises(Error), transaction.atomic():
        actions.receive_report(Details(need=Need.CHILD, kind=Kind.REPORT, text="x"), by=None, at=at)


def test_every_role_may_hand_in_and_only_the_reception_reads_it(acting, at):
    for username in OTHERS:
        with acting(username) as somebody:
            actions.receive_report(
                Details(
                    need=Need.MONEY, kind=Kind.APPLICATION, channel=Channel.PHONE, text="Ringde om hyran."
                ),
                by=somebody,
                at=at,
            )
            assert not Report.objects.exists(), username
    with acting("rut") as rut:
        assert queries.waiting(rut).count() == len(OTHERS)


def test_siblings_get_a_report_each_and_one_receipt(acting, at):
    with acting("maja") as maja:
        report = a_report(by=maja, at=at, about=(About("Alva"), About("Elis"), About("Lo")))
        assert [other.about_name for other in queries.together(maja, report)] == ["Elis", "Lo"]


def test_identifying_opens_the_dossier_and_counts_from_when_it_came_in(acting, at):
    with acting("maja") as maja:
        report = an_identified_report(by=maja, at=at, received_at=at - timedelta(days=1))
        clocks = {clock.rule: clock.legal_on for clock in Clock.objects.filter(case=report.case)}
        assert clocks == {"CH-01": date(2026, 11, 20), "CH-02": date(2026, 12, 4)}
        assert list(Event.objects.order_by("at", "pk").values_list("verb", flat=True)) == [
            "report_received",
            "case_opened",
            "report_identified",
        ]


def test_a_second_report_is_read_together_with_the_first(acting, at):
    with acting("maja") as maja:
        first = an_identified_report(by=maja, at=at)
        second = an_identified_report(by=maja, at=at)
        assert first.case == second.case
        assert queries.earlier(maja, second).get() == first


def test_an_assessment_made_before_the_name_is_known_goes_into_the_file(acting, at):
    with acting("maja") as maja:
        report = a_report(by=maja, at=at)
        actions.assess_protection(report, True, "Polisen är på plats och tar med barnet.", by=maja, at=at)
        actions.identify(report, look_up(ALVA, by=maja, at=at), by=maja, at=at)
        assert Event.objects.filter(verb="danger_found", law="SoL 20 kap. 1 §").exists()
        assert Clock.objects.get(rule="CH-01").stopped_at == at


def test_what_was_said_assessed_and_decided_stands(acting, at):
    with acting("rut") as rut:
        report = an_assessed_report(by=rut, at=at)
        actions.close_report(report, Outcome.NO_INVESTIGATION, "Familjen får stöd i skolan.", by=rut, at=at)
        for forged in (
            {"received_at": at + timedelta(days=1)},
            {"protection_danger": True},
            {"outcome_reason": "Något annat"},
            {"closed_at": None, "outcome": ""},
        ):
            with pytest.raises(Error), transaction.atomic():
                Report.objects.filter(pk=report.pk).update(**forged)
            with pytest.raises(Error), transaction.atomic():
                step("samtid_owner")
                Report.objects.filter(pk=report.pk).update(**forged)
        for role in (None, "samtid_owner"):
            with pytest.raises(Error), transaction.atomic():
                if role:
                    step(role)
                ReportTold.objects.filter(report=report.pk).update(text="Något annat")
        with pytest.raises(Error), transaction.atomic():
            Report.objects.all().delete()


def test_not_opening_is_decided_by_the_one_with_delegation(acting, at):
    reason = "Oron gällde frukosten, som nu är löst."
    with acting("maja") as maja:
        report = an_assessed_report(by=maja, at=at)
        with pytest.raises(NotYet, match="enhetschef eller förste socialsekreterare"):
            actions.close_report(report, Outcome.NO_INVESTIGATION, reason, by=maja, at=at)
        actions.propose_closing(report, Outcome.NO_INVESTIGATION, reason, by=maja, at=at)
        assert queries.queue(maja)[0].stage == Stage.DECIDE

    with acting("rut") as rut:
        report = queries.waiting(rut).get()
        actions.close_report(report, Outcome.NO_INVESTIGATION, report.outcome_reason, by=rut, at=at)
        clocks = {clock.rule: clock for clock in Clock.objects.all()}
        assert clocks["CH-02"].stopped_at == at
        assert clocks["CH-06"].legal_on == date(2026, 11, 28)
        assert Case.objects.get().closed_at is None, "the answer is still owed"
        assert queries.queue(rut)[0].stage == Stage.FEEDBACK

        actions.send_feedback(report, "Ringde kuratorn.", by=rut, at=at)
        assert Clock.objects.get(rule="CH-06").stopped_at == at
        assert Case.objects.get().closed_at == at
        assert not queries.queue(rut)


def test_opening_keeps_the_case_open_for_the_investigation(acting, at):
    with acting("maja") as maja:
        report = an_assessed_report(by=maja, at=at)
        actions.close_report(report, Outcome.INVESTIGATE, "", by=maja, at=at)
        assert Case.objects.get().closed_at is None


def test_one_closed_report_leaves_the_case_open_for_the_other(acting, at):
    with acting("rut") as rut:
        first, second = (an_assessed_report(by=rut, at=at, wants_feedback=False) for _ in range(2))
        actions.close_report(
            first, Outcome.NO_INVESTIGATION, "Samma händelse som i den andra.", by=rut, at=at
        )
        assert Case.objects.get().closed_at is None
        actions.close_report(second, Outcome.NO_INVESTIGATION, "Oron är utredd och borta.", by=rut, at=at)
        assert Case.objects.get().closed_at == at


def test_sent_on_it_is_seen_there_and_no_longer_here(acting, at):
    said = {"need": Need.MONEY, "kind": Kind.APPLICATION, "about": (About("Elsa"),)}
    with acting("maja") as maja:
        report = a_report(by=maja, at=at, **said)
        actions.route(report, Unit.objects.get(name="Ekonomiskt bistånd"), "Gäller hyran", by=maja, at=at)
        assert not Report.objects.exists()
        assert not Routing.objects.exists()
    with acting("pelle") as pelle:
        assert queries.routings(pelle, queries.waiting(pelle).get()).get().reason == "Gäller hyran"
    for username in ("rut", "bo", "karin", "ulf", "tova", "kurt", "vera", "liv", "ola"):
        with acting(username):
            assert not Report.objects.exists(), username
            assert not Routing.objects.exists(), username


def test_sent_on_with_its_case_the_case_goes_along(acting, at):
    with acting("maja") as maja:
        report = an_assessed_report(by=maja, at=at)
        actions.route(
            report, Unit.objects.get(kind="child_investigation"), "Utredning pågår där", by=maja, at=at
        )
        assert not Report.objects.exists()
    with acting("karin") as karin:
        assert queries.waiting(karin).get().case is not None


def test_nobody_sends_on_what_they_cannot_see(acting, at):
    with acting("maja") as maja:
        report = a_report(by=maja, at=at, need=Need.MONEY, kind=Kind.APPLICATION)
    unit = Unit.objects.get(name="Ekonomiskt bistånd")
    with acting("pelle") as pelle:
        with pytest.raises(NotYet):
            actions.route(report, unit, "Vill läsa den", by=pelle, at=at)
        with pytest.raises(Error), transaction.atomic():
            there = unit.holdings.get().compartment_id
            connection.cursor().execute(
                "select access.route_report(%s, gen_random_uuid(), %s, 'Rakt in', %s)", [report.pk, there, at]
            )


def test_a_protected_childs_report_is_for_the_named_only(acting, at):
    hidden = Person(
        "Skyddad",
        "Flicka",
        number="201203142391",
        number_kind=NumberKind.PERSONNUMMER,
        protection=Protection.MARKED,
    )
    with acting("maja") as maja:
        an_identified_report(by=maja, at=at, person=hidden)
        assert queries.waiting(maja).get().is_sealed
    for username in ("rut", *OTHERS):
        with acting(username):
            assert not Report.objects.exists(), username


def test_a_question_is_answered_without_a_file(acting, at):
    with acting("maja") as maja:
        report = a_report(
            by=maja, at=at, need=Need.QUESTION, kind=Kind.QUESTION, reporter_category=ReporterCategory.PRIVATE
        )
        with pytest.raises(NotYet):
            actions.identify(report, look_up(ALVA, by=maja, at=at), by=maja, at=at)
        actions.answer_question(report, "Öppet hus är på torsdagar.", by=maja, at=at)
        assert not Case.objects.exists()
        assert Report.objects.get().outcome == Outcome.ANSWERED


def test_guardians_are_noted_beside_the_child(acting, at):
    with acting("maja") as maja:
        report = an_identified_report(by=maja, at=at)
        actions.relate_people(
            report, look_up(Person("Maria", "Nyström"), by=maja, at=at), Bond.GUARDIAN, by=maja, at=at
        )
        from samtid.base.people.queries import relations

        [guardian] = relations(maja, report.case.dossier.person, at.date())
        assert guardian.other.name == "Maria Nyström"


def test_a_report_joins_an_ongoing_case(acting, at):
    with acting("rut") as rut:
        first = an_assessed_report(by=rut, at=at)
        actions.close_report(first, Outcome.INVESTIGATE, "", by=rut, at=at)
        second = an_assessed_report(by=rut, at=at)
        own = second.case
        assert own != first.case
        actions.join_case(second, first.case, by=rut, at=at)
        reason = "Samma oro som i utredningen."
        with pytest.raises(NotYet, match="ingen utredning"):
            actions.close_report(second, Outcome.ALREADY_OPEN, reason, by=rut, at=at)
        actions.close_report(second, Outcome.ALREADY_OPEN, reason, taken_over=True, by=rut, at=at)
        assert Case.objects.get(pk=own.pk).closed_at == at
        assert Case.objects.get(pk=first.case.pk).closed_at is None


def test_two_who_decide_at_once_do_not_both_decide(acting, at):
    with acting("rut") as rut:
        report = an_assessed_report(by=rut, at=at)
        seen_by_another = Report.objects.get(pk=report.pk)
        actions.close_report(report, Outcome.NO_INVESTIGATION, "Oron är utredd och borta.", by=rut, at=at)
        with pytest.raises(NotYet, match="redan avslutat"):
            actions.close_report(seen_by_another, Outcome.INVESTIGATE, "", by=rut, at=at)


def test_what_was_sent_on_meanwhile_is_no_longer_decided_here(acting, at):
    with acting("maja") as maja:
        report = a_report(by=maja, at=at, need=Need.QUESTION, kind=Kind.QUESTION)
        seen_by_another = Report.objects.get(pk=report.pk)
        actions.route(report, Unit.objects.get(name="Biståndsbedömning"), "Gäller larm", by=maja, at=at)
        with pytest.raises(NotYet, match="inte längre hos dig"):
            actions.answer_question(seen_by_another, "Ring oss.", by=maja, at=at)
