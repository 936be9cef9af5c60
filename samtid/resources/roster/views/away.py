"""Frånvaro: say that somebody is away, see which visits lose her, and let them wait for somebody else."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from samtid.base.access.request import Request
from samtid.base.access.viewing import seen_by
from samtid.base.look.fragments import page
from samtid.base.look.paging import part_of
from samtid.base.look.refusals import on_form
from samtid.base.organisation.models import Membership, Unit
from samtid.ground import text
from samtid.ground.reasons import NotYet, Obstacle
from samtid.ground.sweden import swedish_day
from samtid.steps.services.actions import open_page

from .. import actions, forms, queries, rules
from ..models import Absence
from ..words import AbsenceKind
from .week import day_of, lays, members, own_units, unit_of

AHEAD = rules.WEEK * 2
READ = 500


def tell(request: Request, unit_pk: int) -> HttpResponse:
    """Say that somebody of the unit is away."""
    unit = unit_of(request, unit_pk)
    on, today = day_of(request), swedish_day(request.at)
    who = str(text.whole(request.GET.get("vem", "")) or "")
    form = forms.AwayForm(
        request.POST if request.method == "POST" else None,
        staff=members(unit, today),
        initial={"staff": who, "kind": str(AbsenceKind.SICK), "first": on, "last": on},
    )
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            made = actions.tell_away(
                form.chosen(),
                AbsenceKind(said["kind"]),
                said["first"],
                said["last"],
                by=request.user,
                at=request.at,
            )
        except NotYet as refusal:
            on_form(form, refusal.obstacles)
        else:
            messages.success(
                request, f"{made.staff.name} är borta {rules.span(made.starts_at, made.ends_at)}."
            )
            return redirect("roster:absence", made.pk)
    return page(
        request,
        "roster/tell_away.html",
        status=422 if form.errors else 200,
        form=form,
        unit=unit,
        hindered=[] if lays(request, unit) else rules.LAYS.obstacles([]),
    )


def absence(request: Request, absence_pk: str) -> HttpResponse:
    """One absence and the visits that lose somebody by it; POST says that she is back."""
    shown = _one(request, absence_pk)
    if request.method != "POST":
        return _show(request, shown)
    form = forms.BackForm(request.POST)
    if form.is_valid():
        try:
            actions.tell_back(shown, form.moment(request.at), by=request.user, at=request.at)
        except NotYet as refusal:
            on_form(form, refusal.obstacles, {"back": "day"})
        else:
            messages.success(request, "Det är noterat.")
            return redirect("roster:absence", shown.pk)
    return _show(request, shown, back=form)


@require_POST
def take_back(request: Request, absence_pk: str) -> HttpResponse:
    """It was not so."""
    shown = _one(request, absence_pk)
    try:
        actions.tell_back(shown, shown.starts_at, by=request.user, at=request.at)
    except NotYet as refusal:
        return _show(request, shown, obstacles=refusal.obstacles)
    messages.success(request, "Anmälan är tillbakatagen.")
    return redirect("roster:own")


def lost(request: Request, unit_pk: int) -> HttpResponse:
    """The unit's visits whose staff is away; POST takes them off, so that somebody else can be chosen."""
    unit = unit_of(request, unit_pk)
    # what somebody was to have done already waits too, until it is told of
    since, until = request.at - rules.MISSED, request.at + AHEAD
    found = list(queries.lost(request.user, [unit.pk], since, until)[: READ + 1])
    obstacles: tuple[Obstacle, ...] = ()
    if request.method == "POST":
        chosen = set(request.POST.getlist("visit"))
        wanted = [one for one in found if str(one.pk) in chosen]
        try:
            if not wanted:
                raise NotYet([Obstacle("Välj minst ett besök.")])
            count = actions.release_visits(unit, wanted, by=request.user, at=request.at)
        except NotYet as refusal:
            obstacles = refusal.obstacles
        else:
            messages.success(request, f"{count} besök väntar nu på någon annan. Välj vem som går.")
            return redirect(
                f"{reverse('visits:plan', args=[unit.pk])}?dag={swedish_day(wanted[0].planned_at)}#saknar"
            )
    open_page([one.service for one in found], "roster:lost", by=request.user, at=request.at)
    return page(
        request,
        "roster/lost.html",
        status=422 if obstacles else 200,
        unit=unit,
        part=part_of(found, READ),
        lays=lays(request, unit),
        obstacles_found=obstacles,
        days=AHEAD.days,
    )


def _one(request: Request, absence_pk: str) -> Absence:
    rows = seen_by(request.user, Absence).select_related("staff", "told_by", "back_by")
    found: Absence = get_object_or_404(rows, pk=absence_pk)
    return found


def _unit(request: Request, shown: Absence) -> Unit | None:
    """The viewer's own unit where whom it is about works."""
    on = swedish_day(request.at)
    there = set(Membership.objects.on(on).filter(staff=shown.staff_id).values_list("unit", flat=True))
    return next((one for one in own_units(request) if one.pk in there), None)


def _show(
    request: Request,
    shown: Absence,
    *,
    back: forms.BackForm | None = None,
    obstacles: tuple[Obstacle, ...] = (),
) -> HttpResponse:
    unit = _unit(request, shown)
    may_lay = unit is not None and lays(request, unit)
    visits = []
    if unit is not None and may_lay:
        start = max(shown.starts_at, request.at - rules.MISSED)
        visits = queries.lost_by(request.user, unit, shown.staff, start, shown.back_at or shown.ends_at)
    open_page([one.service for one in visits], "roster:absence", by=request.user, at=request.at)
    return page(
        request,
        "roster/absence.html",
        status=422 if back is not None or obstacles else 200,
        absence=shown,
        why=queries.reasons(request.user, [shown]).get(shown.pk, ""),
        unit=unit,
        lays=may_lay,
        may_say=may_lay or shown.staff_id == request.user.pk,
        visits=visits,
        obstacles_found=obstacles,
        back=back or forms.BackForm(initial={"day": swedish_day(request.at)}),
        span=rules.span(shown.starts_at, shown.ends_at),
        when=rules.when,
    )
