"""Vilka personer får tittaren se? The wall decides; these ask."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from samtid.base.access.viewing import seen_by
from samtid.base.look.ordering import ByName
from samtid.base.organisation.models import Staff

from .models import Person, Relation
from .rules import hidden_fields, hidden_near
from .words import Protection

WITHHELD = "Skyddad uppgift"


def people(viewer: Staff) -> QuerySet[Person]:
    """Everyone the viewer has a key to."""
    return seen_by(viewer, Person).order_by(ByName("family_name"), ByName("given_name"), "pk")


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
