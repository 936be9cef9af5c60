"""Frågan som en sida får: Django's request with what our middleware has put on it, for those who read types."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest

from samtid.base.organisation.models import Membership, Staff
from samtid.base.organisation.queries import memberships
from samtid.ground.sweden import swedish_day

from .asked import Asked


class OpenRequest(HttpRequest):
    """På en öppen sida: the moment of the request (``Acting``), and nobody in particular.

    ``json`` is what a script sent, read and cleaned at the edge (base/look/edge.py).
    """

    at: datetime
    json: Any


class Request(OpenRequest):
    """På alla andra sidor: somebody on the staff, since no view without ``login_not_required`` is reached by another."""

    user: Staff
    posts: list[Membership]  # today's, from the first time somebody asks (posts_of)


POSTS = Asked(memberships)


def posts_of(request: Request) -> list[Membership]:
    """Where the viewer works today and as what, asked once per request."""
    if not hasattr(request, "posts"):
        request.posts = list(POSTS(request.user, swedish_day(request.at)))
    return request.posts


def only_for(request: Request, roles: Collection[str]) -> None:
    """A page for those with one of the roles today. All others find nothing there, as if it were not."""
    if not any(post.role in roles for post in posts_of(request)):
        raise Http404
