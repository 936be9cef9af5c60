"""Min dag."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from samtid.base.access.request import Request, posts_of
from samtid.base.dossier import queries as dossier
from samtid.base.look.fragments import page
from samtid.base.organisation import roles
from samtid.base.organisation.words import Role
from samtid.doors.desk import drafts, leading, rules, waiting
from samtid.doors.desk.navigation import HAS_DAY, entries, links, roles_of
from samtid.ground.offers import ALL_OF_THEM, MOST


@require_GET
def day(request: Request) -> HttpResponse:
    """One list, sorted by what the waiting person needs first."""
    mine, seen = roles_of(request), entries(request)
    if not mine & HAS_DAY:
        home = next((entry for entry in seen if entry.is_home), None)
        asked = waiting.day_of(request.user, request.at, mine, posts_of(request))
        # what waits for one who sees no persons comes before the page where they otherwise begin
        is_first = home is None or mine <= roles.SEES_NO_PERSONS
        mine_alone = waiting.cards_of(asked) if is_first else []
        kept = drafts.begun(request.user, (), most=_drafts_shown(request)) if is_first else ()
        if home is not None and not mine_alone and not kept:
            return redirect(home.address)
        own = links([entry for entry in seen if entry.roles])
        return page(
            request,
            "desk/no_persons.html",
            roles=sorted(role.label for role in mine),
            onward=own,
            cards=mine_alone,
            drafts=kept,
        )
    whole = request.GET.get("visa") == "allt"
    most = ALL_OF_THEM if whole else MOST
    asked = waiting.day_of(request.user, request.at, mine, posts_of(request), most)
    lines = waiting.lines_of(asked)
    late, soon = rules.late_and_soon([line.day for line in lines if line.day], asked.today)
    return page(
        request,
        "desk/day.html",
        groups=rules.grouped(lines, asked.today),
        cards=waiting.cards_of(asked),
        is_cut=bool(asked.cut),
        most=most,
        count=len(lines),
        led=leading.standing(asked) if Role.MANAGER in mine else [],
        late=late,
        sealed=dossier.sealed_waiting(request.user) if Role.MANAGER in mine else [],
        soon=soon,
        onward=links([entry for entry in seen if entry.onward]),
        drafts=drafts.begun(request.user, lines, most=_drafts_shown(request)),
    )


def _drafts_shown(request: Request) -> int:
    return ALL_OF_THEM if request.GET.get("visa") == "allt" else drafts.SHOWN
