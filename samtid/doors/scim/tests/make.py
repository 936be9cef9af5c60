"""What the directory sends, and what it reads, for the tests of its door."""

from __future__ import annotations

import json
from typing import Any

from samtid.doors.scim.rules import ENTERPRISE, PATCH, USER

NEW = {
    "schemas": [USER, ENTERPRISE],
    "userName": "nora.ny",
    "displayName": "Nora Ny",
    "title": "Socialsekreterare",
    "active": True,
    "roles": [{"value": "caseworker"}],
    "phoneNumbers": [{"type": "work", "value": "0911-69 61 00"}],
    ENTERPRISE: {"department": "Mottagning", "employeeNumber": "SE2321000000-N1"},
}


def read(answer: Any) -> dict[str, Any]:
    assert answer["Content-Type"].startswith("application/scim+json")
    return dict(json.loads(answer.content))


def refused(answer: Any, status: int, kind: str = "") -> str:
    found = read(answer)
    assert (answer.status_code, found["status"], found.get("scimType", "")) == (status, str(status), kind), (
        found
    )
    assert found["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
    return str(found["detail"])


def patch(**values: Any) -> dict[str, Any]:
    return {
        "schemas": [PATCH],
        "Operations": [{"op": "Replace", "path": name, "value": value} for name, value in values.items()],
    }


def waiting(owner: Any, concerns: int | None = None) -> list[tuple[str, str]]:
    return list(
        owner.execute(
            "select subject, verb from office_proposal where outcome = 'waiting' and proposed_by_id is null "
            "and (%(who)s::bigint is null or concerns_id = %(who)s::bigint) order by 1, 2",
            {"who": concerns},
        ).fetchall()
    )


def linked(owner: Any, who: int, subject: str) -> None:
    owner.execute(
        "insert into oidc_link (id, staff_id, issuer, subject, valid_from) "
        "values (gen_random_uuid(), %s, 'https://idp.example', %s, current_date - 30)",
        [who, subject],
    )
