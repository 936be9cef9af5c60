"""Every address as everyone on the staff: no name, number or place without a key, and never an error."""

from __future__ import annotations

import uuid

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from samtid.base.organisation.words import Role
from tests.town import STAFF

from .residents import MAY_KNOW, PEOPLE, WAITING
from .tables import about_persons, owners_of

# What each address takes: words, or the rows of a table.
WORDS = {
    "key": ["dossier:note:x"],
    "receipt": ["AAAA-AAAA"],
    "rule_id": ["CH-02", "finns-inte"],
    "wanted": ["barn", "fraga"],
    "username": ["bo"],
    "unit_pk": ["1", "2", "999"],
    "subject": ["staff", "unit", "membership", "delegation", "link", "finns-inte"],
    "number": ["1", "2"],
    "pk": ["1", "2", "999"],
}
ROWS = {
    "case_pk": "dossier_case",
    "dossier_pk": "dossier_dossier",
    "report_pk": "intake_report",
    "investigation_pk": "investigations_investigation",
    "decision_pk": "decisions_decision",
    "service_pk": "services_service",
    # beneath each room's own address, and where a room has several kinds
    "anteckning": "dossier_note",
    "handling": "dossier_document",
    "inkommet": "intake_report",
    "utredningar": "investigations_investigation",
    "utredningar/uppgift": "investigations_finding",
    "utredningar/forslag": "investigations_proposal",
    "beslut": "decisions_decision",
    "insatser": "services_service",
    "besok": "visits_visit",
    "uppfoljning": "followup_followup",
    "uppfoljning/svar": "followup_feedback",
}
REFUSED = {301, 302, 400, 403, 404, 405, 422}


def addresses(resolver: URLResolver | None = None, before: str = "") -> list[str]:
    found: list[str] = []
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            found.append(before + str(entry.pattern))
        else:
            found += addresses(entry, before + str(entry.pattern))
    return found


def table_of(start: str, name: str) -> str:
    """Which table's rows an address is about: by the name of its part, else by the path before it."""
    if name in ROWS:
        return ROWS[name]
    known = [path for path in ROWS if f"{start}/".startswith(f"{path}/")]
    return ROWS[max(known, key=len)] if known else ""


def filled(address: str, rows: dict[str, list[str]]) -> list[str]:
    """The address with rows that exist, and with one that does not; every pair where it takes two."""
    if "<" not in address:
        return [f"/{address}"]
    return [whole for one in _first_filled(address, rows) for whole in filled(one.removeprefix("/"), rows)]


def _first_filled(address: str, rows: dict[str, list[str]]) -> list[str]:
    start, _, rest = address.partition("<")
    kind, _, rest = rest.partition(">")
    name = kind.rpartition(":")[2]
    if not kind.startswith("uuid:"):
        return [f"/{start}{value}{rest}" for value in WORDS[name]]
    table = table_of(start.rstrip("/"), name)
    values = rows[table] if table else [row for some in rows.values() for row in some[:1]]
    return [f"/{start}{value}{rest}" for value in [*values, str(uuid.UUID(int=7))]]


def some_rows(username: str) -> dict[str, list[str]]:
    """Of each table, some rows that ``username`` may see and some that they may not. Outside the walls."""
    chosen = {}
    for table in about_persons():
        owners = owners_of(table)
        own = [row for row, known in owners.items() if username in known.case | known.service]
        chosen[table] = own[:3] + [row for row in owners if row not in own][:3]
    return chosen


def tells_of(text: str) -> set[str]:
    """Whom a page tells of, by name, number or place."""
    told = set()
    for one in PEOPLE:
        dashed = f"{one.number[:8]}-{one.number[8:]}"
        if any(word in text for word in (one.given_name, one.family_name, one.number, dashed, one.address)):
            told.add(one.number)
    if WAITING.split()[0] in text:
        told.add(WAITING)
    return told


def test_every_role_there_is_takes_the_walk():
    assert {role for _, _, _, role in STAFF.values()} == {str(role) for role in Role}


@pytest.mark.parametrize("username", [*STAFF, ""])
def test_no_address_tells_of_anyone_without_a_key(town, client, staff, as_owner, username):
    client.raise_request_exception = False
    with as_owner():
        rows = some_rows(username)
    if username:
        client.force_login(staff(username))
    faults = []
    for address in addresses():
        for filled_in in filled(address, rows):
            if filled_in.startswith(("/demo/logga-in/", "/logga-ut/")):
                continue
            answer = client.get(filled_in)
            if answer.status_code != 200 and answer.status_code not in REFUSED:
                faults.append(f"{answer.status_code} at {filled_in}")
            told = tells_of(answer.content.decode("utf-8", "ignore"))
            faults += [
                f"{username or 'nobody'} is told of {'a person' if number != WAITING else 'somebody'} at {filled_in}"
                for number in told
                if username not in MAY_KNOW[number].case | MAY_KNOW[number].service
            ]
            if tells_of(answer.headers.get("Location", "")):
                faults.append(f"the address that {filled_in} leads to tells of somebody")
    assert not faults, "\n".join(faults)
