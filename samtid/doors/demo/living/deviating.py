"""Det som gick fel: reported from a step, taken on, told back; one clock runs today."""

from __future__ import annotations

from datetime import datetime, timedelta

from samtid.base.organisation.models import Staff
from samtid.base.organisation.words import Role
from samtid.ground.law.days import swedish_day
from samtid.quality.deviations import actions
from samtid.quality.deviations.models import Track as Row
from samtid.quality.deviations.words import Gravity, Track

from .scene import whole
from .staffing import Staffing
from .stamping import as_one

# days ago, the page, what it is, what happened
HAPPENED: tuple[tuple[int, str, tuple[Track, ...], str], ...] = (
    (2, "visits:visit", (Track.LEX_SARAH, Track.DEVIATION), "Lyften gick sönder under ett besök. Den hade inte kontrollerats på ett år."),
    (1, "dossier:document", (Track.BREACH,), "Ett brev lades i fel kuvert och kom till fel person."),
    (6, "intake:report", (Track.COMPLAINT,), "En anhörig ringde tre gånger utan att någon ringde tillbaka."),
    (9, "visits:today", (Track.ENVIRONMENT,), "En kollega blev hotad vid ett hembesök och gick därifrån."),
    (45, "visits:visit", (Track.DEVIATION,), "Larmet var tyst en natt: batteriet var slut."),
)  # fmt: skip


def deviations(staffing: Staffing, until: datetime) -> None:
    """What has been reported lately, and what became of the oldest."""
    on = swedish_day(until)
    carers = [post for post in staffing.posts if post.role == Role.CARE_WORKER and post.holds_on(on)]
    quality = [post.staff for post in staffing.posts if post.role == Role.QUALITY and post.holds_on(on)]
    if not carers or not quality:
        return
    carer = min(carers, key=lambda post: post.staff.username)
    for days, page, tracks, text in HAPPENED:
        at = whole(until - timedelta(days=days))
        with as_one(carer.staff, at):
            made = actions.report(
                page, carer.unit, tracks, text, at - timedelta(hours=1), by=carer.staff, at=at
            )
        if days == 45:
            _ended(made[0].pk, quality[0], at)
        elif Track.LEX_SARAH in tracks:
            _begun(
                next(one.pk for one in made if one.kind == Track.LEX_SARAH),
                quality[0],
                at + timedelta(hours=2),
            )


def _begun(pk: object, vera: Staff, at: datetime) -> None:
    with as_one(vera, at):
        track = Row.objects.get(pk=pk)
        actions.receive(track, by=vera, at=at)
        actions.secure(track, "Lyften är avställd och en annan är på plats.", by=vera, at=at)
        actions.investigate(track, "Ingen hade ansvar för kontrollen.", Gravity.SERIOUS, by=vera, at=at)


def _ended(pk: object, vera: Staff, begun: datetime) -> None:
    at = begun + timedelta(days=5)
    with as_one(vera, at):
        track = Row.objects.get(pk=pk)
        actions.receive(track, by=vera, at=at)
        actions.secure(track, "Larmet är bytt.", by=vera, at=at)
        actions.investigate(track, "Batterier byttes bara när någon märkte det.", by=vera, at=at)
        actions.take_measure(track, "Batterier byts varje kvartal.", by=vera, at=at)
        actions.give_feedback(
            track, "Batterier byts nu varje kvartal. Tack för att du sade det.", by=vera, at=at
        )
