"""Parterna, som tittaren får se dem. The wall in the database decides; these ask, and the rules read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from samtid.base.access.viewing import seen_by
from samtid.base.dossier.models import Case
from samtid.base.organisation.models import Staff
from samtid.base.people.models import Person, Relation
from samtid.base.people.words import Bond, Protection
from samtid.ground.law.appeals import APPEAL
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import Obstacle
from samtid.steps.decisions.letters import PARTIES, unseen
from samtid.steps.decisions.models import Decision, DecisionLetter
from samtid.steps.decisions.queries import decisions_of
from samtid.steps.decisions.rules import goes_against, may_appeal
from samtid.steps.decisions.words import Consent, DecisionOutcome, Way
from samtid.steps.investigations.models import Investigation, Proposal
from samtid.steps.investigations.queries import investigations, proposals
from samtid.steps.investigations.words import Basis

from . import rules
from .models import Deed
from .rules import Noted, One, Parties, Standing
from .words import Kind


def case(viewer: Staff, pk: UUID) -> QuerySet[Case]:
    """The case, if the viewer has a key to it."""
    return seen_by(viewer, Case).filter(pk=pk).select_related("dossier__person", "caseworker")


def deeds(viewer: Staff, case: Case) -> QuerySet[Deed]:
    """What has been noted about the parties of a case, the newest first."""
    return seen_by(viewer, Deed).filter(case=case).select_related("by").order_by("-noted_at", "-pk")


def who(viewer: Staff, case: Case, on: date) -> Parties:
    """Who are parties in a case on a day, as the case has noted those near."""
    person = case.dossier.person
    # asked apart: somebody near may be protected and not seen, and is a party all the same
    near = seen_by(viewer, Relation).on(on).filter(case_id=case.pk, person=person, bond__in=PARTIES)  # type: ignore[attr-defined]
    bonds = dict.fromkeys(near.order_by("pk").values_list("other_id", "bond"))
    seen = seen_by(viewer, Person).in_bulk([other for other, _ in bonds]) if bonds else {}
    by_bond: dict[str, list[One]] = {}
    for other, bond in bonds:
        known = seen.get(other)
        by_bond.setdefault(bond, []).append(_one(known) if known else _unseen(other, Bond(bond)))
    return rules.parties(
        _one(person),
        guardians=by_bond.get(str(Bond.GUARDIAN), []),
        representatives=by_bond.get(str(Bond.LEGAL_REPRESENTATIVE), []),
        on=on,
    )


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
    investigation: UUID | None = None,
    proposal: UUID | None = None,
    decision: UUID | None = None,
) -> Standings:
    """How far it has come with each. Where there is one party the case's own notes say it, and nothing is asked."""
    parties = who(viewer, case, on)
    rows = noted(list(deeds(viewer, case))) if parties.are_several else []
    found = rules.standings(parties, rows, investigation=investigation, proposal=proposal, decision=decision)
    return Standings(parties, found)


def before_informing(viewer: Staff, investigation: Investigation, on: date) -> list[Obstacle]:
    """What it waits for to say that those affected know."""
    now = standing(viewer, investigation.case, on, investigation=investigation.pk)
    return rules.obstacles_until_informed(now.who, now.found)


def before_communicating(viewer: Staff, proposal: Proposal, on: date) -> list[Obstacle]:
    """What it waits for to say that the material is communicated."""
    now = standing(viewer, proposal.case, on, proposal=proposal.pk)
    return rules.obstacles_until_communicated(now.who, now.found)


def before_deciding(viewer: Staff, investigation: Investigation, on: date) -> list[Obstacle]:
    """What a decision waits for. After an investigation that has ended, those who were parties when it did have been heard."""
    ended = investigation.closed_at
    parties = who(viewer, investigation.case, swedish_day(ended) if ended else on)
    latest = proposals(viewer, investigation).first() if parties.are_several else None
    if latest is None:
        return []
    found = rules.standings(parties, noted(list(deeds(viewer, investigation.case))), proposal=latest.pk)
    return rules.obstacles_until_heard(parties, found, on)


def before_signing(viewer: Staff, decision: Decision, on: date) -> list[Obstacle]:
    """What a delegate's signature waits for: nobody grants on the guardians' consent where one of them says no."""
    grants = DecisionOutcome(decision.outcome).grants
    if not grants or decision.consent != Consent.GUARDIANS:
        return []
    now = standing(viewer, decision.case, on)
    return rules.obstacles_of_consent(now.found)


def before_notifying(viewer: Staff, decision: Decision, on: date) -> list[Obstacle]:
    """What it waits for to say that the decision has reached all: those who were parties when it was made."""
    now = standing(viewer, decision.case, decision.decided_on or on, decision=decision.pk)
    return rules.obstacles_until_served(now.who, now.found)


@dataclass(frozen=True, slots=True)
class Row:
    """En rad på sidan Parter. ``sent`` is how this one's letter went; ``appeal_until`` this one's own last day."""

    standing: Standing
    sent: str
    appeal_until: date | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Sidan Parter: the parties with the latest investigation, proposal and decision of the case."""

    who: Parties
    rows: list[Row]
    split: str
    investigation: Investigation | None
    proposal: Proposal | None
    decision: Decision | None
    deeds: list[Deed]
    aside: frozenset[UUID]


def latest_decision(viewer: Staff, case: Case) -> Decision | None:
    """The last one made in the case."""
    return decisions_of(viewer, case).exclude(signed_at=None).first()


def sheet(viewer: Staff, case: Case, on: date) -> Sheet:
    """Everything the page shows, in as many questions however many parties there are."""
    parties = who(viewer, case, on)
    rows = list(deeds(viewer, case))
    inquiry = investigations(viewer).filter(case=case).first()
    proposal = proposals(viewer, inquiry).first() if inquiry else None
    decision = latest_decision(viewer, case)
    letters = (
        dict(seen_by(viewer, DecisionLetter).filter(decision=decision).values_list("to", "way"))
        if decision
        else {}
    )
    found = rules.standings(
        parties,
        noted(rows),
        investigation=inquiry.pk if inquiry else None,
        proposal=proposal.pk if proposal else None,
        decision=decision.pk if decision else None,
    )
    appeals = decision is not None and is_appealed(decision)
    return Sheet(
        who=parties,
        rows=[
            Row(
                one,
                Way.label_of(letters[one.party.name]) if one.party.name in letters else "",
                appeal_until(one.served) if appeals and one.served else None,
            )
            for one in found
        ],
        split=rules.split_consent(found),
        investigation=inquiry,
        proposal=proposal,
        decision=decision,
        deeds=rows,
        aside=frozenset(row.corrects_id for row in rows if row.corrects_id),
    )


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
