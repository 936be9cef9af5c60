"""Du i Samtid: where one works, what one may decide, and the way out of every machine."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from samtid.base.access.request import Request
from samtid.base.look.fragments import page
from samtid.base.organisation import queries as organisation
from samtid.ground.sweden import swedish_day


@require_safe
def me(request: Request) -> HttpResponse:
    """The viewer's own page: the directory's rows about them, and nobody else's."""
    today = swedish_day(request.at)
    return page(
        request,
        "desk/me.html",
        staff=request.user,
        memberships=organisation.memberships(request.user, today),
        mandates=organisation.mandates_held(request.user, today),
        idle_minutes=settings.SESSION_IDLE_SECONDS // 60,
        longest_hours=settings.SESSION_COOKIE_AGE // 3600,
    )
