"""Before what gives authority one shows who one is again: nothing is done until then, and nothing that was typed is lost."""

from __future__ import annotations

import time
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from samtid.base.access import proof
from samtid.base.access.models import Key
from samtid.base.dossier.models import Case
from samtid.base.dossier.tests.make import a_case
from samtid.base.dossier.tests.tabs import Tab
from samtid.base.people.words import Protection
from samtid.steps.decisions.models import Decision
from tests.security.world import client_of, patterns

ASKED = {
    "decisions:hand_over",
    "decisions:register",
    "decisions:sign",
    "desk:break_glass",
    "desk:name_staff",
    "desk:protect",
    "desk:protection_question",
    "outage:pack",
}
GLASS = {"number": "20120314-2391", "reason": "Mamman ligger på sjukhus och barnet är ensamt.", "hours": "1"}


@pytest.fixture(autouse=True)
def moment(monkeypatch, at, db):
    from samtid.ground import clock

    monkeypatch.setattr(clock, "_source", lambda: at)


def long_ago(client: Client, seconds: float = 0) -> Client:
    """Its holder showed who they are so long ago that it is asked again, or ``seconds`` ago."""
    session = client.session
    session[proof.PROVED] = int(time.time() - (seconds or settings.PROOF_SECONDS + 2))
    session.save()
    return client


def declared() -> dict[str, proof.Asks]:
    return {name: one.callback.asks_proof for name, one in patterns() if hasattr(one.callback, "asks_proof")}


def test_these_sendings_ask_for_it():
    assert set(declared()) == ASKED


@pytest.mark.parametrize(
    "name", sorted(ASKED - {"desk:protect", "desk:protection_question", "decisions:hand_over"})
)
def test_none_of_them_does_anything_without_it(name):
    client = long_ago(client_of("siri"))
    pattern = dict(patterns())[name]
    values = [1 if "int" in str(pattern.pattern) else uuid4() for _ in pattern.pattern.converters]
    answer = client.post(reverse(name, args=values))
    assert (answer.status_code, answer.url) == (302, reverse("oidc:prove"))
    page = client.get(answer.url).content.decode()
    assert f"Du är på väg att {declared()[name].doing}" in page


@pytest.mark.parametrize(("seconds", "asked"), [(60, False), (-3600, True), (10**9, True)])
def test_how_long_it_holds_and_a_moment_ahead_is_no_proof(seconds, asked):
    client = long_ago(client_of("pelle"), seconds)
    answer = client.post(reverse("desk:break_glass"), GLASS)
    assert (answer.url == reverse("oidc:prove")) is asked


def test_a_session_from_before_there_was_such_a_thing_has_proved_nothing():
    client = client_of("pelle")
    session = client.session
    del session[proof.PROVED]
    session.save()
    assert client.post(reverse("desk:break_glass"), GLASS).url == reverse("oidc:prove")


def test_the_text_comes_back_and_nothing_is_opened_until_it_is_pressed_again(acting, as_owner, at):
    with acting("maja") as maja:
        a_case(by=maja, at=at)
    client = client_of("pelle")
    long_ago(client)
    address = reverse("desk:break_glass")
    tab = Tab(client, address)
    assert tab.send(**GLASS).url == reverse("oidc:prove")
    page = client.get(reverse("oidc:prove")).content.decode()
    assert "nödöppna en akt" in page and "Inget är gjort" in page and f'href="{address}"' in page
    long_ago(client, 5)  # as after the provider
    again = Tab(client, address)
    assert GLASS["reason"] in again.html
    with as_owner():
        assert not Key.objects.filter(ground="break_glass").exists()
    assert again.send(**GLASS).url == reverse("desk:glass_broken")
    with as_owner():
        assert Key.objects.filter(ground="break_glass").exists()


def test_a_press_that_was_asked_about_is_not_taken_for_done(acting, at):
    """Sent again just as it was, from the page one went back to, it is asked about again, and then it is done."""
    with acting("pelle") as pelle:
        case = a_case(by=pelle, at=at)
    client = long_ago(client_of("pelle"))
    with acting("pelle"):
        receiver = Key.objects.first().staff_id
    sent = {
        "receiver": receiver,
        "reason": "Ersätter mig under ledigheten",
        "days": "7",
        "csrfmiddlewaretoken": "x",
    }
    address = reverse("desk:name_staff", args=[case.pk])
    assert client.post(address, sent).url == reverse("oidc:prove")
    long_ago(client, 5)
    assert client.post(address, sent).status_code in (302, 422)
    assert client.post(address, sent | {"days": "8"}).headers.get("Location") != reverse("oidc:prove")


def test_more_protection_is_never_held_up_and_less_is(acting, at):
    with acting("pelle") as pelle:
        case = a_case(by=pelle, at=at)
    client = long_ago(client_of("pelle"))
    address = reverse("desk:protect", args=[case.pk])
    why = {"why": "Hon har flyttat, beslut från Skatteverket finns."}
    assert client.post(address, why | {"level": str(Protection.MARKED)}).url == address
    with acting("pelle"):
        assert Case.objects.get(pk=case.pk).is_sealed
    answer = client.post(
        address, why | {"level": str(Protection.NONE)}, headers={"Referer": f"http://testserver{address}"}
    )
    assert answer.url == reverse("oidc:prove")
    assert client.session[proof.ASKED]["back"] in (address, reverse("oidc:interrupted"))


def test_a_decision_is_signed_by_a_second_press_only(filled, acting, as_owner):
    with as_owner():
        draft = Decision.objects.filter(signed_at=None).first()
    client = long_ago(client_of("ulf"))
    address = reverse("decisions:sign", args=[draft.pk])
    page = reverse("decisions:decision", args=[draft.pk])
    answer = client.post(address, {"version": draft.version}, headers={"Referer": f"http://testserver{page}"})
    assert answer.url == reverse("oidc:prove")
    assert client.session[proof.ASKED]["back"] == page
    with as_owner():
        draft.refresh_from_db()
    assert draft.signed_at is None


def test_a_script_is_not_shown_a_page_to_show_who_one_is_on_unless_something_waits():
    client = client_of("pelle")
    assert client.get(reverse("oidc:prove")).url == reverse("desk:day")
    assert client.get(reverse("oidc:start_proof")).status_code == 404, "no provider here"
