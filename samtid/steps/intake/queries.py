"""Det som kommit in, som tittaren får se det. The wall in the database decides; these ask and order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Min, Q, QuerySet

from samtid.base.access.viewing import seen_by
from samtid.base.dossier.models import Clock
from samtid.base.dossier.queries import unlocked_near
from samtid.base.dossier.rules import day_of
from samtid.base.dossier.words import LocalClock, Need
from samtid.base.look.ordering import ByName
from samtid.base.organisation import kept
from samtid.base.organisation.models import Staff, Unit
from samtid.base.organisation.queries import mandates
from samtid.base.organisation.words import DecisionKind, UnitKind
from samtid.base.people.queries import WITHHELD, Asked, asked
from samtid.base.people.rules import is_sealed, without
from samtid.base.people.words import Protection
from samtid.ground.law import children
from samtid.ground.law.days import swedish_day
from samtid.ground.law.own import Own

from . import rules
from .models import Correction, Report, Routing
from .said import UNSAID, without_place
from .words import Kind, Outcome, ReporterCategory, Stage

HOLDS_NOBODY = (UnitKind.DEPARTMENT, UnitKind.STAFF_UNIT)


def reports(viewer: Staff) -> QuerySet[Report]:
    """Everything that came in and that the viewer has a key to, oldest first."""
    return (
        seen_by(viewer, Report)
        .select_related(
            "case__dossier__person",
            "case__caseworker",
            "compartment",
            "registered_by",
            "protection_assessed_by",
            "children_by",
            "told",
        )
        .order_by("received_at", "pk")
    )


def in_brief(found: QuerySet[Report]) -> QuerySet[Report]:
    """For a line in a list: whose it is, and not what was said; joins that no line shows cost more than the list."""
    return (
        found.select_related(None)
        .select_related("case__dossier__person", "told")
        .defer("told__text", "protection_text", "children_said")
    )


def waiting(viewer: Staff) -> QuerySet[Report]:
    """What is not closed yet, oldest first."""
    return reports(viewer).filter(closed_at=None)


def awaiting_feedback(viewer: Staff) -> QuerySet[Report]:
    """Closed reports whose mandated reporter has asked for an answer and not had it (SoL 19:6)."""
    decided = [str(Outcome.INVESTIGATE), str(Outcome.NO_INVESTIGATION), str(Outcome.ALREADY_OPEN)]
    mandated = [str(category) for category in ReporterCategory if category.is_mandated]
    return reports(viewer).filter(
        outcome__in=decided, wants_feedback=True, feedback_sent_at=None, reporter_category__in=mandated
    )


def together(viewer: Staff, report: Report) -> QuerySet[Report]:
    """The other reports handed in at the same time, about siblings, as far as the viewer has keys."""
    same = reports(viewer).filter(receipt=report.receipt).exclude(pk=report.pk)
    return same.order_by(ByName("about_name"), "pk")


def earlier(viewer: Staff, report: Report) -> QuerySet[Report]:
    """Other reports about the same person, as far as the viewer has keys; newest first."""
    if report.case is None:
        return seen_by(viewer, Report).none()
    return (
        reports(viewer)
        .filter(case__dossier=report.case.dossier_id)
        .exclude(pk=report.pk)
        .order_by("-received_at")
    )


def asked_about(viewer: Staff, report: Report, wanted: UUID) -> Asked | None:
    """Whom ``wanted`` is, beside what was said: on the form that gave a ticket, or by the one who reported."""
    told = {"name": report.about_name, "number": re.sub(r"\D", "", report.about_number)}
    return asked(viewer, wanted, told if report.is_guarded else told | {"address": report.about_address})


def reporter_contact(viewer: Staff, report: Report) -> str:
    """How the reporter is reached; withheld where that would tell where a protected person is."""
    person = report.case.dossier.person if report.case else None
    is_protected = person is not None and is_sealed(Protection(person.protection))
    if is_protected and report.reporter_contact and ReporterCategory(report.reporter_category).is_near:
        return WITHHELD
    return report.reporter_contact


def said_place(viewer: Staff, report: Report, field: str) -> str:
    """Where the one it is about was said to be (``about_address``, ``about_school``), unless that is not to be told."""
    said = str(getattr(report, field))
    return UNSAID if report.is_guarded else WITHHELD if said and _hides_place(report) else said


def said(viewer: Staff, report: Report) -> str:
    """What was said or written, without the place that is not to be told."""
    text = without_place(report) if report.words is None else report.words
    if not _hides_place(report):
        return text
    places = [report.about_address, report.about_school]
    if report.case is not None:
        person = report.case.dossier.person
        places += [person.address, person.phone, person.school]
        places += [value for place in unlocked_near(report.case).values() for value in place.values()]
    return without(text, places, f"[{WITHHELD.lower()}]")


def _hides_place(report: Report) -> bool:
    return report.is_guarded or (report.case is not None and report.case.dossier.person.hides_place)


def routings(viewer: Staff, report: Report) -> QuerySet[Routing]:
    """Where it has been sent, in order."""
    return (
        seen_by(viewer, Routing)
        .filter(report=report)
        .select_related("from_compartment", "to_compartment", "by")
        .order_by("at", "pk")
    )


def corrections(viewer: Staff, report: Report) -> QuerySet[Correction]:
    """When it was said to have come in before it was corrected, in order."""
    return seen_by(viewer, Correction).filter(report=report).select_related("by").order_by("at", "pk")


def receiving_units(on: date) -> QuerySet[Unit]:
    """Units that can take a matter on ``on``, by name; each says the compartment it ``held`` longest."""
    return (
        Unit.objects.on(on)
        .exclude(kind__in=[str(kind) for kind in HOLDS_NOBODY])
        .annotate(held=Min("holdings__compartment", filter=_held(on)))
        .exclude(held=None)
        .order_by(ByName("name"), "pk")
    )


def suggested_unit(report: Report, units: Iterable[Unit]) -> Unit | None:
    """The unit that usually takes this need, if there is one and it is not where it lies.

    Never for a child: the reception assesses, and the investigation takes over by being opened.
    """
    if report.need == Need.CHILD:
        return None
    wanted = rules.routed_to(Need(report.need))
    found = next((unit for unit in units if unit.kind == wanted), None)
    return None if found is None or found.held == report.compartment_id else found  # type: ignore[attr-defined]


def is_unread(report: Report) -> bool:
    """Whether it was added to an investigation and still waits to be read there."""
    unread = Clock.objects.filter(about=report.pk, rule=str(LocalClock.NEW_REPORT), stopped_at=None)
    return report.case_id is not None and unread.exists()


def receipts(viewer: Staff, code: str) -> QuerySet[Report]:
    """What was handed in under a receipt, as far as the viewer has keys."""
    letters = code.upper().replace("-", "").replace(" ", "")
    return reports(viewer).filter(receipt=f"{letters[:4]}-{letters[4:]}")


DELEGATED = {
    Outcome.INVESTIGATE: DecisionKind.OPEN_INVESTIGATION,
    Outcome.NO_INVESTIGATION: DecisionKind.NOT_OPEN_INVESTIGATION,
}


def situation(
    report: Report, outcome: Outcome, by: Staff, at: datetime, *, taken_over: bool = False
) -> rules.Situation:
    """What the rules need to know about one outcome, as values."""
    return situations(report, (outcome,), by, at, taken_over=taken_over)[outcome]


def situations(
    report: Report, outcomes: Iterable[Outcome], by: Staff, at: datetime, *, taken_over: bool = False
) -> dict[Outcome, rules.Situation]:
    """What the rules need to know about each outcome, as values."""
    on = swedish_day(at)
    kinds = {outcome: DELEGATED.get(outcome) for outcome in outcomes}
    may = mandates(by, {kind for kind in kinds.values() if kind}, on)
    return {
        outcome: rules.Situation(
            kind=Kind(report.kind),
            is_childs=is_childs(report),
            is_known_adult=is_known_adult(report),
            is_taken_over=taken_over,
            is_identified=report.case_id is not None,
            received_at=report.received_at,
            mandate=may[kind] if kind else None,
            protection_assessed_at=report.protection_assessed_at,
            protection_danger=report.protection_danger,
            closed_at=report.closed_at,
            degree_on=by.degree_on,
            experienced_on=by.experienced_on,
            children_wait=children_wait(report),
        )
        for outcome, kind in kinds.items()
    }


def is_childs(report: Report) -> bool:
    """Whether the children's rules apply (SoL 20 kap.): judged on the day it came in, also when the child grows up."""
    return rules.concerns_child(Need(report.need), _born_on(report), swedish_day(report.received_at))


def children_wait(report: Report) -> bool:
    """Whether children in an adult's home are still to be reported."""
    kind, need, childs = Kind(report.kind), Need(report.need), is_childs(report)
    return rules.children_wait(
        kind, need, childs=childs, at_home=report.children_at_home, done_at=report.children_at
    )


def concerns_child_on(report: Report, on: date) -> bool:
    """Whether what it is about is a child's matter on another day: an investigation goes by the day it is opened."""
    return rules.concerns_child(Need(report.need), _born_on(report), on)


def is_known_adult(report: Report) -> bool:
    """Whether it is known to be about somebody who had come of age when it came in."""
    on = swedish_day(report.received_at)
    return _born_on(report) is not None and not rules.concerns_child(Need(report.need), _born_on(report), on)


def _born_on(report: Report) -> date | None:
    return report.case.dossier.person.born_on if report.case else None


def _held(on: date) -> Q:
    return Q(holdings__valid_from__lte=on) & (Q(holdings__valid_to=None) | Q(holdings__valid_to__gte=on))


@dataclass(frozen=True, slots=True)
class Waiting:
    """En rad i kön: what came in, what is needed next, and until when. ``due`` is None when no day is set."""

    report: Report
    stage: Stage
    due: date | None
    child: bool
    siblings: int = 0  # in the same part of the queue, of the same report

    @property
    def is_danger(self) -> bool:
        return bool(self.report.protection_danger or self.report.is_urgent)


def stage_of(report: Report) -> tuple[Stage, date | None]:
    """What is needed next, and the last day for it; no day where the law of its day is not known."""
    childs = is_childs(report)
    if report.closed_at is not None:
        return Stage.CLOSED, None
    if report.kind == Kind.QUESTION:
        return Stage.ANSWER, rules.answer_due(report.received_at, _own(Own.QUESTION_ANSWER, report))
    if report.kind == Kind.REPORT and childs and report.protection_assessed_at is None:
        return Stage.PROTECTION, protection_due(report)
    due = rules.assessment_due(report.received_at) if report.kind == Kind.REPORT and childs else None
    if due is None and report.is_urgent:
        due = rules.read_by(report.received_at, _own(Own.LATE_HOUR, report))
    if report.case_id is None:
        return Stage.IDENTIFY, due
    if report.proposed_at is not None:
        return Stage.DECIDE, due
    return (Stage.ASSESS if report.kind == Kind.REPORT else Stage.OPEN), due


def protection_due(report: Report) -> date | None:
    """The day the protection assessment is due; None when the law of the day it came in is not known."""
    return rules.protection_due(report.received_at, _own(Own.LATE_HOUR, report))


def _own(own: Own, report: Report) -> int | None:
    return kept.number_if_any(own, swedish_day(report.received_at))


def queue(viewer: Staff) -> list[Waiting]:
    """Who waits, for what and until when. A child's protection first, then what is urgent, then the nearest day."""
    rows = [_row(report) for report in waiting(viewer)]
    for report in awaiting_feedback(viewer):
        due = feedback_due(report)
        rows.append(Waiting(report, Stage.FEEDBACK, due, is_childs(report)))
    return sorted(rows, key=_urgency)


def feedback_due(report: Report) -> date | None:
    """The last day to tell a mandated reporter who asked; None when nothing is owed (SoL 19:6)."""
    owed = (Outcome.INVESTIGATE, Outcome.NO_INVESTIGATION, Outcome.ALREADY_OPEN)
    mandated = ReporterCategory(report.reporter_category).is_mandated
    if report.closed_at is None or report.outcome not in owed or not (report.wants_feedback and mandated):
        return None
    if report.outcome == Outcome.ALREADY_OPEN:
        return swedish_day(report.closed_at)  # at once
    return day_of(children.FEEDBACK_TO_REPORTER, report.closed_at)


def _row(report: Report) -> Waiting:
    stage, due = stage_of(report)
    return Waiting(report, stage, due, is_childs(report))


def _in_turn(row: Waiting) -> tuple[int, tuple[bool, bool, date, datetime]]:
    """The first from every sender before the second from any: one who sends hundreds waits behind all others."""
    return row.report.turn, _urgency(row)


def _urgency(row: Waiting) -> tuple[bool, bool, date, datetime]:
    return row.stage != Stage.PROTECTION, not row.is_danger, row.due or date.max, row.report.received_at


def grouped(rows: Iterable[Waiting]) -> dict[Stage, list[Waiting]]:
    """The queue by what is needed next, in the order of ``Stage``; what is urgent stands by itself near the top."""
    found: dict[Stage, list[Waiting]] = {}
    for row in rows:
        hurry = row.is_danger and row.stage not in (Stage.PROTECTION, Stage.FEEDBACK)
        apart = row.report.is_marked and row.report.case_id is None
        found.setdefault(Stage.MARKED if apart else Stage.URGENT if hurry else row.stage, []).append(row)
    found.get(Stage.MARKED, []).sort(key=_in_turn)
    return {stage: _side_by_side(found[stage]) for stage in Stage if stage in found}


def _side_by_side(rows: list[Waiting]) -> list[Waiting]:
    """Siblings of one report beside each other, where the most urgent of them stands."""
    of: dict[str, list[Waiting]] = {}
    for row in rows:
        of.setdefault(row.report.receipt or str(row.report.pk), []).append(row)
    return [replace(row, siblings=len(same) - 1) for same in of.values() for row in same]
