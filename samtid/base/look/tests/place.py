"""A place for the browser to visit: the style guide on a real socket, and a server that keeps drafts in a list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path

from samtid.base.look.fragments import fragment, is_htmx, page
from samtid.ground.reasons import Obstacle

kept: list[dict[str, Any]] = []
answers: list[int] = []


def keep(request: HttpRequest, key: str) -> HttpResponse:
    """What the script expects of a server: answer 2xx and the time. ``answers`` are given first."""
    if answers:
        return HttpResponse(status=answers.pop(0))
    kept.append(
        {"key": key, "fields": json.loads(request.body), "sequence": int(request.headers["X-Draft-Sequence"])}
    )
    return JsonResponse({"saved_at": "14:05"})


def answer(request: HttpRequest) -> HttpResponse:
    """A page whose button, outside every form, asks for a piece of the same page; the piece is a refusal."""
    found = [Obstacle("Motivering saknas.")]
    if is_htmx(request):
        return fragment(request, "prov.html", "piece", status=422, found=found)
    return page(request, "prov.html", found=())


PIECES = """{% extends "look/page.html" %}
{% from "look/parts.html" import error_summary %}
{% block content %}<h1>Prov</h1>
<button class="ds-button" hx-post="/prov/" hx-target="#svar">Pröva</button>
<div id="svar">{% block piece %}{{ error_summary(obstacles=found) }}{% endblock %}</div>{% endblock %}"""

urlpatterns = [
    path("", include("samtid.base.look.urls")),
    path("utkast/<key>", keep),
    path("prov/", answer),
]


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the tests say what is wrong."""


@dataclass(frozen=True)
class Site:
    """An address, and what the browser has sent there."""

    address: str
    kept: list[dict[str, Any]] = field(default_factory=lambda: kept)
    answers: list[int] = field(default_factory=lambda: answers)


@contextmanager
def open_site() -> Iterator[Site]:
    """Serve this module's addresses with the settings of the moment."""
    kept.clear()
    answers.clear()
    application = StaticFilesHandler(get_wsgi_application())
    with make_server("127.0.0.1", 0, application, _Server, _Quiet) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield Site(f"http://127.0.0.1:{server.server_port}")
        server.shutdown()
        thread.join(10)
