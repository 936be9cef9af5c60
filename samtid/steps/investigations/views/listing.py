"""Utredningarna att bläddra i: all that the viewer holds keys to, a page at a time."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from samtid.base.access.request import Request
from samtid.base.look.fragments import page
from samtid.base.look.paging import sheet_of
from samtid.ground.law.days import swedish_day

from .. import queries


@require_safe
def investigations(request: Request) -> HttpResponse:
    """Those that go on or those that have ended, one's own or all. The frame logs whom the page shows."""
    ended, mine = request.GET.get("visa") == "avslutade", request.GET.get("vems") == "mina"
    sheet = sheet_of(queries.listed(request.user, ended=ended, mine=mine), request.GET.get("sida"))
    return page(
        request,
        "investigations/list.html",
        ended=ended,
        mine=mine,
        sheet=sheet,
        rows=queries.with_days(request.user, sheet),
        today=swedish_day(request.at),
    )
