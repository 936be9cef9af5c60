"""Vad tidigare rum väntar på: each earlier verb asks here what it must wait for, party by party."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from samtid.base.access.viewing import seen_by
from samtid.base.organisation.models import Staff
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import Obstacle
from samtid.steps.decisions.models import Decision
from samtid.steps.decisions.words import Consent, DecisionOutcome
from samtid.steps.investigations.models import Investigation, Proposal
from samtid.steps.investigations.queries import is_communicated, proposals

from . import rules
from .models import Deed
from .queries import (
    SERVICES,
    People,
    day_of,
    deeds,
    heard_on,
    noted,
    people,
    service,
    standing,
    told_by_the_case,
    who,
)
from .words import Kind


def before_informing(viewer: Staff, investigation: Investigation, on: date) -> list[Obstacle]:
    """What it waits for to say that those affected know."""
    if not investigation.concerns_child:
        return []
    now = standing(viewer, investigation.case, on, investigation=investigation.pk)
    return rules.obstacles_until_informed(now.who, now.found)


def before_communicating(viewer: Staff, proposal: Proposal, on: date) -> list[Obstacle]:
    """What it waits for to say that the material is communicated."""
    now = standing(viewer, proposal.case, on, proposal=proposal.pk)
    return rules.obstacles_until_communicated(now.who, now.found)


def before_deciding(viewer: Staff, investigation: Investigation, on: date) -> list[Obstacle]:
    """What a decision waits for: each knows of the investigation, has had the material, and has had time to answer."""
    everybody = people(viewer, investigation.case, on)
    parties = everybody.on(heard_on(investigation, on))
    latest = proposals(viewer, investigation).first() if parties.are_several else None
    if latest is None:
        return []
    rows = noted(list(deeds(viewer, investigation.case)))
    found = rules.standings(parties, rows, investigation=investigation.pk, proposal=latest.pk)
    sent = frozenset(one.party for one in rows if one.about == latest.pk)
    heard = _by_the_case(everybody, is_communicated(latest), latest.communicated_at or latest.at, sent)
    told = frozenset(one.party for one in rows if one.about == investigation.pk)
    knows = bool(investigation.informed_at or investigation.not_informed_reason)
    began = investigation.informed_at or investigation.opened_at
    informed = _by_the_case(everybody, knows, began, told)
    waits = [one for one in found if one.party.key not in informed]
    # when it has ended nobody can be told of it any longer
    is_over = investigation.closed_at is not None or not investigation.concerns_child
    before = [] if is_over else rules.obstacles_until_informed(parties, waits)
    return before + rules.obstacles_until_heard(
        parties, [one for one in found if one.party.key not in heard], on
    )


def _by_the_case(everybody: People, is_done: bool, at: datetime, apart: frozenset[UUID]) -> frozenset[UUID]:
    """Those who were reached when the case's own note was made, with no row of their own.

    It was made before this room, or while there was one party: the room itself makes it only when each has a row.
    Somebody the case did not know of then was not reached by it.
    """
    if not is_done:
        return frozenset()
    then = everybody.on(swedish_day(at), known=at).acting
    return frozenset(one.key for one in then) - apart


def before_signing(viewer: Staff, decision: Decision, on: date) -> list[Obstacle]:
    """What a delegate's signature waits for: nobody grants on a consent that one has not given, to this very service."""
    grants = DecisionOutcome(decision.outcome).grants
    if not grants or decision.consent not in (Consent.GUARDIANS, Consent.CHILD):
        return []
    now = standing(viewer, decision.case, on, today=on)
    subject = decision.service_code if decision.service_code in SERVICES else ""
    of_guardians = decision.consent == Consent.GUARDIANS
    return rules.obstacles_of_consent(now.found, subject, service(subject), of_guardians=of_guardians)


def before_notifying(viewer: Staff, decision: Decision, on: date) -> list[Obstacle]:
    """What it waits for to say that the decision has reached all: those who were parties when it was made."""
    now = standing(viewer, decision.case, day_of(decision), today=on, decision=decision.pk)
    return rules.obstacles_until_served(now.who, now.found)


def before_final(viewer: Staff, decision: Decision, on: date) -> list[Obstacle]:
    """What final force waits for: where one's service was noted wrongly that one's time has not begun."""
    everybody = people(viewer, decision.case, on)
    parties = everybody.on(day_of(decision))
    rows = noted(list(deeds(viewer, decision.case))) if parties.are_several else []
    reached = told_by_the_case(viewer, decision, everybody, rows) if parties.are_several else frozenset()
    found = rules.standings(parties, rows, decision=decision.pk)
    return rules.obstacles_until_served(parties, [one for one in found if one.party.key not in reached])


def before_appealing(viewer: Staff, decision: Decision, on: date) -> list[Obstacle]:
    """Of several it is said which one appeals: each has a time of their own."""
    said = "Var och en har sin egen tid att överklaga. Skriv vem som överklagar, från sidan Parter."
    return _of_several(viewer, decision, on, said, rules.APPEALED)


def before_correcting_notice(viewer: Staff, decision: Decision, on: date) -> list[Obstacle]:
    """The day of the decision is the last one's: it is corrected where each one's is noted."""
    said = "Var och en har sin egen dag. Rätta anteckningen om den det gäller på sidan Parter; då räknas tiden om."
    return _of_several(viewer, decision, on, said, rules.NOTIFY)


def _of_several(viewer: Staff, decision: Decision, on: date, said: str, law: str) -> list[Obstacle]:
    return rules.obstacles_of_several(who(viewer, decision.case, day_of(decision), on), said, law)


def before_correcting_informed(viewer: Staff, investigation: Investigation, on: date) -> list[Obstacle]:
    """When those affected were told is when each was."""
    said = "Anteckna eller rätta när var och en informerades på sidan Parter; utredningens dag följer med."
    return rules.obstacles_of_several(who(viewer, investigation.case, on), said, rules.INFORM)


def before_answering(viewer: Staff, proposal: Proposal, on: date) -> list[Obstacle]:
    """What each was sent, each answers. What the case itself sent is answered there."""
    if not seen_by(viewer, Deed).filter(proposal=proposal, kind=Kind.COMMUNICATED).exists():
        return []
    said = "Var och en svarar för sig. Skriv svaret vid den parten på sidan Parter."
    return rules.obstacles_of_several(who(viewer, proposal.case, on), said, rules.COMMUNICATE)
