"""Pengarna som någon får se: figures by quarter and step, of five persons or more."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.db.models import Exists, QuerySet

from samtid.base.access.viewing import seen_by
from samtid.base.organisation import roles
from samtid.base.organisation.models import Membership, Staff, Unit
from samtid.base.organisation.words import Role

from .models import Booked, Budget, Cost, LedgerFile
from .rules.compare import Told
from .words import Level, Step

TOLD = ("first_on", "persons", "units", "kronor", "unpriced")


def costs(viewer: Staff) -> QuerySet[Cost]:
    """Every cost that is told of; the wall says who may read them."""
    return seen_by(viewer, Cost).order_by("first_on", "step", "level", "unit")


def told(viewer: Staff) -> list[Told]:
    """Quarter by quarter, for all: one question."""
    rows = costs(viewer).filter(level=Level.ALL).values_list("step", *TOLD)
    return [Told(Step(step), *values) for step, *values in rows]


def booked(viewer: Staff) -> list[tuple[date, str, Decimal]]:
    """What is booked, by quarter and group of accounts: one question. Nothing for others than the controller."""
    rows = seen_by(viewer, Booked).order_by("first_on", "account")
    return list(rows.values_list("first_on", "account", "kronor"))


def budgets(viewer: Staff) -> QuerySet[Budget]:
    """Every proposal, the latest first."""
    found = seen_by(viewer, Budget).select_related("unit", "proposed_by", "decided_by")
    return found.order_by("-proposed_at", "-pk")


def to_decide(viewer: Staff, on: date, held: Collection[str]) -> QuerySet[Budget]:
    """What others have proposed and nobody has decided, the oldest first: the controllers', and where there is none the managers'."""
    waiting = (
        budgets(viewer).filter(decided_at=None).exclude(proposed_by=viewer).order_by("proposed_at", "pk")
    )
    if Role.CONTROLLER in held:
        return waiting
    controllers = Membership.objects.on(on).filter(role=Role.CONTROLLER)
    return waiting.filter(~Exists(controllers)) if roles.LEADS & set(held) else waiting.none()


def in_force(viewer: Staff, year: int) -> dict[tuple[int, Step], int]:
    """The year's kronor by unit and step: of those approved the later. One question."""
    rows = seen_by(viewer, Budget).filter(year=year, approved=True).order_by("decided_at", "pk")
    return {(unit, Step(step)): kronor for unit, step, kronor in rows.values_list("unit", "step", "kronor")}


def latest_file(viewer: Staff) -> LedgerFile | None:
    """The ledger file that was read in last."""
    return seen_by(viewer, LedgerFile).order_by("-read_at").first()


def told_by_unit(viewer: Staff) -> dict[Unit, list[Told]]:
    """The same for each unit that anything is told of, those that have ended as well, by name: two questions."""
    rows: dict[int, list[Told]] = {}
    found = costs(viewer).filter(level=Level.UNIT).values_list("unit", "step", *TOLD)
    for unit, step, *values in found:
        rows.setdefault(unit, []).append(Told(Step(step), *values))
    return {one: rows[one.pk] for one in Unit.objects.filter(pk__in=rows).order_by("name", "pk")}
