"""En insats i katalogen."""

from __future__ import annotations

from dataclasses import dataclass

from samtid.base.dossier.words import Need
from samtid.base.organisation.words import DecisionKind, UnitKind

from ..words import NeedsTest


@dataclass(frozen=True, slots=True)
class CatalogueService:
    """Insats i katalogen. ``law`` is the usual ground; ``kind`` what must be delegated to decide it.

    ``is_home_ground``: given in the person's home. ``is_placement``: care day and night elsewhere.
    ``minutes`` is the usual length of a visit, 0 where there are none.
    """

    code: str
    name: str
    says: str
    needs: tuple[Need, ...]
    law: str
    unit_kinds: tuple[UnitKind, ...]
    kind: DecisionKind
    test: NeedsTest = NeedsTest.LOCAL
    minutes: int = 60
    is_home_ground: bool = False
    is_placement: bool = False

    @property
    def needs_test(self) -> bool:
        """True when somebody must decide first."""
        return self.test is not NeedsTest.NONE

    @property
    def has_visits(self) -> bool:
        """True when somebody comes, or is met."""
        return self.minutes > 0
