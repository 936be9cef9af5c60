"""Det som skrivs om beslut, and what is alike for everything that somebody answers for: changed beside, opened again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from samtid.base.access.request import Request, posts_of
from samtid.base.organisation.models import Staff
from samtid.ground.sweden import swedish_day

from .. import actions, forms, offers, queries, rules
from ..models import Held
from ..turning import to_moving
from ..words import Body, Result, State
from .writing import START, Sheet, may_read, number, write

View = Callable[[Request, UUID], HttpResponse]
# Of each kind: its page, and what it is called there.
PAGES: dict[str, tuple[str, str]] = {
    "resolution": ("direction:decision", "Beslutet"),
    "point": ("direction:point", "Punkten"),
    "goal": ("direction:goal", "Målet"),
    "activity": ("direction:activity", "Aktiviteten"),
}


def enter(request: Request) -> HttpResponse:
    """Enter a decision."""
    may_read(request)
    sheet = Sheet(
        offers.ENTER, "För in ett beslut", "För in beslutet", [START, ("Beslut", "direction:decisions")],
        lead="Det som förs in ändras aldrig. Blir det fel skrivs en rättelse bredvid.",
        initial=_first(request), done="Beslutet är infört. Det kommer på den ansvarigas Min dag en vecka före dagen.",
    )  # fmt: skip

    def does(said: dict[str, Any]) -> Any:
        entered = rules.Entered(
            Body(said["body"]), said["decided_on"], said["paragraph"], said["text"], said["ground"], number(said),
            said["follow_up_on"], said["indicator"],
        )  # fmt: skip
        return actions.enter_decision(entered, bool(said["insist"]), by=request.user, at=request.at)

    return write(request, sheet, forms.EnterForm, does, lambda made: ("direction:decision", made.pk))


def _first(request: Request) -> dict[str, Any]:
    """Today; from a meeting of the management group its own day and body."""
    try:
        key = UUID(request.GET.get("mote", ""))
    except ValueError:
        return {"decided_on": swedish_day(request.at)}
    meeting = queries.meetings(request.user).filter(pk=key).first()
    if meeting is None:
        return {"decided_on": swedish_day(request.at)}
    return {"decided_on": meeting.held_on, "body": Body.MANAGEMENT}


def follow_up(request: Request, pk: UUID) -> HttpResponse:
    """Say whether it became so."""
    may_read(request)
    one = get_object_or_404(queries.resolutions(request.user), pk=pk)
    sheet = Sheet(
        offers.FOLLOW, "Blev det så?", "Spara uppföljningen",
        [START, ("Beslut", "direction:decisions"), ("Beslutet", "direction:decision", one.pk)],
        about=one.pk, lead="Det indikatorn säger i dag sparas med svaret, också att det inte går att säga ännu.",
        known=[("Beslut", one.text), ("Fattat", one.decided_on), ("Ansvarig", one.owner.name), ("Följs upp", one.next_on)],
        hinder=to_moving(one, request.user, request.at, posts_of(request)), initial={"seen": one.turns}, done="Uppföljningen är sparad.",
    )  # fmt: skip

    def does(said: dict[str, Any]) -> Any:
        return actions.follow_up(
            one, Result(said["result"]), said["said"], said["next_on"], bool(said["insist"]), seen=said["seen"],
            by=request.user, at=request.at,
        )  # fmt: skip

    return write(request, sheet, forms.FollowForm, does, lambda _: ("direction:decision", one.pk))


def back_to(kind: str, one: Held) -> list[Any]:
    """The way back from a form about one thing."""
    name, called = PAGES[kind]
    return [START, (called, name, one.pk)]


def _changes(kind: str, rows: Callable[[Staff], QuerySet[Any]]) -> View:
    def change(request: Request, pk: UUID) -> HttpResponse:
        may_read(request)
        one = get_object_or_404(rows(request.user), pk=pk)
        sheet = Sheet(
            offers.CHANGES[kind], "Rätta eller ändra", "Spara", back_to(kind, one), about=one.pk,
            lead="Det som förts in står kvar. En rättelse skrivs bredvid. En ny ansvarig eller en ny dag har ett skäl.",
            known=[(PAGES[kind][1], one.called), ("Ansvarig", one.owner.name), ("Dag", one.next_on)],
            initial={"owner": str(one.owner_id), "next_on": one.next_on, "seen": one.turns},
            more={"present": (str(one.owner_id), one.owner.name)},
        )  # fmt: skip

        def does(said: dict[str, Any]) -> Any:
            return actions.change(
                one, said["said"], number(said), said["next_on"], bool(said["insist"]), seen=said["seen"],
                by=request.user, at=request.at,
            )  # fmt: skip

        return write(request, sheet, forms.ChangeForm, does, lambda _: (PAGES[kind][0], one.pk))

    change.__doc__ = "Correct it beside, or give it another owner or day."
    return change


def _reopens(kind: str, rows: Callable[[Staff], QuerySet[Any]]) -> View:
    def reopen(request: Request, pk: UUID) -> HttpResponse:
        may_read(request)
        one = get_object_or_404(rows(request.user), pk=pk)
        sheet = Sheet(
            offers.REOPENS[kind], "Öppna igen", "Öppna igen", back_to(kind, one), about=one.pk,
            known=[(PAGES[kind][1], one.called), ("Läge", one.state_label)],
            hinder=to_moving(one, request.user, request.at, posts_of(request)), initial={"seen": one.turns}, done="Det pågår igen.",
        )  # fmt: skip

        def does(said: dict[str, Any]) -> Any:
            return actions.reopen(
                one, said["said"], said["next_on"], bool(said["insist"]), seen=said["seen"],
                by=request.user, at=request.at,
            )  # fmt: skip

        return write(request, sheet, forms.ReopenForm, does, lambda _: (PAGES[kind][0], one.pk))

    reopen.__doc__ = "It goes on after all."
    return reopen


change_decision = _changes("resolution", queries.resolutions)
change_point = _changes("point", queries.points)
change_goal = _changes("goal", queries.goals)
change_activity = _changes("activity", queries.activities)
reopen_decision = _reopens("resolution", queries.resolutions)
reopen_point = _reopens("point", queries.points)
reopen_goal = _reopens("goal", queries.goals)
reopen_activity = _reopens("activity", queries.activities)


def ends(
    kind: str, form_ends: tuple[Any, ...], rows: Callable[[Staff], QuerySet[Any]], action: Callable[..., Any]
) -> View:
    """The page where something of a kind is ended."""

    def end(request: Request, pk: UUID) -> HttpResponse:
        may_read(request)
        one = get_object_or_404(rows(request.user), pk=pk)
        sheet = Sheet(
            offers.ENDS[kind], "Avsluta", "Avsluta", back_to(kind, one), about=one.pk,
            lead="Det finns kvar med sitt skäl, och kan öppnas igen.",
            known=[(PAGES[kind][1], one.called), ("Ansvarig", one.owner.name)],
            hinder=to_moving(one, request.user, request.at, posts_of(request)), initial={"seen": one.turns}, more={"ends": form_ends},
            done="Det är avslutat.",
        )  # fmt: skip

        def does(said: dict[str, Any]) -> Any:
            return action(
                one, State(said["ends"]), said["said"], bool(said["insist"]), seen=said["seen"],
                by=request.user, at=request.at,
            )  # fmt: skip

        return write(request, sheet, forms.EndForm, does, lambda _: (PAGES[kind][0], one.pk))

    end.__doc__ = "It is ended, with how one knows or why."
    return end
