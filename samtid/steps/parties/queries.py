"""Parterna, som tittaren får se dem. The wall in the database decides; these ask, and the rules read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from samtid.base.access.viewing import seen_by
from samtid.base.dossier.models import Case
from samtid.base.organisation.models import Staff
from samtid.base.people.models import Person, Relation
from samtid.base.people.words import Bond, Protection
from samtid.ground.law.appeals import APPEAL
from samtid.ground.law.days import swedish_day
from samtid.steps.decisions.letters import PARTIES, unseen
from samtid.steps.decisions.models import Decision, DecisionLetter
from samtid.steps.decisions.queries import decisions_of
from samtid.steps.decisions.rules import goes_against, may_appeal
from samtid.steps.decisions.words import DecisionOutcome, Way
from samtid.steps.investigations.models import Investigation, Proposal
from samtid.steps.investigations.queries import investigations, proposals
from samtid.steps.investigations.words import Basis, ServiceCode

from . import rules
from .models import Deed
from .rules import Noted, One, Parties, Party, Standing
from .words import Kind


def case(viewer: Staff, pk: UUID) -> QuerySet[Case]:
    """The case, if the viewer has a key to it."""
    return seen_by(viewer, Case).filter(pk=pk).select_related("dossier__person", "caseworker")


def deeds(viewer: Staff, case: Case) -> QuerySet[Deed]:
    """What has been noted about the parties of a case, the newest first."""
    return seen_by(viewer, Deed).filter(case=case).select_related("by").order_by("-noted_at", "-pk")


@dataclass(frozen=True, slots=True)
class Near:
    """En person som ärendet har antecknat som nära, with the days the bond holds and when the case noted it."""

    one: One
    bond: Bond
    valid_from: date
    valid_to: date | None
    noted_at: datetime | None

    def is_on(self, day: date) -> bool:
        """Whether the bond holds that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class People:
    """De som kan vara parter i ett ärende, asked once for every day that is asked about."""

    person: One
    near: tuple[Near, ...]
    today: date | None = None

    def on(self, day: date, *, known: datetime | None = None) -> Parties:
        """Who are parties that day; with ``known`` only those the case had noted before then."""
        found = dict.fromkeys(
            (one.one, one.bond)
            for one in self.near
            if one.is_on(day) and (known is None or one.noted_at is None or one.noted_at < known)
        )
        return rules.parties(
            self.person,
            guardians=[one for one, bond in found if bond is Bond.GUARDIAN],
            representatives=[one for one, bond in found if bond is Bond.LEGAL_REPRESENTATIVE],
            on=day,
            today=None if self.today is None else max(day, self.today),
        )

    @property
    def names(self) -> dict[UUID, str]:
        """What each is called, also who is no party any longer."""
        return {self.person.key: self.person.name} | {one.one.key: one.one.name for one in self.near}


def people(viewer: Staff, case: Case, today: date | None = None) -> People:
    """Those the case has noted near who may be parties. ``today``: nobody who has died by then is waited for."""
    person = case.dossier.person
    # asked apart: somebody near may be protected and not seen, and is a party all the same
    held = seen_by(viewer, Relation).filter(
        case_id=case.pk, person=person, bond__in=PARTIES, is_mistaken=False
    )
    rows = list(held.order_by("pk").values_list("other_id", "bond", "valid_from", "valid_to", "noted_at"))
    seen = seen_by(viewer, Person).in_bulk([row[0] for row in rows]) if rows else {}
    near = [
        Near(
            _one(known) if (known := seen.get(row[0])) else _unseen(row[0], Bond(row[1])),
            Bond(row[1]),
            *row[2:],
        )
        for row in rows
    ]
    return People(_one(person), tuple(near), today)


def who(viewer: Staff, case: Case, on: date, today: date | None = None) -> Parties:
    """Who are parties in a case on a day, as the case has noted those near."""
    return people(viewer, case, today).on(on)


def _one(person: Person) -> One:
    return One(
        key=person.pk,
        name=person.name,
        born_on=person.born_on,
        is_protected=Protection(person.protection) != Protection.NONE,
        hides_place=person.hides_place,
        died_on=person.died_on,
    )


def _unseen(key: UUID, bond: Bond) -> One:
    return One(key=key, name=unseen(bond).name, is_protected=True, hides_place=True)


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
    """Ett beslut, with those who were parties the day it was made."""

    decision: Decision
    rows: list[Served]

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
    found = rules.standings(everybody.on(day_of(decision)), rows, decision=decision.pk)
    acting = [one for one in found if one.party.acts]
    appeals = is_appealed(decision)

    def way(name: str) -> str:
        # a letter keeps its reader's name: of namesakes it is not said whose went how
        ways = [way for to, way in sent if to == name]
        alone = len(ways) == 1 == sum(one.party.name == name for one in acting)
        return Way.label_of(ways[0]) if alone else ""

    return Decided(
        decision,
        [
            Served(one, way(one.party.name), appeal_until(one.served) if appeals and one.served else None)
            for one in acting
        ],
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
    due = APPEAL.due(served.at)
    return due.rolled or due.legal


def day_of(decision: Decision) -> date:
    """The day whose parties a decision concerns."""
    return decision.decided_on or swedish_day(decision.prepared_at)
