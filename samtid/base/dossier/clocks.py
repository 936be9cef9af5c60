"""Frister i ett ärende: the line in the diary, the clocks that run, and the case that closes when none does."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from samtid.base.organisation import kept
from samtid.base.organisation.models import Staff
from samtid.ground.law.days import swedish_day
from samtid.ground.law.limits import AtOnce
from samtid.ground.law.own import Own
from samtid.ground.law.rules import Rule
from samtid.ground.reasons import refuse_if
from samtid.ground.words import Word

from . import queries, rules, words
from .models import Case, Clock, Event

# what a clock takes with it to another case
MOVED = (
    *("rule", "about", "started_at", "legal_on", "rolled_on"),
    *("extended_to", "extension_reason", "due_on"),
)


# Without a savepoint of its own, as the other lines that end a verb: it fails with the whole or not at all.
@transaction.atomic(savepoint=False)
def record(case: Case, verb: Word, *, by: Staff | None, at: datetime, law: str = "", why: str = "") -> Event:
    """The line in the diary that every action ends with; ``why`` is said after it."""
    said = f"{verb.label}: {why}" if why else verb.label
    return Event.objects.create(case=case, verb=verb, said=said[:200], law=law, by=by, at=at)


@transaction.atomic
def close_case(case: Case, reason: str, *, by: Staff, at: datetime) -> None:
    """Closes a case. The dossier keeps it until it may be disposed of (SoL 16 kap.).

    A closed case is on nobody's day, so no duty may run in it.
    """
    refuse_if(rules.obstacles_to_closing(queries.duties_running(case)))
    case.closed_at, case.closing_reason = at, reason
    case.save(update_fields=["closed_at", "closing_reason"])
    record(case, words.Event.CASE_CLOSED, by=by, at=at)


@transaction.atomic
def close_when_done(case: Case, reason: str, *, by: Staff, at: datetime) -> bool:
    """Closes a case; while a duty still runs in it, it stays open, and closes by itself when the last one is done."""
    if queries.duties_running(case):
        case.closing_reason = reason
        case.save(update_fields=["closing_reason"])
        return False
    close_case(case, reason, by=by, at=at)
    return True


@transaction.atomic
def close_if_waiting(case: Case, *, by: Staff, at: datetime) -> None:
    """Closes a case that only waited for its last duty, now that there is none."""
    waiting = Case.objects.filter(pk=case.pk, closed_at=None).exclude(closing_reason="").first()
    if waiting is not None and not queries.duties_running(waiting):
        close_case(waiting, waiting.closing_reason, by=by, at=at)


@transaction.atomic(savepoint=False)
def keep_open(case: Case, *, by: Staff, at: datetime) -> None:
    """Something new goes on in a case that was about to close."""
    Case.objects.filter(pk=case.pk, closed_at=None).exclude(closing_reason="").update(closing_reason="")


@transaction.atomic
def start_clock(
    case: Case,
    rule: Rule,
    *,
    about: UUID | None = None,
    later_round: bool = False,
    began: date | None = None,
    occasion: date | None = None,
    by: Staff | None,
    at: datetime,
) -> Clock | None:
    """Starts a statutory clock at ``at``: a first time, or a ``later_round`` of what ``began`` on a day.

    What is to be done at once (*genast*, *skyndsamt*) without a day in the law is put on that very day, so that it
    is on somebody's day. None when the rule speaks of an occasion and not of a time, unless the day of that
    ``occasion`` is known (the next meeting).
    """
    due = rule.due(at, later_round=later_round, began=began)
    promptly = swedish_day(at) if isinstance(rule.counted_from(at).limit, AtOnce) else None
    legal = due.legal or due.outer or promptly or occasion
    if legal is None:
        return None
    return Clock.objects.create(
        case=case,
        rule=rule.id,
        about=about,
        started_at=at,
        legal_on=legal,
        rolled_on=due.rolled or legal,
        due_on=rules.planned_day(due, at, _late_hour(at)) or legal,
    )


@transaction.atomic
def stop_clock(case: Case, rule: Rule, *, about: UUID | None = None, by: Staff | None, at: datetime) -> int:
    """Stops the running clocks of a rule in a case: the duty is done. Returns how many there were.

    A case that only waited for its last duty is closed (see ``close_when_done``).
    """
    stopped = _stop(case, rule.id, about, at)
    if stopped and by is not None:
        close_if_waiting(case, by=by, at=at)
    return stopped


@transaction.atomic
def recount_clock(
    clock: Clock,
    rule: Rule,
    *,
    started_at: datetime,
    later_round: bool = False,
    began: date | None = None,
    by: Staff,
    at: datetime,
) -> Clock:
    """Counts a clock anew because the day it began was corrected. A decided extension stands when it is later."""
    due = rule.due(started_at, later_round=later_round, began=began)
    planned = rules.planned_day(due, started_at, _late_hour(started_at)) or swedish_day(started_at)
    clock.started_at = started_at
    clock.legal_on = due.legal or due.outer or planned
    clock.rolled_on = due.rolled or clock.legal_on
    clock.due_on = max(planned, clock.extended_to) if clock.extended_to else planned
    clock.save(update_fields=["started_at", "legal_on", "rolled_on", "due_on"])
    return clock


@transaction.atomic
def reopen_clock(clock: Clock, *, by: Staff, at: datetime) -> Clock:
    """Lets a clock run again that was stopped too early."""
    clock.stopped_at = None
    clock.save(update_fields=["stopped_at"])
    return clock


@transaction.atomic
def move_clock(clock: Clock, case: Case, *, by: Staff, at: datetime) -> Clock:
    """Lets a running clock go on in another case, with the same days: what it is about has moved there."""
    days = {name: getattr(clock, name) for name in MOVED}
    moved = Clock.objects.create(case=case, **days)
    clock.stopped_at = at
    clock.save(update_fields=["stopped_at"])
    return moved


@transaction.atomic
def start_local_clock(
    case: Case,
    name: words.LocalClock | str,
    due_on: date,
    *,
    about: UUID | None = None,
    by: Staff | None,
    at: datetime,
) -> Clock:
    """Starts a clock whose day is the municipality's own decision, not the law's."""
    return Clock.objects.create(
        case=case,
        rule=str(words.LocalClock(name)),
        about=about,
        started_at=at,
        legal_on=due_on,
        rolled_on=due_on,
        due_on=due_on,
    )


@transaction.atomic
def stop_local_clock(
    case: Case, name: words.LocalClock | str, *, about: UUID | None = None, by: Staff | None, at: datetime
) -> int:
    """Stops the running local clocks of that name. Returns how many there were."""
    return _stop(case, str(words.LocalClock(name)), about, at)


@transaction.atomic
def extend_clock(clock: Clock, to: date, reason: str, *, by: Staff, at: datetime, law: str) -> Clock:
    """Gives a clock a later day, by a decision the law allows."""
    refuse_if(rules.obstacles_to_extending(reason))
    earlier = f"{clock.extension_reason}\n\n" if clock.extension_reason else ""  # a reason once given stands
    clock.extended_to, clock.extension_reason, clock.due_on = to, f"{earlier}{reason}", to
    clock.save(update_fields=["extended_to", "extension_reason", "due_on"])
    record(clock.case, words.Event.CLOCK_EXTENDED, by=by, at=at, law=law)
    return clock


def _late_hour(at: datetime) -> int | None:
    return kept.number_if_any(Own.LATE_HOUR, swedish_day(at))


def _stop(case: Case, rule: str, about: UUID | None, at: datetime) -> int:
    running = Clock.objects.filter(case=case, rule=rule, stopped_at=None)
    if about is not None:
        running = running.filter(about=about)
    return running.update(stopped_at=at)
