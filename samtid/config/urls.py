"""Adresserna: each room says its own prefix, in Swedish (``PREFIX`` of its ``urls.py``)."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

from django.urls import URLPattern, URLResolver, include, path

from samtid.config import rooms


def patterns_of(modules: Iterable[str]) -> list[URLPattern | URLResolver]:
    """The addresses of every module, under its prefix."""
    return [path(getattr(import_module(one), "PREFIX", ""), include(one)) for one in modules]


urlpatterns = patterns_of(rooms.read().addresses())
