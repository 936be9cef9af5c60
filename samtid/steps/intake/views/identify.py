"""Vem gäller det, och vilka finns runt omkring?"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from samtid.base.access.actions import log_opening
from samtid.base.access.request import Request
from samtid.base.access.words import Opening
from samtid.base.dossier.actions import open_page
from samtid.base.dossier.drafts import begun
from samtid.base.dossier.queries import MOST_HITS, search
from samtid.base.look.fragments import page
from samtid.base.look.paging import sheet_of
from samtid.base.people.actions import look_up
from samtid.base.people.queries import people, relations, shown, shown_near
from samtid.base.people.rules import sought_number
from samtid.ground.law.days import swedish_day

from .. import offers, queries
from ..forms import FindForm, PersonForm, RelatedForm
from ..models import Report
from ..said import as_said
from .show import find

PER_PAGE = 20


@require_http_methods(["GET", "POST"])
def identify(request: Request, pk: UUID) -> HttpResponse:
    """Look for the person among those one may see, or register whom it is about."""
    report = find(request, pk)
    if report.case is not None:
        return redirect("intake:report", pk)
    log_opening(
        Opening.VIEW,
        page="intake:identify",
        compartment_id=report.compartment_id,
        by=request.user,
        at=request.at,
    )
    if request.method == "GET":
        return _identify_page(request, report)
    if "find" in request.POST:
        return _found(request, report)
    if "choose" in request.POST:
        return _choose(request, report)
    begun(request, offers.IDENTIFY.key(report.pk))  # kept until it is confirmed (who.py)
    form = PersonForm(request.POST, at=request.at)
    if not form.is_valid():
        return _identify_page(request, report, status=422, form=form)
    return redirect("intake:who", report.pk, look_up(form.person(), by=request.user, at=request.at))


def _found(request: Request, report: Report) -> HttpResponse:
    """Those found by name or number; the search itself is logged (SoLPuL 10 §)."""
    form = FindForm(request.POST, auto_id="sok_%s")
    if not form.is_valid():
        return _identify_page(request, report, status=422, find_form=form)
    log_opening(
        Opening.SEARCH,
        page="intake:identify",
        compartment_id=report.compartment_id,
        by=request.user,
        at=request.at,
    )
    words = form.cleaned_data["words"]
    ids = search(request.user, sought_number(words) or words)
    sheet = sheet_of(ids[:MOST_HITS], request.POST.get("sida"), PER_PAGE)
    return _identify_page(
        request,
        report,
        find_form=form,
        sheet=sheet,
        more=len(ids) > MOST_HITS,
        found=people(request.user).filter(pk__in=list(sheet)),
    )


def _choose(request: Request, report: Report) -> HttpResponse:
    try:
        wanted = UUID(request.POST["choose"])
    except ValueError:
        return _identify_page(request, report, status=422)
    person = get_object_or_404(people(request.user), pk=wanted)
    return redirect("intake:who", report.pk, person.pk)


def _identify_page(request: Request, report: Report, *, status: int = 200, **given: Any) -> HttpResponse:
    draft = begun(request, offers.IDENTIFY.key(report.pk))
    context: dict[str, Any] = {
        "report": report,
        "find_form": FindForm(auto_id="sok_%s"),
        "found": None,
        "form": PersonForm(initial=as_said(report) | draft.fields, at=request.at),
        "draft": draft,
        "sheet": None,
        "more": False,
        "said": queries.said(request.user, report),
        "shown": shown,
    }
    return page(request, "intake/identify.html", status=status, **(context | given))


@require_http_methods(["GET", "POST"])
def relate(request: Request, pk: UUID) -> HttpResponse:
    """Guardians, siblings and others near the one it is about."""
    report = find(request, pk)
    if report.case is None:
        return redirect("intake:identify", pk)
    draft = begun(request, offers.RELATE.key(report.pk))
    form = RelatedForm(
        request.POST if request.method == "POST" else None,
        at=request.at,
        initial=draft.fields,
    )
    if request.method == "POST" and form.is_valid():
        other = form.person()
        if other.number and other.number == report.case.dossier.person.number:
            form.add_error("number", "Det är samma person som anmälan gäller.")
        else:
            bond = form.cleaned_data["bond"]
            ticket = look_up(other, about=bond, by=request.user, at=request.at)
            return redirect("intake:who_near", pk, ticket)
    if request.method == "GET":
        open_page(report.case, page="intake:relate", by=request.user, at=request.at)
    person = report.case.dossier.person
    return page(
        request,
        "intake/relate.html",
        status=422 if form.errors else 200,
        report=report,
        person=person,
        form=form,
        draft=draft,
        said=queries.said(request.user, report),
        shown_near=shown_near,
        relations=relations(request.user, person, swedish_day(request.at)),
        together=queries.together(request.user, report),
    )
