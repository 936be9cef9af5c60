"""A plan is followed up beside itself: it stands, its clock runs anew, and what was written wrong is corrected beside."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from samtid.base.dossier.models import Case, Event
from samtid.ground.reasons import NotYet
from samtid.steps.plans import actions, queries
from samtid.steps.plans.models import Plan, PlanFollowUp
from samtid.steps.plans.tests.make import a_followed_up, a_seen, an_adopted_plan
from samtid.steps.services import actions as services
from samtid.steps.services.models import Service
from samtid.steps.services.tests.make import a_protected_case, an_open_service
from samtid.steps.services.words import EndReason

SOON = timedelta(days=10)


@pytest.fixture
def service(acting, at) -> Service:
    with acting("ulf") as ulf:
        return an_open_service(by=ulf, at=at)


@pytest.fixture
def plan(acting, at, service) -> Plan:
    """Adopted by Tova, holds from today, to be followed up in ten days."""
    with acting("tova") as tova:
        return an_adopted_plan(service, by=tova, at=at, valid_from=at.date(), follow_up_on=at.date() + SOON)


@pytest.fixture
def later(at) -> datetime:
    return at + timedelta(days=9)


def seen_again(viewer, plan: Plan) -> Plan:
    return queries.plans(viewer).get(pk=plan.pk)


def test_whoever_goes_there_follows_it_up_and_its_clock_runs_anew_while_the_plan_stands(
    acting, later, service, plan
):
    with acting("tova", at=later) as tova:
        assert seen_again(tova, plan).due_on == plan.follow_up_on
        made = a_followed_up(plan, by=tova, at=later)
        stands = seen_again(tova, plan)
        assert (stands.due_on, stands.followed_on, stands.outcome) == (
            made.next_on, later.date(), "unchanged",
        )  # fmt: skip
        assert (stands.follow_up_on, stands.version) == (plan.follow_up_on, plan.version)
        assert Plan.objects.count() == 1 and not Case.objects.exists()
        kept = PlanFollowUp.objects.get()
        assert (kept.made_by, kept.made_at, kept.provider_id) == (tova, later, service.provider_id)
    with acting("ulf"):
        said = Event.objects.filter(verb="plan_followed_up").values_list("said", "by__username", "law")
        assert list(said) == [("Genomförandeplan följdes upp", "tova", "SoL 5 kap. 2 §")]


def test_the_clock_goes_by_the_day_it_was_followed_up_not_by_when_that_was_written(acting, at, plan):
    moments = [at + timedelta(days=days) for days in (20, 21)]
    with acting("tova", at=moments[0]) as tova:
        a_followed_up(plan, by=tova, at=moments[0])
    with acting("ulf", at=moments[1]) as ulf:
        earlier = a_seen(moments[1], followed_on=at.date() + SOON, next_on=at.date() + 3 * SOON)
        actions.follow_up_plan(plan, earlier, by=ulf, at=moments[1])
        stands = seen_again(ulf, plan)
    assert stands.followed_on == moments[0].date()
    assert stands.due_on == moments[0].date() + timedelta(days=180)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"followed_on": date(2099, 1, 1)}, "followed_on"),
        ({"followed_on": date(2020, 1, 1)}, "followed_on"),
        ({"next_on": date(2099, 1, 1)}, "next_on"),
        ({"took_part": ()}, "took_part"),
        ({"outcome": "mistaken"}, "outcome"),
    ],
)
def test_what_is_amiss_is_refused_at_its_field(acting, later, plan, said, field):
    with acting("tova", at=later) as tova:
        with pytest.raises(NotYet) as refused, transaction.atomic():
            a_followed_up(plan, by=tova, at=later, **said)
        assert field in [one.field for one in refused.value.obstacles]
        assert not PlanFollowUp.objects.exists()


def test_the_same_day_is_followed_up_once_and_a_draft_or_what_another_follows_never(
    acting, later, service, plan
):
    with acting("tova", at=later) as tova:
        a_followed_up(plan, by=tova, at=later)
        with pytest.raises(NotYet, match="redan följd upp"), transaction.atomic():
            a_followed_up(plan, by=tova, at=later)
        draft = actions.write_plan(service, plan.text(), by=tova, at=later)
        with pytest.raises(NotYet, match="utkast"), transaction.atomic():
            a_followed_up(draft, by=tova, at=later)
        an_adopted_plan(service, by=tova, at=later)
        with pytest.raises(NotYet, match="senare version"), transaction.atomic():
            a_followed_up(plan, by=tova, at=later, followed_on=later.date() - timedelta(days=1))


def test_what_has_ended_is_not_followed_up_and_what_was_said_of_it_is_still_corrected(
    acting, later, service, plan
):
    with acting("ulf", at=later) as ulf:
        made = a_followed_up(plan, by=ulf, at=later)
        services.end_service(service, EndReason.OWN_WISH, by=ulf, at=later)
        with pytest.raises(NotYet, match="avslutad"), transaction.atomic():
            a_followed_up(plan, by=ulf, at=later, followed_on=later.date() - timedelta(days=1))
        actions.correct_follow_up(made, a_seen(later, reason="Dottern var med."), by=ulf, at=later)
        assert PlanFollowUp.objects.count() == 2


def test_a_wrong_one_is_corrected_once_beside_and_the_later_counts(acting, later, plan):
    with acting("tova", at=later) as tova:
        wrong = a_followed_up(plan, by=tova, at=later)
        shorter = later.date() + timedelta(days=30)
        right = actions.correct_follow_up(
            wrong, a_seen(later, next_on=shorter, reason="Fel dag."), by=tova, at=later
        )
        assert seen_again(tova, plan).due_on == shorter
        assert [queries.is_corrected(one) for one in queries.follow_ups(tova)].count(True) == 1
        with pytest.raises(NotYet, match="redan rättad"), transaction.atomic():
            actions.correct_follow_up(wrong, a_seen(later, reason="En gång till."), by=tova, at=later)
        actions.correct_follow_up(
            right, a_seen(later, outcome="mistaken", reason="Fel plan."), by=tova, at=later
        )
        stands = seen_again(tova, plan)
        assert (stands.due_on, stands.followed_on, stands.outcome) == (plan.follow_up_on, None, None), (
            "one that never was leaves the clock as it stood"
        )
        last = PlanFollowUp.objects.get(outcome="mistaken")
        assert (last.seen, last.took_part, last.next_on, last.followed_on) == ("", [], None, later.date())
        a_followed_up(plan, by=tova, at=later)
    with acting("ulf"):
        assert Event.objects.filter(verb="plan_follow_up_corrected").count() == 2


def test_the_planner_reads_it_and_neither_she_nor_a_stranger_writes_it(acting, later, service, plan):
    with acting("tova", at=later) as tova:
        made = a_followed_up(plan, by=tova, at=later)
    for username in ("omar", "lena", "bo", "maja", "vera", "liv", "ola"):
        with acting(username, at=later):
            assert not PlanFollowUp.objects.exists()
    with acting("nils", at=later) as nils:
        assert list(queries.follow_ups(nils)) == [made]
        with pytest.raises(NotYet, match="hos den enskilde"), transaction.atomic():
            a_followed_up(plan, by=nils, at=later)
        with pytest.raises(NotYet, match="hos den enskilde"), transaction.atomic():
            actions.correct_follow_up(made, a_seen(later, reason="Fel."), by=nils, at=later)
        with pytest.raises(DatabaseError, match="not yours to follow up"), transaction.atomic():
            a_row(plan, nils, later)


def test_of_a_protected_person_only_those_named_see_it(acting, at, later):
    with acting("ulf") as ulf:
        sealed = an_open_service(by=ulf, at=at, case=a_protected_case(by=ulf, at=at))
        plan = an_adopted_plan(sealed, by=ulf, at=at, valid_from=at.date())
    with acting("ulf", at=later) as ulf:
        a_followed_up(plan, by=ulf, at=later)
        assert PlanFollowUp.objects.get().is_sealed
    for username in ("nils", "tova", "inga"):
        with acting(username, at=later):
            assert not PlanFollowUp.objects.exists()


def a_row(of: Plan, by, at: datetime, **said) -> PlanFollowUp:
    """Straight into the table, past the action."""
    whole = {
        "plan": of, "case_id": of.case_id, "followed_on": at.date(), "took_part": ["person"],
        "outcome": "unchanged", "seen": "Det går bra.", "next_on": at.date() + SOON, "made_at": at, "made_by": by,
    }  # fmt: skip
    return PlanFollowUp.objects.create(**whole | said)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"followed_on": timedelta(days=1)}, "not ahead"),
        ({"followed_on": -timedelta(days=10)}, "not ahead"),
        ({"made_at": -timedelta(hours=1)}, "who and when"),
        ({"next_on": timedelta(0)}, "is_whole"),
        ({"took_part": []}, "is_whole"),
        ({"took_part": ["grannen"]}, "is_whole"),
        ({"seen": ""}, "is_whole"),
        ({"next_on": None}, "is_whole"),
        ({"outcome": "mistaken", "seen": "", "took_part": [], "next_on": None}, "is_whole"),
        ({"reason": "Utan att rätta något."}, "says_why"),
    ],
)
def test_the_database_keeps_who_when_and_what_is_whole(acting, later, plan, said, why):
    moved = {
        name: (later if name.endswith("_at") else later.date()) + value
        if isinstance(value, timedelta)
        else value
        for name, value in said.items()
    }
    with acting("tova", at=later) as tova:
        with pytest.raises(DatabaseError, match=why), transaction.atomic():
            a_row(plan, tova, later, **moved)
        a_row(plan, tova, later)


def test_the_database_keeps_the_author_and_takes_no_correction_of_another_plan(
    acting, at, later, staff, plan
):
    with acting("ulf") as ulf:
        other = an_adopted_plan(an_open_service(by=ulf, at=at), by=ulf, at=at, valid_from=at.date())
    with acting("ulf", at=later) as ulf:
        made = a_row(plan, ulf, later)
        for said, why in (
            ({"made_by": staff("tova")}, "who and when"),
            ({"plan": other, "case_id": other.case_id, "corrects": made, "reason": "Fel plan."}, "same plan"),
            ({"corrects": made}, "says_why"),
        ):
            with pytest.raises(DatabaseError, match=why), transaction.atomic():
                a_row(plan, ulf, later, **said)
        a_row(plan, ulf, later, corrects=made, reason="Fel dag.")
        with pytest.raises(IntegrityError, match="corrects"), transaction.atomic():
            a_row(plan, ulf, later, corrects=made, reason="Fel igen.")


@pytest.mark.parametrize("change", [{"seen": "Annat"}, {"next_on": date(2030, 1, 1)}, {"outcome": "change"}])
def test_what_is_written_is_never_changed_or_taken_away(acting, later, plan, change):
    with acting("tova", at=later) as tova:
        made = a_followed_up(plan, by=tova, at=later)
        with pytest.raises(DatabaseError), transaction.atomic():
            PlanFollowUp.objects.filter(pk=made.pk).update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            PlanFollowUp.objects.filter(pk=made.pk).delete()
