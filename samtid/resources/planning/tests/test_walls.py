"""Who sees a proposal and a lock: those who plan in the unit that carries out, and nobody who only works or asks there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from samtid.base.organisation.models import Unit
from samtid.ground.law.days import swedish_day
from samtid.resources.planning import actions
from samtid.resources.planning.models import Lock, Proposal, ProposedMove
from samtid.resources.planning.tests.make import a_planned_visit
from samtid.resources.planning.words import Kind
from samtid.steps.services.models import Service
from samtid.steps.services.tests.make import an_open_service
from samtid.steps.visits.models import Visit


@pytest.fixture
def service(acting, at) -> Service:
    with acting("ulf") as ulf:
        return an_open_service(by=ulf, at=at)


def a_proposal(visit: Visit, *, by, at, unit=None, **said) -> Proposal:
    values = {
        "seed": 1,
        "built_on": "0" * 16,
        "terms_before": {},
        "terms_after": {},
        "made_at": at,
        "made_by": by,
    }
    return Proposal.objects.create(
        unit=unit or visit.service.unit, day=swedish_day(visit.planned_at), kind=Kind.REPAIR, **values | said
    )


def a_move(proposal: Proposal, visit: Visit) -> ProposedMove:
    return ProposedMove.objects.create(
        proposal=proposal,
        visit=visit,
        case_id=visit.case_id,
        was_at=visit.planned_at,
        to_at=visit.planned_at + timedelta(minutes=5),
    )


@pytest.fixture
def proposed(acting, at, service) -> Visit:
    with acting("nils") as nils:
        visit = a_planned_visit(service, 24, staff=None, by=nils, at=at)
        a_move(a_proposal(visit, by=nils, at=at), visit)
        actions.lock(visit, by=nils, at=at)
    return visit


def seen() -> tuple[int, int, int]:
    return Proposal.objects.count(), ProposedMove.objects.count(), Lock.objects.count()


@pytest.mark.parametrize(("who", "sees"), [("nils", (1, 1, 1)), ("inga", (1, 1, 1)), ("tova", (0, 0, 0)),
                                           ("ulf", (0, 0, 0)), ("lena", (0, 0, 0)), ("bo", (0, 0, 0))])  # fmt: skip
def test_only_those_who_plan_there_see_it(acting, proposed, who, sees):
    with acting(who):
        assert seen() == sees


def refused(make) -> bool:
    try:
        with transaction.atomic():
            make()
    except DatabaseError:
        return True
    return False


def test_nobody_proposes_for_a_unit_where_she_does_not_plan(acting, at, proposed):
    other = Unit.objects.exclude(pk=proposed.service.unit_id).first()
    with acting("nils") as nils:
        assert refused(lambda: a_proposal(proposed, by=nils, at=at, unit=other))
    with acting("tova") as tova:
        assert refused(lambda: a_proposal(proposed, by=tova, at=at))


def test_nobody_proposes_in_anothers_name_or_time(acting, at, staff, proposed):
    with acting("nils") as nils:
        assert refused(lambda: a_proposal(proposed, by=staff("inga"), at=at))
        assert refused(lambda: a_proposal(proposed, by=nils, at=at - timedelta(days=1)))


def test_what_was_adopted_stands(acting, at, proposed):
    with acting("nils") as nils:
        made = Proposal.objects.get()
        Proposal.objects.update(adopted_at=at, adopted_by=nils)

        assert refused(lambda: Proposal.objects.filter(pk=made.pk).update(adopted_at=None, adopted_by=None))
        assert refused(lambda: Proposal.objects.all()._raw_delete("default"))


def test_a_sealed_case_takes_its_visit_out_of_what_others_see(acting, as_owner, at, proposed):
    from samtid.base.dossier.models import Case

    with as_owner():
        Case.objects.filter(pk=proposed.case_id).update(is_sealed=True)

    with acting("nils"):
        assert seen() == (1, 0, 0), "the proposal names nobody, and its change is gone with the visit"
