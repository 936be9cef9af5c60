"""Inloggningar: for each role those with the most to do, for the start page and the command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import psycopg
from django.db import connection

from samtid.base.organisation.models import Membership
from samtid.base.organisation.words import Role

from . import note

PER_ROLE = 1
KEPT = 150
# Of these two are needed to do anything, in whatever unit: one proposes and the other approves.
TOGETHER = {Role.OPERATOR: 2}
# How much waits for each: running clocks in one's cases, decisions to sign, visits of the next days; for those who
# lead or receive what has come in to the unit, and for those who plan what nobody goes to.
WAITS = """
select s.username,
  (select count(*) from dossier_clock k join dossier_case c on c.id = k.case_id
    where c.caseworker_id = s.id and k.stopped_at is null)
  + 5 * (select count(*) from decisions_decision d where d.handed_to_id = s.id and d.signed_at is null)
  + (select count(*) from visits_visit v where v.staff_id = s.id and v.planned_at::date <= %(on)s + 1)
  + (select count(*) from organisation_membership m join access_holding h on h.unit_id = m.unit_id
      join intake_report r on r.compartment_id = h.compartment_id
    where m.staff_id = s.id and m.role in ('manager', 'reception') and r.closed_at is null)
  + (select count(*) from organisation_membership m join services_service e on e.unit_id = m.unit_id
      join visits_visit v on v.service_id = e.id
    where m.staff_id = s.id and m.role in ('planner', 'manager') and v.staff_id is null) waits
from organisation_staff s order by waits desc, s.username limit %(most)s
"""


@dataclass(frozen=True, slots=True)
class Login:
    """En att logga in som."""

    role: Role
    username: str
    name: str
    title: str
    unit: str
    unit_kind: str


def busiest(url: str, on: date) -> tuple[str, ...]:
    """Log-in names of those with the most to do, most first. ``url`` must be one that sees everything."""
    with psycopg.connect(url, autocommit=True) as owner:
        rows = owner.execute(WAITS, {"on": on, "most": KEPT}).fetchall()
    return tuple(row[0] for row in rows)


def logins(on: date, per_role: int = PER_ROLE) -> list[Login]:
    """One or more of each role that somebody has on a day: the busiest, one from each unit before a second."""
    order = {username: number for number, username in enumerate(_busy())}
    rows = Membership.objects.on(on).select_related("staff", "unit").order_by("pk")
    ranked = sorted(rows, key=lambda row: order.get(row.staff.username, len(order)))
    found: dict[Role, list[Login]] = {role: [] for role in Role}
    for row in ranked:
        of_role = found[Role(row.role)]
        apart = row.role in TOGETHER or all(one.unit != row.unit.name for one in of_role)
        if len(of_role) < max(per_role, TOGETHER.get(Role(row.role), 1)) and apart:
            staff, unit = row.staff, row.unit
            of_role.append(
                Login(Role(row.role), staff.username, staff.name, staff.title, unit.name, unit.kind)
            )
    return [one for some in found.values() for one in some]


def _busy() -> tuple[str, ...]:
    """From the note on the database, which everybody may read; in a test there is none."""
    with connection.cursor() as cursor:
        cursor.execute(note.SAID)
        row = cursor.fetchone()
    found = note.understood(row[0] if row else None)
    return found.busy if found else ()
