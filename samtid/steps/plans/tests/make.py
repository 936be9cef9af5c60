"""Builders for tests: plans written and adopted through their own doors."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from samtid.base.organisation.models import Staff
from samtid.ground.law.days import swedish_day
from samtid.steps.plans import actions
from samtid.steps.plans.following import FollowUpText
from samtid.steps.plans.models import Plan, PlanFollowUp
from samtid.steps.plans.rules import LineDetails, PlanText
from samtid.steps.services.models import Service


def a_line(**said: Any) -> LineDetails:
    """A shower three mornings a week."""
    return LineDetails(
        **{"what": "Dusch", "area": "d5", "weekdays": (0, 2, 4), "part": "morning", "minutes": 45} | said
    )


def a_text(at: datetime, *lines: LineDetails, **said: Any) -> PlanText:
    """A whole plan from tomorrow, agreed today."""
    on = swedish_day(at)
    return PlanText(
        **{
            "lines": lines or (a_line(),),
            "valid_from": on + timedelta(days=1),
            "agreed_on": on,
            "agreed_with": "person",
            "took_part": "Vi satt vid köksbordet.",
            "follow_up_on": on + timedelta(days=90),
            "reason": "Orken har ändrats.",
        }
        | said
    )


def an_adopted_plan(service: Service, *lines: LineDetails, by: Staff, at: datetime, **said: Any) -> Plan:
    """The next version of a service's plan, adopted."""
    plan = actions.write_plan(service, a_text(at, *lines, **said), by=by, at=at)
    return actions.adopt_plan(plan, by=by, at=at)


def a_seen(at: datetime, **said: Any) -> FollowUpText:
    """Followed up today with the person: it goes on as it is."""
    on = swedish_day(at)
    return FollowUpText(
        **{
            "followed_on": on,
            "took_part": ("person",),
            "outcome": "unchanged",
            "seen": "Duschen fungerar som den ska.",
            "next_on": on + timedelta(days=180),
        }
        | said
    )


def a_followed_up(plan: Plan, *, by: Staff, at: datetime, **said: Any) -> PlanFollowUp:
    """A follow-up of an adopted plan that has begun."""
    return actions.follow_up_plan(plan, a_seen(at, **said), by=by, at=at)
