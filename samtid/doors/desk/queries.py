"""Vad skrivbordet läser. Every read goes through the walls; nothing is filtered here for secrecy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from samtid.base.access import queries as access
from samtid.base.access.models import Compartment
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.words import Need
from samtid.base.look import house
from samtid.base.look.ordering import ByName
from samtid.base.organisation import queries as organisation
from samtid.base.organisation import roles
from samtid.base.organisation.models import Membership, Staff, Unit
from samtid.base.organisation.words import Role
from samtid.base.people.queries import people

from . import rules


def led_units(viewer: Staff, on: date) -> QuerySet[Unit]:
    """Units the viewer is manager of."""
    return organisation.units(on).filter(
        pk__in=organisation.memberships(viewer, on).filter(role=Role.MANAGER).values("unit")
    )


@dataclass(frozen=True, slots=True)
class UnitDay:
    """Enheten i dag: its load and that of each of its staff, and its open cases, the nearest day first.

    ``cases`` are the case's key, its caseworker's and the day of its nearest clock.
    """

    total: rules.Load
    loads: list[rules.Load]
    cases: list[tuple[UUID, int | None, date | None]]


def unit_day(viewer: Staff, unit: Unit, staff: Iterable[Staff], today: date) -> UnitDay:
    """How the unit stands: two questions, whatever its size."""
    opened = list(
        dossier.of_unit(viewer, unit, today)
        .select_related(None)
        .values_list("pk", "caseworker")
        .order_by("opened_at")
    )
    whose = dict(opened)
    held_here = Compartment.objects.filter(holdings__in=unit.holdings.on(today))  # type: ignore[attr-defined]
    clocks = (
        dossier.running_clocks(viewer)
        .filter(compartment__in=held_here.values("pk"))
        .exclude(rule__in=house.not_ours())
        .values_list("case", "due_on")
    )
    due: dict[int | None, list[date]] = {}
    nearest: dict[UUID, date] = {}
    for case, day_due in clocks:
        if case not in whose:  # it is closed
            continue
        due.setdefault(whose[case], []).append(day_due)
        nearest[case] = min(day_due, nearest.get(case, day_due))
    held: Counter[int | None] = Counter(caseworker for _, caseworker in opened)

    def load(name: str, pk: int | None) -> rules.Load:
        late, soon = rules.late_and_soon(due.get(pk, []), today)
        return rules.Load(name=name, open=held[pk], late=late, soon=soon, staff=pk)

    loads = [load(one.name, one.pk) for one in staff]
    if held[None]:
        loads.insert(0, load("Ingen handläggare", None))
    late, soon = rules.late_and_soon([day_due for days in due.values() for day_due in days], today)
    cases = [(pk, caseworker, nearest.get(pk)) for pk, caseworker in opened]
    return UnitDay(
        rules.Load(name=unit.name, open=len(opened), late=late, soon=soon),
        loads,
        sorted(cases, key=lambda case: case[2] or date.max),
    )


def receivers(unit: Unit, on: date, need: str = "") -> QuerySet[Staff]:
    """Those in ``unit`` who can hold a case; a child's only with the qualification that the law asks (SoL 25:1)."""
    found = organisation.colleagues(unit, on, *roles.RECEIVES_CASES)
    return found.filter(degree_on__lte=on) if need == Need.CHILD else found


def may_hold_keys(on: date) -> QuerySet[Staff]:
    """Those who may be given a key to a whole case: the database refuses all others."""
    rows = Membership.objects.on(on).filter(role__in=[str(role) for role in roles.RECEIVES_CASES])
    return Staff.objects.on(on).filter(pk__in=rows.values("staff")).order_by(ByName("name"), "pk")


def units_of(staff: Collection[int], on: date) -> dict[int, str]:
    """The first unit that each works in on ``on``, by name."""
    rows = Membership.objects.on(on).filter(staff__in=staff).order_by("-pk")
    return dict(rows.values_list("staff", "unit__name"))


def unit_and_compartment(unit_pk: int, on: date) -> tuple[Unit, Compartment]:
    """A unit by its number, and the compartment it keeps its cases in."""
    unit = organisation.units(on).get(pk=unit_pk)
    return unit, access.compartment_of(unit, on)


def hits(viewer: Staff, words: str) -> list[UUID]:
    """The persons that the words find, as far as the viewer has keys; a case number finds its own."""
    number = words.strip().upper()
    if rules.CASE_NUMBER.fullmatch(number):
        case = dossier.case_numbered(viewer, number)
        return [case.dossier.person_id] if case else []
    return dossier.search(viewer, words)


def found(viewer: Staff, ids: list[UUID]) -> list[tuple[UUID | None, object]]:
    """Those persons and their dossiers, by name."""
    persons = list(people(viewer).filter(pk__in=ids))
    files = dict(dossier.dossiers(viewer).filter(person__in=ids).values_list("person", "pk"))
    return [(files.get(person.pk), person) for person in persons]
