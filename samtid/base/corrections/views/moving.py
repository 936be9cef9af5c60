"""Fel person: cases that lie in the wrong dossier are moved to the right one; and what that was to the wrong one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from samtid.base.access.actions import log_opening
from samtid.base.access.request import Request
from samtid.base.access.words import Opening
from samtid.base.dossier.drafts import begun
from samtid.base.dossier.models import Case, Dossier
from samtid.base.dossier.queries import MOST_HITS, cases, dossiers, search
from samtid.base.look.fragments import page
from samtid.base.look.paging import sheet_of
from samtid.base.look.refusals import beside
from samtid.base.people.actions import look_up
from samtid.base.people.forms import FindForm, PersonForm
from samtid.base.people.queries import asked, people, relations, shown
from samtid.base.people.rules import sought_number
from samtid.base.people.words import Bond
from samtid.ground.reasons import NotYet, Obstacle
from samtid.ground.sweden import swedish_day

from .. import actions, offers, queries
from ..forms import IncidentForm, MoveForm
from ..words import Incident
from .details import again, forget

PER_PAGE = 20


def _dossier(request: Request, dossier_pk: UUID) -> tuple[Dossier, list[Case]]:
    """A dossier, and those of its cases that the viewer holds by a key that was given."""
    dossier = get_object_or_404(dossiers(request.user), pk=dossier_pk)
    seen = list(cases(request.user).filter(dossier=dossier))
    held = queries.without_glass(request.user, [case.pk for case in seen])
    return dossier, [case for case in seen if case.pk in held]


@require_http_methods(["GET", "HEAD", "POST"])
def wrong_person(request: Request, dossier_pk: UUID) -> HttpResponse:
    """Who is it then? Somebody whom one may see already, or somebody filled in."""
    dossier, _ = _dossier(request, dossier_pk)
    draft = begun(request, offers.RIGHT.key(dossier.pk))
    found: dict[str, Any] = {
        "find_form": FindForm(auto_id="sok_%s"),
        "found": None,
        "sheet": None,
        "more": False,
    }
    form, status = PersonForm(initial=draft.fields, at=request.at), 200
    if request.method == "POST" and "find" in request.POST:
        found, status = search_for(request)
    elif request.method == "POST":
        form = PersonForm(request.POST, at=request.at)
        if form.is_valid():
            ticket = look_up(form.person(), by=request.user, at=request.at)
            return redirect("corrections:right_person", dossier.pk, ticket)
        status = 422
    return page(
        request,
        "corrections/wrong_person.html",
        status=status,
        dossier=dossier,
        person=dossier.person,
        form=form,
        draft=draft,
        shown=shown,
        **found,
    )


def search_for(request: Request) -> tuple[dict[str, Any], int]:
    """Those found by name or number among the viewer's own; the search itself is logged."""
    form = FindForm(request.POST, auto_id="sok_%s")
    if not form.is_valid():
        return {"find_form": form, "found": None, "sheet": None, "more": False}, 422
    log_opening(Opening.SEARCH, page="corrections:wrong_person", by=request.user, at=request.at)
    words = form.cleaned_data["words"]
    ids = search(request.user, sought_number(words) or words)
    sheet = sheet_of(ids[:MOST_HITS], request.POST.get("sida"), PER_PAGE)
    found = people(request.user).filter(pk__in=list(sheet))
    return {"find_form": form, "found": found, "sheet": sheet, "more": len(ids) > MOST_HITS}, 200


@require_http_methods(["GET", "HEAD", "POST"])
def right_person(request: Request, dossier_pk: UUID, wanted: UUID) -> HttpResponse:
    """What was said beside what is held; which cases are moved, who near them follows, and why."""
    dossier, held = _dossier(request, dossier_pk)
    found = asked(request.user, wanted, {"number": ""})
    if found is None:
        return again(request, "corrections:wrong_person", dossier.pk)
    on = swedish_day(request.at)
    near = [
        (str(one.pk), f"{one.other.name}, {Bond(one.bond).label.lower()}")
        for one in relations(request.user, dossier.person, on)
        if one.ended_at is None
    ]
    draft = begun(request, offers.MOVE.key(dossier.pk))
    form = MoveForm(
        request.POST if request.method == "POST" else None,
        initial=({"cases": [str(held[0].pk)]} if len(held) == 1 else {}) | draft.fields,
        cases=[(str(case.pk), f"{case.get_need_display()}, {case.number}") for case in held],  # type: ignore[attr-defined]
        near=near,
    )
    refused: list[Obstacle] = []
    if request.method == "POST" and form.is_valid():
        chosen = [case for case in held if str(case.pk) in form.cleaned_data["cases"]]
        keep = [UUID(one) for one in form.cleaned_data.get("keep", [])]
        try:
            actions.move_cases(
                chosen, wanted, reason=form.cleaned_data["reason"], keep=keep, by=request.user, at=request.at
            )
        except NotYet as refusal:
            refused = beside(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            forget(request, offers.RIGHT.key(dossier.pk))
            messages.success(
                request,
                "Ärendet är flyttat, med anteckningar, frister och nycklar. Frågan om personuppgiftsincident ligger på Min dag.",
            )
            return redirect("desk:day")
    return page(
        request,
        "corrections/right_person.html",
        status=422 if request.method == "POST" else 200,
        dossier=dossier,
        person=dossier.person,
        asked=found,
        form=form,
        draft=draft,
        refused=refused,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def moved(request: Request, move_pk: UUID) -> HttpResponse:
    """What went out while the case lay on the wrong person, and whether it was an incident."""
    move = queries.move(request.user, move_pk)
    if move is None:
        raise Http404
    draft = begun(request, offers.INCIDENT.key(move.pk))
    form = IncidentForm(request.POST if request.method == "POST" else None, initial=draft.fields)
    refused: list[Obstacle] = []
    if request.method == "POST" and form.is_valid():
        try:
            actions.consider_incident(
                move,
                Incident(form.cleaned_data["found"]),
                form.cleaned_data["text"],
                by=request.user,
                at=request.at,
            )
        except NotYet as refusal:
            refused = beside(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Ställningstagandet är antecknat.")
            return redirect("corrections:moved", move.pk)
    return page(
        request,
        "corrections/moved.html",
        status=422 if request.method == "POST" else 200,
        move=move,
        case=move.case,
        letters=queries.sent_before(request.user, move),
        form=form,
        draft=draft,
        refused=refused,
    )
