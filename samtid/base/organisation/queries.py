"""Who works where, on a given day. Open to all staff: it is the directory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.db.models import QuerySet

from samtid.base.look.ordering import ByName
from samtid.ground.names import search_form
from samtid.ground.reasons import Obstacle

from . import kept
from .models import Delegation, Membership, Offering, Staff, Unit
from .rules import Mandate, may_decide
from .words import DecisionKind, Role, UnitKind


def units(on: date) -> QuerySet[Unit]:
    """Units in force on ``on``, by name."""
    return Unit.objects.on(on).order_by(ByName("name"), "pk")


def to_ring(on: date) -> list[Unit]:
    """Where one rings the social services, without knowing who is who: the reception, and the duty when it is shut."""
    kinds = (UnitKind.RECEPTION, UnitKind.DUTY)
    found = units(on).filter(kind__in=[str(kind) for kind in kinds]).exclude(phone="")
    return sorted(found, key=lambda unit: kinds.index(UnitKind(unit.kind)))


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
    return Staff.objects.on(on).filter(pk__in=rows.values("staff")).order_by(ByName("name"), "pk")


def told_apart(staff: Iterable[Staff], on: date) -> list[tuple[str, str]]:
    """Colleagues to choose from, each as key and words. Namesakes are told apart by title, unit and log-in name."""
    people = list(staff)
    namesakes = Counter(search_form(one.name) for one in people)
    alike = [one for one in people if namesakes[search_form(one.name)] > 1]
    places: dict[int, str] = {}
    rows = Membership.objects.on(on).filter(staff__in=alike).select_related("unit").order_by("-pk")
    for row in rows if alike else ():
        places[row.staff_id] = row.unit.name
    words = {
        one.pk: ", ".join(part for part in (one.name, one.title, places.get(one.pk, "")) if part)
        for one in alike
    }
    twice = Counter(words.values())
    return [
        (
            str(one.pk),
            words.get(one.pk, one.name) + (f" ({one.username})" if twice[words.get(one.pk, "")] > 1 else ""),
        )
        for one in people
    ]


def delegations(decision: DecisionKind, on: date) -> QuerySet[Delegation]:
    """Who the committee has let decide this, on ``on``."""
    return Delegation.objects.on(on).filter(decision=decision).order_by("pk")


def posts(staff: Staff, on: date) -> list[tuple[str, int]]:
    """The roles of ``staff`` on ``on``, each with the unit it is held in."""
    return list(Membership.objects.on(on).filter(staff=staff).order_by("pk").values_list("role", "unit"))


def mandate(
    staff: Staff,
    what: DecisionKind,
    on: date,
    amount: int | None = None,
    *,
    is_unstated: bool = False,
    held: Sequence[Membership] | None = None,
) -> Mandate | Obstacle:
    """On which delegation ``staff`` decides this, or why not. ``amount`` is in kronor; ``held`` posts read already."""
    own = posts(staff, on) if held is None else [(one.role, one.unit_id) for one in held]
    return may_decide(delegations(what, on), posts=own, amount=amount, what=what, is_unstated=is_unstated)


def mandates(
    staff: Staff, kinds: Collection[DecisionKind], on: date
) -> dict[DecisionKind, Mandate | Obstacle]:
    """On which delegation ``staff`` makes each kind of decision that costs nothing by itself, or why not."""
    held = posts(staff, on)
    rows = list(Delegation.objects.on(on).filter(decision__in=[str(kind) for kind in kinds]).order_by("pk"))
    return {
        kind: may_decide([row for row in rows if row.decision == kind], posts=held, what=kind)
        for kind in kinds
    }


def mandates_held(staff: Staff, on: date) -> list[tuple[DecisionKind, Mandate]]:
    """What ``staff`` may decide on ``on``, in the order of the kinds."""
    found = mandates(staff, list(DecisionKind), on)
    return [(kind, mandate) for kind, mandate in found.items() if isinstance(mandate, Mandate)]


def offered_on(on: date) -> dict[str, Offering]:
    """What the municipality's catalogue holds on ``on``, by code."""
    return {
        row.code: row for row in Offering.objects.on(on).select_related("unit").order_by("code", "valid_from")
    }


def obstacles_to_offering(code: str, on: date) -> list[Obstacle]:
    """Why a decision may not be about a service: it is not in the municipality's catalogue that day."""
    if not code or kept.is_offered(code, on):
        return []
    text = f"Insatsen finns inte i kommunens katalog {on.isoformat()}."
    return [Obstacle(text, field="service_code")]
