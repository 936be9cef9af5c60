"""Sammanträden, och de ärenden på dem som tittaren har nyckel till. The wall decides; these ask and order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, QuerySet

from samtid.base.access.viewing import seen_by
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.models import Clock
from samtid.base.organisation.models import Committee, Staff
from samtid.base.organisation.words import DecisionKind
from samtid.ground.law.delegation import Level
from samtid.steps.compulsory.models import TrackStep
from samtid.steps.compulsory.words import Decider
from samtid.steps.compulsory.words import Kind as Step
from samtid.steps.decisions.models import Decision
from samtid.steps.decisions.words import DecisionOutcome

from . import rules, words
from .models import AgendaLine, Announced, LineCorrection, Meeting, MeetingTurn


def meetings(viewer: Staff) -> QuerySet[Meeting]:
    """All of them, the last first."""
    found = seen_by(viewer, Meeting).select_related("committee", "planned_by")
    return found.order_by("-starts_at", "pk")


def coming(viewer: Staff) -> QuerySet[Meeting]:
    """Those where a matter can still be raised, the nearest first."""
    return meetings(viewer).filter(held_at=None, cancelled_at=None).order_by("starts_at", "pk")


def turns(viewer: Staff, meeting: Meeting) -> QuerySet[MeetingTurn]:
    """What has been done with it, in order."""
    return seen_by(viewer, MeetingTurn).filter(meeting=meeting).select_related("by").order_by("at", "pk")


def committees(on: date) -> QuerySet[Committee]:
    """The municipality's own, by name."""
    return Committee.objects.on(on).order_by("name", "pk")


def lines(viewer: Staff) -> QuerySet[AgendaLine]:
    """Matters the viewer has a key to, with their corrections, in the order of their lists."""
    corrected = seen_by(viewer, LineCorrection).select_related("by").order_by("at", "pk")
    return (
        seen_by(viewer, AgendaLine)
        .select_related(
            *("meeting", "decision__prepared_by", "case__dossier__person", "case__caseworker"),
            *("raised_by", "settled_by"),
        )
        .prefetch_related(Prefetch("corrections", corrected, to_attr="corrected"))
        .order_by("meeting__starts_at", "number")
    )


def of_file(viewer: Staff) -> QuerySet[AgendaLine]:
    """For a line in the dossier: the meeting and no more."""
    return seen_by(viewer, AgendaLine).select_related("meeting").order_by("-raised_at", "pk")


def open_line(viewer: Staff, decision: Decision) -> AgendaLine | None:
    """The list where the draft stands now."""
    return lines(viewer).filter(decision=decision, settled_at=None).first()


def drafts(viewer: Staff) -> QuerySet[Decision]:
    """Decisions as far as there is a key: what is laid before a meeting is read by all who prepare it."""
    return seen_by(viewer, Decision).select_related("case__dossier__person", "prepared_by", "investigation")


@dataclass(frozen=True, slots=True)
class Place:
    """En plats på listan, whoever has the key: which meeting, its number and paragraph, and whether it is done."""

    meeting: UUID
    number: int
    paragraph: int | None
    is_settled: bool
    is_away: bool


def places(meeting: Meeting) -> list[Place]:
    """Every place on the lists of the same minutes that year, this meeting's among them."""
    with connection.cursor() as cursor:
        cursor.execute("select * from access.committee_paragraphs(%s)", [meeting.pk])
        return [Place(*row) for row in cursor.fetchall()]


def left(every: Iterable[Place], meeting: Meeting) -> int:
    """How many matters on the meeting's list nobody has written about yet."""
    return sum(1 for one in every if one.meeting == meeting.pk and not one.is_settled)


def taken(every: Iterable[Place]) -> set[int]:
    """The paragraphs that are used."""
    return {one.paragraph for one in every if one.paragraph is not None}


def hidden(every: Iterable[Place], meeting: Meeting, seen: Iterable[AgendaLine]) -> list[Place]:
    """Places on the list whose matter the viewer has no key to; one that left the list is not told of."""
    known = {one.number for one in seen}
    return [one for one in every if one.meeting == meeting.pk and one.number not in known and not one.is_away]


@dataclass(frozen=True, slots=True)
class Sort:
    """Så många av ett slag: kind and outcome in words, and how many the viewer has keys to."""

    kind: str
    outcome: str
    many: int


def since(viewer: Staff, meeting: Meeting, at: datetime) -> datetime:
    """From when a meeting that is not held is told of what others decided: the last one of the same body."""
    same = seen_by(viewer, Meeting).filter(committee=meeting.committee_id, level=meeting.level)
    found: datetime | None = same.exclude(pk=meeting.pk).aggregate(last=Max("held_at"))["last"]
    return found or at - rules.FIRST_TOLD


def delegated(viewer: Staff, meeting: Meeting, first: datetime, at: datetime) -> list[Sort]:
    """Delegates' decisions by kind: as they were told, or those since ``first`` as they would be if it were held now."""
    if meeting.held_at is not None:
        told = seen_by(viewer, Announced).filter(meeting=meeting, decision__isnull=False)
        counted = (
            told.values_list("decision__kind", "decision__outcome").annotate(many=Count("pk")).order_by()
        )
        rows = list(counted)
    else:
        made = seen_by(viewer, Decision).filter(level=Level.DELEGATE, signed_at__gt=first, signed_at__lte=at)
        rows = list(made.values_list("kind", "outcome").annotate(many=Count("pk")).order_by())
    return sorted(
        [
            Sort(DecisionKind.label_of(kind), DecisionOutcome.label_of(outcome), many)
            for kind, outcome, many in rows
        ],
        key=lambda one: (one.kind, one.outcome),
    )


def by_chair(viewer: Staff) -> QuerySet[TrackStep]:
    """The chair's decisions that stand and that no meeting has been told of."""
    told = seen_by(viewer, Announced).filter(step=OuterRef("pk"))
    return (
        seen_by(viewer, TrackStep)
        .filter(
            ~Exists(told),
            decider=Decider.CHAIR,
            is_withdrawn=False,
            corrected=None,
            track__annulled_at=None,
        )
        .select_related("track", "case__dossier__person")
        .order_by("happened_on", "at", "pk")
    )


def to_tell(viewer: Staff, meeting: Meeting, first: datetime) -> list[TrackStep]:
    """The chair's decisions of a meeting: as they were told, or those that wait."""
    if meeting.held_at is not None:
        told = seen_by(viewer, Announced).filter(meeting=meeting, step__isnull=False)
        found = told.select_related("step__track", "step__case__dossier__person")
        return [one.step for one in found.order_by("step__happened_on", "pk") if one.step]
    return list(by_chair(viewer).filter(at__gt=first - rules.FIRST_TOLD))


def unreported(viewer: Staff, steps: Iterable[TrackStep]) -> list[TrackStep]:
    """Custody by the chair whose report to the committee nobody has written in the track."""
    custody = [one for one in steps if one.kind == Step.CUSTODY]
    written = seen_by(viewer, TrackStep).filter(
        kind=Step.REPORTED, track__in=[one.track_id for one in custody], is_withdrawn=False, corrected=None
    )
    done = {(one.track_id, one.happened_on) for one in written}
    return [
        one
        for one in custody
        if not any(track == one.track_id and on >= one.happened_on for track, on in done)
    ]


def breaking(viewer: Staff, found: Iterable[AgendaLine]) -> dict[UUID, list[Clock]]:
    """For each case on the lists, the time limits of ours that go out before its meeting."""
    starts = {one.case_id: one.meeting.starts_at for one in found if one.is_open and not one.meeting.held_at}
    broken: dict[UUID, list[Clock]] = {}
    if starts:
        for clock in dossier.running_clocks(viewer).filter(case__in=list(starts)):
            if rules.breaks_before(clock.due_on, starts[clock.case_id]):
                broken.setdefault(clock.case_id, []).append(clock)
    return broken


def waiting(viewer: Staff) -> QuerySet[AgendaLine]:
    """Matters on lists of meetings to come."""
    found = seen_by(viewer, AgendaLine).filter(
        settled_at=None, meeting__held_at=None, meeting__cancelled_at=None
    )
    return found.select_related("meeting", "case").order_by("meeting__starts_at", "number")


def to_register(viewer: Staff) -> QuerySet[AgendaLine]:
    """What the committee has decided, that is adjusted, and that nobody has registered."""
    adjusted = Q(meeting__adjusted_at__isnull=False) | Q(is_certified=True)
    found = seen_by(viewer, AgendaLine).filter(
        adjusted, outcome__in=[str(one) for one in words.DECISIONS], decision__signed_at=None
    )
    return found.select_related("meeting", "case").order_by("settled_at", "pk")


def to_keep(viewer: Staff, at: datetime) -> QuerySet[Meeting]:
    """Meetings the viewer keeps that have begun and whose minutes are not adjusted."""
    found = meetings(viewer).filter(planned_by=viewer, starts_at__lte=at, adjusted_at=None, cancelled_at=None)
    return found.order_by("starts_at", "pk")
