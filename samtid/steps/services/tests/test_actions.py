"""A service takes over a decision, stops its clock, and lets it wait again when it is interrupted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from samtid.base.dossier.actions import start_clock, start_local_clock
from samtid.base.dossier.models import Clock, Event
from samtid.base.dossier.tests.make import a_case
from samtid.base.organisation.models import Staff, Unit
from samtid.ground.law import quality
from samtid.ground.reasons import NotYet
from samtid.steps.decisions.models import Decision
from samtid.steps.services import actions, queries
from samtid.steps.services.models import Goal, Service
from samtid.steps.services.tests.make import WALKS, an_open_service
from samtid.steps.services.words import EndReason, ServiceState
from tests.log_in import stepped_out


def a_decision(by: Staff, at, **changed: object) -> Decision:
    """A signed decision on help at home, with its two clocks, as the room before leaves it."""
    said: dict[str, object] = {
        "case": a_case(by=by, at=at),
        "kind": "home_care",
        "service_code": "home_care_service",
        "outcome": "granted",
        "content": "Städning varannan vecka.",
        "reasons": "Behovet går inte att tillgodose på annat sätt.",
        "legal_basis": "SoL 11:1",
        "extent": "2 timmar varannan vecka",
        "valid_from": date(2026, 11, 1),
        "valid_to": date(2027, 10, 31),
        "follow_up_on": date(2027, 4, 1),
        "prepared_by": by,
        "prepared_at": at,
        "decided_on": at.date(),
        "signed_at": at,
        "signed_by": by,
        "delegation": "SN 2025-06-18 § 71",
    }
    with stepped_out():  # signed, without the way there
        decision = Decision.objects.create(**(said | changed))
    start_clock(decision.case, quality.NOT_CARRIED_OUT, about=decision.pk, by=by, at=at)
    start_local_clock(decision.case, "UPPFOLJNING", date(2027, 4, 1), about=decision.pk, by=by, at=at)
    return decision


def started(decision: Decision, by: Staff, at, **said: object) -> Service:
    """The decision's service, started in Hemtjänst."""
    return actions.start_service(
        decision,
        Unit.objects.get(name="Hemtjänst"),
        "home_care_service",
        [WALKS],
        at.date(),
        **said,  # type: ignore[arg-type]
        by=by,
        at=at,
    )


def test_what_was_to_be_done_for_one_who_has_died_is_not_to_be_done(acting, at):
    """BC-50: no follow-up, no plan, nothing to carry out; the visits are hidden already."""
    with acting("ulf") as ulf:
        service = an_open_service(by=ulf, at=at)
        assert Clock.objects.filter(stopped_at=None, rule="UPPFOLJNING").exists()
        actions.end_service(service, EndReason.DECEASED, by=ulf, at=at)
        assert not Clock.objects.filter(stopped_at=None).exists()


def test_a_start_that_is_planned_is_not_a_beginning(acting, at):
    """W14: registered today for July 2027; the decision is still not carried out."""
    july = date(2027, 7, 1)
    with acting("ulf") as ulf:
        decision = a_decision(ulf, at)
        home_care = Unit.objects.get(name="Hemtjänst")
        service = actions.start_service(
            decision, home_care, decision.service_code, [WALKS], july, by=ulf, at=at
        )
        assert Clock.objects.get(rule="NX-01").stopped_at is None and service.began_on is None
        assert Event.objects.filter(verb="service_planned").exists()
        assert not Event.objects.filter(verb="service_started").exists()
        with pytest.raises(NotYet, match="inte i förväg"):
            actions.begin_service(service, july, by=ulf, at=at)


def test_starting_stops_the_clock_and_takes_the_follow_up_over(acting, at):
    with acting("ulf") as ulf:
        decision = a_decision(ulf, at)
        service = started(decision, ulf, at)

        assert (service.extent, service.ends_on) == ("2 timmar varannan vecka", date(2027, 10, 31))
        assert service.state(at.date()) is ServiceState.ONGOING
        [left] = Clock.objects.filter(stopped_at=None)
        assert (left.rule, left.about, left.due_on) == ("UPPFOLJNING", service.pk, date(2027, 4, 1))
        assert list(queries.clocks(ulf, service)) == [left]
        assert Event.objects.filter(said="Insats började", law="SoL 11 kap. 1 §").exists()
        assert Goal.objects.get().start_level == 3


def test_a_refused_start_changes_nothing(acting, at):
    with acting("ulf") as ulf:
        decision = a_decision(ulf, at, signed_at=None, signed_by=None, decided_on=None, delegation="")
        with pytest.raises(NotYet, match="inte undertecknat"):
            started(decision, ulf, at)

        assert not Service.objects.exists()
        assert Clock.objects.filter(stopped_at=None).count() == 2


def test_a_unit_that_does_not_carry_it_out_is_refused(acting, at):
    with acting("ulf") as ulf, pytest.raises(NotYet, match="utför inte"):
        an_open_service(by=ulf, at=at, unit="Öppenvård")


def test_an_open_service_sets_its_own_day_of_follow_up(acting, at):
    with acting("lena") as lena:
        service = an_open_service(by=lena, at=at, code="family_counselling", unit="Öppenvård", days_ahead=60)

        [clock] = queries.clocks(lena, service)
        assert clock.due_on == at.date() + timedelta(days=60)
        assert service.decision_id is None


def test_an_interruption_lets_the_decision_wait_again(acting, at):
    later = at + timedelta(days=30)
    with acting("ulf") as ulf:
        service = started(a_decision(ulf, at), ulf, at)
    with acting("ulf", at=later):
        actions.end_service(
            service, EndReason.INTERRUPTED, comment="Utföraren har sagt upp avtalet.", by=ulf, at=later
        )

        waiting = Clock.objects.get(rule="NX-01", stopped_at=None)
        assert (waiting.about, waiting.due_on) == (service.decision_id, date(2027, 3, 21))
        assert Event.objects.filter(said="Insats avbröts").get().law == "SoL 34 kap. 1 §; LSS 28 f §"


def test_a_service_that_reached_its_goals_does_not_wait(acting, at):
    with acting("ulf") as ulf:
        service = started(a_decision(ulf, at), ulf, at)
        actions.end_service(service, EndReason.GOAL_REACHED, by=ulf, at=at)

        assert not Clock.objects.filter(rule="NX-01", stopped_at=None).exists()
        with pytest.raises(NotYet, match="redan avslutad"):
            actions.end_service(service, EndReason.GOAL_REACHED, by=ulf, at=at)
        with pytest.raises(NotYet, match="avslutad"):
            actions.add_goal(service, WALKS, by=ulf, at=at)
