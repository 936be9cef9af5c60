"""The style guide: every part on one page, with invented words. Shown in the demonstration."""

from __future__ import annotations

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from samtid.base.look.forms import Example
from samtid.base.look.fragments import page
from samtid.base.look.swedish import as_day
from samtid.ground.reasons import Obstacle

OBSTACLES = (
    Obstacle("Skyddsbedömningen är inte gjord.", "SoL 20 kap. 1 §"),
    Obstacle("Din delegation räcker inte.", "KL 6 kap. 37 §", may_approve="enhetschef"),
    Obstacle("Det saknas en motivering till att inte inleda utredning.", field="concern"),
)
NAVIGATION = (("Mitt bord", "/"), ("Mottagning", "/mottagning/", 4), ("Utseende", "/utseende/"))


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every part of the look, to read, to compare and to test."""
    at = getattr(request, "at", None) or timezone.now()
    today = as_day(at)
    wrong = Example({"received": "2026-13-40", "concern": "Texten finns kvar.", "needs": ["interpreter"]})
    return page(
        request,
        "look/styleguide.html",
        navigation=NAVIGATION,
        day=lambda days: today + timedelta(days=days),
        earlier=lambda hours: at - timedelta(hours=hours),
        form=Example(initial={"received": today, "outcome": "open"}, auto_id="tom_%s"),
        wrong=wrong,
        obstacles_found=OBSTACLES,
        sheet=Paginator(range(60), 20).page(2),
    )


@require_safe
def plain_example(request: HttpRequest) -> HttpResponse:
    """The citizen's frame with a short form."""
    return page(request, "look/plain_example.html", form=Example())
