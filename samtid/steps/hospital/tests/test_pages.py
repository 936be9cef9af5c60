"""The pages of being away, as each of those concerned meets them."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.urls import reverse

from samtid.base.access.models import Opening
from samtid.ground import clock
from samtid.ground.sweden import swedish_day
from samtid.steps.hospital import queries
from samtid.steps.hospital.models import Stay, StayStep
from samtid.steps.hospital.words import Kind

from .make import a_stay, a_step

SAID = {
    "begin": "admitted",
    "on": "2026-11-21",
    "clock": "07.40",
    "until": "2026-11-26",
    "note": "Avdelning 12",
}


@pytest.fixture(autouse=True)
def now(at):
    with clock.set_to(lambda: at):
        yield


@pytest.fixture
def stay(acting, at, service) -> Stay:
    with acting("ulf") as ulf:
        return a_stay(service.case, on=swedish_day(at) - timedelta(days=2), by=ulf, at=at)


def test_it_is_noted_from_the_service_and_read_as_away_by_the_unit(client, acting, service, plan, staff):
    client.force_login(staff("ulf"))
    piece = client.get(reverse("hospital:of_service", args=[service.pk]), headers={"hx-request": "true"})
    address = reverse("hospital:open", args=[service.case_id])
    assert address in piece.content.decode()
    assert "Alva Nyström" in client.get(address).content.decode()
    sent = client.post(address, SAID)
    assert sent.status_code == 302
    page = client.get(sent.headers["Location"]).content.decode()
    for words in ("Inskrivningsmeddelande", "Avdelning 12", "kl. 07.40", "Hemtjänst"):
        assert words in page, words
    with acting("gun"):
        assert Opening.objects.filter(page="hospital:stay").exists()
    for username in ("nils", "tova"):
        client.force_login(staff(username))
        piece = client.get(reverse("hospital:of_service", args=[service.pk])).content.decode()
        assert "2026-11-21 tills vidare" in piece
        for words in ("ukhus", "Avdelning", "nskriv", address, sent.headers["Location"]):
            assert words not in piece, words
        assert client.get(sent.headers["Location"]).status_code == 404
        assert client.get(address).status_code == 404
    client.force_login(staff("nils"))
    board = client.get(reverse("visits:plan", args=[service.unit_id])).content.decode()
    assert "Besöken är avbokade. Planen läggs ut igen" in board and "ukhus" not in board


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"begin": ""}, "Välj vad som har hänt"),
        ({"begin": "semester"}, "Välj vad som har hänt"),
        ({"on": ""}, "Skriv vilken dag"),
        ({"on": "i förrgår kanske"}, "Skriv dagen så här"),
        ({"on": "2026-11-29"}, "inte kommit än"),
        ({"on": "2019-01-01", "until": ""}, "mer än ett år sedan"),
        ({"clock": "25.99"}, 'class="ds-validation-message"'),
        ({"until": "2026-11-02"}, "ligger före"),
        ({"note": "x" * 501}, "för lång"),
    ],
)
def test_a_faulty_stay_is_not_noted_and_what_was_written_is_kept(
    client, acting, service, staff, changed, sentence
):
    client.force_login(staff("ulf"))
    answer = client.post(reverse("hospital:open", args=[service.case_id]), SAID | changed)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text or sentence.startswith("class")
    if "note" not in changed:
        assert "Avdelning 12" in text
    with acting("ulf"):
        assert not Stay.objects.exists()


def test_a_notice_without_its_hour_is_refused_at_the_field_and_the_law_says_what_is_missing(
    client, acting, at, stay, staff
):
    client.force_login(staff("ulf"))
    address = reverse("hospital:write", args=[stay.pk])
    said = {"kind": "ready", "on": "2026-11-20", "clock": "", "until": "", "note": ""}
    answer = client.post(address, said)
    assert answer.status_code == 422 and "före eller efter kl. 12 avgör" in answer.content.decode()
    assert client.post(address, said | {"clock": "13.40"}).status_code == 302
    page = client.get(reverse("hospital:stay", args=[stay.pk])).content.decode()
    assert "Inga dagar räknas än" in page and "kallelse till planering" in page
    assert client.post(address, said | {"kind": "called", "on": "2026-11-19"}).status_code == 302
    page = client.get(reverse("hospital:stay", args=[stay.pk])).content.decode()
    assert "fyra dagar efter" in page and "2026-11-24" in page


def test_what_came_too_late_is_told_and_not_lost(client, acting, at, stay, staff):
    with acting("ulf") as ulf:
        a_step(stay, Kind.HOME, swedish_day(at), time(9), by=ulf, at=at)
    client.force_login(staff("ulf"))
    said = {"kind": "moved", "on": "2026-11-21", "clock": "", "until": "", "note": "Till Solgården"}
    answer = client.post(reverse("hospital:write", args=[stay.pk]), said)
    assert answer.status_code == 422 and "redan avslutad" in answer.content.decode()


def test_it_is_corrected_beside_and_said_never_to_have_been(client, acting, at, stay, staff):
    with acting("ulf") as ulf:
        step = a_step(stay, Kind.HOME, swedish_day(at), time(9), by=ulf, at=at)
    client.force_login(staff("ulf"))
    address = reverse("hospital:correct", args=[step.pk])
    assert "09:00" in client.get(address).content.decode() or "09.00" in client.get(address).content.decode()
    said = {"on": "2026-11-21", "clock": "09.10", "until": "", "note": "", "why": ""}
    assert client.post(address, said).status_code == 422
    assert client.post(address, said | {"why": "Dottern ringde: tio över."}).status_code == 302
    page = client.get(reverse("hospital:stay", args=[stay.pk])).content.decode()
    assert "<del>" in page and "Dottern ringde" in page
    with acting("ulf") as ulf:
        newest = queries.standing(queries.stays(ulf).get())[-1]
    address = reverse("hospital:correct", args=[newest.pk])
    never = said | {"never": "on", "why": "Hon är kvar på avdelningen."}
    assert client.post(address, never).status_code == 302
    with acting("ulf"):
        assert Stay.objects.get().ended_on is None and StayStep.objects.count() == 4
    wrong = reverse("hospital:annul", args=[stay.pk])
    assert client.post(wrong, {"why": ""}).status_code == 422
    assert client.post(wrong, {"why": "Det var grannen."}).status_code == 302
    assert "Gällde inte" in client.get(reverse("hospital:stay", args=[stay.pk])).content.decode()


@pytest.mark.parametrize("username", ["bo", "omar", "nils", "tova", "vera"])
def test_others_find_nothing_there(client, stay, service, staff, username):
    client.force_login(staff(username))
    for name, about in (("stay", stay.pk), ("open", service.case_id)):
        assert client.get(reverse(f"hospital:{name}", args=[about])).status_code in (403, 404)
    assert client.post(reverse("hospital:write", args=[stay.pk]), {}).status_code in (403, 404)


def test_the_pages_cost_no_more_than_fifteen_questions(
    client, acting, at, stay, service, staff, django_assert_max_num_queries
):
    with acting("ulf") as ulf:
        for hour in range(5):
            a_step(stay, Kind.PLANNED, swedish_day(at), time(hour), by=ulf, at=at)
    client.force_login(staff("ulf"))
    addresses = [
        reverse("hospital:stay", args=[stay.pk]),
        reverse("hospital:of_service", args=[service.pk]),
        reverse("hospital:open", args=[service.case_id]),
    ]
    for address in addresses:
        client.get(address)
        with django_assert_max_num_queries(15):
            assert client.get(address).status_code == 200
