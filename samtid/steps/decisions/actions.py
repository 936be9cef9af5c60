"""Vad som kan göras med ett beslut: prepare, hand over, sign, register, notify."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, time

from django.db import connection, transaction

from samtid.base.access.words import Ground, Reach
from samtid.base.dossier.actions import (
    file_document,
    name_staff,
    record,
    start_clock,
    start_local_clock,
)
from samtid.base.dossier.models import Case
from samtid.base.dossier.versions import claim, unchanged
from samtid.base.dossier.words import DocumentKind, LocalClock
from samtid.base.look.house import waits_for
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.base.organisation.queries import obstacles_to_offering
from samtid.base.organisation.rules import Mandate
from samtid.base.organisation.words import DecisionKind
from samtid.base.people.rules import SECRECY, obstacles_to_telling
from samtid.ground.law.days import SWEDEN, swedish_day
from samtid.ground.law.delegation import Level
from samtid.ground.law.quality import NOT_CARRIED_OUT
from samtid.ground.reasons import Obstacle, refuse_if
from samtid.steps.investigations.actions import close_by_decision
from samtid.steps.investigations.models import Investigation
from samtid.steps.investigations.queries import proposals
from samtid.steps.investigations.words import Basis

from . import held_up, queries, rules, words
from .after import correct_notice, judge_appeals, note_final, notify, receive_appeal, settle_appeal
from .letters import letters_of
from .models import Decision, DecisionLetter

__all__ = [
    "Text",
    "change",
    "correct_notice",
    "hand_over",
    "judge_appeals",
    "note_final",
    "notify",
    "prepare",
    "propose",
    "receive_appeal",
    "register",
    "return_draft",
    "send_back",
    "settle_appeal",
    "sign",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What a decision says. ``amount`` is in kronor."""

    kind: DecisionKind
    outcome: words.DecisionOutcome
    content: str
    reasons: str
    legal_basis: Basis
    service_code: str = ""
    amount: int | None = None
    per: words.Per | None = None
    extent: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    conditions: str = ""
    goal: str = ""
    follow_up_on: date | None = None
    consent: words.Consent | None = None
    names_withheld: bool = False

    def columns(self) -> dict[str, object]:
        """As the table keeps it: text trimmed, no word as empty text."""
        row = asdict(self)
        for name in ("per", "consent"):
            row[name] = str(row[name] or "")
        return {name: value.strip() if type(value) is str else value for name, value in row.items()}


@transaction.atomic
@only(rules.MAY)
def prepare(investigation: Investigation, text: Text, *, by: Staff, at: datetime) -> Decision:
    """Writes a draft decision on the latest proposal; the one who prepares it presents it (FL 31 §)."""
    refuse_if(queries.missing(by, investigation, swedish_day(at)))
    return _draft(
        Decision(
            case=investigation.case,
            investigation=investigation,
            proposal=proposals(by, investigation).first(),
        ),
        text,
        by=by,
        at=at,
    )


@transaction.atomic
@only(rules.MAY)
def propose(case: Case, text: Text, *, by: Staff, at: datetime) -> Decision:
    """Writes a draft that no investigation stands behind: a later room has found out what it rests on (a fee)."""
    refuse_if([] if text.kind is DecisionKind.FEE else [Obstacle("Det här beslutet tas efter en utredning.")])
    return _draft(Decision(case=case), text, by=by, at=at)


def _draft(decision: Decision, text: Text, *, by: Staff, at: datetime) -> Decision:
    on = swedish_day(at)
    written = dict(
        prepared_by=by,
        prepared_title=by.title,
        prepared_at=at,
        **text.columns(),
    )
    for name, value in written.items():
        setattr(decision, name, value)
    refuse_if(
        rules.obstacles_to_preparing(queries.draft_of(decision, on), on=on)
        + obstacles_to_offering(decision.service_code, on)
    )
    decision.save(force_insert=True)
    record(decision.case, words.Event.PREPARED, by=by, at=at)
    return decision


@transaction.atomic
@only(rules.MAY)
def change(decision: Decision, text: Text, *, seen: int | None = None, by: Staff, at: datetime) -> Decision:
    """Changes a draft: its author's, or one laid before the one who changes it. ``seen`` is what it was begun from."""
    refuse_if(
        rules.obstacles_to_changing(signed_at=decision.signed_at)
        + held_up.obstacles(by, decision, held_up.Said(at=at), to_change=True)
    )
    claim(decision, seen, by=by, at=at)
    row = text.columns()
    for name, value in row.items():
        setattr(decision, name, value)
    on = swedish_day(at)
    refuse_if(
        rules.obstacles_to_preparing(queries.draft_of(decision, on), on=on)
        + obstacles_to_offering(decision.service_code, on)
    )
    decision.save(update_fields=list(row))
    record(decision.case, words.Event.CHANGED, by=by, at=at)
    return decision


@transaction.atomic
@only(rules.MAY)
def hand_over(decision: Decision, to: Staff, *, seen: int | None = None, by: Staff, at: datetime) -> Decision:
    """Lays a draft before somebody who may sign; at a protected identity that one is named for the case."""
    may = dict(queries.signers(by, decision, swedish_day(at)))
    refuse_if(
        rules.obstacles_to_handing_over(
            signed_at=decision.signed_at,
            to_may_decide=to in may,
            same=to.pk in (by.pk, decision.handed_to_id),
        )
    )
    unchanged(decision, seen)
    if decision.case.is_sealed:
        why = "Ska fatta beslut i ärendet."
        name_staff(
            decision.case, to, ground=Ground.NAMED, reach=Reach.CASE, reason=why, until=None, by=by, at=at
        )
    decision.handed_to, decision.handed_at = to, at
    decision.save(update_fields=["handed_to", "handed_at"])
    record(decision.case, words.Event.HANDED_OVER, by=by, at=at)
    return decision


@transaction.atomic
@only(rules.MAY)
def send_back(decision: Decision, why: str, *, seen: int | None = None, by: Staff, at: datetime) -> Decision:
    """Sends a draft back to the one who laid it here, with what is to be done before it can be decided."""
    refuse_if(
        rules.obstacles_to_sending_back(
            signed_at=decision.signed_at, is_handed_to_viewer=decision.handed_to_id == by.pk, why=why
        )
    )
    unchanged(decision, seen)
    return _back(decision, why, by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def return_draft(decision: Decision, why: str, *, by: Staff, at: datetime) -> Decision:
    """The board or its committee wants it otherwise: it goes back to whoever wrote it, before whomever it lies."""
    refuse_if(rules.obstacles_to_changing(signed_at=decision.signed_at))
    return _back(decision, why, by=by, at=at)


def _back(decision: Decision, why: str, *, by: Staff, at: datetime) -> Decision:
    decision.handed_to = None
    decision.sent_back_at, decision.sent_back_by, decision.sent_back_why = at, by, why.strip()
    decision.save(update_fields=["handed_to", "sent_back_at", "sent_back_by", "sent_back_why"])
    record(decision.case, words.Event.SENT_BACK, by=by, at=at)
    return decision


def _mind_the_place(decision: Decision, reason: str, *, by: Staff, at: datetime) -> None:
    """Refuses words that name where somebody protected is, unless the unit's manager lets them stand."""
    tells = queries.tells_place(by, decision)
    manager = queries.is_manager(by, swedish_day(at))
    refuse_if(obstacles_to_telling(tells=tells, may_decide=manager, reason=reason))
    if tells:
        decision.place_reason = reason.strip()
        record(decision.case, words.Event.PLACE_TOLD, by=by, at=at, law=SECRECY)


@transaction.atomic
@only(rules.MAY)
def sign(
    decision: Decision, *, place_reason: str = "", seen: int | None = None, by: Staff, at: datetime
) -> Decision:
    """Decides on delegation: checks the law, makes and files the letter, closes the investigation, starts the clocks.

    ``seen`` is the version that the signer has read: nobody signs another text than that.
    """
    on = swedish_day(at)
    mandate = queries.mandate(by, decision, on)
    refuse_if(rules.obstacles_after_death(decision.case.dossier.person.died_on, on))
    refuse_if(
        rules.obstacles_to_signing(
            queries.draft_of(decision, on),
            investigation=queries.missing(by, decision.investigation, on),
            mandate=mandate,
            signed_at=decision.signed_at,
            on=on,
        )
        + queries.not_offered(decision, on)
        + waits_for("decisions.sign", by, decision, on)
        + held_up.obstacles(by, decision, held_up.Said(at=at))
    )
    assert isinstance(mandate, Mandate)
    unchanged(decision, seen)
    _mind_the_place(decision, place_reason, by=by, at=at)
    decision.level, decision.decided_on, decision.minute = Level.DELEGATE, on, ""
    decision.delegation = mandate.in_words()
    return _decide(decision, words.Event.SIGNED, law=mandate.minute, by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def register(
    decision: Decision,
    *,
    level: Level,
    decided_on: date | None,
    minute: str,
    dissent: str = "",
    seen: int | None = None,
    place_reason: str = "",
    by: Staff,
    at: datetime,
) -> Decision:
    """Registers what the board or its committee has decided (SoL 30 kap.), with the minute that says so."""
    on = swedish_day(at)
    refuse_if(rules.obstacles_after_death(decision.case.dossier.person.died_on, decided_on or on))
    refuse_if(
        rules.obstacles_to_registering(
            queries.draft_of(decision, on),
            level=level,
            decided_on=decided_on,
            minute=minute,
            investigation=queries.missing(by, decision.investigation, on),
            is_manager=queries.is_manager(by, on),
            signed_at=decision.signed_at,
            on=on,
        )
        + queries.not_offered(decision, decided_on or on)
        + held_up.obstacles(
            by, decision, held_up.Said(at=at, level=level, decided_on=decided_on, minute=minute)
        )
    )
    unchanged(decision, seen)
    decision.level, decision.decided_on, decision.minute = level, decided_on, minute.strip()
    decision.dissent = dissent.strip()
    decision.delegation = f"{level.label}, {minute.strip()}"
    _mind_the_place(decision, place_reason, by=by, at=at)
    law = rules.floor_of(Basis(decision.legal_basis), decided_on or on).citation
    return _decide(decision, words.Event.REGISTERED, law=law, by=by, at=at)


def _decide(decision: Decision, verb: words.Event, *, law: str, by: Staff, at: datetime) -> Decision:
    """The decision stands from here: letter, file, investigation, clocks."""
    assert decision.decided_on is not None
    case, on = decision.case, swedish_day(at)
    decision.signed_at, decision.signed_by, decision.signed_title = at, by, by.title
    filed = _file_letters(decision, on, by=by, at=at)
    decision.letter = filed[0].document
    _through_the_door(decision)
    DecisionLetter.objects.bulk_create(filed)
    record(case, verb, by=by, at=at, law=law)
    outcome = words.DecisionOutcome(decision.outcome)
    if outcome.grants:
        assert decision.follow_up_on is not None
        start_local_clock(case, LocalClock.FOLLOW_UP, decision.follow_up_on, about=decision.pk, by=by, at=at)
    if rules.starts_execution_clock(outcome, Basis(decision.legal_basis)):
        day = datetime.combine(decision.decided_on, time(12), SWEDEN)
        start_clock(case, NOT_CARRIED_OUT, about=decision.pk, by=by, at=min(day, at))
    if decision.investigation is not None and decision.investigation.closed_at is None:
        close_by_decision(decision.investigation, by=by, at=at)
    return decision


def _file_letters(decision: Decision, on: date, *, by: Staff, at: datetime) -> list[DecisionLetter]:
    """Each reader's own letter, in the file. Not yet saved: the decision is, first."""
    filed = []
    what = f"Beslut: {DecisionKind.label_of(decision.kind).lower()}"
    written = letters_of(decision, on)
    for number, (reader, letter) in enumerate(written, start=1):
        title = what if len(written) == 1 else f"{what} (brev {number} av {len(written)})"
        document = file_document(decision.case, title, letter.pdf(), kind=DocumentKind.DECISION, by=by, at=at)
        filed.append(
            DecisionLetter(
                case=decision.case,
                decision=decision,
                number=number,
                document=document,
                to=reader.name,
                way=reader.way,
            )
        )
    return filed


def _through_the_door(decision: Decision) -> None:
    """The database asks once more who may, and sets who and when itself (walls.py)."""
    ends = [decision.delegation, decision.place_reason, decision.letter_id]
    with connection.cursor() as cursor:
        if decision.level == Level.DELEGATE:
            cursor.execute("select access.sign_decision(%s, %s, %s, %s)", [decision.pk, *ends])
        else:
            day = [decision.level, decision.decided_on, decision.minute, decision.dissent]
            cursor.execute(
                "select access.register_decision(%s, %s, %s, %s, %s, %s, %s, %s)", [decision.pk, *day, *ends]
            )
