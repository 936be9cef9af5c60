"""The room that the phones are in, in processes of its own: ``python -m benchmarks.workshop.room open PHONES`` or ``count``.

``open`` makes a staff and a workshop in a database of its own and answers with what stands on the slips. ``count`` moves on,
which empties the box, and answers with what came: of each key that a phone holds, how many rows there are.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from benchmarks.pages import database

SIZE = 0  # no dossiers: a workshop asks about none
SINCE = date(2020, 1, 1)
THEMES, VOTES = 8, 200


def main() -> int:
    """Prints JSON."""
    cluster = database.server()
    cluster.start()
    if sys.argv[1] == "open":
        database.drop(cluster.superuser_url, SIZE)
        database.enter(cluster.superuser_url, SIZE)
    else:
        database.point(cluster.superuser_url, SIZE)
    import django

    django.setup()
    told = (
        opened(int(sys.argv[2]))
        if sys.argv[1] == "open"
        else counted(json.loads(Path(sys.argv[2]).read_text()))
    )
    print(json.dumps(told))
    return 0


def opened(phones: int) -> dict[str, Any]:
    """A workshop in the step where everybody votes; late notes are taken for the step before."""
    from django.conf import settings

    from samtid.ground import clock
    from samtid.ground.sweden import swedish_day
    from samtid.quality.workshops import actions, queries, slips
    from samtid.quality.workshops.models import Step
    from samtid.quality.workshops.rules import StepPlan
    from samtid.quality.workshops.words import StepKind

    host, staff = _staff(phones)
    at = clock.now()
    today = swedish_day(at)
    with _acting(host.pk, at):
        shop = actions.make("Mätningen", "", by=host, at=at)
        for kind, hour, votes in (
            (StepKind.WRITE, 8, 0),
            (StepKind.CLUSTER, 9, 0),
            (StepKind.VOTE, 10, VOTES),
            (StepKind.DISCUSS, 11, 0),
        ):
            # the day after as well: a long run may pass midnight
            day = today + timedelta(days=kind is StepKind.DISCUSS)
            actions.add_step(shop, StepPlan(kind, day, time(hour), 60, "Vad vill vi?", votes), by=host, at=at)
        actions.invite(shop, staff, {}, by=host, at=at)
        actions.deal(shop, max(1, min(3, phones // 4)), 1, by=host, at=at)
        made = actions.lay_out(shop, by=host, at=at)
        steps = {one.kind: one for one in queries.steps(host, shop)}
        actions.move(shop, steps[StepKind.WRITE], by=host, at=at)
        keys = [f"{n:012d}" for n in range(THEMES)]
        for n, key in enumerate(keys):
            held = slips.told(shop.code, made[n].word)  # one note of one seat does not come out of the box
            actions.write(held, steps[StepKind.WRITE].pk, key, f"Tanke nummer {n}", by=None, at=at)
        shop = queries.workshops(host).get(pk=shop.pk)
        actions.move(shop, steps[StepKind.CLUSTER], by=host, at=at)
        themes = [
            actions.gather(shop, [note.pk], f"Tema {n}", None, by=host, at=at)
            for n, note in enumerate(queries.notes(host, shop))
        ]
        shop = queries.workshops(host).get(pk=shop.pk)
        vote: Step = steps[StepKind.VOTE]
        actions.move(shop, vote, by=host, at=at)
    return {
        "code": shop.code,
        "words": [one.word for one in made[:phones]],
        "write": str(steps[StepKind.WRITE].pk),
        "vote": str(vote.pk),
        "themes": [str(one.pk) for one in themes],
        "cookie": settings.CSRF_COOKIE_NAME,
    }


def counted(keys: dict[str, list[str]]) -> dict[str, Any]:
    """How it came out: ``keys`` are those of the notes and the votes that phones were told had come."""
    from django.db import connections

    from samtid.base.organisation.models import Staff
    from samtid.ground import clock
    from samtid.quality.workshops import actions, queries
    from samtid.quality.workshops.words import StepKind

    host = Staff.objects.using("owner").get(username="host")
    host._state.db = "default"
    at = clock.now()
    with _acting(host.pk, at):
        shop = queries.workshops(host).get()
        to = next(one for one in queries.steps(host, shop) if one.kind == StepKind.DISCUSS)
        actions.move(shop, to, by=host, at=at)
        votes = sum(row.votes for row in queries.standing(host, shop)[0])
        notes = queries.notes(host, shop).count() - THEMES
    with connections["owner"].cursor() as cursor:
        cursor.execute("select code from workshops_receipt")
        codes = {code for (code,) in cursor.fetchall()}
    lost = {
        kind: sum(hashlib.sha256(key.encode()).hexdigest() not in codes for key in said)
        for kind, said in keys.items()
    }
    return {"notes": notes, "votes": votes, "lost": lost}


def _staff(phones: int) -> tuple[Any, list[Any]]:
    from samtid.base.organisation.models import Committee, Membership, Staff, Unit

    committee = Committee.objects.using("owner").create(name="Socialnämnden", valid_from=SINCE)
    units = [
        Unit.objects.using("owner").create(name=name, kind="home_care", committee=committee, valid_from=SINCE)
        for name in ("Stab", "Hemtjänst", "Öppenvård", "Mottagning")
    ]
    made = []
    for n in range(phones + 1):
        one = Staff.objects.using("owner").create(
            username=f"phone{n}" if n else "host",
            name=f"Medarbetare {n}",
            title=f"Yrke {n % 5}",
            valid_from=SINCE,
        )
        role = "care_worker" if n else "quality"
        Membership.objects.using("owner").create(staff=one, unit=units[n % 4], role=role, valid_from=SINCE)
        made.append(Staff.objects.get(pk=one.pk))
    return made[0], made[1:]


@contextmanager
def _acting(staff: int, at: Any) -> Iterator[None]:
    """One stamped transaction, as a request is."""
    from django.db import transaction

    from samtid.base.access.identity import Identity, acting_as
    from samtid.base.access.words import Purpose

    with acting_as(Identity(staff, Purpose.COMMAND, at)), transaction.atomic():
        yield


if __name__ == "__main__":
    sys.exit(main())
