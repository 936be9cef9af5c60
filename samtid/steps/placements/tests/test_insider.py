"""Somebody on the staff who has the source and writes SQL: what the rooms' tables and doors tell of a child without a key."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection

from samtid.base.access.models import Compartment
from samtid.base.access.through import door
from samtid.base.dossier.actions import set_protection
from samtid.base.dossier.tests.make import ALVA, a_case
from samtid.base.people.actions import Details, look_up
from samtid.base.people.words import Protection
from samtid.ground.reasons import NotYet
from samtid.steps.placements import actions
from samtid.steps.placements.models import Care, Home, Placement
from samtid.steps.placements.words import Destination, LeftWhy

from .make import CARED, PLACED, TERMS, a_care, a_home


def sql(said: str, **values: Any) -> list[tuple[Any, ...]]:
    """One statement of the insider's own."""
    with connection.cursor() as cursor:
        cursor.execute(said, values or None)
        return cursor.fetchall() if cursor.description else []


@contextmanager
def taken_back() -> Iterator[None]:
    """What is done inside never was, and leaves no trace."""
    with connection.cursor() as cursor:
        cursor.execute("savepoint attempt")
        yield
        cursor.execute("rollback to savepoint attempt")


def refused(said: str, **values: Any) -> str:
    """What the database says to a statement, which is taken back; "" when it does it."""
    with connection.cursor() as cursor:
        cursor.execute("savepoint attempt")
        try:
            cursor.execute(said, values)
        except DatabaseError as error:
            return str(error).splitlines()[0]
        finally:
            cursor.execute("rollback to savepoint attempt")
    return ""


@pytest.fixture
def home(acting, at) -> Home:
    with acting("karin", at=at - timedelta(days=3)) as karin:
        return a_home(by=karin, at=at - timedelta(days=3), capacity=3)


@pytest.fixture
def hidden(acting, at, home) -> Care:
    """A protected child in one of the home's three places, seen by Siri alone."""
    with acting("siri", at=at - timedelta(days=2)) as siri:
        case = a_case(by=siri, at=at - timedelta(days=2))
    with acting("siri", at=at - timedelta(days=1)) as siri:
        care = a_care(case, home, by=siri, at=at - timedelta(days=1))
        set_protection(case, Protection.MARKED, by=siri, at=at - timedelta(days=1))
    return care


def own(acting: Any, at: datetime, home: Home, name: str, who: str = "karin") -> Care:
    """A child of the insider's own, in another home."""
    with acting(who, at=at - timedelta(hours=5)) as by:
        case = a_case(
            by=by,
            at=at - timedelta(hours=5),
            details=Details(name, "Prov", born_on=at.date().replace(year=2018)),
        )
    with acting(who, at=at - timedelta(hours=4)) as by:
        return a_care(case, home, by=by, at=at - timedelta(hours=4))


@pytest.fixture
def elsewhere(acting, at) -> Home:
    with acting("karin", at=at - timedelta(days=3)) as karin:
        return a_home(by=karin, at=at - timedelta(days=3), name="Andra", capacity=9)


def placed(care: Care, home: Home, first: datetime, last: datetime | None = None) -> None:
    sql(PLACED, id=uuid4(), case=care.case_id, care=care.pk, home=home.pk, first=first, last=last)


def test_hidden_children_are_not_counted_by_placing_ones_own_and_taking_it_back(
    acting, at, home, hidden, elsewhere
):
    mine = [own(acting, at, elsewhere, name) for name in ("Bela", "Cilla")]
    with acting("karin"):
        assert home.pk in door("homes_with_place", at.date()), "one of three"
        with taken_back():
            for care in mine:
                sql(
                    "update placements_placement set ends_at = %(at)s where care_id = %(care)s",
                    at=at,
                    care=care.pk,
                )
                placed(care, home, at)
                assert door("homes_with_place", at.date()) == [], "whoever has written is told of no home"
        assert home.pk in door("homes_with_place", at.date()), "what was taken back never was"


def test_nor_by_saying_another_number_of_places_and_taking_it_back(acting, at, home, hidden):
    with acting("karin"):
        for capacity in (1, 2):
            with taken_back():
                sql(TERMS, home=home.pk, on=at.date(), capacity=capacity)
                assert door("homes_with_place", at.date()) == []


def test_nor_by_taking_ones_own_out_or_by_a_pause_or_in_one_statement(acting, at, home, hidden):
    mine = own(acting, at, home, "Bela")
    with acting("karin"):
        before = door("homes_with_place", at.date())
        for said in (
            "update placements_placement set corrected_at = access.at(), corrected_by_id = access.me() where care_id = %(care)s",
            "insert into placements_homepause (id, home_id, first_on, last_on, noted_at, noted_by_id) values (gen_random_uuid(), "
            "%(home)s, '2026-01-01', '2026-01-02', access.at(), access.me())",
            # nothing is written by it, and nothing is told
            "update placements_placement set left_why = '' where care_id = %(nobody)s",
        ):
            with taken_back():
                sql(said, care=mine.pk, home=home.pk, nobody=uuid4())
                assert door("homes_with_place", at.date()) == [], said
        with taken_back():
            [(told,)] = sql(
                "with made as (update placements_placement set ends_at = access.at() where care_id = %(care)s returning id) "
                "select access.homes_with_place(%(on)s) from made",
                care=mine.pk,
                on=at.date(),
            )
            assert told == before, "as it was before the statement"


def test_the_mark_of_a_transaction_is_not_read_or_taken_away(acting):
    for said in ("select * from access.home_written", "delete from access.home_written"):
        with acting("karin"):
            assert "permission denied" in refused(said)


def test_a_child_without_a_key_is_refused_alike_wherever_it_is(acting, at, home, hidden, elsewhere):
    """Placed then or not, the care is not seen, and that is all that is said."""
    with acting("karin"):
        said = {
            refused(
                PLACED,
                id=uuid4(),
                case=hidden.case_id,
                care=hidden.pk,
                home=elsewhere.pk,
                first=first,
                last=last,
            )
            for first, last in ((at, None), (at - timedelta(days=900), at - timedelta(days=899)))
        }
        said.add(
            refused(PLACED, id=uuid4(), case=uuid4(), care=uuid4(), home=elsewhere.pk, first=at, last=None)
        )
    assert len(said) == 1 and "not seen" in said.pop()


def test_nobody_asks_by_a_case_opened_for_it_and_taken_back_whether_a_child_is_placed(
    acting, at, home, hidden
):
    """One who knows the child's number opens a case, asks the constraint, and takes the case back: no line is left."""
    person = hidden.person_id
    with acting("maja", at=at) as maja:
        ticket = look_up(ALVA, by=maja, at=at)
    with acting("maja", at=at):
        door("register_person", ticket)
    with acting("maja", at=at):
        case, where = uuid4(), Compartment.objects.get(name="Mottagning").pk
        sql(
            "select access.open_case(%(case)s, '', %(ticket)s, 'child', %(where)s)",
            case=case,
            ticket=ticket,
            where=where,
        )
        told = refused(CARED, id=uuid4(), case=case, person=person)
    assert "a_child_is_in_care_once" not in told and "has not stood" in told
    with acting("maja", at=at):
        assert refused(CARED, id=uuid4(), case=hidden.case_id, person=person) == told, (
            "and of a case that is not seen, alike"
        )


def test_a_visit_that_was_has_one_who_noted_it(acting, at, elsewhere):
    care = own(acting, at, elsewhere, "Bela")
    made = """insert into placements_childvisit (id, case_id, compartment_id, is_sealed, care_id, planned_by_id, planned_at, alone,
        why_not, note, held_at, minutes, noted_by_id, noted_at) values (gen_random_uuid(), %(case)s, 1, false, %(care)s, access.me(),
        access.at(), true, '', '', """
    with acting("karin"):
        for said in (
            "access.at(), 45, null, null)",
            "null, null, access.me(), access.at())",
            "access.at(), null, access.me(), access.at())",
        ):
            assert "a_visit_that_was_is_noted" in refused(made + said, case=care.case_id, care=care.pk)
        assert (
            refused(made + "access.at(), 45, access.me(), access.at())", case=care.case_id, care=care.pk)
            == ""
        )
        assert refused(made + "null, null, null, null)", case=care.case_id, care=care.pk) == ""


def test_who_ended_a_stay_is_written_by_the_database(acting, at, staff, elsewhere):
    care = own(acting, at, elsewhere, "Bela")
    with acting("karin") as karin:
        actions.leave(care, at - timedelta(hours=1), LeftWhy.RAN_AWAY, by=karin, at=at)
        stay = Placement.objects.get(care=care)
        assert (stay.ended_by, stay.left_noted_at) == (karin, at)
        assert "permission denied" in refused("update placements_placement set ended_by_id = 1")
        forged = PLACED.replace("corrected_why)", "corrected_why, ended_by_id, left_noted_at)")
        forged = forged.replace("access.me(), '')", "access.me(), '', %(by)s, %(noted)s)")
        made = {
            "case": care.case_id,
            "care": care.pk,
            "home": elsewhere.pk,
            "first": at - timedelta(minutes=50),
            "last": at,
        }
        for by, noted in ((staff("bo").pk, at), (karin.pk, at - timedelta(days=1))):
            assert "not for the caller" in refused(forged, id=uuid4(), by=by, noted=noted, **made)
        placed(care, elsewhere, at - timedelta(minutes=50), at)
        assert set(Placement.objects.values_list("ended_by", "left_noted_at")) == {(karin.pk, at)}


def test_a_case_moved_to_a_child_and_taken_back_does_not_tell_whether_that_child_is_placed(
    acting, at, home, hidden, elsewhere
):
    """Refused for a child who is placed, and done for another: so would one ask of any child whose number one knows."""
    care = own(acting, at, elsewhere, "Bela", who="maja")
    with acting("maja", at=at) as maja:
        ticket = look_up(ALVA, by=maja, at=at)
    with acting("maja", at=at) as maja:
        door("register_person", ticket)
    with acting("maja", at=at):
        said = refused(
            "select access.move_cases(array[%(case)s::uuid], %(ticket)s, 'Syskonen blandades ihop', '{}')",
            case=care.case_id,
            ticket=ticket,
        )
        assert said == ""


def test_a_correction_that_meets_a_stay_in_a_case_one_does_not_see_is_refused_in_words(
    acting, at, home, elsewhere
):
    """Known in two cases: what the one says of a time that the other has is an obstacle, and no fault of the program."""
    with acting("siri", at=at - timedelta(days=9)) as siri:
        first = a_case(by=siri, at=at - timedelta(days=9))
    with acting("siri", at=at - timedelta(days=2)) as siri:
        care = a_care(first, home, by=siri, at=at - timedelta(days=2), starts_at=at - timedelta(days=3))
        actions.end_care(care, at - timedelta(days=2), Destination.HOME, by=siri, at=at - timedelta(days=2))
    with acting("maja", at=at - timedelta(days=1)) as maja:
        second = a_case(by=maja, at=at - timedelta(days=1))
    with acting("maja", at=at) as maja:
        made = a_care(second, elsewhere, by=maja, at=at, starts_at=at - timedelta(hours=5))
        stay = Placement.objects.get(care=made)
        with pytest.raises(NotYet, match="redan som placerat"):
            actions.correct(
                stay, elsewhere, at - timedelta(hours=60), "Barnet kom tidigare, sa hemmet.", by=maja, at=at
            )
        assert Placement.objects.get(pk=stay.pk).corrected_at is None


def test_a_child_is_in_care_once_through_every_case(acting, at, home, elsewhere):
    with acting("siri", at=at - timedelta(days=2)) as siri:
        first = a_case(by=siri, at=at - timedelta(days=2))
    with acting("siri", at=at - timedelta(days=1)) as siri:
        a_care(first, home, by=siri, at=at - timedelta(days=1))
    with acting("maja", at=at - timedelta(days=1)) as maja:
        second = a_case(by=maja, at=at - timedelta(days=1))
    with acting("maja", at=at) as maja:
        assert "one care at a time" in refused(CARED, id=uuid4(), case=second.pk, person=uuid4())
        with pytest.raises(NotYet, match="redan som placerat"):
            a_care(second, elsewhere, by=maja, at=at)
