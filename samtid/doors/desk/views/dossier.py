"""Personakten på en sida."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from samtid.base.access import queries as access
from samtid.base.dossier import actions
from samtid.base.dossier import queries as dossiers
from samtid.base.look.fragments import page
from samtid.doors.desk import file, forms, queries


@require_GET
def dossier(request: HttpRequest, dossier_pk: str) -> HttpResponse:
    """Person, family, what can be done next, clocks, services and chronology."""
    shown = get_object_or_404(dossiers.dossiers(request.user), pk=dossier_pk)
    today = timezone.localdate(request.at)
    overview = file.overview(request.user, shown, request.at)
    for case in overview.cases[:1]:
        actions.open_page(case, "desk:dossier", by=request.user, at=request.at)
    current = overview.cases[0] if overview.cases else None
    here = access.unit_of(current.compartment_id, today) if current else None
    receivers = queries.receivers(here, today) if here else None
    return page(
        request,
        "desk/dossier.html",
        dossier=shown,
        person=shown.person,
        file=overview,
        current=current,
        unit=here,
        hand_over=forms.HandOverForm(receivers=receivers) if receivers is not None else None,
        protection=forms.ProtectionForm(initial={"level": shown.person.protection}),
    )
