"""De som kan vara parter: whom a case has noted near its person, asked once for every day that is asked about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from samtid.base.access.viewing import seen_by
from samtid.base.dossier.models import Case
from samtid.base.dossier.queries import unlocked_near
from samtid.base.organisation.models import Staff
from samtid.base.people.models import Person, Relation
from samtid.base.people.words import Bond, Protection
from samtid.ground.law.days import swedish_day
from samtid.steps.decisions.letters import PARTIES, unseen

from . import rules
from .rules import One, Parties


@dataclass(frozen=True, slots=True)
class Near:
    """En person som ärendet har antecknat som nära, with the days the bond holds and when the case noted it."""

    one: One
    bond: Bond
    valid_from: date
    valid_to: date | None
    noted_at: datetime | None

    def is_on(self, day: date) -> bool:
        """Whether the bond holds that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def may_be_on(self, day: date) -> bool:
        """Whether custody may have been held that day already: it bears the day it was noted, and nobody said since when."""
        return (
            self.bond is Bond.GUARDIAN
            and self.noted_at is not None
            and day < self.valid_from == swedish_day(self.noted_at)
        )


@dataclass(frozen=True, slots=True)
class People:
    """De som kan vara parter i ett ärende, asked once for every day that is asked about."""

    person: One
    near: tuple[Near, ...]
    today: date | None = None
    together: frozenset[frozenset[UUID]] = frozenset()

    def on(self, day: date, *, known: datetime | None = None) -> Parties:
        """Who are parties that day; with ``known`` only those the case had noted before then."""
        late = self._late(day)
        found = dict.fromkeys(
            (one.one, one.bond)
            for one in self.near
            if (one.is_on(day) or (one.bond is Bond.GUARDIAN and one.one.key in late))
            and (known is None or one.noted_at is None or one.noted_at < known)
        )
        return rules.parties(
            self.person,
            guardians=[one for one, bond in found if bond is Bond.GUARDIAN],
            representatives=[one for one, bond in found if bond is Bond.LEGAL_REPRESENTATIVE],
            on=day,
            today=None if self.today is None else max(day, self.today),
            late=late,
            together=self.together,
        )

    def _late(self, day: date) -> dict[UUID, date]:
        """Guardians noted after the day without since when, where nothing else is known of their custody."""
        rows = [one for one in self.near if one.bond is Bond.GUARDIAN]
        sure = {one.one.key for one in rows if not one.may_be_on(day)}
        return {one.one.key: one.valid_from for one in rows if one.one.key not in sure}

    @property
    def names(self) -> dict[UUID, str]:
        """What each is called, also who is no party any longer."""
        return {self.person.key: self.person.name} | {one.one.key: one.one.name for one in self.near}


def people(viewer: Staff, case: Case, today: date | None = None) -> People:
    """Those the case has noted near who may be parties. ``today``: nobody who has died by then is waited for."""
    person = case.dossier.person
    # asked apart: somebody near may be protected and not seen, and is a party all the same
    held = seen_by(viewer, Relation).filter(
        case_id=case.pk, person=person, bond__in=PARTIES, is_mistaken=False
    )
    rows = list(held.order_by("pk").values_list("other_id", "bond", "valid_from", "valid_to", "noted_at"))
    seen = seen_by(viewer, Person).in_bulk([row[0] for row in rows]) if rows else {}
    near = [
        Near(
            _one(known) if (known := seen.get(row[0])) else _unseen(row[0], Bond(row[1])),
            Bond(row[1]),
            *row[2:],
        )
        for row in rows
    ]
    return People(
        _one(person), tuple(near), today, _together(case, [_one(person), *(one.one for one in near)])
    )


def _together(case: Case, found: list[One]) -> frozenset[frozenset[UUID]]:
    """Pairs of those whose place is hidden who are at one place. The places are compared here, and leave nothing but that."""
    hidden = {one.key for one in found if one.hides_place}
    if len(hidden) < 2:
        return frozenset()
    at = {key: _key(place) for key, place in unlocked_near(case).items() if key in hidden}
    pairs = ((one, other) for one in at for other in at if one != other and at[one] and at[one] == at[other])
    return frozenset(frozenset(pair) for pair in pairs)


def _key(place: Mapping[str, str]) -> str:
    """A place as it is compared; empty where the street or the postcode is not known."""
    street, postcode = ("".join(place.get(name, "").casefold().split()) for name in ("address", "postcode"))
    return f"{street}|{postcode}" if street and postcode else ""


def who(viewer: Staff, case: Case, on: date, today: date | None = None) -> Parties:
    """Who are parties in a case on a day, as the case has noted those near."""
    return people(viewer, case, today).on(on)


def _one(person: Person) -> One:
    return One(
        key=person.pk,
        name=person.name,
        born_on=person.born_on,
        is_protected=Protection(person.protection) != Protection.NONE,
        hides_place=person.hides_place,
        died_on=person.died_on,
    )


def _unseen(key: UUID, bond: Bond) -> One:
    return One(key=key, name=unseen(bond).name, is_protected=True, hides_place=True)
