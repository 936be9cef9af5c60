"""The pages of orders, as each of those concerned meets them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from samtid.base.access.models import Opening
from samtid.base.access.words import Ground, Reach
from samtid.base.dossier.actions import name_staff, set_protection
from samtid.base.dossier.models import Case
from samtid.base.organisation.models import Unit
from samtid.base.people.words import Protection
from samtid.ground import clock
from samtid.steps.orders import actions
from samtid.steps.orders.models import Order, OrderAnswer
from samtid.steps.orders.words import Answer

from .make import KNOWS, an_order

SEND = {"wished_on": "2026-12-01", "must_know": KNOWS, "reach": "Dottern Mia, 070-174 06 05"}
WHY = "Två har slutat hos oss i november."


@pytest.fixture(autouse=True)
def now(at):
    with clock.set_to(lambda: at):
        yield


@pytest.fixture
def order(acting, at, planned):
    with acting("ulf") as ulf:
        return an_order(planned, by=ulf, at=at, reach="Dottern Mia, 070-174 06 05")


def test_an_order_is_sent_from_the_service_and_answered_by_the_unit(client, acting, planned, staff):
    client.force_login(staff("ulf"))
    piece = client.get(reverse("orders:of_service", args=[planned.pk]), headers={"hx-request": "true"})
    address = reverse("orders:send", args=[planned.pk])
    assert address in piece.content.decode()
    assert "Ulf Dahl" in client.get(address).content.decode()
    sent = client.post(address, SEND | {"contact": str(staff("ulf").pk)})
    assert sent.status_code == 302

    client.force_login(staff("nils"))
    page = client.get(sent.headers["Location"]).content.decode()
    for words in (KNOWS, "Dottern Mia", "Ulf Dahl", "Alva Nyström", "Skicka svaret", "Tolk"):
        assert words in page, words
    for words in ("Låt en annan enhet", "Personakten"):
        assert words not in page, words
    with acting("inga"):
        assert Opening.objects.filter(page="orders:order").get().staff.username == "nils"
    with acting("nils"):
        pk = Order.objects.get().pk
    answer = {"answer": "accepted", "worker": str(staff("tova").pk), "known": "0"}
    assert client.post(reverse("orders:answer", args=[pk]), answer).status_code == 302
    page = client.get(reverse("orders:of_service", args=[planned.pk])).content.decode()
    assert "Mottagen" in page and "Tova Hed" in page


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"wished_on": "2026-11-20"}, "Önskad start kan inte ligga bakåt"),
        ({"wished_on": "snart"}, "Skriv dagen så här"),
        ({"must_know": ""}, "Skriv vad den som kommer måste veta"),
        ({"contact": "1"}, "Välj ett alternativ"),
        ({"contact": ""}, "Välj vem som svarar på frågor"),
        ({"must_know": "\0" * 20}, "Skriv vad den som kommer måste veta"),
    ],
)
def test_a_faulty_order_is_not_sent(client, acting, planned, staff, changed, sentence):
    client.force_login(staff("ulf"))
    said = SEND | {"contact": str(staff("ulf").pk)} | changed
    answer = client.post(reverse("orders:send", args=[planned.pk]), said)
    assert answer.status_code == 422
    if "contact" not in changed or not changed["contact"]:
        assert sentence in answer.content.decode()
    with acting("ulf"):
        assert not Order.objects.exists()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "Välj vad ni svarar"),
        ({"answer": "declined"}, "Skriv varför ni inte kan"),
        ({"answer": "named"}, "Ta uppdraget först"),
        ({"answer": "accepted", "known": "3"}, "svarade medan sidan var öppen"),
        ({"answer": "accepted", "known": ""}, "Läs beställningen igen"),
        ({"answer": "accepted", "known": "99999999999"}, ""),
        ({"answer": "accepted", "worker": "999999"}, ""),
    ],
)
def test_a_faulty_answer_is_not_taken(client, acting, order, staff, said, sentence):
    client.force_login(staff("nils"))
    answer = client.post(reverse("orders:answer", args=[order.pk]), {"known": "0"} | said)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    with acting("nils"):
        assert not OrderAnswer.objects.exists()


def test_others_meet_nothing_and_a_colleague_only_reads(client, order, planned, staff):
    for username in ("omar", "lena", "pelle", "bo", "vera", "ola"):
        client.force_login(staff(username))
        for name, key in (
            ("order", order.pk),
            ("of_service", planned.pk),
            ("send", planned.pk),
            ("move", order.pk),
        ):
            assert client.get(reverse(f"orders:{name}", args=[key])).status_code in (403, 404), (
                username,
                name,
            )
    client.force_login(staff("tova"))
    page = client.get(reverse("orders:order", args=[order.pk])).content.decode()
    assert KNOWS in page and "Skicka svaret" not in page
    refused = client.post(reverse("orders:answer", args=[order.pk]), {"known": "0", "answer": "accepted"})
    assert refused.status_code == 422 and "planerar eller leder" in refused.content.decode()
    for name, key in (("send", planned.pk), ("move", order.pk)):
        assert client.get(reverse(f"orders:{name}", args=[key])).status_code == 404


def test_what_was_written_before_a_protection_is_withheld_from_the_one_who_is_named(
    client, acting, at, order, planned, staff
):
    with acting("ulf") as ulf:
        case = Case.objects.get(pk=planned.case_id)
        set_protection(case, Protection.MARKED, by=ulf, at=at)
        case = Case.objects.get(pk=planned.case_id)
        name_staff(
            case,
            staff("nils"),
            ground=Ground.NAMED,
            reach=Reach.SERVICE,
            reason="Utför",
            until=None,
            by=ulf,
            at=at,
        )
    client.force_login(staff("inga"))
    assert client.get(reverse("orders:order", args=[order.pk])).status_code == 404
    client.force_login(staff("nils"))
    page = client.get(reverse("orders:order", args=[order.pk])).content.decode()
    assert "Texten skrevs innan personen fick skydd" in page
    assert KNOWS not in page and "Dottern Mia" not in page
    client.force_login(staff("ulf"))
    assert KNOWS in client.get(reverse("orders:order", args=[order.pk])).content.decode()


def test_what_was_declined_is_moved_by_the_one_who_ordered(client, acting, at, order, staff, as_owner):
    with as_owner():
        Unit.objects.filter(name="Öppenvård").update(kind="home_care")
    with acting("nils") as nils:
        actions.answer_order(order, Answer.DECLINED, known=0, reason=WHY, by=nils, at=at)
    client.force_login(staff("ulf"))
    page = client.get(reverse("orders:order", args=[order.pk])).content.decode()
    address = reverse("orders:move", args=[order.pk])
    assert WHY in page and address in page
    client.get(address)
    wrong = client.post(address, {"unit": "", "wished_on": "2026-11-01"})
    assert wrong.status_code == 422 and "Välj vem som utför i stället" in wrong.content.decode()
    unit = str(Unit.objects.get(name="Öppenvård").pk)
    past = client.post(address, {"unit": unit, "wished_on": "2026-11-01"})
    assert past.status_code == 422 and "bakåt i tiden" in past.content.decode()
    moved = client.post(address, {"unit": unit, "wished_on": f"{at.date() + timedelta(days=5)}"})
    assert moved.status_code == 302
    assert (
        client.post(address, {"unit": unit, "wished_on": f"{at.date() + timedelta(days=5)}"}).status_code
        == 422
    )
    client.force_login(staff("lena"))
    assert KNOWS in client.get(moved.headers["Location"]).content.decode()
