"""Nycklar och öppningar, som tittaren får se dem."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection
from django.db.models import Q, QuerySet

from samtid.base.organisation.models import Staff, Unit

from .asked import Asked
from .models import Alarm, Compartment, Key, Opening, Review
from .viewing import seen_by
from .words import Ground
from .words import Opening as OpeningWord


def openings(viewer: Staff) -> QuerySet[Opening]:
    """Openings in the compartments the viewer leads, and the viewer's own; newest first."""
    return seen_by(viewer, Opening).select_related("staff").order_by("-at", "-pk")


def keys(viewer: Staff, at: datetime) -> QuerySet[Key]:
    """Keys in force: the viewer's own, and those into the compartments the viewer leads."""
    return (
        seen_by(viewer, Key)
        .filter(Q(valid_until=None) | Q(valid_until__gt=at), given_at__lte=at)
        .select_related("staff", "given_by")
        .order_by("-given_at", "-pk")
    )


def emergencies(viewer: Staff, at: datetime) -> QuerySet[Key]:
    """Break-glass keys, in force or ended, newest first."""
    return (
        seen_by(viewer, Key)
        .filter(ground=Ground.BREAK_GLASS)
        .select_related("staff")
        .order_by("-given_at", "-pk")
    )


def key(viewer: Staff, pk: str) -> Key | None:
    """A key that the viewer has, has given, or that leads into a unit the viewer leads."""
    return seen_by(viewer, Key).filter(pk=pk).select_related("staff").first()


def alarms(viewer: Staff) -> QuerySet[Alarm]:
    """Alarms told to the viewer: by the unit, by the case, or as log reviewer; newest first."""
    return seen_by(viewer, Alarm).select_related("staff", "seen_by").order_by("-at", "-pk")


def unread_alarms(viewer: Staff) -> QuerySet[Alarm]:
    """Those of them that nobody has read yet."""
    return UNREAD(viewer)


UNREAD = Asked(
    lambda viewer: alarms(viewer).filter(seen_at=None).select_related(None).select_related("staff")
)


def is_braked(kind: str) -> bool:
    """Whether the one who acts has done more of a kind than may be done (``rules.LIMITS``)."""
    with connection.cursor() as cursor:
        cursor.execute("select access.is_braked(%s)", [kind])
        return bool(cursor.fetchone()[0])


def nobodys(viewer: Staff) -> QuerySet[Opening]:
    """Searches and broken glass that led to no dossier, newest first."""
    return openings(viewer).filter(dossier_id=None, action__in=[OpeningWord.SEARCH, OpeningWord.BREAK_GLASS])


def compartment_of(unit: Unit, on: date) -> Compartment:
    """The compartment that ``unit`` keeps its new cases in on ``on``: the one it has held longest."""
    return Compartment.objects.get(
        pk=unit.holdings.on(on).order_by("valid_from", "pk").values_list("compartment", flat=True)[0]  # type: ignore[attr-defined]
    )


def unit_of(compartment_id: int, on: date) -> Unit | None:
    """The unit that holds a compartment on ``on``; None between two reorganisations."""
    return (
        Unit.objects.on(on)
        .filter(holdings__compartment=compartment_id, holdings__valid_from__lte=on)
        .filter(Q(holdings__valid_to=None) | Q(holdings__valid_to__gte=on))
        .select_related("committee")
        .first()
    )


def reviews(viewer: Staff) -> QuerySet[Review]:
    """Openings picked for review: all for a log reviewer, one's own units' for a manager."""
    return (
        seen_by(viewer, Review)
        .select_related("reader", "reviewed_by", "followed_up_by", "compartment")
        .order_by("reviewed_at", "opened_at", "pk")
    )
