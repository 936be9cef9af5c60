"""Flytta för hand: what it would do, doing it, and locking."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from samtid.base.access.request import Request
from samtid.base.look.fragments import page
from samtid.base.look.refusals import on_form
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import NotYet
from samtid.steps.visits import queries as visits
from samtid.steps.visits.models import Visit
from samtid.steps.visits.replanning import Spot

from .. import actions, forms, queries, rules, telling
from .board import address, moment_of, show, unit_of

CHANGED = (
    "Någon har ändrat besöket sedan du öppnade tavlan. Här står hur det är nu. "
    "Ska det ändå bli som du skrev, tryck Flytta en gång till."
)


def _visit(request: Request, pk: str) -> Visit:
    """The visit in the address, in a unit where the viewer plans."""
    found = get_object_or_404(visits.visits(request.user), pk=pk)
    unit_of(request, found.service.unit_id)
    return found


@require_GET
def consequences(request: Request, pk: str) -> HttpResponse:
    """What a move would do: a few lines, and nobody who is visited is named. Asked while somebody drags."""
    visit = _visit(request, pk)
    day = queries.the_day(request.user, visit.service.unit, swedish_day(visit.planned_at), request.at)
    form = forms.MoveForm(request.GET, colleagues=day.staff)
    # while somebody is still choosing there is nothing to tell
    is_asked = form.is_valid()
    told = _told(day, visit, form) if is_asked else None
    return page(request, "planning/consequences.html", told=told, is_asked=is_asked)


@require_POST
def move(request: Request, pk: str) -> HttpResponse:
    """Move a visit, or (``look``) see what it would do first."""
    visit = _visit(request, pk)
    unit, on = visit.service.unit, swedish_day(visit.planned_at)
    day = queries.the_day(request.user, unit, on, request.at)
    form = forms.MoveForm(request.POST, colleagues=day.staff)
    form.is_valid()
    seen = form.cleaned_data.get("seen")
    if seen is not None and seen != Spot.of(visit):
        form.add_error(None, CHANGED)
    if form.errors:
        return show(request, unit, on, in_hand=visit.pk, form=form, refused=True)
    if "look" in request.POST:
        return show(request, unit, on, in_hand=visit.pk, form=form, told=_told(day, visit, form))
    told, second = _told(day, visit, form), form.chosen("second") if visit.needs_two else visit.second
    try:
        actions.move(
            visit,
            moment_of(day, visit, form),
            form.chosen("staff"),
            second,
            seen=seen,
            by=request.user,
            at=request.at,
        )
    except NotYet as refusal:
        on_form(form, refusal.obstacles)
        return show(request, unit, on, in_hand=visit.pk, form=form, told=told, refused=True)
    messages.success(request, "Besöket är flyttat.")
    return redirect(address(unit, on))


@require_POST
def lock(request: Request, pk: str) -> HttpResponse:
    """Lock a visit, or unlock it: ``unlock`` says which."""
    visit = _visit(request, pk)
    unit, on = visit.service.unit, swedish_day(visit.planned_at)
    undo = "unlock" in request.POST
    try:
        (actions.unlock if undo else actions.lock)(visit, by=request.user, at=request.at)
    except NotYet as refusal:
        return show(request, unit, on, in_hand=visit.pk, obstacles=refusal.obstacles)
    messages.success(
        request, "Besöket är upplåst." if undo else "Besöket är låst: inget förslag flyttar det."
    )
    return redirect(address(unit, on, f"&besok={visit.pk}#flytta"))


def _told(day: queries.TheDay, visit: Visit, form: forms.MoveForm) -> telling.Consequences | None:
    if not any(task.key == visit.pk for task in day.tasks):
        return None
    staff, second = form.chosen("staff"), form.chosen("second")
    step = rules.Step(
        visit.pk,
        day.minute(moment_of(day, visit, form)),
        staff.pk if staff else None,
        (second.pk if second else None) if visit.needs_two else visit.second_id,
    )
    return telling.consequences(day.tasks, step, day.against, day.names, day.clock)
