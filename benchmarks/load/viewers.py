"""Fills the database unless it is, and logs people in: ``python -m benchmarks.load.viewers DOSSIERS HOW_MANY``.

Answers with their cookies. Half of them hold cases and a quarter receive what comes in; each is one who works today.
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
        cookies.append(f"{name}={client.cookies[name].value}")
    print(json.dumps(cookies))
    return 0


if __name__ == "__main__":
    sys.exit(main())
