"""Vad som kan göras med insatser."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from django.db import connection, transaction

from samtid.base.access import shown
from samtid.base.access.queries import compartment_of
from samtid.base.access.through import door
from samtid.base.dossier.actions import (
    keep_open,
    start_clock,
    start_local_clock,
    stop_clock,
    stop_local_clock,
)
from samtid.base.dossier.models import Case, Clock
from samtid.base.dossier.words import LocalClock
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff, Unit
from samtid.ground.ids import new_id
from samtid.ground.law import quality
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import Obstacle, refuse_if
from samtid.ground.sweden import swedish_moment
from samtid.ground.words import Word
from samtid.steps.decisions.models import Decision
from samtid.steps.decisions.words import DecisionOutcome

from . import rules, words
from .catalogue import entry
from .models import Goal, Service


@transaction.atomic
@only(rules.MAY)
def start_service(
    decision: Decision | None,
    unit: Unit,
    code: str,
    goals: Sequence[rules.GoalDetails],
    starts_on: date,
    *,
    case: Case | None = None,
    ends_on: date | None = None,
    extent: str = "",
    told_may_apply: bool = False,
    follow_up_on: date | None = None,
    by: Staff,
    at: datetime,
) -> Service:
    """Takes over a decision, or a case where no decision is needed (SoL 11:5), and starts the service.

    The decision's day of follow-up becomes the service's. Its clock for decisions not carried out stops when the
    help begins (SoL 34:1): now, or when somebody says so of a service that was planned for later.
    """
    given, on = entry(code), swedish_day(at)
    case = decision.case if decision is not None else case
    assert case is not None, "a service belongs to a case"
    ends_on = ends_on or (decision.valid_to if decision is not None else None)
    refuse_if(
        rules.obstacles_to_starting(
            test=given.test,
            code=code,
            ground=_ground_of(decision) if decision is not None else None,
            unit_fits=unit.kind in [str(kind) for kind in given.unit_kinds] and unit.holds_on(starts_on),
            starts_on=starts_on,
            ends_on=ends_on,
            goals=goals,
            told_may_apply=told_may_apply,
            follow_up_on=follow_up_on,
            on=on,
            carried_out_by=_carried_out_by(decision),
        )
    )
    keep_open(case, by=by, at=at)
    service = Service.objects.create(
        case=case,
        provider=compartment_of(unit, on),
        decision=decision,
        code=code,
        unit=unit,
        extent=extent or (decision.extent if decision is not None else ""),
        starts_on=starts_on,
        ends_on=ends_on,
        began_on=starts_on if starts_on <= on else None,
        started_at=at,
        started_by=by,
        told_may_apply=told_may_apply,
    )
    _set_goals(service, goals)
    if decision is not None:
        if service.began_on is not None:
            stop_clock(case, quality.NOT_CARRIED_OUT, about=decision.pk, by=by, at=at)
        stop_local_clock(case, LocalClock.FOLLOW_UP, about=decision.pk, by=by, at=at)
        follow_up_on = follow_up_on or decision.follow_up_on
    if follow_up_on is not None:
        start_local_clock(case, LocalClock.FOLLOW_UP, follow_up_on, about=service.pk, by=by, at=at)
    verb = words.Event.STARTED if service.began_on is not None else words.Event.PLANNED
    record_in(service, verb, by=by, at=at, law=given.law)
    # read again: the database has filled in whose it is and where it lies
    return Service.objects.get(pk=service.pk)


@transaction.atomic
@only(rules.MAY)
def begin_service(service: Service, began_on: date, *, by: Staff, at: datetime) -> Service:
    """Notes that help which was planned for later has begun; the decision is carried out from then (SoL 34:1)."""
    decision = service.decision
    refuse_if(
        rules.obstacles_to_beginning(
            began_on=service.began_on,
            starts=began_on,
            has_ended=service.ended_at is not None,
            valid_from=decision.valid_from if decision is not None else None,
            on=swedish_day(at),
        )
    )
    service.began_on = began_on
    service.save(update_fields=["began_on"])
    if decision is not None:
        stop_clock(service.case, quality.NOT_CARRIED_OUT, about=decision.pk, by=by, at=at)
    record_in(service, words.Event.BEGAN, by=by, at=at, law=rules.CARRIED_OUT)
    return service


@transaction.atomic
@only(rules.MAY)
def add_goal(service: Service, goal: rules.GoalDetails, *, by: Staff, at: datetime) -> Goal:
    """Adds a goal to a running service; the carrying-out unit may do so too, with the person."""
    refuse_if([Obstacle("Insatsen är avslutad.")] if service.ended_at else rules.obstacles_to_goals([goal]))
    [made] = _set_goals(service, [goal])
    record_in(service, words.Event.GOAL_ADDED, by=by, at=at, law=rules.PLAN)
    return made


@transaction.atomic
@only(rules.MAY)
def end_service(
    service: Service,
    reason: words.EndReason | None,
    *,
    ended_on: date | None = None,
    comment: str = "",
    by: Staff,
    at: datetime,
) -> Service:
    """Ends a service. If the unit could not go on, the decision waits to be carried out again (SoL 34:1)."""
    on = swedish_day(at)
    ended_on = ended_on or on
    refuse_if(
        rules.obstacles_to_ending(
            has_ended=service.ended_at is not None,
            reason=reason,
            comment=comment,
            # what was planned and never began may be ended before the day it was planned for
            starts_on=service.began_on or min(service.starts_on, ended_on),
            ended_on=ended_on,
            on=on,
        )
    )
    assert reason is not None
    ended_at = at if ended_on == on else swedish_moment(ended_on, time(23, 59))
    service.ended_at, service.ended_by = ended_at, by
    service.end_reason, service.end_comment = reason, comment.strip()
    service.save(update_fields=["ended_at", "ended_by", "end_reason", "end_comment"])
    if reason is words.EndReason.INTERRUPTED:
        _wait_again(service, ended_at, by=by)
        record_in(service, words.Event.INTERRUPTED, by=by, at=at, law=quality.NOT_CARRIED_OUT.citation)
    else:
        if service.decision_id is not None:
            # nothing is left to carry out
            stop_clock(service.case, quality.NOT_CARRIED_OUT, about=service.decision_id, by=by, at=at)
        if reason is words.EndReason.DECEASED:
            _nothing_more(service.case, by=by, at=at)
        record_in(service, words.Event.ENDED, by=by, at=at)
    return service


def _nothing_more(case: Case, *, by: Staff, at: datetime) -> None:
    """What was to be done for somebody who has died is not to be done any more."""
    for name in (LocalClock.FOLLOW_UP, LocalClock.CARE_PLAN):
        stop_local_clock(case, name, by=by, at=at)
    stop_clock(case, quality.NOT_CARRIED_OUT, by=by, at=at)


@transaction.atomic
def record_in(
    service: Service,
    verb: Word,
    *,
    by: Staff,
    at: datetime,
    law: str = "",
    through: str = "record_from_service",
) -> None:
    """The line in the diary of the service's case, also by those who cannot read the diary.

    ``through`` is the room's own door, which knows what the room does.
    """
    door(through, service.pk, new_id(), str(verb), law)


@transaction.atomic
def open_page(services: Iterable[Service], page: str, *, by: Staff, at: datetime) -> None:
    """Logs that somebody opened a page about the persons of these services (SoLPuL 10 §).

    The database writes the line: the carrying-out unit does not know which dossier it is.
    """
    services = list(services)
    keys = [service.pk for service in services]
    if keys:
        shown.note_logged(
            persons=[service.person_id for service in services],
            cases=[service.case_id for service in services],
        )
        with connection.cursor() as cursor:
            cursor.execute("select access.open_services(%s, %s)", [keys, page])


def _ground_of(decision: Decision) -> rules.Ground:
    """What a decision says about starting a service."""
    return rules.Ground(
        is_signed=decision.signed_at is not None,
        is_granted=DecisionOutcome(decision.outcome).grants,
        code=decision.service_code,
        valid_from=decision.valid_from or swedish_day(decision.signed_at or decision.prepared_at),
        valid_to=decision.valid_to,
    )


def _carried_out_by(decision: Decision | None) -> str:
    """The unit that carries a decision out already: held, so that two who start at once do not both begin."""
    if decision is None:
        return ""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(decision.pk)])
    once = Service.objects.filter(decision=decision).exclude(end_reason=words.EndReason.INTERRUPTED)
    found = once.select_related("unit").first()
    return found.unit.name if found else ""


def _set_goals(service: Service, goals: Iterable[rules.GoalDetails]) -> list[Goal]:
    return [
        Goal.objects.create(
            service=service,
            case_id=service.case_id,
            text=goal.text.strip(),
            area=goal.area,
            start_level=goal.start_level,
            wanted_level=goal.wanted_level,
        )
        for goal in goals
    ]


def _wait_again(service: Service, at: datetime, *, by: Staff) -> None:
    decision = service.decision
    if decision is None or (decision.valid_to is not None and decision.valid_to <= swedish_day(at)):
        return
    # only what once had to be reported when it was not carried out, and is not waiting already
    waits = Clock.objects.filter(rule=quality.NOT_CARRIED_OUT.id, about=decision.pk)
    if waits.exists() and not waits.filter(stopped_at=None).exists():
        start_clock(decision.case, quality.NOT_CARRIED_OUT, about=decision.pk, by=by, at=at)
