"""Det som skrivs på ledningsgruppens möten."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from samtid.base.access.request import Request
from samtid.base.look.swedish import day
from samtid.ground.sweden import swedish_day

from .. import actions, forms, offers, queries
from ..words import PointKind, State
from .decisions import ends
from .writing import START, Sheet, may_read, number, write

MEETINGS = ("Ledningsgruppen", "direction:meetings")


def new_meeting(request: Request) -> HttpResponse:
    """A meeting on a day."""
    may_read(request)
    sheet = Sheet(
        offers.MEETING, "Nytt möte", "Spara mötet", [START, MEETINGS],
        lead="Det som inte blev klart på förra mötet följer med.", initial={"held_on": swedish_day(request.at)},
    )  # fmt: skip

    def does(said: dict[str, Any]) -> Any:
        return actions.hold_meeting(said["held_on"], by=request.user, at=request.at)

    return write(request, sheet, forms.MeetingForm, does, lambda made: ("direction:meeting", made.pk))


def raise_point(request: Request, pk: UUID) -> HttpResponse:
    """A point on the table of a meeting."""
    may_read(request)
    one = get_object_or_404(queries.meetings(request.user), pk=pk)
    sheet = Sheet(
        offers.POINT, "Ny punkt", "Spara punkten",
        [START, MEETINGS, (f"Mötet {day(one.held_on)}", "direction:meeting", one.pk)], about=one.pk,
        done="Punkten är sparad. Den kommer på den ansvarigas Min dag en vecka före dagen.",
    )  # fmt: skip

    def does(said: dict[str, Any]) -> Any:
        return actions.raise_point(
            one, PointKind(said["kind"]), said["text"], number(said), said["next_on"], bool(said["insist"]),
            by=request.user, at=request.at,
        )  # fmt: skip

    return write(request, sheet, forms.PointForm, does, lambda _: ("direction:meeting", one.pk))


end_point = ends("point", (State.DONE, State.DROPPED), queries.points, actions.end_point)
