"""Bromsen: a sending too many is answered by 429, in words; the count and the line are kept."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from samtid.base.look.fragments import page

from .actions import may_go_on

Answer = Callable[[HttpRequest], HttpResponse]


def too_much(request: HttpRequest) -> HttpResponse:
    """The answer: what was written is kept as a draft, and one waits."""
    answer = page(request, "429.html", status=429)
    answer["Retry-After"] = "60"
    return answer


class Brake:
    """Middleware, inside the stamped transaction: counts every sending of one who is logged in (rules.LIMITS)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_sending = request.method == "POST" and request.user.is_authenticated
        if is_sending and not may_go_on("post", by=request.user, at=request.at):  # type: ignore[arg-type, attr-defined]
            return too_much(request)
        return self.get_response(request)
