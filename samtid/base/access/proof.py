"""Legitimera sig igen: before what gives authority, the one who presses has shown who they are a short while ago.

Said once, where the view is declared (``asks_proof``). Whoever showed their e-legitimation too long ago is sent to do it
anew (ASVS 5.0 7.5.3), what was typed is kept as a draft, and nothing is done: the form is drawn again and pressed again.
The doors in the database ask the same of the stamp (``access.require_proof``), so that a view that forgot opens none.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.module_loading import import_string

# In the session: when its holder last showed who they are (seconds since 1970), and what is to be pressed again.
PROVED, ASKED = "proved", "proof_asked"
SAFE = ("GET", "HEAD", "OPTIONS")
# What was let in by the page is let through by the database: for so long a page may take to get there.
ON_THE_WAY = 60

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Asks:
    """``doing`` ends the sentence "Du är på väg att …". ``when`` says for which sendings, if not for all."""

    doing: str
    when: Callable[..., bool] | None = None


def asks_proof(doing: str, *, when: Callable[..., bool] | None = None) -> Callable[[View], View]:
    """Declares a view whose sendings give authority."""

    def mark(view: View) -> View:
        view.asks_proof = Asks(doing, when)  # type: ignore[attr-defined]
        return view

    return mark


def proved(request: HttpRequest, at: float) -> None:
    """Its holder has shown who they are, at ``at`` (seconds since 1970)."""
    request.session[PROVED] = int(at)


def is_fresh(request: HttpRequest) -> bool:
    """Whether that was lately enough. A moment ahead of the clock is no proof."""
    at = request.session.get(PROVED, 0)
    return 0 <= time.time() - at <= settings.PROOF_SECONDS


def until(request: HttpRequest) -> int:
    """How long the database takes the proof to be fresh: a moment longer than the pages do."""
    return int(request.session[PROVED]) + settings.PROOF_SECONDS + ON_THE_WAY if is_fresh(request) else 0


class Proof:
    """Middleware, inside the stamped transaction and before a pressing is counted as done (once.py)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: Iterable[Any],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """Nothing, where the view may go on; else the way to the page that asks for the e-legitimation."""
        asks: Asks | None = getattr(view, "asks_proof", None)
        if asks is None or request.method in SAFE or not request.user.is_authenticated or is_fresh(request):
            return None
        if asks.when is not None and not asks.when(request, **kwargs):
            return None
        back = import_string(settings.INTERRUPTED)(request, int(request.user.pk), is_logged_out=False)
        request.session[ASKED] = {"doing": asks.doing, "back": back}
        return redirect(resolve_url(settings.PROOF_URL))
