"""A proposal that lies a while before somebody says yes."""

from __future__ import annotations

from datetime import timedelta

import pytest

pytest.importorskip("numba")

from samtid.base.organisation.models import Unit
from samtid.ground.law.days import swedish_day
from samtid.resources.planning import actions
from samtid.resources.planning.models import ProposedMove
from samtid.resources.planning.tests.make import a_planned_visit, a_shift
from samtid.resources.planning.words import Kind
from samtid.resources.roster.tests.make import an_absence
from samtid.steps.services.models import Service
from samtid.steps.services.tests.make import an_open_service
from samtid.steps.visits.replanning import Change, Spot, replan


@pytest.fixture
def service(acting, at) -> Service:
    with acting("ulf") as ulf:
        return an_open_service(by=ulf, at=at)


@pytest.fixture
def unit(db) -> Unit:
    return Unit.objects.get(name="Hemtjänst")


@pytest.fixture
def roster(as_owner, staff, at):
    """Tova works until four tomorrow, and so does Nils."""
    day = swedish_day(at) + timedelta(days=1)
    with as_owner():
        for name in ("tova", "nils"):
            a_shift(staff(name), day, 7, 16, at=at, by=staff("nils"))
    return day


def propose(unit, day, *, by, at):
    return actions.propose(unit, day, Kind.REPAIR, seed=1, by=by, at=at)


def test_a_proposal_may_be_read_before_it_is_adopted(acting, as_owner, at, service, unit, staff):
    today = swedish_day(at)
    with acting("nils") as nils:
        visit = a_planned_visit(service, -1, staff=staff("tova"), by=nils, at=at)
    with as_owner():
        for name in ("tova", "nils"):
            a_shift(staff(name), today, 7, 16, at=at, by=staff("nils"))
        an_absence(staff("tova"), at - timedelta(hours=5), at + timedelta(days=1), at=at, by=nils)
    with acting("nils") as nils:
        made = propose(unit, today, by=nils, at=at)
        proposed = ProposedMove.objects.get().to_at
        assert proposed == at + timedelta(minutes=15)

    later = proposed + timedelta(minutes=4, seconds=20)
    with acting("nils", at=later) as nils:
        result = actions.adopt(made, by=nils, at=later)

        assert (result.done, result.left) == ([visit.pk], {})
        visit.refresh_from_db()
        assert visit.planned_at == proposed + timedelta(minutes=5) == ProposedMove.objects.get().to_at


def test_a_proposal_that_lay_for_long_is_too_late(acting, as_owner, at, service, unit, staff):
    today = swedish_day(at)
    with acting("nils") as nils:
        visit = a_planned_visit(service, -1, staff=staff("tova"), by=nils, at=at)
    with as_owner():
        for name in ("tova", "nils"):
            a_shift(staff(name), today, 7, 16, at=at, by=staff("nils"))
        an_absence(staff("tova"), at - timedelta(hours=5), at + timedelta(days=1), at=at, by=nils)
    with acting("nils") as nils:
        made = propose(unit, today, by=nils, at=at)

    later = at + timedelta(minutes=31)
    with acting("nils", at=later) as nils:
        assert actions.adopt(made, by=nils, at=later).left == {visit.pk: "Den nya tiden har passerat."}


def test_what_is_proposed_lies_in_the_whole_of_a_shift_when_it_is_adopted(
    acting, as_owner, at, service, unit, roster, staff
):
    with acting("nils") as nils:
        visit = a_planned_visit(service, 24, staff=None, by=nils, at=at)
        made = propose(unit, roster, by=nils, at=at)
        chosen = ProposedMove.objects.get(visit=visit).to_staff
    with as_owner():  # she has to leave in the middle of it
        an_absence(chosen, at + timedelta(days=1, minutes=10), at + timedelta(days=3), at=at, by=nils)

    with acting("nils") as nils:
        result = actions.adopt(made, by=nils, at=at)

        assert result.left == {visit.pk: f"{chosen.name} slutar eller börjar mitt i den nya tiden."}


def test_what_lay_partly_outside_a_shift_may_still_do_it(acting, at, service, unit, staff):
    with acting("nils") as nils:
        visit = a_planned_visit(service, 24, staff=nils, by=nils, at=at)
        was, to = Spot.of(visit), Spot(visit.planned_at - timedelta(minutes=5), nils.pk, None)
        ends = visit.planned_at + timedelta(minutes=20)

        def inside(_who, start, end):
            return int((min(end, ends) - start).total_seconds() // 60)

        worse = Change(visit.pk, was, to._replace(at=visit.planned_at + timedelta(minutes=5)))
        assert set(replan(unit, [worse], inside=inside, by=nils, at=at).left) == {visit.pk}
        assert replan(unit, [Change(visit.pk, was, to)], inside=inside, by=nils, at=at).left == {}
