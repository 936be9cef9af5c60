"""Before what gives authority one shows who one is again: nothing is done until then, and nothing that was typed is lost."""

from __future__ import annotations

import time
from datetime import date
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
from samtid.base.organisation.models import Membership, Staff, Unit
from samtid.base.organisation.words import Role
from samtid.base.people.words import Protection
from samtid.doors.office import actions as office
from samtid.doors.office.models import Proposal, Reorganisation
from samtid.doors.office.words import Stage, Subject, Verb
from samtid.doors.systems.oidc.models import Link
from samtid.ground.sweden import swedish_day
from samtid.steps.decisions.models import Decision
from tests.security.world import client_of, patterns

ASKED = {
    "committee:adjust",
    "committee:hold",
    "committee:raise",
    "committee:register",
    "corrections:merger",
    "decisions:hand_over",
    "decisions:register",
    "decisions:sign",
    "desk:break_glass",
    "desk:hand_over",
    "desk:name_staff",
    "desk:place",
    "desk:protect",
    "desk:protection_question",
    "intake:route",
    "investigations:add_report",
    "investigations:open",
    "investigations:open_together",
    "office:begin",
    "office:change",
    "office:decide",
    "office:end",
    "office:settle",
    "office:start",
    "outage:pack",
    "placements:where",
}
# Asked of some of the sendings only: each has a test of its own.
SOME = {
    *("desk:protect", "desk:protection_question", "decisions:hand_over", "desk:hand_over"),
    *("corrections:merger", "intake:route", "investigations:add_report", "investigations:open"),
    *("investigations:open_together", "committee:raise"),
    *("office:begin", "office:change", "office:decide", "office:end", "office:settle", "office:start"),
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


@pytest.mark.parametrize("name", sorted(ASKED - SOME))
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


# --- the organisation: who may what, and who leads to whom ---------------------------------------------------------------


@pytest.fixture
def second(as_owner):
    """Two look after the organisation, so that nothing is being set up."""
    with as_owner():
        disa = Staff.objects.create(
            username="disa", name="Disa Lund", title="Förvaltare", valid_from="2020-01-01"
        )
        Membership.objects.create(
            staff=disa, unit=Unit.objects.get(name="Stab"), role=Role.OPERATOR, valid_from="2020-01-01"
        )
        for one in (disa, Staff.objects.get(username="ola")):
            Link.objects.create(
                staff=one, issuer="https://idp.example", subject=one.username, valid_from="2020-01-01"
            )


@pytest.fixture
def proposed(second, acting, at):
    """Bo is to be a manager: ola has said so, and disa has not answered."""
    new = {"staff_id": Staff.objects.get(username="bo").pk, "role": str(Role.MANAGER)}
    with acting("ola") as ola:
        new["unit_id"] = Unit.objects.get(name="Mottagning").pk
        return office.propose(
            Subject.MEMBERSHIP, Verb.BEGIN, None, new, swedish_day(at), "Ny chef", by=ola, at=at
        )


def is_a_manager() -> bool:
    return Membership.objects.filter(staff__username="bo", role=Role.MANAGER).exists()


def test_a_role_is_given_by_one_who_has_just_shown_who_they_are(proposed):
    client, address = long_ago(client_of("disa")), reverse("office:decide", args=[proposed])
    page = reverse("office:proposal", args=[proposed])
    answer = client.post(address, {"utfall": "approved"}, headers={"Referer": f"http://testserver{page}"})
    assert (answer.url, client.session[proof.ASKED]["back"]) == (reverse("oidc:prove"), page)
    assert not is_a_manager()
    long_ago(client, 5)
    assert client.post(address, {"utfall": "approved"}).url == page
    assert is_a_manager()


@pytest.mark.parametrize(
    ("who", "sent", "became"),
    [
        ("disa", {"utfall": "refused", "why": "Inte nu"}, "refused"),
        ("ola", {"utfall": "withdrawn"}, "withdrawn"),
    ],
)
def test_to_say_no_and_to_take_back_is_never_held_up(proposed, as_owner, who, sent, became):
    answer = long_ago(client_of(who)).post(reverse("office:decide", args=[proposed]), sent)
    assert answer.url == reverse("office:proposal", args=[proposed])
    with as_owner():
        assert Proposal.objects.get(pk=proposed).outcome == became


@pytest.mark.parametrize("word", ["approved", ["refused", "approved"], ["approved", "refused"]])
def test_a_word_said_twice_gives_nothing(proposed, word):
    long_ago(client_of("disa")).post(
        reverse("office:decide", args=[proposed]), {"utfall": word, "why": "Inte nu"}
    )
    assert not is_a_manager()


def test_a_reorganisation_is_approved_by_one_who_has_just_shown_who_they_are(second, acting, as_owner, at):
    with acting("ola") as ola:
        head = {"name": "En väg in", "from_on": date(2027, 1, 1), "minute": "SN § 90", "reason": "Färre led"}
        pk = office.draft_reorganisation(None, **head, moves=[], by=ola, at=at)
        named = {"do": "rename", "unit": f"u{Unit.objects.get(name='Stab').pk}", "name": "Stab och stöd"}
        office.add_move(Reorganisation.objects.get(pk=pk), named, by=ola, at=at)
        office.settle_reorganisation(Reorganisation.objects.get(pk=pk), Stage.WAITING, by=ola, at=at)
        plan = Reorganisation.objects.get(pk=pk)
    client, address = long_ago(client_of("disa")), reverse("office:settle", args=[pk])
    sent = {"till": "approved", "version": plan.version}
    assert client.post(address, sent).url == reverse("oidc:prove")
    with as_owner():
        assert Reorganisation.objects.get(pk=pk).outcome == Stage.WAITING
    long_ago(client, 5)
    assert client.post(address, sent).url == reverse("office:reorganisation", args=[pk])
    with as_owner():
        assert Reorganisation.objects.get(pk=pk).outcome == Stage.APPROVED


def test_while_it_is_being_set_up_what_is_proposed_is_done_and_so_it_asks(as_owner, at):
    client, address = long_ago(client_of("ola")), reverse("office:begin", args=["skill"])
    with as_owner():
        tova = Staff.objects.get(username="tova").pk
    sent = {"staff": tova, "skill": "driving", "from_on": "2026-11-21", "reason": "Körkortet är visat"}
    assert client.post(address, sent).url == reverse("oidc:prove")
    for name, args in (("start", []), ("change", ["staff", tova]), ("end", ["staff", tova])):
        assert client.post(reverse(f"office:{name}", args=args), {}).url == reverse("oidc:prove")


def test_afterwards_it_is_a_proposal_which_gives_nobody_anything(second, at):
    answer = long_ago(client_of("ola")).post(reverse("office:begin", args=["skill"]), {})
    assert answer.status_code == 422
