"""What fits, what stands in the way, and how days are counted: without a database."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from samtid.ground.sweden import SWEDEN, swedish_day
from samtid.steps.placements import rules
from samtid.steps.placements.rules import Stay
from samtid.steps.placements.words import Destination, Done, Fit, Ground, HomeKind

ON = date(2026, 11, 21)
AT = datetime(2026, 11, 21, 10, tzinfo=SWEDEN)
GOOD = {
    "kind": HomeKind.FAMILY_HOME,
    "capacity": 2,
    "has_place": True,
    "age_to": 12,
    "takes_siblings": True,
    "distance_km": 40,
    "languages": "finska",
    "approved_on": date(2025, 1, 1),
}


def moment(day: int, hour: int = 12, month: int = 12, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=SWEDEN)


@pytest.mark.parametrize(
    ("home", "wish", "fit", "sentence"),
    [
        ({}, {"age": 9, "siblings": 1, "within_km": 50, "language": "Finska"}, Fit.FITS, ""),
        ({"has_place": False}, {}, Fit.NO, "tar inte emot den natten"),
        ({}, {"age": 13}, Fit.NO, "barnet är 13"),
        ({"takes_siblings": False}, {"siblings": 1}, Fit.NO, "inte emot syskon"),
        ({}, {"siblings": 2}, Fit.NO, "syskonen är 3"),
        ({"has_pets": True}, {"without_pets": True}, Fit.NO, "djur"),
        ({}, {"within_km": 10}, Fit.NO, "40 km"),
        ({"distance_km": None}, {"within_km": 10}, Fit.ASK, "inte känt"),
        ({}, {"language": "tigrinja"}, Fit.ASK, "tigrinja"),
        ({"approved_on": None}, {}, Fit.NO, "godkänt av nämnden"),
        ({"approved_on": ON + timedelta(1)}, {}, Fit.NO, "godkänt av nämnden"),
        ({"approved_to": ON}, {}, Fit.FITS, ""),
        ({"approved_to": ON - timedelta(1)}, {}, Fit.NO, "gick ut"),
        ({"closed_on": ON}, {}, Fit.NO, "stängt"),
        ({"closed_on": ON + timedelta(1)}, {}, Fit.FITS, ""),
    ],
)
def test_a_home_fits_or_says_why_not(home, wish, fit, sentence):
    found = rules.match(rules.Home(**GOOD | home), rules.Wish(on=ON, **wish))
    assert found.fit is fit
    assert sentence in " ".join([*(str(one) for one in found.why_not), *found.asks])


@pytest.mark.parametrize(
    ("ground", "before", "after"),
    [
        (Ground.ENVIRONMENT, "LVU 2 §", "Lag (2026:1600) 3 kap. 2 §"),
        (Ground.BEHAVIOUR, "LVU 3 §", "Lag (2026:1600) 3 kap. 3 §"),
        (Ground.ATTACHMENT, "", "Lag (2026:1600) 3 kap. 5 §"),
        (Ground.CONSENT, "SoL 11 kap. 1 §", "SoL 11 kap. 1 §"),
    ],
)
def test_the_paragraph_is_that_of_the_day(ground, before, after):
    assert rules.citation(ground, date(2026, 12, 31)) == before
    assert rules.citation(ground, date(2027, 1, 1)) == after
    assert (ground in rules.grounds_on(date(2026, 12, 31))) is bool(before)


def test_attachment_is_no_ground_before_new_year():
    [why] = rules.obstacles_to_ground(Ground.ATTACHMENT, ON, newest=None, on=ON)
    assert why.law == "Lag (2026:1600) 3 kap. 5 §"
    assert not rules.obstacles_to_ground(Ground.ATTACHMENT, date(2027, 1, 1), newest=ON, on=date(2027, 1, 1))


def test_days_are_midnights_and_the_day_of_a_move_is_the_new_homes():
    stays = [
        Stay(moment(30, 23), moment(31, 23), "Jourhem", "A", ((date(2026, 1, 1), 100),)),
        Stay(
            moment(31, 23),
            moment(2, 9, 1, 2027),
            "Familjehem",
            "B",
            ((date(2026, 1, 1), 10), (date(2027, 1, 1), 20)),
        ),
    ]
    found = rules.care_days(stays, date(2026, 12, 1), date(2027, 2, 1))
    assert found["Jourhem", "A"] == rules.Days(1, 100, 0)
    assert found["Familjehem", "B"] == rules.Days(2, 30, 0), (
        "31 December by the old price, New Year's Day by the new"
    )
    assert rules.care_days(stays, date(2027, 1, 1), date(2027, 2, 1)) == {
        ("Familjehem", "B"): rules.Days(1, 20, 0)
    }


def test_who_comes_and_leaves_the_same_day_has_no_night_and_no_price_is_told():
    assert rules.care_days([Stay(moment(5, 8), moment(5, 20))], date(2026, 12, 1), date(2027, 1, 1)) == {}
    assert (
        rules.care_days([Stay(moment(5), moment(7))], date(2026, 12, 1), date(2027, 1, 1))["", ""].unpriced
        == 2
    )


@given(
    some.lists(some.integers(0, 24 * 400), min_size=2, max_size=9, unique=True),
    some.integers(0, 430),
    some.integers(0, 430),
)
def test_moves_lose_no_night_and_count_none_twice(hours, one, other):
    """From the first arrival to the last leaving: as many nights in pieces as in one, in whatever months one cuts."""
    start = datetime(2026, 3, 1, tzinfo=SWEDEN)
    times = [start + timedelta(hours=n) for n in sorted(hours)]
    stays = [Stay(a, b, "x", str(n)) for n, (a, b) in enumerate(itertools.pairwise(times))]
    first, last = swedish_day(times[0]), swedish_day(times[-1])
    assert sum(days.days for days in rules.care_days(stays, first, last).values()) == (last - first).days
    cut = first + timedelta(days=min(one, other, (last - first).days))
    parts = [rules.care_days(stays, first, cut), rules.care_days(stays, cut, last)]
    assert sum(days.days for part in parts for days in part.values()) == (last - first).days
    assert rules.gaps(stays, times[0], times[-1]) == []


def test_a_gap_is_told_from_moment_to_moment():
    stays = [Stay(moment(1), moment(2)), Stay(moment(4), None)]
    assert rules.gaps(stays, moment(1), moment(9)) == [(moment(2), moment(4))]
    assert rules.gaps(stays[:1], moment(1), moment(9)) == [(moment(2), moment(9))]


@pytest.mark.parametrize(
    ("changed", "law"),
    [
        ({"has_decision": False}, "SoL 22 kap. 2 §"),
        ({"why_not": "nej"}, "SoL 22 kap. 1 §"),
        ({"born_on": date(2005, 11, 20)}, "SoL 22 kap. 2 §"),
        ({"ground": Ground.ATTACHMENT}, "Lag (2026:1600) 3 kap. 5 §"),
        ({"starts_at": AT + timedelta(minutes=1)}, ""),
        ({"starts_at": AT - timedelta(days=400)}, ""),
        ({"in_care": True}, ""),
        ({"is_closed": True}, ""),
        ({"ground": Ground.CUSTODY, "missing": "Steget saknas."}, "LVU 6 §"),
    ],
)
def test_what_stands_in_the_way_of_placing_a_child_says_why(changed, law):
    said = {
        "at": AT,
        "starts_at": AT,
        "born_on": date(2015, 1, 1),
        "in_care": False,
        "is_closed": False,
        "has_decision": True,
        "ground": Ground.CONSENT,
        "missing": "",
        "alternatives": [],
        "why_not": "Mormor orkar inte längre.",
    }
    assert not rules.obstacles_to_beginning(**said)
    assert law in [one.law for one in rules.obstacles_to_beginning(**said | changed)]


@pytest.mark.parametrize(
    ("wrong", "law"),
    [
        ({"has_place": False}, "SoL 22 kap. 1 §"),
        ({"approved_on": None}, "SoL 22 kap. 2 §"),
        ({"approved_to": ON - timedelta(1)}, "SoL 22 kap. 2 §"),
        ({"closed_on": ON}, ""),
    ],
)
def test_a_child_who_is_in_a_home_is_written_there_with_a_reason_of_ten_letters(wrong, law):
    home = rules.Home(**GOOD | wrong)
    [why] = rules.obstacles_to_place(home, ON, anyway="för mycket"[:9])
    assert (why.law, why.field) == (law, "anyway")
    assert not rules.obstacles_to_place(home, ON, anyway="för mycket")
    assert rules.needs_a_reason(home, ON) and not rules.needs_a_reason(rules.Home(**GOOD), ON)


@dataclass
class Visit:
    planned_on: date | None
    planned_at: datetime = AT
    held_at: datetime | None = None


@pytest.mark.parametrize(
    ("visits", "in_force"),
    [
        ([], None),
        ([Visit(None, AT, AT)], None),
        ([Visit(ON)], 0),
        ([Visit(ON, AT), Visit(ON - timedelta(3), AT + timedelta(1))], 1),
        ([Visit(ON - timedelta(3), AT + timedelta(1)), Visit(ON, AT)], 0),
        ([Visit(ON, AT), Visit(ON, AT + timedelta(1), AT)], None),
        ([Visit(ON, AT), Visit(None, AT, AT)], None),
        ([Visit(ON + timedelta(1), AT), Visit(None, AT, AT)], 0),
        ([Visit(ON, AT + timedelta(hours=1)), Visit(None, AT, AT)], 0),
    ],
)
def test_one_plan_is_in_force_the_one_that_was_made_last_until_a_visit_is_held(visits, in_force):
    for order in (visits, visits[::-1]):
        assert rules.plan_in_force(order) is (None if in_force is None else visits[in_force])


@pytest.mark.parametrize(
    ("starts", "touches", "refused"),
    [
        *[
            (0, True, True),
            (1, True, False),
            (47, True, False),
            (48, True, True),
            (-1, True, True),
            (49, True, True),
        ],
        *[(0, False, False), (-1, False, True)],
    ],
)
def test_a_corrected_stay_is_between_its_neighbours(starts, touches, refused):
    earlier = AT - timedelta(hours=72)
    found = rules.obstacles_to_correcting(
        at=AT,
        starts_at=earlier + timedelta(hours=starts),
        earlier=earlier,
        touches=touches,
        later=earlier + timedelta(hours=48),
        is_corrected=False,
        same=False,
        moves_what_ended=False,
        was=earlier + timedelta(hours=24),
        why="Det var en annan timme",
    )
    assert [one.field for one in found] == (["starts_at"] if refused else [])


def test_a_home_is_not_approved_without_its_minutes_and_the_registers():
    said = {
        "kind": HomeKind.FAMILY_HOME, "name": "Provdals", "valid_from": ON, "newest": None, "capacity": 2, "age_from": 0,
        "age_to": 17, "distance_km": 50, "price_per_day": 900, "approved_on": ON, "approved_to": None, "approved_by": "", "agreement_on": None,
        "register_checked_on": None, "on": ON,
    }  # fmt: skip
    assert {one.law for one in rules.obstacles_to_home(**said)} == {"SoL 22 kap. 2 §", "SoF 3 kap. 3 §"}
    assert not rules.obstacles_to_home(**said | {"kind": HomeKind.RESIDENTIAL})
    [why] = rules.obstacles_to_home(**said | {"approved_on": None, "newest": ON + timedelta(1)})
    assert why.field == "valid_from"


@pytest.mark.parametrize(
    ("moved", "is_there", "refused"),
    [(0, True, True), (-1, True, True), (1, True, False), (0, False, False), (-1, False, True)],
)
def test_a_move_is_after_the_child_came_and_may_close_a_gap_at_once(moved, is_there, refused):
    since = AT - timedelta(days=2)
    found = rules.obstacles_to_moving(
        at=AT,
        moved_at=since + timedelta(hours=moved),
        since=since,
        is_there=is_there,
        same_home=False,
        has_ended=False,
    )
    assert bool(found) is refused


def test_the_end_says_where_to():
    said = {"at": AT, "ended_at": AT, "since": AT - timedelta(1), "has_ended": False, "comment": ""}
    assert [one.field for one in rules.obstacles_to_ending(**said, destination=None)] == ["destination"]
    assert [one.field for one in rules.obstacles_to_ending(**said, destination=Destination.OTHER)] == [
        "comment"
    ]
    assert not rules.obstacles_to_ending(**said, destination=Destination.HOME)


def test_only_a_clock_that_runs_is_met():
    said = {
        "began_on": ON,
        "on": ON,
        "today": ON,
        "text": "Vården behövs, SN AU § 3",
        "in_emergency_home": False,
        "withheld": False,
        "is_noted": False,
    }
    assert rules.obstacles_to_considering(Done.CUSTODY, ["CH-10"], **said)[0].law.startswith(
        "SoL 22 kap. 14 §"
    )
    assert not rules.obstacles_to_considering(Done.CONSIDERED, ["CH-10"], **said)
    assert rules.obstacles_to_considering(Done.INVESTIGATED, [], **said)


def test_the_child_is_spoken_with_alone_or_it_is_said_why_not():
    said = {"at": AT, "held_at": AT, "began_at": AT - timedelta(days=1), "ended_at": None, "minutes": 40}
    [why] = rules.obstacles_to_holding(**said, alone=False, why_not="")
    assert why.law == "SoL 22 kap. 11 §"
    assert not rules.obstacles_to_holding(**said, alone=True, why_not="")


@pytest.mark.parametrize(
    ("born", "age"),
    [(date(2008, 12, 1), 18), (date(2008, 2, 29), None), (date(2011, 11, 21), 15), (None, None)],
)
def test_an_age_that_changes_what_applies_is_told_ahead(born, age):
    found = rules.turns(born, ON)
    assert (found[0] if found else None) == age


def test_when_the_secretary_comes_is_the_municipalitys_to_say():
    began, last = ON - timedelta(days=200), ON - timedelta(days=20)
    assert rules.visit_due(began, [last, began], 60) == ON + timedelta(days=40)
    assert rules.visit_due(began, [], 90) == began + timedelta(days=90)
    assert rules.visit_due(began, [last], None) is None
