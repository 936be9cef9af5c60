"""Placed children, for one who has the source and any SQL: by the real log-in, and each transaction committed or taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from samtid.steps.placements.tests.make import CARED, PLACED, TERMS
from tests.attacker.foothold import NUMBER, Town

ELSEWHERE = ("rut", "pelle", "omar", "bo", "karin", "tova", "nils", "kurt", "ola", "liv", "lena", "")
TABLES = ("care", "careground", "placement", "considered", "childvisit")
HOME = """insert into placements_home (id, kind, name, registered_at, registered_by_id)
  values (%(home)s, 'family_home', 'Ekdahls', access.at(), access.me())"""
VISIT = """insert into placements_childvisit (id, case_id, compartment_id, is_sealed, care_id, planned_on, planned_by_id, planned_at,
    alone, why_not, note)
  values (gen_random_uuid(), %(case)s, 1, false, %(care)s, '2026-12-01', access.me(), access.at(), false, '', '')"""
GROUND = """insert into placements_careground (id, case_id, compartment_id, is_sealed, care_id, ground, starts_on, decision_text, by_id, at)
  values (gen_random_uuid(), %(case)s, 1, false, %(care)s, 'consent', '2026-12-01', '', access.me(), access.at())"""
DONE = """insert into placements_considered (id, case_id, compartment_id, is_sealed, care_id, done, done_on, text, by_id, at)
  values (gen_random_uuid(), %(case)s, 1, false, %(care)s, 'revised', '2026-12-01', '', access.me(), access.at())"""
ASK = "select access.ask_home(%s, 'Hemmet måste nås i natt')"


@pytest.fixture(scope="module")
def placed(town: Town) -> dict[str, Any]:
    """Alva in a home with three places, and then protected: seen by Maja alone."""
    said: dict[str, Any] = {
        "home": uuid4(),
        "care": uuid4(),
        "case": town.case,
        "on": date(2026, 11, 1),
        "capacity": 3,
    }
    with town.acting("karin") as web:
        web.execute(HOME, said)
        web.execute(TERMS, said)
    with town.acting("maja") as web:
        web.execute(CARED, said | {"id": said["care"], "person": town.person})
        web.execute(PLACED.replace("%(first)s", "access.at()"), said | {"id": uuid4(), "last": None})
        web.execute("select access.set_protection(%s, 'marked')", [town.person])
    return said


@pytest.fixture
def insider(town: Town, request: pytest.FixtureRequest) -> Iterator[psycopg.Connection[Any]]:
    """A transaction of somebody's that is taken back."""
    with town.log_in() as web:
        town.stamp(web, request.param)
        yield web
        web.rollback()


def said_to(web: psycopg.Connection[Any], statement: str, values: Any = None) -> str:
    """What the database says, the statement taken back; "" when it is done."""
    web.execute("savepoint attempt")
    try:
        web.execute(statement, values)
    except psycopg.Error as error:
        return f"{error.sqlstate} {str(error).splitlines()[0]}"
    finally:
        web.execute("rollback to savepoint attempt")
    return ""


def first(web: psycopg.Connection[Any], statement: str, values: Any = None) -> Any:
    row = web.execute(statement, values).fetchone()
    return row[0] if row else None


@pytest.mark.parametrize("insider", ELSEWHERE, indirect=True, ids=lambda who: who or "ingen")
def test_no_table_has_a_row_of_a_protected_childs_placement(town: Town, placed, insider, record_property):
    record_property("attempt", ("Placerade barn", "läsa, räkna och gissa i tabellerna"))
    for table in TABLES:
        assert first(insider, f"select count(*) from placements_{table}") == 0
    assert first(insider, "select count(*) from placements_placement where home_id = %(home)s", placed) == 0
    record_property("result", "inget")


@pytest.mark.parametrize("insider", ELSEWHERE, indirect=True, ids=lambda who: who or "ingen")
def test_what_is_refused_is_refused_alike_for_a_child_that_is_placed_and_one_that_is_not(
    town: Town, placed, insider, record_property
):
    record_property("attempt", ("Placerade barn", "skriva i någon annans vård och läsa felet"))
    nobodys = placed | {"care": uuid4(), "case": uuid4()}
    other_care, other_case = placed | {"care": uuid4()}, placed | {"case": uuid4()}
    stay = PLACED.replace("%(first)s", "access.at()").replace("%(last)s", "null")
    for statement in (VISIT, GROUND, DONE, stay):
        answers = {
            said_to(insider, statement, one | {"id": uuid4()})
            for one in (placed, nobodys, other_care, other_case)
        }
        assert len(answers) == 1 and "" not in answers, answers
    of_care = {
        said_to(insider, CARED, one | {"id": uuid4(), "person": town.person}) for one in (placed, nobodys)
    }
    assert len(of_care) == 1 and "" not in of_care, of_care
    of_home = {said_to(insider, ASK, [whom]) for whom in (town.person, uuid4())}
    assert len(of_home) == 1 and "" not in of_home, of_home
    for change in ("ends_at = access.at()", "corrected_at = access.at(), corrected_by_id = access.me()"):
        insider.execute("savepoint change")
        done = insider.execute(f"update placements_placement set {change} where care_id = %(care)s", placed)
        assert done.rowcount == 0
        insider.execute("rollback to savepoint change")
    record_property("result", "samma fel")


def test_hidden_children_are_not_counted_by_saying_another_number_of_places(
    town: Town, placed, record_property
):
    record_property("attempt", ("Placerade barn", "säga 1, 2 och 3 platser, fråga mellan, och ta tillbaka"))
    ask = "select access.homes_with_place(current_date)"
    with town.log_in() as web:
        town.stamp(web, "karin")
        assert first(web, ask) == [placed["home"]]
        told = []
        for capacity in (1, 2, 3):
            web.execute("savepoint before")
            web.execute(TERMS, placed | {"on": date.today(), "capacity": capacity})
            told.append(first(web, ask))
            # nor by one that looks from before, nor through what a write gives back
            web.execute("release savepoint before")
        assert told == [[], [], []]
        web.rollback()
        town.stamp(web, "karin")
        web.execute("declare before cursor for select access.homes_with_place(current_date)")
        web.execute(TERMS, placed | {"on": date.today(), "capacity": 1})
        assert first(web, "fetch before") == [placed["home"]], "as it was when it was opened"
        answer = web.execute(
            f"{TERMS} returning access.homes_with_place(current_date)",
            placed | {"on": date.today(), "capacity": 1},
        )
        assert answer.fetchone() == ([],)
        web.rollback()
    record_property("result", "inget")


def test_a_case_moved_to_the_child_and_taken_back_is_answered_as_of_any_child(
    town: Town, placed, record_property
):
    record_property(
        "attempt", ("Placerade barn", "flytta ett eget ärende till barnet, läsa felet och ta tillbaka")
    )
    own, care, tickets = uuid4(), uuid4(), []
    for number in ("", NUMBER, ""):
        said = {
            "given_name": "Bela",
            "family_name": "Prov",
            "number": number,
            "number_kind": "personnummer" if number else "",
        }
        said |= {"id": str(uuid4()), "sex": "unknown", "protection": "none", "born_on": None}
        said |= dict.fromkeys(("address", "postcode", "locality", "phone", "school", "interpreter"), "")
        with town.acting("rut") as web:
            tickets.append(first(web, "select access.look_up(%s)", [json.dumps(said)]))
        with town.acting("rut") as web:
            web.execute("select access.register_person(%s)", [tickets[-1]])
    with town.acting("rut") as web:
        place = town.compartments["Mottagning"]
        web.execute("select access.open_case(%s, '', %s, 'child', %s)", [own, tickets[0], place])
    with town.acting("rut") as web:
        web.execute(CARED, {"id": care, "case": own, "person": None})
    with town.log_in() as web:
        town.stamp(web, "rut")
        move = "select access.move_cases(%s, %s, 'Syskonen blandades ihop', '{}')"
        assert [said_to(web, move, [[own], ticket]) for ticket in tickets[1:]] == ["", ""]
        web.rollback()
    with town.admin() as owner:  # of a child that is protected one's own case is seen no more
        owner.execute("update people_person set protection = 'none' where id = %s", [town.person])
    answers = []
    for ticket in tickets[1:]:
        with town.log_in() as web:
            town.stamp(web, "rut")
            web.execute(move, [[own], ticket])
            said = placed | {"id": uuid4(), "case": own, "care": care, "first": "2026-11-25", "last": None}
            answers.append(said_to(web, PLACED, said))
            answers.append(said_to(web, CARED, {"id": uuid4(), "case": own, "person": None}))
            web.rollback()
    assert len({answer.split(":")[-1] for answer in answers}) == 1 and "has not stood" in answers[0], answers
    record_property("result", "samma svar")


def lines(town: Town) -> int:
    with town.admin() as owner:
        return int(first(owner, "select count(*) from access_opening where page = 'placements:where_shown'"))


def test_who_asks_where_the_child_is_and_takes_it_back_has_read_nothing(town: Town, placed, record_property):
    record_property("attempt", ("Placerade barn", "fråga var barnet är, läsa och rulla tillbaka"))
    before = lines(town)
    with town.log_in() as web:
        town.stamp(web, "maja")
        ticket = first(web, ASK, [town.person])
        assert first(web, "select access.home_by(%s)", [ticket]) is None
        web.rollback()
        town.stamp(web, "maja")
        assert first(web, "select access.home_by(%s)", [ticket]) is None
        web.rollback()
    assert lines(town) == before
    with town.acting("maja") as web:
        ticket = first(web, ASK, [town.person])
    assert lines(town) == before + 1 and isinstance(ticket, UUID)
    with town.acting("maja") as web:
        assert first(web, "select access.home_by(%s)", [ticket]) == town.person
        # nor does it open the address, whose line another page leaves
        assert web.execute("select * from access.place_by(%s)", [ticket]).fetchall() == []
    record_property("result", "inget utan en rad som står")


def test_a_ticket_to_the_address_opens_no_home(town: Town, placed, record_property):
    record_property("attempt", ("Placerade barn", "visa adressen, och läsa hemmet med samma biljett"))
    with town.acting("maja") as web:
        web.execute("select access.set_protection(%s, 'marked')", [town.person])
    with town.acting("maja") as web:
        ticket = first(web, "select access.ask_place(%s, 'Besök hos personen')", [town.person])
    with town.acting("maja") as web:
        assert first(web, "select access.home_by(%s)", [ticket]) is None
        told = web.execute("select person from access.place_by(%s)", [ticket]).fetchall()
        assert {row[0] for row in told} == {town.person}
    for who in ("rut", "pelle", "ola", ""):
        with town.log_in() as web:
            town.stamp(web, who)
            assert first(web, "select access.home_by(%s)", [ticket]) is None
    record_property("result", "inget")


def test_without_having_shown_who_one_is_nothing_is_asked(town: Town, placed):
    with (
        town.log_in() as web,
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="showing who you are"),
    ):
        town.stamp(web, "maja", proved=False)
        web.execute(ASK, [town.person])
