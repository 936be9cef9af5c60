"""Fill a site with something in every room, and tell of every page there is: ``python -m tests.browser.fill MOMENT``.

Prints JSON: for each address of the program, who may open it, and whether an empty form sent there is refused;
and, for each address that nobody got a page from, what they got.
Run by ``Site.run`` in a process of its own, with the tests' own way past the walls.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import django
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, reverse
from django.urls.converters import UUIDConverter

django.setup()

from samtid.base.dossier import actions as dossier  # noqa: E402
from samtid.base.dossier import openings  # noqa: E402
from samtid.doors.systems.oidc import interrupted  # noqa: E402
from samtid.ground import clock  # noqa: E402
from tests.security import world  # noqa: E402
from tests.walk.residents import hand, move_in  # noqa: E402
from tests.walk.test_addresses import table_of  # noqa: E402

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
AT_HOME = world.AT_HOME | {"visits": "tova", "improvement": "vera"}
# Rows of another room than the address's own.
ROWS_OF = {"desk:log_review": "access_review"}
EVERYONE = ("maja", "bo", "ulf", "karin", "inga", "tova", "omar", "pelle", "vera", "liv")
NOWHERE = UUID(int=7)


def come_back_late(at: datetime) -> None:
    """What a town has after a while: lots drawn from the log, and a form sent after its session had ended."""
    with hand("liv", at) as liv:
        openings.pick_for_review(at.date(), seed="en lott", by=liv, at=at)
    fields = {"text": ["Mamman ringde tillbaka och berättade mer."]}
    with hand("karin", at) as karin:
        kept = {"path": reverse("desk:search"), "fields": fields}
        dossier.keep_draft(interrupted.INTERRUPTED, kept, sequence=1, by=karin, at=at)


def unseen(found: list[dict[str, str | bool]]) -> dict[str, list[int]]:
    """Addresses without a page: what they answer to somebody at home there who only looks."""
    seen = {one["name"] for one in found if not one["post"]}
    answers = {}
    for name, entry in world.patterns():
        if name not in seen | LEFT_OUT:
            client = world.client_of(AT_HOME.get(name.partition(":")[0], "karin"))
            client.defaults["SERVER_NAME"] = "localhost"
            answers[name] = sorted(
                {_answer(client, address).status_code for address in _addresses(name, entry)}
            )
    return answers


def pages() -> Iterator[dict[str, str | bool]]:
    """Each address, once for every face it has, and as what it answers to an empty form."""
    clients = {username: world.client_of(username) for username in ("", *EVERYONE)}
    for client in clients.values():
        client.defaults["SERVER_NAME"] = "localhost"
    for name, entry in world.patterns():
        if name not in LEFT_OUT:
            yield from _faces(name, entry, clients)


def _faces(name: str, entry: URLPattern, clients: dict[str, Client]) -> Iterator[dict[str, str | bool]]:
    first = AT_HOME.get(name.partition(":")[0], "karin")
    staff = (first, *(one for one in EVERYONE if one != first))
    # what is open to all is shown as all see it
    usernames = staff if getattr(entry.callback, "login_required", True) else ("",)
    found = _addresses(name, entry)
    every = name in OF_MANY_FACES
    shown: set[str] = set()
    for username in usernames[:4] if every else usernames:
        for address in found:
            if (every or not shown) and address not in shown and _status(clients[username], address) == 200:
                shown.add(address)
                yield {"name": name, "address": address, "username": username, "post": False}
    for username in usernames[:3]:
        for address in found:
            if _status(clients[username], address, post=True) == 422:
                yield {"name": name, "address": address, "username": username, "post": True}
                return


def _addresses(name: str, entry: URLPattern) -> list[str]:
    """The address with each row it can be about, or with a few words."""
    wanted = entry.pattern.converters
    argument = next(iter(wanted), "")
    table = ROWS_OF.get(name, "")
    for argument, kind in wanted.items():
        if isinstance(kind, UUIDConverter) and not table:
            before = reverse(name, kwargs={argument: NOWHERE}).partition(str(NOWHERE))[0].strip("/")
            table = table_of(before, argument)
    if not table:
        return [reverse(name, kwargs=arguments) for arguments in world.candidates(name, entry)]
    with world.outside_the_walls(), connection.cursor() as cursor:
        cursor.execute(f"select id::text from {table} order by id limit 12")
        return [reverse(name, kwargs={argument: row}) for (row,) in cursor.fetchall()]


def _status(client: Client, address: str, *, post: bool = False) -> int:
    """The answer's status, 0 for what is not a page of its own."""
    answer = _answer(client, address, post=post)
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    return answer.status_code if is_page and b"<html" in answer.content[:400] else 0


def _answer(client: Client, address: str, *, post: bool = False) -> Any:
    """What is answered. Nothing that happens is kept."""
    with transaction.atomic():
        answer = client.post(address, {"sent": "1"}) if post else client.get(address)
        transaction.set_rollback(True)
    return answer


def main(moment: str) -> None:
    """Fill, look round, and tell."""
    logging.disable()  # most of what is tried is refused
    at = datetime.fromisoformat(moment)
    with clock.set_to(lambda: at):
        with transaction.atomic():
            world.fill(at)
            move_in(at)
            come_back_late(at)
        with transaction.atomic():
            found = list(pages())
            told = {"pages": found, "unseen": unseen(found)}
            transaction.set_rollback(True)
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
