"""Every address as everyone on the staff: no name, number or place without a key, and never an error."""

from __future__ import annotations

import uuid

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from tests.town import STAFF

from .residents import MAY_KNOW, PEOPLE, WAITING
from .tables import about_persons

# What each address takes, beside any UUID of a row.
WORDS = {
    "key": ["dossier:note:x"],
    "receipt": ["AAAA-AAAA"],
    "rule_id": ["CH-02", "finns-inte"],
    "wanted": ["barn", "fraga"],
    "username": ["bo"],
    "unit_pk": ["1", "2", "999"],
    "pk": ["1", "2", "999"],
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


def filled(address: str, rows: list[str]) -> list[str]:
    """The address with every row that exists, and one that does not."""
    if "<" not in address:
        return [f"/{address}"]
    start, _, rest = address.partition("<")
    kind, _, rest = rest.partition(">")
    name = kind.rpartition(":")[2]
    values = [*rows, str(uuid.UUID(int=7))] if kind.startswith("uuid:") else WORDS[name]
    return [f"/{start}{value}{rest}" for value in values]


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


@pytest.mark.parametrize("username", [*STAFF, ""])
def test_no_address_tells_of_anyone_without_a_key(town, client, staff, as_owner, username):
    with as_owner():
        rows = [
            str(pk)
            for model in apps.get_models()
            if model._meta.db_table in about_persons()
            for pk in model.objects.values_list("pk", flat=True)
        ]
    if username:
        client.force_login(staff(username))
    for address in addresses():
        for filled_in in filled(address, rows):
            if filled_in.startswith(("/demo/logga-in/", "/logga-ut/")):
                continue
            answer = client.get(filled_in)
            assert answer.status_code == 200 or answer.status_code in REFUSED, (
                f"{answer.status_code} {filled_in}"
            )
            for number in tells_of(answer.content.decode("utf-8", "ignore")):
                known = MAY_KNOW[number]
                assert username in known.case | known.service, (
                    f"{username or 'nobody'} is told of somebody at {filled_in}"
                )
            assert not tells_of(answer.headers.get("Location", "")), "an address tells of somebody"
