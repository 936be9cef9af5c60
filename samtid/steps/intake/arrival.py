"""När det kom in, vad det är och vad det handlar om: the clocks that run from it, and its correction."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samtid.base.dossier.actions import record, recount_clock, reopen_clock, start_clock, stop_clock
from samtid.base.dossier.models import Case, Clock
from samtid.base.dossier.words import Need
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.ground.law import children
from samtid.ground.reasons import NotYet, Obstacle, refuse_if

from . import children_queries, queries, rules, words
from .models import Correction, Report
from .words import Kind, ReporterCategory


def hold(report: Report) -> None:
    """Reads the row again and keeps it until the transaction ends, so that two at once do not both decide."""
    try:
        report.refresh_from_db(from_queryset=Report.objects.select_for_update(of=("self",)))
    except Report.DoesNotExist:
        raise NotYet([Obstacle("Det ligger inte längre hos dig.")]) from None


def count_clocks(report: Report, case: Case, *, childs: bool | None = None, by: Staff, at: datetime) -> None:
    """The two clocks of a child's report, from when it came in; also when that day has been corrected."""
    # just opened: the person is not seen yet, and ``childs`` is said
    is_childs = queries.is_childs(report) if childs is None else childs
    childs = report.kind == Kind.REPORT and is_childs
    assessed_at = report.protection_assessed_at
    for rule in (children.PRELIMINARY_ASSESSMENT, children.PROTECTION_ASSESSMENT):
        clock = Clock.objects.filter(case=case, rule=rule.id, about=report.pk).first()
        if not childs:
            stop_clock(case, rule, about=report.pk, by=by, at=at)
        elif clock is not None:
            if clock.stopped_at is not None and report.closed_at is None:
                reopen_clock(clock, by=by, at=at)  # corrected, and corrected back
            recount_clock(clock, rule, started_at=report.received_at, by=by, at=at)
        elif report.closed_at is None:
            start_clock(case, rule, about=report.pk, by=by, at=report.received_at)
    if assessed_at is not None:
        stop_clock(case, children.PROTECTION_ASSESSMENT, about=report.pk, by=by, at=assessed_at)


@transaction.atomic
@only(rules.MAY)
def correct_arrival(
    report: Report, received_at: datetime, reason: str, *, by: Staff, at: datetime
) -> Correction:
    """Corrects when something came in; what stood there before is kept, with why, and its clocks count anew."""
    hold(report)
    was = report.received_at
    refuse_if(rules.obstacles_to_correcting_arrival(was=was, became=received_at, reason=reason, at=at))
    made = Correction.objects.create(
        report=report, was=was, became=received_at, reason=reason.strip(), by=by, at=at
    )
    report.received_at = received_at
    report.save(update_fields=["received_at"])
    if report.case is not None:
        count_clocks(report, report.case, by=by, at=at)
        record(report.case, words.Event.ARRIVAL_CORRECTED, by=by, at=at, law=rules.RECEIVED)
    return made


@transaction.atomic
@only(rules.MAY)
def correct_kind(report: Report, kind: Kind, reason: str, *, by: Staff, at: datetime) -> Correction:
    """Says that it is of another kind than it was registered as; the clocks of a child's report begin or end with it."""
    hold(report)
    was = Kind(report.kind)
    refuse_if(
        rules.obstacles_to_correcting_kind(
            was=was,
            became=kind,
            childs=queries.is_childs(report),
            danger=report.protection_danger,
            reporter=ReporterCategory(report.reporter_category),
            is_identified=report.case_id is not None,
            closed_at=report.closed_at,
            reason=reason,
        )
    )
    stood = report.received_at
    made = Correction.objects.create(
        report=report,
        was=stood,
        became=stood,
        kind_was=was,
        kind_became=kind,
        reason=reason.strip(),
        by=by,
        at=at,
    )
    report.kind = kind
    report.save(update_fields=["kind"])
    if report.case is not None:
        count_clocks(report, report.case, by=by, at=at)
        record(
            report.case,
            words.Event.KIND_CORRECTED,
            why=f"{was.label.lower()}, nu {kind.label.lower()}",
            by=by,
            at=at,
        )
    return made


@transaction.atomic
@only(rules.MAY)
def correct_need(report: Report, need: Need, reason: str, *, by: Staff, at: datetime) -> Correction:
    """Says that it is about something else than it was registered as.

    A child's clocks begin or end with it, and its case is of the right need with it (``access.case_need_follows``).
    """
    hold(report)
    was, stood = Need(report.need), report.received_at
    refuse_if(
        rules.obstacles_to_correcting_need(
            was=was,
            became=need,
            kind=Kind(report.kind),
            is_childs=children_queries.is_a_childs_own(report),
            is_known_adult=children_queries.was_known_adult(report),
            closed_at=report.closed_at,
            reason=reason,
        )
    )
    made = Correction.objects.create(
        report=report,
        was=stood,
        became=stood,
        need_was=was,
        need_became=need,
        reason=reason.strip(),
        by=by,
        at=at,
    )
    report.need = need
    report.is_urgent = report.is_urgent or rules.sounds_acute(need, queries.said(by, report))
    report.save(update_fields=["need", "is_urgent"])
    if report.case is not None:
        report.case.refresh_from_db()
        count_clocks(report, report.case, by=by, at=at)
        why = f"{was.label}, nu {need.label}"
        record(report.case, words.Event.NEED_CORRECTED, why=why, by=by, at=at)
    return made
