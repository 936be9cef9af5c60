"""Vad som kan göras med personuppgifter."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from psycopg.errors import InsufficientPrivilege

from samtid.base.organisation.models import Staff
from samtid.ground.ids import new_id
from samtid.ground.reasons import NotYet, Obstacle
from samtid.ground.sweden import swedish_day

from .models import Person, Relation
from .rules import Number, read_number
from .words import Bond, NumberKind, Protection, Sex

GLASS = Obstacle(
    "Du ser ärendet bara genom en nödöppning. Då får du läsa, men inte anteckna vem som är närstående."
)

SELF = Obstacle("Det är samma person.", field="number")


@dataclass(frozen=True, slots=True)
class Details:
    """What is known about somebody when they are registered. ``number`` is twelve signs or empty."""

    given_name: str
    family_name: str
    number: str = ""
    number_kind: NumberKind = NumberKind.NONE
    born_on: date | None = None
    sex: Sex = Sex.UNKNOWN
    address: str = ""
    postcode: str = ""
    locality: str = ""
    phone: str = ""
    school: str = ""
    interpreter: str = ""
    protection: Protection = Protection.NONE


@transaction.atomic
def look_up(details: Details, *, about: str = "", by: Staff, at: datetime) -> UUID:
    """Writes down whom ``by`` asks about, and answers with a ticket that tells nothing (walls/lookup.py).

    The ticket is read in a later transaction (``queries.asked``, ``registered``). ``about`` is kept with it.
    """
    details = _as_the_number_tells(details, at)
    said = {name: str(getattr(details, name)) for name in Details.__slots__}
    said |= {"id": str(new_id()), "about": about}
    said |= {"born_on": details.born_on and details.born_on.isoformat()}  # type: ignore[dict-item]
    return _door("look_up", json.dumps(said))


@transaction.atomic
def registered(ticket: UUID, *, by: Staff, at: datetime) -> UUID:
    """Registers the one that a ticket is about, or finds the one who has the number.

    The answer is the person's id for one who sees the person already, else the ticket: it does for an id.
    """
    return _door("register_person", ticket)


@transaction.atomic
def register(details: Details, *, by: Staff, at: datetime) -> UUID:
    """Both at once: for the owner only, who plays many days in one transaction (the demonstration, the tests)."""
    return registered(look_up(details, by=by, at=at), by=by, at=at)


def _door(function: str, value: str | UUID) -> UUID:
    with connection.cursor() as cursor:
        cursor.execute(f"select access.{function}(%s)", [value])
        (found,) = cursor.fetchone()
    return UUID(str(found))


def _as_the_number_tells(details: Details, at: datetime) -> Details:
    """Birth day and sex from the number, where nobody has said otherwise."""
    number = read_number(details.number, on=swedish_day(at)) if details.number else None
    if not isinstance(number, Number):
        return details
    return replace(
        details,
        born_on=details.born_on or number.born_on,
        sex=number.sex if details.sex == Sex.UNKNOWN else details.sex,
    )


@transaction.atomic
def relate(
    person: Person,
    other: UUID,
    bond: Bond,
    *,
    case_id: UUID,
    since: date | None = None,
    why: str = "",
    by: Staff,
    at: datetime,
) -> Relation:
    """Records in a case what ``other`` is to ``person``, from the day it is noted unless another is said."""
    try:
        with transaction.atomic():
            return Relation.objects.create(
                person=person,
                other_id=other,
                bond=bond,
                case_id=case_id,
                valid_from=since or swedish_day(at),
                why=why,
                noted_by=by,
                noted_at=at,
            )
    except DatabaseError as error:
        if isinstance(error.__cause__, InsufficientPrivilege) and "of one's own" in str(error):
            raise NotYet([GLASS]) from error
        if "nobody_relates_to_self" in str(error):
            raise NotYet([SELF]) from error
        raise
