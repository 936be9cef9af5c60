"""Logging in with the provider, over real HTTP: who is let in, and everything that is not."""

from __future__ import annotations

import base64
import hashlib
import time

import pytest
from django.urls import reverse

from samtid.base.organisation.models import Membership, Staff
from samtid.doors.systems.oidc import provider as ours
from samtid.doors.systems.oidc.models import Link

from .provider import CLIENT, LOA3, Provider, asked, running

BO = "employee-4711"
LOA2 = "http://id.elegnamnden.se/loa/1.0/loa2"


@pytest.fixture(scope="module")
def provider():
    with running() as provider:
        yield provider


@pytest.fixture(autouse=True)
def set_up(settings, provider, db, as_owner, at):
    settings.OIDC = {
        "issuer": provider.address,
        "client_id": CLIENT,
        "client_secret": "only-for-tests",
        "levels": [],
        "most_seconds": 3600,
    }
    settings.ALLOWED_HOSTS = ["testserver"]
    ours._registered.cache_clear()
    bo = Staff.objects.get(username="bo")
    with as_owner():
        Link.objects.create(staff=bo, issuer=provider.address, subject=BO, valid_from="2020-01-01")
    provider.knows(BO)
    provider.sent.clear()


def go(client, provider: Provider, subject: str = BO, onward: str = "", change: str = ""):
    """Press log in, choose who to be, come back."""
    away = client.get(reverse("oidc:start"), {"next": onward} if onward else {})
    assert away.status_code == 302, away.content.decode()
    return client.get(provider.press(away.url, subject).removeprefix("http://testserver") + change)


def who(client) -> str:
    return client.session.get("_auth_user_id", "")


def test_a_known_person_comes_in_and_goes_where_they_were_going(client, provider, staff):
    answer = go(client, provider, onward="/enheten/?vecka=47")
    assert (answer.status_code, answer.url) == (302, "/enheten/?vecka=47")
    assert who(client) == str(staff("bo").pk)


def test_a_log_in_leaves_a_line_with_a_number_and_no_name(client, provider, staff, caplog):
    bo = staff("bo")
    go(client, provider)
    [line] = [record for record in caplog.records if record.name.startswith("samtid.doors.systems.oidc")]
    assert line.getMessage() == f"log-in accepted: staff {bo.pk}"
    caplog.clear()
    go(client, provider, subject="somebody-else")
    [line] = [record for record in caplog.records if record.name.startswith("samtid.doors.systems.oidc")]
    assert line.levelname == "WARNING"
    assert "somebody-else" not in line.getMessage()


def test_the_question_holds_pkce_nonce_state_level_and_nothing_more_than_needed(client, provider):
    away = client.get(reverse("oidc:start"))
    question = asked(away.url)
    assert question["code_challenge_method"] == "S256"
    assert question["scope"] == "openid"
    assert LOA3 in question["acr_values"]
    assert min(len(question["state"]), len(question["nonce"])) >= 20
    client.get(provider.press(away.url, BO).removeprefix("http://testserver"))
    verifier = provider.sent[-1]["code_verifier"][0]
    digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    assert digest == question["code_challenge"]


def test_the_session_key_is_new_after_the_log_in(client, provider):
    client.get(reverse("oidc:start"))
    before = client.session.session_key
    go(client, provider)
    assert client.session.session_key not in ("", None, before)


@pytest.mark.parametrize(
    "onward", ["https://elak.example/", "//elak.example/", "javascript:alert(1)", "/\\elak"]
)
def test_nobody_is_sent_to_another_site(client, provider, onward):
    assert go(client, provider, onward=onward).url == reverse("desk:day")


@pytest.mark.parametrize(
    "fault",
    [
        {"iss": "http://elak.example"},
        {"aud": "annat-system"},
        {"aud": [CLIENT, "annat-system"]},
        {"aud": [CLIENT, "annat-system"], "azp": "annat-system"},
        {"azp": "annat-system"},
        {"nonce": "en-annan"},
        {"exp": 1_600_000_000},
        {"exp": "aldrig"},
        {"iat": 4_100_000_000},
        {"nbf": 4_100_000_000},
        {"auth_time": 1_600_000_000},
        {"auth_time": True},
        {"acr": None},
        {"acr": LOA2},
        {"acr": "urn:hittepa:loa9"},
        {"acr": [LOA3]},
        {"acr": "http://id.elegnamnden.se/loa/1.0/eidas-low"},
    ],
    ids=str,
)
def test_a_token_with_one_fault_is_refused_in_words(client, provider, fault):
    provider.knows(BO, **fault)
    answer = go(client, provider)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Inloggningen gick inte" in page
    assert "Du är inte inloggad, och inget har ändrats." in page
    assert BO not in page
    assert not who(client)


def test_too_low_a_level_is_said(client, provider):
    provider.knows(BO, acr=LOA2)
    page = go(client, provider).content.decode()
    assert "tillitsnivå 3 eller högre. Du kom in med Tillitsnivå 2. (SoLPuL 10 §)" in page


def test_a_lower_level_cannot_be_configured(client, provider, settings):
    settings.OIDC = settings.OIDC | {"levels": [LOA2, LOA3]}
    provider.knows(BO, acr=LOA2)
    assert go(client, provider).status_code == 403
    assert LOA2 not in asked(client.get(reverse("oidc:start")).url)["acr_values"]


def test_the_same_answer_twice_lets_nobody_in(client, provider):
    away = client.get(reverse("oidc:start"))
    back = provider.press(away.url, BO).removeprefix("http://testserver")
    assert client.get(back).status_code == 302
    client.post(reverse("portal:logout"))
    assert client.get(back).status_code == 403
    assert not who(client)


def test_a_spent_code_with_a_new_state_lets_nobody_in(client, provider):
    away = client.get(reverse("oidc:start"))
    code = asked(provider.press(away.url, BO))["code"]
    client.get(reverse("oidc:back"), {"code": code, "state": asked(away.url)["state"]})
    client.post(reverse("portal:logout"))
    state = asked(client.get(reverse("oidc:start")).url)["state"]
    assert client.get(reverse("oidc:back"), {"code": code, "state": state}).status_code == 403
    assert not who(client)


def test_a_state_of_somebody_elses_browser_lets_nobody_in(client, provider):
    from django.test import Client

    thief = Client()
    thiefs = provider.press(thief.get(reverse("oidc:start")).url, BO).removeprefix("http://testserver")
    client.get(reverse("oidc:start"))
    assert client.get(thiefs).status_code == 403
    assert not who(client)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"state": "x"},
        {"code": "x"},
        {"code": "x", "state": "x"},
        {"error": "access_denied"},
    ],
)
def test_an_answer_to_no_question_is_refused(client, said):
    assert client.get(reverse("oidc:back"), said).status_code == 403


def test_another_issuers_answer_is_refused(client, provider):
    assert go(client, provider, change="&iss=https%3A%2F%2Felak.example").status_code == 403
    assert not who(client)


def test_a_provider_that_calls_itself_something_else_is_not_asked(client, provider, settings):
    settings.OIDC = settings.OIDC | {"issuer": f"{provider.address}/annan"}
    answer = client.get(reverse("oidc:start"))
    assert answer.status_code == 503
    assert "svarar inte just nu" in answer.content.decode()


def test_an_unknown_person_is_told_what_the_operator_needs(client, provider):
    provider.knows("employee-9999")
    answer = go(client, provider, "employee-9999")
    assert answer.status_code == 403
    assert "employee-9999" in answer.content.decode()
    assert not who(client)


def test_a_personal_number_is_neither_accepted_nor_repeated(client, provider):
    provider.knows("201203142391")
    page = go(client, provider, "201203142391").content.decode()
    assert "201203142391" not in page
    assert not who(client)


def test_a_link_or_an_employment_that_has_ended_lets_nobody_in(client, provider, as_owner, staff):
    with as_owner():
        Link.objects.update(valid_to="2020-06-30")
    assert go(client, provider).status_code == 403
    with as_owner():
        Link.objects.update(valid_to=None)
        Membership.objects.filter(staff=staff("bo")).update(valid_to="2020-06-30")
        Staff.objects.filter(username="bo").update(valid_to="2020-06-30")
    assert go(client, provider).status_code == 403
    assert not who(client)


def test_the_web_sees_no_links_but_ones_own_and_writes_none(acting, as_owner):
    from django.db import DatabaseError, transaction

    with acting("eva"):
        assert not Link.objects.exists()
    with acting("bo") as bo:
        assert Link.objects.count() == 1
        for change in (
            lambda: Link.objects.create(staff=bo, issuer="https://x", subject="y", valid_from="2026-01-01"),
            lambda: Link.objects.update(subject="nagon-annan"),
            lambda: Link.objects.all().delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


def test_logging_out_ends_the_session_at_the_provider_too(client, provider):
    go(client, provider)
    key = client.session.session_key
    answer = client.post(reverse("portal:logout"), follow=True)
    assert not who(client)
    assert client.session.session_key != key
    onward = answer["Refresh"].removeprefix("0; url=")
    assert onward.startswith(provider.address)
    assert asked(onward)["post_logout_redirect_uri"].endswith(reverse("oidc:logged_out"))
    assert "Refresh" not in client.get(reverse("oidc:logged_out")), "only once"


def test_after_lying_still_the_e_legitimation_must_be_shown_anew(client, provider, staff):
    go(client, provider)
    client.get(reverse("oidc:interrupted"))
    _let_it_lie(client)
    assert client.get(reverse("desk:day")).status_code == 302
    assert asked(client.get(reverse("oidc:start")).url)["prompt"] == "login"
    provider.knows(BO, auth_time=int(time.time()) - 600)
    assert go(client, provider).status_code == 403, "a remembered log-in at the provider is not enough"


def test_without_a_provider_there_is_no_address(client, settings):
    settings.OIDC = settings.OIDC | {"issuer": ""}
    assert client.get(reverse("oidc:start")).status_code == 404
    assert client.get(reverse("oidc:back")).status_code == 404


def test_a_provider_that_does_not_answer_is_said_so(client, settings):
    settings.OIDC = settings.OIDC | {"issuer": "http://127.0.0.1:9"}
    answer = client.get(reverse("oidc:start"))
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert "Inloggningstjänsten svarar inte just nu." in answer.content.decode()


def _let_it_lie(client, seconds: int = 3600) -> None:
    session = client.session
    session["seen"] -= seconds
    session.save()


def wants_to_break_glass(client) -> str:
    """Bo's proof is old; he presses, and is sent to show who he is. Returns where that leads."""
    session = client.session
    session["proved"] = 1_600_000_000
    session.save()
    sent = {"number": "201203142391", "reason": "Mamman ligger på sjukhus.", "hours": "1"}
    assert client.post(reverse("desk:break_glass"), sent).url == reverse("oidc:prove")
    return client.get(reverse("oidc:start_proof")).url


def test_a_remembered_log_in_proves_no_more_than_when_it_was(client, provider):
    provider.knows(BO, auth_time=int(time.time()) - 1800)
    go(client, provider)
    sent = {"number": "201203142391", "reason": "Mamman ligger på sjukhus.", "hours": "1"}
    assert client.post(reverse("desk:break_glass"), sent).url == reverse("oidc:prove")


def test_before_what_gives_authority_the_e_legitimation_is_shown_anew(client, provider):
    go(client, provider)
    away = wants_to_break_glass(client)
    assert (asked(away)["prompt"], asked(away)["max_age"]) == ("login", "0")
    before = client.session.session_key
    provider.knows(BO, auth_time=int(time.time()))
    answer = client.get(provider.press(away, BO).removeprefix("http://testserver"))
    assert (answer.status_code, answer.url) == (302, reverse("oidc:interrupted"))
    assert client.session["proved"] >= time.time() - 5
    assert client.session.session_key != before
    assert "Inget är gjort än" in client.get(answer.url).content.decode()


@pytest.mark.parametrize("when", [600, True], ids=["long ago", "no moment"])
def test_a_remembered_e_legitimation_is_no_proof(client, provider, when):
    go(client, provider)
    away = wants_to_break_glass(client)
    provider.knows(BO, auth_time=int(time.time()) - when if type(when) is int else when)
    assert client.get(provider.press(away, BO).removeprefix("http://testserver")).status_code == 403
    assert client.session["proved"] == 1_600_000_000


def test_somebody_elses_e_legitimation_proves_nothing(client, provider, as_owner, staff):
    go(client, provider)
    away = wants_to_break_glass(client)
    with as_owner():
        Link.objects.create(
            staff=staff("maja"), issuer=provider.address, subject="employee-12", valid_from="2020-01-01"
        )
    provider.knows("employee-12")
    answer = client.get(provider.press(away, "employee-12").removeprefix("http://testserver"))
    assert answer.status_code == 403 and "Det var inte din e-legitimation" in answer.content.decode()
    assert client.session["proved"] == 1_600_000_000
    assert who(client) == str(staff("bo").pk), "nobody is somebody else by it"
