"""Vad som kan göras med beställningar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from django.db import connection, transaction

from samtid.base.dossier.actions import stop_local_clock
from samtid.base.dossier.models import Case, Clock
from samtid.base.dossier.queries import tells_place
from samtid.base.dossier.words import LocalClock
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff, Unit
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import refuse_if
from samtid.steps.services.actions import end_service, start_service
from samtid.steps.services.actions import record_in as record_through
from samtid.steps.services.models import Service
from samtid.steps.services.rules import GoalDetails
from samtid.steps.services.words import EndReason, GoalArea

from . import queries, rules, words
from .models import Order, OrderAnswer

record_in = partial(record_through, through="record_from_orders")


@dataclass(frozen=True, slots=True)
class Text:
    """An order as written."""

    wished_on: date
    must_know: str
    contact: Staff
    reach: str = ""


@transaction.atomic
@only(rules.MAY)
def send_order(service: Service, text: Text, *, by: Staff, at: datetime) -> Order:
    """Sends the order of a service to the unit that carries it out. A service is ordered once."""
    _hold(service)
    case, on = Case.objects.get(pk=service.case_id), swedish_day(at)
    refuse_if(
        rules.obstacles_to_sending(
            has_ended=Service.objects.filter(pk=service.pk).exclude(ended_at=None).exists(),
            is_sent=Order.objects.filter(service=service).exists(),
            wished_on=text.wished_on,
            ends_on=service.ends_on,
            must_know=text.must_know,
            contact_works=queries.contacts(case, on).filter(pk=text.contact.pk).exists(),
            tells_place=tells_place(by, case, f"{text.must_know}\n{text.reach}"),
            on=on,
        )
    )
    order = Order.objects.create(
        service=service,
        case_id=service.case_id,
        wished_on=text.wished_on,
        must_know=text.must_know.strip(),
        reach=text.reach.strip(),
        contact=text.contact,
        was_hidden=service.person.hides_place,
        sent_at=at,
        sent_by=by,
    )
    record_in(service, words.Event.SENT, by=by, at=at, law=rules.CARRIED_OUT)
    return order


@transaction.atomic
@only(rules.MAY, unit=queries.carried_out_by)
def answer_order(
    order: Order,
    answer: words.Answer,
    *,
    known: int,
    reason: str = "",
    worker: Staff | None = None,
    by: Staff,
    at: datetime,
) -> OrderAnswer:
    """Answers an order. ``known`` is how many answers the one who answers has seen: nobody answers over another."""
    service = order.service
    _hold(service)
    said = queries.answers(by, order)
    refuse_if(
        rules.obstacles_to_answering(
            answer,
            [one.answer for one in said],
            known=known,
            last_by=said[-1].by.name if said else "Någon",
            reason=reason,
            has_worker=worker is not None,
            worker_works=worker is not None
            and queries.works_there(service.unit, swedish_day(at)).filter(pk=worker.pk).exists(),
            # as it is now, and not as it was when the page was drawn
            has_ended=Service.objects.filter(pk=service.pk).exclude(ended_at=None).exists(),
        )
    )
    made = OrderAnswer.objects.create(
        order=order,
        case_id=order.case_id,
        number=len(said) + 1,
        answer=answer,
        reason=reason.strip(),
        worker=worker,
        by=by,
        at=at,
    )
    record_in(service, words.SAID[answer], by=by, at=at, law=rules.CARRIED_OUT)
    return made


@transaction.atomic
@only(rules.MAY)
def move_order(order: Order, unit: Unit, wished_on: date, *, by: Staff, at: datetime) -> Order:
    """Lets another unit carry out what one has declined, or not seen: the service ends there and begins anew with the same words.

    The decision is carried out by the new unit; if help had begun its clock runs again (SoL 34:1, ``end_service``).
    """
    old, on = order.service, swedish_day(at)
    _hold(old)
    said = queries.answers(by, order)
    refuse_if(
        rules.obstacles_to_moving(
            now=rules.state(one.answer for one in said),
            has_ended=Service.objects.filter(pk=old.pk).exclude(ended_at=None).exists(),
            same_unit=unit.pk == old.unit_id,
        )
    )
    goals = [
        GoalDetails(one.text, GoalArea(one.area), one.start_level, one.wanted_level)
        for one in old.goals.order_by("pk")
    ]
    declined = next((one.reason for one in reversed(said) if one.reason), "svarade inte på beställningen")
    why = f"{old.unit.name}: {declined}. Går till {unit.name}."
    end_service(old, EndReason.INTERRUPTED, comment=why, by=by, at=at)
    service = start_service(
        old.decision,
        unit,
        old.code,
        goals,
        # never from today: nobody has said that help has begun
        max(wished_on, on + timedelta(days=1)),
        case=Case.objects.get(pk=old.case_id),
        ends_on=old.ends_on,
        extent=old.extent,
        told_may_apply=old.told_may_apply,
        follow_up_on=_followed_up(old, by=by, at=at),
        by=by,
        at=at,
    )
    text = Text(wished_on, order.must_know, by, order.reach)
    if queries.contacts(order.case, on).filter(pk=order.contact_id).exists():
        text = Text(wished_on, order.must_know, order.contact, order.reach)
    return send_order(service, text, by=by, at=at)


def _followed_up(service: Service, *, by: Staff, at: datetime) -> date | None:
    """The day of follow-up that goes along to the next unit; the clock of the one that ended is stopped."""
    running = Clock.objects.filter(
        case_id=service.case_id, about=service.pk, rule=LocalClock.FOLLOW_UP, stopped_at=None
    ).first()
    case = Case.objects.get(pk=service.case_id)
    stop_local_clock(case, LocalClock.FOLLOW_UP, about=service.pk, by=by, at=at)
    return running.due_on if running else None


def _hold(service: Service) -> None:
    """Holds the order of a service until the transaction ends: two who answer at once come one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 2))", [str(service.pk)])
