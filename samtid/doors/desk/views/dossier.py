"""Personakten på en sida, och vem som har nyckel till den."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from samtid.base.access import queries as access
from samtid.base.dossier import actions
from samtid.base.dossier import queries as dossiers
from samtid.base.look.fragments import page
from samtid.base.organisation import queries as organisation
from samtid.base.organisation.models import Staff
from samtid.base.people.queries import shown as as_shown
from samtid.doors.desk import file, forms, queries, rules


@require_GET
def dossier(request: HttpRequest, dossier_pk: str) -> HttpResponse:
    """Person, family, what can be done next, clocks, services and chronology."""
    shown = get_object_or_404(dossiers.dossiers(request.user), pk=dossier_pk)
    overview = file.overview(request.user, shown, request.at)
    if overview.current:
        actions.open_page(overview.current, "desk:dossier", by=request.user, at=request.at)
    return page(
        request,
        "desk/dossier.html",
        dossier=shown,
        person=shown.person,
        shown=as_shown,
        file=overview,
        way=rules.way(overview.stage),
    )


@require_GET
def documents(request: HttpRequest, dossier_pk: str) -> HttpResponse:
    """What has been filed in the dossier."""
    shown = get_object_or_404(dossiers.dossiers(request.user), pk=dossier_pk)
    filed = list(dossiers.documents(request.user).filter(case__dossier=shown).select_related("case")[:200])
    case = dossiers.cases(request.user).filter(dossier=shown).first()
    if case:
        actions.open_page(case, "desk:documents", by=request.user, at=request.at)
    return page(request, "desk/documents.html", dossier=shown, person=shown.person, documents=filed)


@require_GET
def keys(request: HttpRequest, case_pk: str) -> HttpResponse:
    """Who has keys to a case; hand it over, name a substitute, protect the person."""
    case = get_object_or_404(dossiers.cases(request.user), pk=case_pk)
    actions.open_page(case, "desk:keys", by=request.user, at=request.at)
    today = timezone.localdate(request.at)
    here = access.unit_of(case.compartment_id, today)
    units = [unit for unit in organisation.units(today) if unit.holdings.exists()]
    chosen = next((unit for unit in units if str(unit.pk) == request.GET.get("enhet", "")), here)
    colleagues = queries.receivers(chosen, today) if chosen else Staff.objects.none()
    return page(
        request,
        "desk/keys.html",
        case=case,
        unit=here,
        units=units,
        chosen=chosen,
        keys=list(access.keys(request.user, request.at).filter(case_id=case.pk)),
        hand_over=forms.HandOverForm(receivers=colleagues),
        name=forms.NameStaffForm(receivers=Staff.objects.on(today).order_by("name")),
        protection=forms.ProtectionForm(initial={"level": case.dossier.person.protection}),
    )
