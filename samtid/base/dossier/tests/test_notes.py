"""An unsigned note is its author's to change, to move aside and to take back; never two texts over each other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import Error, transaction

from samtid.base.dossier import actions, queries
from samtid.base.dossier.models import Note
from samtid.base.dossier.tests.make import a_case
from samtid.base.dossier.tests.tabs import Tab
from samtid.base.dossier.versions import Overtaken
from samtid.ground.reasons import NotYet

WHEN = {"kind": "contact", "happened_at": "2026-11-20 10:00"}
FIRST, MINE, OTHER = "Så stod det från början.", "Så skrev jag i den ena fliken.", "Så skrev jag i den andra."


@pytest.fixture
def note(acting, at):
    before = at - timedelta(days=3)
    with acting("maja", at=before) as maja:
        case = a_case(by=maja, at=before)
    with acting("maja"):
        return actions.write_note(case, FIRST, happened_at=at - timedelta(days=1), by=maja, at=at)


@pytest.fixture
def maja(client, staff, monkeypatch, at):
    from samtid.ground import clock

    monkeypatch.setattr(clock, "_source", lambda: at + timedelta(minutes=5))
    client.force_login(staff("maja"))
    return client


def address(note, what="") -> str:
    return f"/anteckning/{note.pk}/{what}"


@pytest.fixture
def now_is(acting, at):
    def read(note) -> Note:
        with acting("maja", at=at + timedelta(minutes=6)):
            return Note.objects.get(pk=note.pk)

    return read


def test_an_unsigned_note_is_changed_and_signed(maja, note, now_is):
    assert f'href="{address(note, "andra/")}"' in maja.get(address(note)).content.decode()
    tab = Tab(maja, address(note, "andra/"))
    assert FIRST in tab.html
    assert tab.send(text=MINE, **WHEN).url == address(note)
    assert (now_is(note).text, now_is(note).version, now_is(note).signed_at) == (MINE, 2, None)
    assert Tab(maja, address(note, "andra/")).send(text=MINE, sign="1", **WHEN).status_code == 302
    assert now_is(note).signed_at is not None
    assert maja.get(address(note, "andra/")).url == address(note), "then it is only corrected"
    assert maja.post(address(note, "andra/"), {"text": OTHER, **WHEN}).status_code == 422
    assert now_is(note).text == MINE


def test_of_two_tabs_the_second_sees_both_texts_and_chooses(maja, note, now_is):
    first, second = Tab(maja, address(note, "andra/")), Tab(maja, address(note, "andra/"))
    assert first.send(text=MINE, **WHEN).status_code == 302
    assert second.send(text=OTHER, **WHEN).status_code == 409
    assert now_is(note).text == MINE, "nothing is written over"
    assert MINE in second.html and OTHER in second.html and "Jag har läst båda" in second.html
    assert "Maja" in second.html, "who was there first is told"
    assert second.send(text=OTHER, **WHEN).status_code == 409, "the box is not ticked"
    both = f"{MINE} {OTHER}"
    ticked = {"read_version": second.html.split('name="read_version" value="')[1].split('"')[0]}
    assert second.send(text=both, **WHEN, **ticked).status_code == 302
    assert now_is(note).text == both


def test_a_box_ticked_for_an_older_text_is_not_enough(maja, note, now_is):
    second = Tab(maja, address(note, "andra/"))
    Tab(maja, address(note, "andra/")).send(text=MINE, **WHEN)
    second.send(text=OTHER, **WHEN)
    ticked = {"read_version": second.html.split('name="read_version" value="')[1].split('"')[0]}
    anew = Tab(maja, address(note, "andra/?utkast=inget"))
    assert anew.send(address(note, "andra/"), text="Ännu en.", **WHEN).status_code == 302
    assert second.send(text=OTHER, **WHEN, **ticked).status_code == 409
    assert now_is(note).text == "Ännu en."


def test_a_draft_that_began_from_an_older_text_says_so_when_it_is_opened(maja, note):
    Tab(maja, address(note, "andra/")).type(text=OTHER)
    page = Tab(maja, address(note, "andra/"))
    assert "Texten har ändrats" not in page.html
    first = Tab(maja, address(note, "andra/?utkast=inget"))
    assert first.send(address(note, "andra/"), text=MINE, **WHEN).status_code == 302
    again = Tab(maja, address(note, "andra/"))
    assert "Texten har ändrats medan du skrev" in again.html
    assert MINE in again.html and OTHER in again.html


def test_a_note_is_signed_as_it_was_read(maja, note, now_is):
    read = maja.get(address(note)).content.decode().split('name="version" value="')[1].split('"')[0]
    Tab(maja, address(note, "andra/")).send(text=MINE, **WHEN)
    answer = maja.post(address(note, "skriv-under/"), {"version": read})
    assert answer.status_code == 409
    assert MINE in answer.content.decode() and "efter att du öppnade sidan" in answer.content.decode()
    assert now_is(note).signed_at is None


def test_a_note_is_moved_aside_and_taken_back_and_never_gone(maja, note, now_is):
    assert maja.post(address(note, "lagg-undan/"), {"version": "1"}).url == address(note)
    page = maja.get(address(note)).content.decode()
    assert "Undanlagd" in page and FIRST in page
    assert maja.post(address(note, "skriv-under/")).status_code == 422
    assert maja.post(address(note, "andra/"), {"text": MINE, **WHEN}).status_code == 422
    assert FIRST not in maja.get(f"/akt/{note.case.dossier_id}/").content.decode()
    assert maja.post(address(note, "ta-tillbaka/")).status_code == 302
    assert (now_is(note).text, now_is(note).set_aside_at) == (FIRST, None)
    assert maja.post(address(note, "ta-tillbaka/")).status_code == 422


@pytest.mark.parametrize("what", ["", "andra/", "lagg-undan/", "ta-tillbaka/", "skriv-under/"])
def test_nobody_else_reaches_an_unsigned_note(client, staff, note, what):
    client.force_login(staff("rut"))
    answer = (
        client.get(address(note)) if not what else client.post(address(note, what), {"text": OTHER, **WHEN})
    )
    assert answer.status_code == 404


def test_the_database_compares(acting, note, at):
    with acting("maja") as maja:
        held = Note.objects.get(pk=note.pk)
        actions.change_note(held, MINE, kind=note.kind, happened_at=at, seen=1, by=maja, at=at)
        for late in (note, held):
            with pytest.raises(Overtaken), transaction.atomic():
                actions.change_note(late, OTHER, kind=note.kind, happened_at=at, seen=1, by=maja, at=at)
        assert Note.objects.get(pk=note.pk).text == MINE


def test_what_is_signed_is_not_moved_aside_even_when_the_code_forgets(acting, note, at):
    with acting("maja") as maja:
        actions.sign_note(note, by=maja, at=at)
        with pytest.raises(NotYet):
            actions.set_note_aside(note, by=maja, at=at)
        with pytest.raises(Error), transaction.atomic():
            Note.objects.filter(pk=note.pk).update(set_aside_at=at)
        assert queries.notes(maja).filter(pk=note.pk).exists()
