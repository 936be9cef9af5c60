"""Rättelserna som väg in: tried by those who have no business there, in one transaction, and after a rollback."""

from __future__ import annotations

from uuid import UUID, uuid4

import psycopg
import pytest

from tests.attacker.foothold import NAME, NUMBER, OTHER_NUMBER, Town
from tests.attacker.test_protection import looks, tries
from tests.attacker.tricks_secrets import look_up
from tests.town import STAFF

OUTSIDE = sorted(set(STAFF) - {"maja", "rut"})
WHY = "Det är samma person, säkert"
CHANGE = (
    "select access.change_person(%(p)s, %(v)s, 'name', '{\"given_name\": \"X\"}', null, '', %(w)s, %(c)s)"
)


def own_case(town: Town, username: str, number: str = "", name: str = "Egen") -> UUID:
    """A case of one's own about somebody of one's own making, committed."""
    ticket, case = look_up(town, username, number, name), uuid4()
    with town.acting(username) as web:
        web.execute("select access.register_person(%s)", [ticket])
    with town.acting(username) as web:
        place = town.compartments[STAFF[username][2]]
        web.execute("select access.open_case(%s, '', %s, 'question', %s)", [case, ticket, place])
    return case


def person_of(town: Town, case: UUID) -> UUID:
    with town.admin() as owner:
        row = owner.execute(
            "select d.person_id from dossier_case c join dossier_dossier d on d.id = c.dossier_id where c.id = %s",
            [case],
        ).fetchone()
    assert row is not None
    return row[0]


def state(town: Town) -> tuple[object, ...]:
    with town.admin() as owner:
        person = owner.execute(
            "select given_name, number, version, merged_into_id from people_person where id = %s",
            [town.person],
        ).fetchone()
        case = owner.execute(
            "select dossier_id, compartment_id from dossier_case where id = %s", [town.case]
        ).fetchone()
    return person, case


@pytest.mark.parametrize("ends", ["commit", "rollback"])
@pytest.mark.parametrize("username", OUTSIDE)
def test_nobody_corrects_moves_or_merges_what_is_not_theirs(town, record_property, username, ends):
    record_property("attempt", ("Rättelser", f"{username} rättar och flyttar Alva ({ends})"))
    before, ticket = state(town), look_up(town, username, OTHER_NUMBER)
    own = None
    if STAFF[username][3] in ("senior", "manager", "reception") or username in ("pelle", "ulf"):
        own = person_of(town, own_case(town, username))
    told = {
        "p": town.person,
        "v": before[0][2],
        "w": WHY,
        "c": town.case,
        "t": ticket,
        "f": own or uuid4(),
        "d": town.dossier,
    }
    tries(
        town,
        username,
        ends,
        (CHANGE, told),
        ("select access.change_number(%(p)s, %(v)s, %(t)s, 'mistyped', null, '', %(w)s, %(c)s)", told),
        ("select access.move_cases(array[%(c)s]::uuid[], %(t)s, %(w)s, '{}')", told),
        ("select access.move_cases(array[%(c)s]::uuid[], %(f)s, %(w)s, '{}')", told),
        ("select access.propose_merger(%(p)s, %(f)s, %(w)s, %(c)s)", told),
        ("select access.make_merger(%(f)s, %(p)s, %(w)s, %(c)s)", told),
        ("select access.carry_case(%(c)s, %(d)s, 'merged', %(w)s, '{}')", told),
        ("select access.answer_merger(m.id, 1, true, '') from corrections_merger m", told),
        ("select access.end_relation(r.id, current_date, true, %(w)s) from people_relation r", told),
        ("update dossier_case set dossier_id = %(d)s", told),
        ("update people_person set merged_into_id = %(f)s", told),
        ("insert into corrections_change (id, person_id, kind, was, became, source, reason, at) "
         "values (gen_random_uuid(), %(p)s, 'name', '{}', '{}', '', 'x', now())", told),
    )  # fmt: skip

    assert state(town) == before
    assert NAME not in looks(town, username)
    with town.log_in() as web:
        town.stamp(web, username)
        assert web.execute("select * from access.history_of(%s)", [town.person]).fetchall() == []
        assert web.execute("select access.dossier_leads_to(%s)", [town.dossier]).fetchone() == (None,)
        assert web.execute("select access.knows_person(%s)", [town.person]).fetchone() != (True,)
    record_property("result", "inget ändrat, inget sett")


def test_a_number_opens_nobody_and_says_no_more_than_that_it_is_somebodys(town, record_property):
    record_property("attempt", ("Rättelser", "pelle ger sin egen klient Alvas nummer"))
    case = own_case(town, "pelle")
    own, ticket = person_of(town, case), look_up(town, "pelle", NUMBER)
    ask = "select access.change_number(%s, 1, %s, 'assigned', null, '', %s, %s)"
    answers = []
    for guarded in ("none", "marked"):
        with town.admin() as owner:
            owner.execute("update people_person set protection = %s where number = %s", [guarded, NUMBER])
        with town.acting("pelle") as web:
            answers.append(web.execute(ask, [own, ticket, WHY, case]).fetchone())
    assert answers == [("asked",), ("asked",)], "alike, protected or not"
    assert NAME not in looks(town, "pelle") and NUMBER not in looks(town, "pelle")
    with town.log_in() as web:
        town.stamp(web, "pelle")
        assert web.execute("select * from corrections_merger").fetchall() == []
        assert web.execute("select * from access.merger_questions()").fetchall() == []
    with town.admin() as owner:
        owner.execute("update people_person set protection = 'none' where number = %s", [NUMBER])
        asked = owner.execute("select count(*) from access_opening where page = 'people:register'").fetchone()
    assert asked[0] > 0
    record_property("result", "besvaras lika, och raden finns")


def test_a_number_is_not_asked_about_in_a_transaction_that_can_be_taken_back(town, record_property):
    record_property("attempt", ("Rättelser", "frågar och rullar tillbaka raden"))
    case = own_case(town, "pelle")
    own = person_of(town, case)
    with town.log_in() as web:
        town.stamp(web, "pelle")
        said = (
            '{"given_name": "A", "family_name": "A", "number": "'
            + NUMBER
            + '", "number_kind": "personnummer"}'
        )
        ticket = web.execute("select access.look_up(%s)", [said]).fetchone()[0]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web.execute(
                "select access.change_number(%s, 1, %s, 'assigned', null, '', %s, %s)",
                [own, ticket, WHY, case],
            )
        web.rollback()
    record_property("result", "nekad")


def test_numbers_are_not_tried_one_after_another(town, record_property):
    record_property("attempt", ("Rättelser", "prövar nummer på nummer"))
    case = own_case(town, "pelle")
    own, ticket = person_of(town, case), look_up(town, "pelle", NUMBER)
    heard = []
    for _ in range(22):
        with town.acting("pelle") as web:
            heard.append(
                web.execute(
                    "select access.change_number(%s, 1, %s, 'assigned', null, '', %s, %s)",
                    [own, ticket, WHY, case],
                ).fetchone()[0]
            )
    assert heard[-1] == "braked"
    record_property("result", "stopp efter tjugo, och chefen får larm")


@pytest.mark.parametrize("ends", ["commit", "rollback"])
def test_a_protected_persons_case_is_not_opened_by_moving_it(town, record_property, ends):
    """The named key alone, against all: the case goes to a name of one's own, and stays as shut as it was."""
    record_property(
        "attempt", ("Rättelser", f"maja flyttar ett skyddat ärende till en påhittad person ({ends})")
    )
    with town.acting("maja") as web:
        web.execute("select access.set_protection(%s, 'marked')", [person_of(town, town.case)])
    ticket = look_up(town, "maja", "", "Påhittad")
    with town.acting("maja") as web:
        web.execute("select access.register_person(%s)", [ticket])
    tries(
        town,
        "maja",
        ends,
        (
            "select access.move_cases(array[%(c)s]::uuid[], %(t)s, %(w)s, '{}')",
            {"c": town.case, "t": ticket, "w": WHY},
        ),
    )
    with town.admin() as owner:
        sealed, protection = owner.execute(
            "select c.is_sealed, p.protection from dossier_case c join dossier_dossier d on d.id = c.dossier_id "
            "join people_person p on p.id = d.person_id where c.id = %s",
            [town.case],
        ).fetchone()
    assert (sealed, protection) == (True, "marked")
    for username in (*OUTSIDE, "rut"):
        assert NAME not in looks(town, username) and "Påhittad" not in looks(town, username)
    record_property("result", "skyddet ligger kvar")
