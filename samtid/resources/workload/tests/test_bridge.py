"""Bron till kärnan: from rows to a forecast, on good days and bad."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import pairwise

import pytest

from samtid.resources.workload import bridge
from samtid.resources.workload.words import Counter, World

from .make import TODAY, facts


@pytest.fixture(scope="module")
def made():
    return bridge.forecasts(facts(), seed=3)


def test_the_same_facts_and_seed_give_the_same_forecast(made):
    assert json.dumps(made) == json.dumps(bridge.forecasts(facts(), seed=3))


def test_every_unit_is_told_of_in_every_world(made):
    worlds = [(one["world"], one["other"]) for one in made[0]["worlds"]]

    assert worlds[0] == (World.NOW, None)
    assert {world for world, _ in worlds} == {str(world) for world in World}
    assert (World.MERGED, 2) in worlds


def test_a_chance_lies_in_its_interval_and_between_none_and_all(made):
    told = [one for unit in made for one in unit["risks"] if one.get("chance") is not None]

    assert told
    assert all(0 <= one["low"] <= one["chance"] <= one["high"] <= 1 for one in told)


def test_what_may_break_has_something_that_can_be_done(made):
    likely = [one for unit in made for one in unit["risks"] if one.get("counter")]

    assert likely
    assert all(one["chance"] >= bridge.WORTH_ACTING for one in likely)
    assert all(one["counter"] in {str(word) for word in Counter if word} for one in likely)
    assert all(one["then"] <= one["chance"] for one in likely if one.get("then") is not None)


def test_the_world_as_it_is_differs_from_itself_in_nothing(made):
    now = made[0]["worlds"][0]["told"]

    assert now["more_broken"] == now["more_in_hand"] == [0, 0, 0]


def test_weeks_go_over_new_year_and_the_clock_that_is_moved(made):
    weeks = made[0]["worlds"][0]["told"]["weeks"]

    assert weeks[0] == "2027-01-04"
    assert len(weeks) == 26
    assert all(
        date.fromisoformat(later) - date.fromisoformat(earlier) == timedelta(days=7)
        for earlier, later in pairwise(weeks)
    )


def test_a_municipality_without_history_is_told_how_much_is_needed():
    [one] = bridge.forecasts({"today": TODAY.isoformat(), "units": facts(1)["units"], "limits": []})

    assert "20 avslutade frister" in one["why_not"]
    assert (one["risks"], one["worlds"], one["history_from"]) == ([], [], None)
    assert one["proof"] == {"asked": 0, "needed": 20}


def test_a_unit_with_three_matters_says_nothing_though_another_does():
    told = facts(1)
    few = facts(1, count=3, seed=9, open_now=2)
    told["units"].append({"id": 9, "kind": "adults", "staff": [[900, "2020-01-01", "infinity"]]})
    told["limits"] += [
        [9, *row[1:5], row[5] and row[5].replace("00000001-", "00000009-"), None] for row in few["limits"]
    ]
    own, other = bridge.forecasts(told)

    assert own["risks"] and not own["why_not"]
    assert other["why_not"] == "Det behövs 20 avslutade frister i enheten. Det finns 3."
    assert other["risks"] == []


def test_a_unit_where_nobody_works_says_so():
    assert bridge.forecasts(facts(1, staff=0))[0]["why_not"] == "Ingen handläggare arbetar i enheten."


def test_when_everybody_has_their_last_day_today_what_is_open_is_likely_to_break():
    told = facts(1)
    for row in told["units"][0]["staff"]:
        row[2] = TODAY.isoformat()
    stays = {one["clock"]: one for one in bridge.forecasts(facts(1))[0]["risks"]}
    [gone] = bridge.forecasts(told)

    told_of = [one for one in gone["risks"] if one.get("chance") is not None]
    more = [one["chance"] - stays[one["clock"]]["chance"] for one in told_of]
    assert len(more) > 5
    assert min(more) >= -0.02
    assert sum(more) / len(more) > 0.2


def test_a_limit_that_has_broken_is_no_forecast():
    told = facts(1)
    told["limits"].append([1, "CH-02", "2026-11-01", None, "2026-11-15", "broken", 100])

    assert "broken" not in {one["clock"] for one in bridge.forecasts(told)[0]["risks"]}


def test_one_alone_is_never_tried_as_one_fewer():
    [one] = bridge.forecasts(facts(1, staff=1))

    assert World.FEWER not in {world["world"] for world in one["worlds"]}


def test_what_nobody_here_is_late_with_is_left_out():
    told = facts(1)
    open_now = {row[5]: row[1] for row in told["limits"] if row[5]}
    [one] = bridge.forecasts(told, not_ours={"CH-05"})

    assert {open_now[risk["clock"]] for risk in one["risks"]} == {"CH-02"}
    assert set(open_now.values()) == {"CH-02", "CH-05"}
