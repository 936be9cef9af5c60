"""Enhetens dag: for the one who plans. Who has what, what is free, and what nobody has yet."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from samtid.base.access.request import Request
from samtid.base.look.fragments import page
from samtid.base.organisation.models import Unit
from samtid.base.organisation.queries import posts, units
from samtid.base.organisation.words import Role
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import NotYet, Obstacle
from samtid.ground.sweden import swedish_time
from samtid.steps.services.actions import open_page
from samtid.steps.services.models import Away
from samtid.steps.services.queries import away, own_units

from .. import actions, forms, laying, queries, rules
from ..models import Visit
from ..words import VisitState
from .day import day_of

# The strip of a day is drawn between these hours; what lies outside is cut at the edge.
FIRST_HOUR, LAST_HOUR = 6, 23
PLANS_HERE = (Role.PLANNER, Role.MANAGER)  # have the board of the day
NOTHING_SENT = Obstacle("Inget besök var med i det du skickade. Välj vem som går, och spara igen.")


@require_GET
def own(request: Request) -> HttpResponse:
    """To the viewer's own unit's day."""
    mine = own_units(request.user, swedish_day(request.at))
    if not mine:
        raise Http404
    return redirect("visits:plan", mine[0].pk)


def plan(request: Request, unit_pk: int) -> HttpResponse:
    """The unit's day; POST says who goes to what nobody had."""
    unit = get_object_or_404(units(swedish_day(request.at)), pk=unit_pk)
    if unit not in own_units(request.user, swedish_day(request.at)):
        raise Http404
    on = day_of(request)
    day = list(queries.unit_day(request.user, unit, on).select_related("line"))
    lacking = [visit for visit in day if visit.lacks and not visit.is_reported]
    there = list(queries.can_go(unit, on))
    lanes = queries.lanes(request.user, unit, on)
    hindered = rules.PLANS.obstacles(posts(request.user, on), unit)
    sent = request.POST if request.method == "POST" else {}
    told = laying.unfit_for(request.user, lacking, on)
    rows = []
    for visit in lacking:
        # one that lost its staff after the page was drawn is not in the answer, and is left as it is
        answered = f"{visit.pk.hex}-staff" in sent
        first = {"staff": str(visit.staff_id or ""), "second": str(visit.second_id or "")}
        rows.append(
            (
                visit,
                forms.StaffForm(
                    sent if answered else None,
                    prefix=visit.pk.hex,
                    initial=first,
                    colleagues=there,
                    busy=queries.busy(lanes, visit),
                    unfit=laying.why_not(told.get(visit.pk), visit, [who.pk for who in there]),
                    visit=f"{swedish_time(visit.planned_at):%H.%M}, {visit.person.name}",
                ),
            )
        )
    obstacles: tuple[Obstacle, ...] = ()
    if request.method == "POST" and not any(form.is_bound for _, form in rows):
        obstacles = (NOTHING_SENT,)
    elif request.method == "POST" and all(form.is_valid() for _, form in rows if form.is_bound):
        try:
            count = actions.assign_all(_sendings(rows), by=request.user, at=request.at)
        except NotYet as refusal:
            obstacles = refusal.obstacles
        else:
            messages.success(request, f"{count} besök har fått personal." if count else "Inget ändrades.")
            return redirect(f"{reverse('visits:plan', args=[unit.pk])}?dag={on}")
    morning, after = rules.bounds(on)
    gone = list(
        away(request.user)
        .filter(service__unit=unit, first_at__lt=after)
        .exclude(back_at__lte=morning)
        .order_by("first_at", "pk")
    )
    shown = [*(visit.service for visit in day), *(one.service for one in gone)]
    open_page(shown, "visits:plan", by=request.user, at=request.at)
    return _page(request, unit, on, day, rows, obstacles, lanes=lanes, hindered=hindered, gone=gone)


def _sendings(rows: list[tuple[Visit, forms.StaffForm]]) -> list[actions.Sending]:
    return [
        actions.Sending(visit, form.chosen("staff"), form.chosen("second"))
        for visit, form in rows
        if form.is_bound and form.has_changed()
    ]


def _page(
    request: Request,
    unit: Unit,
    on: date,
    day: list[Visit],
    rows: list[tuple[Visit, forms.StaffForm]],
    obstacles: tuple[Obstacle, ...],
    *,
    lanes: list[queries.Lane],
    hindered: list[Obstacle],
    gone: list[Away],
) -> HttpResponse:
    return page(
        request,
        "visits/plan.html",
        status=422 if obstacles or any(form.errors for _, form in rows) else 200,
        unit=unit,
        own_units=own_units(request.user, swedish_day(request.at)),
        on=on,
        holiday=rules.holiday(on),
        yesterday=on - timedelta(days=1),
        tomorrow=on + timedelta(days=1),
        visits=day,
        gone=gone,
        rows=rows,
        lanes=lanes,
        hindered=hindered,
        plans_here=any(where == unit.pk and role in PLANS_HERE for role, where in posts(request.user, on)),
        untold=[visit for visit in day if visit.state(request.at) == VisitState.UNREPORTED],
        obstacles_found=obstacles,
        hours=range(FIRST_HOUR, LAST_HOUR, 2),
        first_hour=FIRST_HOUR,
        width=(LAST_HOUR - FIRST_HOUR) * 60,
        bar=lambda visit: rules.on_strip(
            rules.Booking(visit.planned_at, visit.ends_at), on, FIRST_HOUR, LAST_HOUR
        ),
    )
