"""En inloggningstjänst på den egna datorn: oidc-provider-mock over real HTTP, with a person who presses the button."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import requests
from oidc_provider_mock import app
from oidc_provider_mock._server import _threaded_server

LOA3 = "http://id.elegnamnden.se/loa/1.0/loa3"
CLIENT = "samtid"


@dataclass
class Provider:
    """Where it answers, and what it has been sent."""

    address: str
    sent: list[dict[str, list[str]]] = field(default_factory=list)

    def knows(self, subject: str, **said: object) -> None:
        """Let somebody be known there; what is said overrides what the token would have held."""
        usual = {"acr": LOA3, "auth_time": int(time.time())}
        claims = {name: value for name, value in (usual | said).items() if value is not None}
        requests.put(f"{self.address}/users/{subject}", json=claims, timeout=5).raise_for_status()

    def press(self, address: str, subject: str) -> str:
        """The person chooses who to be; returns where the browser is sent back to."""
        answer = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=5)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]


@contextmanager
def running() -> Iterator[Provider]:
    """A provider of one's own, as long as the block lasts."""
    inner, sent = app(), []

    def listening(environ: dict, start_response: object) -> object:
        # a provider whose settings are reached under one name and say another
        environ["PATH_INFO"] = environ["PATH_INFO"].removeprefix("/annan")
        if environ["PATH_INFO"].endswith("/token"):
            body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            sent.append(parse_qs(body.decode()))
            environ["wsgi.input"] = BytesIO(body)
        return inner(environ, start_response)

    with _threaded_server(listening) as server:
        yield Provider(f"http://localhost:{server.server_port}", sent)


def asked(address: str) -> dict[str, str]:
    """What an address asks for, by name."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
