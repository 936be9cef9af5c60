"""Vad som väntar: services without a plan, and plans to follow up. A line each in the day of the one who can act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from samtid.base.dossier.models import Case
from samtid.base.organisation import kept
from samtid.base.organisation.words import Role, UnitKind
from samtid.base.people.rules import is_sealed
from samtid.base.people.words import Protection
from samtid.ground.law.own import Own
from samtid.ground.offers import Day, Waiting
from samtid.ground.sweden import swedish_day
from samtid.steps.services.catalogue import ALL
from samtid.steps.services.queries import running

from . import following, queries, rules
from .models import Plan
from .words import Outcome

VISITED = [service.code for service in ALL if service.has_visits]
# Where somebody goes home to people day by day: there a plan is what the next one who comes goes by.
GOES_BY_PLAN = frozenset({UnitKind.HOME_CARE, UnitKind.HOUSING_SUPPORT})
SHOWN = 8  # by name; the rest is counted


def waits(day: Day) -> Iterable[Waiting]:
    """Everything, for whoever the viewer is."""
    led = {pk: unit for pk, unit in day.units(Role.MANAGER).items() if unit.kind in GOES_BY_PLAN}
    if led:
        yield from _unplanned(day, led)
    if set(day.roles) & (rules.WRITERS | {Role.CARE_WORKER}):
        yield from _to_follow_up(day, led)


def _unplanned(day: Day, units: dict[int, object]) -> Iterator[Waiting]:
    """Services that go on and that nobody has adopted a plan for: those that have waited longest first."""
    adopted = Plan.objects.filter(service=OuterRef("pk")).exclude(adopted_at=None)
    rows = list(
        running(day.viewer)
        .filter(~Exists(adopted), unit__in=units, code__in=VISITED, starts_on__lte=day.today)
        .order_by("starts_on", "started_at", "pk")[: day.most + 1]
    )
    days = kept.number_if_any(Own.CARE_PLAN, day.today)
    within = timedelta(days=days) if days else None
    for one in rows[:SHOWN]:
        yield Waiting(
            what="Insats utan genomförandeplan",
            step="Skriv planen",
            address="plans:write",
            about=one.pk,
            law=rules.PARTICIPATION,
            due_on=max(one.starts_on, swedish_day(one.started_at)) + within if within else None,
            since=one.starts_on,
            who=one.person.name,
            need=f"{one.name}, {one.unit.name}",
            is_protected=is_sealed(Protection(one.person.protection)),
        )
    rest = rows[SHOWN:]
    if rest:
        many = f"minst {len(rest)}" if len(rows) > day.most else len(rest)
        yield Waiting(
            what=f"{many} insatser till utan genomförandeplan",
            step="Se insatserna",
            address="services:running",
            about=None,
            who=", ".join(sorted({one.unit.name for one in rest})),
            need="Genomförandeplaner",
        )


def _to_follow_up(day: Day, led: dict[int, object]) -> Iterator[Waiting]:
    """Plans whose day of follow-up is near, or that a follow-up said something of: for the one who adopted, and the manager.

    Those who go there begin with their visits and not with a day of this kind; they read it at the visit.
    """
    later = Plan.objects.filter(service=OuterRef("service"), number__gt=OuterRef("number"))
    is_to_do = Q(outcome__in=[str(one) for one in following.TO_DO])
    plans: QuerySet[Any] = queries.plans(day.viewer)
    rows = (
        plans.exclude(adopted_at=None)
        .filter(~Exists(later.exclude(adopted_at=None)), service__ended_at=None)
        .filter(
            Q(adopted_by=day.viewer)
            | Q(service__unit__in=led)
            # who holds the case is the one who ends the service; asked apart, since the unit does not see the case
            | Q(case__in=Case.objects.filter(caseworker=day.viewer).values("pk"), outcome=Outcome.ENDED)
        )
        .filter(is_to_do | Q(due_on__lte=day.today + rules.FOLLOW_UP_SOON))
        .order_by("due_on", "pk")
    )
    for one in day.first(rows):
        service = one.service
        what, step, address, about = _to_do(one)
        yield Waiting(
            what=what,
            step=step,
            address=address,
            about=about,
            law=rules.FOLLOWED_UP,
            due_on=one.due_on,
            who=service.person.name,
            need=f"{service.name}, {service.unit.name}",
            is_protected=is_sealed(Protection(service.person.protection)),
        )


def _to_do(plan: Plan) -> tuple[str, str, str, UUID]:
    """What a plan waits for: what, the step, the name of its address, and the row that it is about."""
    match plan.outcome:
        case Outcome.CHANGE:
            return "Ändra genomförandeplanen", "Skriv en ny version", "plans:write", plan.service_id
        case Outcome.ENDED:
            return "Genomförandeplanen behövs inte längre", "Se insatsen", "services:service", plan.service_id
        case _:
            return "Följ upp genomförandeplanen", "Följ upp", "plans:follow_up", plan.pk
