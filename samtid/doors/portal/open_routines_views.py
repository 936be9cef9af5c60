"""Det öppna registret över rutiner: that there is one, who decided it as what, and when. Names of nobody."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from samtid.base.access.request import OpenRequest
from samtid.base.look.fragments import page
from samtid.base.look.sheets import sheet
from samtid.quality.routines import queries, rules, text

HEADINGS = ["Steg", "Rutin", "Gäller för", "Version", "Beslutad av", "Beslutad", "Gäller från", "Öppen text"]


@login_not_required
@require_safe
def routines(request: OpenRequest) -> HttpResponse:
    """The routines that hold today, and the words of those that are for all."""
    return page(
        request,
        "portal/open_routines.html",
        rows=queries.open_register(),
        blocks=text.blocks,
        points=rules.points,
    )


@login_not_required
@require_safe
def download(request: OpenRequest) -> HttpResponse:
    """The same as a file, without the words."""
    rows = [
        [
            one.step,
            one.title,
            one.covers or "Hela kommunen",
            one.number,
            one.decided_by,
            one.decided_on,
            one.valid_from,
            "ja" if one.text is not None else "nej",
        ]
        for one in queries.open_register()
    ]
    answer = HttpResponse(sheet([HEADINGS, *rows]), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="rutiner.csv"'
    return answer
