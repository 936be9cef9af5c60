"""Organisationen i dag: units, seats, the first day's steps and the delegation order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from samtid.base.look.ordering import ByName
from samtid.base.organisation import roles
from samtid.base.organisation.models import (
    Committee,
    Delegation,
    Membership,
    Municipality,
    Staff,
    Unit,
)
from samtid.base.organisation.words import Role, UnitKind

from ..models import Proposal
from ..words import Outcome, Subject


@dataclass(frozen=True, slots=True)
class Branch:
    """En enhet i trädet: how deep, and how many work there today."""

    unit: Unit
    depth: int
    staff: int
    managers: tuple[str, ...]


def tree(today: date) -> list[Branch]:
    """Today's units, each under the one it belongs to."""
    units = list(Unit.objects.on(today).order_by(ByName("name"), "pk"))
    seats = Membership.objects.on(today).filter(unit__in=units).select_related("staff")
    counted = Counter(seat.unit_id for seat in seats)
    led: dict[int, list[str]] = {}
    for seat in seats:
        if seat.role == Role.MANAGER:
            led.setdefault(seat.unit_id, []).append(seat.staff.name)
    known = {unit.pk for unit in units}
    under: dict[int | None, list[Unit]] = {}
    for unit in units:
        under.setdefault(unit.parent_id if unit.parent_id in known else None, []).append(unit)
    found: list[Branch] = []
    seen: set[int] = set()

    def walk(parent: int | None, depth: int) -> None:
        for unit in under.get(parent, ()):
            if unit.pk not in seen:  # two that belong to each other are shown once
                seen.add(unit.pk)
                found.append(Branch(unit, depth, counted[unit.pk], tuple(led.get(unit.pk, ()))))
                walk(unit.pk, depth + 1)

    walk(None, 0)
    return found + [
        Branch(unit, 0, counted[unit.pk], tuple(led.get(unit.pk, ())))
        for unit in units
        if unit.pk not in seen
    ]


def seats_in(unit: Unit, today: date) -> QuerySet[Membership]:
    """Who works in a unit, today and later."""
    return (
        Membership.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today), unit=unit)
        .select_related("staff")
        .order_by(ByName("staff__name"), "pk")
    )


def seats_of(staff: Staff) -> QuerySet[Membership]:
    """Where somebody works, has worked and is to work."""
    return Membership.objects.filter(staff=staff).select_related("unit").order_by("-valid_from", "-pk")


def seats_of_all(staff: Iterable[int], today: date) -> QuerySet[Membership]:
    """Where each of them works today."""
    return Membership.objects.on(today).filter(staff__in=list(staff)).select_related("unit").order_by("pk")


@dataclass(frozen=True, slots=True)
class StartStep:
    """Ett steg i starten: what it is called, and how much of it there is."""

    key: str
    done: bool
    count: int = 0


def steps_of_start(today: date) -> list[StartStep]:
    """How far the first day has come."""
    units = Unit.objects.on(today).exclude(kind__in=[UnitKind.STAFF_UNIT, UnitKind.DEPARTMENT]).count()
    managers = Membership.objects.on(today).filter(role=Role.MANAGER).count()
    workers = Membership.objects.on(today).filter(
        role__in=[str(role) for role in roles.RECEIVES_CASES - roles.LEADS]
    )
    administrators = Membership.objects.on(today).filter(role__in=[str(role) for role in roles.ADMINISTERS])
    counted = {
        "municipality": Municipality.objects.on(today).count(),
        "values": Proposal.objects.filter(subject=Subject.VALUE, outcome=Outcome.APPROVED).count(),
        "committee": Committee.objects.on(today).count(),
        "units": units,
        "delegation": Delegation.objects.on(today).count(),
        "managers": managers,
        "staff": workers.count(),
    }
    # the first administrator is alone: two are what it takes to approve each other
    second = administrators.values("staff").distinct().count()
    return [StartStep(key, count > 0, count) for key, count in counted.items()] + [
        StartStep("second", second > 1, second)
    ]


def scheme(today: date) -> QuerySet[Delegation]:
    """The delegation order, today and later."""
    return (
        Delegation.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today))
        .select_related("unit")
        .order_by("decision", "role", "pk")
    )
