"""Utan täckning: what the telephone shows where there is no line, and what was tapped there when it comes."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
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
NOT_A_TAP = "Trycket gick inte att läsa. Rapportera besöket för hand."


@require_GET
def shell(request: Request) -> HttpResponse:
    """The page that the telephone keeps: no person is on it, nor who is logged in."""
    return page(request, "visits/shell.html", pocket=pocket_of(request))


@require_POST
def tapped(request: Request) -> HttpResponse:
    """Take in one tap: ``{"id", "visit", "said", "at"}``, where ``said`` is a reason or empty (carried out) and ``at``
    milliseconds since 1970. Answers ``took``, or ``why`` not, in words for the one who pressed.
    """
    read = _read(request.json if request.content_type == "application/json" else None)
    if read is None:
        return JsonResponse({"took": False, "why": NOT_A_TAP}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    tap, visit_pk, reason, tapped_at = read
    visit = queries.visits(request.user).filter(pk=visit_pk).first()
    if visit is None:
        return JsonResponse({"took": False, "why": GONE})
    try:
        heard = actions.hear(visit, tap, reason, tapped_at, by=request.user, at=request.at)
    except NotYet as refusal:
        return JsonResponse({"took": False, "why": " ".join(one.text for one in refusal.obstacles)})
    return JsonResponse({"took": not heard.refused, "why": heard.refused})


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


def _read(sent: object) -> tuple[UUID, UUID, words.WhyNot | None, datetime] | None:
    """What was sent, where it is a tap."""
    if not isinstance(sent, dict) or not all(
        isinstance(sent.get(one), str) for one in ("id", "visit", "said")
    ):
        return None
    try:
        reason = words.WhyNot(sent["said"]) if sent["said"] else None
        tapped_at = datetime.fromtimestamp(float(sent["at"]) / 1000, UTC)
        return UUID(sent["id"]), UUID(sent["visit"]), reason, tapped_at
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return None
