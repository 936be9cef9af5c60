"""What a proposal is made of."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta

from django.db import connection, transaction

from samtid.base.access.identity import Identity, acting_as
from samtid.base.access.words import Purpose
from samtid.base.organisation.models import Membership, Unit
from samtid.base.organisation.words import Role
from samtid.doors.office import actions, queries

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


NEW_YEAR = date(2027, 1, 1)
BEFORE = datetime(2026, 12, 31, 22, 59, tzinfo=UTC)  # 23:59 in Sweden
MIDNIGHT = datetime(2026, 12, 31, 23, 1, tzinfo=UTC)
HEAD = {"name": "En väg in", "from_on": NEW_YEAR, "minute": "SN 2026-11-18 § 90", "reason": "Färre led"}


def ref(name):
    return f"u{Unit.objects.get(name=name).pk}"


def merge(unit="Mottagning", into="Ekonomiskt bistånd", leaders=Role.SENIOR):
    return {"do": "merge", "unit": ref(unit), "into": ref(into), "leaders": str(leaders)}


def move(staff, unit, into, role):
    return {
        "do": "move",
        "staff": staff.pk,
        "unit": ref(unit) if unit else "",
        "into": into,
        "role": str(role),
    }


def told(acting, pk, by="ola"):
    with acting(by) as who:
        return queries.rehearse(queries.reorganisations(who).get(pk=pk))


def the_worker(at=MIDNIGHT):
    with acting_as(Identity(None, Purpose.WORKER, at)):
        return actions.carry_out_reorganisation(by=None, at=at)["genomförda"]


def fingerprint(as_owner):
    """Every row that a reorganisation touches, and every key."""
    with as_owner(), connection.cursor() as cursor:
        said = []
        for table in (
            *(
                "organisation_unit",
                "organisation_membership",
                "organisation_delegation",
                "organisation_offering",
            ),
            *(
                "access_holding",
                "access_compartment",
                "access_key",
                "services_service",
                "office_reorganisation",
            ),
            *("dossier_case", "dossier_clock"),
        ):
            cursor.execute(f"select coalesce(string_agg(t::text, '|' order by t::text), '') from {table} t")
            said.append(cursor.fetchone()[0])
    return hashlib.sha256("\n".join(said).encode()).hexdigest()
