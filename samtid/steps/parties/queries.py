"""Parterna, som tittaren får se dem. The wall in the database decides; these ask, and the rules read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from samtid.base.access.viewing import seen_by
from samtid.base.dossier.models import Case
from samtid.base.organisation.models import Staff
from samtid.ground.law.appeals import APPEAL
from samtid.ground.law.days import swedish_day
from samtid.steps.decisions.models import Decision, DecisionLetter, Notification
from samtid.steps.decisions.queries import decisions_of, told_at
from samtid.steps.decisions.rules import goes_against, may_appeal
from samtid.steps.decisions.words import DecisionOutcome, Way
from samtid.steps.investigations.models import Investigation, Proposal
from samtid.steps.investigations.queries import gathered, investigations, proposals
from samtid.steps.investigations.words import Basis, ServiceCode

from . import rules
from .models import Deed
from .near import People as People
from .near import people as people
from .near import who as who
from .rules import Noted, Parties, Party, Standing
from .words import Kind


def case(viewer: Staff, pk: UUID) -> QuerySet[Case]:
    """The case, if the viewer has a key to it."""
    return seen_by(viewer, Case).filter(pk=pk).select_related("dossier__person", "caseworker")


def deeds(viewer: Staff, case: Case) -> QuerySet[Deed]:
    """What has been noted about the parties of a case, the newest first."""
    return seen_by(viewer, Deed).filter(case=case).select_related("by").order_by("-noted_at", "-pk")


def noted(rows: list[Deed]) -> list[Noted]:
    """The rows, newest first, as values for the rules, oldest first."""
    return [
        Noted(
            pk=row.pk,
            party=row.party_id,
            kind=Kind(row.kind),
            at=row.at,
            noted_at=row.noted_at,
            how=row.how,
            text=row.text,
            exempt=row.exempt,
            last_day=row.last_day,
            about=row.investigation_id or row.proposal_id or row.decision_id,
            corrects=row.corrects_id,
            refers=row.refers_id,
            subject=row.subject,
        )
        for row in reversed(rows)
    ]


@dataclass(frozen=True, slots=True)
class Standings:
    """Parterna och läget med var och en."""

    who: Parties
    found: list[Standing]


def standing(
    viewer: Staff,
    case: Case,
    on: date,
    *,
    today: date | None = None,
    investigation: UUID | None = None,
    proposal: UUID | None = None,
    decision: UUID | None = None,
) -> Standings:
    """How far it has come with each, of those who were parties ``on``."""
    parties = who(viewer, case, on, today)
    rows = noted(list(deeds(viewer, case))) if parties.found else []
    found = rules.standings(parties, rows, investigation=investigation, proposal=proposal, decision=decision)
    return Standings(parties, found)


def heard_on(investigation: Investigation, on: date) -> date:
    """The day whose parties are heard: after an investigation has ended, those who were parties when it did."""
    return swedish_day(investigation.closed_at) if investigation.closed_at else on


SERVICES = frozenset(str(one.value) for one in ServiceCode)


def service(code: str) -> str:
    """What is consented to, in a sentence."""
    return ServiceCode.label_of(code).lower() if code in SERVICES else "insatsen"


@dataclass(frozen=True, slots=True)
class Served:
    """En part och ett beslut. ``sent`` is how this one's letter went; ``appeal_until`` this one's own last day."""

    standing: Standing
    sent: str
    appeal_until: date | None


@dataclass(frozen=True, slots=True)
class Decided:
    """Ett beslut, with those who were parties the day its letters were written, and what was uncertain of them then."""

    decision: Decision
    rows: list[Served]
    doubts: tuple[str, ...] = ()

    @property
    def left(self) -> list[Party]:
        """Those of whom it is not noted that they have got to know it."""
        return [one.standing.party for one in self.rows if one.standing.served is None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Sidan Parter: the parties of the day with the latest investigation and proposal, and every decision of the case."""

    who: Parties
    rows: list[Standing]
    split: list[str]
    investigation: Investigation | None
    proposal: Proposal | None
    decided: list[Decided]
    deeds: list[Deed]
    aside: frozenset[UUID]
    names: dict[UUID, str]


def sheet(viewer: Staff, case: Case, on: date) -> Sheet:
    """Everything the page shows, in as many questions however many parties and decisions there are."""
    everybody = people(viewer, case, on)
    parties = everybody.on(on)
    rows = list(deeds(viewer, case))
    inquiry = investigations(viewer).filter(case=case).first()
    proposal = proposals(viewer, inquiry).first() if inquiry else None
    made = list(decisions_of(viewer, case).exclude(signed_at=None))
    values = noted(rows)
    found = rules.standings(
        parties,
        values,
        investigation=inquiry.pk if inquiry else None,
        proposal=proposal.pk if proposal else None,
    )
    sent: dict[UUID, list[tuple[str, str]]] = {}
    for about, to, way in (
        seen_by(viewer, DecisionLetter).filter(decision__in=made).values_list("decision_id", "to", "way")
        if made
        else ()
    ):
        sent.setdefault(about, []).append((to, way))
    return Sheet(
        who=parties,
        rows=found,
        split=rules.split_consent(found, service),
        investigation=inquiry,
        proposal=proposal,
        decided=[_decided(one, everybody, values, sent.get(one.pk, [])) for one in made],
        deeds=rows,
        aside=frozenset(row.corrects_id for row in rows if row.corrects_id),
        names=everybody.names,
    )


def _decided(
    decision: Decision, everybody: People, rows: list[Noted], sent: list[tuple[str, str]]
) -> Decided:
    who = everybody.on(day_of(decision))
    found = rules.standings(who, rows, decision=decision.pk)
    acting = [one for one in found if one.party.acts]

    def against(one: Standing) -> bool:
        """Whether it goes against this one: what is refused, and what is granted over a guardian's no (FL 42 §)."""
        said = one.consent_to(decision.service_code if decision.service_code in SERVICES else "")
        no = said is not None and said.kind not in rules.YES
        return is_appealed(decision) or (no and may_appeal(Basis(decision.legal_basis)))

    def way(name: str) -> str:
        # a letter keeps its reader's name: of namesakes it is not said whose went how
        ways = [way for to, way in sent if to == name]
        alone = len(ways) == 1 == sum(one.party.name == name for one in acting)
        return Way.label_of(ways[0]) if alone else ""

    return Decided(
        decision,
        [
            Served(
                one, way(one.party.name), appeal_until(one.served) if one.served and against(one) else None
            )
            for one in acting
        ],
        who.doubts,
    )


def decided(viewer: Staff, decision: Decision, today: date) -> Decided:
    """One decision with its parties."""
    everybody, rows = people(viewer, decision.case, today), noted(list(deeds(viewer, decision.case)))
    return _decided(decision, everybody, rows, [])


def consents(viewer: Staff, case: Case) -> list[Noted]:
    """The consents that are in force and not taken back, the newest first."""
    held = rules.in_force(noted(list(deeds(viewer, case))))
    back = {one.refers for one in held}
    return [one for one in reversed(held) if one.kind is Kind.CONSENTED and one.pk not in back]


def is_appealed(decision: Decision) -> bool:
    """Whether a time to appeal runs from when somebody got to know it."""
    return goes_against(DecisionOutcome(decision.outcome)) and may_appeal(Basis(decision.legal_basis))


def appeal_until(served: Noted) -> date | None:
    """One party's own last day: three weeks from that one's own service, weekends counted (FL 44 §)."""
    return _last_day(served.at)


def _last_day(told_at: datetime) -> date | None:
    due = APPEAL.due(told_at)
    return due.rolled or due.legal


def day_of(decision: Decision) -> date:
    """The day whose parties a decision concerns: the day it is signed, or the board's is registered, and its letters are written."""
    return swedish_day(decision.signed_at or decision.prepared_at)


def last_days(viewer: Staff, decision: Decision, today: date) -> dict[UUID | None, date | None]:
    """Each party's own last day to appeal, None where that one's time has not begun.

    Where nobody was served apart, the day of the case's own notice is everyone's whom the case had noted by then; and it is
    the day of whoever is no party (``None``), once it has reached all.
    """
    everybody = people(viewer, decision.case, today)
    rows = noted(list(deeds(viewer, decision.case)))
    found = rules.standings(everybody.on(day_of(decision)), rows, decision=decision.pk)
    told = told_at(viewer, decision)
    by_the_case = told_by_the_case(viewer, decision, everybody, rows)
    common = _last_day(told) if told else None
    own = {
        one.party.key: appeal_until(one.served)
        if one.served
        else (common if one.party.key in by_the_case else None)
        for one in found
        if one.party.acts
    }
    return {None: common} | own


def told_by_the_case(
    viewer: Staff, decision: Decision, everybody: People, rows: Sequence[Noted]
) -> frozenset[UUID]:
    """Those whom the case's own notice reached: the parties it had noted by then, where nobody was served apart."""
    first = seen_by(viewer, Notification).filter(decision=decision).first()
    if first is None or any(one.about == decision.pk for one in rows):
        return frozenset()
    return frozenset(one.key for one in everybody.on(day_of(decision), known=first.noted_at).acting)


def material(viewer: Staff, proposal: Proposal) -> str:
    """All the text that is sent when the material is communicated, to look at and never to be shown."""
    inquiry = proposal.investigation
    read = gathered(viewer, inquiry)
    said = seen_by(viewer, Deed).filter(proposal=proposal).exclude(text="").values_list("text", flat=True)
    parts = [
        *(inquiry.reason, inquiry.plan, proposal.assessment, proposal.best_interests, proposal.proposal),
        *(part for one in read.findings for part in (one.text, one.source)),
        *(part for one in read.voices for part in (one.text, one.not_heard_reason)),
        *said,
    ]
    return "\n".join(parts)
