"""Sammanträden, och de ärenden på dem som tittaren har nyckel till. The wall decides; these ask and order."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate

from samtid.base.access.models import Holding
from samtid.base.access.queries import unit_of
from samtid.base.access.viewing import seen_by
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.keyholders import keys_of
from samtid.base.dossier.models import Case, Clock
from samtid.base.look.ordering import ByName
from samtid.base.organisation import roles
from samtid.base.organisation.models import Committee, Membership, Staff
from samtid.base.organisation.words import DecisionKind
from samtid.ground.law.delegation import Level
from samtid.ground.sweden import SWEDEN, swedish_day
from samtid.steps.compulsory.models import TrackStep
from samtid.steps.compulsory.words import Decider
from samtid.steps.compulsory.words import Kind as Step
from samtid.steps.decisions.models import Decision
from samtid.steps.decisions.queries import is_manager
from samtid.steps.decisions.words import DecisionOutcome

from . import rules, words
from .models import AgendaLine, Announced, LineCorrection, Meeting, MeetingTurn


def meetings(viewer: Staff) -> QuerySet[Meeting]:
    """All of them, the last first."""
    found = seen_by(viewer, Meeting).select_related("committee", "planned_by", "keeper")
    return found.order_by("-starts_at", "pk")


def coming(viewer: Staff) -> QuerySet[Meeting]:
    """Those that are not held, the nearest first."""
    return meetings(viewer).filter(held_at=None, cancelled_at=None).order_by("starts_at", "pk")


def open_to(viewer: Staff, case: Case, at: datetime) -> QuerySet[Meeting]:
    """Those whose list the viewer can put a matter on: of the case's committee, ahead, or begun for one who leads."""
    found = coming(viewer)
    unit = unit_of(case.compartment_id, swedish_day(at))
    if unit is not None:
        found = found.filter(committee=unit.committee_id)
    return found if is_manager(viewer, swedish_day(at)) else found.filter(starts_at__gt=at)


def turns(viewer: Staff, meeting: Meeting) -> QuerySet[MeetingTurn]:
    """What has been done with it, in order."""
    return seen_by(viewer, MeetingTurn).filter(meeting=meeting).select_related("by").order_by("at", "pk")


def committees(on: date) -> QuerySet[Committee]:
    """The municipality's own, by name."""
    return Committee.objects.on(on).order_by("name", "pk")


def leads_there(viewer: Staff, committee: Committee, on: date) -> bool:
    """Whether the viewer leads a unit of that committee today."""
    posts = Membership.objects.on(on).filter(staff=viewer, role__in=roles.LEADS, unit__committee=committee)
    return posts.exists()


def writers(case: Case, on: date) -> list[Staff]:
    """The managers of the case's unit: one of them writes what became of it."""
    unit = unit_of(case.compartment_id, on)
    if unit is None:
        return []
    led = Membership.objects.on(on).filter(unit=unit, role__in=roles.LEADS).select_related("staff")
    return list({one.staff: None for one in led.order_by(ByName("staff__name"), "pk")})


def lacks_writer(viewer: Staff, case: Case, on: date) -> bool:
    """Whether a sealed case is before a meeting with no manager who can write what became of it."""
    if not case.is_sealed or is_manager(viewer, on):
        return False
    holders = [one.staff.pk for one in keys_of(viewer, case)]
    return not Membership.objects.on(on).filter(staff__in=holders, role__in=roles.LEADS).exists()


def _righted() -> Subquery:
    found = LineCorrection.objects.filter(line=OuterRef("pk")).exclude(outcome="")
    return Subquery(found.order_by("-at", "-pk").values("outcome")[:1])


def lines(viewer: Staff) -> QuerySet[AgendaLine]:
    """Matters the viewer has a key to, with their corrections, in the order of their lists."""
    corrected = seen_by(viewer, LineCorrection).select_related("by").order_by("at", "pk")
    return (
        seen_by(viewer, AgendaLine)
        .annotate(righted=_righted())
        .select_related(
            *("meeting__keeper", "meeting__committee", "decision__prepared_by"),
            *("case__dossier__person", "case__caseworker", "raised_by", "settled_by"),
        )
        .prefetch_related(Prefetch("corrections", corrected, to_attr="corrected"))
        .order_by("meeting__starts_at", "number")
    )


def of_file(viewer: Staff) -> QuerySet[AgendaLine]:
    """For a line in the dossier: the meeting and no more."""
    found = seen_by(viewer, AgendaLine).annotate(righted=_righted())
    return found.select_related("meeting").order_by("-raised_at", "pk")


def open_line(viewer: Staff, decision: Decision) -> AgendaLine | None:
    """The list where the draft stands now."""
    return lines(viewer).filter(decision=decision, settled_at=None).first()


def latest(viewer: Staff, decision: Decision) -> AgendaLine | None:
    """The list where the draft stands, or what a meeting last said of it."""
    found = seen_by(viewer, AgendaLine).annotate(righted=_righted()).select_related("meeting__keeper")
    taken_up = Q(settled_at=None) | Q(outcome__in=[str(one) for one in words.AT_MEETING])
    return (
        found.filter(taken_up, decision=decision)
        .order_by(F("settled_at").desc(nulls_first=True), "-pk")
        .first()
    )


def has_gone_on(viewer: Staff, line: AgendaLine) -> bool:
    """Whether the draft stands on a list again, or another meeting has said something of it since."""
    later = Q(settled_at=None) | Q(
        outcome__in=[str(one) for one in words.AT_MEETING], settled_at__gt=line.settled_at
    )
    others = seen_by(viewer, AgendaLine).filter(later, decision=line.decision_id)
    return line.settled_at is not None and others.exclude(pk=line.pk).exists()


def changed(line: AgendaLine) -> list[str]:
    """What of the draft is another than the meeting had, in words."""
    draft = line.decision
    row = json.loads(json.dumps({name: getattr(draft, name) for name in rules.KEPT}, cls=DjangoJSONEncoder))
    return rules.changed(line.had, row)


def drafts(viewer: Staff) -> QuerySet[Decision]:
    """Decisions as far as there is a key: what is laid before a meeting is read by all who prepare it."""
    return seen_by(viewer, Decision).select_related("case__dossier__person", "prepared_by", "investigation")


@dataclass(frozen=True, slots=True)
class Place:
    """En plats på listan, whoever has the key: which meeting, its number and paragraph, and whether it is done.

    ``number`` is None on another meeting's list: there the paragraph is all that is told.
    """

    meeting: UUID
    number: int | None
    paragraph: int | None
    is_settled: bool


def places(meeting: Meeting) -> list[Place]:
    """The places on the list, and the paragraphs of the same minutes that year; nothing for one with no matter there."""
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
    """Places on the list whose matter the viewer has no key to."""
    known = {one.number for one in seen}
    return [one for one in every if one.meeting == meeting.pk and one.number not in known]


def unwritten(viewer: Staff, meeting: Meeting) -> tuple[int, int]:
    """How many matters nobody has written about: those the viewer has a key to, and those she has none to."""
    every = places(meeting)
    unseen = hidden(every, meeting, seen_by(viewer, AgendaLine).filter(meeting=meeting))
    many = sum(1 for one in unseen if not one.is_settled)
    return left(every, meeting) - many, many


@dataclass(frozen=True, slots=True)
class Sort:
    """Så många av ett slag: kind and outcome in words, and how many the viewer has keys to."""

    kind: str
    outcome: str
    many: int


def since(viewer: Staff, meeting: Meeting) -> datetime:
    """How far back a meeting that is not held looks for what it has not been told of: as ``access.committee_tells``."""
    same = seen_by(viewer, Meeting).filter(
        committee=meeting.committee_id, level=meeting.level, held_at__isnull=False
    )
    found: datetime | None = same.exclude(pk=meeting.pk).aggregate(last=Max("starts_at"))["last"]
    return min(found or meeting.starts_at, meeting.starts_at) - rules.FIRST_TOLD


def _of_committee(meeting: Meeting, on: date) -> Q:
    """Rows of cases whose unit is under the meeting's committee: not those of another."""
    held = Holding.objects.on(on).exclude(unit__committee=meeting.committee_id)
    return ~Q(compartment__in=held.values("compartment"))


def delegated(viewer: Staff, meeting: Meeting, first: datetime, at: datetime) -> list[Sort]:
    """Delegates' decisions by kind: as they were told, or those since ``first`` as they would be if it were held now."""
    if meeting.held_at is not None:
        told = seen_by(viewer, Announced).filter(meeting=meeting, decision__isnull=False)
        counted = (
            told.values_list("decision__kind", "decision__outcome").annotate(many=Count("pk")).order_by()
        )
        rows = list(counted)
    else:
        told = seen_by(viewer, Announced).filter(
            decision=OuterRef("pk"), meeting__committee=meeting.committee_id, meeting__level=meeting.level
        )
        made = seen_by(viewer, Decision).filter(
            ~Exists(told),
            _of_committee(meeting, swedish_day(at)),
            level=Level.DELEGATE,
            signed_at__gt=first,
            signed_at__lte=min(at, meeting.starts_at),
        )
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


def to_tell(viewer: Staff, meeting: Meeting, first: datetime, at: datetime) -> list[TrackStep]:
    """The chair's decisions of a meeting: as they were told, or those that wait."""
    if meeting.held_at is not None:
        told = seen_by(viewer, Announced).filter(meeting=meeting, step__isnull=False)
        found = told.select_related("step__track", "step__case__dossier__person")
        return [one.step for one in found.order_by("step__happened_on", "pk") if one.step]
    return list(
        by_chair(viewer).filter(
            _of_committee(meeting, swedish_day(at)),
            at__gt=first - rules.FIRST_TOLD,
            at__lte=min(at, meeting.starts_at),
        )
    )


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
    """For each line, the time limits of its case that go out before its meeting."""
    waits = [one for one in found if one.is_open and not one.meeting.held_at]
    broken: dict[UUID, list[Clock]] = {}
    if waits:
        running: dict[UUID, list[Clock]] = {}
        for clock in dossier.running_clocks(viewer).filter(case__in={one.case_id for one in waits}):
            running.setdefault(clock.case_id, []).append(clock)
        for one in waits:
            before = [
                clock
                for clock in running.get(one.case_id, [])
                if rules.breaks_before(clock.due_on, one.meeting.starts_at)
            ]
            if before:
                broken[one.pk] = before
    return broken


def broken(viewer: Staff) -> QuerySet[AgendaLine]:
    """Matters on lists of meetings to come where a time limit goes out before the meeting."""
    waits = seen_by(viewer, AgendaLine).filter(
        settled_at=None, meeting__held_at=None, meeting__cancelled_at=None
    )
    clocks = seen_by(viewer, Clock).filter(
        case=OuterRef("case"), stopped_at=None, due_on__lt=OuterRef("meets_on")
    )
    found = waits.annotate(meets_on=TruncDate("meeting__starts_at", tzinfo=SWEDEN)).filter(Exists(clocks))
    return found.select_related("meeting", "case").order_by("meeting__starts_at", "number")


def to_write(viewer: Staff) -> QuerySet[AgendaLine]:
    """Matters of a held meeting that another keeps, of which nobody has written what became."""
    found = seen_by(viewer, AgendaLine).filter(settled_at=None, meeting__held_at__isnull=False)
    others = found.exclude(meeting__keeper=viewer, meeting__adjusted_at=None)
    return others.select_related("meeting", "case").order_by("meeting__starts_at", "number")


def to_register(viewer: Staff) -> QuerySet[AgendaLine]:
    """What the committee has decided, that is adjusted, and that nobody has registered."""
    adjusted = Q(meeting__adjusted_at__gte=F("settled_at")) | Q(is_certified=True)
    found = seen_by(viewer, AgendaLine).annotate(righted=_righted(), now=Coalesce(_righted(), "outcome"))
    decided = found.filter(adjusted, now__in=[str(one) for one in words.DECISIONS], decision__signed_at=None)
    return decided.select_related("meeting", "case").order_by("settled_at", "pk")


def to_keep(viewer: Staff, at: datetime) -> QuerySet[Meeting]:
    """Meetings that have begun and whose minutes are not adjusted: the viewer's, and those nobody who leads keeps."""
    leads = Membership.objects.on(swedish_day(at)).filter(staff=OuterRef("keeper"), role__in=roles.LEADS)
    found = meetings(viewer).filter(
        Q(keeper=viewer) | ~Exists(leads), starts_at__lte=at, adjusted_at=None, cancelled_at=None
    )
    return found.order_by("starts_at", "pk")
