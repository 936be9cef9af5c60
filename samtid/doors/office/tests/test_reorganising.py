"""A reorganisation: rehearsed without a trace, approved by a second person, carried out once when its day begins."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from random import Random

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from samtid.base.access.identity import Identity, acting_as
from samtid.base.access.models import Holding, Key
from samtid.base.access.words import Ground, Purpose, Reach
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.actions import name_staff
from samtid.base.dossier.tests.make import a_case
from samtid.base.organisation.models import Delegation, Membership, Unit
from samtid.base.organisation.words import Role
from samtid.doors.office import actions, queries, rehearsal
from samtid.doors.office.models import Reorganisation
from samtid.doors.office.words import Loose, MoveKind, Stage
from samtid.ground import clock
from samtid.ground.reasons import NotYet

from .make import TODAY, ask

NEW_YEAR = date(2027, 1, 1)
BEFORE = datetime(2026, 12, 31, 22, 59, tzinfo=UTC)  # 23:59 in Sweden
MIDNIGHT = datetime(2026, 12, 31, 23, 1, tzinfo=UTC)
HEAD = {"name": "En väg in", "from_on": NEW_YEAR, "minute": "SN 2026-11-18 § 90", "reason": "Färre led"}


def ref(name):
    return f"u{Unit.objects.get(name=name).pk}"


def merge(unit="Mottagning", into="Ekonomiskt bistånd", leaders=Role.SENIOR):
    return {"do": "merge", "unit": ref(unit), "into": ref(into), "leaders": str(leaders)}


def move(staff, unit, into, role):
    return {
        "do": "move",
        "staff": staff.pk,
        "unit": ref(unit) if unit else "",
        "into": into,
        "role": str(role),
    }


@pytest.fixture
def draft(second, acting, at):
    def do(*moves, by="ola", **head):
        with acting(by) as who:
            pk = actions.draft_reorganisation(None, **(HEAD | head), moves=[], by=who, at=at)
            for one in moves:
                actions.add_move(Reorganisation.objects.get(pk=pk), one, by=who, at=at)
        return pk

    return do


@pytest.fixture
def settle(acting, at):
    def do(pk, to, why="", by="ola", at=at):
        with acting(by, at=at) as who:
            actions.settle_reorganisation(queries.reorganisations(who).get(pk=pk), to, why, by=who, at=at)

    return do


@pytest.fixture
def approved(draft, settle):
    def do(*moves, **head):
        pk = draft(*moves, **head)
        settle(pk, Stage.WAITING)
        settle(pk, Stage.APPROVED, by="disa")
        return pk

    return do


def told(acting, pk, by="ola"):
    with acting(by) as who:
        return queries.rehearse(queries.reorganisations(who).get(pk=pk))


def the_worker(at=MIDNIGHT):
    with acting_as(Identity(None, Purpose.WORKER, at)):
        return actions.carry_out_reorganisation(by=None, at=at)["genomförda"]


@pytest.fixture
def the_plan(as_owner):
    def read():
        with as_owner():
            return Reorganisation.objects.order_by("-changed_at", "-version").first()

    return read


def fingerprint(as_owner):
    """Every row that a reorganisation touches, and every key."""
    with as_owner(), connection.cursor() as cursor:
        said = []
        for table in (
            *(
                "organisation_unit",
                "organisation_membership",
                "organisation_delegation",
                "organisation_offering",
            ),
            *(
                "access_holding",
                "access_compartment",
                "access_key",
                "services_service",
                "office_reorganisation",
            ),
            *("dossier_case", "dossier_clock"),
        ):
            cursor.execute(f"select coalesce(string_agg(t::text, '|' order by t::text), '') from {table} t")
            said.append(cursor.fetchone()[0])
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


@pytest.fixture
def cases(acting, at):
    with acting("maja") as maja:
        one = a_case(by=maja, at=at)
    with acting("karin") as karin:
        two = a_case(by=karin, at=at)
    return one, two


def test_a_rehearsal_tells_who_gains_what_and_leaves_no_trace(draft, acting, as_owner, cases, staff):
    pk = draft(merge())
    before = fingerprint(as_owner)
    said = told(acting, pk)

    assert fingerprint(as_owner) == before
    assert not said.obstacles
    by_name = {one.staff: one for one in said.people}
    assert by_name[staff("anita").pk].gains == 1, "who leads the unit that takes over sees its cases"
    assert by_name[staff("maja").pk].gains_areas == 1, "and those who come see the cases that are there"
    line = next(line for line in said.units if line.name == "Ekonomiskt bistånd")
    assert line.change("cases") == (0, 1) and line.change("staff") == (2, 4)
    assert next(line for line in said.units if line.name == "Mottagning").becomes is None


def test_nothing_moves_before_midnight_and_everything_at_it(approved, acting, as_owner, cases, staff):
    approved(merge())
    reception, _ = cases
    assert the_worker(BEFORE) == 0
    with acting("anita", at=BEFORE) as anita:
        assert not dossier.cases(anita).exists()
    with acting("rut", at=BEFORE) as rut:
        assert dossier.cases(rut).exists()

    assert the_worker() == 1
    with acting("anita", at=MIDNIGHT) as anita:
        assert dossier.cases(anita).get() == reception
    assert {(m.unit.name, m.role) for m in Membership.objects.on(NEW_YEAR).filter(staff=staff("rut"))} == {
        ("Ekonomiskt bistånd", "senior")
    }
    assert Unit.objects.get(name="Mottagning").valid_to == date(2026, 12, 31), "yesterday stays readable"


def test_it_is_done_once_however_often_the_worker_comes(approved, as_owner, cases):
    approved(merge())
    assert [the_worker(), the_worker()] == [1, 0]
    done = fingerprint(as_owner)
    assert the_worker(datetime(2027, 1, 2, 0, 1, tzinfo=UTC)) == 0 and fingerprint(as_owner) == done


def test_killed_halfway_nothing_is_done_and_then_all_of_it(approved, as_owner, cases):
    approved(merge(), move_of := {"do": "rename", "unit": ref("Hemtjänst"), "name": "Hemtjänst Piteå"})
    before = fingerprint(as_owner)
    with pytest.raises(RuntimeError), transaction.atomic():
        the_worker()
        raise RuntimeError("the power went")
    assert fingerprint(as_owner) == before
    assert the_worker() == 1 and Unit.objects.filter(name=move_of["name"]).exists()


def test_a_worker_that_was_away_on_the_day_begins_when_it_is_back(approved, cases, the_plan):
    approved(merge())
    late = datetime(2027, 1, 4, 7, tzinfo=UTC)

    assert the_worker(late) == 1
    assert Unit.objects.get(name="Mottagning").valid_to == date(2027, 1, 3), (
        "what was true those days stays true"
    )
    assert the_plan().from_on == date(2027, 1, 4)


def test_new_units_with_managers_levels_and_moved_staff(approved, acting, as_owner, cases, staff):
    new = {
        "do": "begin",
        "ref": "n1",
        "name": "En väg in",
        "kind": "reception",
        "phone": "",
        "address": "",
        "committee_id": Unit.objects.first().committee_id,
        "parent": ref("Stab"),
        "is_shared_within": True,
    }
    approved(
        new,
        {"do": "merge", "unit": ref("Mottagning"), "into": "n1", "leaders": "manager"},
        {"do": "place", "unit": ref("Öppenvård"), "parent": "n1"},
        move(staff("pelle"), "Ekonomiskt bistånd", "n1", Role.RECEPTION),
    )
    assert the_worker() == 1

    made = Unit.objects.get(name="En väg in")
    assert made.parent.name == "Stab" and Unit.objects.get(name="Öppenvård").parent == made
    assert {m.staff.username for m in Membership.objects.on(NEW_YEAR).filter(unit=made)} == {
        "maja",
        "rut",
        "pelle",
    }
    assert (
        not Membership.objects.on(NEW_YEAR)
        .filter(staff=staff("pelle"), unit__name="Ekonomiskt bistånd")
        .exists()
    )
    with acting("pelle", at=MIDNIGHT) as pelle:
        assert dossier.cases(pelle).count() == 1


def test_a_key_stays_where_one_worked_and_the_delegation_follows_the_unit(
    approved, as_owner, acting, at, cases, staff
):
    reception, _ = cases
    with as_owner():
        Delegation.objects.create(
            decision="assistance",
            role="senior",
            unit=Unit.objects.get(name="Mottagning"),
            minute="SN",
            valid_from=TODAY,
        )
        Key.objects.create(
            staff=staff("maja"),
            compartment=reception.compartment,
            case_id=reception.pk,
            ground="assignment",
            given_at=at,
        )
    approved(
        move(staff("maja"), "Mottagning", ref("Ekonomiskt bistånd"), Role.CASEWORKER),
        merge("Biståndsbedömning"),
    )
    the_worker()

    with as_owner():
        assert {k.valid_until for k in Key.objects.filter(staff=staff("maja"), case_id=reception.pk)} <= {
            datetime(2026, 12, 31, 23, tzinfo=UTC)
        }


def test_a_delegation_of_one_unit_is_the_units_that_takes_over(approved, as_owner):
    with as_owner():
        Delegation.objects.create(
            decision="assistance",
            role="senior",
            unit=Unit.objects.get(name="Mottagning"),
            minute="SN",
            valid_from=TODAY,
        )
    approved(merge())
    the_worker()

    [row] = Delegation.objects.on(NEW_YEAR).exclude(unit=None)
    assert row.unit.name == "Ekonomiskt bistånd" and row.minute == HEAD["minute"]


def test_a_unit_with_cases_is_not_closed_and_one_without_manager_not_left(
    draft, settle, acting, cases, staff
):
    pk = draft({"do": "close", "unit": ref("Utredning barn och unga")})
    assert "Flytta dem först" in str(told(acting, pk).obstacles[0])
    settle(pk, Stage.WITHDRAWN, "Fel")

    pk = draft(move(staff("rut"), "Mottagning", ref("Stab"), Role.QUALITY))
    said = told(acting, pk)
    assert [one.text for one in said.obstacles if "utan chef" in one.text]
    with pytest.raises(NotYet, match="utan chef"):
        settle(pk, Stage.WAITING)


def test_the_one_who_proposed_does_not_approve_and_a_manager_neither(draft, settle):
    pk = draft(merge())
    settle(pk, Stage.WAITING)
    with pytest.raises(NotYet):
        settle(pk, Stage.APPROVED)
    with pytest.raises(NotYet):
        settle(pk, Stage.APPROVED, by="karin")
    settle(pk, Stage.APPROVED, by="disa")
    with pytest.raises(NotYet):
        settle(pk, Stage.APPROVED, by="disa")


def test_two_plans_at_once_are_refused_and_so_is_a_stale_one(draft, acting, at):
    pk = draft(merge())
    with pytest.raises(NotYet, match="redan på gång"):
        draft(merge())
    with acting("disa") as disa:
        seen = Reorganisation.objects.get(pk=pk)
        actions.drop_move(Reorganisation.objects.get(pk=pk), 0, by=disa, at=at)
        with pytest.raises(NotYet, match="Någon annan har ändrat"):
            actions.drop_move(seen, 0, by=disa, at=at)


def test_it_is_undone_before_its_day_and_not_after(approved, settle, as_owner, cases):
    pk = approved(merge())
    before = fingerprint(as_owner)
    settle(pk, Stage.WITHDRAWN, "Nämnden ändrade sig", by="disa", at=BEFORE)
    assert the_worker() == 0 and before != ""
    assert Unit.objects.get(name="Mottagning").valid_to is None

    pk = approved(merge())
    the_worker()
    with pytest.raises(NotYet):
        settle(pk, Stage.WITHDRAWN, "För sent", at=MIDNIGHT)


def test_the_web_carries_nothing_out_and_no_caseworker_rehearses(approved, acting, cases):
    pk = approved(merge())
    for statement in (
        "select access.carry_out_reorganisation(%s, '2026-11-21')",
        "select access.organisation_on('2026-11-21'), %s::uuid",
        "select access.loose_ends('2026-11-21'), %s::uuid",
        "update office_reorganisation set outcome = 'approved' where id = %s",
        "insert into office_reorganisation (id) values (%s)",
    ):
        for who in ("ola", "karin", "bo"):
            with acting(who), pytest.raises(DatabaseError, match="permission denied"):
                ask(statement, pk)
    for who in ("bo", "liv", "tova"):
        with acting(who) as viewer:
            assert not queries.reorganisations(viewer).exists()
            with pytest.raises(DatabaseError):
                ask("select access.rehearse_reorganisation(%s)", pk)
            with pytest.raises(DatabaseError):
                ask("select access.organisation_today()")
    with acting("ola"), pytest.raises(DatabaseError):
        ask("select access.carry_out_due_reorganisation()")


def test_the_approval_is_of_what_is_written_and_no_other_version(draft, settle, acting, at, the_plan):
    pk = draft(merge())
    settle(pk, Stage.WAITING)
    version = the_plan().version
    settle(pk, Stage.DRAFT)
    with acting("disa"), pytest.raises(DatabaseError):
        ask("select access.settle_reorganisation(%s, 'approved', '', %s)", pk, version)
    with acting("ola"), pytest.raises(DatabaseError):
        ask("select access.settle_reorganisation(%s, 'approved', '', %s)", pk, version + 1)


def reach_of(username, acting):
    """What somebody reaches at midnight, by the very functions that the walls ask."""
    with acting(username, at=MIDNIGHT), connection.cursor() as cursor:
        cursor.execute("select access.my_compartments(), access.my_visiting()")
        cases, persons = cursor.fetchone()
    return set(cases), set(persons)


@pytest.mark.parametrize("seed", range(12))
def test_nobody_sees_more_than_the_rehearsal_said_and_no_case_is_nobodys(
    seed, draft, settle, acting, at, cases, staff, the_plan
):
    """Any plan that is approved does what was said, to everybody, and leaves each open case a unit and a manager."""
    chance = Random(seed)
    units = ["Mottagning", "Utredning barn och unga", "Öppenvård", "Ekonomiskt bistånd", "Biståndsbedömning"]
    units.append("Hemtjänst")
    names = ["maja", "rut", "bo", "eva", "siri", "karin", "omar", "pelle", "ulf", "tova", "nils", "inga"]
    with acting("karin") as karin:
        name_staff(
            cases[1], staff("eva"), ground=Ground.SUBSTITUTION, reach=Reach.CASE, reason="Semester", until=None,
            by=karin, at=at,
        )  # fmt: skip
    pk = draft()
    for _ in range(chance.randint(1, 6)):
        one, other = chance.sample(units, 2)
        kind = chance.choice(["merge", "move", "move", "place"])
        new = {
            "merge": lambda one=one, other=other: merge(one, other, chance.choice([Role.MANAGER, Role.SENIOR])),
            "move": lambda one=one, other=other: move(
                staff(chance.choice(names)), one if chance.random() < 0.6 else "", ref(other),
                chance.choice([Role.CASEWORKER, Role.MANAGER, Role.CARE_WORKER]),
            ),
            "place": lambda one=one, other=other: {"do": "place", "unit": ref(one), "parent": ref(other)},
        }[kind]()  # fmt: skip
        try:
            with acting("ola") as ola:
                actions.add_move(Reorganisation.objects.get(pk=pk), new, by=ola, at=at)
        except NotYet:
            pass
    try:
        settle(pk, Stage.WAITING)
        settle(pk, Stage.APPROVED, by="disa")
    except NotYet:
        return  # what would leave somebody without is not approved
    said = the_plan().rehearsed["becomes"]
    assert the_worker() == 1

    for username in names:
        told_of = said["reach"].get(str(staff(username).pk), {"cases": [], "persons": []})
        cases_seen, persons_met = reach_of(username, acting)
        assert cases_seen <= set(told_of["cases"]) and persons_met <= set(told_of["persons"]), username
    with acting("ola", at=MIDNIGHT), connection.cursor() as cursor:
        cursor.execute("select access.organisation_today()")
        now = cursor.fetchone()[0]
    loose = (now if isinstance(now, dict) else __import__("json").loads(now))["loose"]
    assert {kind: loose[kind] for kind in ("cases_without_unit", "cases_without_manager", "clocks_without_anybody")} == {
        "cases_without_unit": 0, "cases_without_manager": 0, "clocks_without_anybody": 0,
    }  # fmt: skip


def test_the_page_from_draft_to_the_morning_after(second, client, staff, cases, at, the_plan):
    def as_(username):
        client.force_login(staff(username), backend="django.contrib.auth.backends.ModelBackend")
        return client

    head = {"name": "En väg in", "from_on": "2027-01-01", "minute": "SN § 90", "reason": "Färre led"}
    with clock.set_to(lambda: at):
        assert (
            as_("ola").post(reverse("office:begin_plan"), head | {"from_on": "2026-11-21"}).status_code == 422
        )
        assert as_("ola").post(reverse("office:begin_plan"), head).status_code == 302
        plan = the_plan()
        page = reverse("office:reorganisation", args=[plan.pk])
        add = reverse("office:add_move", args=[plan.pk, "merge"])
        sent = {"unit": ref("Mottagning"), "into": ref("Mottagning"), "leaders": "senior"}
        assert "två olika" in client.post(add, sent).content.decode()
        assert client.post(add, sent | {"into": ref("Ekonomiskt bistånd")}).status_code == 302
        said = client.get(page).content.decode()
        assert (
            "Mottagning går upp i Ekonomiskt bistånd" in said
            and "Anita Vik" in said
            and "Övningen gick" in said
        )
        plan = the_plan()
        client.post(reverse("office:settle", args=[plan.pk]), {"till": "waiting", "version": plan.version})
        plan = the_plan()
        approve = {"till": "approved", "version": plan.version}
        assert client.post(reverse("office:settle", args=[plan.pk]), approve).status_code == 422
        assert as_("karin").post(reverse("office:settle", args=[plan.pk]), approve).status_code == 404
        assert as_("karin").get(page).status_code == 200
        assert as_("bo").get(page).status_code == 404
        assert as_("disa").post(reverse("office:settle", args=[plan.pk]), approve).status_code == 302
    the_worker()
    with clock.set_to(lambda: MIDNIGHT):
        said = as_("ola").get(page).content.decode()
        assert "Så är det i dag" in said and "Som det ska" in said


def a_unit(pk, parent=None, managers=(), staff=0, cases=0):
    return {
        "id": pk,
        "name": f"Enhet {pk}",
        "parent": parent,
        "managers": list(managers),
        "staff": staff,
        "cases": cases,
    }


def test_levels_and_span_are_counted_from_the_tree():
    flat = rehearsal.shape([a_unit(1, managers=[1], staff=1), a_unit(2, 1, [2], 9, 5), a_unit(3, 1, [3], 4)])
    deep = rehearsal.shape([a_unit(1, managers=[1], staff=1), a_unit(2, 1, [2], 1), a_unit(3, 2, [], 4, 2)])

    assert (flat.levels, flat.managers, flat.widest, flat.widest_unit) == (2, 3, 8, "Enhet 2")
    assert (deep.levels, deep.units_without_manager) == (3, 1)
    assert rehearsal.shape([a_unit(1, 2), a_unit(2, 1)]).levels >= 1, "a ring is not walked for ever"


@pytest.mark.parametrize(
    ("new", "field"),
    [
        ({"do": "merge", "unit": "u1", "into": "u1"}, "into"),
        ({"do": "merge", "unit": "u1", "into": "u9"}, "into"),
        ({"do": "merge", "unit": "n1", "into": "u1"}, "unit"),
        ({"do": "close", "unit": "u2"}, "unit"),
        ({"do": "rename", "unit": "u1", "name": "tvåan"}, "name"),
        ({"do": "merge", "unit": "u3", "into": "u2"}, "unit"),
        ({"do": "move", "staff": 7, "unit": "u1", "into": "u2", "role": "operator"}, "role"),
    ],
)
def test_a_row_that_cannot_be_is_refused_beside_its_field(new, field):
    names = {"u1": "Ettan", "u2": "Tvåan", "u3": "Trean", "u4": "Fyran", "n1": "Nyan"}
    moves = [
        {"do": "begin", "ref": "n1", "name": "Nyan", "parent": "u2"},
        {"do": "merge", "unit": "u3", "into": "u2", "leaders": "senior"},
    ]
    found = rehearsal.obstacles_to_move(new, moves, names, {"caseworker"})

    assert [one.field for one in found][:1] == [field]


def test_every_kind_of_move_is_told_in_a_sentence():
    names, people = {"u1": "Ettan", "u2": "Tvåan"}, {7: "Bo Ek"}
    said = {
        "unit": "u1",
        "into": "u2",
        "name": "Nyan",
        "leaders": "senior",
        "staff": 7,
        "role": "manager",
        "parent": "u2",
    }

    for kind in MoveKind:
        assert len(rehearsal.said_of({"do": str(kind)} | said, names, people)) > 10
    assert set(Loose) >= {Loose.CASES_WITHOUT_UNIT} and Holding is not None
