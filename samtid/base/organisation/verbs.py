"""Vem får göra vad: a role and a reason for each verb of a room. Pure: no database.

A room's ``rules.py`` says who does each of its actions (``MAY``, by the action's name). The action asks first
(``doing.only``), the page shows the same obstacle, and the walls refuse what comes another way. An action that nobody
has said a role for does not load; tests/walls/test_verbs.py tries every role on every verb.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from samtid.ground.reasons import Obstacle

from . import roles as sets
from .words import Role, UnitKind


class Place(Protocol):
    """The unit that carries out."""

    pk: int
    kind: str


@dataclass(frozen=True, slots=True)
class Verb:
    """Vem som gör det, and why nobody else does.

    ``roles`` count in whatever unit they are held: what one may see of a case is the walls' own question. The roles of
    ``there`` count only in the unit that carries the service out, and there in these kinds of units (all, when none
    is named).
    """

    roles: frozenset[Role]
    why: str
    law: str = ""
    may: str = ""
    there: Mapping[Role, frozenset[UnitKind]] = field(default_factory=dict)

    def obstacles(self, held: Iterable[tuple[str, int]], unit: Place | None = None) -> list[Obstacle]:
        """What stands in the way for one with these roles, each with the unit it is held in."""
        if any(self._allows(Role(role), where, unit) for role, where in held):
            return []
        return [Obstacle(self.why, self.law, may_approve=self.may)]

    def _allows(self, role: Role, where: int, unit: Place | None) -> bool:
        if role in self.roles:
            return True
        kinds = self.there.get(role)
        if kinds is None or unit is None or unit.pk != where:
            return False
        return not kinds or unit.kind in kinds


# What is done in a case is done by those who hold cases; which case is a matter of keys.
CASE_WORK = Verb(
    sets.RECEIVES_CASES,
    "Det gör den som handlägger ärendet.",
    "SoLPuL 10 §",
    "handläggaren eller enhetschefen",
)
# Whoever works here notes what somebody has said.
ANYBODY = Verb(frozenset(Role), "Bara den som arbetar här i dag kan göra det.")
