"""The pages of homes and placements, pressed as they are used."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from samtid.base.dossier.tests.make import a_case
from samtid.ground import clock
from samtid.steps.compulsory.tests.make import resting
from samtid.steps.placements import queries
from samtid.steps.placements.models import Care, Home
from samtid.steps.placements.tests.make import WHY_NOT, a_care, a_home

HOME = {
    "kind": "family_home",
    "name": "Provdals",
    "valid_from": "2026-11-21",
    "capacity": "2",
    "age_from": "0",
    "age_to": "17",
    "price_per_day": "1100",
    "approved_on": "2026-11-01",
    "approved_by": "SN AU § 4",
    "register_checked_on": "2026-10-20",
}


@pytest.fixture(autouse=True)
def now(at):
    with clock.set_to(lambda: at):
        yield


@pytest.fixture
def home(acting, at) -> Home:
    with acting("karin", at=at - timedelta(days=2)) as karin:
        return a_home(by=karin, at=at - timedelta(days=2))


@pytest.fixture
def case(acting, at):
    with acting("siri", at=at - timedelta(days=1)) as siri:
        return a_case(by=siri, at=at - timedelta(days=1))


@pytest.fixture
def care(acting, at, case, home) -> Care:
    with acting("siri", at=at - timedelta(hours=5)) as siri:
        return a_care(case, home, by=siri, at=at - timedelta(hours=5))


def test_a_home_is_registered_and_changed_from_a_day(client, staff, acting):
    client.force_login(staff("karin"))
    answer = client.post(reverse("placements:new_home"), HOME)
    assert answer.status_code == 302, answer.content.decode()
    address = answer.headers["Location"]
    assert "Provdals" in client.get(address).content.decode()

    changed = {name: value for name, value in HOME.items() if name not in ("kind", "name")}
    refused = client.post(f"{address}andra/", changed | {"approved_by": ""})
    assert refused.status_code == 422
    assert "SoL 22 kap. 2 §" in refused.content.decode()
    assert (
        client.post(f"{address}andra/", changed | {"price_per_day": "1300", "why": "Nytt avtal"}).status_code
        == 302
    )
    page = client.get(address).content.decode()
    assert "1 300" in page.replace("\xa0", " ") and "1 100" in page.replace("\xa0", " ")
    assert "Provdals" in client.get(reverse("placements:homes") + "?age=9&siblings=1").content.decode()


def test_a_child_is_placed_moved_and_comes_home_on_the_pages(client, staff, acting, at, case, home):
    client.force_login(staff("siri"))
    address = reverse("placements:begin", args=[case.pk])
    assert "Provdals" in client.get(address).content.decode()
    said = {
        "home": str(home.pk),
        "starts_at": "2026-11-20 22.15",
        "ground": "consent",
        "why_not": WHY_NOT,
        "secretary": str(staff("siri").pk),
    }
    refused = client.post(address, said)
    assert refused.status_code == 422 and "SoL 22 kap. 2 §" in refused.content.decode()

    answer = client.post(address, said | {"decision_text": "SN AU § 40"})
    assert answer.status_code == 302, answer.content.decode()
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Provdals" in page and "070-1740605" in page
    assert "Provdals" in client.get(reverse("placements:tonight")).content.decode()
    assert client.get(reverse("placements:days")).status_code == 200
    with acting("siri"):
        care = Care.objects.get()
    for name in ("leave", "annul", "ground", "follow", "secretary", "plan", "visited"):
        assert client.post(reverse(f"placements:{name}", args=[care.pk])).status_code == 422, name
    done = client.post(
        reverse("placements:visited", args=[care.pk]), {"held_at": "2026-11-21 10.00", "minutes": "45"}
    )
    assert done.status_code == 422 and "enskilt" in done.content.decode()
    seen = client.post(
        reverse("placements:visited", args=[care.pk]),
        {"held_at": "2026-11-21 10.00", "minutes": "45", "alone": "on"},
    )
    assert seen.status_code == 302
    gone = client.post(
        reverse("placements:leave", args=[care.pk]), {"left_at": "2026-11-21 10.20", "why": "ran_away"}
    )
    assert gone.status_code == 302
    assert "Utan hem" in client.get(reverse("placements:tonight")).content.decode()
    assert "Barnet har inget hem i listan" in client.get(reverse("desk:day")).content.decode()
    ended = client.post(
        reverse("placements:end", args=[care.pk]), {"ended_at": "2026-11-21 10.25", "destination": "home"}
    )
    assert ended.status_code == 302, ended.content.decode()
    assert "Avslutad" in client.get(ended.headers["Location"]).content.decode()


def test_others_meet_nothing(client, staff, care, home):
    client.force_login(staff("pelle"))
    assert client.get(reverse("placements:home", args=[home.pk])).status_code == 404
    for name in ("care", "where", "move", "end"):
        assert client.get(reverse(f"placements:{name}", args=[care.pk])).status_code == 404
    assert "Alva" not in client.get(reverse("placements:tonight")).content.decode()
    assert "Provdals" not in client.get(reverse("placements:homes")).content.decode()
    client.force_login(staff("bo"))
    assert client.get(reverse("placements:care", args=[care.pk])).status_code == 404
    page = client.get(reverse("placements:home", args=[home.pk])).content.decode()
    assert "Provdals" in page and "Alva" not in page


def test_a_child_in_custody_is_placed_when_the_custody_stands_in_its_track(
    client, staff, acting, at, case, home
):
    client.force_login(staff("siri"))
    address = reverse("placements:begin", args=[case.pk])
    assert reverse("compulsory:open", args=[case.pk]) in client.get(address).content.decode()
    said = {
        "home": str(home.pk),
        "starts_at": "2026-11-20 22.15",
        "ground": "custody",
        "why_not": WHY_NOT,
        "secretary": str(staff("siri").pk),
        "decision_text": "Ordföranden, 2026-11-19",
    }
    refused = client.post(address, said)
    assert refused.status_code == 422 and "Omedelbart omhändertagande beslutat" in refused.content.decode()
    with acting("siri") as siri:
        track = resting(case, "custody", date(2026, 11, 19), by=siri, at=at)
    answer = client.post(address, said)
    assert answer.status_code == 302, answer.content.decode()
    page = client.get(answer.headers["Location"]).content.decode()
    assert reverse("compulsory:track", args=[track.pk]) in page
    page = client.get(reverse("compulsory:track", args=[track.pk])).content.decode()
    assert "2026-11-26" in page and "Barnet kom till placeringen." in page and "2026-12-18" in page


def test_after_the_end_a_stay_is_corrected_and_the_end_says_first_that_it_stands(
    client, staff, acting, at, care, home
):
    with acting("karin", at=at - timedelta(days=2)) as karin:
        other = a_home(by=karin, at=at - timedelta(days=2), name="Granlid")
    client.force_login(staff("siri"))
    end = reverse("placements:end", args=[care.pk])
    assert "går inte att ångra" in client.get(end).content.decode()
    ended = client.post(end, {"ended_at": "2026-11-21 10.00", "destination": "home"})
    assert ended.status_code == 302
    page = client.get(ended.headers["Location"]).content.decode()
    with acting("siri"):
        [stay] = queries.standing(queries.cares(staff("siri")).get(pk=care.pk))
    address = reverse("placements:correct", args=[stay.pk])
    assert address in page and "skriv det rätta i journalen" in page
    said = {"home": str(other.pk), "starts_at": "2026-11-21 04.00", "why": "Det var Granlid, ringde hemmet"}
    refused = client.post(address, said)
    assert refused.status_code == 422 and "Vården är avslutad" in refused.content.decode()
    begun = client.get(address).content.decode().split('name="starts_at"', 1)[1].split('value="', 1)[1]
    answer = client.post(address, said | {"starts_at": begun.split('"', 1)[0]})
    assert answer.status_code == 302, answer.content.decode()
    assert "Granlid" in client.get(ended.headers["Location"]).content.decode()


def test_what_was_noted_of_the_wrong_child_is_taken_back_on_a_page(client, staff, acting, care):
    client.force_login(staff("siri"))
    page = reverse("placements:care", args=[care.pk])
    sent = {"done": "considered", "done_on": "2026-11-21", "text": "Vården behövs, SN AU § 9"}
    assert client.post(reverse("placements:follow", args=[care.pk]), sent).status_code == 302
    with acting("siri"):
        [row] = queries.followed(staff("siri"), care)
    address = reverse("placements:take_back", args=[row.pk])
    assert address in client.get(page).content.decode()
    assert "SN AU § 9" not in client.get(address).content.decode()
    refused = client.post(address, {"why": "fel"})
    assert refused.status_code == 422 and "hur du vet det" in refused.content.decode()
    assert client.post(address, {"why": "Det gällde brodern, se hans akt"}).status_code == 302
    shown = client.get(page).content.decode()
    assert "Det gällde brodern" in shown and "SN AU § 9" in shown and address not in shown
    client.force_login(staff("bo"))
    assert client.get(address).status_code == 404
