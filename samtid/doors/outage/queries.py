"""Vad som ska med. Every read goes through the walls, so a pack holds what its printer may see and no more."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from samtid.base.dossier import queries as dossier
from samtid.base.dossier.models import Case, Clock
from samtid.base.dossier.rules import words_of
from samtid.base.look import house
from samtid.base.organisation.models import Staff, Unit
from samtid.base.people.models import Person, Relation
from samtid.base.people.queries import shown, shown_near, shown_place
from samtid.base.people.rules import is_sealed
from samtid.base.people.words import Bond, Protection
from samtid.ground.names import order
from samtid.ground.offers import Call, Deadline, Night, Sheets
from samtid.ground.offers.beside import deadlines, unwritten

log = logging.getLogger("samtid.outage")

ON_PAPER = 300  # clocks in one pack, the most urgent; a binder of a thousand lines is read by nobody
AHEAD = 14  # days: a preliminary assessment takes at most so long, and all that waits for one is here


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
    apart: list[Deadline] = field(default_factory=list)  # what came when unusually much did
    left_out: int = 0  # deadlines that there was no place for, the least urgent
    left_apart: int = 0
    calls: list[Call] = field(default_factory=list)
    visits: int = 0  # fewer than the calls where two go together
    nights: list[Night] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    services: list[UUID] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)  # compartments of reports that are nobody's yet


def pack(viewer: Staff, unit: Unit, on: date, at: datetime) -> Pack:
    """One unit's day ``on``, as the viewer may see it at the moment ``at``."""
    made = Pack(unit, on)
    clocks = list(
        dossier.running_clocks(viewer)
        .filter(case__in=dossier.of_unit(viewer, unit, on), due_on__lte=on + timedelta(days=AHEAD))
        .exclude(rule__in=house.not_ours())
    )
    ours, clocks = len(clocks), clocks[:ON_PAPER]
    told = [_told(room.outage, viewer, unit, on, at) for room in house.rooms() if room.outage]
    made.deadlines = sorted(
        [
            *deadlines(
                lambda one: _deadline(one, on), clocks, number=lambda one: f"ärende {one.case.number}", on=on
            ),
            *(one for sheets in told for one in sheets.deadlines),
        ],
        key=lambda one: (one.due_on, one.number, one.who),
    )
    made.apart = [one for sheets in told for one in sheets.apart]
    made.left_out = ours - len(clocks) + sum(sheets.left_out for sheets in told)
    made.left_apart = sum(sheets.left_apart for sheets in told)
    # one's own calls together, in the order one goes: the paper can be cut apart and handed out
    made.calls = sorted(
        (call for sheets in told for call in sheets.calls), key=lambda one: (one.staff, one.at, one.who)
    )
    made.visits = sum(sheets.visits for sheets in told)
    made.nights = [night for sheets in told for night in sheets.nights]
    made.unknown = [compartment for sheets in told for compartment in sheets.unknown]

    seen: dict[UUID, Case] = {clock.case_id: clock.case for clock in clocks}
    given = [pair for sheets in told for pair in sheets.given]
    mine = dossier.cases(viewer).filter(pk__in={case for case, _ in given} - seen.keys())
    seen |= {case.pk: case for case in mine}
    made.cases = list({case.dossier_id: case for case in seen.values()}.values())
    made.services = sorted({service for case, service in given if case not in seen})

    persons = {case.dossier.person_id: case.dossier.person for case in seen.values()}
    for sheets in told:
        persons |= sheets.persons
    made.sheets = _sheets(persons, seen.values(), on)
    return made


def _told(
    tell: Callable[[Staff, Unit, date, datetime], Sheets], viewer: Staff, unit: Unit, on: date, at: datetime
) -> Sheets:
    """A room's sheets, or the line that says that it has none: the other rooms' are needed all the same."""
    try:
        with transaction.atomic():
            return tell(viewer, unit, on, at)
    except Exception as fault:
        log.error("ett rums blad i avbrottspaketet kunde inte skrivas (%s)", type(fault).__name__)
        return Sheets(deadlines=[unwritten("alla i listan", on)])


def _deadline(clock: Clock, on: date) -> Deadline:
    case = clock.case
    return Deadline(
        clock.due_on,
        case.dossier.person.name,
        words_of_clock(clock.rule, on),
        case.number,
        case.caseworker.name if case.caseworker else "",
        _is_protected(case.dossier.person),
    )


def words_of_clock(rule: str, on: date | None = None) -> str:
    """What a clock waits for, in the words of the room that knows it."""
    known = house.clocks().get(rule)
    return (known.called if known else "") or words_of(rule, on).name


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
    ordered = sorted(
        persons.values(), key=lambda one: (order(one.family_name), order(one.given_name), str(one.pk))
    )
    return [
        Sheet(
            person.name,
            person.born_on,
            shown_place(person),
            shown(person, "phone"),
            shown(person, "school"),
            person.interpreter,
            _is_protected(person),
            tuple(sorted(numbers.get(person.pk, []))),
            tuple(near.get(person.pk, [])),
        )
        for person in ordered
    ]


def _is_protected(person: Person) -> bool:
    return is_sealed(Protection(person.protection))
