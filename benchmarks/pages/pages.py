"""Which pages are visited, by whom: staff drawn from the database, each with people of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
from django.test import Client
from django.urls import reverse

from .meter import VIEWERS, Ask


@dataclass(frozen=True, slots=True)
class Page:
    """A page, the visit of it, the milliseconds of processor it may cost, and what a good answer is."""

    name: str
    ask: Ask
    most: float
    expected: int = 200


def pages(address: str) -> Iterator[Page]:
    """Every page that is measured. Viewers are logged in once; their visits take turns."""
    with psycopg.connect(address) as connection:
        workers = _staff(connection, "caseworker")
        yield Page("Min dag, handläggare", _get(workers, lambda n: reverse("desk:day")), 25)
        yield Page(
            "Min dag, mottagning", _get(_staff(connection, "reception"), lambda n: reverse("desk:day")), 30
        )
        own = [_own(connection, pk) for pk, _ in workers]
        yield Page(
            "Personakten",
            _get(workers, lambda n: reverse("desk:dossier", args=[own[n % len(own)]["dossier"]])),
            20,
        )
        thick = [_thickest(connection, pk) for pk, _ in workers]
        yield Page(
            "Personakten, 400 anteckningar",
            _get(workers, lambda n: reverse("desk:dossier", args=[thick[n % len(thick)]])),
            20,
        )
        leaders = _staff(connection, "manager")
        yield Page("Enheten, chef", _get(leaders, lambda n: reverse("desk:unit")), 30)
        search = reverse("desk:search")
        for name, column in (
            ("Sök ovanligt namn", "name"),
            ("Sök personnummer", "number"),
            ("Sök ärendenummer", "case_number"),
        ):
            yield Page(
                name,
                _post(workers, lambda n: search, lambda n, c=column: {"words": own[n % len(own)][c]}),  # type: ignore[misc]
                15,
            )
        common = _one(
            connection, "select family_name from people_person group by 1 order by count(*) desc limit 1"
        )
        yield Page(
            "Sök vanligaste efternamnet", _post(workers, lambda n: search, lambda n: {"words": common}), 15
        )
        note = {
            "kind": "contact",
            "happened_at": "2026-11-20 08:15",
            "source": "",
            "text": "Ringer upp som avtalat. Ny tid är bokad om två veckor.",
            "sign": "1",
        }
        yield Page(
            "Skriva under anteckning",
            _post(
                workers,
                lambda n: reverse("dossier:write_note", args=[own[n % len(own)]["case"]]),
                lambda n: note,
            ),
            15,
            expected=302,
        )


Viewers = list[tuple[int, Client]]


def _staff(connection: psycopg.Connection, role: str) -> Viewers:
    """Up to twenty with a role in units of case work, spread over the units, each with a session of their own."""
    from samtid.base.organisation.models import Staff

    rows = connection.execute(
        "select m.staff_id from organisation_membership m join organisation_unit u on u.id = m.unit_id "
        "where m.role = %s and u.kind not in ('open_care', 'home_care') "
        "order by (m.staff_id * 7919) %% 1201, m.staff_id limit %s",
        [role, VIEWERS],
    ).fetchall()
    viewers = []
    for (pk,) in rows:
        client = Client(SERVER_NAME="localhost")
        client.force_login(Staff.objects.get(pk=pk))
        viewers.append((pk, client))
    return viewers


def _own(connection: psycopg.Connection, staff: int) -> dict[str, Any]:
    """An open case of a caseworker, with what one would search its person by."""
    row = connection.execute(
        "select c.id, c.dossier_id, c.number, p.given_name || ' ' || p.family_name, p.number from dossier_case c "
        "join dossier_dossier d on d.id = c.dossier_id join people_person p on p.id = d.person_id "
        "where c.caseworker_id = %s and c.closed_at is null and not c.is_sealed "
        "order by p.number_kind = 'reserve', c.id limit 1",
        [staff],
    ).fetchone()
    assert row is not None, "every caseworker has an open case"
    return dict(zip(("case", "dossier", "case_number", "name", "number"), row, strict=True))


def _thickest(connection: psycopg.Connection, staff: int) -> str:
    """The dossier with most written in it, of a caseworker's open ones."""
    row = connection.execute(
        "select c.dossier_id from dossier_case c where c.caseworker_id = %s and c.closed_at is null and not c.is_sealed "
        "order by (select count(*) from dossier_note n where n.case_id = c.id) desc, c.id limit 1",
        [staff],
    ).fetchone()
    assert row is not None, "every caseworker has an open case"
    return str(row[0])


def _one(connection: psycopg.Connection, question: str) -> str:
    row = connection.execute(question).fetchone()  # type: ignore[arg-type]
    assert row is not None
    return str(row[0])


def _get(viewers: Viewers, address: Any) -> Ask:
    return lambda n: viewers[n % len(viewers)][1].get(address(n))


def _post(viewers: Viewers, address: Any, fields: Any) -> Ask:
    return lambda n: viewers[n % len(viewers)][1].post(address(n), fields(n))
