"""The provider says that somebody is logged out: so they are, here and at once; what is not believed ends nothing."""

from __future__ import annotations

import time
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from joserfc.jwk import OctKey, RSAKey

from samtid.base.access.models import SignedIn
from samtid.doors.systems.oidc import provider as ours
from samtid.doors.systems.oidc import rules
from samtid.doors.systems.oidc.models import Link

from .provider import CLIENT
from .test_login import BO, go, provider, set_up, wants_to_break_glass, who  # noqa: F401

SID = "session-1 at the provider"


@pytest.fixture
def inside(client, provider):  # noqa: F811
    """Bo, logged in; the provider calls that ``SID``."""
    provider.knows(BO, sid=SID)
    go(client, provider)
    assert is_in(client)
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("desk:day")).status_code == 200


def tell(token: str, **more: str) -> object:
    """The provider tells us, as it does: no cookie, no CSRF token."""
    return Client(enforce_csrf_checks=True).post(
        reverse("oidc:logged_out_there"),
        f"logout_token={token}",
        content_type="application/x-www-form-urlencoded",
        **more,
    )


def test_a_log_in_that_has_ended_there_has_ended_here(inside, provider):  # noqa: F811
    answer = tell(provider.logout_token(sid=SID))
    assert (answer.status_code, answer.content) == (200, b"")
    assert "no-store" in answer["Cache-Control"]
    assert not is_in(inside)


def test_by_the_name_of_the_person_all_of_theirs_end_and_nobody_elses(inside, provider, as_owner, staff):  # noqa: F811
    phone = Client()
    provider.knows(BO, sid="session-2")
    go(phone, provider)
    with as_owner():
        Link.objects.create(
            staff=staff("maja"), issuer=provider.address, subject="employee-12", valid_from="2020-01-01"
        )
    provider.knows("employee-12", sid="session-3")
    other = Client()
    go(other, provider, "employee-12")
    assert tell(provider.logout_token(sub=BO)).status_code == 200
    assert (is_in(inside), is_in(phone), is_in(other)) == (False, False, True)


def test_one_of_several_ends_alone(inside, provider):  # noqa: F811
    phone = Client()
    provider.knows(BO, sid="session-2")
    go(phone, provider)
    assert tell(provider.logout_token(sub=BO, sid="session-2")).status_code == 200
    assert (is_in(inside), is_in(phone)) == (True, False)


def test_the_log_in_keeps_its_name_when_one_has_shown_who_one_is_again(inside, provider):  # noqa: F811
    away = wants_to_break_glass(inside)
    provider.knows(BO, auth_time=int(time.time()), sid="session-1b")
    inside.get(provider.press(away, BO).removeprefix("http://testserver"))
    assert is_in(inside)
    assert tell(provider.logout_token(sid="session-1b")).status_code == 200
    assert not is_in(inside)


def test_what_names_nobody_here_is_answered_as_what_names_somebody(inside, provider):  # noqa: F811
    for said in ({"sid": "unknown"}, {"sub": "nobody"}):
        answer = tell(provider.logout_token(**said))
        assert (answer.status_code, answer.content) == (200, b"")
    assert is_in(inside)


def test_the_same_token_is_heard_once(inside, provider):  # noqa: F811
    token = provider.logout_token(sid="unknown")
    assert tell(token).status_code == 200
    assert tell(token).status_code == 400
    # the same jti in another token is the same
    again = provider.logout_token(sid=SID, jti="used")
    assert tell(provider.logout_token(sid="unknown", jti="used")).status_code == 200
    assert tell(again).status_code == 400
    assert is_in(inside)


@pytest.mark.parametrize(
    "fault",
    [
        {"iss": "http://elak.example"},
        {"iss": None},
        {"aud": "annat-system"},
        {"aud": [CLIENT, "annat-system"]},
        {"exp": None},
        {"exp": 1_600_000_000},
        {"exp": True},
        {"iat": None},
        {"iat": 1_600_000_000},
        {"iat": 4_100_000_000},
        {"jti": None},
        {"jti": ""},
        {"jti": 7},
        {"jti": "x" * 300},
        {"events": None},
        {"events": {}},
        {"events": {"http://schemas.openid.net/event/backchannel-logout": True}},
        {"events": ["http://schemas.openid.net/event/backchannel-logout"]},
        {"nonce": "n"},
        {"sid": None},
        {"sid": ""},
        {"sid": 1},
        {"sid": ["session-1 at the provider"]},
    ],
    ids=str,
)
def test_a_token_with_one_fault_ends_nothing_and_is_told_nothing(inside, provider, fault):  # noqa: F811
    answer = tell(provider.logout_token(**({"sid": SID} | fault)))
    assert (answer.status_code, answer.content) == (400, b"")
    assert is_in(inside)


def test_a_token_that_is_not_the_providers_own_ends_nothing(inside, provider, settings):  # noqa: F811
    other = RSAKey.generate_key(2048, {"kid": provider.key["kid"]})
    shared = OctKey.import_key(b"only-for-tests-but-long-enough-to-sign-with")
    tokens = [
        provider.logout_token(key=other, sid=SID),
        provider.logout_token(key=shared, header={"alg": "HS256"}, sid=SID),
        provider.logout_token(header={"kid": "made up"}, sid=SID),
        provider.logout_token(header={"typ": "at+jwt"}, sid=SID),
        provider.logout_token(sid=SID)[:-4] + "AAAA",
        "x",
        "",
        "x" * 9000,
        "eyJhbGciOiJub25lIn0.e30.",
    ]
    for token in tokens:
        answer = tell(token)
        assert (answer.status_code, answer.content) == (400, b""), token[:40]
    assert is_in(inside)


def test_an_identity_token_is_no_logout(inside, provider):  # noqa: F811
    """Whoever has got hold of one (it passes the browser at log-out) logs nobody out with it."""
    assert tell(inside.session["oidc_token"]).status_code == 400
    assert is_in(inside)


def test_made_up_keys_do_not_send_us_to_the_provider_again_and_again(inside, provider, monkeypatch):  # noqa: F811
    asked = []
    client = ours._client()
    monkeypatch.setattr(
        type(client), "fetch_jwk_set", lambda self, force=False: asked.append(force) or real(self)
    )
    real_keys = {"keys": [{name: provider.key[name] for name in ("kty", "n", "e", "kid")}]}

    def real(self):
        return real_keys

    monkeypatch.setattr(ours, "_asked_for_keys", 0.0)
    for _ in range(20):
        assert tell(provider.logout_token(header={"kid": "made up"}, sid=SID)).status_code == 400
    assert asked.count(True) == 1


def test_only_a_form_by_post_and_only_with_a_provider(provider, settings):  # noqa: F811
    address = reverse("oidc:logged_out_there")
    assert Client().get(address).status_code == 405
    assert Client().post(address, {"logout_token": "x"}, content_type="application/json").status_code == 400
    settings.OIDC = settings.OIDC | {"issuer": ""}
    assert tell("x").status_code == 404


def test_one_sees_and_ends_ones_own_and_nobody_elses(inside, provider, acting, staff):  # noqa: F811
    phone = Client(headers={"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0) Version/26.0 Safari/605"})
    provider.knows(BO, sid="session-2")
    go(phone, provider)
    page = inside.get(reverse("desk:me")).content.decode()
    assert "Safari på iPhone" in page and page.count("(här)") == 1
    with acting("bo"):
        [other] = SignedIn.objects.filter(device="Safari på iPhone")
    with acting("maja"):
        assert not SignedIn.objects.exists()
    thief = Client()
    thief.force_login(staff("maja"))
    theirs, nobodys = (thief.post(reverse("desk:end_session", args=[pk])) for pk in (other.pk, uuid4()))
    assert (theirs.status_code, theirs.content) == (404, nobodys.content), "as one that is not there"
    assert is_in(phone)
    assert inside.post(reverse("desk:end_session", args=[other.pk])).url == reverse("desk:me")
    assert (is_in(phone), is_in(inside)) == (False, True)
    with acting("bo"):
        [here] = SignedIn.objects.all()
    assert inside.post(reverse("desk:end_session", args=[here.pk])).status_code == 404
    assert is_in(inside), "the one here is ended by logging out"


def test_the_rule_itself_without_a_provider():
    good = {
        "iss": "https://idp.example", "aud": "samtid", "iat": 1000, "exp": 1100, "jti": "a", "sub": "b",
        "events": {rules.LOGOUT_EVENT: {}},
    }  # fmt: skip

    def said(**changed):
        return rules.obstacles_to_logging_out(good | changed, "https://idp.example", "samtid", 1001)

    assert said() == []
    assert said(iat=-9000) == ["time"]
    assert said(nonce=None) == ["nonce"], "that it is there is enough"
