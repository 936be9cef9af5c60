"""Builders for tests: investigations, made through the same doors as in the program."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from samtid.base.access.identity import Identity, acting_as
from samtid.base.access.words import Purpose
from samtid.base.dossier.tests.make import ALVA
from samtid.base.dossier.words import Need
from samtid.base.organisation.models import Staff, Unit
from samtid.base.organisation.words import DecisionKind
from samtid.base.people.actions import Details as Person
from samtid.base.people.words import NumberKind
from samtid.steps.intake.tests.make import an_assessed_report, an_identified_report
from samtid.steps.intake.words import Channel, Kind, ReporterCategory
from samtid.steps.investigations import actions, queries
from samtid.steps.investigations.models import Investigation, Proposal
from samtid.steps.investigations.words import (
    Area,
    Basis,
    Method,
    Recommendation,
    ServiceCode,
    SourceKind,
)
from samtid.steps.parties.tests import make as each
from tests.log_in import lately

# Skatteverket's published test numbers
ELSA = Person(
    "Elsa",
    "Hed",
    number="193901308308",
    number_kind=NumberKind.PERSONNUMMER,
    address="Byvägen 4",
    locality="Piteå",
)
WHY = "Ta reda på hur Alva har det hemma och om hon behöver skydd eller stöd."


def _as(staff: Staff, at: datetime) -> Any:
    return acting_as(Identity(staff.pk, Purpose.WEB, at, lately()))


def a_childs_investigation(*, maja: Staff, bo: Staff, at: datetime, person: Person = ALVA) -> Investigation:
    """Opened by the reception (Maja) on a school's report, handed to Bo. Call it acting as anybody."""
    with _as(maja, at):
        report = an_assessed_report(by=maja, at=at, person=person)
        pk = actions.open_investigation(
            report,
            unit=Unit.objects.get(name="Utredning barn och unga"),
            caseworker=bo,
            method=Method.BBIC,
            reason=WHY,
            by=maja,
            at=at,
        )
    with _as(bo, at):
        return queries.investigations(bo).get(pk=pk)


def an_elders_investigation(*, maja: Staff, ulf: Staff, at: datetime, person: Person = ELSA) -> Investigation:
    """An application for help at home, handed by the reception to Ulf."""
    said = {
        "need": Need.ELDERLY,
        "kind": Kind.APPLICATION,
        "channel": Channel.PHONE,
        "text": "Jag ramlade i badrummet och vågar inte duscha själv.",
        "reporter_category": ReporterCategory.SELF,
        "wants_feedback": False,
    }
    with _as(maja, at):
        report = an_identified_report(by=maja, at=at, person=person, **said)
        pk = actions.open_investigation(
            report,
            unit=Unit.objects.get(name="Biståndsbedömning"),
            caseworker=ulf,
            method=Method.IBIC,
            reason="Ta reda på vilken hjälp Elsa behöver för att duscha tryggt.",
            by=maja,
            at=at,
        )
    with _as(ulf, at):
        return queries.investigations(ulf).get(pk=pk)


def investigated(investigation: Investigation, *, by: Staff, at: datetime) -> Investigation:
    """Everything that must be there before a proposal. ``by`` is acting."""
    actions.plan(investigation, "Samtal med barnet, föräldrarna och skolan. Hembesök.", by=by, at=at)
    if investigation.concerns_child:
        each.informed(investigation, by=by, at=at)
        actions.hear_child(
            investigation,
            heard_at=at - timedelta(hours=1),
            text="«Jag vill att mamma ska vara glad igen.»",
            minutes=40,
            alone=True,
            by=by,
            at=at,
        )
    actions.add_finding(
        investigation,
        area=Area.BASIC_CARE if investigation.method == Method.BBIC else Area.SELF_CARE,
        text="Har kommit hungrig till skolan fyra av fem dagar.",
        source="Kurator på Björkskolan",
        source_kind=SourceKind.SCHOOL,
        obtained_at=at - timedelta(hours=2),
        by=by,
        at=at,
    )
    return investigation


def a_proposal(investigation: Investigation, *, by: Staff, at: datetime, **said: Any) -> Proposal:
    """A proposal to grant help, communicated and answered."""
    investigated(investigation, by=by, at=at)
    child = investigation.concerns_child
    proposal = actions.propose(
        investigation,
        **(
            {
                "assessment": "Behoven är större än vad familjen klarar utan stöd just nu.",
                "best_interests": "Bäst för Alva är att bo hemma med stöd, vilket hon själv vill."
                if child
                else "",
                "recommendation": Recommendation.GRANT,
                "proposal": "Familjebehandling två gånger i veckan."
                if child
                else "Hjälp att duscha två gånger i veckan.",
                "kind": DecisionKind.OPEN_CARE if child else DecisionKind.HOME_CARE,
                "service_code": ServiceCode.FAMILY_TREATMENT if child else ServiceCode.HOME_CARE_PERSONAL,
                "legal_basis": Basis.SOL_11_1,
            }
            | said
        ),
        by=by,
        at=at,
    )
    each.communicated(proposal, last_day=(at + timedelta(days=10)).date(), by=by, at=at)
    return proposal
