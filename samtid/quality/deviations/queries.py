"""Avvikelserna som en tittare ser dem."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet

from samtid.base.access.viewing import seen_by
from samtid.base.organisation import roles
from samtid.base.organisation.models import Membership, Staff

from .models import Clock, Report, Step, Track
from .rules import ORDER
from .words import Done
from .words import Track as Kind


def tracks(viewer: Staff) -> QuerySet[Track]:
    """What the viewer reported, and what the viewer takes on."""
    return seen_by(viewer, Track).select_related("report", "unit", "owner")


def mine(viewer: Staff) -> QuerySet[Track]:
    """What the viewer has reported."""
    return tracks(viewer).filter(by=viewer).order_by("-at", "pk")


# which kinds come to whoever leads the unit, and to whoever has one of the roles
OF_UNIT = (Kind.DEVIATION, Kind.COMPLAINT, Kind.ENVIRONMENT)
OF_ROLE = {
    Kind.DEVIATION: roles.RECEIVES_LEX_SARAH,
    Kind.COMPLAINT: roles.RECEIVES_LEX_SARAH,
    Kind.LEX_SARAH: roles.RECEIVES_LEX_SARAH,
    Kind.BREACH: roles.RECEIVES_BREACHES,
}


def to_handle(viewer: Staff, held: Iterable[tuple[str, int]]) -> QuerySet[Track]:
    """What is open and the viewer's to take on. ``held`` are the viewer's roles, each with its unit."""
    posts = list(held)
    mine = {role for role, _ in posts}
    led = [unit for role, unit in posts if role in roles.LEADS]
    received = [kind for kind, wanted in OF_ROLE.items() if wanted & mine]
    whose = Q(owner=viewer) | Q(kind__in=received) | Q(kind__in=OF_UNIT, unit__in=led)
    return tracks(viewer).filter(whose, closed_at=None).order_by("at", "pk")


def investigators(on: date) -> QuerySet[Staff]:
    """Whom an investigation can be given to."""
    wanted = [str(role) for role in roles.INVESTIGATES_DEVIATIONS]
    posts = Membership.objects.on(on).filter(role__in=wanted)
    return Staff.objects.on(on).filter(pk__in=posts.values("staff"))


def reports(viewer: Staff) -> QuerySet[Report]:
    """Reports, by their tracks."""
    return seen_by(viewer, Report).select_related("unit")


def steps(viewer: Staff, track: Track) -> list[Step]:
    """What has been done; to the reporter, that it came and the answer."""
    found = seen_by(viewer, Step).filter(track=track).select_related("by").order_by("at", "pk")
    return sorted(found, key=lambda one: (one.at, ORDER.index(Done(one.what))))


def clocks(viewer: Staff, track: Track) -> list[Clock]:
    """The clocks of a track."""
    return list(seen_by(viewer, Clock).filter(track=track).order_by("stopped_at", "due_on", "rule"))


def running(viewer: Staff, found: QuerySet[Track]) -> QuerySet[Clock]:
    """The clocks that run in these tracks, the nearest first."""
    return (
        seen_by(viewer, Clock)
        .filter(track__in=found, stopped_at=None)
        .select_related("track__report", "track__owner")
        .order_by("due_on", "pk")
    )


def done(viewer: Staff, track: Track) -> set[Done]:
    """Which steps are taken."""
    return {Done(what) for what in seen_by(viewer, Step).filter(track=track).values_list("what", flat=True)}


def pattern(year: int) -> list[tuple[str, str, int | None]]:
    """Step, kind and how often; None where it is fewer than five."""
    with connection.cursor() as cursor:
        cursor.execute("select * from access.deviation_pattern(%s)", [year])
        return list(cursor.fetchall())


@dataclass(frozen=True, slots=True)
class HalfYear:
    """Klagomål under ett halvår, for everybody: None where it is one to four."""

    first_on: date
    last_on: date
    received: int | None
    measured: int | None
    closed: int | None


def open_complaints() -> list[HalfYear]:
    """The last four half years that are over, the newest first."""
    with connection.cursor() as cursor:
        cursor.execute("select * from access.open_complaints()")
        return [HalfYear(*row) for row in cursor.fetchall()]
