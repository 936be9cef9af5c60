"""The lowest level that may decide (SoL 30 kap.), row by row from the act."""

from __future__ import annotations

from datetime import date

import pytest

from samtid.ground.law.acts import act_of
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
CARE = (
    "2026:1600 4:1, 2026:1600 5:1, 2026:1600 5:2, 2026:1600 5:9, 2026:1600 6:1, 2026:1600 7:2, 2026:1600 8:2, "
    "2026:1600 8:3, 2026:1600 9:1, 2026:1600 10:1, 2026:1600 10:3, 2026:1600 11:1, 2026:1600 11:2, 2026:1600 12:2, "
    "2026:1600 12:4, 2026:1600 12:5, 2026:1600 12:6, 2026:1600 12:12, 2026:1600 13:2, 2026:1600 13:4, 2026:1600 13:5, "
    "2026:1600 13:6, 2026:1600 13:12, 2026:1600 20:1"
)
WITHOUT = (
    "2026:1637 3:1, 2026:1637 3:4, 2026:1637 3:5, 2026:1637 3:6, 2026:1637 4:1, 2026:1637 4:3, 2026:1637 4:5, "
    "2026:1637 4:6, 2026:1637 4:7, 2026:1637 4:8, 2026:1637 5:5, 2026:1637 6:2, 2026:1637 8:1, 2026:1637 9:1, "
    "2026:1637 9:2, 2026:1637 11:1"
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
    assert set(FLOORS) <= {paragraph for paragraph, _ in ROWS} | set(CARE.split(", ")) | set(
        WITHOUT.split(", ")
    )


@pytest.mark.parametrize("paragraph", [*CARE.split(", "), *WITHOUT.split(", ")])
def test_the_floors_of_2027_are_the_committees_and_begin_then(paragraph: str) -> None:
    assert floor_for(paragraph, on=date(2027, 1, 2)).level is Level.COMMITTEE
    with pytest.raises(NotInForce):
        floor_for(paragraph, on=date(2026, 12, 31))


def test_the_two_new_acts_begin_on_different_days() -> None:
    first = date(2027, 1, 1)

    assert floor_for("lag (2026:1600) 5 kap. 1 §", on=first).chair_if_urgent
    with pytest.raises(NotInForce, match="2027-01-02"):
        floor_for("lag (2026:1637) 4 kap. 1 §", on=first)


def test_nothing_is_decided_by_lvu_from_new_year_and_the_refusal_names_what_applies() -> None:
    assert floor_for("LVU 6 §", on=date(2026, 12, 31)).level is Level.COMMITTEE
    for paragraph in ("LVU 6 §", "LVU 11", "LVU 32", "LVU 39"):
        with pytest.raises(NotInForce, match=r"2026:1600"):
            floor_for(paragraph, on=date(2027, 1, 1))


def test_a_preventive_measure_from_before_new_year_is_still_reviewed_by_the_committee() -> None:
    assert floor_for("LVU 22 §", on=date(2027, 3, 1)).level is Level.COMMITTEE


@pytest.mark.parametrize("paragraph", ["LVU 36", "LVM 9", "LPBS 2:1", "2026:1600 11:4", "2026:1637 5 a:3"])
def test_what_is_coercive_and_not_entered_goes_to_no_delegate(paragraph: str) -> None:
    on = TODAY if paragraph.startswith("L") else date(2027, 2, 1)

    assert floor_for(paragraph, on=on).level is Level.BOARD


def test_no_floor_outlives_its_act() -> None:
    for paragraph, floor in FLOORS.items():
        ends = act_of(paragraph).valid_to
        left_over = paragraph == "LVU 22"  # lag (2026:1600), transitional p. 5
        assert ends is None or left_over or (floor.valid_to is not None and floor.valid_to <= ends), paragraph


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
        ("LVU 13c §", "LVU 13 c"),
        ("SoL 19 a kap. 3 §", "SoL 19 a:3"),
        ("sol 19a:3", "SoL 19 a:3"),
        ("SoL 12:4 a", "SoL 12:4 a"),
        ("SoL 30 kap. 6 a §", "SoL 30:6 a"),
        ("SoF 12 kap. 5 §", "SoF 12:5"),
        ("OSL 10 kap. 15 a §", "OSL 10:15 a"),
        ("SoLPuL 7 a §", "SoLPuL 7 a"),
        ("2026:1600 5:3", "2026:1600 5:3"),
        ("lag (2026:1600) 5 kap. 3 §", "2026:1600 5:3"),
        ("Lagen (2026:1600) om omhändertagande för vård av barn och unga 5 kap. 3 §", "2026:1600 5:3"),
        ("lag (2026:1637) 5 a kap. 1 §", "2026:1637 5 a:1"),
        ("lag (1990:52) 6 §", "LVU 6"),
    ],
)
def test_a_paragraph_may_be_written_long_or_short(written: str, short: str) -> None:
    assert provision(written) == short


@pytest.mark.parametrize(
    "text", ["", "22:13", "SoL", "XYZ 3 §", "SoL tjugotvå", "2026:1600", "lag (2026:9999) 1 kap. 1 §"]
)
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
