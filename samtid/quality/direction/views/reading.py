"""Att läsa: ingången, beslutet med sin kedja, mötet, planen som ett träd, målet och aktiviteten."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from samtid.base.access.request import Request, posts_of
from samtid.base.look.fragments import page
from samtid.base.look.paging import Part, part_of, sheet_of
from samtid.ground.reasons import Obstacle
from samtid.ground.sweden import swedish_day
from samtid.quality.indicators import queries as indicators
from samtid.quality.indicators.figures import all_indicators
from samtid.quality.indicators.said import shown_by

from .. import queries, rules, words
from ..models import Activity, Goal
from ..turning import to_moving
from .writing import hinder, may_read

TABS = {"pagar": "Pågår", "forsenade": "Skulle ha följts upp", "klara": "Uppföljda"}
MANY = 100  # late goals, activities and milestones have no list of their own
FEW = 12  # of a kind on the first page; the register has all


def figures(request: Request, keys: Iterable[str]) -> dict[str, Any]:
    """What a page needs to tell of indicators: their courses, how a value is written, and their names."""
    every = all_indicators()
    wanted = {key for key in keys if key in every}
    courses = indicators.courses(request.user) if wanted else {}
    return {
        "courses": {key: courses[key] for key in wanted},
        "shown": {key: shown_by(every[key]) for key in wanted},
        "named": {key: every[key].name for key in wanted},
    }


def told(found: dict[str, Any], key: str, since: Any) -> rules.Told:
    """Before and after a day, of what ``figures`` has read."""
    course = found["courses"].get(key)
    return (
        rules.told_of(course, since, all_indicators()[key].better)
        if course is not None
        else rules.told_of(None, since)
    )


@require_GET
def start(request: Request) -> HttpResponse:
    """Mål och beslut: the plans, what should have been followed up, the latest decisions and the next meeting."""
    may_read(request)
    viewer, today = request.user, swedish_day(request.at)
    kept, latest = queries.kept(viewer, today), queries.resolutions(viewer)
    late = queries.late(latest, today).order_by("next_on", "pk")
    return page(
        request,
        "direction/start.html",
        plans=list(queries.plans(viewer)),
        kept=kept,
        # how many there are is counted already
        late=Part(late[:FEW], max(kept.late - FEW, 0)),
        late_goals=part_of(queries.late(queries.goals(viewer), today).order_by("next_on", "pk"), MANY),
        late_activities=part_of(
            queries.late(queries.activities(viewer), today).order_by("next_on", "pk"), MANY
        ),
        late_stones=part_of(queries.late_milestones(viewer, today), MANY),
        points=part_of(queries.points(viewer).filter(state=words.State.OPEN), FEW),
        latest=Part(latest[:FEW], max(kept.followed + kept.waiting - FEW, 0)),
        may_write=not hinder(request),
    )


@require_GET
def decisions(request: Request) -> HttpResponse:
    """The register: what goes on, what should have been followed up, what was."""
    may_read(request)
    viewer, today = request.user, swedish_day(request.at)
    wanted = request.GET.get("visa", "")
    wanted = wanted if wanted in TABS else "pagar"
    rows = queries.resolutions(viewer)
    match wanted:
        case "forsenade":
            rows = queries.late(rows, today).order_by("next_on", "pk")
        case "klara":
            rows = rows.exclude(state=words.State.OPEN)
        case _:
            rows = rows.filter(state=words.State.OPEN)
    sheet = sheet_of(rows, request.GET.get("sida"))
    return page(
        request,
        "direction/decisions.html",
        sheet=sheet,
        last=queries.last_followed(viewer, "resolution", sheet.object_list),
        kept=queries.kept(viewer, today),
        tabs_shown=TABS.items(),
        wanted=wanted,
        may_write=not hinder(request),
    )


@require_GET
def decision(request: Request, pk: UUID) -> HttpResponse:
    """Blev det så? The decision, what was done because of it, the figure before and after, and what was said of it."""
    may_read(request)
    viewer = request.user
    one = get_object_or_404(queries.resolutions(viewer), pk=pk)
    done = list(queries.activities(viewer).filter(resolution=one))
    found = figures(request, [one.indicator, *(each.indicator for each in done)])
    return page(
        request,
        "direction/decision.html",
        one=one,
        lines=queries.lines(viewer, resolution=one),
        activities=done,
        last=queries.last_followed(viewer, "activity", done),
        told=told(found, one.indicator, one.decided_on),
        tolds={each.pk: told(found, each.indicator, each.begins_on or swedish_day(each.at)) for each in done},
        may_move=not to_moving(one, viewer, request.at, posts_of(request)),
        may_write=not hinder(request),
        **found,
    )


@require_GET
def meetings(request: Request) -> HttpResponse:
    """The meetings of the management group, and what is not done."""
    may_read(request)
    return page(
        request,
        "direction/meetings.html",
        sheet=sheet_of(queries.meetings(request.user), request.GET.get("sida")),
        points=part_of(queries.points(request.user).filter(state=words.State.OPEN)),
        may_write=not hinder(request),
    )


@require_GET
def meeting(request: Request, pk: UUID) -> HttpResponse:
    """A meeting: its points and those that came along, and what the group decided that day."""
    may_read(request)
    one = get_object_or_404(queries.meetings(request.user), pk=pk)
    points = list(queries.of_meeting(request.user, one))
    return page(
        request,
        "direction/meeting.html",
        one=one,
        own=[point for point in points if point.meeting_id == one.pk],
        carried=[point for point in points if point.meeting_id != one.pk],
        decided=list(
            queries.resolutions(request.user).filter(body=words.Body.MANAGEMENT, decided_on=one.held_on)
        ),
        may_write=not hinder(request),
    )


@require_GET
def point(request: Request, pk: UUID) -> HttpResponse:
    """A point and what became of it."""
    may_read(request)
    one = get_object_or_404(queries.points(request.user), pk=pk)
    return page(
        request,
        "direction/point.html",
        one=one,
        lines=queries.lines(request.user, point=one),
        may_move=not to_moving(one, request.user, request.at, posts_of(request)),
        may_write=not hinder(request),
    )


@require_GET
def plan(request: Request, pk: UUID) -> HttpResponse:
    """The plan as a tree: vision, goals, activities and figures, with state and next step."""
    may_read(request)
    viewer = request.user
    one = get_object_or_404(queries.plans(viewer), pk=pk)
    goals = list(queries.goals(viewer).filter(plan=one))
    rows = list(queries.activities(viewer).filter(goal__plan=one))
    found = figures(request, [*(each.indicator for each in goals), *(row.indicator for row in rows)])
    return page(
        request,
        "direction/plan.html",
        one=one,
        themes=queries.themes(viewer, one),
        tree=[(each, [row for row in rows if row.goal_id == each.pk]) for each in goals],
        stones=queries.milestones(viewer, rows),
        last=queries.last_followed(viewer, "goal", goals),
        tolds={each.pk: told(found, each.indicator, swedish_day(each.at)) for each in goals},
        budget=sum(row.budget or 0 for row in rows),
        lines=queries.lines(viewer, plan=one),
        may_write=not hinder(request),
        **found,
    )


@require_GET
def goal(request: Request, pk: UUID) -> HttpResponse:
    """A goal: its figure, what is done for it and how each period went."""
    may_read(request)
    viewer = request.user
    one: Goal = get_object_or_404(queries.goals(viewer), pk=pk)
    rows = list(queries.activities(viewer).filter(goal=one))
    found = figures(request, [one.indicator])
    return page(
        request,
        "direction/goal.html",
        one=one,
        activities=rows,
        stones=queries.milestones(viewer, rows),
        lines=queries.lines(viewer, goal=one),
        told=told(found, one.indicator, swedish_day(one.at)),
        may_move=not to_moving(one, viewer, request.at, posts_of(request)),
        may_write=not hinder(request),
        **found,
    )


@require_GET
def activity(request: Request, pk: UUID) -> HttpResponse:
    """An activity: where it comes from, its milestones and what became of it."""
    may_read(request)
    return shown_activity(request, get_object_or_404(queries.activities(request.user), pk=pk))


def shown_activity(request: Request, one: Activity, said: tuple[Obstacle, ...] = ()) -> HttpResponse:
    """Its page; with what was refused when a button was pressed."""
    viewer = request.user
    found = figures(request, [one.indicator])
    return page(
        request,
        "direction/activity.html",
        status=422 if said else 200,
        one=one,
        idea=queries.tied_idea(viewer, one),
        proposal=queries.proposal_of(viewer, one),
        stones=queries.milestones(viewer, [one]).get(one.pk, []),
        lines=queries.lines(viewer, activity=one),
        told=told(found, one.indicator, one.begins_on or swedish_day(one.at)),
        obstacles_found=said,
        may_move=not to_moving(one, viewer, request.at, posts_of(request)),
        may_write=not hinder(request),
        **found,
    )
