"""The pages of visits: the one who goes, the one who plans, and those who should see nothing."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samtid.ground import clock
from samtid.steps.services.models import Service
from samtid.steps.services.tests.make import an_open_service
from samtid.steps.visits.models import Visit
from samtid.steps.visits.tests.make import a_visit

AGREE = {"what": "Byta lampa", "day": "2026-11-24", "clock": "8.15", "minutes": "45", "place": "home"}


@pytest.fixture(autouse=True)
def now(at):
    with clock.set_to(lambda: at):
        yield


@pytest.fixture
def service(acting, at) -> Service:
    with acting("ulf") as ulf:
        return an_open_service(by=ulf, at=at)


def test_a_visit_is_agreed_on_the_page(client, acting, staff, service):
    client.force_login(staff("nils"))
    address = reverse("visits:agree", args=[service.pk])
    assert "Alva Nyström" in client.get(address).content.decode()

    answer = client.post(address, AGREE | {"staff": str(staff("tova").pk)})

    assert answer.status_code == 302
    with acting("tova"):
        visit = Visit.objects.get()
        assert (visit.minutes, visit.staff.username) == (45, "tova")
        assert visit.planned_at.isoformat() == "2026-11-24T07:15:00+00:00", "8.15 in Sweden in winter"


def test_a_series_is_agreed_on_the_same_page(client, acting, staff, service):
    client.force_login(staff("nils"))

    answer = client.post(
        reverse("visits:agree", args=[service.pk]),
        AGREE | {"weekdays": ["1", "4"], "weeks": "3"},
        follow=True,
    )

    assert "6 besök är avtalade." in answer.content.decode()
    with acting("nils"):
        assert Visit.objects.count() == 6


def test_a_series_goes_on_as_it_was_without_being_typed_again(client, acting, staff, service, at):
    client.force_login(staff("nils"))
    address = reverse("visits:agree", args=[service.pk])
    client.post(
        address,
        AGREE | {"weekdays": ["1", "4"], "weeks": "3", "staff": str(staff("tova").pk), "needs_two": "on"},
    )
    with acting("nils"):
        series = Visit.objects.first().series
    assert "Byta lampa, tis, fre 08.15" in client.get(address).content.decode()
    shown = client.get(f"{address}?serie={series}")
    filled = shown.content.decode()
    for part in ('value="2026-12-12"', 'value="08:15"', 'value="45"', 'value="3" min="1"'):
        assert part in filled, part
    ticked = re.findall(r'name="(weekdays|needs_two)"[^>]*checked', filled)
    assert ticked.count("weekdays") == 2 and ticked.count("needs_two") == 1
    assert f'value="{staff("tova").pk}" selected' in filled
    assert client.get(f"{address}?serie=x").status_code == 200


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"what": ""}, "Skriv vad besöket gäller."),
        ({"day": "2026-11-20"}, "Välj en dag från i dag och framåt."),
        ({"day": "2026-13-40"}, "Skriv dagen så här: 2026-11-21."),
        ({"clock": "kvart över"}, "Skriv tiden som 8.15 eller 08:15."),
        ({"minutes": "0"}, "större än eller lika med 1"),
        ({"weekdays": ["1"]}, "Skriv hur många veckor besöken ska upprepas."),
        ({"weeks": "2"}, "Välj vilka veckodagar besöken ska upprepas."),
        ({"place": "moon"}, "Välj ett giltigt alternativ."),
    ],
)
def test_a_visit_that_cannot_be_agreed_says_why(client, acting, staff, service, changed, sentence):
    client.force_login(staff("nils"))

    answer = client.post(reverse("visits:agree", args=[service.pk]), AGREE | changed)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    with acting("nils"):
        assert not Visit.objects.exists()


def test_the_days_list_shows_the_next_one_and_takes_one_tap(client, acting, at, staff, service):
    with acting("nils") as nils:
        first = a_visit(service, by=nils, at=at, hours=0, staff=staff("tova"), what="Morgonhjälp")
        second = a_visit(service, by=nils, at=at, hours=3, staff=staff("tova"), what="Lunch")
    client.force_login(staff("tova"))
    page = client.get(reverse("visits:today")).content.decode()
    assert page.index("Nästa") < page.index("Morgonhjälp") < page.index("Lunch")
    assert "2 kvar, 1 tim" in page
    assert "Storgatan 1" in page

    answer = client.post(reverse("visits:carry_out", args=[first.pk]), follow=True)

    page = answer.content.decode()
    assert "Besöket är rapporterat som utfört." in page
    assert "1 kvar, 30 min" in page
    again = client.post(reverse("visits:carry_out", args=[first.pk]))
    assert again.status_code == 422
    assert "redan rapporterat som utfört" in again.content.decode()
    assert client.post(reverse("visits:not_carried_out", args=[second.pk])).status_code == 422
    answer = client.post(
        reverse("visits:not_carried_out", args=[second.pk]), {"reason": "not_home"}, follow=True
    )
    page = answer.content.decode()
    assert "Öppnade inte" in page
    assert "Ring din arbetsledare" in page


def test_tomorrows_visits_are_read_but_not_reported(client, acting, at, staff, service):
    with acting("nils") as nils:
        a_visit(service, by=nils, at=at, hours=24, staff=staff("tova"))
    client.force_login(staff("tova"))

    page = client.get(reverse("visits:today") + "?dag=2026-11-22").content.decode()

    assert "Alva Nyström" in page
    assert "Utfört" not in page


def test_the_rest_of_a_series_is_called_off_on_the_page(client, acting, staff, service):
    client.force_login(staff("nils"))
    client.post(reverse("visits:agree", args=[service.pk]), AGREE | {"weekdays": ["1"], "weeks": "3"})
    with acting("nils"):
        second = Visit.objects.order_by("planned_at")[1]
    assert "Avboka resten av serien" in client.get(reverse("visits:visit", args=[second.pk])).content.decode()

    address = reverse("visits:call_off", args=[second.pk])

    assert "2 besök är avbokade." in client.post(address, follow=True).content.decode()
    assert client.post(address).status_code == 422


def test_what_nobody_reported_yesterday_is_asked_for_today(client, acting, at, staff, service):
    with acting("nils") as nils:
        a_visit(service, by=nils, at=at, staff=staff("tova"), what="Morgonhjälp")
    client.force_login(staff("tova"))

    with clock.set_to(lambda: at + timedelta(days=1)):
        page = client.get(reverse("visits:today")).content.decode()

    assert "Inte rapporterade från tidigare dagar" in page
    assert "Morgonhjälp" in page


def test_the_visits_own_page_moves_and_staffs_it(client, acting, at, staff, service):
    with acting("nils") as nils:
        visit = a_visit(service, by=nils, at=at)
    client.force_login(staff("nils"))
    page = client.get(reverse("visits:visit", args=[visit.pk])).content.decode()
    assert "Saknar personal" in page

    tova = {"staff": str(staff("tova").pk)}
    assert client.post(reverse("visits:assign", args=[visit.pk]), tova).status_code == 302
    twice = client.post(reverse("visits:assign", args=[visit.pk]), tova | {"second": tova["staff"]})
    assert twice.status_code == 422
    assert "Välj två olika personer." in twice.content.decode()
    there = {"day": "2026-11-25", "clock": "14:00", "minutes": "20"}
    assert client.post(reverse("visits:move", args=[visit.pk]), there).status_code == 302
    back = client.post(reverse("visits:move", args=[visit.pk]), there | {"day": "2026-11-01"})
    assert back.status_code == 422
    with acting("nils"):
        assert Visit.objects.get().minutes == 20
    done = {"minutes_done": "abc"}
    client.force_login(staff("inga"))
    assert client.post(reverse("visits:carry_out", args=[visit.pk]), done).status_code == 422


def test_the_planner_sees_gaps_and_fills_what_nobody_has_all_or_none(client, acting, at, staff, service):
    with acting("nils") as nils:
        a_visit(service, by=nils, at=at, staff=staff("tova"))
        a_visit(service, by=nils, at=at, hours=3, staff=staff("tova"))
        one = a_visit(service, by=nils, at=at, hours=2)
        clash = a_visit(service, by=nils, at=at, hours=3.25)
    client.force_login(staff("nils"))
    address = client.get(reverse("visits:own_plan")).headers["Location"]
    page = client.get(address).content.decode()
    assert "1 tim 30 min fritt" in page
    assert page.index("Saknar personal") < page.index("Tova Hed")

    tova = str(staff("tova").pk)
    both = {f"{one.pk.hex}-staff": tova, f"{clash.pk.hex}-staff": tova}
    refused = client.post(address, both)
    assert refused.status_code == 422
    assert "Tova Hed är upptagen" in refused.content.decode()
    with acting("nils"):
        assert Visit.objects.filter(staff=None).count() == 2, "all or none"
    done = client.post(address, {f"{one.pk.hex}-staff": tova}, follow=True)
    assert "1 besök har fått personal." in done.content.decode()


def test_holidays_are_named(client, acting, staff, service):
    client.force_login(staff("nils"))
    address = client.get(reverse("visits:own_plan")).headers["Location"]

    assert "Julafton" in client.get(f"{address}?dag=2026-12-24").content.decode()
    assert "Julafton" in client.get(reverse("visits:today") + "?dag=2026-12-24").content.decode()
    assert client.get(reverse("visits:today") + "?dag=igår").status_code == 200


def test_others_meet_nothing(client, acting, at, staff, service):
    with acting("nils") as nils:
        visit = a_visit(service, by=nils, at=at)
    client.force_login(staff("omar"))
    for name, key in (("visit", visit.pk), ("agree", service.pk), ("of_service", service.pk)):
        assert client.get(reverse(f"visits:{name}", args=[key])).status_code == 404
    for name in ("carry_out", "not_carried_out", "move", "assign"):
        assert client.post(reverse(f"visits:{name}", args=[visit.pk])).status_code == 404
    assert client.get(reverse("visits:plan", args=[service.unit_id])).status_code == 404
    client.force_login(staff("kurt"))
    assert (
        "Alva" not in client.get(client.get(reverse("visits:own_plan")).headers["Location"]).content.decode()
    )


def test_the_services_page_fetches_its_visits(client, acting, at, staff, service):
    with acting("nils") as nils:
        a_visit(service, by=nils, at=at, staff=staff("tova"))
    client.force_login(staff("ulf"))
    address = reverse("visits:of_service", args=[service.pk])
    assert (
        f'hx-get="{address}"' in client.get(reverse("services:service", args=[service.pk])).content.decode()
    )

    piece = client.get(address, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in piece
    assert "Tova Hed" in piece
    assert "<html" in client.get(address).content.decode()


@pytest.mark.parametrize("name", ["visits:today", "visits:plan", "visits:of_service", "services:running"])
def test_a_page_asks_the_database_as_often_for_many_visits_as_for_few(
    client, acting, at, staff, service, name
):
    key = {"visits:plan": [service.unit_id], "visits:of_service": [service.pk]}.get(name, [])
    client.force_login(staff("tova"))

    def asked() -> int:
        with CaptureQueriesContext(connection) as said:
            assert client.get(reverse(name, args=key)).status_code == 200
        return len(said)

    with acting("nils") as nils:
        a_visit(service, by=nils, at=at, staff=staff("tova"))
        a_visit(service, by=nils, at=at, hours=2)
    asked()  # the first page of a session also writes down the session
    few = asked()
    with acting("nils") as nils:
        for hours in range(3, 9):
            a_visit(
                service, by=nils, at=at, hours=hours, staff=staff("tova") if hours % 2 else None, second=None
            )

    assert asked() == few
