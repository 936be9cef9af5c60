"""Två dörrar: the open way in and the staff's pages in processes of their own, so that a crowd at one never slows the other.

The proxy sends each address to its door (deploy/nginx.conf). In the demonstration, which has no proxy, each door
stands on a port of its own and sends a reader to the other one.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from .words import Door

# Addresses of the open way in: the first page itself, and everything below the others.
HOME = "/"
OPEN = ("/behov/", "/kvitto/", "/frister/", "/tillganglighet/", "/forbattringar/", "/oppet/", "/stuga/")


def door_of(path: str) -> Door:
    """Which door an address belongs to."""
    return Door.OPEN if path == HOME or path.startswith(OPEN) else Door.STAFF


class Doors:
    """Middleware, where the process serves one door only: what belongs to the other is not answered here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wanted = door_of(request.path)
        if settings.DOOR in (Door.BOTH, wanted):
            return self.get_response(request)
        if settings.OTHER_DOOR and request.method in ("GET", "HEAD"):
            host = re.sub(r":\d+$", "", request.get_host())
            return HttpResponseRedirect(
                f"{request.scheme}://{host}:{settings.OTHER_DOOR}{request.get_full_path()}"
            )
        raise Http404
