"""Vad som kan göras med uppföljning och återkoppling."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from samtid.base.dossier.actions import close_if_waiting, record, start_local_clock, stop_local_clock
from samtid.base.dossier.words import LocalClock
from samtid.base.organisation import kept
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.base.people.rules import is_sealed
from samtid.base.people.words import Protection
from samtid.ground.law.days import swedish_day
from samtid.ground.law.own import Own
from samtid.ground.reasons import refuse_if
from samtid.steps.services.actions import end_service
from samtid.steps.services.models import Goal, Service
from samtid.steps.services.words import EndReason

from . import rules, words
from .models import Feedback, FollowUp, GoalResult


@transaction.atomic
@only(rules.MAY)
def follow_up(
    service: Service,
    results: Sequence[rules.ResultDetails],
    summary: str,
    *,
    next_step: words.NextStep | None,
    next_on: date | None = None,
    not_heard_reason: str = "",
    end_reason: EndReason | None = None,
    by: Staff,
    at: datetime,
) -> FollowUp:
    """Follows a service up, goal by goal, and sets the next day or ends the service."""
    goals = list(Goal.objects.filter(service=service).order_by("pk"))
    refuse_if(
        rules.obstacles_to_following_up(
            goals=[goal.pk for goal in goals],
            results=results,
            summary=summary,
            not_heard_reason=not_heard_reason,
            next_step=next_step,
            next_on=next_on,
            longest_months=kept.number(Own.FOLLOW_UP, swedish_day(at)),
            on=swedish_day(at),
        )
    )
    assert next_step is not None
    ends = next_step is words.NextStep.END
    made = FollowUp.objects.create(
        case=service.case,
        service=service,
        at=at,
        by=by,
        summary=summary.strip(),
        not_heard_reason=not_heard_reason.strip(),
        next_step=next_step,
        next_on=None if ends else next_on,
    )
    of_goal = {result.goal: result for result in results}
    GoalResult.objects.bulk_create(_result(made, goal, of_goal[goal.pk]) for goal in goals)
    stop_local_clock(service.case, LocalClock.FOLLOW_UP, about=service.pk, by=by, at=at)
    if ends:
        # one that has already ended is followed up a last time
        if service.ended_at is None:
            end_service(service, end_reason, by=by, at=at)
    elif next_on is not None:
        start_local_clock(service.case, LocalClock.FOLLOW_UP, next_on, about=service.pk, by=by, at=at)
    record(service.case, words.Event.FOLLOWED_UP, by=by, at=at, law=rules.QUALITY)
    close_if_waiting(service.case, by=by, at=at)
    return made


@transaction.atomic
@only(rules.MAY)
def give_feedback(
    follow_up: FollowUp, text: str, how: words.HowTold | None, *, by: Staff, at: datetime
) -> Feedback:
    """Notes the answer that the person got, in the words it was given."""
    protection = Protection(follow_up.service.person.protection)
    refuse_if(rules.obstacles_to_feedback(text=text, how=how, is_protected=is_sealed(protection)))
    assert how is not None
    made = Feedback.objects.create(
        case=follow_up.case, follow_up=follow_up, text=text.strip(), how=how, at=at, by=by
    )
    record(follow_up.case, words.Event.FED_BACK, by=by, at=at, law=rules.INFORMED)
    return made


@transaction.atomic
@only(rules.MAY)
def note_reply(
    feedback: Feedback, reply: words.Reply | None, says: str = "", *, by: Staff, at: datetime
) -> Feedback:
    """Notes what the person thought of the answer. Once."""
    refuse_if(
        rules.obstacles_to_replying(has_replied=feedback.replied_at is not None, has_reply=reply is not None)
    )
    assert reply is not None
    feedback.reply, feedback.reply_says, feedback.replied_at = reply, says.strip(), at
    feedback.save(update_fields=["reply", "reply_says", "replied_at"])
    record(feedback.case, words.Event.REPLIED, by=by, at=at)
    return feedback


def _result(follow_up: FollowUp, goal: Goal, said: rules.ResultDetails) -> GoalResult:
    def level(voice: rules.Said) -> int | None:
        return voice.level.level if voice.level is not None else None

    assert said.staff.level is not None, "the rule has asked for it"
    return GoalResult(
        follow_up=follow_up,
        case_id=follow_up.case_id,
        goal=goal,
        person_level=level(said.person),
        person_says=said.person.says.strip(),
        guardian_level=level(said.guardian),
        guardian_says=said.guardian.says.strip(),
        staff_level=said.staff.level.level,
        staff_says=said.staff.says.strip(),
    )
