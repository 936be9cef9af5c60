"""Akten i sin helhet: what the one page about a person is made of, read in few queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from samtid.base.access.asked import Asked
from samtid.base.dossier import queries as dossiers
from samtid.base.dossier.models import Case, Clock, Dossier, Event, Note
from samtid.base.dossier.rules import RuleWords, words_of
from samtid.base.dossier.words import Event as DossierEvent
from samtid.base.look import house
from samtid.base.look.addresses import address
from samtid.base.organisation.models import Staff
from samtid.base.people import queries as people
from samtid.base.people.models import Relation
from samtid.base.people.rules import age
from samtid.ground.law.days import swedish_day
from samtid.ground.offers import File, FileRow, Stage, Step

NEWEST = 40  # lines of the chronology


@dataclass(slots=True)
class Overview:
    """Everything the viewer may see in one dossier, newest first."""

    file: File
    clocks: list[tuple[Clock, RuleWords]]
    family: list[tuple[Relation, int | None]]
    chronology: list[dict[str, Any]]
    unsigned: list[Note]
    age: int | None

    @property
    def cases(self) -> list[Case]:
        """The person's cases that the viewer has keys to."""
        return self.file.cases

    @property
    def current(self) -> Case | None:
        """The case to act in."""
        found: Case | None = self.file.current
        return found

    @property
    def steps(self) -> list[Step]:
        """What can be done next, and what cannot yet."""
        return steps(self.file)

    @property
    def stage(self) -> Stage | None:
        """Where on the way the newest matter is."""
        return stage(self.file)

    @property
    def headings(self) -> dict[str, list[FileRow]]:
        """The rooms' rows under their headings, what came last first."""
        found: dict[str, list[FileRow]] = {}
        for way in reversed(list(house.ways())):
            for row in way.rows(self.file) if way.rows else ():
                found.setdefault(row.heading, []).append(row)
        return found


def steps(file: File) -> list[Step]:
    """The action bar of a dossier: each room's, in the order of the house; what cannot be done yet says why."""
    return [step for way in house.ways() if way.steps for step in way.steps(file)]


def stage(file: File) -> Stage | None:
    """How far the newest matter has come: each room in order may say that it has come further."""
    so_far = None
    for way in house.ways():
        so_far = way.stage(file, so_far) if way.stage else so_far
    return so_far


def to_read(viewer: Staff, case: Case, today: date) -> list[FileRow]:
    """What is not finished in a case, as far as the viewer sees: what one who takes it over reads first."""
    file = _read(File(viewer, case.dossier, [case], [], today))
    return [row for way in house.ways() if way.reading for row in way.reading(file)]


def _read(file: File) -> File:
    for way in house.ways():
        if way.read and (
            way.has is None or any(getattr(case, f"has_{way.word}", True) for case in file.cases)
        ):
            file.rows[way.word] = list(way.read(file))
    return file


def overview(viewer: Staff, dossier: Dossier, at: datetime) -> Overview:
    """Reads the dossier through the walls: one query for each kind of row, whatever their number.

    The person is already known here, so no query joins the person again: the walls of persons and dossiers
    weigh all of the viewer's keys each time they are asked (docs/explanation/matningar.md).
    """
    today = swedish_day(at)
    cases = list(CASES(viewer, dossier.pk))
    for case in cases:
        case.dossier = dossier
    file = File(viewer, dossier, cases, [], today)
    keys, not_ours = tuple(case.pk for case in cases), tuple(house.not_ours())
    file.clocks = list(CLOCKS(viewer, keys, not_ours))
    _read(file)
    notes, events = list(NOTES(viewer, keys)), list(EVENTS(viewer, keys))
    return Overview(
        file=file,
        clocks=[(clock, words_of(clock.rule, file.today)) for clock in file.clocks],
        family=[(one, age(one.other.born_on, today)) for one in _family(viewer, dossier, today)],
        chronology=_chronology(notes, events),
        unsigned=[note for note in notes if note.signed_at is None],
        age=age(dossier.person.born_on, today),
    )


def _cases(viewer: Staff, dossier: UUID) -> QuerySet[Case]:
    found = dossiers.cases(viewer).filter(dossier=dossier).select_related(None).select_related("caseworker")
    return found.annotate(**{f"has_{way.word}": way.has() for way in house.ways() if way.has})


def _clocks(viewer: Staff, cases: Sequence[UUID], not_ours: Sequence[str]) -> QuerySet[Clock]:
    running = dossiers.running_clocks(viewer).filter(case__in=cases).select_related(None)
    return running.exclude(rule__in=not_ours)


CASES, CLOCKS = Asked(_cases), Asked(_clocks)
NOTES = Asked(lambda viewer, cases: dossiers.notes(viewer).filter(case__in=cases)[:NEWEST])
EVENTS = Asked(lambda viewer, cases: dossiers.events(viewer).filter(case__in=cases)[:NEWEST])


def _family(viewer: Staff, dossier: Dossier, today: date) -> Iterable[Relation]:
    """Those near, each with the dossier and the need of the newest case that the viewer has a key to: siblings together."""
    theirs = (
        dossiers.cases(viewer).filter(dossier__person=OuterRef("other"), closed_at=None).select_related(None)
    )
    return people.relations(viewer, dossier.person, today).annotate(
        their_dossier=Subquery(theirs.values("dossier")[:1]), their_need=Subquery(theirs.values("need")[:1])
    )


def _chronology(notes: list[Note], events: list[Event]) -> list[dict[str, Any]]:
    """Notes and events on one line of time, the newest first. A note speaks for its own signing."""
    lines: list[dict[str, Any]] = [
        {
            "at": note.happened_at,
            "text": note.get_kind_display(),
            "detail": note.text,
            "by": f"{note.author.name}, {note.author_title}",
            "href": address("dossier:note", note.pk),
            "kind": "accent",
            "tag": "" if note.signed_at else "Inte undertecknad",
        }
        for note in notes
    ]
    lines += [
        {"at": event.at, "text": event.said, "by": event.by.name if event.by else "", "detail": event.law}
        for event in events
        if event.verb not in (DossierEvent.NOTE_SIGNED, DossierEvent.NOTE_CORRECTED)
    ]
    return sorted(lines, key=lambda line: line["at"], reverse=True)[:NEWEST]
