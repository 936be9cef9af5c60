"""Vad som kan göras med det som kommer in."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from samtid.base.access.queries import compartment_of
from samtid.base.dossier.actions import (
    close_when_done,
    move_clock,
    record,
    start_clock,
    stop_clock,
    transfer,
)
from samtid.base.dossier.models import Case, Clock
from samtid.base.dossier.queries import obstacles_to_handing_out
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff, Unit
from samtid.ground.ids import new_id
from samtid.ground.law import children
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import refuse_if

from . import queries, rules, words
from .answers import answer_question as answer_question
from .answers import send_feedback as send_feedback
from .arrival import correct_arrival as correct_arrival
from .arrival import correct_kind as correct_kind
from .arrival import correct_need as correct_need
from .arrival import hold
from .family import assess_together as assess_together
from .family import identify_together as identify_together
from .family import relate_together as relate_together
from .identifying import assess_protection as assess_protection
from .identifying import identify as identify
from .identifying import relate_people as relate_people
from .models import Report
from .receiving import About as About
from .receiving import Details as Details
from .receiving import Receipt as Receipt
from .receiving import receive_report as receive_report
from .receiving import report_children as report_children
from .receiving import report_no_children as report_no_children
from .words import Outcome, ReporterCategory


@transaction.atomic
@only(rules.MAY)
def propose_closing(
    report: Report, outcome: Outcome, reason: str, *, late_reason: str = "", by: Staff, at: datetime
) -> Report:
    """Lays an outcome before the one who may decide it."""
    hold(report)
    now = queries.situation(report, outcome, by, at)
    refuse_if(
        rules.obstacles_to_closing(now, outcome, reason=reason, late_reason=late_reason, at=at, propose=True)
    )
    report.proposed_outcome, report.proposed_by, report.proposed_at = outcome, by, at
    report.outcome_reason, report.late_reason = reason.strip(), late_reason.strip()
    report.save(
        update_fields=["proposed_outcome", "proposed_by", "proposed_at", "outcome_reason", "late_reason"]
    )
    if report.case is not None:
        record(report.case, words.Event.PROPOSED, by=by, at=at)
    return report


@transaction.atomic
@only(rules.MAY)
def close_report(
    report: Report,
    outcome: Outcome,
    reason: str,
    *,
    late_reason: str = "",
    taken_over: bool = False,
    by: Staff,
    at: datetime,
) -> Report:
    """Decides what comes of it, and closes it.

    The case goes on when an investigation is opened (steps/investigations calls this, and says ``taken_over``) or
    it joined one; in every other outcome it is closed too, unless another report in it or a duty to answer waits.
    """
    hold(report)
    now = queries.situation(report, outcome, by, at, taken_over=taken_over)
    refuse_if(rules.obstacles_to_closing(now, outcome, reason=reason, late_reason=late_reason, at=at))
    report.outcome, report.outcome_reason, report.late_reason = outcome, reason.strip(), late_reason.strip()
    report.closed_at, report.closed_by = at, by
    report.save(update_fields=["outcome", "outcome_reason", "late_reason", "closed_at", "closed_by"])
    if report.case is None:
        return report
    law = children.PRELIMINARY_ASSESSMENT.citation if outcome in rules.DECIDED and now.is_childs else ""
    stop_clock(report.case, children.PRELIMINARY_ASSESSMENT, about=report.pk, by=by, at=at)
    record(report.case, words.Event[outcome.name], by=by, at=at, law=law)
    if _owes_feedback(report) and outcome in rules.FEEDBACK:
        start_clock(report.case, rules.FEEDBACK[outcome], about=report.pk, by=by, at=at)
    if outcome not in (Outcome.INVESTIGATE, Outcome.ALREADY_OPEN):
        _close_if_done(report.case, outcome.label, by=by, at=at)
    return report


def _owes_feedback(report: Report) -> bool:
    return report.wants_feedback and ReporterCategory(report.reporter_category).is_mandated


def _close_if_done(case: Case, reason: str, *, by: Staff, at: datetime) -> None:
    """Closes the case when nothing more waits in it: no report, no investigation, no duty."""
    waits = Report.objects.filter(case=case, closed_at=None)
    goes_on = Report.objects.filter(case=case, outcome=str(Outcome.INVESTIGATE))
    if not waits.exists() and not goes_on.exists():
        close_when_done(case, reason, by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def join_case(report: Report, case: Case, *, by: Staff, at: datetime) -> Report:
    """Moves a report into the case of an investigation that is already going on (called by investigations).

    ``by`` needs a key to both. The case the report came with is closed when nothing else waits in it.
    """
    former = report.case
    refuse_if(obstacles_to_handing_out(by, former) if former is not None else [])
    report.case = case
    report.save(update_fields=["case"])
    if former is not None and former.pk != case.pk:
        for clock in Clock.objects.filter(case=former, about=report.pk, stopped_at=None):
            move_clock(clock, case, by=by, at=at)
        record(former, words.Event.ALREADY_OPEN, by=by, at=at, law=children.PRELIMINARY_ASSESSMENT.citation)
        _close_if_done(former, Outcome.ALREADY_OPEN.label, by=by, at=at)
    return report


@transaction.atomic
@only(rules.MAY)
def route(report: Report, unit: Unit, reason: str, *, by: Staff, at: datetime) -> None:
    """Sends it on to another unit, with the reason. The one who sends it may lose sight of it."""
    on = swedish_day(at)
    takes = queries.receiving_units(on).filter(pk=unit.pk).exists()
    to = compartment_of(unit, on) if takes else None
    hold(report)
    now = queries.situation(report, Outcome.REFERRED, by, at)
    refuse_if(
        rules.obstacles_to_routing(
            now=now, same=to is not None and to.pk == report.compartment_id, takes=takes, reason=reason
        )
    )
    assert to is not None
    with connection.cursor() as cursor:
        cursor.execute(
            "select access.route_report(%s, %s, %s, %s)", [report.pk, new_id(), to.pk, reason.strip()]
        )
    if report.case is not None:
        record(report.case, words.Event.ROUTED, by=by, at=at)
        transfer(report.case, to, None, by=by, at=at)
