"""Sidorna att se på: every page of the lived-in town, once for every face it has, read off the crawls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern

from tests.crawl.answers import Answer
from tests.crawl.home import AT_HOME, EVERYONE
from tests.crawl.places import Crawl
from tests.crawl.rows import OF_MANY_FACES
from tests.security import world

# A place to end, or a page of another kind than ours; and what only a ticket of the moment shows (crawl/places.py).
LEFT_OUT = {
    *("oidc:start_proof", "desk:place_shown", "placements:where_shown"),
    *("portal:logout", "demo:log_in", "oidc:start", "oidc:back"),
    *("decisions:letter", "decisions:letter_to", "dossier:document", "dossier:draft"),
    *("committee:extract", "committee:minutes"),
}
HOME = AT_HOME | {"visits": "tova", "improvement": "vera", "committee": "karin"}
FACES = 12  # at most, of one address


@dataclass(frozen=True, slots=True)
class Look:
    """En sida att se på; ``post`` as what it answers to an empty form."""

    name: str
    address: str
    username: str
    post: bool


def looks(crawl: Crawl) -> list[Look]:
    """Each address, once for every face it has, and as what it answers to an empty form."""
    by_name = {username: _by_name(crawl(username)) for username in ("", *EVERYONE)}
    return [
        look
        for name, entry in world.patterns()
        if name not in LEFT_OUT
        for look in _faces(name, entry, by_name)
    ]


def unseen(crawl: Crawl, found: list[Look]) -> dict[str, list[int]]:
    """Addresses without a page: what they answer to somebody at home there who only looks."""
    seen = {look.name for look in found if not look.post}
    return {
        name: sorted({a.status for a in crawl(_at_home(name)) if a.name == name and a.method == "GET"})
        for name, _ in world.patterns()
        if name not in seen | LEFT_OUT
    }


def _at_home(name: str) -> str:
    return HOME.get(name.partition(":")[0], EVERYONE[0])


def _by_name(answers: list[Answer]) -> dict[str, list[Answer]]:
    found: dict[str, list[Answer]] = {}
    for answer in answers:
        found.setdefault(answer.name, []).append(answer)
    return found


def _faces(name: str, entry: URLPattern, by_name: dict[str, dict[str, list[Answer]]]) -> Iterator[Look]:
    first = _at_home(name)
    staff = (first, *(one for one in EVERYONE if one != first))
    # what is open to all is shown as all see it
    usernames = staff if getattr(entry.callback, "login_required", True) else ("",)
    every = name in OF_MANY_FACES
    shown: set[str] = set()
    for username in usernames[:4] if every else usernames:
        for answer in by_name[username].get(name, []):
            fits = answer.method == "GET" and answer.status == 200 and answer.is_page
            if fits and answer.address not in shown and len(shown) < (FACES if every else 1):
                shown.add(answer.address)
                yield Look(name, answer.address, username, False)
    for username in usernames[:3]:
        for answer in by_name[username].get(name, []):
            if answer.method == "POST" and answer.status == 422 and answer.is_page:
                yield Look(name, answer.address, username, True)
                return
