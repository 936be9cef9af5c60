"""Vem gäller det, och vilka finns runt omkring?"""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from samtid.base.access.actions import log_opening
from samtid.base.access.request import Request
from samtid.base.access.words import Opening
from samtid.base.dossier.actions import open_page
from samtid.base.dossier.queries import search
from samtid.base.look.fragments import page
from samtid.base.people.actions import look_up
from samtid.base.people.queries import people, relations, shown, shown_near
from samtid.base.people.words import Bond
from samtid.ground.law.days import swedish_day

from .. import queries
from ..forms import FindForm, PersonForm, RelatedForm
from ..models import Report
from .show import find

MOST = 20


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
    bare = re.sub(r"[-+\s]", "", words)
    ids = search(request.user, bare if bare.isdigit() else words, MOST)
    return _identify_page(request, report, find_form=form, found=people(request.user).filter(pk__in=ids))


def _choose(request: Request, report: Report) -> HttpResponse:
    try:
        wanted = UUID(request.POST["choose"])
    except ValueError:
        return _identify_page(request, report, status=422)
    person = get_object_or_404(people(request.user), pk=wanted)
    return redirect("intake:who", report.pk, person.pk)


def _identify_page(request: Request, report: Report, *, status: int = 200, **given: Any) -> HttpResponse:
    context: dict[str, Any] = {
        "report": report,
        "find_form": FindForm(auto_id="sok_%s"),
        "found": None,
        "form": PersonForm(initial=_as_said(report), at=request.at),
        "said": queries.said(request.user, report),
        "shown": shown,
    }
    return page(request, "intake/identify.html", status=status, **(context | given))


def _as_said(report: Report) -> dict[str, str]:
    """What the reporter said about the person, to start from."""
    given, _, family = report.about_name.rpartition(" ")
    if not given:
        given, family = family, ""
    return {
        "given_name": given,
        "family_name": family,
        "number": report.about_number,
        "interpreter": report.interpreter,
    } | ({} if report.is_guarded else {"address": report.about_address, "school": report.about_school})


@require_http_methods(["GET", "POST"])
def relate(request: Request, pk: UUID) -> HttpResponse:
    """Guardians, siblings and others near the one it is about."""
    report = find(request, pk)
    if report.case is None:
        return redirect("intake:identify", pk)
    form = RelatedForm(
        request.POST if request.method == "POST" else None,
        at=request.at,
        initial={"bond": str(Bond.GUARDIAN)},
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
        said=queries.said(request.user, report),
        shown_near=shown_near,
        relations=relations(request.user, person, swedish_day(request.at)),
        together=queries.together(request.user, report),
    )
