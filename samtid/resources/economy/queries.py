"""Pengarna som någon får se: figures by quarter and step, of five persons or more."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import QuerySet, Sum

from samtid.base.access.viewing import seen_by
from samtid.base.organisation.models import Staff, Unit

from .models import Booked, Cost, LedgerFile
from .rules.compare import Told
from .words import Level, Step


def costs(viewer: Staff) -> QuerySet[Cost]:
    """Every cost that is told of; the wall says who may read them."""
    return seen_by(viewer, Cost).order_by("first_on", "step", "level", "unit")


def told(viewer: Staff, unit: Unit | None = None) -> list[Told]:
    """Quarter by quarter, for all or for a unit: one question."""
    rows = costs(viewer).filter(level=Level.ALL if unit is None else Level.UNIT, unit=unit)
    return [
        Told(Step(step), *values)
        for step, *values in rows.values_list("step", "first_on", "persons", "units", "kronor", "unpriced")
    ]


def booked(viewer: Staff) -> list[tuple[date, str, Decimal]]:
    """What is booked, by month and account: one question."""
    rows = seen_by(viewer, Booked).order_by("month", "account").values_list("month", "account")
    return [(month, account, kronor) for month, account, kronor in rows.annotate(sum=Sum("kronor"))]


def latest_file(viewer: Staff) -> LedgerFile | None:
    """The ledger file that was read in last."""
    return seen_by(viewer, LedgerFile).order_by("-read_at").first()


def units_told(viewer: Staff) -> list[Unit]:
    """The units that any cost is told of, those that have ended as well, by name."""
    keys = costs(viewer).filter(level=Level.UNIT, persons__isnull=False).order_by().values("unit")
    return list(Unit.objects.filter(pk__in=keys).order_by("name", "pk"))
