"""Samtalet med inloggningstjänsten: Authlib speaks the protocol, ``rules.py`` judges what was said."""

from __future__ import annotations

import time
from functools import lru_cache
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import DjangoOAuth2App, OAuth
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from samtid.ground.reasons import NotYet, Obstacle, refuse_if

from . import rules
from .words import HIGH_ENOUGH, USUAL

NAME = "eleg"
# Signed with the provider's private key; never "none", and never a secret that we too could sign with.
ALGORITHMS = ("RS256", "PS256", "ES256", "RS384", "PS384", "ES384", "RS512", "PS512", "ES512", "EdDSA")
PATIENCE = 10  # seconds for one answer from the provider
LONGEST_TOKEN = 8192  # characters
FRESH = 3600  # seconds for which the provider's published settings and keys are remembered
BEGUN, TOKEN = "oidc_begun", "oidc_token"

_asked_for_keys = 0.0  # when an unknown key last made us ask the provider for all of them

NO_ANSWER = Obstacle("Inloggningstjänsten svarar inte just nu. Försök igen om en stund.")
NOT_UNDERSTOOD = Obstacle("Svaret från inloggningstjänsten gick inte att lita på. Börja om.")


class NotALogout(Exception):
    """A logout token that is not believed. The words are for the operator's log."""


class Unreachable(NotYet):
    """The provider does not answer: nobody's fault here, and worth trying again."""


def is_set_up() -> bool:
    """Does this installation have a provider at all?"""
    return bool(_known()["issuer"] and _known()["client_id"])


def levels() -> list[str]:
    """Which levels of assurance are asked for and accepted: never one below 3, whatever the setting says."""
    wanted = _known()["levels"] or [str(level) for level in USUAL]
    return [level for level in wanted if level in HIGH_ENOUGH]


def begin(request: HttpRequest, onward: str, *, again: bool, proves: bool = False) -> HttpResponse:
    """Send the browser to the provider. ``again`` asks for the e-legitimation anew, not a remembered log-in.

    ``proves``: somebody is logged in, and is to show that it is still they (base/access/proof.py).
    """
    extra: dict[str, Any] = {"acr_values": " ".join(levels()), "ui_locales": "sv"}
    if again:
        extra["prompt"] = "login"
        extra["max_age"] = 0  # so that the answer says when it happened, which prompt alone does not promise
    elif _known()["most_seconds"]:
        extra["max_age"] = _known()["most_seconds"]
    try:
        answer = _client().authorize_redirect(
            request, request.build_absolute_uri(reverse("oidc:back")), **extra
        )
    except (requests.RequestException, AuthlibBaseError, ValueError, RuntimeError) as error:
        raise Unreachable([NO_ANSWER]) from error
    request.session[BEGUN] = {"onward": onward, "at": time.time(), "again": again, "proves": proves}
    return answer


def finish(request: HttpRequest) -> tuple[dict[str, Any], str, bool]:
    """What the provider says of the one who came back, checked, where they were going, and whether to prove who it is.

    Raises ``NotYet`` with the reason in words for that person. State, code and nonce are spent whatever happens.
    """
    begun = request.session.pop(BEGUN, None) or {"onward": "/", "at": 0.0, "again": False}
    try:
        client = _client()
        kept = client.framework.get_state_data(request.session, request.GET.get("state")) or {}
        _is_from_the_issuer(request, client)
        token = client.authorize_access_token(request, claims_options=_claims_wanted(), leeway=rules.LEEWAY)
    except requests.RequestException as error:
        raise Unreachable([NO_ANSWER]) from error
    except (AuthlibBaseError, JoseError, ValueError, RuntimeError, KeyError, TypeError) as error:
        raise NotYet([NOT_UNDERSTOOD]) from error
    said = dict(token.get("userinfo") or {})
    now = time.time()
    # asked to show it anew: then it must have happened since
    most = int(now - begun["at"]) + 1 if begun["again"] else _known()["most_seconds"]
    asked = rules.Demand(_known()["issuer"], _known()["client_id"], kept.get("nonce", ""), levels(), most)
    refuse_if(rules.obstacles_to_believing(said, asked, now))
    refuse_if(rules.obstacles_to_level(said, asked.levels))
    return said | {TOKEN: token["id_token"]}, begun["onward"], bool(begun.get("proves"))


def leave(request: HttpRequest) -> str:
    """The address that ends the session at the provider as well; nothing when there is none to end."""
    token = request.session.get(TOKEN)
    if not token or not is_set_up():
        return ""
    try:
        home = request.build_absolute_uri(reverse("oidc:logged_out"))
        client = _client()
        return str(
            client.create_logout_url(home, id_token_hint=token, client_id=_known()["client_id"])["url"]
        )
    except (requests.RequestException, AuthlibBaseError, ValueError, RuntimeError):
        return ""  # logged out here in any case


def logged_out_there(token: str, now: float) -> dict[str, Any]:
    """Who the provider says is logged out, from a logout token that is all right. Raises ``NotALogout``."""
    if not 0 < len(token) <= LONGEST_TOKEN:
        raise NotALogout("length")
    client = _client()
    algorithms = client.load_server_metadata()["id_token_signing_alg_values_supported"]
    try:
        try:
            read = _read(token, client.fetch_jwk_set(), algorithms)
        except InvalidKeyIdError:
            if not _may_ask_for_keys(now):
                raise
            read = _read(token, client.fetch_jwk_set(force=True), algorithms)
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise NotALogout(type(error).__name__) from error
    if read.header.get("typ", "JWT") not in rules.LOGOUT_TYPES:
        raise NotALogout("typ")
    if wrong := rules.obstacles_to_logging_out(read.claims, _known()["issuer"], _known()["client_id"], now):
        raise NotALogout(", ".join(wrong))
    return dict(read.claims)


def _read(token: str, keys: Any, algorithms: list[str]) -> jwt.Token:
    registry = JWSRegistry(algorithms=algorithms, strict_check_header=False)
    return jwt.decode(token, KeySet.import_key_set(keys), registry=registry)


def _may_ask_for_keys(now: float) -> bool:
    """An unknown key may be a new one; whoever makes keys up does not send us to the provider more than once a minute."""
    global _asked_for_keys
    if now - _asked_for_keys < 60:
        return False
    _asked_for_keys = now
    return True


def _known() -> dict[str, Any]:
    """The settings of this installation's provider."""
    known: dict[str, Any] = settings.OIDC
    return known


def _client() -> DjangoOAuth2App:
    known = _known()
    return _registered(known["issuer"], known["client_id"], known["client_secret"], int(time.time() // FRESH))


@lru_cache(maxsize=2)
def _registered(issuer: str, client_id: str, secret: str, hour: int) -> DjangoOAuth2App:
    client = OAuth().register(
        NAME,
        client_id=client_id,
        client_secret=secret,
        server_metadata_url=f"{issuer}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid", "code_challenge_method": "S256", "default_timeout": PATIENCE},
    )
    said = client.load_server_metadata()
    if said.get("issuer") != issuer:
        raise ValueError("the provider's settings are another issuer's")
    offered = said.get("id_token_signing_alg_values_supported") or ["RS256"]
    said["id_token_signing_alg_values_supported"] = [name for name in offered if name in ALGORITHMS]
    return client


def _claims_wanted() -> dict[str, Any]:
    return {
        "iss": {"essential": True, "values": [_known()["issuer"]]},
        "aud": {"essential": True, "value": _known()["client_id"]},
    }


def _is_from_the_issuer(request: HttpRequest, client: DjangoOAuth2App) -> None:
    """RFC 9207: an answer that names its issuer must name ours, and one that always does so must do it."""
    named = request.GET.get("iss")
    promised = client.load_server_metadata().get("authorization_response_iss_parameter_supported")
    if (named or promised) and named != _known()["issuer"]:
        raise ValueError("the answer is another issuer's")
