"""Dröjsmål: the order of what may be noted, the six months, and what waits."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samtid.steps.delays.rules import (
    AFTER,
    Matter,
    Said,
    asked_on,
    latest,
    may_ask_from,
    next_kinds,
    obstacles_to_noting,
    obstacles_to_withdrawing,
    waits,
)
from samtid.steps.delays.words import Kind

BEGAN = date(2026, 3, 2)
FIRST = date(2026, 9, 2)
TODAY = date(2026, 10, 20)
MATTER = Matter(BEGAN, is_partys=True)
WHY = "Två handläggare har slutat och en läkare är borta."
WHO = "Eva Lind, enhetschef, punkt 4.7"


def said(kind: Kind, on: date = date(2026, 9, 10), **more: object) -> Said:
    full = {"text": WHY, "who": WHO if kind is Kind.REFUSED else ""}
    if kind is Kind.ORDERED:
        full["until"] = on + timedelta(days=30)  # type: ignore[assignment]
    return Said(kind, on, **(full | more))  # type: ignore[arg-type]


def fields(found: list) -> list[str]:
    return [one.field for one in found]


ASKED = said(Kind.ASKED)
REFUSED = said(Kind.REFUSED, date(2026, 9, 20))
APPEALED = said(Kind.APPEALED, date(2026, 10, 1))
FORWARDED = said(Kind.FORWARDED, date(2026, 10, 2))
CHAIN = [ASKED, REFUSED, APPEALED, FORWARDED]


def test_the_party_may_ask_when_six_months_have_gone():
    assert may_ask_from(MATTER) == FIRST
    assert may_ask_from(Matter(date(2026, 8, 31), True)) == date(2027, 2, 28)
    early = obstacles_to_noting(said(Kind.ASKED, FIRST - timedelta(days=1)), [], MATTER, today=TODAY)
    assert fields(early) == ["on"] and early[0].law == "FL 12 §"
    assert obstacles_to_noting(said(Kind.ASKED, FIRST), [], MATTER, today=TODAY) == []


def test_it_is_asked_once():
    again = obstacles_to_noting(said(Kind.ASKED, date(2026, 10, 1)), [ASKED], MATTER, today=TODAY)
    assert fields(again) == ["kind"] and "en gång" in again[0].text


def test_only_of_what_the_party_began():
    found = obstacles_to_noting(said(Kind.NOTIFIED), [], Matter(BEGAN, is_partys=False), today=TODAY)
    assert len(found) == 1 and "ansökan" in found[0].text


def test_each_comes_after_what_it_follows_on_and_on_no_earlier_day():
    for number, one in enumerate(CHAIN):
        assert obstacles_to_noting(one, CHAIN[:number], MATTER, today=TODAY) == []
        if number:
            assert fields(obstacles_to_noting(one, CHAIN[: number - 1], MATTER, today=TODAY)) == ["kind"]
            before = said(one.kind, CHAIN[number - 1].on - timedelta(days=1))
            assert "on" in fields(obstacles_to_noting(before, CHAIN[:number], MATTER, today=TODAY))
    ordered = said(Kind.ORDERED, date(2026, 10, 10))
    assert obstacles_to_noting(ordered, CHAIN, MATTER, today=TODAY) == []
    assert fields(obstacles_to_noting(said(Kind.UPHELD, TODAY), [*CHAIN, ordered], MATTER, today=TODAY)) == [
        "kind"
    ]


@pytest.mark.parametrize(
    ("one", "field"),
    [
        (said(Kind.NOTIFIED, TODAY + timedelta(days=1)), "on"),
        (said(Kind.NOTIFIED, BEGAN - timedelta(days=1)), "on"),
        (said(Kind.NOTIFIED, text="  kort   "), "text"),
        (said(Kind.NOTIFIED, until=date(2026, 9, 9)), "until"),
        (said(Kind.ASKED, until=TODAY), "until"),
    ],
)
def test_what_is_said_wrongly_is_answered_at_its_field(one, field):
    assert fields(obstacles_to_noting(one, [], MATTER, today=TODAY)) == [field]


def test_a_refusal_has_reasons_and_somebody_who_decided_and_an_order_a_day():
    assert fields(
        obstacles_to_noting(said(Kind.REFUSED, text="", who=" "), [ASKED], MATTER, today=TODAY)
    ) == [
        "text",
        "who",
    ]
    assert fields(
        obstacles_to_noting(said(Kind.ORDERED, date(2026, 10, 9), until=None), CHAIN, MATTER, today=TODAY)
    ) == ["until"]


def test_the_four_weeks_run_until_it_is_refused_or_decided():
    assert asked_on(MATTER, []) is None
    assert asked_on(MATTER, [ASKED]) == ASKED.on
    assert asked_on(MATTER, [ASKED, REFUSED]) is None
    assert asked_on(Matter(BEGAN, True, ended_on=TODAY), [ASKED]) is None


def test_after_the_end_only_what_was_before_it_is_noted():
    ended = Matter(BEGAN, True, ended_on=date(2026, 9, 12))
    assert obstacles_to_noting(said(Kind.NOTIFIED), [], ended, today=TODAY) == []
    assert fields(obstacles_to_noting(said(Kind.NOTIFIED, date(2026, 9, 13)), [], ended, today=TODAY)) == [
        "on"
    ]


def test_what_waits():
    assert waits(MATTER, [], today=FIRST - timedelta(days=1)) is None
    silent = waits(MATTER, [], today=FIRST)
    assert silent is not None and silent.since == FIRST and silent.law == "FL 11 §"
    told = said(Kind.NOTIFIED, BEGAN, until=TODAY)
    assert waits(MATTER, [told], today=TODAY) is None
    passed = waits(MATTER, [told], today=TODAY + timedelta(days=1))
    assert passed is not None and passed.since == TODAY
    assert waits(MATTER, [said(Kind.NOTIFIED)], today=date(2027, 12, 1)) is None
    assert waits(MATTER, [ASKED, REFUSED, APPEALED], today=TODAY).law == "FL 46 §"  # type: ignore[union-attr]
    ordered = said(Kind.ORDERED, date(2026, 10, 10))
    assert waits(MATTER, [*CHAIN, ordered], today=TODAY).due_on == ordered.until  # type: ignore[union-attr]
    assert waits(Matter(BEGAN, False), [], today=TODAY) is None
    assert waits(Matter(BEGAN, True, ended_on=TODAY), [], today=TODAY) is None


def test_of_the_same_day_the_one_written_last():
    first, then = said(Kind.NOTIFIED, until=TODAY), said(Kind.NOTIFIED, until=None)
    assert latest([first, then], Kind.NOTIFIED) is then


def test_what_something_rests_on_is_not_taken_away():
    assert obstacles_to_withdrawing([REFUSED], stands=True, why=WHY) != []
    assert obstacles_to_withdrawing([ASKED], stands=True, why=WHY) == []
    assert fields(obstacles_to_withdrawing([], stands=True, why="nej")) == ["why"]
    assert obstacles_to_withdrawing([], stands=False, why=WHY) != []


@given(st.lists(st.sampled_from(list(Kind)), max_size=12))
def test_what_may_be_noted_next_never_lacks_what_it_follows_on(order):
    stand: list[Said] = []
    for kind in order:
        if kind in next_kinds(stand):
            stand.append(said(kind))
    has = [one.kind for one in stand]
    for number, kind in enumerate(has):
        assert set(AFTER.get(kind, ())) <= set(has[:number])
        assert kind is Kind.NOTIFIED or has.count(kind) == 1
    assert not {Kind.ORDERED, Kind.UPHELD} <= set(has)
