"""Builders for tests: residents and cases, made through the same doors as in the program."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from samtid.base.access.identity import Identity, acting_as
from samtid.base.access.queries import compartment_of
from samtid.base.access.words import Purpose
from samtid.base.dossier.actions import answer_protection, open_case, propose_protection
from samtid.base.dossier.models import Case
from samtid.base.dossier.queries import protection_questions
from samtid.base.dossier.words import Need
from samtid.base.organisation.models import Staff
from samtid.base.people.actions import Details, look_up, registered
from samtid.base.people.words import NumberKind, Protection
from tests.log_in import lately

# Skatteverket's published test number
ALVA = Details(
    "Alva",
    "Nyström",
    number="201203142391",
    number_kind=NumberKind.PERSONNUMMER,
    address="Storgatan 1",
    locality="Piteå",
)


def a_person(details: Details = ALVA, *, by: Staff, at: datetime) -> UUID:
    """A resident: asked for, and registered in the next transaction."""
    return registered(look_up(details, by=by, at=at), by=by, at=at)


def a_case(
    *,
    by: Staff,
    at: datetime,
    details: Details = ALVA,
    need: Need = Need.CHILD,
    protection: Protection = Protection.NONE,
) -> Case:
    """A case in the compartment of the first unit that ``by`` works in."""
    unit = by.memberships.order_by("pk")[0].unit
    return open_case(a_person(details, by=by, at=at), need, compartment_of(unit, at.date()), by=by, at=at)


def lowered(
    case: Case, level: Protection = Protection.NONE, *, by: Staff, manager: Staff, at: datetime
) -> None:
    """The protection is lowered by two: ``by`` proposes, ``manager`` of the only unit agrees."""
    with acting_as(Identity(by.pk, Purpose.WEB, at, lately())):
        change = propose_protection(case, level, "Beslutet har upphört", by=by, at=at)
    with acting_as(Identity(manager.pk, Purpose.WEB, at, lately())):
        [asked] = protection_questions(manager)
        answer_protection(change, asked.compartment, yes=True, by=manager, at=at)
