"""Hälsan: two addresses for whoever keeps the program running, before everything else and about nobody.

``/halsa/levande`` says that the process answers; ``/halsa/redo`` that it may be sent visitors: the database answers, is
not older than the program, and knows its stamp. Neither says more to a stranger than yes or no; why stands in the log.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Lock

from django.db import connections
from django.db.utils import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse

from . import queries
from .words import Process

ALIVE, READY = "/halsa/levande", "/halsa/redo"
# Seconds that an answer is good for, so that asking often costs the database nothing.
KEPT = 2.0

log = logging.getLogger("samtid.running")


class Health:
    """Middleware, outermost: no session, no host name and no redirect stands between the question and its answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._lock, self._asked, self._faults = Lock(), float("-inf"), [""]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wanted = request.path.rstrip("/")
        if wanted not in (ALIVE, READY):
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return _said("Bara GET och HEAD.", 405)
        if wanted == ALIVE:
            return _said("lever", 200)
        return _said("inte redo", 503) if self.faults() else _said("redo", 200)

    def faults(self) -> list[str]:
        """Why nobody should be sent here; asked anew when the last answer is old."""
        with self._lock:
            if time.monotonic() - self._asked > KEPT:
                found = _ask()
                if found and found != self._faults:
                    log.error("Inte redo: %s", found[0])
                self._faults, self._asked = found, time.monotonic()
            return self._faults


def _ask() -> list[str]:
    try:
        return queries.faults(Process.WEB, while_upgrading=True)
    except (DatabaseError, InterfaceError) as error:
        # the kind of error only: its words may hold an address
        return [f"databasen svarar inte ({type(error).__name__})"]
    finally:
        # outside a request's own signals nobody else looks after this thread's connection
        for connection in connections.all(initialized_only=True):
            connection.close_if_unusable_or_obsolete()


def _said(text: str, status: int) -> HttpResponse:
    answer = HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")
    if status == 503:
        answer["Retry-After"] = "5"
    answer["Cache-Control"] = "no-store"
    return answer
