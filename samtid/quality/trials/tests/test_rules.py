"""Reglerna för ett försök: what is said before it begins, how often one may look, and what is counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from samtid.quality.trials import counting, rules
from samtid.quality.trials.counting import Told
from samtid.quality.trials.words import Method, Outcome, State, Way

from .make import a_plan, months

TODAY = date(2026, 12, 1)
KNOWN = {"investigation_days": 1, "reinvestigated": 3}
PLAN = a_plan(date(2027, 1, 1), date(2027, 6, 30), tries=frozenset({1}))


def told(found) -> str:
    return " ".join(one.text for one in found)


def test_a_whole_plan_is_taken():
    assert rules.obstacles_to_planning(PLAN, KNOWN, TODAY) == []


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"name": " "}, "namn"),
        ({"changed": ""}, "görs på ett annat sätt"),
        ({"hypothesis": ""}, "tror ska hända"),
        ({"hypothesis": "20120314-2391 ska få hjälp."}, "personnummer"),
        ({"indicator": "finns-inte"}, "siffra som finns"),
        ({"looks": 0}, "Mellan en och"),
        ({"looks": 5}, "Mellan en och"),
        ({"months": 5}, "månader"),
        ({"starts_on": TODAY - timedelta(days=1)}, "innan det börjar"),
        ({"starts_on": date(2029, 1, 1), "ends_on": date(2029, 12, 31)}, "kontrollera året"),
        ({"ends_on": date(2030, 6, 30)}, "högst tre år"),
        ({"ends_on": date(2027, 5, 30)}, "minst 5 hela månader under"),
        ({"ends_on": None}, "sista dagen"),
        ({"tries": frozenset()}, "minst en enhet"),
        ({"beside": frozenset({1}), "method": Method.OTHERS}, "inte båda"),
        ({"method": Method.OTHERS}, "att jämföra med"),
        ({"beside": frozenset({2})}, "bara när ni räknar mot andra"),
        ({"indicator": "reinvestigated"}, "minst 6 hela kvartal före"),
        (
            {
                "indicator": "reinvestigated",
                "months": 18,
                "starts_on": date(2027, 2, 1),
                "ends_on": date(2028, 9, 30),
            },
            "6 hela kvartal före",
        ),
        (
            {
                "indicator": "reinvestigated",
                "months": 36,
                "starts_on": date(2027, 2, 1),
                "ends_on": date(2028, 5, 31),
            },
            "5 hela kvartal under",
        ),
    ],
)
def test_each_thing_that_is_missing_is_said(changed, says):
    assert says in told(rules.obstacles_to_planning(replace(PLAN, **changed), KNOWN, TODAY))


def test_periods_count_when_they_lie_whole_within():
    january = (date(2027, 1, 1), date(2027, 1, 31))
    assert rules.whole_periods(date(2026, 12, 2), date(2027, 2, 27)) == [january]
    assert rules.whole_periods(date(2026, 12, 1), date(2027, 2, 28))[1:2] == [january]
    assert rules.whole_periods(date(2026, 11, 1), date(2027, 6, 29), 3) == [
        (date(2027, 1, 1), date(2027, 3, 31))
    ]
    assert rules.months_before(date(2027, 1, 31), 13) == date(2025, 12, 1)
    assert rules.months_before(date(2026, 12, 1), -1) == date(2027, 1, 1)
    assert rules.last_counted(date(2026, 11, 1), date(2027, 6, 29), 3) == date(2027, 3, 31)
    assert rules.last_counted(date(2026, 11, 2), date(2026, 11, 20), 1) == date(2026, 11, 20)


def state(**said):
    first = {
        "begun_on": TODAY,
        "starts_on": date(2027, 1, 1),
        "ends_on": date(2027, 6, 30),
        "is_stopped": False,
        "is_decided": False,
        "is_closed": False,
        "today": date(2027, 2, 1),
    }
    return rules.state_of(**(first | said))


def test_where_a_trial_is():
    assert state(begun_on=None) is State.PLANNED
    assert state(today=date(2026, 12, 31)) is State.WAITS
    assert state(today=date(2027, 6, 30)) is State.RUNS
    assert state(today=date(2027, 7, 1)) is State.ENDED
    assert state(is_stopped=True) is State.ENDED, "the same day"
    assert state(is_decided=True) is State.DECIDED
    assert state(is_closed=True) is State.CLOSED


def looking(**said):
    return rules.obstacles_to_looking(
        **({"looked": 0, "looks": 2, "is_ended": False, "state": State.RUNS} | said)
    )


def test_no_more_looks_than_were_said_and_the_last_when_it_is_over():
    assert looking() == []
    assert "sista gången" in told(looking(looked=1))
    assert looking(looked=1, is_ended=True, state=State.ENDED) == []
    assert "Fler blickar" in told(looking(looked=2, is_ended=True, state=State.ENDED))
    assert "medan försöket pågår" in told(looking(state=State.PLANNED))
    assert "sista gången" in told(looking(looks=1)), "with one look there is none on the way"


def deciding(**said):
    first = {
        "state": State.ENDED, "is_counted": True, "is_stopped": False, "unanswered": 0, "follow_on": TODAY + timedelta(days=400), "today": TODAY,
    }  # fmt: skip
    return rules.obstacles_to_deciding(said.pop("outcome", Outcome.KEEP), **(first | said))


def test_decided_when_it_is_over_counted_and_every_limit_answered():
    assert deciding() == [] and deciding(outcome=Outcome.STOP, follow_on=None) == []
    assert "pågår" in told(deciding(state=State.RUNS))
    assert "Välj" in told(deciding(outcome=None))
    assert "Räkna först" in told(deciding(is_counted=False))
    assert "Räkna först" in told(deciding(is_counted=False, is_stopped=True))
    assert deciding(outcome=Outcome.STOP, follow_on=None, is_counted=False, is_stopped=True) == []
    assert "redan beslutat" in told(deciding(state=State.DECIDED))
    assert "skyddsgränsen" in told(deciding(unanswered=1))
    assert "om det höll" in told(deciding(follow_on=None))
    assert "kommer" in told(deciding(follow_on=TODAY))


def beginning(**said):
    first = {"guards": 1, "starts_on": TODAY, "today": TODAY, "crowded": [], "insists": False}
    return told(rules.obstacles_to_beginning(**(first | said)))


def test_a_plan_is_settled_before_its_first_day_with_a_limit():
    assert beginning() == ""
    assert "skyddsgräns" in beginning(guards=0)
    assert "Första dagen har gått" in beginning(starts_on=TODAY - timedelta(days=1))
    assert "annat sätt" in beginning(changed=["x"], insists=True)
    for asked in ({"crowded": ["Norr"]}, {"unwatched": ["Norr"]}):
        assert "Norr" in beginning(**asked) and beginning(**asked, insists=True) == ""


def row(unit: int, first: date, values, weight: float = 10, adds: bool = False) -> list[Told]:
    return [
        Told(unit, begins, ends, value, weight, adds)
        for (begins, ends), value in zip(months(first, len(values)), values, strict=True)
        if value is not None
    ]


BEFORE = [40, 42, 39, 41, 40, 43, 38, 41, 40, 42, 39, 41]


def counted(method: Method, values: list[Told], **said):
    first = {
        "tries": frozenset({1}), "beside": frozenset({2}), "months": 12, "starts_on": date(2027, 1, 1),
        "ends_on": date(2027, 6, 30), "looks": 1,
    }  # fmt: skip
    return counting.counted(method, values, **(first | said))


def test_only_whole_periods_on_each_side_are_counted():
    values = row(1, date(2025, 12, 1), [99, *BEFORE, 30, 31, 29, 30, 31, 29, 99])
    found = counted(Method.BEFORE, values)
    assert found is not None and (found.before, found.during) == (12, 6)
    assert found.size == pytest.approx(30 - sum(BEFORE) / 12) and found.is_told
    short = counted(Method.BEFORE, values, starts_on=date(2027, 1, 2), ends_on=date(2027, 7, 31))
    assert short is not None and (short.before, short.during) == (12, 6), (
        "what began in the middle of a month is neither"
    )


def test_what_happens_in_the_others_too_is_taken_away():
    own = row(1, date(2026, 1, 1), [*BEFORE, 30, 31, 29, 30, 31, 29])
    same = [replace(one, unit=2, value=one.value + (-1 if place % 2 else 1)) for place, one in enumerate(own)]
    found = counted(Method.OTHERS, [*own, *same])
    assert found is not None and not found.is_told
    assert counted(Method.OTHERS, own) is None, "nothing to compare with"


def test_a_month_that_is_not_told_of_is_no_month_but_takes_its_time():
    values = row(
        1, date(2026, 1, 1), [10.0 + n for n in range(8)] + [None] * 4 + [22.0 + n for n in range(6)]
    )
    found = counted(Method.TREND, values)
    assert found is not None and found.size == pytest.approx(0, abs=1e-9)


def test_a_period_counts_only_when_every_unit_is_told_of():
    one, two = row(1, date(2026, 1, 1), [10.0, 10.0], 10), row(2, date(2026, 1, 1), [20.0], 30)
    assert counting.pooled([*one, *two], frozenset({1, 2})) == {(date(2026, 1, 1), date(2026, 1, 31)): 17.5}
    added = [*row(1, date(2026, 1, 1), [10.0], adds=True), *row(2, date(2026, 1, 1), [90.0], adds=True)]
    assert [*counting.pooled(added, frozenset({1, 2})).values()] == [100.0]


def test_the_sentence_says_what_may_be_said():
    values = row(1, date(2026, 1, 1), [*BEFORE, 30, 31, 29, 30, 31, 29])
    found = counted(Method.BEFORE, values)
    assert "Det talar för hypotesen" in counting.sentence(found, Way.LOWER, 0, "dagar")
    assert "tvärtom" in counting.sentence(found, Way.HIGHER, 0, "dagar")
    same = counted(Method.BEFORE, row(1, date(2026, 1, 1), [*BEFORE, *BEFORE[:6]]))
    assert "slump" in counting.sentence(same, Way.LOWER, 0, "dagar")
    stopped = counting.sentence(found, Way.LOWER, 0, "%", is_stopped=True)
    assert "inget säkert" in stopped and "procentenheter" in stopped
    assert "inte att säga" in counting.sentence(None, Way.LOWER, 0, "dagar")
