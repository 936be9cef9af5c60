"""The lowest level that may decide (SoL 30 kap.), row by row from the act."""

from __future__ import annotations

from datetime import date

import pytest

from samtid.ground.law.delegation import FLOORS, Level, floor_for, provision
from samtid.ground.law.rules import NotInForce

TODAY = date(2026, 11, 21)

BOARD = "SoL 18:11, SFB 16:18, SFB 18:19, FB 1:1, FB 6:7"
COMMITTEE = (
    "SoL 22:2, SoL 22:4, SoL 22:13, SoL 22:14, SoL 22:16, SoL 22:17, SoL 22:18, SoL 24:1, SoL 24:2, SoL 24:4, "
    "SoL 24:5, SoL 33:4, LVU 4, LVU 6, LVU 6 a, LVU 9 a, LVU 11, LVU 13, LVU 13 b, LVU 13 c, LVU 14, LVU 21, LVU 22, "
    "LVU 24, LVU 26, LVU 27, LVU 31, LVU 31 b, LVU 31 c, LVU 31 d, LVU 31 i, LVU 32 a, LVU 32 b, LVU 43, "
    "LPBS 3:3, LPBS 4:1, LPBS 5:1, LPBS 5:3, LPBS 5:4, LPBS 5:6, LPBS 7:1, LPBS 8:7, LVM 11, LVM 13, FB 6:13 a"
)
DELEGATE = "SoL 20:2, SoL 20:3, SoL 14:2, SoL 11:1, SoL 12:1, LSS 9, LVU 13 a, LVU 32, FB 1:4, FB 2:9, FB 6:6"
ROWS = [
    (paragraph, level)
    for level, paragraphs in ((Level.BOARD, BOARD), (Level.COMMITTEE, COMMITTEE), (Level.DELEGATE, DELEGATE))
    for paragraph in paragraphs.split(", ")
]


@pytest.mark.parametrize(("paragraph", "level"), ROWS, ids=[row[0] for row in ROWS])
def test_the_lowest_level_for_a_paragraph(paragraph: str, level: Level) -> None:
    assert floor_for(paragraph, on=TODAY).level is level


def test_every_floor_in_the_table_is_tested() -> None:
    assert set(FLOORS) <= {paragraph for paragraph, _ in ROWS}


def test_consent_to_an_adoption_may_be_delegated_but_not_its_refusal() -> None:
    assert floor_for("SoL 24 kap. 5 §", on=TODAY, refused=False).level is Level.DELEGATE
    assert floor_for("SoL 24 kap. 5 §", on=TODAY).level is Level.COMMITTEE


def test_the_chair_may_take_a_child_into_care_when_it_cannot_wait() -> None:
    assert floor_for("LVU 6 §", on=TODAY).chair_if_urgent
    assert not floor_for("LVU 4 §", on=TODAY).chair_if_urgent


@pytest.mark.parametrize(
    ("written", "short"),
    [
        ("SoL 22 kap. 13 §", "SoL 22:13"),
        ("sol 22:13", "SoL 22:13"),
        ("LVU 13 c §", "LVU 13 c"),
        ("LVU 14 § andra stycket", "LVU 14"),
        ("FB 6 kap. 13 a §", "FB 6:13 a"),
        ("lvm 13", "LVM 13"),
    ],
)
def test_a_paragraph_may_be_written_long_or_short(written: str, short: str) -> None:
    assert provision(written) == short


@pytest.mark.parametrize("text", ["", "22:13", "SoL", "XYZ 3 §", "SoL tjugotvå"])
def test_what_is_no_paragraph_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="inte ett lagrum"):
        floor_for(text, on=TODAY)


def test_the_floors_of_the_old_act_are_not_guessed() -> None:
    with pytest.raises(NotInForce):
        floor_for("SoL 22:13", on=date(2025, 6, 30))


def test_a_higher_level_may_always_decide() -> None:
    assert Level.BOARD.reaches(Level.COMMITTEE)
    assert Level.COMMITTEE.reaches(Level.COMMITTEE)
    assert not Level.DELEGATE.reaches(Level.COMMITTEE)


def test_a_floor_says_itself_in_swedish() -> None:
    assert floor_for("LVU 6", on=TODAY).in_words() == (
        "Nämnden eller ett utskott beslutar (SoL 30 kap. 7 §). "
        "Kan beslutet inte avvaktas får ordföranden eller en utsedd ledamot besluta."
    )
