"""Journalen i sin helhet: every note and every line of the diary in one dossier, a page at a time.

Read through the walls like everything else, and within one dossier: its cases narrow the question before a word is
compared, so no function past the walls is needed here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from samtid.base.organisation.models import Staff
from samtid.ground.law.days import SWEDEN

from . import queries, words
from .models import Case, Event, Note

PER_PAGE = 50
MOST_ON_PAPER = 2000
EVENTS = "event"  # among the kinds: the diary's own lines


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for. Empty fields ask nothing."""

    kind: str = ""
    author: int | None = None
    case: UUID | None = None
    first: date | None = None
    last: date | None = None
    words: str = ""

    @property
    def is_all(self) -> bool:
        return self == Asked()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended: the next one begins after it, however much has been written meanwhile."""

    at: datetime
    pk: UUID

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.pk}"


@dataclass(frozen=True, slots=True)
class Line:
    """En rad: a note, or what was done."""

    at: datetime
    pk: UUID
    text: str
    detail: str
    by: str
    href: str = ""
    kind: str = ""
    tag: str = ""

    @property
    def place(self) -> Place:
        return Place(self.at, self.pk)


@dataclass(frozen=True, slots=True)
class Sheet:
    """En sida av journalen. ``total`` is how many lines answer what was asked; ``onward`` where the next page begins."""

    lines: list[Line]
    total: int
    onward: Place | None


def read_place(said: str) -> Place | None:
    """Where to go on from, as a page says it; nowhere when it is anything else."""
    at, _, pk = said.partition("_")
    try:
        moment = datetime.fromisoformat(at)
        return Place(moment, UUID(pk)) if moment.tzinfo else None
    except ValueError:
        return None


def sheet(
    viewer: Staff, cases: list[Case], asked: Asked, after: Place | None = None, most: int = PER_PAGE
) -> Sheet:
    """The lines of ``cases`` that answer ``asked``, newest first, from ``after`` on."""
    notes, events = _notes(viewer, cases, asked), _events(viewer, cases, asked)
    total = notes.count() + events.count()
    begun = [_line_of_note(one) for one in _after(notes, "happened_at", after)[: most + 1]]
    begun += [_line_of_event(one) for one in _after(events, "at", after)[: most + 1]]
    ordered = sorted(begun, key=lambda line: (line.at, line.pk), reverse=True)
    lines = ordered[:most]
    return Sheet(lines, total, lines[-1].place if len(ordered) > most else None)


def writers(viewer: Staff, cases: list[Case]) -> list[Staff]:
    """Who has written or done something in these cases."""
    notes = queries.notes(viewer).filter(case__in=cases).order_by().values("author")
    events = queries.events(viewer).filter(case__in=cases).order_by().values("by")
    return list(Staff.objects.filter(Q(pk__in=notes) | Q(pk__in=events)).order_by("name", "pk"))


def _notes(viewer: Staff, cases: list[Case], asked: Asked) -> QuerySet[Note]:
    found = queries.notes(viewer).filter(_asked(asked, cases, "happened_at"))
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.author is not None:
        found = found.filter(author=asked.author)
    return found.filter(_every_word(asked.words, "text", "source"))


def _events(viewer: Staff, cases: list[Case], asked: Asked) -> QuerySet[Event]:
    """What was done; a note speaks for its own signing."""
    found = queries.events(viewer).filter(_asked(asked, cases, "at"))
    found = found.exclude(verb__in=[words.Event.NOTE_SIGNED, words.Event.NOTE_CORRECTED])
    if asked.kind and asked.kind != EVENTS:
        return found.none()
    if asked.author is not None:
        found = found.filter(by=asked.author)
    return found.filter(_every_word(asked.words, "said", "law"))


def _asked(asked: Asked, cases: list[Case], when: str) -> Q:
    wanted = Q(case__in=[one for one in cases if asked.case in (None, one.pk)])
    if asked.first is not None:
        wanted &= Q(**{f"{when}__gte": datetime.combine(asked.first, time.min, SWEDEN)})
    if asked.last is not None:
        wanted &= Q(**{f"{when}__lte": datetime.combine(asked.last, time.max, SWEDEN)})
    return wanted


def _every_word(said: str, *columns: str) -> Q:
    wanted = Q()
    for word in said.split():
        wanted &= Q(*((f"{column}__icontains", word) for column in columns), _connector=Q.OR)
    return wanted


def _after(rows: QuerySet[Any], when: str, after: Place | None) -> QuerySet[Any]:
    if after is None:
        return rows
    later = Q(**{f"{when}__lt": after.at}) | Q(**{when: after.at, "pk__lt": after.pk})
    return rows.filter(later)


def _line_of_note(note: Note) -> Line:
    return Line(
        at=note.happened_at,
        pk=note.pk,
        text="Rättelse" if note.corrects_id else note.get_kind_display(),
        detail=note.text,
        by=f"{note.author.name}, {note.author_title}"
        + (f", uppgift från {note.source}" if note.source else ""),
        href=reverse("dossier:note", args=[note.corrects_id or note.pk]),
        kind="accent",
        tag="" if note.signed_at else "Inte undertecknad",
    )


def _line_of_event(event: Event) -> Line:
    return Line(
        at=event.at, pk=event.pk, text=event.said, detail=event.law, by=event.by.name if event.by else ""
    )
