"""Påhittade dygn och besök: rows as they would have been left, made at once and behind the walls."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection

from samtid.base.access.models import Holding
from samtid.base.dossier.models import Case, Dossier
from samtid.base.dossier.words import Need
from samtid.base.organisation.models import Offering, Staff, Unit
from samtid.base.people.models import Person
from samtid.resources.economy.models import Budget, Cost
from samtid.resources.economy.words import Level, Step
from samtid.steps.placements.models import Care, Home, HomeTerms, Placement
from samtid.steps.placements.words import HomeKind
from samtid.steps.services.models import Service
from samtid.steps.visits.models import Remark, Visit
from tests.log_in import stepped_out

UNITS = ("Utredning barn och unga", "Mottagning", "Öppenvård")
KINDS = (HomeKind.FAMILY_HOME, HomeKind.EMERGENCY_HOME, HomeKind.RESIDENTIAL, HomeKind.SIS)


@contextmanager
def behind() -> Iterator[None]:
    """As the administrator, without triggers."""
    with stepped_out("default"), connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
        try:
            yield
        finally:
            if not connection.needs_rollback:
                cursor.execute("set local session_replication_role = origin")


def measured(today: date, at: str = "2026-11-21 04:00+01") -> int:
    """What the night does, as the owner."""
    with connection.cursor() as cursor:
        cursor.execute("select access.measure_all_costs(%s, %s)", [today, at])
        return cursor.fetchone()[0]


class Maker:
    """Gör rader: children in homes and visits, with ids from the seed. To be used ``behind`` the walls."""

    def __init__(self, seed: int = 1) -> None:
        self.chance, self.seed = Random(seed), seed
        self.by = Staff.objects.get(username="bo")
        self.held = {one.unit.name: one.compartment_id for one in Holding.objects.select_related("unit")}  # type: ignore[attr-defined]
        self.made = 0

    def id(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128))

    def case(
        self, unit: str = UNITS[0], opened: date = date(2024, 1, 2), dossier: Dossier | None = None
    ) -> Case:
        """A case in a unit, of somebody new or of one who has a dossier."""
        self.made += 1
        at = datetime(opened.year, opened.month, opened.day, 9, tzinfo=UTC)
        if dossier is None:
            person = Person.objects.create(
                id=self.id(),
                given_name="Någon",
                family_name=f"Nummer {self.made}",
                born_on=date(2012, 5, 5),
                sex="woman",
            )
            dossier = Dossier.objects.create(id=self.id(), person=person, opened_at=at)
        return Case.objects.create(
            id=self.id(),
            number=f"{self.seed:02}-{self.made:06}",
            dossier=dossier,
            need=Need.CHILD,
            compartment_id=self.held[unit],
            caseworker=self.by,
            opened_at=at,
        )

    def home(self, kind: HomeKind, prices: dict[date, int | None]) -> Home:
        """A home with its price from each day; ``None`` is a day from which nobody has agreed on one."""
        at = datetime(2023, 1, 1, 9, tzinfo=UTC)
        made = Home.objects.create(
            id=self.id(), kind=kind, name="Provgården", registered_at=at, registered_by=self.by
        )
        for first, price in prices.items():
            HomeTerms.objects.create(
                id=self.id(),
                home=made,
                valid_from=first,
                capacity=9,
                price_per_day=price,
                written_at=at,
                written_by=self.by,
            )
        return made

    def stay(self, case: Case, home: Home, first: datetime, last: datetime | None, **said: Any) -> Placement:
        """A child in a home. ``annulled`` says that the whole care was of the wrong child."""
        here = {
            "case": case,
            "compartment_id": case.compartment_id,
            "is_sealed": said.pop("is_sealed", False),
        }
        care = Care.objects.create(
            id=self.id(),
            **here,
            person_id=case.dossier.person_id,
            began_at=first,
            begun_at=first,
            begun_by=self.by,
            secretary=self.by,
            why_not="prov",
            **({"annulled_at": first, "annulled_by": self.by} if said.pop("annulled", False) else {}),
        )
        return Placement.objects.create(
            id=self.id(),
            **here,
            care=care,
            home=home,
            starts_at=first,
            ends_at=last,
            why="first",
            placed_at=first,
            placed_by=self.by,
            **({"ended_by": self.by, "left_noted_at": last} if last else {}),
            **said,
        )

    def visit(
        self,
        code: str,
        on: date,
        minutes: int = 60,
        corrected: bool | None = None,
        unit: str = UNITS[0],
        is_sealed: bool = False,
    ) -> Visit:
        """A visit that was carried out, to somebody new; ``corrected`` says afterwards whether it was."""
        case = self.case(unit, opened=on)
        at = datetime(on.year, on.month, on.day, 10, tzinfo=UTC)
        here = {
            "case": case,
            "compartment_id": case.compartment_id,
            "provider_id": self.held["Öppenvård"],
            "is_sealed": is_sealed,
        }
        service = Service.objects.create(
            **here,
            person_id=case.dossier.person_id,
            code=code,
            unit=Unit.objects.get(name="Öppenvård"),
            starts_on=on,
            began_on=on,
            started_at=at,
            started_by=self.by,
        )
        made = Visit.objects.create(
            **here,
            service=service,
            person_id=case.dossier.person_id,
            planned_at=at,
            minutes=60,
            minutes_done=minutes,
            carried_out_at=at,
            what="samtal",
            agreed_at=at,
            agreed_by=self.by,
            staff=self.by,
        )
        if corrected is not None:
            Remark.objects.create(
                **here,
                visit=made,
                kind="corrected",
                text="prov",
                carried_out=corrected,
                minutes_done=minutes if corrected else None,
                by=self.by,
                at=at + timedelta(hours=1),
            )
        return made

    def a_town(self, children: int = 60) -> None:
        """Children who come and go over two and a half years, some of them in two units, some without a price."""
        chance, homes = self.chance, []
        for number in range(12):
            price = 1000 + 500 * number
            prices = {date(2023, 1, 1): price, date(2025, 1, 1): price + 100, date(2025, 8, 17): price + 150}
            homes.append(self.home(KINDS[number % 4], {date(2023, 1, 1): None} if number == 4 else prices))
        for _ in range(children):
            case = self.case(UNITS[min(int(chance.expovariate(1.2)), 2)])
            for _ in range(chance.choice((1, 1, 2))):
                first = datetime(2024, 1, 3, chance.choice((8, 23)), 30, tzinfo=UTC) + timedelta(
                    days=chance.randrange(800)
                )
                ends = first + timedelta(days=chance.randrange(300), hours=chance.randrange(1, 20))
                self.stay(case, chance.choice(homes), first, ends if chance.random() < 0.8 else None)
                case = self.case(chance.choice(UNITS), dossier=case.dossier)


def priced(code: str, price: int, per: str, first: date = date(2020, 1, 1)) -> None:
    """What the municipality's catalogue says that a service costs."""
    with stepped_out("default"):
        Offering.objects.filter(code=code).delete()
        Offering.objects.create(code=code, price=price, per=per, valid_from=first)


def be_costed(at: datetime) -> None:
    """Nearly two years of costs, as the worker leaves them: dearer institutions, and a unit of its own."""
    unit = Unit.objects.get(name=UNITS[0])
    said = {
        Step.HOME: (60, 900, 450),
        Step.OPEN: (40, 320, 800),
        Step.FAMILY: (30, 2600, 1150),
        Step.INSTITUTION: (9, 700, 6000),
    }
    rows = []
    with stepped_out("default"):
        for year in (2025, 2026):
            for place in (1, 2, 3):
                for step, (persons, units, each) in said.items():
                    first = date(year, 3 * place - 2, 1)
                    last = date(year, 3 * place + 1, 1) - timedelta(days=1)
                    dearer = 900 * (year - 2025) if step is Step.INSTITUTION else 0
                    told = {
                        "step": step,
                        "first_on": first,
                        "last_on": last,
                        "measured_at": at,
                        "persons": persons,
                    }
                    told |= {"units": units, "kronor": units * (each + dearer)}
                    rows.append(Cost(level=Level.ALL, unpriced=7 if step is Step.HOME else None, **told))
                    rows.append(Cost(level=Level.UNIT, unit=unit, **told))
        Cost.objects.bulk_create(rows)


def be_budgeted(at: datetime) -> None:
    """A budget that is approved, and one that waits."""
    by = {name: Staff.objects.get(username=name) for name in ("kurt", "karin")}
    unit = Unit.objects.get(name=UNITS[0])
    proposed = {"unit": unit, "year": at.year, "proposed_by": by["kurt"], "proposed_at": at}
    decided = {"decided_by": by["karin"], "decided_at": at, "approved": True}
    with stepped_out("default"):
        Budget.objects.create(
            step=Step.INSTITUTION, kronor=16_000_000, reason="SN § 12", **proposed, **decided
        )
        Budget.objects.create(step=Step.FAMILY, kronor=12_000_000, **proposed)
