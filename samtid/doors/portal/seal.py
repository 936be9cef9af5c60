"""Kom det som skrevs från vår egen sida? For a form that asks nobody who they are, and no cookie.

The usual check compares a cookie with a field. A browser that keeps no cookies then never gets through, and a page
that lay open over night throws away what was written on it. Nothing is done here in anybody's name, so there is
nothing to ride on: a sealed moment in the page, and what the browser says of where the form was, are enough.
"""

from __future__ import annotations

from django.core import signing
from django.http import HttpRequest
from django.utils.crypto import get_random_string

from samtid.base.access.once import SEAL

FIELD, SALT, SECONDS = SEAL, "samtid.portal.page", 60 * 60 * 24


def sealed() -> str:
    """A word for the page that is shown now."""
    return signing.dumps(get_random_string(8), salt=SALT)


def is_elsewhere(request: HttpRequest) -> bool:
    """Does the browser say that the form stood on another site? A browser that says nothing is believed."""
    origin = request.headers.get("Origin", "null")
    ours = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Sec-Fetch-Site") == "cross-site" or origin not in ("null", ours)


def is_ours(request: HttpRequest) -> bool:
    """True when the form was on a page of ours that was shown within a day."""
    if getattr(request, "_dont_enforce_csrf_checks", False):  # Django's own test client says so
        return True
    try:
        signing.loads(request.POST.get(FIELD, ""), salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return False
    return not is_elsewhere(request)
