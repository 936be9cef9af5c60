"""The rules of being away, without a database: which day, which visits, and what is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from samtid.ground.sweden import swedish_day, swedish_moment
from samtid.steps.hospital import rules
from samtid.steps.hospital.rules import Said, State, discharge_rule, newly, state
from samtid.steps.hospital.words import Begin, Kind, Why

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
DAY = date(2026, 11, 21)
ADMITTED, CALLED = Said(Kind.ADMITTED, date(2026, 11, 18)), Said(Kind.CALLED, date(2026, 11, 19))


def moment(day: date, hour: int = 0, minute: int = 0) -> datetime:
    return swedish_moment(day, time(hour, minute))


def due(*rows: Said) -> date | None:
    liable = state(Why.HOSPITAL, rows, AT).liable
    if liable is None:
        return None
    rule, since = liable
    return rule.due(since).legal


@pytest.mark.parametrize(
    ("on", "clock", "wanted"),
    [
        # the law's own vectors (ground/law/tests/vectors.py), over Christmas and New Year, and the minutes round noon
        (date(2026, 12, 23), time(11, 59), date(2026, 12, 26)),
        (date(2026, 12, 23), time(12, 0), date(2026, 12, 26)),
        (date(2026, 12, 23), time(12, 1), date(2026, 12, 27)),
        (date(2026, 12, 30), time(0, 0), date(2027, 1, 2)),
        (date(2026, 12, 30), time(23, 59), date(2027, 1, 3)),
        (date(2027, 3, 26), time(9, 0), date(2027, 3, 29)),
    ],
)
def test_the_hour_of_the_notice_decides_the_day(on, clock, wanted):
    assert due(ADMITTED, CALLED, Said(Kind.READY, on, clock)) == wanted


def test_noon_itself_is_not_after_noon():
    assert [discharge_rule(time(12, minute)).id for minute in (0, 1)] == ["AD-07", "AD-07b"]


def test_nothing_is_counted_before_the_message_the_call_and_the_notice_are_there():
    ready = Said(Kind.READY, DAY, time(10))
    assert due(ADMITTED, CALLED) is None
    assert due(ADMITTED, ready) is None
    assert due(Said(Kind.LEFT, date(2026, 11, 18)), CALLED, ready) is None
    assert state(Why.HOSPITAL, [ADMITTED, ready], AT).missing == ["kallelse till planering"]
    assert due(ADMITTED, CALLED, ready) == date(2026, 11, 24)


def test_a_notice_that_holds_no_longer_counts_nothing_and_a_new_one_counts_anew():
    ready, gone = Said(Kind.READY, DAY, time(10)), Said(Kind.NOT_READY, DAY, time(15))
    assert due(ADMITTED, CALLED, ready, gone) is None
    again = Said(Kind.READY, DAY + timedelta(days=2), time(13))
    assert due(ADMITTED, CALLED, ready, gone, again) == date(2026, 11, 27)


@pytest.mark.parametrize("kind", [Kind.HOME, Kind.MOVED, Kind.DIED])
def test_who_is_home_has_moved_or_died_counts_nothing(kind):
    assert due(ADMITTED, CALLED, Said(Kind.READY, DAY, time(10)), Said(kind, DAY)) is None


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (Said(Kind.LEFT, DAY, time(7)), moment(DAY, 7)),
        (Said(Kind.LEFT, DAY), AT),  # what has begun today is for whoever was there to tell
        (Said(Kind.LEFT, DAY - timedelta(days=1)), moment(DAY)),  # and so is the whole day of the ambulance
        (Said(Kind.LEFT, DAY + timedelta(days=3)), moment(DAY + timedelta(days=3))),
    ],
)
def test_from_when_visits_are_called_off(said, wanted):
    assert rules.away_from(said, AT) == wanted


def test_a_minute_after_midnight_is_the_next_swedish_day():
    late = datetime(2026, 12, 31, 23, 1, tzinfo=UTC)  # 00.01 on New Year's Day here
    assert rules.away_from(Said(Kind.LEFT, swedish_day(late)), late) == late
    assert rules.away_from(Said(Kind.LEFT, date(2026, 12, 31)), late) == moment(date(2027, 1, 1))


def test_only_who_comes_home_from_hospital_is_back_whatever_was_planned():
    planned = Said(Kind.ADMITTED, DAY, until=DAY + timedelta(days=4))
    assert state(Why.HOSPITAL, [planned], AT).back_at is None
    away = Said(Kind.LEFT, DAY, until=DAY + timedelta(days=4))
    assert state(Why.TRAVEL, [away], AT).back_at == moment(DAY + timedelta(days=4))
    home = Said(Kind.HOME, DAY + timedelta(days=2), time(14))
    assert state(Why.TRAVEL, [away, home], AT).back_at == moment(DAY + timedelta(days=2), 14)


def test_home_the_same_day_without_an_hour_is_not_before_one_left():
    now = state(Why.HOSPITAL, [Said(Kind.LEFT, DAY, time(8)), Said(Kind.HOME, DAY)], AT)
    assert now.back_at == now.first_at


def test_what_is_newly_away_and_nothing_else_is_called_off():
    a, b, c, d = (moment(DAY + timedelta(days=n)) for n in range(4))
    assert newly(None, (b, None)) == [(b, None)]
    assert newly((b, None), (b, None)) == []
    assert newly((b, None), (c, None)) == [] and newly((b, None), (b, d)) == []
    assert newly((b, None), (a, None)) == [(a, b)]
    assert newly((b, c), (b, None)) == [(c, None)]
    assert newly((b, c), (a, d)) == [(a, b), (c, d)]
    assert newly((c, d), (a, b)) == [(a, b)]
    assert newly((a, b), None) == []


def faults(said: Said, *rows: Said, why: Why = Why.HOSPITAL, correcting: bool = False) -> list[str]:
    now = state(why, rows, AT) if rows else State()
    return [one.text for one in rules.obstacles_to_step(said, now, why, at=AT, correcting=correcting)]


@pytest.mark.parametrize(
    ("said", "rows", "sentence"),
    [
        (Said(Kind.READY, DAY), (ADMITTED,), "Skriv klockslaget"),
        (Said(Kind.READY, DAY, time(23)), (ADMITTED,), "inte varit än"),
        (Said(Kind.READY, date(2026, 11, 17), time(9)), (ADMITTED,), "borta från 2026-11-18"),
        (Said(Kind.DIED, DAY + timedelta(days=1)), (ADMITTED,), "inte kommit än"),
        (Said(Kind.HOME, DAY + timedelta(days=60)), (ADMITTED,), "för långt fram"),
        (Said(Kind.HOME, DAY - timedelta(days=500)), (ADMITTED,), "mer än ett år sedan"),
        (Said(Kind.ADMITTED, DAY), (ADMITTED,), "redan antecknat"),
        (Said(Kind.NOT_READY, DAY), (ADMITTED,), "inte att personen är utskrivningsklar"),
        (Said(Kind.HOME, DAY), (ADMITTED, Said(Kind.HOME, DAY)), "redan avslutad"),
        (Said(Kind.LEFT, DAY, until=DAY - timedelta(days=1)), (), "ligger före"),
    ],
)
def test_what_cannot_be_is_refused(said, rows, sentence):
    assert any(sentence in one for one in faults(said, *rows))


def test_what_is_of_a_hospital_is_not_written_of_a_journey():
    left = Said(Kind.LEFT, DAY)
    assert faults(Said(Kind.READY, DAY, time(8)), left, why=Why.TRAVEL) == [
        "Det hör till sjukhus. Den här frånvaron har ett annat skäl."
    ]
    assert rules.offered(state(Why.TRAVEL, [left], AT), Why.TRAVEL) == [Kind.HOME, Kind.MOVED, Kind.DIED]


def test_who_is_coming_home_may_be_written_before_so_that_help_is_there():
    assert faults(Said(Kind.HOME, DAY + timedelta(days=1), time(14)), ADMITTED) == []


def test_what_is_over_may_still_be_corrected():
    home = Said(Kind.HOME, DAY)
    assert faults(Said(Kind.READY, DAY, time(10)), ADMITTED, home, correcting=True) == []
    assert faults(Said(Kind.HOME, DAY), ADMITTED, correcting=True) == []


def test_admitted_twice_is_told_where_it_stands():
    told = rules.obstacles_to_opening(
        ADMITTED, Why.HOSPITAL, is_closed=False, running="Det står redan.", last_home=None, at=AT
    )
    assert [one.text for one in told] == ["Det står redan."]
    again = rules.obstacles_to_opening(
        ADMITTED, Why.HOSPITAL, is_closed=False, running="", last_home=moment(DAY), at=AT
    )
    assert again[0].field == "on"


def test_a_way_to_begin_says_why_and_whether_the_hospital_has():
    assert {one: (one.why, one.kind) for one in Begin} == {
        Begin.ADMITTED: (Why.HOSPITAL, Kind.ADMITTED),
        Begin.HOSPITAL: (Why.HOSPITAL, Kind.LEFT),
        Begin.SHORT: (Why.SHORT, Kind.LEFT),
        Begin.TRAVEL: (Why.TRAVEL, Kind.LEFT),
        Begin.OTHER: (Why.OTHER, Kind.LEFT),
    }
