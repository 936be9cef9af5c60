"""SCIM 2.0 i ord: a user as RFC 7643 says it, and what RFC 7644 may ask. Pure: values in, values or a refusal out."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from samtid.base.organisation.words import Role
from samtid.doors.office.rules import obstacles_to_hsa_id, obstacles_to_username
from samtid.ground.reasons import Obstacle
from samtid.ground.text import NoText, one_line, read_json

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"
MOST = 200
FILTER = re.compile(r'\s*userName\s+eq\s+("(?:[^"\\]|\\.)*")\s*', re.I)
LENGTHS = {"name": 120, "title": 120, "phone": 40, "hsa_id": 40}


class Fault(Exception):
    """A refusal as SCIM says it (RFC 7644 3.12)."""

    def __init__(self, status: int, detail: str, kind: str = "") -> None:
        super().__init__(detail)
        self.status, self.detail, self.kind = status, detail, kind

    def body(self) -> dict[str, Any]:
        said = {"schemas": [ERROR], "status": str(self.status), "detail": self.detail}
        return said | ({"scimType": self.kind} if self.kind else {})


@dataclass(frozen=True, slots=True)
class User:
    """En medarbetare, som dörren säger den."""

    id: str
    staff: int | None
    username: str
    name: str
    title: str
    phone: str
    hsa_id: str
    active: bool

    @property
    def etag(self) -> str:
        told = json.dumps([self.username, self.name, self.title, self.phone, self.hsa_id, self.active])
        return f'W/"{hashlib.sha256(told.encode()).hexdigest()[:16]}"'

    def resource(self, address: str) -> dict[str, Any]:
        """What a client reads."""
        return {
            "schemas": [USER, ENTERPRISE],
            "id": self.id,
            "userName": self.username,
            "displayName": self.name,
            "name": {"formatted": self.name},
            "title": self.title,
            "active": self.active,
            "phoneNumbers": [{"value": self.phone, "type": "work"}] if self.phone else [],
            ENTERPRISE: {"employeeNumber": self.hsa_id} if self.hsa_id else {},
            "meta": {"resourceType": "User", "location": f"{address}/{self.id}", "version": self.etag},
        }


def listed(users: Iterable[Mapping[str, Any]], total: int, first: int) -> dict[str, Any]:
    found = list(users)
    return {
        "schemas": [LIST],
        "totalResults": total,
        "startIndex": first,
        "itemsPerPage": len(found),
        "Resources": found,
    }


def wanted_name(said: str) -> str | None:
    """The name that a filter asks for; None without one. Other filters are refused, and never taken for everybody."""
    if not said.strip():
        return None
    match = FILTER.fullmatch(said)
    if match is None:
        raise Fault(400, 'Bara filtret userName eq "…" kan besvaras.', "invalidFilter")
    try:
        return clean(read_json(match[1].encode("utf-8", "replace")))
    except NoText:
        raise Fault(400, "Filtret går inte att läsa.", "invalidFilter") from None


def page(first: str, count: str) -> tuple[int, int]:
    """From which, counted from one, and how many at most (RFC 7644 3.4.2.4)."""
    try:
        start = max(1, int(first)) if first else 1
        most = max(0, int(count)) if count else MOST
    except ValueError:
        raise Fault(400, "startIndex och count är heltal.", "invalidValue") from None
    return min(start, 10**6), min(most, MOST)


def clean(said: Any) -> str:
    """A text of one line."""
    if not isinstance(said, str):
        raise Fault(400, "Värdet ska vara en text.", "invalidValue")
    return one_line(said)


def told(body: Mapping[str, Any], *, is_new: bool) -> dict[str, str]:
    """What a resource says of somebody, as the office's columns. What is not said is left as it is."""
    found: dict[str, str] = {}
    named = body.get("name") if isinstance(body.get("name"), dict) else {}
    assert isinstance(named, dict)
    whole = " ".join(clean(named.get(part) or "") for part in ("givenName", "familyName")).strip()
    name = clean(body.get("displayName") or named.get("formatted") or whole)
    if name:
        found["name"] = name
    if "title" in body:
        found["title"] = clean(body["title"] or "")
    if "phoneNumbers" in body:
        rows = body["phoneNumbers"] or []
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise Fault(400, "phoneNumbers är en lista.", "invalidValue")
        first = next((row for row in rows if row.get("type", "work") == "work"), rows[0] if rows else {})
        found["phone"] = clean(first.get("value") or "")
    more = body.get(ENTERPRISE) or {}
    if not isinstance(more, dict):
        raise Fault(400, "Tillägget enterprise är ett objekt.", "invalidValue")
    if "employeeNumber" in more:
        found["hsa_id"] = clean(more["employeeNumber"] or "")
    for column, most in LENGTHS.items():
        if len(found.get(column, "")) > most:
            raise Fault(400, f"Högst {most} tecken: {column}.", "invalidValue")
    _refuse("employeeNumber", obstacles_to_hsa_id(found.get("hsa_id", ""), taken=False))
    if is_new:
        username = clean(body.get("userName") or "").lower()
        _refuse("userName", obstacles_to_username(username, taken=False))
        if not found.get("name"):
            raise Fault(400, "displayName saknas.", "invalidValue")
        found |= {"username": username, "department": clean(more.get("department") or "")}
        found["role"] = role_of(body.get("roles"))
        found.setdefault("title", "")
        found["title"] = found["title"] or Role(found["role"]).label
    return found


def _refuse(name: str, obstacles: list[Obstacle]) -> None:
    """What the office would refuse of the same value, in its words."""
    for obstacle in obstacles:
        raise Fault(400, f"{name}: {obstacle.text}", "invalidValue")


def role_of(said: Any) -> str:
    """One of the roles of the house, by its name or its Swedish word."""
    rows = said if isinstance(said, list) else []
    words = [clean(row.get("value") or "") if isinstance(row, dict) else clean(row) for row in rows]
    found = [role for role in Role for word in words if word.lower() in (role.value, role.label.lower())]
    if len(found) != 1:
        raise Fault(400, "roles säger en roll i Samtid, till exempel caseworker.", "invalidValue")
    return str(found[0])


def yes_or_no(said: Any) -> bool:
    """Also "True" and "False" in words, as some directories send them."""
    if isinstance(said, str) and said.lower() in ("true", "false"):
        return said.lower() == "true"
    if not isinstance(said, bool):
        raise Fault(400, "active är true eller false.", "invalidValue")
    return said


def patched(body: Mapping[str, Any]) -> dict[str, Any]:
    """What a PatchOp makes of somebody (RFC 7644 3.5.2): replace and add, of what the door knows."""
    rows = body.get("Operations")
    if PATCH not in (body.get("schemas") or []) or not isinstance(rows, list) or not rows:
        raise Fault(400, "En PatchOp har schemas och Operations.", "invalidSyntax")
    found: dict[str, Any] = {}
    for row in rows:
        if not isinstance(row, dict) or str(row.get("op", "")).lower() not in ("add", "replace"):
            raise Fault(400, "Bara add och replace.", "invalidSyntax")
        path, value = str(row.get("path") or ""), row.get("value")
        if not path:
            if not isinstance(value, dict):
                raise Fault(400, "Utan path är value ett objekt.", "invalidValue")
            found |= value
        elif path in ("active", "displayName", "title", "phoneNumbers", "name", ENTERPRISE):
            found[path] = value
        elif path == "name.formatted":
            found["displayName"] = value
        elif path == 'phoneNumbers[type eq "work"].value':
            found["phoneNumbers"] = [{"type": "work", "value": value}]
        elif path == f"{ENTERPRISE}:employeeNumber":
            found[ENTERPRISE] = {"employeeNumber": value}
        else:
            raise Fault(400, f"Det går inte att ändra {path[:80]}.", "invalidPath")
    return found
