"""Tavlan: a unit's day, with the visit that is in hand and the proposal that waits."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from samtid.base.access.request import Request, posts_of
from samtid.base.look.fragments import page
from samtid.base.organisation.models import Unit
from samtid.ground.law.asked import asked_day
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import Obstacle
from samtid.ground.sweden import swedish_moment, swedish_time
from samtid.steps.plans.rules import HAS_PLANNER
from samtid.steps.services.actions import open_page
from samtid.steps.visits.models import Visit
from samtid.steps.visits.rules import holiday

from .. import board as drawing
from .. import build, forms, queries, rules, telling
from ..walls import PLANNERS

ADOPTED_SHOWN = timedelta(hours=12)


def units_of(request: Request) -> list[Unit]:
    """The units that the viewer plans in, those that have a planner first."""
    found = {post.unit_id: post.unit for post in posts_of(request) if post.role in PLANNERS}
    return sorted(found.values(), key=lambda unit: unit.kind not in HAS_PLANNER)


def unit_of(request: Request, unit_pk: int) -> Unit:
    """The unit in the address, when the viewer plans there."""
    for unit in units_of(request):
        if unit.pk == unit_pk:
            return unit
    raise Http404


def address(unit: Unit, on: date, part: str = "") -> str:
    """A day on the board."""
    return f"{reverse('planning:board', args=[unit.pk])}?dag={on}{part}"


@require_GET
def own(request: Request) -> HttpResponse:
    """To the viewer's own unit's board."""
    mine = units_of(request)
    if not mine:
        raise Http404
    return redirect("planning:board", mine[0].pk)


@require_GET
def board(request: Request, unit_pk: int) -> HttpResponse:
    """The unit's day."""
    unit = unit_of(request, unit_pk)
    on = asked_day(request.GET.get("dag", ""), swedish_day(request.at))
    return show(request, unit, on, in_hand=request.GET.get("besok", ""))


def show(
    request: Request,
    unit: Unit,
    on: date,
    *,
    in_hand: str | UUID = "",
    form: forms.MoveForm | None = None,
    told: telling.Consequences | None = None,
    obstacles: tuple[Obstacle, ...] = (),
    refused: bool = False,
) -> HttpResponse:
    """The board, with the form that was refused, if any."""
    day = queries.the_day(request.user, unit, on, request.at)
    found = queries.of_day(request.user, unit, on)
    waiting = found.filter(adopted_at=None, laid_aside_at=None).first()
    adopted = None if waiting else found.filter(adopted_at__gt=request.at - ADOPTED_SHOWN).first()
    shown = waiting or adopted
    moves = list(queries.moves(request.user, shown)) if shown else []
    steps = queries.steps(day, moves) if waiting else []
    open_page(
        [visit.service for visit in (*day.visits, *day.beside)],
        "planning:board",
        by=request.user,
        at=request.at,
    )
    now = day.minute(request.at) if on == swedish_day(request.at) else None
    drawn, _ = drawing.drawn(day, steps, minute_now=now)
    after = rules.measure(rules.after(day.counted, steps), day.against)
    return page(
        request,
        "planning/board.html",
        status=422 if refused or obstacles else 200,
        unit=unit,
        own_units=units_of(request),
        on=on,
        holiday=holiday(on),
        yesterday=on - timedelta(days=1),
        tomorrow=on + timedelta(days=1),
        day=day,
        is_blind=day.against.shifts is None,
        # what is sealed is counted in nothing, but then it is not said of all that they have somebody either
        is_whole=not rules.measure(day.tasks, day.against).faults,
        board=drawn,
        summary=telling.in_words(day.measured, day.names),
        terms=day.measured.terms,
        after=after.terms,
        after_summary=telling.in_words(after, day.names),
        waiting=waiting,
        adopted=adopted,
        moves=moves,
        is_stale=waiting is not None and waiting.built_on != day.version,
        has_kernel=build.is_installed(),
        hindered=_hindered(day, request.at),
        obstacles_found=obstacles,
        **_hand(day, in_hand, form, told),
    )


def _hindered(day: queries.TheDay, at: datetime) -> list[Obstacle]:
    return rules.obstacles_to_proposing(
        has_shifts=bool(day.against.shifts), has_kernel=build.is_installed(), movable=len(day.movable(at))
    )


def _hand(
    day: queries.TheDay, in_hand: str | UUID, form: forms.MoveForm | None, told: telling.Consequences | None
) -> dict[str, Any]:
    """The visit that is in hand: its form, and who could go."""
    visit = next((one for one in day.visits if str(one.pk) == str(in_hand)), None)
    task = next((one for one in day.tasks if visit is not None and one.key == visit.pk), None)
    if visit is None or task is None:  # what was refused is said also of what will not be any more
        return {
            "hand": None,
            "task": None,
            "form": form,
            "told": None,
            "choices": [],
            "at_clock": "",
            "seen": "",
        }
    start = task.start
    if form is not None and form.is_bound and form.cleaned_data.get("clock"):
        start = day.minute(moment_of(day, visit, form))
    return {
        "hand": visit,
        "task": task,
        "form": form or blank(day, visit),
        "told": told,
        "choices": drawing.choices(day, task, start) if not task.is_done else [],
        "at_clock": day.clock(start),
        # as it is now, also when what was sent is shown again: whoever is told that it had changed may send it once more
        "seen": forms.Seen.of(visit),
    }


def blank(day: queries.TheDay, visit: Visit) -> forms.MoveForm:
    """The form as the visit is now."""
    return forms.MoveForm(
        colleagues=day.staff,
        initial={
            "staff": str(visit.staff_id or ""),
            "second": str(visit.second_id or ""),
            "clock": swedish_time(visit.planned_at).time(),
        },
    )


def moment_of(day: queries.TheDay, visit: Visit, form: forms.MoveForm) -> datetime:
    """The moment that a form says, on the day of the board. A clock that is as it was is the moment that it was."""
    if (minute := form.cleaned_data.get("minute")) is not None:
        return day.moment(minute)
    said, told = form.cleaned_data["clock"], swedish_time(visit.planned_at)
    if (said.hour, said.minute) == (told.hour, told.minute):
        return visit.planned_at
    return swedish_moment(day.day, said)
