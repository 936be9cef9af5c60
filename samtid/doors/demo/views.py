"""Demons startsida: log in as anyone on the staff with one press. Exists only in a demonstration."""

from __future__ import annotations

import time
from datetime import date

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from samtid.base.access import proof, signed_in
from samtid.base.access.request import OpenRequest, Request
from samtid.base.look.fragments import fragment, is_htmx, page
from samtid.base.organisation.models import Staff
from samtid.base.organisation.words import Role, UnitKind
from samtid.ground.sweden import swedish_day

from .living.logins import Login, logins
from .living.progress import left_to_fill

PER_ROLE = 3
# what one can do first as each role, in the order of the way
FIRST_STEP = {
    Role.RECEPTION: "Ta emot det som kommit in och gör skyddsbedömning.",
    Role.CASEWORKER: "Se din dag, utred och föreslå beslut.",
    Role.SENIOR: "Besluta inom delegation och stötta kollegor.",
    Role.MANAGER: "Se enhetens kö och last, lämna över ärenden, granska loggen.",
    Role.PLANNER: "Se dagens besök och vem som gör dem.",
    Role.CARE_WORKER: "Se dagens lista i telefonen och bocka av.",
    Role.QUALITY: "Läs vad som var svårt, steg för steg.",
    Role.CONTROLLER: "Se hur kommunen står sig, och att inga personer går att se.",
    Role.BOARD_MEMBER: "Se hur kommunen står sig, och att inga personer går att se.",
    Role.LOG_REVIEWER: "Granskar öppningar. Ser inga akter.",
    Role.OPERATOR: "Sköter systemet. Ser inga personer alls.",
}
# The walk: what happens, who does it (role, kind of unit), and the page to begin on.
WALK: tuple[tuple[str, str, Role | None, UnitKind | None, str], ...] = (
    (
        "Någon hör av sig",
        "Skriv en rad i den öppna ingången: en oro för ett barn, eller att du själv behöver hjälp. "
        "Du får ett kvitto som inte avslöjar något.",
        None,
        None,
        "portal:home",
    ),
    (
        "Mottagningen tar emot",
        "Det du skrev ligger först i kön. Säg vem det gäller, gör skyddsbedömningen och inled en utredning.",
        Role.RECEPTION,
        UnitKind.RECEPTION,
        "intake:queue",
    ),
    (
        "Utredaren tar reda på",
        "Lägg till en uppgift med källa, skriv barnets egna ord och lämna ett förslag. "
        "Saknas något säger sidan vad, och vilken paragraf som kräver det.",
        Role.CASEWORKER,
        UnitKind.CHILD_INVESTIGATION,
        "desk:day",
    ),
    (
        "Chefen beslutar",
        "Läs förslaget, skriv under och se brevet. Delegationen prövas när du skriver under.",
        Role.MANAGER,
        UnitKind.CHILD_INVESTIGATION,
        "desk:day",
    ),
    (
        "Hjälpen kommer hem",
        "Dagens besök i telefonen: tryck på Utfört. Chefen ser vad som inte blev av, "
        "och uppföljningen frågar om det hjälpte.",
        Role.CARE_WORKER,
        UnitKind.HOME_CARE,
        "visits:today",
    ),
)
FIRST_PAGES = frozenset(page for *_, page in WALK)


def _only_in_demo() -> None:
    if not settings.DEMO:
        raise Http404


@require_GET
@login_not_required
def start(request: OpenRequest) -> HttpResponse:
    """Who can one be? The walk in five steps, and a few of each role, those with most to do first."""
    _only_in_demo()
    filled = left_to_fill()
    if is_htmx(request):
        return fragment(request, "demo/start.html", "filling", filled=filled)
    today = swedish_day(request.at)
    found = logins(today, PER_ROLE)
    roles = [
        (role, first, members)
        for role, first in FIRST_STEP.items()
        if (members := [one for one in found if one.role is role])
    ]
    walk = [(title, text, _who(today, role, kind), to) for title, text, role, kind, to in WALK]
    return page(request, "demo/start.html", roles=roles, walk=walk, filled=filled)


def _who(on: date, role: Role | None, kind: UnitKind | None) -> Login | None:
    """Who to be in a step of the walk: the busiest in that role and kind of unit."""
    if role is None or kind is None:
        return None
    return next((one for one in logins(on, 30) if one.role is role and one.unit_kind == kind), None)


@require_POST
@login_not_required
def log_in(request: OpenRequest, username: str) -> HttpResponse:
    """Become that member of staff. A session key of its own, as at any log-in."""
    _only_in_demo()
    today = swedish_day(request.at)
    staff = get_object_or_404(Staff.objects.on(today), username=username)
    login(request, staff, backend="django.contrib.auth.backends.ModelBackend")
    proof.proved(request, time.time())
    signed_in.note(request, staff)
    wanted = request.POST.get("to", "")
    return redirect(wanted if wanted in FIRST_PAGES else "desk:day")


@require_POST
def prove(request: Request) -> HttpResponse:
    """Nobody has an e-legitimation here: a second press stands in its place."""
    _only_in_demo()
    asked = request.session.pop(proof.ASKED, None)
    if asked is None:
        return redirect("desk:day")
    proof.proved(request, time.time())
    messages.success(request, "Du har legitimerat dig. Inget är gjort än: läs igenom och tryck igen.")
    return redirect(asked["back"] or "desk:day")
