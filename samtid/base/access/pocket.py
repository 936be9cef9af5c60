"""Det som ligger på telefonen: the key to what a room has laid there, sealed, for where there is no line.

The key is a cookie that a script of the page reads. The browser lets it go when it was said to, and it is taken at the first
answer to somebody who is no longer logged in. Whoever takes the disk out before that has both (decision 99).
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from .middleware import BEGAN

BYTES = 32  # AES-256
# Set by the page while a tap waits there for a line: logging out then leaves the browser's store be.
WAITING = "tryck-vantar"
MARK = "pocket"  # in the session: which key is its own


def give(request: HttpRequest, answer: HttpResponse, *, until: datetime, at: datetime) -> None:
    """Sends the key along until a moment. The session's own opens what lies there already; anybody else's is no key here."""
    key = request.COOKIES.get(settings.POCKET_COOKIE_NAME, "")
    if not key or request.session.get(MARK) != _mark(key):
        key = secrets.token_urlsafe(BYTES)
        request.session[MARK] = _mark(key)
    answer.set_cookie(
        settings.POCKET_COOKIE_NAME,
        key,
        max_age=max(0, int((until - at).total_seconds())),
        secure=bool(settings.SESSION_COOKIE_SECURE),
        samesite="Strict",
    )


def _mark(key: str) -> str:
    return salted_hmac("samtid.pocket.key", key).hexdigest()[:32]


def session_ends(request: HttpRequest, at: datetime) -> datetime:
    """When the log-in ends at the latest. Sessions go by the world's time (middleware.py), ``at`` by the program's."""
    gone = time.time() - request.session.get(BEGAN, time.time())
    return at + timedelta(seconds=settings.SESSION_COOKIE_AGE - gone)


def whose(staff_pk: int) -> str:
    """What a telephone calls a member of staff: the same every day here, and nothing to anybody else."""
    return salted_hmac("samtid.pocket", str(staff_pk)).hexdigest()[:16]


class Pocket:
    """Middleware, inside the session's: who is not logged in has no key."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if settings.POCKET_COOKIE_NAME in request.COOKIES and SESSION_KEY not in request.session:
            answer.delete_cookie(settings.POCKET_COOKIE_NAME, samesite="Strict")
        return answer
