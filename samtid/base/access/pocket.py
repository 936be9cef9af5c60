"""Det som ligger på telefonen: the key to what a room has laid there, sealed, for where there is no line.

The key is a cookie that a script of the page reads. It ends by itself when it was said to, also on a telephone that
never comes back, and is taken at the first answer to somebody who is no longer logged in (decision 99).
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


def give(request: HttpRequest, answer: HttpResponse, *, until: datetime, at: datetime) -> None:
    """Sends the key along until a moment. One that is there already opens what lies there, and is kept."""
    key = request.COOKIES.get(settings.POCKET_COOKIE_NAME) or secrets.token_urlsafe(BYTES)
    answer.set_cookie(
        settings.POCKET_COOKIE_NAME,
        key,
        max_age=max(0, int((until - at).total_seconds())),
        secure=bool(settings.SESSION_COOKIE_SECURE),
        samesite="Strict",
    )


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
