"""Belastning och Tänk om."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from samtid.base.access.request import Request, only_for
from samtid.base.access.viewing import seen_by
from samtid.base.dossier.words import Need
from samtid.base.look.fragments import page
from samtid.base.look.paging import part_of
from samtid.base.organisation import queries as organisation
from samtid.base.organisation import roles
from samtid.base.organisation.doing import hindered
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day
from samtid.ground.text import whole

from . import actions, queries, rules
from .models import Scenario
from .walls import HOLDS


@require_GET
def start(request: Request) -> HttpResponse:
    """Belastning: of the unit one leads; else of oneself, and nobody else."""
    today = swedish_day(request.at)
    led = queries.led_units(request.user, today)
    if led:
        return _of_unit(request, led, today)
    if organisation.roles(request.user, today) & set(HOLDS):
        return _of_me(request, today)
    raise Http404


def _of_unit(request: Request, led: list[Any], today: date) -> HttpResponse:
    asked = whole(request.GET.get("enhet", ""))
    unit = next((one for one in led if one.pk == asked), led[0])
    viewer = request.user
    cases = queries.of_unit(viewer, unit, today)
    lines = queries.risks(viewer, cases, today)
    forecast = queries.latest(viewer, unit)
    loads = queries.loads(viewer, cases, queries.colleagues(unit, today), today, lines)
    heavy = queries.scale(today).of(Need.CHILD.value)
    steps = queries.steps(viewer, cases, today)
    return page(
        request,
        "workload/unit.html",
        led=led,
        unit=unit,
        today=today,
        forecast=forecast,
        is_old=forecast is not None and forecast.built_on < today - timedelta(days=1),
        told=queries.now_world(viewer, forecast) if forecast else None,
        turn=rules.next_to_take(loads, heavy),
        heavy=heavy,
        loads=loads,
        steps=steps,
        **_lines(lines, steps, today),
    )


def _of_me(request: Request, today: date) -> HttpResponse:
    viewer = request.user
    cases = queries.mine(viewer)
    lines = queries.risks(viewer, cases, today)
    [load, *_] = queries.loads(viewer, cases, [viewer], today, lines)
    steps = queries.steps(viewer, cases, today)
    return page(request, "workload/mine.html", today=today, load=load, **_lines(lines, steps, today))


def _lines(lines: list[queries.Line], steps: list[queries.Step], today: date) -> dict[str, Any]:
    """What both pages show of the time limits. ``is_told``: something has been reckoned; else nothing is expected."""
    soon = today + timedelta(days=rules.SOON)
    likely = [line for line in lines if line.chance is not None and line.chance >= rules.WORTH_TELLING]
    return {
        "lines": part_of(likely, queries.SHOWN),
        "is_told": any(line.chance is not None for line in lines),
        "is_tried": bool(lines),
        "has_limits": bool(steps),
        "unsaid": sum(line.chance is None for line in lines),
        "expected": rules.expected(line.chance for line in lines if line.chance and line.due_on <= soon),
        "within": sum(line.due_on <= soon for line in lines),
        "soon": rules.SOON,
        "needed": rules.NEEDED,
        "in_ten": rules.in_ten,
        "between": rules.between,
        "week_name": lambda day: rules.week_name(date.fromisoformat(day)),
    }


@require_GET
def think(request: Request) -> HttpResponse:
    """Tänk om: the unit as it is beside the unit with something else about it."""
    today = swedish_day(request.at)
    only_for(request, roles.COMPARES)
    units = queries.told_units(request.user, today)
    asked = whole(request.GET.get("enhet", ""))
    unit = next((one for one in units if one.pk == asked), units[0] if units else None)
    forecast = queries.latest(request.user, unit) if unit else None
    worlds = queries.scenarios(request.user, forecast) if forecast else []
    chosen = next((one for one in worlds if str(one.pk) == request.GET.get("varld", "")), None)
    return page(
        request,
        "workload/think.html",
        units=units,
        unit=unit,
        forecast=forecast,
        worlds=worlds,
        now=worlds[0] if worlds else None,
        chosen=chosen or (worlds[1] if len(worlds) > 1 else None),
        may_keep=not hindered(rules.MAY["keep"], request.user, request.at),
        kept=part_of(queries.kept_thoughts(request.user), queries.SHOWN),
        verdict=rules.verdict,
        week_name=lambda day: rules.week_name(date.fromisoformat(day)),
    )


@require_POST
def keep(request: Request, pk: UUID) -> HttpResponse:
    """Saves a world with its figures and what it was built on."""
    world = get_object_or_404(seen_by(request.user, Scenario).select_related("forecast"), pk=pk)
    try:
        actions.keep(world, by=request.user, at=request.at)
    except NotYet:
        raise Http404 from None
    return redirect(f"{reverse('workload:think')}?enhet={world.forecast.unit_id}&varld={world.pk}#sparade")  # type: ignore[attr-defined]
