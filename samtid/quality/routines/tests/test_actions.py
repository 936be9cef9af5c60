"""Verben: written by one, decided by another, in force on its day, looked at again and withdrawn."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from samtid.base.organisation.models import Membership, Unit
from samtid.base.organisation.words import Role
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day
from samtid.quality.routines import actions, queries
from samtid.quality.routines.models import Reading, Routine, Version
from samtid.quality.routines.words import As, State

from .make import a_routine, words

DAY = timedelta(days=1)


def refused(call) -> str:
    with pytest.raises(NotYet) as refusal:
        call()
    return " ".join(one.text for one in refusal.value.obstacles)


def held(viewer, on) -> list[str]:
    return [one.text for one in queries.in_force(viewer, on)]


def test_a_draft_holds_for_nobody_and_its_writer_does_not_decide_it(draft, acting, at):
    today = swedish_day(at)
    with acting("vera") as vera:
        assert "Någon annan beslutar" in refused(lambda: actions.decide(draft, today, by=vera, at=at))
        assert held(vera, today) == held(vera, today + 400 * DAY) == []
    with acting("bo") as bo:
        assert queries.of_step(bo, "investigations", today) == []
        assert not Version.objects.exists(), "a draft is read by those who write"
        assert not Routine.objects.exists(), "nor is it told that somebody writes one"


def test_another_decides_in_the_role_that_is_hers_and_then_everybody_reads(decided, acting, at):
    assert (decided.decided_as, decided.decided_unit.name) == (As.MANAGER, "Utredning barn och unga")
    for username in ("bo", "tova", "bengt", "ola"):
        with acting(username) as one:
            assert len(queries.of_step(one, "investigations", swedish_day(at))) == 1, username


def test_a_manager_of_another_unit_neither_writes_nor_decides_there(draft, acting, staff, at):
    with acting("anita") as anita:
        assert "chefen för enheten" in refused(
            lambda: actions.decide(draft, swedish_day(at), by=anita, at=at)
        )
        assert "chefen för enheten" in refused(lambda: a_routine(anita, by=anita, at=at))
        assert "hela kommunen" in refused(lambda: a_routine(anita, by=anita, at=at, unit=""))
        assert a_routine(anita, by=anita, at=at, unit="Ekonomiskt bistånd").number == 1
    with acting("bo") as bo:
        assert refused(lambda: a_routine(staff("karin"), by=bo, at=at))


def test_the_next_version_takes_over_on_its_day_at_midnight_and_the_first_is_still_read(decided, acting, at):
    new_year = datetime(2027, 1, 1, tzinfo=UTC).date()
    with acting("karin") as karin:
        later = actions.propose(decided.routine, words(at, text="Nytt."), seen=1, by=karin, at=at)
    with acting("vera") as vera:
        actions.decide(later, new_year, by=vera, at=at)
        assert held(vera, new_year - DAY) == [decided.text]
        assert held(vera, new_year) == ["Nytt."]
        rows = queries.history(vera, decided.routine)
        for day, expected in ((new_year - DAY, State.IN_FORCE), (new_year, State.FORMER)):
            assert queries.states(decided.routine, rows, day)[decided.pk] == expected
        assert queries.states(decided.routine, rows, swedish_day(at))[later.pk] == State.COMING
    # half past midnight in Sweden is the day before by the world's clock
    night = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert swedish_day(night) == new_year


def test_a_version_that_is_decided_for_a_far_day_is_overtaken_by_one_from_a_nearer(decided, acting, at):
    """A mistyped year must not freeze the routine until then."""
    today = swedish_day(at)
    with acting("karin") as karin:
        second = actions.propose(decided.routine, words(at), by=karin, at=at)
    with acting("vera") as vera:
        assert "ett år" in refused(lambda: actions.decide(second, today + 367 * DAY, by=vera, at=at))
        actions.decide(second, today + 366 * DAY, by=vera, at=at)
    with acting("karin") as karin:
        third = actions.propose(decided.routine, words(at, text="Tredje."), by=karin, at=at)
    with acting("vera") as vera:
        assert "har varit" in refused(lambda: actions.decide(third, today - DAY, by=vera, at=at))
        actions.decide(third, today + DAY, by=vera, at=at)
        assert held(vera, today) == [decided.text]
        assert held(vera, today + DAY) == held(vera, today + 366 * DAY) == ["Tredje."]
        rows = queries.history(vera, decided.routine)
        for day, expected in ((today, State.COMING), (today + 366 * DAY, State.IN_FORCE)):
            told = queries.states(decided.routine, rows, day)
            assert (told[second.pk], told[third.pk]) == (State.NEVER, expected)
        assert queries.current(decided.routine, rows, today + 366 * DAY).pk == third.pk


def test_two_who_write_at_once_do_not_overwrite_each_other(decided, acting, at):
    with acting("vera") as vera:
        first = actions.propose(decided.routine, words(at), seen=1, by=vera, at=at)
    with acting("karin") as karin:
        said = refused(lambda: actions.propose(decided.routine, words(at), seen=1, by=karin, at=at))
        assert said == actions.FIRST_READ
        second = actions.propose(decided.routine, words(at), seen=2, by=karin, at=at)
    with acting("vera") as vera:
        assert "nyare förslag" in refused(lambda: actions.decide(first, swedish_day(at), by=vera, at=at))
        actions.decide(second, swedish_day(at), by=vera, at=at)
        assert "redan avgjord" in refused(lambda: actions.decide(second, swedish_day(at), by=vera, at=at))


def test_a_draft_is_sent_back_with_a_reason_and_what_holds_goes_on(decided, acting, at):
    with acting("vera") as vera:
        draft = actions.propose(decided.routine, words(at, text="Nytt."), by=vera, at=at)
    with acting("karin") as karin:
        assert "annorlunda" in refused(lambda: actions.send_back(draft, " ", by=karin, at=at))
        assert "personnummer" in refused(
            lambda: actions.send_back(draft, "Som för 20120314-2391.", by=karin, at=at)
        )
        actions.send_back(draft, "Skriv var barnet är.", by=karin, at=at)
        assert held(karin, swedish_day(at)) == [decided.text]
        assert queries.waiting(karin) == []
    with acting("bo") as bo:
        assert queries.history(bo, decided.routine) == [decided], "what was sent back is not told of"


def test_it_is_looked_at_again_and_given_to_another(decided, acting, staff, at):
    soon = swedish_day(at) + 90 * DAY
    with acting("karin") as karin:
        line = actions.review(decided.routine, "Följs.", soon, staff("vera").pk, seen=0, by=karin, at=at)
        assert "Karin Berg → Vera Frisk" in line.told
        row = Routine.objects.get(pk=decided.routine_id)
        assert (row.owner.username, row.next_on, row.turns) == ("vera", soon, 1)
        late = refused(lambda: actions.review(row, "Igen.", soon, seen=0, by=karin, at=at))
        assert late == actions.FIRST_READ
        assert "Välj en chef" in refused(
            lambda: actions.review(row, "Igen.", soon, staff("bo").pk, by=karin, at=at)
        )
    with acting("anita") as anita:
        assert "chefen för enheten" in refused(lambda: actions.review(row, "Nej.", soon, by=anita, at=at))


def test_what_is_withdrawn_holds_no_longer_and_is_neither_changed_nor_decided(decided, acting, at):
    with acting("vera") as vera:
        draft = actions.propose(decided.routine, words(at), by=vera, at=at)
    with acting("karin") as karin:
        assert "varför" in refused(lambda: actions.withdraw(decided.routine, "", by=karin, at=at))
        actions.withdraw(decided.routine, "Programmet gör det.", by=karin, at=at)
        assert held(karin, swedish_day(at)) == []
        assert held(karin, swedish_day(at) - DAY) == [], "nor did it hold before its own day"
        row = Routine.objects.get(pk=decided.routine_id)
        for call in (
            lambda: actions.withdraw(row, "Igen.", by=karin, at=at),
            lambda: actions.propose(row, words(at), by=karin, at=at),
            lambda: actions.decide(draft, swedish_day(at), by=karin, at=at),
            lambda: actions.review(row, "Följs.", swedish_day(at) + DAY, by=karin, at=at),
        ):
            assert "upphävd" in refused(call)
        told = queries.states(row, queries.history(karin, row), swedish_day(at))
        assert told[draft.pk] is State.FELL, "nobody decides it any longer"


def test_one_who_has_read_is_told_of_what_is_new_and_nobody_else_sees_who(decided, acting, at):
    with acting("bo") as bo:
        assert queries.last_read(bo, [decided.routine_id]) == {}
        actions.mark_read(decided, by=bo, at=at)
        actions.mark_read(decided, by=bo, at=at)
        assert queries.last_read(bo, [decided.routine_id])[decided.routine_id].number == 1
        assert Reading.objects.count() == 1
    for username in ("karin", "vera", "eva", "ola"):
        with acting(username):
            assert not Reading.objects.exists(), username


READERS = ("bo", "eva", "siri", "omar", "pelle", "ulf", "tova", "nils", "maja", "kurt")


def test_how_many_have_read_is_told_in_steps_of_five(decided, acting, staff, at, as_owner):
    unit = decided.routine.covers
    with as_owner():
        for username in READERS:
            post = {"role": Role.CASEWORKER, "unit": unit, "valid_from": swedish_day(at)}
            Membership.objects.get_or_create(staff=staff(username), **post)
    told = []
    for username in ("karin", "vera", "anita", *READERS):
        with acting(username) as one:
            actions.mark_read(decided, by=one, at=at)
        with acting("karin"):
            told.append(queries.read_by(decided).partition(",")[0])
    assert told[:3] == ["färre än fem"] * 3, "those who may ask do not fill up to the step"
    assert told[3:] == ["färre än fem"] * 4 + ["minst 5"] * 5 + ["minst 10"]


def test_where_few_work_nobody_is_told_how_many_have_read(decided, acting, at):
    for username in READERS:
        with acting(username) as one:
            actions.mark_read(decided, by=one, at=at)
    with acting("karin"):
        assert queries.read_by(decided) == queries.FEW_HAVE


def test_a_routine_for_a_unit_that_is_closed_is_not_in_the_open_register(decided, acting, at, as_owner):
    with as_owner():
        Unit.objects.filter(pk=decided.routine.covers_id).update(valid_to=swedish_day(at))
    for on, many in ((at, 1), (at + DAY, 0)):
        with acting(None, at=on):
            assert len(queries.open_register()) == many


def test_a_draft_waits_only_while_it_is_the_latest_of_a_routine_that_holds(decided, acting, at):
    with acting("karin") as karin:
        for title in ("Andra", "Tredje"):
            actions.propose(decided.routine, words(at, title=title), by=karin, at=at)
    with acting("vera") as vera:
        assert [one.title for one in queries.waiting(vera)] == ["Tredje"]
        actions.withdraw(decided.routine, "Behövs inte.", by=vera, at=at)
        assert queries.waiting(vera) == []


def test_whether_another_can_decide_is_known(decided, acting, staff, at, left):
    today, covers = swedish_day(at), decided.routine.covers_id
    with acting("karin") as karin:
        assert queries.another_decides(karin, covers, today)
        left(staff("vera"), today)
        assert not queries.another_decides(karin, None, today + DAY)


def test_what_was_overtaken_before_its_day_never_held(decided, acting, at):
    today = swedish_day(at)
    soon = today + 10 * DAY
    made = []
    for writer, decider in (("karin", "vera"), ("karin", "vera")):
        with acting(writer) as by:
            made.append(actions.propose(decided.routine, words(at), by=by, at=at))
        with acting(decider) as by:
            actions.decide(made[-1], soon, by=by, at=at)
    with acting("vera") as vera:
        rows = queries.history(vera, decided.routine)
        for day, expected in ((today, State.COMING), (soon, State.IN_FORCE)):
            told = queries.states(decided.routine, rows, day)
            assert (told[made[0].pk], told[made[1].pk]) == (State.NEVER, expected)


def test_the_open_register_has_roles_and_days_and_words_only_where_they_are_for_all(acting, staff, at):
    with acting("vera") as vera:
        hidden = a_routine(staff("karin"), by=vera, at=at)
        shown = a_routine(staff("karin"), by=vera, at=at, title="Öppen", is_public=True, place="visits")
        a_routine(vera, by=vera, at=at, title="Bara ett förslag")
    with acting("karin") as karin:
        for one in (hidden, shown):
            actions.decide(one, swedish_day(at), by=karin, at=at)
    with acting(None, at=at):
        first, second = queries.open_register()
    assert (first.title, first.text, first.step) == (hidden.title, None, "Utredning")
    assert (second.title, second.text is None, second.step) == ("Öppen", False, "Besök")
    assert first.decided_by == "Chef, Utredning barn och unga" and first.decided_on == swedish_day(at)
    assert "Karin" not in str(first) and "Vera" not in str(second)
