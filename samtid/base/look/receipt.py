"""Kvittot: a code that is shown once, on the page after the form. Never in an address, nor in anybody's session.

It travels in a signed cookie that lives for two minutes and only goes to the page that shows it.
"""

from __future__ import annotations

from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE, SALT, SECONDS = "kvitto", "samtid.portal.receipt", 120


def give(request: HttpRequest, answer: HttpResponse, code: str) -> HttpResponse:
    """``answer`` leads to the page that shows the code."""
    answer.status_code = 303
    answer.set_cookie(
        COOKIE,
        signing.dumps(code, salt=SALT),
        max_age=SECONDS,
        path=answer["Location"],
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )
    return answer


def given(request: HttpRequest) -> str:
    """The code to show; nothing when it has been shown, or is older than two minutes."""
    try:
        return str(signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=SECONDS))
    except signing.BadSignature:
        return ""


def forget(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The page has shown it: it is not shown again."""
    answer.delete_cookie(COOKIE, path=request.path, samesite="Strict")
    return answer
