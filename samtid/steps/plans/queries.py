"""Vilka genomförandeplaner tittaren får se. The wall decides; these ask and order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from samtid.base.access.viewing import seen_by
from samtid.base.dossier.versions import Standing
from samtid.base.organisation.models import Staff, StaffSkill, Unit
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import Obstacle
from samtid.steps.services.models import Service

from . import following, rules
from .models import Plan, PlanFollowUp, PlanLine, Unwanted
from .words import Outcome, PlanState

# The follow-up of a plan that counts: the latest of those that nothing corrects.
LAST = (
    PlanFollowUp.objects.filter(plan=OuterRef("pk"), correction=None)
    .exclude(outcome=Outcome.MISTAKEN)
    .order_by("-followed_on", "-made_at")
)


def carried_out_by(about: Service | Plan | PlanFollowUp, *_: object) -> Unit:
    """The unit whose people write the plan."""
    if isinstance(about, PlanFollowUp):
        about = about.plan
    return about.unit if isinstance(about, Service) else about.service.unit


def plans(viewer: Staff) -> QuerySet[Plan]:
    """Plans the viewer has a key to, the newest version first, with their clock. Only those whose person may be seen."""
    rows: QuerySet[Any] = seen_by(viewer, Plan).filter(service__person__given_name__isnull=False)
    return (
        rows.annotate(
            due_on=Coalesce(Subquery(LAST.values("next_on")[:1]), F("follow_up_on")),
            followed_on=Subquery(LAST.values("followed_on")[:1]),
            outcome=Subquery(LAST.values("outcome")[:1]),
        )
        .select_related("service__person", "service__unit", "written_by", "adopted_by", "changed_by")
        .order_by("service", "-number")
    )


def of_service(viewer: Staff, service: Service) -> list[Plan]:
    """Every version of a service's plan, the newest first."""
    return list(plans(viewer).filter(service=service))


EACH = 10_000  # a draft is saved fewer times than this


def standing(versions: Sequence[Plan]) -> Standing:
    """Where a service's plan stands for one who writes: which version is adopted last, and how often the draft is saved.

    One number tells both, so that a form begun before an adoption never matches what came after it.
    """
    last = max((one for one in versions if one.is_adopted), key=lambda one: one.number, default=None)
    draft = next((one for one in versions if not one.is_adopted), None)
    number = EACH * (last.number if last else 0)
    if draft is not None:
        return Standing(number + draft.version, draft.changed_at, draft.changed_by)
    return Standing(number, last.adopted_at, last.adopted_by) if last else Standing(0)


def draft_of(viewer: Staff, service: Service) -> Plan | None:
    """The service's one draft."""
    return plans(viewer).filter(service=service, adopted_at=None).first()


def holding(versions: Iterable[Plan], on: date) -> Plan | None:
    """The version that holds on a day: the highest number of those adopted ones that have begun."""
    begun = [one for one in versions if one.is_adopted and one.valid_from and one.valid_from <= on]
    return max(begun, key=lambda one: one.number, default=None)


def last_day(plan: Plan, versions: Iterable[Plan]) -> date | None:
    """The last day of an adopted version, when a later one takes over."""
    assert plan.valid_from is not None
    later = [
        one.valid_from for one in versions if one.is_adopted and one.number > plan.number and one.valid_from
    ]
    return rules.last_day(plan.valid_from, later)


def state(plan: Plan, versions: Iterable[Plan], on: date) -> PlanState:
    """Where a version is on a day."""
    last = last_day(plan, versions) if plan.is_adopted else None
    return rules.state(
        valid_from=plan.valid_from,
        is_adopted=plan.is_adopted,
        is_superseded=last is not None and (last < on or last < (plan.valid_from or on)),
        on=on,
    )


def lines(viewer: Staff, plan: Plan) -> list[PlanLine]:
    """The lines of an adopted plan, in order."""
    return list(seen_by(viewer, PlanLine).filter(plan=plan).select_related("goal").order_by("number"))


def line_like(viewer: Staff, plan: Plan, line: PlanLine) -> PlanLine | None:
    """The line of another version that says the same thing is to be done: of the same area, in the same words."""
    return next((one for one in lines(viewer, plan) if (one.area, one.what) == (line.area, line.what)), None)


def follow_ups(viewer: Staff) -> QuerySet[PlanFollowUp]:
    """Follow-ups of the plans that the viewer sees, the latest first, each with the row that corrects it."""
    return (
        seen_by(viewer, PlanFollowUp)
        .filter(plan__service__person__given_name__isnull=False)
        .select_related(
            "plan__service__person", "plan__service__unit", "plan__adopted_by", "made_by", "correction"
        )
        .order_by("-followed_on", "-made_at")
    )


def is_corrected(row: PlanFollowUp) -> bool:
    """Whether a later row says otherwise."""
    return hasattr(row, "correction")


def days_taken(rows: Iterable[PlanFollowUp], *, but: PlanFollowUp | None = None) -> set[date]:
    """The days that a plan is followed up, as it stands; ``but`` is the one that is being corrected."""
    return {
        one.followed_on
        for one in rows
        if not is_corrected(one) and one.outcome != Outcome.MISTAKEN and one != but
    }


def first_day(plan: Plan) -> date | None:
    """The first day a plan can be followed up; None for a draft."""
    if plan.adopted_at is None or plan.valid_from is None:
        return None
    return following.first_day(plan.valid_from, swedish_day(plan.adopted_at))


def not_to_follow_up(plan: Plan, versions: Iterable[Plan], on: date) -> list[Obstacle]:
    """What stands in the way of following a version up on a day."""
    return following.obstacles_to_beginning(
        first=first_day(plan),
        has_later=any(one.is_adopted and one.number > plan.number for one in versions),
        has_ended=plan.service.ended_at is not None,
        on=on,
    )


def unwanted(viewer: Staff, plan: Plan) -> QuerySet[Unwanted]:
    """Who should not come according to a version, as far as the viewer may know: the wall decides."""
    return seen_by(viewer, Unwanted).filter(plan=plan).order_by("said_at", "staff")


def text(viewer: Staff, plan: Plan) -> rules.PlanText:
    """What a version says, draft or adopted, to this viewer."""
    said = [one.details for one in lines(viewer, plan)] if plan.is_adopted else None
    # two may have said the same one
    return plan.text(said, tuple(dict.fromkeys(unwanted(viewer, plan).values_list("staff", flat=True))))


def names(viewer: Staff, keys: Iterable[int]) -> dict[int, str]:
    """The names of staff."""
    return dict(Staff.objects.filter(pk__in=set(keys)).values_list("pk", "name"))


@dataclass(frozen=True, slots=True)
class Unfit:
    """Vilka planen säger inte ska gå: those who are not wanted, by service; and who has which skill."""

    unwanted: dict[UUID, frozenset[int]]
    skilled: dict[str, frozenset[int]]

    def why(self, service: UUID, skill: str, who: int) -> str:
        """Why somebody should not go to a visit of the service that asks for ``skill``; empty when nothing is said."""
        has = not skill or who in self.skilled.get(skill, frozenset())
        lacks = "" if has else rules.LineDetails(skill=skill).skill_label.lower()
        return rules.unfit(is_unwanted=who in self.unwanted.get(service, frozenset()), lacks=lacks)


def unfit(viewer: Staff, services: Iterable[UUID], skills: Iterable[str], on: date) -> Unfit:
    """What the plans that hold on a day say of who should not go, and who has the skills: three questions for a whole day.

    Who should not come to somebody comes for none of the services that the same unit gives her.
    """
    asked = {
        pk: (person, unit)
        for pk, person, unit in seen_by(viewer, Service)
        .filter(pk__in=set(services))
        .values_list("pk", "person", "unit")
    }
    holding = (
        seen_by(viewer, Plan)
        .filter(service__person__in={person for person, _ in asked.values()}, valid_from__lte=on)
        .filter(service__ended_at=None)
        .exclude(adopted_at=None)
        .order_by("service", "-number")
        .distinct("service")
    )
    rows = (
        seen_by(viewer, Unwanted)
        .filter(plan__in=holding.values("pk"))
        .values_list("plan__service__person", "plan__service__unit", "staff")
    )
    kept_away: dict[tuple[object, object], set[int]] = {}
    for person, unit, who in rows:
        kept_away.setdefault((person, unit), set()).add(who)
    wanted = {skill for skill in skills if skill}
    skilled: dict[str, set[int]] = {skill: set() for skill in wanted}
    if wanted:
        for skill, who in StaffSkill.objects.on(on).filter(skill__in=wanted).values_list("skill", "staff"):
            skilled[skill].add(who)
    return Unfit(
        {pk: frozenset(kept_away.get(whose, ())) for pk, whose in asked.items()},
        {skill: frozenset(who) for skill, who in skilled.items()},
    )
