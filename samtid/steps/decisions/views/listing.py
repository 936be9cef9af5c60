"""Besluten att bläddra i: all that the viewer holds keys to, a page at a time."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from samtid.base.access.request import Request
from samtid.base.look.fragments import page
from samtid.base.look.paging import sheet_of

from .. import queries


@require_safe
def decisions(request: Request) -> HttpResponse:
    """Those that are made or those being written, one's own or all. The frame logs whom the page shows."""
    drafts, mine = request.GET.get("visa") == "utkast", request.GET.get("vems") == "mina"
    sheet = sheet_of(queries.listed(request.user, drafts=drafts, mine=mine), request.GET.get("sida"))
    return page(request, "decisions/list.html", drafts=drafts, mine=mine, sheet=sheet)
