"""A new version, moved visits, visits agreed by hand: what is laid again, and what is not."""

from __future__ import annotations

from datetime import time, timedelta

from samtid.ground.sweden import swedish_day, swedish_moment
from samtid.steps.plans.tests.make import a_line, an_adopted_plan
from samtid.steps.visits import actions, laying, queries
from samtid.steps.visits.models import Visit
from samtid.steps.visits.tests.test_laying import DAILY, laid
from samtid.steps.visits.tests.test_laying import service as service
from samtid.steps.visits.words import WhyNot


def test_the_last_day_called_off_by_itself_is_not_laid_again(acting, at, service):
    on = swedish_day(at)
    with acting("tova") as tova:
        plan = an_adopted_plan(service, a_line(weekdays=DAILY, clock=time(23)), by=tova, at=at, valid_from=on)
    with acting("nils") as nils:
        laid(plan, by=nils, at=at, weeks=1)
        actions.not_carried_out(Visit.objects.order_by("planned_at").last(), WhyNot.CANCELLED, by=nils, at=at)
        assert not laying.layout(nils, plan, 1, at).changes


def test_what_is_laid_further_than_the_weeks_chosen_stays_where_the_new_version_says_the_same(
    acting, at, service
):
    line = a_line(weekdays=DAILY, clock=time(23))
    with acting("tova") as tova:
        first = an_adopted_plan(service, line, by=tova, at=at, valid_from=swedish_day(at))
    with acting("nils") as nils:
        laid(first, by=nils, at=at, weeks=8)
    with acting("tova") as tova:
        second = an_adopted_plan(service, line, by=tova, at=at, valid_from=swedish_day(at))
    with acting("nils") as nils:
        found = laid(second, by=nils, at=at, weeks=2)
        assert (len(found.rows[0].kept), found.off, found.count) == (56, [], 0)


def test_a_visit_moved_a_little_is_still_the_same_and_one_moved_to_another_day_is_not_laid_twice(
    acting, at, service, staff
):
    on = swedish_day(at)
    line = a_line(weekdays=((on.weekday() + 1) % 7,), clock=time(10))
    with acting("tova") as tova:
        first = an_adopted_plan(service, line, by=tova, at=at, valid_from=on)
    with acting("nils") as nils:
        laid(first, by=nils, at=at, weeks=2)
        one, two = Visit.objects.order_by("planned_at")
        actions.move_visit(one, one.planned_at + timedelta(minutes=5), 45, by=nils, at=at)
        actions.assign(Visit.objects.get(pk=one.pk), staff("tova"), by=nils, at=at)
        actions.move_visit(two, two.planned_at + timedelta(days=1), 45, by=nils, at=at)
        assert not laying.layout(nils, first, 2, at).changes
    with acting("tova") as tova:
        second = an_adopted_plan(service, line, by=tova, at=at, valid_from=on)
    with acting("nils") as nils:
        found = laid(second, by=nils, at=at, weeks=2)
        assert {row.pk for row in found.rows[0].kept} == {one.pk, two.pk}
        assert not found.off and not found.count
        assert Visit.objects.get(pk=one.pk).staff_id == staff("tova").pk


def test_what_was_called_off_or_done_under_the_version_before_is_not_laid_again(acting, at, service):
    on = swedish_day(at)
    with acting("tova") as tova:
        first = an_adopted_plan(
            service, a_line(weekdays=DAILY, clock=time(at.hour + 2)), by=tova, at=at, valid_from=on
        )
    with acting("nils") as nils:
        laid(first, by=nils, at=at, weeks=1)
        rows = list(Visit.objects.order_by("planned_at"))
        actions.not_carried_out(rows[3], WhyNot.CANCELLED, by=nils, at=at)
    later = rows[0].planned_at + timedelta(minutes=30)
    with acting("tova", at=later) as tova:
        actions.carry_out(rows[0], by=tova, at=later)
        second = an_adopted_plan(
            service, a_line(weekdays=DAILY, clock=time(21)), by=tova, at=later, valid_from=on
        )
    with acting("nils", at=later) as nils:
        found = laying.layout(nils, second, 1, later)
        assert {swedish_day(one) for one in found.rows[0].new} == {
            on + timedelta(days=number) for number in (1, 2, 4, 5, 6)
        }, "no second shower today, and none on the day with the family"
        laid(second, by=nils, at=later, weeks=1)
        assert Visit.objects.filter(not_carried_out_reason=WhyNot.REPLACED).count() == 5


def test_a_visit_agreed_by_hand_that_says_the_same_becomes_the_lines_own(acting, at, service, staff):
    on = swedish_day(at)
    moment = swedish_moment(on + timedelta(days=1), time(10))
    with acting("nils") as nils:
        hand = actions.agree_visit(
            service, moment, actions.Arrangement(45, "dusch ", staff=staff("tova")), by=nils, at=at
        )
    with acting("tova") as tova:
        plan = an_adopted_plan(
            service, a_line(weekdays=DAILY, clock=time(10)), by=tova, at=at, valid_from=on + timedelta(days=1)
        )
    with acting("nils") as nils:
        found = laid(plan, by=nils, at=at, weeks=1)
        assert [one.pk for one, _ in found.rows[0].taken] == [hand.pk] and not found.beside
        hand = Visit.objects.get(pk=hand.pk)
        assert hand.line_id and hand.line_day == swedish_day(moment) and hand.staff_id == staff("tova").pk
        assert found.count == 6
        assert set(Visit.objects.values_list("staff__username", flat=True)) == {"tova"}, (
            "who goes there goes on"
        )
        last = Visit.objects.order_by("planned_at").last()
        assert actions.call_off_rest(hand, by=nils, at=at) == 7 and last is not None


def test_of_two_who_go_only_the_one_who_should_not_is_taken_off(acting, at, service, staff):
    on = swedish_day(at)
    line = a_line(weekdays=DAILY, clock=time(23), needs_two=True)
    with acting("tova") as tova:
        first = an_adopted_plan(service, line, by=tova, at=at, valid_from=on)
    with acting("nils") as nils:
        laid(first, by=nils, at=at, weeks=1)
        visit = Visit.objects.order_by("planned_at").last()
        others = [one for one in queries.can_go(service.unit, on) if one.pk != staff("tova").pk]
        actions.assign(visit, staff("tova"), others[0], by=nils, at=at)
    with acting("inga") as inga:
        second = an_adopted_plan(service, line, by=inga, at=at, valid_from=on, not_who=(staff("tova").pk,))
    with acting("nils") as nils:
        laid(second, by=nils, at=at, weeks=1)
        visit = Visit.objects.get(pk=visit.pk)
        assert (visit.staff_id, visit.second_id) == (others[0].pk, None)
