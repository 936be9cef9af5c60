"""Rätt person? What was said beside what is held, before anything is done with it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from samtid.base.access.actions import log_opening
from samtid.base.access.request import Request
from samtid.base.access.words import Opening
from samtid.base.dossier.actions import open_page, throw_away
from samtid.base.dossier.drafts import Kept, begun
from samtid.base.dossier.queries import drafts
from samtid.base.look.fragments import page
from samtid.base.look.refusals import beside
from samtid.base.people.queries import Asked, asked
from samtid.base.people.words import Bond
from samtid.ground.reasons import NotYet, Obstacle

from .. import actions, offers, queries
from ..forms import ReasonForm
from ..models import Report
from .show import JUST_OPENED, find


@require_http_methods(["GET", "POST"])
def identified(request: Request, pk: UUID, wanted: UUID) -> HttpResponse:
    """Whom the report is about: somebody chosen, or the ticket of what was filled in."""
    report = find(request, pk)
    if report.case is not None:
        return redirect("intake:report", pk)
    log_opening(
        Opening.VIEW, page="intake:who", compartment_id=report.compartment_id, by=request.user, at=request.at
    )
    found = _found(queries.asked_about(request.user, report, wanted))
    if found.about:
        raise Http404  # the ticket of somebody near
    draft = begun(request, offers.WHO.key(report.pk))
    form = ReasonForm(request.POST if request.method == "POST" else None, initial=draft.fields)
    if request.method == "GET" or not form.is_valid():
        return _show(request, report, found, form, draft)
    try:
        actions.identify(report, wanted, reason=form.cleaned_data["reason"], by=request.user, at=request.at)
    except NotYet as refusal:
        return _show(request, report, found, form, draft, refused=beside(form, refusal.obstacles))
    # it is known whom the report is about: nothing that was typed to find that out is needed any more
    _forget(request, offers.IDENTIFY.key(report.pk), offers.WHO.key(report.pk))
    messages.success(request, "Klart. Ärendet är öppnat i personakten.")
    request.session[JUST_OPENED] = str(pk)
    return redirect("intake:report", pk)


@require_http_methods(["GET", "POST"])
def related(request: Request, pk: UUID, wanted: UUID) -> HttpResponse:
    """Somebody near the one it is about: the ticket of what was filled in."""
    report = find(request, pk)
    if report.case is None:
        return redirect("intake:identify", pk)
    open_page(report.case, page="intake:who", by=request.user, at=request.at)
    found = _found(asked(request.user, wanted))
    if found.about not in set(Bond):
        raise Http404  # the ticket of another page
    draft = begun(request, offers.WHO_NEAR.key(report.pk))
    form = ReasonForm(request.POST if request.method == "POST" else None, initial=draft.fields)
    if request.method == "GET" or not form.is_valid():
        return _show(request, report, found, form, draft)
    reason = form.cleaned_data["reason"]
    try:
        actions.relate_people(
            report, wanted, Bond(found.about), reason=reason, by=request.user, at=request.at
        )
    except NotYet as refusal:
        return _show(request, report, found, form, draft, refused=beside(form, refusal.obstacles))
    draft.sent(by=request.user, at=request.at)
    _forget(request, offers.RELATE.key(report.pk))
    messages.success(request, "Personen är antecknad.")
    return redirect("intake:relate", pk)


def _found(found: Asked | None) -> Asked:
    if found is None:
        raise Http404("the ticket is somebody else's, or too old")
    return found


def _forget(request: Request, *keys: str) -> None:
    """What was typed on the page before has been received now."""
    for draft in drafts(request.user, *keys):
        throw_away(draft.pk, by=request.user, at=request.at)


def _show(
    request: Request,
    report: Report,
    found: Asked,
    form: ReasonForm,
    draft: Kept,
    refused: Sequence[Obstacle] = (),
) -> HttpResponse:
    return page(
        request,
        "intake/who.html",
        status=422 if form.errors or refused else 200,
        report=report,
        asked=found,
        form=form,
        draft=draft,
        obstacles_found=refused,
        before="Nära personen" if found.about else "Vem gäller det?",
        back=reverse("intake:relate" if found.about else "intake:identify", args=[report.pk]),
    )
