"""Skydd, nycklar och ingens rader: tried by each role, in one transaction, after a commit and after a rollback."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import psycopg
import pytest

from tests.attacker.foothold import NAME, NUMBER, OTHER_NUMBER, Town
from tests.attacker.tricks_secrets import look_up
from tests.town import STAFF

ROLES = sorted(STAFF)
OUTSIDE = [one for one in ROLES if one != "maja"]
WHY = "Beslutet har upphört"


@pytest.fixture
def guarded(town: Town) -> Town:
    """Alva is protected; Maja alone has a key. Whatever an attempt leaves is taken away before the next."""
    with town.admin() as owner:
        owner.execute("update people_person set protection = 'marked' where number = %s", [NUMBER])
        owner.execute("update people_presence set person_id = person_id")
        owner.execute("update dossier_case set is_sealed = true where id = %s", [town.case])
        owner.execute(
            "update access_key set valid_until = null where case_id = %s and ground = 'assignment'",
            [town.case],
        )
        owner.execute("delete from access_key where case_id = %s and ground <> 'assignment'", [town.case])
    return town


def level(town: Town) -> str:
    with town.admin() as owner:
        return owner.execute("select protection from people_person where number = %s", [NUMBER]).fetchone()[0]


def alarms(town: Town, kind: str) -> int:
    with town.admin() as owner:
        return owner.execute("select count(*) from access_alarm where kind = %s", [kind]).fetchone()[0]


def looks(town: Town, username: str, *, at: datetime | None = None) -> str:
    """Everything somebody may read of persons and cases, in a transaction of its own."""
    heard = []
    with town.log_in() as web:
        town.stamp(web, username, at=at)
        for table in (
            "people_person",
            "people_relation",
            "dossier_dossier",
            "dossier_case",
            "dossier_note",
            "dossier_event",
        ):
            heard.append(str(web.execute(f"select * from {table}").fetchall()))
    return "\n".join(heard)


def tries(town: Town, username: str, ends: str, *statements: tuple[str, dict[str, object]]) -> list[str]:
    """Does each statement in one transaction, and commits or rolls back; what was refused."""
    refused = []
    with town.log_in() as web:
        town.stamp(web, username)
        for what, values in statements:
            try:
                with web.transaction():
                    web.execute(what, values)
            except psycopg.Error as error:
                refused.append(type(error).__name__)
        getattr(web, ends)()
    return refused


@pytest.mark.parametrize("ends", ["commit", "rollback"])
@pytest.mark.parametrize("username", ROLES)
def test_nobody_lowers_a_protection_alone(guarded, record_property, username, ends):
    record_property("attempt", ("Skydd", f"{username} sänker skyddet ensam ({ends})"))
    person, place = str(guarded.person), guarded.compartments["Mottagning"]
    told = {"person": person, "why": WHY, "place": place, "case": guarded.case}
    tries(
        guarded,
        username,
        ends,
        ("select access.set_protection(%(person)s, 'none')", told),
        ("select access.propose_protection(%(person)s, 'none', %(why)s)", told),
        (
            "select access.answer_protection(c.id, %(place)s, true, '') from dossier_protectionchange c",
            told,
        ),
        ("select access.answer_protection(q.change, q.compartment, true, '') from access.protection_questions() q", told),
        ("update people_person set protection = 'none'", told),
        ("update dossier_case set is_sealed = false", told),
        ("update dossier_protectionchange set outcome = 'done'", told),
        ("insert into dossier_protectionanswer (id, change_id, compartment_id, staff_id, said_yes, reason, at) "
         "select gen_random_uuid(), id, %(place)s, access.me(), true, '', now() from dossier_protectionchange", told),
        ("select access.apply_protection(id, 'none') from dossier_dossier", told),
    )  # fmt: skip

    assert level(guarded) == "marked"
    if username != "maja":
        assert NAME not in looks(guarded, username)
    with guarded.admin() as owner:  # what was proposed is answered by nobody, and taken away for the next
        owner.execute("alter table dossier_protectionchange disable trigger all")
        owner.execute("delete from dossier_protectionchange")
        owner.execute("alter table dossier_protectionchange enable trigger all")
    record_property("result", "skyddet ligger kvar")


CASE_WORKERS = [one for one in OUTSIDE if STAFF[one][3] in ("caseworker", "senior", "manager", "reception")]


@pytest.mark.parametrize("ends", ["commit", "rollback"])
@pytest.mark.parametrize("username", CASE_WORKERS)
def test_a_case_opened_on_a_protected_number_opens_nothing(guarded, record_property, username, ends):
    record_property("attempt", ("Skydd", f"{username} öppnar ett ärende på ett skyddat nummer ({ends})"))
    own = guarded.compartments[STAFF[username][2]]
    before, case = alarms(guarded, "case_opened"), uuid4()
    ticket = look_up(guarded, username, NUMBER, "Någon")
    with guarded.log_in() as web:
        guarded.stamp(web, username)
        try:
            with web.transaction():
                web.execute(
                    "select access.open_case(%s, '', access.register_person(%s), 'money', %s)",
                    [case, ticket, own],
                )
                # once more: the first one's key does not make the second one the opener's own
                web.execute(
                    "select access.open_case(%s, '', access.register_person(%s), 'money', %s)",
                    [uuid4(), ticket, own],
                )
        except psycopg.Error:
            assert STAFF[username][3] == "caseworker", "a unit that does not share opens by its manager"
            return
        getattr(web, ends)()

    assert NAME not in looks(guarded, username)
    assert str(case) not in looks(guarded, username)
    if ends == "commit":
        assert alarms(guarded, "case_opened") >= before + 1
        assert NAME in looks(guarded, "maja") and str(case) in looks(guarded, "maja")
    record_property("result", "ärendet ligger hos dem som har akten, och de får larm")


@pytest.mark.parametrize("username", CASE_WORKERS)
def test_a_protected_number_noted_as_near_opens_nothing(guarded, record_property, username):
    record_property("attempt", ("Skydd", f"{username} antecknar ett skyddat nummer som närstående"))
    own = guarded.compartments[STAFF[username][2]]
    before, case = alarms(guarded, "related"), uuid4()
    mine, theirs = look_up(guarded, username, "", "Gösta"), look_up(guarded, username, NUMBER, "Någon")
    with guarded.log_in() as web:
        guarded.stamp(web, username)
        try:
            web.execute(
                "select access.open_case(%s, '', access.register_person(%s), 'money', %s)", [case, mine, own]
            )
        except psycopg.Error:
            return
        web.commit()
        guarded.stamp(web, username)
        web.execute(
            "insert into people_relation (id, person_id, other_id, bond, case_id, valid_from, compartment_id, noted_by_id, noted_at) "
            "select gen_random_uuid(), d.person_id, access.register_person(%s), 'child', c.id, '2026-01-01', c.compartment_id, "
            "access.me(), access.at() "
            "from dossier_case c join dossier_dossier d on d.id = c.dossier_id where c.id = %s",
            [theirs, case],
        )
        web.commit()
    assert NAME not in looks(guarded, username)
    assert alarms(guarded, "related") == before + 1
    record_property("result", "personen förblir dold, och de som har akten får larm")


@pytest.mark.parametrize("receiver", ROLES)
@pytest.mark.parametrize("reach", ["case", "service"])
def test_no_key_to_one_whose_role_must_see_no_person(guarded, record_property, receiver, reach):
    record_property("attempt", ("Nycklar", f"ger {receiver} nyckel ({reach})"))
    role = STAFF[receiver][3]
    whole = role in ("caseworker", "senior", "manager", "reception")
    allowed = whole or (reach == "service" and role in ("care_worker", "planner"))
    refused = tries(
        guarded,
        "maja",
        "commit",
        (
            "select access.name_staff(%(case)s, %(receiver)s, 'named', %(reach)s, 'Vikarie', null)",
            {"case": guarded.case, "receiver": guarded.staff[receiver], "reach": reach},
        ),
    )
    assert refused == ([] if allowed else ["CheckViolation"])
    with guarded.admin() as owner:
        rows = owner.execute(
            "select 1 from access_key where ground = 'named' and valid_until is null"
        ).fetchall()
    assert not rows, "every key has an end"
    if not allowed:
        assert NAME not in looks(guarded, receiver)
    record_property("result", "bara till den vars roll behöver den, och med ett slut")


@pytest.mark.parametrize("username", OUTSIDE)
def test_nobody_takes_back_keys_that_are_not_theirs(guarded, record_property, username):
    record_property("attempt", ("Nycklar", f"{username} tar tillbaka handläggarens nyckel"))
    with guarded.admin() as owner:
        keys = [
            row[0] for row in owner.execute("select id from access_key where case_id = %s", [guarded.case])
        ]
    refused = tries(
        guarded, username, "commit", *[("select access.end_key(%(key)s)", {"key": key}) for key in keys]
    )
    assert len(refused) == len(keys)
    assert NAME in looks(guarded, "maja")
    record_property("result", "nekad")


@pytest.mark.parametrize("number", [NUMBER, OTHER_NUMBER])
@pytest.mark.parametrize("ends", ["commit", "rollback"])
def test_glass_on_the_protected_and_on_nobody_is_the_same(guarded, record_property, number, ends):
    record_property("attempt", ("Ingens rader", f"nödöppnar ett skyddat och ett okänt nummer ({ends})"))
    with guarded.log_in() as web:
        guarded.stamp(web, "pelle")
        web.execute("select access.break_glass(%s, 'Akut: mamman på sjukhus', 24)", [number])
        getattr(web, ends)()
    assert NAME not in looks(guarded, "pelle")
    if ends == "commit":
        with guarded.admin() as owner:
            line = owner.execute(
                "select dossier_id, compartment_id, sought from access_opening where action = 'break_glass' "
                "order by at desc limit 1"
            ).fetchone()
        assert line[:2] == (None, guarded.compartments["Ekonomiskt bistånd"])
        assert number[-4:] not in line[2] and line[2].startswith("nr ")
    record_property("result", "samma rad i egen enhet, med ett märke i stället för numret")


def test_a_line_says_nothing_that_its_writer_chose_of_the_protection(guarded, record_property):
    record_property("attempt", ("Ingens rader", "skriver en rad som säger att personen inte är skyddad"))
    line = uuid4()
    with guarded.acting("maja") as web:
        web.execute(
            "insert into access_opening (id, at, staff_id, action, dossier_id, compartment_id, page, why, protection) "
            "values (%s, access.at(), access.me(), 'view', %s, %s, 'desk:dossier', '', 'none')",
            [line, guarded.dossier, guarded.compartments["Mottagning"]],
        )
    with guarded.admin() as owner:
        [said] = owner.execute("select protection from access_opening where id = %s", [line]).fetchone()
    assert said == "marked"
    record_property("result", "databasen skriver själv hur det var")


OWNERS = [
    "select * from access.effort", "delete from access.effort", "select * from access.seek_key",
    "select access.sought_word('201203142391')", "delete from access_alarm", "update access_alarm set seen_at = now()",
    "insert into access_alarm (id, kind, staff_id, at) values (gen_random_uuid(), 'brake', access.me(), now())",
    "select access.warn_holders(gen_random_uuid(), gen_random_uuid(), 'brake')",
    "select access.tell_case(gen_random_uuid(), 'x', 'x')", "select access.keeps_key(gen_random_uuid())",
    "select access.holds_person(gen_random_uuid())", "select access.hand_to_holders(gen_random_uuid(), gen_random_uuid())",
]  # fmt: skip


@pytest.mark.parametrize("attempt", OWNERS)
def test_what_is_the_owners_is_refused(guarded, record_property, attempt):
    record_property("attempt", ("Ingens rader", attempt[:60]))
    assert tries(guarded, "pelle", "commit", (attempt, {})) == ["InsufficientPrivilege"]
    record_property("result", "nekad")


def _person(given: str, family: str, number: str) -> dict[str, object]:
    said: dict[str, object] = dict.fromkeys(
        ("address", "postcode", "locality", "phone", "school", "interpreter"), ""
    )
    return said | {
        "id": str(uuid4()), "given_name": given, "family_name": family, "number": number,
        "number_kind": "personnummer" if number else "none", "born_on": None, "sex": "unknown", "protection": "none",
        "at": datetime.now(UTC).isoformat(),
    }  # fmt: skip
