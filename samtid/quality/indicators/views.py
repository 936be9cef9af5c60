"""Läget, Styrning och en indikator i taget; and the figures as files."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from samtid.base.access.request import Request, only_for
from samtid.base.look import house
from samtid.base.look.fragments import page
from samtid.base.organisation import queries as organisation
from samtid.base.organisation import roles
from samtid.base.organisation.models import Unit
from samtid.ground.sweden import swedish_day
from samtid.ground.text import whole

from . import queries, rules, tables
from .figures import all_indicators
from .said import shown_by
from .words import Area, Level


def _unit(request: Request) -> Unit | None:
    """The unit that the address asks for, if it has any figures to show."""
    asked = whole(request.GET.get("enhet", ""))
    return queries.units_of([asked]).get(asked) if asked is not None else None


@require_GET
def start(request: Request) -> HttpResponse:
    """Styrning: every indicator, how it moves and whether it is as usual, for all or for one unit."""
    only_for(request, roles.COMPARES)
    unit = _unit(request)
    courses = queries.courses(request.user, unit)
    every = all_indicators()
    groups = [
        (area, [(one, courses[one.key]) for one in every.values() if one.area is area]) for area in Area
    ]
    told = [course for course in courses.values() if course.latest is not None]
    return page(
        request,
        "indicators/start.html",
        groups=groups,
        unit=unit,
        units=queries.units_of(queries.units_told(request.user)),
        shown={key: shown_by(one) for key, one in every.items()},
        state=rules.state,
        news=sum(course.is_news for course in told),
        told=len(told),
        untold=[one for one in every.values() if courses[one.key].latest is None],
        latest=max(
            (course.latest for course in told if course.latest), key=lambda one: one.last_on, default=None
        ),
    )


@require_GET
def figure(request: Request, key: str) -> HttpResponse:
    """One indicator: how it moves, unit by unit, and what it is."""
    only_for(request, roles.COMPARES)
    one = all_indicators().get(key)
    if one is None:
        raise Http404
    found = queries.whole(request.user, one)
    units = queries.units_of(found.units)
    asked = whole(request.GET.get("enhet", ""))
    chosen = units.get(asked) if asked is not None else None
    course = found.units[chosen.pk] if chosen is not None else found.course
    shown = shown_by(one)
    return page(
        request,
        "indicators/figure.html",
        one=one,
        found=found,
        units=units,
        unit=chosen,
        course=course,
        shown=shown,
        sentence=rules.sentence(course, shown, one.period),
        state=rules.state,
        levels=Level,
        may_ask=bool(organisation.roles(request.user, swedish_day(request.at)) & roles.INQUIRES),
    )


@require_GET
def now(request: Request) -> HttpResponse:
    """Läget: what waits, what will break and who has how much in the unit one leads, and what to do about it."""
    today = swedish_day(request.at)
    led = queries.led_units(request.user, today)
    if not led:
        raise Http404
    asked = whole(request.GET.get("enhet", ""))
    unit = next((one for one in led if one.pk == asked), led[0])
    standing = queries.standing(request.user, unit, today)
    courses = queries.courses(request.user, unit)
    every = all_indicators()
    told = [(every[key], course) for key, course in courses.items() if course.latest is not None]
    return page(
        request,
        "indicators/now.html",
        led=led,
        unit=unit,
        standing=standing,
        columns=[name for _, name in rules.AHEAD],
        notices=[
            told for room in house.rooms() if room.unit for told in room.unit(request.user, unit, request.at)
        ],
        lighter=rules.lighter([(load.name, load.open) for load in standing.loads if load.staff is not None]),
        news=[pair for pair in told if pair[1].is_news],
        told=sorted(told, key=lambda pair: not pair[1].is_news)[:6],
        shown={key: shown_by(one) for key, one in every.items()},
        state=rules.state,
        today=today,
    )


@require_GET
def download(request: Request) -> HttpResponse:
    """Every figure that is told, as a file."""
    only_for(request, roles.COMPARES)
    return _file(
        tables.figures(queries.readings(request.user).select_related("unit"), all_indicators()), "siffror.csv"
    )


@require_GET
def dictionary(request: Request) -> HttpResponse:
    """What the file's columns and the indicators are."""
    only_for(request, roles.COMPARES)
    return _file(tables.dictionary(all_indicators()), "ordlista.csv")


def _file(text: str, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
