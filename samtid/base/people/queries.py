"""Vilka personer får tittaren se? The wall decides; these ask."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from samtid.base.organisation.models import Staff

from .models import Person, Relation
from .rules import hidden_fields
from .words import Protection


def people(viewer: Staff) -> QuerySet[Person]:
    """Everyone the viewer has a key to."""
    return Person.objects.order_by("family_name", "given_name", "pk")


def relations(viewer: Staff, person: Person, on: date) -> QuerySet[Relation]:
    """Those near ``person``, as far as the viewer's cases have recorded them."""
    return (
        Relation.objects.on(on)
        .filter(person=person)
        .select_related("other")
        .order_by("bond", "other__born_on", "pk")
    )


def shown(person: Person, field: str) -> str:
    """The value of a field as it may be shown, printed or exported: protected places never leave."""
    if field in hidden_fields(Protection(person.protection)):
        return "Skyddad uppgift"
    return str(getattr(person, field))
