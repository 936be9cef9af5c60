"""Varje sidvisning är en transaktion, stämplad med den som tittar."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from samtid.ground import clock

from .identity import Identity, acting_as
from .words import Purpose

Answer = Callable[[HttpRequest], HttpResponse]


class Acting:
    """Wraps the whole request, rendering included, in one stamped transaction.

    Sets ``request.at``, the moment of the request, which views hand on to rules and actions. An
    answer of 500 or above undoes everything.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.at = clock.now()  # type: ignore[attr-defined]
        user = getattr(request, "user", None)
        staff = user.pk if user is not None and user.is_authenticated else None
        purpose = Purpose.WEB if staff else Purpose.PORTAL
        identity = Identity(staff, purpose, request.at)  # type: ignore[attr-defined]
        with acting_as(identity), transaction.atomic():
            response = self.get_response(request)
            if hasattr(response, "render") and callable(response.render):
                response = response.render()
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response
