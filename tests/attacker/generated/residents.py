"""De boende, sedda utifrån: what names each, and the identities of all that lies in their cases."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import psycopg

from tests.attacker.generated import hints
from tests.walk.residents import SAGA
from tests.walk.tables import OF_SERVICE


@dataclass(slots=True)
class Resident:
    """Somebody in the town: all that names them, and the identities of what lies in their case."""

    number: str
    is_sealed: bool
    names: frozenset[str]
    of_service: set[str] = field(default_factory=set)
    of_case: set[str] = field(default_factory=set)
    logged_at: set[str] = field(
        default_factory=set
    )  # the dossiers in which they are: their own, and their child's
    things: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))


THINGS = {  # of each kind, the identities in one resident's case
    hints.CASE: "select c.id from dossier_case c where {c}",
    hints.DOSSIER: "select distinct c.dossier_id from dossier_case c where {c}",
    hints.PERSON: "select distinct d.person_id from dossier_case c join dossier_dossier d on d.id = c.dossier_id where {c}",
    hints.NOTE: "select n.id from dossier_note n join dossier_case c on c.id = n.case_id where {c}",
    hints.LETTER: "select n.id from dossier_document n join dossier_case c on c.id = n.case_id where {c}",
    # what waits to be signed first
    hints.DECISION: "select n.id from decisions_decision n join dossier_case c on c.id = n.case_id where {c} "
    "order by n.signed_at is not null, n.id",
    hints.VISIT: "select n.id from visits_visit n join dossier_case c on c.id = n.case_id where {c}",
    hints.RELATION: "select n.id from people_relation n join dossier_case c on c.id = n.case_id where {c} and n.ended_at is null",
    hints.MERGER: "select m.id from corrections_merger m where exists (select from dossier_case c join dossier_dossier d "
    "on d.id = c.dossier_id where d.person_id in (m.kept_id, m.emptied_id) and {c})",
    hints.SERVICE: "select n.id from services_service n join dossier_case c on c.id = n.case_id where {c}",
    hints.REPORT: "select n.id from intake_report n join dossier_case c on c.id = n.case_id where {c}",
    hints.INVESTIGATION: "select n.id from investigations_investigation n join dossier_case c on c.id = n.case_id where {c}",
    hints.KEY: "select n.id from access_key n join dossier_case c on c.id = n.case_id where {c}",
    hints.ALARM: "select n.id from access_alarm n join dossier_case c on c.id = n.case_id where {c}",
    hints.CHANGE: "select n.id from dossier_protectionchange n where n.dossier_id in (select c.dossier_id from dossier_case c where {c})",
    hints.CASE_NUMBER: "select c.number from dossier_case c where {c}",
    hints.UNIT: "select distinct c.compartment_id::int from dossier_case c where {c}",
}


def resident(admin: psycopg.Connection[Any], person: Any) -> Resident:
    """All that names somebody, asked of the database from outside."""
    said = {person.given_name, person.family_name, person.number, person.address}
    one = Resident(person.number, person is SAGA, frozenset(said))
    mine = "c.dossier_id in (select d.id from dossier_dossier d join people_person p on p.id = d.person_id where p.number = %s)"
    for kind, asked in THINGS.items():
        one.things[kind] = [
            found for (found,) in admin.execute(asked.format(c=mine).encode(), [person.number]).fetchall()
        ]
    cases = [str(case) for case in one.things[hints.CASE]]
    one.of_case |= {str(found) for kind in (hints.DOSSIER, hints.CASE_NUMBER) for found in one.things[kind]}
    tables = admin.execute(
        "select c.oid::regclass::text from pg_class c join pg_attribute a on a.attrelid = c.oid "
        "where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attname = 'case_id'"
    ).fetchall()
    for (table,) in tables:
        if table in ("people_presence", "access_alarm", "access_key"):
            continue  # of the owner, and of the staff's own doings
        rows = admin.execute(
            f"select to_jsonb(t) from {table} t where case_id::text = any (%s)".encode(), [cases]
        ).fetchall()
        for (row,) in rows:
            one.of_case.add(row["id"])
            if table in OF_SERVICE:
                one.of_service |= {
                    value for value in row.values() if isinstance(value, str) and len(value) == 36
                }
    [(row,)] = admin.execute(
        "select to_jsonb(p) from people_person p where number = %s", [person.number]
    ).fetchall()
    one.of_service |= {row["id"], *cases}
    one.logged_at = {
        str(found) for (found,) in admin.execute("select c.dossier_id from people_presence f join dossier_case c "
        "on c.id = f.case_id where f.person_id = %s", [row["id"]]).fetchall()
    }  # fmt: skip
    return one
