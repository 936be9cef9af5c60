"""Registret över hem: what is known of each on a day, and which of them fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from samtid.base.access.through import door
from samtid.base.access.viewing import check, seen_by
from samtid.base.dossier.words import Need
from samtid.base.look.ordering import ByName
from samtid.base.organisation.models import Staff
from samtid.base.people.models import Person
from samtid.base.people.rules.ages import age
from samtid.ground.reasons import Obstacle
from samtid.steps.services.queries import given_on

from . import rules, words
from .models import Home, HomePause, HomeTerms


@dataclass(frozen=True, slots=True)
class Known:
    """Ett hem som det är känt en dag: what holds then, all that has been said, and whether there is a place."""

    home: Home
    held: HomeTerms | None
    rows: tuple[HomeTerms, ...]
    has_place: bool = False

    @property
    def kind(self) -> words.HomeKind:
        return words.HomeKind(self.home.kind)

    @property
    def name(self) -> str:
        return self.home.name

    @property
    def prices(self) -> tuple[tuple[date, int], ...]:
        """Each price from its day, the earliest first; of two from one day the later written."""
        said = {row.valid_from: row.price_per_day for row in reversed(self.rows)}
        return tuple((day, price) for day, price in sorted(said.items()) if price is not None)

    def coming(self, on: date) -> list[date]:
        """The days after ``on`` from which something is already said, the first one first."""
        return sorted({row.valid_from for row in self.rows if row.valid_from > on})

    def said_from(self, day: date | None) -> HomeTerms | None:
        """What is said from that very day; of two the later written."""
        return next((row for row in self.rows if row.valid_from == day), None)

    def as_rule(self) -> rules.Home:
        """What matching asks of it."""
        held = self.held
        if held is None:
            return rules.Home(self.kind)
        return rules.Home(
            kind=self.kind,
            area=held.area,
            capacity=held.capacity,
            has_place=self.has_place,
            age_from=held.age_from,
            age_to=held.age_to,
            takes_siblings=held.takes_siblings,
            has_pets=held.has_pets,
            distance_km=held.distance_km,
            languages=held.languages,
            approved_on=held.approved_on,
            approved_to=held.approved_to,
            closed_on=held.closed_on,
        )


TERMS = Prefetch(
    "terms",
    HomeTerms.objects.select_related("written_by").order_by("-valid_from", "-written_at"),
    to_attr="said",
)


def known_of(home: Home, on: date, places: Iterable[UUID] = ()) -> Known:
    rows: tuple[HomeTerms, ...] = tuple(getattr(home, "said", ()))
    held = next((row for row in rows if row.valid_from <= on), None)
    return Known(home, held, rows, home.pk in set(places))


def obstacles_to_keeping(viewer: Staff) -> list[Obstacle]:
    """What stands in the way of the viewer writing in the register: the unit one works in, as the database has it."""
    check(viewer)
    return [] if door("keeps_homes") else rules.REGISTERS.obstacles(())


def obstacles_to_seeing(viewer: Staff) -> list[Obstacle]:
    """What stands in the way of the viewer changing where a child lives: one sees which home it is, or would change it blindly."""
    check(viewer)
    return [] if door("reads_homes") else [rules.UNSEEN]


def homes(viewer: Staff) -> QuerySet[Home]:
    """The register, by kind and name."""
    return seen_by(viewer, Home).prefetch_related(TERMS).order_by("kind", ByName("name"), "pk")


def register(viewer: Staff, on: date) -> list[Known]:
    """Every home as it is known on a day, with the yes or no of that night."""
    places = set(door("homes_with_place", on))
    return [known_of(one, on, places) for one in homes(viewer)]


def known(viewer: Staff, home: Home, on: date) -> Known:
    """One home as it is known on a day."""
    found = homes(viewer).get(pk=home.pk)
    return known_of(found, on, door("homes_with_place", on))


@dataclass(frozen=True, slots=True)
class Matched:
    """Ett hem och om det passar."""

    known: Known
    match: rules.Match


def matching(viewer: Staff, wish: rules.Wish, *, closed_too: bool = False) -> list[Matched]:
    """All homes that are not closed, those that fit first; ``closed_too`` where a child may be in one all the same."""
    order = list(words.Fit)
    found = [Matched(one, rules.match(one.as_rule(), wish)) for one in register(viewer, wish.on)]
    open_ones = [one for one in found if closed_too or not _is_closed(one.known, wish.on)]
    return sorted(open_ones, key=lambda one: (order.index(one.match.fit), len(one.match.why_not)))


def _is_closed(one: Known, on: date) -> bool:
    return one.held is not None and one.held.closed_on is not None and one.held.closed_on <= on


def pauses(viewer: Staff) -> QuerySet[HomePause]:
    """The pauses that the viewer has noted: the wall shows no others."""
    return seen_by(viewer, HomePause)


def own_pauses(viewer: Staff, home: Home, on: date) -> QuerySet[HomePause]:
    """Those of a home that are not over."""
    return pauses(viewer).filter(home=home, last_on__gte=on, ended_at=None).order_by("first_on", "pk")


@dataclass(frozen=True, slots=True)
class Alternative:
    """Ett alternativ på hemmaplan: what the municipality gives a family at home, with its price and who carries it out."""

    code: str
    name: str
    price: str
    unit: str

    @property
    def label(self) -> str:
        """As one chooses it."""
        return ", ".join(part for part in (self.name, self.price, self.unit) if part)

    def kept(self) -> dict[str, object]:
        """As it is remembered."""
        return {"code": self.code, "name": self.name, "price": self.price, "unit": self.unit}


def alternatives(on: date) -> list[Alternative]:
    """What is given today to a child or a family without the child moving."""
    lines = [line for line in given_on(on) if Need.CHILD in line.known.needs and not line.known.is_placement]
    return [
        Alternative(
            line.code,
            line.name,
            ""
            if line.price is None
            else f"{line.price} kr per {line.per.lower()}"
            if line.per
            else f"{line.price} kr",
            line.unit,
        )
        for line in lines
    ]


def wish_of(person: Person, on: date, **said: object) -> rules.Wish:
    """What matching asks for a child."""
    return rules.Wish(on=on, age=age(person.born_on, on), **said)  # type: ignore[arg-type]
