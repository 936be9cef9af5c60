"""Vem brevet går till, och hur. Pure functions: people in, readers out.

Each guardian has a letter of their own to their own address; a child of fifteen has one too (SoL 3:4, LVU 36 §); so
has whoever speaks for an adult. A letter is posted only where its reader's address may be told and is known; every
other is handed over, or goes by the Tax Agency (FolkbokfL 43 §, Skatteverkets postförmedling).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from samtid.base.people.rules import is_child, speaks_for_self

from .words import Way


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Någon som brevet kan gå till, as values. ``hides_place``: protected, or living with somebody who is.

    Nobody who has died is written to.
    """

    name: str
    address: tuple[str, ...] = ()
    is_protected: bool = False
    hides_place: bool = False
    is_dead: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """Läsare: whom one letter is to, in which role, by which way; ``address`` is empty unless it is posted."""

    name: str
    heading: str
    way: Way
    address: tuple[str, ...] = ()


def readers(
    person: Party,
    *,
    born_on: date | None,
    guardians: Iterable[Party],
    representatives: Iterable[Party] = (),
    not_informed: bool = False,
    on: date,
) -> list[Reader]:
    """Who gets a letter. ``not_informed``: those it concerns are not told yet, for somebody's safety (SoL 20:4)."""
    child = is_child(born_on, on)
    guarding = [one for one in guardians if not one.is_dead] if child else []
    found = []
    if person.is_dead:
        # decided before the death: its paper is the estate's, and is handed over
        return [Reader(f"dödsboet efter {person.name}", f"Till dödsboet efter {person.name}", Way.HAND)]
    if not child or speaks_for_self(born_on, on):
        found.append(_reader(person, person.name, by_hand=not_informed))
    for one in guarding:
        said = f"Till dig som är vårdnadshavare för {person.name}"
        found.append(_reader(one, said, by_hand=not_informed))
    if child and not guarding:
        # nobody is noted: the letter is about a child who cannot take it, and whose home it would reach unseen
        found.append(Reader("vårdnadshavare", f"Till dig som är vårdnadshavare för {person.name}", Way.HAND))
    for one in (one for one in representatives if not one.is_dead):
        said = f"Till dig som är god man eller förvaltare för {person.name}"
        found.append(_reader(one, said, by_hand=not_informed))
    return found


def _reader(to: Party, heading: str, *, by_hand: bool) -> Reader:
    address = tuple(row for row in to.address if row.strip())
    if to.is_protected:
        return Reader(to.name, heading, Way.HAND if by_hand else Way.AGENCY)
    if by_hand or to.hides_place or not address:
        return Reader(to.name, heading, Way.HAND)
    return Reader(to.name, heading, Way.POST, address)
