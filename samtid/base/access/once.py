"""En gång: a form that is sent twice is done once.

A line that is cut after the server has written and before it has answered leaves a person who presses the
button again; so does a double click. Each form on a page has a token or a seal of its own, new for every rendering,
so token, address and content together are the name of one pressing. The database remembers that name in the same
transaction as what was done, and the second time the first answer is given again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.http import HttpRequest, HttpResponse

View = TypeVar("View", bound=Callable[..., Any])

# What makes each rendering of a form its own: Django's token, or the seal of a form that asks nobody who they are.
TOKEN, SEAL = "csrfmiddlewaretoken", "sida"
FORM = "application/x-www-form-urlencoded"  # what a browser sends from a form without files; no form here has any


def once_by_itself(view: View) -> View:
    """Declares a view that tells by itself what was sent before, and whose answer is to be remembered nowhere."""
    view.is_once_by_itself = True  # type: ignore[attr-defined]
    return view


class Once:
    """Gives the first answer again to a form that is sent again, word for word.

    Inside ``Acting``, so that what was done and that it was done are one transaction. Only what ended in a
    redirect was done: a refused form may be sent again. Something changed on a page one has gone back to is
    another content, and so another pressing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        whose = request.session.get(SESSION_KEY)
        answer = self.get_response(request)
        pressing = getattr(request, "pressing", None)
        if pressing is None or getattr(answer, "is_given_again", False) or answer.status_code >= 500:
            return answer
        if 300 <= answer.status_code < 400 and request.session.get(SESSION_KEY) == whose:
            _ask("select access.remember_answer(%s, %s)", [pressing, json.dumps(_kept(answer))])
        else:  # refused, or logged in or out, which only the browser that did it may have the answer of
            _ask("select access.forget_pressing(%s)", [pressing])
        return answer

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Iterable[Any], kwargs: Any
    ) -> HttpResponse | None:
        """After the CSRF check and the log-in: the first answer, or nothing when this is the first time.

        A second pressing that comes while the first is being done waits for it.
        """
        # another kind of content is a script's, or for a view that reads it by itself
        if (
            request.method != "POST"
            or getattr(view, "is_once_by_itself", False)
            or request.content_type != FORM
            or not {TOKEN, SEAL} & request.POST.keys()
        ):
            return None
        pressing = _name_of(request)
        first = _ask("select access.first_answer(%s)", [pressing])
        request.pressing = pressing  # type: ignore[attr-defined]
        return _given_again(json.loads(first)) if first else None


def _name_of(request: HttpRequest) -> bytes:
    """The name of one pressing of one button: by whom, where, and all that was sent."""
    sent = [(name, request.POST.getlist(name)) for name in sorted(request.POST)]
    said = [request.session.get(SESSION_KEY), request.get_full_path(), sent]
    return hashlib.sha256(json.dumps(said).encode()).digest()


def _kept(answer: HttpResponse) -> dict[str, Any]:
    return {
        "status": answer.status_code,
        "location": answer.headers.get("Location", ""),
        "cookies": [one.OutputString() for one in answer.cookies.values()],
    }


def _given_again(kept: dict[str, Any]) -> HttpResponse:
    answer = HttpResponse(status=kept["status"])
    if kept["location"]:
        answer["Location"] = kept["location"]
    for one in kept["cookies"]:
        answer.cookies.load(one)
    answer.is_given_again = True  # type: ignore[attr-defined]
    return answer


def _ask(statement: str, values: list[Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]
