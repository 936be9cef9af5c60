"""The register of homes on the days that are coming: next year's price freezes nothing, and a pause ends."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from samtid.base.dossier.drafts import PAGE
from samtid.base.dossier.tests.make import a_case
from samtid.ground import clock
from samtid.ground.reasons import NotYet
from samtid.steps.placements import actions, register
from samtid.steps.placements.models import Home
from samtid.steps.placements.tests.make import a_home, particulars

AHEAD = date(2027, 1, 1)


@pytest.fixture(autouse=True)
def now(at):
    with clock.set_to(lambda: at):
        yield


@pytest.fixture
def home(acting, at) -> Home:
    """Registered two days ago, and from New Year with another price."""
    with acting("karin", at=at - timedelta(days=2)) as karin:
        made = a_home(by=karin, at=at - timedelta(days=2))
        before = (at - timedelta(days=2)).date()
        said = particulars(before, valid_from=AHEAD, price_per_day=1300, why="Nya belopp")
        actions.change_home(made, said, by=karin, at=at - timedelta(days=2))
        return made


def held(viewer, home, on):
    return register.known(viewer, home, on).held


def test_todays_terms_are_corrected_though_next_years_are_written(acting, at, home):
    """The new telephone holds next year too, where the old one stood; the price of next year is let be."""
    first = (at - timedelta(days=2)).date()
    with acting("karin") as karin:
        said = particulars(
            first, valid_from=at.date(), phone="070-1740606", price_per_day=1250, why="Nytt nummer"
        )
        actions.change_home(home, said, by=karin, at=at)
        now, then = held(karin, home, at.date()), held(karin, home, AHEAD)
        assert (now.phone, now.price_per_day) == ("070-1740606", 1250)
        assert (then.phone, then.price_per_day, then.valid_from) == ("070-1740606", 1300, AHEAD)
        assert held(karin, home, first).phone == "070-1740605", "what was stands"


def test_what_held_before_the_terms_of_today_is_not_written_over(acting, at, home):
    with acting("karin") as karin, pytest.raises(NotYet, match="Det finns redan uppgifter från 2026-11-19"):
        actions.change_home(home, particulars(date(2026, 11, 1)), by=karin, at=at)


def test_the_form_begins_with_what_holds_today_and_next_years_has_a_way_of_its_own(client, staff, home):
    client.force_login(staff("karin"))
    address = reverse("placements:change_home", args=[home.pk])
    page = client.get(address).content.decode()
    assert 'value="2026-11-21"' in page and 'value="1200"' in page
    coming = client.get(f"{address}?fran={AHEAD}").content.decode()
    assert 'value="2027-01-01"' in coming and 'value="1300"' in coming
    assert f"?fran={AHEAD}" in client.get(reverse("placements:home", args=[home.pk])).content.decode()
    for odd in ("", "2027-13-99", "ett-två-tre", "9999-12-31"):
        assert client.get(f"{address}?fran={odd}").status_code == 200


def test_a_box_that_was_unticked_stays_so_in_the_draft(client, staff, home):
    client.force_login(staff("karin"))
    address = reverse("placements:change_home", args=[home.pk])
    ticked = re.compile(r'name="takes_siblings"[^>]* checked')
    assert ticked.search(client.get(address).content.decode())
    sent = {
        "draft_key": f"placements:change_home:{home.pk}",
        PAGE: "0123456789abcdef",
        "valid_from": "2026-11-21",
        "capacity": "",
    }
    assert client.post(address, sent).status_code == 422
    assert not ticked.search(client.get(address).content.decode())


def test_a_home_that_closed_is_chosen_for_the_child_who_is_there(client, staff, acting, at, home):
    """What is closed is not offered in the register, and can be written where the truth asks for it."""
    with acting("karin") as karin:
        said = particulars((at - timedelta(days=2)).date(), valid_from=at.date(), closed_on=at.date())
        actions.change_home(home, said, by=karin, at=at)
    with acting("siri", at=at - timedelta(days=1)) as siri:
        case = a_case(by=siri, at=at - timedelta(days=1))
    client.force_login(staff("siri"))
    assert "Provdals" in client.get(reverse("placements:begin", args=[case.pk])).content.decode()
    assert "Provdals" not in client.get(reverse("placements:homes")).content.decode()


def test_a_pause_is_ended_by_the_one_who_noted_it_and_the_home_takes_children_again(
    client, staff, acting, at, home
):
    with acting("karin") as karin:
        actions.pause_home(home, at.date(), at.date() + timedelta(days=30), by=karin, at=at)
        [pause] = register.own_pauses(karin, home, at.date())
    with acting("bo") as bo:
        assert not register.known(bo, home, at.date()).has_place
    client.force_login(staff("bo"))
    assert client.post(reverse("placements:end_pause", args=[pause.pk])).status_code == 404
    client.force_login(staff("karin"))
    address = reverse("placements:end_pause", args=[pause.pk])
    assert address in client.get(reverse("placements:home", args=[home.pk])).content.decode()
    for _ in range(2):
        assert client.post(address).status_code == 302
    assert address not in client.get(reverse("placements:home", args=[home.pk])).content.decode()
    with acting("bo") as bo:
        assert register.known(bo, home, at.date()).has_place
