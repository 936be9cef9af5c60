"""Demons startsida: log in as anyone on the staff with one press. Exists only in a demonstration."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from samtid.base.look.fragments import page
from samtid.base.organisation.models import Membership, Staff
from samtid.base.organisation.words import Role

PER_ROLE = 4
# what one can do first as each role, in the order of the way
FIRST_STEP = {
    Role.RECEPTION: "Ta emot det som kommit in och gör skyddsbedömning.",
    Role.CASEWORKER: "Se din dag, utred och föreslå beslut.",
    Role.SENIOR: "Besluta inom delegation och stötta kollegor.",
    Role.MANAGER: "Se enhetens kö och last, lämna över ärenden, granska loggen.",
    Role.PLANNER: "Se dagens besök och vem som gör dem.",
    Role.CARE_WORKER: "Se dagens lista i telefonen och bocka av.",
    Role.QUALITY: "Läs vad som var svårt, steg för steg.",
    Role.CONTROLLER: "Se att inga personer går att se.",
    Role.BOARD_MEMBER: "Se att inga personer går att se.",
    Role.LOG_REVIEWER: "Granskar öppningar. Ser inga akter.",
    Role.OPERATOR: "Sköter systemet. Ser inga personer alls.",
}


def _only_in_demo() -> None:
    if not settings.DEMO:
        raise Http404


@require_GET
@login_not_required
def start(request: HttpRequest) -> HttpResponse:
    """Who can one be? A few of each role, those with most to do first."""
    _only_in_demo()
    today = timezone.localdate(request.at)
    rows = Membership.objects.on(today).select_related("staff", "unit").order_by("pk")
    by_role: dict[Role, list[Membership]] = {role: [] for role in FIRST_STEP}
    seen: set[int] = set()
    for row in rows:
        role = Role(row.role)
        # one from each unit before a second from any
        taken = {other.unit_id for other in by_role[role]}
        if row.staff_id not in seen and row.unit_id not in taken and len(by_role[role]) < PER_ROLE:
            by_role[role].append(row)
            seen.add(row.staff_id)
    return page(
        request,
        "demo/start.html",
        roles=[(role, FIRST_STEP[role], members) for role, members in by_role.items() if members],
    )


@require_POST
@login_not_required
def log_in(request: HttpRequest, username: str) -> HttpResponse:
    """Become that member of staff. A session key of its own, as at any log-in."""
    _only_in_demo()
    today = timezone.localdate(request.at)
    staff = get_object_or_404(Staff.objects.on(today), username=username)
    login(request, staff, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("desk:day")
