"""The whole chronology is reachable, a page at a time; it can be searched, and is logged as an opening."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from samtid.base.access.models import Opening
from samtid.base.dossier.actions import set_note_aside, sign_note, write_note
from samtid.base.dossier.journal import read_place
from samtid.base.dossier.tests.make import a_case
from samtid.base.dossier.words import NoteKind

MANY = 120


@pytest.fixture
def case(acting, at):
    before = at - timedelta(days=300)
    with acting("maja", at=before) as maja:
        made = a_case(by=maja, at=before)
    with acting("maja"):
        for number in range(MANY):
            note = write_note(
                made,
                f"Anteckning nummer {number} om Älvsbyvägen."
                + (" Polisen ringde 100 % säkert." if number == 7 else ""),
                kind=NoteKind.MEETING if number % 10 == 0 else NoteKind.CONTACT,
                happened_at=at - timedelta(days=200) + timedelta(hours=number // 3),
                by=maja,
                at=at,
            )
            sign_note(note, by=maja, at=at)
    return made


@pytest.fixture
def maja(client, staff, monkeypatch, at):
    from samtid.ground import clock

    monkeypatch.setattr(clock, "_source", lambda: at)
    client.force_login(staff("maja"))
    return client


def address(case) -> str:
    return f"/akt/{case.dossier_id}/journal/"


def numbers(html: str) -> list[int]:
    return [int(one) for one in re.findall(r"Anteckning nummer (\d+) ", html)]


def test_every_note_is_reached_from_the_dossier_once_and_in_order(maja, case):
    page = maja.get(f"/akt/{case.dossier_id}/").content.decode()
    assert f'href="{address(case)}"' in page
    seen, html = [], maja.get(address(case)).content.decode()
    for _ in range(10):
        seen += numbers(html)
        onward = re.search(r'name="after" value="([^"]+)"', html)
        if onward is None:
            break
        assert "visas här" in html, "a part is said to be a part"
        html = maja.post(address(case), {"after": onward.group(1)}).content.decode()
    assert sorted(seen) == list(range(MANY))
    assert [one // 3 for one in seen] == sorted((one // 3 for one in seen), reverse=True)


def test_a_note_written_meanwhile_moves_no_page(maja, case, acting, at):
    html = maja.get(address(case)).content.decode()
    onward = re.search(r'name="after" value="([^"]+)"', html)
    with acting("maja") as by:
        sign_note(write_note(case, "Ny.", happened_at=at, by=by, at=at), by=by, at=at)
    second = numbers(maja.post(address(case), {"after": onward.group(1)}).content.decode())
    assert not set(second) & set(numbers(html))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"words": "polisen ringde"}, [7]),
        ({"words": "100 %"}, [7]),
        ({"words": "polisen hembesök"}, []),
        ({"words": "%"}, [7]),
        ({"words": "_"}, []),
        ({"kind": "meeting", "words": "nummer 11"}, [110]),
        ({"kind": "event"}, []),
        ({"last": "2020-01-01"}, []),
    ],
)
def test_it_is_searched_by_all_the_words_and_by_kind_and_day(maja, case, asked, found):
    answer = maja.post(address(case), asked)
    assert answer.status_code == 200
    assert numbers(answer.content.decode()) == found


def test_what_is_searched_for_stands_in_no_address(maja, case):
    assert maja.get(address(case) + "?words=polisen").content.decode().count("Anteckning nummer") == 50


@pytest.mark.parametrize(
    "asked",
    [{"first": "12/3/2026"}, {"first": "2026-03-02", "last": "2026-03-01"}, {"kind": "x"}, {"author": "²"}],
)
def test_a_question_that_cannot_be_answered_is_told_so(maja, case, asked):
    answer = maja.post(address(case), asked)
    assert answer.status_code == 422
    assert "ds-error-summary" in answer.content.decode()


@pytest.mark.parametrize("said", ["", "x", "2026-01-01_1", "2026-01-01T00:00:00_" + "0" * 32, "²_²"])
def test_a_page_that_is_nowhere_is_the_first(maja, case, said):
    assert read_place(said) is None
    assert len(numbers(maja.post(address(case), {"after": said}).content.decode())) == 50


def test_all_of_it_is_printed_and_logged_as_a_print(maja, case, acting, at):
    html = maja.post(address(case), {"print": "1"}).content.decode()
    assert sorted(numbers(html)) == list(range(MANY))
    assert "<form" not in html.partition("<main")[2].partition("</main>")[0]
    maja.post(address(case), {"words": "polisen"})
    maja.get(address(case))
    with acting("maja", at=at + timedelta(minutes=1)):
        logged = Opening.objects.filter(page="dossier:journal").order_by("at", "pk")
        assert sorted(one.action for one in logged) == ["print", "search", "view"]


def test_a_colleague_without_a_key_and_an_unsigned_note_are_kept_out(maja, case, acting, staff, at):
    with acting("maja") as by:
        write_note(case, "Bara min egen tanke.", happened_at=at, by=by, at=at)
        aside = write_note(case, "Undanlagt av mig.", happened_at=at, by=by, at=at)
        set_note_aside(aside, by=by, at=at)
    own = maja.post(address(case), {"words": "tanke"}).content.decode()
    assert "Bara min egen tanke." in own and "Inte undertecknad" in own
    assert "Undanlagt av mig." not in own and "Undanlagda anteckningar (1)" in own
    maja.force_login(staff("ulf"))
    assert maja.get(address(case)).status_code == 404
    assert maja.post(address(case), {"words": "polisen"}).status_code == 404
