"""Hemmen: the register, what fits and why not, and one home."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from samtid.base.access.request import Request
from samtid.base.dossier.drafts import begun
from samtid.base.look.fragments import page
from samtid.base.look.refusals import on_form
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day

from .. import actions, forms, offers, queries, rules, words
from .. import register as homes


@require_GET
def register(request: Request) -> HttpResponse:
    """Every home, those that fit first; without a question all that are in order fit."""
    on = swedish_day(request.at)
    asked = any(request.GET.get(name) for name in forms.MatchForm.base_fields)
    form = forms.MatchForm(request.GET if asked else None)
    wish = form.wish(on) if asked and form.is_valid() else rules.Wish(on=on)
    return page(
        request,
        "placements/homes.html",
        status=422 if asked and form.errors else 200,
        form=form,
        asked=asked and form.is_valid(),
        rows=homes.matching(request.user, wish),
        hindered=homes.obstacles_to_keeping(request.user),
    )


@require_GET
def home(request: Request, pk: str) -> HttpResponse:
    """One home: what holds now, all that has been said, and the children there that the viewer has keys to."""
    return _show(request, pk)


def _show(
    request: Request, pk: str, *, pause: forms.PauseForm | None = None, status: int = 200
) -> HttpResponse:
    on = swedish_day(request.at)
    shown = homes.known(request.user, get_object_or_404(homes.homes(request.user), pk=pk), on)
    return page(
        request,
        "placements/home.html",
        status=status,
        known=shown,
        coming=shown.coming(on),
        standing=rules.match(shown.as_rule(), rules.Wish(on=on)),
        soon=shown.held is not None and rules.approval_ends(shown.held.approved_to, on),
        here=queries.of_home(request.user, shown.home, request.at),
        pauses=homes.own_pauses(request.user, shown.home, on),
        pause=pause or forms.PauseForm(initial={"first": on}),
        hindered=homes.obstacles_to_keeping(request.user),
    )


def new(request: Request) -> HttpResponse:
    """Register a home."""
    on = swedish_day(request.at)
    draft = begun(request, offers.NEW_HOME.key())
    first: dict[str, Any] = {"valid_from": on, "age_from": 0, "age_to": rules.MOST_AGE}
    form = forms.NewHomeForm(request.POST if request.method == "POST" else None, initial=first | draft.fields)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.register_home(
                words.HomeKind(said["kind"]), said["name"], form.said(), by=request.user, at=request.at
            )
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Hemmet är registrerat.")
            return redirect("placements:home", made.pk)
    return _form(request, form, draft, None)


def change(request: Request, pk: str) -> HttpResponse:
    """Say what holds of a home from a day."""
    on = swedish_day(request.at)
    shown = homes.known(request.user, get_object_or_404(homes.homes(request.user), pk=pk), on)
    draft = begun(request, offers.CHANGE_HOME.key(shown.home.pk))
    coming = shown.said_from(_day(request.GET.get("fran", "")))
    row = coming or shown.held or (shown.rows[0] if shown.rows else None)
    held = {name: getattr(row, name) for name in forms.HomeForm.base_fields} if row else {}
    first = held | {"valid_from": max(on, row.valid_from) if row else on, "why": ""}
    if draft.saved_at is not None:
        first |= dict.fromkeys(forms.HomeForm.ticks(), False)  # a draft tells of a box only when it is ticked
    form = forms.HomeForm(request.POST if request.method == "POST" else None, initial=first | draft.fields)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_home(shown.home, form.said(), by=request.user, at=request.at)
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Ändringen är sparad. Det som gällde innan står kvar.")
            later = shown.coming(form.cleaned_data["valid_from"])
            if later:
                days = ", ".join(str(one) for one in later)
                messages.warning(
                    request,
                    f"Uppgifter finns redan från {days}. Det som var lika där är ändrat också; resten står kvar.",
                )
            return redirect("placements:home", shown.home.pk)
    return _form(request, form, draft, shown)


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def _form(request: Request, form: forms.HomeForm, draft: Any, known: homes.Known | None) -> HttpResponse:
    return page(
        request,
        "placements/home_form.html",
        status=422 if form.errors else 200,
        form=form,
        draft=draft,
        known=known,
        hindered=homes.obstacles_to_keeping(request.user),
    )


@require_POST
def end_pause(request: Request, pk: str) -> HttpResponse:
    """The home takes children again."""
    shown = get_object_or_404(homes.pauses(request.user), pk=pk)
    try:
        actions.end_pause(shown, by=request.user, at=request.at)
    except NotYet as refusal:
        messages.error(request, " ".join(str(one) for one in refusal.obstacles))
    else:
        messages.success(request, "Pausen är slut. Hemmet tar emot igen om det finns plats.")
    return redirect("placements:home", shown.home_id)


@require_POST
def pause(request: Request, pk: str) -> HttpResponse:
    """A home takes nobody for a while."""
    shown = get_object_or_404(homes.homes(request.user), pk=pk)
    form = forms.PauseForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.pause_home(shown, said["first"], said["last"], by=request.user, at=request.at)
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            messages.success(request, "Pausen är antecknad.")
            return redirect("placements:home", shown.pk)
    return _show(request, pk, pause=form, status=422)
