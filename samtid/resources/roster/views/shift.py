"""Ett pass: lay it, change it, call it off."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from samtid.base.access.request import Request
from samtid.base.access.viewing import seen_by
from samtid.base.look.fragments import page
from samtid.base.look.refusals import on_form
from samtid.base.organisation.models import Unit
from samtid.ground import text
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day

from .. import actions, forms, queries, rules
from ..models import Shift
from .week import day_of, lays, leads, members, unit_of

USUAL = {"starts": "07:00", "ends": "16:00", "kind": "work", "break_kind": "rest", "break_minutes": 30}


def to_week(unit: Unit, day: date) -> HttpResponse:
    """Back to the week of a day."""
    return redirect(f"{reverse('roster:week', args=[unit.pk])}?dag={day}")


def add(request: Request, unit_pk: int) -> HttpResponse:
    """Lay a shift."""
    unit = unit_of(request, unit_pk)
    on, today = day_of(request), swedish_day(request.at)
    form = forms.ShiftForm(
        request.POST if request.method == "POST" else None,
        staff=members(unit, today, on),
        initial=USUAL | {"day": on, "staff": str(text.whole(request.GET.get("vem", "")) or "")},
    )
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["approved_why"]
        try:
            made = actions.add_shift(
                unit, form.chosen(), form.stint(), approved_why=why, by=request.user, at=request.at
            )
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            messages.success(
                request, f"{made.staff.name} arbetar {rules.span(made.starts_at, made.ends_at)}."
            )
            return to_week(unit, made.stint.day)
    return page(
        request,
        "roster/add.html",
        status=422 if form.errors else 200,
        form=form,
        unit=unit,
        on=on,
        hindered=[] if lays(request, unit) else rules.LAYS.obstacles([]),
        leads=leads(request, unit),
    )


def shift(request: Request, shift_pk: str) -> HttpResponse:
    """One shift; POST gives it other times."""
    shown = get_object_or_404(_readable(request), pk=shift_pk)
    if request.method != "POST":
        return _show(request, shown)
    form = forms.TimesForm(request.POST)
    if form.is_valid():
        why = form.cleaned_data["approved_why"]
        try:
            made = actions.change_shift(shown, form.stint(), approved_why=why, by=request.user, at=request.at)
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            messages.success(
                request, f"{made.staff.name} arbetar {rules.span(made.starts_at, made.ends_at)}."
            )
            return to_week(made.unit, made.stint.day)
    return _show(request, shown, change=form)


@require_POST
def call_off(request: Request, shift_pk: str) -> HttpResponse:
    """Call a shift off."""
    shown = get_object_or_404(_readable(request), pk=shift_pk)
    form = forms.CallOffForm(request.POST)
    if form.is_valid():
        try:
            actions.call_off(shown, form.cleaned_data["why"], by=request.user, at=request.at)
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            messages.success(request, f"Passet är inställt. {shown.staff.name} ser det i sitt schema.")
            if list(queries.lost(request.user, [shown.unit_id], shown.starts_at, shown.ends_at)[:1]):
                return redirect("roster:lost", shown.unit_id)
            return to_week(shown.unit, shown.stint.day)
    return _show(request, shown, off=form)


def _readable(request: Request) -> Any:
    return seen_by(request.user, Shift).select_related("unit", "staff", "made_by", "revoked_by", "replaces")


def _show(
    request: Request,
    shown: Shift,
    *,
    change: forms.TimesForm | None = None,
    off: forms.CallOffForm | None = None,
) -> HttpResponse:
    may_lay = lays(request, shown.unit) and shown.revoked_at is None
    return page(
        request,
        "roster/shift.html",
        status=422 if change is not None or off is not None else 200,
        shift=shown,
        lays=may_lay,
        leads=leads(request, shown.unit),
        is_own=shown.staff_id == request.user.pk,
        length=rules.length,
        change=change or forms.TimesForm(initial=forms.TimesForm.first_words(shown.stint)),
        off=off or forms.CallOffForm(auto_id="stall_in_%s"),
    )
