"""Vilka uppföljningar tittaren får se. The wall decides; these ask and order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from samtid.base.access.viewing import seen_by
from samtid.base.dossier.models import Clock
from samtid.base.dossier.queries import running_clocks
from samtid.base.dossier.words import LocalClock
from samtid.base.organisation.models import Staff
from samtid.ground.sweden import swedish_day
from samtid.steps.services.models import Service
from samtid.steps.services.queries import services
from samtid.steps.visits.queries import of_service as visits_of
from samtid.steps.visits.words import WhyNot

from .models import Feedback, FollowUp, GoalResult


def follow_ups(viewer: Staff) -> QuerySet[FollowUp]:
    """Follow-ups the viewer has a key to, newest first."""
    return (
        seen_by(viewer, FollowUp)
        .select_related("service__person", "service__unit", "by")
        .order_by("-at", "-pk")
    )


def of_service(viewer: Staff, service: Service) -> QuerySet[FollowUp]:
    """The follow-ups of a service, with their results and what was answered."""
    return follow_ups(viewer).filter(service=service).prefetch_related("results__goal", "feedbacks")


def results(viewer: Staff, follow_up: FollowUp) -> QuerySet[GoalResult]:
    """Goal by goal."""
    return seen_by(viewer, GoalResult).filter(follow_up=follow_up).select_related("goal").order_by("goal__pk")


def feedbacks(viewer: Staff) -> QuerySet[Feedback]:
    """Answers to persons in the viewer's cases, newest first."""
    return (
        seen_by(viewer, Feedback)
        .select_related("follow_up__service__person", "follow_up__service__unit", "follow_up__by", "by")
        .order_by("-at", "-pk")
    )


def feedback(viewer: Staff, follow_up: FollowUp) -> QuerySet[Feedback]:
    """What the person has been told, newest first."""
    return feedbacks(viewer).filter(follow_up=follow_up)


def last_levels(viewer: Staff, service: Service) -> dict[object, GoalResult]:
    """The latest result of each goal of a service, by the goal's key."""
    rows = (
        seen_by(viewer, GoalResult)
        .filter(goal__service=service)
        .select_related("follow_up")
        .order_by("follow_up__at", "pk")
    )
    return {row.goal_id: row for row in rows}


@dataclass(frozen=True, slots=True)
class Due:
    """A follow-up that waits: its clock and its service."""

    clock: Clock
    service: Service


def waiting(viewer: Staff) -> list[Due]:
    """Follow-ups that wait, the most overdue first."""
    clocks = list(running_clocks(viewer).filter(rule=LocalClock.FOLLOW_UP))
    found = {
        service.pk: service for service in services(viewer).filter(pk__in=[clock.about for clock in clocks])
    }
    return [Due(clock, found[clock.about]) for clock in clocks if clock.about in found]


def late(viewer: Staff, on: date) -> int:
    """How many follow-ups are overdue on ``on``."""
    return running_clocks(viewer).filter(rule=LocalClock.FOLLOW_UP, due_on__lt=on).count()


@dataclass(frozen=True, slots=True)
class Given:
    """What was given of a service: visits agreed up to now, carried out, minutes, and what was lost by us."""

    agreed: int
    carried_out: int
    minutes: int
    lost_by_us: int


def given(viewer: Staff, service: Service, on: date) -> Given:
    """The visits of a service so far, as a ground for following it up.

    Counted are those of earlier days and those of ``on`` that have been reported; what was called off
    before its day is not counted until that day has passed. What a new plan took the place of is nothing lost.
    """
    rows = [
        visit
        for visit in visits_of(viewer, service).exclude(not_carried_out_reason=WhyNot.REPLACED)
        if swedish_day(visit.planned_at) < on or (visit.is_reported and swedish_day(visit.planned_at) == on)
    ]
    done = [visit for visit in rows if visit.carried_out_at is not None]
    return Given(
        agreed=len(rows),
        carried_out=len(done),
        minutes=sum(visit.minutes_done or 0 for visit in done),
        lost_by_us=_ours(visit.not_carried_out_reason for visit in rows),
    )


def is_visited(viewer: Staff, service: Service) -> bool:
    """Whether anybody has come yet."""
    return visits_of(viewer, service).exclude(carried_out_at=None).exists()


def _ours(reasons: Iterable[str]) -> int:
    return sum(WhyNot(reason).is_ours for reason in reasons if reason)
