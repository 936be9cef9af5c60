"""Vad som har hänt i vården: how the child has lived, what was done and planned, as the time limits and the day ask."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from samtid.base.access.viewing import seen_by
from samtid.base.organisation import kept
from samtid.base.organisation.models import Staff
from samtid.ground.law.own import Own
from samtid.ground.sweden import swedish_day
from samtid.steps.compulsory import queries as compulsory
from samtid.steps.compulsory.models import Track
from samtid.steps.investigations.models import Investigation

from . import queries, rules, words
from .models import Care, CareGround, ChildVisit, Considered


def lived(care: Care) -> list[rules.Lived]:
    """Where the child has lived, in order, as the time limits ask."""
    return [
        rules.Lived(
            one.home_id,
            words.HomeKind(one.home.kind),
            one.starts_at,
            is_over=one.ends_at is not None and one.left_why == words.LeftWhy.HOME_ENDS,
        )
        for one in queries.standing(care)
    ]


def counts(viewer: Staff, care: Care) -> QuerySet[Considered]:
    """What the committee has done and that was not written by mistake, the newest first."""
    return queries.followed(viewer, care).filter(undone=None)


def last_done(viewer: Staff, care: Care, done: words.Done) -> datetime | None:
    """When the committee last did that."""
    last = counts(viewer, care).filter(done=done).first()
    return rules.moment_of(last.done_on, last.at) if last is not None else None


def investigated(viewer: Staff, cares: Iterable[Care]) -> dict[UUID, datetime]:
    """When the investigation before each care ended; nothing while one goes on, or when none is known."""
    of_case: dict[UUID, list[datetime | None]] = {}
    cares = list(cares)
    rows = seen_by(viewer, Investigation).filter(case__in={care.case_id for care in cares})
    for case, closed_at in rows.values_list("case", "closed_at"):
        of_case.setdefault(case, []).append(closed_at)
    found = {}
    for care in cares:
        ends = of_case.get(care.case_id, [None])
        if None not in ends:
            found[care.pk] = max(one for one in ends if one is not None)
    return found


def investigation_ended(viewer: Staff, care: Care) -> datetime | None:
    """When the investigation ended, by the case or as somebody has noted: the earlier of the two."""
    known = (investigated(viewer, [care]).get(care.pk), last_done(viewer, care, words.Done.INVESTIGATED))
    return min((one for one in known if one is not None), default=None)


def planned(visits: Iterable[ChildVisit], on: date | None = None) -> ChildVisit | None:
    """The planned visit that waits; ``on`` a day only if it was to be then or before."""
    found = rules.plan_in_force(visits)
    return found if found is None or on is None or (found.planned_on or on) <= on else None


def visit_due(care: Care, visits: Iterable[ChildVisit], on: date) -> date | None:
    """When the secretary is next expected with the child, as the municipality has said by that day."""
    held = [swedish_day(one.held_at) for one in visits if one.held_at is not None]
    return rules.visit_due(swedish_day(care.began_at), held, kept.number_if_any(Own.CHILD_VISIT, on))


def visits_of(viewer: Staff, cares: Iterable[Care]) -> QuerySet[ChildVisit]:
    """The visits to several children."""
    return (
        seen_by(viewer, ChildVisit)
        .filter(care__in=[one.pk for one in cares])
        .order_by("planned_on", "held_at", "pk")
    )


NOT_IN_FORCE = "Placeringen vilar på en grund som inte gäller"
NOT_SEEN = "Det som placeringen vilar på syns inte i dina ärenden"


class Unrested(NamedTuple):
    """Vad som fattas: in a line, and what to do about it."""

    what: str
    why: str


def unrested(viewer: Staff, cares: Iterable[Care], at: datetime) -> dict[UUID, Unrested]:
    """Of those placed against somebody's will the ones whose ground does not stand in a track that the viewer sees: in words.

    What cannot be seen from here is not said to be unlawful: it may stand in a case that another unit holds.
    """
    cares, on = list(cares), swedish_day(at)
    rows = (
        seen_by(viewer, CareGround)
        .filter(care__in=[one.pk for one in cares], starts_on__lte=on)
        .order_by("care", "-starts_on", "-at")
        .distinct("care")
        .values_list("care", "ground")
    )
    grounds = {care: ground for care, ground in rows if ground != words.Ground.CONSENT}
    people = {one.pk: one.person_id for one in cares if one.pk in grounds}
    if not people:
        return {}
    found = compulsory.rests(viewer, people.values(), at)
    return {
        care: Unrested(NOT_IN_FORCE if person in found else NOT_SEEN, why)
        for care, person in people.items()
        if (why := found.get(person, compulsory.NOTHING).missing(grounds[care]))
    }


def track_missing(viewer: Staff, person: UUID, ground: words.Ground, on: date, at: datetime) -> str:
    """Which step the child's track lacks for a placement to rest on a ground from a day; empty when none is."""
    if ground is words.Ground.CONSENT:
        return ""
    return compulsory.rests(viewer, [person], at, on=on).get(person, compulsory.NOTHING).missing(ground)


def track_of(viewer: Staff, person: UUID, at: datetime) -> Track | None:
    """The child's track, where there is one."""
    return compulsory.rests(viewer, [person], at).get(person, compulsory.NOTHING).track
