"""Fill a site with something in every room, and tell of every page there is: ``python -m tests.browser.fill MOMENT``.

Prints JSON: for each address of the program, who may open it, and whether an empty form sent there is refused.
Run by ``Site.run`` in a process of its own, with the tests' own way past the walls.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import datetime

import django
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, reverse

django.setup()

from samtid.ground import clock  # noqa: E402
from tests.security import world  # noqa: E402
from tests.walk.residents import move_in  # noqa: E402

# A place to end, or a page of another kind than ours.
LEFT_OUT = {*world.LEFT_OUT, "decisions:letter", "dossier:document", "dossier:draft"}
# Pages that look different for each row: all of them are looked at.
OF_MANY_FACES = {
    "intake:report",
    "investigations:investigation",
    "decisions:decision",
    "services:service",
    "visits:visit",
    "followup:followup",
}
EVERYONE = (*world.OTHERS, "omar", "lena", "pelle", "vera", "liv", "kurt")
SAID_FIRST = {"visits": "tova", "improvement": "vera"}


def pages() -> Iterator[dict[str, str | bool]]:
    """Each address, once for every face it has."""
    clients = {username: world.client_of(username) for username in ("", *EVERYONE)}
    for name, entry in world.patterns():
        if name not in LEFT_OUT:
            yield from _faces(name, entry, clients)


def _faces(name: str, entry: URLPattern, clients: dict[str, Client]) -> Iterator[dict[str, str | bool]]:
    room = name.partition(":")[0]
    first = SAID_FIRST.get(room) or world.AT_HOME.get(room, "karin")
    addresses = [reverse(name, kwargs=arguments) for arguments in world.candidates(name, entry)]
    shown: set[str] = set()
    # nobody first: what is open to all is shown as all see it
    for username in ("", first, *(one for one in EVERYONE if one != first)):
        for address in addresses:
            if address not in shown and _status(clients[username], address) == 200:
                shown.add(address)
                yield {"name": name, "address": address, "username": username, "post": False}
                if name not in OF_MANY_FACES:
                    break
        if shown and name not in OF_MANY_FACES:
            break
    for username in ("", first, "bo", "ulf"):
        for address in addresses:
            if _status(clients[username], address, post=True) == 422:
                yield {"name": name, "address": address, "username": username, "post": True}
                return


def _status(client: Client, address: str, *, post: bool = False) -> int:
    """The answer's status, 0 for what is not a page of its own. Nothing that happens is kept."""
    with transaction.atomic():
        answer = client.post(address, {}) if post else client.get(address)
        transaction.set_rollback(True)
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    return answer.status_code if is_page and b"<html" in answer.content[:400] else 0


def main(moment: str) -> None:
    """Fill, look round, and tell."""
    at = datetime.fromisoformat(moment)
    with clock.set_to(lambda: at):
        with transaction.atomic():
            world.fill(at)
            move_in(at)
        with transaction.atomic():
            found = list(pages())
            transaction.set_rollback(True)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
