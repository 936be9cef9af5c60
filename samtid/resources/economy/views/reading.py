"""Pengar: what care costs, what moved it since last year, and what the year ends at."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from samtid.base.access.request import Request, only_for
from samtid.base.look.fragments import page
from samtid.base.look.paging import part_of
from samtid.base.organisation import roles
from samtid.ground.sweden import swedish_day
from samtid.ground.text import whole

from .. import queries, tables
from ..rules import budget, compare
from ..rules.booked import accounts
from ..rules.forecast import forecast
from ..words import Step

SHOWN = 15  # accounts, of which the rest are counted


@require_GET
def start(request: Request) -> HttpResponse:
    """Everything on one page, for the whole or for one unit."""
    only_for(request, roles.COMPARES)
    units = queries.told_by_unit(request.user)
    asked = whole(request.GET.get("enhet", ""))
    unit = next((one for one in units if one.pk == asked), None)
    told = queries.told(request.user)
    rows = told if unit is None else units[unit]
    has_any = any(row.kronor is not None for row in rows)
    # a unit that was last told of years ago is not this year's
    latest = max((one.first_on for one in told if one.kronor is not None), default=None)
    year = latest.year if latest else 0
    is_late = latest is not None and max((row.first_on for row in rows), default=latest) < latest
    found = compare.compare(rows, year)
    quarters = sorted({row.quarter: row.label for row in rows}.items())
    by_place = {(row.step, row.quarter): row for row in rows}
    shown = [step for step in Step if any(row.step == step and row.kronor is not None for row in rows)]
    beside = accounts(queries.booked(request.user)) if unit is None else None
    return page(
        request,
        "economy/start.html",
        budget=budget.beside(
            queries.in_force(request.user, year or swedish_day(request.at).year),
            rows,
            year,
            unit.pk if unit else None,
        ),
        beside=beside,
        lines_booked=part_of(beside.lines, SHOWN) if beside else None,
        file=queries.latest_file(request.user) if beside else None,
        unit=unit,
        units=units,
        year=year,
        has_any=has_any,
        found=found,
        each=compare.side_by_side(units, year) if unit is None else [],
        sentence=compare.sentence(found) if found else "",
        expected=forecast(compare.sums(rows), year) if has_any and not is_late else None,
        summed=compare.steps_summed(rows),
        labels=[label for _, label in quarters],
        lines={
            step.label: [
                float(row.kronor) / 1000
                if (row := by_place.get((step, quarter))) and row.kronor is not None
                else None
                for quarter, _ in quarters
            ]
            for step in shown
        },
        latest={
            step: max(
                (row for row in rows if row.step == step and row.kronor is not None),
                key=lambda row: row.first_on,
                default=None,
            )
            for step in Step
        },
        unpriced=[row for row in rows if row.unpriced and row.quarter == quarters[-1][0]],
    )


@require_GET
def download(request: Request) -> HttpResponse:
    """Every cost that is told, as a file."""
    only_for(request, roles.COMPARES)
    text = tables.costs(queries.costs(request.user).select_related("unit"))
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="pengar.csv"'
    return answer
