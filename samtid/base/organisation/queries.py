"""Who works where, on a given day. Open to all staff: it is the directory."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from .models import Delegation, Membership, Staff, Unit
from .words import DecisionKind, Role


def units(on: date) -> QuerySet[Unit]:
    """Units in force on ``on``, by name."""
    return Unit.objects.on(on).order_by("name")


def memberships(staff: Staff, on: date) -> QuerySet[Membership]:
    """Where ``staff`` works on ``on``."""
    return Membership.objects.on(on).filter(staff=staff).select_related("unit").order_by("pk")


def roles(staff: Staff, on: date) -> set[Role]:
    """The roles of ``staff`` on ``on``, in whatever unit."""
    return {Role(role) for role in memberships(staff, on).values_list("role", flat=True)}


def colleagues(unit: Unit, on: date, *wanted: Role) -> QuerySet[Staff]:
    """Staff of ``unit`` on ``on``, in any of the wanted roles, by name."""
    rows = Membership.objects.on(on).filter(unit=unit)
    if wanted:
        rows = rows.filter(role__in=[str(role) for role in wanted])
    return Staff.objects.on(on).filter(pk__in=rows.values("staff")).order_by("name", "pk")


def delegations(decision: DecisionKind, on: date) -> QuerySet[Delegation]:
    """Who the committee has let decide this, on ``on``."""
    return Delegation.objects.on(on).filter(decision=decision).order_by("pk")
