"""The demo's start page: five steps to walk, somebody of every role, and one press to become them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from samtid.base.organisation.words import Role
from samtid.doors.demo import views

pytestmark = pytest.mark.django_db


def test_the_start_page_shows_the_walk_and_every_role(client: Client) -> None:
    page = client.get(reverse("demo:start"))
    text = page.content.decode()

    assert page.status_code == 200
    for title, *_ in views.WALK:
        assert title in text
    for role in Role:
        assert f">{role.label}<" in text, role


def test_one_press_logs_in_and_goes_to_the_step(client: Client) -> None:
    answer = client.post(reverse("demo:log_in", args=["tova"]), {"to": "visits:today"})

    assert answer.status_code == 302
    assert answer["Location"] == reverse("visits:today")
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize("to", ["", "https://example.org/", "demo:start", "no:page"])
def test_it_never_goes_anywhere_else(client: Client, to: str) -> None:
    answer = client.post(reverse("demo:log_in", args=["maja"]), {"to": to})

    assert answer["Location"] == reverse("desk:day")


def test_nobody_is_let_in_by_an_unknown_name_or_a_link(client: Client) -> None:
    assert client.post(reverse("demo:log_in", args=["nobody"])).status_code == 404
    assert client.get(reverse("demo:log_in", args=["maja"])).status_code == 405


def test_without_the_demonstration_there_is_no_such_door(client: Client, settings: object) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]

    assert client.get(reverse("demo:start")).status_code == 404
    assert client.post(reverse("demo:log_in", args=["maja"])).status_code == 404
