"""Det som kommit in, på en sida, med det som ska göras i ordning."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from samtid.base.access.actions import log_opening
from samtid.base.access.request import Request
from samtid.base.access.words import Opening
from samtid.base.dossier.actions import open_page
from samtid.base.dossier.drafts import begun_all
from samtid.base.dossier.words import Need
from samtid.base.look.fragments import page
from samtid.base.organisation.rules import Mandate
from samtid.base.people.queries import relations, shown, shown_place
from samtid.ground.sweden import swedish_day, swedish_time

from .. import children_queries, family_queries, forms, offers, queries, rules
from ..arrival_form import CorrectArrivalForm, CorrectKindForm, CorrectNeedForm
from ..children_forms import AtHomeForm
from ..models import Report
from ..words import Kind, Outcome, ReporterCategory, Stage

PAGE = "intake:report"
HANDED_ON = "En annan enhet har personens akt och har nu också det här ärendet. Du ser det inte längre."


def find(request: Request, pk: UUID) -> Report:
    """The report, if the viewer has a key to it; otherwise there is none."""
    return get_object_or_404(queries.reports(request.user), pk=pk)


# In the session: the report whose case the viewer has opened in this moment.
JUST_OPENED = "intake-just-opened"


@require_safe
def report(request: Request, pk: UUID) -> HttpResponse:
    """The page. A case about somebody whose dossier others keep is theirs from its first moment: that is told, once."""
    opened = request.session.pop(JUST_OPENED, "") == str(pk)
    if opened and not queries.reports(request.user).filter(pk=pk).exists():
        messages.info(request, HANDED_ON)
        return redirect("intake:queue")
    found = find(request, pk)
    if found.case is not None:
        open_page(found.case, page=PAGE, by=request.user, at=request.at)
    else:
        log_opening(
            Opening.VIEW, page=PAGE, compartment_id=found.compartment_id, by=request.user, at=request.at
        )
    return show(request, found)


def show(request: Request, report: Report, *, status: int = 200, **given: Any) -> HttpResponse:
    """The page with its forms, one of them perhaps with errors (``given``)."""
    viewer, on = request.user, swedish_day(request.at)
    stage, due = queries.stage_of(report)
    person = report.case.dossier.person if report.case else None
    units = list(queries.receiving_units(on))
    now = queries.situations(report, rules.DECIDED, viewer, request.at)
    together = list(queries.together(viewer, report))
    deciding, opening = now[Outcome.NO_INVESTIGATION], now[Outcome.INVESTIGATE]
    context: dict[str, Any] = {
        "report": report,
        "stage": stage,
        "due": due,
        "today": on,
        "person": person,
        "shown": shown,
        "shown_place": shown_place,
        "said_text": queries.said(viewer, report),
        "said_address": queries.said_place(viewer, report, "about_address"),
        "said_school": queries.said_place(viewer, report, "about_school"),
        "reporter_contact": queries.reporter_contact(viewer, report),
        "relations": relations(viewer, person, on) if person else [],
        "together": together,
        "stage_of": queries.stage_of,
        "household": family_queries.among(report, [report, *together]),
        "earlier": queries.earlier(viewer, report),
        "corrections": queries.corrections(viewer, report),
        "routings": queries.routings(viewer, report),
        "childs": deciding.is_childs,
        "children_wait": deciding.children_wait,
        "must_protect": report.kind == Kind.REPORT and deciding.is_childs,
        "protection_due": queries.protection_due(report),
        "assessment_due": rules.assessment_due(report.received_at),
        "feedback_due": queries.feedback_due(report),
        "late": rules.is_late(report.received_at, on),
        "unknown_law": rules.obstacles_of_moment(report.received_at) if report.closed_at is None else [],
        "may_decide": isinstance(deciding.mandate, Mandate),
        "opening": rules.obstacles_to_closing(opening, Outcome.INVESTIGATE, reason="", at=request.at),
        "mandated": ReporterCategory(report.reporter_category).is_mandated,
        "suggested": queries.suggested_unit(report, units),
        "units": units,
        "why_here": rules.why_here(Need(report.need)),
        "unread": queries.is_unread(report),
        "obstacles_found": (),
        "Kind": Kind,
        "Stage": Stage,
        "Outcome": Outcome,
    }
    context |= _forms(request, report, context) | given
    return page(request, "intake/report.html", status=status, **context)


def _forms(request: Request, report: Report, known: dict[str, Any]) -> dict[str, Any]:
    """Each form with what the viewer had typed and not sent."""
    kinds = {
        "protection": offers.PROTECTION,
        "close": offers.CLOSE,
        "route": offers.ROUTE,
        "answer": offers.ANSWER,
        "arrival": offers.ARRIVAL,
        "at_home": offers.AT_HOME,
        "kind": offers.KIND,
        "need": offers.NEED,
    }
    kept = begun_all(request, *(form.key(report.pk) for form in kinds.values()))
    drafts = dict(zip(kinds, kept.values(), strict=True))
    typed = {name: draft.fields for name, draft in drafts.items()}
    units = [(str(unit.pk), unit.name) for unit in known["units"] if unit.held != report.compartment_id]
    proposed = {
        "outcome": report.proposed_outcome or None,
        "reason": report.outcome_reason,
        "late_reason": report.late_reason,
    }
    routed = {"unit": str(known["suggested"].pk)} if known["suggested"] else {}
    return {
        "drafts": drafts,
        "protection_form": forms.ProtectionForm(initial=typed["protection"], auto_id="skydd_%s"),
        "close_form": forms.CloseForm(
            initial=proposed | typed["close"],
            report=report,
            childs=known["childs"],
            late=known["late"],
            auto_id="avslut_%s",
        ),
        "arrival_form": CorrectArrivalForm(
            initial={"received_at": swedish_time(report.received_at)} | typed["arrival"], auto_id="ankomst_%s"
        ),
        "kind_form": CorrectKindForm(initial={"kind": report.kind} | typed["kind"], auto_id="slag_%s"),
        "need_form": CorrectNeedForm(initial={"need": report.need} | typed["need"], auto_id="behov_%s"),
        "at_home_form": AtHomeForm(
            initial=children_queries.known(request.user, report, known["relations"]) | typed["at_home"],
            auto_id="barn_%s",
        ),
        "route_form": forms.RouteForm(initial=routed | typed["route"], units=units, auto_id="skicka_%s"),
        "answer_form": forms.AnswerForm(initial=typed["answer"], auto_id="svar_%s"),
    }
