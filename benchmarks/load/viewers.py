"""Fills the database unless it is, and logs people in: ``python -m benchmarks.load.viewers DOSSIERS HOW_MANY``.

Answers with the cookie of each, and the addresses of some of their own dossiers.
"""

from __future__ import annotations

import json
import sys

from benchmarks.pages import database


def main() -> int:
    """Prints the cookies as JSON."""
    dossiers, wanted = int(sys.argv[1]), int(sys.argv[2])
    cluster = database.server()
    cluster.start()
    address = database.enter(cluster.superuser_url, dossiers)
    import psycopg
    from django.conf import settings
    from django.test import Client

    from benchmarks.pages import fill
    from samtid.base.organisation.models import Staff

    if not fill.is_filled(address):
        fill.fill(address, dossiers, said=lambda line: print(f"  {line}", file=sys.stderr, flush=True))
    with psycopg.connect(address) as connection:
        rows = connection.execute(
            "select m.staff_id from organisation_membership m join organisation_unit u on u.id = m.unit_id "
            "where m.role in ('caseworker', 'reception') and u.kind not in ('open_care', 'home_care') "
            "order by (m.staff_id * 7919) %% 1201, m.staff_id limit %s",
            [wanted],
        ).fetchall()
    cookies = []
    for (pk,) in rows:
        client = Client(SERVER_NAME="localhost")
        client.force_login(Staff.objects.get(pk=pk))
        name = settings.SESSION_COOKIE_NAME
        cookies.append((f"{name}={client.cookies[name].value}", *_own(address, pk)))
    print(json.dumps(cookies))
    return 0


def _own(address: str, staff: int) -> list[str]:
    """The addresses of some of the viewer's own dossiers."""
    import psycopg

    with psycopg.connect(address) as connection:
        rows = connection.execute(
            "select '/akt/' || dossier_id || '/' from dossier_case where caseworker_id = %s and closed_at is null "
            "order by id limit 3",
            [staff],
        )
        return [one for (one,) in rows]


if __name__ == "__main__":
    sys.exit(main())
