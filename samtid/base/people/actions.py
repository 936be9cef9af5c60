"""Vad som kan göras med personuppgifter."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from samtid.base.organisation.models import Staff
from samtid.ground.ids import new_id
from samtid.ground.sweden import swedish_day

from .models import Person, Relation
from .rules import Number, read_number
from .words import Bond, NumberKind, Protection, Sex


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
def register(details: Details, *, by: Staff, at: datetime) -> UUID:
    """Registers somebody, or finds the one who already has the number. Returns the id only."""
    details = _as_the_number_tells(details, at)
    said = {name: str(getattr(details, name)) for name in Details.__slots__}
    said |= {"id": str(new_id()), "born_on": details.born_on and details.born_on.isoformat()}  # type: ignore[dict-item]
    with connection.cursor() as cursor:
        cursor.execute("select access.register_person(%s)", [json.dumps(said)])
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
def relate(person: Person, other: UUID, bond: Bond, *, case_id: UUID, by: Staff, at: datetime) -> Relation:
    """Records in a case what ``other`` is to ``person``."""
    return Relation.objects.create(
        person=person, other_id=other, bond=bond, case_id=case_id, valid_from=swedish_day(at)
    )


@transaction.atomic
def change_contact(person: Person, *, by: Staff, at: datetime, **changed: str) -> Person:
    """Changes address, telephone, school or interpreter need."""
    for name, value in changed.items():
        setattr(person, name, value)
    person.save(update_fields=sorted(changed))
    return person
