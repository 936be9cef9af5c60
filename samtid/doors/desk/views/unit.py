"""Enheten: queue, load and hand-over, for its manager."""

from __future__ import annotations

from django.contrib import messages
from django.db import DatabaseError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from samtid.base.access import queries as access
from samtid.base.dossier import actions
from samtid.base.dossier import queries as dossier
from samtid.base.look.fragments import page
from samtid.base.organisation import queries as organisation
from samtid.doors.desk import forms, queries

PER_PAGE = 50


@require_GET
def unit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The unit one leads: what waits for a caseworker, who has how much, what is late."""
    today = timezone.localdate(request.at)
    led = list(queries.led_units(request.user, today))
    chosen = next((one for one in led if pk in (None, one.pk)), None)
    if chosen is None:
        raise Http404
    receivers = list(queries.receivers(chosen, today))
    total, loads = queries.loads(request.user, chosen, receivers, today)
    cases = queries.unit_cases(request.user, chosen, today)
    wanted = request.GET.get("handlaggare", "")
    if wanted.isdigit():
        cases = cases.filter(caseworker=int(wanted))
    elif wanted == "ingen":
        cases = cases.filter(caseworker=None)
    longest = list(cases[: PER_PAGE + 1])
    return page(
        request,
        "desk/unit.html",
        led=led,
        unit=chosen,
        total=total,
        loads=loads,
        wanted=wanted,
        cases=longest[:PER_PAGE],
        more=len(longest) > PER_PAGE,
        receivers=receivers,
    )


@require_POST
def hand_over(request: HttpRequest, case_pk: str) -> HttpResponse:
    """Hand a case to somebody, the keys moving along: choose, and confirm."""
    case = get_object_or_404(dossier.cases(request.user), pk=case_pk)
    today = timezone.localdate(request.at)
    here = access.unit_of(case.compartment_id, today)
    target = here
    if request.POST.get("unit", "").isdigit():
        target = organisation.units(today).filter(pk=int(request.POST["unit"])).first()
    if target is None:
        raise Http404
    form = forms.HandOverForm(request.POST, receivers=queries.receivers(target, today))
    if not form.is_valid():
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return (
            redirect("desk:unit")
            if "from_unit" in request.POST
            else redirect("desk:dossier", case.dossier_id)
        )
    receiver = form.cleaned_data["receiver"]
    try:
        with transaction.atomic():
            compartment = access.compartment_of(target, today)
            actions.transfer(case, compartment, receiver, by=request.user, at=request.at)
    except DatabaseError:
        messages.error(request, "Ärendet kunde inte lämnas över: mottagaren arbetar inte i enheten.")
        return redirect("desk:dossier", case.dossier_id)
    messages.success(request, f"Ärendet är överlämnat till {receiver.name}. Nycklarna följde med.")
    still = dossier.cases(request.user).filter(pk=case.pk).exists()
    if "from_unit" in request.POST:
        return redirect("desk:unit")
    return redirect("desk:dossier", case.dossier_id) if still else redirect("desk:day")
