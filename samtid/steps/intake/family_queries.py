"""Familjen i en anmälan, som tittaren får se den: the children of one report, and who is near them already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samtid.base.dossier.words import Need
from samtid.base.organisation.models import Staff
from samtid.base.people.models import Person, Relation
from samtid.base.people.queries import Asked, asked, relations
from samtid.base.people.words import Bond

from . import queries
from .models import Report
from .together import Mark, is_same_unnumbered, read_mark
from .words import Kind


@dataclass(frozen=True, slots=True)
class Known:
    """En biljett som är läst: whom it is about, and what was said beside what is held."""

    ticket: UUID
    mark: Mark
    asked: Asked


def household(viewer: Staff, report: Report) -> list[Report]:
    """The children of the same report that the viewer has keys to and that nobody has closed, as they were handed in.

    The one with protected identity is done alone, and so is each of the others: what is written for all of them
    would tell of the one in the files of the rest.
    """
    same = queries.reports(viewer).filter(receipt=report.receipt) if report.receipt else []
    return among(report, same or [report])


def among(report: Report, handed_in: Iterable[Report]) -> list[Report]:
    """Of what was handed in together, the children that are done with ``report``."""
    return [
        one
        for one in handed_in
        if is_about_a_child(report)
        and is_about_a_child(one)
        and one.closed_at is None
        and one.is_sealed == report.is_sealed
        and (not one.is_sealed or one == report)
    ]


def apart(viewer: Staff, report: Report) -> list[Report]:
    """The other children of the same report that the viewer has keys to and that are not done with this one."""
    if not report.receipt:
        return []
    found = queries.waiting(viewer).filter(
        kind=str(Kind.REPORT), need=str(Need.CHILD), receipt=report.receipt
    )
    with_it = {one.pk for one in household(viewer, report)}
    return [one for one in found if one.pk not in with_it]


def is_about_a_child(report: Report) -> bool:
    """Whether it is a report of concern about a child: of others there is no family to fill in."""
    return report.kind == Kind.REPORT and report.need == Need.CHILD


def name_of(report: Report) -> str:
    """What the child is called, as far as anybody has said."""
    return report.case.dossier.person.name if report.case else report.about_name or "Okänt namn"


def read_tickets(viewer: Staff, children: Iterable[UUID], tickets: Iterable[UUID]) -> list[Known]:
    """The viewer's own tickets that are about one of ``children`` (reports) or somebody near; of others nothing is told."""
    of = set(children)
    found = []
    for ticket in dict.fromkeys(tickets):
        one = asked(viewer, ticket)
        mark = read_mark(one.about) if one is not None and not one.is_chosen else None
        if one is not None and mark is not None and set(mark.of) & of:
            found.append(Known(ticket, mark, one))
    return found


def noted(viewer: Staff, children: Iterable[Report], on: date) -> dict[UUID, list[Relation]]:
    """Who is noted near each child already, by report."""
    return {
        one.pk: list(relations(viewer, one.case.dossier.person, on))
        for one in children
        if one.case is not None
    }


def same_unnumbered(viewer: Staff, report: Report, said: Asked, bond: Bond, on: date) -> Person | None:
    """Somebody without a number, filled in once more: the one noted near a child of the same household already."""
    row = (said.said.get("name", ""), said.said.get("number", ""), said.said.get("born_on", ""), str(bond))
    for child in household(viewer, report):
        if child.case is None:
            continue
        for near in relations(viewer, child.case.dossier.person, on).filter(case_id=child.case.pk):
            other = near.other
            if is_same_unnumbered(row, (other.name, other.number, str(other.born_on or ""), near.bond)):
                return other
    return None


def is_noted(viewer: Staff, report: Report, person: UUID, bond: Bond, on: date | None = None) -> bool:
    """Whether that is noted in the report's own case; without a day also what has ended or was a mistake."""
    assert report.case is not None, "asked of those whose case is opened"
    person_of = report.case.dossier.person
    rows = person_of.relations.all() if on is None else person_of.relations.on(on)  # type: ignore[attr-defined]
    return bool(rows.filter(case_id=report.case.pk, other=person, bond=bond).exists())
