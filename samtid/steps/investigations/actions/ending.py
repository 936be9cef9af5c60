"""Att förlänga och att avsluta."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from samtid.base.dossier.actions import (
    close_when_done,
    extend_clock,
    record,
    sign_note,
    start_clock,
    stop_clock,
    write_note,
)
from samtid.base.dossier.models import Note
from samtid.base.dossier.words import NoteKind
from samtid.base.look.house import waits_for
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.base.organisation.queries import mandate as mandate_of
from samtid.base.organisation.words import DecisionKind
from samtid.ground.law import administration, children
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import refuse_if

from .. import queries, rules, words
from ..models import Investigation


@transaction.atomic
@only(rules.MAY)
def extend(investigation: Investigation, to: date, reason: str, *, by: Staff, at: datetime) -> Investigation:
    """Gives the investigation a longer, fixed time, for special reasons (SoL 20:3)."""
    clock = queries.clock(by, investigation)
    refuse_if(
        rules.obstacles_to_extending(
            concerns_child=investigation.concerns_child,
            due_on=clock.due_on if clock else None,
            to=to,
            reason=reason,
            mandate=mandate_of(by, DecisionKind.EXTEND_INVESTIGATION, swedish_day(at)),
            closed_at=investigation.closed_at,
            on=swedish_day(at),
        )
    )
    assert clock is not None
    extend_clock(clock, to, reason.strip(), by=by, at=at, law=children.INVESTIGATION.citation)
    record(investigation.case, words.Event.EXTENDED, by=by, at=at, law=children.INVESTIGATION.citation)
    return investigation


@transaction.atomic
@only(rules.MAY)
def close_without_service(
    investigation: Investigation,
    outcome: words.Outcome,
    reason: str,
    *,
    monitor: str = "",
    by: Staff,
    at: datetime,
) -> Investigation:
    """Ends without a service, or because the application was taken back; closes the case when no duty is left in it.

    ``monitor``: why the child's situation is followed afterwards, for six months at most (SoL 23 kap.).
    """
    on = swedish_day(at)
    mandate = mandate_of(by, DecisionKind.CLOSE_INVESTIGATION, on)
    refuse_if(
        rules.obstacles_to_closing(
            queries.work(by, investigation), outcome, reason=reason, mandate=mandate, on=on, monitor=monitor
        )
        + (
            waits_for("decisions.decide", by, investigation, on)
            if outcome == words.Outcome.NO_SERVICE
            else []
        )
    )
    if monitor.strip():
        reason = f"{reason.strip()}\n\nUppföljning: {monitor.strip()}"
    _close(investigation, outcome, reason, by=by, at=at)
    if monitor.strip():
        start_clock(investigation.case, children.MONITORING, about=investigation.pk, by=by, at=at)
        law = children.INFORM_OF_MONITORING.citation
        record(investigation.case, words.Event.MONITORING, by=by, at=at, law=law)
    close_when_done(investigation.case, outcome.label, by=by, at=at)
    return investigation


@transaction.atomic
@only(rules.MAY)
def end_monitoring(investigation: Investigation, text: str, *, by: Staff, at: datetime) -> Note:
    """Ends the following up of a child's situation, with what it showed as a signed note (SoL 23:5)."""
    running = queries.monitoring(by, investigation) is not None
    refuse_if(rules.obstacles_to_ending_monitoring(running=running, text=text))
    note = write_note(
        investigation.case, text, kind=NoteKind.ASSESSMENT, happened_at=at, source="Uppföljning", by=by, at=at
    )
    sign_note(note, by=by, at=at)
    law = children.MONITORING.citation
    record(investigation.case, words.Event.MONITORED, by=by, at=at, law=law)
    stop_clock(investigation.case, children.MONITORING, about=investigation.pk, by=by, at=at)
    return note


@transaction.atomic
@only(rules.MAY)
def close_by_decision(investigation: Investigation, *, by: Staff, at: datetime) -> Investigation:
    """Ends because a decision has been made. Called by steps/decisions, which has checked everything."""
    return _close(investigation, words.Outcome.DECISION, "", by=by, at=at)


def _close(
    investigation: Investigation, outcome: words.Outcome, reason: str, *, by: Staff, at: datetime
) -> Investigation:
    investigation.closed_at, investigation.closed_by = at, by
    investigation.outcome, investigation.closing_reason = outcome, reason.strip()
    investigation.save(update_fields=["closed_at", "closed_by", "outcome", "closing_reason"])
    stop_clock(investigation.case, children.INVESTIGATION, about=investigation.pk, by=by, at=at)
    stop_clock(investigation.case, children.INFORM_AFFECTED, about=investigation.pk, by=by, at=at)
    # whoever asked that the matter be decided has an answer now (steps/delays)
    stop_clock(investigation.case, administration.DECIDE_ON_REQUEST, about=investigation.pk, by=by, at=at)
    law = children.INVESTIGATION.citation if investigation.concerns_child else ""
    record(investigation.case, words.Event.CLOSED, by=by, at=at, law=law)
    return investigation
