"""Kanten: everything that comes from outside passes here before any view, and is text when it has passed.

What stands in a form or in JSON is cleaned (``ground/text.py``): somebody wrote it, and no word of it may be lost.
An address, a header or bytes that are no text are refused in Swedish: nobody wrote them. Views read
``request.GET``, ``request.POST``, ``request.COOKIES`` and ``request.json`` as ever, and never meet the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict

from samtid.ground import text

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
NOT_READ = "Det som skickades går inte att läsa."
CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([^\s;\"']*)[^;]*", re.IGNORECASE)


def only_utf8(application: Callable[..., Any]) -> Callable[..., Any]:
    """Round the WSGI application: a request that says it is written in something else than UTF-8 is marked.

    Django decodes the address by that word while it makes the request, before any middleware, and some words
    (``hex``) are no way of writing text at all.
    """

    def guarded(environ: dict[str, Any], start_response: Any) -> Any:
        said = CHARSET.search(environ.get("CONTENT_TYPE", ""))
        if said:
            environ["CONTENT_TYPE"] = CHARSET.sub("", environ["CONTENT_TYPE"])
            environ["samtid.not_utf8"] = said[1].lower() not in ("utf-8", "utf8", "")
        return application(environ, start_response)

    return guarded


class Edge:
    """Middleware, right inside the headers: before the session, the CSRF check and every view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if text.STEERING.search(request.path_info):
            raise Http404
        _refuse_headers(request)
        request.COOKIES = {
            name: value
            for name, value in request.COOKIES.items()
            if not text.STEERING.search(name + value)  # a quoted cookie may hold what its header does not
        }
        _refuse_bytes(str(request.META.get("QUERY_STRING", "")).encode("latin-1", "replace"))
        request.GET = _read(request.GET, refuse=True)  # type: ignore[assignment]  # Django lets it be set
        if request.content_type == JSON:
            try:
                request.json = text.read_json(request.body or b"null")  # type: ignore[attr-defined]
            except text.NoText:
                return JsonResponse({"fel": NOT_READ}, status=400)
        elif request.method == "POST":
            if request.content_type == FORM:
                _refuse_bytes(request.body)
            request.POST = _read(request.POST)  # type: ignore[assignment]
        return self.get_response(request)


def _refuse_headers(request: HttpRequest) -> None:
    """A header that steers a machine, or says that the text is written in something else than UTF-8."""
    for name, value in request.META.items():
        if name.startswith("HTTP_") and name != "HTTP_COOKIE" and text.STEERING.search(str(value)):
            raise BadRequest(NOT_READ)
    if request.META.get("samtid.not_utf8") or (request.encoding or "utf-8").lower() not in ("utf-8", "utf8"):
        raise BadRequest(NOT_READ)


def _refuse_bytes(sent: bytes) -> None:
    """Replacing what cannot be read would lose a word without a trace."""
    if not text.is_utf8(unquote_to_bytes(sent.replace(b"+", b" "))):
        raise BadRequest(NOT_READ)


def _read(sent: QueryDict, *, refuse: bool = False) -> QueryDict:
    """The same names and values, cleaned; the same object when there was nothing to clean."""
    read = QueryDict(mutable=True)
    changed = False
    for name, values in sent.lists():
        if refuse and any(text.STEERING.search(part) for part in (name, *values)):
            raise BadRequest(NOT_READ)
        kept = [text.clean(value) for value in values]
        changed = changed or kept != values or text.clean(name) != name
        read.setlistdefault(text.clean(name)).extend(kept)
    if not changed:
        return sent
    read._mutable = False
    return read
