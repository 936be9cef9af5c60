"""Rutinerna som en tittare ser dem, and what everybody may know of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from samtid.base.access.through import door
from samtid.base.access.viewing import seen_by
from samtid.base.organisation.models import Membership, Staff
from samtid.base.organisation.words import Role
from samtid.ground.sweden import swedish_day
from samtid.quality.direction import queries as direction

from . import process, rules, words
from .models import Line, Reading, Routine, Version

SOON = timedelta(days=14)
FEW_HAVE = "färre än fem, eller så är det färre än tio som arbetar där"  # rules.STEP and FEW_WORK


def routines(viewer: Staff) -> QuerySet[Routine]:
    """Every routine, also those without a decided version and those that are withdrawn."""
    return seen_by(viewer, Routine).select_related("owner", "unit", "covers").order_by("at", "pk")


def versions(viewer: Staff) -> QuerySet[Version]:
    """The decided versions, and for those who write the drafts too."""
    return seen_by(viewer, Version).select_related(
        "routine__covers", "routine__owner", "by", "decided_by", "decided_unit", "returned_by"
    )


def in_force(viewer: Staff, on: date) -> QuerySet[Version]:
    """The one version of each routine that holds on ``on``: of those that have begun the one decided last. A draft never does."""
    holds = Q(routine__withdrawn_on=None) | Q(routine__withdrawn_on__gt=on)
    rows = versions(viewer).filter(holds, decided_at__isnull=False, valid_from__lte=on)
    return rows.order_by("routine_id", "-number").distinct("routine_id")


def of_step(viewer: Staff, key: str, on: date) -> list[Version]:
    """What holds in a step today, by title."""
    mine = Q(routine__place=key) | Q(routine__place__startswith=f"{key}:")
    return sorted(in_force(viewer, on).filter(mine), key=lambda one: (one.title.casefold(), str(one.pk)))


def by_step(viewer: Staff, on: date) -> dict[str, list[Version]]:
    """What holds today, by the step's key."""
    found: dict[str, list[Version]] = {}
    for one in sorted(in_force(viewer, on), key=lambda one: (one.title.casefold(), str(one.pk))):
        found.setdefault(one.routine.place.partition(":")[0], []).append(one)
    return found


def not_in_force(viewer: Staff, on: date, holding: Iterable[Version]) -> list[Routine]:
    """Those that have nothing in force today: drafts, what is to come, and what is withdrawn; the latest first."""
    held = {one.routine_id for one in holding}
    return [one for one in routines(viewer).order_by("-at", "pk") if one.pk not in held]


def titles(viewer: Staff, rows: Iterable[Routine]) -> dict[UUID, str]:
    """What each is called in its latest version that the viewer may read."""
    found = seen_by(viewer, Version).filter(routine__in=list(rows)).order_by("number")
    return dict(found.values_list("routine", "title"))


def history(viewer: Staff, routine: Routine) -> list[Version]:
    """Its versions, the latest first."""
    return list(versions(viewer).filter(routine=routine).order_by("-number"))


def lines(viewer: Staff, routine: Routine) -> list[Line]:
    """What has become of it beside its versions, the latest first."""
    return list(seen_by(viewer, Line).filter(routine=routine).select_related("by").order_by("-at", "pk"))


def states(routine: Routine, rows: Sequence[Version], today: date) -> dict[UUID, words.State]:
    """Where each version of one routine stands. ``rows`` are all that the viewer sees."""
    latest = max((one.number for one in rows), default=0)
    held = current(routine, rows, today)
    overtaken = {
        one.pk: min(
            (
                swedish_day(other.decided_at)
                for other in rows
                if one.valid_from
                and other.valid_from
                and other.decided_at
                and other.valid_from <= one.valid_from
                and other.number > one.number
            ),
            default=None,
        )
        for one in rows
    }
    number = held.number if held else None
    return {one.pk: one.state(today, latest, number, routine.withdrawn_on, overtaken[one.pk]) for one in rows}


def current(routine: Routine, rows: Iterable[Version], today: date) -> Version | None:
    """Of its versions the one that holds today."""
    if routine.withdrawn_on is not None and routine.withdrawn_on <= today:
        return None
    begun = [one for one in rows if one.valid_from is not None and one.valid_from <= today]
    return max(begun, key=lambda one: one.number, default=None)


def last_read(viewer: Staff, wanted: Collection[UUID]) -> dict[UUID, Version]:
    """Of each routine, the latest version that the viewer has read: her own rows, and nobody else's."""
    rows = (
        seen_by(viewer, Reading)
        .filter(staff=viewer, version__routine__in=list(wanted))
        .select_related("version")
    )
    return {one.version.routine_id: one.version for one in rows.order_by("version__number")}


def read_by(version: Version) -> str:
    """How many have read a version, for those who answer for it: in steps, never fewer than five, and not where few work."""
    many = door("routine_read_by", version.pk)
    return FEW_HAVE if many is None else f"minst {many}"


@dataclass(frozen=True, slots=True)
class Due:
    """Något som väntar på en: which routine, what it is called, and why. ``due_on`` is nothing for a draft."""

    kind: str  # "review", "left" or "decide"
    about: UUID
    called: str
    owner: str
    due_on: date | None = None


def due(viewer: Staff, posts: Sequence[Any], today: date) -> list[Due]:
    """What is the viewer's to look at again, what nobody answers for any longer, and what waits for a decision.

    What somebody has left is the quality developer's; where there is none, that of those who lead where it is to hold.
    """
    held = direction.answering(today)
    is_quality = any(post.role == Role.QUALITY for post in posts)
    rows = list(
        routines(viewer)
        .filter(Q(next_on__lte=today + SOON) | ~Q(owner__in=list(held)), withdrawn_on=None)
        .order_by("next_on", "pk")
    )
    # one who is a manager too stands in ``held`` as that, so it is the posts that are asked
    has_quality = any(row.owner_id not in held for row in rows) and _quality_developers(today).exists()
    mine = []
    for row in rows:
        if row.owner_id in held:
            if row.owner_id == viewer.pk:
                mine.append(("review", row))
        elif is_quality or (not has_quality and rules.governing(posts, row.covers_id)):
            mine.append(("left", row))
    called = titles(viewer, [row for _, row in mine]) if mine else {}
    found = [
        Due(kind, row.pk, called.get(row.pk, row.place_label), row.owner.name, row.next_on)
        for kind, row in mine
    ]
    return found + [
        Due("decide", one.pk, one.title, one.by.name)
        for one in waiting(viewer)
        if one.by_id != viewer.pk and rules.governing(posts, one.routine.covers_id)
    ]


def _quality_developers(on: date) -> QuerySet[Membership]:
    return Membership.objects.on(on).filter(role=Role.QUALITY, staff__in=Staff.objects.on(on))


def waiting(viewer: Staff) -> list[Version]:
    """The latest draft of each routine, where it is neither decided nor sent back, the oldest first."""
    latest = versions(viewer).order_by("routine_id", "-number").distinct("routine_id")
    found = [
        one
        for one in latest.filter(routine__withdrawn_on=None)
        if one.decided_at is None and one.returned_at is None
    ]
    return sorted(found, key=lambda one: (one.at, str(one.pk)))


@dataclass(frozen=True, slots=True)
class Open:
    """En rutin i det öppna registret: without a name, and with its text only where that is for all."""

    place: str
    title: str
    covers: str
    decided_as: str
    decided_in: str
    decided_on: date
    valid_from: date
    number: int
    text: str | None
    checklist: str | None

    @property
    def step(self) -> str:
        found = process.step_of(self.place)
        return found.name if found else self.place

    @property
    def decided_by(self) -> str:
        return f"{words.As.label_of(self.decided_as)}, {self.decided_in}"


def open_register() -> list[Open]:
    """What everybody may know, in the order of the steps and by title."""
    with connection.cursor() as cursor:
        cursor.execute("select * from access.open_routines()")
        found = [Open(*row) for row in cursor.fetchall()]
    order = {step.key: number for number, step in enumerate(process.steps())}
    return sorted(
        found,
        key=lambda one: (
            order.get(one.place.partition(":")[0], len(order)),
            one.title.casefold(),
            one.covers,
        ),
    )
