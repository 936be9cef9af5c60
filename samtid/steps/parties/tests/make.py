"""Builders for tests: what is done with the parties, for each apart where there are several."""

from __future__ import annotations

from datetime import date, datetime

from samtid.base.organisation.models import Staff
from samtid.ground.law.days import swedish_day
from samtid.steps.decisions.models import Decision
from samtid.steps.investigations import actions as inquiring
from samtid.steps.investigations.models import Investigation, Proposal
from samtid.steps.investigations.words import Told
from samtid.steps.parties import actions, queries
from samtid.steps.parties.rules import Line, Parties
from samtid.steps.parties.words import Exempt, Kind, Role, Way


def lines(who: Parties, at: datetime, *, last_day: date | None = None, way: Way = Way.MEETING) -> list[Line]:
    """A line for each of those who act."""
    return [Line(party=one.key, at=at, way=way, last_day=last_day) for one in who.acting]


def informed(investigation: Investigation, *, by: Staff, at: datetime) -> None:
    """Those affected know of the investigation. ``by`` is acting."""
    who = queries.who(by, investigation.case, swedish_day(at))
    if who.are_several:
        actions.inform(investigation, lines(who, at, way=Way.PHONE), by=by, at=at)
        investigation.refresh_from_db(fields=["informed_at", "informed_how", "not_informed_reason"])
    else:
        inquiring.inform_affected(investigation, informed_at=at, how=Told.PHONE, by=by, at=at)


def communicated(proposal: Proposal, *, last_day: date, by: Staff, at: datetime) -> None:
    """Each has had the material and has answered. ``by`` is acting."""
    who = queries.who(by, proposal.case, swedish_day(at))
    if not who.are_several:
        inquiring.communicate(
            proposal, communicated_at=at, how=Told.MEETING, answer_by=last_day, by=by, at=at
        )
        inquiring.answer(proposal, "Det låter bra, vi vill ha hjälpen.", answered_at=at, by=by, at=at)
        return
    for sent in actions.communicate(proposal, lines(who, at, last_day=last_day), by=by, at=at):
        assert sent.kind == Kind.COMMUNICATED
        actions.answer(sent, at, "Det låter bra.", by=by, at=at)
    proposal.refresh_from_db()


def served(decision: Decision, *, by: Staff, at: datetime) -> None:
    """Each has got to know the decision. ``by`` is acting."""
    who = queries.who(by, decision.case, queries.day_of(decision))
    actions.serve(decision, lines(who, at, way=Way.HANDED), by=by, at=at)


def agreed(decision: Decision, *, by: Staff, at: datetime) -> None:
    """Each guardian consents to the service of a draft. ``by`` is acting."""
    for one in queries.who(by, decision.case, swedish_day(at)).found:
        if one.role is Role.GUARDIAN:
            scope = "Till och med våren"
            code = decision.service_code
            actions.consent(
                decision.case, one.key, Kind.CONSENTED, scope, subject=code, said_at=at, by=by, at=at
            )


def heard(investigation: Investigation, *, by: Staff, at: datetime) -> None:
    """Those who have become parties since know of it, and have seen the latest proposal. ``by`` is acting."""
    who = queries.who(by, investigation.case, swedish_day(at))
    proposal = Proposal.objects.filter(investigation=investigation).latest("at")
    found = queries.standing(
        by, investigation.case, swedish_day(at), investigation=investigation.pk, proposal=proposal.pk
    ).found
    late = {one.party.key for one in found if one.party.acts and one.communicated is None}
    told = [line for line in lines(who, at) if line.party in late]
    actions.inform(investigation, told, by=by, at=at)
    said = "Har redan sett allt som står i underlaget."
    spared = [Line(party=key, exempt=Exempt.UNNECESSARY, why=said) for key in late]
    actions.communicate(proposal, spared, by=by, at=at)
