"""Omorganisationen: draft it row by row, rehearse it, approve it, undo it before its day, and read how it went."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samtid.base.access.proof import asks_proof
from samtid.base.access.request import Request
from samtid.base.dossier.drafts import begun
from samtid.base.look.refusals import on_form
from samtid.doors.office import actions, forms, offers, queries, rehearsal
from samtid.doors.office.models import Reorganisation
from samtid.doors.office.refusals import NO_CHOICE, REFUSED
from samtid.doors.office.words import MoveKind, Stage
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day

from .reading import at_home, show

METHODS = ["GET", "HEAD", "POST"]
SAID = {
    Stage.WAITING: "Planen är föreslagen. En annan systemförvaltare behöver läsa övningen och godkänna.",
    Stage.APPROVED: "Planen är godkänd. Den genomförs av sig själv när dagen börjar.",
    Stage.REFUSED: "Planen är avslagen.",
    Stage.DRAFT: "Planen är ett utkast igen.",
    Stage.WITHDRAWN: "Planen är återtagen. Ingenting ändras.",
}


@require_GET
def reorganisations(request: Request) -> HttpResponse:
    """The one that is being made, and those that were."""
    at_home(request)
    rows = list(queries.reorganisations(request.user))
    return show(
        request,
        "office/reorganisations.html",
        plans=rows,
        open_one=next((one for one in rows if one.is_open), None),
    )


@require_http_methods(METHODS)
def begin_plan(request: Request) -> HttpResponse:
    """A new plan: its name, its day, the minutes."""
    return _head(request, None)


@require_http_methods(METHODS)
def change_plan(request: Request, plan_pk: str) -> HttpResponse:
    """Another day, another name."""
    return _head(request, _draft(request, plan_pk))


def _head(request: Request, plan: Reorganisation | None) -> HttpResponse:
    if not at_home(request):
        raise Http404
    first = {name: getattr(plan, name) for name in forms.PlanForm.base_fields} if plan is not None else {}
    draft = begun(request, offers.CHANGE_PLAN.key(plan.pk) if plan is not None else offers.PLAN.key())
    form = forms.PlanForm(request.POST if request.method == "POST" else None, initial=first | draft.fields)
    if request.method == "POST" and form.is_valid():
        try:
            pk = actions.draft_reorganisation(
                plan, **form.cleaned_data, moves=plan.moves if plan else [], by=request.user, at=request.at
            )
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            return redirect("office:reorganisation", pk)
    return show(
        request,
        "office/plan_form.html",
        status=422 if form.is_bound else 200,
        form=form,
        draft=draft,
        plan=plan,
        heading="Ändra planen" if plan else "Ny omorganisation",
        lead="Lägg sedan till ändringarna en i taget. Ingenting händer förrän planen är övad, godkänd av en annan person och dagen är inne.",
    )


@require_http_methods(METHODS)
def add_move(request: Request, plan_pk: str, do: str) -> HttpResponse:
    """One more row of the plan."""
    plan = _draft(request, plan_pk)
    try:
        kind = MoveKind(do)
    except ValueError:
        raise Http404 from None
    form = forms.MoveForm(
        request.POST if request.method == "POST" else None,
        do=kind,
        units=queries.unit_names(plan, plan.from_on),
        today=swedish_day(request.at),
    )
    if request.method == "POST" and form.is_valid():
        taken = [int(str(move["ref"])[1:]) for move in plan.moves if move.get("ref")]
        try:
            actions.add_move(plan, form.move(max(taken, default=0) + 1), by=request.user, at=request.at)
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            messages.success(request, f"Tillagt i planen: {kind.label.lower()}.")
            return redirect("office:reorganisation", plan.pk)
    return show(
        request,
        "office/plan_form.html",
        status=422 if form.is_bound else 200,
        form=form,
        draft=None,
        plan=plan,
        heading=kind.label,
        lead=kind.help,
    )


@require_POST
def drop_move(request: Request, plan_pk: str, number: int) -> HttpResponse:
    """Takes a row out of the plan."""
    plan = _draft(request, plan_pk)
    if number >= len(plan.moves):
        raise Http404
    if request.POST.get("version") != str(plan.version):
        return _show(request, plan, status=422, refused=[REFUSED["changed_by_another"]])
    try:
        actions.drop_move(plan, number, by=request.user, at=request.at)
    except NotYet as refusal:
        return _show(request, plan, status=422, refused=refusal.obstacles)
    messages.success(request, "Raden är borttagen.")
    return redirect("office:reorganisation", plan.pk)


@require_GET
def reorganisation(request: Request, plan_pk: str) -> HttpResponse:
    """The plan, and what it does on its day; when it is done, what it did."""
    return _show(request, _found(request, plan_pk))


def _approves(request: Request, **_: Any) -> bool:
    return request.POST.get("till") == Stage.APPROVED


@require_POST
@asks_proof("godkänna en omorganisation", when=_approves)
def settle(request: Request, plan_pk: str) -> HttpResponse:
    """Propose, approve, refuse, open again, or undo."""
    plan = _found(request, plan_pk)
    if not at_home(request):
        raise Http404
    draft = begun(request, offers.SETTLE.key(plan.pk))
    try:
        to = Stage(request.POST.get("till", ""))
    except ValueError:
        return _show(request, plan, status=422, refused=[NO_CHOICE])
    if request.POST.get("version") != str(plan.version):
        return _show(request, plan, status=409, refused=[REFUSED["changed_by_another"]])
    form = forms.RefuseForm(request.POST if to in (Stage.REFUSED, Stage.WITHDRAWN) else None)
    if form.is_bound and not form.is_valid():
        return _show(request, plan, status=422, refusing=form)
    try:
        why = form.cleaned_data["why"] if form.is_bound else ""
        actions.settle_reorganisation(plan, to, why, by=request.user, at=request.at)
    except NotYet as refusal:
        return _show(request, plan, status=422, refused=refusal.obstacles)
    draft.sent(by=request.user, at=request.at)
    messages.success(request, SAID[to])
    return redirect("office:reorganisation", plan.pk)


def _show(request: Request, plan: Reorganisation, status: int = 200, **given: Any) -> HttpResponse:
    draft = begun(request, offers.SETTLE.key(plan.pk))
    drawn = {"refusing": forms.RefuseForm(initial=draft.fields), "refused": (), "draft": draft} | given
    told = rehearsal.Rehearsal()
    if plan.carried_out_at is not None:
        told = queries.as_it_is(plan)
    elif plan.is_open and plan.moves:
        told = queries.rehearse(plan)
    units = queries.all_unit_names(plan)
    people = queries.staff_names(
        [int(move["staff"]) for move in plan.moves if move.get("staff")] + [one.staff for one in told.people]
    )
    return show(
        request,
        "office/reorganisation.html",
        status=status,
        plan=plan,
        moves=[rehearsal.said_of(move, units, people) for move in plan.moves],
        told=told,
        names=people,
        kinds=list(MoveKind),
        Stage=Stage,
        is_mine=plan.proposed_by_id == request.user.pk,
        **drawn,
    )


def _found(request: Request, pk: str) -> Reorganisation:
    at_home(request)
    return get_object_or_404(queries.reorganisations(request.user), pk=pk)


def _draft(request: Request, pk: str) -> Reorganisation:
    plan = _found(request, pk)
    if not at_home(request) or not plan.is_open or plan.outcome != Stage.DRAFT:
        raise Http404
    return plan
