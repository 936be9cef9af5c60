"""Vad förseningen berättar: whom nobody has told, what is past its day, and the four weeks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from samtid.base.organisation import roles
from samtid.base.organisation.models import Staff
from samtid.ground.law.administration import DECIDE_ON_REQUEST
from samtid.ground.offers import Day, DraftForm, LogWords, Offers, OnClock, Seldom, Waiting
from samtid.steps.investigations.offers import about as about_inquiry

from . import queries, rules

PAGE = "delays:of_inquiry"
ASKS = Seldom(
    "delays",
    "exists (select from delays_delaystep) or exists (select from investigations_investigation i where i.closed_at is null "
    f"and i.is_application and i.opened_at < access.at() - interval '{queries.NEARLY.days} days')",
)


def about_step(viewer: Staff, steps: Collection[UUID]) -> Mapping[UUID, str]:
    """Whose case each note is in."""
    return {one.pk: one.case.dossier.person.name for one in queries.step(viewer).filter(pk__in=steps)}


NOTE = DraftForm("delays:note", "Försening", PAGE, part="#anteckna", whose=about_inquiry)
WRONG = DraftForm("delays:wrong", "Anteckning om försening var fel", whose=about_step)


def waits(day: Day) -> Iterable[Waiting]:
    """An application that has waited for six months with nobody told, a day that has passed, a court's day."""
    if not day.has(ASKS):
        return
    found = day.first(queries.late(day.viewer, day.at).filter(day.whose(day.viewer, day.since)))
    noted = queries.noted(day.viewer, found) if found else {}
    for one in found:
        steps = [row.said() for row in noted.get(one.pk, [])]
        wait = rules.waits(queries.matter(one), steps, today=day.today)
        if wait is not None:
            yield Waiting(
                what=wait.what,
                law=wait.law,
                step=wait.step,
                address=PAGE,
                about=one.pk,
                since=wait.since,
                due_on=wait.due_on,
                case=one.case,
            )


OFFERS = Offers(
    drafts=[NOTE, WRONG],
    clocks=[
        OnClock(
            DECIDE_ON_REQUEST.id,
            "Avgör ärendet",
            "investigations:investigation",
            called="Parten har begärt att ärendet avgörs",
        )
    ],
    log=[LogWords("delays", "Förseningen", "För att ditt ärende har dröjt")],
    waits=waits,
    waits_for=roles.RECEIVES_CASES,
    seldom=[ASKS],
)
