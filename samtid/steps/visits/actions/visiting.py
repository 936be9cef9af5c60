"""Vad som kan göras med besök."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from uuid import UUID

from django.db import transaction

from samtid.base.access.through import door
from samtid.base.organisation.doing import hindered, only
from samtid.base.organisation.models import Staff
from samtid.ground.ids import new_id
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import Obstacle, refuse_if
from samtid.steps.services.actions import record_in as record_through
from samtid.steps.services.models import Service

from .. import queries, rules, words
from ..laying import hindered_by_plan
from ..models import Remark, Visit

record_in = partial(record_through, through="record_from_visits")


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What is agreed about a visit, whenever it is: how long, what, where and by whom."""

    minutes: int
    what: str
    place: words.Place = words.Place.HOME
    needs_two: bool = False
    staff: Staff | None = None
    second: Staff | None = None


@dataclass(frozen=True, slots=True)
class Sending:
    """Who is to go to a visit."""

    visit: Visit
    staff: Staff | None
    second: Staff | None = None


@transaction.atomic
@only(rules.MAY, unit=queries.carried_out_by)
def agree_visit(
    service: Service, planned_at: datetime, agreed: Arrangement, *, by: Staff, at: datetime
) -> Visit:
    """Agrees one visit of a running service."""
    [visit] = _agree(service, [planned_at], agreed, series=None, by=by, at=at)
    record_in(service, words.Event.AGREED, by=by, at=at, law=rules.PARTICIPATION)
    return visit


@transaction.atomic
@only(rules.MAY, unit=queries.carried_out_by)
def agree_series(
    service: Service,
    weekdays: Iterable[int],
    clock: time,
    first: date,
    weeks: int,
    agreed: Arrangement,
    *,
    without_holidays: bool = False,
    by: Staff,
    at: datetime,
) -> list[Visit]:
    """Agrees visits on the same weekdays and at the same time, week by week, to the service's end at most."""
    if not 1 <= weeks <= rules.MOST_WEEKS:
        refuse_if([Obstacle(f"Välj mellan 1 och {rules.MOST_WEEKS} veckor.", field="weeks")])
    times = rules.weekly(
        weekdays=weekdays, clock=clock, first=first, weeks=weeks, without_holidays=without_holidays
    )
    if service.ends_on is not None:
        times = tuple(moment for moment in times if swedish_day(moment) <= service.ends_on)
    made = _agree(service, times, agreed, series=new_id(), by=by, at=at)
    record_in(service, words.Event.SERIES_AGREED, by=by, at=at, law=rules.PARTICIPATION)
    return made


@transaction.atomic
@only(rules.MAY, unit=queries.carried_out_by)
def assign(
    visit: Visit, staff: Staff | None, second: Staff | None = None, *, by: Staff, at: datetime
) -> Visit:
    """Says who goes; nobody is also an answer."""
    _refuse_reported(visit, at)
    refuse_if(_staffing(visit.service, [visit.planned_at], visit.minutes, staff, second, by=by, but=visit))
    visit.staff, visit.second = staff, second
    visit.save(update_fields=["staff", "second"])
    return visit


@transaction.atomic
@only(rules.MAY)
def assign_all(sendings: Sequence[Sending], *, by: Staff, at: datetime) -> int:
    """Says who goes to many visits, all or none. Returns how many."""
    for sending in sendings:
        assign(sending.visit, sending.staff, sending.second, by=by, at=at)
    return len(sendings)


@transaction.atomic
@only(rules.MAY, unit=queries.carried_out_by)
def move_visit(visit: Visit, planned_at: datetime, minutes: int, *, by: Staff, at: datetime) -> Visit:
    """Moves a visit to another time, with those who go if they are free."""
    _refuse_reported(visit, at)
    refuse_if(_agreeing(visit.service, [planned_at], minutes, visit.what, at))
    refuse_if(_staffing(visit.service, [planned_at], minutes, visit.staff, visit.second, by=by, but=visit))
    visit.planned_at, visit.minutes = planned_at, minutes
    visit.save(update_fields=["planned_at", "minutes"])
    record_in(visit.service, words.Event.MOVED, by=by, at=at, law=rules.PARTICIPATION)
    return visit


@transaction.atomic
@only(rules.MAY, unit=queries.carried_out_by)
def carry_out(
    visit: Visit, *, minutes_done: int | None = None, note: str = "", by: Staff, at: datetime
) -> Visit:
    """Says that a visit was carried out. What has been said stands."""
    visit = _refuse_reported(visit, at)
    minutes = visit.minutes if minutes_done is None else minutes_done
    refuse_if(rules.obstacles_to_carrying_out(planned_at=visit.planned_at, minutes_done=minutes, at=at))
    visit.carried_out_at, visit.minutes_done = at, minutes
    visit.outcome_note, visit.reported_by = note.strip(), by
    visit.save(update_fields=["carried_out_at", "minutes_done", "outcome_note", "reported_by"])
    record_in(visit.service, words.Event.CARRIED_OUT, by=by, at=at)
    return visit


@transaction.atomic
@only(rules.MAY, unit=queries.carried_out_by)
def not_carried_out(
    visit: Visit, reason: words.WhyNot | None, *, note: str = "", by: Staff, at: datetime
) -> Visit:
    """Says that a visit was not carried out, and why."""
    visit = _refuse_reported(visit, at)
    refuse_if(rules.obstacles_to_not_carrying_out(reason))
    assert reason is not None
    may_plan = hindered(rules.PLANS, by, at, visit.service.unit)
    refuse_if(rules.obstacles_to_calling_off(planned_at=visit.planned_at, hindered=may_plan, at=at))
    visit.not_carried_out_at, visit.not_carried_out_reason = at, reason
    visit.outcome_note, visit.reported_by = note.strip(), by
    visit.save(update_fields=["not_carried_out_at", "not_carried_out_reason", "outcome_note", "reported_by"])
    record_in(visit.service, words.Event.NOT_CARRIED_OUT, by=by, at=at)
    return visit


@transaction.atomic
@only(rules.MAY, unit=queries.carried_out_by)
def call_off_rest(visit: Visit, *, note: str = "", by: Staff, at: datetime) -> int:
    """Calls off a visit and all that follow it in its series. Returns how many."""
    visit = _refuse_reported(visit, at)
    own = Visit.objects.filter(pk=visit.pk)
    series = Visit.objects.filter(series=visit.series) if visit.series else own
    if visit.line_id is not None:  # also those that a version before, or a hand, gave the line
        series = Visit.objects.filter(line=visit.line_id)
    rest = series.filter(queries.NOT_REPORTED, service=visit.service_id, planned_at__gte=visit.planned_at)
    count = rest.update(
        not_carried_out_at=at,
        not_carried_out_reason=words.WhyNot.CANCELLED,
        outcome_note=note.strip(),
        reported_by=by,
    )
    record_in(visit.service, words.Event.CALLED_OFF, by=by, at=at)
    return count


@transaction.atomic
@only(rules.MAY, unit=queries.carried_out_by)
def take_back(visit: Visit, *, by: Staff, at: datetime) -> Visit:
    """Takes back what was just reported, as after a slip of the finger. The diary keeps both lines."""
    visit = Visit.objects.select_for_update().get(pk=visit.pk)
    is_reporter = visit.reported_by_id == by.pk
    refuse_if(rules.obstacles_to_taking_back(reported_at=visit.reported_at, is_reporter=is_reporter, at=at))
    door("take_back_report", visit.pk)
    record_in(visit.service, words.Event.TAKEN_BACK, by=by, at=at)
    return Visit.objects.get(pk=visit.pk)


@transaction.atomic
@only(rules.MAY, unit=queries.carried_out_by)
def correct(
    visit: Visit,
    text: str,
    *,
    carried_out: bool | None,
    minutes_done: int | None = None,
    reason: words.WhyNot | None = None,
    by: Staff,
    at: datetime,
) -> Remark:
    """Writes beside a report how it really was. What was reported stands."""
    standing = queries.standing(visit)
    refuse_if(
        rules.obstacles_to_correcting(
            reported_at=visit.reported_at,
            was_carried_out=standing.carried_out,
            carried_out=carried_out,
            minutes_done=minutes_done,
            minutes_were=standing.minutes,
            reason=reason,
            reason_was=standing.reason,
            text=text,
        )
    )
    made = Remark.objects.create(
        visit=visit,
        case_id=visit.case_id,
        kind=words.RemarkKind.CORRECTED,
        text=text.strip(),
        carried_out=carried_out,
        minutes_done=minutes_done if carried_out else None,
        reason="" if carried_out else str(reason or ""),
        by=by,
        at=at,
    )
    record_in(visit.service, words.Event.CORRECTED, by=by, at=at)
    return made


@transaction.atomic
@only(rules.MAY, unit=queries.carried_out_by)
def handle(visit: Visit, text: str, *, by: Staff, at: datetime) -> Remark:
    """Says what was done about a deviation, so that it waits no more."""
    visit = Visit.objects.select_for_update().get(pk=visit.pk)
    why = visit.not_carried_out_reason
    refuse_if(
        rules.obstacles_to_handling(
            reason=words.WhyNot(why) if why else None,
            handled=visit.remarks.filter(kind=words.RemarkKind.HANDLED).exists(),
            text=text,
        )
    )
    made = Remark.objects.create(
        visit=visit,
        case_id=visit.case_id,
        kind=words.RemarkKind.HANDLED,
        text=text.strip(),
        by=by,
        at=at,
    )
    record_in(visit.service, words.Event.HANDLED, by=by, at=at, law=rules.SERIOUS)
    return made


def _refuse_reported(visit: Visit, at: datetime) -> Visit:
    """The visit as it is now, held until the transaction ends: two may report it at the same time."""
    visit = Visit.objects.select_for_update().get(pk=visit.pk)
    refuse_if(
        rules.obstacles_to_reporting(
            reported_at=visit.reported_at,
            was_carried_out=visit.carried_out_at is not None,
            reporter=visit.reported_by.name if visit.reported_by else "",
        )
    )
    return visit


def _agreeing(
    service: Service, times: Sequence[datetime], minutes: int, what: str, at: datetime
) -> list[Obstacle]:
    return rules.obstacles_to_agreeing(
        times=times,
        minutes=minutes,
        what=what,
        starts_on=service.starts_on,
        ends_on=service.ends_on,
        has_ended=service.ended_at is not None,
        on=swedish_day(at),
    )


def _agree(
    service: Service,
    times: Sequence[datetime],
    agreed: Arrangement,
    *,
    series: UUID | None,
    by: Staff,
    at: datetime,
) -> list[Visit]:
    refuse_if(
        _agreeing(service, times, agreed.minutes, agreed.what, at)
        + _staffing(service, times, agreed.minutes, agreed.staff, agreed.second, by=by)
    )
    return Visit.objects.bulk_create(
        Visit(
            service=service,
            case_id=service.case_id,
            planned_at=moment,
            minutes=agreed.minutes,
            what=agreed.what.strip(),
            place=agreed.place,
            needs_two=agreed.needs_two or agreed.second is not None,
            staff=agreed.staff,
            second=agreed.second,
            series=series,
            agreed_at=at,
            agreed_by=by,
        )
        for moment in times
    )


def _staffing(
    service: Service,
    times: Sequence[datetime],
    minutes: int,
    staff: Staff | None,
    second: Staff | None,
    *,
    by: Staff,
    but: Visit | None = None,
) -> list[Obstacle]:
    found = hindered_by_plan(
        service, times, (staff, second), by=by, line=but.line if but is not None else None
    )
    found += rules.obstacles_to_two(staff=staff.pk if staff else None, second=second.pk if second else None)
    wanted = [rules.Booking.of(moment, minutes) for moment in times]
    for who, field in ((staff, "staff"), (second, "second")):
        if who is None or not times:
            continue
        edges = {swedish_day(min(times)), swedish_day(max(times))}
        found += rules.obstacles_to_staffing(
            name=who.name,
            works_there=all(queries.can_go(service.unit, day).filter(pk=who.pk).exists() for day in edges),
            wanted=wanted,
            booked=queries.booked(by, who, times, but=but),
            field=field,
        )
    return found
