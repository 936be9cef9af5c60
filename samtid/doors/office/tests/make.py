"""What a proposal is made of."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import connection, transaction

from samtid.base.organisation.models import Membership, Unit
from samtid.base.organisation.words import Role

TODAY = date(2026, 11, 21)
TOMORROW = TODAY + timedelta(days=1)


def seat(staff, unit="Hemtjänst", role=Role.CARE_WORKER, last=None):
    return {
        "staff_id": staff.pk,
        "unit_id": Unit.objects.get(name=unit).pk,
        "role": str(role),
        "valid_to": last and last.isoformat(),
    }


def ask(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values or None)


def seats(username):
    return {
        (one.unit.name, one.role, one.valid_from, one.valid_to)
        for one in Membership.objects.filter(staff__username=username).select_related("unit")
    }
