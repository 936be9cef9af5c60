"""Bemanningen: who in the municipality could have done a thing on a certain day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from samtid.base.organisation.models import Delegation, Membership, Staff, Unit
from samtid.base.organisation.rules import Mandate, may_decide
from samtid.base.organisation.words import DecisionKind, Role, UnitKind


@dataclass(frozen=True, slots=True)
class Post:
    """En placering, as plain values with the staff and the unit at hand."""

    staff: Staff
    unit: Unit
    role: Role
    first: date
    last: date | None

    def holds_on(self, on: date) -> bool:
        return self.first <= on and (self.last is None or on <= self.last)


class Nobody(LookupError):
    """Ingen: the organisation has nobody who could have done it that day."""


class Staffing:
    """Everybody's posts, read once."""

    def __init__(self) -> None:
        rows = Membership.objects.select_related("staff", "unit__committee").order_by("staff__username", "pk")
        self.posts = [Post(row.staff, row.unit, Role(row.role), row.valid_from, row.valid_to) for row in rows]
        self.units = list(Unit.objects.order_by("name", "pk"))
        self.delegations: dict[str, list[Delegation]] = {}
        for row in Delegation.objects.order_by("pk"):
            self.delegations.setdefault(row.decision, []).append(row)
        self._of_unit: dict[int, list[Post]] = {}
        for post in self.posts:
            self._of_unit.setdefault(post.unit.pk, []).append(post)

    @property
    def since(self) -> date:
        """The first day of the organisation."""
        return min(unit.valid_from for unit in self.units)

    def units_of(self, on: date, *kinds: UnitKind) -> list[Unit]:
        """Units of any of the kinds that exist on a day, by name."""
        wanted = {str(kind) for kind in kinds}
        return [unit for unit in self.units if unit.kind in wanted and unit.holds_on(on)]

    def unit(self, kind: UnitKind, on: date) -> Unit:
        """The unit of a kind on a day. Raises ``Nobody`` when there is none."""
        found = self.units_of(on, kind)
        if not found:
            raise Nobody(f"no unit of kind {kind} on {on}")
        return found[0]

    def anyone(
        self,
        unit: Unit,
        on: date,
        chance: Random,
        *roles: Role,
        independent: bool = False,
        but: Staff | None = None,
    ) -> Staff:
        """Somebody of the unit in one of the roles; ``independent`` may handle children's cases alone (25:1).

        The roles are tried in groups: first those named, then the unit's manager. Raises ``Nobody``.
        """
        for wanted in (roles, (Role.MANAGER,)):
            found = [post.staff for post in self.of(unit, on) if post.role in wanted]
            found = [staff for staff in found if not independent or is_independent(staff, on)]
            others = [staff for staff in found if but is None or staff.pk != but.pk]
            if others or found:
                return chance.choice(others or found)
        raise Nobody(f"nobody in {unit.name} on {on}")

    def of(self, unit: Unit, on: date) -> list[Post]:
        """Everybody's post in a unit on a day, by log-in name."""
        return [post for post in self._of_unit.get(unit.pk, []) if post.holds_on(on)]

    def manager(self, unit: Unit, on: date) -> Staff:
        """The unit's manager. Raises ``Nobody``."""
        found = self._among(unit, on, lambda post: post.role is Role.MANAGER)
        if not found:
            raise Nobody(f"no manager in {unit.name} on {on}")
        return found[0]

    def signer(
        self, what: DecisionKind, amount: int | None, unit: Unit, on: date, chance: Random, first: Staff
    ) -> Staff:
        """Who decides: the caseworker when the delegation reaches, else a senior or the manager of the unit."""
        seniors = self._among(unit, on, lambda post: post.role is Role.SENIOR)
        chance.shuffle(seniors)
        for staff in (first, *seniors, self.manager(unit, on)):
            if self.may(staff, what, on, amount):
                return staff
        raise Nobody(f"nobody in {unit.name} may decide {what} on {on}")

    def may(self, staff: Staff, what: DecisionKind, on: date, amount: int | None = None) -> bool:
        """Whether somebody's delegation reaches."""
        rows = [row for row in self.delegations.get(str(what), []) if row.holds_on(on)]
        posts = [
            (str(post.role), post.unit.pk)
            for post in self.posts
            if post.staff.pk == staff.pk and post.holds_on(on)
        ]
        return isinstance(may_decide(rows, posts=posts, amount=amount, what=what), Mandate)

    def _among(self, unit: Unit, on: date, fits: Callable[[Post], bool]) -> list[Staff]:
        return [post.staff for post in self.of(unit, on) if fits(post)]


def is_independent(staff: Staff, on: date) -> bool:
    """Degree and experience enough for children's cases (SoL 25:1)."""
    return (
        staff.degree_on is not None
        and staff.degree_on <= on
        and staff.experienced_on is not None
        and staff.experienced_on <= on
    )
