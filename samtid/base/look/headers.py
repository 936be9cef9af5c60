"""What every answer says to the browser: nothing from elsewhere, nothing kept, nothing framed."""

from __future__ import annotations

import wsgiref.headers
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# ``data:`` is for the design system's icons, which are masks in its style sheet.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; frame-src 'none'; worker-src 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'"
)
PERMISSIONS_POLICY = (
    "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=(), browsing-topics=()"
)


class Headers:
    """Middleware, outermost: the same policy on pages, fragments, files and errors."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Permitted-Cross-Domain-Policies", "none")
        # A page about a person stays in no cache: not the browser's, not a proxy's, not the back button's.
        if not request.path.startswith(str(settings.STATIC_URL)):
            response.headers["Cache-Control"] = "no-store"
        return response


def of_file(headers: wsgiref.headers.Headers, path: str, url: str) -> None:
    """What WhiteNoise says of a file: the worker for where there is no line answers for its room's pages."""
    if "/visits/line." in url and url.endswith(".js"):
        headers["Service-Worker-Allowed"] = "/"
