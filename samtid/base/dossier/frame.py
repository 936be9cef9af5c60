"""Ramen som loggar: who was shown and is in no line yet gets one, whatever the page, the method and the answer.

SoLPuL 10 §: every opening leaves a line. A page that opens a case says so itself, with its own words; this is for
all that a page has not thought of: the form that was refused, the paper, the relative on a page about somebody else.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponse

from samtid.base.access import shown
from samtid.base.access.identity import current as acting
from samtid.base.access.words import Opening
from samtid.base.look import house
from samtid.base.people import sealed_place

# What can be read as text. Anything else is taken to show everybody who was read for it.
READABLE = ("text/", "application/json", "application/javascript")
SHOWING = (200, 409, 422)  # the row that the address names is on the page; a redirect and a refusal have none
UNDONE = 500  # from here on nothing was shown, and the transaction is undone


class Frame:
    """Writes the missing lines in the page's own transaction: what cannot be logged is not shown.

    Innermost, inside ``Acting``: a fault here is a fault of the page, which then shows nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        read = shown.Shown()
        token = shown.current.set(read)
        try:
            answer = self.get_response(request)
            if answer.status_code < UNDONE:
                self._log(request, answer, read)
                self._settle(request)
        finally:
            shown.current.reset(token)
        return answer

    def _settle(self, request: HttpRequest) -> None:
        """What was sent may have written where a protected person is, or lowered a protection (sealed_place.py)."""
        who = acting.get()
        if request.method == "POST" and who is not None and who.staff is not None:
            sealed_place.settle()

    def _log(self, request: HttpRequest, answer: HttpResponse, read: shown.Shown) -> None:
        who, match = acting.get(), request.resolver_match
        if (
            who is None
            or who.staff is None
            or match is None
            or not (read.people or read.unknown or read.rows)
        ):
            return
        if match.view_name in house.overviews():
            return
        text = _text_of(request, answer)
        people, unknown = read.left(text)
        about = read.about(match.kwargs.values()) if answer.status_code in SHOWING else []
        if people or unknown or about:
            action = Opening.VIEW if text is not None else Opening.PRINT
            with connection.cursor() as cursor:
                cursor.execute(
                    "select access.log_shown(%s::uuid[], %s::int[], %s::uuid[], %s::uuid[], %s::uuid[], %s, %s)",
                    [
                        people,
                        unknown,
                        about,
                        list(read.cases),
                        list(read.dossiers),
                        match.view_name,
                        str(action),
                    ],
                )


def _text_of(request: HttpRequest, answer: HttpResponse) -> str | None:
    """All that the answer tells, with what the next page will say of it; None where it is no text."""
    if answer.streaming or not answer.get("Content-Type", "text/").startswith(READABLE):
        return None
    later = getattr(getattr(request, "_messages", None), "_queued_messages", [])
    return "\n".join([answer.content.decode(answer.charset, "ignore"), *(str(one) for one in later)])
