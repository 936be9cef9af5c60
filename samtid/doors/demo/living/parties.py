"""Parterna: where there are several, each is told, heard and served apart; some guardians do not agree."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from samtid.base.dossier.models import Case
from samtid.base.organisation.models import Staff
from samtid.steps.decisions import actions as decisions
from samtid.steps.decisions.words import Consent, DecisionOutcome
from samtid.steps.decisions.words import Told as Reached
from samtid.steps.investigations import actions
from samtid.steps.investigations.words import Told
from samtid.steps.parties import actions as parties
from samtid.steps.parties import queries, rules
from samtid.steps.parties.models import Deed
from samtid.steps.parties.rules import Line, Parties, Party
from samtid.steps.parties.words import Exempt, Kind, Role, Way

from . import texts
from .scene import Matter, Scene, day
from .stamping import as_one

SAID = "Har varit med på mötena och har redan sett allt som står i underlaget."
FAMILY = "family_treatment"
SCOPE = "Insatsen enligt förslaget, till uppföljningen, och kontakt med skolan."
SPLIT = 0.2  # of the pairs of guardians in the demonstration
WAYS = {Reached.LETTER: Way.LETTER, Reached.DIGITAL: Way.DIGITAL, Reached.READ_ALOUD: Way.PHONE}


def _way(party: Party, way: Way) -> Way:
    """A letter goes to nobody whose place is hidden."""
    if way is not Way.LETTER:
        return way
    if party.is_protected:
        return Way.AGENCY
    return Way.HANDED if party.hides_place else way


def _lines(who: Parties, at: datetime, way: Way, last_day: date | None = None) -> list[Line]:
    return [Line(party=one.key, at=at, way=_way(one, way), last_day=last_day) for one in who.acting]


def _held(case: Case, by: Staff, who: Parties, proposal: UUID, at: datetime) -> list[rules.Standing]:
    with as_one(by, at):  # what waits to be written is sent before it is read, and some of it asks when it is
        return rules.standings(who, queries.noted(list(queries.deeds(by, case))), proposal=proposal)


def told(scene: Scene, matter: Matter, how: Told, *, by: Staff, at: datetime) -> None:
    """Those affected know of the investigation; of two guardians some consent and some do not."""
    found = matter.investigation
    assert found is not None
    who = queries.who(by, found.case, day(at))
    if not who.are_several:
        scene.do(matter, actions.inform_affected, found, informed_at=at, how=how, by=by, at=at)
        return
    scene.do(matter, parties.inform, found, _lines(who, at, Way(str(how))), by=by, at=at)
    found.refresh_from_db(fields=["informed_at", "informed_how", "not_informed_reason"])
    guardians = [one for one in who.acting if one.role is Role.GUARDIAN]
    if len(guardians) == 2 and matter.keys.random() < SPLIT:
        for one, kind in zip(guardians, (Kind.CONSENTED, Kind.DECLINED), strict=True):
            _consent(scene, matter, found.case, one, kind, FAMILY, by=by, at=at)


def _consent(
    scene: Scene, matter: Matter, case: Case, one: Party, kind: Kind, code: str, *, by: Staff, at: datetime
) -> None:
    scene.do(matter, parties.consent, case, one.key, kind, SCOPE, subject=code, said_at=at, by=by, at=at)


def agreed(scene: Scene, matter: Matter, *, by: Staff, at: datetime) -> None:
    """Before a delegate grants, each guardian has said yes to that service; who said no to it has come round."""
    decision = matter.decision
    assert decision is not None
    if decision.consent != Consent.GUARDIANS or not DecisionOutcome(decision.outcome).grants:
        return
    code = decision.service_code if decision.service_code in queries.SERVICES else ""
    with as_one(by, at):
        found = queries.standing(by, decision.case, day(at)).found
    for one in found:
        said = one.consent_to(code)
        if one.party.role is Role.GUARDIAN and (said is None or said.kind is not Kind.CONSENTED):
            _consent(scene, matter, decision.case, one.party, Kind.CONSENTED, code, by=by, at=at)


def sent(
    scene: Scene, matter: Matter, how: Told | None, last_day: date | None, *, by: Staff, at: datetime
) -> None:
    """The material is communicated, or (``how`` None) plainly needless."""
    proposal = matter.proposal
    assert proposal is not None
    who = queries.who(by, proposal.case, day(at))
    if not who.are_several:
        scene.do(
            matter,
            actions.communicate,
            proposal,
            communicated_at=at if how else None,
            how=how,
            answer_by=last_day if how else None,
            not_communicated_reason="" if how else texts.NOT_COMMUNICATED,
            by=by,
            at=at,
        )
        return
    lines = (
        _lines(who, at, Way(str(how)), last_day)
        if how
        else [
            Line(party=one.key, exempt=Exempt.UNNECESSARY, why=texts.NOT_COMMUNICATED) for one in who.acting
        ]
    )
    scene.do(matter, parties.communicate, proposal, lines, by=by, at=at)


def answered(scene: Scene, matter: Matter, text: str, *, by: Staff, at: datetime) -> None:
    """Each answers; who has become a party since, has seen it all the same."""
    proposal = matter.proposal
    assert proposal is not None
    who = queries.who(by, proposal.case, day(at))
    if not who.are_several:
        return
    found = _held(proposal.case, by, who, proposal.pk, at)
    late = [one.party for one in found if one.party.acts and one.communicated is None]
    if late:
        lines = [Line(party=one.key, exempt=Exempt.UNNECESSARY, why=SAID) for one in late]
        scene.do(matter, parties.communicate, proposal, lines, by=by, at=at)
    for one in found:
        had = one.communicated
        if had is not None and had.kind is Kind.COMMUNICATED and one.answered is None:
            deed = Deed.objects.select_related("case__dossier__person", "proposal").get(pk=had.pk)
            scene.do(matter, parties.answer, deed, at, text, by=by, at=at)


def reached(scene: Scene, matter: Matter, how: Reached, *, by: Staff, at: datetime) -> None:
    """The decision has reached each one."""
    decision = matter.decision
    assert decision is not None
    who = queries.who(by, decision.case, queries.day_of(decision))
    if not who.are_several:
        scene.do(matter, decisions.notify, decision, at, how, by=by, at=at)
        return
    lines = _lines(who, at, WAYS.get(how, Way.HANDED))
    scene.do(matter, parties.serve, decision, lines, by=by, at=at)
