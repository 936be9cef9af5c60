"""A whole page, or one block of it: the only two ways a view answers with HTML."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.template.backends.utils import csrf_input_lazy
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.module_loading import import_string
from jinja2 import Template
from jinja2.runtime import Context

from samtid.base.look import addresses
from samtid.base.look.swedish import as_day

SCHEMES = ("auto", "light", "dark")
SCHEME_COOKIE = "utseende"


def page(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """The whole page ``template`` with ``context``; the frame shows messages and the main menu."""
    frame = {"navigation": _navigation(request), "messages": get_messages(request)}
    drawn = _template(template).render(_known(request, frame | context))
    return HttpResponse(drawn, status=status)


def fragment(
    request: HttpRequest, template: str, block: str, status: int = 200, **context: Any
) -> HttpResponse:
    """The block ``block`` of the same page, for htmx. Imports must stand at the top of the template."""
    loaded = _template(template)
    if block not in loaded.blocks:
        raise LookupError(f"{template} has no block {block!r}")
    known = loaded.new_context(_known(request, context))
    _run_top(loaded, known)
    response = HttpResponse("".join(loaded.blocks[block](known)), status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def is_htmx(request: HttpRequest) -> bool:
    """Does the browser ask for a part of a page?"""
    return request.headers.get("HX-Request") == "true"


def _navigation(request: HttpRequest) -> Sequence[tuple[str, ...]]:
    """The main menu: ``settings.NAVIGATION`` names a function of the request, in a later room."""
    path = getattr(settings, "NAVIGATION", "")
    if not path:
        return ()
    items: Sequence[tuple[str, ...]] = import_string(path)(request)
    return items


def _template(name: str) -> Template:
    engine = next(engine for engine in engines.all() if isinstance(engine, Jinja2))
    return engine.env.get_template(name)


def _known(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """What every template may count on, with the view's own words on top."""
    at = getattr(request, "at", None) or timezone.now()
    scheme = request.COOKIES.get(SCHEME_COOKIE, "auto")
    return {
        "request": request,
        "viewer": getattr(request, "user", None),
        "at": at,
        "today": as_day(at),
        "scheme": scheme if scheme in SCHEMES else "auto",
        "csrf_token": get_token(request),
        "csrf_input": csrf_input_lazy(request),
        "url": addresses.here(),
        **_everywhere(at),
        **context,
    }


def _everywhere(at: datetime) -> dict[str, str]:
    """What every page shows of the municipality: ``settings.ON_EVERY_PAGE`` names a function of the day, in a later room."""
    path = getattr(settings, "ON_EVERY_PAGE", "")
    told: dict[str, str] = import_string(path)(as_day(at)) if path else {}
    return {"municipality": "", "municipality_colours": ""} | told


def _run_top(template: Template, known: Context) -> None:
    """Run the template's top-level imports and settings, but not the page around the block.

    Jinja2 runs them on the way to the first piece of text: in a page that ``extends`` another, that
    is the frame's first line, where we stop.
    """
    for piece in template.root_render_func(known):
        if piece.strip():
            break
