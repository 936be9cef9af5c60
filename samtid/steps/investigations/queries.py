"""Utredningar, som tittaren får se dem. The wall in the database decides; these ask and order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from samtid.base.access.queries import unit_of
from samtid.base.access.viewing import seen_by
from samtid.base.dossier.models import Case, Clock, Dossier
from samtid.base.dossier.versions import Standing
from samtid.base.dossier.words import LocalClock
from samtid.base.organisation import roles
from samtid.base.organisation.models import Staff, Unit
from samtid.base.organisation.queries import colleagues
from samtid.ground.law import catalogue, children
from samtid.ground.law.days import SWEDEN, add_months
from samtid.steps.intake.models import Report
from samtid.steps.intake.queries import reports
from samtid.steps.intake.words import Outcome as ReportOutcome

from . import rules
from .models import ChildVoice, Finding, InformedCorrection, Investigation, Proposal
from .words import AREAS, Area, Method, Recommendation

LATELY = 6  # months: as long as a child's situation may be followed after an investigation (SoL 23:5)


def investigations(viewer: Staff) -> QuerySet[Investigation]:
    """Investigations the viewer has a key to, newest first."""
    return (
        seen_by(viewer, Investigation)
        .select_related("case__dossier__person", "case__caseworker", "compartment", "report", "opened_by")
        .order_by("-opened_at", "-pk")
    )


def ongoing(viewer: Staff) -> QuerySet[Investigation]:
    """Those not closed."""
    return investigations(viewer).filter(closed_at=None)


@dataclass(frozen=True, slots=True)
class Listed:
    """En rad i listan, with the day it is to be done by where the law has one."""

    investigation: Investigation
    due_on: date | None


def listed(viewer: Staff, *, ended: bool, mine: bool) -> QuerySet[Investigation]:
    """Those the viewer holds keys to, for a list to leaf through: the longest waiting first, or the last ended."""
    found = investigations(viewer).filter(closed_at__isnull=not ended)
    if mine:
        found = found.filter(case__caseworker=viewer)
    brief = found.select_related(None).select_related("case__dossier__person", "case__caseworker")
    order = ("-closed_at", "-pk") if ended else ("opened_at", "pk")
    return brief.defer("reason", "plan", "closing_reason", "not_informed_reason").order_by(*order)


def with_days(viewer: Staff, rows: Iterable[Investigation]) -> list[Listed]:
    """Each with its nearest day: one question for them all."""
    shown = list(rows)
    running = seen_by(viewer, Clock).filter(stopped_at=None, about__in=[row.pk for row in shown])
    days = {clock.about: clock.due_on for clock in running.order_by("-due_on")}
    return [Listed(row, days.get(row.pk)) for row in shown]


def open_investigation_of(viewer: Staff, dossier: Dossier) -> Investigation | None:
    """The one going on about a person, if the viewer may see it."""
    return ongoing(viewer).filter(case__dossier=dossier).first()


def read_whole(viewer: Staff) -> QuerySet[Investigation]:
    """As ``investigations``, and whether there are ``corrections`` to ask for: most have none."""
    rows = seen_by(viewer, InformedCorrection).filter(investigation=OuterRef("pk"))
    return investigations(viewer).annotate(has_corrections=Exists(rows))


def corrections(viewer: Staff, investigation: Investigation) -> QuerySet[InformedCorrection]:
    """What was wrong about when those affected were told, oldest first."""
    rows = seen_by(viewer, InformedCorrection).filter(investigation=investigation)
    return rows.select_related("by").order_by("at", "pk")


def findings(viewer: Staff, investigation: Investigation) -> QuerySet[Finding]:
    """What has come out, oldest first, each with what corrects it."""
    return (
        seen_by(viewer, Finding)
        .filter(investigation=investigation)
        .select_related("by")
        .prefetch_related("corrections")
        .order_by("obtained_at", "pk")
    )


def voices(viewer: Staff, investigation: Investigation) -> QuerySet[ChildVoice]:
    """What the child has said, or why the child has not been heard; oldest first."""
    return (
        seen_by(viewer, ChildVoice)
        .filter(investigation=investigation)
        .select_related("by")
        .order_by("at", "pk")
    )


def proposals(viewer: Staff, investigation: Investigation) -> QuerySet[Proposal]:
    """Assessments with proposals, newest first: the first one counts."""
    return (
        seen_by(viewer, Proposal)
        .filter(investigation=investigation)
        .select_related("by")
        .order_by("-at", "-pk")
    )


def standing(viewer: Staff, investigation: Investigation) -> Standing:
    """How many proposals there are and whose the latest is: what the next one is begun from."""
    made = list(proposals(viewer, investigation))
    return Standing(len(made), made[0].at, made[0].by) if made else Standing(0)


def reports_of(viewer: Staff, investigation: Investigation) -> QuerySet[Report]:
    """What the investigation rests on: the report it was opened from, and those added since; oldest first."""
    same = reports(viewer).filter(case__dossier__cases=investigation.case_id)
    opened = same.filter(pk=investigation.report_id) if investigation.report_id else same.none()
    added = same.filter(outcome=str(ReportOutcome.ALREADY_OPEN), closed_at__gte=investigation.opened_at)
    if investigation.closed_at is not None:
        added = added.filter(closed_at__lte=investigation.closed_at)
    return (opened | added).distinct()


@dataclass(frozen=True, slots=True)
class Ended:
    """Nyss avslutad utredning: that there was one, where and when; the rest only to one who has the key."""

    pk: UUID
    unit: Unit | None
    closed_at: datetime
    concerns_child: bool
    investigation: Investigation | None


def ended_lately(viewer: Staff, case: Case | None, on: date) -> Ended | None:
    """The latest investigation about the person of ``case`` that ended within half a year, also in another unit."""
    if case is None:
        return None
    since = datetime.combine(add_months(on, -LATELY), time.min, SWEDEN)
    with connection.cursor() as cursor:
        cursor.execute("select * from access.lately_investigated(%s, %s)", [case.pk, since])
        row = cursor.fetchone()
    if row is None:
        return None
    found, compartment, closed_at, concerns_child = row
    seen = investigations(viewer).filter(pk=found).first()
    return Ended(found, unit_of(compartment, on), closed_at, concerns_child, seen)


def clock(viewer: Staff, investigation: Investigation) -> Clock | None:
    """The four months (SoL 20:3), running or met; None for an adult."""
    return (
        seen_by(viewer, Clock)
        .filter(rule=children.INVESTIGATION.id, about=investigation.pk)
        .order_by("-started_at")
        .first()
    )


def monitoring(viewer: Staff, investigation: Investigation) -> Clock | None:
    """The clock of the following up of a child's situation after the investigation, while it runs (SoL 23:5)."""
    found = seen_by(viewer, Clock).filter(rule=children.MONITORING.id, about=investigation.pk)
    return found.filter(stopped_at=None).first()


def time_limits(viewer: Staff, investigation: Investigation) -> tuple[Clock | None, list[Clock]]:
    """The four months (see ``clock``), and the other time limits that run in the case, the most urgent first."""
    own = Q(rule=children.INVESTIGATION.id, about=investigation.pk)
    rows = (
        seen_by(viewer, Clock)
        .filter(own | Q(stopped_at=None), case=investigation.case_id)
        .order_by("due_on", "started_at", "pk")
    )
    limits = [row for row in rows if row.rule == children.INVESTIGATION.id and row.about == investigation.pk]
    others = [row for row in rows if row.rule != children.INVESTIGATION.id]
    return max(limits, key=lambda row: row.started_at, default=None), others


@dataclass(frozen=True, slots=True)
class Gathered:
    """Det samlade underlaget, read once: proposals newest first, findings and the child's words oldest first."""

    proposals: list[Proposal]
    findings: list[Finding]
    voices: list[ChildVoice]


def gathered(viewer: Staff, investigation: Investigation) -> Gathered:
    """What the page shows and the rules judge."""
    return Gathered(
        list(proposals(viewer, investigation)),
        list(findings(viewer, investigation)),
        list(voices(viewer, investigation)),
    )


@dataclass(frozen=True, slots=True)
class Counted:
    """Hur mycket som är samlat: what the rules judge, where nobody reads it."""

    proposal: Proposal | None
    findings: int
    is_heard: bool


def _counted(viewer: Staff, investigation: Investigation, read: Gathered | None) -> Counted:
    """From what has already been read; else asked, in two questions."""
    if read is not None:
        findings = sum(finding.corrects_id is None for finding in read.findings)
        return Counted(next(iter(read.proposals), None), findings, bool(read.voices))
    found = seen_by(viewer, Finding).filter(investigation=investigation, corrects=None)
    heard = seen_by(viewer, ChildVoice).filter(investigation=investigation)
    told = (
        found.order_by().values_list(Value(False)).union(heard.order_by().values_list(Value(True)), all=True)
    )
    voices = [is_voice for (is_voice,) in told]
    return Counted(proposals(viewer, investigation).first(), voices.count(False), any(voices))


def work(viewer: Staff, investigation: Investigation, read: Gathered | None = None) -> rules.Work:
    """How far it has come, as values for the rules. ``read`` is what has already been read."""
    counted = _counted(viewer, investigation, read)
    latest = counted.proposal
    return rules.Work(
        concerns_child=investigation.concerns_child,
        is_application=investigation.is_application,
        informed=investigation.informed_at is not None or bool(investigation.not_informed_reason),
        has_plan=bool(investigation.plan),
        findings=counted.findings,
        child_heard=counted.is_heard,
        recommendation=Recommendation(latest.recommendation) if latest else None,
        communicated=latest is not None and is_communicated(latest),
        answer_by=latest.answer_by if latest else None,
        answered=latest is not None and latest.answered_at is not None,
        unread=_unread(viewer, investigation),
        closed_at=investigation.closed_at,
    )


def _unread(viewer: Staff, investigation: Investigation) -> bool:
    """Whether something that was added about the same person waits to be read, as far as the viewer has keys."""
    new = seen_by(viewer, Clock).filter(rule=str(LocalClock.NEW_REPORT), stopped_at=None)
    return new.filter(case__dossier__cases=investigation.case_id).exists()


def is_communicated(proposal: Proposal) -> bool:
    """The person has had the material, or there is a lawful reason why not (FL 25 §)."""
    return proposal.communicated_at is not None or bool(proposal.not_communicated_reason)


@dataclass(frozen=True, slots=True)
class Ongoing:
    """Pågående utredning: that there is one, where and since when; nothing of what is in it."""

    pk: UUID
    compartment_id: int
    caseworker_id: int | None
    opened_at: datetime
    unit: Unit | None
    is_open_to_viewer: bool


def ongoing_about(viewer: Staff, case: Case, on: date) -> Ongoing | None:
    """Whether somebody already investigates the person of ``case``, also in another unit (SoL 20:2)."""
    with connection.cursor() as cursor:
        cursor.execute("select * from access.ongoing_investigation(%s)", [case.pk])
        row = cursor.fetchone()
    if row is None:
        return None
    found, compartment, caseworker, opened_at = row
    seen = investigations(viewer).filter(pk=found).exists()
    return Ongoing(found, compartment, caseworker, opened_at, unit_of(compartment, on), seen)


def named(clock: Clock) -> tuple[Clock, str, str]:
    """A clock with its name and its citation; the municipality's own days have none."""
    if clock.rule in {str(local) for local in LocalClock}:
        return clock, LocalClock.label_of(clock.rule), ""
    rule = catalogue.get(clock.rule)
    return clock, rule.name, rule.citation


INVESTIGATORS = roles.RECEIVES_CASES


def investigators(unit: Unit, on: date) -> QuerySet[Staff]:
    """Those of a unit who may be given an investigation."""
    return colleagues(unit, on, *INVESTIGATORS)


def can_be_given(unit: Unit, on: date, *, concerns_child: bool) -> list[Staff]:
    """Those to choose from: for a child's investigation the qualified only (SoL 25:1)."""
    return [
        one
        for one in investigators(unit, on)
        if not rules.obstacles_to_assigning(
            concerns_child=concerns_child, degree_on=one.degree_on, experienced_on=one.experienced_on, on=on
        )
    ]


@dataclass(frozen=True, slots=True)
class Grouped:
    """Findings of one area under its heading."""

    area: Area
    findings: list[Finding]


def by_area(method: Method, found: Iterable[Finding]) -> list[tuple[str, list[Grouped]]]:
    """Findings in the method's reading order; headings and areas without findings stay, so that gaps show."""
    rows: dict[str, list[Finding]] = {}
    for finding in found:
        if finding.corrects_id is None:
            rows.setdefault(finding.area, []).append(finding)
    return [
        (heading, [Grouped(area, rows.get(str(area), [])) for area in areas])
        for heading, areas in AREAS[method]
    ]
