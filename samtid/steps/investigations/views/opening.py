"""Att inleda, och att se om det redan pågår något."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samtid.base.access.proof import asks_proof
from samtid.base.access.request import Request
from samtid.base.dossier.actions import open_page
from samtid.base.dossier.drafts import begun
from samtid.base.dossier.queries import gives_a_key
from samtid.base.dossier.words import Need
from samtid.base.look.fragments import fragment, is_htmx, page
from samtid.base.look.refusals import beside
from samtid.base.organisation.models import Staff, Unit
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import NotYet, Obstacle
from samtid.steps.intake.models import Report
from samtid.steps.intake.queries import concerns_child_on, receiving_units, reports, said
from samtid.steps.intake.rules import routed_to

from .. import actions, forms, offers, queries, rules
from ..words import Method


def _report(request: Request, pk: UUID) -> Report:
    return get_object_or_404(reports(request.user).exclude(case=None), pk=pk)


def _ongoing(request: Request, report: Report, on: date) -> queries.Ongoing | None:
    assert report.case is not None, "asked for by _report"
    return queries.ongoing_about(request.user, report.case, on)


def _ended(request: Request, report: Report, on: date) -> queries.Ended | None:
    assert report.case is not None, "asked for by _report"
    return queries.ended_lately(request.user, report.case, on)


def _hands_out(request: Request, report_pk: UUID) -> bool:
    """The investigation is another unit's, or only the named see the case."""
    report = _report(request, report_pk)
    wanted = str(request.POST.get("unit", ""))
    units = {str(unit.pk): unit.held for unit in receiving_units(swedish_day(request.at))}  # type: ignore[attr-defined]  # annotated
    assert report.case is not None, "asked for by _report"
    return gives_a_key(report.case, units.get(wanted))


def _hands_on(request: Request, report_pk: UUID) -> bool:
    """The report's case goes to those who investigate, since the viewer has no key to theirs."""
    report = _report(request, report_pk)
    found = _ongoing(request, report, swedish_day(request.at))
    return found is not None and not found.is_open_to_viewer


@require_http_methods(["GET", "HEAD", "POST"])
@asks_proof("inleda en utredning och ge handläggaren nyckel till den", when=_hands_out)
def open_investigation(request: Request, report_pk: UUID) -> HttpResponse:
    """The form that takes over what came in; the unit that usually takes the need is chosen beforehand."""
    report = _report(request, report_pk)
    on = swedish_day(request.at)
    child = concerns_child_on(report, on)
    draft = begun(request, offers.OPEN.key(report.pk))
    units = [unit for unit in receiving_units(on) if unit.kind in {str(kind) for kind in rules.INVESTIGATE}]
    people = [(unit.name, queries.can_be_given(unit, on, concerns_child=child)) for unit in units]
    first = first_values(report, units, child) | draft.fields
    form = forms.OpenForm(
        request.POST if request.method == "POST" else None, initial=first, units=units, people=people
    )
    refused: list[Obstacle] = []
    if request.method == "POST" and form.is_valid():
        try:
            pk = _open(request, report, form)
        except NotYet as refusal:
            refused = beside(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Utredningen är inledd och överlämnad.")
            seen = queries.investigations(request.user).filter(pk=pk).exists()
            return redirect("investigations:investigation", pk) if seen else redirect("intake:queue")
    elif request.method != "POST":
        assert report.case is not None
        open_page(report.case, page="investigations:open", by=request.user, at=request.at)
    return page(
        request,
        "investigations/open.html",
        status=422 if request.method == "POST" else 200,
        report=report,
        said_text=lambda report: said(request.user, report),
        form=form,
        draft=draft,
        refused=refused,
        childs=child,
        ongoing=_ongoing(request, report, on),
        ended=_ended(request, report, on),
        caseworker=None,  # the fragment's own block is drawn too when its macro is imported with this context
    )


def _open(request: Request, report: Report, form: forms.OpenForm) -> UUID:
    return actions.open_investigation(
        report,
        unit=form.unit_chosen(),
        caseworker=form.caseworker_chosen(),
        method=Method(form.cleaned_data["method"]),
        reason=form.cleaned_data["reason"],
        by=request.user,
        at=request.at,
    )


def first_values(report: Report, units: list[Unit], child: bool) -> dict[str, Any]:
    """What the form says before anybody has typed: the method of the need, the unit that takes it."""
    kind = str(routed_to(Need(report.need)))
    held = next((unit for unit in units if unit.kind == kind), units[0] if units else None)
    return {"method": str(rules.method_for(Need(report.need), child)), "unit": str(held.pk) if held else ""}


@require_safe
def ongoing(request: Request, report_pk: UUID) -> HttpResponse:
    """A fragment for intake's page: is somebody already investigating? Then 20:2 asks for no new decision.

    Without a script one comes to the page that says the same before an investigation is opened.
    """
    report = _report(request, report_pk)
    if not is_htmx(request):
        return redirect("investigations:open", report.pk)
    on = swedish_day(request.at)
    found, ended = _ongoing(request, report, on), _ended(request, report, on)
    caseworker = Staff.objects.filter(pk=found.caseworker_id).first() if found else None
    return fragment(
        request,
        "investigations/ongoing.html",
        "ongoing",
        report=report,
        ongoing=found,
        ended=ended,
        caseworker=caseworker,
    )


@require_POST
@asks_proof("lämna ärendet till den som utreder", when=_hands_on)
def add_report(request: Request, report_pk: UUID) -> HttpResponse:
    """Give what came in to the investigation that is going on."""
    report = _report(request, report_pk)
    try:
        pk = actions.add_report_to_open_investigation(report, by=request.user, at=request.at)
    except NotYet as refusal:
        for obstacle in refusal.obstacles:
            messages.error(request, str(obstacle))
        return redirect("intake:report", report.pk)
    messages.success(request, "Det nya är lämnat till den som utreder.")
    seen = queries.investigations(request.user).filter(pk=pk).exists()
    return redirect("investigations:investigation", pk) if seen else redirect("intake:queue")


@require_POST
def read_report(request: Request, report_pk: UUID) -> HttpResponse:
    """Note that what was added has been read."""
    report = _report(request, report_pk)
    try:
        found = actions.read_report(report, by=request.user, at=request.at)
    except NotYet as refusal:
        for obstacle in refusal.obstacles:
            messages.error(request, str(obstacle))
        return redirect("intake:report", report.pk)
    messages.success(request, "Det nya är läst och ligger i utredningen.")
    return redirect("investigations:investigation", found.pk)
