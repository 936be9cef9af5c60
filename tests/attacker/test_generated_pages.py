"""Every address × method × role × row: no name, number, place or identity without a key, a line for each name, nothing changed."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator

import pytest
from django.db import close_old_connections

from samtid.ground import clock
from tests.attacker.generated.pages import Visit, ask_in_other_ways, forms_of, read_everything, send_forms
from tests.attacker.generated.roles import Role, roles
from tests.attacker.generated.world import AT, World, a_world
from tests.elsewhere import app_url, standing_in

pytestmark = pytest.mark.xdist_group("generated-pages")
ROLES = {
    name: role for name, role in roles() if role.login == "app" and (role.username or name == "open_door")
}
# Who has something to fill in a form about: whose pages the forms are read from.
AT_HOME = (
    "reception",
    "named_at_sealed",
    "caseworker_of_elders",
    "manager",
    "manager_carrying_out",
    "by_broken_glass",
)
FEW = ("caseworker_elsewhere", "by_broken_glass", "open_door")


@pytest.fixture(scope="module")
def world(django_db_blocker) -> Iterator[World]:
    with (
        django_db_blocker.unblock(),
        a_world() as made,
        standing_in(app_url(made.town.url)),
        clock.set_to(lambda: AT),
    ):
        yield made


@pytest.fixture(autouse=True)
def unbraked(monkeypatch):
    """More is sent here in a moment than anybody's hand sends: the brake has its own tests, and would hide the rest."""
    for place in ("samtid.base.access.brake", "samtid.doors.desk.views.search"):
        monkeypatch.setattr(f"{place}.may_go_on", lambda kind, *, by, at: True)


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    logging.disable()  # what is refused is no news here
    yield
    logging.disable(logging.NOTSET)


def begun(world: World, role: Role) -> Visit:
    visit = Visit(world, role)
    world.admin.execute("delete from watched.change")
    return visit


@pytest.fixture(scope="module")
def homes(world: World) -> dict[str, Visit]:
    return {name: begun(world, ROLES[name]) for name in AT_HOME}


@pytest.fixture(scope="module")
def forms(homes: dict[str, Visit]) -> dict[str, tuple[str, dict[str, str]]]:
    return forms_of(homes)


def told(visit: Visit, what: str, began: float, record_property) -> None:
    close_old_connections()
    record_property("attempts", (what, visit.role.name, visit.score.tries, visit.score.through))
    record_property("seconds", time.process_time() - began)
    assert visit.score.tries, "nothing was tried"
    faults = sorted(set(visit.score.faults))
    assert not faults, f"{len(faults)} slag av fel på {visit.score.tries} försök:\n" + "\n".join(faults[:40])


def test_whoever_is_at_home_is_shown_with_a_line(homes, forms, record_property):
    began = time.process_time()
    assert len(forms) > 40, "the forms were not found"
    for visit in homes.values():
        told(visit, "Egna sidor", began, record_property)


@pytest.mark.parametrize("name", ROLES)
def test_a_form_filled_in_and_sent_to_somebody_elses_row_does_nothing(world, forms, name, record_property):
    began, visit = time.process_time(), begun(world, ROLES[name])
    send_forms(visit, forms)
    told(visit, "Ifyllda formulär", began, record_property)


@pytest.mark.parametrize("name", FEW)
def test_no_other_method_tells_or_does_more(world, name, record_property):
    began, visit = time.process_time(), begun(world, ROLES[name])
    ask_in_other_ways(visit)
    told(visit, "Andra metoder", began, record_property)


@pytest.mark.parametrize("name", FEW)
def test_no_page_about_others_the_sealed_or_what_glass_opened_tells_more(world, name, record_property):
    began, visit = time.process_time(), begun(world, ROLES[name])
    read_everything(visit)
    told(visit, "Andras sidor", began, record_property)


def test_the_cookies_of_the_open_pages_live_for_the_visit(world, record_property):
    """But the receipt's, which is gone in two minutes: whoever borrows the device afterwards sees nothing."""
    visit = begun(world, ROLES["open_door"])
    long = set()
    for address in ("/", "/oro/", "/kvitto/", "/ansok/", "/fraga/"):
        for name, one in visit.client.get(address).cookies.items():
            lives = one["max-age"] if one["max-age"] != "" else 10**9 * bool(one["expires"])
            if int(lives) > 120:
                long.add(name)
    assert not long
