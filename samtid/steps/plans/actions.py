"""Vad som kan göras med genomförandeplaner."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from samtid.base.dossier.versions import Overtaken, claim, unchanged
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import Obstacle, refuse_if
from samtid.steps.services.actions import record_in as record_through
from samtid.steps.services.models import Goal, Service

from . import following, queries, rules, words
from .holding import hold
from .models import Plan, PlanFollowUp, PlanLine, Unwanted

record_in = partial(record_through, through="record_from_plans")


@transaction.atomic
@only(rules.MAY, unit=queries.carried_out_by)
def write_plan(
    service: Service, text: rules.PlanText, *, seen: int | None = None, by: Staff, at: datetime
) -> Plan:
    """Keeps the draft of a service's plan: its first, or the next version.

    ``seen`` is what it was begun from (``queries.standing``), 0 for nothing; None compares nothing. A service has one
    draft: who began before somebody else saved or adopted is told (``Overtaken``), and takes nothing back unknowing.
    """
    refuse_if(rules.obstacles_to_writing(text, has_ended=service.ended_at is not None))
    hold(service.pk)
    versions = queries.of_service(by, service)
    stands = queries.standing(versions)
    if seen is not None and seen != stands.version:
        raise Overtaken(stands)
    plan = next((one for one in versions if not one.is_adopted), None)
    said = _columns(text)
    if plan is None:
        number = max((one.number for one in versions), default=0) + 1
        plan = Plan.objects.create(
            service=service,
            case_id=service.case_id,
            number=number,
            written_at=at,
            written_by=by,
            changed_at=at,
            changed_by=by,
            **said,
        )
    else:
        claim(plan, None, by=by, at=at)
        for name, value in said.items():
            setattr(plan, name, value)
        plan.save(update_fields=list(said))
    _keep_away(plan, text.not_who, by=by, at=at)
    record_in(service, words.Event.WRITTEN, by=by, at=at, law=rules.PARTICIPATION)
    return plan


@transaction.atomic
@only(rules.MAY, unit=queries.carried_out_by)
def adopt_plan(plan: Plan, *, seen: int | None = None, by: Staff, at: datetime) -> Plan:
    """Adopts a draft as it was read (``seen``): from then on it stands. The version before holds until this one begins."""
    hold(plan.service_id)  # nobody saves a draft in the moment it is adopted
    began = plan.version if seen is None else seen
    plan = queries.plans(by).get(pk=plan.pk)
    refuse_if([Obstacle("Planen är redan antagen. Skriv en ny version bredvid.")] if plan.is_adopted else [])
    unchanged(plan, began)
    text, service = plan.text(), plan.service
    refuse_if(
        rules.obstacles_to_adopting(
            text,
            number=plan.number,
            has_ended=service.ended_at is not None,
            starts_on=service.starts_on,
            ends_on=service.ends_on,
            goals=set(service.goals.values_list("pk", flat=True)),
            on=swedish_day(at),
        )
    )
    plan.draft, plan.adopted_at, plan.adopted_by = [], at, by
    plan.save(update_fields=["draft", "adopted_at", "adopted_by"])
    goals = {goal.pk: goal for goal in Goal.objects.filter(service=service)}
    before = next(
        (one for one in queries.of_service(by, service) if one.is_adopted and one.pk != plan.pk), None
    )
    old = [(one.details, one.anchor) for one in queries.lines(by, before) if one.anchor] if before else []
    PlanLine.objects.bulk_create(
        _line(plan, number, line, goals, old) for number, line in enumerate(text.lines, 1)
    )
    record_in(service, words.Event.ADOPTED, by=by, at=at, law=rules.PARTICIPATION)
    return plan


@transaction.atomic
@only(rules.MAY, unit=queries.carried_out_by)
def follow_up_plan(plan: Plan, text: following.FollowUpText, *, by: Staff, at: datetime) -> PlanFollowUp:
    """Keeps that a plan was followed up, and when it is again: the plan stands as it is, and its clock runs from here."""
    hold(
        plan.service_id
    )  # two who write of the same day, or adopt the next version meanwhile, come one after the other
    plan, on = queries.plans(by).get(pk=plan.pk), swedish_day(at)
    refuse_if(queries.not_to_follow_up(plan, queries.of_service(by, plan.service), on))
    first = queries.first_day(plan)
    assert first is not None
    taken = queries.days_taken(queries.follow_ups(by).filter(plan=plan))
    refuse_if(following.obstacles_to_following_up(text, first=first, taken=taken, on=on))
    return _keep(plan, text, None, by=by, at=at)


@transaction.atomic
@only(rules.MAY, unit=queries.carried_out_by)
def correct_follow_up(
    wrong: PlanFollowUp, text: following.FollowUpText, *, by: Staff, at: datetime
) -> PlanFollowUp:
    """Says otherwise beside a follow-up that was written wrong, also of a version that another has followed."""
    plan = wrong.plan
    hold(plan.service_id)
    rows = list(queries.follow_ups(by).filter(plan=plan))
    wrong, first = next(one for one in rows if one.pk == wrong.pk), queries.first_day(plan)
    assert first is not None
    refuse_if(
        following.obstacles_to_correcting(
            text,
            is_corrected=queries.is_corrected(wrong),
            first=first,
            taken=queries.days_taken(rows, but=wrong),
            on=swedish_day(at),
        )
    )
    if text.outcome == words.Outcome.MISTAKEN:
        text = following.FollowUpText(wrong.followed_on, outcome=text.outcome, reason=text.reason)
    return _keep(plan, text, wrong, by=by, at=at)


def _keep(
    plan: Plan, text: following.FollowUpText, wrong: PlanFollowUp | None, *, by: Staff, at: datetime
) -> PlanFollowUp:
    assert text.followed_on is not None
    made = PlanFollowUp.objects.create(
        plan=plan,
        case_id=plan.case_id,
        followed_on=text.followed_on,
        took_part=list(dict.fromkeys(text.took_part)),
        outcome=text.outcome,
        seen=text.seen.strip(),
        next_on=text.next_on,
        corrects=wrong,
        reason=text.reason.strip() if wrong else "",
        made_at=at,
        made_by=by,
    )
    verb = words.Event.CORRECTED if wrong else words.Event.FOLLOWED_UP
    record_in(plan.service, verb, by=by, at=at, law=rules.FOLLOWED_UP)
    return made


def _keep_away(plan: Plan, wanted: Collection[int], *, by: Staff, at: datetime) -> None:
    """Who should not come, as ``by`` says it. What she may not read stays: the database brings it from the version before."""
    seen = queries.unwanted(by, plan)
    seen.exclude(staff__in=wanted).delete()
    known = set(seen.values_list("staff", flat=True))
    Unwanted.objects.bulk_create(
        Unwanted(plan=plan, case_id=plan.case_id, staff_id=who, said_by=by, said_at=at)
        for who in dict.fromkeys(wanted)
        if who not in known
    )


def _columns(text: rules.PlanText) -> dict[str, object]:
    return {
        "draft": [line.as_kept() for line in text.lines],
        "valid_from": text.valid_from,
        "agreed_on": text.agreed_on,
        "agreed_with": text.agreed_with,
        "took_part": text.took_part.strip(),
        "wishes": text.wishes.strip(),
        "language": text.language.strip(),
        "staff_gender": text.staff_gender,
        "follow_up_on": text.follow_up_on,
        "reason": text.reason.strip(),
    }


def _line(
    plan: Plan,
    number: int,
    line: rules.LineDetails,
    goals: dict[UUID, Goal],
    before: list[tuple[rules.LineDetails, date]],
) -> PlanLine:
    assert plan.valid_from is not None
    return PlanLine(
        plan=plan,
        case_id=plan.case_id,
        number=number,
        area=line.area,
        what=line.what.strip(),
        how=line.how.strip(),
        weekdays="".join(str(day) for day in sorted(set(line.weekdays))),
        every=line.every,
        anchor=rules.anchor_of(line, plan.valid_from, before),
        part=line.part,
        clock=line.clock,
        leeway=line.leeway,
        minutes=line.minutes,
        needs_two=line.needs_two,
        skill=line.skill,
        place=line.place,
        goal=goals.get(line.goal) if line.goal else None,
    )
