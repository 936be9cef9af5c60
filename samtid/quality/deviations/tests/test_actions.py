"""Från rapport till återkoppling; och vem som läser vad."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from samtid.base.organisation.models import Unit
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day
from samtid.quality.deviations import actions, offers, queries
from samtid.quality.deviations.models import Clock, Step, Track
from samtid.quality.deviations.words import Done, Gravity
from samtid.quality.deviations.words import Track as Kind

FELL = "En brukare föll när lyften gick sönder. Ingen hade kontrollerat den."


@pytest.fixture
def reported(acting, at):
    """``reported(Kind.LEX_SARAH)``: Tova reports from a visit in the home care."""

    def report(*kinds: Kind, by: str = "tova", text: str = FELL) -> list[Track]:
        with acting(by) as who:
            unit = Unit.objects.get(name="Hemtjänst")
            return actions.report("visits:visit", unit, kinds, text, at, by=who, at=at)

    return report


def seen_by(acting, username: str) -> list[str]:
    with acting(username) as viewer:
        return sorted(queries.tracks(viewer).values_list("kind", flat=True))


def test_each_track_is_read_by_those_it_is_for(reported, acting):
    reported(*Kind)
    assert seen_by(acting, "vera") == ["complaint", "deviation", "lex_sarah"]
    assert seen_by(acting, "inga") == ["complaint", "deviation", "environment"], "the chief of the unit"
    assert seen_by(acting, "karin") == [], "another unit's chief"
    assert seen_by(acting, "liv") == ["breach"]
    assert seen_by(acting, "ola") == ["breach"]
    assert seen_by(acting, "nils") == [], "a colleague"
    assert seen_by(acting, "tova") == sorted(Kind)


@pytest.mark.parametrize(
    "said",
    [
        {"moment": timedelta(hours=73)},
        {"moment": timedelta(hours=71)},
        {"moment": None},
        {"due_on": 1},
        {"rule": "LX-02"},
        {"rule": "LX-02", "moment": None, "due_on": -9},
    ],
    ids=str,
)
def test_when_a_breach_is_due_is_the_laws_to_say_and_not_the_callers(reported, acting, at, said):
    """By SQL, by the one whose track it is: the seventy-two hours and their day are all that can be written."""
    track = reported(Kind.BREACH)[0]
    right = {"rule": "CY-02", "moment": timedelta(hours=72), "due_on": 0}
    with acting("tova", at=at):
        for tried in (right | said, right):
            wanted = None if tried["moment"] is None else at + tried["moment"]
            due = swedish_day(wanted or at) + timedelta(days=tried["due_on"])
            row = Clock(track=track, rule=tried["rule"], started_at=at, due_on=due, moment=wanted)
            if tried is right:
                with pytest.raises(IntegrityError, match="one_clock_of_a_rule"), transaction.atomic():
                    row.save(force_insert=True)  # its only fault is that there is one
                continue
            with pytest.raises(IntegrityError, match="no such day"), transaction.atomic():
                row.save(force_insert=True)


def test_each_track_has_its_own_clock(reported, acting, at):
    by_kind = {track.kind: track for track in reported(*Kind)}
    with acting("tova") as tova:
        rules_of = {
            kind: {clock.rule: clock for clock in queries.clocks(tova, track)}
            for kind, track in by_kind.items()
        }
    assert set(rules_of["lex_sarah"]) == {"LX-02", "LX-03b"}
    assert rules_of["lex_sarah"]["LX-02"].due_on == swedish_day(at)
    assert rules_of["lex_sarah"]["LX-03b"].due_on == swedish_day(at).replace(year=2027, month=1)
    assert rules_of["breach"]["CY-02"].moment == at + timedelta(hours=72)
    assert rules_of["deviation"]["deviation_answer"].due_on == swedish_day(at) + timedelta(days=30)


def test_a_lex_sarah_from_a_visit_to_the_inspectorate_with_feedback(reported, acting, at):
    [track] = reported(Kind.LEX_SARAH)
    with acting("vera") as vera:
        with pytest.raises(NotYet, match="Ta emot"):
            actions.secure(track, "Lyften är avställd.", by=vera, at=at)
        actions.receive(track, by=vera, at=at)
        actions.secure(track, "Lyften är avställd.", by=vera, at=at)
        with pytest.raises(NotYet, match="Bedöm"):
            actions.investigate(track, "Ingen kontroll på ett år.", by=vera, at=at)
        actions.investigate(track, "Ingen kontroll på ett år.", Gravity.SERIOUS, by=vera, at=at)
        running = {clock.rule for clock in queries.clocks(vera, track) if clock.stopped_at is None}
        assert running == {"LX-02", "LX-03"}
        actions.take_measure(track, "Alla lyftar kontrolleras varje månad.", by=vera, at=at)
        with pytest.raises(NotYet, match="IVO"):
            actions.give_feedback(track, "Tack.", by=vera, at=at)
        actions.notify(track, "Anmält till IVO i dag, dnr 8.1-12345.", by=vera, at=at)
        actions.tell_effect(track, "Kan inte sägas än.", by=vera, at=at)
        actions.give_feedback(
            track, "Lyftarna kontrolleras nu varje månad. Tack för att du sade det.", by=vera, at=at
        )
        assert not Clock.objects.filter(stopped_at=None).exists()
    with acting("tova") as tova:
        told = queries.steps(tova, track)
        assert [step.what for step in told] == [Done.RECEIVED, Done.FEEDBACK], "not how it was investigated"
        assert "varje månad" in told[-1].text


def test_a_breach_is_on_somebodys_day_until_it_is_notified(reported, acting, at):
    [track] = reported(Kind.BREACH, text="Ett brev gick till fel person.")
    with acting("liv") as liv:
        held = [("log_reviewer", Unit.objects.get(name="Stab").pk)]
        assert [one.rule for one in queries.running(liv, queries.to_handle(liv, held))] == ["CY-02"]
        assert offers.law_of(Clock.objects.get()).startswith("Dataskydd")
        actions.receive(track, by=liv, at=at)
        actions.secure(track, "Brevet är återhämtat.", by=liv, at=at)
        actions.notify(track, "Anmäls inte: osannolik risk, brevet var oöppnat.", by=liv, at=at)
        assert not queries.running(liv, queries.to_handle(liv, held)).exists()


def test_whoever_is_given_a_track_reads_it_and_goes_on_with_it(reported, acting, at, staff):
    [track] = reported(Kind.LEX_SARAH)
    with acting("vera") as vera:
        actions.hand_over(track, staff("karin"), by=vera, at=at)
    with acting("karin") as karin:
        actions.receive(track, by=karin, at=at)
    with acting("bo") as bo, pytest.raises(NotYet, match="tagit emot"):
        actions.receive(track, by=bo, at=at)


def test_the_same_event_is_something_more_with_words_for_other_readers(reported, acting, at):
    [track] = reported(Kind.LEX_SARAH)
    with acting("tova") as tova:
        actions.open_track(track, Kind.ENVIRONMENT, "En kollega fick lyften över foten.", by=tova, at=at)
        with pytest.raises(NotYet, match="redan"):
            actions.open_track(track, Kind.ENVIRONMENT, "En gång till.", by=tova, at=at)
    with acting("inga") as inga:
        assert queries.tracks(inga).get().text == "En kollega fick lyften över foten."


def test_a_pattern_of_fewer_than_five_never_leaves_the_database(reported, acting):
    for _ in range(4):
        reported(Kind.DEVIATION)
    with acting("vera"):
        assert queries.pattern(2026) == [("visits", "deviation", None)]
    reported(Kind.DEVIATION)
    with acting("vera"):
        assert queries.pattern(2026) == [("visits", "deviation", 5)]
    with acting("bo"), pytest.raises(DatabaseError, match="not for this role"), transaction.atomic():
        queries.pattern(2026)


@pytest.mark.parametrize(
    "said",
    [
        "update deviations_track set gravity = 'none', owner_id = access.me()",
        "update deviations_track set text = 'Inget hände'",
        "update deviations_clock set stopped_at = access.at()",
        "delete from deviations_step",
        "insert into deviations_step (id, track_id, what, text, at, by_id) "
        "select gen_random_uuid(), id, 'feedback', 'Klart', access.at(), access.me() from deviations_track",
    ],
)
def test_who_reported_changes_nothing_of_it(reported, acting, at, said):
    [track] = reported(Kind.LEX_SARAH)
    with acting("vera") as vera:
        actions.receive(track, by=vera, at=at)
    with acting("tova"), connection.cursor() as cursor:
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(said)
        assert (Track.objects.get().gravity, Step.objects.count()) == ("", 1)
