"""Two doors: each answers what is its own, and every open address is behind the open one."""

from __future__ import annotations

import pytest
from django.urls import reverse

from samtid.doors.running.door import HOME, OPEN, door_of
from samtid.doors.running.words import Door


@pytest.mark.parametrize(
    ("name", "arguments", "door"),
    [
        ("portal:home", [], Door.OPEN),
        ("portal:need", ["child"], Door.OPEN),
        ("portal:receipt", [], Door.OPEN),
        ("portal:accessibility", [], Door.OPEN),
        ("law:list", [], Door.OPEN),
        ("law:rule", ["CH-01"], Door.OPEN),
        ("portal:login", [], Door.STAFF),
        ("portal:marked", [], Door.STAFF),
        ("oidc:start", [], Door.STAFF),
        ("desk:day", [], Door.STAFF),
        ("demo:start", [], Door.STAFF),
    ],
)
def test_each_address_has_its_door(name, arguments, door):
    assert door_of(reverse(name, args=arguments)) == door


def test_every_open_address_leads_somewhere_without_a_log_in(client, db):
    for path in (HOME, *OPEN):
        if path != "/behov/":  # only those below it are pages
            assert client.get(path).status_code == 200, path


def test_a_process_with_one_door_answers_nothing_of_the_others(client, settings, db):
    settings.DOOR = "open"
    assert client.get("/").status_code == 200
    assert client.get("/logga-in/").status_code == 404
    assert client.get("/static/look/mark.svg").status_code == 200
    settings.DOOR = "staff"
    assert client.get("/").status_code == 404
    assert client.get("/logga-in/").status_code == 200


def test_without_a_proxy_a_reader_is_sent_to_the_other_port_and_a_form_never_is(client, settings, db):
    settings.DOOR, settings.OTHER_DOOR = "open", "8000"
    answer = client.get("/logga-in/?next=/min-dag/", headers={"host": "localhost:8001"})
    assert answer.headers["Location"] == "http://localhost:8000/logga-in/?next=/min-dag/"
    assert (
        client.get("/min-dag/", headers={"host": "[::1]:8001"})
        .headers["Location"]
        .startswith("http://[::1]:8000/")
    )
    assert client.post("/demo/logga-in/bo/").status_code == 404
