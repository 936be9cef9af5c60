"""The pages of services, as each of those concerned meets them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from samtid.base.access.models import Opening
from samtid.base.dossier.tests.make import a_case
from samtid.ground import clock
from samtid.steps.services.models import Goal, Service
from samtid.steps.services.tests.make import WALKS, a_protected_case, an_open_service
from samtid.steps.services.tests.test_actions import a_decision

START = {
    "code": "service_tasks",
    "starts_on": "2026-11-23",
    "goal_1_text": "Slippa klättra på stolar",
    "goal_1_area": "safety",
    "goal_1_start_level": "2",
    "goal_1_wanted_level": "9",
    "told_may_apply": "on",
    "follow_up_on": "2027-02-01",
}


@pytest.fixture(autouse=True)
def now(at):
    with clock.set_to(lambda: at):
        yield


def test_a_service_without_a_test_is_started_from_the_case(client, acting, at, staff):
    with acting("ulf") as ulf:
        case = a_case(by=ulf, at=at)
    client.force_login(staff("ulf"))
    address = reverse("services:start_open", args=[case.pk])
    shown = client.get(address).content.decode()
    assert "Utan behovsprövning" in shown
    assert "Familjehem" not in shown, "what always needs a decision is not offered"

    answer = client.post(address, START | {"unit": str(_unit("Hemtjänst"))})

    with acting("ulf"):
        service = Service.objects.get()
        assert answer.headers["Location"] == reverse("services:service", args=[service.pk])
        assert Goal.objects.get().text == "Slippa klättra på stolar"
    page = client.get(answer.headers["Location"]).content.decode()
    for words in (
        "Alva Nyström",
        "Fixartjänst",
        "Slippa klättra på stolar",
        "Vid start 2, önskat 9",
        "Avtala besök",
        "Följ upp",
    ):
        assert words in page, words
    assert "<title>Insats" in page and "Alva" not in page.split("</title>")[0]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"told_may_apply": ""}, "Berätta för den enskilde att det går att ansöka"),
        ({"follow_up_on": ""}, "Välj en dag för uppföljning."),
        ({"goal_1_text": ""}, "Skriv minst ett mål."),
        ({"goal_1_area": ""}, "Välj vilken del av livet målet gäller."),
        ({"ends_on": "2026-11-01"}, "Insatsen kan inte sluta innan den börjar."),
        ({"starts_on": "förra veckan"}, "Skriv dagen så här: 2026-11-21."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_changed(client, acting, at, staff, changed, sentence):
    with acting("ulf") as ulf:
        case = a_case(by=ulf, at=at)
    client.force_login(staff("ulf"))

    answer = client.post(
        reverse("services:start_open", args=[case.pk]), START | {"unit": str(_unit("Hemtjänst"))} | changed
    )

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    with acting("ulf"):
        assert not Service.objects.exists()


def test_a_decisions_service_begins_with_the_decisions_words(client, acting, at, staff):
    with acting("ulf") as ulf:
        decision = a_decision(ulf, at, goal="Bo kvar hemma")
    client.force_login(staff("ulf"))

    shown = client.get(reverse("services:start", args=[decision.pk])).content.decode()

    assert "Bo kvar hemma" in shown
    assert 'value="2 timmar varannan vecka"' in shown
    assert "ansöka om insatsen" not in shown


def test_the_carrying_out_unit_meets_a_page_without_the_case(client, acting, at, staff):
    with acting("ulf") as ulf:
        service = an_open_service(by=ulf, at=at)
        number = service.case.number
    client.force_login(staff("tova"))

    page = client.get(reverse("services:service", args=[service.pk])).content.decode()

    for words in ("Alva Nyström", WALKS.text, "Storgatan 1", "Avtala besök"):
        assert words in page, words
    for words in (number, "Avsluta insatsen", "Följ upp", "Personakten"):
        assert words not in page, words
    with acting("inga"):
        assert Opening.objects.get().staff.username == "tova"
    listed = client.get(reverse("services:running")).content.decode()
    assert "Alva Nyström" in listed
    assert client.get(reverse("services:end", args=[service.pk])).status_code == 404


def test_others_meet_nothing(client, acting, at, staff):
    with acting("ulf") as ulf:
        service = an_open_service(by=ulf, at=at)
    for username in ("omar", "bo", "kurt"):
        client.force_login(staff(username))
        assert client.get(reverse("services:service", args=[service.pk])).status_code == 404
        assert client.get(reverse("services:start_open", args=[service.case_id])).status_code == 404
        assert "Alva" not in client.get(reverse("services:running")).content.decode()


def test_a_protected_address_is_on_no_page(client, acting, at, staff):
    with acting("ulf") as ulf:
        service = an_open_service(by=ulf, at=at, case=a_protected_case(by=ulf, at=at))
    client.force_login(staff("ulf"))

    page = client.get(reverse("services:service", args=[service.pk])).content.decode()

    assert "Skyddad uppgift" in page
    assert "Storgatan" not in page
    assert "Piteå" not in page.split("<main")[1].split("</main>")[0]


def test_a_goal_is_added_and_the_service_ended(client, acting, at, staff):
    with acting("ulf") as ulf:
        service = an_open_service(by=ulf, at=at)
    client.force_login(staff("tova"))
    goal = {"text": "Våga gå ut själv", "area": "safety", "start_level": "", "wanted_level": "7"}
    assert client.post(reverse("services:add_goal", args=[service.pk]), goal).status_code == 302
    assert (
        client.post(reverse("services:add_goal", args=[service.pk]), goal | {"text": ""}).status_code == 422
    )

    client.force_login(staff("ulf"))
    address = reverse("services:end", args=[service.pk])
    refused = client.post(address, {"ended_on": "2026-11-21"})
    assert refused.status_code == 422
    assert "Välj varför insatsen slutar." in refused.content.decode()
    assert client.post(address, {"ended_on": "2026-11-21", "reason": "goal_reached"}).status_code == 302
    assert "Målen är nådda" in client.get(reverse("services:service", args=[service.pk])).content.decode()
    client.force_login(staff("tova"))
    assert client.get(reverse("services:service", args=[service.pk])).status_code == 404


def test_the_catalogue_is_there_for_everyone_who_works_here(client, staff):
    client.force_login(staff("kurt"))

    page = client.get(reverse("services:catalogue")).content.decode()

    assert "Budget- och skuldrådgivning" in page
    assert (
        page.index("Utan ansökan")
        < page.index("Råd och stöd till familjer")
        < page.index("Alltid efter beslut")
    )


def _unit(name: str) -> int:
    from samtid.base.organisation.models import Unit

    return Unit.objects.get(name=name).pk
