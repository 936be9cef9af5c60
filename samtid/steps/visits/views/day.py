"""Dagens besök: for the one who goes, telephone in hand."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from samtid.base.access import pocket
from samtid.base.access.request import Request
from samtid.base.dossier.drafts import begun
from samtid.base.look.fragments import page
from samtid.base.look.paging import Part, part_of
from samtid.base.look.refusals import on_form
from samtid.base.people.queries import shown
from samtid.ground.law.asked import asked_day
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import NotYet, Obstacle
from samtid.steps.services.actions import open_page

from .. import actions, forms, offers, queries, rules, words
from ..models import Visit
from . import line
from .visit import show

A_DAY, HALF_A_DAY = timedelta(days=1), timedelta(hours=12)
LEFT_BEHIND = 20  # of earlier days, on the page of today


def day_of(request: Request) -> date:
    """The day in the address (``?dag=2026-11-23``), or today."""
    return asked_day(request.GET.get("dag", ""), swedish_day(request.at))


@require_GET
def today(request: Request) -> HttpResponse:
    """My visits, in order; the next one first in sight."""
    return _today(request, day_of(request))


@require_POST
def carry_out(request: Request, pk: str) -> HttpResponse:
    """Say that a visit was carried out: from the list in one tap, or from the visit with minutes and note."""
    visit = get_object_or_404(queries.visits(request.user), pk=pk)
    draft = begun(request, offers.CARRY_OUT.key(visit.pk))
    form = forms.CarryOutForm(request.POST)
    if form.is_valid():
        try:
            actions.carry_out(visit, **form.cleaned_data, by=request.user, at=request.at)
        except NotYet as refusal:
            return _refused(request, visit, refusal.obstacles)
        draft.sent(by=request.user, at=request.at)
        messages.success(request, line.DONE)
        return _back(request, visit)
    return _refused(
        request, visit, [Obstacle("Skriv minuterna som ett tal mellan 1 och 720.", field="minutes_done")]
    )


@require_POST
def not_carried_out(request: Request, pk: str) -> HttpResponse:
    """Say why a visit was not carried out."""
    visit = get_object_or_404(queries.visits(request.user), pk=pk)
    draft = begun(request, offers.NOT_CARRIED_OUT.key(visit.pk))
    form = forms.NotCarriedOutForm(request.POST)
    said = form.cleaned_data if form.is_valid() else {}
    reason = words.WhyNot(said["reason"]) if said.get("reason") else None
    try:
        actions.not_carried_out(visit, reason, note=said.get("note", ""), by=request.user, at=request.at)
    except NotYet as refusal:
        return _refused(request, visit, refusal.obstacles)
    draft.sent(by=request.user, at=request.at)
    messages.success(request, line.NOTED)
    if reason is not None and reason.help:
        messages.warning(request, reason.help)
    return _back(request, visit)


@require_POST
def take_back(request: Request, pk: str) -> HttpResponse:
    """Take back what was just reported."""
    visit = get_object_or_404(queries.visits(request.user), pk=pk)
    try:
        actions.take_back(visit, by=request.user, at=request.at)
    except NotYet as refusal:
        return show(request, visit, obstacles=refusal.obstacles)
    messages.success(request, "Rapporten är tillbakatagen. Rapportera besöket igen när du vet hur det blev.")
    return _back(request, visit)


@require_POST
def correct(request: Request, pk: str) -> HttpResponse:
    """Write how it really was, beside the report."""
    visit = get_object_or_404(queries.visits(request.user), pk=pk)
    draft = begun(request, offers.CORRECT.key(visit.pk))
    form = forms.CorrectForm(request.POST, auto_id="ratta_%s")
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.correct(
                visit,
                said["text"],
                carried_out=said["carried_out"],
                minutes_done=said["minutes_done"],
                reason=words.WhyNot(said["reason"]) if said["reason"] else None,
                by=request.user,
                at=request.at,
            )
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Rättelsen står nu bredvid rapporten.")
            return redirect("visits:visit", visit.pk)
    return show(request, visit, correction=form)


@require_POST
def handle(request: Request, pk: str) -> HttpResponse:
    """Say what was done about a deviation."""
    visit = get_object_or_404(queries.visits(request.user), pk=pk)
    draft = begun(request, offers.HANDLE.key(visit.pk))
    form = forms.HandleForm(request.POST, auto_id="avvikelse_%s")
    if form.is_valid():
        try:
            actions.handle(visit, form.cleaned_data["text"], by=request.user, at=request.at)
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            draft.sent(by=request.user, at=request.at)
            messages.success(request, "Avvikelsen är omhändertagen.")
            return redirect("visits:visit", visit.pk)
    return show(request, visit, handling=form)


def _is_own(request: Request, visit: Visit) -> bool:
    return request.user.pk in (visit.staff_id, visit.second_id)


def _back(request: Request, visit: Visit) -> HttpResponse:
    """To the list it came from: today's, or the visit for those who report for somebody else."""
    if _is_own(request, visit):
        return redirect("visits:today")
    return redirect("visits:visit", visit.pk)


def _refused(
    request: Request, visit: Visit, obstacles: list[Obstacle] | tuple[Obstacle, ...]
) -> HttpResponse:
    """The same page with the reasons."""
    if _is_own(request, visit):
        return _today(request, swedish_day(request.at), obstacles)
    return show(request, visit, obstacles=obstacles)


def _today(request: Request, on: date, obstacles: list[Obstacle] | tuple[Obstacle, ...] = ()) -> HttpResponse:
    mine = list(queries.todays(request.user, on))
    most = 1000 if request.GET.get("visa") == "allt" else LEFT_BEHIND
    late = part_of(queries.left_behind(request.user, on), most) if on == swedish_day(request.at) else Part([])
    until = line.taken_until(request) if on == swedish_day(request.at) else None
    # a night goes on past midnight: what she has not told of yet, and what comes before the list goes
    taken = [*(one for one in late if one.planned_at > request.at - HALF_A_DAY), *mine] if until else []
    taken += (
        [one for one in queries.todays(request.user, on + A_DAY) if one.planned_at < until] if until else []
    )
    open_page(
        [visit.service for visit in [*mine, *late, *taken]], "visits:today", by=request.user, at=request.at
    )
    left = [visit for visit in mine if not visit.is_reported]
    answer = page(
        request,
        "visits/today.html",
        status=422 if obstacles else 200,
        obstacles_found=obstacles,
        on=on,
        holiday=rules.holiday(on),
        yesterday=on - timedelta(days=1),
        tomorrow=on + timedelta(days=1),
        is_today=on == swedish_day(request.at),
        next_one=left[0] if left and on == swedish_day(request.at) else None,
        taken=taken,
        early=rules.SOON,
        pocket=line.pocket_of(request),
        taken_until=until,
        left=left,
        done=[visit for visit in mine if visit.is_reported],
        late=late,
        minutes=sum(visit.minutes for visit in left),
        address=lambda visit: shown(visit.person, "address"),
        phone=lambda visit: shown(visit.person, "phone"),
        reasons=words.WhyNot.of_staff(),
        soon=request.at + rules.SOON,
        may_take_back=lambda visit: rules.may_take_back(
            reported_at=visit.reported_at, is_reporter=visit.reported_by_id == request.user.pk, at=request.at
        ),
    )
    if until is not None:
        pocket.give(request, answer, until=until, at=request.at)
    return answer
