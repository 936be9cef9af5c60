"""Vad som kan göras efter beslutet: note and correct when the person got to know, take in an appeal, let it stand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from samtid.base.dossier.actions import record, recount_clock, reopen_clock, start_clock, stop_clock
from samtid.base.dossier.models import Clock
from samtid.base.look.house import waits_for
from samtid.base.organisation import kept
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.ground.law import municipal
from samtid.ground.law.appeals import APPEAL, FORWARD_APPEAL_PRACTICE
from samtid.ground.law.days import swedish_day
from samtid.ground.law.own import Own
from samtid.ground.reasons import refuse_if
from samtid.steps.investigations.words import Basis

from . import queries, rules, words
from .models import Appeal, Decision, Notification, NotificationCorrection


@transaction.atomic
@only(rules.MAY)
def notify(
    decision: Decision, told_at: datetime, how: words.Told, *, by: Staff, at: datetime
) -> Notification:
    """Notes when and how the person got to know it; the time to appeal runs from that day (FL 33, 44 §§)."""
    already = Notification.objects.filter(decision=decision).exists()
    refuse_if(
        rules.obstacles_to_notifying(decided_at=decision.signed_at, told_at=told_at, already=already, at=at)
        + waits_for("decisions.notify", by, decision, swedish_day(at))
    )
    told = Notification.objects.create(
        case=decision.case, decision=decision, at=told_at, how=how, by=by, noted_at=at
    )
    _run(decision, told_at, by=by)
    record(decision.case, words.Event.NOTIFIED, by=by, at=at, law=rules.NOTIFY)
    return told


def _run(decision: Decision, told_at: datetime, *, by: Staff) -> None:
    """The time to appeal begins, unless an appeal in time has come already: nothing is then final when it is over."""
    against = rules.goes_against(words.DecisionOutcome(decision.outcome))
    if not against or not rules.may_appeal(Basis(decision.legal_basis)):
        return
    if not rules.is_under_appeal(queries.came_in(by, decision)):
        start_clock(decision.case, APPEAL, about=decision.pk, by=by, at=told_at)


@transaction.atomic
@only(rules.MAY)
def correct_notice(
    decision: Decision,
    told_at: datetime,
    how: words.Told,
    reason: str,
    *,
    apart: bool = False,
    by: Staff,
    at: datetime,
) -> NotificationCorrection:
    """Corrects when the person got to know. What stood is kept; the time to appeal counts anew, and may run again.

    ``apart``: it is the sum of what a later room holds of each party, and waits for nothing more.
    """
    first = Notification.objects.filter(decision=decision).first()
    refuse_if(
        rules.obstacles_to_correcting_notice(
            decided_at=decision.signed_at,
            was=queries.told_at(by, decision),
            became=told_at,
            reason=reason,
            at=at,
        )
        + ([] if apart else waits_for("decisions.correct_notice", by, decision, swedish_day(at)))
    )
    assert first is not None
    made = NotificationCorrection.objects.create(
        case=decision.case,
        notification=first,
        at=told_at,
        how=how,
        reason=reason.strip(),
        by=by,
        noted_at=at,
    )
    clock = queries.appeal_clock(by, decision)
    if clock is not None:
        recount_clock(clock, APPEAL, started_at=told_at, by=by, at=at)
        _judge(decision, {None: clock.rolled_on}, by=by, at=at)
        is_over = clock.rolled_on < swedish_day(at)
        if not is_over and not rules.is_under_appeal(queries.came_in(by, decision)):
            reopen_clock(clock, by=by, at=at)
    record(decision.case, words.Event.NOTICE_CORRECTED, by=by, at=at, law=rules.NOTIFY)
    return made


@transaction.atomic
@only(rules.MAY)
def judge_appeals(
    decision: Decision, last_days: Mapping[UUID | None, date | None], *, by: Staff, at: datetime
) -> int:
    """Judges anew whether each appeal that waits is in time, by the own last day of the one who appeals. How many changed.

    ``last_days``: by party, None where that one's time has not begun. The event that moved the day is its room's own.
    """
    return _judge(decision, last_days, by=by, at=at)


def _judge(
    decision: Decision, last_days: Mapping[UUID | None, date | None], *, by: Staff, at: datetime
) -> int:
    changed = []
    for one in Appeal.objects.filter(decision=decision, settled_at=None):
        if one.appellant_id not in last_days:
            continue
        last_day = last_days[one.appellant_id]
        in_time = rules.is_in_time(swedish_day(one.received_at), last_day=last_day)
        if in_time != one.in_time:
            Appeal.objects.filter(pk=one.pk).update(in_time=in_time)
            changed.append(in_time)
    if not changed:
        return 0
    clock, told_at = queries.appeal_clock(by, decision), queries.told_at(by, decision)
    if rules.is_under_appeal(queries.came_in(by, decision)):
        stop_clock(decision.case, APPEAL, about=decision.pk, by=by, at=at)
    # what stopped it came too late after all: the others' time runs on, or is over and can be noted
    elif clock is not None and clock.stopped_at is not None:
        reopen_clock(clock, by=by, at=at)
    elif clock is None and told_at is not None:
        _run(decision, told_at, by=by)
    return len(changed)


@transaction.atomic
@only(rules.MAY)
def receive_appeal(
    decision: Decision,
    received_at: datetime,
    note: str = "",
    *,
    appellant: rules.Appellant | None = None,
    by: Staff,
    at: datetime,
) -> Appeal:
    """Notes that an appeal came in and whether it is in time; it is to be sent on promptly (FL 43–46 §§).

    ``appellant``: who of several appeals, as the room that knows each one's own last day says it.
    """
    waiting = Appeal.objects.filter(decision=decision, settled_at=None)
    if appellant is not None:
        waiting = waiting.filter(appellant_id=appellant.party)
    refuse_if(
        rules.obstacles_to_appeal(
            decided_at=decision.signed_at,
            may_appeal=rules.may_appeal(Basis(decision.legal_basis)),
            received_at=received_at,
            waiting=waiting.exists(),
            at=at,
        )
        + (waits_for("decisions.receive_appeal", by, decision, swedish_day(at)) if appellant is None else [])
    )
    clock = queries.appeal_clock(by, decision)
    last_day = appellant.last_day if appellant else clock.rolled_on if clock else None
    in_time = rules.is_in_time(swedish_day(received_at), last_day=last_day)
    made = Appeal.objects.create(
        case=decision.case,
        decision=decision,
        appellant_id=appellant.party if appellant else None,
        received_at=received_at,
        in_time=in_time,
        note=note.strip(),
        noted_by=by,
        noted_at=at,
    )
    if in_time:
        stop_clock(decision.case, APPEAL, about=decision.pk, by=by, at=at)
    _await_forwarding(decision, received_at, by=by)
    record(decision.case, words.Event.APPEALED, by=by, at=at, law=rules.APPEALED)
    return made


def _await_forwarding(decision: Decision, received_at: datetime, *, by: Staff) -> None:
    """How long *skyndsamt* is at most, the municipality has decided for the day it came in. Two that wait share the first day."""
    running = Clock.objects.filter(
        case=decision.case, rule=FORWARD_APPEAL_PRACTICE.id, about=decision.pk, stopped_at=None
    )
    if running.exists():
        return
    days = kept.number(Own.APPEAL_FORWARD, swedish_day(received_at))
    start_clock(
        decision.case,
        municipal.counted(FORWARD_APPEAL_PRACTICE, Own.APPEAL_FORWARD, days),
        about=decision.pk,
        by=by,
        at=received_at,
    )


@transaction.atomic
@only(rules.MAY)
def settle_appeal(appeal: Appeal, how: words.AppealEnd, *, by: Staff, at: datetime) -> Appeal:
    """Notes that the appeal has been sent on to the court, or dismissed because it came too late (FL 45–46 §§)."""
    refuse_if(
        rules.obstacles_to_settling(how=how, in_time=appeal.in_time, settled=appeal.settled_at is not None)
    )
    appeal.settled_at, appeal.settled_by, appeal.settled_how = at, by, how
    appeal.save(update_fields=["settled_at", "settled_by", "settled_how"])
    if not Appeal.objects.filter(decision_id=appeal.decision_id, settled_at=None).exists():
        stop_clock(appeal.case, FORWARD_APPEAL_PRACTICE, about=appeal.decision_id, by=by, at=at)
    sent = how == words.AppealEnd.FORWARDED
    verb = words.Event.APPEAL_FORWARDED if sent else words.Event.APPEAL_DISMISSED
    record(appeal.case, verb, by=by, at=at, law="FL 46 §" if sent else "FL 45 §")
    return appeal


@transaction.atomic
@only(rules.MAY)
def note_final(decision: Decision, *, by: Staff, at: datetime) -> Decision:
    """Notes that the time to appeal is over and nobody did: the decision stands for good."""
    clock = queries.appeal_clock(by, decision)
    running = clock is not None and clock.stopped_at is None
    refuse_if(
        rules.obstacles_to_finality(
            due_on=clock.due_on if clock and running else None,
            rolled_on=clock.rolled_on if clock and running else None,
            came=queries.came_in(by, decision),
            on=swedish_day(at),
        )
        + waits_for("decisions.note_final", by, decision, swedish_day(at))
    )
    stop_clock(decision.case, APPEAL, about=decision.pk, by=by, at=at)
    record(decision.case, words.Event.FINAL, by=by, at=at, law=APPEAL.citation)
    return decision
