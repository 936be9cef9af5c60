"""Vad som rättats, och vad tittaren får rätta. The walls decide; these ask."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from samtid.base.access.viewing import seen_by
from samtid.base.dossier.models import Case, Clock, Document, Dossier
from samtid.base.dossier.queries import cases, documents, running_clocks
from samtid.base.dossier.versions import Standing
from samtid.base.dossier.words import DocumentKind
from samtid.base.organisation.models import Staff
from samtid.base.people.models import FormerNumber, Person, Relation
from samtid.base.people.queries import people
from samtid.base.people.rules import Compared, beside

from .models import Move
from .words import Kind


@dataclass(frozen=True, slots=True)
class Corrected:
    """En rättelse: what was and what became; why and by whom where the viewer holds the case it was done in."""

    kind: Kind
    was: dict[str, Any]
    became: dict[str, Any]
    valid_on: date | None
    at: datetime
    told: bool
    source: str
    reason: str
    by: Staff | None


@dataclass(frozen=True, slots=True)
class Near:
    """En relation, as the page about a person shows it: from the person's side, ended or not."""

    relation: Relation
    other: Person | None
    is_over: bool
    is_reverse: bool


def known(viewer: Staff, person: UUID) -> Person | None:
    """Somebody whose whole case the viewer works with; not one whom the viewer only comes home to."""
    found = people(viewer).filter(pk=person).first()
    if found is None:
        return None
    [(knows,)] = _rows("select access.knows_person(%s)", [person])
    return found if knows else None


def own_cases(viewer: Staff, person: Person) -> list[Case]:
    """The person's own cases that the viewer sees."""
    return list(cases(viewer).filter(dossier__person=person))


def case_to_correct_in(viewer: Staff, person: Person) -> Case | None:
    """The case from which the viewer may correct the person: one that is held by a key that was given, open first."""
    near = (
        seen_by(viewer, Relation).filter(Q(other=person) | Q(person=person)).values_list("case_id", flat=True)
    )
    own = seen_by(viewer, Case).filter(dossier__person=person).values_list("pk", flat=True)
    ids = list(dict.fromkeys([*own, *near]))
    may = [
        row[0]
        for row in _rows(
            "select one from unnest(%s::uuid[]) one where access.may_correct(%s, one)", [ids, person.pk]
        )
    ]
    found = list(cases(viewer).filter(pk__in=may))
    return min(found, key=lambda case: (case.closed_at is not None, ids.index(case.pk)), default=None)


def without_glass(viewer: Staff, ids: Iterable[UUID]) -> set[UUID]:
    """Those of the cases that the viewer holds by a key that was given."""
    return {
        row[0]
        for row in _rows(
            "select one from unnest(%s::uuid[]) one where access.sees_without_glass(one)", [list(ids)]
        )
    }


def leads(viewer: Staff, compartments: Iterable[int]) -> bool:
    """Whether the viewer leads each of the units."""
    [(led,)] = _rows("select access.led_compartments()")
    return set(compartments) <= set(led)


def history(viewer: Staff, person: Person) -> list[Corrected]:
    """Everything that has been corrected, the newest first."""
    rows = _rows("select * from access.history_of(%s)", [person.pk])
    staff = Staff.objects.in_bulk({row[9] for row in rows if row[9]})
    return [
        Corrected(
            Kind(row[1]),
            _json(row[2]),
            _json(row[3]),
            row[4],
            row[5],
            row[6],
            row[7],
            row[8],
            staff.get(row[9]),
        )
        for row in rows
    ]


def standing(person: Person, corrected: Sequence[Corrected]) -> Standing:
    """Which version of the person's details this is, and whose."""
    newest = corrected[0] if corrected else None
    return Standing(person.version, newest.at if newest else None, newest.by if newest else None)


def former_numbers(viewer: Staff, person: Person) -> QuerySet[FormerNumber]:
    """Numbers that the person has had, the latest first."""
    return seen_by(viewer, FormerNumber).filter(person=person).order_by("-ended_on", "pk")


def near(viewer: Staff, person: Person, on: date) -> list[Near]:
    """Everybody noted as near, in both directions; what is over stands last."""
    found = list(
        seen_by(viewer, Relation)
        .filter(Q(person=person) | Q(other=person))
        .select_related("noted_by", "ended_by")
        .order_by("-valid_from", "bond", "pk")
    )
    others = people(viewer).in_bulk(
        {one.other_id if one.person_id == person.pk else one.person_id for one in found}
    )  # type: ignore[attr-defined]
    lines = []
    for one in found:
        reverse = one.person_id != person.pk  # type: ignore[attr-defined]
        other = others.get(one.person_id if reverse else one.other_id)  # type: ignore[attr-defined]
        lines.append(Near(one, other, one.is_mistaken or not one.holds_on(on), reverse))
    return sorted(lines, key=lambda line: line.is_over)


def relation(viewer: Staff, pk: UUID) -> Relation | None:
    """A relation in a case that the viewer sees."""
    return seen_by(viewer, Relation).filter(pk=pk).select_related("person").first()


def moves(viewer: Staff, dossier: Dossier) -> list[Move]:
    """Cases that have come to the dossier or left it, as far as the viewer sees them."""
    return list(
        seen_by(viewer, Move)
        .filter(Q(from_dossier=dossier) | Q(to_dossier=dossier))
        .select_related("case", "by")
        .order_by("-at", "pk")
    )


def move(viewer: Staff, pk: UUID) -> Move | None:
    """One case that has been moved."""
    return (
        seen_by(viewer, Move)
        .filter(pk=pk)
        .select_related("case__dossier__person", "by", "considered_by")
        .first()
    )


def sent_before(viewer: Staff, moved: Move) -> list[Document]:
    """Letters that were written while the case lay on the wrong person."""
    letters = documents(viewer).filter(case=moved.case_id, kind=DocumentKind.DECISION)  # type: ignore[attr-defined]
    return list(letters.filter(filed_at__lt=moved.at))


def running(viewer: Staff, person: Person) -> list[Clock]:
    """The time limits that run in the person's own cases."""
    return list(running_clocks(viewer).filter(case__dossier__person=person))


@dataclass(frozen=True, slots=True)
class MergerQuestion:
    """Fråga: are these one? Waits for the viewer's answer for one unit; of whom the viewer does not see, only flags."""

    merger: UUID
    compartment: int
    reason: str
    proposed_by: Staff
    proposed_at: datetime
    kept: Person | None
    emptied: Person | None
    same_name: bool | None
    same_year: bool | None

    @property
    def beside(self) -> list[Compared]:
        """The two side by side, or what may be told of them."""
        if self.kept and self.emptied:
            return compared(self.kept, self.emptied)
        seen = self.kept or self.emptied
        said = {"name": seen.name, "born_on": str(seen.born_on or "")} if seen else {}
        return beside(said, None, {"name": self.same_name, "born_on": self.same_year})


def compared(one: Person, other: Person) -> list[Compared]:
    """Two persons side by side, without places that are not to be told."""

    def of(person: Person) -> dict[str, str]:
        held = {"name": person.name, "number": person.number, "born_on": str(person.born_on or "")}
        return held | ({} if person.hides_place else {"address": person.address})

    return beside(of(one), of(other))


def merger_questions(viewer: Staff) -> list[MergerQuestion]:
    """The proposals that wait for the viewer's answer, the oldest first."""
    rows = _rows("select * from access.merger_questions()")
    staff = Staff.objects.in_bulk([row[3] for row in rows])
    seen = people(viewer).in_bulk([pk for row in rows for pk in (row[5], row[6]) if pk])
    return [
        MergerQuestion(
            row[0], row[1], row[2], staff[row[3]], row[4], seen.get(row[5]), seen.get(row[6]), row[7], row[8]
        )
        for row in rows
    ]


def leads_to(viewer: Staff, dossier: UUID) -> UUID | None:
    """The dossier that an emptied one has become, for one who knows its person."""
    [(found,)] = _rows("select access.dossier_leads_to(%s)", [dossier])
    return found


def read_about(said: str) -> dict[str, Any]:
    """What a ticket of ours was asked for; nothing when it was another form's."""
    try:
        found = json.loads(said)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _json(value: Any) -> dict[str, Any]:
    return dict(json.loads(value) if isinstance(value, str) else value or {})


def _rows(question: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, list(values))
        return list(cursor.fetchall())
