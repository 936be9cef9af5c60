"""The time is the stamp's: what a function is told of days and moments is something of the world, bounded, and listed here.

Whoever may say a moment to a function that writes may say that something was done yesterday, or read another day than today's.
So none takes one but those that are told of something that happened, or that is to happen, elsewhere than here.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from samtid.base.access.logins import role_of
from samtid.base.access.walling import Login
from samtid.base.access.walling.rooms import walls
from samtid.base.corrections.tests.make import NEW_NUMBER, a_ticket, numbered
from samtid.base.dossier.tests.make import a_case, a_person
from samtid.base.people.actions import Details, relate
from samtid.base.people.models import Relation
from samtid.base.people.words import Bond
from tests.log_in import next_transaction

# Function and parameter → what it is a moment of, and how it is bounded. The tests below try each bound.
TOLD = {
    "access.about_child today": "the day a report came in: today, or at most two years back",
    "access.change_number day": "from which day the number is the person's: not ahead, nor before the birth",
    "access.change_person day": "from which day it holds: not ahead, nor before the birth",
    "access.draft_reorganisation first": "the day of the reorganisation: ahead",
    "access.end_relation last": "the last day of the relation: not ahead, nor before its first",
    "access.end_signed_in_elsewhere until": "how long the provider's token holds: ten minutes to a day",
    "access.files_a_day since": "how far back is counted: three months at most",
    "access.homes_with_place night": "which night a home is asked for: today or ahead, within a year",
    "access.hours_of since": "whose hours are summed from when: numbers of those one leads or plans for",
    "access.hours_of until": "and until when",
    "access.lately_investigated since": "how far back the law asks: seven months at most",
    "access.name_staff ends": "the end of a key: ahead, and within a year",
    "access.pick_for_review first": "which month's lines are picked: one that has begun",
    "access.propose_change first": "the day of a change: today or ahead",
    "access.protected_openings since": "how far back is told: a month at most",
    "access.register_decision day": "the day of the board's meeting: not ahead, nor a month before the draft",
}
# The queue's functions are procrastinate's, on its own tables, and the worker's log-in's only.
NOT_OURS = "queue"
MOMENTS = "array['timestamptz', 'timestamp', 'date', 'time', 'timetz', 'interval', 'tstzrange', 'tsrange', 'daterange']::regtype[]"
CALLABLE = f"""
  select n.nspname || '.' || p.proname || ' ' || coalesce(p.proargnames[place], '?')
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    cross join unnest(p.proargtypes) with ordinality as a(kind, place)
  where n.nspname not in ('pg_catalog', 'information_schema', '{NOT_OURS}') and kind = any ({MOMENTS})
    and not exists (select from pg_depend e where e.objid = p.oid and e.deptype = 'e')
    and exists (select from unnest(%s::text[]) login where has_function_privilege(login, p.oid, 'execute'))
  order by 1
"""


@pytest.mark.django_db
def test_no_function_is_told_a_moment_but_those_that_say_why():
    with connection.cursor() as cursor:
        cursor.execute(
            CALLABLE,
            [[role_of(part.kind) for parts in walls().values() for part in parts if isinstance(part, Login)]],
        )
        found = {name for (name,) in cursor.fetchall()}
    assert found == set(TOLD)


@pytest.fixture
def ask(db):
    def asked(statement: str, *values: object) -> list[tuple]:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall()

    return asked


def refused(ask, statement: str, *values: object) -> str:
    with pytest.raises(DatabaseError) as told:
        ask(statement, *values)
    return str(told.value).splitlines()[0]


@pytest.mark.parametrize("days", [1, 400])
def test_what_is_to_hold_is_not_written_ahead(acting, ask, at, days):
    ahead = at.date() + timedelta(days=days)
    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
        other = a_person(Details("Mona", "Nyström"), by=maja, at=at)
        relate(case.dossier.person, other, Bond.GUARDIAN, case_id=case.pk, by=maja, at=at)
        next_transaction()
        person = case.dossier.person_id
        said = "select access.change_person(%s, 1, 'contact', '{\"phone\": \"070-1740605\"}', %s, '', 'Ny telefon', %s)"
        assert "not from that day" in refused(ask, said, person, ahead, case.pk)
        assert "not from that day" in refused(
            ask, said, person, case.dossier.person.born_on - timedelta(days=1), case.pk
        )
        [[version]] = ask(said, person, at.date(), case.pk)
        assert version == 2
        number = "select access.change_number(%s, 2, %s, 'mistyped', %s, '', 'Fel siffra', %s)"
        assert "not to be written down" in refused(
            ask, number, person, a_ticket(numbered(NEW_NUMBER), by=maja, at=at), ahead, case.pk
        )
        bond = Relation.objects.get()
        end = "select access.end_relation(%s, %s, false, 'De har flyttat isär')"
        assert "a day that has been" in refused(ask, end, bond.pk, ahead)
        assert "a day that has been" in refused(ask, end, bond.pk, None)
        ask(end, bond.pk, bond.valid_from - timedelta(days=days))
        bond.refresh_from_db()
        assert bond.valid_to == bond.valid_from


def test_an_age_is_not_asked_ones_way_to(acting, ask, at):
    """Whether somebody is a child is asked of a day near today: by other days one would find the day of birth."""
    child = "select access.about_child(%s, %s)"
    with acting("maja") as maja:
        case = a_case(by=maja, at=at)  # born 2012-03-14
        assert ask(child, case.pk, at.date()) == [(True,)]
        for years in (5, 20, 100):
            assert ask(child, case.pk, at.date() + timedelta(days=366 * years)) == [(True,)], (
                "today all the same"
            )
    later = at.replace(year=2033)
    with acting("maja", at=later):
        assert ask(child, case.pk, at.date()) == [(False,)], "no longer back than two years"
        assert ask(child, case.pk, later.replace(year=2031, month=12).date()) == [(False,)]


def test_the_log_is_read_no_longer_back_than_its_page_needs(acting, ask, as_owner, at):
    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
        line = (
            "insert into access_opening (id, at, staff_id, action, dossier_id, compartment_id, page, why) "
            "select %s, %s, access.me(), 'view', dossier_id, compartment_id, 'x', '' from dossier_case where id = %s"
        )
        assert "who and when" in refused(
            ask, f"{line} returning 1", uuid4(), at - timedelta(days=200), case.pk
        )
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("update people_person set protection = 'marked'")
        for days in (5, 40, 200):
            cursor.execute(
                line.replace("access.me()", "%s"), [uuid4(), at - timedelta(days=days), maja.pk, case.pk]
            )
    next_transaction()
    with acting("rut"):
        told = ask('select "when" from access.protected_openings(%s)', at.replace(year=2000))
        assert [when for (when,) in told if when < at] == [at - timedelta(days=5)]
        counted = ask("select day from access.files_a_day(%s)", at.replace(year=2000))
        assert {day for (day,) in counted} >= {
            (at - timedelta(days=5)).date(),
            (at - timedelta(days=40)).date(),
        }
        assert (at - timedelta(days=200)).date() not in {day for (day,) in counted}


@pytest.mark.parametrize("first", ["2026-12-01", "2026-10-02", "2031-01-01", None])
def test_what_is_picked_is_of_a_month_that_has_begun(acting, ask, first):
    with acting("liv"):
        assert "a month that has begun" in refused(ask, "select access.pick_for_review(%s, 5, 'lott')", first)
        ask("select access.pick_for_review('2026-10-01', 5, 'lott')")


@pytest.mark.parametrize(("until", "days"), [(-3650, 0), (3650, 1)])
def test_how_long_a_token_is_remembered_is_bounded(ask, as_owner, at, until, days):
    from samtid.base.access.identity import Identity, acting_as
    from samtid.base.access.words import Purpose

    with acting_as(Identity(None, Purpose.PORTAL, at)):
        ask("select access.end_signed_in_elsewhere(null, 'x', 'ett', %s)", at + timedelta(days=until))
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("select until from access.spent_token where name = 'ett'")
        [[kept]] = cursor.fetchall()
    assert kept == (at + timedelta(days=days) if days else at + timedelta(minutes=10))


def test_what_is_handed_in_came_within_a_year(acting, ask, at):
    said = (
        '{{"id": "{0}", "receipt": "AAAA-BBBB", "need": "child", "kind": "report", "channel": "phone", "received_at": "{1}", '
        '"text": "Någon.", "is_urgent": false, "reporter_name": "", "reporter_category": "", "reporter_contact": "", '
        '"wants_feedback": false, "is_anonymous": true, "safe_contact": "", "about_name": "Okänd", "about_number": "", '
        '"about_address": "", "about_school": "", "guardians_told": null, "interpreter": "", "routing_reason": ""}}'
    )
    with acting("maja"):
        long_ago = said.format(uuid4(), (at - timedelta(days=400)).isoformat())
        assert "more than a year ago" in refused(ask, "select access.receive_report(%s)", long_ago)
        ask("select access.receive_report(%s)", said.format(uuid4(), (at + timedelta(days=9)).isoformat()))
        assert ask("select received_at from intake_report") == [(at,)], "and never ahead"
