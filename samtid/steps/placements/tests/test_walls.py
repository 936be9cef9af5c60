"""What the register of homes tells, and to whom, asked of the database by SQL and not of the program."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction

from samtid.base.access.through import door
from samtid.base.dossier.actions import set_protection
from samtid.base.dossier.tests.make import a_case
from samtid.base.organisation.models import Committee, Membership, Staff, Unit
from samtid.base.organisation.words import Role, UnitKind
from samtid.base.people.actions import Details
from samtid.base.people.words import Protection
from samtid.ground.reasons import NotYet
from samtid.steps.placements import actions
from samtid.steps.placements.models import Care, Home, HomePause, HomeTerms, Placement
from samtid.steps.placements.words import Done, Why

from .make import a_care, a_home


@pytest.fixture
def home(acting, at) -> Home:
    with acting("karin", at=at - timedelta(days=3)) as karin:
        return a_home(by=karin, at=at - timedelta(days=3), capacity=1)


@pytest.fixture
def hidden(acting, at, home) -> Care:
    """A protected child in the home's only place, seen by Siri alone."""
    with acting("siri", at=at - timedelta(days=2)) as siri:
        case = a_case(by=siri, at=at - timedelta(days=2))
    with acting("siri", at=at - timedelta(days=1)) as siri:
        care = a_care(case, home, by=siri, at=at - timedelta(days=1))
        set_protection(case, Protection.MARKED, by=siri, at=at - timedelta(days=1))
    return care


@pytest.mark.parametrize(
    "username", ["pelle", "omar", "lena", "ulf", "tova", "inga", "kurt", "liv", "ola", "bengt"]
)
def test_the_register_is_read_by_those_who_work_with_childrens_cases(home, acting, at, username):
    with acting(username):
        assert not Home.objects.exists() and not HomeTerms.objects.exists()
        assert door("homes_with_place", at.date()) == []
        assert door("reads_homes") is False and door("keeps_homes") is False


@pytest.mark.parametrize(
    ("username", "keeps"), [("bo", True), ("karin", True), ("maja", False), ("rut", False)]
)
def test_who_reads_the_register_and_who_writes_in_it(home, acting, at, username, keeps):
    with acting(username) as who:
        assert Home.objects.count() == 1 and HomeTerms.objects.get().address == "Provvägen 7"
        if keeps:
            a_home(by=who, at=at, name="Nytt")
        else:
            with pytest.raises(NotYet, match="familjevården"):
                a_home(by=who, at=at, name="Nytt")
            with pytest.raises(Error, match="row-level security"), transaction.atomic():
                Home.objects.create(kind="sis", name="Nytt", registered_at=at, registered_by=who)


def test_where_there_is_family_care_it_keeps_the_homes_and_the_others_read_them(acting, as_owner, home, at):
    """Decision 96, and what the obstacle says (rules.REGISTERS)."""
    with as_owner():
        last = at.date() - timedelta(days=1)
        unit = Unit.objects.create(
            name="Familjevård",
            kind=UnitKind.FAMILY_CARE,
            committee=Committee.objects.get(),
            valid_from=at.date() - timedelta(days=90),
        )
        Membership.objects.create(
            staff=Staff.objects.get(username="ulf"), unit=unit, role=Role.CASEWORKER, valid_from=last
        )
    for who, keeps in (("ulf", True), ("karin", False), ("bo", False)):
        with acting(who):
            assert door("keeps_homes") is keeps and door("reads_homes") is True, who
    with acting("karin") as karin, pytest.raises(NotYet, match="familjevården"):
        a_home(by=karin, at=at, name="Nytt")
    with as_owner():
        Unit.objects.filter(pk=unit.pk).update(valid_to=last)
    with acting("karin"):
        assert door("keeps_homes") is True, "there was one, and is no more"


def test_what_was_said_of_a_home_is_never_changed(home, acting):
    for table in ("placements_home", "placements_hometerms"):
        for change in (f"update {table} set id = id", f"delete from {table}"):
            with acting("karin"), pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(change)


def test_a_full_home_and_a_pausing_one_answer_alike(home, hidden, acting, at):
    """Whoever has no key to the child learns no, and not which of the two it is, nor how it was yesterday."""
    with acting("karin") as karin:
        other = a_home(by=karin, at=at, name="Pausar")
        actions.pause_home(other, at.date(), at.date(), by=karin, at=at)
    with acting("bo"):
        assert door("homes_with_place", at.date()) == []
        assert not Placement.objects.exists() and not Care.objects.exists() and not HomePause.objects.exists()
        before = door("homes_with_place", at.date() - timedelta(days=30))
        assert before == door("homes_with_place", at.date()), "no night that has been is told of"
        assert door("homes_with_place", at.date() + timedelta(days=1)) == [other.pk]


def test_a_full_home_takes_no_more_without_a_reason(home, hidden, acting, at, staff):
    from samtid.base.people.actions import Details

    with acting("siri", at=at - timedelta(hours=3)) as siri:
        another = a_case(
            by=siri,
            at=at - timedelta(hours=3),
            details=Details("Bela", "Prov", born_on=at.date().replace(year=2018)),
        )
    with acting("siri") as siri:
        with pytest.raises(NotYet, match="tar inte emot"):
            a_care(another, home, by=siri, at=at)
        made = a_care(another, home, by=siri, at=at, anyway="Familjen sa ja på telefon klockan nio.")
        assert made.stays[0].anyway


@pytest.mark.parametrize("username", ["bo", "karin", "maja", "pelle", "omar", "lena", "liv", "ola"])
def test_a_protected_childs_placement_is_seen_by_the_named_alone(hidden, acting, username):
    with acting(username), connection.cursor() as cursor:
        for table in ("care", "careground", "placement", "considered", "childvisit"):
            cursor.execute(f"select count(*) from placements_{table}")
            assert cursor.fetchone()[0] == 0, table


def test_a_row_is_not_moved_ended_or_corrected_past_the_rules(hidden, home, acting, at):
    for said in (
        "home_id = home_id",
        "starts_at = starts_at - interval '1 day'",
        "placed_by_id = 1",
        "ends_at = 'infinity'",
    ):
        with acting("siri"), pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"update placements_placement set {said}")
    # that the child lives there already is not said of a home that is withheld
    with acting("siri") as siri, pytest.raises(NotYet, match=r"^Hemmet tar inte emot"):
        actions.move(hidden, home, at, Why.PLANNED, by=siri, at=at)


def test_who_has_no_key_to_the_childs_case_moves_nobody(hidden, home, acting, at):
    with acting("bo") as bo, pytest.raises(Care.DoesNotExist):
        actions.move(hidden, home, at, Why.PLANNED, by=bo, at=at)


def test_the_placement_goes_with_its_case_to_another_unit(home, acting, at, staff):
    from samtid.base.access.models import Compartment
    from samtid.base.dossier.actions import transfer

    with acting("siri", at=at - timedelta(days=2)) as siri:
        case = a_case(by=siri, at=at - timedelta(days=2))
    with acting("siri", at=at - timedelta(days=1)) as siri:
        a_care(case, home, by=siri, at=at - timedelta(days=1))
    with acting("siri") as siri:
        transfer(case, Compartment.objects.get(name="Mottagning"), staff("maja"), by=siri, at=at)
    with acting("rut"):
        assert Placement.objects.get().home_id == home.pk and Care.objects.exists()
    with acting("karin"):
        assert not Placement.objects.exists()


UNDO = """insert into placements_considered (id, case_id, compartment_id, is_sealed, care_id, done, done_on, text, undoes_id, by_id, at)
  select gen_random_uuid(), c.case_id, 1, false, c.id, %(done)s, %(on)s, 'prov', %(row)s, access.me(), access.at()
  from placements_care c where c.id = %(care)s"""


def test_what_is_undone_is_of_the_same_care_and_the_same_thing(acting, at, home):
    with acting("siri", at=at - timedelta(days=2)) as siri:
        cases = [
            a_case(by=siri, at=at - timedelta(days=2)),
            a_case(
                by=siri,
                at=at - timedelta(days=2),
                details=Details("Bela", "Prov", born_on=at.date().replace(year=2018)),
            ),
        ]
    with acting("siri", at=at - timedelta(days=1)) as siri:
        care, other = (
            a_care(one, home, by=siri, at=at - timedelta(days=1), anyway="De sa ja på telefon.")
            for one in cases
        )
        row = actions.follow_care(
            care,
            Done.REVISED,
            at.date() - timedelta(days=1),
            "Ny plan, § 2",
            by=siri,
            at=at - timedelta(days=1),
        )
    said = {"row": row.pk, "care": care.pk, "done": "revised", "on": row.done_on}
    with acting("siri"):
        for wrong in ({"care": other.pk}, {"done": "considered"}, {"on": at.date()}):
            with (
                pytest.raises(Error, match="what is undone is another"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(UNDO, said | wrong)
        with connection.cursor() as cursor:
            cursor.execute(UNDO, said)
