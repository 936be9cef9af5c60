"""Att inleda en utredning: the receiver takes over what intake has."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from samtid.base.access.models import Compartment
from samtid.base.access.queries import compartment_of
from samtid.base.access.through import door
from samtid.base.dossier.actions import (
    keep_open,
    record,
    start_clock,
    start_local_clock,
    stop_local_clock,
    transfer,
)
from samtid.base.dossier.models import Case
from samtid.base.dossier.words import LocalClock
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff, Unit
from samtid.base.organisation.queries import mandate as mandate_of
from samtid.base.organisation.rules import Mandate
from samtid.base.organisation.words import DecisionKind, UnitKind
from samtid.ground.law import children
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import Obstacle, refuse_if
from samtid.steps.intake.actions import close_report, join_case
from samtid.steps.intake.models import Report
from samtid.steps.intake.queries import concerns_child_on, is_unread
from samtid.steps.intake.words import Kind
from samtid.steps.intake.words import Outcome as ReportOutcome

from .. import queries, rules, words
from ..models import Investigation


@transaction.atomic
@only(rules.MAY)
def open_investigation(
    report: Report,
    *,
    unit: Unit,
    caseworker: Staff | None,
    method: words.Method,
    reason: str,
    by: Staff,
    at: datetime,
) -> UUID:
    """Takes over the report: closes it, opens an investigation and hands the case to ``unit``.

    Returns the id and not the row: the one who opens may lose sight of it with the key (SoL 14:2, 20:2).
    Other reports that wait in the same case are read in the same investigation.
    """
    on = swedish_day(at)
    child = concerns_child_on(report, on)
    ongoing = report.case is not None and queries.ongoing_about(by, report.case, on) is not None
    found = rules.obstacles_to_opening(
        is_identified=report.case is not None,
        unit_kind=UnitKind(unit.kind),
        reason=reason,
        ongoing=ongoing,
        concerns_child=child,
        method=method,
    )
    if caseworker is not None:
        found += rules.obstacles_to_assigning(
            concerns_child=child,
            degree_on=caseworker.degree_on,
            experienced_on=caseworker.experienced_on,
            on=on,
            works_there=queries.investigators(unit, on).filter(pk=caseworker.pk).exists(),
        )
    refuse_if(found)
    case = report.case
    assert case is not None
    mandate = mandate_of(by, DecisionKind.OPEN_INVESTIGATION, on)
    refuse_if([mandate] if isinstance(mandate, Obstacle) else [])
    assert isinstance(mandate, Mandate)
    keep_open(case, by=by, at=at)
    close_report(report, ReportOutcome.INVESTIGATE, reason, taken_over=True, by=by, at=at)
    investigation = Investigation.objects.create(
        case=case,
        report=report,
        opened_at=at,
        opened_by=by,
        delegation=mandate.in_words()[:80],
        method=method,
        reason=reason.strip(),
        is_application=report.kind == Kind.APPLICATION,
        concerns_child=child,
    )
    for other in Report.objects.filter(case=case, closed_at=None):
        why = "Läses i utredningen som nu inleds."
        close_report(other, ReportOutcome.ALREADY_OPEN, why, taken_over=True, by=by, at=at)
    _end_monitoring(case)
    if child:
        start_clock(case, children.INVESTIGATION, about=investigation.pk, by=by, at=at)
        start_clock(case, children.INFORM_AFFECTED, about=investigation.pk, by=by, at=at)
    law = children.PRELIMINARY_ASSESSMENT.citation if child else children.OPEN_INVESTIGATION.citation
    record(case, words.Event.OPENED, by=by, at=at, law=law)
    transfer(case, compartment_of(unit, on), caseworker, by=by, at=at)
    return investigation.pk


@transaction.atomic
@only(rules.MAY)
def add_report_to_open_investigation(report: Report, *, by: Staff, at: datetime) -> UUID:
    """Gives a report to the investigation that is already going on; 20:2 asks for no new decision then.

    Whoever has a key to the investigation moves the report into its case. The reception, which has none, hands
    the report's own case to the unit and the caseworker who investigate.
    """
    on = swedish_day(at)
    ongoing = queries.ongoing_about(by, report.case, on) if report.case is not None else None
    refuse_if(rules.obstacles_to_adding(ongoing=ongoing is not None))
    assert ongoing is not None and report.case is not None
    why = "Det pågår redan en utredning."
    close_report(report, ReportOutcome.ALREADY_OPEN, why, taken_over=True, by=by, at=at)
    if ongoing.is_open_to_viewer:
        investigation = queries.investigations(by).get(pk=ongoing.pk)
        _join(report, investigation, by=by, at=at)
        if investigation.case.caseworker_id != by.pk:
            _to_be_read(investigation.case, report, by=by, at=at)
        return ongoing.pk
    _to_be_read(report.case, report, by=by, at=at)
    receiver = Staff.objects.filter(pk=ongoing.caseworker_id).first()
    transfer(report.case, Compartment.objects.get(pk=ongoing.compartment_id), receiver, by=by, at=at)
    return ongoing.pk


def _end_monitoring(case: Case) -> None:
    """What followed the child's situation since the last investigation ends with this one, in any unit (SoL 23:5)."""
    door("end_monitoring", case.pk)


def _join(report: Report, investigation: Investigation, *, by: Staff, at: datetime) -> None:
    join_case(report, investigation.case, by=by, at=at)
    law = children.PRELIMINARY_ASSESSMENT.citation
    record(investigation.case, words.Event.REPORT_ADDED, by=by, at=at, law=law)


def _to_be_read(case: Case, report: Report, *, by: Staff, at: datetime) -> None:
    """A line on the day of the one who investigates: something new has come in and nobody has read it yet."""
    start_local_clock(case, LocalClock.NEW_REPORT, swedish_day(at), about=report.pk, by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def read_report(report: Report, *, by: Staff, at: datetime) -> Investigation:
    """The one who investigates has read what was added, and takes it into the investigation's own case."""
    ongoing = queries.ongoing_about(by, report.case, swedish_day(at)) if report.case is not None else None
    investigation = queries.investigations(by).filter(pk=ongoing.pk).first() if ongoing else None
    refuse_if(rules.obstacles_to_reading(ongoing=investigation is not None, unread=is_unread(report)))
    assert investigation is not None and report.case is not None
    stop_local_clock(report.case, LocalClock.NEW_REPORT, about=report.pk, by=by, at=at)
    if report.case_id != investigation.case_id:
        _join(report, investigation, by=by, at=at)
    record(investigation.case, words.Event.REPORT_READ, by=by, at=at)
    return investigation
