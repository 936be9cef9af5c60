"""Personakten på en sida, och dess handlingar."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET

from samtid.base.access.asked import Asked
from samtid.base.access.request import Request
from samtid.base.corrections.queries import leads_to
from samtid.base.dossier import actions
from samtid.base.dossier import queries as dossiers
from samtid.base.dossier.words import Need
from samtid.base.look import house
from samtid.base.look.fragments import page
from samtid.base.people.queries import shown as as_shown
from samtid.base.people.queries import shown_near, shown_place
from samtid.doors.desk import file

PER_PAGE = 50
DOSSIER = Asked(lambda viewer, pk: dossiers.dossiers(viewer).filter(pk=pk))


@require_GET
def dossier(request: Request, dossier_pk: UUID) -> HttpResponse:
    """Person, family, what can be done next, clocks, services and chronology."""
    shown = next(iter(DOSSIER(request.user, dossier_pk)), None)
    if shown is None:  # it may have turned out to be another's: an old link leads on
        if kept := leads_to(request.user, dossier_pk):
            return redirect("desk:dossier", kept)
        raise Http404
    overview = file.overview(request.user, shown, request.at)
    actions.open_dossier(shown, overview.cases, "desk:dossier", by=request.user, at=request.at)
    return page(
        request,
        "desk/dossier.html",
        dossier=shown,
        person=shown.person,
        shown=as_shown,
        shown_place=shown_place,
        shown_near=shown_near,
        need_label=Need.label_of,
        file=overview,
        called={one.rule: one.duty for one in house.clocks().values() if one.duty},
    )


@require_GET
def documents(request: Request, dossier_pk: str) -> HttpResponse:
    """What has been filed in the dossier."""
    shown = get_object_or_404(dossiers.dossiers(request.user), pk=dossier_pk)
    filed = dossiers.documents(request.user).filter(case__dossier=shown).select_related("case")
    sheet = Paginator(filed, PER_PAGE).get_page(request.GET.get("sida"))
    cases = dossiers.cases(request.user).filter(dossier=shown)
    actions.open_dossier(shown, cases, "desk:documents", by=request.user, at=request.at)
    return page(request, "desk/documents.html", dossier=shown, person=shown.person, sheet=sheet)
