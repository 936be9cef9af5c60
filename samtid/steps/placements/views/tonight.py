"""Var är varje barn i natt, och vad kostar vården: one list, right at any moment."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from samtid.base.access.request import Request
from samtid.base.look.fragments import page
from samtid.ground.law.days import add_months
from samtid.ground.sweden import swedish_day
from samtid.ground.text import whole

from .. import queries, rules


@require_GET
def tonight(request: Request) -> HttpResponse:
    """Every child whose case the viewer has a key to; who is nowhere stands first."""
    rows = queries.tonight(request.user, request.at)
    return page(
        request,
        "placements/tonight.html",
        now=request.at,
        alarms=[row for row in rows if row.is_alarm],
        housed=[row for row in rows if not row.is_alarm],
    )


@require_GET
def days(request: Request) -> HttpResponse:
    """Days of care of a month, by kind and place, and what they cost."""
    first = _month(request.GET.get("manad", ""), swedish_day(request.at))
    after = min(add_months(first, 1), swedish_day(request.at))
    found = rules.care_days(queries.all_stays(request.user, first, after), first, after)
    rows = sorted(found.items())
    return page(
        request,
        "placements/days.html",
        first=first,
        rows=rows,
        total=sum((one for _, one in rows), rules.Days()),
        before=add_months(first, -1),
        later=add_months(first, 1) if add_months(first, 1) <= swedish_day(request.at) else None,
    )


def _month(said: str, on: date) -> date:
    """``2026-11``: the first of that month; of this one when nothing sensible is asked for."""
    year, _, month = said.partition("-")
    wanted = (whole(year) or 0, whole(month) or 0)
    if not (2020 <= wanted[0] <= on.year and 1 <= wanted[1] <= 12):
        return on.replace(day=1)
    return min(date(wanted[0], wanted[1], 1), on.replace(day=1))
