"""Beslut och planer att pröva med."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from samtid.base.organisation.models import Staff
from samtid.ground.sweden import swedish_day
from samtid.quality.direction import actions, rules
from samtid.quality.direction.models import Activity, Goal, Plan, Resolution
from samtid.quality.direction.words import Body, PlanKind, PointKind, Result, Rhythm, State


def a_decision(owner: Staff, *, by: Staff, at: datetime, **more: Any) -> Resolution:
    """A decision of today, followed up in two months."""
    today = swedish_day(at)
    said: dict[str, Any] = {
        "body": Body.COMMITTEE,
        "decided_on": today,
        "paragraph": "§ 61",
        "text": "Fältassistenter prövas i två år.",
        "ground": "SoL 5 kap. 1 §",
        "owner": owner.pk,
        "follow_up_on": today + timedelta(days=60),
    }
    return actions.enter_decision(rules.Entered(**said | more), by=by, at=at)


def a_plan(owner: Staff, *, by: Staff, at: datetime, **more: Any) -> Plan:
    """A plan for three years, followed up each tertial."""
    said: dict[str, Any] = {
        "kind": PlanKind.OPERATIONAL,
        "name": "Verksamhetsplan 2027–2029",
        "vision": "Stöd i tid, nära den som behöver det.",
        "first_year": 2027,
        "last_year": 2029,
        "rhythm": Rhythm.TERTIAL,
        "owner": owner.pk,
    }
    return actions.begin_plan(rules.NewPlan(**said | more), by=by, at=at)


def a_goal(plan: Plan, owner: Staff, *, by: Staff, at: datetime, **more: Any) -> Goal:
    """A goal with a figure."""
    said: dict[str, Any] = {
        "title": "Varje barn hörs",
        "text": "",
        "owner": owner.pk,
        "indicator": "child_heard",
        "target": "Minst 95 procent",
    }
    return actions.add_goal(plan, rules.NewGoal(**said | more), by=by, at=at)


def an_activity(goal: Goal, owner: Staff, *, by: Staff, at: datetime, **more: Any) -> Activity:
    """Something to do within a quarter."""
    said: dict[str, Any] = {
        "text": "Samtalsrum som barn väljer själva",
        "owner": owner,
        "next_on": swedish_day(at) + timedelta(days=80),
    }
    return actions.add_activity(goal, **said | more, by=by, at=at)


def decide_and_plan(at: datetime) -> None:
    """A row of each kind that goes on, and one that has ended: for the town where something has happened."""
    from tests.walk.residents import hand

    today = swedish_day(at)
    soon = today + timedelta(days=3)
    with hand("karin", at) as karin, hand("vera", at) as vera:
        waiting = a_decision(karin, by=vera, at=at, follow_up_on=soon, indicator="child_heard")
        ended = a_decision(vera, by=vera, at=at, text="Hundra förbättringar på ett år.", paragraph="§ 62")
        actions.follow_up(ended, Result.DONE, "Hundra är införda.", by=vera, at=at)
        meeting = actions.hold_meeting(today, by=vera, at=at)
        for kind in PointKind:
            actions.raise_point(meeting, kind, "Lokaler i vår", karin.pk, soon, by=vera, at=at)
        done = actions.raise_point(meeting, PointKind.TASK, "Boka lokal", vera.pk, soon, by=vera, at=at)
        actions.end_point(done, State.DONE, "Bokat.", by=vera, at=at)
        plan = a_plan(vera, by=vera, at=at)
        actions.set_theme(plan, 2027, "Verksamhetens år", by=vera, at=at)
        goal = a_goal(plan, karin, by=vera, at=at)
        reached = a_goal(plan, vera, by=vera, at=at, title="En gemensam ledningsgrupp", indicator="")
        actions.end_goal(reached, State.REACHED, "Första mötet är hållet.", by=vera, at=at)
        activity = an_activity(
            goal, karin, by=vera, at=at, resolution=waiting, budget=850_000, risk="Ingen söker."
        )
        actions.add_milestone(activity, "Två är anställda", soon, by=vera, at=at)
        over = an_activity(goal, vera, by=vera, at=at, text="Enkät till barnen")
        actions.end_activity(over, State.DROPPED, "Barnen ville hellre prata.", by=vera, at=at)
