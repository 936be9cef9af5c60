"""Vad som ska med. Every read goes through the walls, so a pack holds what its printer may see and no more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from samtid.base.access.models import Compartment
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.models import Case, Clock
from samtid.base.organisation.models import Staff, Unit
from samtid.base.people.models import Person, Relation
from samtid.base.people.queries import shown, shown_near
from samtid.base.people.rules import is_sealed
from samtid.base.people.words import Bond, Protection
from samtid.doors.desk import queries as desk
from samtid.doors.desk import rules as desk_rules
from samtid.ground.law.days import swedish_day
from samtid.steps.intake import queries as intake
from samtid.steps.intake.models import Report
from samtid.steps.intake.words import Stage
from samtid.steps.visits import queries as visits
from samtid.steps.visits.models import Visit

AHEAD = 14  # days: a preliminary assessment takes at most so long, and all that waits for one is here


@dataclass(frozen=True, slots=True)
class Deadline:
    """Frist: who waits for what, and until when."""

    due_on: date
    who: str
    what: str
    number: str
    caseworker: str
    is_protected: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """Besök i någons dag: when, to whom, where, what, who goes (empty for nobody yet), and with whom."""

    at: datetime
    minutes: int
    who: str
    place: str
    what: str
    staff: str
    also: str = ""
    is_protected: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """Kontaktblad: how a person and those near are reached. Protected places never leave."""

    name: str
    born_on: date | None
    address: str
    phone: str
    school: str
    interpreter: str
    is_protected: bool
    cases: tuple[str, ...]
    near: tuple[tuple[str, str, str], ...]


@dataclass(slots=True)
class Pack:
    """Paketet: one unit's day, and the rows that must be logged when it is printed."""

    unit: Unit
    on: date
    deadlines: list[Deadline] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    visits: int = 0  # fewer than the calls where two go together
    sheets: list[Sheet] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    services: list[UUID] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)  # compartments of reports that are nobody's yet


def pack(viewer: Staff, unit: Unit, on: date, at: datetime) -> Pack:
    """One unit's day ``on``, as the viewer may see it at the moment ``at``."""
    made = Pack(unit, on)
    clocks = list(
        dossier.running_clocks(viewer)
        .filter(case__in=desk.unit_cases(viewer, unit, on), due_on__lte=on + timedelta(days=AHEAD))
        .exclude(rule__in=desk_rules.NOT_OURS)
    )
    going = list(visits.unit_day(viewer, unit, on))
    reports = _unidentified(viewer, unit, on)
    made.deadlines = sorted(
        [*map(_deadline, clocks), *(_of_report(report) for report in reports)],
        key=lambda one: (one.due_on, one.number, one.who),
    )
    left = [visit for visit in going if not visit.is_reported]
    # one's own calls together, in the order one goes: the paper can be cut apart and handed out
    made.calls = sorted(
        (call for visit in left for call in _calls(visit)), key=lambda one: (one.staff, one.at, one.who)
    )
    made.visits = len(left)
    made.unknown = [report.compartment_id for report in reports]

    seen: dict[UUID, Case] = {clock.case_id: clock.case for clock in clocks}
    mine = dossier.cases(viewer).filter(pk__in={visit.case_id for visit in going} - seen.keys())
    seen |= {case.pk: case for case in mine}
    made.cases = list({case.dossier_id: case for case in seen.values()}.values())
    made.services = sorted({visit.service_id for visit in going if visit.case_id not in seen})

    persons = {case.dossier.person_id: case.dossier.person for case in seen.values()}
    persons |= {visit.person_id: visit.person for visit in going}
    made.sheets = _sheets(persons, seen.values(), on)
    return made


def _unidentified(viewer: Staff, unit: Unit, on: date) -> list[Report]:
    """What came in to the unit and is not yet anybody's case."""
    held = Compartment.objects.filter(holdings__in=unit.holdings.on(on)).values("pk")  # type: ignore[attr-defined]
    return list(intake.waiting(viewer).filter(case=None, compartment__in=held))


def _deadline(clock: Clock) -> Deadline:
    case = clock.case
    return Deadline(
        clock.due_on,
        case.dossier.person.name,
        desk_rules.CALLED.get(clock.rule) or desk_rules.words_of(clock.rule).name,
        case.number,
        case.caseworker.name if case.caseworker else "",
        _is_protected(case.dossier.person),
    )


def _of_report(report: Report) -> Deadline:
    """The same next thing and day as in the queue; where there is none, the day it came is what one goes by."""
    stage, day = intake.stage_of(report)
    what = "Skyddsbedömning" if stage == Stage.PROTECTION else report.get_kind_display()
    return Deadline(
        day or swedish_day(report.received_at), report.about_name or "Inte identifierad", what, "inkommet", ""
    )


def _calls(visit: Visit) -> list[Call]:
    """A line for each who goes, so that nobody's own list lacks a visit made by two."""
    going = [who.name for who in (visit.staff, visit.second) if who is not None]
    at_home = visit.place == "home"
    return [
        Call(
            visit.planned_at,
            visit.minutes,
            visit.person.name,
            (shown(visit.person, "address") or "adress saknas") if at_home else visit.place_label,
            visit.what,
            own,
            ", ".join([*(f"med {name}" for name in going if name != own), *["en saknas"] * visit.lacks]),
            _is_protected(visit.person),
        )
        for own in going or [""]
    ]


def _sheets(persons: dict[UUID, Person], cases: Iterable[Case], on: date) -> list[Sheet]:
    near: dict[UUID, list[tuple[str, str, str]]] = {}
    relations = Relation.objects.on(on).filter(person__in=persons).select_related("other")
    for one in relations.order_by("bond", "other__born_on", "pk"):
        one.person = persons[one.person_id]  # known already, and what protects it hides what is near
        row = (Bond.label_of(one.bond), one.other.name, shown_near(one, "phone"))
        if row not in near.setdefault(one.person_id, []):
            near[one.person_id].append(row)
    numbers: dict[UUID, list[str]] = {}
    for case in cases:
        who = case.caseworker.name if case.caseworker else "ingen handläggare"
        numbers.setdefault(case.dossier.person_id, []).append(f"{case.number}, {who}")
    ordered = sorted(persons.values(), key=lambda one: (one.family_name, one.given_name, str(one.pk)))
    return [
        Sheet(
            person.name,
            person.born_on,
            _address(person),
            shown(person, "phone"),
            shown(person, "school"),
            person.interpreter,
            _is_protected(person),
            tuple(sorted(numbers.get(person.pk, []))),
            tuple(near.get(person.pk, [])),
        )
        for person in ordered
    ]


def _address(person: Person) -> str:
    street, code, locality = (shown(person, name) for name in ("address", "postcode", "locality"))
    if _is_protected(person):
        return street
    return ", ".join(part for part in (street, f"{code} {locality}".strip()) if part)


def _is_protected(person: Person) -> bool:
    return is_sealed(Protection(person.protection))
