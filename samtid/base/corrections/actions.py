"""Vad som kan rättas. Each verb goes through a door in the database, which keeps what was."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from samtid.base.access.through import door
from samtid.base.dossier.clocks import record, stop_local_clock
from samtid.base.dossier.models import Case
from samtid.base.dossier.versions import Overtaken
from samtid.base.dossier.words import LocalClock
from samtid.base.organisation.models import Staff
from samtid.base.people.actions import registered, relate
from samtid.base.people.models import Person, Relation
from samtid.base.people.queries import asked
from samtid.base.people.rules import obstacles_to_confirming, read_number
from samtid.base.people.rules.numbers import Number
from samtid.base.people.words import Bond, NewNumber, NumberKind, Protection
from samtid.ground.reasons import NotYet, Obstacle, refuse_if
from samtid.ground.sweden import swedish_day

from . import queries, rules
from .models import Move
from .words import Event, Incident, Kind

GLASS = Obstacle(
    "Du ser personen bara genom en nödöppning, eller har inget eget ärende. Då får du läsa, men inte rätta."
)
OLD = Obstacle("Uppgifterna är för gamla. Fyll i dem igen.")
BRAKED = Obstacle("Du har ändrat ovanligt många nummer den senaste timmen. Vänta en stund.")


@transaction.atomic
def change(
    person: Person,
    kind: Kind,
    changed: dict[str, object],
    *,
    reason: str,
    source: str = "",
    valid_on: date | None = None,
    seen: int | None = None,
    by: Staff,
    at: datetime,
) -> Person:
    """Corrects what is known of a person. What was is kept, and every case in which the person is has a line."""
    case = _case(person, by)
    on = swedish_day(at)
    obstacles = rules.obstacles_to_changing(kind, reason=reason, protection=Protection(person.protection))
    if kind == Kind.BIRTH:
        number = read_number(person.number, on=on) if person.number else None
        obstacles += rules.obstacles_to_birth(
            born_on=_day(changed, "born_on", person.born_on),
            is_unborn=bool(changed.get("is_unborn", person.is_unborn)),
            number_kind=NumberKind(person.number_kind),
            numbered_on=number.born_on if isinstance(number, Number) else None,
            on=on,
        )
    if kind == Kind.LIFE:
        obstacles += rules.obstacles_to_life(
            died_on=_day(changed, "died_on", person.died_on),
            emigrated_on=_day(changed, "emigrated_on", person.emigrated_on),
            born_on=person.born_on,
            on=on,
        )
    if kind == Kind.CONTACT:
        obstacles += rules.obstacles_to_place(
            Protection(person.protection), {name: str(value) for name, value in changed.items()}
        )
    obstacles += rules.obstacles_to_day(
        valid_on=valid_on, born_on=_day(changed, "born_on", person.born_on), on=on
    )
    refuse_if(obstacles)
    said = {name: value.isoformat() if isinstance(value, date) else value for name, value in changed.items()}
    began = person.version if seen is None else seen
    version = door(
        "change_person", person.pk, began, str(kind), json.dumps(said), valid_on, source, reason, case.pk
    )
    if version is None:
        raise _overtaken(person, by)
    return Person.objects.get(pk=person.pk)


@transaction.atomic
def change_number(
    person: Person,
    ticket: UUID,
    cause: NewNumber,
    *,
    reason: str,
    source: str = "",
    valid_on: date | None = None,
    seen: int | None = None,
    by: Staff,
    at: datetime,
) -> UUID | bool:
    """Gives the person the number of a ticket (people.actions.look_up). True when it is done.

    The id of somebody ``by`` knows, when it is theirs: the two may be one. False when somebody else holds it: the
    units that do are asked, and nothing more is told.
    """
    case = _case(person, by)
    refuse_if(
        rules.obstacles_to_changing(Kind.NUMBER, reason=reason, protection=Protection(person.protection))
        + rules.obstacles_to_day(valid_on=valid_on, born_on=person.born_on, on=swedish_day(at))
    )
    if asked(by, ticket) is None:
        raise NotYet([OLD])
    began = person.version if seen is None else seen
    answer = door("change_number", person.pk, began, ticket, str(cause), valid_on, source, reason, case.pk)
    if answer == "overtaken":
        raise _overtaken(person, by)
    if answer == "braked":
        raise NotYet([BRAKED])
    return True if answer == "done" else False if answer == "asked" else UUID(answer)


def _case(person: Person, by: Staff) -> Case:
    case = queries.case_to_correct_in(by, person)
    if case is None:
        raise NotYet([GLASS])
    return case


def _day(changed: dict[str, object], name: str, now: date | None) -> date | None:
    found = changed.get(name, now)
    return found if isinstance(found, date) else None


def _overtaken(person: Person, by: Staff) -> Overtaken:
    now = Person.objects.get(pk=person.pk)
    return Overtaken(queries.standing(now, queries.history(by, now)))


@transaction.atomic
def begin_relation(
    case: Case, other: UUID, bond: Bond, *, since: date | None = None, reason: str, by: Staff, at: datetime
) -> Relation:
    """Notes in a case who is near its person. ``other`` is somebody ``by`` sees, or a ticket."""
    found = asked(by, other)
    if found is None:
        raise NotYet([OLD])
    refuse_if([*rules.obstacles_to_reasons(reason), *obstacles_to_confirming(found.beside, reason)])
    known = other if found.is_chosen else registered(other, by=by, at=at)
    made = relate(case.dossier.person, known, bond, case_id=case.pk, since=since, why=reason, by=by, at=at)
    record(case, Event.RELATION_BEGAN, by=by, at=at)
    return made


@transaction.atomic
def end_relation(
    relation: Relation, *, last: date, reason: str, is_mistaken: bool = False, by: Staff, at: datetime
) -> None:
    """Ends a relation: ``last`` is the last day it held. ``is_mistaken``: it never did, and nobody is seen by it."""
    if not queries.without_glass(by, [relation.case_id]):
        raise NotYet([GLASS])
    refuse_if(
        rules.obstacles_to_ending(
            last=last,
            first=relation.valid_from,
            reason=reason,
            is_ended=relation.ended_at is not None,
            is_mistaken=is_mistaken,
            on=swedish_day(at),
        )
    )
    door("end_relation", relation.pk, last, is_mistaken, reason)


@transaction.atomic
def move_cases(
    cases: Collection[Case],
    to: UUID,
    *,
    reason: str,
    keep: Collection[UUID] = (),
    by: Staff,
    at: datetime,
) -> None:
    """Moves cases that lay on the wrong person to the right one's dossier; ``to`` is somebody seen, or a ticket.

    Notes, clocks, keys and documents follow. Of those noted as near only ``keep``; the others were the wrong one's.
    """
    found = asked(by, to)
    if found is None:
        raise NotYet([OLD])
    ids = [case.pk for case in cases]
    refuse_if(
        [
            *rules.obstacles_to_moving(
                chosen=len(ids),
                leads=queries.leads(by, {case.compartment_id for case in cases}),  # type: ignore[attr-defined]
                reason=reason,
                same=found.person is not None
                and any(case.dossier.person_id == found.person.pk for case in cases),
                only_through_glass=queries.without_glass(by, ids) != set(ids),
            ),
            *obstacles_to_confirming(found.beside, reason),
        ]
    )
    person = to if found.is_chosen else registered(to, by=by, at=at)
    door("move_cases", ids, person, reason, list(keep))


@transaction.atomic
def consider_incident(move: Move, found: Incident, text: str, *, by: Staff, at: datetime) -> None:
    """Says whether it was a personal data breach that the case lay on the wrong person; its clock stops."""
    refuse_if(rules.obstacles_to_considering(text=text, is_considered=move.considered_at is not None))
    move.incident, move.incident_text = str(found), text.strip()
    move.considered_by, move.considered_at = by, at
    move.save(update_fields=["incident", "incident_text", "considered_by", "considered_at"])
    record(move.case, Event.INCIDENT, by=by, at=at, law="dataskyddsförordningen art. 33")
    stop_local_clock(move.case, LocalClock.INCIDENT, about=move.pk, by=by, at=at)


@transaction.atomic
def propose_merger(one: Person, other: Person, reason: str, *, by: Staff, at: datetime) -> Person:
    """Says that two are the same person: done at once where ``by`` leads every unit that holds either, else asked.

    The answer is the one whose dossier is to be kept.
    """
    kept, emptied = _in_order(one, other)
    refuse_if(
        rules.obstacles_to_merging(
            protections={Protection(one.protection), Protection(other.protection)},
            same=one.pk == other.pk,
            reason=reason,
        )
    )
    case = queries.case_to_correct_in(by, one) or queries.case_to_correct_in(by, other)
    if case is None:
        raise NotYet([GLASS])
    door("propose_merger", kept.pk, emptied.pk, reason, case.pk)
    return kept


def _in_order(one: Person, other: Person) -> tuple[Person, Person]:
    """Which is kept: the one with a personnummer, then with any number, then the one whose page it was."""
    ranks = [NumberKind.PERSONNUMMER, NumberKind.SAMORDNINGSNUMMER, NumberKind.RESERVE, NumberKind.NONE]
    if ranks.index(NumberKind(other.number_kind)) < ranks.index(NumberKind(one.number_kind)):
        return other, one
    return one, other


@transaction.atomic
def answer_merger(
    merger: UUID, compartment: int, *, yes: bool, why: str = "", by: Staff, at: datetime
) -> None:
    """Answers for one unit. The last yes carries it out; one no ends it."""
    refuse_if([] if yes else rules.obstacles_to_reasons(why, 10))
    door("answer_merger", merger, compartment, yes, why)
