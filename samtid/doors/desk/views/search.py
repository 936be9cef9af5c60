"""Sök, och öppna utan nyckel när någon är i fara."""

from __future__ import annotations

from django.contrib import messages
from django.db import DatabaseError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect

from samtid.base.access.actions import log_opening, may_go_on
from samtid.base.access.brake import too_much
from samtid.base.access.queries import is_braked
from samtid.base.access.request import Request
from samtid.base.access.words import Opening
from samtid.base.dossier import actions
from samtid.base.look.fragments import page
from samtid.base.people.rules import Number, read_number
from samtid.doors.desk import forms, queries
from samtid.ground.sweden import swedish_day


def search(request: Request) -> HttpResponse:
    """Search by POST, so that no name stands in an address, a history or a log."""
    form = forms.SearchForm(request.POST if request.method == "POST" else None)
    found = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data["words"]
        log_opening(Opening.SEARCH, page="desk:search", sought=said[:100], by=request.user, at=request.at)
        if not may_go_on("search", by=request.user, at=request.at):
            return too_much(request)
        found = queries.found(request.user, said)
    status = 422 if request.method == "POST" and found is None else 200
    return page(request, "desk/search.html", status=status, form=form, found=found)


def break_glass(request: Request) -> HttpResponse:
    """Open a dossier without a key. It ends by itself, and somebody will ask."""
    form = forms.BreakGlassForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        number = read_number(form.cleaned_data["number"], on=swedish_day(request.at))
        if not isinstance(number, Number):
            form.add_error("number", str(number))
        else:
            try:
                with transaction.atomic():
                    opened = actions.break_glass(
                        number.value,
                        form.cleaned_data["reason"],
                        form.cleaned_data["hours"],
                        by=request.user,
                        at=request.at,
                    )
            except DatabaseError:
                form.add_error(None, "Din roll får inte nödöppna akter.")
            else:
                if is_braked("glass"):
                    return too_much(request)
                if opened:
                    messages.warning(request, "Akten är öppnad med nödnyckel. Enhetens chef ser öppningen.")
                    return redirect("desk:dossier", opened)
                form.add_error(
                    "number",
                    "Det finns ingen akt som kan nödöppnas på numret. Försöket är antecknat i loggen.",
                )
    return page(request, "desk/break_glass.html", status=422 if request.method == "POST" else 200, form=form)
