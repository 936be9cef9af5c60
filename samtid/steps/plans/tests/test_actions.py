"""A plan is written by those who work with the person, adopted once, and then only followed by the next version."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from samtid.base.dossier.models import Case, Event
from samtid.base.dossier.versions import Overtaken
from samtid.ground.reasons import NotYet
from samtid.steps.plans import actions, queries
from samtid.steps.plans.models import Plan, PlanLine
from samtid.steps.plans.tests.make import a_line, a_text, an_adopted_plan
from samtid.steps.plans.words import PlanState
from samtid.steps.services import actions as services
from samtid.steps.services.models import Service
from samtid.steps.services.tests.make import a_protected_case, an_open_service
from samtid.steps.services.words import EndReason


@pytest.fixture
def service(acting, at) -> Service:
    """A running service that Hemtjänst carries out in a case of Biståndsbedömning."""
    with acting("ulf") as ulf:
        return an_open_service(by=ulf, at=at)


def test_whoever_goes_there_writes_and_adopts_it_without_the_case(acting, at, service):
    with acting("tova") as tova:
        plan = an_adopted_plan(service, a_line(how="Sittande"), by=tova, at=at)
        assert [one.how for one in queries.lines(tova, plan)] == ["Sittande"]
        assert plan.draft == [] and not Case.objects.exists()
    with acting("ulf") as ulf:
        said = (
            Event.objects.filter(verb__startswith="plan").order_by("pk").values_list("said", "by__username")
        )
        assert sorted(said) == [
            ("Genomförandeplan antogs", "tova"),
            ("Utkast till genomförandeplan sparades", "tova"),
        ]
        assert queries.of_service(ulf, service) == [plan], "who holds the case sees what was agreed"


def test_the_planner_reads_it_and_does_not_write_it(acting, at, service):
    with acting("tova") as tova:
        plan = an_adopted_plan(service, by=tova, at=at)
    with acting("nils") as nils:
        assert queries.of_service(nils, service) == [plan]
        with pytest.raises(NotYet, match="hos den enskilde"), transaction.atomic():
            actions.write_plan(service, a_text(at), seen=0, by=nils, at=at)
        with pytest.raises(DatabaseError, match="not yours to plan"), transaction.atomic():
            Plan.objects.create(
                service=service, case_id=service.case_id, number=2, written_at=at, written_by=nils
            )


def test_those_without_a_key_see_no_plan_and_a_sealed_one_is_for_those_named(acting, at, service):
    with acting("tova") as tova:
        an_adopted_plan(service, by=tova, at=at)
    with acting("ulf") as ulf:
        sealed = an_open_service(by=ulf, at=at, case=a_protected_case(by=ulf, at=at))
        an_adopted_plan(sealed, by=ulf, at=at)
    for username in ("omar", "lena", "pelle", "bo", "maja", "kurt", "vera", "bengt", "liv", "ola"):
        with acting(username):
            assert not Plan.objects.exists() and not PlanLine.objects.exists()
    for username in ("nils", "tova", "inga"):
        with acting(username):
            assert not Plan.objects.filter(service=sealed.pk).exists()


@pytest.mark.parametrize(
    "change",
    [
        {"wishes": "Annat"},
        {"valid_from": "2030-01-01"},
        {"adopted_at": None},
        {"draft": [{"what": "Annat"}]},
    ],
)
def test_what_is_adopted_is_never_changed(acting, at, service, change):
    with acting("tova") as tova:
        plan = an_adopted_plan(service, by=tova, at=at)
        with pytest.raises(DatabaseError), transaction.atomic():
            Plan.objects.filter(pk=plan.pk).update(**change)
        with pytest.raises(NotYet, match="redan antagen"), transaction.atomic():
            actions.adopt_plan(Plan.objects.get(pk=plan.pk), by=tova, at=at)


def test_no_line_is_added_to_what_stands_and_none_is_changed(acting, at, service):
    with acting("tova") as tova:
        plan = an_adopted_plan(service, by=tova, at=at)
    later = at + timedelta(hours=1)
    with acting("tova", at=later):
        line = PlanLine.objects.get()
        with pytest.raises(DatabaseError, match="added to"), transaction.atomic():
            PlanLine.objects.create(
                plan=plan, case_id=plan.case_id, number=9, area="d5", what="Intrång", place="home"
            )
        with pytest.raises(DatabaseError), transaction.atomic():
            PlanLine.objects.filter(pk=line.pk).update(what="Annat")


def test_of_two_who_begin_at_once_the_second_is_told_and_nothing_is_lost(acting, at, service):
    """Tova at the kitchen table, Ulf at his desk: both opened an empty form."""
    with acting("tova") as tova:
        actions.write_plan(service, a_text(at, wishes="Kaffe först"), seen=0, by=tova, at=at)
    with acting("ulf") as ulf, pytest.raises(Overtaken, match="Tova"), transaction.atomic():
        actions.write_plan(service, a_text(at, wishes="Te"), seen=0, by=ulf, at=at)
    with acting("ulf") as ulf:
        draft = queries.draft_of(ulf, service)
        assert draft is not None and draft.wishes == "Kaffe först"
        actions.write_plan(service, a_text(at, wishes="Kaffe, sedan te"), seen=draft.version, by=ulf, at=at)
    with acting("tova") as tova, pytest.raises(Overtaken), transaction.atomic():
        actions.adopt_plan(draft, seen=draft.version, by=tova, at=at)


def test_a_form_begun_from_a_draft_that_was_adopted_meanwhile_starts_no_version_of_its_own(
    acting, at, service
):
    with acting("tova") as tova:
        an_adopted_plan(service, by=tova, at=at)
        with pytest.raises(Overtaken), transaction.atomic():
            actions.write_plan(service, a_text(at), seen=1, by=tova, at=at)
        assert Plan.objects.count() == 1


def test_a_wrong_plan_is_corrected_by_the_next_version_and_both_stand(acting, at, service):
    on = at.date()
    with acting("tova") as tova:
        first = an_adopted_plan(service, by=tova, at=at)
        with pytest.raises(NotYet, match="varför"), transaction.atomic():
            an_adopted_plan(service, by=tova, at=at, reason="")
        second = an_adopted_plan(
            service, a_line(minutes=60), by=tova, at=at, valid_from=on + timedelta(days=10), reason="Fel tid."
        )
        versions = queries.of_service(tova, service)
        assert [one.number for one in versions] == [2, 1]
        assert queries.last_day(first, versions) == on + timedelta(days=9)
        assert queries.holding(versions, on + timedelta(days=9)) == first
        assert queries.holding(versions, on + timedelta(days=10)) == second
        assert queries.state(first, versions, on + timedelta(days=10)) is PlanState.SUPERSEDED
        third = an_adopted_plan(service, by=tova, at=at, reason="Fel även det.")
        versions = queries.of_service(tova, service)
        assert queries.holding(versions, on + timedelta(days=30)) == third
        assert queries.state(second, versions, on) is PlanState.SUPERSEDED, "it never begins"


def test_no_plan_is_written_for_what_has_ended_and_a_goal_of_another_service_is_none(acting, at, service):
    with acting("ulf") as ulf:
        other = an_open_service(by=ulf, at=at)
        goal = other.goals.get()
        with pytest.raises(NotYet, match="hör inte till"), transaction.atomic():
            an_adopted_plan(service, a_line(goal=goal.pk), by=ulf, at=at)
        draft = actions.write_plan(service, a_text(at), seen=0, by=ulf, at=at)
        services.end_service(service, EndReason.OWN_WISH, by=ulf, at=at)
        ended = Service.objects.get(pk=service.pk)
        with pytest.raises(NotYet, match="avslutad"), transaction.atomic():
            actions.write_plan(ended, a_text(at), seen=1, by=ulf, at=at)
        with pytest.raises(NotYet, match="avslutad"), transaction.atomic():
            actions.adopt_plan(draft, by=ulf, at=at)


def test_who_should_not_come_and_who_lacks_the_skill_is_told_with_why(acting, at, service, staff):
    on = at.date() + timedelta(days=1)
    with acting("tova") as tova:
        an_adopted_plan(service, by=tova, at=at, not_who=(staff("nils").pk,))
        told = queries.unfit(tova, [service.pk], ["medicine"], on)
        assert told.why(service.pk, "", staff("nils").pk) == "ska inte gå hit"
        assert told.why(service.pk, "medicine", tova.pk) == "saknar läkemedelsdelegering"
        assert told.why(service.pk, "", tova.pk) == ""
        before = queries.unfit(tova, [service.pk], [], at.date())
        assert before.why(service.pk, "", staff("nils").pk) == "", "not before its first day"


def test_a_draft_is_kept_as_it_is_though_much_is_missing(acting, at, service):
    with acting("tova") as tova:
        text = replace(a_text(at), agreed_on=None, agreed_with="", took_part="", valid_from=None)
        plan = actions.write_plan(service, text, seen=0, by=tova, at=at)
        again = Plan.objects.get(pk=plan.pk)
        assert again.text() == text
        assert queries.state(again, [again], at.date()) is PlanState.DRAFT
        with pytest.raises(NotYet, match="överenskommen med"), transaction.atomic():
            actions.adopt_plan(again, by=tova, at=at)


def test_a_form_begun_before_an_adoption_does_not_take_back_what_was_adopted(acting, at, service):
    """Ulf opened an empty form, or a copy of version 1; meanwhile Tova wrote and adopted."""
    with acting("tova") as tova:
        first = an_adopted_plan(service, by=tova, at=at)
        begun = queries.standing([first]).version
    with acting("ulf") as ulf, pytest.raises(Overtaken, match="Tova"), transaction.atomic():
        actions.write_plan(service, a_text(at), seen=0, by=ulf, at=at)
    with acting("tova") as tova:
        draft = actions.write_plan(service, a_text(at), seen=begun, by=tova, at=at)
    with acting("ulf") as ulf, pytest.raises(Overtaken), transaction.atomic():
        actions.write_plan(service, a_text(at), seen=begun, by=ulf, at=at)
    with acting("tova") as tova:
        actions.adopt_plan(draft, by=tova, at=at)
    with acting("ulf") as ulf, pytest.raises(Overtaken), transaction.atomic():
        actions.write_plan(service, a_text(at), seen=begun, by=ulf, at=at)


def test_what_two_adopt_at_once_is_adopted_once_and_a_day_said_twice_is_one_day(acting, at, service):
    with acting("tova") as tova:
        draft = actions.write_plan(
            service, a_text(at, a_line(weekdays=(0, 0, 2, 2, 4, 4, 0, 0))), by=tova, at=at
        )
        stale = Plan.objects.get(pk=draft.pk)
        actions.adopt_plan(draft, by=tova, at=at)
        assert PlanLine.objects.get().weekdays == "024"
        with pytest.raises(NotYet, match="redan antagen"), transaction.atomic():
            actions.adopt_plan(stale, by=tova, at=at)


def test_who_should_not_come_comes_for_none_of_the_units_services_to_the_person(acting, at, service, staff):
    with acting("ulf") as ulf:
        other = an_open_service(by=ulf, at=at, case=Case.objects.get(pk=service.case_id))
    with acting("tova") as tova:
        an_adopted_plan(service, by=tova, at=at, valid_from=at.date(), not_who=(staff("nils").pk,))
        told = queries.unfit(tova, [other.pk], [], at.date())
        assert told.why(other.pk, "", staff("nils").pk) == "ska inte gå hit"
