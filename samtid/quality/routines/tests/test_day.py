"""Min dag: what is whose, and that it is asked about once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from samtid.base.access import middleware
from samtid.base.organisation import kept
from samtid.base.organisation.models import Membership, Unit
from samtid.base.organisation.words import Role
from samtid.ground.sweden import swedish_day
from samtid.quality.routines import actions, queries
from samtid.quality.routines.models import Routine
from samtid.quality.routines.offers import STEPS
from tests.test_query_counts import MOST, STAMP, counting

from .make import a_routine, words

DAY = timedelta(days=1)


def test_what_is_due_is_its_owners_and_what_nobody_owns_the_quality_developers(
    decided, acting, staff, at, left
):
    today = swedish_day(at)

    def due(username: str, on) -> list[str]:
        with acting(username, at=at + (on - today)) as one:
            return [
                found.kind for found in queries.due(one, list(one.memberships.select_related("unit")), on)
            ]

    soon = decided.routine.next_on - 10 * DAY
    assert (due("karin", today), due("karin", soon), due("vera", soon), due("anita", soon)) == (
        [],
        ["review"],
        [],
        [],
    )
    left(staff("karin"), today)
    assert due("vera", today + DAY) == ["left"], "long before its day"
    assert due("anita", today + DAY) == []
    assert due("siri", today + DAY) == []


def test_without_a_quality_developer_it_falls_to_those_who_may_give_it_to_another(
    decided, acting, staff, at, left
):
    today = swedish_day(at)
    with acting("karin") as karin:
        actions.review(decided.routine, "Följs.", today + 90 * DAY, staff("vera").pk, by=karin, at=at)
    left(staff("vera"), today)
    for username, kinds in (("karin", ["left"]), ("anita", [])):
        with acting(username, at=at + DAY) as one:
            posts = list(one.memberships.select_related("unit"))
            assert [found.kind for found in queries.due(one, posts, today + DAY)] == kinds


def kinds(acting, username: str, at) -> list[str]:
    with acting(username, at=at) as one:
        today = swedish_day(at)
        posts = list(one.memberships.on(today).select_related("unit"))
        return [found.kind for found in queries.due(one, posts, today)]


def test_an_owner_who_has_moved_no_longer_answers_for_what_she_left(
    decided, acting, staff, at, left, as_owner
):
    """Karin goes on as manager of another unit: her routine is given to somebody, or she says that she keeps it."""
    today = swedish_day(at)
    left(staff("karin"), today)
    with as_owner():
        other = Unit.objects.get(name="Ekonomiskt bistånd")
        Membership.objects.create(staff=staff("karin"), unit=other, role=Role.MANAGER, valid_from=today)
    assert kinds(acting, "vera", at + DAY) == ["left"]
    assert kinds(acting, "karin", at + DAY) == []
    with acting("vera", at=at + DAY) as vera:
        line = actions.review(decided.routine, "Karin behåller den.", today + 9 * DAY, by=vera, at=at + DAY)
        assert "Karin Berg ansvarar från Ekonomiskt bistånd" in line.told
        assert Routine.objects.get(pk=decided.routine_id).unit == other
    assert (kinds(acting, "vera", at + DAY), kinds(acting, "karin", at + DAY)) == ([], ["review"])


def test_a_draft_that_another_sent_back_is_on_its_writers_day_for_a_while(decided, acting, at):
    with acting("vera") as vera:
        back = actions.propose(decided.routine, words(at), by=vera, at=at)
    with acting("karin") as karin:
        actions.send_back(back, "Skriv var.", by=karin, at=at)
    assert (kinds(acting, "vera", at), kinds(acting, "karin", at)) == (["returned"], [])
    assert (kinds(acting, "vera", at + 30 * DAY), kinds(acting, "vera", at + 31 * DAY)) == (["returned"], [])
    with acting("vera") as vera:
        own = actions.propose(decided.routine, words(at), by=vera, at=at)
        assert kinds(acting, "karin", at) == ["decide"]
    with acting("vera") as vera:
        actions.send_back(own, "Fel.", by=vera, at=at)
    assert kinds(acting, "vera", at) == [], "what she took back herself she knows"


def test_what_is_withdrawn_is_told_to_its_owner_and_the_quality_developer(decided, acting, staff, at):
    with acting("karin") as karin:
        actions.review(
            decided.routine, "Följs.", swedish_day(at) + 90 * DAY, staff("anita").pk, by=karin, at=at
        )
        actions.withdraw(decided.routine, "Programmet gör det.", by=karin, at=at)
    who = ("anita", "vera", "karin", "rut")
    assert [kinds(acting, one, at) for one in who] == [["withdrawn"], ["withdrawn"], [], []]
    assert kinds(acting, "vera", at + 15 * DAY) == []


def test_a_routine_for_a_unit_that_is_closed_is_somebodys_to_withdraw(decided, acting, at, as_owner):
    with as_owner():
        Unit.objects.filter(pk=decided.routine.covers_id).update(valid_to=swedish_day(at))
    assert (kinds(acting, "vera", at), kinds(acting, "vera", at + DAY)) == ([], ["closed"])


def test_a_draft_waits_for_those_who_may_decide_it_and_not_for_its_writer(draft, acting, at):
    def due(username: str) -> list[str]:
        with acting(username) as one:
            posts = list(one.memberships.select_related("unit"))
            return [found.kind for found in queries.due(one, posts, swedish_day(at))]

    assert (due("karin"), due("vera"), due("anita"), due("bo")) == (["decide"], [], [], [])


@pytest.mark.parametrize(
    ("username", "kinds"),
    [("vera", ("review", "withdrawn", "decide", "returned")), ("karin", ("review", "decide"))],
)
def test_all_that_can_be_on_the_card_is_on_min_dag_within_its_questions(
    browse, decided, acting, staff, at, monkeypatch, username, kinds
):
    """One of each kind at once, and no more questions for it than the page has."""
    soon = swedish_day(at) + 3 * DAY
    with acting("vera") as vera:
        over = a_routine(staff("karin"), by=vera, at=at, title="Upphävd")
        back = a_routine(staff("karin"), by=vera, at=at, title="Tillbaka")
    with acting("karin") as karin:
        actions.decide(over, swedish_day(at), by=karin, at=at)
        actions.withdraw(over.routine, "Behövs inte.", by=karin, at=at)
        actions.send_back(back, "Skriv var.", by=karin, at=at)
        actions.review(decided.routine, "Följs.", soon, staff("vera").pk, by=karin, at=at)
        actions.propose(decided.routine, words(at, title="Att besluta"), by=karin, at=at)
    with acting("vera") as vera:
        other = a_routine(staff("karin"), by=vera, at=at, title="Annan", next_on=soon)
    with acting("karin") as karin:
        actions.decide(other, swedish_day(at), by=karin, at=at)
    with acting("vera") as vera:
        actions.propose(other.routine, words(at), by=vera, at=at)
    # what is asked anew every minute is no page's
    monkeypatch.setattr(middleware, "NOTED_EVERY", 3600)
    monkeypatch.setattr(kept, "SECONDS", 3600.0)
    browser = browse(username)
    browser.get("/min-dag/")
    with counting() as asked:
        day = browser.get("/min-dag/").content.decode()
    assert [kind for kind, (_, step) in STEPS.items() if step in day] == list(kinds)
    # a manager's day is over the budget before this room comes: there it is the one question that counts
    assert username == "karin" or len(asked) + STAMP <= MOST, (len(asked), asked)
    assert sum('from "routines_' in one.lower() for one in asked) == 1


def test_what_another_waits_for_is_asked_about_by_nobody_else(browse, decided, acting, at):
    with acting("karin") as karin:
        actions.propose(decided.routine, words(at), by=karin, at=at)
    for username, many in (("vera", True), ("karin", False), ("anita", False)):
        browser = browse(username)
        with counting() as asked:
            browser.get("/min-dag/")
        assert any('FROM "routines_' in one for one in asked) is many, username
