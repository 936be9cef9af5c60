"""Fel person: services and visits follow the case to the right one, also what has been carried out."""

from __future__ import annotations

from datetime import timedelta

from samtid.base.corrections.actions import move_cases
from samtid.base.dossier.models import Case
from samtid.base.people.actions import Details, look_up
from samtid.base.people.models import Person
from samtid.steps.services.models import Service
from samtid.steps.services.tests.make import an_open_service
from samtid.steps.visits import actions
from samtid.steps.visits.models import Visit
from samtid.steps.visits.tests.make import a_visit


def test_services_and_visits_follow_the_case_and_the_wrong_one_is_seen_no_more(acting, at, staff):
    with acting("ulf") as ulf:
        service = an_open_service(by=ulf, at=at)
        wrong = service.case.dossier.person_id
    with acting("inga") as inga:
        visit = a_visit(service, by=inga, at=at, staff=staff("tova"))
    at += timedelta(hours=2)
    with acting("tova", at=at) as tova:
        actions.carry_out(Visit.objects.get(pk=visit.pk), by=tova, at=at)
    with acting("ulf", at=at) as ulf:
        ticket = look_up(Details("Elna", "Byström"), by=ulf, at=at)
        case = Case.objects.get(pk=service.case_id)
        move_cases([case], ticket, reason="Namnen blandades ihop", by=ulf, at=at)
    with acting("tova", at=at):
        assert Visit.objects.get(pk=visit.pk).person.given_name == "Elna"
        assert Service.objects.get(pk=service.pk).person.given_name == "Elna"
        assert not Person.objects.filter(pk=wrong).exists()
