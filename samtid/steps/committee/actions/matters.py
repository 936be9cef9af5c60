"""Ärendena på listan: laid before a meeting, taken away, settled, and registered in the decision's own home."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from samtid.base.dossier.actions import record
from samtid.base.dossier.versions import unchanged
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.ground.law.delegation import Level
from samtid.ground.reasons import NotYet, Obstacle, refuse_if
from samtid.steps.decisions import actions as decisions
from samtid.steps.decisions import rules as of_decision
from samtid.steps.decisions.models import Decision
from samtid.steps.investigations.words import Basis

from .. import queries, rules, words
from ..holding import held, held_line
from ..models import AgendaLine, LineCorrection, Meeting

TWICE = Obstacle("Förslaget står redan på en föredragningslista.")


@transaction.atomic
@only(rules.MAY)
def raise_matter(
    decision: Decision, meeting: Meeting, extra_why: str = "", *, by: Staff, at: datetime
) -> AgendaLine:
    """Lays a draft before a meeting, last on its list; after the call only as an extra matter, with why."""
    made = _list(decision, meeting, extra_why, by=by, at=at)
    record(made.case, words.Event.RAISED, by=by, at=at, why=str(made.meeting))
    return made


def _list(
    decision: Decision,
    meeting: Meeting,
    extra_why: str,
    *,
    came_from: AgendaLine | None = None,
    by: Staff,
    at: datetime,
) -> AgendaLine:
    meeting = queries.meetings(by).get(pk=meeting.pk)
    decision = queries.drafts(by).get(pk=decision.pk)
    refuse_if(
        rules.obstacles_to_raising(
            meeting.state,
            level=Level(meeting.level),
            floor=of_decision.floor_of(Basis(decision.legal_basis), meeting.on),
            is_decided=decision.signed_at is not None,
            is_listed=queries.open_line(by, decision) is not None,
            extra_why=extra_why,
        )
    )
    try:
        with transaction.atomic():
            made = AgendaLine.objects.create(
                meeting=meeting,
                decision=decision,
                case=decision.case,
                extra_why=extra_why.strip() if meeting.called_at else "",
                came_from=came_from,
                raised_by=by,
                raised_at=at,
            )
    except IntegrityError:
        raise NotYet([TWICE]) from None
    return queries.lines(by).get(pk=made.pk)


@transaction.atomic
@only(rules.MAY)
def withdraw(line: AgendaLine, why: str, *, by: Staff, at: datetime) -> AgendaLine:
    """Takes it off the list before the meeting; the draft is as it was."""
    line = held_line(line, by=by)
    refuse_if(rules.obstacles_to_taking_away(line.meeting.state, is_settled=not line.is_open, why=why))
    _write(line, words.Outcome.WITHDRAWN, text=why.strip(), by=by, at=at)
    record(line.case, words.Event.WITHDRAWN, by=by, at=at, why=str(line.meeting))
    return line


@transaction.atomic
@only(rules.MAY)
def move_matter(line: AgendaLine, to: Meeting, why: str, *, by: Staff, at: datetime) -> AgendaLine:
    """To the list of another meeting, before this one; gives back its new place."""
    line = held_line(line, by=by)
    refuse_if(rules.obstacles_to_taking_away(line.meeting.state, is_settled=not line.is_open, why=why))
    if to.pk == line.meeting_id:
        raise NotYet([Obstacle("Ärendet står redan på det sammanträdet.", field="next_meeting")])
    _write(line, words.Outcome.MOVED, text=why.strip(), by=by, at=at)
    made = _onward(line, to, why, by=by, at=at)
    record(line.case, words.Event.MOVED, by=by, at=at, why=str(made.meeting))
    return made


def _onward(line: AgendaLine, to: Meeting, why: str, *, by: Staff, at: datetime) -> AgendaLine:
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
    line.save(update_fields=list(values))


@transaction.atomic
@only(rules.MAY)
def settle(
    line: AgendaLine,
    said: rules.Said,
    *,
    next_meeting: Meeting | None = None,
    seen: int | None = None,
    by: Staff,
    at: datetime,
) -> AgendaLine:
    """What the meeting said, in its paragraph. What is to be done with the draft goes to the day of who wrote it.

    ``seen`` is the version of the draft that the minutes are written from.
    """
    meeting = held(line.meeting, by=by)
    line = held_line(line, by=by)
    decision = line.decision
    refuse_if(
        rules.obstacles_to_settling(
            meeting.state,
            said,
            is_settled=not line.is_open,
            is_decided=decision.signed_at is not None,
            taken=queries.taken(queries.places(meeting)),
            has_next=next_meeting is not None and next_meeting.pk != meeting.pk,
        )
    )
    if decision.signed_at is None:
        unchanged(decision, seen)
    _write(
        line,
        said.outcome,
        paragraph=said.paragraph,
        text=said.text.strip(),
        reservation=said.reservation.strip(),
        left_room=said.left_room.strip(),
        is_certified=said.is_certified,
        proposed=decision.content,
        draft_version=decision.version,
        by=by,
        at=at,
    )
    if said.outcome in (words.Outcome.RETURNED, words.Outcome.OTHERWISE):
        label = "Återremiss" if said.outcome is words.Outcome.RETURNED else "Nämnden beslutade annat"
        why = f"{label} ({line.minute}): {said.text.strip()}"
        decisions.return_draft(decision, why, by=by, at=at)
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
            line.outcome,
            is_adjusted=line.meeting.adjusted_at is not None,
            is_certified=line.is_certified,
            is_decided=decision.signed_at is not None,
            version=decision.version,
            settled_version=line.draft_version,
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
def correct_matter(line: AgendaLine, text: str, *, by: Staff, at: datetime) -> LineCorrection:
    """Writes beside what stands how it was."""
    refuse_if(rules.obstacles_to_correcting(is_settled=not line.is_open, text=text))
    made = LineCorrection.objects.create(line=line, case=line.case, text=text.strip(), by=by, at=at)
    record(line.case, words.Event.CORRECTED, by=by, at=at)
    return made
