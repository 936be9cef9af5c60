"""Barnets sida: put together once, for whoever shows it with a form that was refused."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from samtid.base.access.request import Request
from samtid.base.dossier.actions import open_page
from samtid.base.dossier.drafts import begun_all
from samtid.base.dossier.rules import words_of
from samtid.base.look.fragments import page
from samtid.base.organisation.doing import hindered
from samtid.ground.sweden import swedish_day, swedish_time

from .. import counting, forms, history, offers, queries, register, rules, words
from ..models import Care

KINDS = {
    "follow": offers.FOLLOW,
    "ground": offers.GROUND,
    "annulling": offers.ANNUL,
    "visiting": offers.VISITED,
}


def show(request: Request, shown: Care, **refused: Any) -> HttpResponse:
    """The page of a child's care, with the form that was refused, if any."""
    on, now = swedish_day(request.at), swedish_time(request.at)
    open_page(shown.case, "placements:care", by=request.user, at=request.at)
    kept = begun_all(request, *(kind.key(shown.pk) for kind in KINDS.values()))
    drafts = dict(zip(KINDS, kept.values(), strict=True))
    first = {name: draft.fields for name, draft in drafts.items()}
    [row] = queries.tonight(request.user, request.at, queries.cares(request.user).filter(pk=shown.pk))
    visits = list(queries.visits(request.user, shown))
    ground = queries.ground_of(shown, on)
    made: dict[str, Any] = {
        "leaving": forms.LeaveForm(initial={"left_at": now}, auto_id="borta_%s"),
        "follow": forms.FollowForm(initial={"done_on": on} | first["follow"], auto_id="folj_%s"),
        "ground": forms.GroundForm(
            grounds=words.Ground.choices(), initial={"starts_on": on} | first["ground"], auto_id="grund_%s"
        ),
        "annulling": forms.AnnulForm(initial=first["annulling"], auto_id="fel_%s"),
        "naming": forms.SecretaryForm(
            staff=queries.secretaries(request.user, on),
            initial={"secretary": str(shown.secretary_id)},
            auto_id="namn_%s",
        ),
        "planning": forms.PlanForm(auto_id="plan_%s"),
        "visiting": forms.VisitForm(initial={"held_at": now} | first["visiting"], auto_id="besok_%s"),
    } | refused
    hinders = hindered(rules.PLACES, request.user, request.at)
    clocks = list(queries.clocks(request.user, shown)) if shown.goes_on else []
    untold = counting.TELL_KIND if row.hides else frozenset()
    stays = queries.stays_of(request.user, shown, on)
    return page(
        request,
        "placements/care.html",
        status=422 if refused else 200,
        care=shown,
        row=row,
        unseen=queries.UNSEEN,
        ground=ground,
        by_force=ground is not None and ground.ground != words.Ground.CONSENT,
        unrested=history.unrested(request.user, [shown], request.at).get(shown.pk) if shown.goes_on else "",
        force=history.track_of(request.user, shown.person_id, request.at),
        on=on,
        clocks=clocks,
        followed=list(queries.followed(request.user, shown)),
        visits=visits,
        visit_due=history.visit_due(shown, visits, on),
        planned=history.planned(visits),
        turns=rules.turns(shown.person.born_on, on),
        at_age=rules.AT_AGE,
        clock_words={
            one.rule: words.HOME_CLOCK if one.rule in untold else words_of(one.rule).name for one in clocks
        },
        untold=untold,
        days=sorted(rules.care_days(stays, swedish_day(shown.began_at), on).items()),
        gaps=rules.gaps(stays, shown.began_at, shown.ended_at or request.at) if not shown.annulled_at else [],
        siblings=queries.siblings_in_care(request.user, shown.person, request.at),
        hindered=hinders,
        shut=hinders or register.obstacles_to_seeing(request.user),
        drafts=drafts,
        refused=set(refused),
        forms=made,
    )
