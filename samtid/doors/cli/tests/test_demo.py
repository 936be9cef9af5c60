"""Walking around in a municipality: when it is made anew, and what is refused."""

from __future__ import annotations

import pytest

from samtid.doors.cli import Refused, demo, main
from samtid.doors.demo.living import note
from samtid.doors.demo.living.note import Note, State
from tests.elsewhere import a_database

WHOLE = Note(State.WHOLE, "2581", 1, "small", "0123456789abcdef", "2026-11-19T14:30:00+01:00")


@pytest.mark.parametrize(
    ("found", "fresh", "said"),
    [
        (WHOLE, False, ""),
        (note.again(WHOLE, State.FILLING, parts=9), False, ""),
        (note.again(WHOLE, State.MAKING), False, ""),
        (WHOLE, True, "på nytt"),
        (Note(State.WHOLE, "2580", 1, "small", WHOLE.version, ""), False, "En annan kommun"),
        (Note(State.WHOLE, "2581", 2, "small", WHOLE.version, ""), False, "En annan kommun"),
        (Note(State.WHOLE, "2581", 1, "full", WHOLE.version, ""), False, "En annan kommun"),
        (Note(State.WHOLE, "2581", 1, "small", "another", ""), False, "Programmet har ändrats"),
    ],
)
def test_a_half_made_municipality_goes_on_and_another_is_made_anew(
    found: Note, fresh: bool, said: str
) -> None:
    reason = demo.why_anew(found, WHOLE, fresh=fresh)

    assert (reason == "") == (said == "")
    assert said in reason


def test_a_database_with_something_else_in_it_is_never_emptied() -> None:
    with a_database("not_demo") as url, pytest.raises(Refused, match="något annat än en demokommun"):
        demo.found_in(url)


def test_names_of_municipalities() -> None:
    assert demo.called("Piteå") == "Piteå kommun"
    assert demo.called("Lund") == "Lunds kommun"
    assert demo.called("Kalix") == "Kalix kommun"


def test_an_unknown_municipality_is_refused_before_anything_is_started(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["demo", "--municipality", "0000", "--no-serve"]) == 2
    assert "Det finns ingen svensk kommun" in capsys.readouterr().err
