"""Klockorna i ett spår: started by the law's rule or the municipality's own number, stopped by what was done."""

from __future__ import annotations

from datetime import datetime, timedelta

from samtid.base.organisation import kept
from samtid.ground.law import municipal
from samtid.ground.law.limits import AtOnce
from samtid.ground.law.own import Own
from samtid.ground.law.rules import Rule
from samtid.ground.sweden import swedish_day

from .models import Clock, Track
from .words import Local

OWN = {"LX-03b": Own.LEX_SARAH}  # what the municipality has its own number for


def start_clock(track: Track, rule: Rule, at: datetime) -> None:
    """Starts a clock of the law. What is to be done at once is put on that very day, so that it is on somebody's."""
    today = swedish_day(at)
    own = OWN.get(rule.id)
    number = kept.number_if_any(own, today) if own is not None else None
    counted = municipal.counted(rule, own, number) if own is not None and number is not None else rule
    due = counted.due(at)
    at_once = today if isinstance(counted.on(at).limit, AtOnce) else None
    day = swedish_day(due.moment) if due.moment else due.rolled or due.legal or at_once
    assert day is not None, "a rule that gives a day"
    Clock.objects.get_or_create(
        track=track, rule=rule.id, defaults={"started_at": at, "due_on": day, "moment": due.moment}
    )


def start_own(track: Track, at: datetime) -> None:
    """The municipality's own promise to whoever reported. Without a number there is no promise."""
    days = kept.number_if_any(Own.DEVIATION_ANSWER, swedish_day(at))
    if days is not None:
        due = swedish_day(at) + timedelta(days=days)
        Clock.objects.create(track=track, rule=Local.ANSWER, started_at=at, due_on=due)


def stop_clock(track: Track, rule: Rule, at: datetime) -> None:
    """What the rule asks for is done."""
    Clock.objects.filter(track=track, rule=rule.id, stopped_at=None).update(stopped_at=at)


def stop_all(track: Track, at: datetime) -> None:
    """The track is ended, and nothing runs in it."""
    Clock.objects.filter(track=track, stopped_at=None).update(stopped_at=at)
