"""Akten i sin helhet: what the one page about a person is made of, read in few queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone

from samtid.base.dossier import queries as dossiers
from samtid.base.dossier.models import Case, Clock, Dossier, Event, Note
from samtid.base.dossier.words import Event as DossierEvent
from samtid.base.dossier.words import LocalClock
from samtid.base.organisation.models import Staff
from samtid.base.people import queries as people
from samtid.base.people.models import Relation
from samtid.base.people.rules import age
from samtid.steps.decisions import queries as decisions
from samtid.steps.decisions.models import Decision
from samtid.steps.intake import queries as intake
from samtid.steps.intake.models import Report
from samtid.steps.investigations import queries as investigations
from samtid.steps.investigations.models import Investigation
from samtid.steps.services import queries as services
from samtid.steps.services.models import Service

from . import rules

NEWEST = 40  # lines of the chronology
Row = TypeVar("Row", bound=Model)


@dataclass(slots=True)
class Overview:
    """Everything the viewer may see in one dossier, newest first."""

    cases: list[Case]
    clocks: list[tuple[Clock, rules.RuleWords]]
    family: list[tuple[Relation, int | None]]
    reports: list[Report]
    investigations: list[Investigation]
    decisions: list[Decision]
    services: list[Service]
    chronology: list[dict[str, Any]]
    unsigned: list[Note]
    age: int | None
    today: date

    @property
    def current(self) -> Case | None:
        """The case to act in: the newest open one, else the newest."""
        return next(
            (case for case in self.cases if case.closed_at is None), self.cases[0] if self.cases else None
        )

    @property
    def steps(self) -> list[rules.Step]:
        """What can be done next, and what cannot yet."""
        return rules.next_steps(
            report=next((r for r in self.reports if r.closed_at is None), None),
            investigation=next((i for i in self.investigations if i.closed_at is None), None),
            decisions=self.decisions,
            services=self.services,
            case=self.current,
        )

    @property
    def stage(self) -> rules.Stage | None:
        """Where on the way the newest matter is."""
        return rules.stage(
            reports=self.reports,
            investigations=self.investigations,
            decisions=self.decisions,
            services=self.services,
            must_follow_up=any(
                clock.rule == LocalClock.FOLLOW_UP and clock.due_on <= self.today + timedelta(days=rules.SOON)
                for clock, _ in self.clocks
            ),
        )


def overview(viewer: Staff, dossier: Dossier, at: datetime) -> Overview:
    """Reads the dossier through the walls: one query for each kind of row, whatever their number.

    The person is already known here, so no query joins the person again: the walls of persons and dossiers
    weigh all of the viewer's keys each time they are asked (docs/explanation/matningar.md).
    """
    today = timezone.localdate(at)
    cases = list(
        dossiers.cases(viewer).filter(dossier=dossier).select_related(None).select_related("caseworker")
    )
    for case in cases:
        case.dossier = dossier
    notes = list(dossiers.notes(viewer).filter(case__in=cases)[:NEWEST])
    events = list(dossiers.events(viewer).filter(case__in=cases)[:NEWEST])
    clocks = _alone(dossiers.running_clocks(viewer), cases).exclude(rule__in=rules.NOT_OURS)
    return Overview(
        cases=cases,
        clocks=[(clock, rules.words_of(clock.rule)) for clock in clocks],
        family=[
            (one, age(one.other.born_on, today)) for one in people.relations(viewer, dossier.person, today)
        ],
        reports=list(_alone(intake.reports(viewer), cases).order_by("-received_at")),
        investigations=list(_alone(investigations.investigations(viewer), cases)),
        decisions=list(_alone(decisions.decisions(viewer), cases)),
        services=list(services.services(viewer).filter(person=dossier.person)),
        chronology=_chronology(notes, events),
        unsigned=[note for note in notes if note.signed_at is None],
        age=age(dossier.person.born_on, today),
        today=today,
    )


def _alone(rows: QuerySet[Row], cases: list[Case]) -> QuerySet[Row]:
    """The rows of ``cases`` without what hangs on them."""
    return rows.filter(case__in=cases).select_related(None)


def _chronology(notes: list[Note], events: list[Event]) -> list[dict[str, Any]]:
    """Notes and events on one line of time, the newest first. A note speaks for its own signing."""
    lines: list[dict[str, Any]] = [
        {
            "at": note.happened_at,
            "text": note.get_kind_display(),
            "detail": note.text,
            "by": f"{note.author.name}, {note.author_title}",
            "href": reverse("dossier:note", args=[note.pk]),
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
