"""Utan täckning: what the telephone shows where there is no line, and what was tapped there when it comes."""

from __future__ import annotations

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from samtid.base.access import pocket
from samtid.base.access.request import Request
from samtid.base.look.fragments import page
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import NotYet

from .. import actions, queries, rules, words

WANTED = "dagen-med"  # a cookie of the telephone: whoever goes out with it wants the day along


class Pocket(NamedTuple):
    """What the page's script needs to know: the names of the cookies, and whose taps these are."""

    name: str
    wanted: str
    waiting: str
    whose: str


GONE = "Besöket finns inte längre på din lista. Ring planeraren och berätta hur det blev."
ANOTHERS = "Trycket är någon annans. Det skickas när hen loggar in på telefonen."
DONE, NOTED = "Besöket är rapporterat som utfört.", "Det är noterat att besöket inte blev av."
NOT_A_TAP = "Trycket gick inte att läsa. Rapportera besöket för hand."


@require_GET
def shell(request: Request) -> HttpResponse:
    """The page that the telephone keeps: no person is on it, nor who is logged in."""
    return page(request, "visits/shell.html", pocket=pocket_of(request))


@require_POST
def tapped(request: Request) -> HttpResponse:
    """Take in one tap: ``{"id", "visit", "said", "age", "whose", "undo"}``, where ``said`` is a reason or empty (carried
    out) and ``age`` how many milliseconds ago it was. Answers ``took``, or ``why`` not, in words for the one who pressed.
    """
    read = _read(request.json if request.content_type == "application/json" else None, request.at)
    if read is None:
        return JsonResponse({"took": False, "why": NOT_A_TAP}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if read.whose != pocket.whose(request.user.pk):
        return JsonResponse({"took": False, "why": ANOTHERS}, status=HTTPStatus.CONFLICT)
    visit = queries.visits(request.user).filter(pk=read.visit).first()
    if visit is None:
        return JsonResponse({"took": False, "why": GONE})
    try:
        if read.undo:
            actions.unhear(visit, read.tap, read.at, by=request.user, at=request.at)
            return JsonResponse({"took": True, "why": ""})
        heard = actions.hear(visit, read.tap, read.reason, read.at, by=request.user, at=request.at)
    except NotYet as refusal:
        return JsonResponse({"took": False, "why": " ".join(one.text for one in refusal.obstacles)})
    if heard.came_at == request.at and not heard.refused:
        _say(request, read.reason)
    return JsonResponse({"took": not heard.refused, "why": heard.refused})


def _say(request: Request, reason: words.WhyNot | None) -> None:
    """The same words as after the form, on the page that comes next."""
    messages.success(request, NOTED if reason else DONE)
    if reason is not None and reason.help:
        messages.warning(request, reason.help)


def pocket_of(request: Request) -> Pocket:
    """What the page's script needs to know."""
    return Pocket(settings.POCKET_COOKIE_NAME, WANTED, pocket.WAITING, pocket.whose(request.user.pk))


def taken_until(request: Request) -> datetime | None:
    """Until when the day lies on this telephone; None where nobody has asked for it."""
    if request.COOKIES.get(WANTED) != "ja":
        return None
    return rules.taken_until(
        session_ends=pocket.session_ends(request, request.at), on=swedish_day(request.at)
    )


class Read(NamedTuple):
    """A tap as it was sent."""

    tap: UUID
    visit: UUID
    reason: words.WhyNot | None
    at: datetime
    whose: str
    undo: bool


def _read(sent: object, at: datetime) -> Read | None:
    """What was sent, where it is a tap. Its age is told, and not its moment: a telephone's clock may be wrong."""
    if not isinstance(sent, dict) or not all(
        isinstance(sent.get(one), str) for one in ("id", "visit", "said", "whose")
    ):
        return None
    try:
        reason = words.WhyNot(sent["said"]) if sent["said"] else None
        if not isinstance(sent["age"], int | float):
            return None
        then = at - timedelta(milliseconds=max(0, sent["age"]))
        return Read(
            UUID(sent["id"]), UUID(sent["visit"]), reason, then, sent["whose"], sent.get("undo") is True
        )
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
