"""Sök, och öppna utan nyckel när någon är i fara."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.db import DatabaseError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from samtid.base.access.actions import log_opening, may_go_on
from samtid.base.access.brake import too_much
from samtid.base.access.proof import asks_proof
from samtid.base.access.queries import is_braked
from samtid.base.access.request import Request
from samtid.base.access.words import Opening
from samtid.base.dossier import actions
from samtid.base.dossier.drafts import begun
from samtid.base.dossier.queries import MOST_HITS, by_glass
from samtid.base.look.fragments import page
from samtid.base.look.paging import sheet_of
from samtid.base.people.rules import Number, read_number
from samtid.doors.desk import forms, queries
from samtid.doors.desk.offers import BREAK_GLASS
from samtid.ground.sweden import swedish_day

# In the session: the moment of the press whose answer is asked for.
BROKE_AT = "glass_broken_at"


def search(request: Request) -> HttpResponse:
    """Search by POST, so that no name stands in an address, a history or a log."""
    form = forms.SearchForm(request.POST if request.method == "POST" else None)
    found, sheet, more = None, None, False
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data["words"]
        log_opening(Opening.SEARCH, page="desk:search", sought=said[:100], by=request.user, at=request.at)
        if not may_go_on("search", by=request.user, at=request.at):
            return too_much(request)
        ids = queries.hits(request.user, said)
        more = len(ids) > MOST_HITS
        sheet = sheet_of(ids[:MOST_HITS], request.POST.get("sida"))
        found = queries.found(request.user, list(sheet))
    status = 422 if request.method == "POST" and found is None else 200
    return page(request, "desk/search.html", status=status, form=form, found=found, sheet=sheet, more=more)


@asks_proof("nödöppna en akt")
def break_glass(request: Request) -> HttpResponse:
    """Open a dossier without a key. It ends by itself, and somebody will ask."""
    draft = begun(request, BREAK_GLASS.key())
    form = forms.BreakGlassForm(request.POST if request.method == "POST" else None, initial=draft.fields)
    if request.method == "POST" and form.is_valid():
        number = read_number(form.cleaned_data["number"], on=swedish_day(request.at))
        if not isinstance(number, Number):
            form.add_error("number", str(number))
        else:
            try:
                with transaction.atomic():
                    actions.break_glass(
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
                draft.sent(by=request.user, at=request.at)
                request.session[BROKE_AT] = request.at.isoformat()
                return redirect("desk:glass_broken")
    status = 422 if request.method == "POST" else 200
    return page(request, "desk/break_glass.html", status=status, form=form, draft=draft)


@require_safe
def glass_broken(request: Request) -> HttpResponse:
    """What the glass opened. Told by the next request, when the line in the log stands."""
    broke_at = request.session.get(BROKE_AT)
    if broke_at is None:
        return redirect("desk:break_glass")
    if opened := by_glass(request.user, datetime.fromisoformat(broke_at)):
        messages.warning(request, "Akten är öppnad med nödnyckel. Enhetens chef ser öppningen.")
        return redirect("desk:dossier", opened)
    draft = begun(request, BREAK_GLASS.key())
    return page(request, "desk/break_glass.html", form=forms.BreakGlassForm(), draft=draft, is_nobody=True)
