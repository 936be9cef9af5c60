"""Provstaden: the organisation that every test starts with. No residents: tests make their own.

``python -m tests.town`` migrates the database of the environment and fills it in.
"""

from __future__ import annotations

import os
from datetime import date

FIRST_DAY = date(2020, 1, 1)

# username -> (name, title, unit, role)
STAFF = {
    "maja": ("Maja Lind", "Socialsekreterare", "Mottagning", "reception"),
    "rut": ("Rut Sandberg", "Enhetschef", "Mottagning", "manager"),
    "bo": ("Bo Ek", "Socialsekreterare", "Utredning barn och unga", "caseworker"),
    "eva": ("Eva Ström", "Socialsekreterare", "Utredning barn och unga", "caseworker"),
    "siri": ("Siri Falk", "1:e socialsekreterare", "Utredning barn och unga", "senior"),
    "karin": ("Karin Berg", "Enhetschef", "Utredning barn och unga", "manager"),
    "omar": ("Omar Haddad", "Familjebehandlare", "Öppenvård", "care_worker"),
    "lena": ("Lena Öhman", "Enhetschef", "Öppenvård", "manager"),
    "pelle": ("Pelle Nord", "Handläggare", "Ekonomiskt bistånd", "caseworker"),
    "anita": ("Anita Vik", "Enhetschef", "Ekonomiskt bistånd", "manager"),
    "ulf": ("Ulf Dahl", "Biståndshandläggare", "Biståndsbedömning", "caseworker"),
    "gun": ("Gun Rask", "Enhetschef", "Biståndsbedömning", "manager"),
    "tova": ("Tova Hed", "Undersköterska", "Hemtjänst", "care_worker"),
    "nils": ("Nils Kvist", "Planerare", "Hemtjänst", "planner"),
    "inga": ("Inga Holm", "Enhetschef", "Hemtjänst", "manager"),
    "kurt": ("Kurt Moberg", "Controller", "Stab", "controller"),
    "vera": ("Vera Frisk", "Kvalitetsutvecklare", "Stab", "quality"),
    "bengt": ("Bengt Ståhl", "Ledamot", "Stab", "board_member"),
    "liv": ("Liv Hallin", "Loggranskare", "Stab", "log_reviewer"),
    "ola": ("Ola Teknik", "Systemförvaltare", "Stab", "operator"),
}

# unit -> (kind, shared within)
UNITS = {
    "Mottagning": ("reception", True),
    "Utredning barn och unga": ("child_investigation", False),
    "Öppenvård": ("open_care", False),
    "Ekonomiskt bistånd": ("assistance", True),
    "Biståndsbedömning": ("elderly", True),
    "Hemtjänst": ("home_care", False),
    "Stab": ("staff_unit", False),
}


def fill() -> None:
    """The town's committee, units, compartments, staff and delegation."""
    from samtid.base.access.models import Compartment, Holding
    from samtid.base.organisation.models import Committee, Delegation, Membership, Staff, Unit
    from samtid.base.organisation.words import DecisionKind, Role

    since = {"valid_from": FIRST_DAY}
    committee = Committee.objects.using("owner").create(name="Socialnämnden", **since)
    units = {}
    for name, (kind, shared) in UNITS.items():
        unit = Unit.objects.using("owner").create(
            name=name,
            kind=kind,
            committee=committee,
            is_shared_within=shared,
            phone="0911-69 60 00",
            address="Provgatan 1, 941 85 Piteå",
            **since,
        )
        units[name] = unit
        compartment = Compartment.objects.using("owner").create(name=name)
        Holding.objects.using("owner").create(unit=unit, compartment=compartment, **since)
    for username, (name, title, unit_name, role) in STAFF.items():
        staff = Staff.objects.using("owner").create(
            username=username, name=name, title=title, degree_on=FIRST_DAY, experienced_on=FIRST_DAY, **since
        )
        Membership.objects.using("owner").create(staff=staff, unit=units[unit_name], role=role, **since)
    for kind in DecisionKind:
        for role, limit in ((Role.SENIOR, 100_000), (Role.MANAGER, None)):
            Delegation.objects.using("owner").create(
                decision=kind, role=role, amount_limit=limit, minute="SN 2025-06-18 § 71", **since
            )
    for kind in (
        DecisionKind.OPEN_INVESTIGATION,
        DecisionKind.ASSISTANCE,
        DecisionKind.HOME_CARE,
        DecisionKind.OPEN_CARE,
    ):
        Delegation.objects.using("owner").create(
            decision=kind, role=Role.CASEWORKER, amount_limit=20_000, minute="SN 2025-06-18 § 71", **since
        )
    Delegation.objects.using("owner").create(
        decision=DecisionKind.OPEN_INVESTIGATION, role=Role.RECEPTION, minute="SN 2025-06-18 § 71", **since
    )


if __name__ == "__main__":
    from samtid.doors.cli import place

    place.migrate(os.environ["SAMTID_TEST_ADMIN"])
    fill()
