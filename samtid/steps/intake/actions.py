"""Vad som kan göras med det som kommer in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from samtid.base.access.queries import compartment_of
from samtid.base.dossier.actions import (
    close_when_done,
    move_clock,
    open_case,
    protect_opened,
    record,
    set_protection,
    start_clock,
    stop_clock,
    transfer,
)
from samtid.base.dossier.models import Case, Clock
from samtid.base.dossier.queries import about_child, obstacles_to_handing_out
from samtid.base.dossier.words import Need
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff, Unit
from samtid.base.people.actions import Details as Person
from samtid.base.people.actions import look_up, registered, relate
from samtid.base.people.models import Relation
from samtid.base.people.queries import Asked, asked
from samtid.base.people.rules import obstacles_to_confirming
from samtid.base.people.words import Bond, Protection
from samtid.ground.ids import new_id
from samtid.ground.law import children
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import NotYet, Obstacle, refuse_if

from . import queries, rules, words
from .answers import answer_question as answer_question
from .answers import send_feedback as send_feedback
from .arrival import correct_arrival as correct_arrival
from .arrival import correct_kind as correct_kind
from .arrival import correct_need as correct_need
from .arrival import count_clocks, hold
from .models import Report
from .receiving import About as About
from .receiving import Details as Details
from .receiving import Receipt as Receipt
from .receiving import receive_report as receive_report
from .receiving import report_children as report_children
from .receiving import report_no_children as report_no_children
from .words import Kind, Outcome, ReporterCategory


@transaction.atomic
@only(rules.MAY)
def identify(
    report: Report,
    person: Person | UUID,
    *,
    reason: str = "",
    by: Staff,
    at: datetime,
) -> Case:
    """Says whom it is about: opens the case in the person's dossier and lets its clocks run from when it came in.

    ``person`` is somebody ``by`` sees, or a ticket (people.actions.look_up); ``reason`` why it is the right one
    though what was said differs from what is held. Somebody about whom the same unit already assesses the same need keeps that case: the reports are read together.
    """
    hold(report)
    refuse_if(
        rules.obstacles_to_identifying(
            kind=Kind(report.kind),
            is_identified=report.case_id is not None,
            received_at=report.received_at,
            closed_at=report.closed_at,
        )
    )
    wanted = person if isinstance(person, UUID) else look_up(person, by=by, at=at)
    about = _confirmed(queries.asked_about(by, report, wanted), reason)
    person_id = wanted if about.is_chosen else registered(wanted, by=by, at=at)
    protection = Protection(about.said.get("protection") or Protection.NONE)
    held = _case_in_hand(report, person_id)
    case = held or open_case(person_id, Need(report.need), report.compartment, by=by, at=at)
    # a case about somebody protected is sealed from the first: of the person nothing is seen before the next page
    if protection != Protection.NONE and not case.is_sealed:
        protect = set_protection if held else protect_opened
        protect(case, protection, by=by, at=at)  # known before, protected since
        case.refresh_from_db()
    report.case = case
    report.save(update_fields=["case"])
    report.refresh_from_db()
    report.case = case
    came = {Kind.REPORT: words.Event.REPORT_RECEIVED, Kind.APPLICATION: words.Event.APPLICATION_RECEIVED}
    _tell_before(report, came[Kind(report.kind)], law=rules.RECEIVED)
    record(case, words.Event.IDENTIFIED, why=reason.strip() if about.differs else "", by=by, at=at)
    child = report.need == Need.CHILD or about_child(by, case, swedish_day(report.received_at))
    count_clocks(report, case, childs=child, by=by, at=at)
    if report.protection_assessed_at is not None:
        _note_protection(report, by=by, at=report.protection_assessed_at)
    return case


def _confirmed(asked: Asked | None, reason: str) -> Asked:
    if asked is None:
        raise NotYet([Obstacle("Uppgifterna är för gamla. Fyll i dem igen.")])
    refuse_if(obstacles_to_confirming(asked.beside, reason))
    return asked


def _case_in_hand(report: Report, person_id: UUID) -> Case | None:
    """The open case of the same need about this person in the same compartment, still in intake."""
    others = Report.objects.filter(
        case__dossier__person=person_id, case__closed_at=None, case__need=report.need, closed_at=None
    )
    held = others.filter(compartment=report.compartment_id).select_related("case__dossier__person").first()
    return held.case if held else None


@transaction.atomic
@only(rules.MAY)
def relate_people(
    report: Report, other: Person | UUID, bond: Bond, *, reason: str = "", by: Staff, at: datetime
) -> Relation:
    """Notes who is guardian, sibling or otherwise near the one it is about. ``other`` as in ``identify``."""
    assert report.case is not None, "whom it is about comes first"
    wanted = other if isinstance(other, UUID) else look_up(other, by=by, at=at)
    near = asked(by, wanted)
    if near is not None:  # not: somebody an earlier case has named, whom ``by`` does not see
        _confirmed(near, reason)
        if near.differs:
            record(report.case, words.Event.CONFIRMED, why=reason.strip(), by=by, at=at)
    other_id = wanted if near is None or near.is_chosen else registered(wanted, by=by, at=at)
    return relate(report.case.dossier.person, other_id, bond, case_id=report.case.pk, by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def assess_protection(report: Report, danger: bool | None, text: str, *, by: Staff, at: datetime) -> Report:
    """Writes the immediate protection assessment, once (SoL 20:1)."""
    hold(report)
    refuse_if(
        rules.obstacles_to_assessing_protection(
            danger=danger, text=text, assessed_at=report.protection_assessed_at, closed_at=report.closed_at
        )
    )
    report.protection_assessed_at, report.protection_assessed_by = at, by
    report.protection_danger, report.protection_text = danger, text.strip()
    report.is_urgent = report.is_urgent or bool(danger)
    report.save(
        update_fields=[
            "protection_assessed_at",
            "protection_assessed_by",
            "protection_danger",
            "protection_text",
            "is_urgent",
        ]
    )
    if report.case is not None:
        _note_protection(report, by=by, at=at)
    return report


def _note_protection(report: Report, *, by: Staff | None, at: datetime) -> None:
    """The line in the diary, and the clock that stops: the assessment belongs in the personal file."""
    assert report.case is not None
    verb = words.Event.DANGER_FOUND if report.protection_danger else words.Event.PROTECTION_ASSESSED
    stop_clock(report.case, children.PROTECTION_ASSESSMENT, about=report.pk, by=by, at=at)
    _tell_before(report, verb, law=children.PROTECTION_ASSESSMENT.citation)


def _tell_before(report: Report, verb: words.Event, *, law: str) -> None:
    """The diary's line of what was done with a report, by whom and when its own row says."""
    with connection.cursor() as cursor:
        cursor.execute("select access.tell_before(%s, %s, %s, %s)", [report.pk, new_id(), str(verb), law])


@transaction.atomic
@only(rules.MAY)
def propose_closing(
    report: Report, outcome: Outcome, reason: str, *, late_reason: str = "", by: Staff, at: datetime
) -> Report:
    """Lays an outcome before the one who may decide it."""
    hold(report)
    now = queries.situation(report, outcome, by, at)
    refuse_if(
        rules.obstacles_to_closing(now, outcome, reason=reason, late_reason=late_reason, at=at, propose=True)
    )
    report.proposed_outcome, report.proposed_by, report.proposed_at = outcome, by, at
    report.outcome_reason, report.late_reason = reason.strip(), late_reason.strip()
    report.save(
        update_fields=["proposed_outcome", "proposed_by", "proposed_at", "outcome_reason", "late_reason"]
    )
    if report.case is not None:
        record(report.case, words.Event.PROPOSED, by=by, at=at)
    return report


@transaction.atomic
@only(rules.MAY)
def close_report(
    report: Report,
    outcome: Outcome,
    reason: str,
    *,
    late_reason: str = "",
    taken_over: bool = False,
    by: Staff,
    at: datetime,
) -> Report:
    """Decides what comes of it, and closes it.

    The case goes on when an investigation is opened (steps/investigations calls this, and says ``taken_over``) or
    it joined one; in every other outcome it is closed too, unless another report in it or a duty to answer waits.
    """
    hold(report)
    now = queries.situation(report, outcome, by, at, taken_over=taken_over)
    refuse_if(rules.obstacles_to_closing(now, outcome, reason=reason, late_reason=late_reason, at=at))
    report.outcome, report.outcome_reason, report.late_reason = outcome, reason.strip(), late_reason.strip()
    report.closed_at, report.closed_by = at, by
    report.save(update_fields=["outcome", "outcome_reason", "late_reason", "closed_at", "closed_by"])
    if report.case is None:
        return report
    law = children.PRELIMINARY_ASSESSMENT.citation if outcome in rules.DECIDED and now.is_childs else ""
    stop_clock(report.case, children.PRELIMINARY_ASSESSMENT, about=report.pk, by=by, at=at)
    record(report.case, words.Event[outcome.name], by=by, at=at, law=law)
    if _owes_feedback(report) and outcome in rules.FEEDBACK:
        start_clock(report.case, rules.FEEDBACK[outcome], about=report.pk, by=by, at=at)
    if outcome not in (Outcome.INVESTIGATE, Outcome.ALREADY_OPEN):
        _close_if_done(report.case, outcome.label, by=by, at=at)
    return report


def _owes_feedback(report: Report) -> bool:
    return report.wants_feedback and ReporterCategory(report.reporter_category).is_mandated


def _close_if_done(case: Case, reason: str, *, by: Staff, at: datetime) -> None:
    """Closes the case when nothing more waits in it: no report, no investigation, no duty."""
    waits = Report.objects.filter(case=case, closed_at=None)
    goes_on = Report.objects.filter(case=case, outcome=str(Outcome.INVESTIGATE))
    if not waits.exists() and not goes_on.exists():
        close_when_done(case, reason, by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def join_case(report: Report, case: Case, *, by: Staff, at: datetime) -> Report:
    """Moves a report into the case of an investigation that is already going on (called by investigations).

    ``by`` needs a key to both. The case the report came with is closed when nothing else waits in it.
    """
    former = report.case
    refuse_if(obstacles_to_handing_out(by, former) if former is not None else [])
    report.case = case
    report.save(update_fields=["case"])
    if former is not None and former.pk != case.pk:
        for clock in Clock.objects.filter(case=former, about=report.pk, stopped_at=None):
            move_clock(clock, case, by=by, at=at)
        record(former, words.Event.ALREADY_OPEN, by=by, at=at, law=children.PRELIMINARY_ASSESSMENT.citation)
        _close_if_done(former, Outcome.ALREADY_OPEN.label, by=by, at=at)
    return report


@transaction.atomic
@only(rules.MAY)
def route(report: Report, unit: Unit, reason: str, *, by: Staff, at: datetime) -> None:
    """Sends it on to another unit, with the reason. The one who sends it may lose sight of it."""
    on = swedish_day(at)
    takes = queries.receiving_units(on).filter(pk=unit.pk).exists()
    to = compartment_of(unit, on) if takes else None
    hold(report)
    now = queries.situation(report, Outcome.REFERRED, by, at)
    refuse_if(
        rules.obstacles_to_routing(
            now=now, same=to is not None and to.pk == report.compartment_id, takes=takes, reason=reason
        )
    )
    assert to is not None
    with connection.cursor() as cursor:
        cursor.execute(
            "select access.route_report(%s, %s, %s, %s)", [report.pk, new_id(), to.pk, reason.strip()]
        )
    if report.case is not None:
        record(report.case, words.Event.ROUTED, by=by, at=at)
        transfer(report.case, to, None, by=by, at=at)
