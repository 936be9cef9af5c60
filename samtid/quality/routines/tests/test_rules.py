"""Reglerna, texten och kartan: without a database."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from time import perf_counter

import pytest

from samtid.base.dossier.words import LocalClock
from samtid.base.organisation.words import Role, UnitKind
from samtid.config.rooms import read
from samtid.ground.reasons import Obstacle
from samtid.quality.routines import process, rules, text
from samtid.quality.routines.words import As, State

TODAY = date(2026, 11, 21)
DAY = timedelta(days=1)
SAID = rules.Words("Skyddsbedömning", "Läs hela anmälan.", "Läst", "Ny.", TODAY)


@dataclass
class At:
    kind: str = UnitKind.CHILD_INVESTIGATION


@dataclass
class Post:
    role: str
    unit_id: int = 1
    unit: At = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        self.unit = self.unit or At()


HEAD = Post(Role.MANAGER, 9, At(UnitKind.DEPARTMENT))


def fields(found: list[Obstacle]) -> set[str]:
    return {one.field for one in found}


# --- the map ---


def test_every_step_of_the_house_is_on_the_map_in_its_order():
    """A step that is built is on the map the same day, and one that is taken away is gone: nobody draws it."""
    steps = [room for layer in read().layers["steps"] for room in layer]
    on_the_way = [one.key for one in process.steps() if one.is_on_the_way]
    assert [one for one in on_the_way if one in steps] == steps
    assert "followup" in on_the_way


def test_every_form_and_every_clock_of_a_step_is_on_the_map():
    from samtid.base.look.house import offers_of

    known = {one.key: one for one in process.steps()}
    for layer in read().layers["steps"]:
        for room in layer:
            offers = offers_of(f"samtid.steps.{room}")
            assert {one.title for one in offers.drafts} == {one.name for one in known[room].done}
            # those of the law and the municipality's own; a clock that neither knows would be left out in silence
            names = {
                process.RULES[one.rule].name
                if one.rule in process.RULES
                else one.called or LocalClock(one.rule).label
                for one in offers.clocks
            }
            assert {one.name for one in known[room].limits} == names


def test_a_step_is_called_what_the_sign_on_its_door_says_in_swedish():
    for one in process.steps():
        assert 0 < len(one.name) < 60 and one.name[0].isupper() and " the " not in one.name, one


def test_a_page_belongs_to_its_step_and_an_unknown_one_to_none():
    assert process.step_of("investigations:propose").name == "Utredning"
    assert process.step_of("investigations").name == "Utredning"
    assert process.step_of("") is None and process.step_of("x:y:z") is None
    assert process.called("finns-inte") == "finns-inte"
    assert process.called("investigations:hear_child") == "Utredning: Barnets ord"


# --- who ---


@pytest.mark.parametrize(
    ("post", "covers", "as_what"),
    [
        (Post(Role.QUALITY), None, As.QUALITY),
        (Post(Role.QUALITY), 1, As.QUALITY),
        (HEAD, None, As.MANAGER),
        (HEAD, 1, As.MANAGER),
        (Post(Role.MANAGER), 1, As.MANAGER),
        (Post(Role.MANAGER), 2, None),
        (Post(Role.MANAGER), None, None),
        (Post(Role.CASEWORKER), 1, None),
        (Post(Role.BOARD_MEMBER), None, None),
    ],
)
def test_who_governs_where(post, covers, as_what):
    assert rules.governing([post], covers) is as_what
    found = rules.obstacles_to_governing([post], covers)
    assert bool(found) == (as_what is None)
    assert not any(one.law for one in found), "who decides is the house's choice, and no paragraph's"


# --- what ---


def test_a_version_says_what_it_is_called_how_one_does_and_what_is_new():
    assert not rules.obstacles_to_words(SAID, TODAY)
    empty = replace(SAID, title=" ", text="", why="", wanted_from=None)
    assert fields(rules.obstacles_to_words(empty, TODAY)) == {"title", "text", "why", "wanted_from"}
    long = replace(SAID, text="x" * (rules.LONGEST + 1), checklist="a\n" * (rules.MOST_LINES + 1))
    assert fields(rules.obstacles_to_words(long, TODAY)) == {"text", "checklist"}
    rows = replace(SAID, text="a\n" * (rules.MOST_ROWS + 1))
    assert "rader" in rules.obstacles_to_words(rows, TODAY)[0].text
    assert not rules.obstacles_to_words(replace(SAID, text="a\n" * rules.MOST_ROWS), TODAY)


@pytest.mark.parametrize(
    ("day", "word"),
    [
        (TODAY, ""),
        (TODAY - DAY, "har varit"),
        (date(2027, 1, 1), ""),
        (TODAY + rules.AHEAD, ""),
        (TODAY + rules.AHEAD + DAY, "ett år fram"),
        (None, "vilken dag"),
    ],
)
def test_what_holds_is_decided_ahead_and_not_too_far(day, word):
    found = rules.obstacles_to_beginning(day, TODAY, "valid_from")
    assert bool(found) == bool(word)
    assert all(word in one.text and one.field == "valid_from" for one in found)


def deciding(**more):
    usual = {
        "is_writer": False, "state": State.PROPOSED, "valid_from": TODAY, "today": TODAY, "withdrawn": False,
    }  # fmt: skip
    return rules.obstacles_to_deciding(**usual | more)


def test_another_than_the_writer_decides_and_only_what_waits():
    assert not deciding()
    [two] = deciding(is_writer=True)
    assert "Någon annan beslutar" in two.text and not two.law, "that there are two is the house's choice"
    assert "upphävd" in deciding(withdrawn=True)[0].text
    assert "nyare förslag" in deciding(state=State.PASSED)[0].text
    for state in (State.RETURNED, State.COMING, State.IN_FORCE, State.FORMER):
        assert "redan avgjord" in deciding(state=state)[0].text


def test_a_review_says_what_was_seen_and_has_a_day_and_somebody():
    assert not rules.obstacles_to_review("Följs.", TODAY + DAY, TODAY, 1, {1}, False)
    found = rules.obstacles_to_review(" ", TODAY - DAY, TODAY, 2, {1}, False)
    assert fields(found) == {"said", "next_on", "owner"}
    assert rules.obstacles_to_review("Följs.", TODAY + DAY, TODAY, 1, {1}, True)


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("Barnet 20120314-2391 hördes.", "personnummer"),
        ("Ring 0701234567.", "bindestreck"),
        ("Som i 26-7KQ4MX.", "ärendenumret"),
        ("Fråga Anna Svensson först.", "ser ut som ett namn"),
        ("Ring jouren på 0911-69 60 00 eller 112, eller skriv till jour@kommun.example.", ""),
        ("Från den 1 januari 2027, senast klockan 16.30.", ""),
    ],
)
def test_a_routine_names_nobody_but_says_where_one_rings(said, word):
    found = rules.obstacles_to_naming({"text": said}, insists=False)
    assert bool(found) == bool(word) and all(word in one.text for one in found)
    if "namn" in word:
        assert not rules.obstacles_to_naming({"text": said}, insists=True)
    elif word:
        assert rules.obstacles_to_naming({"text": said}, insists=True)


# --- the text ---


def test_a_text_is_headings_lists_and_words():
    found = text.blocks("# Först\nLäs.\nRing.\n\nSen\n- ett\n- två\n1. a\n2) b\n#ej rubrik")
    assert [(one.kind, one.lines) for one in found] == [
        ("heading", ("Först",)), ("text", ("Läs.", "Ring.")), ("text", ("Sen",)), ("points", ("ett", "två")),
        ("numbered", ("a", "b")), ("text", ("#ej rubrik",)),
    ]  # fmt: skip
    assert text.blocks(" \n\n") == []


def test_a_numbered_line_keeps_the_number_that_was_decided():
    said = "1. Ring 112\n\n2. Ring samordnaren\n   Hon avgör.\n3. Vänta\n- i trappan\n7. Skriv\n24. december är helg"
    found = [one for one in text.blocks(said) if one.kind == "numbered"]
    assert [(one.lines, one.numbers) for one in found] == [
        (("Ring 112", "Ring samordnaren"), (1, 2)), (("Vänta",), (3,)), (("Skriv", "december är helg"), (7, 24)),
    ]  # fmt: skip


def test_the_difference_says_what_is_gone_and_what_is_added():
    found = text.difference(["a", "b", "c"], ["a", "x", "c", "d"])
    assert [(one.kind, one.text) for one in found] == [
        ("same", "a"), ("gone", "b"), ("added", "x"), ("same", "c"), ("added", "d"),
    ]  # fmt: skip
    assert {one.kind for one in text.difference(["a"], ["a"])} == {"same"}


def test_the_difference_of_a_text_that_repeats_itself_is_told_at_once_and_whole():
    """Line by line it would take minutes: the ends that are alike are kept, and the rest is gone and added."""
    former = ["början", *(f"{'ab'[n % 2]}" for n in range(5000)), "slut"]
    later = ["början", *(f"{'ab'[n // 2 % 2]}" for n in range(5000)), "slut"]
    began = perf_counter()
    found = text.difference(former, later)
    assert perf_counter() - began < 2
    assert [one.text for one in found if one.kind != "added"] == former
    assert [one.text for one in found if one.kind != "gone"] == later
    assert (found[0].kind, found[-1].kind) == ("same", "same")


def test_a_checklist_is_its_lines_whatever_mark_they_had():
    assert rules.points("- ett\n\n  ☐ två \n• tre\n-\n") == ["ett", "två", "tre"]
    assert rules.points("-18 grader i frysen\n*112* först\n☐Läst") == [
        "-18 grader i frysen",
        "*112* först",
        "☐Läst",
    ]
