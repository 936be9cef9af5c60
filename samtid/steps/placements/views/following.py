"""Att följa vården: what is sent from a child's own page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms as fields
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from samtid.base.access.request import Request
from samtid.base.dossier.drafts import begun
from samtid.base.look.fragments import page
from samtid.base.look.refusals import on_form
from samtid.ground.offers import DraftForm
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day

from .. import actions, forms, offers, queries, words
from ..models import Care
from .showing import show


def _sent(
    request: Request,
    shown: Care,
    form: fields.Form,
    do: Callable[[dict[str, Any]], object],
    done: str,
    name: str,
    kind: DraftForm | None = None,
) -> HttpResponse:
    """One form of the page: done and said, or shown again with why not."""
    draft = begun(request, kind.key(shown.pk)) if kind else None
    if form.is_valid():
        try:
            do(form.cleaned_data)
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            if draft is not None:
                draft.sent(by=request.user, at=request.at)
            messages.success(request, done)
            return redirect("placements:care", shown.pk)
    return show(request, shown, **{name: form})


def _care(request: Request, pk: str) -> Care:
    return get_object_or_404(queries.cares(request.user), pk=pk)


@require_POST
def follow(request: Request, pk: str) -> HttpResponse:
    """What the committee has considered, reviewed or revised."""
    shown = _care(request, pk)
    return _sent(
        request,
        shown,
        forms.FollowForm(request.POST),
        lambda said: actions.follow_care(
            shown, words.Done(said["done"]), said["done_on"], said["text"], by=request.user, at=request.at
        ),
        "Det är antecknat.",
        "follow",
        offers.FOLLOW,
    )


def take_back(request: Request, pk: str) -> HttpResponse:
    """Something was noted by mistake: of the wrong child, or the wrong day."""
    row = get_object_or_404(queries.considered(request.user), pk=pk)
    shown = _care(request, str(row.care_id))
    draft = begun(request, offers.TAKE_BACK.key(row.pk))
    form = forms.TakeBackForm(request.POST if request.method == "POST" else None, initial=draft.fields)
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_back(row, form.cleaned_data["why"], by=request.user, at=request.at)
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(
                request, "Raden räknas inte längre, och fristen är som den var. Det som stod finns kvar."
            )
            return redirect("placements:care", shown.pk)
    return page(
        request,
        "placements/take_back.html",
        status=422 if form.errors else 200,
        care=shown,
        row=row,
        form=form,
        draft=draft,
    )


@require_POST
def ground(request: Request, pk: str) -> HttpResponse:
    """The care rests on another ground."""
    shown = _care(request, pk)
    return _sent(
        request,
        shown,
        forms.GroundForm(request.POST, grounds=words.Ground.choices()),
        lambda said: actions.change_ground(
            shown,
            words.Ground(said["ground"]),
            said["starts_on"],
            said["decision_text"],
            by=request.user,
            at=request.at,
        ),
        "Grunden är ändrad, och fristerna följer den nya.",
        "ground",
        offers.GROUND,
    )


@require_POST
def annul(request: Request, pk: str) -> HttpResponse:
    """The wrong child was placed in the list."""
    shown = _care(request, pk)
    return _sent(
        request,
        shown,
        forms.AnnulForm(request.POST),
        lambda said: actions.annul(shown, said["why"], by=request.user, at=request.at),
        "Placeringen räknas inte längre. Det som skrevs står kvar.",
        "annulling",
        offers.ANNUL,
    )


@require_POST
def secretary(request: Request, pk: str) -> HttpResponse:
    """Who visits the child."""
    shown = _care(request, pk)
    form = forms.SecretaryForm(request.POST, staff=queries.secretaries(request.user, swedish_day(request.at)))
    return _sent(
        request,
        shown,
        form,
        lambda said: actions.name_secretary(
            shown, form.staff[said["secretary"]], by=request.user, at=request.at
        ),
        "Barnet har en ny socialsekreterare.",
        "naming",
    )


@require_POST
def plan(request: Request, pk: str) -> HttpResponse:
    """The next visit to the child."""
    shown = _care(request, pk)
    return _sent(
        request,
        shown,
        forms.PlanForm(request.POST),
        lambda said: actions.plan_visit(shown, said["planned_on"], by=request.user, at=request.at),
        "Besöket är planerat och kommer på Min dag.",
        "planning",
    )


@require_POST
def visited(request: Request, pk: str) -> HttpResponse:
    """A visit to the child that was."""
    shown = _care(request, pk)
    return _sent(
        request,
        shown,
        forms.VisitForm(request.POST),
        lambda said: actions.hold_visit(
            shown,
            said["held_at"],
            said["minutes"],
            alone=said["alone"],
            why_not=said["why_not"],
            note=said["note"],
            by=request.user,
            at=request.at,
        ),
        "Besöket är antecknat.",
        "visiting",
        offers.VISITED,
    )
