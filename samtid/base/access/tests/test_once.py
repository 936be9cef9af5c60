"""A form that is sent again is done once, also when both are on their way at the same time."""

from __future__ import annotations

import re
import threading
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client
from django.urls import reverse

from samtid.base.access.sessions import SessionStore
from samtid.base.dossier.words import Need
from tests.attacker.foothold import Town, a_town
from tests.elsewhere import app_url, standing_in


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker):
    with a_town() as made:
        yield made


@pytest.fixture
def browser(town: Town, django_db_blocker):
    """``browser("maja")``: logged in, with real CSRF checks, committing as the web's own role."""

    def logged_in(username: str) -> Client:
        client = Client(enforce_csrf_checks=True)
        token = token_in(client.get("/demo/").content.decode())
        client.post(f"/demo/logga-in/{username}/", {"csrfmiddlewaretoken": token})
        return client

    with django_db_blocker.unblock(), standing_in(app_url(town.url)):
        yield logged_in


def token_in(page: str) -> str:
    """The token of the last form of a page."""
    return re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[-1]


@pytest.fixture
def form(town):
    """``form(client, text)``: where a note is written, and the form filled in."""

    def filled(client: Client, text: str) -> tuple[str, dict[str, str]]:
        address = f"/arende/{town.case}/anteckning/"
        token = token_in(client.get(address).content.decode())
        at = datetime.now(UTC).strftime("%Y-%m-%d %H:%M")
        sent = {
            "csrfmiddlewaretoken": token,
            "kind": "contact",
            "happened_at": at,
            "source": "",
            "text": text,
        }
        return address, sent | {"keep": "1"}

    return filled


def send(client: Client, address: str, fields: dict[str, str]):
    """As a browser sends a form without files."""
    return client.post(address, urlencode(fields), content_type="application/x-www-form-urlencoded")


def notes(town: Town, text: str) -> int:
    with town.admin() as owner:
        return owner.execute("select count(*) from dossier_note where text = %s", [text]).fetchone()[0]


def test_the_same_pressing_twice_is_one_note_and_the_same_answer(town, browser, form):
    maja = browser("maja")
    address, sent = form(maja, "Mamma ringde.")
    first = send(maja, address, sent)
    again = send(maja, address, sent)
    assert first.status_code == again.status_code == 302
    assert first["Location"] == again["Location"]
    assert maja.get(again["Location"]).status_code == 200
    assert notes(town, "Mamma ringde.") == 1


def test_two_at_once_are_one(town, browser, form):
    maja = browser("maja")
    address, sent = form(maja, "Pappa ringde.")
    answers = []

    def press() -> None:
        twin = Client(enforce_csrf_checks=True)
        twin.cookies = maja.cookies
        answers.append(send(twin, address, sent))
        connection.close()

    pressing = [threading.Thread(target=press) for _ in range(4)]
    for one in pressing:
        one.start()
    for one in pressing:
        one.join()
    assert len({answer["Location"] for answer in answers}) == 1
    assert notes(town, "Pappa ringde.") == 1


def test_what_was_changed_on_a_page_one_went_back_to_is_another_note(town, browser, form):
    maja = browser("maja")
    address, sent = form(maja, "Först så.")
    send(maja, address, sent)
    send(maja, address, sent | {"text": "Sedan så."})
    assert notes(town, "Först så.") == notes(town, "Sedan så.") == 1


def test_the_same_words_in_a_form_of_its_own_are_two_notes(town, browser, form):
    maja = browser("maja")
    for _ in range(2):
        address, sent = form(maja, "Ringde, inget svar.")
        send(maja, address, sent)
    assert notes(town, "Ringde, inget svar.") == 2


def test_a_refused_form_may_be_sent_again(town, browser, form):
    maja = browser("maja")
    address, sent = form(maja, "")
    assert send(maja, address, sent).status_code == send(maja, address, sent).status_code == 422
    assert send(maja, address, sent | {"text": "Nu med ord."}).status_code == 302
    assert notes(town, "Nu med ord.") == 1


def test_somebody_elses_pressing_is_no_answer_of_ones_own(town, browser, form):
    maja, pelle = browser("maja"), browser("pelle")
    address, sent = form(maja, "Bara Majas.")
    assert send(maja, address, sent).status_code == 302
    taken = token_in(pelle.get("/min-dag/").content.decode())
    assert send(pelle, address, sent | {"csrfmiddlewaretoken": taken}).status_code == 404
    assert send(pelle, address, sent).status_code in (403, 404)


def test_the_receipt_is_the_same_when_the_answer_was_lost(town, browser):
    anyone = Client(enforce_csrf_checks=True)
    browser("maja")  # only so that the database is the town's
    address = reverse("portal:need", args=[Need.SUPPORT])
    page = anyone.get(address).content.decode()
    [sealed] = re.findall(r'name="sida" value="([^"]+)"', page)
    sent = {"sida": sealed, "who": "self", "text": "Jag behöver hjälp hemma."}
    first = send(anyone, address, sent)
    assert first.status_code == 303, first.content.decode()
    code = receipt(anyone, first)
    again = send(anyone, address, sent)
    assert receipt(anyone, again) == code
    with town.admin() as owner:
        count = "select count(*) from intake_reporttold where text = 'Jag behöver hjälp hemma.'"
        assert owner.execute(count).fetchone() == (1,)


def test_logging_in_is_never_an_answer_from_before(town, browser):
    browser("maja")
    with town.admin() as owner:
        assert owner.execute("select 1 from access.pressing where answer like '%%min-dag%%'").fetchall() == []


def test_no_form_of_ours_is_of_the_kind_that_is_not_remembered():
    """A form with files is sent otherwise: whoever makes the first must say what one pressing of it is."""
    for template in (Path(__file__).parents[3]).glob("*/*/jinja2/**/*.html"):
        assert "enctype" not in template.read_text() or template.name == "styleguide.html", template


def test_a_database_that_is_away_when_the_session_is_kept_is_no_bad_request(town, browser):
    """It was written, and the answer got lost: the page then says that something is wrong here, not with what was sent."""
    browser("maja")
    session = SessionStore()
    session.create()
    with town.admin() as owner:
        owner.execute("select pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
    session["began"] = 1
    with pytest.raises(OperationalError):
        session.save()
    connection.close()
    gone = SessionStore()
    gone.create()
    gone.delete()
    with pytest.raises(UpdateError):
        gone.save()


def receipt(client: Client, answer) -> str:
    page = client.get(answer["Location"]).content.decode()
    return re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", page)[0]
