"""Nyckeln till skyddade adresser: make one, see what is locked with which, lock what waits, and change the key."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime

from samtid.doors.cli import Refused, place, ready
from samtid.doors.running.words import Process
from samtid.ground import locks


def add(parser: argparse.ArgumentParser) -> None:
    """``key`` needs nothing; the others are done by the database's owner, and ``seal`` and ``rotate`` with the key."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="key|status|seal|rotate")
    verbs.add_parser("key", help="gör en ny nyckel och skriv ut den")
    verbs.add_parser("status", help="hur många som är låsta med vilken nyckel, och hur många som väntar")
    verbs.add_parser("seal", help="lås det som väntar, och lämna tillbaka det som inte längre skyddas")
    verbs.add_parser("rotate", help="lås om allt med den första nyckeln i SAMTID_PLACE_KEY")


def run(args: argparse.Namespace) -> int:
    """0 when everything is locked with the first key, 1 when something is not."""
    if args.verb == "key":
        text, public = locks.new_key(datetime.now(UTC))
        print(text.splitlines()[-1])
        print(f"# publik halva: {public}")
        return 0
    place.enter()
    if "SAMTID_ADMIN_URL" not in os.environ:
        raise Refused("Sätt SAMTID_ADMIN_URL: de låsta adresserna rörs bara av databasens ägare.")
    ready.with_keys(Process.OWNER)
    import django

    django.setup()
    from django.conf import settings
    from django.db import transaction

    from samtid.base.people import sealed_place

    if args.verb != "status" and not settings.PLACE_KEY:
        raise Refused("Sätt SAMTID_PLACE_KEY. Den första nyckeln låser, de andra öppnar bara.")
    with transaction.atomic(using="owner"):
        if args.verb == "seal":
            print(f"{sealed_place.settle('owner')} platser är låsta eller lämnade tillbaka.")
        if args.verb == "rotate":
            done, shut = sealed_place.relock("owner")
            print(f"{done} platser är låsta med den nya nyckeln.")
            if shut:
                print(f"{shut} platser gick inte att öppna med någon av nycklarna, och är orörda.")
        return _status(settings.PLACE_KEY)


def _status(said: str) -> int:
    from django.db import connections

    from samtid.base.people import sealed_place

    ours = [sealed_place.name_of(key) for key in sealed_place.keys(said)]
    with connections["owner"].cursor() as cursor:
        cursor.execute("select key_name, count(*) from access.sealed_place group by 1 order by 1")
        locked = dict(cursor.fetchall())
        cursor.execute("select count(*) from access.unsealed_place")
        [waiting] = cursor.fetchone()
    for name, count in locked.items():
        which = (
            "den första nyckeln" if name in ours[:1] else "en äldre" if name in ours else "som inte finns här"
        )
        print(f"{count} låsta med nyckeln {name}, {which}.")
    print(f"{waiting} väntar på att låsas." if waiting else "Ingen väntar på att låsas.")
    return 1 if waiting or set(locked) - set(ours[:1]) else 0
