"""Nycklar och öppningar, som tittaren får se dem."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from samtid.base.organisation.models import Staff, Unit

from .models import Compartment, Key, Opening, Review
from .viewing import seen_by
from .words import Ground


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
        .first()
    )


def reviews(viewer: Staff) -> QuerySet[Review]:
    """Openings picked for review: all for a log reviewer, one's own units' for a manager."""
    return (
        seen_by(viewer, Review)
        .select_related("reader", "reviewed_by", "followed_up_by", "compartment")
        .order_by("reviewed_at", "opened_at", "pk")
    )


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the extract that the person may have: when, which unit, what and on which page."""

    at: datetime
    unit: str
    action: str
    page: str


def told_to_the_person(viewer: Staff, dossier_id: UUID) -> list[Told]:
    """Openings of a dossier, in the compartments whose cases the viewer has keys to; newest first.

    Another unit's part is for that unit to hand out: that it knows the person is a secret here.
    """
    with connection.cursor() as cursor:
        cursor.execute("select * from access.log_of(%s)", [dossier_id])
        return [Told(*row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Protected:
    """Öppning av en skyddad akt: who, when, what and where. ``has_key``: by a key of the reader's own to the case."""

    at: datetime
    staff_id: int
    action: str
    page: str
    file_name: str
    has_key: bool


def protected_openings(viewer: Staff, since: datetime) -> list[Protected]:
    """Others' openings of protected dossiers in the units the viewer leads, newest first.

    The first one with a key of the reader's own, and the first one without, for each reader, dossier and day.
    For a log reviewer those of every unit. Whose the dossier is, is not told.
    """
    with connection.cursor() as cursor:
        cursor.execute("select * from access.protected_openings(%s)", [since])
        return [Protected(*row) for row in cursor.fetchall()]
