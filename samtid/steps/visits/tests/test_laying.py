"""An adopted plan becomes visits: once, beside what is there, and a new version changes only what it changes."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import DatabaseError, transaction

from samtid.base.dossier.models import Event
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day, swedish_moment, swedish_time
from samtid.steps.plans.models import PlanLine
from samtid.steps.plans.tests.make import a_line, an_adopted_plan
from samtid.steps.services import actions as services
from samtid.steps.services.models import Service
from samtid.steps.services.tests.make import an_open_service
from samtid.steps.services.words import EndReason
from samtid.steps.visits import actions, laying, queries
from samtid.steps.visits.models import Visit
from samtid.steps.visits.tests.make import a_visit
from samtid.steps.visits.words import WhyNot

DAILY = tuple(range(7))


@pytest.fixture
def service(acting, at) -> Service:
    with acting("ulf") as ulf:
        return an_open_service(by=ulf, at=at)


def laid(plan, *, by, at, weeks=2):
    """Shown, and pressed."""
    return actions.lay_out(plan, weeks, mark=laying.layout(by, plan, weeks, at).mark, by=by, at=at)


def test_the_planner_lays_out_what_was_agreed_and_nothing_is_typed_again(acting, at, service):
    with acting("tova") as tova:
        plan = an_adopted_plan(service, a_line(needs_two=True, clock=time(7, 30)), by=tova, at=at)
        with pytest.raises(NotYet, match="planeraren"), transaction.atomic():
            laid(plan, by=tova, at=at)
    with acting("nils") as nils:
        done = laid(plan, by=nils, at=at)
        rows = list(queries.of_service(nils, service))
        assert done.count == len(rows) == 6
        assert {(one.what, one.minutes, one.needs_two, one.lacks) for one in rows} == {("Dusch", 45, True, 2)}
        assert {swedish_time(one.planned_at).strftime("%H.%M") for one in rows} == {"07.30"}
        assert {one.line_id for one in rows} == {PlanLine.objects.get().pk}
        with pytest.raises(NotYet, match="finns redan"), transaction.atomic():
            laid(plan, by=nils, at=at)
        assert laid(plan, by=nils, at=at, weeks=3).count == 3, "only what is not there"
    with acting("ulf"):
        assert Event.objects.filter(verb="visit_plan_laid_out").count() == 2


def test_nothing_is_laid_on_top_of_what_was_agreed_by_hand_and_what_was_moved_is_not_laid_again(
    acting, at, service
):
    with acting("tova") as tova:
        plan = an_adopted_plan(
            service, a_line(weekdays=DAILY, clock=time(10)), by=tova, at=at, valid_from=at.date()
        )
    tomorrow = swedish_moment(swedish_day(at) + timedelta(days=1), time(10, 15))
    with acting("nils") as nils:
        by_hand = actions.agree_visit(
            service, tomorrow, actions.Arrangement(30, "Läkarbesök"), by=nils, at=at
        )
        found = laying.layout(nils, plan, 1, at)
        assert swedish_day(tomorrow) not in {swedish_day(one) for one in found.rows[0].new}
        assert [one.pk for one in found.beside] == [by_hand.pk]
        laid(plan, by=nils, at=at, weeks=1)
        moved = Visit.objects.exclude(pk=by_hand.pk).order_by("planned_at").last()
        actions.move_visit(moved, moved.planned_at - timedelta(hours=3), 45, by=nils, at=at)
        assert not laying.layout(nils, plan, 1, at).changes


def test_what_has_passed_today_is_not_laid_and_the_service_ends_the_visits(acting, at, service, as_owner):
    last = swedish_day(at) + timedelta(days=3)
    with as_owner():
        Service.objects.filter(pk=service.pk).update(ends_on=last)
    with acting("tova") as tova:
        plan = an_adopted_plan(
            service, a_line(weekdays=DAILY, clock=time(0, 5)), by=tova, at=at, valid_from=swedish_day(at)
        )
    with acting("nils") as nils:
        found = laying.layout(nils, plan, 26, at)
        assert found.until == last
        assert [swedish_day(one) for one in found.rows[0].new] == [
            swedish_day(at) + timedelta(days=number) for number in (1, 2, 3)
        ]


def test_a_new_version_calls_off_what_it_does_not_say_and_keeps_what_it_does(acting, at, service, staff):
    on = swedish_day(at)
    wash = a_line(what="Tvätt", area="d6", weekdays=DAILY, clock=time(12), minutes=30)
    with acting("tova") as tova:
        first = an_adopted_plan(
            service, a_line(weekdays=DAILY, clock=time(18)), wash, by=tova, at=at, valid_from=on
        )
    with acting("nils") as nils:
        laid(first, by=nils, at=at)
        for visit in Visit.objects.filter(what="Tvätt"):
            actions.assign(visit, staff("tova"), by=nils, at=at)
    day = on + timedelta(days=5)
    with acting("tova") as tova:
        second = an_adopted_plan(
            service, a_line(weekdays=DAILY, clock=time(8)), wash, by=tova, at=at, valid_from=day
        )
    with acting("nils") as nils:
        found = laying.layout(nils, second, 2, at)
        assert all(one.what == "Dusch" and swedish_day(one.planned_at) >= day for one in found.off)
        laid(second, by=nils, at=at)
        shower = queries.of_service(nils, service).filter(what="Dusch")
        assert {
            swedish_time(one.planned_at).hour
            for one in shower.filter(queries.NOT_REPORTED)
            if swedish_day(one.planned_at) < day
        } == {18}
        assert {
            swedish_time(one.planned_at).hour
            for one in shower.filter(queries.NOT_REPORTED)
            if swedish_day(one.planned_at) >= day
        } == {8}
        assert set(
            shower.exclude(not_carried_out_at=None).values_list("not_carried_out_reason", flat=True)
        ) == {"replaced"}
        kept = queries.of_service(nils, service).filter(
            what="Tvätt", line__plan=second, staff__username="tova"
        )
        assert (
            kept.exists()
            and not queries.of_service(nils, service)
            .filter(what="Tvätt")
            .exclude(not_carried_out_at=None)
            .exists()
        ), "who was told to go still goes"
        with pytest.raises(NotYet), transaction.atomic():
            laid(first, by=nils, at=at)


def test_what_is_reported_stands_whatever_the_new_version_says(acting, at, service):
    on = swedish_day(at)
    with acting("tova") as tova:
        first = an_adopted_plan(
            service, a_line(weekdays=DAILY, clock=time(23)), by=tova, at=at, valid_from=on
        )
    with acting("nils") as nils:
        laid(first, by=nils, at=at, weeks=1)
        visit = Visit.objects.order_by("planned_at").first()
    late = visit.planned_at + timedelta(minutes=50)  # past midnight, Swedish time: the night's visit
    with acting("tova", at=late) as tova:
        actions.carry_out(visit, by=tova, at=late)
        second = an_adopted_plan(
            service, a_line(what="Tillsyn", weekdays=DAILY, clock=time(21)), by=tova, at=late, valid_from=on
        )
    with acting("nils", at=late) as nils:
        laid(second, by=nils, at=late, weeks=1)
        done = queries.of_service(nils, service).get(pk=visit.pk)
        assert done.carried_out_at == late and done.line_id == visit.line_id


def test_who_should_not_go_is_taken_off_what_is_kept_and_cannot_be_sent_again(acting, at, service, staff):
    on = swedish_day(at)
    line = a_line(weekdays=DAILY, clock=time(23))
    with acting("tova") as tova:
        first = an_adopted_plan(service, line, by=tova, at=at, valid_from=on)
    with acting("nils") as nils:
        laid(first, by=nils, at=at, weeks=1)
        visit = Visit.objects.order_by("planned_at").last()
        actions.assign(visit, staff("tova"), by=nils, at=at)
    with acting("inga") as inga:
        second = an_adopted_plan(service, line, by=inga, at=at, valid_from=on, not_who=(staff("tova").pk,))
    with acting("nils") as nils:
        found = laid(second, by=nils, at=at, weeks=1)
        assert [one.pk for one in found.freed] == [visit.pk]
        visit = Visit.objects.get(pk=visit.pk)
        assert visit.staff_id is None and visit.line.plan_id == second.pk
        with pytest.raises(NotYet, match="ska inte gå hit"), transaction.atomic():
            actions.assign(visit, staff("tova"), by=nils, at=at)
        with pytest.raises(NotYet, match="ska inte gå hit"), transaction.atomic():
            a_visit(service, by=nils, at=at, staff=staff("tova"))


def test_a_line_that_asks_for_a_skill_is_gone_to_by_one_who_has_it(acting, at, service, staff, as_owner):
    from samtid.base.organisation.models import StaffSkill

    on = swedish_day(at)
    line = a_line(weekdays=DAILY, clock=time(23), skill="medicine")
    with acting("tova") as tova:
        plan = an_adopted_plan(service, line, by=tova, at=at, valid_from=on)
    with acting("nils") as nils:
        laid(plan, by=nils, at=at, weeks=1)
        visit = Visit.objects.order_by("planned_at").last()
        with pytest.raises(NotYet, match="saknar läkemedelsdelegering"), transaction.atomic():
            actions.assign(visit, staff("tova"), by=nils, at=at)
    with as_owner():
        StaffSkill.objects.create(staff=staff("tova"), skill="medicine", valid_from=on)
    with acting("nils") as nils:
        assert actions.assign(visit, staff("tova"), by=nils, at=at).staff_id == staff("tova").pk


def test_what_somebody_called_off_stays_so_and_after_hospital_everything_is_laid_again(acting, at, service):
    on = swedish_day(at)
    with acting("tova") as tova:
        plan = an_adopted_plan(service, a_line(weekdays=DAILY, clock=time(23)), by=tova, at=at, valid_from=on)
    with acting("nils") as nils:
        laid(plan, by=nils, at=at, weeks=1)
        rows = list(Visit.objects.order_by("planned_at"))
        actions.not_carried_out(rows[3], WhyNot.CANCELLED, by=nils, at=at)
        assert not laying.layout(nils, plan, 1, at).changes, "one evening with the family stays called off"
        later = at + timedelta(minutes=1)
    with acting("nils", at=later) as nils:
        actions.call_off_rest(rows[0], by=nils, at=later)
        assert laying.layout(nils, plan, 1, later).count == 6, "all but the evening with the family"


def test_two_who_press_at_once_do_not_lay_it_twice_and_what_has_changed_is_shown_again(acting, at, service):
    with acting("tova") as tova:
        plan = an_adopted_plan(service, by=tova, at=at)
    with acting("nils") as nils:
        shown = laying.layout(nils, plan, 2, at).mark
        laid(plan, by=nils, at=at, weeks=1)
        with pytest.raises(NotYet, match="ändrats sedan"), transaction.atomic():
            actions.lay_out(plan, 2, mark=shown, by=nils, at=at)


def test_an_ended_service_and_a_draft_are_not_laid_out(acting, at, service):
    from samtid.steps.plans import actions as plans
    from samtid.steps.plans.models import Plan
    from samtid.steps.plans.tests.make import a_text

    with acting("tova") as tova:
        draft = plans.write_plan(service, a_text(at), seen=0, by=tova, at=at)
    with acting("nils") as nils, pytest.raises(NotYet, match="inte antagen"), transaction.atomic():
        actions.lay_out(draft, 2, mark="", by=nils, at=at)
    with acting("ulf") as ulf:
        plan = plans.adopt_plan(draft, by=ulf, at=at)
        services.end_service(Service.objects.get(pk=service.pk), EndReason.OWN_WISH, by=ulf, at=at)
        ended = Plan.objects.select_related("service").get(pk=plan.pk)
        with pytest.raises(NotYet, match="avslutad"), transaction.atomic():
            actions.lay_out(ended, 2, mark="", by=ulf, at=at)


def test_new_years_night_is_laid_as_any_other(acting, service):
    late = datetime(2026, 12, 30, 12, tzinfo=UTC)
    with acting("tova", at=late) as tova:
        plan = an_adopted_plan(
            service,
            a_line(weekdays=DAILY, clock=time(23, 30), minutes=60),
            by=tova,
            at=late,
            valid_from=late.date(),
        )
    with acting("nils", at=late) as nils:
        laid(plan, by=nils, at=late, weeks=1)
        local = [swedish_time(one.planned_at) for one in Visit.objects.order_by("planned_at")]
        assert [f"{one:%m-%d %H.%M}" for one in local[:3]] == ["12-30 23.30", "12-31 23.30", "01-01 23.30"]


def test_a_visit_follows_no_line_of_another_service(acting, at, service):
    with acting("ulf") as ulf:
        other = an_open_service(by=ulf, at=at)
        an_adopted_plan(other, by=ulf, at=at)
        line = PlanLine.objects.get()
        visit = a_visit(service, by=ulf, at=at)
        with pytest.raises(DatabaseError, match="own service"), transaction.atomic():
            Visit.objects.filter(pk=visit.pk).update(line=line)


def test_a_proposal_and_a_move_on_the_board_send_nobody_whom_the_plan_keeps_away(acting, at, service, staff):
    from samtid.steps.visits.replanning import Change, Spot, replan

    with acting("tova") as tova:
        an_adopted_plan(service, by=tova, at=at, valid_from=swedish_day(at), not_who=(staff("tova").pk,))
    with acting("nils") as nils:
        visit = a_visit(service, by=nils, at=at, hours=3)
        was, to = Spot.of(visit), Spot(visit.planned_at, staff("tova").pk, None)
        result = replan(service.unit, [Change(visit.pk, was, to)], by=nils, at=at)
        assert "ska inte gå hit" in result.left[visit.pk]
        assert Visit.objects.get(pk=visit.pk).staff_id is None
