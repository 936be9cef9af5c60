"""The walls hold: what the database refuses even when the code forgets."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction

from samtid.base.access.models import Key
from samtid.base.access.queries import compartment_of
from samtid.base.access.words import Ground, Reach
from samtid.base.dossier import actions, keyholders, queries
from samtid.base.dossier.models import Case, Dossier, Event, Note
from samtid.base.dossier.tests.make import a_case, lowered
from samtid.base.dossier.words import Need
from samtid.base.people.models import Person
from samtid.base.people.words import Protection
from samtid.ground.reasons import NotYet
from tests.log_in import step


def refused() -> object:
    """A savepoint that expects the database to say no."""
    return pytest.raises(Error)


def test_nobody_sees_anything_without_a_stamp(acting, at):
    with acting("maja") as maja:
        a_case(by=maja, at=at)

    assert not Case.objects.exists()
    assert not Person.objects.exists()
    assert not Dossier.objects.exists()


def test_the_unit_sees_its_case_and_others_do_not(acting, at):
    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
        assert queries.cases(maja).get() == case

    with acting("rut") as rut:
        assert queries.cases(rut).get().dossier.person.name == "Alva Nyström"

    for username in ("bo", "karin", "pelle", "tova", "kurt", "vera", "bengt", "liv", "ola"):
        with acting(username) as other:
            assert not queries.cases(other).exists()
            assert not Person.objects.exists()
            assert not Event.objects.exists()
            assert not queries.search(other, "alva")


def test_a_handed_over_case_takes_its_rows_and_keys_along(acting, at, staff):
    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
        actions.sign_note(
            actions.write_note(case, "Ringde skolan.", happened_at=at, by=maja, at=at), by=maja, at=at
        )
        bo = staff("bo")
        actions.transfer(case, compartment_of(bo.memberships.get().unit, at.date()), bo, by=maja, at=at)
        assert not queries.cases(maja).exists()
        assert not Note.objects.exists()

    with acting("bo") as bo:
        assert queries.notes(bo).get().text == "Ringde skolan."
    with acting("eva"):
        assert not Note.objects.exists(), "the unit does not share within, so a colleague has no key"
    with acting("karin") as karin:
        assert queries.notes(karin).exists(), "the manager leads the unit"


def test_a_signed_note_stands_whoever_asks(acting, at, as_owner):
    with acting("maja") as maja:
        note = actions.write_note(a_case(by=maja, at=at), "Första.", happened_at=at, by=maja, at=at)
        note.text = "Ändrad medan den är ett utkast."
        note.save(update_fields=["text"])
        actions.sign_note(note, by=maja, at=at)
        for role in ("app", "owner"):
            with refused(), transaction.atomic():
                if role == "owner":
                    step("samtid_owner")
                Note.objects.filter(pk=note.pk).update(text="Förfalskad")
        with refused(), transaction.atomic():
            Note.objects.filter(pk=note.pk).delete()
        assert Note.objects.get().text == "Ändrad medan den är ett utkast."


def test_a_protected_person_is_for_named_staff_only(acting, at, staff):
    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
        actions.set_protection(case, Protection.MARKED, by=maja, at=at)
        assert queries.cases(maja).exists(), "the caseworker is named"
        assert queries.search(maja, "alva")

    with acting("rut") as rut:
        assert not queries.cases(rut).exists()
        assert not Event.objects.exists()
        assert not queries.search(rut, "alva")

    with acting("maja") as maja:
        actions.name_staff(
            case,
            staff("rut"),
            ground=Ground.NAMED,
            reach=Reach.CASE,
            reason="Chef",
            until=None,
            by=maja,
            at=at,
        )
    with acting("rut") as rut:
        assert queries.cases(rut).exists()


def test_nobody_can_put_a_row_in_a_case_they_cannot_see(acting, at, staff):
    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
    with acting("pelle") as pelle:
        with refused(), transaction.atomic():
            actions.write_note(case, "Intrång.", happened_at=at, by=pelle, at=at)
        with refused(), transaction.atomic():
            actions.transfer(case, case.compartment, pelle, by=pelle, at=at)
        with refused(), transaction.atomic():
            actions.name_staff(
                case,
                pelle,
                ground=Ground.SUBSTITUTION,
                reach=Reach.CASE,
                reason="",
                until=None,
                by=pelle,
                at=at,
            )


def test_break_glass_opens_for_some_hours_and_is_seen_by_the_manager(acting, at):
    from samtid.base.access.queries import emergencies, openings

    with acting("maja") as maja:
        a_case(by=maja, at=at)
    with acting("pelle") as pelle:
        assert not queries.cases(pelle).exists()
        actions.break_glass("201203142391", "Akut: mamman på sjukhus", 2, by=pelle, at=at)
        assert queries.by_glass(pelle, at) == queries.cases(pelle).get().dossier_id
    with acting("pelle", at=at + timedelta(hours=2, seconds=1)) as pelle:
        assert not queries.cases(pelle).exists(), "it ends by itself"
    with acting("rut") as rut:
        assert emergencies(rut, at).get().reason == "Akut: mamman på sjukhus"
        assert openings(rut).get(action="break_glass").staff.username == "pelle"


@pytest.mark.parametrize(
    "attempt",
    [
        "set local samtid.stamp = '1.web.0.99999999999.0.00'",
        "select set_config('samtid.stamp', '4.web.1795253400.99999999999.' || pg_backend_pid() || '.00', true)",
        "select * from access.stamp_key",
        "insert into access_key (id, staff_id, compartment_id, reach, ground, reason, given_at) "
        "values (gen_random_uuid(), access.me(), 1, 'case', 'named', '', now())",
        "insert into organisation_membership (staff_id, unit_id, role, valid_from) values (access.me(), 1, 'manager', '2020-01-01')",
        "update access_holding set unit_id = unit_id",
        "update dossier_case set compartment_id = compartment_id",
        "update people_person set open_to = '{1,2,3,4,5,6,7}'",
        "insert into people_person (id, given_name, family_name) values (gen_random_uuid(), 'a', 'b')",
        "create or replace function access.me() returns int language sql as 'select 1'",
        "alter table dossier_note disable row level security",
        "select lo_create(0)",
        "delete from access_opening",
    ],
)
def test_arbitrary_sql_as_the_webs_role_gets_nowhere(acting, at, attempt):
    with acting("maja") as maja:
        a_case(by=maja, at=at)
    with acting("pelle"):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(attempt)
                if cursor.description and attempt.startswith("select * "):
                    assert not cursor.fetchall()
                assert not Case.objects.exists()
                assert not Person.objects.exists()
        except Error:
            pass


def test_a_key_to_a_closed_case_ends_after_ninety_days(acting, at, staff):
    from samtid.base.access.queries import compartment_of

    with acting("karin") as karin:
        case = a_case(by=karin, at=at)
        actions.transfer(case, case.compartment, staff("bo"), by=karin, at=at)
        assert compartment_of(karin.memberships.get().unit, at.date()) == case.compartment
    with acting("bo") as bo:
        actions.close_case(queries.cases(bo).get(), "Klart", by=bo, at=at)
    with acting("bo", at=at + timedelta(days=89)) as bo:
        assert queries.cases(bo).exists(), "there may be a question to answer"
    with acting("bo", at=at + timedelta(days=91)) as bo:
        assert not queries.cases(bo).exists()
    with acting("karin", at=at + timedelta(days=91)) as karin:
        assert queries.cases(karin).exists(), "the manager leads the unit"


@pytest.fixture
def glass_broken(acting, at):
    """Maja's case, into which Pelle of another unit has broken the glass, for the whole day."""
    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
    with acting("pelle") as pelle:
        actions.break_glass("201203142391", "Akut: mamman på sjukhus", 24, by=pelle, at=at)
    return case


def handing_out(case, by, at):
    """Each way of giving ``by`` a key that lasts."""
    there = compartment_of(by.memberships.get().unit, at.date())
    named = {"ground": Ground.NAMED, "reach": Reach.CASE, "reason": "Vikarie", "until": None}
    return {
        "to their unit": lambda: actions.transfer(case, there, by, by=by, at=at),
        "to nobody": lambda: actions.transfer(case, case.compartment, None, by=by, at=at),
        "to be named": lambda: actions.name_staff(case, by, **named, by=by, at=at),
    }


def test_one_who_broke_the_glass_hands_out_no_key_and_is_told_why(glass_broken, acting, at):
    with acting("pelle") as pelle:
        for way, attempt in handing_out(glass_broken, pelle, at).items():
            with pytest.raises(NotYet, match="bara genom en nödöppning"):
                attempt()
            assert not Key.objects.exclude(ground=Ground.BREAK_GLASS).exists(), way
        actions.write_note(glass_broken, "Barnet är hos mormor.", happened_at=at, by=pelle, at=at)

    with acting("pelle", at=at + timedelta(days=2)) as pelle:
        assert not queries.cases(pelle).exists()
    with acting("maja", at=at + timedelta(days=2)) as maja:
        assert queries.cases(maja).get().caseworker == maja


def test_the_database_refuses_it_even_when_the_code_forgets(glass_broken, acting, at, monkeypatch):
    for home in (queries, keyholders):
        monkeypatch.setattr(home, "obstacles_to_handing_out", lambda viewer, case: [])
    with acting("pelle") as pelle:
        for attempt in handing_out(glass_broken, pelle, at).values():
            with refused(), transaction.atomic():
                attempt()


@pytest.mark.parametrize("username", ["maja", "rut", "bo"])
def test_a_key_of_ones_own_is_not_lost_by_breaking_the_glass_as_well(acting, at, staff, username):
    """The caseworker, the manager of the unit, and one who was named."""
    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
        if username == "bo":
            actions.name_staff(
                case,
                staff("bo"),
                ground=Ground.SUBSTITUTION,
                reach=Reach.CASE,
                reason="Semester",
                until=None,
                by=maja,
                at=at,
            )
    with acting(username) as who:
        actions.break_glass("201203142391", "Akut: mamman på sjukhus", 1, by=who, at=at)
        actions.transfer(case, case.compartment, staff("rut"), by=who, at=at)
    with acting("rut") as rut:
        assert queries.cases(rut).get().caseworker == rut


def test_protection_ends_the_keys_that_broken_glass_gave(glass_broken, acting, at):
    from samtid.base.access.queries import emergencies

    later = at + timedelta(hours=1)
    last = at + timedelta(minutes=59)
    with acting("pelle", at=last) as pelle:
        assert queries.cases(pelle).exists()
        own = a_case(by=pelle, at=last, need=Need.MONEY)
    with acting("maja", at=later) as maja:
        actions.set_protection(glass_broken, Protection.MARKED, by=maja, at=later)
        assert queries.cases(maja).get() == glass_broken

    with acting("pelle", at=later) as pelle:
        assert queries.cases(pelle).get() == own, "what is one's own is not touched"
        assert not Note.objects.exclude(case=own).exists()
    with acting("rut", at=later) as rut:
        assert emergencies(rut, later).get().valid_until == later, "the manager sees when it ended"


def test_glass_does_not_break_on_the_protected(glass_broken, acting, staff, at):
    later = at + timedelta(hours=1)
    with acting("maja", at=later) as maja:
        actions.set_protection(glass_broken, Protection.MARKED, by=maja, at=later)
    with acting("pelle", at=later) as pelle:
        actions.break_glass("201203142391", "Akut: mamman på sjukhus", 24, by=pelle, at=later)
        assert queries.by_glass(pelle, later) is None
        assert not queries.cases(pelle).exists()
    with acting("maja", at=later) as maja:
        lowered(glass_broken, by=maja, manager=staff("rut"), at=later)
    with acting("pelle", at=later) as pelle:
        assert not queries.cases(pelle).exists(), "what has ended does not come back"
        actions.break_glass("201203142391", "Akut: mamman på sjukhus", 1, by=pelle, at=later)
        assert queries.cases(pelle).exists()


def test_one_who_broke_the_glass_may_only_ask_for_protection(glass_broken, acting, at):
    later = at + timedelta(hours=1)
    with acting("pelle", at=later) as pelle:
        with pytest.raises(NotYet, match="bara genom en nödöppning"):
            actions.set_protection(glass_broken, Protection.MARKED, by=pelle, at=later)
        with refused(), transaction.atomic(), connection.cursor() as cursor:
            person = glass_broken.dossier.person_id
            cursor.execute("select access.set_protection(%s, 'marked')", [person])
        change = actions.propose_protection(
            glass_broken, Protection.MARKED, "Mannen letar efter dem", by=pelle, at=later
        )
        assert queries.cases(pelle).get().is_sealed is False, "nothing has changed"
    with acting("maja", at=later) as maja:
        assert not queries.protection_questions(maja), "the caseworker protects by herself"
    with acting("rut", at=later) as rut:
        [asked] = queries.protection_questions(rut)
        assert (asked.change, asked.level) == (change, Protection.MARKED)
        actions.answer_protection(change, asked.compartment, yes=True, by=rut, at=later)
    with acting("maja", at=later) as maja:
        assert queries.cases(maja).get().is_sealed
    with acting("pelle", at=later) as pelle:
        assert not queries.cases(pelle).exists()


def test_a_case_nobody_has_is_not_shut_for_all_when_it_is_protected_from_outside(glass_broken, acting, at):
    later = at + timedelta(hours=1)
    with acting("maja") as maja:
        actions.transfer(glass_broken, glass_broken.compartment, None, by=maja, at=at)
    with acting("pelle", at=later) as pelle:
        other = a_case(by=pelle, at=later, need=Need.MONEY)
        actions.set_protection(other, Protection.MARKED, by=pelle, at=later)
    for username, sees in (("rut", 1), ("maja", 0), ("pelle", 1), ("karin", 0)):
        with acting(username, at=later) as who:
            assert queries.cases(who).count() == sees, username
