"""Min dag."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from samtid.base.look.fragments import page
from samtid.base.organisation.words import Role
from samtid.doors.desk import queries, rules
from samtid.doors.desk.navigation import CASE_WORK, roles_of


@require_GET
def day(request: HttpRequest) -> HttpResponse:
    """One list, sorted by what the waiting person needs first."""
    mine = roles_of(request)
    if not mine & CASE_WORK:
        if mine & {Role.CARE_WORKER, Role.PLANNER}:
            return redirect("visits:today")
        return page(request, "desk/no_persons.html", roles=sorted(role.label for role in mine))
    today = timezone.localdate(request.at)
    lines = queries.day(request.user, request.at, mine)
    late, soon = rules.late_and_soon([line.due_on for line in lines if line.due_on], today)
    return page(
        request,
        "desk/day.html",
        lines=lines,
        to_sign=queries.to_sign(request.user),
        late=late,
        soon=soon,
        most=queries.MOST,
        drafts=[(draft, draft_address(draft.key)) for draft in queries.drafts(request.user)[:8]],
    )


def draft_address(key: str) -> tuple[str, str]:
    """What a draft is called and where its form stands, from its key ``room:form:uuid``."""
    from django.urls import NoReverseMatch, reverse

    room, _, rest = key.partition(":")
    form, _, about = rest.partition(":")
    name, address = DRAFTS.get(f"{room}:{form}", ("Utkast", ""))
    try:
        return name, reverse(address, args=[about] if about else None) if address else ""
    except NoReverseMatch:
        return name, ""


# the key's room and form -> (what it is called, the address that takes the key's uuid)
DRAFTS: dict[str, tuple[str, str]] = {
    "dossier:note": ("Anteckning", "dossier:write_note"),
    "dossier:correction": ("Rättelse", "dossier:correct"),
    "intake:register": ("Nytt inkommet", "intake:register"),
}
