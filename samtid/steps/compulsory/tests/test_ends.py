"""Vem som beslutar, när det är slut och på vilken grund: the court's own decisions, a custody's end and the ages."""

from __future__ import annotations

from datetime import date

import pytest

from samtid.steps.compulsory import rules
from samtid.steps.compulsory.tests.make import written
from samtid.steps.compulsory.tests.test_state import BEGUN, CUSTODY, SUBMITTED, on, running, said, state
from samtid.steps.compulsory.words import Decider, Ground, Kind

APPLIED = said(Kind.APPLIED, 1, 10, 2027, decider=Decider.COMMITTEE, ground="environment")
JUDGED = said(Kind.JUDGED, 1, 25, 2027, decider=Decider.COURT, ground="environment")


def obstacles(kind: Kind, day: date, now: rules.State, born_on: date | None = None, **more: object):
    found = rules.obstacles_to_step(
        written(kind, day, **more), now, today=day, born_on=born_on, applied_on=None
    )
    return [(one.field, one.law) for one in found]


def test_what_the_court_itself_decides_is_not_submitted_to_it():
    own = said(Kind.CUSTODY, 1, 12, 2027, decider=Decider.COURT, ground="environment")
    now = state(on(1, 30, 2027), APPLIED, own)
    assert now.lapse is None and now.in_custody and now.confirmed_on == own.on
    assert set(running(now)) == {"LVU-05"}
    assert obstacles(Kind.CUSTODY, own.on, state(on(1, 12, 2027), APPLIED), decider=Decider.COURT) == []


def test_a_custody_that_is_repealed_takes_its_restrictions_with_it():
    contact = said(Kind.CONTACT, 12, 23, decider=Decider.COMMITTEE)
    secret = said(Kind.SECRET, 12, 23, decider=Decider.COMMITTEE)
    repealed = said(Kind.REPEALED, 12, 29, decider=Decider.COURT)
    again = said(Kind.CUSTODY, 6, 1, 2027, decider=Decider.COMMITTEE, ground="environment")
    now = state(on(6, 1, 2027), CUSTODY, SUBMITTED, contact, secret, repealed, again)
    assert "LVU-10" not in running(now)
    assert rules.why_not(Kind.CONTACT, now) == rules.why_not(Kind.SECRET, now) == ""


def test_at_eighteen_care_for_both_grounds_goes_on_for_one():
    both = said(Kind.JUDGED, 1, 25, 2027, decider=Decider.COURT, ground="both")
    steps = (CUSTODY, BEGUN, SUBMITTED, APPLIED, both)
    before = state(on(4, 30, 2027), *steps, born_on=date(2009, 5, 1))
    assert before.rests() == {"environment", "behaviour"} and "LVU-08" in running(before)
    after = state(on(5, 1, 2027), *steps, born_on=date(2009, 5, 1))
    assert after.rests() == {"behaviour"} and after.in_care
    assert {"LVU-08", "LVU-11"}.isdisjoint(running(after)) and "LVU-09" in running(after)
    assert rules.why_not(Kind.CONSIDERED, after) and not rules.why_not(Kind.REVIEWED, after)


@pytest.mark.parametrize(
    ("born", "ground", "refused"),
    [
        (date(2007, 2, 1), Ground.BEHAVIOUR, False),  # nineteen
        (date(2007, 1, 10), Ground.BEHAVIOUR, True),  # twenty that day
        (date(2009, 1, 10), Ground.ENVIRONMENT, True),
        (date(2009, 1, 10), Ground.BOTH, True),
        (date(2009, 1, 11), Ground.BOTH, False),
    ],
)
def test_care_is_decided_before_twenty_and_for_the_home_before_eighteen(born, ground, refused):
    found = obstacles(Kind.CUSTODY, date(2027, 1, 10), rules.State(), born, ground=ground)
    assert [field for field, _ in found] == (["ground"] if refused else [])


def test_a_custody_is_ended_at_once_by_whoever_may_and_care_by_the_committee():
    delegate = {"decider": Decider.DELEGATE, "ref": "", "who": "Bo Ek, förste socialsekreterare"}
    friday = state(on(12, 25), CUSTODY, BEGUN)
    assert obstacles(Kind.ENDED, date(2026, 12, 25), friday, **delegate) == []
    assert rules.ending_citation(Kind.ENDED, friday, date(2026, 12, 25)) == "LVU 9 § tredje stycket"
    assert obstacles(Kind.ENDED, date(2026, 12, 25), friday, **delegate | {"who": ""}) == [
        ("who", "LVU 9 § tredje stycket")
    ]
    care = state(on(2, 1, 2027), CUSTODY, BEGUN, SUBMITTED, APPLIED, JUDGED)
    [(field, law)] = obstacles(Kind.ENDED, date(2027, 2, 1), care, **delegate)
    assert field == "decider" and law.startswith("SoL 30 kap.")
    assert rules.ending_citation(Kind.ENDED, care, date(2027, 2, 1)) == "Lag (2026:1600) 10 kap. 1 §"
    # a court may end it on appeal
    court = {"decider": Decider.COURT, "ref": "Kammarrätten i Sundsvall, mål 12-27"}
    assert obstacles(Kind.ENDED, date(2027, 2, 1), care, **court) == []


def test_what_fell_by_itself_fell_by_its_own_paragraph():
    fallen = state(on(12, 30), CUSTODY)
    assert fallen.lapse is not None
    assert rules.ending_citation(Kind.LAPSE_SEEN, fallen, date(2026, 12, 30)) == "LVU 7 §"


def test_a_higher_court_may_decide_on_care_that_was_refused():
    refused = said(Kind.REFUSED, 1, 25, 2027, decider=Decider.COURT)
    now = state(on(3, 1, 2027), APPLIED, refused)
    assert rules.why_not(Kind.JUDGED, now) == "" and not now.stands
    judged = said(Kind.JUDGED, 3, 1, 2027, decider=Decider.COURT, ground="environment")
    assert state(on(3, 1, 2027), APPLIED, refused, judged).in_care
    assert rules.why_not(Kind.JUDGED, rules.State())


def test_whoever_has_turned_eighteen_is_not_followed_up_by_that_paragraph():
    ended = said(Kind.ENDED, 2, 1, 2027, decider=Decider.COMMITTEE)
    steps = (CUSTODY, BEGUN, SUBMITTED, APPLIED, JUDGED, ended)
    assert rules.why_not(Kind.FOLLOWING, state(on(2, 2, 2027), *steps)) == ""
    assert "fyllt 18" in rules.why_not(
        Kind.FOLLOWING, state(on(2, 2, 2027), *steps, born_on=date(2009, 2, 2))
    )
