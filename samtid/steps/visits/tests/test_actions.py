"""Visits are agreed, staffed, moved, carried out or not, by those who see the service."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.db import Error, transaction

from samtid.base.access.queries import compartment_of
from samtid.base.dossier.actions import transfer
from samtid.base.dossier.models import Case, Event
from samtid.base.people.models import Person
from samtid.ground.reasons import NotYet
from samtid.steps.services import actions as services
from samtid.steps.services.models import Service
from samtid.steps.services.tests.make import a_protected_case, an_open_service
from samtid.steps.services.words import EndReason
from samtid.steps.visits import actions, queries
from samtid.steps.visits.models import Visit
from samtid.steps.visits.tests.make import a_visit, an_arrangement
from samtid.steps.visits.words import VisitState, WhyNot


@pytest.fixture
def service(acting, at) -> Service:
    """A running service that Hemtjänst carries out in a case of Biståndsbedömning."""
    with acting("ulf") as ulf:
        return an_open_service(by=ulf, at=at)


def test_a_visit_is_agreed_sent_and_carried_out_without_the_case(acting, at, service, staff):
    with acting("nils") as nils:
        visit = a_visit(service, by=nils, at=at, hours=0)
        assert visit.state(at) is VisitState.UNASSIGNED
        actions.assign(visit, staff("tova"), by=nils, at=at)
    with acting("tova") as tova:
        [mine] = queries.todays(tova, at.date())
        assert (mine.person.name, mine.what) == ("Alva Nyström", "Byta lampa")
        done = actions.carry_out(mine, minutes_done=40, note="Bytte två lampor.", by=tova, at=at)
        assert done.state(at) is VisitState.CARRIED_OUT
        assert not Case.objects.exists()
        assert not Event.objects.exists()
    with acting("ulf"):
        said = list(
            Event.objects.filter(verb__startswith="visit").order_by("pk").values_list("said", "by__username")
        )
        assert said == [("Besök avtalades", "nils"), ("Besök utfördes", "tova")]
        assert Visit.objects.get().minutes_done == 40, "who holds the case sees what was done"


def test_those_without_a_key_see_no_visit(acting, at, service):
    with acting("nils") as nils:
        a_visit(service, by=nils, at=at)
    for username in ("omar", "lena", "pelle", "bo", "maja", "kurt", "vera", "bengt", "liv", "ola"):
        with acting(username):
            assert not Visit.objects.exists()


def test_a_sealed_visit_is_for_those_named(acting, at):
    with acting("ulf") as ulf:
        sealed = an_open_service(by=ulf, at=at, case=a_protected_case(by=ulf, at=at))
        a_visit(sealed, by=ulf, at=at)
    for username in ("nils", "tova", "inga", "gun"):
        with acting(username):
            assert not Visit.objects.exists()


def test_nobody_agrees_a_visit_in_a_strangers_service(acting, at, service):
    with acting("omar") as omar, pytest.raises(Error), transaction.atomic():
        Visit(
            service=service,
            case_id=service.case_id,
            planned_at=at,
            minutes=5,
            what="Intrång",
            agreed_at=at,
            agreed_by=omar,
        ).save(force_insert=True)
    with acting("omar"):
        assert not Person.objects.exists()


def test_what_was_reported_stands_and_twice_is_refused_kindly(acting, at, service, staff):
    with acting("nils") as nils:
        visit = a_visit(service, by=nils, at=at, hours=0, staff=staff("tova"))
    with acting("tova") as tova:
        actions.carry_out(visit, by=tova, at=at)
        with pytest.raises(NotYet, match=r"redan rapporterat som utfört, 2026-11-21 kl\. 10\.30 av Tova Hed"):
            actions.carry_out(visit, by=tova, at=at + timedelta(hours=1))
        with pytest.raises(NotYet, match="redan rapporterat"):
            actions.not_carried_out(visit, WhyNot.ILL, by=tova, at=at)
        with pytest.raises(NotYet, match="redan rapporterat"):
            actions.move_visit(visit, at + timedelta(days=1), 30, by=staff("ulf"), at=at)
        with pytest.raises(Error), transaction.atomic():
            Visit.objects.filter(pk=visit.pk).update(minutes_done=500)
        with pytest.raises(Error), transaction.atomic():
            Visit.objects.filter(pk=visit.pk).delete()


def test_why_it_did_not_happen_must_be_said(acting, at, service, staff):
    with acting("nils") as nils:
        visit = a_visit(service, by=nils, at=at, staff=staff("tova"))
    with acting("tova") as tova:
        with pytest.raises(NotYet, match="varför"):
            actions.not_carried_out(visit, None, by=tova, at=at)
        told = actions.not_carried_out(visit, WhyNot.NOT_HOME, note="Ringde dottern.", by=tova, at=at)
    assert (told.reason_label, told.carried_out_at) == ("Öppnade inte", None)


def test_a_series_stops_at_the_services_end_and_leaves_holidays_out(acting, at, service):
    with acting("ulf"):
        Service.objects.filter(pk=service.pk).update(ends_on=date(2027, 1, 3))
    with acting("nils") as nils:
        service = Service.objects.get()
        made = actions.agree_series(
            service,
            [0, 3],
            time(8, 15),
            date(2026, 12, 14),
            8,
            an_arrangement(),
            without_holidays=True,
            by=nils,
            at=at,
        )
        days = [visit.planned_at.day for visit in queries.of_service(nils, service)]
    assert days == [14, 17, 21, 28], "no visit on Christmas Eve, New Year's Eve or after 3 January"
    assert len({visit.series for visit in made}) == 1


def test_one_person_is_not_sent_to_two_places_at_once(acting, at, service, staff):
    with acting("nils") as nils:
        tova = staff("tova")
        a_visit(service, by=nils, at=at, staff=tova)
        second = a_visit(service, by=nils, at=at, hours=1.25)
        with pytest.raises(NotYet, match="Tova Hed är upptagen"):
            actions.assign(second, tova, by=nils, at=at)
        moved = actions.move_visit(second, at + timedelta(hours=1.5), 30, by=nils, at=at)
        actions.assign(moved, tova, by=nils, at=at)
        lanes = {lane.staff.username: lane for lane in queries.lanes(nils, service.unit, at.date())}
    assert (lanes["tova"].gaps, lanes["tova"].minutes) == ([0, 0], 60)
    assert lanes["inga"].visits == []


def test_two_go_together_and_both_see_it(acting, at, service, staff):
    with acting("nils") as nils:
        visit = a_visit(service, by=nils, at=at, needs_two=True)
        assert visit.lacks == 2
        with pytest.raises(NotYet, match="två olika"):
            actions.assign(visit, staff("tova"), staff("tova"), by=nils, at=at)
        actions.assign(visit, staff("tova"), staff("inga"), by=nils, at=at)
        assert Visit.objects.get().lacks == 0
    for username in ("tova", "inga"):
        with acting(username) as who:
            assert queries.todays(who, at.date()).exists()


def test_only_those_who_work_there_are_sent(acting, at, service, staff):
    with acting("nils") as nils, pytest.raises(NotYet, match="Omar Haddad arbetar inte i enheten"):
        a_visit(service, by=nils, at=at, staff=staff("omar"))


def test_visits_planned_after_the_end_are_no_longer_there(acting, at, service):
    with acting("nils") as nils:
        a_visit(service, by=nils, at=at, hours=1)
        a_visit(service, by=nils, at=at, hours=3)
    later = at + timedelta(hours=2)
    with acting("ulf", at=later) as ulf:
        services.end_service(Service.objects.get(), EndReason.OWN_WISH, by=ulf, at=later)
        assert queries.visits(ulf).count() == 1
        with pytest.raises(NotYet, match="avslutad"):
            a_visit(Service.objects.get(), by=ulf, at=later)
    with acting("nils", at=later) as nils:
        assert not queries.visits(nils).exists(), "nor is the name"


def test_the_rest_of_a_series_is_called_off_and_what_was_done_stands(acting, at, service):
    with acting("nils") as nils:
        first, second, *rest = actions.agree_series(
            service, [5], time(10, 30), at.date(), 5, an_arrangement(), by=nils, at=at
        )
        actions.carry_out(first, by=nils, at=at)
        assert actions.call_off_rest(second, by=nils, at=at) == 4
        with pytest.raises(NotYet, match="redan rapporterat"):
            actions.call_off_rest(rest[0], by=nils, at=at)
        assert Visit.objects.filter(not_carried_out_reason=WhyNot.CANCELLED).count() == 4
        assert Visit.objects.exclude(carried_out_at=None).get().pk == first.pk


def test_a_case_that_moves_takes_its_reported_visits_along(acting, at, service, staff):
    with acting("nils") as nils:
        actions.carry_out(a_visit(service, by=nils, at=at, hours=0), by=nils, at=at)
    with acting("ulf") as ulf:
        lena = staff("lena")
        transfer(service.case, compartment_of(lena.memberships.get().unit, at.date()), lena, by=ulf, at=at)
        assert not Visit.objects.exists()
    with acting("lena"):
        assert Visit.objects.get().carried_out_at is not None
    with acting("tova"):
        assert Visit.objects.exists(), "the unit that carries it out is the same"


@pytest.mark.parametrize(("weeks", "may"), [(0, False), (1, True), (2, True)])
def test_a_series_is_one_week_at_least(acting, at, service, weeks, may):
    with acting("nils") as nils:
        service = Service.objects.get()

        def agree():
            return actions.agree_series(
                service, [0], time(8, 15), date(2026, 12, 14), weeks, an_arrangement(), by=nils, at=at
            )

        if may:
            assert len(agree()) == weeks
        else:
            with pytest.raises(NotYet, match="veckor"):
                agree()
