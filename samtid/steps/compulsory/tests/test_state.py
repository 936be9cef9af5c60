"""Vad som löper och vad som har upphört: the whole of the track's law, without a database."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from samtid.ground.sweden import swedish_moment
from samtid.steps.compulsory import rules
from samtid.steps.compulsory.words import Decider, Ground, Kind

BORN = date(2014, 5, 1)


def said(kind: Kind, month: int, day: int, year: int = 2026, **more: object) -> rules.Said:
    on = date(year, month, day)
    return rules.Said(kind, on, swedish_moment(on, time(13)), **more)


def on(month: int, day: int, year: int = 2026) -> datetime:
    return swedish_moment(date(year, month, day), time(17, 40))


def state(at: datetime, *steps: rules.Said, born_on: date | None = BORN) -> rules.State:
    return rules.state_on(at.date(), steps, born_on=born_on, at=at)


def running(now: rules.State) -> dict[str, date | None]:
    return {rule.id: one.counts(rule)[0].due.legal or one.occasion for rule, one in now.clocks.items()}


CHAIR = said(Kind.CUSTODY, 12, 21, decider=Decider.CHAIR, ground="environment", until=date(2027, 1, 14))
CUSTODY = said(Kind.CUSTODY, 12, 21, decider=Decider.COMMITTEE, ground="environment")
BEGUN = said(Kind.BEGUN, 12, 22)
SUBMITTED = said(Kind.SUBMITTED, 12, 23)


def test_the_chairs_decision_runs_to_the_court_and_to_the_next_meeting():
    assert running(state(on(12, 21), CHAIR)) == {"LVU-01": date(2027, 1, 14), "LVU-02": date(2026, 12, 28)}
    assert "LVU-01" not in running(state(on(12, 21), CUSTODY))
    reported = said(Kind.REPORTED, 1, 14, 2027)
    assert "LVU-01" not in running(state(on(1, 14, 2027), CHAIR, SUBMITTED, reported))


def test_the_four_weeks_run_from_when_the_care_began_over_new_year_by_both_acts():
    now = state(on(12, 22), CUSTODY, BEGUN)
    assert running(now) == {"LVU-02": date(2026, 12, 28), "LVU-04": date(2027, 1, 19)}
    [rule] = [rule for rule in now.clocks if rule.id == "LVU-04"]
    both = now.clocks[rule].counts(rule)
    assert [one.wording.citation for one in both] == ["LVU 8 och 9 §§", "Lag (2026:1600) 5 kap. 5 §"]


def test_care_that_is_not_begun_is_not_counted_to_an_application():
    assert running(state(on(12, 23), CUSTODY, SUBMITTED)) == {"LVU-03": date(2026, 12, 30)}


@pytest.mark.parametrize(
    ("decided", "last"),
    [
        ((12, 17), date(2026, 12, 28)),  # the 24th is Christmas Eve: the Monday after may still be in time
        ((12, 21), date(2026, 12, 28)),
        ((12, 25), date(2027, 1, 4)),  # the 1st is New Year's Day
    ],
)
def test_nobody_submits_and_it_lapses_the_day_after_the_rolled_one(decided, last):
    custody = said(Kind.CUSTODY, *decided, decider=Decider.COMMITTEE, ground="environment")
    still = state(swedish_moment(last, time(23, 59)), custody)
    assert still.lapse is None and still.in_custody
    after = state(swedish_moment(last.replace(day=last.day + 1), time(0, 1)), custody)
    assert (
        after.lapse is not None and after.lapse.last == last and not after.stands and after.rests() == set()
    )
    assert set(running(after)) == {"LVU-02"}, "late until somebody has seen it, and nothing else"


def test_what_was_submitted_too_late_has_lapsed_whatever_is_written_after():
    late = said(Kind.SUBMITTED, 12, 29)
    now = state(on(1, 5, 2027), CUSTODY, BEGUN, late, said(Kind.CONFIRMED, 1, 4, 2027))
    assert (
        now.lapse is not None
        and now.lapse.in_words() == "Omhändertagandet upphörde efter 2026-12-28 (LVU 7 §)."
    )


def test_no_application_in_four_weeks_and_it_lapses_unless_the_court_gave_longer():
    steps = (CUSTODY, BEGUN, SUBMITTED, said(Kind.CONFIRMED, 12, 30))
    now = state(on(1, 20, 2027), *steps)
    assert now.lapse is not None and now.lapse.rule.id == "LVU-04"
    assert now.lapse.citation == "Lag (2026:1600) 5 kap. 5 §"
    longer = state(on(1, 20, 2027), *steps, said(Kind.EXTENDED, 1, 15, 2027, until=date(2027, 2, 2)))
    assert longer.lapse is None and longer.in_custody
    assert state(on(2, 3, 2027), *steps, said(Kind.EXTENDED, 1, 15, 2027, until=date(2027, 2, 2))).lapse


def judged(ground: str = "environment", *more: rules.Said) -> tuple[rules.Said, ...]:
    applied = said(Kind.APPLIED, 1, 12, 2027, ground=ground)
    return (CUSTODY, BEGUN, SUBMITTED, applied, said(Kind.JUDGED, 1, 25, 2027, ground=ground), *more)


def test_the_judgment_begins_considering_from_when_the_care_began():
    now = state(on(1, 25, 2027), *judged())
    assert running(now) == {"LVU-08": date(2027, 6, 22), "LVU-11": date(2032, 5, 1)}
    assert now.rests() == {"environment"} and not now.in_custody


def test_a_consideration_in_time_counts_on_from_it_and_a_late_one_from_the_beginning():
    early = state(on(6, 20, 2027), *judged("environment", said(Kind.CONSIDERED, 6, 10, 2027)))
    assert running(early)["LVU-08"] == date(2027, 12, 10)
    late = state(on(7, 20, 2027), *judged("environment", said(Kind.CONSIDERED, 7, 10, 2027)))
    assert running(late)["LVU-08"] == date(2027, 12, 22), "the next of the days from when it began"


def test_both_grounds_are_considered_and_reviewed_and_only_one_ends_at_18():
    steps = judged("both")
    now = state(on(1, 25, 2027), *steps, born_on=date(2009, 6, 1))
    assert set(running(now)) == {"LVU-08", "LVU-09", "LVU-11", "LVU-11b"}
    grown = state(on(6, 1, 2027), *steps, born_on=date(2009, 6, 1))
    assert grown.lapse is None and set(running(grown)) == {"LVU-09", "LVU-11b"}


@pytest.mark.parametrize(
    ("ground", "born"), [("environment", 2009), ("attachment", 2009), ("behaviour", 2006)]
)
def test_care_is_over_by_itself_on_the_birthday(ground, born):
    born_on = date(born, 6, 1)
    assert state(on(5, 31, 2027), *judged(ground), born_on=born_on).lapse is None
    over = state(on(6, 1, 2027), *judged(ground), born_on=born_on).lapse
    assert over is not None and over.last == date(2027, 5, 31)


def test_a_judgment_that_is_not_carried_out_lapses_four_weeks_after_final_force():
    applied = said(Kind.APPLIED, 1, 12, 2027, ground="behaviour")
    steps = (applied, said(Kind.JUDGED, 2, 1, 2027, ground="behaviour"), said(Kind.FINAL, 2, 22, 2027))
    now = state(on(3, 22, 2027), *steps)
    assert running(now)["LVU-06"] == date(2027, 3, 22) and now.in_care
    gone = state(on(3, 23, 2027), *steps)
    assert gone.lapse is not None and gone.lapse.what == "Rättens beslut om vård"
    assert not state(on(3, 23, 2027), *steps, said(Kind.BEGUN, 3, 22, 2027)).lapse


def test_at_home_while_the_care_goes_on_stops_no_clock():
    assert running(state(on(3, 1, 2027), *judged("environment", said(Kind.AT_HOME, 2, 20, 2027)))) == running(
        state(on(3, 1, 2027), *judged())
    )


def test_contact_and_a_secret_place_are_considered_each_for_itself_and_the_earlier_is_counted():
    contact, secret = said(Kind.CONTACT, 1, 26, 2027), said(Kind.SECRET, 2, 10, 2027)
    assert running(state(on(2, 10, 2027), *judged("environment", contact, secret)))["LVU-10"] == date(
        2027, 4, 26
    )
    met = said(Kind.CONTACT_CONSIDERED, 4, 20, 2027)
    assert running(state(on(4, 20, 2027), *judged("environment", contact, secret, met)))["LVU-10"] == date(
        2027, 5, 10
    )
    lifted = said(Kind.SECRET_LIFTED, 4, 21, 2027)
    now = running(state(on(4, 21, 2027), *judged("environment", contact, secret, met, lifted)))
    assert now["LVU-10"] == date(2027, 7, 20)


def test_all_that_ends_stops_what_runs_and_a_follow_up_has_its_half_year():
    ended = said(Kind.ENDED, 8, 30, 2027)
    assert running(state(on(8, 30, 2027), *judged("environment", ended))) == {}
    following = said(Kind.FOLLOWING, 8, 31, 2027)
    assert running(state(on(9, 1, 2027), *judged("environment", ended, following))) == {
        "LVU-12": date(2028, 2, 29)
    }


def test_another_ground_is_applied_for_while_the_care_goes_on():
    applied = said(Kind.APPLIED, 5, 3, 2027, ground="both")
    waits = state(on(5, 4, 2027), *judged("environment", applied))
    assert waits.in_care and waits.waits_for_court and "LVU-05" not in running(waits)
    refused = state(on(5, 20, 2027), *judged("environment", applied, said(Kind.REFUSED, 5, 19, 2027)))
    assert refused.rests() == {"environment"} and not refused.waits_for_court
    both = state(
        on(5, 20, 2027), *judged("environment", applied, said(Kind.JUDGED, 5, 19, 2027, ground="both"))
    )
    assert both.rests() == {"environment", "behaviour"} and {"LVU-08", "LVU-09"} <= set(running(both))


def test_a_later_judgment_does_not_undo_what_has_been_considered():
    met, applied = said(Kind.CONSIDERED, 6, 10, 2027), said(Kind.APPLIED, 7, 1, 2027, ground="both")
    again = said(Kind.JUDGED, 8, 2, 2027, ground="both")
    assert running(state(on(8, 3, 2027), *judged("environment", met, applied, again)))["LVU-08"] == date(
        2027, 12, 10
    )


def test_a_second_custody_after_a_lapse_has_a_week_of_its_own():
    again = said(Kind.CUSTODY, 1, 8, 2027, decider=Decider.COMMITTEE, ground="environment")
    now = state(on(1, 8, 2027), CUSTODY, BEGUN, again)
    assert now.lapse is None and running(now) == {"LVU-02": date(2027, 1, 15)}


def test_a_lapse_that_is_seen_is_over_and_the_court_may_still_judge_an_application():
    seen = said(Kind.LAPSE_SEEN, 12, 30)
    now = state(on(12, 30), CUSTODY, BEGUN, seen)
    assert now.clocks == {} and not now.stands and now.ended_on == date(2026, 12, 30)
    applied = said(Kind.APPLIED, 12, 28, ground="environment")
    now = state(on(2, 1, 2027), CUSTODY, applied, seen, said(Kind.JUDGED, 1, 25, 2027, ground="environment"))
    assert now.in_care


def test_what_is_noted_in_another_order_is_counted_by_its_days():
    steps = judged("environment", said(Kind.CONSIDERED, 6, 10, 2027))
    assert running(state(on(6, 20, 2027), *steps)) == running(state(on(6, 20, 2027), *reversed(steps)))


@pytest.mark.parametrize(
    ("ground", "day", "applied", "text"),
    [
        (Ground.ENVIRONMENT, date(2026, 12, 31), None, "LVU 2 §"),
        (Ground.ENVIRONMENT, date(2027, 1, 1), None, "Lag (2026:1600) 3 kap. 2 §"),
        (Ground.ATTACHMENT, date(2026, 12, 31), None, ""),
        (Ground.ATTACHMENT, date(2027, 1, 20), date(2026, 12, 30), ""),
        (
            Ground.BEHAVIOUR,
            date(2027, 1, 20),
            date(2026, 12, 30),
            "LVU 3 §; Lag (2026:1600) övergångsbestämmelserna punkt 4",
        ),
    ],
)
def test_the_ground_has_the_paragraph_of_its_act(ground, day, applied, text):
    assert rules.ground_citation(ground, day, applied) == text


def test_a_new_custody_the_same_day_as_the_old_one_ended_stands_and_has_its_week():
    again = said(Kind.CUSTODY, 12, 29, decider=Decider.COMMITTEE, ground="environment")
    for ender in (Kind.LAPSE_SEEN, Kind.REPEALED, Kind.ENDED):
        day = 29
        now = state(on(12, day), CUSTODY, said(ender, 12, day), again)
        assert now.in_custody and running(now) == {"LVU-02": date(2027, 1, 5)}, ender
    refused = state(
        on(12, 29), CUSTODY, SUBMITTED, said(Kind.APPLIED, 12, 24), said(Kind.REFUSED, 12, 29), again
    )
    assert refused.in_custody and "LVU-02" in running(refused)
    # what began and ended the same day has ended
    assert not state(on(12, 21), CUSTODY, said(Kind.REPEALED, 12, 21)).stands


def test_a_restriction_lifted_and_decided_anew_the_same_day_stands():
    for begins, lifts in ((Kind.CONTACT, Kind.CONTACT_LIFTED), (Kind.SECRET, Kind.SECRET_LIFTED)):
        steps = (said(begins, 1, 26, 2027), said(lifts, 3, 1, 2027), said(begins, 3, 1, 2027))
        assert "LVU-10" in running(state(on(3, 2, 2027), *judged("environment", *steps))), begins
        short = (said(begins, 3, 1, 2027), said(lifts, 3, 1, 2027))
        assert "LVU-10" not in running(state(on(3, 2, 2027), *judged("environment", *short)))


def test_the_court_judges_the_same_day_as_the_lapse_is_seen():
    applied, seen = said(Kind.APPLIED, 12, 28, ground="environment"), said(Kind.LAPSE_SEEN, 12, 30)
    assert state(on(12, 30), CUSTODY, applied, seen, said(Kind.JUDGED, 12, 30, ground="environment")).in_care


def test_a_lapse_that_a_correction_takes_away_ended_nothing_when_it_was_seen():
    now = state(on(12, 31), CUSTODY, SUBMITTED, said(Kind.LAPSE_SEEN, 12, 29))
    assert now.in_custody and "LVU-03" in running(now)


def test_longer_time_that_is_asked_for_lets_nothing_lapse_until_the_court_has_answered():
    steps = (CUSTODY, BEGUN, SUBMITTED, said(Kind.CONFIRMED, 12, 30), said(Kind.EXTENSION_ASKED, 1, 18, 2027))
    waits = state(on(1, 25, 2027), *steps)
    assert waits.in_custody and "LVU-04" in running(waits)
    given = said(Kind.EXTENDED, 1, 22, 2027, until=date(2027, 2, 2))
    assert state(on(2, 2, 2027), *steps, given).in_custody and state(on(2, 3, 2027), *steps, given).lapse
    refused = said(Kind.EXTENSION_REFUSED, 1, 22, 2027)
    assert state(on(1, 22, 2027), *steps, refused).in_custody
    assert state(on(1, 23, 2027), *steps, refused).lapse is not None
    late = said(Kind.EXTENSION_ASKED, 1, 20, 2027)
    assert state(on(1, 25, 2027), *steps[:-1], late).lapse is not None, "asked for when it had lapsed"
