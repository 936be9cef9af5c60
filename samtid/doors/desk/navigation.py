"""Huvudmenyn: what a member of staff finds in the head of every page, as the rooms offer it."""

from __future__ import annotations

from samtid.base.access.request import Request, posts_of
from samtid.base.look import house
from samtid.base.look.addresses import address
from samtid.base.organisation import roles
from samtid.base.organisation.words import Role
from samtid.ground.offers import Menu

CASE_WORK = roles.RECEIVES_CASES
HAS_DAY = CASE_WORK | {Role.PLANNER}  # on whom something waits that is not one's own visits


def roles_of(request: Request) -> set[Role]:
    """The viewer's roles today, asked once per request."""
    return {Role(post.role) for post in posts_of(request)}


def entries(request: Request) -> list[Menu]:
    """What the viewer's roles see, in the order the work is done."""
    if not request.user.is_authenticated:
        return []
    mine = [(post.role, post.unit.kind) for post in posts_of(request)]
    return [entry for entry in house.menu() if entry.is_for(mine)]


def navigation(request: Request) -> list[tuple[str, str]]:
    """Name and address."""
    return links(entries(request))


def links(found: list[Menu]) -> list[tuple[str, str]]:
    """The entries as name and address."""
    return [(entry.name, address(entry.address)) for entry in found]
