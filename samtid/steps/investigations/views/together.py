"""Att inleda för syskon på ett blad: the shared question once, and what differs for each."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from samtid.base.access.proof import asks_proof
from samtid.base.access.request import Request
from samtid.base.dossier.actions import open_page
from samtid.base.dossier.drafts import begun
from samtid.base.dossier.queries import gives_a_key
from samtid.base.look.fragments import page
from samtid.base.look.refusals import beside
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import Obstacle
from samtid.steps.intake.family_forms import all_valid
from samtid.steps.intake.family_queries import household, name_of
from samtid.steps.intake.models import Report
from samtid.steps.intake.queries import receiving_units, reports, said

from .. import actions, forms, offers, queries, rules
from ..opening_forms import OfChildForm
from ..words import Method
from .opening import first_values

DRAWN = "ritat"  # of the form: which children stood on the sheet


@dataclass(frozen=True, slots=True)
class Row:
    """Ett av barnen: its own words, and whether somebody investigates already or did lately."""

    report: Report
    form: OfChildForm
    ongoing: queries.Ongoing | None
    ended: queries.Ended | None


def _children(request: Request, report_pk: UUID) -> tuple[Report, list[Report]]:
    """The report, and those of its household whose case is opened: the others are nobody's yet. Without any, itself."""
    report = get_object_or_404(reports(request.user).exclude(case=None), pk=report_pk)
    return report, [one for one in household(request.user, report) if one.case is not None] or [report]


def _hands_out(request: Request, report_pk: UUID) -> bool:
    """The investigation of one of them is another unit's, or only the named see the case."""
    _, children = _children(request, report_pk)
    units = {str(unit.pk): unit.held for unit in receiving_units(swedish_day(request.at))}  # type: ignore[attr-defined]  # annotated
    wanted = units.get(str(request.POST.get("unit", "")))
    return any(gives_a_key(one.case, wanted) for one in children if one.case is not None)


@require_http_methods(["GET", "HEAD", "POST"])
@asks_proof("inleda utredningar och ge handläggaren nyckel till dem", when=_hands_out)
def open_together(request: Request, report_pk: UUID) -> HttpResponse:
    """The form that takes over what came in about several children; each is opened, or told why not, by itself."""
    report, children = _children(request, report_pk)
    on = swedish_day(request.at)
    draft = begun(request, offers.OPEN_TOGETHER.key(report.pk))
    units = [unit for unit in receiving_units(on) if unit.kind in {str(kind) for kind in rules.INVESTIGATE}]
    people = [(unit.name, queries.can_be_given(unit, on, concerns_child=True)) for unit in units]
    sent = request.POST if request.method == "POST" else None
    form = forms.OpenForm(
        sent, initial=first_values(report, units, True) | draft.fields, units=units, people=people
    )
    if sent is not None:  # what is pressed is what was drawn
        children = [one for one in children if str(one.pk) in sent.getlist(DRAWN)]
    rows = [_row(request, one, draft.fields) for one in children]
    told: list[tuple[str, Obstacle]] = []
    if sent is None:
        for one in children:
            assert one.case is not None, "asked for by _children"
            open_page(one.case, page="investigations:open_together", by=request.user, at=request.at)
    elif all_valid([form, *(row.form for row in rows)]):
        meant = [row for row in rows if not row.form.cleaned_data["left_out"]]
        if not meant:
            form.add_error(None, "Välj minst ett barn att inleda utredning för.")
        else:
            done = actions.open_together(
                [(row.report, row.form.cleaned_data["own"]) for row in meant],
                unit=form.unit_chosen(),
                caseworker=form.caseworker_chosen(),
                method=Method(form.cleaned_data["method"]),
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=request.at,
            )
            opened = [name_of(result.report) for result in done if not result.obstacles]
            if opened:
                messages.success(request, f"Utredning inledd och överlämnad: {', '.join(opened)}.")
            if len(opened) == len(done):
                draft.sent(by=request.user, at=request.at)
                return redirect("intake:queue")
            told = _told(form, done)
            stopped = {result.report.pk for result in done if result.obstacles}
            rows = [row for row in rows if row.report.pk in stopped or row not in meant]
    return page(
        request,
        "investigations/open_together.html",
        status=422 if sent is not None else 200,
        report=report,
        form=form,
        rows=rows,
        told=told,
        draft=draft,
        said_text=said(request.user, report),
    )


def _row(request: Request, report: Report, kept: dict[str, object]) -> Row:
    on = swedish_day(request.at)
    form = OfChildForm(
        request.POST if request.method == "POST" else None,
        prefix=f"barn-{report.pk}",
        name=name_of(report),
        initial={"own": kept.get(f"barn-{report.pk}-own", "")},
    )
    ongoing = queries.ongoing_about(request.user, report.case, on) if report.case else None
    return Row(report, form, ongoing, queries.ended_lately(request.user, report.case, on))


def _told(form: forms.OpenForm, done: list[actions.Result]) -> list[tuple[str, Obstacle]]:
    """What stood in the way of whom; what is about a question of the form is said there, once."""
    told = []
    at_fields: set[Obstacle] = set()
    for result in done:
        for obstacle in dict.fromkeys(result.obstacles):
            if obstacle.field not in form.fields:
                told.append((name_of(result.report), obstacle))
            elif obstacle not in at_fields:
                at_fields.add(obstacle)
                beside(form, [obstacle])
    return told
