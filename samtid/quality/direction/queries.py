"""Vad som är beslutat och planerat, and what of it is on somebody's day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import CharField, Count, Exists, F, Model, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Length

from samtid.base.access.viewing import seen_by
from samtid.base.look.ordering import ByName
from samtid.base.organisation import roles
from samtid.base.organisation.models import Membership, Staff, Unit
from samtid.base.organisation.words import Role, UnitKind
from samtid.ground.unnamed import KEY
from samtid.quality.improvement import queries as improvement
from samtid.quality.improvement.models import Idea
from samtid.quality.workshops import queries as workshops
from samtid.quality.workshops.models import Proposal
from samtid.quality.workshops.words import Deed

from .models import Activity, Goal, Held, Line, Meeting, Milestone, Plan, Point, Resolution, Theme
from .words import State, Turn

Row = TypeVar("Row", bound=Model)
IN_ROLE = [str(role) for role in roles.SETS_DIRECTION]


def _seen(viewer: Staff, model: type[Model], about: str) -> QuerySet[Any]:
    """``is_corrected``: a correction stands beside, and so the words are not to be read alone."""
    beside = seen_by(viewer, Line).filter(**{about: OuterRef("pk")}, kind=Turn.CORRECTED)
    return seen_by(viewer, model).select_related("owner", "unit").annotate(is_corrected=Exists(beside))


def resolutions(viewer: Staff) -> QuerySet[Resolution]:
    """Every decision, the newest first; of one meeting the last paragraph first, and § 12 comes after § 9."""
    found = _seen(viewer, Resolution, "resolution")
    return found.order_by("-decided_on", Length("paragraph").desc(), "-paragraph", "pk")


def points(viewer: Staff) -> QuerySet[Point]:
    """Every point of the management group, the nearest day first."""
    return _seen(viewer, Point, "point").select_related("meeting").order_by("next_on", "pk")


def goals(viewer: Staff) -> QuerySet[Goal]:
    """Every goal, in the order they were set."""
    return _seen(viewer, Goal, "goal").select_related("plan").order_by("at", "pk")


def activities(viewer: Staff) -> QuerySet[Activity]:
    """Every activity, in the order they were laid."""
    return (
        _seen(viewer, Activity, "activity")
        .select_related("goal__plan", "goal__unit", "resolution")
        .order_by("at", "pk")
    )


def plans(viewer: Staff) -> QuerySet[Plan]:
    """Every plan, those that end last first, with how many goals are open and ended."""
    counts = {
        "open_goals": Count("goals", filter=Q(goals__state=State.OPEN)),
        "reached_goals": Count("goals", filter=Q(goals__state=State.REACHED)),
        "dropped_goals": Count("goals", filter=Q(goals__state=State.DROPPED)),
    }
    rows = seen_by(viewer, Plan).select_related("owner").annotate(**counts)
    return rows.order_by("-last_year", "name", "pk")


def meetings(viewer: Staff) -> QuerySet[Meeting]:
    """Every meeting of the management group, the latest first."""
    return seen_by(viewer, Meeting).order_by("-held_on")


def milestones(viewer: Staff, rows: Iterable[Activity]) -> dict[UUID, list[Milestone]]:
    """The milestones of activities, by activity, in order of day."""
    found: dict[UUID, list[Milestone]] = {}
    wanted = seen_by(viewer, Milestone).filter(activity__in=list(rows)).select_related("reached_by")
    for one in wanted.order_by("due_on", "pk"):
        found.setdefault(one.activity_id, []).append(one)
    return found


def late_milestones(viewer: Staff, today: date) -> QuerySet[Milestone]:
    """Those that should have been reached, of what goes on."""
    rows = milestone(viewer).filter(reached_at=None, due_on__lt=today, activity__state=State.OPEN)
    return rows.select_related("activity__owner").order_by("due_on", "pk")


def milestone(viewer: Staff) -> QuerySet[Milestone]:
    """Every milestone."""
    return seen_by(viewer, Milestone).select_related("activity")


def themes(viewer: Staff, plan: Plan) -> list[Theme]:
    """The themes of a plan, by year."""
    return list(seen_by(viewer, Theme).filter(plan=plan).order_by("year"))


def lines(viewer: Staff, **about: Held | Plan) -> list[Line]:
    """What has become of one thing, the oldest first: ``resolution=``, ``point=``, ``plan=``, ``goal=`` or ``activity=``."""
    return list(seen_by(viewer, Line).filter(**about).select_related("by").order_by("at", "pk"))


def last_followed(viewer: Staff, about: str, rows: Iterable[Held]) -> dict[UUID, Line]:
    """Of each, what was last said when it was followed up or ended: one question."""
    wanted = seen_by(viewer, Line).filter(**{f"{about}__in": list(rows)}, kind__in=["followed", "ended"])
    return {getattr(line, f"{about}_id"): line for line in wanted.order_by("at", "pk")}


def late(rows: QuerySet[Any], today: date) -> QuerySet[Any]:
    """Those whose day has passed while they are open."""
    return rows.filter(state=State.OPEN, next_on__lt=today)


def of_meeting(viewer: Staff, meeting: Meeting) -> QuerySet[Point]:
    """What is on a meeting's table: raised there, or raised before and not done when it was held."""
    carried = Q(meeting__held_on__lt=meeting.held_on) & (Q(ended_on=None) | Q(ended_on__gte=meeting.held_on))
    return points(viewer).filter(Q(meeting=meeting) | carried).order_by("meeting__held_on", "at", "pk")


@dataclass(frozen=True, slots=True)
class Kept:
    """Hur registret står: how many decisions are ended, how many go on, and how many of those are past their day."""

    followed: int
    waiting: int
    late: int


def kept(viewer: Staff, today: date) -> Kept:
    """One question."""
    found = seen_by(viewer, Resolution).aggregate(
        followed=Count("pk", filter=~Q(state=State.OPEN)),
        waiting=Count("pk", filter=Q(state=State.OPEN)),
        late=Count("pk", filter=Q(state=State.OPEN, next_on__lt=today)),
    )
    return Kept(**found)


def tied_idea(viewer: Staff, activity: Activity) -> Idea | None:
    """The improvement that an activity comes from, if the viewer may read it."""
    return improvement.ideas(viewer).filter(pk=activity.idea_id).first() if activity.idea_id else None


def ideas_to_tie(viewer: Staff) -> QuerySet[Idea]:
    """Improvements that are going on or done: what an activity can come from."""
    return (improvement.going_on(viewer) | improvement.ended(viewer)).order_by("-said_on", "pk")


# --- who answers ---


def answering(on: date) -> dict[int, Membership]:
    """Those who may answer for something on ``on``, each with the post they answer from; a manager's before another."""
    rows = (
        Membership.objects.on(on)
        .filter(role__in=IN_ROLE, staff__in=Staff.objects.on(on))
        .select_related("staff", "unit")
        .order_by(ByName("staff__name"), "pk")
    )
    found: dict[int, Membership] = {}
    for row in rows:
        if row.staff_id not in found or row.role == Role.MANAGER != found[row.staff_id].role:
            found[row.staff_id] = row
    return found


def leads_all(posts: Iterable[Membership]) -> bool:
    """Whether one of the posts is that of the head."""
    return any(post.role == Role.MANAGER and post.unit.kind == UnitKind.DEPARTMENT for post in posts)


def answers_on(on: date) -> Exists:
    """The owner still has, in the unit they answered from, a role that may write."""
    rows = Membership.objects.on(on).filter(role__in=IN_ROLE, staff__in=Staff.objects.on(on))
    return Exists(rows.filter(staff=OuterRef("owner"), unit=OuterRef("unit")))


def _is_led_on(on: date) -> Exists:
    rows = Membership.objects.on(on).filter(role=Role.MANAGER, staff__in=Staff.objects.on(on))
    return Exists(rows.filter(unit=OuterRef("unit")))


def is_left(unit: Unit, on: date) -> bool:
    """Nobody leads the unit, and there is no quality developer: what an owner there has left is every manager's."""
    either = Q(unit=unit, role=Role.MANAGER) | Q(role=Role.QUALITY)
    return not Membership.objects.on(on).filter(either, staff__in=Staff.objects.on(on)).exists()


def on_ones_day(viewer: Staff, rows: QuerySet[Row], posts: Sequence[Any], on: date) -> QuerySet[Any]:
    """Of ``rows`` those whose day is the viewer's: her own; and those whose owner has gone.

    What an owner has left falls to the manager of the unit, then to the quality developer, then to every manager: no
    day is nobody's.
    """
    led = [post.unit_id for post in posts if post.role == Role.MANAGER]
    told: QuerySet[Any] = rows.annotate(answers=answers_on(on))
    gone = Q(unit__in=led)
    if any(post.role == Role.QUALITY for post in posts):
        gone |= ~Q(_is_led_on(on))
    elif led:
        quality = Membership.objects.on(on).filter(role=Role.QUALITY, staff__in=Staff.objects.on(on))
        gone |= ~Q(_is_led_on(on)) & ~Q(Exists(quality))
    return told.filter(Q(owner=viewer, answers=True) | Q(gone, answers=False))


@dataclass(frozen=True, slots=True)
class Due:
    """En dag som är någons: what, when, and whose it was. ``is_fallen``: the owner has gone."""

    kind: str
    about: UUID
    due_on: date
    called: str
    owner: str
    is_fallen: bool


COLUMNS = ("what", "about", "due_on", "called", "whose", "answers")


def due(viewer: Staff, posts: Sequence[Any], on: date, until: date) -> list[Due]:
    """What is the viewer's to follow up until a day, the nearest first: one question, milestones too."""

    def asked(rows: QuerySet[Any], kind: str, called: str) -> QuerySet[Any]:
        mine = on_ones_day(viewer, rows.order_by().filter(state=State.OPEN, next_on__lte=until), posts, on)
        said = {"what": Value(kind, CharField()), "about": F("pk"), "due_on": F("next_on")}
        return mine.annotate(**said, called=F(called), whose=F("owner__name")).values_list(*COLUMNS)

    own = on_ones_day(viewer, seen_by(viewer, Activity).filter(state=State.OPEN), posts, on)
    stones = seen_by(viewer, Milestone).filter(
        reached_at=None, due_on__lte=until, activity__in=own.values("pk")
    )
    still = Membership.objects.on(on).filter(role__in=IN_ROLE, staff__in=Staff.objects.on(on))
    still = still.filter(staff=OuterRef("activity__owner"), unit=OuterRef("activity__unit"))
    said = {"what": Value("milestone", CharField()), "about": F("activity_id"), "called": F("text")}
    of_stones: QuerySet[Any] = stones.annotate(
        **said, whose=F("activity__owner__name"), answers=Exists(still)
    )
    found = of_stones.values_list(*COLUMNS).union(
        asked(seen_by(viewer, Resolution), "resolution", "text"),
        asked(seen_by(viewer, Point), "point", "text"),
        asked(seen_by(viewer, Goal), "goal", "title"),
        asked(seen_by(viewer, Activity), "activity", "text"),
        all=True,
    )
    rows = found.order_by("due_on", "what", "about")
    return [
        Due(kind, about, day, called, whose, not answers) for kind, about, day, called, whose, answers in rows
    ]


def proposals_to_take_up(viewer: Staff) -> list[Proposal]:
    """What workshops wanted and no plan has taken up yet."""
    return [
        one
        for one in workshops.proposals(viewer)
        if all(line.deed != Deed.TAKEN_UP for line in one.lines.all())
    ]


def proposal_of(viewer: Staff, activity: Activity) -> Proposal | None:
    """The workshop's proposal that an activity came from, if the viewer may read it."""
    if not KEY.fullmatch(activity.source):
        return None
    return workshops.proposals(viewer).filter(pk=activity.source).first()
