"""Inloggningar: for each role those with the most to do, for the start page and the command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samtid.base.organisation.models import Membership
from samtid.base.organisation.words import Role

PER_ROLE = 1


@dataclass(frozen=True, slots=True)
class Login:
    """En att logga in som."""

    role: str
    username: str
    name: str
    title: str
    unit: str


def logins(on: date, per_role: int = PER_ROLE) -> list[Login]:
    """One or more of each role that somebody has on a day."""
    found: dict[Role, list[Login]] = {role: [] for role in Role}
    rows = Membership.objects.on(on).select_related("staff", "unit").order_by("pk")
    for row in rows:
        of_role = found[Role(row.role)]
        if len(of_role) < per_role and all(one.unit != row.unit.name for one in of_role):
            label = Role.label_of(row.role)
            of_role.append(Login(label, row.staff.username, row.staff.name, row.staff.title, row.unit.name))
    return [one for some in found.values() for one in some]
