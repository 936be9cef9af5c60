"""Vilka insatser tittaren får se. The wall decides; these ask and order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from samtid.base.access.viewing import seen_by
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.models import Case, Clock
from samtid.base.look.ordering import ByName
from samtid.base.organisation.models import Offering, Staff, Unit
from samtid.base.organisation.queries import memberships, offered_on, units
from samtid.base.organisation.words import PricePer
from samtid.base.people.queries import shown, shown_place
from samtid.steps.decisions.models import Decision

from .catalogue import ALL, CatalogueService
from .models import Away, Goal, Service


def services(viewer: Staff) -> QuerySet[Service]:
    """Services the viewer has a key to, newest first.

    When a service has ended the carrying-out unit no longer sees the person, and so no service.
    """
    return (
        seen_by(viewer, Service)
        .filter(person__given_name__isnull=False)  # joined with the persons that may be seen
        .select_related("person", "unit", "started_by")
        .order_by("-starts_on", "-pk")
    )


def not_begun(viewer: Staff, decision: Decision) -> Service | None:
    """The service that is planned for a decision and has not begun."""
    return services(viewer).filter(decision=decision, began_on=None, ended_at=None).first()


def running(viewer: Staff) -> QuerySet[Service]:
    """Services that have not ended, by the person's name."""
    return (
        services(viewer)
        .filter(ended_at=None)
        .order_by(ByName("person__family_name"), ByName("person__given_name"), "starts_on", "pk")
    )


def carried_out_by(viewer: Staff, unit: Unit, on: date) -> QuerySet[Service]:
    """Running services that ``unit`` carries out."""
    return running(viewer).filter(unit=unit)


def goals(viewer: Staff, service: Service) -> QuerySet[Goal]:
    """The goals of a service, in the order they were set."""
    return seen_by(viewer, Goal).filter(service=service).order_by("pk")


def away(viewer: Staff) -> QuerySet[Away]:
    """When the persons of services that go on are away, the latest first; what never was is left out."""
    return (
        seen_by(viewer, Away)
        .filter(is_void=False, service__ended_at=None, service__person__given_name__isnull=False)
        .select_related("service__person", "service__unit")
        .order_by("-first_at", "pk")
    )


def case_of(viewer: Staff, service: Service) -> Case | None:
    """The case behind a service; None to the carrying-out unit, which may not see it."""
    return dossier.cases(viewer).filter(pk=service.case_id).first()


def clocks(viewer: Staff, service: Service) -> QuerySet[Clock]:
    """Running clocks about a service or its decision, the most urgent first."""
    about = [key for key in (service.pk, service.decision_id) if key]
    return dossier.running_clocks(viewer).filter(case_id=service.case_id, about__in=about)


def providers(viewer: Staff, entry: CatalogueService, on: date) -> QuerySet[Unit]:
    """Units that may carry out a service of the catalogue on ``on``."""
    return units(on).filter(kind__in=[str(kind) for kind in entry.unit_kinds])


def contact(viewer: Staff, service: Service) -> list[tuple[str, ...]]:
    """How the person is reached, as far as it may be shown; and where one asks for what is protected."""
    person = service.person
    asks = (reverse("desk:place", args=[person.pk]), "Visa") if person.hides_place else ()
    return [
        ("Adress", shown_place(person), *asks),
        ("Telefon", shown(person, "phone")),
        ("Tolk", person.interpreter or "Inte frågat"),
    ]


def own_units(viewer: Staff, on: date) -> list[Unit]:
    """The units the viewer works in."""
    return [membership.unit for membership in memberships(viewer, on)]


def is_carried_out_by(viewer: Staff, service: Service, on: date) -> bool:
    """True when the viewer works in the unit that carries the service out."""
    return memberships(viewer, on).filter(unit=service.unit_id).exists()


@dataclass(frozen=True, slots=True)
class CatalogueLine:
    """En insats som kommunen säger den: its own words where it has any, else the program's."""

    known: CatalogueService
    row: Offering | None
    coming: tuple[Offering, ...] = ()

    @property
    def code(self) -> str:
        return self.known.code

    @property
    def name(self) -> str:
        return (self.row.name if self.row else "") or self.known.name

    @property
    def says(self) -> str:
        return (self.row.says if self.row else "") or self.known.says

    @property
    def law(self) -> str:
        return (self.row.law if self.row else "") or self.known.law

    @property
    def price(self) -> int | None:
        return self.row.price if self.row else None

    @property
    def per(self) -> str:
        return PricePer.label_of(self.row.per) if self.row and self.row.per else ""

    @property
    def unit(self) -> str:
        if self.row and self.row.unit:
            return self.row.unit.name
        return ", ".join(kind.label for kind in self.known.unit_kinds)


def catalogue_lines(on: date) -> list[CatalogueLine]:
    """Every service that the program knows, with what the municipality has said of it for ``on``."""
    offered, later = offered_on(on), Offering.objects.filter(valid_from__gt=on).order_by("valid_from")
    coming: dict[str, list[Offering]] = {}
    for row in later:
        coming.setdefault(row.code, []).append(row)
    return [CatalogueLine(known, offered.get(known.code), tuple(coming.get(known.code, ()))) for known in ALL]


def given_on(on: date) -> list[CatalogueLine]:
    """What the municipality gives on ``on``."""
    return [line for line in catalogue_lines(on) if line.row is not None]
