"""Adresserna: each room says its own prefix, in Swedish (``PREFIX`` of its ``urls.py``)."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

from django.urls import URLPattern, URLResolver, include, path

from samtid.config import rooms


def patterns_of(modules: Iterable[str]) -> list[URLPattern | URLResolver]:
    """The addresses of every module, under its prefix."""
    return [path(getattr(import_module(one), "PREFIX", ""), include(one)) for one in modules]


# what is answered when something breaks: 503 and words when it is the database that is away
handler500 = "samtid.doors.running.views.broken"

urlpatterns = patterns_of(rooms.read().addresses())
