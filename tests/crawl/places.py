"""Platserna: one reachable page for every address, read off the crawls: somebody who gets an answer there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.crawl.answers import Answer, Row
from tests.crawl.home import usernames
from tests.security import world

# Logging in and out, and verbs that end the session.
LEFT_OUT = {
    "portal:logout",
    "demo:log_in",
    "oidc:start",
    "oidc:back",
    "oidc:start_proof",
    "oidc:logged_out_there",
}
# A ticket of the moment, which no crawl holds: samtid/base/dossier/tests/test_sealed_place.py has one.
LEFT_OUT |= {"desk:place_shown", "placements:where_shown"}
Crawl = Callable[[str], list[Answer]]


@dataclass(frozen=True, slots=True)
class Place:
    """En sida som går att öppna: its name, its address, and who may."""

    name: str
    address: str
    username: str


def names() -> list[str]:
    """Every address by its name."""
    return [name for name, _ in world.patterns() if name not in LEFT_OUT]


def rooms() -> list[str]:
    """Every room that answers at an address."""
    return sorted({name.partition(":")[0] for name in names()})


def places(room: str, crawl: Crawl) -> list[Place]:
    """The places of a room: for each address the first of the staff who gets something else than no."""
    left = [name for name in names() if name.partition(":")[0] == room]
    found = []
    for username in usernames(room):
        answers = [answer for answer in crawl(username) if answer.room == room]
        for name in list(left):
            address = _reached([answer for answer in answers if answer.name == name])
            if address:
                found.append(Place(name, address, username))
                left.remove(name)
        if not left:
            break
    return found


def others(place: Place, crawl: Crawl) -> list[str]:
    """More addresses of the same name that its visitor may open."""
    return [
        answer.address
        for answer in crawl(place.username)
        if answer.name == place.name and answer.method == "GET" and answer.row is not Row.ABSENT
    ]


def _reached(answers: Iterable[Answer]) -> str:
    """The first address that takes a form, or, where none is taken, shows a page."""
    shown = ""
    for answer in answers:
        if answer.status in (403, 404):
            continue
        if answer.method == "POST" and answer.status != 405:
            return answer.address
        if answer.method == "GET" and answer.status != 405 and not shown:
            shown = answer.address
    return shown
