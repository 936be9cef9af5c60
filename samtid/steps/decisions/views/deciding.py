"""Att lämna över, skriva under eller registrera: each POST is one action."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from samtid.base.access.proof import asks_proof
from samtid.base.access.request import Request
from samtid.base.dossier.clashes import seen
from samtid.base.dossier.drafts import begun
from samtid.base.dossier.versions import Overtaken
from samtid.base.look.refusals import beside
from samtid.ground.law.days import swedish_day
from samtid.ground.law.delegation import Level
from samtid.ground.reasons import NotYet

from .. import actions, forms, offers, queries
from .show import find, show


@require_POST
@asks_proof("skriva under ett beslut")
def sign(request: Request, pk: UUID) -> HttpResponse:
    """Decide on delegation."""
    found = find(request, pk)
    form = forms.SignForm(request.POST, auto_id="underskrift_%s")
    if not form.is_valid():
        return show(request, found, status=422, sign_form=form, wrong=form)
    try:
        actions.sign(
            found,
            place_reason=form.cleaned_data["place_reason"],
            seen=seen(request),
            by=request.user,
            at=request.at,
        )
    except NotYet as refusal:
        found.refresh_from_db()
        return show(
            request,
            found,
            status=_status(refusal),
            sign_form=form,
            wrong=form,
            refused=beside(form, refusal.obstacles),
        )
    messages.success(request, "Beslutet är fattat. Nu ska den enskilde få veta det.")
    return redirect("decisions:decision", pk)


def _gives_a_key(request: Request, pk: UUID) -> bool:
    """Whoever is to sign in a sealed case is named for it."""
    return find(request, pk).case.is_sealed


@require_POST
@asks_proof("ge någon en nyckel till ett ärende", when=_gives_a_key)
def hand_over(request: Request, pk: UUID) -> HttpResponse:
    """Lay the draft before somebody who may sign."""
    found = find(request, pk)
    signers = queries.signers(request.user, found, swedish_day(request.at))
    form = forms.HandOverForm(request.POST, signers=signers)
    if form.is_valid():
        try:
            actions.hand_over(
                found, form.staff[form.cleaned_data["to"]], seen=seen(request), by=request.user, at=request.at
            )
        except NotYet as refusal:
            found.refresh_from_db()
            return show(
                request,
                found,
                status=_status(refusal),
                hand_over_form=form,
                wrong=form,
                refused=beside(form, refusal.obstacles),
            )
        messages.success(request, "Förslaget är lämnat för underskrift.")
        return redirect("decisions:decision", pk)
    return show(request, found, status=422, hand_over_form=form, wrong=form)


@require_POST
def send_back(request: Request, pk: UUID) -> HttpResponse:
    """Send the draft back with what is to be done."""
    found = find(request, pk)
    draft = begun(request, offers.SEND_BACK.key(found.pk))
    form = forms.SendBackForm(request.POST, auto_id="tillbaka_%s")
    if not form.is_valid():
        return show(request, found, status=422, send_back_form=form, wrong=form)
    try:
        actions.send_back(found, form.cleaned_data["why"], seen=seen(request), by=request.user, at=request.at)
    except NotYet as refusal:
        found.refresh_from_db()
        refused = beside(form, refusal.obstacles)
        return show(request, found, status=_status(refusal), send_back_form=form, wrong=form, refused=refused)
    draft.sent(by=request.user, at=request.at)
    messages.success(request, f"Förslaget är tillbaka hos {found.prepared_by.name}.")
    return redirect("desk:day")


@require_POST
@asks_proof("registrera nämndens beslut")
def register(request: Request, pk: UUID) -> HttpResponse:
    """Register what the board or its committee has decided."""
    found = find(request, pk)
    draft = begun(request, offers.REGISTER.key(found.pk))
    form = forms.RegisterForm(request.POST, auto_id="namnd_%s")
    if not form.is_valid():
        return show(request, found, status=422, register_form=form, wrong=form)
    said = form.cleaned_data
    try:
        actions.register(
            found,
            level=Level(said["level"]),
            decided_on=said["decided_on"],
            minute=said["minute"],
            dissent=said["dissent"],
            seen=seen(request),
            place_reason=said["place_reason"],
            by=request.user,
            at=request.at,
        )
    except NotYet as refusal:
        found.refresh_from_db()
        return show(
            request,
            found,
            status=_status(refusal),
            register_form=form,
            wrong=form,
            refused=beside(form, refusal.obstacles),
        )
    draft.sent(by=request.user, at=request.at)
    messages.success(request, "Nämndens beslut är registrerat. Nu ska den enskilde få veta det.")
    return redirect("decisions:decision", pk)


def _status(refusal: NotYet) -> int:
    """409: the text has become another than the one that was read. It is shown anew, and nothing is done."""
    return 409 if isinstance(refusal, Overtaken) else 422
