"""Varje sidvisning: en session som inte legat still, en inloggad, en stämplad transaktion."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import resolve_url
from django.utils.module_loading import import_string

from samtid.ground import clock
from samtid.ground.sweden import swedish_day

from . import proof
from .identity import Identity, acting_as
from .words import Purpose

Answer = Callable[[HttpRequest], HttpResponse]

# In the session: when it began, when it was last used (seconds since 1970), and whose one was that has ended.
BEGAN, SEEN, WAS = "began", "seen", "was"
NOTED_EVERY = 60  # seconds; the session is not written on every request


class Idle:
    """Ends a session that has lain still, and one that has lasted longer than a working day.

    By the world's time and not the program's clock: a rehearsal that lets days pass logs nobody out. What is
    being typed counts as use, since the draft is sent while one types.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        session, now = request.session, time.time()
        before = session.get(SEEN, now)
        if SESSION_KEY in session:
            began, seen = session.get(BEGAN, now), session.get(SEEN, 0 if BEGAN in session else now)
            if now - seen > settings.SESSION_IDLE_SECONDS or now - began > settings.SESSION_COOKIE_AGE:
                whose = session[SESSION_KEY]
                session.flush()
                session[WAS] = whose
            elif BEGAN not in session or now - seen > NOTED_EVERY:
                session[BEGAN], session[SEEN] = began, now
        answer = self.get_response(request)
        if getattr(request, "is_no_use", False) and session.get(SEEN, before) != before:
            session[SEEN] = before
        return answer


def is_no_use(request: HttpRequest) -> None:
    """Says that a page shown by itself, time after time, is nobody's use: it does not keep the session alive."""
    request.is_no_use = True  # type: ignore[attr-defined]


class LogIn(LoginRequiredMiddleware):
    """Asks for a log-in, and loses nothing on the way.

    A page leads to the log-in and back again. A form sent after the session ended is kept for its writer.
    What a script asked for gets 401, so that it can say so beside the text instead of taking a page for an answer.
    """

    def handle_no_permission(  # type: ignore[override]  # Django's own only ever redirects
        self, request: HttpRequest, view_func: Callable[..., HttpResponse]
    ) -> HttpResponse:
        login = resolve_url(self.get_login_url(view_func))
        if request.headers.get("HX-Request") == "true":
            answer = HttpResponse("Du är utloggad. Logga in igen.", status=401, content_type="text/plain")
            answer["HX-Redirect"] = redirect_to_login(
                _path_of(request.headers.get("HX-Current-URL", "")), login
            ).url
            return answer
        if request.content_type == "application/json":
            return JsonResponse({"fel": "Du är utloggad. Logga in i en ny flik."}, status=401)
        if request.method in ("GET", "HEAD"):
            return redirect_to_login(request.get_full_path(), login)
        return redirect_to_login(self._kept(request) or _path_of(request.headers.get("Referer", "")), login)

    def _kept(self, request: HttpRequest) -> str:
        """Where what was sent can be found after the log-in; nothing if nobody knows whose it is."""
        whose = request.session.get(WAS)
        return str(import_string(settings.INTERRUPTED)(request, int(whose))) if whose else ""


def _path_of(address: str) -> str:
    """The path of a page of our own, or the start page: another site's address leads nowhere."""
    try:
        path = urlsplit(address).path
    except ValueError:  # brackets that hold no address
        return "/"
    return path if path.startswith("/") and not path.startswith("//") else "/"


class Acting:
    """Wraps the whole request, rendering included, in one stamped transaction.

    Sets ``request.at``, the moment of the request, which views hand on to rules and actions. An
    answer of 500 or above undoes everything.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.at = clock.now()  # type: ignore[attr-defined]
        staff = self._staff_of(request)
        purpose = Purpose.WEB if staff else Purpose.PORTAL
        until = proof.until(request) if staff else 0
        identity = Identity(staff, purpose, request.at, until)  # type: ignore[attr-defined]
        with acting_as(identity), transaction.atomic():
            response = self.get_response(request)
            if hasattr(response, "render") and callable(response.render):
                response = response.render()
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response

    def _staff_of(self, request: HttpRequest) -> int | None:
        """Who acts. Somebody whose employment has ended is logged out, whatever the session says."""
        user = getattr(request, "user", None)
        if user is None or not user.is_authenticated:
            return None
        if not user.holds_on(swedish_day(request.at)):  # type: ignore[attr-defined]
            logout(request)
            return None
        return int(user.pk)
