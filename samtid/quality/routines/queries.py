"""Rutinerna som en tittare ser dem, and what everybody may know of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from samtid.base.access.through import door
from samtid.base.access.viewing import seen_by
from samtid.base.organisation import queries as organisation
from samtid.base.organisation.models import Membership, Staff
from samtid.base.organisation.words import Role
from samtid.ground.sweden import swedish_day
from samtid.quality.direction import queries as direction

from . import process, rules, words
from .models import Line, Reading, Routine, Version

SOON = timedelta(days=14)
REMEMBERED = timedelta(days=30)  # how long a draft that was sent back is on its writer's day
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
    rows = in_force(viewer, on).defer("text", "checklist")
    for one in sorted(rows, key=lambda one: (one.title.casefold(), str(one.pk))):
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
    """Något som väntar på en: which routine or draft, what it is called, and why. ``due_on`` is only a review's.

    ``kind``: ``review``; ``left``, nobody answers for it where it was answered for; ``closed``, the unit it is for is no more;
    ``withdrawn``, somebody else has; ``decide``; ``returned``, a draft of one's own. ``who`` is whom it comes from.
    """

    kind: str
    about: UUID
    called: str
    who: str
    due_on: date | None = None


def due(viewer: Staff, posts: Sequence[Any], today: date) -> list[Due]:
    """What is the viewer's to look at again, to give to somebody, to know of and to decide: one question.

    What somebody has left, and what a closed unit has left, is the quality developer's; where there is none, that of those
    who lead where it is to hold.
    """
    rows = list(_on_ones_day(viewer, posts, today))
    of_routines = [
        Due(kind, row.pk, row.latest["title"], row.taken_by or row.owner.name, row.next_on)
        for row in rows
        if row.latest and (kind := _kind(row, viewer, posts, today))
    ]
    return of_routines + [found for row in rows if (found := _draft(row, viewer, posts, today))]


def _on_ones_day(viewer: Staff, posts: Sequence[Any], today: date) -> QuerySet[Any]:
    """Those of which something may be said to the viewer, with what is asked about them."""
    of_this = seen_by(viewer, Version).filter(routine=OuterRef("pk"))
    own = ("pk", "title", "by", "decided_at", "returned_at", "returned_by")
    latest = JSONObject(**{name: name for name in own}, written="by__name", sent="returned_by__name")
    taken = seen_by(viewer, Line).filter(routine=OuterRef("pk"), kind=words.Turn.WITHDRAWN)
    quality = Membership.objects.on(today).filter(role=Role.QUALITY, staff__in=Staff.objects.on(today))
    told: QuerySet[Any] = routines(viewer).annotate(
        answers=direction.answers_on(today),
        has_quality=Exists(quality),
        latest=Subquery(of_this.order_by("-number").annotate(said=latest).values("said")[:1]),
        taken_by=Subquery(taken.values("by__name")[:1]),
        taken_by_id=Subquery(taken.values("by")[:1]),
    )
    looked_at = Q(owner=viewer, next_on__lte=today + SOON)
    asked = Q(returned_at=None) & ~Q(by=viewer) | Q(by=viewer, returned_at__isnull=False)
    drafts = _latest(viewer, of_this).filter(asked, decided_at=None)
    holds = Q(
        looked_at | Q(answers=False) | Q(covers__valid_to__lt=today) | Exists(drafts), withdrawn_on=None
    )
    known = Q() if _is_quality(posts) else Q(owner=viewer)
    ended = Q(withdrawn_on__gte=today - SOON) & known & ~Q(taken_by_id=viewer.pk)
    return told.filter(holds | ended).order_by("next_on", "pk")


def _latest(viewer: Staff, rows: QuerySet[Version]) -> QuerySet[Version]:
    """Of versions those that no other of the routine has come after."""
    later = seen_by(viewer, Version).filter(routine=OuterRef("routine"), number__gt=OuterRef("number"))
    return rows.filter(~Exists(later))


def _is_quality(posts: Sequence[Any]) -> bool:
    # one who is a manager too may be known as that, so it is every post that is asked
    return any(post.role == Role.QUALITY for post in posts)


def _kind(row: Any, viewer: Staff, posts: Sequence[Any], today: date) -> str:
    """What of a routine is the viewer's; "" where it is another's."""
    if row.withdrawn_on is not None:
        return "withdrawn"
    if _is_quality(posts) or (not row.has_quality and rules.governing(posts, row.covers_id)):
        if row.covers and row.covers.valid_to and row.covers.valid_to < today:
            return "closed"
        if not row.answers:
            return "left"
    return "review" if row.answers and row.owner_id == viewer.pk and row.next_on <= today + SOON else ""


def _draft(row: Any, viewer: Staff, posts: Sequence[Any], today: date) -> Due | None:
    """The draft that is the viewer's to decide, or her own that another lately has sent back."""
    one = row.latest
    if row.withdrawn_on is not None or one is None or one["decided_at"]:
        return None
    if not one["returned_at"]:
        is_hers = one["by"] != viewer.pk and rules.governing(posts, row.covers_id)
        return Due("decide", UUID(one["pk"]), one["title"], one["written"]) if is_hers else None
    lately = swedish_day(datetime.fromisoformat(one["returned_at"])) >= today - REMEMBERED
    is_own = one["by"] == viewer.pk != one["returned_by"]
    return Due("returned", row.pk, one["title"], one["sent"]) if is_own and lately else None


def undecided(viewer: Staff) -> list[Version]:
    """The latest draft of each routine that holds or may come to hold, waiting or sent back; the oldest first, without text."""
    rows = _latest(viewer, versions(viewer)).filter(decided_at=None, routine__withdrawn_on=None)
    return list(rows.defer("text", "checklist").order_by("at", "pk"))


def waiting(viewer: Staff) -> list[Version]:
    """Of those the ones that nobody has sent back."""
    return [one for one in undecided(viewer) if one.returned_at is None]


def another_decides(by: Staff, covers: int | None, on: date) -> bool:
    """Whether anybody else than the writer may decide what is to hold there."""
    posts = Membership.objects.on(on).filter(staff__in=Staff.objects.on(on)).exclude(staff=by)
    return rules.governing(posts.select_related("unit"), covers) is not None


def units_of(posts: Iterable[Any], on: date) -> set[int]:
    """Where somebody works, and all that it is a part of: what holds for the department holds in each of its units."""
    above = dict(organisation.units(on).values_list("pk", "parent"))
    found: set[int] = set()
    for post in posts:
        unit = post.unit_id
        while unit is not None and unit not in found:
            found.add(unit)
            unit = above.get(unit)
    return found


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
