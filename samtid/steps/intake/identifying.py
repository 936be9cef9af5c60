"""Vem det gäller, vilka som finns nära, och den omedelbara skyddsbedömningen."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from samtid.base.dossier.actions import open_case, protect_opened, record, set_protection, stop_clock
from samtid.base.dossier.models import Case
from samtid.base.dossier.queries import about_child
from samtid.base.dossier.words import Need
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
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
from .arrival import count_clocks, hold
from .models import Report
from .words import Kind


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
