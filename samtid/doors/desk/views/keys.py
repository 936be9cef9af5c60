"""Sök, nödöppning, skydd, ersättare och loggen."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from samtid.base.access import queries as access
from samtid.base.access.actions import log_opening
from samtid.base.access.words import Ground, Opening, Reach
from samtid.base.dossier import actions
from samtid.base.dossier import queries as dossier
from samtid.base.look.fragments import page
from samtid.base.organisation.models import Staff
from samtid.base.people.rules import Number, read_number
from samtid.base.people.words import Protection
from samtid.doors.desk import forms, queries
from samtid.quality.improvement.rules import step_of


def search(request: HttpRequest) -> HttpResponse:
    """Search by POST, so that no name stands in an address, a history or a log."""
    form = forms.SearchForm(request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid():
        found = queries.found(request.user, form.cleaned_data["words"])
        log_opening(Opening.SEARCH, page="desk:search", by=request.user, at=request.at)
    status = 422 if request.method == "POST" and found is None else 200
    return page(request, "desk/search.html", status=status, form=form, found=found)


def break_glass(request: HttpRequest) -> HttpResponse:
    """Open a dossier without a key. It ends by itself, and somebody will ask."""
    form = forms.BreakGlassForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number = read_number(form.cleaned_data["number"], on=timezone.localdate(request.at))
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
                if opened:
                    messages.warning(request, "Akten är öppnad med nödnyckel. Enhetens chef ser öppningen.")
                    return redirect("desk:dossier", opened)
                form.add_error(
                    "number",
                    "Det finns ingen akt som kan nödöppnas på numret. Försöket är antecknat i loggen.",
                )
    return page(request, "desk/break_glass.html", status=422 if request.method == "POST" else 200, form=form)


@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """The openings in the units one leads, and every break-glass (SoLPuL 10 §)."""
    return page(
        request,
        "desk/log.html",
        openings=[(one, step_of(one.page).label) for one in access.openings(request.user)[:200]],
        emergencies=list(access.emergencies(request.user, request.at)[:50]),
    )


@require_POST
def protect(request: HttpRequest, case_pk: str) -> HttpResponse:
    """Set the level of protected identity."""
    case = get_object_or_404(dossier.cases(request.user), pk=case_pk)
    form = forms.ProtectionForm(request.POST)
    if form.is_valid():
        actions.set_protection(case, Protection(form.cleaned_data["level"]), by=request.user, at=request.at)
        messages.success(
            request, "Skyddet är ändrat. Bara namngivna medarbetare ser akten när den är skyddad."
        )
    else:
        messages.error(request, "Välj en av de fyra nivåerna.")
    return redirect("desk:dossier", case.dossier_id)


@require_POST
def name_staff(request: HttpRequest, case_pk: str) -> HttpResponse:
    """Give a colleague a key to this one case, for a time."""
    case = get_object_or_404(dossier.cases(request.user), pk=case_pk)
    form = forms.NameStaffForm(request.POST, receivers=Staff.objects.on(timezone.localdate(request.at)))
    if form.is_valid():
        days = form.cleaned_data["days"]
        actions.name_staff(
            case,
            form.cleaned_data["receiver"],
            ground=Ground.NAMED if case.is_sealed else Ground.SUBSTITUTION,
            reach=Reach.CASE,
            reason=form.cleaned_data["reason"],
            until=request.at + timedelta(days=days) if days else None,
            by=request.user,
            at=request.at,
        )
        messages.success(request, f"{form.cleaned_data['receiver'].name} har nu nyckel till ärendet.")
    else:
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
    return redirect("desk:dossier", case.dossier_id)
