"""Inläsning av ett schema: all of it or what can be, and each refused row by its number."""

from __future__ import annotations

import pytest

from samtid.doors.cli import Refused, roster
from samtid.resources.roster.models import Shift

HEAD = "vem;dag;börjar;slutar;slag;rast\n"
GOOD = "tova;2026-11-23;07:00;16:00;;30\nTova Hed;2026-11-24;7.00;16.00;Arbete;30\n"


@pytest.fixture
def bring_in(db, at, acting):
    """``bring_in(text)``: what was said on the terminal, and how many shifts stand after."""

    def read(text: str, capsys, *, file: str = "schema.csv", **said: object):
        values = {"username": "nils", "keep_good": False, "why": ""} | said
        told = roster.bring_in(file, text.encode(), "Hemtjänst", at=at, **values)
        code = roster.say(file, told)
        with acting("nils"):
            return code, capsys.readouterr().out, Shift.objects.filter(revoked_at=None).count()

    return read


def test_a_file_is_laid_and_laid_again_it_changes_nothing(bring_in, capsys):
    assert bring_in(HEAD + GOOD, capsys) == (0, "2 pass inlästa.\n", 2)
    assert bring_in(HEAD + GOOD, capsys) == (0, "0 pass inlästa, 2 fanns redan.\n", 2)


def test_one_wrong_row_and_nothing_is_changed(bring_in, capsys):
    wrong = "omar;2026-11-25;7;16;;30\n" + "tova;2026-11-23;15:00;20:00;;\n"
    code, said, count = bring_in(HEAD + GOOD + wrong, capsys)
    assert (code, count) == (2, 0)
    assert "schema.csv rad 4: «omar» arbetar inte i enheten." in said
    assert "schema.csv rad 5: Tova Hed har redan ett pass" in said
    assert "Inget är ändrat: 2 rader nekades" in said
    code, said, count = bring_in(HEAD + GOOD + wrong, capsys, keep_good=True)
    assert (code, count) == (2, 2)


def test_what_departs_from_the_law_is_refused_with_its_paragraph_and_approved_by_the_manager_in_words(
    bring_in, capsys
):
    long = HEAD + "tova;2026-11-23;7;15;;\n"
    code, said, count = bring_in(long, capsys)
    assert (code, count) == (2, 0)
    assert "(ATL 15 §)" in said
    assert bring_in(long, capsys, username="nils", why="Måltid på plats")[2] == 0
    assert bring_in(long, capsys, username="", why="Måltid på plats")[::2] == (0, 1)


def test_one_who_does_not_lay_the_roster_lays_none(bring_in, capsys):
    from samtid.ground.reasons import NotYet

    with pytest.raises(NotYet, match="planerare eller chef"):
        bring_in(HEAD + GOOD, capsys, username="tova")
    with pytest.raises(Refused, match="arbetar inte i"):
        bring_in(HEAD + GOOD, capsys, username="bo")


def test_a_calendar_is_read_event_by_event(bring_in, capsys):
    ics = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//\r\n"
        "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:tova\r\nDTSTART;TZID=Europe/Stockholm:20261123T070000\r\n"
        "DTEND;TZID=Europe/Stockholm:20261123T120000\r\nEND:VEVENT\r\n"
        "BEGIN:VEVENT\r\nUID:2\r\nSUMMARY:tova\r\nDTSTART:20261124T070000Z\r\nDTEND:20261124T110000Z\r\nEND:VEVENT\r\n"
        "BEGIN:VEVENT\r\nUID:3\r\nSUMMARY:tova\r\nDTSTART;VALUE=DATE:20261125\r\nEND:VEVENT\r\n"
        "END:VCALENDAR\r\n"
    )
    code, said, count = bring_in(ics, capsys, file="schema.ics", keep_good=True)
    assert (code, count) == (2, 2)
    assert "schema.ics rad 3: Händelsen ska ha både början och slut" in said
