"""En inloggningstjänst på den egna datorn: oidc-provider-mock over real HTTP, with a person who presses the button."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import requests
from joserfc import jwt
from joserfc.jwk import import_key
from oidc_provider_mock import app
from oidc_provider_mock._server import _threaded_server
from oidc_provider_mock._storage import storage

from samtid.doors.systems.oidc.rules import LOGOUT_EVENT

LOA3 = "http://id.elegnamnden.se/loa/1.0/loa3"
CLIENT = "samtid"


@dataclass
class Provider:
    """Where it answers, and what it has been sent."""

    address: str
    sent: list[dict[str, list[str]]] = field(default_factory=list)
    key: dict[str, str] = field(default_factory=dict)

    def knows(self, subject: str, **said: object) -> None:
        """Let somebody be known there; what is said overrides what the token would have held."""
        usual = {"acr": LOA3, "auth_time": int(time.time())}
        claims = {name: value for name, value in (usual | said).items() if value is not None}
        requests.put(f"{self.address}/users/{subject}", json=claims, timeout=5).raise_for_status()

    def logout_token(
        self, key: object = None, header: dict[str, object] | None = None, **said: object
    ) -> str:
        """What the provider sends when somebody logs out there; what is said overrides, and None leaves out."""
        now = int(time.time())
        usual = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 120, "jti": str(uuid4())}
        usual["events"] = {LOGOUT_EVENT: {}}
        claims = {name: value for name, value in (usual | said).items() if value is not None}
        head = {"alg": "RS256", "typ": "logout+jwt", "kid": self.key.get("kid", "")} | (header or {})
        signing = import_key(self.key) if key is None else key
        return jwt.encode(head, claims, signing, algorithms=[head["alg"]])

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
        with inner.test_request_context():
            inner.preprocess_request()
            key = dict(storage.jwk.as_dict(is_private=True))
        yield Provider(f"http://localhost:{server.server_port}", sent, key)


def asked(address: str) -> dict[str, str]:
    """What an address asks for, by name."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
