"""One size, in a process of its own: ``python -m benchmarks.pages.one DOSSIERS``. Answers with JSON."""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict
from typing import Any

from . import database

TURNS = 4  # times that the walls go up and down while a page is measured
VIEWERS = 20


def main() -> int:
    """Fills unless filled, then measures every page with the walls up and with the walls down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dossiers", type=int)
    parser.add_argument("--visits", type=int, default=60)
    parser.add_argument("--only", default="", help="bara sidor med det i namnet")
    parser.add_argument("--explain", action="store_true")
    args = parser.parse_args()
    cluster = database.server()
    cluster.start()
    admin = cluster.superuser_url
    address = database.enter(admin, args.dossiers)
    from . import fill

    begun = time.perf_counter()
    if not fill.is_filled(address):
        fill.fill(address, args.dossiers, said=lambda line: print(f"  {line}", file=sys.stderr, flush=True))
    filled = time.perf_counter() - begun
    answer = {"dossiers": args.dossiers, "server": cluster.version, "fill_seconds": round(filled)}
    answer |= measured(admin, address, args.visits, args.only, explained=args.explain)
    json.dump(answer, sys.stdout, ensure_ascii=False)
    return 0


def measured(admin: str, address: str, visits: int, only: str, *, explained: bool) -> dict[str, Any]:
    """Every page twice, in turns: as everybody meets it, and as if there were no walls."""
    from samtid.doors.running import start
    from samtid.ground import clock

    from .fill import AT
    from .meter import Visits
    from .pages import pages

    found: dict[str, Any] = {}
    start.settle()  # as the server does
    with clock.set_to(lambda: AT):
        for page in pages(address):
            if only.lower() not in page.name.lower():
                continue
            ways = {way: Visits(page.ask, page.expected) for way in ("up", "down")}
            try:
                for way, visited in ways.items():
                    database.walls(admin, up=way == "up")
                    visited.warm(VIEWERS)
                for _ in range(TURNS):
                    for way, visited in ways.items():
                        database.walls(admin, up=way == "up")
                        visited.take(visits // TURNS)
                found[page.name] = {"down": asdict(ways["down"].measured())}
            finally:
                database.walls(admin, up=True)
            one = ways["up"].measured()
            found[page.name] |= {"up": asdict(one), "most": page.most}
            if explained:
                found[page.name]["plan"] = _plan(address, page, one)
    for page_found in found.values():
        for way in ("up", "down"):
            page_found[way]["slowest"] = page_found[way]["slowest"][0]
    return {"pages": found, **_sizes(address)}


def _plan(address: str, page: Any, one: Any) -> list[str]:
    """How PostgreSQL runs the slowest statement for somebody who may see the answer.

    Asked by the administrator in the web's role: to the web itself a plan with counts would tell of hidden rows.
    """
    import time

    import psycopg
    from django.conf import settings

    from samtid.base.access.identity import Identity, token
    from samtid.base.access.words import Purpose
    from samtid.doors.cli.place import APP

    from .fill import AT

    statement, parameters, turn = one.slowest
    staff = int(page.ask(turn).wsgi_request.user.pk)
    if not statement.lower().startswith("select"):
        return []
    with psycopg.connect(address, cursor_factory=psycopg.ClientCursor) as connection:
        stamp = token(
            Identity(staff, Purpose.WEB, AT),
            process=connection.info.backend_pid,
            key=settings.STAMP_KEY.encode(),
            now=time.time(),
            seconds=settings.STAMP_SECONDS,
        )
        connection.execute(f"set role {APP}")
        connection.execute("select set_config('samtid.stamp', %s, false)", [stamp])
        rows = connection.execute(f"explain (analyze, buffers, costs off) {statement}", parameters)
        return [row[0] for row in rows]


def _sizes(address: str) -> dict[str, Any]:
    import psycopg

    with psycopg.connect(address) as connection:
        row = connection.execute(
            "select pg_database_size(current_database()), (select count(*) from dossier_case), "
            "(select count(*) from dossier_note), (select count(*) from people_person), (select count(*) from access_opening)"
        ).fetchone()
    assert row is not None
    return dict(zip(("bytes", "cases", "notes", "persons", "openings"), row, strict=True))


if __name__ == "__main__":
    sys.exit(main())
