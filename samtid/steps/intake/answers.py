"""Svaret: what the one who reported is told, and what the one who asked."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samtid.base.dossier.actions import record, stop_clock
from samtid.base.dossier.queries import tells_place
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.base.people.rules import obstacles_to_telling
from samtid.ground.law import children
from samtid.ground.reasons import refuse_if

from . import queries, rules, words
from .arrival import hold
from .models import Report
from .words import Kind, Outcome, ReporterCategory


@transaction.atomic
@only(rules.MAY)
def send_feedback(report: Report, text: str, *, by: Staff, at: datetime) -> Report:
    """Notes that the mandated reporter has been told what came of it (SoL 19:6)."""
    hold(report)
    refuse_if(
        rules.obstacles_to_feedback(
            is_mandated=ReporterCategory(report.reporter_category).is_mandated,
            sent_at=report.feedback_sent_at,
            closed_at=report.closed_at,
            text=text,
        )
    )
    if report.case is not None:  # what is told to the one who reported is sent, too
        tells = tells_place(by, report.case, text)
        refuse_if(obstacles_to_telling(tells=tells, may_decide=False, reason=""))
    _keep_answer(report, text, by=by, at=at)
    if report.case is not None:
        record(
            report.case, words.Event.FEEDBACK_SENT, by=by, at=at, law=children.FEEDBACK_TO_REPORTER.citation
        )
        for rule in (children.FEEDBACK_TO_REPORTER, children.LATE_FEEDBACK_TO_REPORTER):
            stop_clock(report.case, rule, about=report.pk, by=by, at=at)
    return report


@transaction.atomic
@only(rules.MAY)
def answer_question(report: Report, text: str, *, by: Staff, at: datetime) -> Report:
    """Answers a question and closes it. Nobody is registered (FL 6 §)."""
    hold(report)
    refuse_if(
        rules.obstacles_to_answering(
            kind=Kind(report.kind),
            closed_at=report.closed_at,
            text=text,
            children_wait=queries.children_wait(report),
        )
    )
    _keep_answer(report, text, by=by, at=at)
    report.outcome, report.closed_at, report.closed_by = Outcome.ANSWERED, at, by
    report.save(update_fields=["outcome", "closed_at", "closed_by"])
    return report


def _keep_answer(report: Report, text: str, *, by: Staff, at: datetime) -> None:
    report.feedback_text, report.feedback_sent_at, report.feedback_sent_by = text.strip(), at, by
    report.save(update_fields=["feedback_text", "feedback_sent_at", "feedback_sent_by"])
