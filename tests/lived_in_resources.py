"""Vad som hänt i resursernas rum: a roster, a plan, a forecast (tests/lived_in.py)."""

from __future__ import annotations

from datetime import datetime


def plan_a_day(at: datetime) -> None:
    """A proposal that waits, one that was adopted and one that was laid aside, and a visit that is locked."""
    from datetime import timedelta

    from samtid.ground.sweden import swedish_day
    from samtid.resources.planning.actions import adopt, lay_aside, lock
    from samtid.resources.planning.models import Proposal, ProposedMove
    from samtid.resources.planning.words import Kind
    from samtid.steps.visits.actions import assign
    from samtid.steps.visits.models import Visit
    from samtid.steps.visits.queries import visits
    from samtid.steps.visits.tests.make import a_visit
    from tests.walk.residents import hand

    def proposed(visit: Visit, by: object) -> Proposal:
        unit = visit.service.unit
        terms = {"unstaffed": 1}
        made = Proposal.objects.create(
            unit=unit, day=swedish_day(visit.planned_at), kind=Kind.REPAIR, seed=1, built_on="0" * 16,
            terms_before=terms, terms_after=terms, made_at=at, made_by=by,
        )  # fmt: skip
        was = {"was_at": visit.planned_at, "was_staff": visit.staff, "was_second": visit.second}
        to = {
            "to_at": visit.planned_at + timedelta(minutes=10),
            "to_staff": visit.staff,
            "to_second": visit.second,
        }
        ProposedMove.objects.create(proposal=made, visit=visit, case_id=visit.case_id, **was, **to)
        return made

    with hand("nils", at) as nils:
        ahead = visits(nils).filter(service__unit__name="Hemtjänst", service__ended_at=None)
        planned = ahead.filter(carried_out_at=None, not_carried_out_at=None).first()
        assert planned is not None
        # one of its own: what the others' pages are about stands as it was
        visit = a_visit(planned.service, by=nils, at=at, hours=6, staff=planned.staff)
        adopt(proposed(visit, nils), by=nils, at=at)
        visit.refresh_from_db()
        assign(visit, None, None, by=nils, at=at)
        lay_aside(proposed(visit, nils), by=nils, at=at)
        lock(visit, by=nils, at=at)
        proposed(visit, nils)


def be_foretold(at: datetime) -> None:
    """A night's forecast of a unit, as the worker leaves it: what runs there may break, and a world beside the one there is."""
    from datetime import timedelta

    from samtid.base.access.models import Holding
    from samtid.base.dossier.models import Clock
    from samtid.base.organisation.models import Unit
    from samtid.ground.sweden import swedish_day
    from samtid.resources.workload.models import Forecast, Risk, Scenario
    from samtid.resources.workload.words import World
    from tests.log_in import stepped_out

    today = swedish_day(at)
    rows = [[float(low + week % 3) for week in range(26)] for low in (4, 8, 12)]
    told = {
        "weeks": [(today + timedelta(days=7 * week + 6)).isoformat() for week in range(26)],
        **dict.fromkeys(("in_hand", "breaches"), rows),
        **{key: [1, 3, 6] for key in ("more_broken", "more_in_hand", "more_waiting")},
        "broken": [4, 7, 11],
    }
    proof = {
        "asked": 60,
        "ours": 0.12,
        "days": 0.14,
        "kind": 0.2,
        "is_better": True,
        "is_worse": False,
        "bins": [[0.1, 0.1, 60]],
    }
    with stepped_out():
        for name in ("Mottagning", "Utredning barn och unga"):
            unit = Unit.objects.get(name=name)
            one = Forecast.objects.create(
                unit=unit,
                built_at=at,
                built_on=today,
                seed=20261121,
                runs=300,
                history_from=today - timedelta(days=700),
                settled=240,
                staff=3,
                proof=proof,
                is_tellable=True,
            )
            for world in (World.NOW, World.HOURS, World.MORE):
                Scenario.objects.create(forecast=one, world=world, told=told)
            held = Holding.objects.on(today).filter(unit=unit).values("compartment")
            for clock in Clock.objects.filter(stopped_at=None, due_on__gte=today, compartment__in=held):
                Risk.objects.create(
                    case_id=clock.case_id,
                    compartment_id=clock.compartment_id,
                    is_sealed=clock.is_sealed,
                    forecast=one,
                    clock=clock,
                    chance=0.6,
                    low=0.4,
                    high=0.8,
                    counter="first",
                )


def lay_the_roster(at: datetime) -> None:
    """The home care's week, with a shift called off, one who is ill today and one who has been; how much she works."""
    from datetime import time, timedelta

    from samtid.base.organisation.models import Unit
    from samtid.ground.sweden import swedish_day
    from samtid.resources.roster import actions, rules
    from samtid.resources.roster.words import AbsenceKind, ShiftKind
    from tests.walk.residents import hand

    today = swedish_day(at)
    home = Unit.objects.get(name="Hemtjänst")
    with hand("tova", at) as tova:
        pass
    with hand("nils", at) as nils:
        laid = []
        for n in range(4):
            start, end = rules.ends_on_clock(today + timedelta(days=n), time(7), time(16))
            stint = rules.Stint(start, end, ShiftKind.WORK, "rest", 30)
            laid.append(actions.add_shift(home, tova, stint, by=nils, at=at))
        actions.call_off(laid[-1], "Utbildningen flyttades", by=nils, at=at)
    with hand("inga", at) as inga:
        actions.set_contract(home, tova, 37 * 60, today, by=inga, at=at)
    with hand("tova", at) as tova:
        first, after = rules.bounds(today + timedelta(days=9))
        actions.tell_away(tova, AbsenceKind.SICK, first, after, by=tova, at=at)
        gone = actions.tell_away(tova, AbsenceKind.CHILD_CARE, at, rules.bounds(today)[1], by=tova, at=at)
        actions.tell_back(gone, at, by=tova, at=at)
