"""Builders for tests: follow-ups made through their own doors."""

from __future__ import annotations

from datetime import datetime, timedelta

from samtid.base.organisation.models import Staff
from samtid.ground.law.days import swedish_day
from samtid.quality.followup import actions
from samtid.quality.followup.models import FollowUp
from samtid.quality.followup.rules import ResultDetails, Said
from samtid.quality.followup.words import Attained, NextStep
from samtid.steps.services.models import Service


def the_results(
    service: Service, person: Attained | None = Attained.SOME, staff: Attained = Attained.REACHED
) -> list[ResultDetails]:
    """What person and staff say of each goal of the service."""
    return [
        ResultDetails(
            goal.pk,
            person=Said(person, "Det går bättre." if person else ""),
            staff=Said(staff, "Klarar trappan."),
        )
        for goal in service.goals.order_by("pk")
    ]


def a_follow_up(service: Service, *, by: Staff, at: datetime, **said: object) -> FollowUp:
    """A follow-up after which the service goes on for three months more."""
    asked: dict[str, object] = {
        "results": the_results(service),
        "summary": "Hon kommer ut varje vecka.",
        "next_step": NextStep.CONTINUE,
        "next_on": swedish_day(at) + timedelta(days=90),
    }
    return actions.follow_up(service, **(asked | said), by=by, at=at)  # type: ignore[arg-type]
