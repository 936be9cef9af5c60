"""Lagen om sammanträden, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from samtid.ground.law.delegation import Floor, Level
from samtid.steps.committee import rules
from samtid.steps.committee.words import Outcome, State

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
COMMITTEES = Floor(Level.COMMITTEE, "SoL 30 kap. 6 §", "vård")
BOARDS = Floor(Level.BOARD, "SoL 30 kap. 11 §", "förbud")
WHO = rules.Held(chair="Berit Provdal", present="Berit Provdal", adjuster="Sten Provberg")


def raising(state=State.PLANNED, starts_at=AT + timedelta(days=3), **said):
    words = {"level": Level.COMMITTEE, "floor": COMMITTEES, "written_at": AT, "by_leader": False}
    return rules.obstacles_to_raising(state, rules.Raised(**words | said), starts_at=starts_at, at=AT)


def settling(said, state=State.HELD, **more):
    words = {"is_settled": False, "taken": set(), "has_next": False}
    return rules.obstacles_to_settling(state, said, **words | more)


def registering(outcome=Outcome.DECIDED, **said):
    words = {"is_adjusted": True, "is_decided": False, "changed": []}
    return rules.obstacles_to_registering(outcome, **words | said)


def test_a_draft_is_raised_until_the_call_and_after_it_only_as_an_extra_matter_with_why():
    assert raising() == []
    [late] = raising(State.CALLED)
    assert "extra ärende" in late.text and late.field == "extra_why"
    assert raising(State.CALLED, extra_why="Barnet saknar hem på fredag.") == []
    assert raising(State.HELD, extra_why="Barnet saknar hem på fredag.")
    assert raising(State.CANCELLED) and raising(State.ADJUSTED)


def test_what_only_the_board_may_decide_is_not_laid_before_its_committee():
    [why] = raising(floor=BOARDS)
    assert why.field == "meeting" and "Bara nämnden" in why.text
    assert raising(floor=BOARDS, level=Level.BOARD) == []


def test_a_draft_stands_on_one_list_and_what_is_decided_on_none():
    assert "redan på en" in raising(is_listed=True)[0].text
    assert "redan fattat" in raising(is_decided=True)[0].text
    assert "väntar på att registreras" in raising(waits_as="SN AU 2026-11-18 § 12")[0].text
    assert "annan nämnd" in raising(same_committee=False)[0].text


def test_when_the_meeting_has_begun_only_a_manager_adds_and_only_what_was_written_then():
    begun = AT - timedelta(hours=2)
    before, since = begun - timedelta(minutes=1), begun + timedelta(minutes=1)
    [why] = raising(starts_at=begun, written_at=before)
    assert "har börjat" in why.text
    assert raising(starts_at=begun, written_at=before, by_leader=True) == []
    [why] = raising(starts_at=begun, written_at=since, by_leader=True)
    assert "prövades inte" in why.text


def test_a_sealed_matter_is_raised_with_a_manager_who_can_write_what_became_of_it():
    [why] = raising(lacks_writer=True)
    assert why.field == "writer" and "får nyckel" in why.text


def test_a_matter_leaves_the_list_by_a_manager_alone_when_the_meeting_has_begun():
    def leaving(**said):
        words = {"is_settled": False, "has_begun": False, "by_leader": False, "why": "Skolan svarar sen."}
        return rules.obstacles_to_taking_away(State.CALLED, **words | said)

    assert leaving() == [] and leaving(has_begun=True, by_leader=True) == []
    assert "har börjat" in leaving(has_begun=True)[0].text


def test_a_tabled_matter_is_not_refused_by_a_floor_that_came_with_the_new_year():
    assert raising(floor=None) == []


def test_a_meeting_is_planned_ahead_and_not_years_away():
    def planning(when, short="SN AU", place=""):
        return rules.obstacles_to_planning(when, short, place, at=AT, level=Level.COMMITTEE)

    assert planning(AT + timedelta(days=1)) == []
    assert planning(AT)[0].field == "starts_at"
    assert "året" in planning(AT + timedelta(days=900))[0].text
    assert planning(AT + timedelta(days=1), short=" ")[0].field == "short"
    assert planning(AT + timedelta(days=1), place="hos 19850101-2382")[0].field == "place"


def test_a_meeting_is_held_when_it_has_been_called_has_begun_and_somebody_was_there():
    def holding(state=State.CALLED, starts=AT, who=WHO):
        return rules.obstacles_to_holding(state, starts, who, at=AT)

    assert holding() == []
    assert holding(State.PLANNED) and holding(State.HELD) and holding(State.CANCELLED)
    assert "inte börjat" in holding(starts=AT + timedelta(minutes=1))[0].text
    nobody = rules.Held(chair="", present=" ", adjuster="")
    assert [one.field for one in holding(who=nobody)] == ["chair", "present", "adjuster"]


def adjusting(state=State.HELD, **said):
    return rules.obstacles_to_adjusting(state, **{"left": 0, "unseen": 0, "left_out": ""} | said)


def test_minutes_are_adjusted_when_every_matter_has_what_became_of_it():
    assert adjusting() == []
    assert "2 ärenden saknar" in adjusting(left=2)[0].text
    assert adjusting(State.CALLED) and adjusting(State.ADJUSTED)


def test_one_matter_without_a_key_does_not_lock_the_minutes_of_the_others():
    [why] = adjusting(unseen=1)
    assert why.field == "left_out" and "Be den chef som har nyckel" in why.text
    assert adjusting(unseen=1, left_out="Chefen är på ledighet.") == []
    assert adjusting(unseen=1, left=1, left_out="Chefen är på ledighet."), "what one can write is written"
    said = rules.Said(outcome=Outcome.DECIDED, paragraph=12)
    assert settling(said, State.ADJUSTED)[0].field == "is_certified"
    assert settling(replace(said, is_certified=True), State.ADJUSTED) == []


def test_a_meeting_is_kept_by_one_and_another_takes_it_over_first():
    assert rules.obstacles_to_keeping(is_keeper=True, keeper="Karin") == []
    assert "Ta över det först" in rules.obstacles_to_keeping(is_keeper=False, keeper="Karin")[0].text
    over = rules.obstacles_to_taking_over
    assert over(State.HELD, is_keeper=False, leads_there=True) == []
    assert over(State.HELD, is_keeper=True, leads_there=True)
    assert over(State.HELD, is_keeper=False, leads_there=False)
    assert over(State.ADJUSTED, is_keeper=False, leads_there=True)


def test_a_name_in_why_a_meeting_is_called_off_is_asked_about_once():
    why = "Inställt, Anna Svenssons ombud är sjukt."
    [asked] = rules.obstacles_to_cancelling(State.CALLED, why=why, left=0)
    assert "ser ut som ett namn" in asked.text and asked.field == "why"
    assert rules.obstacles_to_cancelling(State.CALLED, why=why, left=0, insist=True) == []


def test_a_meeting_is_called_off_when_no_matter_is_lost_with_it():
    why = "Ordföranden är sjuk."
    assert rules.obstacles_to_cancelling(State.PLANNED, why=why, left=0) == []
    assert "Ett ärende står" in rules.obstacles_to_cancelling(State.CALLED, why=why, left=1)[0].text
    assert rules.obstacles_to_cancelling(State.HELD, why=why, left=0)
    assert rules.obstacles_to_cancelling(State.PLANNED, why="", left=0)[0].field == "why"


@pytest.mark.parametrize("outcome", [Outcome.OTHERWISE, Outcome.RETURNED, Outcome.TABLED])
def test_what_differs_from_the_proposal_is_said_in_words(outcome):
    said = rules.Said(outcome=outcome, paragraph=12)
    assert "text" in {one.field for one in settling(said, has_next=True)}
    assert (
        settling(rules.Said(outcome=outcome, paragraph=12, text="Barnet ska höras först."), has_next=True)
        == []
    )


def test_a_tabled_matter_is_never_without_a_meeting():
    [why] = settling(rules.Said(outcome=Outcome.TABLED, paragraph=12, text="Ledamöterna var för få."))
    assert why.field == "next_meeting"


def test_a_paragraph_is_used_once_and_is_a_number():
    for paragraph in (None, 0, 2001):
        assert settling(rules.Said(outcome=Outcome.DECIDED, paragraph=paragraph))[0].field == "paragraph"
    [why] = settling(rules.Said(outcome=Outcome.DECIDED, paragraph=12), taken={11, 12})
    assert why.field == "paragraph" and "12" in why.text


def test_what_the_meeting_said_is_written_after_it_and_once():
    said = rules.Said(outcome=Outcome.DECIDED, paragraph=12)
    assert settling(said) == []
    assert settling(said, State.CALLED) and settling(said, State.ADJUSTED)
    assert "bredvid" in settling(said, is_settled=True)[0].text
    certified = rules.Said(
        outcome=Outcome.RETURNED, paragraph=12, text="Barnet ska höras.", is_certified=True
    )
    assert settling(certified) == [], "what must go out the same day is adjusted at once, whatever it is"


def test_it_is_registered_when_adjusted_and_with_the_text_that_was_decided():
    assert registering() == []
    assert "inte justerad" in registering(is_adjusted=False)[0].text
    assert "ändrats efter" in registering(changed=["beslut"])[0].text
    assert "annat än förslaget" in registering(Outcome.OTHERWISE)[0].text
    assert registering(Outcome.OTHERWISE, changed=["beslut"]) == []
    assert registering(Outcome.TABLED) and registering(is_decided=True)


def test_what_was_decided_is_compared_and_what_the_law_asks_for_is_filled_in():
    had = dict.fromkeys(rules.KEPT, "") | {"content": "Vård beviljas.", "amount": None, "valid_from": None}
    assert rules.changed(had, had) == []
    assert rules.changed(had, had | {"valid_from": "2026-12-01", "amount": 500}) == []
    assert rules.changed(had | {"amount": 400}, had | {"amount": 500}) == ["belopp"]
    assert rules.changed(had, had | {"content": "Vård avslås."}) == ["beslut"]
    assert rules.changed(had, had | {"valid_to": "2026-12-31"}) == ["till vilken dag"]


def test_a_correction_may_set_right_what_became_of_it_until_it_is_decided():
    def correcting(**said):
        words = {"is_settled": True, "text": "Det blev återremiss.", "outcome": "returned"}
        return rules.obstacles_to_correcting(**words | {"became": "decided"} | said)

    assert correcting() == [] and correcting(outcome="", is_decided=True) == []
    for said in ({"became": "returned"}, {"became": "moved"}, {"is_decided": True}, {"has_gone_on": True}):
        assert [one.field for one in correcting(**said)] == ["outcome"], said


def test_a_clock_that_ends_the_day_of_the_meeting_does_not_break_before_it():
    # half past eleven in the evening in Sweden is the same day there
    starts = datetime(2026, 12, 31, 22, 30, tzinfo=UTC)
    assert not rules.breaks_before(date(2026, 12, 31), starts)
    assert rules.breaks_before(date(2026, 12, 30), starts)
    assert not rules.breaks_before(date(2027, 1, 1), starts + timedelta(hours=1))


def test_minutes_are_adjusted_within_fourteen_days_over_new_year():
    assert rules.to_be_adjusted_by(date(2026, 12, 22)) == date(2027, 1, 5)
    assert rules.minute_of("SN AU", date(2027, 1, 5), 1) == "SN AU 2027-01-05 § 1"
