"""Katalogens dörr: ``/scim/v2/Users`` (RFC 7644), to the holder of a token, apart from every page and session.

Without ``SAMTID_SCIM_TOKEN`` and ``SAMTID_SCIM_URL`` there is no such address. Outermost, so that nothing of it meets a
visitor's cookie, and the log-in of the pages is never used for it.
"""

from __future__ import annotations

import hmac
import json
import logging
from collections.abc import Callable
from typing import Any

import psycopg
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, RawPostDataException, UnreadablePostError

from samtid.ground.text import NoText, read_json

from . import asking, rules
from .rules import Fault, User

BASE = "/scim/v2"
USERS = f"{BASE}/Users"
MOST_BYTES = 100_000
SHORTEST = 32
log = logging.getLogger("samtid.scim")


class Scim:
    """Middleware: answers the directory, and lets everybody else pass."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not (settings.SCIM_TOKEN and settings.SCIM_URL) or settings.DOOR == "open":
            raise MiddlewareNotUsed
        if len(settings.SCIM_TOKEN) < SHORTEST:
            raise ValueError(f"SAMTID_SCIM_TOKEN ska vara minst {SHORTEST} tecken.")
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path != BASE and not request.path.startswith(BASE + "/"):
            return self.get_response(request)
        try:
            return answer(request)
        except Fault as fault:
            return said(fault.body(), fault.status)
        except psycopg.Error as error:
            log.error("katalogens dörr fick inget svar av databasen: %s", type(error).__name__)
            return said(Fault(503, "Databasen svarar inte just nu. Försök igen.").body(), 503)


def answer(request: HttpRequest) -> HttpResponse:
    """What one asks for. Nothing at all without the token, and nothing is told of why."""
    sent = request.headers.get("Authorization", "")
    if not hmac.compare_digest(sent.encode("utf-8", "replace"), f"Bearer {settings.SCIM_TOKEN}".encode()):
        refused = said(Fault(401, "Fel eller ingen bärarnyckel.").body(), 401)
        refused["WWW-Authenticate"] = 'Bearer realm="samtid"'
        return refused
    path = request.path.rstrip("/")
    if path == f"{BASE}/ServiceProviderConfig" and request.method == "GET":
        return said(config())
    if path == USERS:
        match request.method:
            case "GET":
                return listing(request)
            case "POST":
                return create(request)
        raise Fault(405, "GET eller POST.")
    key = path.removeprefix(USERS + "/")
    if not path.startswith(USERS + "/") or "/" in key or len(key) > 64:
        raise Fault(404, "Här finns bara Users.")
    match request.method:
        case "GET":
            with asking.connected() as connection:
                return one(request, asking.user(connection, key))
        case "PUT":
            return change(request, key, body(request))
        case "PATCH":
            return change(request, key, rules.patched(body(request)))
        case "DELETE":
            with asking.connected() as connection:
                asking.user(connection, key)
                asking.set_active(connection, key, False)
            return HttpResponse(status=204)
    raise Fault(405, "GET, PUT, PATCH eller DELETE.")


def listing(request: HttpRequest) -> HttpResponse:
    called = rules.wanted_name(request.GET.get("filter", ""))
    first, most = rules.page(request.GET.get("startIndex", ""), request.GET.get("count", ""))
    with asking.connected() as connection:
        found, total = asking.users(connection, called=called, skip=first - 1, most=most)
    return said(rules.listed([user.resource(address(request)) for user in found], total, first))


def create(request: HttpRequest) -> HttpResponse:
    """A proposal. It has a key from now on, and is active when another person has approved it and they have logged in."""
    wanted = rules.told(body(request), is_new=True)
    with asking.connected() as connection:
        made = asking.user(connection, asking.propose(connection, None, wanted))
    response = one(request, made, 201)
    response["Location"] = f"{address(request)}/{made.id}"
    return response


def change(request: HttpRequest, key: str, wanted: dict[str, Any]) -> HttpResponse:
    """What is told of somebody is proposed; that they are to come in no more is done."""
    active = rules.yes_or_no(wanted["active"]) if "active" in wanted else None
    told = rules.told(wanted, is_new=False)
    with asking.connected() as connection:
        now = asking.user(connection, key)
        held = request.headers.get("If-Match", "")
        if held and held != "*" and now.etag not in [part.strip() for part in held.split(",")]:
            raise Fault(412, "Medarbetaren har ändrats sedan du läste.")
        if "userName" in wanted and rules.clean(wanted["userName"]).lower() != now.username.lower():
            raise Fault(400, "Ett användarnamn ändras i Samtid, av en person.", "mutability")
        if active is not None:
            asking.set_active(connection, key, active)
        if told and now.staff is not None:
            asking.propose(connection, key, told)
        return one(request, asking.user(connection, key) if active is not False or now.staff else now)


def body(request: HttpRequest) -> dict[str, Any]:
    try:
        if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
            raise Fault(413, "Det är för stort.")
        found = read_json(request.body)
    except (NoText, ValueError, UnreadablePostError, RawPostDataException):
        raise Fault(400, "Det går inte att läsa som JSON.", "invalidSyntax") from None
    if not isinstance(found, dict):
        raise Fault(400, "Ett JSON-objekt, tack.", "invalidSyntax")
    return found


def one(request: HttpRequest, user: User, status: int = 200) -> HttpResponse:
    response = said(user.resource(address(request)), status)
    response["ETag"] = user.etag
    return response


def address(request: HttpRequest) -> str:
    return request.build_absolute_uri(USERS)


def said(found: dict[str, Any], status: int = 200) -> HttpResponse:
    response = HttpResponse(
        json.dumps(found, ensure_ascii=False),
        status=status,
        content_type="application/scim+json; charset=utf-8",
    )
    response["Cache-Control"] = "no-store"
    return response


def config() -> dict[str, Any]:
    """What the door can do (RFC 7643 5)."""
    no = {"supported": False}
    return {
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
        "patch": {"supported": True},
        "bulk": no | {"maxOperations": 0, "maxPayloadSize": 0},
        "filter": {"supported": True, "maxResults": rules.MOST},
        "changePassword": no,
        "sort": no,
        "etag": {"supported": True},
        "authenticationSchemes": [
            {
                "type": "oauthbearertoken",
                "name": "Bearer",
                "description": "En nyckel ur en fil (SAMTID_SCIM_TOKEN_FILE).",
            }
        ],
    }
