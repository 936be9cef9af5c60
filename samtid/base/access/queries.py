"""Nycklar och öppningar, som tittaren får se dem."""

from __future__ import annotations

from datetime import date, datetime

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
