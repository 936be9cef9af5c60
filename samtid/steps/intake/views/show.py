"""Det som kommit in, på en sida, med det som ska göras i ordning."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from samtid.base.access.actions import log_opening
from samtid.base.access.words import Opening
from samtid.base.dossier.actions import open_page
from samtid.base.dossier.drafts import restored
from samtid.base.look.fragments import page
from samtid.base.people.queries import relations, shown
from samtid.ground.law.days import swedish_day

from .. import forms, queries, rules
from ..models import Report
from ..words import Kind, Outcome, ReporterCategory, Stage

PAGE = "intake:report"


def find(request: HttpRequest, pk: UUID) -> Report:
    """The report, if the viewer has a key to it; otherwise there is none."""
    return get_object_or_404(queries.reports(request.user), pk=pk)


@require_safe
def report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page."""
    found = find(request, pk)
    if found.case is not None:
        open_page(found.case, page=PAGE, by=request.user, at=request.at)
    else:
        log_opening(
            Opening.VIEW, page=PAGE, compartment_id=found.compartment_id, by=request.user, at=request.at
        )
    return show(request, found)


def show(request: HttpRequest, report: Report, *, status: int = 200, **given: Any) -> HttpResponse:
    """The page with its forms, one of them perhaps with errors (``given``)."""
    viewer, on = request.user, swedish_day(request.at)
    stage, due = queries.stage_of(report, on)
    person = report.case.dossier.person if report.case else None
    deciding = queries.situation(report, Outcome.NO_INVESTIGATION, viewer, request.at)
    opening = queries.situation(report, Outcome.INVESTIGATE, viewer, request.at)
    context: dict[str, Any] = {
        "report": report,
        "stage": stage,
        "due": due,
        "today": on,
        "person": person,
        "shown": shown,
        "relations": relations(viewer, person, on) if person else [],
        "together": queries.together(viewer, report),
        "earlier": queries.earlier(viewer, report),
        "routings": queries.routings(viewer, report),
        "childs": deciding.is_childs,
        "must_protect": report.kind == Kind.REPORT and deciding.is_childs,
        "protection_due": rules.protection_due(report.received_at),
        "assessment_due": rules.assessment_due(report.received_at),
        "late": on > rules.assessment_due(report.received_at),
        "may_decide": bool(deciding.roles & deciding.deciders),
        "opening": rules.obstacles_to_closing(opening, Outcome.INVESTIGATE, reason="", at=request.at),
        "mandated": ReporterCategory(report.reporter_category).is_mandated,
        "suggested": queries.suggested_unit(report, on),
        "obstacles_found": (),
        "Kind": Kind,
        "Stage": Stage,
        "Outcome": Outcome,
    }
    context |= _forms(request, report, context) | given
    return page(request, "intake/report.html", status=status, **context)


def _forms(request: HttpRequest, report: Report, known: dict[str, Any]) -> dict[str, Any]:
    """Each form with what the viewer had typed and not sent."""
    viewer = request.user
    units = [(str(unit.pk), unit.name) for unit in queries.receiving_units(known["today"])]
    protection, protection_saved = restored(viewer, f"intake:protection:{report.pk}")
    closing, closing_saved = restored(viewer, f"intake:close:{report.pk}")
    proposed = {
        "outcome": report.proposed_outcome or None,
        "reason": report.outcome_reason,
        "late_reason": report.late_reason,
    }
    routed = {"unit": str(known["suggested"].pk), "reason": ""} if known["suggested"] else {}
    return {
        "protection_form": forms.ProtectionForm(initial=protection, auto_id="skydd_%s"),
        "protection_saved": protection_saved,
        "close_form": forms.CloseForm(
            initial=proposed | closing,
            report=report,
            late=known["childs"] and known["late"],
            auto_id="avslut_%s",
        ),
        "close_saved": closing_saved,
        "route_form": forms.RouteForm(initial=routed, units=units, auto_id="skicka_%s"),
        "answer_form": forms.AnswerForm(
            initial=restored(viewer, f"intake:answer:{report.pk}")[0], auto_id="svar_%s"
        ),
    }
