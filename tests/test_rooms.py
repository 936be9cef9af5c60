"""A new room is one folder and one line of order: tried with a room that is thrown away."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module, invalidate_caches
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings
from django.utils import timezone

from samtid.base.dossier.tests.make import ALVA, a_case
from samtid.base.look import house
from samtid.config import rooms
from samtid.config.urls import patterns_of
from samtid.doors.desk import file, log_paper
from samtid.doors.outage import queries as outage
from samtid.doors.worker import rules
from samtid.ground.offers import File

# --- the order ----------------------------------------------------------------------------------------------------

CONTRACTS = """
[tool.importlinter]
root_package = "town"
[[tool.importlinter.contracts]]
type = "layers"
containers = ["town"]
layers = ["doors", "(resources)", "steps", "ground"]
[[tool.importlinter.contracts]]
type = "layers"
containers = ["town.steps"]
layers = ["second", "first"]
[[tool.importlinter.contracts]]
type = "layers"
containers = ["town.doors"]
layers = ["cli", "(desk) | systems"]
"""


@pytest.fixture
def town(tmp_path: Path) -> tuple[Path, Path]:
    """A house of four rooms: where its order is said, and where it stands."""
    (tmp_path / "pyproject.toml").write_text(CONTRACTS)
    for room in (
        "ground/law",
        "steps/first",
        "steps/second",
        "doors/cli",
        "doors/desk",
        "doors/systems/oidc",
    ):
        folder = tmp_path / "town" / room
        folder.mkdir(parents=True)
        (folder / "__init__.py").write_text("")
        if room not in ("ground/law", "doors/cli"):
            (folder / "urls.py").write_text("")
    (tmp_path / "town/doors/systems/__init__.py").write_text("")
    (tmp_path / "town/doors/desk/law_urls.py").write_text("")
    return tmp_path / "pyproject.toml", tmp_path / "town"


def test_the_order_of_the_rooms_is_that_of_the_contracts(town):
    found = rooms.read(*town)

    assert found.floors == ("ground", "steps", "resources", "doors")
    assert found.apps() == [
        "town.steps.first",
        "town.steps.second",
        "town.doors.desk",
        "town.doors.systems.oidc",
    ]
    assert found.rooms()[-1] == "town.doors.cli", "a room without pages or tables is none of Django's"
    assert found.addresses()[2:4] == ["town.doors.desk.law_urls", "town.doors.desk.urls"]
    assert found.place("town.steps.first.models") < found.place("town.steps.second.models")
    assert found.place("town.doors.desk.models") == found.place("town.doors.systems.oidc.models")


def test_a_new_room_is_a_folder_and_a_word_in_the_line_of_its_floor(town):
    laws, root = town
    (root / "steps/between").mkdir()
    (root / "steps/between/__init__.py").write_text("")
    (root / "steps/between/urls.py").write_text("")
    with pytest.raises(ImproperlyConfigured, match="steps/between står inte i ordningen"):
        rooms.read(laws, root)

    laws.write_text(CONTRACTS.replace('["second", "first"]', '["second", "between", "first"]'))

    assert rooms.read(laws, root).apps()[:3] == [
        f"town.steps.{one}" for one in ("first", "between", "second")
    ]
    assert "town.steps.between.urls" in rooms.read(laws, root).addresses()


def test_a_misspelt_room_is_an_error_and_not_a_room_that_is_missing(town):
    laws, root = town
    laws.write_text(CONTRACTS.replace('"first"]', '"frist"]'))
    (root / "steps/first/urls.py").unlink()

    with pytest.raises(ImproperlyConfigured, match=r"town\.steps\.frist .* felstavat rum"):
        rooms.read(laws, root).apps()


def test_a_floor_without_an_order_is_an_error(town):
    laws, root = town
    (root / "resources/planning").mkdir(parents=True)
    (root / "resources/planning/__init__.py").write_text("")
    (root / "resources/planning/models.py").write_text("")

    with pytest.raises(ImproperlyConfigured, match="resources/planning"):
        rooms.read(laws, root)


def test_plans_may_know_visits_and_visits_no_plans():
    found = rooms.read()
    assert found.place("samtid.steps.visits.models") < found.place("samtid.resources.planning.models")
    assert found.place("samtid.resources.planning.models") < found.place("samtid.quality.followup.models")


# --- what a room offers -------------------------------------------------------------------------------------------

OFFERS = """
from datetime import date, time
from uuid import uuid4

from samtid.base.dossier.queries import cases
from samtid.base.organisation.words import Role
from samtid.ground.offers import *

GREET = DraftForm("greetings:greet", "Hälsning", "greetings:page")


def waits(day):
    return [
        Waiting("Hälsning till den enskilde", "Hälsa", "greetings:page", case.pk, since=day.today, case=case)
        for case in cases(day.viewer).filter(caseworker=day.viewer)
    ]


def steps(file):
    yield Step("Hälsa", "greetings:page")


def outage(viewer, unit, on, at):
    return Sheets(deadlines=[Deadline(on, "Alla", "Hälsas", "hälsning")])


OFFERS = Offers(
    menu=[Menu("Hälsningar", "greetings:page", 25, {Role.RECEPTION})],
    drafts=[GREET],
    log=[LogWords("greetings", "Hälsningen", "För att hälsa på dig")],
    duties=[Duty("greet", "Hälsningar", "Varje natt.", time(4, 0), lambda run: {"hälsade": 3})],
    way=Way(names=("Hälsning",), steps=steps),
    waits=waits,
    card=lambda day: Card("Hälsa först", "En", [CardRow("Alva", "hej", "greetings:page", uuid4())]),
    unit_links=[UnitLink("Alla hälsningar", "greetings:page")],
    outage=outage,
)
"""
URLS = """
from django.http import HttpResponse
from django.urls import path

PREFIX = "halsningar/"
app_name = "greetings"
urlpatterns = [
    path("", lambda request: HttpResponse("Hej"), name="page"),
    path("<uuid:about>/", lambda request, about: HttpResponse("Hej"), name="page"),
]
"""


@pytest.fixture
def room(tmp_path: Path) -> Iterator[str]:
    """A room of two files, installed last in the house, with its addresses before the others'."""
    (tmp_path / "greetings").mkdir()
    for name, text in {"__init__": '"""Hälsningen."""', "offers": OFFERS, "urls": URLS}.items():
        (tmp_path / "greetings" / f"{name}.py").write_text(text)
    sys.path.insert(0, str(tmp_path))
    invalidate_caches()
    try:
        town = ModuleType("town_urls")
        town.urlpatterns = patterns_of(["greetings.urls"]) + import_module("samtid.config.urls").urlpatterns  # type: ignore[attr-defined]
        sys.modules["town_urls"] = town
        installed = [*settings.INSTALLED_APPS, "greetings"]
        with override_settings(INSTALLED_APPS=installed, ROOT_URLCONF="town_urls"):
            yield "greetings"
    finally:
        sys.path.remove(str(tmp_path))
        for name in [one for one in sys.modules if one.partition(".")[0] in ("greetings", "town_urls")]:
            del sys.modules[name]


def test_a_new_room_is_in_the_menu_of_those_it_is_for(client, staff, room):
    for username, sees in (("maja", True), ("bo", False)):
        client.force_login(staff(username))
        assert ('href="/halsningar/"' in client.get("/sok/").content.decode()) == sees


def test_what_waits_in_a_new_room_stands_on_the_day_with_its_drafts(client, staff, acting, room):
    now = timezone.now()
    with acting("maja", at=now) as maja:
        case = a_case(by=maja, at=now)
    client.force_login(staff("maja"))
    kept = client.post(f"/utkast/greetings:greet:{case.pk}", {"text": "Hej"}, content_type="application/json")
    assert kept.status_code == 200

    day = client.get("/min-dag/").content.decode()

    assert "Hälsning till den enskilde" in day and ALVA.given_name in day
    assert f'href="/halsningar/{case.pk}/">Hälsning</a>, {ALVA.given_name}' in day
    assert "Hälsa först" in day


def test_a_new_room_has_its_step_of_the_way_and_its_word_in_the_log(room):
    assert house.steps_of_the_way()[-1] == "Hälsning"
    assert file.steps(File(None, None, [], [], datetime(2026, 11, 30, tzinfo=UTC).date()))[-1].text == "Hälsa"
    assert log_paper.room("greetings:page") == "Hälsningen"


def test_what_a_new_room_has_for_paper_is_in_the_outage_pack_and_on_the_units_page(
    client, staff, acting, room
):
    now = timezone.now()
    with acting("rut", at=now) as rut:
        unit = rut.memberships.first().unit
        made = outage.pack(rut, unit, now.date(), now)
    assert "Hälsas" in [one.what for one in made.deadlines]
    client.force_login(staff("rut"))
    assert "Alla hälsningar" in client.get("/enheten/").content.decode()


def test_a_new_rooms_duty_is_planned_with_the_others(room):
    missed = rules.to_do(house.duties().values(), {}, datetime(2026, 11, 30, 12, tzinfo=UTC))

    assert missed["greet"] == datetime(2026, 11, 30, 3, 0, tzinfo=UTC), "four o'clock in Sweden"
