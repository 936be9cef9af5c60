"""From a real report, investigation and decision: the service takes over, and the unit sees only its part."""

from __future__ import annotations

from datetime import timedelta

from samtid.base.dossier.models import Case, Clock, Document, Dossier, Event, Note
from samtid.base.organisation.models import Unit
from samtid.ground.law.days import swedish_day
from samtid.steps.decisions.models import Decision, Notification
from samtid.steps.decisions.tests.make import a_decision
from samtid.steps.intake.models import Report
from samtid.steps.investigations.models import Finding, Investigation, Proposal
from samtid.steps.investigations.tests.make import an_elders_investigation
from samtid.steps.services import actions, queries
from samtid.steps.services.tests.make import WALKS


def test_a_signed_decision_becomes_a_service_and_its_clocks_move_on(acting, at, staff):
    with acting(""):
        investigation = an_elders_investigation(maja=staff("maja"), ulf=staff("ulf"), at=at)
    with acting("ulf") as ulf:
        decision = a_decision(investigation, by=ulf, at=at)
        waiting = set(Clock.objects.filter(stopped_at=None, about=decision.pk).values_list("rule", flat=True))
        assert waiting >= {"NX-01", "UPPFOLJNING"}

        service = actions.start_service(
            decision,
            Unit.objects.get(name="Hemtjänst"),
            decision.service_code,
            [WALKS],
            swedish_day(at) + timedelta(days=7),
            by=ulf,
            at=at,
        )

        left = Clock.objects.filter(stopped_at=None, about__in=[decision.pk, service.pk])
        assert {(clock.rule, clock.about) for clock in left} == {
            ("UPPFOLJNING", service.pk),
            ("NX-01", decision.pk),
        }, "help that is planned has not begun (SoL 34:1)"
        assert left.get(rule="UPPFOLJNING").due_on == decision.follow_up_on

    later = at + timedelta(days=8)
    with acting("ulf", at=later):
        actions.begin_service(service, swedish_day(later), by=ulf, at=later)
        assert Clock.objects.get(rule="NX-01").stopped_at == later

    with acting("tova") as tova:
        assert queries.running(tova).get().extent == decision.extent
        behind = (Case, Dossier, Event, Note, Document, Clock, Report, Investigation, Finding, Proposal)
        for table in (*behind, Decision, Notification):
            assert not table.objects.exists(), f"{table.__name__} is not for those who carry the service out"
