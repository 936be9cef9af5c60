"""Vilka personer får tittaren se? The wall decides; these ask."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from samtid.base.access.viewing import seen_by
from samtid.base.look.ordering import ByName
from samtid.base.organisation.models import Staff

from .models import Person, Relation
from .rules import Compared, beside, hidden_fields, hidden_near
from .words import Protection

WITHHELD = "Skyddad uppgift"


def people(viewer: Staff) -> QuerySet[Person]:
    """Everyone the viewer has a key to."""
    return seen_by(viewer, Person).order_by(ByName("family_name"), ByName("given_name"), "pk")


@dataclass(frozen=True, slots=True)
class Asked:
    """Den som efterfrågas: what was said, what it was asked for, and both laid side by side."""

    wanted: UUID
    said: dict[str, str]
    about: str
    beside: list[Compared]
    person: Person | None

    @property
    def is_chosen(self) -> bool:
        """Somebody the viewer sees and named, and not a ticket."""
        return self.person is not None and self.person.pk == self.wanted

    @property
    def differs(self) -> bool:
        return any(one.same is False for one in self.beside)


def asked(viewer: Staff, wanted: UUID, said: Mapping[str, str] | None = None) -> Asked | None:
    """Whom ``wanted`` is: a ticket of the viewer's, or somebody the viewer sees, of whom ``said`` was said. Else None."""
    if chosen := people(viewer).filter(pk=wanted).first():
        told = dict(said or {})
        return Asked(wanted, told, "", beside(told, _held(chosen)), chosen)
    with connection.cursor() as cursor:
        cursor.execute("select access.beside(%s)", [wanted])
        (answer,) = cursor.fetchone()
    if answer is None:
        return None
    found = json.loads(answer) if isinstance(answer, str) else answer
    row = {name: str(value or "") for name, value in found["said"].items()}
    told = {name: row[name] for name in ("number", "born_on", "address", "protection")}
    told["name"] = f"{row['given_name']} {row['family_name']}".strip()
    person = people(viewer).filter(pk=found["person"]).first() if "person" in found else None
    laid = beside(told, _held(person) if person else None, found.get("same"))
    return Asked(wanted, told, row.get("about", ""), laid, person)


def _held(person: Person) -> dict[str, str]:
    """What is held, without the place that is not to be told."""
    held = {"name": person.name, "number": person.number, "born_on": str(person.born_on or "")}
    return held | ({} if person.hides_place else {"address": person.address})


def relations(viewer: Staff, person: Person, on: date) -> QuerySet[Relation]:
    """Those near ``person``, as far as the viewer's cases have recorded them."""
    return (
        person.relations.on(on)  # type: ignore[attr-defined]  # each then knows its person without asking again
        .select_related("other")
        .order_by("bond", "other__born_on", "pk")
    )


def shown(person: Person, field: str) -> str:
    """The value of a field as it may be shown, printed or exported: protected places never leave, and neither
    do those of the ones who live there too (kept by the database: people/migrations/0004_household_walls.py)."""
    hidden = hidden_fields(Protection(person.protection), guarded=person.is_guarded)
    return WITHHELD if field in hidden else str(getattr(person, field))


def shown_near(relation: Relation, field: str) -> str:
    """The same of the other in a relation, whose places tell where a protected person is."""
    person, other = Protection(relation.person.protection), Protection(relation.other.protection)
    hidden = hidden_near(person, other, guarded=relation.other.is_guarded)
    return WITHHELD if field in hidden else str(getattr(relation.other, field))


def shown_place(person: Person) -> str:
    """Street, postcode and locality in one line, or that they are not to be told; empty when nothing is known."""
    if person.hides_place:
        return WITHHELD
    return ", ".join(
        part for part in (person.address, f"{person.postcode} {person.locality}".strip()) if part
    )
