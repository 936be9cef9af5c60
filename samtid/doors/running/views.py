"""När något brister: what is answered when the program, or its database, cannot answer."""

from __future__ import annotations

import sys

import psycopg
from django.db.utils import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader

AWAY = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)
RETRY_AFTER = 5  # seconds
SAID = "Systemet når inte sin databas just nu. Inget är ändrat. Försök igen om en stund."


def broken(request: HttpRequest) -> HttpResponse:
    """Django's ``handler500``: 503 and words when it is the database that is away, else a fault of ours."""
    is_away = any(isinstance(error, AWAY) for error in _chain(sys.exc_info()[1]))
    status, said = (
        (503, SAID) if is_away else (500, "Något gick fel hos oss. Inget är ändrat. Försök igen om en stund.")
    )
    answer: HttpResponse
    if request.headers.get("HX-Request") == "true":
        answer = HttpResponse(said, status=status, content_type="text/plain; charset=utf-8")
    elif request.content_type == "application/json" or _wants_json(request):
        answer = JsonResponse({"fel": said}, status=status)
    else:
        answer = HttpResponse(loader.get_template(f"{status}.html").render(), status=status)
    if is_away:
        answer["Retry-After"] = str(RETRY_AFTER)
    return answer


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _chain(error: BaseException | None) -> list[BaseException]:
    """The error and what led to it."""
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found
