"""Huvudmenyn: what a member of staff finds in the head of every page."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from samtid.base.organisation import queries as organisation
from samtid.base.organisation import roles
from samtid.base.organisation.words import Role

CASE_WORK = roles.RECEIVES_CASES
VISITS = roles.VISITS


def roles_of(request: HttpRequest) -> set[Role]:
    """The viewer's roles today, asked once per request."""
    if not hasattr(request, "_roles"):
        request._roles = organisation.roles(request.user, request.at.date())  # type: ignore[attr-defined, arg-type]
    return request._roles  # type: ignore[attr-defined, no-any-return]


def navigation(request: HttpRequest) -> list[tuple[str, str]]:
    """Name and address, in the order the work is done."""
    if not request.user.is_authenticated:
        return []
    mine = roles_of(request)
    entries = [("Min dag", "desk:day")]
    if mine & CASE_WORK:
        entries.append(("Inkommet", "intake:queue"))
    if mine & VISITS:
        entries.append(("Besök", "visits:today"))
    if Role.PLANNER in mine:
        entries.append(("Planera", "visits:own_plan"))
        entries.append(("Insatser", "services:running"))
    if Role.MANAGER in mine:
        entries.append(("Enheten", "desk:unit"))
        entries.append(("Loggen", "desk:log"))
    if mine & CASE_WORK:
        entries.append(("Sök", "desk:search"))
    if Role.QUALITY in mine:
        entries.append(("Det som var svårt", "improvement:hardships"))
    if Role.LOG_REVIEWER in mine:
        entries.append(("Granska loggen", "desk:log_reviews"))
    entries.append(("Frister", "law:list"))
    return [(name, reverse(address)) for name, address in entries]
