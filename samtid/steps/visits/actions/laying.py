"""Att lägga ut en plan: what was shown before the press is done, all of it or nothing, with one line in the diary."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.ground.reasons import Obstacle, refuse_if
from samtid.steps.plans.holding import hold
from samtid.steps.plans.models import Plan

from .. import laying, queries, rules, words
from ..gone import while_away
from ..models import Visit
from .visiting import record_in

CHANGED = Obstacle("Besöken eller planen har ändrats sedan du öppnade sidan. Läs igenom skillnaden igen.")
OFF = "Planen har en ny version."


@transaction.atomic
@only(rules.MAY, unit=queries.carried_out_by)
def lay_out(plan: Plan, weeks: int, *, mark: str, by: Staff, at: datetime) -> laying.Layout:
    """Makes the visits of an adopted plan. ``mark`` is of the difference that was shown; another one is refused.

    Visits of earlier versions, from this one's first day, are kept where they say the same and else called off.
    """
    service = plan.service
    has_ended = service.ended_at is not None
    refuse_if(laying.obstacles_to_laying(plan, None, has_ended=has_ended, weeks=weeks))
    hold(service.pk)
    list(
        Visit.objects.filter(service=service).filter(queries.NOT_REPORTED).order_by("pk").select_for_update()
    )
    found = laying.layout(by, plan, weeks, at)
    refuse_if(while_away(found.away))
    refuse_if(laying.obstacles_to_laying(plan, found, has_ended=has_ended, weeks=weeks))
    refuse_if([] if found.mark == mark else [CHANGED])
    for row in found.rows:
        _lay(row, by=by, at=at)
    for one in found.freed:
        stays = [who for who in (one.staff_id, one.second_id) if who and who not in found.unfit[one.pk]]
        Visit.objects.filter(pk=one.pk).update(staff=stays[0] if stays else None, second=None)
    Visit.objects.filter(pk__in=[one.pk for one in found.off]).update(
        not_carried_out_at=at,
        not_carried_out_reason=words.WhyNot.REPLACED,
        outcome_note=OFF,
        reported_by=by,
    )
    record_in(service, words.Event.LAID_OUT, by=by, at=at, law=rules.PARTICIPATION)
    return found


def _lay(row: laying.Row, *, by: Staff, at: datetime) -> None:
    line = row.line
    assert line.minutes is not None, "a line with days has a length"
    for visit, day in [*((one, one.plan_day) for one in row.kept), *row.taken]:
        Visit.objects.filter(pk=visit.pk).update(line=line, line_day=day)
    Visit.objects.bulk_create(
        Visit(
            service_id=line.plan.service_id,
            case_id=line.case_id,
            line=line,
            line_day=row.days[moment],
            planned_at=moment,
            minutes=line.minutes,
            what=line.what,
            place=line.place,
            needs_two=line.needs_two,
            staff_id=row.going[moment][0],
            second_id=row.going[moment][1],
            series=line.pk,  # one for the line, however often it is pressed
            agreed_at=at,
            agreed_by=by,
        )
        for moment in row.new
    )
