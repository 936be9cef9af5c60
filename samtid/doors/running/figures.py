"""Mätetal utan ord: how much is asked, how long it takes and how it ends, by the name of the route.

In Prometheus' text format, for whoever keeps the program running. A route is told by its name and never by its path:
a path holds the key of a case. Only with ``SAMTID_METRICS_TOKEN`` is anything counted, and only to its holder told.
"""

from __future__ import annotations

import hmac
import os
import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

PATH = "/halsa/matetal"
VERBS = frozenset(("GET", "HEAD", "POST", "OPTIONS"))
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


@lru_cache(maxsize=1)
def _made() -> tuple[Any, Any, Any]:
    """The figures, made when first needed: the library reads the environment when it is imported."""
    from prometheus_client import Counter, Gauge, Histogram

    return (
        Counter("samtid_requests", "Besvarade frågor", ["route", "method", "status"]),
        Histogram("samtid_request_seconds", "Tid för ett svar", ["route"], buckets=BUCKETS),
        Gauge("samtid_requests_running", "Frågor som besvaras just nu", multiprocess_mode="livesum"),
    )


class Figures:
    """Middleware: counts what passes, and tells it to the one who has the token."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.METRICS_TOKEN:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.rstrip("/") == PATH:
            return told(request)
        answered, seconds, running = _made()
        begun, status = time.perf_counter(), 500
        with running.track_inprogress():
            try:
                response = self.get_response(request)
                status = response.status_code
            finally:
                route = route_of(request)
                method = request.method if request.method in VERBS else "OTHER"
                answered.labels(route, method, str(status)).inc()
                seconds.labels(route).observe(time.perf_counter() - begun)
        return response


def route_of(request: HttpRequest) -> str:
    """The route's name, such as ``dossier:case``; what leads nowhere has one name together."""
    if request.path.startswith(str(settings.STATIC_URL)):
        return "static"
    match = getattr(request, "resolver_match", None)
    return str(match.view_name) if match and match.view_name else "unknown"


def told(request: HttpRequest) -> HttpResponse:
    """Everything that has been counted, by all processes of this server; nothing at all without the token."""
    wanted = f"Bearer {settings.METRICS_TOKEN}"
    if not hmac.compare_digest(request.headers.get("Authorization", "").encode(), wanted.encode()):
        return HttpResponse("Finns inte.\n", status=404, content_type="text/plain; charset=utf-8")
    from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
