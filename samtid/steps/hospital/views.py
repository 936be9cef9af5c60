"""Frånvarons sidor: note it, write on, correct it. The unit's piece says that the person is away, and no more."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samtid.base.access.request import Request
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.actions import open_page
from samtid.base.dossier.drafts import begun, begun_all
from samtid.base.look.fragments import fragment, is_htmx, page
from samtid.base.look.refusals import on_form
from samtid.base.organisation.doing import hindered
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day
from samtid.steps.services import actions as services
from samtid.steps.services.queries import away, case_of
from samtid.steps.services.queries import services as services_of

from . import actions, forms, offers, queries, rules, words
from .models import Stay


@require_GET
def of_service(request: Request, service_pk: str) -> HttpResponse:
    """Whether the person of a service is away: a page, or a piece of the service's own page."""
    service = get_object_or_404(services_of(request.user), pk=service_pk)
    case = case_of(request.user, service)
    stay = queries.running(request.user, service.person) if case is not None else None
    shown: dict[str, Any] = {
        "service": service,
        "away": list(away(request.user).filter(service=service).exclude(back_at__lte=request.at)),
        "stay": stay,
        "case": case,
        "may_open": case is not None
        and case.closed_at is None
        and service.ended_at is None
        and stay is None
        and not hindered(rules.WRITES, request.user, request.at),
    }
    if is_htmx(request):
        return fragment(request, "hospital/of_service.html", "away", **shown)
    services.open_page([service], "hospital:of_service", by=request.user, at=request.at)
    return page(request, "hospital/of_service.html", **shown)


@require_http_methods(["GET", "HEAD", "POST"])
def open_stay(request: Request, case_pk: str) -> HttpResponse:
    """Note that the person of a case is away."""
    case = get_object_or_404(dossier.cases(request.user), pk=case_pk)
    draft = begun(request, offers.OPEN.key(case.pk))
    form = forms.OpenForm(
        request.POST if request.method == "POST" else None,
        initial={"on": swedish_day(request.at)} | draft.fields,
    )
    if request.method == "POST" and form.is_valid():
        begin = words.Begin(form.cleaned_data["begin"])
        try:
            made = actions.open_stay(
                case,
                begin,
                form.said(begin.kind),
                form.cleaned_data["note"],
                by=request.user,
                at=request.at,
            )
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(
                request, "Det är skrivet, och besöken är avbokade. Utförarna ser att personen är borta."
            )
            return redirect(offers.PAGE, made.pk)
    elif request.method != "POST":
        open_page(case, "hospital:open", by=request.user, at=request.at)
    return page(
        request,
        "hospital/open.html",
        status=422 if form.errors else 200,
        case=case,
        person=case.dossier.person,
        form=form,
        draft=draft,
        hindered=hindered(rules.WRITES, request.user, request.at),
    )


def _stay(request: Request, pk: str) -> Stay:
    return get_object_or_404(queries.stays(request.user), pk=pk)


@require_GET
def stay(request: Request, pk: str) -> HttpResponse:
    """One time that somebody is away."""
    return _show(request, _stay(request, pk))


@require_POST
def write(request: Request, pk: str) -> HttpResponse:
    """What has happened since."""
    shown = _stay(request, pk)
    form = _form(request, shown)
    draft = begun(request, offers.WRITE.key(shown.pk))
    if form.is_valid():
        said = form.said(words.Kind(form.cleaned_data["kind"]))
        try:
            actions.write_step(shown, said, form.cleaned_data["note"], by=request.user, at=request.at)
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, f"{said.kind.label}: skrivet.")
            return redirect(offers.PAGE, shown.pk)
    return _show(request, shown, form=form)


@require_POST
def annul(request: Request, pk: str) -> HttpResponse:
    """It was another person, or nobody was away."""
    shown, form = _stay(request, pk), forms.AnnulForm(request.POST, auto_id="fel_%s")
    draft = begun(request, offers.ANNUL.key(shown.pk))
    if form.is_valid():
        try:
            actions.annul_stay(shown, form.cleaned_data["why"], by=request.user, at=request.at)
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Frånvaron räknas inte. Utförarna ser att besöken ska läggas ut igen.")
            return redirect(offers.PAGE, shown.pk)
    return _show(request, shown, annulling=form)


def _form(request: Request, shown: Stay, first: dict[str, Any] | None = None) -> forms.StepForm:
    # every word is offered to what was sent, so that one that came too late is told why
    now = queries.state(shown, request.at)
    kinds = list(words.Kind) if request.method == "POST" else rules.offered(now, words.Why(shown.why))
    return forms.StepForm(
        request.POST if request.method == "POST" else None,
        initial={"on": swedish_day(request.at)} | (first or {}),
        kinds=kinds,
    )


def _show(
    request: Request,
    shown: Stay,
    form: forms.StepForm | None = None,
    annulling: forms.AnnulForm | None = None,
) -> HttpResponse:
    open_page(shown.case, offers.PAGE, by=request.user, at=request.at)
    keys = offers.WRITE.key(shown.pk), offers.ANNUL.key(shown.pk)
    kept = begun_all(request, *keys)
    draft, fault = kept[keys[0]], kept[keys[1]]
    now = queries.state(shown, request.at)
    offered = rules.offered(now, words.Why(shown.why)) if shown.annulled_at is None else []
    if form is None and offered:
        form = forms.StepForm(initial={"on": swedish_day(request.at)} | draft.fields, kinds=offered)
    elif form is not None and offered:
        kinds = [one for one in words.Kind if one in offered or str(one) == form.data.get("kind")]
        form.fields["kind"].choices = [(str(one), one.label) for one in kinds]  # type: ignore[attr-defined]
    standing = {one.pk for one in queries.standing(shown)}
    written = shown.written  # type: ignore[attr-defined]
    return page(
        request,
        "hospital/stay.html",
        status=422 if (form is not None and form.errors) or annulling is not None else 200,
        stay=shown,
        person=queries.person_of(shown),
        now=now,
        says=queries.in_words(now, shown.why_label),
        rows=[(one, one.pk in standing) for one in reversed(written) if not one.is_withdrawn],
        by_corrected={one.corrects_id: one for one in written if one.corrects_id},
        clocks=list(queries.clocks(request.user, shown)),
        told=queries.told(request.user, shown),
        law=rules.PAYS,
        form=form,
        draft=draft,
        annulling=annulling or forms.AnnulForm(initial=fault.fields, auto_id="fel_%s"),
        fault=fault,
        hindered=hindered(rules.WRITES, request.user, request.at),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: Request, pk: str) -> HttpResponse:
    """How it was, or that it never was: a row beside, with why."""
    step = get_object_or_404(queries.steps(request.user), pk=pk)
    shown = _stay(request, str(step.stay_id))
    draft = begun(request, offers.CORRECT.key(step.pk))
    form = forms.CorrectForm(
        request.POST if request.method == "POST" else None, initial=forms.CorrectForm.of(step) | draft.fields
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            if said["never"]:
                actions.withdraw_step(step, said["why"], by=request.user, at=request.at)
            else:
                kind = words.Kind(step.kind)
                actions.correct_step(
                    step, form.said(kind), said["why"], said["note"], by=request.user, at=request.at
                )
        except NotYet as refusal:
            on_form(form, refusal.obstacles, {"reason": "why"})
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Rättelsen är sparad. Det som stod finns kvar.")
            return redirect(offers.PAGE, shown.pk)
    elif request.method != "POST":
        open_page(shown.case, "hospital:correct", by=request.user, at=request.at)
    return page(
        request,
        "hospital/correct.html",
        status=422 if form.errors else 200,
        stay=shown,
        step=step,
        person=queries.person_of(shown),
        form=form,
        draft=draft,
        hindered=hindered(rules.WRITES, request.user, request.at),
    )
