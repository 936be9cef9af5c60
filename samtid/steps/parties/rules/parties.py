"""Vilka som är parter en viss dag: from what is held, never from a guess. Pure functions: people in, parties out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from samtid.base.people.rules import age, is_child, speaks_for_self

from ..words import Role, Way

OWN = "SoL 3 kap. 4 §"
CUSTODY = "FB 6 kap. 11 och 13 §§"
APPOINTED = "FB 11 kap."


@dataclass(frozen=True, slots=True, kw_only=True)
class One:
    """Någon som kan vara part, as values. ``hides_place``: protected, or living with somebody who is."""

    key: UUID
    name: str
    born_on: date | None = None
    is_protected: bool = False
    hides_place: bool = False
    died_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Part. ``acts``: is told, heard and written to on their own account. ``may_not``: what this one must not be told.

    ``why`` with ``law`` says in Swedish how they came to be one.
    """

    key: UUID
    name: str
    role: Role
    acts: bool
    why: str
    law: str
    is_protected: bool = False
    hides_place: bool = False
    may_not: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parties:
    """Parterna, and what about them is uncertain, as sentences."""

    found: tuple[Party, ...]
    doubts: tuple[str, ...] = ()

    @property
    def acting(self) -> tuple[Party, ...]:
        """Those who are each told and heard."""
        return tuple(one for one in self.found if one.acts)

    @property
    def are_several(self) -> bool:
        """Whether what is done for one is not done for all."""
        return len(self.acting) > 1

    def get(self, key: UUID) -> Party | None:
        """The party that is this person."""
        return next((one for one in self.found if one.key == key), None)


def parties(
    person: One,
    *,
    guardians: Iterable[One],
    representatives: Iterable[One] = (),
    on: date,
    today: date | None = None,
    late: Mapping[UUID, date] | None = None,
    together: Collection[frozenset[UUID]] = (),
) -> Parties:
    """Who is a party on ``on``. Nobody who has died is; a custody that is not noted is said to be unknown.

    ``today``: nobody who has died since is waited for. ``late``: guardians noted after ``on`` without since when, with the
    day they were noted. They are counted in, since a right is lost otherwise, and it is said. ``together``: pairs who are
    at one place, and know where the other lives.
    """
    today = today or on
    doubts: list[str] = []
    near = [*guardians], [*representatives]
    guarding, speaking = ([one for one in group if not _is_dead(one, today)] for group in near)
    doubts += [
        f"{one.name} är avliden och är inte part." for group in near for one in group if _is_dead(one, today)
    ]
    if _is_dead(person, today):
        return Parties((), (f"{person.name} är avliden. Fråga dödsboet om det som återstår.", *doubts))
    found = [_person(person, on)]
    if person.born_on is None:
        doubts.append("Födelsedagen är inte känd. Personen räknas som part för egen talan tills den är det.")
    if is_child(person.born_on, on):
        found += [
            _near(one, Role.GUARDIAN, f"Har vårdnaden om {person.name} den här dagen.", CUSTODY)
            for one in guarding
        ]
        doubts += _custody(len(guarding), len(speaking))
        doubts += [_noted_late(one, (late or {})[one.key]) for one in guarding if one.key in (late or {})]
    said = f"Är förordnad för {person.name}. Läs i förordnandet vad uppdraget omfattar."
    found += [_near(one, Role.REPRESENTATIVE, said, APPOINTED) for one in speaking]
    return Parties(tuple(_knowing(found, together)), tuple(doubts))


def safe_way(party: Party) -> str:
    """How a paper reaches this one without telling anybody where they are; never the address itself."""
    if party.is_protected:
        return "Lämna personligen, eller skicka genom Skatteverkets postförmedling."
    if party.hides_place:
        return "Lämna personligen. Platsen får inte röjas."
    return "Brev går till partens egen adress, aldrig till någon annans."


def ways(party: Party) -> tuple[Way, ...]:
    """How this one may be reached: nothing is posted to a place that must not be told (FolkbokfL 43 §)."""
    if party.is_protected:
        return tuple(way for way in Way if way not in (Way.LETTER, Way.RECEIPT))
    if party.hides_place:
        return tuple(way for way in Way if way not in (Way.LETTER, Way.RECEIPT, Way.AGENCY))
    return tuple(Way)


def _is_dead(one: One, on: date) -> bool:
    return one.died_on is not None and one.died_on <= on


def _person(person: One, on: date) -> Party:
    own = speaks_for_self(person.born_on, on)
    if not is_child(person.born_on, on):
        role, why, law = Role.SELF, "Ärendet gäller personen själv.", ""
    elif own:
        years = age(person.born_on, on)
        role, why, law = Role.YOUNG, f"Har fyllt 15 år ({years} år) och för sin egen talan.", OWN
    else:
        role, why, law = Role.CHILD, "Är under 15 år: vårdnadshavarna för barnets talan.", OWN
    return _near(person, role, why, law, acts=own)


def _near(one: One, role: Role, why: str, law: str, *, acts: bool = True) -> Party:
    return Party(
        key=one.key,
        name=one.name,
        role=role,
        acts=acts,
        why=why,
        law=law,
        is_protected=one.is_protected,
        hides_place=one.hides_place,
    )


def _custody(guardians: int, representatives: int) -> list[str]:
    """What is uncertain about who speaks for a child."""
    if not guardians and not representatives:
        return ["Vårdnad inte känd, kontrollera. Ta reda på vem som är vårdnadshavare och anteckna det."]
    if guardians and representatives:
        return [
            "En god man är antecknad. Läs i förordnandet om den ersätter en vårdnadshavare (FB 11 kap. 2 §)."
        ]
    if guardians == 1:
        return ["En vårdnadshavare är antecknad. Kontrollera att vårdnaden inte är gemensam."]
    return []


def _noted_late(one: One, noted_on: date) -> str:
    return (
        f"{one.name} antecknades som vårdnadshavare {noted_on}, och det står inte sedan när. Hen räknas som part också före "
        "den dagen, även om hen inte har fått något brev. Började vårdnaden senare, rätta det i personakten."
    )


def _knowing(found: list[Party], together: Collection[frozenset[UUID]]) -> list[Party]:
    """Each with what that one must not be told of the others: where somebody is whose place is hidden (OSL 26 kap. 1 §)."""
    return [
        replace(
            one,
            may_not=tuple(
                f"Får inte veta var {other.name} bor."
                for other in found
                if other.hides_place
                and other.key != one.key
                and frozenset((one.key, other.key)) not in together
            ),
        )
        for one in found
    ]
