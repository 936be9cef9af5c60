"""Akten i sin helhet: what the one page about a person is made of, read in few queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from samtid.base.dossier import queries as dossiers
from samtid.base.dossier.models import Case, Clock, Dossier, Note
from samtid.base.organisation.models import Staff
from samtid.base.people import queries as people
from samtid.base.people.models import Relation
from samtid.base.people.rules import age

from . import rules

NEWEST = 40  # lines of the chronology


@dataclass(slots=True)
class Overview:
    """Everything the viewer may see in one dossier, newest first."""

    cases: list[Case]
    clocks: list[tuple[Clock, rules.RuleWords]]
    family: list[tuple[Relation, int | None]]
    notes: list[Note]
    chronology: list[dict[str, Any]]
    age: int | None
    steps: list[rules.Step] = field(default_factory=list)
    stage: int = 0


def overview(viewer: Staff, dossier: Dossier, at: datetime) -> Overview:
    """Reads the dossier through the walls."""
    today = timezone.localdate(at)
    cases = list(dossiers.cases(viewer).filter(dossier=dossier))
    clocks = dossiers.running_clocks(viewer).filter(case__in=cases)
    notes = list(dossiers.notes(viewer).filter(case__in=cases)[:NEWEST])
    events = list(dossiers.events(viewer).filter(case__in=cases)[:NEWEST])
    return Overview(
        cases=cases,
        clocks=[(clock, rules.words_of(clock.rule)) for clock in clocks],
        family=[
            (relation, age(relation.other.born_on, today))
            for relation in people.relations(viewer, dossier.person, today)
        ],
        notes=notes,
        chronology=_chronology(notes, events),
        age=age(dossier.person.born_on, today),
    )


def _chronology(notes: list[Note], events: list[Any]) -> list[dict[str, Any]]:
    """Notes and events in one line of time, the newest first."""
    lines = [
        {
            "at": note.happened_at,
            "text": note.text,
            "by": f"{note.author.name}, {note.author_title}",
            "href": f"/anteckning/{note.pk}/",
            "tag": "" if note.signed_at else "Inte undertecknad",
        }
        for note in notes
    ] + [{"at": event.at, "text": event.said, "by": event.by.name if event.by else "", "detail": event.law} for event in events]
    return sorted(lines, key=lambda line: line["at"], reverse=True)[:NEWEST]
