"""A committed town, the directory's own log-in in it, and a client that sends real requests through the door."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from psycopg import sql

from samtid.base.access.logins import role_of
from samtid.doors.cli import place
from samtid.doors.scim.door import USERS, Scim
from tests.attacker.foothold import Town, a_town

TOKEN, PASSWORD = "k" * 40, "katalogens eget"


@pytest.fixture(scope="module")
def town() -> Iterator[Town]:
    with a_town() as made:
        with made.admin() as owner:
            role = sql.Identifier(role_of("scim"))
            owner.execute(sql.SQL("alter role {} login password {}").format(role, sql.Literal(PASSWORD)))
            [name] = owner.execute("select current_database()").fetchone()  # type: ignore[misc]
            owner.execute(sql.SQL("grant connect on database {} to {}").format(sql.Identifier(name), role))
        yield made


@pytest.fixture
def url(town: Town) -> str:
    name = town.url.rpartition("/")[2].partition("?")[0]
    return str(place.with_database(town.url, name, role_of("scim"), PASSWORD))


@pytest.fixture
def ask(url: str, settings: Any) -> Callable[..., HttpResponse]:
    """``ask("POST", "", {...})``: a request as the directory sends it."""
    settings.SCIM_URL, settings.SCIM_TOKEN, settings.DOOR = url, TOKEN, "staff"
    door = Scim(lambda request: HttpResponse("sidan", status=299))

    def send(
        method: str, path: str = "", body: Any = None, token: str = TOKEN, **headers: str
    ) -> HttpResponse:
        sent = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else b""
        headers = {"HTTP_AUTHORIZATION": f"Bearer {token}"} | headers
        address = path if path.startswith("/scim") else USERS + path
        request = RequestFactory().generic(method, address, sent, "application/scim+json", **headers)
        return door(request)

    send.door = door  # type: ignore[attr-defined]
    return send


@pytest.fixture
def owner(town: Town) -> Iterator[psycopg.Connection[Any]]:
    with town.admin() as connection:
        yield connection
