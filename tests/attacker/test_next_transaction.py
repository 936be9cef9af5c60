"""What opens, opens first in the next transaction: whoever takes it back has read nothing, whoever reads left a line."""

from __future__ import annotations

import json
from difflib import ndiff
from uuid import UUID, uuid4

import psycopg
import pytest

from tests.attacker.attempts import KNOWN, UNKNOWN, Fell, Web, look, said
from tests.attacker.foothold import NAME, Town
from tests.attacker.tricks_secrets import look_up, register

GLASS = "select access.break_glass('{}', 'Akut: mamman på sjukhus', 24)"
# Every table that the web's role may read, and what its functions tell of who is known.
CATALOGUE = """
select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('public', 'access') and c.relkind = 'r' and has_table_privilege(c.oid, 'select')
  and c.relname !~ '^(django|organisation|auth|portal)' order by 1
"""


def asks(web: Web) -> list[str]:
    """Everything that can be read, and the doors that answer about somebody."""
    tables = [
        f"select to_jsonb(t) - 'id' from {table} t order by 1"
        for (table,) in web.execute(CATALOGUE).fetchall()
    ]
    return [
        *tables,
        "select access.my_persons(), access.my_dossiers(), access.my_cases(), access.my_service_cases()",
        f"select * from access.search_people('{KNOWN}', 9)",
        "select * from access.search_people('alva', 9)",
        "select access.case_numbered('26-7KQ4MX')",
        "select * from access.protected_openings('2000-01-01')",
    ]


def after_glass(web: Web, number: str) -> str:
    """All that is heard after the glass was broken, before anything is committed."""
    heard = said(web, GLASS.format(number), *asks(web), "set constraints all immediate", *asks(web))
    return heard.replace(KNOWN, "?").replace(UNKNOWN, "?")


@pytest.mark.parametrize("who", ["pelle", "karin", "bo", "eva", "rut"])
def test_glass_that_is_taken_back_has_shown_nothing(town: Town, who: str, record_property):
    record_property("attempt", ("Läsa och ångra", f"{who} nödöppnar, läser allt och backar"))
    heard = {}
    for number in (KNOWN, UNKNOWN):
        with town.log_in() as web:
            town.stamp(web, who)
            before = said(web, *asks(web))
            heard[number] = after_glass(web, number).replace(str(web.info.backend_pid), "?")
            web.rollback()
            town.stamp(web, who)
            assert said(web, *asks(web)) == before, "something stayed after the rollback"
            web.rollback()
            if who != "rut":  # who has the case already
                look(town, heard[number])
    if heard[KNOWN] != heard[UNKNOWN]:
        one, other = (heard[number].splitlines() for number in (KNOWN, UNKNOWN))
        apart = [line for line in ndiff(one, other) if line[0] in "+-"]
        raise Fell(f"känt och okänt skiljer sig för {who}: {apart[:4]}")
    record_property("result", "ser inget, och samma svar för känd och okänd")


@pytest.mark.parametrize(
    "way",
    [
        "savepoint a; {glass}; release savepoint a; {ask}",
        "savepoint a; savepoint b; {glass}; release savepoint b; {ask}",
        "declare c cursor with hold for select access.break_glass('{number}', 'Akut: mamman på sjukhus', 24); fetch all from c; {ask}",
        "with x as materialized ({glass}) select d.id, x from x, dossier_case d",
        "{glass} union all select null from dossier_case; {ask}",
        "set transaction isolation level repeatable read; {glass}; {ask}",
        "set local jit = off; set local plan_cache_mode = force_custom_plan; {glass}; {ask}",
    ],
)
def test_no_way_round_within_the_transaction(town: Town, way: str, record_property):
    record_property("attempt", ("Läsa och ångra", f"läser i samma transaktion: {way[:34]}"))
    with town.log_in() as web:
        web.rollback()
        statements = way.format(
            glass=GLASS.format(KNOWN),
            number=KNOWN,
            ask="select * from dossier_case; select * from people_person; select * from access_key",
        ).split("; ")
        first = statements[0].startswith("set transaction") and web.execute(statements.pop(0))
        del first
        town.stamp(web, "pelle")
        for statement in statements:
            cursor = web.execute(statement)  # type: ignore[call-overload]
            heard = cursor.fetchall() if cursor.description else []
            look(town, heard)
            if statement.startswith("select *") and heard:
                raise Fell(f"läste {heard[0]}")
        web.rollback()
    record_property("result", "inget innan det är bestämt")


def a_case_of(web: Web, town: Town, number: str, unit: str) -> UUID:
    """A case about the person with that number, in a unit of the opener's."""
    made = uuid4()
    ticket = register(town, web, number)
    web.execute("select access.open_case(%s, '', %s, 'child', %s)", [made, ticket, town.compartments[unit]])
    return made


def test_a_case_that_is_opened_and_taken_back_has_shown_nothing_of_its_person(town: Town, record_property):
    record_property("attempt", ("Läsa och ångra", "öppnar ett ärende på ett känt nummer, läser och backar"))
    heard = {}
    for number in (KNOWN, UNKNOWN):
        with town.log_in() as web:
            town.stamp(web, "pelle")
            case = a_case_of(web, town, number, "Ekonomiskt bistånd")
            assert web.execute("select id from dossier_case").fetchall() == [(case,)], "it can be written in"
            web.execute(
                "insert into dossier_event (id, case_id, verb, said, law, at, by_id) "
                "values (gen_random_uuid(), %s, 'clock_extended', 'Frist förlängdes', '', access.at(), access.me())",
                [case],
            )
            for table in ("people_person", "dossier_dossier", "people_relation"):
                assert web.execute(f"select * from {table}").fetchall() == [], table  # type: ignore[call-overload]
            heard[number] = said(
                web,
                "select count(*) from access_key",
                "select access.my_persons(), access.my_dossiers()",
                f"select * from access.ongoing_investigation('{case}')",
                f"select * from access.lately_investigated('{case}', '2000-01-01')",
                f"select access.tells_place('{case}', 'Storgatan 1', '[]')",
                f"select * from access.places_near('{case}')",
                f"select count(*) from dossier_case c join access.log_of(c.dossier_id) l on true where c.id = '{case}'",
            ).replace(str(case), "?")
            web.rollback()
    if heard[KNOWN] != heard[UNKNOWN]:
        raise Fell("känt och okänt skiljer sig")
    record_property("result", "bara det egna ärendet, som är tomt")


def test_the_opener_sees_the_person_when_the_case_stands(town: Town):
    with town.acting("pelle") as web:
        case = a_case_of(web, town, UNKNOWN, "Ekonomiskt bistånd")
    with town.acting("pelle") as web:
        assert web.execute("select number from people_person").fetchall() == [(UNKNOWN,)]
        assert web.execute("select count(*) from dossier_dossier").fetchone() == (1,)
        assert web.execute("select 1 from dossier_case where id = %s", [case]).fetchone()


def test_a_relative_opens_in_the_next_transaction(town: Town, record_property):
    record_property("attempt", ("Läsa och ångra", "antecknar en känd som närstående, läser och backar"))
    with town.acting("pelle") as web:
        case = a_case_of(web, town, UNKNOWN, "Ekonomiskt bistånd")
    with town.log_in() as web:
        town.stamp(web, "pelle")
        (person,) = web.execute("select distinct d.person_id from dossier_dossier d").fetchone()
        web.execute(
            "insert into people_relation (id, person_id, other_id, bond, case_id, valid_from, noted_by_id, noted_at) "
            "values (gen_random_uuid(), %s, %s, 'sibling', %s, current_date, access.me(), access.at())",
            [person, register(town, web, KNOWN), case],
        )
        look(town, said(web, *asks(web)))
        web.rollback()
        town.stamp(web, "pelle")
        look(town, said(web, *asks(web)))
    record_property("result", "ser ingen förrän raden står")


def test_no_caller_says_in_which_transaction_a_row_was_made(town: Town):
    with town.log_in() as web:
        for table, column in (
            ("access_key", "given_in"),
            ("people_presence", "given_in"),
            ("people_person", "opened_in"),
            ("dossier_dossier", "opened_in"),
            ("dossier_case", "opened_in"),
        ):
            town.stamp(web, "maja")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                web.execute(f"update {table} set {column} = '3'")  # type: ignore[call-overload]
            web.rollback()


def test_glass_opens_in_the_next_transaction_and_has_left_its_line(town: Town):
    with town.acting("pelle") as web:
        web.execute(GLASS.format(KNOWN))
    with town.acting("pelle") as web:
        assert NAME in str(web.execute("select * from people_person").fetchall())
        assert web.execute("select count(*) from access_opening where action = 'break_glass'").fetchone() == (
            1,
        )


@pytest.mark.parametrize("number", [KNOWN, UNKNOWN])
def test_a_ticket_is_not_read_in_the_transaction_that_gave_it(town: Town, number: str, record_property):
    record_property("attempt", ("Pröva", "frågar efter ett nummer, läser svaret och backar"))
    with town.log_in() as web:
        town.stamp(web, "pelle")
        said_of = json.dumps({"number": number, "given_name": "A", "family_name": "B"})
        (ticket,) = web.execute("select access.look_up(%s)", [said_of]).fetchone() or (None,)
        heard = said(
            web,
            f"select access.beside('{ticket}')",
            f"select access.register_person('{ticket}')",
            f"select access.open_case(gen_random_uuid(), '', '{ticket}', 'child', {town.compartments['Ekonomiskt bistånd']})",
        )
        assert "no such ticket" in heard and "no such person" in heard and "(None,)" in heard
        web.rollback()
        town.stamp(web, "pelle")
        assert "(None,)" in said(web, f"select access.beside('{ticket}')"), "it was taken back"
    record_property("result", "biljetten gäller först när raden står")


def test_a_ticket_is_its_holders_own_and_leaves_a_line_in_the_readers_unit(town: Town):
    ticket = look_up(town, "pelle", KNOWN)
    with town.acting("maja") as web:
        assert web.execute("select access.beside(%s)", [ticket]).fetchone() == (None,)
    with town.admin() as owner:
        line = owner.execute(
            "select o.why, c.name from access_opening o join access_compartment c on c.id = o.compartment_id "
            "where o.staff_id = %s order by o.at desc limit 1",
            [town.staff["pelle"]],
        ).fetchone()
    assert line is not None
    assert line[0].startswith("nummer ") and KNOWN not in line[0], "the number is hashed"
    assert line[1] == "Ekonomiskt bistånd"


def test_what_is_held_elsewhere_is_told_as_same_or_not_and_of_the_protected_nothing(town: Town):
    def told(number: str, name: str) -> object:
        ticket = look_up(town, "bo", number, name)
        with town.acting("bo") as web:
            (answer,) = web.execute("select access.beside(%s)", [ticket]).fetchone() or (None,)
        return {name: value for name, value in answer.items() if name != "said"}

    assert told(KNOWN, "Nyström") == {"same": {"name": True, "born_on": None}}
    assert told(KNOWN, "Ek") == {"same": {"name": False, "born_on": None}}
    with town.admin() as owner:
        owner.execute("update people_person set protection = 'marked' where id = %s", [town.person])
        assert told(KNOWN, "Ek") == {}, "as if nobody had the number"
        owner.execute("update people_person set protection = 'none' where id = %s", [town.person])
    assert told("200001172384", "Ek") == {}
