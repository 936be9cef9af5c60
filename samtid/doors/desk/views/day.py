"""Min dag."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from samtid.base.dossier import queries as dossier
from samtid.base.look.fragments import page
from samtid.base.organisation.words import Role
from samtid.doors.desk import drafts, queries, rules, waiting
from samtid.doors.desk.navigation import CASE_WORK, navigation, roles_of

EVERYBODYS = ("Min dag", "Frister")  # in every menu, whatever the role
ONWARD = ("Inkommet", "Enheten", "Sök")  # where one who has nobody waiting may want to go


@require_GET
def day(request: HttpRequest) -> HttpResponse:
    """One list, sorted by what the waiting person needs first."""
    mine = roles_of(request)
    if not mine & CASE_WORK:
        if mine & {Role.CARE_WORKER, Role.PLANNER}:
            return redirect("visits:today")
        own = [entry for entry in navigation(request) if entry[0] not in EVERYBODYS]
        return page(request, "desk/no_persons.html", roles=sorted(role.label for role in mine), onward=own)
    today = timezone.localdate(request.at)
    lines = waiting.day(request.user, request.at, mine)
    late, soon = rules.late_and_soon([line.day for line in lines if line.day], today)
    return page(
        request,
        "desk/day.html",
        groups=rules.grouped(lines, today),
        count=len(lines),
        to_sign=queries.to_sign(request.user),
        late=late,
        sealed=dossier.sealed_waiting(request.user, today) if Role.MANAGER in mine else [],
        soon=soon,
        onward=[entry for entry in navigation(request) if entry[0] in ONWARD],
        drafts=drafts.begun(request.user, lines),
    )
