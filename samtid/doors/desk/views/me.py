"""Du i Samtid: where one works, what one may decide, and the way out of every machine."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from samtid.base.access import signed_in
from samtid.base.access.request import Request
from samtid.base.access.sessions import kept_as
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
        signed_in=list(signed_in.mine(request.user)),
        here=kept_as(request.session.session_key),
    )


@require_POST
def end_session(request: Request, pk: UUID) -> HttpResponse:
    """End one's log-in on another machine. Somebody else's, this one and one that has ended are not there to be ended."""
    others = signed_in.mine(request.user).exclude(session_key=kept_as(request.session.session_key))
    get_object_or_404(others, pk=pk)
    signed_in.end(pk, by=request.user, at=request.at)
    messages.success(request, "Inloggningen är avslutad.")
    return redirect("desk:me")
