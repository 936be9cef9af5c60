"""Who sees a proposal and a lock: those who plan in the unit that carries out, and nobody who only works or asks there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from samtid.base.access.models import Key
from samtid.base.access.words import Ground, Reach
from samtid.base.dossier.models import Case
from samtid.base.dossier.tests.make import a_case
from samtid.base.organisation.models import Unit
from samtid.base.people.actions import Details
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import NotYet
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


def a_move(proposal: Proposal, visit: Visit, **said) -> ProposedMove:
    values = {"was_at": visit.planned_at, "to_at": visit.planned_at + timedelta(minutes=5)}
    return ProposedMove.objects.create(proposal=proposal, visit=visit, case_id=visit.case_id, **values | said)


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


def test_a_proposed_time_is_put_right_by_whoever_adopts_and_by_nobody_else(acting, at, proposed):
    later = at + timedelta(days=1, minutes=7)
    with acting("nils") as nils:
        assert refused(lambda: ProposedMove.objects.update(to_at=later))
        Proposal.objects.update(adopted_at=at, adopted_by=nils)
        assert ProposedMove.objects.update(to_at=later, outcome="done") == 1
    with acting("inga"):
        assert refused(lambda: ProposedMove.objects.update(to_at=at)) or not ProposedMove.objects.exists()


def test_what_was_adopted_stands(acting, at, proposed):
    with acting("nils") as nils:
        made = Proposal.objects.get()
        Proposal.objects.update(adopted_at=at, adopted_by=nils)

        assert refused(lambda: Proposal.objects.filter(pk=made.pk).update(adopted_at=None, adopted_by=None))
        assert refused(lambda: Proposal.objects.all()._raw_delete("default"))


def test_a_sealed_case_takes_its_visit_out_of_what_others_see(acting, as_owner, at, proposed):
    with as_owner():
        Case.objects.filter(pk=proposed.case_id).update(is_sealed=True)

    with acting("nils"):
        assert seen() == (1, 0, 0), "the proposal names nobody, and its change is gone with the visit"


@pytest.fixture
def beside(acting, as_owner, at, service, staff) -> tuple[Visit, Visit]:
    """A visit of Alva's, and one of somebody's whose case is sealed, at the same time: Nils has a key, Inga has none."""
    with acting("ulf") as ulf:
        case = a_case(by=ulf, at=at, details=Details("Ebba", "Ek"))
        other = an_open_service(by=ulf, at=at, case=case)
    with acting("nils") as nils:
        mine = a_planned_visit(service, 24, staff=None, by=nils, at=at)
        theirs = a_planned_visit(other, 24, staff=staff("tova"), by=nils, at=at)
    with as_owner():
        Case.objects.filter(pk=theirs.case_id).update(is_sealed=True)
        theirs.refresh_from_db()
        Key.objects.create(
            staff=staff("nils"), compartment_id=theirs.compartment_id, case_id=theirs.case_id, reach=Reach.SERVICE,
            ground=Ground.NAMED, given_at=at - timedelta(hours=1), given_by=staff("inga"),
        )  # fmt: skip
    return mine, theirs


def test_what_was_left_for_a_sealed_visit_tells_nobody_of_it(acting, at, beside, staff, record_property):
    record_property("attempt", ("Planen", "läsa i ett skäl när ett förseglat besök är"))
    mine, theirs = beside
    with acting("nils") as nils:
        assert Visit.objects.filter(pk=theirs.pk).exists(), "he has the key"
        made = a_proposal(mine, by=nils, at=at)
        a_move(made, mine, to_at=mine.planned_at, to_staff=staff("tova"))
        result = actions.adopt(made, by=nils, at=at)
    with acting("inga"):
        assert not Visit.objects.filter(pk=theirs.pk).exists()
        [why] = ProposedMove.objects.values_list("left_why", flat=True)
    assert why == result.left[mine.pk] == "Dagen har ändrats sedan förslaget gjordes."
    record_property("result", "nekad")


def test_on_the_board_whoever_has_the_key_is_told_what_is_in_the_way(acting, at, beside, staff):
    mine, _ = beside
    with acting("nils") as nils, pytest.raises(NotYet, match="Tova Hed är upptagen kl"):
        actions.move(mine, mine.planned_at, staff("tova"), None, by=nils, at=at)


def test_nothing_is_slipped_into_what_somebody_proposed(acting, at, proposed, service, record_property):
    record_property("attempt", ("Planen", "lägga in en ändring i någon annans förslag"))
    with acting("inga") as inga:
        visit = a_planned_visit(service, 26, staff=None, by=inga, at=at)
        theirs = Proposal.objects.get()
        assert refused(lambda: a_move(theirs, visit)), "it is Nils's"
    with acting("nils", at=at + timedelta(minutes=1)):
        assert refused(lambda: a_move(theirs, visit)), "it was made a minute ago"
    with acting("nils") as nils:
        Proposal.objects.update(laid_aside_at=at, laid_aside_by=nils)
        assert refused(lambda: a_move(theirs, visit)), "it is laid aside"
        mine = a_proposal(visit, by=nils, at=at)
        assert refused(lambda: a_move(mine, visit, outcome="done")), "it is not adopted"
        assert refused(lambda: a_move(mine, visit, outcome="left", left_why="Tova vill inte"))
        assert not refused(lambda: a_move(mine, visit))
    record_property("result", "nekad")


def test_what_became_of_a_change_is_said_by_whoever_adopts_it(acting, at, proposed, record_property):
    record_property("attempt", ("Planen", "skriva ett skäl i ett förslag som ingen har antagit"))
    with acting("inga"):
        for said in ({"outcome": "done"}, {"outcome": "left", "left_why": "Tova vill inte"}):
            assert refused(lambda said=said: ProposedMove.objects.update(**said))
    with acting("nils") as nils:
        actions.unlock(proposed, by=nils, at=at)
        assert actions.adopt(Proposal.objects.get(), by=nils, at=at).done == [proposed.pk]
    record_property("result", "nekad")


def test_what_waits_no_more_is_not_adopted(acting, as_owner, at, proposed):
    with as_owner():
        ProposedMove.objects.update(outcome="left", left_why="Dagen har ändrats sedan förslaget gjordes.")
    with acting("nils") as nils:
        result = actions.adopt(Proposal.objects.get(), by=nils, at=at)
        assert (result.done, result.left) == ([], {})


def test_two_who_propose_at_once_leave_one_that_is_open(acting, at, proposed):
    with acting("inga") as inga:
        assert refused(lambda: a_proposal(proposed, by=inga, at=at))
        Proposal.objects.update(laid_aside_at=at, laid_aside_by=inga)
        assert not refused(lambda: a_proposal(proposed, by=inga, at=at))
