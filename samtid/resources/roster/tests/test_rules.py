"""Arbetstidslagen, utan databas: what is refused, on which paragraph, and what is not."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samtid.ground import tables
from samtid.ground.reasons import Obstacle
from samtid.resources.roster import files, rules
from samtid.resources.roster.rules import HOUR, Limits, Stint
from samtid.resources.roster.rules.law import _in_week as in_week
from samtid.resources.roster.words import AbsenceKind, ShiftKind

MONDAY = date(2026, 11, 23)


def stint(day: date, starts: int, ends: int, kind: ShiftKind = ShiftKind.WORK, pause: int = 30) -> Stint:
    start, end = rules.ends_on_clock(day, time(starts), time(ends))
    return Stint(start, end, kind, "rest" if pause else "", pause)


def week(days: int, starts: int = 7, ends: int = 16, first: date = MONDAY, pause: int = 60) -> list[Stint]:
    """The same shift on so many days from a Monday."""
    return [stint(first + timedelta(days=n), starts, ends, pause=pause) for n in range(days)]


def laws(wanted: Stint, others: list[Stint] = [], **said: object) -> set[str]:
    return {one.law for one in rules.obstacles_to_shift(name="Tova", wanted=wanted, others=others, **said)}


def test_a_usual_week_has_nothing_in_its_way():
    *others, wanted = week(5)
    assert laws(wanted, others) == set()


def test_eleven_hours_between_two_days():
    evening = stint(MONDAY, 14, 22)
    [short] = rules.obstacles_to_shift(
        name="Tova", wanted=stint(MONDAY + timedelta(days=1), 7, 12), others=[evening]
    )
    assert short.law == rules.DAILY
    assert short.text.startswith("Tova får bara 9 tim ledigt 23/11 kl. 22.00–07.00")
    assert short.may_approve == "enhetschefen"
    assert laws(stint(MONDAY + timedelta(days=1), 9, 14), [evening]) == set()


def test_the_agreement_may_say_nine_hours():
    evening, morning = stint(MONDAY, 14, 22), stint(MONDAY + timedelta(days=1), 7, 12)
    assert laws(morning, [evening], limits=Limits(daily_rest=9 * HOUR)) == set()


def test_a_day_in_two_parts_is_as_long_as_from_its_first_hour_to_its_last():
    morning = stint(MONDAY, 7, 11, pause=0)
    assert laws(stint(MONDAY, 17, 21, pause=0), [morning]) == {rules.DAILY}
    assert laws(stint(MONDAY, 16, 20, pause=0), [morning]) == set()


def test_a_shift_of_fourteen_hours_leaves_no_rest():
    assert laws(stint(MONDAY, 7, 21, pause=240)) == {rules.DAILY}


def test_standby_at_home_is_rest_of_the_day_and_not_of_the_week():
    home = stint(MONDAY, 16, 7, ShiftKind.STANDBY)
    assert laws(stint(MONDAY + timedelta(days=1), 7, 16), [home]) == set()
    every = [stint(MONDAY + timedelta(days=n), 16, 7, ShiftKind.STANDBY) for n in range(6)]
    assert laws(stint(MONDAY + timedelta(days=6), 16, 7, ShiftKind.STANDBY), every) == {rules.WEEKLY}


def test_thirty_six_hours_a_week():
    *others, seventh = week(7, pause=240)
    assert laws(seventh, others) == {rules.WEEKLY}
    *others, sixth = week(6, pause=240)
    next_monday = stint(MONDAY + rules.WEEK, 7, 12)
    assert laws(sixth, [*others, next_monday]) == set(), "from Saturday afternoon to Monday morning"
    assert laws(sixth, [*others, stint(MONDAY + rules.WEEK, 0, 5, ShiftKind.NIGHT)]) == {rules.WEEKLY}


def test_five_hours_on_end_and_then_a_break():
    assert laws(stint(MONDAY, 7, 12, pause=0)) == set()
    assert laws(stint(MONDAY, 7, 13, pause=0)) == {rules.BREAKS}
    assert laws(stint(MONDAY, 7, 16, pause=30)) == set()
    early = Stint(
        *rules.ends_on_clock(MONDAY, time(7), time(16)),
        ShiftKind.WORK,
        "rest",
        30,
        stint(MONDAY, 9, 10).starts_at,
    )
    assert laws(early) == {rules.BREAKS}, "a break after two hours leaves six and a half"


@pytest.mark.parametrize(
    ("starts", "ends", "kind", "wanted"),
    [
        (16, 1, ShiftKind.WORK, {rules.NIGHT}),
        (4, 9, ShiftKind.WORK, {rules.NIGHT}),
        (15, 0, ShiftKind.WORK, set()),
        (5, 10, ShiftKind.WORK, set()),
        (21, 7, ShiftKind.NIGHT, set()),
        (21, 7, ShiftKind.JOUR, set()),
    ],
)
def test_midnight_to_five_is_for_nights(starts, ends, kind, wanted):
    assert laws(stint(MONDAY, starts, ends, kind)) == wanted


def test_forty_hours_a_week_on_average_over_four_weeks():
    weeks = [one for n in range(4) for one in week(5, 7, 16, MONDAY + rules.WEEK * n, 60)]
    assert laws(weeks[-1], weeks[:-1]) == set()
    extra = stint(MONDAY + timedelta(days=5), 8, 9, pause=0)
    assert laws(extra, weeks) == {rules.ORDINARY}
    assert laws(extra, weeks[:15]) == set(), "three weeks of forty and one empty"


def test_forty_eight_hours_with_jour_is_nobodys_to_approve():
    weeks = [one for n in range(4) for one in week(5, 7, 16, MONDAY + rules.WEEK * n, 60)]
    jour = [stint(MONDAY + rules.WEEK * n + timedelta(days=5), 8, 16, ShiftKind.JOUR, 0) for n in range(4)]
    assert laws(jour[-1], weeks + jour[:-1]) == set()
    more = stint(MONDAY + timedelta(days=5), 17, 18, ShiftKind.JOUR, 0)
    found = rules.obstacles_to_shift(name="Tova", wanted=more, others=weeks + jour)
    assert [one.law for one in found if not one.may_approve] == [rules.ALL_TIME]
    assert not rules.approvable(found)


def test_jour_is_at_most_forty_eight_hours_in_four_weeks():
    jour = [stint(MONDAY + rules.WEEK * n, 8, 0, ShiftKind.JOUR, 0) for n in range(4)]
    assert rules.JOUR_TIME in laws(jour[0], jour[1:])


def test_forty_eight_hours_of_jour_may_be_and_no_more():
    jour = [stint(MONDAY + rules.WEEK * n, 8, 20, ShiftKind.JOUR, 0) for n in range(4)]
    assert rules.JOUR_TIME not in laws(jour[0], jour[1:])
    more = stint(MONDAY + timedelta(days=2), 8, 9, ShiftKind.JOUR, 0)
    assert rules.JOUR_TIME in laws(more, jour)


def test_a_rest_over_the_weeks_turn_is_the_first_weeks_when_half_of_it_lies_there():
    start, end = rules.bounds(MONDAY)[0], rules.bounds(MONDAY + timedelta(days=6))[1]
    wanted = 36 * HOUR

    def own(before: int, after: int) -> timedelta:
        return in_week(start - before * HOUR, start + after * HOUR, start, end, wanted)

    assert own(18, 20) == 2 * HOUR, "the week before has its thirty-six"
    assert own(17, 20) == wanted, "less than half of it lay there"
    assert own(1, 37) == 37 * HOUR
    assert own(18, 60) == 42 * HOUR, "enough for both"


def test_a_break_is_ones_own_time_and_a_meal_at_work_is_not():
    start, end = rules.ends_on_clock(MONDAY, time(7), time(16))
    worked = [Stint(start, end, ShiftKind.WORK, kind, minutes).works for kind, minutes in
              (("rest", 30), ("meal", 30), ("", 0))]  # fmt: skip
    assert worked == [8.5 * HOUR, 9 * HOUR, 9 * HOUR]


def test_nobody_is_at_two_places_and_nobody_works_who_is_away():
    wanted = stint(MONDAY, 7, 16)
    assert (
        "redan ett pass"
        in rules.obstacles_to_shift(name="T", wanted=wanted, others=[stint(MONDAY, 15, 20)])[0].text
    )
    gone = [rules.bounds(MONDAY)]
    assert "är borta" in rules.obstacles_to_shift(name="T", wanted=wanted, others=[], away=gone)[0].text
    assert laws(wanted, [stint(MONDAY, 16, 18, pause=0)]) == set(), "one that begins as the other ends"


def test_the_night_over_new_year_and_those_when_the_clock_is_moved():
    new_year = stint(date(2026, 12, 31), 21, 7, ShiftKind.NIGHT)
    assert new_year.lasts == 10 * HOUR
    assert stint(date(2027, 3, 27), 21, 7, ShiftKind.NIGHT).lasts == 9 * HOUR
    assert stint(date(2027, 10, 30), 21, 7, ShiftKind.NIGHT).lasts == 11 * HOUR
    # eleven hours by the clock on the wall, and ten in truth
    before, after = stint(date(2027, 3, 27), 14, 20), stint(date(2027, 3, 28), 7, 12)
    assert laws(after, [before]) == {rules.DAILY}
    before, after = stint(date(2027, 10, 30), 14, 21), stint(date(2027, 10, 31), 7, 12)
    assert laws(after, [before]) == set()


def test_what_the_manager_may_approve_asks_for_words():
    short = rules.obstacles_to_shift(name="T", wanted=stint(MONDAY, 7, 13, pause=0), others=[])
    [told] = rules.unapproved(short, leads=False, why="Ingen annan kan")
    assert told.text.endswith("Enhetschefen får godkänna det ändå.") and told.law == rules.BREAKS
    assert rules.unapproved(short, leads=True, why="Ingen annan kan") == []
    assert [one.field for one in rules.unapproved(short, leads=True, why=" ")][-1] == "approved_why"


def test_where_nothing_is_in_the_way_nothing_has_to_be_said():
    assert rules.unapproved([], leads=True, why="") == []
    assert rules.unapproved([], leads=False, why="") == []


def test_what_nobody_may_approve_sends_nobody_to_the_manager():
    found = [Obstacle("För mycket.", rules.ALL_TIME), Obstacle("För kort vila.", may_approve="enhetschefen")]
    assert rules.unapproved(found, leads=False, why="Ingen annan kan") == found
    assert rules.unapproved(found, leads=True, why="Ingen annan kan") == found


def test_a_holiday_is_not_ones_own_to_grant():
    said = {
        "starts_at": rules.bounds(MONDAY)[0],
        "ends_at": rules.bounds(MONDAY)[1],
        "already": (),
        "at": rules.bounds(MONDAY)[0],
    }
    assert not rules.obstacles_to_being_away(kind=AbsenceKind.SICK, is_own=True, lays=False, **said)
    assert rules.obstacles_to_being_away(kind=AbsenceKind.HOLIDAY, is_own=True, lays=False, **said)
    assert not rules.obstacles_to_being_away(kind=AbsenceKind.HOLIDAY, is_own=False, lays=True, **said)
    assert rules.obstacles_to_being_away(kind=AbsenceKind.SICK, is_own=False, lays=False, **said)


def test_who_is_ill_today_was_not_there_this_morning():
    at = stint(MONDAY, 6, 7).starts_at + timedelta(minutes=30)
    early = stint(MONDAY, 6, 15)
    whole = rules.bounds(MONDAY)
    assert rules.away_over(MONDAY, MONDAY, [(early.starts_at, early.ends_at)], [], at) == whole


def test_who_went_home_was_at_work_until_her_last_visit():
    at = stint(MONDAY, 13, 14).starts_at
    noon = at - HOUR
    assert rules.away_over(MONDAY, MONDAY, [], [noon - HOUR, noon, at + HOUR], at)[0] == noon
    tuesday = MONDAY + timedelta(days=1)
    assert rules.away_over(tuesday, tuesday, [], [noon], at) == rules.bounds(tuesday), "of today alone"


def test_a_night_belongs_to_the_day_where_it_begins():
    before = stint(MONDAY - timedelta(days=1), 21, 7, ShiftKind.NIGHT)
    night = stint(MONDAY, 21, 7, ShiftKind.NIGHT)
    nights = [(one.starts_at, one.ends_at) for one in (before, night)]
    sunday = before.starts_at - HOUR
    told = rules.away_over(MONDAY, MONDAY, nights, [], sunday)
    assert told == (before.ends_at, night.ends_at), "she is not back at midnight, and works the night before"
    evening = rules.away_over(MONDAY, MONDAY, nights, [], night.starts_at + HOUR)
    assert evening == told
    assert rules.away_over(MONDAY, MONDAY, nights, [], before.starts_at + 5 * HOUR)[0] == before.starts_at, (
        "told at two in the night, it is that night she is ill"
    )


# --- whatever the shifts are -------------------------------------------------------------------------

QUARTERS = st.integers(0, 4 * 24 * 28)


@st.composite
def stints(draw: st.DrawFn, first: datetime) -> Stint:
    start = first + timedelta(minutes=15 * draw(QUARTERS))
    return Stint(start, start + timedelta(minutes=15 * draw(st.integers(2, 48))))


AROUND = st.sampled_from(
    [
        datetime(2026, 12, 20, tzinfo=UTC),
        datetime(2027, 3, 14, tzinfo=UTC),
        datetime(2027, 10, 17, tzinfo=UTC),
    ]
)
SOME = AROUND.flatmap(lambda first: st.lists(stints(first), min_size=1, max_size=12))


def apart(some: list[Stint]) -> list[Stint]:
    kept: list[Stint] = []
    for one in sorted(some, key=lambda one: one.starts_at):
        if not kept or kept[-1].ends_at <= one.starts_at:
            kept.append(one)
    return kept


@given(SOME)
def test_a_day_that_is_let_through_has_eleven_hours_within_twenty_four_of_its_beginning(some):
    row = apart(some)
    let_through = all(rules.DAILY not in laws(one, [x for x in row if x is not one]) for one in row)
    # the slow twin: from every beginning after a rest, minute by minute in quarters
    held = True
    for n, one in enumerate(row):
        if n and one.starts_at - row[n - 1].ends_at < 11 * HOUR:
            continue
        busy = [(x.starts_at, x.ends_at) for x in row]
        free = rules.left_of(one.starts_at, one.starts_at + 24 * HOUR, busy)
        held = held and any(b - a >= 11 * HOUR for a, b in free)
    assert let_through == held


@given(SOME, st.randoms(use_true_random=False))
def test_the_order_in_which_shifts_are_laid_does_not_matter_for_the_whole(some, chance):
    row = apart(some)
    shuffled = chance.sample(row, len(row))
    for one in row:
        assert laws(one, [x for x in row if x is not one]) == laws(one, [x for x in shuffled if x is not one])


@given(SOME, SOME)
def test_what_is_left_and_what_is_taken_make_the_whole_and_never_meet(some, taken):
    spans = [(one.starts_at, one.ends_at) for one in taken]
    for one in some:
        left = rules.left_of(one.starts_at, one.ends_at, spans)
        assert all(a < b for a, b in left)
        assert all(b <= a for (_, b), (a, _) in pairwise(left))
        for a, b in left:
            assert one.starts_at <= a and b <= one.ends_at
            assert not any(first < b and a < last for first, last in spans)
        cut = [(max(a, one.starts_at), min(b, one.ends_at)) for a, b in spans]
        covered = [x for x in cut if x[0] < x[1]]
        back = rules.left_of(one.starts_at, one.ends_at, [*left, *covered])
        assert back == []


# --- files -------------------------------------------------------------------------------------------


def read(text: str) -> list[rules.Line]:
    return files.read("schema.csv", text.encode(), datetime(2026, 11, 21, 9, tzinfo=UTC))


def test_a_file_says_each_shift_and_each_wrong_row_by_its_number():
    night, wrong, nobody = read(
        "vem;dag;börjar;slutar;slag;rast\n"
        "tova;2026-12-31;21:00;07:00;Vaken natt;30\n"
        "tova;2026-13-01;7;16;;\n"
        ";2026-12-01;7;16;;\n"
    )
    assert night.stint == stint(date(2026, 12, 31), 21, 7, ShiftKind.NIGHT)
    assert (wrong.number, bool(wrong.wrong)) == (3, True)
    assert "Skriv vem" in nobody.wrong


def test_a_file_without_its_headings_is_refused_whole():
    with pytest.raises(tables.Unreadable, match="rubriken «börjar» saknas"):
        read("vem;dag;slutar\ntova;2026-12-01;16\n")
