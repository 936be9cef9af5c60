"""Det som skrivs i planerna."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from samtid.base.access.request import Request, posts_of
from samtid.base.look.swedish import day
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day

from .. import actions, forms, offers, queries, rules
from ..turning import to_moving
from ..words import PlanKind, Rhythm, State
from .decisions import back_to, ends
from .reading import shown_activity
from .writing import START, Crumb, Sheet, may_read, number, write

QUARTER = timedelta(days=90)


def new_plan(request: Request) -> HttpResponse:
    """A plan and its vision."""
    may_read(request)
    year = swedish_day(request.at).year
    sheet = Sheet(
        offers.PLAN, "Ny plan", "Spara planen", [START], initial={"first_year": year + 1, "last_year": year + 3},
        lead="Visionen först. Mål, aktiviteter och milstolpar läggs till på planens sida.",
    )  # fmt: skip

    def does(said: dict[str, Any]) -> Any:
        plan = rules.NewPlan(
            PlanKind(said["kind"]), said["name"], said["vision"], said["first_year"], said["last_year"],
            Rhythm(said["rhythm"]), number(said),
        )  # fmt: skip
        return actions.begin_plan(plan, bool(said["insist"]), by=request.user, at=request.at)

    return write(request, sheet, forms.PlanForm, does, lambda made: ("direction:plan", made.pk))


def set_theme(request: Request, pk: UUID) -> HttpResponse:
    """The theme of a year."""
    may_read(request)
    one = get_object_or_404(queries.plans(request.user), pk=pk)
    back: list[Crumb] = [START, (one.name, "direction:plan", one.pk)]
    sheet = Sheet(
        offers.THEME, "Årets tema", "Spara temat", back, about=one.pk, initial={"year": one.first_year}
    )

    def does(said: dict[str, Any]) -> Any:
        return actions.set_theme(
            one, said["year"], said["theme"], bool(said["insist"]), by=request.user, at=request.at
        )

    return write(request, sheet, forms.ThemeForm, does, lambda _: ("direction:plan", one.pk))


def correct_plan(request: Request, pk: UUID) -> HttpResponse:
    """A correction beside a plan."""
    may_read(request)
    one = get_object_or_404(queries.plans(request.user), pk=pk)
    back: list[Crumb] = [START, (one.name, "direction:plan", one.pk)]
    sheet = Sheet(
        offers.CORRECT, "Rätta planen", "Spara rättelsen", back, about=one.pk, known=[("Vision", one.vision)]
    )

    def does(said: dict[str, Any]) -> Any:
        return actions.change(one, said["said"], insists=bool(said["insist"]), by=request.user, at=request.at)

    return write(request, sheet, forms.CorrectForm, does, lambda _: ("direction:plan", one.pk))


def add_goal(request: Request, pk: UUID) -> HttpResponse:
    """A goal of a plan."""
    may_read(request)
    one = get_object_or_404(queries.plans(request.user), pk=pk)
    back: list[Crumb] = [START, (one.name, "direction:plan", one.pk)]
    next_on = rules.first_follow_up(Rhythm(one.rhythm), swedish_day(request.at), one.first_year)
    sheet = Sheet(
        offers.GOAL, "Nytt mål", "Spara målet", back, about=one.pk, known=[("Vision", one.vision)],
        lead=f"Målet är öppet tills det är nått eller avslutat med skäl. Första uppföljningen är {day(next_on)}.",
    )  # fmt: skip

    def does(said: dict[str, Any]) -> Any:
        goal = rules.NewGoal(said["title"], said["text"], number(said), said["indicator"], said["target"])
        return actions.add_goal(one, goal, bool(said["insist"]), by=request.user, at=request.at)

    return write(request, sheet, forms.GoalForm, does, lambda made: ("direction:goal", made.pk))


def follow_goal(request: Request, pk: UUID) -> HttpResponse:
    """The period's sentence."""
    may_read(request)
    one = get_object_or_404(queries.goals(request.user), pk=pk)
    period, _ = rules.due_period(Rhythm(one.plan.rhythm), one.next_on, swedish_day(request.at))
    sheet = Sheet(
        offers.FOLLOW_GOAL, f"Så går det: {period}" if period else "Så går det hittills", "Spara uppföljningen", back_to("goal", one), about=one.pk,
        known=[("Mål", one.title), ("Så ser vi det", one.target), ("Ansvarig", one.owner.name)],
        hinder=to_moving(one, request.user, request.at, posts_of(request)), initial={"seen": one.turns}, done="Uppföljningen är sparad.",
    )  # fmt: skip

    def does(said: dict[str, Any]) -> Any:
        return actions.follow_goal(
            one, said["said"], bool(said["insist"]), seen=said["seen"], by=request.user, at=request.at
        )

    return write(request, sheet, forms.SentenceForm, does, lambda _: ("direction:goal", one.pk))


def add_activity(request: Request, pk: UUID) -> HttpResponse:
    """An activity under a goal."""
    may_read(request)
    one = get_object_or_404(queries.goals(request.user), pk=pk)
    waiting = {str(row.pk): row for row in queries.proposals_to_take_up(request.user)}
    sheet = Sheet(
        offers.ACTIVITY, "Ny aktivitet", "Spara aktiviteten", back_to("goal", one), about=one.pk,
        known=[("Mål", one.title)], initial={"next_on": swedish_day(request.at) + QUARTER},
        more={"proposals": [(key, f"{row.title} ({row.workshop.name})") for key, row in waiting.items()]},
    )  # fmt: skip

    def does(said: dict[str, Any]) -> Any:
        return actions.add_activity(
            one, text=said["text"], owner=number(said), begins_on=said["begins_on"], next_on=said["next_on"],
            budget=said["budget"], risk=said["risk"], indicator=said["indicator"], insists=bool(said["insist"]),
            proposal=waiting.get(said["proposal"]), by=request.user, at=request.at,
        )  # fmt: skip

    return write(request, sheet, forms.ActivityForm, does, lambda made: ("direction:activity", made.pk))


def add_milestone(request: Request, pk: UUID) -> HttpResponse:
    """What is to be ready on a day."""
    may_read(request)
    one = get_object_or_404(queries.activities(request.user), pk=pk)
    sheet = Sheet(
        offers.MILESTONE, "Ny milstolpe", "Spara milstolpen", back_to("activity", one), about=one.pk,
        known=[("Aktivitet", one.text), ("Klar senast", one.next_on)], hinder=to_moving(one, request.user, request.at, posts_of(request)),
    )  # fmt: skip

    def does(said: dict[str, Any]) -> Any:
        return actions.add_milestone(
            one, said["milestone"], said["due_on"], bool(said["insist"]), by=request.user, at=request.at
        )

    return write(request, sheet, forms.MilestoneForm, does, lambda _: ("direction:activity", one.pk))


@require_POST
def reach_milestone(request: Request, pk: UUID) -> HttpResponse:
    """It is ready."""
    may_read(request)
    one = get_object_or_404(queries.milestone(request.user), pk=pk)
    try:
        actions.reach_milestone(one, by=request.user, at=request.at)
    except NotYet as refusal:
        about = get_object_or_404(queries.activities(request.user), pk=one.activity_id)
        return shown_activity(request, about, refusal.obstacles)
    messages.success(request, "Milstolpen är nådd.")
    return redirect("direction:activity", one.activity_id)


def tie(request: Request, pk: UUID) -> HttpResponse:
    """Which decision and which improvement it comes from."""
    may_read(request)
    one = get_object_or_404(queries.activities(request.user), pk=pk)
    decisions = {str(row.pk): row for row in queries.resolutions(request.user)}
    ideas = {str(row.pk): row for row in queries.ideas_to_tie(request.user)}
    named = [(key, row.called) for key, row in ideas.items()]
    if one.idea_id and str(one.idea_id) not in ideas:
        # it has moved on, or she may not read it: it stays a choice, so that tying a decision does not loosen it
        named.append((str(one.idea_id), "Det förslag som den är knuten till nu"))
    initial = {
        "seen": one.turns,
        "resolution": str(one.resolution_id or forms.NONE),
        "idea": str(one.idea_id or forms.NONE),
    }
    sheet = Sheet(
        offers.TIE, "Var kommer aktiviteten ifrån?", "Knyt ihop", back_to("activity", one), about=one.pk,
        known=[("Aktivitet", one.text)], hinder=to_moving(one, request.user, request.at, posts_of(request)), initial=initial,
        more={
            "resolutions": [(key, f"{day(row.decided_on)} {row.paragraph} {row.called}") for key, row in decisions.items()],
            "ideas": named,
        },
    )  # fmt: skip

    def does(said: dict[str, Any]) -> Any:
        return actions.tie(
            one, decisions.get(said["resolution"]), None if said["idea"] == forms.NONE else UUID(said["idea"]),
            seen=said["seen"], by=request.user, at=request.at,
        )  # fmt: skip

    return write(request, sheet, forms.TieForm, does, lambda _: ("direction:activity", one.pk))


end_goal = ends("goal", (State.REACHED, State.DROPPED), queries.goals, actions.end_goal)
end_activity = ends("activity", (State.DONE, State.DROPPED), queries.activities, actions.end_activity)
