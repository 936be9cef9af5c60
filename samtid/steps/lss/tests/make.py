"""Builders for tests: an application by LSS, its draft, and what it is weighed on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from samtid.base.access.identity import Identity, acting_as
from samtid.base.access.words import Purpose
from samtid.base.dossier.models import Case
from samtid.base.dossier.words import Need
from samtid.base.organisation.models import Staff, Unit
from samtid.base.organisation.words import DecisionKind
from samtid.base.people.actions import Details
from samtid.base.people.words import NumberKind
from samtid.steps.decisions import actions as deciding
from samtid.steps.decisions.models import Decision
from samtid.steps.decisions.words import DecisionOutcome
from samtid.steps.intake.tests.make import an_identified_report
from samtid.steps.intake.words import Channel, Kind, ReporterCategory
from samtid.steps.investigations import actions as inquiring
from samtid.steps.investigations import queries as inquiries
from samtid.steps.investigations.tests.make import a_proposal
from samtid.steps.investigations.words import Basis, Method, ServiceCode
from samtid.steps.lss import actions
from samtid.steps.lss.models import GroupAssessment, Weighing
from samtid.steps.lss.rules import Assessed, Weighed
from samtid.steps.lss.words import Answer, AskedBy, Group, Otherwise, Residence
from tests.log_in import lately

# Skatteverket's published test number
TORE = Details(
    "Tore",
    "Hed",
    number="193901308308",
    number_kind=NumberKind.PERSONNUMMER,
    address="Byvägen 4",
    locality="Piteå",
)
REASON = "Läkarintyget och psykologens utredning visar autism sedan barndomen."
WHY = "Ett nytt intyg har kommit, som säger något annat."


def an_application(*, maja: Staff, ulf: Staff, at: datetime) -> Decision:
    """The investigation of an application for a contact person by LSS, opened by the reception and handed to Ulf."""
    said = {
        "need": Need.DISABILITY,
        "kind": Kind.APPLICATION,
        "channel": Channel.PHONE,
        "text": "Jag vill ha någon att göra saker med.",
        "reporter_category": ReporterCategory.SELF,
        "wants_feedback": False,
    }
    with acting_as(Identity(maja.pk, Purpose.WEB, at, lately())):
        report = an_identified_report(by=maja, at=at, person=TORE, **said)
        pk = inquiring.open_investigation(
            report,
            unit=Unit.objects.get(name="Biståndsbedömning"),
            caseworker=ulf,
            method=Method.IBIC,
            reason="Ta reda på vilket stöd Tore behöver för att komma ut.",
            by=maja,
            at=at,
        )
    with acting_as(Identity(ulf.pk, Purpose.WEB, at, lately())):
        return inquiries.investigations(ulf).get(pk=pk)


def a_draft(investigation: Any, *, by: Staff, at: datetime, **said: Any) -> Decision:
    """A draft of a contact person by LSS. ``by`` is acting."""
    of = {
        "kind": DecisionKind.OTHER_SERVICE,
        "service_code": ServiceCode.LSS_CONTACT,
        "legal_basis": Basis.LSS_9,
    }
    a_proposal(investigation, by=by, at=at, proposal="Kontaktperson varannan vecka.", **of)
    return deciding.prepare(investigation, a_text(at, **said), by=by, at=at)


def a_text(at: datetime, **said: Any) -> deciding.Text:
    """A contact person by LSS is granted."""
    return deciding.Text(
        **{
            "kind": DecisionKind.OTHER_SERVICE,
            "service_code": "lss_contact",
            "outcome": DecisionOutcome.GRANTED,
            "content": "Tore får en kontaktperson varannan vecka.",
            "reasons": "Tore har ingen att gå ut med och klarar det inte på egen hand.",
            "legal_basis": Basis.LSS_9,
            "extent": "varannan vecka",
            "valid_from": at.date() + timedelta(days=7),
            "goal": "Tore kommer ut varannan vecka.",
            "follow_up_on": at.date() + timedelta(days=90),
        }
        | said
    )


def assessed(case: Case, *, by: Staff, at: datetime, **said: Any) -> GroupAssessment:
    """Who belongs to the first group, unless something else is said."""
    whole = {"answer": Answer.BELONGS, "group": Group.FIRST, "reason": REASON} | said
    return actions.assess_group(case, Assessed(**whole), by=by, at=at)


def weighed(decision: Decision, *, by: Staff, at: datetime, **said: Any) -> Weighing:
    """A measure that is needed and not met otherwise."""
    whole = {
        "asked_by": AskedBy.SELF,
        "residence": Residence.HERE,
        "need": "Tore har ingen att göra saker med på fritiden.",
        "otherwise": Otherwise.NO,
        "good_living": "Andra i hans ålder går ut med vänner varje vecka.",
        "sol_note": "Kontaktperson enligt SoL har prövats och behövs inte heller.",
    } | said
    # as it is now: an assessment makes every draft another
    decision.refresh_from_db(fields=["version", "changed_at", "changed_by"])
    return actions.weigh(decision, Weighed(**whole), by=by, at=at)


def granted(decision: Decision, *, by: Staff, at: datetime) -> Decision:
    """Assessed, weighed and signed."""
    assessed(decision.case, by=by, at=at)
    weighed(decision, by=by, at=at)
    return deciding.sign(decision, by=by, at=at)
