"""Lists say when they are cut, and how to see the rest; people and colleagues are told apart."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse

from samtid.base.organisation.models import Membership, Staff, Unit
from samtid.base.organisation.queries import told_apart
from samtid.base.organisation.words import Role
from samtid.base.people.actions import Details as Person
from samtid.ground import clock
from samtid.steps.intake.actions import About
from samtid.steps.intake.tests.make import a_report, an_assessed_report


@pytest.fixture(autouse=True)
def now(db, at, monkeypatch):
    monkeypatch.setattr(clock, "_source", lambda: at)


@pytest.fixture
def browse(client, staff):
    """``browse("maja")``: a logged-in client."""

    def as_(username):
        client.force_login(staff(username), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return as_


def names_on(page: str) -> list[str]:
    return re.findall(r'href="/akt/[^"]+">([^<]+)</a>', page)


def test_a_search_with_many_hits_can_be_read_to_its_end(browse, acting, at):
    with acting("maja") as maja:
        for number in range(53):
            someone = Person(
                f"Sixten{chr(97 + number // 26)}{chr(97 + number % 26)}",
                "Andersson",
                born_on=date(2014, 1, 1),
            )
            an_assessed_report(by=maja, at=at, person=someone)
    client = browse("maja")
    first = client.post(reverse("desk:search"), {"words": "andersson"}).content.decode()
    assert "53 träffar" in first and "Visar 1–50 av 53" in first
    second = client.post(reverse("desk:search"), {"words": "andersson", "sida": "2"}).content.decode()
    assert "Visar 51–53 av 53" in second
    assert len(set(names_on(first)) | set(names_on(second))) == 53
    assert "andersson" not in re.sub(r'value="[^"]*"', "", second)


@pytest.mark.parametrize("words", ["O'Brien", "O’Brien", "obrien", "Brien Asa", "Åsa O’Brien", "asa"])
def test_a_person_is_found_however_the_name_is_written(browse, acting, at, words):
    with acting("maja") as maja:
        an_assessed_report(by=maja, at=at, person=Person("Åsa", "O’Brien", born_on=date(2014, 5, 2)))
    page = browse("maja").post(reverse("desk:search"), {"words": words}).content.decode()
    assert "Åsa O’Brien" in page


def test_found_persons_stand_in_swedish_order(browse, acting, at):
    families = ["Öst", "Ek", "von Essen", "Éklund", "Zetterlund", "Ångström", "Eriksson", "Ärlig"]
    with acting("maja") as maja:
        for family in families:
            an_assessed_report(by=maja, at=at, person=Person("Sortering", family, born_on=date(2014, 5, 2)))
    page = browse("maja").post(reverse("desk:search"), {"words": "sortering"}).content.decode()
    assert [name.removeprefix("Sortering ") for name in names_on(page)] == [
        "Ek", "Éklund", "Eriksson", "von Essen", "Zetterlund", "Ångström", "Ärlig", "Öst",
    ]  # fmt: skip


def test_a_long_queue_is_read_in_parts(browse, acting, at):
    with acting("maja") as maja:
        for number in range(55):
            a_report(by=maja, at=at, about=(About(f"Barn{number}"),))
    client = browse("maja")
    first = client.get(reverse("intake:queue")).content.decode()
    second = client.get(reverse("intake:queue"), {"sida": "2"}).content.decode()
    assert "Visar 1–50 av 55" in first and "50 av 55 st" in first
    assert "Visar 51–55 av 55" in second
    assert len(set(re.findall(r"Barn\d+", first + second))) == 55


def test_namesakes_among_colleagues_are_told_apart(as_owner, at):
    with as_owner():
        unit = Unit.objects.get(name="Mottagning")
        since = date(2020, 1, 1)
        for username, title in (
            ("kim1", "Socialsekreterare"),
            ("kim2", "Biståndshandläggare"),
            ("kim3", "Biståndshandläggare"),
        ):
            one = Staff.objects.create(username=username, name="Kim Åberg", title=title, valid_from=since)
            Membership.objects.create(staff=one, unit=unit, role=Role.CASEWORKER, valid_from=since)
    staff = Staff.objects.filter(name="Kim Åberg").order_by("username")
    words = [word for _, word in told_apart([*staff, Staff.objects.get(username="bo")], at.date())]
    assert words == [
        "Kim Åberg, Socialsekreterare, Mottagning",
        "Kim Åberg, Biståndshandläggare, Mottagning (kim2)",
        "Kim Åberg, Biståndshandläggare, Mottagning (kim3)",
        "Bo Ek",
    ]
