"""Tillsammans: what the people of one household share, and what differs. Pure functions: values in, values out.

What is filled in about a family goes by tickets (people.actions.look_up), of which each tells whom it is about: the
mark. It is written and read here only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import permutations
from uuid import UUID

from samtid.base.people.rules import SECRECY, is_sealed
from samtid.base.people.words import Bond, Protection
from samtid.ground.reasons import Obstacle

MARK = "familj"
# Whoever is this to the children lives with them; of a guardian it is asked.
AT_HOME = frozenset({Bond.STEP_PARENT, Bond.SAME_HOUSEHOLD})
NOBODY, SOMEBODY = "none", "some"
UNKNOWN = frozenset({"okänt", "okänd"})
SAME_NUMBER = Obstacle("Numret står redan på en annan rad.", field="number")


@dataclass(frozen=True, slots=True)
class Mark:
    """Vem en biljett gäller: one of the children (no ``bond``), or somebody near those in ``of``. ``of`` names reports."""

    of: tuple[UUID, ...]
    bond: Bond | None = None

    def __str__(self) -> str:
        return ":".join((MARK, str(self.bond or ""), ",".join(map(str, self.of))))


def read_mark(text: str) -> Mark | None:
    """What ``str(mark)`` said; None for a ticket of another kind."""
    parts = text.split(":")
    if len(parts) != 3 or parts[0] != MARK or (parts[1] and parts[1] not in set(Bond)):
        return None
    try:
        of = tuple(UUID(one) for one in parts[2].split(",") if one)
    except ValueError:
        return None
    return Mark(of, Bond(parts[1]) if parts[1] else None)


def sibling_pairs(children: Mapping[UUID, Protection]) -> list[tuple[UUID, UUID]]:
    """In whose case which sibling is noted, by report: each in every other's.

    Somebody protected is noted in no sibling's case: whoever gets a key to that one would read that there is another.
    """
    return [
        (whose, other)
        for whose, other in permutations(children, 2)
        if not is_sealed(Protection(children[other]))
    ]


def obstacles_to_together(sealed: Iterable[bool]) -> list[Obstacle]:
    """What is written for several is not written where one of them is protected: it would stand in the others' files."""
    found = list(sealed)
    if len(found) > 1 and any(found):
        return [Obstacle("Ett barn med skyddade personuppgifter görs för sig.", SECRECY)]
    return []


def obstacles_to_noting(bond: Bond, protection: Protection) -> list[Obstacle]:
    """A protected sibling is noted in no sibling's case, however it is filled in."""
    if bond == Bond.SIBLING and is_sealed(protection):
        text = "Ett syskon med skyddade personuppgifter antecknas inte i syskonens ärenden."
        return [Obstacle(text, SECRECY, field="bond")]
    return []


def with_own(shared: str, own: str) -> str:
    """The words that all have, and below them what is this one's own."""
    return "\n\n".join(part for part in (shared.strip(), own.strip()) if part)


def obstacles_to_protection(answer: str, chosen: Iterable[Protection]) -> list[Obstacle]:
    """Whether the one answer about the family and what was chosen for each of them say the same."""
    some = any(one != Protection.NONE for one in chosen)
    if answer == SOMEBODY and not some:
        return [Obstacle("Välj på raden vem som har skydd, och vilket.", SECRECY, field="protection")]
    if answer == NOBODY and some:
        text = "Du har valt skydd för någon. Ändra svaret här, eller ta bort valet på raden."
        return [Obstacle(text, SECRECY, field="protection")]
    return []


def lives_here(bond: Bond, said: bool) -> bool:
    """Whether somebody near the children lives where they do."""
    return said or bond in AT_HOME


def repeated(numbers: Iterable[str]) -> set[str]:
    """Numbers that stand on more than one row: one person is not two in a family."""
    seen: set[str] = set()
    again: set[str] = set()
    for number in numbers:
        if number:
            (again if number in seen else seen).add(number)
    return again


def is_same_unnumbered(said: tuple[str, str, str, str], held: tuple[str, str, str, str]) -> bool:
    """Whether somebody without a number who is filled in is the one noted near another of the children already.

    Each is name, number, the day of birth (ISO or empty) and bond. Whoever is called unknown is nobody in particular.
    """
    name, number, born_on, bond = said
    held_name, held_number, held_born_on, held_bond = held
    words = name.casefold().split()
    return (
        bool(words)
        and not UNKNOWN & set(words)
        and words == held_name.casefold().split()
        and not (number or held_number)
        and (not born_on or not held_born_on or born_on == held_born_on)
        and bond == held_bond
    )
