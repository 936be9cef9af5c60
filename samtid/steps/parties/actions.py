"""Vad som kan göras med parterna: inform, communicate, answer, consent, serve, appeal – each apart – and correct beside.

When each one has been told the case's own note is made by the earlier room's verb, in the same transaction: what
the investigation and the decision say of *those affected* is true of every one of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from samtid.base.dossier.actions import record, start_local_clock, stop_clock, stop_local_clock
from samtid.base.dossier.models import Case
from samtid.base.dossier.words import LocalClock
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.ground.law.children import INFORM_AFFECTED
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import Obstacle, refuse_if
from samtid.steps.decisions import actions as deciding
from samtid.steps.investigations import actions as inquiring
from samtid.steps.investigations.models import Investigation, Proposal
from samtid.steps.investigations.queries import is_communicated
from samtid.steps.investigations.words import Outcome, Told

from . import noting, queries, rules, words
from .after import appeal as appeal
from .after import serve as serve
from .models import Deed
from .rules import Line
from .words import Kind, Way

TOLD = {
    Way.MEETING: Told.MEETING,
    Way.HANDED: Told.MEETING,
    Way.PHONE: Told.PHONE,
    Way.LETTER: Told.LETTER,
    Way.RECEIPT: Told.LETTER,
    Way.AGENCY: Told.LETTER,
    Way.DIGITAL: Told.DIGITAL,
}
APART = "Parterna har svarat var för sig. Svaren står på sidan Parter."
LATER = "En part informerades senare. Var och ens dag står på sidan Parter."


@transaction.atomic
@only(rules.MAY)
def inform(investigation: Investigation, lines: Sequence[Line], *, by: Staff, at: datetime) -> list[Deed]:
    """Notes for each party when they got to know of the investigation, or why not yet (SoL 20:4)."""
    now = Investigation.objects.select_for_update(of=("self",)).get(pk=investigation.pk)
    case, who = investigation.case, queries.who(by, investigation.case, swedish_day(at))
    before = noting.standing(case, who, by=by, investigation=investigation.pk)
    held = {one.party.key: one.informed.kind for one in before if one.informed}
    refuse_if(
        rules.obstacles_to_informing(
            lines, who, began=now.opened_at, closed_at=now.closed_at, held=held, at=at
        )
        + ([] if now.concerns_child else [rules.OF_CHILDREN])
        + noting.tells(case, lines, by=by)
    )
    made = noting.note(
        case,
        who,
        [(line, Kind.INFORMED if line.at else Kind.NOT_INFORMED) for line in lines],
        by=by,
        at=at,
        investigation=investigation,
    )
    record(case, words.Event.INFORMED, by=by, at=at, law=rules.INFORM)
    found = noting.standing(case, who, by=by, investigation=investigation.pk)
    told = [one.informed for one in found if one.informed and one.informed.kind is Kind.INFORMED]
    waits = [one.informed.text for one in found if one.informed and one.informed.kind is Kind.NOT_INFORMED]
    if not all(one.informed for one in found if one.party.acts):
        return made
    last = max(told, key=lambda one: one.at, default=None)
    if now.informed_at is not None and last is not None and last.at != now.informed_at:
        how = TOLD[Way(last.how)]
        inquiring.correct_informed(now, informed_at=last.at, how=how, reason=LATER, apart=True, by=by, at=at)
    elif now.informed_at is None and (told or not now.not_informed_reason):
        inquiring.inform_affected(
            now,
            informed_at=last.at if last else None,
            how=TOLD[Way(last.how)] if last else None,
            not_informed_reason="\n\n".join(dict.fromkeys(waits)),
            by=by,
            at=at,
        )
    # also where a reason was set aside and written anew
    stop_clock(case, INFORM_AFFECTED, about=investigation.pk, by=by, at=at)
    return made


@transaction.atomic
@only(rules.MAY)
def communicate(proposal: Proposal, lines: Sequence[Line], *, by: Staff, at: datetime) -> list[Deed]:
    """Notes for each party when they had the material and their last day to answer, or the exemption (FL 25 §)."""
    inquiry = Investigation.objects.select_for_update(of=("self",)).get(pk=proposal.investigation_id)
    case, on = proposal.case, swedish_day(at)
    who = queries.who(by, case, queries.heard_on(inquiry, on), on)
    before = noting.standing(case, who, by=by, proposal=proposal.pk)
    held = {one.party.key: one.communicated.kind for one in before if one.communicated}
    # further decisions rest on an investigation that one has ended: what is left is noted then
    closed_at = None if inquiry.outcome == Outcome.DECISION else inquiry.closed_at
    refuse_if(
        rules.obstacles_to_communicating(
            lines,
            who,
            written=proposal.at,
            closed_at=closed_at,
            held=held,
            telling=noting.telling(proposal, who, lines, by=by),
            at=at,
        )
        + noting.tells(case, lines, by=by)
    )
    made = noting.note(
        case,
        who,
        [(line, Kind.COMMUNICATED if line.at else Kind.EXEMPT) for line in lines],
        by=by,
        at=at,
        proposal=proposal,
    )
    for deed in made:
        noting.stop(case, deed, by=by, at=at)
        if deed.last_day is not None:
            start_local_clock(case, LocalClock.PARTY_ANSWER, deed.last_day, about=deed.pk, by=by, at=at)
    record(case, words.Event.COMMUNICATED, by=by, at=at, law=rules.COMMUNICATE)
    found = noting.standing(case, who, by=by, proposal=proposal.pk)
    had = [one.communicated for one in found if one.party.acts and one.communicated]
    if inquiry.closed_at is None and not is_communicated(proposal) and len(had) == len(who.acting):
        sent = [one for one in had if one.kind is Kind.COMMUNICATED]
        last = max(sent, key=lambda one: one.at, default=None)
        inquiring.communicate(
            proposal,
            communicated_at=last.at if last else None,
            how=TOLD[Way(last.how)] if last else None,
            answer_by=max((one.last_day for one in sent if one.last_day), default=None),
            not_communicated_reason="\n\n".join(dict.fromkeys(one.text for one in had if one.exempt)),
            by=by,
            at=at,
        )
    return made


@transaction.atomic
@only(rules.MAY)
def answer(sent: Deed, came_at: datetime | None, text: str, *, by: Staff, at: datetime) -> Deed:
    """Notes what one party said of what was ``sent``, or (``came_at`` None) that nothing came in time."""
    noting.hold(sent.case)
    rows = queries.noted(list(queries.deeds(by, sent.case)))
    [asked] = [one for one in rows if one.pk == sent.pk]
    held = rules.in_force(rows)
    answered = next((one for one in reversed(held) if one.refers == sent.pk), None)
    wrong = [] if asked in held else [Obstacle("Anteckningen är rättad. Läs sidan Parter igen.")]
    refuse_if(
        wrong
        or rules.obstacles_to_answering(
            asked, answered=answered, came_at=came_at, text=text, on=swedish_day(at), at=at
        )
    )
    made = Deed.objects.create(
        case=sent.case,
        party_id=sent.party_id,
        role=sent.role,
        kind=Kind.ANSWERED if came_at else Kind.SILENT,
        at=came_at or at,
        text=text.strip() if came_at else "",
        proposal_id=sent.proposal_id,
        refers=sent,
        by=by,
        by_title=by.title,
        noted_at=at,
    )
    stop_local_clock(sent.case, LocalClock.PARTY_ANSWER, about=sent.pk, by=by, at=at)
    record(sent.case, words.Event.ANSWERED, by=by, at=at, law=rules.COMMUNICATE)
    proposal = sent.proposal
    assert proposal is not None
    who = queries.who(by, sent.case, swedish_day(at))
    found = [one for one in noting.standing(sent.case, who, by=by, proposal=proposal.pk) if one.party.acts]
    waits = [one for one in found if one.communicated and one.communicated.last_day and not one.answered]
    some = any(one.answered and one.answered.kind is Kind.ANSWERED for one in found)
    is_open = proposal.investigation.closed_at is None and proposal.answered_at is None
    if some and not waits and proposal.communicated_at and is_open:
        last = max((one.answered.at for one in found if one.answered), default=at)
        inquiring.answer(
            proposal, APART, answered_at=max(last, proposal.communicated_at), apart=True, by=by, at=at
        )
    return made


@transaction.atomic
@only(rules.MAY)
def consent(
    case: Case,
    party: UUID,
    kind: Kind,
    scope: str,
    *,
    subject: str = "",
    refers: UUID | None = None,
    said_at: datetime,
    by: Staff,
    at: datetime,
) -> Deed:
    """Notes that a party consents, does not, or takes it back: to what and how far, in that one's own name.

    ``subject`` is the code of the service, empty for anything else; ``refers`` the consent that is taken back, whose
    service it is then about.
    """
    noting.hold(case)
    who = queries.who(by, case, swedish_day(at))
    held = rules.in_force(queries.noted(list(queries.deeds(by, case))))
    taken = next((one for one in held if one.pk == refers), None)
    subject = taken.subject if taken else subject
    said = [
        one for one in held if one.party == party and one.kind in words.CONSENTS and one.subject == subject
    ]
    back = {one.refers for one in held}
    gone = refers is not None and (taken is None or refers in back)
    wrong = (
        [Obstacle("Det samtycket gäller inte längre. Läs sidan Parter igen.", field="refers")] if gone else []
    )
    refuse_if(
        wrong
        or rules.obstacles_to_consent(
            kind,
            party,
            who,
            last=said[-1] if said else None,
            taken=taken,
            scope=scope,
            at=at,
            said_at=said_at,
        )
        + noting.place(case, scope, by=by)
    )
    chosen = who.get(party)
    assert chosen is not None
    made = Deed.objects.create(
        case=case,
        party_id=party,
        role=chosen.role,
        kind=kind,
        at=said_at,
        text=scope.strip(),
        subject=subject,
        refers_id=refers,
        by=by,
        by_title=by.title,
        noted_at=at,
    )
    record(case, words.Event.CONSENT, by=by, at=at, law=rules.CONSENT)
    return made


@transaction.atomic
@only(rules.MAY)
def correct(deed: Deed, reason: str, *, by: Staff, at: datetime) -> Deed:
    """Sets a note aside with what was wrong; it stays beside.

    The clock of 20:4 runs again where somebody is not told, and that of an answer where none is left; final force waits
    for who is not served (``waiting.before_final``).
    """
    noting.hold(deed.case)
    aside = Deed.objects.filter(corrects=deed).exists()
    [noted] = queries.noted([deed])
    refuse_if(
        rules.obstacles_to_mistaking(noted, is_aside=aside, reason=reason)
        + noting.place(deed.case, reason, by=by)
    )
    made = Deed.objects.create(
        case=deed.case,
        party_id=deed.party_id,
        role=deed.role,
        kind=Kind.MISTAKEN,
        at=at,
        text=reason.strip(),
        corrects=deed,
        by=by,
        by_title=by.title,
        noted_at=at,
    )
    record(deed.case, words.Event.MISTAKEN, by=by, at=at)
    stop_local_clock(deed.case, LocalClock.PARTY_ANSWER, about=deed.pk, by=by, at=at)
    if deed.refers_id is not None and Kind(deed.kind) in words.ANSWERS:
        noting.await_again(deed.case, deed.refers_id, by=by, at=at)
    if deed.decision is not None:
        days = queries.last_days(by, deed.decision, swedish_day(at))
        deciding.judge_appeals(deed.decision, days, by=by, at=at)
    inquiry = deed.investigation
    if inquiry is not None and inquiry.closed_at is None:
        who = queries.who(by, deed.case, swedish_day(at))
        found = noting.standing(deed.case, who, by=by, investigation=inquiry.pk)
        if not all(one.informed for one in found if one.party.acts):
            if inquiry.informed_at is not None:
                inquiring.correct_informed(inquiry, informed_at=None, reason=reason, apart=True, by=by, at=at)
            noting.run_again(deed.case, INFORM_AFFECTED.id, inquiry.pk, by=by, at=at)
    return made
