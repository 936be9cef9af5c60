"""Vilka personer får tittaren se? The wall decides; these ask."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from samtid.base.look.ordering import ByName
from samtid.base.organisation.models import Staff

from .models import Person, Relation
from .rules import hidden_fields, hidden_near
from .words import Protection

WITHHELD = "Skyddad uppgift"


def people(viewer: Staff) -> QuerySet[Person]:
    """Everyone the viewer has a key to."""
    return Person.objects.order_by(ByName("family_name"), ByName("given_name"), "pk")


def relations(viewer: Staff, person: Person, on: date) -> QuerySet[Relation]:
    """Those near ``person``, as far as the viewer's cases have recorded them."""
    return (
        person.relations.on(on)  # type: ignore[attr-defined]  # each then knows its person without asking again
        .select_related("other")
        .order_by("bond", "other__born_on", "pk")
    )


def shown(person: Person, field: str) -> str:
    """The value of a field as it may be shown, printed or exported: protected places never leave."""
    return WITHHELD if field in hidden_fields(Protection(person.protection)) else str(getattr(person, field))


def shown_near(relation: Relation, field: str) -> str:
    """The same of the other in a relation, whose places tell where a protected person is."""
    person, other = Protection(relation.person.protection), Protection(relation.other.protection)
    return WITHHELD if field in hidden_near(person, other) else str(getattr(relation.other, field))
