"""Vilkas hem som inte får sägas: the child's own place is withheld, or that of somebody near the child in the same home."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from samtid.base.access.viewing import seen_by
from samtid.base.organisation.models import Staff
from samtid.base.people.models import Person, Relation
from samtid.base.people.words import Bond, Protection

from .models import Care, Placement

# as Person.hides_place, asked of the database
WITHHOLDS = ~Q(care__person__protection=Protection.NONE) | Q(care__person__is_guarded=True)
FAMILY = frozenset({Bond.GUARDIAN, Bond.STEP_PARENT, Bond.CHILD, Bond.SAME_HOUSEHOLD})
Lives = tuple[UUID, Person, Iterable[UUID]]


def withheld(viewer: Staff, lives: Iterable[Lives]) -> set[UUID]:
    """Of cares (each with its child and the keys of its homes) those whose homes are not to be told.

    Two who are near each other and live together tell of each other: whoever sees both cases would read in the one what is
    withheld in the other. A child who only happens to live there tells nothing, and its home is named as before.
    """
    found: set[UUID] = set()
    open_ones: dict[UUID, tuple[Person, set[UUID]]] = {}
    for care, person, homes in lives:
        if person.hides_place:
            found.add(care)
        else:
            open_ones.setdefault(care, (person, set()))[1].update(homes)
    wanted = {home for _, homes in open_ones.values() for home in homes}
    if not wanted:
        return found
    hidden = list(
        seen_by(viewer, Placement)
        .filter(WITHHOLDS, home__in=wanted, corrected_at=None, care__ended_at=None, care__annulled_at=None)
        .values_list("home_id", "care__person_id", "care__person__family_name")
        .distinct()
    )
    if not hidden:
        return found
    near = _near(viewer, {one for _, one, _ in hidden} | {person.pk for person, _ in open_ones.values()})
    for care, (person, homes) in open_ones.items():
        if any(
            home in homes and (other in near[person.pk] or _same(name, person.family_name))
            for home, other, name in hidden
        ):
            found.add(care)
    return found


def is_withheld(viewer: Staff, care: Care) -> bool:
    """Whether the homes of one child are not to be told."""
    stays = seen_by(viewer, Placement).filter(care=care, corrected_at=None).values_list("home_id", flat=True)
    return bool(withheld(viewer, [(care.pk, care.person, stays)]))


def _near(viewer: Staff, people: set[UUID]) -> dict[UUID, set[UUID]]:
    """Who is near whom among ``people``, by what the viewer's cases have noted: each other, or of one family."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    family: dict[UUID, set[UUID]] = defaultdict(set)
    rows = seen_by(viewer, Relation).filter(Q(person__in=people) | Q(other__in=people), is_mistaken=False)
    for one, other, bond in rows.values_list("person", "other", "bond"):
        found[one].add(other)
        found[other].add(one)
        if bond in FAMILY:
            family[other].add(one)
            family[one].add(other)
    for members in family.values():
        for one in members:
            found[one] |= members - {one}
    return found


def _same(name: str, other: str) -> bool:
    return name.casefold() == other.casefold() and name != ""
