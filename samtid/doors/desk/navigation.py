"""Huvudmenyn: what a member of staff finds in the head of every page, as the rooms offer it."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from samtid.base.look import house
from samtid.base.organisation import queries as organisation
from samtid.base.organisation import roles
from samtid.base.organisation.words import Role
from samtid.ground.law.days import swedish_day
from samtid.ground.offers import Menu

CASE_WORK = roles.RECEIVES_CASES


def roles_of(request: HttpRequest) -> set[Role]:
    """The viewer's roles today, asked once per request."""
    if not hasattr(request, "_roles"):
        request._roles = organisation.roles(request.user, swedish_day(request.at))  # type: ignore[attr-defined, arg-type]
    return request._roles  # type: ignore[attr-defined, no-any-return]


def entries(request: HttpRequest) -> list[Menu]:
    """What the viewer's roles see, in the order the work is done."""
    if not request.user.is_authenticated:
        return []
    mine = roles_of(request)
    return [entry for entry in house.menu() if entry.is_for(mine)]


def navigation(request: HttpRequest) -> list[tuple[str, str]]:
    """Name and address."""
    return links(entries(request))


def links(found: list[Menu]) -> list[tuple[str, str]]:
    """The entries as name and address."""
    return [(entry.name, reverse(entry.address)) for entry in found]
