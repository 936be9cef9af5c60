"""Every rule gives the days that were worked out by hand."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from samtid.ground.law import catalogue
from samtid.ground.law.tests.vectors import AGAIN, MOMENTS, VECTORS, Vector, day

ROWS = [(rule_id, vector) for rule_id, vectors in VECTORS.items() for vector in vectors]


def test_every_rule_has_a_vector_and_every_vector_a_rule() -> None:
    assert {rule.id for rule in catalogue.ALL} == set(VECTORS)


def test_only_counted_rules_give_a_day() -> None:
    for rule in catalogue.ALL:
        assert rule.latest.is_counted == (VECTORS[rule.id][0][1] is not None), rule.id


def test_every_rule_that_comes_back_has_a_vector_for_the_later_round() -> None:
    assert {rule.id for rule in catalogue.ALL if rule.latest.then} == set(AGAIN)


@pytest.mark.parametrize(("rule_id", "vector"), ROWS, ids=[f"{row[0]}-{row[1][0]}" for row in ROWS])
def test_a_rule_gives_the_legal_and_the_rolled_day(rule_id: str, vector: Vector) -> None:
    start, legal, rolled = vector

    due = catalogue.get(rule_id).due(date.fromisoformat(start))

    assert (due.legal, due.rolled) == (day(legal), day(rolled))


@pytest.mark.parametrize(("rule_id", "vector"), AGAIN.items(), ids=AGAIN.keys())
def test_a_later_round_counts_from_the_last_one(rule_id: str, vector: Vector) -> None:
    start, legal, rolled = vector

    due = catalogue.get(rule_id).due(date.fromisoformat(start), later_round=True)

    assert (due.legal, due.rolled) == (day(legal), day(rolled))


@pytest.mark.parametrize(("rule_id", "moments"), MOMENTS.items(), ids=MOMENTS.keys())
def test_hours_run_from_the_moment(rule_id: str, moments: tuple[str, str]) -> None:
    start, ends = moments

    due = catalogue.get(rule_id).due(datetime.fromisoformat(start))

    assert due.moment is not None
    assert due.moment.isoformat() == ends
    assert due.legal == due.moment.date()
    assert due.rolled is None
