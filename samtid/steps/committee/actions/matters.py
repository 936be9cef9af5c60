"""Ärendena på listan: laid before a meeting, taken away, settled, and registered in the decision's own home."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samtid.base.access.queries import unit_of
from samtid.base.access.words import Ground, Reach
from samtid.base.dossier.actions import name_staff, record
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.ground.law.delegation import Floor, Level
from samtid.ground.reasons import NotYet, Obstacle, refuse_if
from samtid.ground.sweden import swedish_day
from samtid.steps.decisions import actions as decisions
from samtid.steps.decisions import rules as of_decision
from samtid.steps.decisions.models import Decision
from samtid.steps.decisions.queries import is_manager
from samtid.steps.investigations.words import Basis

from .. import queries, rules, words
from ..holding import CHECK, UNIQUE, held, held_line, told_apart
from ..models import AgendaLine, LineCorrection, Meeting

TWICE = Obstacle("Förslaget står redan på en föredragningslista.")
CLOSED = Obstacle("Sammanträdet eller ärendet ändrades just nu av någon annan. Läs sidan igen.")


@transaction.atomic
@only(rules.MAY)
def raise_matter(
    decision: Decision,
    meeting: Meeting,
    extra_why: str = "",
    *,
    writer: Staff | None = None,
    by: Staff,
    at: datetime,
) -> AgendaLine:
    """Lays a draft before a meeting, last on its list; after the call only as an extra matter, with why.

    ``writer`` is the manager who writes what became of a sealed case, and is given a key to it.
    """
    floor = of_decision.floor_of(Basis(decision.legal_basis), meeting.on)
    made = _list(decision, meeting, extra_why, floor=floor, writer=writer, by=by, at=at)
    record(made.case, words.Event.RAISED, by=by, at=at, why=str(made.meeting))
    return made


def _list(
    decision: Decision,
    meeting: Meeting,
    extra_why: str,
    *,
    floor: Floor | None = None,
    writer: Staff | None = None,
    came_from: AgendaLine | None = None,
    by: Staff,
    at: datetime,
) -> AgendaLine:
    on = swedish_day(at)
    meeting = queries.meetings(by).get(pk=meeting.pk)
    decision = queries.drafts(by).get(pk=decision.pk)
    before = queries.latest(by, decision)
    unit = unit_of(decision.case.compartment_id, on)
    lacks = came_from is None and queries.lacks_writer(by, decision.case, on)
    it = rules.Raised(
        level=Level(meeting.level),
        floor=floor,
        written_at=max(decision.prepared_at, decision.changed_at or decision.prepared_at),
        by_leader=is_manager(by, on),
        same_committee=unit is None or unit.committee_id == meeting.committee_id,
        is_decided=decision.signed_at is not None,
        is_listed=before is not None and before.is_open,
        waits_as=before.minute if before is not None and before.became in words.DECISIONS else "",
        extra_why=extra_why,
        lacks_writer=lacks and writer is None,
    )
    refuse_if(rules.obstacles_to_raising(meeting.state, it, starts_at=meeting.starts_at, at=at))
    if lacks and writer is not None:
        why = "Skriver vad nämnden beslutar i ärendet."
        name_staff(
            decision.case, writer, ground=Ground.NAMED, reach=Reach.CASE, reason=why, until=None, by=by, at=at
        )
    with told_apart({UNIQUE: TWICE, CHECK: CLOSED}):
        made = AgendaLine.objects.create(
            meeting=meeting,
            decision=decision,
            case=decision.case,
            extra_why=extra_why.strip() if meeting.called_at else "",
            came_from=came_from,
            raised_by=by,
            raised_at=at,
        )
    return queries.lines(by).get(pk=made.pk)


def _leaving(line: AgendaLine, why: str, *, by: Staff, at: datetime) -> AgendaLine:
    """The line, held, that may leave the list. Who leads holds the meeting first, as one does who notes it as held."""
    leads = is_manager(by, swedish_day(at))
    if leads:
        held(line.meeting, by=by)
    line = held_line(line, by=by)
    refuse_if(
        rules.obstacles_to_taking_away(
            line.meeting.state,
            is_settled=not line.is_open,
            has_begun=line.meeting.starts_at <= at,
            by_leader=leads,
            why=why,
        )
    )
    return line


@transaction.atomic
@only(rules.MAY)
def withdraw(line: AgendaLine, why: str, *, by: Staff, at: datetime) -> AgendaLine:
    """Takes it off the list before the meeting; the draft is as it was."""
    line = _leaving(line, why, by=by, at=at)
    _write(line, words.Outcome.WITHDRAWN, text=why.strip(), by=by, at=at)
    record(line.case, words.Event.WITHDRAWN, by=by, at=at, why=str(line.meeting))
    return line


@transaction.atomic
@only(rules.MAY)
def move_matter(line: AgendaLine, to: Meeting, why: str, *, by: Staff, at: datetime) -> AgendaLine:
    """To the list of another meeting, before this one; gives back its new place."""
    line = _leaving(line, why, by=by, at=at)
    if to.pk == line.meeting_id:
        raise NotYet([Obstacle("Ärendet står redan på det sammanträdet.", field="next_meeting")])
    _write(line, words.Outcome.MOVED, text=why.strip(), by=by, at=at)
    made = _onward(line, to, why, by=by, at=at)
    record(line.case, words.Event.MOVED, by=by, at=at, why=str(made.meeting))
    return made


def _onward(line: AgendaLine, to: Meeting, why: str, *, by: Staff, at: datetime) -> AgendaLine:
    """The floor is not asked: what a meeting has tabled is written as it was, and the page says if it may not decide."""
    said = f"Från {line.minute}: {why.strip()}"[:500]
    try:
        return _list(line.decision, to, said, came_from=line, by=by, at=at)
    except NotYet as refusal:
        names = {"meeting": "next_meeting", "extra_why": "why"}
        raise NotYet(
            Obstacle(one.text, one.law, names.get(one.field, one.field)) for one in refusal.obstacles
        ) from None


def _write(line: AgendaLine, outcome: words.Outcome, *, by: Staff, at: datetime, **said: object) -> None:
    values = {"outcome": outcome, "settled_by": by, "settled_at": at} | said
    for name, value in values.items():
        setattr(line, name, value)
    taken = rules.is_taken(line.paragraph) if line.paragraph is not None else CLOSED
    with told_apart({UNIQUE: taken, CHECK: CLOSED}):
        line.save(update_fields=list(values))


@transaction.atomic
@only(rules.MAY)
def settle(
    line: AgendaLine,
    said: rules.Said,
    *,
    next_meeting: Meeting | None = None,
    by: Staff,
    at: datetime,
) -> AgendaLine:
    """What the meeting said, in its paragraph, of the text that it had. A draft that is to be changed goes to its writer."""
    meeting = held(line.meeting, by=by)
    line = held_line(line, by=by)
    refuse_if(
        rules.obstacles_to_settling(
            meeting.state,
            said,
            is_settled=not line.is_open,
            taken=queries.taken(queries.places(meeting)),
            has_next=next_meeting is not None and next_meeting.pk != meeting.pk,
        )
    )
    _write(
        line,
        said.outcome,
        paragraph=said.paragraph,
        text=said.text.strip(),
        reservation=said.reservation.strip(),
        left_room=said.left_room.strip(),
        is_certified=said.is_certified,
        by=by,
        at=at,
    )
    if said.outcome in (words.Outcome.RETURNED, words.Outcome.OTHERWISE):
        _return(line, said.outcome, said.text, by=by, at=at)
    elif said.outcome is words.Outcome.TABLED:
        assert next_meeting is not None
        _onward(line, next_meeting, said.text, by=by, at=at)
    record(
        line.case,
        words.Event.SETTLED,
        by=by,
        at=at,
        law=rules.MINUTES,
        why=f"{said.outcome.label}, {line.minute}",
    )
    return line


def _return(line: AgendaLine, outcome: words.Outcome, said: str, *, by: Staff, at: datetime) -> None:
    label = "Återremiss" if outcome is words.Outcome.RETURNED else "Nämnden beslutade annat"
    decisions.return_draft(line.decision, f"{label} ({line.minute}): {said.strip()}", by=by, at=at)


@transaction.atomic
@only(rules.MAY)
def register(
    line: AgendaLine, *, place_reason: str = "", seen: int | None = None, by: Staff, at: datetime
) -> Decision:
    """Registers what was decided, by the decisions' own door, with the day and the paragraph of the meeting."""
    line = held_line(line, by=by)
    decision = line.decision
    refuse_if(
        rules.obstacles_to_registering(
            line.became,
            is_adjusted=line.is_adjusted,
            is_decided=decision.signed_at is not None,
            changed=queries.changed(line),
        )
    )
    return decisions.register(
        decision,
        level=Level(line.meeting.level),
        decided_on=line.meeting.on,
        minute=line.minute,
        dissent=line.reservation,
        seen=seen,
        place_reason=place_reason,
        by=by,
        at=at,
    )


@transaction.atomic
@only(rules.MAY)
def correct_matter(
    line: AgendaLine, text: str, outcome: words.Outcome | None = None, *, by: Staff, at: datetime
) -> LineCorrection:
    """Writes beside what stands how it was. With ``outcome`` that is what counts: the draft is registered or goes back."""
    line = queries.lines(by).get(pk=line.pk)
    refuse_if(
        rules.obstacles_to_correcting(
            is_settled=not line.is_open,
            text=text,
            outcome=str(outcome or ""),
            became=line.became,
            is_decided=line.decision.signed_at is not None,
            has_gone_on=outcome is not None and queries.has_gone_on(by, line),
        )
    )
    with told_apart({CHECK: CLOSED}):
        made = LineCorrection.objects.create(
            line=line, case=line.case, text=text.strip(), outcome=str(outcome or ""), by=by, at=at
        )
    if outcome in (words.Outcome.RETURNED, words.Outcome.OTHERWISE):
        _return(line, outcome, text, by=by, at=at)
    record(line.case, words.Event.CORRECTED, by=by, at=at)
    return made
